"""Whom each tier accepts, and the rest of what the letting of a vacancy looks up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

from kredslob.engine.route import SPLIT_WHEEL
from kredslob.rules.terms import Terms
from kredslob.scenarios.agreed.bits import Bit
from kredslob.scenarios.agreed.manners import Manners
from kredslob.scenarios.agreed.profiles import Key, Layout, Profile, words_for
from kredslob.scenarios.agreed.program import OF_VACANCY, Facts
from kredslob.scenarios.agreed.tiers import Asking, ClaimPlace, TierPlace
from kredslob.scenarios.agreed.turns import TRANSFER_SLOTS, external_wheels, numbered, split_slots
from kredslob.scenarios.city.layout import CHANNELS, EXTERNAL, NONE
from kredslob.scenarios.city.routing import CLAIMS, FLEXIBLE, ORGANISATION, OWN_ESTATE, Deal
from kredslob.scenarios.city.waiting import WORD, Lists

if TYPE_CHECKING:
    from numpy.typing import NDArray


class _Acceptances:
    """The sets of queues that tiers accept, each once."""

    def __init__(self, profiles: Mapping[Key, Profile], layout: Layout, suits: NDArray[Any]) -> None:
        self._profiles, self._layout = profiles, layout
        self._suits = suits
        self._words = words_for(profiles.values(), suits.shape[1])
        self._suiting = tuple(array.tolist() for array in suits.nonzero())
        self._numbers: dict[bytes, int] = {}
        self._asked: dict[tuple[object, ...], int] = {}
        self.sets: list[NDArray[Any]] = []

    def number(self, asking: Asking, variant: int) -> int:
        """Give the number of the set that a tier accepts on its lists; most are asked for in several contexts."""
        keys = tuple(self._layout.key(kind, variant) for kind in asking.kinds)
        asked = (
            keys,
            *(tuple(tuple(map(_told, each)) for each in of) for of in (asking.must, asking.any_of)),
            asking.wanted,
        )
        if asked not in self._asked:
            self._asked[asked] = self._worked_out(asking, keys)
        return self._asked[asked]

    def _worked_out(self, asking: Asking, keys: Sequence[Key]) -> int:
        import numpy as np

        found = np.zeros((2, len(self._suits), self._words), np.int64)
        for at, list_ in enumerate(keys):
            profile = self._profiles[list_]
            classes = range(2 ** len(profile.bits))
            found[at] = self._queues([one for one in classes if self._accepts(asking, at, profile, one)])
        key = found.tobytes()
        if key not in self._numbers:
            self._numbers[key] = len(self.sets)
            self.sets.append(found)
        return self._numbers[key]

    def _accepts(self, asking: Asking, at: int, profile: Profile, one: int) -> bool:
        def true(bit: Bit | bool) -> bool:
            return bit if isinstance(bit, bool) else bool(one >> profile.place(bit) & 1)

        must = all(true(bit) is wanted for bit, wanted in zip(asking.must[at], asking.wanted, strict=True))
        return must and (not asking.any_of[at] or any(true(bit) for bit in asking.any_of[at]))

    def _queues(self, accepted: Sequence[int]) -> NDArray[Any]:
        """Give a bit for each queue of the classes accepted, by class of dwelling."""
        import numpy as np

        words = [[0] * self._words for _ in self._suits]
        fits = self._suits.shape[1]
        for one in accepted:
            for suits, fit in zip(*self._suiting, strict=True):
                place = one * fits + fit
                words[suits][place // WORD] |= 1 << place % WORD
        return np.array(words, np.int64)


def _told(bit: Bit | bool) -> tuple[object, ...] | bool:
    return bit if isinstance(bit, bool) else bit.signature


def compile_deal(
    facts: Facts, askings: Mapping[TierPlace, Sequence[Asking]], claims: Mapping[ClaimPlace, Asking],
    profiles: Mapping[Key, Profile], layout: Layout, manners: Manners, own: Sequence[Terms], variants: Sequence[Terms],
) -> Deal:  # fmt: skip
    """Compile the tiers and claims that were asked, and what else the agreement says of letting."""
    import numpy as np

    slots = split_slots(variants[0])
    sizes = [len(facts.cells[name].values) for name in facts.context]
    strides = [int(np.prod(sizes[at + 1 :])) for at in range(len(sizes))]
    count = int(np.prod(sizes))
    acceptances = _Acceptances(profiles, layout, manners.suits)
    tiers: list[tuple[int, int, int, int]] = []
    tiers_at = np.zeros((len(variants), count, len(CHANNELS), len(slots), 2), np.int32)
    claim_at = np.full((len(variants), count, len(CLAIMS)), NONE, np.int32)

    def add(asking: Asking, variant: int) -> None:
        second = asking.kinds[1] if len(asking.kinds) > 1 else NONE
        number = acceptances.number(asking, variant)
        tiers.append((asking.kinds[0] if asking.kinds else NONE, second, number, int(asking.fallback)))

    def place(context: tuple[int, ...]) -> int:
        return sum(cell * stride for cell, stride in zip(context, strides, strict=True))

    for (variant, context, channel, split), each in askings.items():
        tiers_at[variant, place(context), channel, split] = len(tiers), len(tiers) + len(each)
        for asking in each:
            add(asking, variant)
    for (variant, context, which), asking in claims.items():
        claim_at[variant, place(context), which] = len(tiers)
        add(asking, variant)
    contexts = np.array(
        [(facts.numbers[name], step) for name, step in zip(facts.context, strides, strict=True)], np.int32
    )
    first = variants[0]
    flexible_fact, external, lengths = external_wheels(own, facts, manners.flexible)
    serves = np.zeros(len(CHANNELS), np.int32)
    serves[[ORGANISATION, *([OWN_ESTATE] if first.value("transfer.covers") == "both" else [])]] = 1
    return Deal(
        facts=np.array([facts.numbers.get(name, NONE) for name in OF_VACANCY], np.int32), contexts=contexts.reshape(-1, 2),
        claims=claim_at, tiers_at=tiers_at, tiers=np.array(tiers, np.int32), accepted=np.array(acceptances.sets),
        split=numbered(first, SPLIT_WHEEL, slots),
        flexible_fact=flexible_fact, external=external, external_length=lengths, transfer=numbered(first, "transfer.wheel", TRANSFER_SLOTS),
        transfer_serves=serves, counts_rehousing=int(first.value("rehousing.counts_as_referral") is True),
        returned=int(first.value("referral.refused") != "spent"),
        freed_counts=int(first.value("referral.freed_counts") is not False),
        return_undelivered=int(manners.return_undelivered), hold_months=manners.hold_months,
        refusals=manners.refusals, refuses=manners.refuses,
    )  # fmt: skip


def favoured_queues(layout: Layout, lists: Lists, deal: Deal) -> NDArray[Any]:
    """Tell for each queue whether some group of flexible letting takes those who stand there, in some estate.

    Those on the ordinary list whom none takes are passed over at every flexible turn.
    """
    import numpy as np

    found = np.zeros(int(lists.queues.sum()), np.int8)
    taken: dict[int, NDArray[Any]] = {}
    for which, (kind, group) in enumerate(layout.keys):
        if kind != EXTERNAL:
            continue
        if group not in taken:
            taken[group] = _taken(layout, deal, group)
        places = np.arange(lists.queues[which])
        found[lists.first_queue[which] + places] = taken[group][places // WORD] >> (places % WORD) & 1
    return found


def _taken(layout: Layout, deal: Deal, group: int) -> NDArray[Any]:
    """Give a bit for each queue from which some tier of flexible letting takes people, in some estate of a group."""
    import numpy as np

    variants = [variant for variant, one in enumerate(layout.group) if one == group]
    spans = {tuple(span) for span in deal.tiers_at[variants, :, FLEXIBLE].reshape(-1, 2).tolist()}
    tiers = deal.tiers[sorted({tier for first, end in spans for tier in range(first, end)})].reshape(-1, 4)
    sets = deal.accepted[np.unique(tiers[tiers[:, 3] == 0, 2]), 0]
    return reduce(np.bitwise_or, sets.reshape(-1, deal.accepted.shape[3]), np.zeros(deal.accepted.shape[3], np.int64))
