"""Registers drawn for backtests: the shipped estates with key figures that know nothing of what came later.

Which figures an estate had in 2006 or 2010 was never published. They are drawn from a spread that is itself drawn, and put
right where a published margin or list says something of several estates together. A backtest begins from many such
registers: what is not known of the beginning belongs into the width of the forecast.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kredslob.engine.register.drawing import Stream
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import (
    Area,
    AreaFigures,
    DwellingType,
    Estate,
    Listing,
    Measurement,
    Organisation,
    Publication,
    Recorded,
)
from kredslob.rules.frozen import dataclass

Ends = tuple[float, float]

LEAST, MOST = 0.02, 0.85  # of shares drawn: no estate is without either
YEARS_BEFORE = (
    3  # an area's figures of earlier years, by which lists take means, are taken to be those of the year drawn
)
LIST = "51b"


@dataclass(frozen=True, slots=True)
class Known:
    """What the list in force says: an area of so many residents has at least, or at most, such a share.

    `until` is the first day of the next list, which is not known: from then on the simulated figures say.
    """

    residents: int
    on: Ends
    off: Ends
    until: date


@dataclass(frozen=True, slots=True)
class Sketch:
    """How a register is drawn.

    Args:
        id: its name; year, published: of its key figures; known_until: the last day of which lists are in it.
        mean, spread: of the estates' shares outside the workforce, from and to.
        students, unemployed: shares of those outside, and of the workforce, from and to.
        margin: the share outside the labour market of some areas together, from and to; margin_areas: which.
        known: what the list in force says, if it is heeded.
    """

    id: str
    year: int
    published: date
    known_until: date
    mean: Ends
    spread: Ends
    students: Ends
    unemployed: Ends
    margin: Ends | None
    margin_areas: tuple[str, ...]
    known: Known | None


def drawn_register(shipped: Register, sketch: Sketch, number: int) -> Register:
    """Give the register of one draw: the same for the same number, on every machine.

    Args:
        shipped: whose estates, dwellings, areas and organisations it has; of its key figures only how many people
            live in each estate, how many of them are aged 18-64, and how many dwellings fall vacant.
        sketch: how it is drawn; number: which draw.
    """
    stream = Stream(sketch.id, number, "city")
    mean, spread = stream.between(*sketch.mean), stream.between(*sketch.spread)
    sizes = {estate: told[0] for estate in shipped.estates if (told := shipped.measurements(estate))}
    shares = {estate: _share(sketch, number, estate, mean, spread) for estate in sizes}
    parts = {estate: _parts(sketch, number, estate) for estate in sizes}
    for wanted, estates in _wishes(shipped, sketch, number, sizes, shares, parts):
        _shift(wanted, estates, sizes, shares, parts)
    measured = {key: _measurement(sketch, sizes[key], shares[key], parts[key]) for key in sizes}
    rows: list[Recorded] = [row for kind in (Organisation, Area, Estate, DwellingType) for row in shipped.rows(kind)]
    rows += [_as_known(row, sketch) for row in shipped.rows(Publication) if row.published <= sketch.known_until]
    rows += [row for row in shipped.rows(Listing) if row.published <= sketch.known_until]
    rows += [*measured.values(), *_areas(shipped, sketch, measured)]
    return Register.of(rows)


def _share(sketch: Sketch, number: int, estate: str, mean: float, spread: float) -> float:
    """Draw an estate's share outside the workforce, within three spreads of the mean."""
    drawn = Stream(sketch.id, number, estate, "share").bell(mean - 3 * spread, mean, mean + 3 * spread)
    return min(max(drawn, LEAST), MOST)


def _parts(sketch: Sketch, number: int, estate: str) -> Ends:
    """Draw which share of those outside are students, and which of the workforce are unemployed."""
    stream = Stream(sketch.id, number, estate, "parts")
    return stream.between(*sketch.students), stream.between(*sketch.unemployed)


Wish = tuple[float, list[str]]


def _wishes(
    shipped: Register, sketch: Sketch, number: int, sizes: Mapping[str, Measurement], shares: Mapping[str, float],
    parts: Mapping[str, Ends],
) -> list[Wish]:  # fmt: skip
    """Give what is known of estates together: the share outside the labour market that they are to have."""
    found: list[Wish] = []
    if sketch.margin is not None:
        inside = [key for key in sizes if shipped.estates[key].area in sketch.margin_areas]
        found.append((Stream(sketch.id, number, "margin").between(*sketch.margin), inside))
    if sketch.known is None:
        return found
    for area in sorted(shipped.areas):
        estates = [key for key in sizes if shipped.estates[key].area == area]
        if sum(sizes[key].residents for key in estates) < sketch.known.residents:
            continue
        stream = Stream(sketch.id, number, area, "listed")
        now = _outside_labour_market(estates, sizes, shares, parts)
        on, off = stream.between(*sketch.known.on), stream.between(*sketch.known.off)
        if shipped.listed(LIST, sketch.known_until, area):
            found.append((max(now, on), estates))
        elif now > sketch.known.off[1]:
            found.append((off, estates))
    return found


def _outside_labour_market(
    estates: Sequence[str], sizes: Mapping[str, Measurement], shares: Mapping[str, float], parts: Mapping[str, Ends]
) -> float:
    """Give the share outside the labour market of estates together: the unemployed, and those outside but students."""
    counted = sum(sizes[key].aged_18_64 * _of_labour_market(shares[key], parts[key]) for key in estates)
    return counted / sum(sizes[key].aged_18_64 for key in estates)


def _of_labour_market(share: float, parts: Ends) -> float:
    students, unemployed = parts
    return share * (1 - students) + (1 - share) * unemployed


def _shift(
    wanted: float, estates: Sequence[str], sizes: Mapping[str, Measurement], shares: dict[str, float],
    parts: Mapping[str, Ends],
) -> None:  # fmt: skip
    """Shift the shares of estates by as much each, so that together they come to what is wanted."""
    low, high = -1.0, 1.0
    before = {key: shares[key] for key in estates}
    for _ in range(60):
        by = (low + high) / 2
        shares.update({key: min(max(before[key] + by, LEAST), MOST) for key in estates})
        if _outside_labour_market(estates, sizes, shares, parts) < wanted:
            low = by
        else:
            high = by


def _measurement(sketch: Sketch, size: Measurement, share: float, parts: Ends) -> Measurement:
    outside = round(size.aged_18_64 * share)
    students = round(outside * parts[0])
    unemployed = round((size.aged_18_64 - outside) * parts[1])
    return replace(
        size, origin="synthetic", source="", recorded_on=sketch.published, year=sketch.year,
        published=sketch.published, outside_workforce=outside, outside_rounded=None, students=students,
        other_outside=outside - students, unemployed=unemployed, employed=size.aged_18_64 - outside - unemployed,
    )  # fmt: skip


def _areas(shipped: Register, sketch: Sketch, measured: Mapping[str, Measurement]) -> list[AreaFigures]:
    """Give the areas' figures of the year drawn and of those before; what no simulation reads is not there."""
    found = []
    for area in sorted(shipped.areas):
        rows = [row for key, row in measured.items() if shipped.estates[key].area == area]
        outside = sum((row.unemployed or 0) + (row.other_outside or 0) for row in rows)
        found += [
            AreaFigures(
                origin="synthetic", recorded_on=sketch.published, area=area, year=year,
                residents=sum(row.residents for row in rows), aged_18_64=sum(row.aged_18_64 for row in rows),
                outside_labour_market=outside, without_link=outside, non_western=None, adults=None, convicted=None,
                aged_30_59=None, only_compulsory_school=None, income_ppm_of_region=None,
            )
            for year in range(sketch.year - YEARS_BEFORE, sketch.year + 1)
        ]  # fmt: skip
    return found


def _as_known(row: Publication, sketch: Sketch) -> Publication:
    """Give a list as it was known when it was the last: in force until the next comes."""
    next_one = sketch.known.until if sketch.known is not None and row.list == LIST else None
    return replace(row, valid_to=next_one)
