"""The ground of indicators: what has to be known of a variant, besides its tables, to work out and tell what came of it.

Which states count as outside the workforce, which thresholds are in force when, what each month is for, and where every
estate stood at the beginning. It is small, plain data, so that results can be read again without the rules or the
register that they came of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

from kredslob.engine.columnar import cells_of
from kredslob.engine.outcome import SHARE
from kredslob.rules.conditions import Bound, Compare, Fact, atoms
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import Text
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value
from kredslob.scenarios.city.layout import ACTING, AREA, EXTRA_TURNS, M_AGED, M_OUTSIDE, NONE, STATES
from kredslob.scenarios.city.standing import classify, share_out
from kredslob.scenarios.city.world import ACTS, MEASURES, PUBLISHES
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.report import RESIDENTS, STANDING
from kredslob.scenarios.running.setting import Setting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kredslob.rules.model import FactDeclaration

T = TypeVar("T")

SMALL: Final = 60  # square metres: smaller dwellings are counted as small by the municipality's map of 2011
LIST_LIMITS: Final = ("list_51b.residents", "list_51b.share", "list_51b.large_residents", "list_51b.large_share")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share outside the workforce at which a rule begins to act.

    Args:
        parameter, title: the parameter of the agreement that holds it, and what that is called.
        ppm: the share in parts per million.
        strict: whether it must be exceeded, or only reached.
    """

    parameter: str
    title: Text
    ppm: int
    strict: bool


@dataclass(frozen=True, slots=True)
class Start:
    """Where an estate stands in the first month, before anybody has moved.

    Args:
        outside, aged: residents aged 18-64 outside the workforce and in all, by the last key figures of the register.
        measured, published: the year of those figures and the day that they were published.
        standing: 0 or 1 for each of `report.STANDING`.
        extra: the turns that the first quota account gives it.
        dwellings, small, square_metres: how many dwellings it has, those of them under `SMALL`, and what they measure.
        synthetic: whether its key figures are made up.
    """

    outside: int
    aged: int
    measured: int
    published: date
    standing: tuple[int, ...]
    extra: int
    dwellings: int
    small: int
    square_metres: int
    synthetic: bool

    def had(self, standing: str) -> bool:
        """Tell whether it had a standing of that name."""
        return bool(self.standing[STANDING.index(standing)])


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of a variant besides its tables.

    Args:
        months: those simulated.
        outside: the columns of residents who count as outside the workforce, by the agreement in force at the beginning.
        outside_labour_market: those who count as outside the labour market, by § 51 b.
        thresholds: those in force, by the month from which they are.
        limits: of § 51 b by the month from which they hold: residents, share (parts per million), and both of large areas.
        turn: by month from which it holds, into how many units a turn of the quota account is divided.
        measures, publishes, acts: the months in which key figures are measured, published, and begin to act.
        starts: where each estate stood, by id.
        areas: the area of each estate that lies in one.
        assumed: every guess of the agreement and its laws, with the value taken.
    """

    months: Months
    outside: tuple[str, ...]
    outside_labour_market: tuple[str, ...]
    thresholds: tuple[tuple[int, tuple[Threshold, ...]], ...]
    limits: tuple[tuple[int, tuple[int, ...]], ...]
    turn: tuple[tuple[int, int], ...]
    measures: tuple[int, ...]
    publishes: tuple[int, ...]
    acts: tuple[int, ...]
    starts: Mapping[str, Start]
    areas: Mapping[str, str]
    assumed: Mapping[str, Value]

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the run as they are named: by the calendar year of their first month."""
        return tuple(self.months.day(month).year for month in range(0, self.months.count, 12))

    @property
    def last_measured(self) -> date | None:
        """The month of the last measurement of the run; None if there is none yet."""
        return self.months.day(self.measures[-1]) if self.measures else None

    def last(self, year: int) -> int:
        """Give the last month of a year of the run, counted from 0."""
        return min(12 * year + 11, self.months.count - 1)

    def thresholds_at(self, month: int) -> tuple[Threshold, ...]:
        """Give the thresholds in force in a month, the lowest first."""
        return _held(self.thresholds, month, ())

    def limits_at(self, month: int) -> tuple[int, ...]:
        """Give the limits of § 51 b in force in a month; none where no law in force has them."""
        return _held(self.limits, month, ())

    def turn_at(self, month: int) -> int:
        """Give into how many units a turn of the quota account is divided in a month."""
        return _held(self.turn, month, 1)

    def measured_for(self, month: int) -> tuple[int, int] | None:
        """Give in which months the figures were measured and published that act in a month; None if before the first."""
        acted = max((one for one in self.acts if one <= month), default=-1)
        published = max((one for one in self.publishes if one <= acted), default=-1)
        measured = max((one for one in self.measures if one <= published), default=-1)
        return None if measured < 0 else (measured, published)


def ground_of(setting: Setting) -> Ground:
    """Give the ground of a variant.

    Args:
        setting: what its replications run by.
    """
    course, counts = setting.course, setting.rules[0][1].program.counts
    terms = [(month, course.variants.terms[setting.months.day(month)][0]) for month in course.epochs]
    declared = course.office.library.facts
    calendar = setting.world.calendar
    return Ground(
        months=setting.months,
        outside=_counted(counts[0]),
        outside_labour_market=_counted(counts[1]),
        thresholds=_changes((month, _thresholds(one, declared)) for month, one in _as_bound(terms)),
        limits=_changes((month, _limits(one)) for month, one in terms),
        turn=_changes((month, rules.quotas.base_of) for month, rules in setting.rules),
        measures=_bits(calendar, MEASURES),
        publishes=_bits(calendar, PUBLISHES),
        acts=_bits(calendar, ACTS),
        starts=_starts(setting),
        areas={
            home.estate.id: setting.areas[int(at)]
            for home, at in zip(setting.homes, setting.begin.estates[:, AREA], strict=True)
            if at != NONE
        },
        assumed=dict(setting.assumed),
    )


def _held(series: Sequence[tuple[int, T]], month: int, otherwise: T) -> T:
    """Give what of a series holds in a month: the last that began."""
    return next((value for start, value in reversed(series) if start <= month), otherwise)


def _changes(series: Iterable[tuple[int, T]]) -> tuple[tuple[int, T], ...]:
    """Give a series with only those months at which it changes."""
    found: list[tuple[int, T]] = []
    for month, value in series:
        if not found or found[-1][1] != value:
            found.append((month, value))
    return tuple(found)


def _as_bound(terms: Iterable[tuple[int, Terms]]) -> Iterator[tuple[int, Terms]]:
    """Leave out terms with the very rules and values of those before them."""
    before: Terms | None = None
    for month, one in terms:
        if before is None or before.parameters != one.parameters or before.rules != one.rules:
            yield month, one
        before = one


def _bits(calendar: NDArray[Any], bit: int) -> tuple[int, ...]:
    return tuple(month for month, bits in enumerate(calendar.tolist()) if bits & bit)


def _counted(row: NDArray[Any]) -> tuple[str, ...]:
    return tuple(RESIDENTS[state - 1] for state in range(1, STATES) if row[state])


def _thresholds(terms: Terms, declared: Mapping[str, FactDeclaration]) -> tuple[Threshold, ...]:
    """Give the shares that some rule compares the share outside the workforce with, the lowest first."""
    named: dict[int, str] = {}
    for rules in terms.rules.values():
        for atom in (one for rule in rules for one in atoms(rule.when)):
            if isinstance(atom, Compare) and atom.left == Fact(SHARE) and isinstance(atom.right, Bound):
                named.setdefault(int(atom.right.value), atom.right.parameter or "")  # type: ignore[arg-type]  # a share
    cells = cells_of([terms], declared)
    cuts = cells[SHARE].cuts if SHARE in cells else ()
    return tuple(Threshold(key, _title(terms, key), ppm, over) for ppm, over in cuts for key in [named.get(ppm, "")])


def _title(terms: Terms, parameter: str) -> Text:
    term = terms.parameters.get(parameter)
    return Text("Grænse", "Threshold") if term is None else term.series.title


def _limits(terms: Terms) -> tuple[int, ...]:
    values = [terms.value(name) for name in LIST_LIMITS]
    return tuple(value for value in values if isinstance(value, int)) if None not in values else ()


def _starts(setting: Setting) -> dict[str, Start]:
    """Classify the city as it begins, draw up its first quota account, and give where each estate stands."""
    begin, rules = setting.begin, setting.rules[0][1]
    state = begin._replace(
        **{name: getattr(begin, name).copy() for name in ("estates", "codes", "carried", "slots", "account")}
    )
    classify(state, rules.program, 0)
    share_out(state, rules.program, rules.quotas, 1)
    numbers = [setting.facts.numbers.get(name, NONE) for name in STANDING]
    found: dict[str, Start] = {}
    for home, row, codes in zip(setting.homes, state.estates, state.codes, strict=True):
        types = home.dwellings
        found[home.estate.id] = Start(
            outside=int(row[ACTING + M_OUTSIDE]), aged=int(row[ACTING + M_AGED]), measured=home.measured.year,
            published=home.measured.published, standing=tuple(int(at != NONE and codes[at] == 1) for at in numbers),
            extra=int(row[EXTRA_TURNS]), dwellings=home.count,
            small=sum(one.count for one in types if one.square_metres < SMALL),
            square_metres=sum(one.count * one.square_metres for one in types),
            synthetic=home.measured.origin == "synthetic",
        )  # fmt: skip
    return found
