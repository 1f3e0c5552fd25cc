"""Run one drawn world: a register, behaviour and guesses drawn once, and a few replications of it under each cycle.

A world hangs on the seed, the start and its number alone: the same numbers whoever runs it, beside whatever others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kredslob.engine.office import Office
from kredslob.engine.register.drawing import Stream
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import WrongInput
from kredslob.scenarios.backtesting.beginning import YEARLY, Beginning, Lines
from kredslob.scenarios.backtesting.figure import simulated
from kredslob.scenarios.backtesting.guesses import drawn
from kredslob.scenarios.behaviour.fitted import sets_of
from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.indicators.tables import run_in_memory
from kredslob.scenarios.people.work import hazard_tables
from kredslob.scenarios.running.setting import Setting, set_up

MOST_DRAWS: Final = 10

Figures = Mapping[str, Mapping[str, tuple[float, ...]]]


@dataclass(frozen=True, slots=True)
class World:
    """What a world came to.

    Args:
        number: which world; redrawn: how often its guesses were drawn again, since the rules do not go together.
        figures: by business cycle, then by figure: a number from each replication.
    """

    number: int
    redrawn: int
    figures: Figures


def run_world(begin: Beginning, seed: str, number: int, replications: int) -> World:
    """Draw a world and run it.

    Args:
        begin: the start.
        seed: what everything drawn is keyed by.
        number: which world; replications: how many of each business cycle.

    Raises:
        WrongInput: the world cannot be run.
    """
    setting, behaviour, redrawn = _set_up(begin, seed, number)
    settings = {name: _under(setting, behaviour, lines) for name, lines in begin.cycles.items()}
    tables = run_in_memory(settings, replications)
    figures = {
        name: {one.id: tuple(map(float, simulated(one, tables, name))) for one in begin.tests} for name in settings
    }
    return World(number, redrawn, figures)


def lots_of(behaviour: Behaviour, seed: str, start: str, number: int) -> dict[str, float]:
    """Give how the knobs of a behaviour are turned in a world: by name, from 0 to 1; if it was fitted, one of its sets."""
    sets = sets_of(behaviour)
    if sets is not None:
        return sets.at(Stream(seed, start, number, "set").between(0, 1))
    return {knob.name: Stream(seed, start, number, "knob", knob.name).between(0, 1) for knob in behaviour.knobs}


def _set_up(begin: Beginning, seed: str, number: int) -> tuple[Setting, Behaviour, int]:
    """Set a world up; guesses that do not go together are drawn again, and how often is told."""
    start = begin.start.id
    behaviour = begin.behaviour.at(lots_of(begin.behaviour, seed, start, number))
    register = begin.register(_number(seed, start, number))
    luck = f"{seed}/{start}/{number}"
    for again in range(MOST_DRAWS):
        agreed = drawn(begin.library, begin.agreements, (seed, start, number, again))
        office = Office(agreed.library, register)
        try:
            setting = set_up(office, agreed.agreements, begin.months, behaviour, {}, {}, luck, YEARLY)
        except WrongInput:
            if again == MOST_DRAWS - 1:
                raise
            continue
        return setting, behaviour, again
    raise AssertionError(number)


def _under(setting: Setting, behaviour: Behaviour, lines: Lines) -> Setting:
    """Give the same world under a business cycle: nothing else of it hangs on that."""
    hazards = hazard_tables(behaviour, lines, setting.months.count)
    return replace(setting, world=setting.world._replace(hazards=hazards))


def _number(seed: str, start: str, number: int) -> int:
    """Give the number of the register that is drawn: another for another seed."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{start}/{number}".encode()).digest()[:6], "big")
