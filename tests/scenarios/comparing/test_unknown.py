"""What is unknown is told apart from chance, and what of it matters most is found, on differences whose make is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.rules.model import Text
from kredslob.scenarios.comparing.comparing import Asked, compare
from kredslob.scenarios.comparing.dials import Dial, dials_of, drawn, turned
from kredslob.scenarios.comparing.headlines import HEADLINES
from kredslob.scenarios.comparing.paired import Difference
from kredslob.scenarios.comparing.sides import sides_of
from kredslob.scenarios.comparing.unknown import spread_of, unknown_of
from kredslob.scenarios.comparing.what_matters import moved_of, walked
from tests.scenarios.comparing.small_sides import COMPENSATED, runs, sides

HOUSED = next(one for one in HEADLINES if one.id == "housed")
NAME = Text("navn", "name")


def known(deviation: float, replications: int = 100) -> Difference:
    """Give a difference of 10 with single differences so far apart."""
    reach = 2 * deviation / replications**0.5
    return Difference(HOUSED, 100, 110, 10.0, 10 - reach, 10 + reach, deviation, replications, None, "better")


def test_the_spread_of_what_is_unknown_is_found_below_the_luck_of_few_replications() -> None:
    """Sets that lie 3 apart are told from luck of 5 that all of them share and of 2 that each has of its own."""
    noise = np.random.default_rng(5)
    luck, sets = 5 * noise.standard_normal(6), 3 * noise.standard_normal(400)
    values = 10 + sets[:, None] + luck + 2 * noise.standard_normal((400, 6))
    found = spread_of(known(2.0), values, 10 + luck)
    assert found is not None
    assert found.unknown == pytest.approx(1.96 * 3, rel=0.12)
    assert found.centre == pytest.approx(10, abs=1)
    assert found.share > 0.98


def test_where_nothing_is_unknown_luck_is_not_taken_for_it() -> None:
    """Sets that differ by luck alone have no spread to speak of, and chance is all that there is."""
    noise = np.random.default_rng(6)
    values = 10 + 2 * noise.standard_normal((400, 6))
    found = spread_of(known(2.0), values, 10 + 2 * noise.standard_normal(6))
    assert found is not None
    assert found.unknown < 0.6
    assert found.both >= found.unknown


def test_a_headline_that_never_differs_has_no_spread() -> None:
    """Nothing is told of it."""
    assert spread_of(known(0.0), np.zeros((9, 4)), np.zeros(4)) is None


@given(st.integers(2, 40), st.text(max_size=8))
def test_every_dial_has_one_lot_in_every_part_of_its_range(count: int, seed: str) -> None:
    """That is what makes few sets cover much: a Latin hypercube, the same for the same seed."""
    dials = tuple(Dial(name, "behaviour", NAME, None) for name in "abc")
    lots = drawn(dials, count, seed)
    assert np.array_equal(np.sort((lots * count).astype(int), axis=0), np.tile(np.arange(count), (3, 1)).T)
    assert np.array_equal(lots, drawn(dials, count, seed))


def test_a_guess_is_turned_within_its_range_or_alternatives() -> None:
    """Ends are reached, whole numbers stay whole, days are days."""
    months = Dial("m", "term", NAME, None, ends=(6, 24))
    days = Dial("d", "term", NAME, None, ends=(date(2012, 1, 1), date(2012, 1, 31)))
    words = Dial("w", "term", NAME, None, values=("a", "b"))
    assert [months.at(lot) for lot in (0.0, 0.5, 1.0)] == [6, 15, 24]
    assert [days.at(lot) for lot in (0.0, 1.0)] == [date(2012, 1, 1), date(2012, 1, 31)]
    assert [words.at(lot) for lot in (0.0, 0.49, 0.5, 1.0)] == ["a", "a", "b", "b"]


def test_what_a_side_has_set_itself_is_no_dial() -> None:
    """The comparison is about it; all else that is assumed of rules and behaviour is."""
    base, other = sides(COMPENSATED)
    names = {one.name for one in dials_of(base, other)}
    assert "compensation.method" not in names
    assert {"compensation.scope", "offers.refusals"} <= names


def test_what_the_amendment_of_one_side_settles_is_no_dial() -> None:
    """Compensation is assumed in the base and taken away by the other: that it might be so in the base too is no answer."""
    base, other = sides_of(["kbh-2011#as-agreed", "kbh-2011#without-compensation"])
    names = {one.name for one in dials_of(base, other)}
    assert "compensation.method" not in names
    assert "compensation.scope" in names


def test_a_side_with_its_dials_turned_is_another_that_is_kept_by_itself() -> None:
    """Its fingerprint is another, and the same for the same lots."""
    base, other = sides(COMPENSATED)
    dials = dials_of(base, other)
    one, again, apart = (turned(base, dials, np.full(len(dials), lot)) for lot in (0.2, 0.2, 0.7))
    assert one.variant.fingerprint == again.variant.fingerprint
    assert len({one.variant.fingerprint, apart.variant.fingerprint, base.variant.fingerprint}) == 3


def test_sets_of_a_small_town_are_run_on_both_sides(tmp_path: Path) -> None:
    """Fewer are housed without compensation, whatever is assumed; the spread is told of every headline that differs."""
    pair = sides(COMPENSATED, months=10)
    shelf = runs(tmp_path, *pair)
    found = compare(pair, Asked(6), shelf)
    assert found.tables is not None
    told = unknown_of(found.pairs[0], found.tables, shelf, 3)
    assert told.sets + len(told.failed) >= 3
    assert {one.difference.headline.id for one in told.spreads} >= {"housed"}


def test_the_strongest_dial_is_named_first() -> None:
    """Of a difference that hangs on one dial ten times as much as on another the walks find both, by their sizes."""
    dials = tuple(Dial(name, "behaviour", NAME, None) for name in ("weak", "strong", "idle"))
    lots = walked(dials, 6, "seed")
    values = 1 * lots[:, 0] + 10 * lots[:, 1]
    found = moved_of(known(1.0), dials, lots, np.repeat(values[:, None], 3, axis=1))
    assert [one.dial.name for one in found.moves] == ["strong", "weak", "idle"]
    assert [one.moves for one in found.moves] == pytest.approx([10, 1, 0], abs=1e-9)
    assert found.noise == pytest.approx(0, abs=1e-9)


def test_the_noise_of_a_step_is_what_luck_alone_makes_of_it() -> None:
    """Where no dial does anything steps are of the size of the noise, not of many times it."""
    dials = tuple(Dial(str(at), "behaviour", NAME, None) for at in range(10))
    lots = walked(dials, 8, "seed")
    values = np.random.default_rng(9).standard_normal((len(lots), 6))
    found = moved_of(known(1.0), dials, lots, values)
    assert 0.5 * found.noise < float(np.mean([one.moves for one in found.moves])) < 1.5 * found.noise
