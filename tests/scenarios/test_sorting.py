"""Sorting: people who sign up for an estate resemble who lives there as far as declared, and rules act all the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.behaviour.reading import shipped_behaviour
from kredslob.scenarios.city.arrivals import STREAMS, TO_LIST, TO_MUNICIPALITY
from kredslob.scenarios.city.layout import (
    ATTACHMENT_BITS,
    BENEFIT,
    BORN,
    CHANNELS,
    EMPLOYED,
    ESTATE,
    EXTERNAL,
    KEY,
    LABOUR,
    LIST_OF,
    NATURE,
    SLOTS,
    UNEMPLOYED,
)
from kredslob.scenarios.city.luck import THIRDS
from kredslob.scenarios.people.coming import kind_names
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import ESTATE_YEAR
from kredslob.scenarios.running.setting import Setting
from tests.scenarios.test_behaviour import plain, problems
from tests.scenarios.towns import Block, town

LARGE = (("family", 2, 4500, 60), ("family", 3, 6000, 60))
BLOCKS = (Block("ahorn", dwellings=LARGE, outside=20), Block("birk", dwellings=LARGE, outside=50))


def sorted_town(how_far: float, blocks: tuple[Block, ...] = BLOCKS, months: int = 24, **values: Any) -> Setting:
    """Give a town whose residents and newcomers are sorted so far."""
    return town(*blocks, months=months, residents__sorting=how_far, newcomers__sorting=how_far, **values)


def joint(setting: Setting, row: int) -> np.ndarray:
    """Give the shares of each kind in each state among those who come by the external stream."""
    tables = setting.world.newcomers
    kinds = np.diff(tables.mix[row, TO_LIST], prepend=0) / THIRDS
    found: np.ndarray = kinds[:, None] * np.diff(tables.states[row], axis=1, prepend=0) / THIRDS
    return found


def test_without_sorting_all_estates_have_the_citys_tables_and_one_list() -> None:
    """At 0 there is one row, everybody is drawn by it, and an organisation has one external list."""
    setting = sorted_town(0)
    tables = setting.world.newcomers
    assert (len(tables.mix), len(tables.states), len(tables.attachment)) == (1, 1, 1)
    assert tables.rows.tolist() == [[0] * STREAMS] * 2
    assert len(set(setting.begin.estates[:, LIST_OF + EXTERNAL].tolist())) == 1


def test_the_citys_row_is_what_the_file_says() -> None:
    """Of those who belong to no estate each kind is as common as `newcomers.mix` says, whatever the sorting is."""
    mix = shipped_behaviour()["newcomers.mix"]["external"]
    for how_far in (0, 1):
        told = dict(zip(kind_names(shipped_behaviour()), joint(sorted_town(how_far), 0).sum(axis=1), strict=True))
        assert {name: told[name] for name in mix} == pytest.approx(mix, abs=2 / THIRDS)


@pytest.mark.parametrize("how_far", [0.25, 0.5, 1.0])
def test_those_who_sign_up_are_as_much_likelier_as_the_estate_differs(how_far: float) -> None:
    """Of two states in a kind the odds against the city's are those of the estate against the city, to the power declared."""
    setting = sorted_town(how_far)
    city, own = joint(setting, 0), joint(setting, 2)
    worker = kind_names(shipped_behaviour()).index("worker")
    shares = shipped_behaviour()["work.shares"]
    odds = (own / np.maximum(city, 1e-12))[worker]
    employed, _, unemployed, others = setting.homes[1].counts
    outside = shares["benefit"] + shares["early_pension"]
    for state, count, share in ((BENEFIT, others, outside), (UNEMPLOYED, unemployed, shares["unemployed"])):
        wanted = (count + 25 * share) / share / ((employed + 25 * shares["employed"]) / shares["employed"])
        assert odds[state] / odds[EMPLOYED] == pytest.approx(wanted**how_far, rel=1e-3)


def test_the_municipalitys_queue_is_one_for_the_city() -> None:
    """Whoever the municipality refers is drawn alike for all estates: it does not choose the estate for the person."""
    rows = sorted_town(1).world.newcomers.rows
    assert rows[:, TO_MUNICIPALITY].tolist() == [0, 0]
    assert rows[:, TO_LIST].tolist() == [1, 2]


def test_residents_differ_in_attachment_as_their_estates_do() -> None:
    """With sorting an estate with more outside the workforce has more of weak attachment among those employed; without, as many."""
    weak = {}
    crowded = tuple(Block(block.id, dwellings=(("family", 3, 5000, 800),), outside=block.outside) for block in BLOCKS)
    for how_far in (0, 1):
        begin = sorted_town(how_far, crowded, months=1).begin
        people = begin.people[: len(begin.dwellings) * SLOTS]
        where = np.repeat(begin.dwellings[ESTATE], SLOTS)
        there = people[LABOUR] == EMPLOYED
        weak[how_far] = [np.mean(people[NATURE][there & (where == at)] & ATTACHMENT_BITS == 2) for at in range(2)]
    assert weak[1][1] > weak[1][0] + 0.03
    assert abs(weak[0][1] - weak[0][0]) < 0.03


def test_sorting_changes_nobodys_luck() -> None:
    """The same people live there with the same ages and states; as many come at the same times; only natures differ."""
    none, full = sorted_town(0), sorted_town(1)
    assert np.array_equal(none.begin.households[KEY], full.begin.households[KEY])
    for column in (LABOUR, BORN):
        assert np.array_equal(none.begin.people[column], full.begin.people[column])
    assert np.array_equal(none.world.newcomers.rates, full.world.newcomers.rates)


def test_an_estate_made_like_the_city_is_not_sorted() -> None:
    """Who signs up for an estate with the city's shares is who signs up in the city."""
    adults = 12_000
    shares = shipped_behaviour()["work.shares"]
    block = Block("ahorn", dwellings=(("family", 3, 5000, 10_000),), adults=120)
    setting = sorted_town(1, (block,), months=1)
    employed, students, unemployed, others = setting.homes[0].counts
    assert employed + students + unemployed + others == adults
    outside = shares["benefit"] + shares["early_pension"]
    wanted = [shares["employed"], shares["student"], shares["unemployed"], outside]
    far = max(abs(one / adults / other - 1) for one, other in zip(setting.homes[0].counts, wanted, strict=True))
    assert far < 0.1
    assert np.abs(joint(setting, 1) - joint(setting, 0)).max() < 0.1 * joint(setting, 0).max()


def test_tiers_are_lists_of_their_own() -> None:
    """Estates on either side of a bound have lists of their own; without a bound between them they share one."""
    for bounds, lists in (((0.3,), 2), ((0.55,), 1), ((), 1), ((0.1, 0.15, 0.9), 1), ((0.21, 0.4), 2)):
        found = sorted_town(0.5, newcomers__tiers=bounds).begin.estates[:, LIST_OF + EXTERNAL]
        assert len(set(found.tolist())) == lists, bounds


def test_differences_last_longer_with_sorting() -> None:
    """Two estates far apart are nearer to each other after four years without sorting than with it."""
    gaps = {}
    for how_far in (0, 1):
        bench = Bench(sorted_town(how_far, months=48))
        shares = np.mean([outside(bench.run(number).estate_year[:, -1]) for number in range(6)], axis=0)
        gaps[how_far] = shares[1] - shares[0]
    assert gaps[0] + 0.05 < gaps[1] < 0.35


def outside(rows: np.ndarray) -> np.ndarray:
    """Give the share outside the workforce of each estate."""
    found = {name: rows[:, at].astype(float) for at, name in enumerate(ESTATE_YEAR)}
    away = found["student"] + found["benefit"] + found["early_pension"]
    share: np.ndarray = away / (away + found["employed"] + found["unemployed"])
    return share


def test_flexible_letting_still_prefers_those_in_work() -> None:
    """In an estate whose applicants are sorted all the way, flexible letting houses those in work, the ordinary list fewer."""
    poor = Block("birk", dwellings=LARGE, outside=50, vacancies=20)
    told = np.sum(
        [Bench(sorted_town(1, (poor,), months=36)).run(number).lettings_year.sum(axis=0) for number in range(4)], axis=0
    )
    shares = {
        name: told[CHANNELS.index(name), 0] / told[CHANNELS.index(name)].sum() for name in ("flexible", "ordinary")
    }
    assert shares["ordinary"] < shares["flexible"] - 0.1


@pytest.mark.parametrize("outside_of_100", [0, 100])
def test_an_estate_of_one_state_is_drawn_for_all_the_same(outside_of_100: int) -> None:
    """Where nobody, or everybody, is outside the workforce, tables are still shares: a few of the city's make are counted."""
    setting = sorted_town(1, (Block("ahorn", outside=outside_of_100),), months=12)
    tables = setting.world.newcomers
    for table in (tables.mix[:, TO_LIST], tables.states, tables.attachment):
        assert (np.diff(table, axis=-1, prepend=0) >= 0).all()
        assert np.abs(table[..., -1] - THIRDS).max() <= 1
    assert Bench(setting).run(0).events > 0


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("newcomers.tiers", [0.4, 0.3], "[0.4, 0.3] is not accepted."),
        ("newcomers.tiers", [0.3, 0.3], "[0.3, 0.3] is not accepted."),
        ("newcomers.tiers", [0.3, 1.3], "1.3 is not accepted."),
        ("newcomers.tiers", [float("nan")], ".nan is not accepted."),
        ("newcomers.tiers", "thirds", "thirds is not accepted."),
        ("newcomers.tiers", 0.3, "0.3 is not accepted."),
        ("newcomers.tiers", [0.01 * at for at in range(10)], "[0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.0...] is not accepted."),
        ("newcomers.sorting", 1.2, "1.2 is not accepted."),
        ("newcomers.sorting", -0.1, "-0.1 is not accepted."),
        ("residents.sorting", "much", "much is not accepted."),
        ("residents.sorting", None, "None is not accepted."),
    ],
)  # fmt: skip
def test_sorting_that_cannot_be_is_told(tmp_path: Any, name: str, value: object, told: str) -> None:
    """Bounds out of order, twice the same, too many, no numbers; sorting below 0 or above 1: each is named."""
    data = plain()
    data["values"][name] = {"value": value, "basis": "assumed"}
    found = problems(tmp_path, data)
    assert any(one.startswith(told[:40]) for one in found), found


def test_bounds_have_no_range(tmp_path: Any) -> None:
    """A list of bounds is not varied; a range around it is refused."""
    data = plain()
    data["values"]["newcomers.tiers"]["range"] = [0.2, 0.4]
    assert "only a single number has a range." in problems(tmp_path, data)


def test_a_town_without_estates_is_refused_as_ever() -> None:
    """Nothing is sorted where nobody lives."""
    with pytest.raises(WrongInput):
        sorted_town(1, ())


def test_moving_out_need_not_be_aligned_to_the_register() -> None:
    """Without alignment every estate has the same pace, whatever its register says; with it, more vacancies are a faster one."""
    blocks = (Block("ahorn", vacancies=5), Block("birk", vacancies=20))
    aligned, free = (town(*blocks, moving__alignment=how).world.city.mobility for how in ("register", "none"))
    assert aligned[1] > 2 * aligned[0]
    assert set(free.tolist()) == {shipped_behaviour()["moving.without_family_dwellings"]}


def test_an_alignment_that_there_is_not_is_told(tmp_path: Any) -> None:
    """Only to the register, or to none."""
    data = plain()
    data["values"]["moving.alignment"]["value"] = "totals"
    assert "totals is not accepted." in problems(tmp_path, data)
