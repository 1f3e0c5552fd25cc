"""Values laid out on axes of places, periods and replications: in order, none twice, and however many at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from kredslob.scenarios.indicators import grids as module
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.grids import Grid, grids, lay_out, lay_out_all, numbers_of, several_grids
from kredslob.scenarios.indicators.summary import summary_of
from tests.scenarios.indicators.by_hand import ground, start, tables

NAMES = ("birk", "ceder", "ahorn")
NUMBERS = (7, 2, 5)


def count(estate: str, year: int, number: int) -> int:
    """Give a count that tells whence it is: the hundreds of the estate, the tens of the year, the ones of the replication."""
    return 100 * (1 + sorted(NAMES).index(estate)) + 10 * (year - 2010) + number


def three() -> Any:
    """Give three estates in two years and three replications, in a muddle; by month the same as by year."""
    rows = [
        {
            "estate": name, "year": year, "month": date(year, 1, 1), "replication": number, "vacated": count(name, year, number),
            "outside_measured": 1, "aged_measured": number - 2,
        }
        for year in (2012, 2011) for number in NUMBERS for name in NAMES
    ]  # fmt: skip
    months = [
        {"month": date(year, 1, 1), "replication": number, "vacated": number}
        for year in (2011, 2012)
        for number in NUMBERS
    ]
    known = ground(dict.fromkeys(NAMES, start()))
    queue = [{**one, "queue": "municipal", "joined": 3} for one in months]
    return tables(known, estate_year=rows, estate_month=rows, city_month=months, queue_month=queue)


def spread(values: Any) -> dict[tuple[str, str, int], float]:
    """Give the values of grids by place, period and replication, each of which stands once."""
    found: dict[tuple[str, str, int], float] = {}
    for grid in values:
        assert grid.values.shape == (len(grid.places), len(grid.periods), len(grid.replications))
        assert grid.values.flags.c_contiguous
        for at, value in np.ndenumerate(grid.values):
            key = grid.places[at[0]], grid.periods[at[1]], grid.replications[at[2]]
            assert key not in found
            found[key] = value
    return found


@pytest.mark.parametrize("cells", [1, 7, 12, 13, 1_500_000])
@pytest.mark.parametrize("period", ["year", "month"])
def test_estates_are_laid_out_once_however_many_are_taken_together(
    cells: int, period: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By year and by month, in the order of their names, with the replications asked for in order."""
    monkeypatch.setattr(module, "_CELLS_AT_ONCE", cells)
    several = list(grids(three(), "agreed", CATALOGUE["vacated"], "estate", period, (7, 2)))
    assert [name for grid in several for name in grid.places] == ["ahorn", "birk", "ceder"]
    assert {grid.replications for grid in several} == {(2, 7)}
    end = "-01" if period == "month" else ""
    assert spread(several) == {
        (name, f"{year}{end}", number): count(name, year, number)
        for name in NAMES for year in (2011, 2012) for number in (2, 7)
    }  # fmt: skip


def test_estates_are_taken_together_by_the_cells_that_they_take(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two years, two indicators and three replications are 12 cells of an estate by year."""
    asked = [CATALOGUE[name] for name in ("vacated", "referrals_owed")]
    for cells, blocks in ((11, 3), (12, 3), (23, 3), (24, 2), (36, 1)):
        monkeypatch.setattr(module, "_CELLS_AT_ONCE", cells)
        found = [one.id for one, _ in several_grids(three(), "agreed", asked, "estate", "year", NUMBERS)]
        assert found == ["vacated", "referrals_owed"] * blocks


def test_estates_by_month_take_as_many_cells_as_there_are_months(monkeypatch: pytest.MonkeyPatch) -> None:
    """24 months of three replications are 72 cells."""
    for cells, blocks in ((143, 3), (144, 2), (216, 1)):
        monkeypatch.setattr(module, "_CELLS_AT_ONCE", cells)
        assert len(list(grids(three(), "agreed", CATALOGUE["vacated"], "estate", "month", NUMBERS))) == blocks


@pytest.mark.parametrize("cells", [1, 13, 18, 1_500_000])
def test_the_city_is_one_grid_however_many_replications_are_taken_together(
    cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Put behind one another in the order of their numbers."""
    monkeypatch.setattr(module, "_CELLS_AT_ONCE", cells)
    (grid,) = grids(three(), "agreed", CATALOGUE["vacated"], "city", "year", NUMBERS)
    assert (grid.places, grid.periods, grid.replications) == (("city",), ("2011", "2012"), (2, 5, 7))
    assert grid.values.tolist() == [[[636, 645, 651], [666, 675, 681]]]


def test_replications_of_the_city_are_taken_together_by_the_cells_of_its_estates(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of three estates and two years a replication takes six cells of each indicator."""
    taken: list[int] = []

    def watched(several: Any) -> Grid:
        taken.append(len(several))
        return joined(several)

    joined = module._joined
    monkeypatch.setattr(module, "_joined", watched)
    for cells, blocks in ((6, 3), (11, 3), (12, 2), (18, 1)):
        monkeypatch.setattr(module, "_CELLS_AT_ONCE", cells)
        list(grids(three(), "agreed", CATALOGUE["vacated"], "city", "year", NUMBERS))
        assert taken.pop() == blocks


def test_several_indicators_are_told_each_with_its_values() -> None:
    """Those that are no counts of places too; what has no meaning is NaN."""
    asked = [CATALOGUE[name] for name in ("gini", "vacated", "outside_measured")]
    found = {one.id: grid for one, grid in several_grids(three(), "agreed", asked, "city", "year", NUMBERS)}
    assert list(found) == ["gini", "vacated", "outside_measured"]
    assert np.isnan(found["gini"].values).all()
    assert found["vacated"].values[0, 0, 0] == 636
    measured = found["outside_measured"].values[0, 0]
    assert np.isnan(measured[0])
    assert measured[1:].tolist() == [pytest.approx(1 / 3), pytest.approx(1 / 5)]
    queues = list(several_grids(three(), "agreed", [CATALOGUE["queue_joined"]], "queue", "month", NUMBERS))
    assert [grid.periods for _, grid in queues] == [("2011-01", "2012-01")]


def test_finished_replications_are_told_in_order() -> None:
    """Each once."""
    assert numbers_of(three(), "agreed") == (2, 5, 7)


def test_a_summary_by_month_tells_an_estate_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where there are too many estates for one go."""
    monkeypatch.setattr(module, "_CELLS_AT_ONCE", 1)
    found = summary_of(three(), "agreed", CATALOGUE["vacated"], "estate", "month", NUMBERS)
    assert found["place"].to_list() == ["ahorn", "ahorn", "birk", "birk", "ceder", "ceder"]
    assert found["mean"].to_list() == pytest.approx(
        [114 + 2 / 3, 124 + 2 / 3, 214 + 2 / 3, 224 + 2 / 3, 314 + 2 / 3, 324 + 2 / 3]
    )


def rows_of(*keys: tuple[int, str, int]) -> pl.LazyFrame:
    """Give values of replications, places and years."""
    schema = {"replication": pl.Int32(), "place": pl.String(), "at": pl.Int32(), "value": pl.Float64()}
    return pl.LazyFrame([(*key, 1.0) for key in keys], schema=schema, orient="row")


WHOLE = [
    (number, place, year)
    for number in (0, 1)
    for place in ("east", "west", "south")
    for year in (2011, 2012, 2013, 2014)
]


def test_what_is_whole_is_laid_out() -> None:
    """Three places, four years and two replications are 24 values; of one replication they are twelve."""
    assert lay_out(rows_of(*WHOLE), (1, 0)).values.shape == (3, 4, 2)
    assert lay_out(rows_of(*WHOLE), (1,)).replications == (1,)


@pytest.mark.parametrize("lacking", [WHOLE[:-1], WHOLE[1:], WHOLE[:12], [*WHOLE, WHOLE[0]], WHOLE[:-2]])
def test_a_value_that_lacks_or_stands_twice_is_an_error(lacking: list[tuple[int, str, int]]) -> None:
    """Never a grid in which values stand in each other's place."""
    with pytest.raises(ValueError, match="3 places, 4 periods, 2 replications"):
        lay_out(rows_of(*lacking), (0, 1))


def test_a_replication_that_has_other_places_than_another_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where each was laid out by itself."""
    monkeypatch.setattr(module, "_CELLS_AT_ONCE", 1)
    rows = [{"area": area, "replication": number} for area, number in (("east", 0), ("west", 1))]
    months = [{"replication": number} for number in (0, 1)]
    found = tables(ground(), area_month=rows, city_month=months)
    with pytest.raises(ValueError, match="differ in their places or periods"):
        list(grids(found, "agreed", CATALOGUE["vacated"], "area", "month", (0, 1)))


def test_columns_are_laid_out_alike() -> None:
    """Each by its name, and only those asked for."""
    frame = rows_of(*WHOLE).with_columns(other=pl.col("at").cast(pl.Float64))
    found = dict(lay_out_all(frame, (0, 1), ("other",)))
    assert list(found) == ["other"]
    assert found["other"].values[0, :, 1].tolist() == [2011, 2012, 2013, 2014]
