"""What is agreed of quotas and wheels, as whole numbers for the arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from kredslob.engine.compensation import METHODS
from kredslob.engine.route import SPLIT_WHEEL
from kredslob.engine.turns import FLEXIBLE, ORDINARY
from kredslob.engine.wheels import share_wheel
from kredslob.rules.terms import Terms
from kredslob.scenarios.city.standing import Quotas

if TYPE_CHECKING:
    from numpy.typing import NDArray

TRANSFER_SLOTS: Final = ("external", "transfer")
EXTERNAL_SLOTS: Final = (ORDINARY, FLEXIBLE)


def quotas_of(terms: Terms, own: Sequence[Terms]) -> Quotas:
    """Give what is agreed of quotas."""
    import numpy as np

    def pair(key: str, without: tuple[int, int]) -> tuple[int, int]:
        value = terms.value(key)
        return (int(value[0]), int(value[1])) if isinstance(value, tuple) else without

    def number(of: Terms, key: str) -> int:
        value = of.value(key)
        return value if isinstance(value, int) else 0

    base, cap = pair("referral.base_share", (0, 1)), pair("compensation.cap", (1, 1))
    return Quotas(
        base_turns=base[0], base_of=base[1], method=METHODS[str(terms.value("compensation.method") or "none")],
        threshold_ppm=number(terms, "forty_plus.threshold"), cap_turns=cap[0], cap_of=cap[1],
        keep_fraction=int(terms.value("wheel.on_change") == "keep_fraction"),
        fixed_extra=np.array([number(one, "compensation.extra_turns") for one in own], np.int64),
    )  # fmt: skip


def split_slots(terms: Terms) -> tuple[str, ...]:
    """Give the labels of the split of flexible lettings, each once."""
    value = terms.value(SPLIT_WHEEL)
    return tuple(dict.fromkeys(map(str, value))) if isinstance(value, tuple) else (str(value),)


def numbered(terms: Terms, parameter: str, labels: tuple[str, ...]) -> NDArray[Any]:
    """Give the slots of a wheel as the places of their labels; any other label counts as the last."""
    import numpy as np

    value = terms.value(parameter)
    slots = value if isinstance(value, tuple) else (value,)
    last = len(labels) - 1
    return np.array([labels.index(str(slot)) if slot in labels else last for slot in slots], np.int64)


def external_wheels(own: Sequence[Terms], without: tuple[int, int]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Give the external wheel of each estate, flexible slots as 1, and its length.

    Args:
        own: the terms of each estate.
        without: (flexible turns, of) where none is agreed.
    """
    import numpy as np

    slots = [_external(terms, without) for terms in own]
    wheels = np.zeros((len(slots), max(map(len, slots))), np.int32)
    for at, each in enumerate(slots):
        wheels[at, : len(each)] = [EXTERNAL_SLOTS.index(slot) for slot in each]
    return wheels, np.array([len(each) for each in slots], np.int32)


def _external(terms: Terms, without: tuple[int, int]) -> tuple[str, ...]:
    agreed = terms.wheels.get("external")
    if agreed is not None and agreed.slots:
        return agreed.slots
    share = without if agreed is None else (agreed.turns, agreed.of)
    return share_wheel("external", "", share, EXTERNAL_SLOTS).slots
