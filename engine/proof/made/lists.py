"""Make the state's lists and the council's decisions from which an estate's facts come out as wanted.

Which list was published when is tried out in all ways that could matter and worked out by the engine's own derivers,
so that no second account of what a list means stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise, product
from typing import Final

from kredslob.engine.calendar import last_adjustment
from kredslob.engine.estates import LIST_51B, LIST_61A, LIST_61B, PARALLEL, EstateOn, estate_derivers
from kredslob.engine.proof.made.figures import NotToBeHad, known
from kredslob.engine.reference import RuleConflict
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import Area, CouncilDecision, DecisionKind, Listing, Publication, Recorded
from kredslob.engine.situation import Situation
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import Value

MADE: Final = "example"  # the regime that a made list is of
NOTHING, OFF, CEASED = "nothing", "off", "ceased"
_EARLY: Final = timedelta(days=92)
_SOON: Final = timedelta(days=31)
MOST_EVENTS: Final = 3  # on the list, off it, and on again
_COUNCIL: Final[Mapping[tuple[str, Value], DecisionKind]] = {
    ("council_combined_letting", "basic"): "combined_letting",
    ("council_combined_letting", "extended"): "combined_letting_extended",
    ("council_mandatory_flexible", True): "mandatory_flexible",
    ("development_plan", True): "development_plan",
}
ELSEWHERE: Final = Area("et-andet-omraade", "Et andet område", **known())

Wanted = Sequence[tuple[EstateOn, Mapping[str, Value]]]
"""The estate under the terms of each side, and the facts that are wanted there."""
_ComesOut = Callable[[EstateOn, Mapping[str, Value]], bool]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A list: its name, the categories that an area may have on it if not those wanted, and the facts that are read from it."""

    name: str
    categories: tuple[str, ...]
    facts: tuple[str, ...]


_KINDS: Final = (
    _Kind(LIST_51B, ("51b",), ("published_51b", "acting_51b", "newly_listed")),
    _Kind(LIST_61A, (), ("published_61a", "acting_61a", "years_parallel")),
    _Kind(LIST_61B, ("forebyggelse",), ("published_61b",)),
)


def lists(wanted: Wanted, held: Sequence[Recorded], declarations: Mapping[str, FactDeclaration]) -> list[Recorded]:
    """Give a history of the lists from which the facts come out as wanted, on each side.

    Args:
        wanted: the estate under the terms of each side, and its facts.
        held: what the register holds besides: the area's figures decide where no list is published.
        declarations: the declared facts.

    Raises:
        NotToBeHad: there is none.
    """
    area = wanted[0][0].estate.area
    if area is None:
        return []

    def comes_out(one: EstateOn, facts: Mapping[str, Value]) -> bool:
        found = Situation({}, one.terms, declarations, estate_derivers(one))
        try:
            return all(found[fact] == value for fact, value in facts.items())
        except RuleConflict:  # of the rules on what puts an area on the list
            return False

    return [row for kind in _KINDS for row in _of_kind(kind, area, wanted, held, comes_out)]


def _of_kind(
    kind: _Kind, area: str, wanted: Wanted, held: Sequence[Recorded], comes_out: _ComesOut
) -> Sequence[Recorded]:
    asked = [(one, {fact: facts[fact] for fact in kind.facts if fact in facts}) for one, facts in wanted]
    if not any(facts for _, facts in asked):
        return ()
    first = wanted[0][0]
    past = list(_years_in_a_row(kind, [facts.get("years_parallel", 1) for _, facts in asked], first.day))
    days = sorted({day for one, _ in wanted for day in _days(one) if day <= first.day} - set(past))
    categories = kind.categories or _named([facts for _, facts in asked])
    for states in _histories((NOTHING, *categories, OFF, CEASED), len(days)):
        history = dict(sorted([*((day, PARALLEL[1]) for day in past), *zip(days, states, strict=True)]))
        rows = list(_published(kind, history, area))
        register = Register.of([*held, *rows])
        if all(comes_out(replace(one, register=register), facts) for one, facts in asked):
            return rows
    raise NotToBeHad


def _named(asked: Iterable[Mapping[str, Value]]) -> tuple[str, ...]:
    """Give the categories that are wanted."""
    names = dict.fromkeys(str(value) for facts in asked for fact, value in facts.items() if fact != "years_parallel")
    return tuple(name for name in names if name not in ("none_published", "not_listed"))


def _days(one: EstateOn) -> tuple[date, ...]:
    """Give days that could matter: before what tells what is new, soon after it, this year, too late for an adjustment."""
    new_since = one.terms.value("standing.new_since")
    since = new_since if isinstance(new_since, date) else one.start
    return (since - _EARLY, since + _SOON, date(one.day.year, 1, 1), *adjustments(one), one.day)


def adjustments(one: EstateOn) -> list[date]:
    """Give the last adjustment before the day, on each day of the year on which it may be."""
    term = one.terms.parameters.get("adjustment.day")
    days = [] if term is None else [value for value in (term.value, *term.guesses) if isinstance(value, tuple)]
    return [last_adjustment(one.day, ", ".join(map(str, each))) for each in dict.fromkeys(days)]


def _histories(states: tuple[str, ...], days: int) -> Iterator[tuple[str, ...]]:
    """Give what may have happened on so many days, first where least does."""
    for count in range(min(days, MOST_EVENTS) + 1):
        for places in combinations(range(days), count):
            for happened in product(states[1:], repeat=count):
                when = dict(zip(places, happened, strict=True))
                yield tuple(when.get(place, NOTHING) for place in range(days))


def _years_in_a_row(kind: _Kind, years: Collection[Value], day: date) -> Iterator[date]:
    """Give the days on which the area must have been a parallel society to be one for so many years in a row."""
    most = max(one if isinstance(one, int) else 1 for one in years)
    if kind.name == LIST_61A:
        yield from (date(day.year - back, 12, 1) for back in range(1, most))


def _published(kind: _Kind, states: Mapping[date, str], area: str) -> Iterator[Recorded]:
    """Give the publications and listings of days on which a list was published, or ceased without another."""
    events = [(day, state) for day, state in states.items() if state != NOTHING]
    for (day, state), (after, next_state) in pairwise([*events, (date.max, NOTHING)]):
        if state == CEASED:
            continue
        ceases = after if next_state == CEASED else None
        yield Publication(kind.name, MADE, day, complete=True, valid_to=ceases, **known(day))
        if state != OFF:
            yield Listing(kind.name, day, area, state, **known(day))


def decisions(area: str, facts: Mapping[str, Value], day: date) -> Iterator[Recorded]:
    """Give the council's decisions that the facts tell of, in force for some time on a day.

    That an area has no development plan is known where another area has one.
    """
    if facts.get("development_plan") is False:
        yield ELSEWHERE
        yield CouncilDecision("development_plan", ELSEWHERE.id, day - _EARLY, **known())
    for fact, value in facts.items():
        kind = _COUNCIL.get((fact, value))
        if kind is not None:
            yield CouncilDecision(kind, area, day - _EARLY, **known())
