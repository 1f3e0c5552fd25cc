"""Rows as the loops like them: of narrow fields, the first where the machine fetches from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kredslob.scenarios.city.layout import (
    APART,
    DUE,
    ENTRY,
    GROUP,
    HOME,
    HOUSEHOLD,
    LABOUR,
    LIST,
    NOBODY,
    NONE,
    PERSON,
    SLOTS,
    WHERE,
    State,
)
from kredslob.scenarios.city.queues import ENTRY_COLUMNS, ENTRY_KEY

if TYPE_CHECKING:
    from numpy.typing import NDArray

LINE: Final = 128  # bytes that machines fetch at once, or in pairs
BEGUN: Final = ("dwellings", "estates", "areas", "carried", "pending", "codes")
"""What a replication goes out from, beside people and households: of those there are only who is at home at first."""


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


def joined_rows(count: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Give rows for so many households and the people in them, which lie in each other: who looks at one looks at both.

    They come to two lines for each household. Apart they lie on three or four.
    """
    import numpy as np

    alone, person = households_of(0).dtype, people_of(0).dtype
    of_members, whole = SLOTS * person.itemsize, APART * person.itemsize
    fields: Any = {
        "names": alone.names, "formats": [alone[name] for name in alone.names or ()],
        "offsets": [of_members + alone.fields[name][1] for name in alone.names or ()] if alone.fields else [],
        "itemsize": whole,
    }  # fmt: skip
    room = rows_of(count, np.dtype(f"V{whole}"))
    return room.view(person), room.view(np.dtype(fields, align=True))


def adults_of(state: State) -> NDArray[Any]:
    """Give the people of a replication by household and place: PERSON[households, SLOTS]."""
    found: NDArray[Any] = state.people.reshape(-1, APART)[:, :SLOTS]
    return found


def begin_anew(state: State, begin: State) -> None:
    """Put a replication's rows back to its beginning; whoever else there was is gone."""
    import numpy as np

    housed = len(begin.households)
    for name in BEGUN:
        array = getattr(begin, name)
        getattr(state, name)[: len(array)] = array
    rows = state.people.view(np.int64).reshape(len(state.households), -1)[:housed]
    members, own = (array.view(np.int64).reshape(housed, -1) for array in (begin.people, begin.households))
    rows[:, : members.shape[1]], rows[:, members.shape[1] :] = members, own
    for field in (DUE, HOME, WHERE, LIST, ENTRY, GROUP):
        state.households[field][housed:] = NONE
    adults_of(state)[LABOUR][housed:] = NOBODY


def copy_of(begin: State) -> State:
    """Give room for a replication to run in, with a copy of the beginning that each goes out from; the rest opens empty."""
    import numpy as np

    room = {name: np.zeros(array.shape, array.dtype) for name, array in begin._asdict().items()}
    room["people"], room["households"] = joined_rows(len(begin.free))
    room["dwellings"] = rows_of(len(begin.dwellings), begin.dwellings.dtype)
    room["entries"], room["entry_keys"] = entries_of(len(begin.entries))
    state = State(**room)
    begin_anew(state, begin)
    return state
