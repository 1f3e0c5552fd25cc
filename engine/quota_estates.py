"""What a quota account needs to know of each estate: exempt or not, its measurement in force, and what that hangs on.

Standing and measurement are read as a decision reads them, so that the account and the decisions cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final, TypeVar

from kredslob.engine.basis import estate_rows
from kredslob.engine.case import Case
from kredslob.engine.decision import SyntheticRow
from kredslob.engine.estates import measurement_in_force
from kredslob.engine.exploring import Branch, explore
from kredslob.engine.knowledge import FactValue, Open, Unknown, opened
from kredslob.engine.office import Office
from kredslob.engine.outcome import is_exempt, standing_names
from kredslob.engine.register.rows import Estate, Measurement
from kredslob.engine.turns import own_share
from kredslob.engine.vacancy import Vacancy
from kredslob.rules.frozen import dataclass
from kredslob.rules.units import Value

T = TypeVar("T")

SHARE = "outside_workforce"
_ENOUGH: Final = 32  # of hundreds of estates: each guess by itself, before two at a time
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
        own: the share of referral (turns, of) that rules fix for it; None where all have the base share.
        synthetic: the rows this rests on that are not public.
    """

    estate: Estate
    exempt: bool | Unknown
    share: FactValue
    measured: Measurement | None
    declared: int
    own: tuple[int, int] | Unknown | None
    synthetic: tuple[SyntheticRow, ...]

    @property
    def base_vacancies(self) -> int:
        """Vacancies of the year measured; 0 where nothing is measured."""
        return self.measured.base_vacancies if self.measured is not None else 0

    @property
    def unknown(self) -> bool:
        """Whether it is not known what part it has: whether it is exempt, or which share it owes."""
        return isinstance(self.exempt, Unknown) or isinstance(self.own, Unknown)

    @property
    def reading(self) -> tuple[object, ...]:
        """What the account turns on: two readings alike in this give the same account."""
        return self.exempt, self.share, self.own, self.measured.key if self.measured else None


@dataclass(frozen=True, slots=True)
class Hanging:
    """An estate whose part in the account hangs on a guess.

    Args:
        estate: its id.
        readings: whether it is exempt, each answer once with values of the guesses that give it; the one that the
            account takes comes first. Only one where nothing but the measurement differs.
        guesses: the guesses at another value of which its standing or its measurement would differ.
    """

    estate: str
    readings: tuple[tuple[Mapping[str, Value], bool | Unknown], ...]
    guesses: tuple[str, ...]

    @property
    def of_standing(self) -> bool:
        """Whether the estate is exempt by one reading and not by another."""
        return len(self.readings) > 1


def parties(office: Office, day: date) -> tuple[Estate, ...]:
    """Give the estates whose organisations the agreement of a day binds, or are not known to stand outside it."""
    return tuple(estate for estate in office.register.estates.values() if office.is_party(estate, day))


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
    """Give what an estate's part hangs on, tried at every value of the open guesses; None if on nothing."""
    branches = explore(partial(_read, office, day, estate), assumed, most=_ENOUGH).branches
    guesses = deciding(branches, lambda one: one.reading)
    if not guesses:
        return None
    answers: dict[bool | Unknown, Mapping[str, Value]] = {}
    for branch in branches:
        answers.setdefault(branch.result.exempt, branch.taken)
    return Hanging(estate.id, tuple((taken, exempt) for exempt, taken in answers.items()), guesses)


def deciding(branches: Sequence[Branch[T]], outcome: Callable[[T], object]) -> tuple[str, ...]:
    """Give the guesses at another value of which the outcome differs, all else alike; in the order they were tried.

    Where no single one does it, all that were tried are given.
    """
    outcomes = [outcome(branch.result) for branch in branches]
    if all(one == outcomes[0] for one in outcomes):
        return ()
    found: dict[str, None] = {}
    for at, one in enumerate(branches):
        for other, came in zip(branches[at + 1 :], outcomes[at + 1 :], strict=True):
            if came != outcomes[at]:
                differing = [key for key in one.taken if key in other.taken and one.taken[key] != other.taken[key]]
                found |= dict.fromkeys(differing) if len(differing) == 1 else {}
    return tuple(found or dict.fromkeys(key for branch in branches for key in branch.taken))


def _read(office: Office, day: date, estate: Estate, assumed: Mapping[str, Value]) -> QuotaEstate:
    """Read an estate under given values; raise Open where a guess that has none decides."""
    terms = office.terms_for(day, estate, assumed)
    case = Case(office, Vacancy("", estate.id), estate, day, terms, None)
    exempt, measured = is_exempt(case.situation), measurement_in_force(case.place)
    share = case.situation[SHARE] if SHARE in standing_names(case.situation) else Unknown(needs=(SHARE,))
    own = own_share(terms, case.situation)
    for one in (exempt, measured, share, own):
        if isinstance(one, Unknown) and one.guesses:
            raise opened(terms, one.guesses[0])
    declared = terms.value(DECLARED)
    return QuotaEstate(
        estate,
        exempt if isinstance(exempt, Unknown) else exempt is True,
        share,
        None if isinstance(measured, Unknown) else measured,
        declared if isinstance(declared, int) else 0,
        own,
        tuple(dict.fromkeys(estate_rows(case.place, case.situation))),
    )
