"""How much memory a city takes, told before any of it is taken: a city too large for the computer is refused at once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.city.layout import (
    SLOTS,
)
from kredslob.scenarios.city.queues import ENTRY_COLUMNS
from kredslob.scenarios.people.beginning import FEWEST_SPARE, SPARE
from kredslob.scenarios.people.estates import Home

_WORD, _LONG = 4, 8
_ENTRIES: Final = 4 * (ENTRY_COLUMNS + 1) * _WORD + 4 * _WORD  # of a household in queues and agendas
_PERSON_ROW, _HOUSEHOLD_ROW, _DWELLING_ROW = 16, 80, 24
_HOUSEHOLD: Final = SLOTS * _PERSON_ROW + _HOUSEHOLD_ROW + _WORD + _ENTRIES
_DWELLING: Final = _DWELLING_ROW + 2 * (_WORD + _LONG)
_TURNS: Final = 6 * _LONG  # of the referral wheel, where every third is owed
_DRAWN: Final = 500  # what drawing the residents of a dwelling takes beside what is kept
_COPIES: Final = 2  # the beginning, and the arrays of one thread
MOST_DWELLINGS: Final = 100_000_000  # rows of people are numbered in 31 bits
_MB: Final = 1_000_000
_LIMITS: Final = (
    (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")),
    (Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"), Path("/sys/fs/cgroup/memory/memory.usage_in_bytes")),
)
"""Where Linux tells what a group of processes may take, and has taken: as now, and as before."""


def bytes_kept(dwellings: int) -> int:
    """Give about how many bytes the arrays of a city of so many dwellings take."""
    households = dwellings + int(dwellings * SPARE) + FEWEST_SPARE
    return households * _HOUSEHOLD + dwellings * (_DWELLING + _TURNS)


def bytes_needed(dwellings: int, largest: int) -> int:
    """Give about how many bytes it takes to make a city ready and run it on one thread.

    Args:
        dwellings: how many there are; largest: how many in the largest estate, whose residents are drawn at once.
    """
    return _COPIES * bytes_kept(dwellings) + largest * _DRAWN


def memory_left() -> int | None:
    """Give how many bytes may still be taken on this computer, or None where nothing tells."""
    told = [*_free(), *_granted()]
    return min(told) if told else None


def _free() -> Iterable[int]:
    lines = _text(Path("/proc/meminfo")).splitlines()
    found = [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")]
    if found or not hasattr(os, "sysconf"):
        return found
    try:
        return [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    except (OSError, ValueError):
        return []


def _granted() -> Iterable[int]:
    for limit, used in _LIMITS:
        most, taken = _text(limit).strip(), _text(used).strip()
        if most.isdecimal() and taken.isdecimal():  # otherwise "max": no limit
            yield max(0, int(most) - int(taken))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""


def check_room(homes: Iterable[Home], left: int | None) -> None:
    """See that there is memory for a city.

    Args:
        homes: its estates.
        left: how many bytes may be taken; None if nobody knows.

    Raises:
        WrongInput: it takes more, or is larger than any that can be numbered.
    """
    counts = [home.count for home in homes]
    dwellings = sum(counts)
    if dwellings > MOST_DWELLINGS:
        found = Message("the register has {dwellings} dwellings.", dwellings=dwellings)
        raise WrongInput(Problem(Place(None, None, "dwellings"), found, Message("at most {most}", most=MOST_DWELLINGS)))
    needed = bytes_needed(dwellings, max(counts, default=0))
    if left is not None and needed > left:
        found = Message(
            "to simulate {dwellings} dwellings takes about {needed} MB of memory, and {left} MB are free.",
            dwellings=dwellings, needed=-(-needed // _MB), left=left // _MB,
        )  # fmt: skip
        raise WrongInput(
            Problem(Place(None, None, "dwellings"), found, Message("fewer dwellings, or a computer with more memory"))
        )
