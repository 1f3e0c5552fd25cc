"""Set a variant up: everything that its replications share, from the rules, the register and the behaviour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kredslob.engine.columnar import cells_of
from kredslob.engine.office import Office
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value
from kredslob.scenarios.agreed.manners import Manners
from kredslob.scenarios.agreed.profiles import lay_out
from kredslob.scenarios.agreed.program import Facts, find_facts
from kredslob.scenarios.agreed.rules import Agreed, compile_rules
from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.city.agenda import CHUNK
from kredslob.scenarios.city.layout import (
    A_AGED,
    A_OUTSIDE,
    A_RESIDENTS,
    A_WITHOUT_LINK,
    AREA_YEARS,
    CELLS,
    COMING,
    KIND,
    NONE,
    STATE_NAMES,
    STATES,
    State,
)
from kredslob.scenarios.city.standing import classify
from kredslob.scenarios.city.world import Rules, World
from kredslob.scenarios.people.beginning import beginning, dwelling_cells, dwellings_of, suits
from kredslob.scenarios.people.coming import newcomers_of
from kredslob.scenarios.people.estate_rows import Frame
from kredslob.scenarios.people.estates import Home
from kredslob.scenarios.people.family import families_of
from kredslob.scenarios.people.moving import city_of, rates_of
from kredslob.scenarios.people.residents import Draw, draw_residents
from kredslob.scenarios.people.sorting import sorting_of
from kredslob.scenarios.people.work import hazard_tables
from kredslob.scenarios.running.calendar import Months, Yearly, calendar_of, waits_for_adjustment
from kredslob.scenarios.running.course import Agreed as Succeeding
from kredslob.scenarios.running.course import Course, course_of
from kredslob.scenarios.running.memory import check_room, memory_left

if TYPE_CHECKING:
    from numpy.typing import NDArray


ENTRIES_EACH: Final = 4  # names on the agenda for each household that there is room for, those no longer due included


@dataclass(frozen=True)
class Setting:
    """A variant made ready to run.

    Args:
        course: what it goes by.
        facts: the numbers of facts.
        world: what no agreement changes; rules: from which month, and what is compiled of the rules.
        begin: the city before its first month.
        manners: how people behave in letting.
    """

    course: Course
    facts: Facts
    world: World
    rules: tuple[tuple[int, Rules], ...]
    begin: State
    manners: Manners

    @property
    def homes(self) -> tuple[Home, ...]:
        """The estates, by id: the axis `estates` of what is reported."""
        return self.course.homes

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas: the axis `areas`."""
        return self.course.areas

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes of compensation: the axis `scopes`."""
        return self.course.scopes

    @property
    def months(self) -> Months:
        """The months simulated."""
        return self.course.months

    @property
    def adjustments(self) -> tuple[date, ...]:
        """The days of the spring adjustments."""
        return self.course.adjustments

    @property
    def assumed(self) -> Mapping[str, Value]:
        """Every guess, with the value taken."""
        return self.course.assumed


def set_up(  # noqa: PLR0913, PLR0917 - all that settles a variant
    office: Office, agreed: Succeeding, months: Months, behaviour: Behaviour, cycle: Mapping[str, Sequence[float]],
    assumed: Mapping[str, Value], seed: str, yearly: Yearly, draw: Draw = draw_residents,
) -> Setting:  # fmt: skip
    """Make a variant ready to run.

    Args:
        office: rules and register.
        agreed: the agreement simulated, or those that follow one another, each from its day; past its end the last goes on
            unless the months end with it.
        months: those simulated.
        behaviour: the parameters of behaviour.
        cycle: the business cycle, by line and month.
        assumed: values taken for guesses; the others have their own.
        seed: what everything drawn is keyed by.
        yearly: when key figures are measured and published.
        draw: draws the residents of an estate, or gives those that it has drawn from the same before.

    Raises:
        WrongInput: the register cannot be housed, it takes more memory than there is, or the rules read what the simulation
            does not have.
    """
    course = course_of(office, agreed, months, yearly, assumed)
    check_room(course.homes, memory_left())
    variants, homes = course.variants, course.homes
    every = _each_once([terms for month in course.epochs for terms in variants.terms[months.day(month)]])
    facts = find_facts(every, office.library.facts, cells_of(every, office.library.facts))
    sorting = sorting_of(homes, behaviour)
    layout = lay_out(course.estates, variants, sorting.tiers)
    dwellings = dwellings_of(homes)
    manners = _manners(behaviour)
    days = [_agreed(course, month) for month in course.epochs]
    compiled = compile_rules(course.office, days, layout, manners, facts, dwellings.values)
    counted, most_of = compiled[0].program.counts[0], max(one.quotas.base_of for one in compiled)
    frame = Frame(layout, variants.of, course.scope_of, len(course.scopes), counted, most_of)
    begin = beginning(homes, dwellings, behaviour, frame, sorting, seed, draw)
    families = families_of(behaviour)
    begin.dwellings[CELLS] = dwelling_cells(dwellings, facts.cells)
    begin.households[KIND][: len(dwellings.estate)] = families.tenant
    _fill_areas(begin, course)
    begin = _sized(begin, compiled, months.count)
    seasons = [months.day(month).month for month in range(months.count)]
    referred = _referred(begin, compiled[0])
    world = World(
        city_of(homes, dwellings.estate, begin, behaviour, seasons, seed),
        newcomers_of(behaviour, rates_of(homes, referred, behaviour), sorting),
        families,
        hazard_tables(behaviour, cycle, months.count),
        _calendar(course, _regroups(course, compiled)),
    )
    return Setting(course, facts, world, tuple(zip(course.epochs, compiled, strict=True)), begin, manners)


def _each_once(terms: Sequence[Terms]) -> list[Terms]:
    """Give of terms those whose rules no earlier one has: on most days that something may change nothing does."""
    found: list[Terms] = []
    for one in terms:
        if not any(one.rules == other.rules and one.overriders == other.overriders for other in found):
            found.append(one)
    return found


def _calendar(course: Course, regroups: Sequence[int]) -> NDArray[Any]:
    """Give what each month is for; an agreement that takes over shares its turns out as an adjustment does."""
    months = course.months
    spring = sorted({*course.begins, *(months.month(day) for day in course.adjustments)})
    waits = [waits_for_adjustment(course.terms(month)) for month in range(months.count)]
    return calendar_of(months, course.yearly, waits, spring, course.epochs, regroups)


def _agreed(course: Course, month: int) -> Agreed:
    day = course.months.day(month)
    return Agreed(day, tuple(course.estates), course.variants.own[day], course.variants.terms[day])


def _manners(behaviour: Behaviour) -> Manners:
    import numpy as np

    counts = np.zeros((2, STATES), np.int32)
    for row, name in zip(counts, ("counts.outside_labour_market", "counts.without_link"), strict=True):
        row[[STATE_NAMES.index(state) for state in behaviour[name]]] = 1
    refuses = np.array([kind["refuses"] for kind in behaviour["newcomers.kinds"].values()], np.float64)
    return Manners(
        suits=suits(behaviour), refuses=refuses, refusals=behaviour["offers.refusals"],
        hold_months=behaviour["offers.hold_months"],
        return_undelivered=behaviour["offers.undelivered"] == "next_channel", counts=counts,
        flexible=behaviour["offers.flexible_without_agreement"],
        incomes=np.array([0, *(behaviour["work.incomes"][name] for name in STATE_NAMES[1:])], np.int64),
    )  # fmt: skip


def _fill_areas(begin: State, course: Course) -> None:
    """Put in the last figures of each area that the register has."""
    for at, name in enumerate(course.areas):
        rows = {row.year: row for row in course.office.register.area_figures(name)}
        for back in range(AREA_YEARS):
            row = rows.get(course.months.first.year - 1 - back)
            if row is not None:
                for first, value in (
                    (A_RESIDENTS, row.residents), (A_AGED, row.aged_18_64), (A_OUTSIDE, row.outside_labour_market),
                    (A_WITHOUT_LINK, row.without_link),
                ):  # fmt: skip
                    begin.areas[at, first + back] = value or 0


def _sized(begin: State, rules: Sequence[Rules], months: int) -> State:
    """Give the state with queues and agendas as large as any month needs."""
    import numpy as np

    queues = max(int(one.lists.first_queue[-1] + one.lists.queues[-1]) for one in rules)
    words = max(one.deal.accepted.shape[3] for one in rules)
    facts = max(one.program.known.shape[1] for one in rules)
    return begin._replace(
        roots=np.full(queues, NONE, np.int32), heads=np.zeros(queues, np.int64), waiting=np.zeros((len(rules[0].lists.kind), words), np.int64),
        codes=np.zeros((len(begin.estates), facts), np.int16), agenda=np.full(months, NONE, np.int32),
        chunks=np.zeros((ENTRIES_EACH * len(begin.free) // CHUNK + months) * CHUNK, np.int32),
        coming=np.zeros((len(begin.estates), months, COMING), np.int32),
    )  # fmt: skip


def _referred(begin: State, rules: Rules) -> NDArray[Any]:
    """Give the share of referral that each estate owes at the beginning, before any is exempt: float64[estates]."""
    import numpy as np

    quotas = rules.quotas
    if quotas.share_fact == NONE:
        return np.full(len(begin.estates), quotas.base_turns / quotas.base_of)
    state = begin._replace(codes=begin.codes.copy(), estates=begin.estates.copy())
    classify(state, rules.program, 0)
    named = quotas.shares[np.arange(len(begin.estates)), state.codes[:, quotas.share_fact]]
    found: NDArray[Any] = named[:, 0] / named[:, 1]
    return found


def _regroups(course: Course, rules: Sequence[Rules]) -> list[int]:
    """Give the months from which people wait in other queues than before."""
    return [month for at, month in enumerate(course.epochs) if at and not _alike(rules[at], rules[at - 1])]


def _alike(one: Rules, other: Rules) -> bool:
    import numpy as np

    pairs: Any = zip(one.lists, other.lists, strict=True)
    return all(np.array_equal(mine, theirs) for mine, theirs in pairs)
