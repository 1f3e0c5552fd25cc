"""Give what a simulation says of an observed figure: a number from each replication, formed as the figure was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.targets.target import Against, Target

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from kredslob.scenarios.indicators.tables import Tables


def simulated(target: Target, tables: Tables, variant: str) -> NDArray[Any]:
    """Give an output as a target is to be held against it: float64[replications], in the order of their numbers.

    Of several areas counts are added before they are divided. A net change is a value less that of an earlier year; came
    and left are how many places of the level have it now and had it not then, or the other way round.

    Args:
        target: one that is held against something.
        tables: of a results folder, or in memory; variant: which of its variants.

    Raises:
        WrongInput: the run does not reach the years of the figure, or has none of its areas.
    """
    against = _against(target)
    found = _formed(against, tables, variant, against.level)
    now = _of_year(found, against.year, target)
    if against.since is None:
        return _numbers(now)
    before = _of_year(found, against.since, target)
    return _numbers(_changed(now, before, against))


def _against(target: Target) -> Against:
    if target.against is None:
        raise ValueError(target.id)  # whoever asks for it has not looked at its use
    return target.against


def _formed(against: Against, tables: Tables, variant: str, level: str) -> pl.DataFrame:
    """Give the indicator by replication, place and year; areas that are named are one place."""
    from kredslob.scenarios.indicators.catalogue.whole import find_indicator, find_level
    from kredslob.scenarios.indicators.values import lazy_values

    only = None
    if against.areas:
        only = _estates_in(against.areas, tables)
        level = level if against.change in ("up", "down") else "city"
    indicator = find_indicator(against.indicator)
    where, by = find_level(indicator, level, "year")
    return lazy_values(tables, variant, indicator, where, by, only).collect()


def _estates_in(areas: tuple[str, ...], tables: Tables) -> list[str]:
    import polars as pl

    found = tables.places.filter(pl.col("area").is_in(areas))["estate"].to_list()
    if not found:
        message = Message("no estate of the run lies in {names}.", names=", ".join(areas))
        raise WrongInput(Problem(Place(None, None, "areas"), message, Message("a register that has these areas")))
    return [str(one) for one in found]


def _of_year(rows: pl.DataFrame, year: int, target: Target) -> pl.DataFrame:
    import polars as pl

    found = rows.filter(pl.col("at") == year)
    if found.is_empty() or found["value"].null_count():
        message = Message("the run tells nothing of {year}, which figure {name} is of.", year=year, name=target.id)
        raise WrongInput(
            Problem(Place(None, None, "months"), message, Message("months that reach the end of that year"))
        )
    return found.select("replication", "place", "value")


def _changed(now: pl.DataFrame, before: pl.DataFrame, against: Against) -> pl.DataFrame:
    import polars as pl

    both = now.join(before, on=("replication", "place"), suffix="_before")
    change = pl.col("value") - pl.col("value_before")
    if against.change == "up":
        change = ((pl.col("value") > 0) & (pl.col("value_before") == 0)).cast(pl.Float64)
    elif against.change == "down":
        change = ((pl.col("value") == 0) & (pl.col("value_before") > 0)).cast(pl.Float64)
    return both.select("replication", "place", value=change)


def _numbers(rows: pl.DataFrame) -> NDArray[Any]:
    """Add up over the places of each replication, so that marks of places become counts."""
    import polars as pl

    summed = rows.group_by("replication").agg(pl.col("value").sum()).sort("replication")
    return summed["value"].to_numpy()
