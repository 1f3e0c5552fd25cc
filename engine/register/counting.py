"""Check that the counts of one row can be counts of the same people: no part is larger than what it is part of."""

from __future__ import annotations

from kredslob.engine.register.rows import AreaFigures, Measurement, NationalFigures
from kredslob.rules.messages import Message, Place, Problem

MILLION = 1_000_000
_PARTS_OF_AREA = (
    ("aged_18_64", "residents"),
    ("outside_labour_market", "aged_18_64"),
    ("without_link", "aged_18_64"),
    ("non_western", "residents"),
    ("adults", "residents"),
    ("convicted", "adults"),
    ("aged_30_59", "residents"),
    ("only_compulsory_school", "aged_30_59"),
)
_PARTS_OF_ESTATE = (
    ("aged_18_64", "residents"),
    ("outside_workforce", "aged_18_64"),
    ("employed", "aged_18_64"),
    ("unemployed", "aged_18_64"),
    ("students", "outside_workforce"),
    ("other_outside", "outside_workforce"),
)


def wrong_area_counts(row: AreaFigures, place: Place) -> list[Problem]:
    """Give the problems of an area's figures."""
    return _parts(row, _PARTS_OF_AREA, place)


def wrong_national_counts(row: NationalFigures, place: Place) -> list[Problem]:
    """Give the problems of the country's figures."""
    return _parts(row, (("convicted", "adults"),), place)


def wrong_measurement(row: Measurement, place: Place) -> list[Problem]:
    """Give the problems of an estate's measurement: parts, sums, and the rounded share against the counts."""
    problems = _parts(row, _PARTS_OF_ESTATE, place)
    inside = _sum(row.employed, row.unemployed)
    outside = _sum(row.students, row.other_outside)
    if outside is not None and row.outside_workforce is not None and outside != row.outside_workforce:
        problems.append(
            _unequal(place, "outside_workforce", row.outside_workforce, ("students", "other_outside"), outside)
        )
    given = row.outside_workforce if row.outside_workforce is not None else outside
    if inside is not None and given is not None and inside + given != row.aged_18_64:
        parts = ("employed", "unemployed", "outside_workforce")
        problems.append(_unequal(place, "aged_18_64", row.aged_18_64, parts, inside + given))
    if row.outside_workforce is not None and row.outside_rounded is not None:
        low, high = row.outside_rounded
        if not low * row.aged_18_64 <= row.outside_workforce * MILLION <= high * row.aged_18_64:
            found = Message("the share does not agree with the counts.")
            problems.append(
                Problem(_field(place, "outside_rounded"), found, Message("the counts alone, when they are known"))
            )
    if row.published.year < row.year:
        found = Message(
            "a measurement of {year} cannot have been published on {day}.", year=row.year, day=row.published
        )
        problems.append(Problem(_field(place, "published"), found, Message("a day in {year} or later", year=row.year)))
    return problems


def _parts(row: object, pairs: tuple[tuple[str, str], ...], place: Place) -> list[Problem]:
    problems = []
    for name, of in pairs:
        part, whole = getattr(row, name), getattr(row, of)
        if part is not None and whole is not None and part > whole:
            found = Message(
                "{name} is {part}, more than {of}, which is {whole}.",
                name=_header(place, name),
                part=part,
                of=_header(place, of),
                whole=whole,
            )
            problems.append(Problem(_field(place, name), found, Message("at most {whole}", whole=whole)))
    return problems


def _sum(*counts: int | None) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _header(place: Place, name: str) -> str:
    """Give a column as it is written in the table."""
    return place.heads.get(name, name)


def _unequal(place: Place, name: str, value: int, parts: tuple[str, ...], total: int) -> Problem:
    added = " + ".join(_header(place, part) for part in parts)
    found = Message("{name} is {value}, but {parts} is {total}.", name=_header(place, name), value=value, parts=added,
                    total=total)  # fmt: skip
    return Problem(_field(place, name), found, Message("counts that add up"))


def _field(place: Place, name: str) -> Place:
    return place.of(name)
