"""The headlines of a comparison: what the three parties gain and lose, each one number a replication.

A stock is told at the end, a flow a year on average over the whole years simulated. `better` says which way its party
gains; where a gain of one party is a burden of another it is told to both and called better for neither.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from kredslob.rules.frozen import dataclass
from kredslob.rules.model import Text
from kredslob.scenarios.files.scenario import Contrast, Where
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.contrast import estates_of
from kredslob.scenarios.indicators.grids import Grid, grids, lay_out
from kredslob.scenarios.indicators.indicator import Level, Unit
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.indicators.values import lazy_values

if TYPE_CHECKING:
    from numpy.typing import NDArray

Party = Literal["city", "organisations", "applicants"]
Better = Literal["more", "less", "neither"]
PARTIES: Final[tuple[Party, ...]] = ("city", "organisations", "applicants")


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline.

    Args:
        id: its name in files.
        party: whose it is.
        title: what it is called.
        indicator, level, place: which values it is made of; a level `set` is a set of estates, its place says which.
        at_end: whether the last year is told; else the average of the whole years.
        better: which way its party gains.
        planned: whether the number of replications is planned by it.
    """

    id: str
    party: Party
    title: Text
    indicator: str
    level: str
    place: str
    at_end: bool
    better: Better
    planned: bool = False

    @property
    def unit(self) -> Unit:
        """The unit of its indicator."""
        return CATALOGUE[self.indicator].unit


def _wait(place: str, da: str, en: str, *, party: Party = "applicants", planned: bool = False) -> Headline:
    title = Text(f"Måneders ventetid, {da}", f"Months waited, {en}")
    return Headline(f"wait_{place}", party, title, "wait_mean", "wait", place, at_end=False, better="less", planned=planned)  # fmt: skip


def _share(where: str, da: str, en: str) -> Headline:
    title = Text(f"Uden for arbejdsstyrken, {da}", f"Outside the workforce, {en}")
    return Headline(f"outside_{where}", "organisations", title, "outside_workforce", "set", where, at_end=True, better="less", planned=True)  # fmt: skip


HEADLINES: Final = (
    Headline("housed", "city", Text("Husstande anvist en bolig, om året", "Households housed by referral, a year"),
             "referrals_delivered", "city", "city", at_end=False, better="more", planned=True),
    _wait("referral", "boligsocial anvisning", "social referral", party="city", planned=True),
    Headline("queue", "city", Text("Husstande i kommunens kø ved slutningen", "Households in the municipality's queue at the end"),
             "queue_waiting", "queue", "municipal", at_end=True, better="less"),
    Headline("unplaced", "city", Text("Ture, ingen afdeling kunne tage, om året", "Turns that no estate could take, a year"),
             "turns_unplaced", "city", "city", at_end=False, better="less"),
    Headline("over", "city", Text("Afdelinger over grænsen ved slutningen", "Estates over the threshold at the end"),
             "over", "city", "city", at_end=True, better="less"),
    Headline("exempt", "organisations", Text("Afdelinger friholdt for anvisning ved slutningen", "Estates exempt from referral at the end"),
             "exempt", "city", "city", at_end=True, better="neither"),
    _share("exempt", "friholdte afdelinger", "exempt estates"),
    _share("receiving", "modtagende afdelinger", "receiving estates"),
    _share("all", "alle afdelinger", "all estates"),
    Headline("given", "organisations", Text("Ture givet til kommunen, om året", "Turns given to the municipality, a year"),
             "referrals_owed", "city", "city", at_end=False, better="neither"),
    Headline("held", "organisations", Text("Måneder, boliger holdes tomme, om året", "Dwelling-months held vacant, a year"),
             "held_vacant", "city", "city", at_end=False, better="less"),
    _wait("flexible", "fleksibel udlejning", "flexible letting"),
    _wait("ordinary", "almindelig liste, opfylder et kriterium", "ordinary list, meeting a criterion"),
    _wait("ordinary_passed_over", "sprunget over af den fleksible regel", "passed over by the flexible rule", planned=True),
    _wait("organisation_transfer", "oprykning i organisationen", "transfer in the organisation"),
    _wait("own_estate_transfer", "oprykning i egen afdeling", "transfer in the own estate"),
    Headline("gave_up", "applicants", Text("Sprunget over og opgivet køen, om året", "Passed over and gave up, a year"),
             "queue_gave_up", "queue", "external_passed_over", at_end=False, better="less"),
)  # fmt: skip
OF_SETS: Final[tuple[Where, ...]] = ("exempt", "receiving", "all")


def sets_of(tables: Tables, base: str, other: str) -> dict[str, tuple[str, ...]]:
    """Give the sets of estates that headlines are told of, as they stood in the first month of either side."""
    title = Text("", "")
    return {where: estates_of(tables, Contrast(where, title, other, base, where)).estates for where in OF_SETS}


def headline_values(
    tables: Tables, side: str, numbers: Sequence[int], sets: Mapping[str, tuple[str, ...]]
) -> NDArray[Any]:
    """Give the headlines of a side: float64[HEADLINES, replications], NaN where one has no meaning.

    Args:
        tables: of both sides.
        side: which.
        numbers: of the replications.
        sets: the estates of each set.
    """
    years = _whole_years(tables, side)
    found = np.full((len(HEADLINES), len(numbers)), np.nan)
    known: dict[tuple[str, str], Grid | None] = {}
    for at, one in enumerate(HEADLINES):
        key = (one.indicator, one.place if one.level == "set" else one.level)
        if key not in known:
            known[key] = _grid(tables, side, one, numbers, sets)
        grid = known[key]
        if grid is not None:
            found[at] = _told(one, grid, years)
    return found


def _whole_years(tables: Tables, side: str) -> int:
    """Give how many years are whole; at least one, if it is not."""
    return max(1, tables.ground(side).months.count // 12)


def _grid(
    tables: Tables, side: str, one: Headline, numbers: Sequence[int], sets: Mapping[str, tuple[str, ...]]
) -> Grid | None:
    indicator = CATALOGUE[one.indicator]
    if one.level == "set":
        estates = sets[one.place]
        return lay_out(lazy_values(tables, side, indicator, "city", "year", estates), numbers) if estates else None
    level: Level = one.level  # type: ignore[assignment]  # HEADLINES names levels
    (grid,) = grids(tables, side, indicator, level, "year", numbers)
    return grid


def _told(one: Headline, grid: Grid, years: int) -> NDArray[Any]:
    place = 0 if one.level == "set" else grid.places.index(one.place) if one.place in grid.places else None
    if place is None:
        return np.full(len(grid.replications), np.nan)
    values: NDArray[Any] = grid.values[place]
    if one.at_end:
        last: NDArray[Any] = values[-1]
        return last
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a replication in which a year never has a value
        mean: NDArray[Any] = np.nanmean(values[:years], axis=0)
    return mean
