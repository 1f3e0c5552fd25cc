"""Tell whether two sides come to the same, before anything is run: everything that a replication reads is compared, bit by bit.

An amendment that acts after the last month, or states what no simulated letting reads, leaves all of it as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from kredslob.scenarios.city.world import Rules
from kredslob.scenarios.results.blocks import Ready
from kredslob.scenarios.running.setting import Setting


def same_setting(one: Ready, other: Ready) -> bool:
    """Tell whether every replication of two variants comes to the same, by all that it reads.

    What says yes is certain. What says no is not: rules that are compiled otherwise may still decide everything alike.
    """
    mine, yours = one.setting, other.setting
    if [home.estate.id for home in mine.homes] != [home.estate.id for home in yours.homes]:
        return False
    return same(_read(mine), _read(yours))


def _read(setting: Setting) -> tuple[Any, ...]:
    """Give all that a replication reads."""
    months = setting.months
    named = (setting.areas, setting.scopes, months.first, months.count)
    return (*named, setting.world, _changing(setting.rules), setting.begin, setting.manners)


def _changing(rules: Sequence[tuple[int, Rules]]) -> tuple[tuple[int, Rules], ...]:
    """Give the rules with only those months at which something of them changes."""
    found: list[tuple[int, Rules]] = []
    for month, each in rules:
        if not found or not same(found[-1][1], each):
            found.append((month, each))
    return tuple(found)


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are the same to the last bit, however deep."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        alike: bool = one.shape == other.shape and one.dtype == other.dtype and one.tobytes() == other.tobytes()
        return alike
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(same, one, other))
    if is_dataclass(one):
        return all(same(getattr(one, each.name), getattr(other, each.name)) for each in fields(one))
    return bool(one == other)
