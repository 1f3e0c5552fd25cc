"""Who is offered the dwelling: tiers of applicants in order, seniority within a tier, and what stops the ranking.

A channel's tiers are tried in turn; the first that somebody meets gives the offer. An applicant whose deciding fact is
not known stops the ranking only if ahead of the first certain qualifier: then nobody is offered the dwelling yet, the
missing fact is asked for, and the next in line is named provisionally. A guess of the agreement that decides is raised
as `Open`, to be tried at each of its values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kredslob.engine.decision import Offer
from kredslob.engine.judging import FALSE, TRUE, UNKNOWN, Truth
from kredslob.engine.knowledge import FactValue, Unknown, opened
from kredslob.engine.people import NOBODY, Queue, Some
from kredslob.engine.reference import Outcome
from kredslob.engine.situation import Situation, need
from kredslob.engine.waiting import LIST, NUMBER, SINCE, seniority
from kredslob.rules.conditions import Bound, Compare
from kredslob.rules.frozen import dataclass
from kredslob.rules.terms import Terms


@dataclass(frozen=True, slots=True)
class Tier:
    """Those of certain lists who meet one of the facts in `any_of` (all, if there is none) and each of `must`."""

    group: tuple[str, ...]
    lists: tuple[str, ...]
    any_of: tuple[str, ...] = ()
    must: tuple[tuple[str, bool], ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that it asks of an applicant."""
        return (*(fact for fact, _ in self.must), *([LIST] if self.lists else []), *self.any_of)

    def met(self, one: Situation) -> Truth:
        """Tell whether an applicant is in the tier."""
        truth = TRUE
        for fact, wanted in self.must:
            truth = min(truth, _is(one[fact], wanted))
            if truth == FALSE:
                return FALSE
        listed = one[LIST] if self.lists else None
        if isinstance(listed, Unknown):
            truth = UNKNOWN
        elif self.lists and listed not in self.lists:
            return FALSE
        if not self.any_of:
            return truth
        best = FALSE
        for fact in self.any_of:
            best = max(best, _is(one[fact], True))
            if best == TRUE:
                break
        return min(truth, best)

    def unknowns(self, one: Situation) -> list[Unknown]:
        """Give what is not known of an applicant who may or may not be in the tier."""
        facts = [fact for fact, _ in self.must] + ([LIST] if self.lists else [])
        if not any(one[fact] is True for fact in self.any_of):
            facts += self.any_of
        return [value for fact in facts if isinstance(value := one[fact], Unknown)]


def _is(value: FactValue, wanted: bool) -> Truth:
    return UNKNOWN if isinstance(value, Unknown) else TRUE if value is wanted else FALSE


@dataclass(frozen=True, slots=True)
class Ranking:
    """The offer, or what stops it: the facts needed, and who is next if they do not change it.

    Args:
        ahead: those with more seniority on the lists in question; all on them, if none of them is offered it.
        stand_ins: for each of those ahead the first who is alike in all that the tiers ask.
    """

    offer: Offer | None
    provisional: Offer | None = None
    needs: tuple[str, ...] = ()
    ahead: Some = NOBODY
    chosen: Situation | None = None
    tiers: tuple[Tier, ...] = ()
    stand_ins: Sequence[Situation] = ()


@dataclass(frozen=True, slots=True)
class _Front:
    """Who may be first of a tier.

    Args:
        sure: those who certainly are in it and share the earliest date among such, or have none that is known.
        winner: the one of them who is first unless a blocker is; None when there is none, or a lot decides.
        blockers: those who may be first instead, if what is not known of them turns out so.
        numbers: list numbers that are missing and would break a tie.
    """

    sure: tuple[Situation, ...] = ()
    winner: Situation | None = None
    blockers: tuple[Situation, ...] = ()
    numbers: tuple[str, ...] = ()

    def stops(self, winner: Situation | None) -> bool:
        """Tell whether somebody else than the winner may be first."""
        return bool(self.numbers) or any(one is not winner for one in self.blockers)


def by_seniority(situations: Iterable[Situation]) -> Queue:
    """Give applicants in the order of seniority; whose date is not known comes first, since it may be the earliest."""
    if isinstance(situations, Queue):
        return situations
    return Queue(sorted(situations, key=lambda one: seniority(one.get(SINCE), one.get(NUMBER))))


def rank(tiers: Sequence[Tier], situations: Sequence[Situation], terms: Terms) -> Ranking:
    """Give the offer that the tiers come to.

    Args:
        tiers: in the order in which they are tried.
        situations: the applicants, in any order.
        terms: the terms in force, for the tie-break.

    Raises:
        Open: a guess of the agreement decides.
    """
    ordered = by_seniority(situations)
    fronts: list[_Front] = []
    for tier in tiers:
        fronts.append(_front(tier, ordered, terms))
        if fronts[-1].sure:
            break
    seen = tuple(tiers[: len(fronts)])
    last = fronts[-1] if fronts else _Front()
    stopped = [(tier, front) for tier, front in zip(seen, fronts, strict=True) if front.stops(last.winner)]
    needs = _needs(*stopped[0], terms) if stopped else ()
    if not last.sure and stopped:
        blockers = [ordered.place_of(one) for one in stopped[0][1].blockers]
        return Ranking(None, None, needs, Some(ordered, blockers), None, seen)
    places = _ahead(seen, ordered, last.winner or (last.sure[0] if last.sure else None))
    ahead, stand_ins = Some(ordered, places), _stand_ins(seen, ordered, places)
    if not last.sure:
        return Ranking(None, None, needs, ahead, None, seen, stand_ins)
    drawn = not last.numbers and isinstance(last.sure[0]["listed_since"], date)  # nothing is missing for a lot
    offer = _offer(seen, last.winner, len(ahead) + 1) if last.winner is not None or drawn else None
    return Ranking(None if needs else offer, offer if needs else None, needs, ahead, last.winner, seen, stand_ins)


def _front(tier: Tier, ordered: Queue, terms: Terms) -> _Front:
    """Find those who are certainly in a tier from the earliest date, and those who may stand before them."""
    sure: list[Situation] = []
    undated: list[Situation] = []
    unsure: list[Situation] = []
    for one, met in _members(tier, ordered):
        since = one["listed_since"]
        (undated if isinstance(since, Unknown) else sure if met == TRUE else unsure).append(one)
    if not sure:
        certain = tuple(one for one in undated if tier.met(one) == TRUE)
        winner = certain[0] if len(certain) == 1 else None  # alone there, whatever the date
        return _Front(certain, winner, tuple(one for one in (*undated, *unsure) if one is not winner))
    before = [one for one in unsure if one["listed_since"] != sure[0]["listed_since"]]
    winner, rivals, numbers = _untie(sure, unsure[len(before) :], terms)
    return _Front(tuple(sure), winner, (*undated, *before, *rivals), numbers)


def _members(tier: Tier, ordered: Queue) -> Iterator[tuple[Situation, Truth]]:
    """Give those who are or may be in a tier, up to the last of the date of the first who certainly is.

    Who is alike in all that the tier asks is asked once.
    """
    dates, met = ordered.known(SINCE), dict[int, Truth]()
    earliest: FactValue | None = None
    for place, alike in enumerate(ordered.first_alike(tier.facts)):
        if earliest is not None and dates[place] != earliest:
            return
        if alike not in met:
            met[alike] = tier.met(ordered[alike])
        if met[alike] != FALSE:
            yield ordered[place], met[alike]
            if met[alike] == TRUE and isinstance(dates[place], date):
                earliest = dates[place]


def _untie(
    sure: Sequence[Situation], unsure: Sequence[Situation], terms: Terms
) -> tuple[Situation | None, list[Situation], tuple[str, ...]]:
    """Choose among those of one date: the lowest list number, or a lot, which is nobody yet.

    Args:
        sure: those who certainly are in the tier, one at least.
        unsure: those who may be.

    Returns:
        The one chosen, those of the unsure who may be first instead, and the list numbers that are missing.
    """
    if len(sure) + len(unsure) == 1:
        return sure[0], [], ()
    term = terms.parameters["rank.tie_break"]
    if len(set(term.guesses)) > 1:
        raise opened(terms, "rank.tie_break")
    if term.value != "list_number":
        return (None, [], ()) if len(sure) > 1 else (sure[0], list(unsure), ())
    known = [number for one in sure if isinstance(number := one["list_number"], int)]
    lowest = min(known, default=None)
    first = [one for one in sure if one["list_number"] == lowest]
    rivals = [one for one in unsure if _not_behind(one["list_number"], lowest)]
    if len(first) > 1:  # a lot among equals, whoever of the unsure joins them
        rivals = [one for one in rivals if one["list_number"] != lowest]
    unnumbered = [one for one in (*sure, *rivals) if not isinstance(one["list_number"], int)]
    numbers = tuple(need("list_number", one.about) for one in unnumbered)
    chosen = sure if len(sure) == 1 else first
    return (chosen[0] if len(chosen) == 1 else None), rivals, numbers


def _not_behind(number: FactValue, lowest: int | None) -> bool:
    return lowest is None or not isinstance(number, int) or number <= lowest


def _needs(tier: Tier, front: _Front, terms: Terms) -> tuple[str, ...]:
    """Give the facts that would settle who is first of a tier; raise Open where a guess would."""
    unknowns = [(one, unknown) for one in front.blockers for unknown in tier.unknowns(one)]
    for _, unknown in unknowns:
        if unknown.guesses:
            guess = unknown.guesses[0]
            hanging = [one for one, other in unknowns if guess in other.guesses]
            raise opened(terms, guess, _breakpoints(guess, hanging, tier))
    needs = [name for _, unknown in unknowns for name in unknown.needs]
    dates = [need("listed_since", one.about) for one in front.blockers if isinstance(one["listed_since"], Unknown)]
    return tuple(dict.fromkeys((*needs, *dates, *front.numbers)))


def _breakpoints(guess: str, blockers: Sequence[Situation], tier: Tier) -> tuple[int, ...]:
    """Give the values of facts that are compared with a guess: where its comparisons change."""
    found: set[int] = set()
    for one in blockers:
        for fact in (*tier.any_of, *(fact for fact, _ in tier.must)):
            if isinstance(one[fact], Unknown):
                found |= _compared(guess, one.outcome(fact))
    return tuple(sorted(found))


def _compared(guess: str, outcome: Outcome) -> set[int]:
    found: set[int] = set()
    waiting = [rule.judged for rule in outcome.rules]
    while waiting:
        judged = waiting.pop()
        waiting.extend(judged.parts)
        condition = judged.condition
        if isinstance(condition, Compare) and isinstance(condition.right, Bound) and condition.right.parameter == guess:
            value = judged.value
            if isinstance(value, int) and not isinstance(value, bool):
                found |= {value, value + 1}
    return found


def _offer(tiers: Sequence[Tier], chosen: Situation | None, place: int) -> Offer:
    """Give the offer that the last of the tiers tried comes to; `place` is the one chosen's in the order of seniority."""
    tier, fallback = tiers[-1], len(tiers) > 1
    if chosen is None:
        return Offer(None, "lot", tier.group, fallback=fallback)
    met = tuple(fact for fact in tier.any_of if chosen[fact] is True)
    since = chosen["listed_since"]
    known = since if isinstance(since, date) else None
    return Offer(chosen.about, "list", met or tier.group, None if known is None else place, known, fallback)


def _ahead(tiers: tuple[Tier, ...], ordered: Queue, chosen: Situation | None) -> list[int]:
    """Give the places of those with more seniority on the lists in question, who were passed over: all, if for nobody."""
    lists = {name for tier in tiers for name in tier.lists}
    before = ordered.known(LIST)[: None if chosen is None else ordered.place_of(chosen)]
    return [place for place, name in enumerate(before) if not lists or name in lists or not isinstance(name, str)]


def _stand_ins(tiers: tuple[Tier, ...], ordered: Queue, places: list[int]) -> Sequence[Situation]:
    first_alike = ordered.first_alike(dict.fromkeys(fact for tier in tiers for fact in tier.facts))
    made = {place: ordered[place] for place in dict.fromkeys([first_alike[place] for place in places])}
    return [made[first_alike[place]] for place in places]
