"""Make the lists and council decisions from which an estate's facts come out as an example has them.

Which § 51 b list was published when is tried out in all ways that could matter and worked out by the engine's own
derivers, so that no second account of what a list means stands here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Final

from kredslob.engine.estates import LIST_51B, LIST_61A, EstateOn, estate_derivers
from kredslob.engine.proof.made_figures import NotToBeHad, known
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import CouncilDecision, DecisionKind, Listing, Publication, Recorded
from kredslob.engine.situation import Situation
from kredslob.rules.units import Value

MADE: Final = "example"  # the regime that a made list is of
LISTED, OFF, CEASED, NOTHING = "listed", "off", "ceased", "nothing"
OF_51B: Final = ("published_51b", "acting_51b", "newly_listed")
_EARLY: Final = timedelta(days=92)
_SOON: Final = timedelta(days=31)
_COUNCIL: Final[Mapping[tuple[str, Value], DecisionKind]] = {
    ("council_combined_letting", "basic"): "combined_letting",
    ("council_combined_letting", "extended"): "combined_letting_extended",
    ("council_mandatory_flexible", True): "mandatory_flexible",
}


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
    for states in sorted(product((NOTHING, LISTED, OFF, CEASED), repeat=len(days)), key=_events):
        rows = list(_history(dict(zip(days, states, strict=True)), area))
        if _comes_out(replace(one, register=Register.of(rows)), wanted):
            return rows
    raise NotToBeHad


def _events(states: Sequence[str]) -> int:
    return sum(state != NOTHING for state in states)


def _history(states: Mapping[date, str], area: str) -> Iterator[Recorded]:
    """Give the publications and listings of days on which a list was published, or ceased without another."""
    events = [(day, state) for day, state in states.items() if state != NOTHING]
    for (day, state), (after, next_state) in pairwise([*events, (date.max, NOTHING)]):
        if state == CEASED:
            continue
        ceases = after if next_state == CEASED else None
        yield Publication(LIST_51B, MADE, day, complete=True, valid_to=ceases, **known(day))
        if state == LISTED:
            yield Listing(LIST_51B, day, area, "51b", **known(day))


def _comes_out(one: EstateOn, wanted: Mapping[str, Value]) -> bool:
    derivers = estate_derivers(one)
    nothing = Situation({}, one.terms, {}, {})
    return all(derivers[fact](nothing) == value for fact, value in wanted.items())


def lists_61a(area: str, facts: Mapping[str, Value], day: date) -> Iterator[Recorded]:
    """Give a history of the lists of § 61 a: so many years in a row a parallel society, and what the area is now."""
    years = facts.get("years_parallel", 1)
    now = facts.get("published_61a", "none_published")
    first_of_year = date(day.year, 1, 1)
    past = [date(day.year - back, 12, 1) for back in range(1, years if isinstance(years, int) else 1)]
    for published in past:
        ceases = first_of_year if published == past[0] and now == "none_published" else None
        yield Publication(LIST_61A, MADE, published, complete=True, valid_to=ceases, **known(published))
        yield Listing(LIST_61A, published, area, "parallel", **known(published))
    if now != "none_published":
        yield Publication(LIST_61A, MADE, first_of_year, complete=True, **known(first_of_year))
        if now != "not_listed":
            yield Listing(LIST_61A, first_of_year, area, str(now), **known(first_of_year))


def decisions(area: str, facts: Mapping[str, Value], day: date) -> Iterator[CouncilDecision]:
    """Give the council's decisions that the facts tell of."""
    for fact, value in facts.items():
        kind = _COUNCIL.get((fact, value))
        if kind is not None:
            yield CouncilDecision(kind, area, day - _EARLY, **known())
