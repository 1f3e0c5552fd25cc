"""Sorting: how far the people of an estate, and those who sign up for it, are those that its beginning would be kept by.

What an estate's residents do is compared with the city (`work.shares`): `residents.sorting` says how far the difference is
one of attachment to work, which stays; `newcomers.sorting` how far those who sign up for the estate differ alike. Each is
an exponent: 0 takes everybody for drawn from one city, 1 the whole difference for lasting. Nothing here looks at another
estate, so that one more changes none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.city.arrivals import STREAMS, TO_MUNICIPALITY
from kredslob.scenarios.city.layout import (
    BENEFIT,
    EARLY_PENSION,
    EMPLOYED,
    STATE_NAMES,
    STATES,
    STUDENT,
    UNEMPLOYED,
)
from kredslob.scenarios.people.estates import Home
from kredslob.scenarios.people.work import attachment_mix, lasting_shares, shares_of_attachment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_AS_CITY: Final = 25  # people of the city's make counted beside an estate's own: few people show little
_TOLD: Final = ((EMPLOYED,), (STUDENT,), (UNEMPLOYED,), (BENEFIT, EARLY_PENSION))  # as `Home.counts` tells them
_ROUNDS: Final = 400
CITY: Final = 0  # the row of tables for who belongs to no estate


@dataclass(frozen=True)
class Sorting:
    """How estates differ from the city. Tables have a row for the city, then one for each estate, or only the first.

    Args:
        rows: int32[estates, STREAMS], by which row those of a stream are drawn; of the residents by that of the first.
        likeness: float64[rows, STATES], how many times as many as in the city sign up in each state.
        firmness: float64[rows, STATES, attachments], of residents in a state at the beginning.
        firmness_new: likewise, of those who come.
        tiers: of each estate, among whose lists its list of an organisation is.
    """

    rows: Array
    likeness: Array
    firmness: Array
    firmness_new: Array
    tiers: tuple[int, ...]


def sorting_of(homes: Sequence[Home], behaviour: Behaviour) -> Sorting:
    """Give how estates differ from the city, as far as behaviour says that it lasts."""
    import numpy as np

    lasting, told = lasting_shares(behaviour), _told(behaviour)
    mix = attachment_mix(behaviour, lasting)
    stay, come = float(behaviour["residents.sorting"]), float(behaviour["newcomers.sorting"])
    seen = np.concatenate([told[None, :], [_shares(home, told) for home in homes]])
    own = _own_mixes(seen, told, mix, lasting)
    likeness = np.ones((len(seen), STATES))
    for states, ratio in zip(_TOLD, (seen / told).T, strict=True):
        likeness[:, states] = ratio[:, None] ** come
    rows = np.zeros((len(homes), STREAMS), np.int32)
    if stay or come:
        rows[:] = 1 + np.arange(len(homes))[:, None]
        rows[:, TO_MUNICIPALITY] = CITY
    kept = slice(0, None if stay or come else 1)
    return Sorting(
        rows, likeness[kept], _firmness(own, mix, lasting, stay)[kept], _firmness(own, mix, lasting, come)[kept],
        _tiers(homes, behaviour["newcomers.tiers"] if come else ()),
    )  # fmt: skip


def _told(behaviour: Behaviour) -> Array:
    """Give what residents of the city do, in the states that key figures tell apart: shares."""
    import numpy as np

    shares = behaviour["work.shares"]
    return np.maximum([sum(shares[STATE_NAMES[state]] for state in states) for states in _TOLD], 1e-6)


def _shares(home: Home, city: Array) -> Array:
    """Give what residents of an estate do, with a few of the city's make counted beside them: shares."""
    import numpy as np

    counts = np.array(home.counts, float) + _AS_CITY * city
    found: Array = counts / counts.sum()
    return found


def _own_mixes(seen: Array, city: Array, mix: Array, lasting: Array) -> Array:
    """Give the mix of attachments that explains best what is seen of each row; of the city, the city's.

    What is seen is weighed by how the city's mix explains the city, so that an estate like the city has its mix.
    """
    import numpy as np

    told = np.stack([lasting[:, list(states)].sum(axis=1) for states in _TOLD], axis=1)
    expected = mix @ told
    wanted = seen * (expected / city)
    wanted /= wanted.sum(axis=1, keepdims=True)
    found = np.repeat(mix[None, :], len(seen), axis=0)
    for _ in range(_ROUNDS):
        joint = found[:, :, None] * told[None, :, :]
        joint /= np.maximum(joint.sum(axis=1, keepdims=True), 1e-12)
        found = (wanted[:, None, :] * joint).sum(axis=2)
    found[CITY] = mix
    return found


def _firmness(own: Array, mix: Array, lasting: Array, how_far: float) -> Array:
    """Give how firmly those in each state are attached, with so much of the difference to the city taken for lasting."""
    import numpy as np

    tilted = mix[None, :] * (own / np.maximum(mix, 1e-12)) ** how_far
    return np.stack([shares_of_attachment(each / each.sum(), lasting) for each in tilted])


def _tiers(homes: Sequence[Home], bounds: Sequence[float]) -> tuple[int, ...]:
    """Give the tier of each estate: how many of the bounds its share outside the workforce at the beginning reaches."""
    found = []
    for home in homes:
        employed, students, unemployed, others = home.counts
        whole = max(1, employed + students + unemployed + others)
        found.append(sum((students + others) >= bound * whole for bound in bounds))
    return tuple(found)
