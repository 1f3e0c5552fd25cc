"""A backtest of a small town: three estates from January 2011, held against the figures of that year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from kredslob.engine.register.model import Register
from kredslob.scenarios.backtesting.beginning import Beginning, slump, succession
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.targets.reading import shipped_targets
from tests.scenarios.towns import FIRST, Block, behaviour, library, register

MONTHS = Months(FIRST, 12)
LATER = "listed-51b-2024"


@cache
def town(_: str = "from-2011", **others: Any) -> Beginning:
    """Give the beginning of a backtest of the town, whatever start is asked for; `others` are its other fields."""
    every = shipped_targets()
    targets = replace(
        every,
        targets=tuple(replace(one, starts=()) if one.id == LATER else one for one in every.targets),
    )
    cycles: Mapping[str, Any] = {"none": {}, "slump": slump(MONTHS)}
    begin = Beginning(
        next(one for one in every.starts if one.id == "from-2011"), targets, library(),
        succession(library(), "kbh-2011-2014", MONTHS), MONTHS, behaviour(), cycles, drawn, "town",
    )  # fmt: skip
    return replace(begin, **others)


@cache
def drawn(number: int) -> Register:
    """Give the register of a draw: how many are outside the workforce hangs on the number."""
    blocks = [
        Block("ahorn", area="east", outside=36 + number % 7),
        Block("birk", "other", outside=37 + number % 5),
        Block("citrus", area="west", outside=38 + number % 3),
    ]
    return register(blocks, ["east"])
