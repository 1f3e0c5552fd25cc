"""Small towns for the simulation: a few estates with dwellings and key figures, under the shipped framework agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from kredslob.engine.office import Office
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
from kredslob.rules.library import Library, load_library
from kredslob.rules.units import Value
from kredslob.scenarios.behaviour.reading import Behaviour, Given, shipped_behaviour
from kredslob.scenarios.running.calendar import Months, Yearly
from kredslob.scenarios.running.setting import Setting, set_up

FIRST = date(2011, 1, 1)
KNOWN: Any = {"origin": "synthetic", "recorded_on": date(2010, 1, 1)}
YEARLY = Yearly(measured=10, published=11)


@cache
def library() -> Library:
    """Give the shipped rules, without individual agreements."""
    return replace(load_library(), individual=Path(__file__).with_name("no-such-folder"))


@dataclass(frozen=True)
class Block:
    """An estate to be.

    Args:
        id: its name; organisation, area: where it belongs.
        dwellings: (kind, rooms, rent, count) of each type.
        adults: residents aged 18-64 per 100 dwellings; outside: how many of a hundred of them are outside the workforce.
        vacancies: family dwellings that fell vacant in the year per 100.
    """

    id: str
    organisation: str = "org"
    area: str | None = None
    dwellings: tuple[tuple[str, int, int, int], ...] = (("family", 2, 4500, 20), ("family", 3, 6000, 20))
    adults: int = 120
    outside: int = 34
    vacancies: int = 12

    @property
    def count(self) -> int:
        """How many dwellings it has."""
        return sum(each[3] for each in self.dwellings)

    def rows(self) -> list[Recorded]:
        """Give its rows of the register."""
        adults = self.count * self.adults // 100
        outside = adults * self.outside // 100
        students = outside // 4
        unemployed = (adults - outside) // 15
        family = sum(each[3] for each in self.dwellings if each[0] == "family")
        measured = Measurement(
            estate=self.id, year=2010, published=date(2010, 11, 15), residents=adults + self.count // 2,
            aged_18_64=adults, outside_workforce=outside, base_vacancies=family * self.vacancies // 100,
            employed=adults - outside - unemployed, unemployed=unemployed, students=students,
            other_outside=outside - students, **KNOWN,
        )  # fmt: skip
        return [
            Estate(id=self.id, name=self.id, organisation=self.organisation, area=self.area, **KNOWN),
            measured,
            *(
                DwellingType(self.id, kind, rooms, 25 * rooms, rent, count, **KNOWN)  # type: ignore[arg-type]  # a kind
                for kind, rooms, rent, count in self.dwellings
            ),
        ]


def register(blocks: Sequence[Block], listed: Sequence[str] = ()) -> Register:
    """Give a register of these estates; `listed` areas are on the § 51 b list of 2010."""
    rows: list[Recorded] = [row for block in blocks for row in block.rows()]
    rows += [
        Organisation(id=name, name=name, first_district=True, **KNOWN)
        for name in sorted({block.organisation for block in blocks})
    ]
    for name in sorted({block.area for block in blocks if block.area}):
        rows.append(Area(id=name, name=name, **KNOWN))
        counts = {"residents": 1200, "aged_18_64": 800, "outside_labour_market": 280, "without_link": 200}
        others = {"non_western": 300, "adults": 900, "convicted": 9, "aged_30_59": 500, "only_compulsory_school": 100}
        figures: Any = {**counts, **others, "income_ppm_of_region": 800_000}
        rows += [AreaFigures(area=name, year=year, **figures, **KNOWN) for year in (2007, 2008, 2009, 2010)]
    published = date(2010, 10, 1)
    rows.append(Publication(list="51b", regime="2005", published=published, complete=True, **KNOWN))
    rows += [Listing(list="51b", published=published, area=area, category="51b", **KNOWN) for area in listed]
    return Register.of(rows)


def behaviour(**values: Any) -> Behaviour:
    """Give the shipped behaviour with some values set to others; `moving__season` stands for `moving.season`."""
    given = {name.replace("__", "."): Given(value, "assumed", "designed") for name, value in values.items()}
    return shipped_behaviour().having(given)


def town(
    *blocks: Block, listed: Sequence[str] = (), months: int = 24, seed: str = "town",
    assumed: Mapping[str, Value] | None = None, cycle: Mapping[str, Sequence[float]] | None = None, **values: Any,
) -> Setting:  # fmt: skip
    """Give a town made ready to run under the shipped agreement of 2011-2014."""
    office = Office(library(), register(blocks, listed))
    return set_up(
        office, library().agreement("kbh-2011-2014"), Months(FIRST, months), behaviour(**values), cycle or {},
        assumed or {}, seed, YEARLY,
    )  # fmt: skip


TYPES = st.tuples(
    st.sampled_from(["family", "family", "family", "youth", "elderly"]),
    st.integers(1, 5),
    st.integers(2500, 9500),
    st.integers(1, 25),
)


@st.composite
def blocks(draw: st.DrawFn, name: str) -> Block:
    """Give an estate of any make that can be housed."""
    dwellings = draw(st.lists(TYPES, min_size=1, max_size=3, unique_by=lambda one: (one[0], one[1])))
    return Block(
        name, draw(st.sampled_from(["org", "other"])), draw(st.sampled_from([None, "east", "west"])), tuple(dwellings),
        draw(st.integers(80, 220)), draw(st.integers(0, 80)), draw(st.integers(0, 40)),
    )  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """A town to be, told in a few words."""

    blocks: tuple[Block, ...]
    listed: tuple[str, ...]
    seed: str
    assumed: tuple[tuple[str, Value], ...]

    def setting(self, months: int = 26) -> Setting:
        """Make it ready to run."""
        return town(*self.blocks, listed=self.listed, months=months, seed=self.seed, assumed=dict(self.assumed))


@st.composite
def towns(draw: st.DrawFn) -> Plan:
    """Give a town of up to four estates, some on the list, and some guesses at other values than their own."""
    found = [draw(blocks(f"estate-{at}")) for at in range(draw(st.integers(1, 4)))]
    areas = sorted({block.area for block in found if block.area})
    listed = tuple(area for area in areas if draw(st.booleans()))
    assumed = tuple((key, draw(st.sampled_from(options))) for key, options in OTHER_GUESSES.items())
    return Plan(tuple(found), listed, str(draw(st.integers(0, 9))), assumed)


OTHER_GUESSES: Mapping[str, Sequence[Value]] = {
    "compensation.method": ("proportional", "headroom", "none"),
    "compensation.scope": ("city", "organisation"),
    "wheel.on_change": ("restart", "keep_fraction"),
    "referral.refused": ("returned", "spent"),
    "referral.freed_counts": (True, False),
    "transfer.covers": ("organisation", "both"),
    "flexible.nobody_qualifies": ("ordinary_list", "hold"),
    "measurement.takes_effect": ("next_adjustment", "on_publication"),
}
