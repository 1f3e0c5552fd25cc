"""Fitted sets of parameters: what observed margins leave open, as lots of the knobs with a weight each.

A file of behaviour that a calibration produced names the file of its sets. They are read when somebody wants to draw from
them, not with the behaviour, whose values stand by themselves.
"""

from __future__ import annotations

import json
from itertools import accumulate
from pathlib import Path
from typing import Final

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.behaviour.reading import Behaviour

KIND: Final = "kredslob calibration"


@dataclass(frozen=True, slots=True)
class FittedSets:
    """Sets of lots: the names of the knobs, and of each set its weight and a lot of each knob, from 0 to 1."""

    knobs: tuple[str, ...]
    weights: tuple[float, ...]
    lots: tuple[tuple[float, ...], ...]

    def at(self, lot: float) -> dict[str, float]:
        """Give the set that a lot from 0 to 1 falls on, by weight: the lots by the name of the knob."""
        reached = list(accumulate(self.weights))
        place = next((at for at, one in enumerate(reached) if lot * reached[-1] < one), len(reached) - 1)
        return dict(zip(self.knobs, self.lots[place], strict=True))


def sets_of(behaviour: Behaviour) -> FittedSets | None:
    """Give the sets that a behaviour was fitted with; None if it was not.

    Raises:
        WrongInput: the file that it names is not there, holds something else, or knobs that the behaviour does not have.
    """
    if behaviour.sets is None:
        return None
    found = read_sets(behaviour.sets)
    there = {knob.name for knob in behaviour.knobs}
    strange = [name for name in found.knobs if name not in there]
    if strange:
        wrong = Message("{file} turns knobs that the behaviour does not have: {names}.", file=behaviour.sets.name,
                        names=", ".join(strange))  # fmt: skip
        raise WrongInput(Problem(Place(str(behaviour.sets)), wrong, Message("the sets that were made with it")))
    return found


def read_sets(path: Path) -> FittedSets:
    """Read the sets of a calibration; raise WrongInput if the file holds none."""
    try:
        raw = json.loads(path.read_text("utf-8"))
        if raw["kind"] != KIND:
            raise ValueError(KIND)  # noqa: TRY301 - told below as what else holds no sets
        knobs = tuple(str(one["knob"]) for one in raw["knobs"])
        weights = tuple(float(one["weight"]) for one in raw["sets"])
        lots = tuple(tuple(map(float, one["lots"])) for one in raw["sets"])
    except (OSError, ValueError, TypeError, KeyError) as wrong:
        raise _strange(path) from wrong
    whole = all(len(one) == len(knobs) and all(0 <= lot <= 1 for lot in one) for one in lots)
    if not lots or not whole or not all(weight >= 0 for weight in weights) or not sum(weights) > 0:
        raise _strange(path)
    return FittedSets(knobs, weights, lots)


def _strange(path: Path) -> WrongInput:
    found = Message("{file} does not hold the sets of a calibration.", file=path.name)
    return WrongInput(Problem(Place(str(path)), found, Message("a file that kredslob calibrate has made")))
