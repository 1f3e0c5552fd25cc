"""Who is offered the dwelling: tiers of applicants in order, seniority within a tier, and what stops the ranking.

A channel's tiers are tried in turn; the first that somebody meets gives the offer. An applicant whose deciding fact is
not known stops the ranking only if ahead of the first certain qualifier: then nobody is offered the dwelling yet, the
missing fact is asked for, and the next in line is named provisionally. A guess of the agreement that decides is raised
as `Open`, to be tried at each of its values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kredslob.engine.decision import Offer
from kredslob.engine.judging import FALSE, TRUE, UNKNOWN, Truth
from kredslob.engine.knowledge import FactValue, Unknown, opened
from kredslob.engine.reference import Outcome
from kredslob.engine.situation import Situation, need
from kredslob.rules.conditions import Bound, Compare
from kredslob.rules.terms import Terms


@dataclass(frozen=True, slots=True)
class Tier:
    """Those of certain lists who meet one of the facts in `any_of` (all, if there is none) and each of `must`."""

    group: tuple[str, ...]
    lists: tuple[str, ...]
    any_of: tuple[str, ...] = ()
    must: tuple[tuple[str, bool], ...] = ()

    def met(self, one: Situation) -> Truth:
        """Tell whether an applicant is in the tier."""
        truth = TRUE
        for fact, wanted in self.must:
            truth = min(truth, _is(one[fact], wanted))
            if truth == FALSE:
                return FALSE
        listed = one["list"] if self.lists else None
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
        facts = [fact for fact, _ in self.must] + list(self.any_of) + (["list"] if self.lists else [])
        return [value for fact in facts if isinstance(value := one[fact], Unknown)]


def _is(value: FactValue, wanted: bool) -> Truth:
    return UNKNOWN if isinstance(value, Unknown) else TRUE if value is wanted else FALSE


@dataclass(frozen=True, slots=True)
class Ranking:
    """The offer, or what stops it: the facts needed, and who is next if they do not change it."""

    offer: Offer | None
    provisional: Offer | None = None
    needs: tuple[str, ...] = ()
    ahead: tuple[Situation, ...] = ()
    chosen: Situation | None = None
    tiers: tuple[Tier, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    certain: Situation | None
    tied: tuple[Situation, ...]
    blockers: tuple[Situation, ...]


def by_seniority(situations: Iterable[Situation]) -> list[Situation]:
    """Give applicants in the order of seniority; whose date is not known comes first, since it may be the earliest."""
    return sorted(situations, key=_seniority)


def _seniority(one: Situation) -> tuple[date, int]:
    since, number = one.get("listed_since"), one.get("list_number")
    return (since if isinstance(since, date) else date.min), (number if isinstance(number, int) else 0)


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
    blocked: tuple[Situation, ...] = ()
    needs: tuple[str, ...] = ()
    for place, tier in enumerate(tiers):
        found = _first(tier, ordered)
        if found.blockers and not blocked:
            needs = _needs(tier, found.blockers, terms)
            blocked = found.blockers
        if found.certain is None:
            continue
        chosen, tie_needs = _untie(found, terms)
        needs = (*needs, *tie_needs)
        offer = _offer(tier, chosen, ordered, place > 0)
        ahead = _ahead(tuple(tiers[: place + 1]), ordered, chosen or found.certain)
        seen = tuple(tiers[: place + 1])
        if needs:
            return Ranking(None, offer, needs, ahead, chosen, seen)
        return Ranking(offer, None, (), ahead, chosen, seen)
    if needs:
        return Ranking(None, None, needs, blocked, None, tuple(tiers))
    return Ranking(None, tiers=tuple(tiers), ahead=tuple(ordered))


def _first(tier: Tier, ordered: Sequence[Situation]) -> _Found:
    """Find the first certain member of a tier, those with the same seniority, and those who may stand before."""
    blockers: list[Situation] = []
    certain: Situation | None = None
    tied: list[Situation] = []
    for one in ordered:
        if certain is not None and one["listed_since"] != certain["listed_since"]:
            break
        met = tier.met(one)
        if met == FALSE:
            continue
        if met == UNKNOWN or isinstance(one["listed_since"], Unknown):
            blockers.append(one)
        elif certain is None:
            certain = one
            tied.append(one)
        else:
            tied.append(one)
    return _Found(certain, tuple(tied), tuple(blockers))


def _needs(tier: Tier, blockers: Sequence[Situation], terms: Terms) -> tuple[str, ...]:
    """Give the facts that would settle whether the blockers are in the tier; raise Open where a guess would."""
    unknowns = [(one, unknown) for one in blockers for unknown in tier.unknowns(one)]
    for _, unknown in unknowns:
        if unknown.guesses:
            guess = unknown.guesses[0]
            hanging = [one for one, other in unknowns if guess in other.guesses]
            raise opened(terms, guess, _breakpoints(guess, hanging, tier))
    needs = [name for _, unknown in unknowns for name in unknown.needs]
    dates = [need("listed_since", one.about) for one in blockers if isinstance(one["listed_since"], Unknown)]
    return tuple(dict.fromkeys((*needs, *dates)))


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


def _untie(found: _Found, terms: Terms) -> tuple[Situation | None, tuple[str, ...]]:
    """Choose among those with the same seniority: by the lower list number, or by a lot, which is nobody yet."""
    if len(found.tied) == 1:
        return found.certain, ()
    term = terms.parameters["rank.tie_break"]
    if len(set(term.guesses)) > 1:
        raise opened(terms, "rank.tie_break")
    if term.value != "list_number":
        return None, ()
    missing = tuple(need("list_number", one.about) for one in found.tied if not isinstance(one["list_number"], int))
    numbers = [one["list_number"] for one in found.tied]
    if not missing and len(set(numbers)) == len(numbers):
        return min(found.tied, key=_seniority), ()
    return (None, missing) if missing else (None, ())


def _offer(tier: Tier, chosen: Situation | None, ordered: Sequence[Situation], fallback: bool) -> Offer:
    if chosen is None:
        return Offer(None, "lot", tier.group, fallback=fallback)
    met = tuple(fact for fact in tier.any_of if chosen[fact] is True)
    since = chosen["listed_since"]
    return Offer(
        chosen.about, "list", met or tier.group, ordered.index(chosen) + 1 if isinstance(since, date) else None,
        since if isinstance(since, date) else None, fallback,
    )  # fmt: skip


def _ahead(tiers: tuple[Tier, ...], ordered: Sequence[Situation], chosen: Situation) -> tuple[Situation, ...]:
    """Give those with more seniority on the lists in question, who were passed over."""
    lists = {name for tier in tiers for name in tier.lists}
    before: list[Situation] = []
    for one in ordered:
        if one is chosen:
            break
        if not lists or one["list"] in lists or isinstance(one["list"], Unknown):
            before.append(one)
    return tuple(before)
