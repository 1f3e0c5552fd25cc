"""The tiers of each channel in each context, and whom each accepts: what the engine's ranking goes by, as tables.

The engine says which tiers a channel has and which facts each asks. Here every tier is asked about every class of people
on the lists in question, so that who is accepted is a set of queues.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kredslob.engine.rank import Tier
from kredslob.engine.route import CLAIM_OF, fallback_tiers, tiers_of
from kredslob.engine.situation import Situation
from kredslob.engine.turns import SPLIT, Turn
from kredslob.engine.wheels import Wheel
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import FactDeclaration
from kredslob.rules.terms import Terms
from kredslob.scenarios.agreed.bits import Bit, Bits
from kredslob.scenarios.agreed.program import CHANNEL, Facts
from kredslob.scenarios.city.layout import CHANNELS, EXTERNAL, GUARANTEE, MUNICIPAL, OF_ESTATE, OF_ORGANISATION

KIND_OF_LIST: Final[Mapping[str, int]] = {
    "external": EXTERNAL, "municipal": MUNICIPAL, "organisation": OF_ORGANISATION, "estate": OF_ESTATE,
}  # fmt: skip
# Channels whose tiers name no list look where those with the claim wait.
CLAIMED_ON: Final[Mapping[str, tuple[int, ...]]] = {
    "return_guarantee": (GUARANTEE,), "divorce_precedence": (OF_ESTATE, OF_ORGANISATION),
}  # fmt: skip
CLAIMS_IN_ORDER: Final = ("return_guarantee", "own_estate_transfer", "divorce_precedence", "organisation_transfer")


TierPlace = tuple[int, tuple[int, ...], int, int]
"""Where tiers are met: a variant, the cells of a context, a channel, a slot of the split."""
ClaimPlace = tuple[int, tuple[int, ...], int]
"""Where a claim is asked after: a variant, the cells of a context, a claim."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A tier as it is asked: on which kinds of list, what each must be, and what some of it must be true."""

    kinds: tuple[int, ...]
    must: tuple[tuple[Bit | bool, ...], ...]
    any_of: tuple[tuple[Bit | bool, ...], ...]
    wanted: tuple[bool, ...]
    fallback: bool = False

    def bits(self, at: int) -> tuple[Bit, ...]:
        """Give the facts that tell people on the list at a place apart."""
        return tuple(bit for bit in (*self.must[at], *self.any_of[at]) if isinstance(bit, Bit))


class Tiers:
    """All tiers of a variant, by context, channel and slot of the split."""

    def __init__(
        self, terms: Terms, facts: Facts, bits: Bits, declared: Mapping[str, FactDeclaration], slots: Sequence[str]
    ) -> None:
        self._slots = slots
        self._terms = terms
        self._facts = facts
        self._bits = bits
        self._declared = declared

    def at(self, context: Sequence[int], channel: int, split: int) -> list[Asking]:
        """Give the tiers of a channel in a context, those to fall back on last."""
        name = CHANNELS[channel]
        cells = self._cells(context, name)
        given = {name: self._facts.cells[name].values[cell] for name, cell in cells.items()}
        situation = Situation(given, self._terms, self._declared, {})  # type: ignore[arg-type]  # cells stand for values
        label = self._slots[split]
        turn = Turn(SPLIT, Wheel(SPLIT, "", (label,)), None)
        tiers, _ = tiers_of(name, situation, turn)
        further = fallback_tiers(name, situation)
        return [self._asked(one, name, cells, False) for one in tiers] + [
            self._asked(one, name, cells, True) for one in further
        ]

    def _cells(self, context: Sequence[int], channel: str) -> dict[str, int]:
        """Give the cells of the facts of a context; the channel is one of them where a rule on applicants reads it."""
        cells = dict(zip(self._facts.context, context, strict=True))
        if CHANNEL in self._facts.cells:
            cells[CHANNEL] = self._facts.cells[CHANNEL].of(channel)
        return cells

    def claim(self, context: Sequence[int], which: int) -> Asking:
        """Give how it is asked who has a claim, as the engine finds out whether there is one."""
        channel = CLAIMS_IN_ORDER[which]
        cells = self._cells(context, channel)
        lists = {"own_estate_transfer": ("estate",), "organisation_transfer": ("organisation",)}.get(channel, ())
        return self._asked(Tier((channel,), lists, (CLAIM_OF[channel],)), channel, cells, False)

    def _asked(self, tier: Tier, channel: str, cells: Mapping[str, int], fallback: bool) -> Asking:
        kinds = tuple(KIND_OF_LIST[name] for name in tier.lists if name in KIND_OF_LIST) or CLAIMED_ON.get(channel, ())
        return Asking(
            kinds,
            tuple(tuple(self._bits.of(fact, cells, kind) for fact, _ in tier.must) for kind in kinds),
            tuple(tuple(self._bits.of(fact, cells, kind) for fact in tier.any_of) for kind in kinds),
            tuple(wanted for _, wanted in tier.must),
            fallback,
        )
