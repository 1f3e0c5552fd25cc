"""From channel to tiers: which applicants a channel looks at, and in which order of groups.

The channel itself is decided by the rules. Here stand the lists that belong to each channel, the split of flexible
lettings between the groups, and what happens when nobody meets the criteria.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kredslob.engine.knowledge import Unknown, opened
from kredslob.engine.rank import Tier
from kredslob.engine.situation import Situation
from kredslob.engine.turns import SPLIT, Turn
from kredslob.rules.messages import Message, Problem, WrongInput, nearest
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value

Channel = str
EXTERNAL_LIST = "external"
LISTS: Mapping[Channel, tuple[str, ...]] = {
    "referral": ("municipal",), "rehousing": ("rehousing",), "return_guarantee": (), "own_estate_transfer": ("estate",),
    "divorce_precedence": (), "organisation_transfer": ("organisation",), "flexible": (EXTERNAL_LIST,),
    "ordinary": (EXTERNAL_LIST,), "not_covered": (),
}  # fmt: skip
CLAIM_OF: Mapping[Channel, str] = {
    "return_guarantee": "claims_return_guarantee", "own_estate_transfer": "claims_own_estate",
    "divorce_precedence": "claims_divorce", "organisation_transfer": "claims_organisation",
}  # fmt: skip
BY_MUNICIPALITY = ("referral", "rehousing")
TRANSFERS = ("own_estate_transfer", "organisation_transfer")
BEFORE_TRANSFER = ("referral", "rehousing", "return_guarantee")
REACHES_EXTERNAL = ("flexible", "ordinary")
GROUP: Final = "group_"
FIRST_SLOT, SECOND_SLOT = "a", "b"  # the slots of the split wheel; any other label means no split


def tiers_of(channel: Channel, situation: Situation, split: Turn | Unknown) -> tuple[tuple[Tier, ...], Unknown | None]:
    """Give the tiers of a channel in order, or what must be known first.

    Raises:
        Open: an open guess orders the tiers.
    """
    terms = situation.terms
    must, missing = _must(channel, situation)
    if missing is not None:
        return (), missing
    lists = LISTS[channel]
    if channel == "flexible":
        groups, missing = _flexible_groups(situation, split)
        return tuple(Tier(one, lists, one, must) for one in groups), missing
    if channel in TRANSFERS and _taken(terms, "flexible.applies_to_transfers") is True:
        claim = ((CLAIM_OF[channel], True), *must)
        groups = (_groups(situation, "flexible.first_groups") + _groups(situation, "flexible.second_groups"),)
        return tuple(Tier((channel,), lists, one, claim) for one in groups), None
    claims = (CLAIM_OF[channel],) if channel in CLAIM_OF else ()
    return _families_first(Tier((channel,), lists, claims, must), terms), None


def fallback_tiers(channel: Channel, situation: Situation) -> tuple[Tier, ...]:
    """Give the tiers that are tried when nobody meets the flexible criteria; none if the dwelling is held.

    Raises:
        Open: whether it is held is an open guess.
    """
    if channel != "flexible" or situation["mandatory_flexible"] is True:
        return ()
    if _taken(situation.terms, "flexible.nobody_qualifies") == "hold":
        return ()
    must, _ = _must(channel, situation)
    return _families_first(Tier(("ordinary",), LISTS[channel], (), must), situation.terms)


def _must(channel: Channel, situation: Situation) -> tuple[tuple[tuple[str, bool], ...], Unknown | None]:
    if channel == "referral":
        return (("barred", False),), None
    if channel == "rehousing":
        return (), None
    combined, mandatory = situation["combined_letting"], situation["mandatory_flexible"]
    must: list[tuple[str, bool]] = []
    if combined != "none":  # an applicant's own facts may still settle it, so an unknown here is asked for there
        must.append(("refused", False))
    if channel in REACHES_EXTERNAL or channel == "organisation_transfer":
        if isinstance(mandatory, Unknown):
            return (), mandatory
        if mandatory is True:
            must.append(("meets_mandatory", True))
    return tuple(must), None


def _flexible_groups(situation: Situation, split: Turn | Unknown) -> tuple[tuple[tuple[str, ...], ...], Unknown | None]:
    terms = situation.terms
    first, second = _groups(situation, "flexible.first_groups"), _groups(situation, "flexible.second_groups")
    _taken(terms, "flexible.split_wheel")
    if isinstance(split, Unknown):
        return (), split
    label = split.due()
    if label is None:
        return (), Unknown(needs=(f"{SPLIT}_turn",))
    if label == FIRST_SLOT:
        return (first, second), None
    if label == SECOND_SLOT and _taken(terms, "flexible.third_slot") == "second_groups_first":
        return (second, first), None
    return (first + second,), None


def _families_first(tier: Tier, terms: Terms) -> tuple[Tier, ...]:
    if "family.precedence_rooms" not in terms.parameters:
        return (tier,)
    families = Tier((*tier.group, "family_first"), tier.lists, tier.any_of, (*tier.must, ("family_first", True)))
    return (families, tier)


def _groups(situation: Situation, parameter: str) -> tuple[str, ...]:
    """Give the facts that tell who is in the groups that a parameter names; raise WrongInput for one that there is not."""
    names = _taken(situation.terms, parameter)
    found = tuple(f"{GROUP}{name}" for name in names) if isinstance(names, tuple) else ()
    known = [fact for fact in situation.declarations if fact.startswith(GROUP)]
    strange = [name.removeprefix(GROUP) for name in found if name not in known]
    if strange:
        groups = [name.removeprefix(GROUP) for name in known]
        said, accepted = (
            Message("there is no group {group}.", group=strange[0]),
            Message("{names}", names=", ".join(groups)),
        )
        at = situation.terms.parameters[parameter].dated.at
        raise WrongInput(Problem(at, said, accepted, nearest(strange[0], groups)))
    return found


def _taken(terms: Terms, parameter: str) -> Value:
    """Give a parameter's value; raise Open while it is an open guess with more than one."""
    term = terms.parameters[parameter]
    if len(set(term.guesses)) > 1:
        raise opened(terms, parameter)
    return term.value
