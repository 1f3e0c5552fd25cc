"""A quota account as a value: what each estate owes, what exempt estates lose, where the lost turns are placed.

All is counted in whole units of 1/`of` turn. An account that does not balance cannot be made: it raises, and nothing of
it is ever shown.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from kredslob.engine.decision import Assumption, SyntheticRow
from kredslob.engine.quota_estates import Hanging, QuotaEstate
from kredslob.engine.register.rows import Estate
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message


@dataclass(frozen=True, slots=True)
class EstateAccount:
    """An estate in the account.

    Args:
        read: its standing and measurement.
        scope: what its lost turns are placed within.
        share: of its base vacancies that it owes before compensation, (turns, of): the base share, or its own.
        base: referral turns by that share, in units of 1/`of` turn.
        extra: whole turns by compensation.
        wheel: the exact referral wheel that results, (turns, of) in lowest terms; (0, 1) when exempt.
        capped: no further whole turn would fit under the cap.
    """

    read: QuotaEstate
    scope: str
    share: tuple[int, int]
    base: int
    extra: int
    wheel: tuple[int, int]
    capped: bool

    @property
    def estate(self) -> Estate:
        """The estate's row in the register."""
        return self.read.estate

    @property
    def lost(self) -> int:
        """What it loses by being exempt, in units of 1/`of` turn."""
        return self.base if self.read.exempt is True else 0


@dataclass(frozen=True, slots=True)
class ScopeAccount:
    """The account of one scope: `lost`, `carried_in` and `carried_out` in units of 1/`of` turn, the rest in turns.

    Raises ArithmeticError if it does not balance.
    """

    scope: str
    of: int
    lost: int
    carried_in: int
    extra: int
    unplaced: int
    carried_out: int

    def __post_init__(self) -> None:
        terms = (self.lost, self.carried_in, self.extra, self.unplaced, self.carried_out)
        if min(terms) < 0 or self.lost + self.carried_in != self.of * (self.extra + self.unplaced) + self.carried_out:
            raise ArithmeticError(f"the quota account of {self.scope} does not balance: {terms} of {self.of}")


@dataclass(frozen=True, slots=True)
class QuotaAccount:
    """The quota account of a period, as of a day.

    Args:
        day: the day whose standing it takes.
        period: first and last day of the quota period.
        agreement, amended_by: the framework and the amendments that act.
        of: the unit; `base` is the base share (turns, of) in it, None where rules fix the share of each estate.
        estates: every estate that is party, in the order of the register.
        scopes: the account of each scope.
        hanging: estates that are exempt or not by the value of a guess.
        unknown: ids of estates whose standing is not known: they keep their base share and receive nothing; one whose own
            share is not known owes nothing here.
        unmeasured: ids of estates without a measurement in force: no vacancies are counted for them.
        unweighed: ids of estates that receive nothing because the method needs a share that is not known.
        outside: ids of estates whose organisations are not party to the agreement.
        assumed: the assumed values it rests on.
        synthetic: the rows it rests on that are not public.
        warnings: that it is computed, and not published, which areas are on the list.

    Raises ArithmeticError if turns appear or vanish.
    """

    day: date
    period: tuple[date, date]
    as_known: date | None
    agreement: str
    amended_by: tuple[str, ...]
    of: int
    base: tuple[int, int] | None
    method: str
    scoped_by: str
    cap: tuple[int, int]
    estates: tuple[EstateAccount, ...]
    scopes: tuple[ScopeAccount, ...]
    hanging: tuple[Hanging, ...] = ()
    unknown: tuple[str, ...] = ()
    unmeasured: tuple[str, ...] = ()
    unweighed: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    assumed: tuple[Assumption, ...] = ()
    synthetic: tuple[SyntheticRow, ...] = ()
    warnings: tuple[Message, ...] = ()

    def __post_init__(self) -> None:
        total = self.total
        owed = sum((Fraction(*one.wheel) * one.read.base_vacancies for one in self.estates), Fraction(0))
        base = sum(one.base for one in self.estates)
        if owed + total.unplaced != Fraction(base + total.carried_in - total.carried_out, self.of):
            raise ArithmeticError(f"the wheels owe {owed} turns, which is not what the account of {self.day} says")

    @property
    def total(self) -> ScopeAccount:
        """The account of all scopes together."""
        lost, carried_in, extra, unplaced, carried_out = (
            sum(getattr(one, name) for one in self.scopes)
            for name in ("lost", "carried_in", "extra", "unplaced", "carried_out")
        )
        return ScopeAccount("total", self.of, lost, carried_in, extra, unplaced, carried_out)

    @property
    def carried(self) -> dict[str, Fraction]:
        """What each scope carries to the next period, in turns."""
        return {one.scope: Fraction(one.carried_out, one.of) for one in self.scopes if one.carried_out}

    def wheel(self, estate: str) -> tuple[int, int]:
        """Give an estate's wheel by its id; raise KeyError if it is not in the account."""
        return {one.estate.id: one.wheel for one in self.estates}[estate]
