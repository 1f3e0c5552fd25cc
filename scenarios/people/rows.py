"""Rows as the loops like them: of narrow fields, the first where the machine fetches from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kredslob.scenarios.city.layout import HOUSEHOLD, PERSON, SLOTS, State
from kredslob.scenarios.city.queues import ENTRY_COLUMNS, ENTRY_KEY

if TYPE_CHECKING:
    from numpy.typing import NDArray

LINE: Final = 128  # bytes that machines fetch at once, or in pairs
BEGUN: Final = ("people", "households", "dwellings", "estates", "areas", "carried", "pending", "codes")
"""What a replication goes out from. Of households there are only those at home; who comes needs more rows."""


def rows_of(count: int, fields: Any) -> NDArray[Any]:
    """Give so many rows of zeros, of fields as in the layout: the first begins a line."""
    import numpy as np

    kept_as = np.dtype(list(fields), align=True) if isinstance(fields, tuple) else fields
    room = np.empty(count * kept_as.itemsize + LINE, np.uint8)  # in large pages, which zeros made at once are not given
    room[:] = 0
    first = -room.ctypes.data % LINE
    return room[first : first + count * kept_as.itemsize].view(kept_as)


def people_of(count: int) -> NDArray[Any]:
    """Give rows for so many people."""
    return rows_of(count, PERSON)


def households_of(count: int) -> NDArray[Any]:
    """Give rows for so many households."""
    return rows_of(count, HOUSEHOLD)


def entries_of(count: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Give so many entries of queues, int32[count, ENTRY_COLUMNS], and their keys, int64[count], which lie in them."""
    import numpy as np

    room = np.empty(
        count * ENTRY_COLUMNS * 4 + LINE, np.uint8
    )  # what is not used is never touched, and takes no memory
    first = -room.ctypes.data % LINE
    entries = room[first : first + count * ENTRY_COLUMNS * 4].view(np.int32).reshape(count, ENTRY_COLUMNS)
    keys: NDArray[Any] = entries.view(np.int64)[:, ENTRY_KEY // 2]
    return entries, keys


def copy_of(begin: State) -> State:
    """Give room for a replication to run in, with a copy of the beginning that each goes out from; the rest opens empty."""
    import numpy as np

    room = {name: np.zeros(array.shape, array.dtype) for name, array in begin._asdict().items()}
    room["people"], room["households"] = people_of(len(begin.free) * SLOTS), households_of(len(begin.free))
    room["dwellings"] = rows_of(len(begin.dwellings), begin.dwellings.dtype)
    room["entries"], room["entry_keys"] = entries_of(len(begin.entries))
    for name in BEGUN:
        array = getattr(begin, name)
        room[name][: len(array)] = array
    return State(**room)
