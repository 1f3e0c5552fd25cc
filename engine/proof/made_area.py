"""Make the lists and council decisions from which an estate's facts come out as an example has them.

Which list was published when is tried out in all ways that could matter and worked out by the engine's own derivers, so
that no second account of what a list means stands here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product
from types import MappingProxyType
from typing import Final

from kredslob.engine.estates import LIST_51B, LIST_61A, LIST_61B, EstateOn, estate_derivers
from kredslob.engine.proof.made_figures import NotToBeHad, known
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import Area, CouncilDecision, DecisionKind, Listing, Publication, Recorded
from kredslob.engine.situation import Situation
from kredslob.rules.units import Value

MADE: Final = "example"  # the regime that a made list is of
LISTED, OFF, CEASED, NOTHING = "51b", "off", "ceased", "nothing"  # any other state is a category of the list
OF_51B: Final = ("published_51b", "acting_51b", "newly_listed")
OF_61A: Final = ("published_61a", "acting_61a", "years_parallel")
PARALLEL: Final = "parallel"
_EARLY: Final = timedelta(days=92)
_SOON: Final = timedelta(days=31)
_COUNCIL: Final[Mapping[tuple[str, Value], DecisionKind]] = {
    ("council_combined_letting", "basic"): "combined_letting",
    ("council_combined_letting", "extended"): "combined_letting_extended",
    ("council_mandatory_flexible", True): "mandatory_flexible",
    ("development_plan", True): "development_plan",
}
ELSEWHERE: Final = Area("et-andet-omraade", "Et andet område", **known())


def lists_51b(one: EstateOn, facts: Mapping[str, Value]) -> list[Recorded]:
    """Give a history of the § 51 b list from which the facts come out as wanted.

    Args:
        one: the estate on the day under its terms; what its register holds of this list is left aside.
        facts: what is wanted.

    Raises:
        NotToBeHad: there is none.
    """
    area, wanted = one.estate.area, {fact: facts[fact] for fact in OF_51B if fact in facts}
    if area is None or not wanted:
        return []
    new_since = one.terms.value("standing.new_since")
    since = new_since if isinstance(new_since, date) else one.start
    # before the day that tells what is new, soon after it, and too late for an adjustment
    days = [day for day in (since - _EARLY, since + _SOON, one.day) if day <= one.day]
    return _tried(one, LIST_51B, days, (LISTED,), wanted)


def lists_61a(one: EstateOn, facts: Mapping[str, Value]) -> list[Recorded]:
    """Give a history of the list of § 61 a: so many years in a row a parallel society, what acts, and what the area is now.

    Args:
        one: the estate on the day under its terms; what its register holds of this list is left aside.
        facts: what is wanted.

    Raises:
        NotToBeHad: there is none.
    """
    wanted = {fact: facts[fact] for fact in OF_61A if fact in facts}
    if one.estate.area is None or not wanted:
        return []
    years = facts.get("years_parallel", 1)
    past = {date(one.day.year - back, 12, 1): PARALLEL for back in range(1, years if isinstance(years, int) else 1)}
    days = {one.start - _EARLY, date(one.day.year, 1, 1), one.day} - set(past)
    named = [facts.get(fact) for fact in ("published_61a", "acting_61a")]
    categories = dict.fromkeys(str(name) for name in named if name not in (None, "none_published", "not_listed"))
    return _tried(one, LIST_61A, sorted(day for day in days if day <= one.day), tuple(categories), wanted, past)


def list_61b(one: EstateOn, facts: Mapping[str, Value]) -> list[Recorded]:
    """Give a history of the list of prevention areas; raise NotToBeHad if there is none."""
    if one.estate.area is None or "published_61b" not in facts:
        return []
    return _tried(one, LIST_61B, [one.day], ("forebyggelse",), {"published_61b": facts["published_61b"]})


def _tried(
    one: EstateOn,
    list_: str,
    days: Sequence[date],
    categories: tuple[str, ...],
    wanted: Mapping[str, Value],
    past: Mapping[date, str] = MappingProxyType({}),
) -> list[Recorded]:
    """Give the history with the fewest events from which the facts come out as wanted; raise NotToBeHad if none does."""
    for states in sorted(product((NOTHING, *categories, OFF, CEASED), repeat=len(days)), key=_events):
        events = {**past, **dict(zip(days, states, strict=True))}
        rows = list(_history(list_, dict(sorted(events.items())), str(one.estate.area)))
        if _comes_out(replace(one, register=Register.of(rows)), wanted):
            return rows
    raise NotToBeHad


def _events(states: Sequence[str]) -> int:
    return sum(state != NOTHING for state in states)


def _history(list_: str, states: Mapping[date, str], area: str) -> Iterator[Recorded]:
    """Give the publications and listings of days on which a list was published, or ceased without another."""
    events = [(day, state) for day, state in states.items() if state != NOTHING]
    for (day, state), (after, next_state) in pairwise([*events, (date.max, NOTHING)]):
        if state == CEASED:
            continue
        ceases = after if next_state == CEASED else None
        yield Publication(list_, MADE, day, complete=True, valid_to=ceases, **known(day))
        if state != OFF:
            yield Listing(list_, day, area, state, **known(day))


def _comes_out(one: EstateOn, wanted: Mapping[str, Value]) -> bool:
    derivers = estate_derivers(one)
    nothing = Situation({}, one.terms, {}, {})
    return all(derivers[fact](nothing) == value for fact, value in wanted.items())


def decisions(area: str, facts: Mapping[str, Value], day: date) -> Iterator[Recorded]:
    """Give the council's decisions that the facts tell of; that an area has no plan is known where another has one."""
    if facts.get("development_plan") is False:
        yield ELSEWHERE
        yield CouncilDecision("development_plan", ELSEWHERE.id, day - _EARLY, **known())
    for fact, value in facts.items():
        kind = _COUNCIL.get((fact, value))
        if kind is not None:
            yield CouncilDecision(kind, area, day - _EARLY, **known())
