"""Rows of whole numbers as the loops like them: each begins where the machine fetches from, its key in the row itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kredslob.scenarios.city.layout import HOUSEHOLD_KEY, PERSON_KEY, State
from kredslob.scenarios.city.queues import ENTRY_KEY

if TYPE_CHECKING:
    from numpy.typing import NDArray

LINE: Final = 128  # bytes that machines fetch at once, or in pairs


def rows_of(count: int, columns: int) -> NDArray[Any]:
    """Give so many rows of zeros: int32[count, columns], the first at the beginning of a line."""
    import numpy as np

    room = np.empty(count * columns * 4 + LINE, np.uint8)  # in large pages, which zeros made at once are not given
    room[:] = 0
    first = -room.ctypes.data % LINE
    return room[first : first + count * columns * 4].view(np.int32).reshape(count, columns)


def keys_in(rows: NDArray[Any], column: int) -> NDArray[Any]:
    """Give the keys that lie in two columns of rows, the first of which is even: int64[rows], the same memory."""
    import numpy as np

    keys: NDArray[Any] = rows.view(np.int64)[:, column // 2]
    return keys


def copy_of(state: State) -> State:
    """Copy all that changes in a replication, each array where its rows begin well, with the keys in the copies."""
    copied = {name: array.copy() for name, array in state._asdict().items()}
    for name, keys, column in (
        ("people", "person_keys", PERSON_KEY), ("households", "household_keys", HOUSEHOLD_KEY),
        ("entries", "entry_keys", ENTRY_KEY), ("dwellings", None, 0),
    ):  # fmt: skip
        array = getattr(state, name)
        copied[name] = rows_of(*array.shape)
        copied[name][:] = array
        if keys is not None:
            copied[keys] = keys_in(copied[name], column)
    return State(**copied)
