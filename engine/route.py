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
from kredslob.rules.binding import Term
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
MANDATORY: Final = "meets_mandatory"
GROUP: Final = "group_"
SPLIT_WHEEL: Final = "flexible.split_wheel"
ORDER: Final = "flexible.order."  # and the label of a slot of the split: the parameter that orders the groups there
ELIGIBLE: Final = "eligible"
WHEN_NOBODY: Final = "flexible.nobody_qualifies"
ORDINARY_LIST: Final = "ordinary_list"
HOLD: Final = "hold"
_AND: Final = "+"


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
        return (Tier((channel,), lists, _every_group(situation), claim),), None
    claims = (CLAIM_OF[channel],) if channel in CLAIM_OF else ()
    return _families_first(Tier((channel,), lists, claims, must), terms), None


def fallback_tiers(channel: Channel, situation: Situation) -> tuple[Tier, ...]:
    """Give the tiers that are tried when nobody meets the flexible criteria; none if the dwelling is held.

    Where criteria are mandatory whoever meets them comes next, and nobody else: the dwelling may be let to no other.

    Raises:
        Open: whether it is held is an open guess.
        WrongInput: the agreement says something else than the two that there are.
    """
    if channel != "flexible":
        return ()
    if situation["mandatory_flexible"] is True:
        whoever = Tier((MANDATORY,), LISTS[channel], (), _must(channel, situation)[0])
        return _families_first(whoever, situation.terms)
    happens = _taken(situation.terms, WHEN_NOBODY)
    if happens == HOLD:
        return ()
    if happens != ORDINARY_LIST:
        at = situation.terms.parameters[WHEN_NOBODY].dated.at
        found = Message("it is not known what {value} means when nobody qualifies.", value=happens)
        known = (ORDINARY_LIST, HOLD)
        raise WrongInput(Problem(at, found, Message("{names}", names=", ".join(known)), nearest(str(happens), known)))
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
            must.append((MANDATORY, True))
    if ELIGIBLE in situation.terms.rules:
        must.append((ELIGIBLE, True))
    return tuple(must), None


def _flexible_groups(situation: Situation, split: Turn | Unknown) -> tuple[tuple[tuple[str, ...], ...], Unknown | None]:
    """Give the groups in the order that the slot due of the split names: each tier's, one tier after the other."""
    terms = situation.terms
    _taken(terms, SPLIT_WHEEL)
    if isinstance(split, Unknown):
        return (), split
    label = split.due()
    if label is None:
        return (), Unknown(needs=(f"{SPLIT}_turn",))
    return _order(situation, label), None


def _order(situation: Situation, label: str) -> tuple[tuple[str, ...], ...]:
    """Give the tiers of groups of a slot: `[work+young, senior]` is those in work or young, then the seniors.

    Raises:
        Open: the order is an open guess.
    """
    parameter = _ordering(situation.terms, label).series.id
    return _tiers_named(situation, parameter, _taken(situation.terms, parameter))


def _every_group(situation: Situation) -> tuple[str, ...]:
    """Give all groups that the slots of the split name, each once; raise Open where a guess decides which they are."""
    terms, found = situation.terms, dict[str, None]()
    split = terms.parameters[SPLIT_WHEEL]
    for labels in (split.value, *split.guesses):
        of_wheel = dict[str, None]()
        for label in dict.fromkeys(labels if isinstance(labels, tuple) else ()):
            order = _ordering(terms, str(label))
            named = [
                dict.fromkeys(group for tier in _tiers_named(situation, order.series.id, value) for group in tier)
                for value in (order.value, *order.guesses)
            ]
            if any(one.keys() != named[0].keys() for one in named):
                raise opened(terms, order.series.id)
            of_wheel.update(named[0])
        if found and found.keys() != of_wheel.keys():
            raise opened(terms, SPLIT_WHEEL)
        found = found or of_wheel
    return tuple(found)


def _ordering(terms: Terms, label: str) -> Term:
    """Give the term that orders the groups at a slot; raise WrongInput if the agreement has none."""
    parameter = order_of(label)
    if parameter not in terms.parameters:
        orders = [key for key in terms.parameters if key.startswith(ORDER)]
        found = Message("no groups are ordered for slot {slot} of the split.", slot=label)
        at = terms.parameters[SPLIT_WHEEL].dated.at
        raise WrongInput(Problem(at, found, Message("a parameter {name}", name=parameter), nearest(parameter, orders)))
    return terms.parameters[parameter]


def _tiers_named(situation: Situation, parameter: str, tiers: Value) -> tuple[tuple[str, ...], ...]:
    return tuple(_groups(situation, parameter, str(tier)) for tier in tiers) if isinstance(tiers, tuple) else ()


def joined(tier: str) -> list[str]:
    """Give the groups that a tier joins by a plus."""
    return [name.strip() for name in tier.split(_AND)]


def order_of(label: str) -> str:
    """Give the parameter that orders the groups at a slot of the split."""
    return f"{ORDER}{label}"


def _families_first(tier: Tier, terms: Terms) -> tuple[Tier, ...]:
    if "family.precedence_rooms" not in terms.parameters:
        return (tier,)
    families = Tier((*tier.group, "family_first"), tier.lists, tier.any_of, (*tier.must, ("family_first", True)))
    return (families, tier)


def _groups(situation: Situation, parameter: str, tier: str) -> tuple[str, ...]:
    """Give the facts that tell who is in the groups of a tier; raise WrongInput for one that there is not."""
    names = joined(tier)
    known = [
        fact.removeprefix(GROUP)
        for fact in situation.declarations
        if fact.startswith(GROUP) and fact in situation.terms.rules
    ]
    strange = [name for name in names if name not in known]
    if strange:
        found = Message("there is no group {group}.", group=strange[0])
        at = situation.terms.parameters[parameter].dated.at
        raise WrongInput(Problem(at, found, Message("{names}", names=", ".join(known)), nearest(strange[0], known)))
    return tuple(f"{GROUP}{name}" for name in names)


def _taken(terms: Terms, parameter: str) -> Value:
    """Give a parameter's value; raise Open while it is an open guess with more than one."""
    term = terms.parameters[parameter]
    if len(set(term.guesses)) > 1:
        raise opened(terms, parameter)
    return term.value
