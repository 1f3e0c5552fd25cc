"""The people of the shipped city: the register's counts to the person, the published margins as far as those counts allow.

What the register counts is met exactly, estate by estate. What is only published for the sector as a whole (household size,
singles, ages, support) is compared with the city as a whole. The tolerances say how far the shipped register, which is
synthetic, may lie from figures of other years and of the whole country; drawing 50,000 households adds a fifth of a
percentage point at most (two standard errors of a share of a half are 0.4 points).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import pytest

from kredslob.engine.office import Office
from kredslob.engine.register.reading import read_register
from kredslob.rules.library import load_library
from kredslob.scenarios.behaviour.reading import shipped_behaviour
from kredslob.scenarios.city.layout import (
    BENEFIT,
    BORN,
    CHILDREN,
    COUNTED,
    DWELLING_KIND,
    DWELLING_KINDS,
    EARLY_PENSION,
    EMPLOYED,
    ESTATE,
    KEY,
    LABOUR,
    MINORS,
    NO_CHILD,
    NOBODY,
    RETIRED,
    SLOTS,
    UNEMPLOYED,
)
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.setting import Setting, set_up
from tests.scenarios.towns import FIRST, YEARLY


@dataclass(frozen=True)
class People:
    """Everybody in the shipped city on its first eve, by dwelling: what adults do, ages in years, NaN for nobody."""

    setting: Setting
    labour: np.ndarray
    adults: np.ndarray
    minors: np.ndarray

    @property
    def lived_in(self) -> np.ndarray:
        """Which dwellings are lived in."""
        found: np.ndarray = self.labour[:, 0] != NOBODY
        return found

    @property
    def sizes(self) -> np.ndarray:
        """How many live in each dwelling."""
        found: np.ndarray = (~np.isnan(self.adults)).sum(axis=1) + (~np.isnan(self.minors)).sum(axis=1)
        return found


@cache
def people() -> People:
    """Give the people of the shipped city."""
    library = load_library()
    office = Office(library, read_register(None))
    setting = set_up(
        office, library.agreement("kbh-2011-2014"), Months(FIRST, 2), shipped_behaviour(), {}, {}, "kredslob", YEARLY
    )
    begin, count = setting.begin, len(setting.begin.dwellings)
    labour = begin.people[LABOUR][: count * SLOTS].reshape(count, SLOTS)
    born = begin.people[BORN][: count * SLOTS].reshape(count, SLOTS)
    children = begin.households[CHILDREN][:count]
    return People(
        setting, labour, np.where(labour == NOBODY, np.nan, (-born - 1) / 12), np.where(children == NO_CHILD, np.nan, -children / 12)
    )  # fmt: skip


def test_every_count_of_the_register_is_met_to_the_person() -> None:
    """By construction: residents, those aged 18-64, and what they do, in each of the shipped estates."""
    setting = people().setting
    for home, row in zip(setting.homes, setting.begin.estates, strict=True):
        employed, students, unemployed, benefit, pension, retired = row[COUNTED + EMPLOYED : COUNTED + RETIRED + 1]
        assert (employed, students, unemployed, benefit + pension) == home.counts
        assert employed + students + unemployed + benefit + pension == home.measured.aged_18_64
        assert home.measured.aged_18_64 + retired + row[MINORS] == home.measured.residents


def test_nobody_lives_where_there_is_no_dwelling_and_no_dwelling_is_full_of_children() -> None:
    """A household has a first adult, and each estate has as many dwellings as its types have together."""
    found = people()
    assert (found.sizes[~found.lived_in] == 0).all()
    assert found.lived_in.mean() > 0.99
    counts = np.bincount(found.setting.begin.dwellings[ESTATE])
    assert counts.tolist() == [home.count for home in found.setting.homes]


def test_households_are_as_large_as_published() -> None:
    """1.8 residents (2017-2020) and 1.7 (2022) in a dwelling of the sector; the register says how many residents there are."""
    found = people()
    assert 1.7 - 0.05 <= found.sizes[found.lived_in].mean() <= 1.8 + 0.05


def test_as_many_are_single_as_published() -> None:
    """66.5 per cent of households have one adult and 10.1 are single parents (the whole country, 2019): to a point.

    Where an estate has more adults than that leaves room for, some of the single live with others: that is the point.
    """
    found = people()
    adults = (~np.isnan(found.adults)).sum(axis=1)[found.lived_in]
    parents = (~np.isnan(found.minors)).any(axis=1)[found.lived_in]
    assert (adults == 1).mean() == pytest.approx(0.665, abs=0.01)
    assert ((adults == 1) & parents).mean() == pytest.approx(0.101, abs=0.01)


def test_one_in_three_of_working_age_is_on_public_support() -> None:
    """One third of those aged 18-64 (2022): the register of 2010 has its own counts, within three points of it."""
    labour = people().labour
    supported = np.isin(labour, (UNEMPLOYED, BENEFIT, EARLY_PENSION)).sum()
    assert supported / ((labour != NOBODY) & (labour != RETIRED)).sum() == pytest.approx(1 / 3, abs=0.03)


def test_ages_are_as_published() -> None:
    """40.7 years on average and 19.2 per cent over 64 (Capital Region, 2019), to half a year and a point and a half.

    The city is taken to be somewhat younger than its region: 18 per cent over 64 (`residents.elderly_share`). A life is drawn so that its states fit its age: nobody under 65 is retired and nobody over is not.
    """
    found = people()
    ages = np.concatenate([found.adults[~np.isnan(found.adults)], found.minors[~np.isnan(found.minors)]])
    assert ages.mean() == pytest.approx(40.7, abs=0.5)
    assert (ages >= 65).mean() == pytest.approx(0.192, abs=0.015)
    assert (found.adults[found.labour == RETIRED] >= 65).all()
    assert (found.adults[(found.labour != RETIRED) & (found.labour != NOBODY)] < 65).all()
    assert np.nanmin(found.adults) >= 18
    assert np.nanmax(found.minors) < 18
    assert ages.max() <= 110


@pytest.mark.parametrize("kind", ["youth", "elderly"])
def test_a_dwelling_of_a_kind_is_lived_in_by_its_kind(kind: str) -> None:
    """Youth dwellings house students first, those for the elderly the retired, as far as the estate counts any."""
    found = people()
    of_kind = found.setting.begin.dwellings[DWELLING_KIND] == DWELLING_KINDS.index(kind)
    adults = (~np.isnan(found.adults)).sum(axis=1)[of_kind & found.lived_in]
    assert of_kind.sum() > 100
    assert (adults == 1).mean() > 0.9


def test_the_city_is_the_same_each_time_it_is_drawn() -> None:
    """A seed draws it: the same seed the same people, on any day of the year."""
    library, first = load_library(), people().setting
    office = Office(library, read_register(None))
    again = set_up(
        office, library.agreement("kbh-2011-2014"), Months(date(2011, 1, 1), 5), shipped_behaviour(), {}, {}, "kredslob",
        YEARLY,
    )  # fmt: skip
    assert np.array_equal(again.begin.people, first.begin.people)
    assert np.array_equal(again.begin.households[KEY], first.begin.households[KEY])
