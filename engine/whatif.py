"""What would change it: the smallest changes of facts that give another channel or another offer.

Every fact that the rules read is tried at the nearest values on the other side of what it is compared with: first one
fact at a time, then two. A change is shown only after the whole case has been decided again with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from kredslob.engine.case import Case, Reached, ranked
from kredslob.engine.claims import CLAIMS, REHOUSING
from kredslob.engine.decision import FactChange, Flip, Offer
from kredslob.engine.judging import FALSE, TRUE, Truth
from kredslob.engine.knowledge import Between, FactValue, Open, Unknown
from kredslob.engine.rank import Tier
from kredslob.engine.reference import Outcome
from kredslob.engine.route import fallback_tiers, tiers_of
from kredslob.engine.situation import Situation
from kredslob.engine.turns import SPLIT
from kredslob.engine.vacancy import Applicant
from kredslob.engine.waiting import LIST
from kredslob.rules.conditions import Bound, Compare, Fact, Member, atoms
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import WrongInput
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import Value

MOST_APPLICANTS: Final = 3  # passed over, that are asked what they lacked
MOST_PAIRS: Final = 400
LONG_LIST: Final = 300  # beyond it the offer under another channel is not worked out

Other = Callable[[Reached], bool]
Changes = Mapping[tuple[str, str | None], Value]
"""Values by fact and applicant (None: about the vacancy and its estate)."""


@dataclass(frozen=True, slots=True)
class Lever:
    """A fact that can be set to another value, about the vacancy's estate or an applicant."""

    fact: str
    about: str | None
    before: FactValue
    after: Value

    def shown(self, case: Case) -> FactChange:
        """Give the change as it is told."""
        return FactChange(self.fact, self.about or case.vacancy.id, self.before, self.after)


def would_change(reached: Reached, others: Sequence[Reached] = ()) -> tuple[Flip, ...]:
    """Give the smallest changes that flip the channel, and those that flip the offer within the channel.

    Args:
        reached: a case that has been decided.
        others: the same case at other values of the guesses, decided alike; a change is shown if it holds there too.
    """
    case = reached.case
    short = case.applicants is None or len(case.applicants) <= LONG_LIST
    levers = list(_levers(case.situation.outcomes.values(), case.situation, None))
    every = [_Tried(one, one.case.applicants if short else None) for one in (reached, *others)]
    flips = _smallest(every, levers, lambda one: one.channel != reached.channel)
    ranking = reached.ranking
    if ranking is not None and reached.offer is not None and reached.offer.how == "list":
        asked = ranking.ahead[:MOST_APPLICANTS]
        people = [*((ranking.chosen,) if ranking.chosen else ()), *asked]
        facts = {fact for tier in ranking.tiers for fact in (*tier.any_of, *(name for name, _ in tier.must))}
        own = [lever for one in people for lever in _levers([one.outcome(f) for f in sorted(facts)], one, one.about)]
        names, offered = {one.about for one in asked}, reached.outcome
        every = [_Tried(one, *_in_play(one, names, short)) for one in (reached, *others)]
        flips += _smallest(every, own, lambda one: one.outcome != offered)
    return tuple(flips)


@dataclass(frozen=True, slots=True)
class _Tried:
    """A case that changes are tried in, the applicants who are ranked, and the tiers in which all that count are there."""

    reached: Reached
    applicants: Sequence[Applicant] | None
    tiers: tuple[Tier, ...] | None = None


def _in_play(reached: Reached, asked: Collection[str | None], short: bool) -> tuple[list[Applicant], tuple[Tier, ...]]:
    """Give the applicants on whom the offer can turn: those asked about, and of each tier the first who are in it.

    Nobody else's place changes when one or two of them are changed, so leaving them out changes nothing. Of a long list
    only the tiers that were tried are looked at, so that what lies in a later one is not known.
    """
    ranking, people, found = reached.ranking, reached.case.people, list[Applicant]()
    if ranking is None:
        return found, ()
    tiers = _tiers(reached) if short else ranking.tiers
    left = dict.fromkeys(range(len(tiers)), MOST_APPLICANTS)
    met = dict[int, list[Truth]]()
    for place, alike in enumerate(people.first_alike({fact for tier in tiers for fact in tier.facts})):
        if not left:
            break
        if alike not in met:
            met[alike] = [tier.met(people[alike]) for tier in tiers]
        truths = met[alike]
        if any(truths[tier] != FALSE for tier in left) or people.pseudonym(place) in asked:
            found.append(people.waiting[place])
        left = {tier: count - (truths[tier] == TRUE) for tier, count in left.items() if count or truths[tier] != TRUE}
    return found, tiers


def _tiers(reached: Reached) -> tuple[Tier, ...]:
    """Give all tiers of a channel, and those it falls back on unless that is a guess: then nothing is promised there."""
    case, channel = reached.case, str(reached.channel)
    tiers, _ = tiers_of(channel, case.situation, case.turns[SPLIT])
    try:
        return (*tiers, *fallback_tiers(channel, case.situation))
    except Open:
        return tiers


def _levers(outcomes: Iterable[Outcome], situation: Situation, about: str | None) -> Iterator[Lever]:
    """Give each fact read, at the values nearest to what it is compared with on the other side."""
    seen: set[tuple[str, Value]] = set()
    for outcome in outcomes:
        for atom in (atom for one in outcome.rules for atom in atoms(one.rule.when)):
            if not isinstance(atom.left, Fact):
                continue
            fact = situation.declarations[atom.left.name]
            if fact.origin == "decided" or (fact.about == "applicant") is not (about is not None):
                continue
            before = situation[fact.name]
            for value in _beyond(atom, fact, before):
                if (fact.name, value) not in seen:
                    seen.add((fact.name, value))
                    yield Lever(fact.name, about, before, value)


def _beyond(atom: Compare | Member, fact: FactDeclaration, before: FactValue) -> list[Value]:
    """Give the nearest values at which a comparison comes out the other way; what is missing is asked for, not varied."""
    if isinstance(before, Unknown | Between):
        return []
    if fact.type == "yes_no":
        return [not before]
    if fact.type == "choice":
        operands = (atom.right,) if isinstance(atom, Compare) else atom.values
        named = [one.value for one in operands if isinstance(one, Bound)]
        others = [value for value in fact.choices if value not in named]
        return [value for value in (*named, *others[:1]) if value != before]
    if isinstance(atom, Compare) and isinstance(atom.right, Bound) and isinstance(before, int):
        limit = atom.right.value
        if isinstance(limit, int) and atom.operator in _EDGES:
            low, high = (limit + step for step in _EDGES[atom.operator])
            value = high if before <= low else low
            return [value] if fact.range is None or fact.range[0] <= value <= fact.range[1] else []  # type: ignore[operator]
    return []


# The values on either side of a limit where a comparison with it changes.
_EDGES: Final[Mapping[str, tuple[int, int]]] = {
    "over": (0, 1), "at_most": (0, 1), "at_least": (-1, 0), "under": (-1, 0), "is": (0, 0), "is_not": (0, 0)
}  # fmt: skip


def _smallest(every: Sequence[_Tried], levers: Sequence[Lever], other: Other) -> list[Flip]:
    """Give the flips by one lever; if there are none, those by two."""
    singles = [flip for lever in levers if (flip := _flip(every, (lever,), other))]
    if singles:
        return singles
    pairs = [pair for pair in combinations(levers, 2) if (pair[0].fact, pair[0].about) != (pair[1].fact, pair[1].about)]
    return [flip for pair in pairs[:MOST_PAIRS] if (flip := _flip(every, pair, other))]


def _flip(every: Sequence[_Tried], levers: tuple[Lever, ...], other: Other) -> Flip | None:
    """Give the flip that a change comes to, the same at every value of the guesses, or None."""
    changes = {(lever.fact, lever.about): lever.after for lever in levers}
    first = _changed_to(every[0], changes)
    if first is None or not other(first):
        return None
    for one in every[1:]:
        again = _changed_to(one, changes)
        if again is None or again.outcome != first.outcome:
            return None
    case = every[0].reached.case
    return Flip(tuple(lever.shown(case) for lever in levers), first.channel, _offer(case, first, changes))


def _changed_to(tried: _Tried, changes: Changes) -> Reached | None:
    """Give what a change comes to, or None where that cannot be promised."""
    try:
        found = decided_with(tried.reached.case, tried.applicants, changes)
    except (Open, WrongInput):
        return None  # it would hang on a guess, or lie where the rules do not answer
    beyond = tried.tiers is not None and found is not None and found.ranking is not None and (
        len(found.ranking.tiers) > len(tried.tiers)
    )  # fmt: skip
    return None if found is None or found.needs or beyond else found


def _offer(case: Case, found: Reached, changes: Changes) -> Offer | None:
    """Give the offer of a changed case, with the place on the whole list; none if it is somebody's who is not on it."""
    offer, ranking = found.offer, found.ranking
    if offer is None or (case.applicants is not None and any(_comes_with_claim(*one) for one in changes.items())):
        return None
    if ranking is None or offer.rank is None or offer.applicant is None:
        return offer
    people, lists = case.people, {name for tier in ranking.tiers for name in tier.lists}
    column = people.known(LIST)[: people.waiting.places[offer.applicant]]
    on = [changes.get((LIST, people.pseudonym(place)), name) for place, name in enumerate(column)]
    return replace(offer, rank=1 + sum(not lists or name in lists or not isinstance(name, str) for name in on))


def _comes_with_claim(changed: tuple[str, str | None], after: Value) -> bool:
    return changed[1] is None and changed[0] in (*CLAIMS, REHOUSING) and after is True


def decided_with(case: Case, applicants: Sequence[Applicant] | None, changes: Changes) -> Reached | None:
    """Decide a case again with some facts at other values, or None if a changed applicant's claim changes too.

    Args:
        case: the case as it is; what was derived of the vacancy stays, but for what is changed.
        applicants: those to rank; None leaves the offer out.
        changes: what is changed.
    """
    declared = case.office.library.facts
    own = {fact: value for (fact, about), value in changes.items() if about is None}
    # What is changed about applicants alone changes nothing that is decided about the vacancy: their claims stay.
    kept = {name: value for name, value in case.situation.items()
            if not isinstance(value, Unknown) and (not own or declared[name].origin != "decided")}  # fmt: skip
    again = case.again(_changed(applicants, changes))
    again.situation.update({**kept, **own})
    if any(_claims_change(case, again, about) for about in {about for _, about in changes if about is not None}):
        return None
    channel = again.situation["channel"]
    if isinstance(channel, Unknown):
        return None
    ranking = ranked(again, str(channel))
    return Reached(again, str(channel), ranking, ranking.needs if ranking else ())


def _changed(applicants: Sequence[Applicant] | None, changes: Changes) -> Sequence[Applicant] | None:
    if applicants is None:
        return None
    new: dict[str | None, dict[str, Value]] = {}
    for (fact, about), value in changes.items():
        new.setdefault(about, {})[fact] = value
    return [replace(one, facts={**one.facts, **new[one.id]}) if one.id in new else one for one in applicants]


def _claims_change(case: Case, again: Case, about: str) -> bool:
    before, after = case.people.of(about), again.people.of(about)
    return any(before[claims] != after[claims] for claims in CLAIMS.values())
