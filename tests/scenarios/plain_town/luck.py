"""The contract of luck in plain Python: whole numbers that are cut to 64 bits, and fractions read off their upper end.

Written from `docs/luck.md` alone; the simulation's own is `scenarios/city/luck.py`.
"""

from __future__ import annotations

import hashlib
from math import log

WHOLE = (1 << 64) - 1
STEP = 0x9E3779B97F4A7C15
OF_LOT = 1 << 21


def mixed(number: int) -> int:
    """Mix a number by SplitMix64."""
    number &= WHOLE
    number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 & WHOLE
    number = (number ^ number >> 27) * 0x94D049BB133111EB & WHOLE
    return number ^ number >> 31


def part(key: int, number: int) -> int:
    """Give the key of the n-th part of what a key stands for."""
    return mixed(key + (number + 1) * STEP)


def member(key: int, number: int) -> int:
    """Give the key of the n-th person of a household."""
    return part(key, -2 - number)


def replicated(key: int, replication: int) -> int:
    """Give the key of something in one replication."""
    return part(mixed(key), replication)


def named(*words: str) -> int:
    """Give the key of something by its name."""
    return int.from_bytes(hashlib.sha256("\x1f".join(words).encode()).digest()[:8], "little")


def number(key: int, event: int, purpose: int) -> int:
    """Give the 64 bits that belong to a purpose of an event."""
    return mixed(key + (16 * event + purpose + 1) * STEP)


def uniform(key: int, event: int, purpose: int) -> float:
    """Give a number at least 0 and below 1."""
    return (number(key, event, purpose) >> 11) / float(1 << 53)


def exponential(key: int, event: int, purpose: int) -> float:
    """Give an amount of hazard with mean 1."""
    return -log(1.0 - uniform(key, event, purpose))


def lots(key: int, event: int, purpose: int) -> tuple[float, float, float]:
    """Give three lots, each a whole number of 1 / 2**21."""
    bits = number(key, event, purpose)
    first, second, third = (bits >> 21 * which & OF_LOT - 1 for which in range(3))
    return first / OF_LOT, second / OF_LOT, third / OF_LOT


def signed(key: int) -> int:
    """Give a key as the signed number by which keys are put in order."""
    return key - (1 << 64) if key >> 63 else key
