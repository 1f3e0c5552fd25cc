"""Small cities for the quota: a few estates with their key figures, under the shipped framework agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from kredslob.engine.agreement_text import rules_text
from kredslob.engine.office import Office
from kredslob.engine.register.model import (
    Area,
    Estate,
    Listing,
    Measurement,
    Organisation,
    Publication,
    Recorded,
    Register,
)
from kredslob.rules.library import Library, load_library

LIBRARY = load_library()
NOWHERE = replace(LIBRARY, individual=Path(__file__).with_name("no-such-folder"))
KNOWN: Any = {"origin": "synthetic", "recorded_on": date(2010, 1, 1)}
FIRST_LIST, SECOND_LIST = date(2010, 10, 1), date(2011, 10, 1)
PUBLISHED: Mapping[int, date] = {2010: date(2010, 11, 15), 2011: date(2011, 12, 1), 2012: date(2012, 12, 3)}


@dataclass(frozen=True)
class House:
    """An estate to be: vacancies and percentage outside the workforce by year; None where it was only told rounded."""

    id: str
    vacancies: int | tuple[int, ...] = 9
    outside: int | tuple[int | None, ...] | None = 30
    organisation: str = "org"
    agreement: str | None = None
    area: str | None = None
    party: bool | None = True
    rounded: tuple[int, int] = (395_000, 405_000)

    def rows(self) -> list[Recorded]:
        """Give its rows: estate, organisation, a measurement of 1,000 people for each year."""
        per_year = [each if isinstance(each, tuple) else (each,) * 3 for each in (self.vacancies, self.outside)]
        found: list[Recorded] = [
            Estate(
                id=self.id, name=self.id, organisation=self.organisation, agreement=self.agreement, area=self.area, **KNOWN
            ),
            Organisation(id=self.organisation, name=self.organisation, first_district=self.party, **KNOWN),
        ]  # fmt: skip
        for year, vacancies, outside in zip(PUBLISHED, *per_year, strict=False):
            found.append(
                Measurement(
                    estate=self.id, year=year, published=PUBLISHED[year], residents=1500, aged_18_64=1000,
                    outside_workforce=None if outside is None else 10 * outside, base_vacancies=vacancies or 0,
                    outside_rounded=self.rounded if outside is None else None, **KNOWN,
                )
            )  # fmt: skip
        return found


def city(*houses: House, first: tuple[str, ...] = (), second: tuple[str, ...] = ()) -> Register:
    """Give a register of estates; `first` and `second` are the areas on the § 51 b lists of 2010 and 2011."""
    rows: dict[tuple[object, ...], Recorded] = {}
    for house in houses:
        rows |= {(type(row), row.key): row for row in house.rows()}
        if house.area:
            rows[Area, house.area] = Area(id=house.area, name=house.area, **KNOWN)
    lists: list[Recorded] = []
    for day, areas in ((FIRST_LIST, first), (SECOND_LIST, second)):
        lists.append(Publication(list="51b", regime="2005", published=day, complete=True, **KNOWN))
        lists += [Listing(list="51b", published=day, area=area, category="51b", **KNOWN) for area in areas]
    return Register.of([*rows.values(), *lists])


def office(*houses: House, library: Library = NOWHERE, **lists: tuple[str, ...]) -> Office:
    """Give an office that decides for a small city, without individual agreements unless a library has them."""
    return Office(library, city(*houses, **lists))


def with_agreement(folder: Path, agreement: str, estates: Mapping[str, Mapping[str, Any]], head: str = "") -> Library:
    """Give the shelf with one individual agreement, written into a folder: its estates' wheels and parameters."""
    shelf = folder / "kbh-2011-2014"
    shelf.mkdir(parents=True, exist_ok=True)
    plain = {
        "schema": 1, "id": agreement, "kind": "individual", "framework": "kbh-2011-2014", "organisation": "org",
        "origin": "synthetic", "title": {"da": agreement, "en": agreement}, "from": date(2011, 1, 1),
        "estates": {key: {"origin": "synthetic", "wheels": {}, **body} for key, body in estates.items()},
    }  # fmt: skip
    (shelf / f"{agreement}.yaml").write_text(rules_text(plain, head), "utf-8")
    return replace(LIBRARY, individual=folder)
