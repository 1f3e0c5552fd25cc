"""The lists of the city, and by which facts each tells those who wait apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from kredslob.engine.register.rows import Estate
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Problem, WrongInput
from kredslob.rules.messages import Place as Where
from kredslob.scenarios.agreed.bits import Bit
from kredslob.scenarios.agreed.meanings import STEP, TRAITS_BY_NUMBER
from kredslob.scenarios.agreed.variants import Variants
from kredslob.scenarios.city.layout import (
    EXTERNAL,
    FAR_OFF,
    GUARANTEE,
    LIST_KINDS,
    MOST_BITS,
    MUNICIPAL,
    NONE,
    OF_ESTATE,
    OF_ORGANISATION,
    TRAIT_COUNT,
    TRAITS_LOOKED_AT,
)
from kredslob.scenarios.city.traits import BIT_OF
from kredslob.scenarios.city.waiting import DE_BRUIJN, WORD, Lists

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHARED: Final = (MUNICIPAL, OF_ORGANISATION)  # lists that estates of several variants let from
WHOLE: Final = (1 << 64) - 1
MOST_WIDTH: Final = 62  # bits in which the places in all tables of a profile stand beside each other
Key = tuple[int, int]
"""A kind of list and a group of variants; of shared lists the group is NONE."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which lists there are.

    Args:
        of_estate: for each estate its list of each kind.
        kinds: the kind of each list; keys: by what its profile is found.
        group: the group of each variant.
    """

    of_estate: tuple[tuple[int, ...], ...]
    kinds: tuple[int, ...]
    keys: tuple[Key, ...]
    group: tuple[int, ...]

    def key(self, kind: int, variant: int) -> Key:
        """Give by what the profile of a list of a kind is found that estates of a variant let from."""
        return (kind, NONE if kind in SHARED else self.group[variant])


def lay_out(estates: Sequence[Estate], variants: Variants, tiers: Sequence[int]) -> Layout:
    """Give the lists: of each organisation's estates of one group and tier, the municipality's, transfers, guarantees."""
    groups = [variants.group[variant] for variant in variants.of]
    names: dict[tuple[object, ...], Key] = {}
    found: list[tuple[int, ...]] = []
    for kind in range(len(LIST_KINDS)):
        for estate, group, tier in zip(estates, groups, tiers, strict=True):
            names.setdefault((kind, *_name(kind, estate, group, tier)), (kind, NONE if kind in SHARED else group))
    numbers = {name: number for number, name in enumerate(names)}
    for estate, group, tier in zip(estates, groups, tiers, strict=True):
        found.append(tuple(numbers[(kind, *_name(kind, estate, group, tier))] for kind in range(len(LIST_KINDS))))
    keys = tuple(names.values())
    return Layout(tuple(found), tuple(kind for kind, _ in keys), keys, variants.group)


def _name(kind: int, estate: Estate, group: int, tier: int) -> tuple[object, ...]:
    match kind:
        case _ if kind == EXTERNAL:
            return estate.organisation, group, tier
        case _ if kind == MUNICIPAL:
            return ()
        case _ if kind == OF_ORGANISATION:
            return (estate.organisation,)
        case _ if kind in (OF_ESTATE, GUARANTEE):
            return (estate.id,)
    raise ValueError(kind)


@dataclass(frozen=True, slots=True)
class Profile:
    """The bits by which a list tells people apart, each once."""

    bits: tuple[Bit, ...]

    def place(self, bit: Bit) -> int:
        """Give which of them a bit is."""
        return [one.signature for one in self.bits].index(bit.signature)


def profile_of(bits: Iterable[Bit], key: Key) -> Profile:
    """Give the profile of the bits that tiers ask of those on a list.

    Raises:
        WrongInput: there are more than people can be told apart by.
    """
    each = {bit.signature: bit for bit in bits}
    if len(each) > MOST_BITS or sum(map(_width, each.values())) > MOST_WIDTH:
        found = Message("the rules tell people on the list {list} apart by {count} facts.", list=LIST_KINDS[key[0]],
                        count=len(each))  # fmt: skip
        raise WrongInput(Problem(Where(), found, Message("at most {most}", most=MOST_BITS)))
    return Profile(tuple(each.values()))


def _width(bit: Bit) -> int:
    """Give how many bits hold a place in the table of a fact."""
    return int(bit.table.size - 1).bit_length()


def compile_lists(layout: Layout, profiles: Mapping[Key, Profile], fits: int, incomes: NDArray[Any]) -> Lists:
    """Compile the lists for the loops; `fits`: how many sizes and rents together are told apart; `incomes`: by state."""
    import numpy as np

    numbers = {key: at for at, key in enumerate(profiles)}
    begins, rows = _begins()
    most = max(1, *(len(one.bits) for one in profiles.values()))
    adds = np.zeros((len(profiles), rows, 2), np.int64)
    adds[:, :, 1] = FAR_OFF
    looked_at = np.full((len(profiles), TRAITS_LOOKED_AT), NONE, np.int32)
    has, by_bits = np.arange(1 << TRAIT_COUNT), np.zeros((len(profiles), 1 << TRAIT_COUNT), np.int64)
    fields = np.zeros((len(profiles), most, 3), np.int32)
    tables: list[NDArray[Any]] = []
    size = 0
    for at, profile in enumerate(profiles.values()):
        traits = sorted({trait for bit in profile.bits for trait in bit.traits})
        others = [trait for trait in traits if trait not in BIT_OF]
        looked_at[at, : len(others)] = others
        shift = 0
        for number, bit in enumerate(profile.bits):
            width = _width(bit)
            fields[at, number] = size, shift, (1 << width) - 1
            tables.append(bit.table.ravel().astype(np.int8))
            size += bit.table.size
            stride = bit.table.size
            for axis, trait in enumerate(bit.traits):
                stride //= bit.table.shape[axis]
                classes = np.array(bit.classes[axis], np.int64)
                adds[at, begins[trait] : begins[trait] + len(classes), 0] += (classes * stride) << shift
            shift += width
        for trait in others:
            _note_changes(trait, adds[at], begins[trait])
        for trait in set(traits) - set(others):
            by_bits[at, has & BIT_OF[trait] != 0] += adds[at, begins[trait] + 1, 0]
            by_bits[at, has & BIT_OF[trait] == 0] += adds[at, begins[trait], 0]
    queues = np.array([2 ** len(profiles[key].bits) * fits for key in layout.keys], np.int32)
    first = np.concatenate([[0], np.cumsum(queues)[:-1]]).astype(np.int32)
    return Lists(
        kind=np.array(layout.kinds, np.int32), profile=np.array([numbers[key] for key in layout.keys], np.int32),
        first_queue=first, queues=queues, looked_at=looked_at, by_bits=by_bits, begins=np.array(begins, np.int32), adds=adds,
        bits=np.array([len(one.bits) for one in profiles.values()], np.int32), fields=fields,
        tables=np.concatenate([*tables, np.zeros(1, np.int8)]), favoured=np.zeros(int(queues.sum()), np.int8), incomes=incomes,
        bit_places=np.array(sorted(range(64), key=lambda bit: (DE_BRUIJN << bit & WHOLE) >> 58), np.int64), fits=fits,
    )  # fmt: skip


def words_for(profiles: Iterable[Profile], fits: int) -> int:
    """Give how many words hold a bit for each queue of any list."""
    return max(-(-(1 << len(one.bits)) * fits // WORD) for one in profiles)


def _begins() -> tuple[list[int], int]:
    begins, rows = [], 0
    for number in range(TRAITS_LOOKED_AT):
        begins.append(rows)
        rows += TRAITS_BY_NUMBER[number].size
    return begins, rows


def _note_changes(trait: int, adds: NDArray[Any], begin: int) -> None:
    """Note for each value of a trait that time moves after how many steps it adds something else."""
    size, moves = TRAITS_BY_NUMBER[trait].size, TRAITS_BY_NUMBER[trait].moves_by
    step = STEP.get(trait, 1)
    for value in range(size - step - 1, -1, -1) if moves else ():
        later = value + step
        if adds[begin + value, 0] != adds[begin + later, 0]:
            adds[begin + value, 1] = 1
        elif adds[begin + later, 1] < FAR_OFF:
            adds[begin + value, 1] = adds[begin + later, 1] + 1
