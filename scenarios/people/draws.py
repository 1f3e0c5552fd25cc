"""The luck of `city.luck` for many at once, in whole arrays: the same numbers, bit for bit."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from kredslob.scenarios.city.luck import PURPOSES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Longs = NDArray[Any]

_STEP, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def named_key(*words: object) -> int:
    """Give the key of something by its name: a seed, an estate. The same on every machine."""
    text = "\x1f".join(str(word) for word in words)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little", signed=True)


def mixed(numbers: Longs) -> Longs:
    """Give numbers mixed as `luck.mixed` does, int64."""
    import numpy as np

    found = np.asarray(numbers).astype(np.int64).view(np.uint64)
    found = (found ^ (found >> np.uint64(30))) * np.uint64(_FIRST)
    found = (found ^ (found >> np.uint64(27))) * np.uint64(_SECOND)
    mixed_: Longs = (found ^ (found >> np.uint64(31))).view(np.int64)
    return mixed_


def keys_of(keys: Longs | int, numbers: Longs | int) -> Longs:
    """Give the keys of parts of what keys stand for, as `luck.key_of` does."""
    return mixed(_stepped(keys, numbers))


def members_of(keys: Longs, number: int) -> Longs:
    """Give the keys of the n-th persons of households, as `luck.member_key` does."""
    return keys_of(keys, -2 - number)


def uniforms(keys: Longs, event: int, purpose: int) -> Longs:
    """Give numbers at least 0 and below 1, as `luck.uniform` does."""
    import numpy as np

    whole = mixed(_stepped(keys, event * PURPOSES + purpose)).view(np.uint64) >> np.uint64(11)
    return whole.astype(np.float64) / float(1 << 53)


def _stepped(keys: Longs | int, numbers: Longs | int) -> Longs:
    import numpy as np

    steps = (np.atleast_1d(np.asarray(numbers, np.int64)) + 1).view(np.uint64) * np.uint64(_STEP)
    base = np.atleast_1d(np.asarray(keys, np.int64)).view(np.uint64)
    return (base + steps).view(np.int64)
