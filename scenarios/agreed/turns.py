"""What is agreed of quotas and wheels, as whole numbers for the arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm
from typing import TYPE_CHECKING, Any, Final

from kredslob.engine.compensation import METHODS
from kredslob.engine.route import SPLIT_WHEEL
from kredslob.engine.turns import EXTERNAL, FLEXIBLE, ORDINARY, SHARED
from kredslob.engine.wheels import REFERRAL, share_wheel
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.terms import Terms
from kredslob.scenarios.agreed.program import Facts
from kredslob.scenarios.city.layout import NONE
from kredslob.scenarios.city.standing import Quotas

if TYPE_CHECKING:
    from numpy.typing import NDArray

TRANSFER_SLOTS: Final = ("external", "transfer")
EXTERNAL_SLOTS: Final = (ORDINARY, FLEXIBLE)


def named_shares(own: Sequence[Terms], facts: Facts, wheel: str) -> tuple[int, list[list[tuple[int, int]]]]:
    """Give the fact by whose cell each estate's share of a wheel is named, and the share in each cell; NONE if there is none.

    Raises:
        WrongInput: an estate lacks a share that the rules may name for it.
    """
    fact = SHARED[wheel].fact
    if fact not in facts.numbers or not any(fact in terms.rules for terms in own):
        return NONE, [[] for _ in own]
    names = [str(name) for name in facts.cells[fact].values]
    return facts.numbers[fact], [[_share_named(terms, name) for name in names] for terms in own]


def _share_named(terms: Terms, name: str) -> tuple[int, int]:
    value = terms.value(name) if name in terms.parameters else None
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], int):
        return int(value[0]), int(value[1])
    found = Message("the rules name {name} as an estate's share, which is no share of turns.", name=name)
    raise WrongInput(Problem(Place(), found, Message("turns, such as 1/3")))


def quotas_of(terms: Terms, own: Sequence[Terms], facts: Facts) -> Quotas:
    """Give what is agreed of quotas.

    Raises:
        WrongInput: rules fix each estate's share and lost turns are placed elsewhere too, which is not simulated.
    """
    import numpy as np

    def pair(key: str, without: tuple[int, int]) -> tuple[int, int]:
        value = terms.value(key)
        return (int(value[0]), int(value[1])) if isinstance(value, tuple) else without

    def number(of: Terms, key: str) -> int:
        value = of.value(key)
        return value if isinstance(value, int) else 0

    base, cap = pair("referral.base_share", (0, 1)), pair("compensation.cap", (1, 1))
    fact, shares = named_shares(own, facts, REFERRAL)
    if fact != NONE and terms.value("compensation.method") not in (None, "none"):
        found = Message("rules fix each estate's share of referral and lost turns are placed elsewhere too.")
        raise WrongInput(
            Problem(Place(None, None, "compensation.method"), found, Message("none, where it is simulated"))
        )
    return Quotas(
        base_turns=base[0], base_of=base[1], method=METHODS[str(terms.value("compensation.method") or "none")],
        threshold_ppm=number(terms, "forty_plus.threshold"), cap_turns=cap[0], cap_of=cap[1],
        keep_fraction=int(terms.value("wheel.on_change") == "keep_fraction"),
        fixed_extra=np.array([number(one, "compensation.extra_turns") for one in own], np.int64),
        share_fact=fact, shares=np.array(shares, np.int64).reshape(len(own), -1, 2),
    )  # fmt: skip


def in_one_measure(quotas: Sequence[Quotas]) -> list[Quotas]:
    """Give the quotas of several days with base shares of so many of one number, so that what is carried over stays the same."""
    of = lcm(*(one.base_of for one in quotas))
    return [one._replace(base_turns=one.base_turns * (of // one.base_of), base_of=of) for one in quotas]


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


def external_wheels(
    own: Sequence[Terms], facts: Facts, without: tuple[int, int]
) -> tuple[int, NDArray[Any], NDArray[Any]]:
    """Give the fact that names the share (NONE if none does), each estate's wheel by its cells, flexible slots as 1, and lengths.

    Args:
        own: the terms of each estate.
        facts: the facts that count.
        without: (flexible turns, of) where none is agreed.
    """
    import numpy as np

    fact, shares = named_shares(own, facts, EXTERNAL)
    slots = [_externals(terms, named, without) for terms, named in zip(own, shares, strict=True)]
    longest = max(len(one) for each in slots for one in each)
    wheels = np.zeros((len(slots), len(slots[0]), longest), np.int32)
    lengths = np.array([[len(one) for one in each] for each in slots], np.int32)
    for at, each in enumerate(slots):
        for cell, one in enumerate(each):
            wheels[at, cell, : len(one)] = [EXTERNAL_SLOTS.index(slot) for slot in one]
    return fact, wheels, lengths


def _externals(terms: Terms, named: Sequence[tuple[int, int]], without: tuple[int, int]) -> list[tuple[str, ...]]:
    """Give an estate's external wheels, one for each share that rules may name; its own agreement goes before them."""
    if not named or "external" in terms.wheels:
        return [_external(terms, without)] * max(1, len(named))
    return [share_wheel("external", "", share, EXTERNAL_SLOTS).slots for share in named]


def _external(terms: Terms, without: tuple[int, int]) -> tuple[str, ...]:
    """Give an estate's external wheel: its own agreement's, else by the share agreed for all, else by what is supposed."""
    agreed = terms.wheels.get("external")
    if agreed is not None and agreed.slots:
        return agreed.slots
    for_all = terms.parameters.get(SHARED[EXTERNAL].base) if agreed is None else None
    share = without if agreed is None else (agreed.turns, agreed.of)
    if for_all is not None and isinstance(for_all.value, tuple):
        if for_all.series.unit == "wheel":
            return tuple(map(str, for_all.value))
        share = int(for_all.value[0]), int(for_all.value[1])
    return share_wheel("external", "", share, EXTERNAL_SLOTS).slots
