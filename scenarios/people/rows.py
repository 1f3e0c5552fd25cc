"""Rows as the loops like them: of narrow fields, the first where the machine fetches from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kredslob.scenarios.city.layout import HOUSEHOLD, PERSON, State
from kredslob.scenarios.city.queues import ENTRY_COLUMNS, ENTRY_KEY

if TYPE_CHECKING:
    from numpy.typing import NDArray

LINE: Final = 128  # bytes that machines fetch at once, or in pairs


def rows_of(count: int, fields: Any) -> NDArray[Any]:
    """Give so many rows of zeros, of fields as in the layout or of numbers of a type: the first begins a line."""
    import numpy as np

    kept_as = np.dtype(list(fields), align=True) if isinstance(fields, tuple) else np.dtype(fields)
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

    entries = rows_of(count * ENTRY_COLUMNS, "i4").reshape(count, ENTRY_COLUMNS)
    keys: NDArray[Any] = entries.view(np.int64)[:, ENTRY_KEY // 2]
    return entries, keys


def copy_of(state: State) -> State:
    """Copy all that changes in a replication, each array where its rows begin well, with the keys in the copies."""
    copied = {name: array.copy() for name, array in state._asdict().items()}
    for name in ("people", "households", "dwellings"):
        array = getattr(state, name)
        copied[name] = rows_of(len(array), array.dtype)
        copied[name][:] = array
    copied["entries"], copied["entry_keys"] = entries_of(len(state.entries))
    copied["entries"][:] = state.entries
    return State(**copied)
