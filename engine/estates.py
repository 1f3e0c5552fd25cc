"""Derive the facts of an estate and its area from the register: lists, figures, measurements and council decisions.

A published list decides on its dates; a designation computed from figures decides only where nothing is published. The
law goes by the list in force on the day; from when the agreement heeds a listing or a measurement is a term of its own,
and often an open guess: then the facts that hang on it are unknown for that reason, and the guess is named.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import product
from typing import TypeVar

from kredslob.engine.calendar import last_adjustment, months_since
from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.engine.register.model import Measurement, Register
from kredslob.engine.register.rows import CouncilDecision, Estate
from kredslob.engine.shares import mean, thresholds_of, to_ppm
from kredslob.engine.situation import Derivers, Situation
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import Measure
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value

T = TypeVar("T")
LIST_51B = "51b"
LIST_61A = "61a"
LIST_61B = "61b"
MEETS_51B = "meets_51b"
PARALLEL = ("ghetto", "parallel", "omdannelse")


@dataclass(frozen=True, slots=True)
class EstateOn:
    """An estate on a day under the terms in force: where its derived facts are worked out from."""

    register: Register
    estate: Estate
    day: date
    terms: Terms
    start: date

    def effective(self, takes_effect: Value, month_day: Value) -> date:
        """Give the day whose lists and measurements act: the day itself, or the last spring adjustment under the agreement."""
        if takes_effect == "on_publication" or not isinstance(month_day, tuple):
            return self.day
        return max(self.start, last_adjustment(self.day, ", ".join(map(str, month_day))))


def settle_all(terms: Terms, parameters: tuple[str, ...], reading: Callable[..., T]) -> T | Unknown:
    """Give what a reading of several parameters comes to, or an unknown naming the guesses that make it differ."""
    found = [terms.parameters[key] for key in parameters]
    if not any(term.guesses for term in found):
        return reading(*[term.value for term in found])
    options = [tuple(dict.fromkeys((term.value, *term.guesses))) for term in found]
    results = {values: reading(*values) for values in product(*options)}
    first = next(iter(results.values()))
    if all(result == first for result in results.values()):
        return first
    differing = tuple(
        key
        for index, key in enumerate(parameters)
        if any(
            results[values] != results[(*values[:index], other, *values[index + 1 :])]
            for values in results
            for other in options[index]
        )
    )
    return Unknown(guesses=differing)


def estate_derivers(one: EstateOn) -> Derivers:
    """Give how each derived fact of the estate and its area is worked out."""
    found: dict[str, Callable[[Situation], FactValue]] = {
        "in_area": lambda _: one.estate.area is not None,
        "published_51b": lambda _: _published(one, LIST_51B, "published_51b", one.day),
        "published_61a": lambda _: _published_61a(one, "published_61a", one.day),
        "published_61b": lambda _: _published(one, LIST_61B, "published_61b", one.day),
        "acting_61a": lambda _: _settled(one, "standing.takes_effect", partial(_published_61a, one, "acting_61a")),
        "acting_51b": lambda _: _settled(
            one, "standing.takes_effect", partial(_published, one, LIST_51B, "acting_51b")
        ),
        "newly_listed": lambda facts: _settled(one, "standing.takes_effect", partial(_newly_listed, one, facts)),
        "years_parallel": lambda _: _years_parallel(one),
        "area_residents": lambda _: _area_residents(one),
        "outside_workforce": lambda _: outside_workforce(one),
        "council_combined_letting": lambda _: _combined_letting(one),
        "council_mandatory_flexible": lambda _: _decided_by_council(one, "mandatory_flexible"),
        "development_plan": lambda _: _development_plan(one),
    }
    for measure in one.terms.measures.values():
        if measure.unit == "area":
            found[measure.id] = partial(_area_share, one, measure)
        elif measure.id not in found:
            found[measure.id] = partial(_estate_share, one, measure)
    return found


def _settled(one: EstateOn, takes_effect: str, reading: Callable[[date], T]) -> T | Unknown:
    """Read by the day that acts, which hangs on when a listing or measurement takes effect: at once if that is not agreed."""
    if takes_effect not in one.terms.parameters or "adjustment.day" not in one.terms.parameters:
        return reading(one.day)
    return settle_all(
        one.terms, (takes_effect, "adjustment.day"), lambda effect, spring: reading(one.effective(effect, spring))
    )


def _published(one: EstateOn, list_: str, asked: str, day: date) -> FactValue:
    area = one.estate.area
    if area is None:
        return "not_listed"
    if one.register.publication(list_, day) is None:
        return "none_published"
    listed = one.register.listed(list_, day, area)
    return Unknown(needs=(asked,)) if listed is None else "listed" if listed else "not_listed"


def _published_61a(one: EstateOn, asked: str, day: date) -> FactValue:
    area = one.estate.area
    if area is None:
        return "not_listed"
    if one.register.publication(LIST_61A, day) is None:
        return "none_published"
    rows = one.register.listings(LIST_61A, day, area)
    if rows:
        return rows[-1].category
    return Unknown(needs=(asked,)) if one.register.listed(LIST_61A, day, area) is None else "not_listed"


def _newly_listed(one: EstateOn, facts: Situation, day: date) -> FactValue:
    """Tell whether the area is on the list that acts and was not when the agreement began; computed where none is known."""
    since, area = one.terms.value("standing.new_since"), one.estate.area
    if area is None or not isinstance(since, date):
        return False
    now: FactValue | None = one.register.listed(LIST_51B, day, area)
    if now is None and one.register.publication(LIST_51B, day) is None:
        now = _meets_51b(facts)
    if now is False:
        return False
    before = one.register.listed(LIST_51B, since, area)
    if before is None or now is None:
        return Unknown(needs=("newly_listed",))
    new = not before or _left(one, since, day, area)
    return now if new else False  # unknown still, if it is not known whether the area's figures put it on the list


def _meets_51b(facts: Situation) -> FactValue:
    """Tell whether the area's figures meet the criteria of the list, which decides where nothing is published."""
    return facts[MEETS_51B] if MEETS_51B in facts.terms.rules else Unknown(needs=("newly_listed",))


def _left(one: EstateOn, since: date, day: date, area: str) -> bool:
    """Tell whether the area was off the list on some publication in between: who left and came back is new."""
    between = [row.published for row in one.register.publications(LIST_51B) if since < row.published <= day]
    return any(one.register.listed(LIST_51B, published, area) is False for published in between)


def _years_parallel(one: EstateOn) -> FactValue:
    if one.estate.area is None:
        return 0
    years = {
        row.published.year
        for row in one.register.listing_history(LIST_61A, one.estate.area)
        if row.category in PARALLEL and row.published <= one.day
    }
    # The year that is judged counts as one of them: whether it meets the criteria is for the rule to test.
    count, year = 1, one.day.year - 1
    while year in years:
        count, year = count + 1, year - 1
    return count


def _area_residents(one: EstateOn) -> FactValue:
    if one.estate.area is None:
        return 0
    figures = {row.year: row for row in one.register.area_figures(one.estate.area)}
    row = figures.get(one.day.year - 1)
    return Unknown(needs=("area_residents",)) if row is None or row.residents is None else row.residents


def _area_share(one: EstateOn, measure: Measure, _: Situation) -> FactValue:
    if one.estate.area is None:
        return 0
    figures = {row.year: row for row in one.register.area_figures(one.estate.area)}
    last = one.day.year - 1
    shares: list[Fraction] = []
    for year in range(last - measure.averaging_years + 1, last + 1):
        share = _share(figures.get(year), measure)
        if share is not None and measure.relative_to:
            national = _share(one.register.national_figures.get(year), measure)
            share = share / national if national else None
        if share is None:
            return Unknown(needs=(measure.id,))
        shares.append(share)
    return to_ppm(mean(shares), thresholds_of(one.terms))


def _estate_share(one: EstateOn, measure: Measure, _: Situation) -> FactValue:
    """Give another share of an estate's than that outside the workforce, by the measurements in force."""
    row = measurement_in_force(one)
    if isinstance(row, Unknown):
        return _settled(one, "measurement.takes_effect", lambda day: _estate_mean(one, measure, _measured(one, day)))
    return _estate_mean(one, measure, row)


def _estate_mean(one: EstateOn, measure: Measure, last: Measurement | None) -> FactValue:
    if last is None:
        return Unknown(needs=(measure.id,))
    rows = {row.year: row for row in one.register.measurements(one.estate.id) if row.published <= last.published}
    shares = [_share(rows.get(year), measure) for year in range(last.year - measure.averaging_years + 1, last.year + 1)]
    known = [share for share in shares if share is not None]
    return Unknown(needs=(measure.id,)) if len(known) < len(shares) else to_ppm(mean(known), thresholds_of(one.terms))


def _share(row: object, measure: Measure) -> Fraction | None:
    if measure.denominator == "ppm":  # the figure is itself a ratio, in parts per million
        value = getattr(row, measure.numerator[0], None)
        return None if value is None else Fraction(value, 1_000_000)
    counts = [getattr(row, column, None) for column in measure.numerator]
    whole = getattr(row, measure.denominator, None)
    if not whole or any(count is None for count in counts):
        return None
    return Fraction(sum(count for count in counts if count is not None), whole)


def measurement_in_force(one: EstateOn) -> Measurement | Unknown | None:
    """Give the municipality's measurement of the estate that acts on the day."""
    return _settled(one, "measurement.takes_effect", partial(_measured, one))


def _measured(one: EstateOn, acting: date) -> Measurement | None:
    """Give the last measurement published by a day, unless it is older than the agreement lets one be."""
    row, oldest = one.register.measurement(one.estate.id, acting), one.terms.value("measurement.holds_months")
    old = row is not None and isinstance(oldest, int) and months_since(row.published, one.day) > oldest
    return None if old else row


def outside_workforce(one: EstateOn) -> FactValue:
    """Give the share outside the workforce by the measurement in force: ppm, bounds if it was published rounded.

    Where only components are known, whether unemployed and students count is a term of the agreement.
    """
    row = measurement_in_force(one)
    if isinstance(row, Unknown):
        return _settled(one, "measurement.takes_effect", lambda day: _of_row(one, _measured(one, day)))
    return _of_row(one, row)


def _of_row(one: EstateOn, row: Measurement | None) -> FactValue:
    if row is None:
        return Unknown(needs=("outside_workforce",))
    if row.outside_workforce is not None:
        return _ppm(one, row.outside_workforce, row.aged_18_64)
    if row.outside_rounded is not None:
        return Between(*row.outside_rounded, needs=("outside_workforce",))
    return settle_all(
        one.terms, ("measurement.counts_unemployed", "measurement.counts_students"), partial(_of_components, one, row)
    )


def _of_components(one: EstateOn, row: Measurement, unemployed: Value, students: Value) -> FactValue:
    counted = [row.other_outside, row.unemployed if unemployed else 0, row.students if students else 0]
    if any(count is None for count in counted):
        return Unknown(needs=("outside_workforce",))
    return _ppm(one, sum(count for count in counted if count is not None), row.aged_18_64)


def _ppm(one: EstateOn, count: int, of: int) -> FactValue:
    if of == 0:
        return Unknown(needs=("outside_workforce",))
    return to_ppm(Fraction(count, of), thresholds_of(one.terms))


def _decided_by_council(one: EstateOn, kind: str) -> bool:
    area = one.estate.area
    return area is not None and bool(one.register.decisions(kind, area, one.day))  # type: ignore[arg-type]  # named above


def _combined_letting(one: EstateOn) -> FactValue:
    if _decided_by_council(one, "combined_letting_extended"):
        return "extended"
    return "basic" if _decided_by_council(one, "combined_letting") else "none"


def _development_plan(one: EstateOn) -> FactValue:
    """Tell whether the area has a plan; not known where the register holds none of any area."""
    if one.estate.area is None or _decided_by_council(one, "development_plan"):
        return one.estate.area is not None
    held = any(row.kind == "development_plan" for row in one.register.current(CouncilDecision).values())
    return False if held else Unknown(needs=("development_plan",))
