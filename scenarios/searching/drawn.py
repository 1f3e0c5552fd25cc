"""Residents that have been drawn, so that points which share register, behaviour and seed share them too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kredslob.rules.frozen import dataclass
from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.people.estates import Home
from kredslob.scenarios.people.residents import Residents, draw_residents

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class _From:
    """All that residents are drawn from, but the key."""

    home: Home
    kinds: Array
    rooms: Array
    behaviour: Behaviour
    firmness: Array

    def same(self, other: _From) -> bool:
        """Tell whether the same residents would be drawn from another."""
        if self.behaviour is not other.behaviour or self.home != other.home:
            return False
        pairs = ((self.kinds, other.kinds), (self.rooms, other.rooms), (self.firmness, other.firmness))
        return all(np.array_equal(mine, yours) for mine, yours in pairs)


class Drawn:
    """Draws residents as `draw_residents` does, and gives those that it has drawn from the same before.

    An agreement may count people otherwise, and so draw others: those of each key that were drawn last are kept.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[_From, Residents]] = {}

    def __call__(
        self, home: Home, kinds: Array, rooms: Array, behaviour: Behaviour, firmness: Array, key: int
    ) -> Residents:
        """Give the residents of an estate."""
        asked = _From(home, kinds, rooms, behaviour, firmness)
        kept = self._kept.get(key)
        if kept is not None and kept[0].same(asked):
            return kept[1]
        drawn = draw_residents(home, kinds, rooms, behaviour, firmness, key)
        self._kept[key] = (asked, drawn)
        return drawn
