"""Ages of movers: everybody who comes, goes, is born or dies between two months is accounted for, and once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from kredslob.scenarios.calibrating.ages import Seen, arrivals, departures, followed, seen
from kredslob.scenarios.calibrating.figures import outputs
from kredslob.scenarios.city.layout import NO_CHILD, NOBODY, RETIRED
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import ESTATE_YEAR, RESIDENTS
from tests.scenarios.towns import Block, town

BLOCKS = (
    Block("ahorn", vacancies=20),
    Block(
        "birk",
        "other",
        outside=45,
        dwellings=(("family", 4, 7000, 40), ("youth", 1, 3000, 10), ("elderly", 2, 4000, 10)),
    ),
)
MONTHS = 36


def living(one: Seen) -> int:
    """Give how many live in the city."""
    return int((one.labour[one.home] != NOBODY).sum() + (one.children[one.home] != NO_CHILD).sum())


def test_who_lives_here_is_who_lived_here_with_those_who_came_and_without_those_who_went() -> None:
    """Month by month: residents = residents before + moved in - moved out + born - died."""
    bench, before = Bench(town(*BLOCKS, months=MONTHS)), None
    for month, _ in bench.months(0):
        now = seen(bench.state)
        if before is not None:
            came, went = arrivals(before, now, month), departures(before, now, month)
            stays = before.home & now.home & (before.key == now.key)
            born = int((now.children[stays] == month).sum())
            died = living(before) - living(now) + len(came) - len(went) + born
            old = before.ends == month
            most = int((old & (before.labour != NOBODY))[before.home].sum() * 4)
            assert 0 <= died <= most, month
        before = now


def test_residents_are_those_that_are_reported() -> None:
    """At the end of each year as many ages are added up as residents are counted, children too."""
    ages, outcome = followed(town(*BLOCKS, months=MONTHS), 3)
    names = [ESTATE_YEAR.index(name) for name in (*RESIDENTS, "minors")]
    assert ages.residents[:, 1].tolist() == outcome.estate_year[:, :, names].sum(axis=(0, 2)).tolist()


def test_a_replication_that_is_followed_is_the_one_that_is_run() -> None:
    """To look at it changes nothing that happens."""
    setting = town(*BLOCKS, months=MONTHS)
    _, outcome = followed(setting, 3)
    plain = Bench(setting).run(3)
    assert np.array_equal(outcome.estate_year, plain.estate_year)
    assert np.array_equal(outcome.lettings_year, plain.lettings_year)
    assert outcome.events == plain.events


def test_a_child_that_comes_of_age_at_home_has_not_moved_in() -> None:
    """Where nobody moves, finds a partner or parts, nobody has moved in, and only the grown-up have moved out."""
    still: dict[str, Any] = {"moving__alignment": "none", "moving__without_family_dwellings": 0.0, "families__finding_partner": (0,) * 6,
             "families__parting": (0,) * 6, "work__deaths": (0,) * 6}  # fmt: skip
    ages, _ = followed(town(Block("ahorn"), months=MONTHS, **still), 0)
    assert ages.moved_in[:, 1].sum() <= 3 * 2  # dwellings that stood empty at the beginning
    assert ages.moved_out[:, 1].sum() > 0
    total, count = ages.moved_out.sum(axis=0)
    assert 18 <= total / count / 12 < 32


def test_newcomers_of_one_age_move_in_at_that_age() -> None:
    """Where all who come are alone and 40, and wait hardly, the mean age of those who move in is a little over it."""
    body: dict[str, Any] = {"ages": (40, 40), "couple": 0, "children": 0}
    from tests.scenarios.test_closed_forms import everybody

    still: dict[str, Any] = {
        "families__finding_partner": (0,) * 6,
        "newcomers__waiting_at_start": {"external": 0.0, "municipal": 0.0},
    }
    ages, _ = followed(town(Block("ahorn", vacancies=20), months=24, **still, **everybody(**body)), 0)
    total, count = ages.moved_in.sum(axis=0)
    assert count > 5
    assert 40 <= total / count / 12 < 42


def test_an_output_of_nobody_is_no_number() -> None:
    """Where nobody moves out in a year there is no mean age, and it is told as that."""
    found = outputs(town(Block("ahorn"), months=12), 1, [("age_residents", 2011), ("share_let_transfers", 2011)])
    assert found[0] > 20
    assert 0 <= found[1] <= 1
    assert RETIRED
    empty = town(Block("ahorn"), months=1)
    assert all(np.isnan(outputs(empty, 1, [("age_moved_out", 2011), ("age_residents", 2011)])))


def test_an_output_that_there_is_not_is_no_answer() -> None:
    """Calibration works out a few outputs; another is an error, not a nought."""
    with pytest.raises(KeyError):
        outputs(town(Block("ahorn"), months=1), 1, [("dissimilarity", 2011)])
