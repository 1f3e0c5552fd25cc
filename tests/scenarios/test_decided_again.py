"""A simulated letting, told from raw facts about its people, is decided alike by the evaluator that decides real ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kredslob.engine.office import Office
from kredslob.engine.register.reading import read_register
from kredslob.rules.library import load_library
from kredslob.scenarios.behaviour.reading import shipped_behaviour
from kredslob.scenarios.city.layout import CHANNELS
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.checking import compared_lettings
from kredslob.scenarios.running.setting import Setting, set_up
from tests.scenarios.towns import YEARLY, Block, Plan, behaviour, library, register, towns

DOSE = max(1, settings().max_examples // 10)


FRAMEWORKS = sorted(key for key, document in load_library().documents.items() if document.kind == "framework")
"""Every framework agreement on the shelf, so that one that is added is looked at from then on."""

LIFE = {
    "families__wishes": (0.008,) * 6, "families__parted_apply": 1.0, "moving__return_guarantee": 0.3,
    "moving__return_after": 3.0, "families__parting": (0.03,) * 6, "families__child_stays": 1.0,
}  # fmt: skip
MET = set(CHANNELS) - {"rehousing", "not_covered"}
"""The channels that come up: nobody is simulated to lose their home, and what no agreement covers is decided by none."""


def busy(agreement: str = "kbh-2011-2014", months: int = 30) -> Setting:
    """Give a town where many move, wish to move within, part, and return, with estates on the list and off."""
    blocks = (
        Block("ahorn", area="east", outside=45, vacancies=60), Block("birk", outside=30, vacancies=60),
        Block("citrus", "other", outside=36, vacancies=60), Block("dild", "other", area="west", outside=44, vacancies=60),
    )  # fmt: skip
    found = library().agreement(agreement)
    office = Office(library(), register(blocks, ["east"]))
    return set_up(office, found, Months(found.base.start.day, months), behaviour(**LIFE), {}, {}, "town", YEARLY)


@settings(max_examples=DOSE, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(plan=towns(), replication=st.integers(0, 10**6))
def test_lettings_of_any_town_are_decided_alike(plan: Plan, replication: int) -> None:
    """Channel and who is asked first are what the engine decides, whatever the town and the values of the guesses."""
    differing = [one for one in compared_lettings(plan.setting(), replication, 0.4) if not one.agrees]
    assert differing == []


@pytest.mark.parametrize(
    ("replication", "months"),
    [pytest.param(3, 20), *(pytest.param(number, 36, marks=pytest.mark.long) for number in range(6))],
)
@pytest.mark.parametrize("agreement", FRAMEWORKS)
def test_all_channels_are_met_and_decided_alike(agreement: str, replication: int, months: int) -> None:
    """In a busy town under each shipped agreement every channel comes up, and in none do tables and engine differ."""
    found = list(compared_lettings(busy(agreement, months), replication, 1.0))
    assert [one for one in found if not one.agrees] == []
    met = Counter(one.simulated.channel for one in found)
    assert set(met) == MET
    assert sum(one.simulated.asked is not None for one in found) > len(found) // 2


def test_a_wrong_table_is_found_out() -> None:
    """If the tables took everybody into every tier, the engine would decide otherwise."""
    setting = busy(months=14)
    wrong = tuple(
        (month, rules._replace(deal=rules.deal._replace(accepted=rules.deal.accepted | (1 << 61))))
        for month, rules in setting.rules
    )
    for _, rules in wrong:
        rules.deal.accepted[:] = -1 & ((1 << 62) - 1)
    found = list(compared_lettings(replace(setting, rules=wrong), 3, 1.0))
    assert any(not one.agrees for one in found)


def test_looking_changes_nothing() -> None:
    """A replication that is sampled goes on as one that is not: what is compared later is the same."""
    every = {(one.month, one.estate, one.simulated) for one in compared_lettings(busy(months=14), 3, 1.0)}
    some = {(one.month, one.estate, one.simulated) for one in compared_lettings(busy(months=14), 3, 0.2)}
    assert some
    assert some <= every


@pytest.mark.long
@pytest.mark.parametrize(
    ("agreement", "first"),
    [("kbh-2015-2018", date(2015, 1, 1)), ("kbh-2019-2023", date(2020, 1, 1)), ("kbh-2024-2027", date(2024, 1, 1))],
)
def test_lettings_under_later_agreements_are_decided_alike(agreement: str, first: date) -> None:
    """Steps of ladders, obligatory criteria, income and the bars of later years are decided alike too."""
    library = load_library()
    office = Office(library, read_register(None))
    months = Months(first, 36)
    setting = set_up(office, library.agreement(agreement), months, shipped_behaviour(), {}, {}, "kredslob", YEARLY)
    found = list(compared_lettings(setting, 3, 0.02))
    assert [one for one in found if not one.agrees] == []
    assert len(found) > 150


@pytest.mark.long
@pytest.mark.parametrize("replication", range(4))
def test_lettings_of_the_shipped_city_are_decided_alike(replication: int) -> None:
    """Of 4 years of the shipped register a sample of lettings is decided alike, through two lists and an amendment."""
    library = load_library()
    office = Office(library, read_register(None))
    setting = set_up(
        office, library.agreement("kbh-2011-2014"), Months(date(2011, 1, 1), 48), shipped_behaviour(), {}, {},
        "kredslob", YEARLY,
    )  # fmt: skip
    found = list(compared_lettings(setting, replication, 0.02))
    assert [one for one in found if not one.agrees] == []
    assert len(found) > 200
