"""The rows of the estates as a simulation begins: their lists, the figures that act, and room for their wheels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kredslob.scenarios.agreed.profiles import Layout
from kredslob.scenarios.city.layout import (
    ACTING,
    AREA,
    AREA_COLUMNS,
    ESTATE_COLUMNS,
    EXEMPT_SINCE,
    FAMILY_DWELLINGS,
    LIST_KINDS,
    LIST_OF,
    M_AGED,
    M_OUTSIDE,
    M_VACATED,
    MEASURED,
    NONE,
    ORGANISATION,
    PUBLISHED,
    SCOPE,
    STUDENT,
    UNEMPLOYED,
    VARIANT,
    WHEEL,
    WHEEL_ROOM,
)
from kredslob.scenarios.people.estates import Home

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Frame:
    """What is agreed for the estates when a simulation begins.

    Args:
        layout: the lists.
        variant_of, scope_of: the variant and the scope of compensation of each estate; `scopes`, how many there are.
        counted: int32[STATES], which states count as outside the workforce.
        most_of: the largest denominator of the base share, by which wheels have room.
    """

    layout: Layout
    variant_of: Sequence[int]
    scope_of: Sequence[int]
    scopes: int
    counted: NDArray[Any]
    most_of: int


def estate_rows(homes: Sequence[Home], family: NDArray[Any], frame: Frame) -> tuple[NDArray[Any], NDArray[Any]]:
    """Give the rows of the estates, and of their areas without figures.

    Args:
        homes: the estates.
        family: int[estates], how many family dwellings each has.
        frame: what is agreed for them.
    """
    import numpy as np

    organisations = {name: at for at, name in enumerate(sorted({home.estate.organisation for home in homes}))}
    areas = {name: at for at, name in enumerate(sorted({home.estate.area for home in homes if home.estate.area}))}
    rows = np.zeros((len(homes), ESTATE_COLUMNS), np.int32)
    for at, (home, row) in enumerate(zip(homes, rows, strict=True)):
        row[FAMILY_DWELLINGS], row[VARIANT], row[SCOPE] = family[at], frame.variant_of[at], frame.scope_of[at]
        row[ORGANISATION] = organisations[home.estate.organisation]
        row[AREA] = areas[home.estate.area] if home.estate.area else NONE
        row[LIST_OF : LIST_OF + len(LIST_KINDS)] = frame.layout.of_estate[at]
        _, students, unemployed, others = home.counts
        outside = others + students * frame.counted[STUDENT] + unemployed * frame.counted[UNEMPLOYED]
        for stage in (MEASURED, PUBLISHED, ACTING):
            row[stage + M_OUTSIDE], row[stage + M_AGED] = outside, home.measured.aged_18_64
            row[stage + M_VACATED] = home.measured.base_vacancies
        row[WHEEL_ROOM] = frame.most_of * max(home.measured.base_vacancies, 2 * home.count + 20)
        row[EXEMPT_SINCE] = NONE
    rows[1:, WHEEL] = np.cumsum(rows[:-1, WHEEL_ROOM])
    return rows, np.zeros((len(areas), AREA_COLUMNS), np.int64)
