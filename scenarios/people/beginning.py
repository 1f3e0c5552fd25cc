"""Put the city together as it is when a simulation begins: all residents in their dwellings, all arrays in their layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kredslob.engine.columnar import Cells
from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.city.arrivals import STREAMS, TO_LIST
from kredslob.scenarios.city.layout import (
    ACCOUNT_ROWS,
    BORN,
    CHANNELS,
    CHILDREN,
    CLASS,
    COUNTED,
    COUNTERS,
    DUE,
    DWELLING,
    DWELLING_FACTS,
    DWELLING_KIND,
    DWELLING_KINDS,
    ENDS,
    ENTRY,
    ESTATE,
    FAR_OFF,
    GIVES_UP,
    GROUP,
    GROWN,
    GUARANTEED,
    HOME,
    HOUSED,
    KEY,
    LABOUR,
    LIST,
    MINORS,
    MOVED,
    NATURE,
    NO_CHILD,
    NOBODY,
    NONE,
    OCCUPANT,
    ORIGIN,
    QUEUE,
    QUEUE_MONTH,
    QUEUES,
    RECHECK,
    SCRATCH,
    SINCE,
    SLOTS,
    STATES,
    STAY,
    TURN,
    VACANT_SINCE,
    WAIT_MONTHS,
    WAITS,
    WHEEL,
    WHEEL_ROOM,
    WHERE,
    State,
)
from kredslob.scenarios.city.queues import ENTRY_COLUMNS
from kredslob.scenarios.people.draws import named_key
from kredslob.scenarios.people.estate_rows import Frame, estate_rows
from kredslob.scenarios.people.estates import Home
from kredslob.scenarios.people.residents import Draw, Residents, draw_residents
from kredslob.scenarios.people.rows import households_of, people_of, rows_of
from kredslob.scenarios.people.sorting import Sorting

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPARE: Final = 0.75  # rows of households beside those of the dwellings, per dwelling: for those who wait
FEWEST_SPARE: Final = 2_000
ENTRIES_EACH: Final = 4  # in queues for each household, those included that have been left and not been dropped yet
ROOMS_CLASSES: Final = 5  # 1, 2, 3, 4, 5 and more rooms
RENT_CLASSES: Final = 4  # by the low rents of one, two, and three or more people


@dataclass(frozen=True)
class Dwellings:
    """The dwellings of the city, estate by estate: int arrays with one entry each, and the facts' values by name."""

    estate: NDArray[Any]
    kind: NDArray[Any]
    rooms: NDArray[Any]
    square_metres: NDArray[Any]
    rent: NDArray[Any]

    @property
    def values(self) -> dict[str, frozenset[Any]]:
        """The values that each fact of a dwelling has in this city."""
        return {
            "dwelling_kind": frozenset(DWELLING_KINDS[kind] for kind in set(self.kind.tolist())),
            "rooms": frozenset(self.rooms.tolist()),
            "square_metres": frozenset(self.square_metres.tolist()),
            "monthly_rent": frozenset(self.rent.tolist()),
        }


def dwellings_of(homes: Sequence[Home]) -> Dwellings:
    """Give every dwelling of the estates."""
    import numpy as np

    rows = [
        (at, DWELLING_KINDS.index(one.kind), one.rooms, one.square_metres, one.monthly_rent, one.count)
        for at, home in enumerate(homes)
        for one in home.dwellings
    ]
    columns = np.repeat(np.array([row[:5] for row in rows], np.int64), [row[5] for row in rows], axis=0)
    return Dwellings(*(columns[:, at] for at in range(5)))


def dwelling_classes(dwellings: Dwellings, behaviour: Behaviour) -> NDArray[Any]:
    """Give the class of each dwelling: its rooms and for whose purse it is."""
    import numpy as np

    purse = np.searchsorted(np.sort(behaviour["offers.low_rent"]), dwellings.rent, side="left")
    found: NDArray[Any] = np.minimum(np.maximum(dwellings.rooms, 1), ROOMS_CLASSES) - 1
    return found * RENT_CLASSES + np.minimum(purse, RENT_CLASSES - 1)


def suits(behaviour: Behaviour) -> NDArray[Any]:
    """Tell which households each class of dwellings suits: bool[classes, fits], fits as `newcomer` numbers them."""
    import numpy as np

    found = np.zeros((ROOMS_CLASSES * RENT_CLASSES, 6), np.bool_)
    limits = np.sort(behaviour["offers.low_rent"])
    for rooms in range(ROOMS_CLASSES):
        for purse in range(RENT_CLASSES):
            for need, name in enumerate(("one", "two", "more")):
                low, high = behaviour["offers.rooms"][name]
                fits = low <= rooms + 1 <= high or (rooms + 1 == ROOMS_CLASSES and high >= ROOMS_CLASSES)
                can_pay = int(np.searchsorted(limits, behaviour["offers.low_rent"][need], side="left"))
                found[rooms * RENT_CLASSES + purse, need * 2] = fits and purse <= can_pay
                found[rooms * RENT_CLASSES + purse, need * 2 + 1] = fits
    return found


def beginning(
    homes: Sequence[Home], dwellings: Dwellings, behaviour: Behaviour, frame: Frame, sorting: Sorting, seed: str,
    draw: Draw = draw_residents,
) -> State:  # fmt: skip
    """Give the arrays of a city before its first month; queues and agendas are sized later, see `sized`.

    Args:
        homes: the estates; dwellings: theirs.
        behaviour: the parameters.
        frame: what is agreed for the estates at the beginning.
        sorting: how estates differ from the city.
        seed: what everything drawn is keyed by.
        draw: draws the residents of an estate, or gives those that it has drawn from the same before.
    """
    import numpy as np

    count = len(dwellings.estate)
    spare = int(count * SPARE) + FEWEST_SPARE
    people = people_of(count * SLOTS)
    people[ENDS] = FAR_OFF
    households = households_of(count)
    for column in (DUE, HOME, WHERE, LIST, QUEUE, ENTRY, GROUP, ORIGIN):
        households[column] = NONE
    rows = rows_of(count, DWELLING)
    entries = np.zeros(
        (ENTRIES_EACH * (count + spare), ENTRY_COLUMNS), np.int32
    )  # room, which a bench takes of its own
    rows[ESTATE], rows[DWELLING_KIND] = dwellings.estate, dwellings.kind
    rows[CLASS] = dwelling_classes(dwellings, behaviour)
    rows[OCCUPANT] = NONE
    rows[VACANT_SINCE] = NONE
    first = 0
    for at, home in enumerate(homes):
        own = slice(first, first + home.count)
        drawn = draw(
            home,
            dwellings.kind[own],
            dwellings.rooms[own],
            behaviour,
            sorting.firmness[sorting.rows[at, TO_LIST]],
            named_key(seed, home.estate.id, "residents"),
        )
        _house(drawn, first, people, households, rows)
        first += home.count
    estates, areas = estate_rows(homes, np.bincount(dwellings.estate[dwellings.kind == 0], minlength=len(homes)), frame)
    _count(people, households, rows, estates)
    none = np.zeros(0)
    ints = none.astype(np.int32)
    return State(
        people=people, households=households, dwellings=rows, estates=estates, codes=np.zeros((len(homes), 1), np.int16),
        agenda=ints, chunks=ints,
        coming=np.zeros((0, 0, 0), np.int32), free=np.zeros(count + spare, np.int32), roots=ints, heads=none.astype(np.int64),
        entries=entries, entry_keys=none.astype(np.int64),
        owners=np.zeros(len(entries), np.int32),
        waiting=np.zeros((0, 0), np.int64), slots=np.zeros(int(estates[-1, WHEEL] + estates[-1, WHEEL_ROOM]), np.int64),
        pending=np.zeros((2 * len(homes), 2), np.int64), counters=np.zeros(COUNTERS, np.int64),
        arrivals=np.zeros((len(homes), STREAMS)), serials=np.zeros((len(homes), STREAMS), np.int32),
        stream_keys=np.zeros((len(homes), STREAMS), np.int64),
        vacancies=np.zeros(2 * count, np.int32), vacancy_keys=np.zeros(2 * count, np.int64), areas=areas,
        carried=np.zeros((frame.scopes, 2), np.int64), tally=np.zeros((len(QUEUES), len(QUEUE_MONTH)), np.int64),
        waits=np.zeros((len(WAITS), WAIT_MONTHS), np.int32), lettings=np.zeros((len(CHANNELS), STATES - 1), np.int32), scratch=np.zeros(SCRATCH, np.int64),
        account=np.zeros((ACCOUNT_ROWS, max(len(homes), frame.scopes)), np.int64),
    )  # fmt: skip


def _house(drawn: Residents, first: int, people: NDArray[Any], households: NDArray[Any], rows: NDArray[Any]) -> None:
    """Put drawn households into their dwellings."""
    import numpy as np

    count = len(drawn.keys)
    own = slice(first, first + count)
    persons = people[first * SLOTS : (first + count) * SLOTS]
    for column, values in ((LABOUR, drawn.labour), (BORN, drawn.born), (SINCE, drawn.since), (NATURE, drawn.nature)):
        persons[column] = np.maximum(values.ravel(), -FAR_OFF)
    lived_in = drawn.labour[:, 0] != NOBODY
    households[HOME][own] = np.where(lived_in, np.arange(first, first + count), NONE)
    households[WHERE][own] = np.where(lived_in, rows[ESTATE][own], NONE)
    households[MOVED][own] = np.maximum(drawn.moved, -FAR_OFF)
    for column in (STAY, GIVES_UP, RECHECK, GROWN, TURN):
        households[column][own] = FAR_OFF
    grown = drawn.labour[:, SLOTS - 1] != NOBODY
    households[GROWN][own] = np.where(grown, 12 + np.arange(count) * 7 % 60, FAR_OFF)
    households[GUARANTEED][own] = NO_CHILD
    households[CHILDREN][own] = drawn.children
    households[KEY][own] = drawn.keys
    rows[OCCUPANT][own] = households[HOME][own]


def _count(people: NDArray[Any], households: NDArray[Any], rows: NDArray[Any], estates: NDArray[Any]) -> None:
    """Count everybody where they live."""
    import numpy as np

    count = len(rows)
    where = rows[ESTATE]
    labour = people[LABOUR][: count * SLOTS].reshape(count, SLOTS)
    lived_in = rows[OCCUPANT] != NONE
    for state in range(1, STATES):
        estates[:, COUNTED + state] = np.bincount(where, (labour == state).sum(axis=1) * lived_in, len(estates))
    children = (households[CHILDREN][:count] != NO_CHILD).sum(axis=1)
    estates[:, MINORS] = np.bincount(where, children * lived_in, len(estates))
    estates[:, HOUSED] = np.bincount(where, lived_in, len(estates))


def dwelling_cells(dwellings: Dwellings, cells: Mapping[str, Cells]) -> NDArray[Any]:
    """Give the cells of the facts of each dwelling, in the order of DWELLING_FACTS; 0 where no rule reads one."""
    import numpy as np

    columns = (
        [DWELLING_KINDS[kind] for kind in dwellings.kind.tolist()], dwellings.rooms.tolist(),
        dwellings.square_metres.tolist(), dwellings.rent.tolist(),
    )  # fmt: skip
    found = np.zeros((len(dwellings.kind), len(DWELLING_FACTS)), np.int32)
    for at, (name, values) in enumerate(zip(DWELLING_FACTS, columns, strict=True)):
        if name in cells:
            known = {value: cells[name].of(value) for value in set(values)}
            found[:, at] = [known[value] for value in values]
    return found
