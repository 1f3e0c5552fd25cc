"""Luck that belongs to somebody: a random number is worked out from whose it is and what for, never drawn in turn.

A key stands for a person, a household, a dwelling or a stream of arrivals, in one replication of one seed. Its n-th event
has a handful of numbers, told apart by purpose. So the same person meets the same luck under two agreements, in whatever
order people are looked at, on whatever machine. The mixing is that of SplitMix64 (Steele, Lea and Flood, 2014), whose
output passes the usual batteries also when it is read at places of one's choosing.

Everything is done in 64-bit integers that wrap, as numba's do; in plain Python they would grow.
"""

from __future__ import annotations

from math import log
from typing import Final

# The constants of SplitMix64 as signed numbers, since mixing signed and unsigned ones makes fractions of both.
_STEP: Final = 0x9E3779B97F4A7C15 - (1 << 64)
_FIRST: Final = 0xBF58476D1CE4E5B9 - (1 << 64)
_SECOND: Final = 0x94D049BB133111EB - (1 << 64)
_KEEP_34: Final = (1 << 34) - 1  # what is left of 64 bits moved down by 30, without the sign
_KEEP_37: Final = (1 << 37) - 1
_KEEP_33: Final = (1 << 33) - 1
_KEEP_53: Final = (1 << 53) - 1
_KEEP_21: Final = (1 << 21) - 1
_UNIT: Final = 1.0 / (1 << 53)
THIRDS: Final = 1 << 21  # lots there are when three are read off one number
_UNIT_OF_THIRD: Final = 1.0 / THIRDS

_MEMBERS: Final = -2  # parts are counted down from here, a household's own numbers up from 0

PURPOSES: Final = 16  # numbers that one event may need


def mixed(number: int) -> int:
    """Give a 64-bit number whose every bit hangs on every bit of the one given."""
    number = (number ^ ((number >> 30) & _KEEP_34)) * _FIRST
    number = (number ^ ((number >> 27) & _KEEP_37)) * _SECOND
    return number ^ ((number >> 31) & _KEEP_33)


def key_of(key: int, number: int) -> int:
    """Give the key of a part of what a key stands for: the n-th person of a household, the n-th arrival of a stream."""
    return mixed(key + (number + 1) * _STEP)


def replicated(key: int, replication: int) -> int:
    """Give the key of something in one replication, apart from the keys of all its parts."""
    return key_of(mixed(key), replication)


def member_key(key: int, number: int) -> int:
    """Give the key of the n-th person of a household, apart from the household's own numbers."""
    return key_of(key, _MEMBERS - number)


def uniform(key: int, event: int, purpose: int) -> float:
    """Give a number at least 0 and below 1."""
    return ((mixed(key + (event * PURPOSES + purpose + 1) * _STEP) >> 11) & _KEEP_53) * _UNIT


def waiting_time(key: int, event: int, purpose: int) -> float:
    """Give an exponential time with mean 1: how much hazard somebody lives through before it happens."""
    return -log(1.0 - uniform(key, event, purpose))


def thirds(key: int, event: int, purpose: int) -> int:
    """Give a number that three lots are read off, by `third`: for draws that need not be finer than a millionth."""
    return mixed(key + (event * PURPOSES + purpose + 1) * _STEP)


def lot_of(lots: int, which: int) -> int:
    """Give one of three lots, 0-2, as a whole number below THIRDS."""
    return (lots >> (which * 21)) & _KEEP_21


def third(lots: int, which: int) -> float:
    """Give one of three lots, 0-2: at least 0 and below 1."""
    return lot_of(lots, which) * _UNIT_OF_THIRD
