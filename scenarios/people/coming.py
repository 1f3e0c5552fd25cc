"""Who comes to wait, and how many: the tables of newcomers from the parameters of behaviour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.scenarios.behaviour.parameters import STREAMS
from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.city.arrivals import (
    K_AGE_HIGH,
    K_AGE_LOW,
    K_BREAK_UP,
    K_CHILDREN,
    K_COUPLE,
    K_LOW_RENT,
    K_MOST_CHILDREN,
    K_PARTED,
    K_PATIENCE,
    KIND_COLUMNS,
    Newcomers,
)
from kredslob.scenarios.city.layout import RETIRED, STATE_NAMES, STATES
from kredslob.scenarios.city.luck import THIRDS
from kredslob.scenarios.people.sorting import Sorting

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLUMNS: Final[Mapping[str, int]] = {
    "couple": K_COUPLE, "children": K_CHILDREN, "most_children": K_MOST_CHILDREN, "patience": K_PATIENCE,
    "parted": K_PARTED, "break_up": K_BREAK_UP, "low_rent": K_LOW_RENT,
}  # fmt: skip
TRAITS: Final = (
    "resident", "leaving_home", "seeks_suited", "studies_locally", "not_citizen", "released", "terminated",
    "child_stays", "studies_nearby", "convicted", "releases_larger", "schooled",
)  # fmt: skip
"""The traits by bit, as `city.layout` numbers them."""


def newcomers_of(behaviour: Behaviour, rates: NDArray[Any], sorting: Sorting) -> Newcomers:
    """Give the tables of newcomers.

    Of those who sign up for an estate each kind in each state is as many times as common as that state is in the estate
    beside the city, as far as `sorting` says: the share of a kind is what its states together come to.

    Args:
        behaviour: the parameters.
        rates: float64[estates, STREAMS], households a month.
        sorting: how estates differ from the city.

    Raises:
        WrongInput: a stream is mixed of a kind that there is not.
    """
    import numpy as np

    kinds = behaviour["newcomers.kinds"]
    names = tuple(kinds)
    wanted = [name for mix in behaviour["newcomers.mix"].values() for name in mix]
    strange = [name for name in (*wanted, "tenant", "parted") if name not in names]
    if strange:
        raise WrongInput(
            Problem(Place(None, None, "newcomers.mix"), Message("there is no kind of newcomer {name}.", name=name),
                    Message("{names}", names=", ".join(names)), nearest(name, names))
            for name in strange
        )  # fmt: skip
    table, states = np.zeros((len(names), KIND_COLUMNS)), np.zeros((len(names), STATES))
    for at, body in enumerate(kinds.values()):
        table[at, K_AGE_LOW], table[at, K_AGE_HIGH] = body["ages"]
        for name, column in COLUMNS.items():
            table[at, column] = body[name]
        for state, share in body["states"].items():
            states[at, STATE_NAMES.index(state)] = share
    traits = np.array([[round(body[name] * THIRDS) for name in TRAITS] for body in kinds.values()], np.int64)
    mixes = [behaviour["newcomers.mix"][stream] for stream in (*STREAMS, STREAMS[0])]  # the last: who is on no list
    mix = np.array([[each.get(name, 0.0) for name in names] for each in mixes])
    at_start = behaviour["newcomers.waiting_at_start"]
    waiting = np.array([at_start.get(stream, 0.0) for stream in (*STREAMS, "")], np.float64)
    passing = behaviour["newcomers.passing_setback"]
    firmness = sorting.firmness_new
    firmness = (1 - passing) * firmness + passing * firmness[:, RETIRED, None, :]
    tilted = states[None, :, :] * sorting.likeness[:, None, :]
    common = tilted.sum(axis=2)
    mix = mix[None, :, :] * common[:, None, :]
    return Newcomers(
        rates, sorting.rows, lots_up_to(mix / mix.sum(axis=2, keepdims=True)), lots_up_to(tilted / common[:, :, None]),
        lots_up_to(firmness), waiting, table, traits, lots_up_to(list(behaviour["work.jobs"].values())),
        lots_up_to(behaviour["work.hours"]),
    )  # fmt: skip


def lots_up_to(shares: Any) -> NDArray[Any]:
    """Give, of shares summed up to and including each, the first lot that falls beyond: whole numbers as exact as fractions.

    A lot is a whole number of parts of THIRDS, a power of two, so that it is not below a share just when it is not below
    the first whole number of such parts that is not.
    """
    import numpy as np

    found: NDArray[Any] = np.ceil(np.cumsum(shares, axis=-1) * THIRDS).astype(np.int32)
    return found


def kind_names(behaviour: Behaviour) -> Sequence[str]:
    """Give the names of the kinds of newcomers, in the order of their numbers."""
    return tuple(behaviour["newcomers.kinds"])
