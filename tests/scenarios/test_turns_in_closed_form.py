"""Over a round of the wheel each estate owes exactly its share: worked out by hand from the account, and met to the turn."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from kredslob.scenarios.city.layout import (
    EXTRA_TURNS,
    F_OWED,
    F_VACATED,
    FLOWS,
    REFERRAL_AT,
    WHEEL_LENGTH,
    WHEEL_TURNS,
)
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.setting import Setting
from tests.scenarios.test_closed_forms import DOSES, FAMILY, STILL, everybody, passages
from tests.scenarios.towns import Block, town

LARGER = (("family", 2, 3000, 80),)
SHARES = (Fraction(0), Fraction(13, 30), Fraction(9, 20))
"""Of 30, 30 and 60 vacancies every third is owed. The first estate is exempt, so ten turns go elsewhere, by vacancies: three
and a third to the second, six and two thirds to the third, in whole turns by the largest remainder 3 and 7. So they owe 13 of
30 and 27 of 60."""
EXTRA = (0, 3, 7)


def three_estates() -> Setting:
    """Give a town of one exempt estate and two that take its turns over, where so many move that wheels go round in a year."""
    setting = town(
        Block("ahorn", area="east", outside=45, dwellings=FAMILY, adults=100, vacancies=75),
        Block("birk", dwellings=FAMILY, adults=100, outside=10, vacancies=75),
        Block("citrus", "other", dwellings=LARGER, adults=100, outside=10, vacancies=75), listed=["east"], months=15,
        newcomers__pressure={"external": 8.0, "municipal": 8.0}, **everybody(), **STILL, **passages(),
    )  # fmt: skip
    setting.world.city.mobility[:] = 0.25
    return setting


@pytest.mark.parametrize("replications", DOSES)
def test_a_round_of_the_wheel_holds_exactly_the_share(replications: int) -> None:
    """However luck falls, after n vacancies the turns owed are the whole ones accrued, and after a round all of them."""
    bench, rounds = Bench(three_estates()), np.zeros(3, int)
    for number in range(replications):
        passed, owed, rows = np.zeros(3, int), np.zeros(3, int), bench.state.estates
        for _ in bench.months(number):
            passed, owed = passed + rows[:, FLOWS + F_VACATED], owed + rows[:, FLOWS + F_OWED]
            rows[:, FLOWS:] = 0  # as whoever keeps the months does
            for turns, share, vacated in zip(owed.tolist(), SHARES, passed.tolist(), strict=True):
                assert turns == int(vacated * share)
        assert (passed % rows[:, WHEEL_LENGTH] == rows[:, REFERRAL_AT]).all()
        rounds += passed // rows[:, WHEEL_LENGTH]
        assert tuple(rows[:, EXTRA_TURNS]) == EXTRA
        assert [Fraction(int(row[WHEEL_TURNS]), int(row[WHEEL_LENGTH])) for row in rows] == list(SHARES)
    assert (rounds > replications).all(), "the wheels went round"
