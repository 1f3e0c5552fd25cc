"""Describe a scenario before it is run: the city, what happens on which day, what each variant changes, what is assumed.

Nothing is simulated. Every variant is made ready to run, so that what cannot be run is told now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal

from kredslob.engine.calendar import add_months
from kredslob.engine.register.rows import Recorded
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import start_id
from kredslob.rules.messages import Problem, WrongInput
from kredslob.rules.model import Text
from kredslob.rules.terms import value_on
from kredslob.rules.units import Value
from kredslob.scenarios.files.scenario import Scenario, Variant
from kredslob.scenarios.running.calendar import waits_for_adjustment
from kredslob.scenarios.running.setting import Setting

Moment = Literal["measured", "published", "adjusted", "listed", "amended", "begins", "ends"]


@dataclass(frozen=True, slots=True)
class City:
    """The city as it is when the simulation begins.

    Args:
        register: where its rows come from; `shipped` is the Copenhagen that comes with Kredsløb.
        estates, organisations, dwellings, family_dwellings, residents: how many.
        measured: the first and the last year of the key figures that residents are drawn by.
        synthetic: by kind of row (estate, dwelling_type, measurement), how many rows are made up, of how many.
    """

    register: str
    estates: int
    organisations: int
    dwellings: int
    family_dwellings: int
    residents: int
    measured: tuple[int, int]
    synthetic: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Happening:
    """What happens on a day of the first variant: `about` is the agreement or amendment that begins or ends."""

    on: date
    what: Moment
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Guess:
    """Something assumed in an agreement: the value taken, what would settle it, and whether the scenario takes its own."""

    name: str
    value: Value
    question: Text | None
    clause: str | None
    document: str
    own: bool


@dataclass(frozen=True, slots=True)
class Habit:
    """A value of behaviour: where it comes from, how sure it is, and whether the scenario sets it itself."""

    name: str
    value: Any
    basis: str
    source: str
    note: Text | None
    own: bool


@dataclass(frozen=True, slots=True)
class Description:
    """What a scenario will simulate; of the first variant where nothing else is said.

    Args:
        scenario: as it was read.
        city: what it begins with.
        happenings: what happens when, in order.
        at_adjustment: whether measured figures act from the next spring adjustment, or when they are published.
        differing: by variant, in which fields it differs from the first.
        guesses: all that is assumed in the agreements; habits: all values of behaviour.
    """

    scenario: Scenario
    city: City
    happenings: tuple[Happening, ...]
    at_adjustment: bool
    differing: Mapping[str, tuple[str, ...]]
    guesses: tuple[Guess, ...]
    habits: tuple[Habit, ...]


def describe(scenario: Scenario) -> Description:
    """Describe a scenario.

    Raises:
        WrongInput: with everything that keeps its variants from being run.
    """
    setting = made_ready(scenario)
    first = scenario.variants[0]
    return Description(
        scenario, _city(scenario, setting), tuple(sorted(_happenings(scenario, setting), key=lambda one: one.on)),
        waits_for_adjustment(setting.course.first), {one.name: _differing(first, one) for one in scenario.variants[1:]},
        tuple(_guesses(first, setting)), tuple(_habits(first)),
    )  # fmt: skip


def made_ready(scenario: Scenario) -> Setting:
    """Make every variant ready to run, and give the first; those that differ in behaviour alone are not tried twice.

    Raises:
        WrongInput: the register cannot be housed, or the rules of a variant read what the simulation does not have.
    """
    made: list[tuple[object, Setting | None]] = []
    problems: list[Problem] = []
    for one in scenario.variants:
        tried = (one.agreed.agreements, one.months, dict(one.assumed))
        if any(tried == other for other, _ in made):
            continue
        try:
            made.append((tried, scenario.setting(one.name)))
        except WrongInput as wrong:
            made.append((tried, None))
            problems += [each if each.place.file else replace(each, place=one.at) for each in wrong.problems]
    if problems:
        raise WrongInput(dict.fromkeys(problems))
    return next(setting for _, setting in made if setting is not None)


def _city(scenario: Scenario, setting: Setting) -> City:
    homes = setting.homes
    rows: dict[str, list[Recorded]] = {"estate": [], "dwelling_type": [], "measurement": []}
    for home in homes:
        rows["estate"].append(home.estate)
        rows["dwelling_type"].extend(home.dwellings)
        rows["measurement"].append(home.measured)
    return City(
        scenario.register,
        len(homes),
        len({home.estate.organisation for home in homes}),
        sum(home.count for home in homes),
        sum(home.family_dwellings for home in homes),
        sum(home.measured.residents for home in homes),
        (min(home.measured.year for home in homes), max(home.measured.year for home in homes)),
        {kind: (sum(row.origin == "synthetic" for row in each), len(each)) for kind, each in rows.items()},
    )


def _happenings(scenario: Scenario, setting: Setting) -> Iterator[Happening]:
    months = setting.months
    for month in range(months.count):
        day = months.day(month)
        if day.month == scenario.yearly.measured:
            yield Happening(day, "measured")
        if day.month == scenario.yearly.published:
            yield Happening(day, "published")
    yield from (Happening(day, "adjusted") for day in setting.adjustments)
    for row in setting.course.office.register.publications("51b"):
        if row.published in months:
            yield Happening(row.published, "listed")
    yield from _agreed(scenario.variants[0], setting)


def _agreed(first: Variant, setting: Setting) -> Iterator[Happening]:
    """Give the days on which an agreement begins or ends, and those from which amendments act."""
    months = setting.months
    last = add_months(months.first, months.count) - timedelta(days=1)
    for at, (day, agreement) in enumerate(first.agreed.agreements):
        if at:
            yield Happening(day, "begins", agreement.base.id)
        elif agreement.end is not None and months.first <= agreement.end <= last:
            yield Happening(agreement.end, "ends", agreement.base.id)
        known = {key: value for key, value in first.assumed.items() if isinstance(value, date)}
        for name, begins in agreement.starts(known).items():
            if months.first < begins <= last:
                yield Happening(begins, "amended", name)


def _differing(first: Variant, other: Variant) -> tuple[str, ...]:
    """Give the fields of a file in which a variant differs from the first."""
    one, two = first.agreed, other.agreed
    bases = [[agreement.id for _, agreement in each.agreements] for each in (one, two)]
    changes = [
        {each.id: {change.id for change in each.amendments} for _, each in agreed.agreements} for agreed in (one, two)
    ]
    found = {
        "agreement": bases[0][0] != bases[1][0],
        "amendments": any(changes[0][name] != changes[1][name] for name in changes[0].keys() & changes[1].keys()),
        "after_end": one.after_end != two.after_end,
        "behaviour": _values(first) != _values(other),
        "macro": dict(first.cycle) != dict(other.cycle),
        "assumed": dict(first.assumed) != dict(other.assumed),
    }
    return tuple(name for name, differs in found.items() if differs)


def _values(variant: Variant) -> dict[str, Any]:
    return {name: given.value for name, given in variant.behaviour.values.items()}


def _guesses(variant: Variant, setting: Setting) -> Iterator[Guess]:
    told: set[str] = set()
    for day, agreement in variant.agreed.agreements:
        taken = setting.course.taken(day)
        days = {key: value for key, value in taken.items() if isinstance(value, date)}
        for change in agreement.amendments:
            name = start_id(change.id)
            if change.start.range is not None and name not in told:
                told.add(name)
                yield Guess(name, taken[name], change.start.question, None, change.id, name in variant.assumed)
        for document in (agreement.amended(day, days)[0], *agreement.laws):
            for key, series in document.parameters.items():
                value = value_on(series.values, day)
                if key in told or value is None or value.basis != "assumed" or value.value is None:
                    continue
                told.add(key)
                yield Guess(key, taken[key], value.question, series.clause, document.id, key in variant.assumed)


def _habits(variant: Variant) -> Sequence[Habit]:
    return [
        Habit(name, given.value, given.basis, given.source, given.note, name in variant.set_here)
        for name, given in variant.behaviour.values.items()
    ]
