"""The whole catalogue of indicators, and finding one in it by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.scenarios.indicators.catalogue import goals, letting, people
from kredslob.scenarios.indicators.indicator import Indicator, Level, Period

_EVERY: Final = (
    *people.SHARES, *people.STANDINGS, *people.GROUPS, *letting.STOCK, *letting.FLOWS, *letting.LET, *letting.SHARE_LET, *letting.BY_GROUP,
    *letting.ACCOUNT, *letting.LINES, *letting.WAITED, *goals.INDICES, *goals.GOALS,
)  # fmt: skip
CATALOGUE: Final[Mapping[str, Indicator]] = MappingProxyType({one.id: one for one in _EVERY})
"""Every indicator, by id, in the order in which they are told."""
NOT_COMPUTED: Final = goals.NOT_COMPUTED


def find_indicator(name: str) -> Indicator:
    """Give an indicator by its id.

    Raises:
        WrongInput: no indicator is called so; the nearest is told.
    """
    if name in CATALOGUE:
        return CATALOGUE[name]
    found = Message("there is no indicator called {name}.", name=repr(name))
    accepted = Message("one of those that kredslob scenario indicators lists")
    raise WrongInput(Problem(Place(None, None, "indicator"), found, accepted, nearest(name, CATALOGUE)))


def find_level(indicator: Indicator, level: str | None, period: str | None = None) -> tuple[Level, Period]:
    """Give the level and period that an indicator is asked for at: the first that it has where none is named.

    Raises:
        WrongInput: the indicator does not exist there, or not by that period.
    """
    levels = dict(indicator.levels)
    problems = []
    chosen: Level = indicator.levels[-1][0] if level is None else level  # type: ignore[assignment]  # checked below
    if chosen not in levels:
        found = Message("{indicator} does not exist at the level {level}.", indicator=indicator.id, level=repr(level))
        accepted = Message("{names}", names=", ".join(levels))
        problems.append(Problem(Place(None, None, "level"), found, accepted, nearest(chosen, levels)))
        raise WrongInput(problems)
    held = levels[chosen]
    by: Period = held[0] if period is None else period  # type: ignore[assignment]  # checked below
    if by not in held:
        found = Message(
            "{indicator} does not exist by {period} at the level {level}.", indicator=indicator.id, period=repr(period),
            level=chosen,
        )  # fmt: skip
        accepted = Message("{names}", names=", ".join(held))
        raise WrongInput(Problem(Place(None, None, "period"), found, accepted, nearest(by, held)))
    return chosen, by
