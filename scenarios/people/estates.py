"""The estates that are simulated, as the register has them at the beginning: dwellings, and whom they house by the counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kredslob.engine.estates import EstateOn, measurement_in_force
from kredslob.engine.knowledge import Unknown
from kredslob.engine.office import Office
from kredslob.engine.register.rows import DwellingType, Estate, Measurement
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.terms import Terms
from kredslob.scenarios.city.layout import MOST_CHILDREN, SLOTS

STATES_TOLD = ("employed", "students", "unemployed", "other_outside")


@dataclass(frozen=True, slots=True)
class Home:
    """An estate at the beginning.

    Args:
        estate: its row.
        dwellings: its types of dwellings.
        measured: the key figures that act when the simulation begins.
        counts: those aged 18-64 who are employed, students, unemployed, and otherwise outside the workforce.
    """

    estate: Estate
    dwellings: tuple[DwellingType, ...]
    measured: Measurement
    counts: tuple[int, int, int, int]

    @property
    def count(self) -> int:
        """How many dwellings it has."""
        return sum(one.count for one in self.dwellings)

    @property
    def family_dwellings(self) -> int:
        """How many of them are family dwellings, which the agreement covers."""
        return sum(one.count for one in self.dwellings if one.kind == "family")


def homes_of(office: Office, day: date, terms: Mapping[str, Terms]) -> tuple[Home, ...]:
    """Give the estates that the agreement binds, by id, as they are when a simulation begins.

    Args:
        office: rules and register.
        day: the first day simulated.
        terms: of each estate, by id.

    Raises:
        WrongInput: with every estate that has no dwellings, no key figures, or figures that its dwellings cannot hold.
    """
    problems: list[Problem] = []
    found: list[Home] = []
    start = office.agreement_on(day).base.start.day
    for key in sorted(terms):
        estate = office.register.estates[key]
        place = office.register.place(estate)
        dwellings = office.register.dwellings(key)
        row = measurement_in_force(EstateOn(office.register, estate, day, terms[key], start))
        if row is None:  # the last word is held still, however old
            row = office.register.measurement(key, day)
        if not any(one.count for one in dwellings):
            problems.append(Problem(place, Message("{estate} has no dwellings.", estate=estate.name),
                                    Message("its dwelling types, or leave the estate out")))  # fmt: skip
        elif row is None or isinstance(row, Unknown):
            message = Message("{estate} has no key figures in force on {day}.", estate=estate.name, day=day)
            problems.append(Problem(place, message, Message("a measurement published before")))
        else:
            home = Home(estate, tuple(dwellings), row, (0, 0, 0, 0))
            wrong = _misfit(home, office.register.place(row))
            if wrong is None:
                found.append(home)
            else:
                problems.append(wrong)
    if problems:
        raise WrongInput(problems)
    if not found:
        raise WrongInput(Problem(Place(office.register.name), Message("no estate is bound by the agreement.")))
    return _with_counts(found)


def _misfit(home: Home, place: Place) -> Problem | None:
    """Say why the key figures of an estate cannot be those of people in its dwellings; None if they can."""
    row, dwellings = home.measured, home.count
    if row.residents < dwellings // 2:
        found = Message("{estate} has {dwellings} dwellings and {residents} residents.", estate=home.estate.name,
                        dwellings=dwellings, residents=row.residents)  # fmt: skip
        return Problem(
            Place(place.file, place.line, "residents"), found, Message("at least one to every second dwelling")
        )
    if row.aged_18_64 > dwellings * SLOTS:
        found = Message("{estate} has {dwellings} dwellings and {aged} residents aged 18-64.", estate=home.estate.name,
                        dwellings=dwellings, aged=row.aged_18_64)  # fmt: skip
        return Problem(Place(place.file, place.line, "aged_18_64"), found,
                       Message("at most {most} to a dwelling", most=SLOTS))  # fmt: skip
    if row.residents < row.aged_18_64:
        found = Message("{estate} has {residents} residents, of them {aged} aged 18-64.", estate=home.estate.name,
                        residents=row.residents, aged=row.aged_18_64)  # fmt: skip
        return Problem(Place(place.file, place.line, "residents"), found, Message("at least those aged 18-64"))
    if row.residents > dwellings * (SLOTS + MOST_CHILDREN):
        found = Message("{estate} has {dwellings} dwellings and {residents} residents.", estate=home.estate.name,
                        dwellings=dwellings, residents=row.residents)  # fmt: skip
        accepted = Message("at most {most} to a dwelling", most=SLOTS + MOST_CHILDREN)
        return Problem(Place(place.file, place.line, "residents"), found, accepted)
    if row.base_vacancies > dwellings:
        found = Message("{estate} has {dwellings} dwellings, and {vacancies} fell vacant in a year.",
                        estate=home.estate.name, dwellings=dwellings, vacancies=row.base_vacancies)  # fmt: skip
        return Problem(Place(place.file, place.line, "base_vacancies"), found, Message("at most one to a dwelling"))
    if row.outside_workforce is None and row.outside_rounded is None and None in (row.students, row.other_outside):
        found = Message("{estate} has no count of those outside the workforce.", estate=home.estate.name)
        return Problem(
            Place(place.file, place.line, "outside_workforce"), found, Message("the count, or a rounded share")
        )
    return None


def _with_counts(homes: Sequence[Home]) -> tuple[Home, ...]:
    """Fill in what each estate's residents do; where the register has only the sum, as in the city on the whole."""
    told = [home.measured for home in homes if None not in [getattr(home.measured, name) for name in STATES_TOLD]]
    city = [sum(getattr(row, name) for row in told) for name in STATES_TOLD] if told else [90, 20, 10, 80]
    return tuple(Home(home.estate, home.dwellings, home.measured, _counts(home.measured, city)) for home in homes)


def _counts(row: Measurement, city: Sequence[int]) -> tuple[int, int, int, int]:
    known = [getattr(row, name) for name in STATES_TOLD]
    if None not in known:
        return known[0], known[1], known[2], known[3]
    outside = row.outside_workforce
    if outside is None and row.outside_rounded is not None:
        outside = row.aged_18_64 * sum(row.outside_rounded) // 2_000_000
    outside = min(row.aged_18_64, outside or 0)
    students = outside * city[1] // max(1, city[1] + city[3])
    inside = row.aged_18_64 - outside
    unemployed = inside * city[2] // max(1, city[0] + city[2])
    return inside - unemployed, students, unemployed, outside - students
