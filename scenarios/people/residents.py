"""Draw who lives in an estate at the beginning: households of persons that add up to the register's counts, to the person.

The register gives residents, those aged 18-64 and what they do, and dwellings. Households are drawn to the published
margins (single adults, single parents, ages) as far as the estate's own counts allow. Each estate draws by its own key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from kredslob.rules.frozen import dataclass
from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.city.layout import (
    ADULT,
    BENEFIT,
    EARLY_PENSION,
    EMPLOYED,
    HOURS_SHIFT,
    JOB_SHIFT,
    MOST_CHILDREN,
    NO_CHILD,
    NOBODY,
    PENSION_AGE,
    RETIRED,
    SLOTS,
    STATE_NAMES,
    STUDENT,
    UNEMPLOYED,
)
from kredslob.scenarios.people.draws import keys_of, members_of, uniforms
from kredslob.scenarios.people.estates import Home

_GROWN_YEARS: Final = 8  # grown children at home are 18-25

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Residents:
    """The households of an estate's dwellings, one to a dwelling that is lived in.

    Args:
        labour, born, since, nature: int32[dwellings, SLOTS]; `labour` is NOBODY where there is nobody.
        children: int32[dwellings, MOST_CHILDREN], months of birth, NO_CHILD where there is none.
        moved: int32[dwellings], the month in which they moved in.
        keys: int64[dwellings], of the households.
    """

    labour: Array
    born: Array
    since: Array
    nature: Array
    children: Array
    moved: Array
    keys: Array


Draw = Callable[[Home, Any, Any, Behaviour, Any, int], Residents]
"""What draws the residents of an estate, as `draw_residents` does."""


def draw_residents(
    home: Home, kinds: Array, rooms: Array, behaviour: Behaviour, firmness: Array, key: int
) -> Residents:
    """Draw the residents of an estate.

    Args:
        home: the estate; kinds, rooms: int[dwellings], of each dwelling.
        behaviour: the parameters.
        firmness: float64[states, attachments], shares of those in a state.
        key: what the estate's draws are keyed by.
    """
    import numpy as np

    count = home.count
    keys = keys_of(key, np.arange(count))
    elderly, minors = _by_age(home, behaviour)
    adults = _who_is_where(home, kinds, elderly, keys, behaviour)
    labour = adults
    lots = np.stack([uniforms(members_of(keys, slot), 0, 0) for slot in range(SLOTS)], axis=1)
    ages = _ages(labour, lots, behaviour)
    born = -(ages * 12).astype(np.int32) - 1
    since = -(np.stack([_exponential(members_of(keys, slot), 1) for slot in range(SLOTS)], axis=1) * 30).astype(
        np.int32
    )
    nature = _natures(labour, keys, behaviour, firmness)
    children = _children(labour, rooms, minors, keys, behaviour)
    moved = -(_exponential(keys, 2) * behaviour["residents.tenancy_years"] * 12).astype(np.int32) - 1
    return Residents(labour, born, np.maximum(since, born + ADULT * 12), nature, children, moved, keys)


def _exponential(keys: Array, purpose: int) -> Array:
    import numpy as np

    found: Array = -np.log(1.0 - uniforms(keys, 0, purpose))
    return found


def _by_age(home: Home, behaviour: Behaviour) -> tuple[int, int]:
    """Give how many residents are 65 and over, and how many under 18."""
    row = home.measured
    rest = row.residents - row.aged_18_64
    elderly = min(rest, round(row.residents * behaviour["residents.elderly_share"]))
    needed = min(home.count, row.residents) - row.aged_18_64  # every household has an adult
    elderly = min(rest, max(elderly, needed))
    elderly = max(elderly, rest - home.count * MOST_CHILDREN)
    elderly = min(elderly, max(0, home.count * SLOTS - row.aged_18_64))
    return elderly, min(rest - elderly, home.count * MOST_CHILDREN)


def _who_is_where(home: Home, kinds: Array, elderly: int, keys: Array, behaviour: Behaviour) -> Array:
    """Give who is in which place of which household: int32[dwellings, SLOTS], states of the labour market."""
    import numpy as np

    employed, students, unemployed, outside = home.counts
    pensioned = round(outside * behaviour["residents.early_pension_share"])
    pool = np.repeat(
        [EMPLOYED, STUDENT, UNEMPLOYED, BENEFIT, EARLY_PENSION, RETIRED],
        [employed, students, unemployed, outside - pensioned, pensioned, elderly],
    ).astype(np.int32)
    pool = pool[np.argsort(uniforms(keys_of(int(keys[0]), np.arange(len(pool))), 3, 0), kind="stable")]
    count = home.count
    found = np.full((count, SLOTS), NOBODY, np.int32)
    order = np.argsort(uniforms(keys, 1, 0), kind="stable")  # who has an adult if not all can
    housed = order[: min(count, len(pool))]
    pool = _reserve(found, pool, housed[kinds[housed] == 1], STUDENT)
    pool = _reserve(found, pool, housed[kinds[housed] == 2], RETIRED)
    open_ = housed[found[housed, 0] == NOBODY]
    found[open_, 0] = pool[: len(open_)]
    pool = pool[len(open_) :]
    room = np.argsort(uniforms(keys, 1, 1) + (kinds > 0) * 2.0, kind="stable")
    room = room[found[room, 0] != NOBODY]
    couples = round((1 - behaviour["residents.single_share"]) * count)
    for which in (room[:couples], room[couples:]):  # grown children live with couples first
        for slot in range(1, SLOTS):
            taken = which[: len(pool)]
            found[taken, slot] = pool[: len(taken)]
            pool = pool[len(taken) :]
    return found


def _reserve(found: Array, pool: Array, dwellings: Array, state: int) -> Array:
    """Let people in a state into dwellings of their kind first, and give who is left."""
    import numpy as np

    mine = np.flatnonzero(pool == state)[: len(dwellings)]
    found[dwellings[: len(mine)], 0] = state
    left: Array = np.delete(pool, mine)
    return left


def _ages(labour: Array, lots: Array, behaviour: Behaviour) -> Array:
    import numpy as np

    ages = np.zeros(labour.shape)
    for state, name in enumerate(STATE_NAMES):
        if state != NOBODY:
            low, high = behaviour["residents.ages"][name]
            where = labour == state
            limit = (PENSION_AGE, 111) if state == RETIRED else (ADULT, PENSION_AGE)
            low, high = max(low, limit[0]), min(high + 1, limit[1])
            ages[where] = low + (high - low) * lots[where] * (lots[where] if state == RETIRED else 1.0)
    grown = (labour[:, SLOTS - 1] != NOBODY) & (labour[:, SLOTS - 1] != RETIRED)
    ages[grown, SLOTS - 1] = ADULT + _GROWN_YEARS * lots[grown, SLOTS - 1]
    return np.where(labour == NOBODY, ADULT, np.minimum(ages, 110))


def _natures(labour: Array, keys: Array, behaviour: Behaviour, firmness: Array) -> Array:
    import numpy as np

    sums = np.cumsum(firmness, axis=1)
    jobs = np.cumsum(list(behaviour["work.jobs"].values()))
    hours = np.cumsum(behaviour["work.hours"])
    columns = []
    for slot in range(SLOTS):
        own = members_of(keys, slot)
        attachment = (uniforms(own, 0, 3)[:, None] >= sums[labour[:, slot], :-1]).sum(axis=1)
        job = np.minimum(np.searchsorted(jobs, uniforms(own, 0, 4), side="right"), len(jobs) - 1)
        level = np.minimum(np.searchsorted(hours, uniforms(own, 0, 5), side="right"), len(hours) - 1)
        columns.append(attachment | (job << JOB_SHIFT) | (level << HOURS_SHIFT))
    return np.stack(columns, axis=1).astype(np.int32)


def _children(labour: Array, rooms: Array, minors: int, keys: Array, behaviour: Behaviour) -> Array:
    """Place children with couples and with so many single parents as is published, and draw their months of birth."""
    import numpy as np

    count = len(labour)
    found = np.full((count, MOST_CHILDREN), NO_CHILD, np.int32)
    of_age = (labour[:, 0] != NOBODY) & (labour[:, 0] != RETIRED)
    couple = of_age & (labour[:, 1] != NOBODY)
    lots = -np.log(1.0 - uniforms(keys, 2, 0)) / np.maximum(rooms - 0.9, 0.1)  # large dwellings first
    order = np.argsort(lots, kind="stable")
    alone = order[(of_age & ~couple)[order]][: round(behaviour["residents.single_parent_share"] * count)]
    homes = np.concatenate([alone, order[couple[order]]])
    homes = homes[np.argsort(lots[homes], kind="stable")]
    wanted = 1 + np.searchsorted(_CHILDREN_UP_TO, uniforms(keys[homes], 2, 1), side="right")
    for place in range(MOST_CHILDREN):
        having = homes[wanted > place] if place < MOST_CHILDREN - 1 else homes
        minors -= _place(found, having[found[having, place] == NO_CHILD][: max(0, minors)], place, keys)
    able = np.flatnonzero(labour[:, 0] != NOBODY)
    for place in range(MOST_CHILDREN):  # whoever finds no place so far is put where there is any
        minors -= _place(found, able[found[able, place] == NO_CHILD][: max(0, minors)], place, keys)
    return found


_CHILDREN_UP_TO: Final = (0.45, 0.80, 0.95)  # shares of families with at most one, two, three children


def _place(found: Array, homes: Array, place: int, keys: Array) -> int:
    """Place a child in each of some homes and give how many that were."""
    import numpy as np

    found[homes, place] = -(uniforms(keys[homes], 2, 4 + place) * ADULT * 12).astype(np.int32)
    return len(homes)
