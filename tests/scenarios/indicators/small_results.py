"""Results of small towns, run once for all tests that read them."""

from __future__ import annotations

from functools import cache
from typing import Any

from kredslob.rules.model import Text
from kredslob.scenarios.files.scenario import Contrast
from kredslob.scenarios.indicators.tables import InMemory, run_in_memory
from tests.scenarios.towns import Block, town

BLOCKS = (
    Block("ahorn", "org", "east", outside=44, vacancies=30),
    Block("birk", "org", "east", outside=39, vacancies=20),
    Block("ceder", "other", "west", outside=33, vacancies=15),
    Block("douglas", "other", None, (("family", 2, 4000, 15), ("youth", 1, 3000, 10)), outside=25, vacancies=10),
)
MONTHS = 26


@cache
def results(replications: int = 4, *, monthly: bool = False) -> InMemory:
    """Give a town of four estates under the agreement, without compensation, and once more as agreed."""
    settings = {
        "agreed": town(*BLOCKS, listed=["west"], months=MONTHS),
        "uncompensated": town(*BLOCKS, listed=["west"], months=MONTHS, assumed={"compensation.method": "none"}),
        "again": town(*BLOCKS, listed=["west"], months=MONTHS),
    }
    return run_in_memory(settings, replications, estates_monthly=monthly)


def contrast(variant: str = "agreed", against: str = "uncompensated", where: Any = "receiving") -> Contrast:
    """Give a contrast of two variants."""
    return Contrast("effect", Text("Virkning", "Effect"), variant, against, where)
