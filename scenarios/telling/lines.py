"""What the municipality gets and how long applicants wait, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kredslob.rules.model import Text
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.grids import grids, numbers_of
from kredslob.scenarios.indicators.indicator import Level
from kredslob.scenarios.indicators.summary import moments
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.telling.answer import Line
from kredslob.scenarios.telling.crossing import span

Asked = tuple[str, Level, str, Text]
MUNICIPALITY: Final[tuple[Asked, ...]] = (
    ("referrals_owed", "city", "city", Text("Anvisninger, den har krav på", "Referrals owed")),
    ("referrals_delivered", "city", "city", Text("Anvisninger leveret", "Referrals delivered")),
    ("turns_unplaced", "city", "city", Text("Ture, ingen afdeling kunne tage", "Turns that no estate could take")),
    ("queue_waiting", "queue", "municipal", Text("Husstande i dens kø ved årets slutning", "Households in its queue at the end of the year")),
    ("wait_mean", "wait", "referral", Text("Måneder, de anviste havde ventet", "Months that those referred had waited")),
)  # fmt: skip
APPLICANTS: Final[tuple[Asked, ...]] = (
    ("wait_mean", "wait", "flexible", Text("Fleksibel udlejning", "Flexible letting")),
    ("wait_mean", "wait", "ordinary", Text("Almindelig liste, opfylder et kriterium", "Ordinary list, meeting a criterion")),
    ("wait_mean", "wait", "ordinary_passed_over", Text("Almindelig liste, sprunget over af den fleksible regel", "Ordinary list, passed over by the flexible rule")),
    ("queue_gave_up", "queue", "external_passed_over", Text("Sprunget over og opgivet køen (husstande)", "Passed over, and gave up (households)")),
)  # fmt: skip


def lines_of(tables: Tables, variant: str, asked: Sequence[Asked]) -> tuple[Line, ...]:
    """Give indicators year by year: means over replications, and the span of the last year."""
    numbers = numbers_of(tables, variant)
    found = []
    for name, level, place, title in asked:
        (grid,) = grids(tables, variant, CATALOGUE[name], level, "year", numbers)
        values = grid.values[grid.places.index(place)]
        counted, means, _, _ = moments(values)
        told = tuple(float(mean) if count else None for mean, count in zip(means, counted, strict=True))
        found.append(Line(name, place, title, CATALOGUE[name].unit, told, span(values[-1])))
    return tuple(found)
