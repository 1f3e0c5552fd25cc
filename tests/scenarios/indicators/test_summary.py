"""Summaries over replications on tables of a few rows: mean, standard error and quantiles worked out by hand."""

from __future__ import annotations

from datetime import date
from math import sqrt
from typing import Any

import numpy as np
import pytest

from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.summary import SCHEMA, moments, places_of, summarise, summary_bytes, summary_of
from tests.scenarios.indicators.by_hand import ground, start, tables

QUARTERS = (0.05, 0.25, 0.5, 0.75, 0.95)
NONE = float("nan")


@pytest.mark.parametrize(
    ("values", "count", "mean", "se", "quantiles"),
    [
        ([1, 2, 3, 4, 5], 5, 3, sqrt(2.5 / 5), (1.2, 2, 3, 4, 4.8)),
        ([5, 1, 4, 2, 3], 5, 3, sqrt(2.5 / 5), (1.2, 2, 3, 4, 4.8)),
        ([7, 3, NONE, NONE, NONE], 2, 5, 2, (3.2, 4, 5, 6, 6.8)),
        ([NONE, 10, NONE, 40, 10], 3, 20, 10, (10, 10, 10, 25, 37)),
        ([NONE, NONE, 6, NONE, NONE], 1, 6, None, (6,) * 5),
        ([NONE] * 5, 0, None, None, (None,) * 5),
    ],
)
def test_moments_are_of_the_values_that_there_are(
    values: list[float], count: int, mean: float | None, se: float | None, quantiles: tuple[float | None, ...]
) -> None:
    """Quantiles lie between the two nearest; of one value there is no error, and of none nothing."""
    counted, *told = (one[..., 0] for one in moments(np.array([values])))
    expected = [mean, se, *quantiles]
    assert counted == count
    assert [None if np.isnan(one) else float(one) for one in np.hstack(told)] == pytest.approx(expected)


def test_moments_are_taken_along_the_last_axis() -> None:
    """Places and periods each for themselves, whatever their number."""
    values = np.array(
        [[[1, 2, 3, 6], [5, NONE, 5, 5], [NONE, 1, NONE, NONE]], [[0, 8, 0, 8], [9, 8, 7, 6], [NONE] * 4]]
    )
    counted, mean, se, quantiles = moments(values)
    assert counted.tolist() == [[4, 3, 1], [4, 4, 0]]
    assert mean.ravel().tolist() == pytest.approx([3, 5, 1, 4, 7.5, NONE], nan_ok=True)
    assert se.ravel().tolist() == pytest.approx(
        [sqrt(14 / 12), 0, NONE, sqrt(64 / 12), sqrt(5 / 12), NONE], nan_ok=True
    )
    assert quantiles.shape == (5, 2, 3)
    assert quantiles[2].ravel().tolist() == pytest.approx([2.5, 5, 1, 4, 7.5, NONE], nan_ok=True)


def kept() -> Any:
    """Give two estates in two replications and years; by month the first estate's area and the city."""
    rows = [
        {"estate": name, "year": year, "replication": number, "vacated": (number + 1) * (year - 2010) * of, "aged_measured": number, "outside_measured": 0}
        for name, of in (("birk", 10), ("ahorn", 1)) for year in (2012, 2011) for number in (1, 0)
    ]  # fmt: skip
    months = [
        {"month": date(2011, at, 1), "replication": number, "vacated": 3 * at + number}
        for at in (2, 1)
        for number in (1, 0)
    ]
    known = ground({"ahorn": start(), "birk": start()})
    where = [{"estate": "ahorn", "area": "east"}, {"estate": "birk"}]
    return tables(
        known, where, estate_year=rows, city_month=months, area_month=[{**one, "area": "east"} for one in months]
    )


def test_a_summary_has_a_row_of_each_place_and_period() -> None:
    """By indicator in the order asked for, then by level and period as the catalogue has them; estates not by month."""
    found = summarise(kept(), ["vacated", "outside_measured"])
    assert dict(found.schema) == SCHEMA
    rows = found.select("indicator", "level", "place", "period", "n", "mean", "se").rows()
    of = ("vacated",)
    assert rows[:14] == [
        (*of, "estate", "ahorn", "2011", 2, 1.5, 0.5), (*of, "estate", "ahorn", "2012", 2, 3.0, 1.0),
        (*of, "estate", "birk", "2011", 2, 15.0, 5.0), (*of, "estate", "birk", "2012", 2, 30.0, 10.0),
        (*of, "area", "east", "2011", 2, 1.5, 0.5), (*of, "area", "east", "2012", 2, 3.0, 1.0),
        (*of, "area", "east", "2011-01", 2, 3.5, 0.5), (*of, "area", "east", "2011-02", 2, 6.5, 0.5),
        (*of, "organisation", "org", "2011", 2, 16.5, 5.5), (*of, "organisation", "org", "2012", 2, 33.0, 11.0),
        (*of, "city", "city", "2011", 2, 16.5, 5.5), (*of, "city", "city", "2012", 2, 33.0, 11.0),
        (*of, "city", "city", "2011-01", 2, 3.5, 0.5), (*of, "city", "city", "2011-02", 2, 6.5, 0.5),
    ]  # fmt: skip
    assert rows[14] == ("outside_measured", "estate", "ahorn", "2011", 1, 0.0, None)
    assert {row[0] for row in rows[14:]} == {"outside_measured"}


def test_a_row_of_the_summary_tells_of_what_it_is() -> None:
    """Variant, unit, quantiles, and that it covers chance alone."""
    row = summary_of(kept(), "agreed", CATALOGUE["vacated"], "estate", "year", (0, 1)).row(2, named=True)
    assert row == {
        "variant": "agreed", "indicator": "vacated", "level": "estate", "place": "birk", "period": "2011",
        "unit": "dwellings", "n": 2, "mean": 15.0, "se": 5.0, "q05": pytest.approx(10.5), "q25": 12.5, "q50": 15.0,
        "q75": 17.5, "q95": pytest.approx(19.5), "covers": "chance",
    }  # fmt: skip


def test_the_places_of_a_summary_are_all_but_estates_by_month() -> None:
    """Those are for whoever asks for them."""
    assert list(places_of(CATALOGUE["vacated"])) == [
        ("estate", "year"), ("area", "year"), ("area", "month"), ("organisation", "year"), ("city", "year"), ("city", "month"),
    ]  # fmt: skip
    assert list(places_of(CATALOGUE["exempt"])) == [
        (level, "year") for level in ("estate", "area", "organisation", "city")
    ]


def test_a_summary_of_nothing_has_its_columns() -> None:
    """No indicator, no row."""
    found = summarise(kept(), [])
    assert (found.height, dict(found.schema)) == (0, SCHEMA)


def test_a_summary_needs_every_table() -> None:
    """The file tells every indicator: where a table lacks, it is not made of the others."""
    with pytest.raises(KeyError):
        summary_bytes(kept())
