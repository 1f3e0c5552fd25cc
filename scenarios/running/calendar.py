"""The calendar of a simulation: which months there are, when the rules change, and what each month is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from kredslob.engine.calendar import add_months
from kredslob.engine.office import Office
from kredslob.engine.register.rows import CouncilDecision
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement
from kredslob.rules.model import Document
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value
from kredslob.scenarios.city.world import ACTS, CLASSIFIES, MEASURES, OPENS_YEAR, PUBLISHES, REGROUPS, SHARES_OUT

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEXT_ADJUSTMENT: Final = "next_adjustment"


@dataclass(frozen=True, slots=True)
class Months:
    """The months simulated: the first day of the first, and how many."""

    first: date
    count: int

    def day(self, month: int) -> date:
        """Give the first day of a month: what is decided in it is decided as of this day."""
        return add_months(self.first, month)

    def month(self, day: date) -> int:
        """Give the first month whose first day is on or after a day: from when what begins on that day holds."""
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        return months + (day.day > self.first.day)

    def __contains__(self, day: date) -> bool:
        return 0 <= self.month(day) < self.count


@dataclass(frozen=True, slots=True)
class Yearly:
    """The months of the year (1-12) in which key figures are measured and published."""

    measured: int
    published: int


def changes(
    agreements: Iterable[tuple[date, Agreement]],
    office: Office,
    months: Months,
    adjustments: Iterable[date],
    taken: Mapping[str, Value],
) -> tuple[int, ...]:
    """Give the months from which something else may hold than before, the first included.

    Args:
        agreements: from which day each holds; with amendments and laws.
        office: rules and register.
        months: those simulated.
        adjustments: the days of the spring adjustments.
        taken: values taken for guesses, the days of amendments among them.
    """
    days: set[date] = {*adjustments}
    for begins, agreement in agreements:
        known = {key: value for key, value in taken.items() if isinstance(value, date)}
        days |= {begins, *agreement.starts(known).values()}
        for document in (agreement.base, *agreement.amendments, *agreement.laws):
            days |= set(_dates(document))
    for list_ in ("51b", "61a", "61b"):
        for row in office.register.publications(list_):
            days |= {row.published, *([row.valid_to] if row.valid_to else [])}
    for decision in office.register.current(CouncilDecision).values():
        days |= {decision.from_, *([decision.to] if decision.to else [])}
    days |= {date(year, 1, 1) for year in range(months.first.year, months.first.year + months.count // 12 + 2)}
    return tuple(sorted({0, *(months.month(day) for day in days if day in months)}))


def _dates(document: Document) -> Iterable[date]:
    day = timedelta(days=1)
    for rule in document.rules:
        yield from (rule.from_, *([rule.to + day] if rule.to else []))
    for series in document.parameters.values():
        for value in series.values:
            yield from (value.from_, *([value.to + day] if value.to else []))


def adjustments_of(terms: Terms, months: Months) -> tuple[date, ...]:
    """Give the days of the spring adjustments within the months simulated."""
    month_day = terms.value("adjustment.day")
    if not isinstance(month_day, tuple):
        return ()
    month, day = map(int, str(month_day[0]).split("-"))
    years = range(months.first.year, months.first.year + months.count // 12 + 2)
    found = (date(year, month, day) for year in years)
    return tuple(one for one in found if one in months and one > months.first)


def calendar_of(
    months: Months,
    yearly: Yearly,
    at_adjustment: Sequence[bool],
    shares_out: Sequence[int],
    epochs: Sequence[int],
    regroups: Sequence[int],
) -> NDArray[Any]:
    """Give what each month is for, as bits.

    Args:
        months: those simulated; yearly: when figures are measured and published.
        at_adjustment: by month, whether measured figures take effect at the next adjustment or when they are published.
        shares_out: the months in which turns are shared out anew.
        epochs: the months from which other rules hold; regroups: those of them at which people wait in other queues.
    """
    import numpy as np

    found = np.zeros(months.count, np.int32)
    found[list(epochs)] |= CLASSIFIES
    found[list(regroups)] |= REGROUPS
    found[[0, *shares_out]] |= SHARES_OUT | CLASSIFIES
    for month in range(months.count):
        of_year = months.day(month).month
        if of_year == 1 and month > 0:
            found[month] |= OPENS_YEAR | CLASSIFIES
        if of_year == yearly.measured:
            found[month] |= MEASURES
        if of_year == yearly.published:
            found[month] |= PUBLISHES
    waits = np.array(at_adjustment, bool)
    shared = np.zeros(months.count, bool)
    shared[list(shares_out)] = True
    found[shared & waits] |= ACTS
    found[((found & PUBLISHES) > 0) & ~waits] |= ACTS | CLASSIFIES
    return found


def waits_for_adjustment(terms: Terms) -> bool:
    """Tell whether measured figures take effect at the next adjustment, and not when they are published."""
    return terms.value("measurement.takes_effect") == NEXT_ADJUSTMENT
