"""What a quota account needs to know of each estate: exempt or not, its measurement in force, and what that hangs on.

Standing and measurement are read as a decision reads them, so that the account and the decisions cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from kredslob.engine.basis import estate_rows
from kredslob.engine.case import Case
from kredslob.engine.decision import SyntheticRow
from kredslob.engine.estates import measurement_in_force
from kredslob.engine.exploring import explore
from kredslob.engine.knowledge import FactValue, Open, Unknown, opened
from kredslob.engine.office import Office
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import Estate, Measurement
from kredslob.engine.vacancy import Vacancy
from kredslob.rules.units import Value

T = TypeVar("T")

EXEMPT = "exempt"
SHARE = "outside_workforce"
DECLARED = "compensation.extra_turns"


@dataclass(frozen=True, slots=True)
class QuotaEstate:
    """An estate as the account sees it.

    Args:
        estate: its row in the register.
        exempt: whether it is exempt from referral; an unknown says which facts are missing.
        share: the share outside the workforce by the measurement in force, in parts per million.
        measured: the measurement in force, or None.
        declared: extra turns that its individual agreement declares, for the method `fixed`.
        synthetic: the rows this rests on that are not public.
    """

    estate: Estate
    exempt: bool | Unknown
    share: FactValue
    measured: Measurement | None
    declared: int
    synthetic: tuple[SyntheticRow, ...]

    @property
    def base_vacancies(self) -> int:
        """Vacancies of the year measured; 0 where nothing is measured."""
        return self.measured.base_vacancies if self.measured is not None else 0

    @property
    def reading(self) -> tuple[object, ...]:
        """What the account turns on: two readings alike in this give the same account."""
        return self.exempt, self.share, self.measured.key if self.measured else None


@dataclass(frozen=True, slots=True)
class Hanging:
    """An estate whose part in the account hangs on a guess: each reading with the values of the guesses that give it.

    The first reading is the one that the account takes.
    """

    estate: str
    readings: tuple[tuple[Mapping[str, Value], QuotaEstate], ...]

    @property
    def of_standing(self) -> bool:
        """Whether the estate is exempt by one reading and not by another; else only the measurement differs."""
        return len({one.exempt for _, one in self.readings}) > 1

    @property
    def guesses(self) -> tuple[str, ...]:
        """The guesses whose values differ between the readings."""
        keys = dict.fromkeys(key for taken, _ in self.readings for key in taken)
        return tuple(key for key in keys if len({taken.get(key) for taken, _ in self.readings}) > 1)


def parties(register: Register) -> tuple[Estate, ...]:
    """Give the estates whose organisations are not known to stand outside the agreement."""
    outside = {row.id for row in register.organisations.values() if row.first_district is False}
    return tuple(estate for estate in register.estates.values() if estate.organisation not in outside)


def at_assumed(decide: Callable[[Mapping[str, Value]], T], given: Mapping[str, Value]) -> T:
    """Decide with each guess that is raised as `Open` at its own assumed value, if `given` has no other for it."""
    taken = dict(given)
    while True:
        try:
            return decide(taken)
        except Open as guess:
            taken[guess.parameter] = guess.values[0]


def quota_estate(office: Office, day: date, estate: Estate, assumed: Mapping[str, Value]) -> QuotaEstate:
    """Read an estate for the account of a day, at the assumed values of the guesses that `assumed` leaves open.

    Raises:
        WrongInput: no agreement is in force, or it is faulty.
    """
    return at_assumed(partial(_read, office, day, estate), assumed)


def hanging(office: Office, day: date, estate: Estate, assumed: Mapping[str, Value]) -> Hanging | None:
    """Give an estate's readings at every value of the open guesses, or None if they are all alike."""
    different: dict[tuple[object, ...], tuple[Mapping[str, Value], QuotaEstate]] = {}
    for branch in explore(partial(_read, office, day, estate), assumed).branches:
        different.setdefault(branch.result.reading, (branch.taken, branch.result))
    return Hanging(estate.id, tuple(different.values())) if len(different) > 1 else None


def _read(office: Office, day: date, estate: Estate, assumed: Mapping[str, Value]) -> QuotaEstate:
    """Read an estate under given values; raise Open where a guess that has none decides."""
    terms = office.terms_for(day, estate, assumed)
    case = Case(office, Vacancy("", estate.id, on=day), estate, day, terms, None)
    exempt, share, measured = case.situation[EXEMPT], case.situation[SHARE], measurement_in_force(case.place)
    for one in (exempt, measured, share):
        if isinstance(one, Unknown) and one.guesses:
            raise opened(terms, one.guesses[0])
    declared = terms.value(DECLARED)
    return QuotaEstate(
        estate,
        exempt if isinstance(exempt, Unknown) else exempt is True,
        share,
        None if isinstance(measured, Unknown) else measured,
        declared if isinstance(declared, int) else 0,
        tuple(dict.fromkeys(estate_rows(case.place, case.situation))),
    )
