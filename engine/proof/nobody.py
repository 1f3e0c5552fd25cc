"""Prove that exactly one thing happens when nobody on the list qualifies, whatever the channel.

The municipality names somebody itself; a dwelling at a flexible turn goes by the mandatory criteria where they bind, else
to the ordinary list, or it is held, as is agreed; in other channels nobody is offered it; and what the agreement does not
cover it leaves to others. For each channel that may come out, at each value of each guess, there must be one of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import combinations
from typing import Final

from kredslob.engine.case import NOT_COVERED
from kredslob.engine.proof.finding import Finding
from kredslob.engine.proof.logic import FALSE, Formula, constant, every, no, some
from kredslob.engine.proof.looking import best
from kredslob.engine.proof.situations import Situations
from kredslob.engine.proof.smallest import Smallest
from kredslob.engine.route import BY_MUNICIPALITY, HOLD, LISTS, ORDINARY_LIST, WHEN_NOBODY

CHANNEL: Final = "channel"
FLEXIBLE: Final = "flexible"
BINDING: Final = "mandatory_flexible"
AT_A_FLEXIBLE_TURN: Final = (ORDINARY_LIST, HOLD)
_OTHERS: Final = tuple(one for one in LISTS if one not in (*BY_MUNICIPALITY, FLEXIBLE, NOT_COVERED))


def happens(among: Situations) -> Mapping[str, Formula]:
    """Give what may happen when nobody qualifies, and when it certainly does."""
    channel = among.outcome(CHANNEL)
    flexible, free = channel.certainly(FLEXIBLE), _bound(among, False)
    return {
        "municipality": some(channel.certainly(one) for one in BY_MUNICIPALITY),
        "mandatory": every((flexible, _bound(among, True))),
        **{value: every((flexible, free, _agreed(among, value))) for value in AT_A_FLEXIBLE_TURN},
        "nobody": some(channel.certainly(one) for one in _OTHERS),
        NOT_COVERED: channel.certainly(NOT_COVERED),
    }


def unsettled(situations: Situations, smallest: Smallest[Situations]) -> Iterator[Finding]:
    """Find that nothing, or more than one thing, happens when nobody qualifies."""
    if CHANNEL not in situations.rules:
        return
    each = happens(situations).values()
    one_only = [no(every(pair)) for pair in combinations(each, 2)]
    decided = every((situations.outcome(CHANNEL).known, some((_bound(situations, True), _bound(situations, False)))))
    if situations.solver.find(decided, no(every((some(each), *one_only)))) is not None:
        example = best(smallest, _nothing)
        yield Finding(
            "nobody_unsettled", CHANNEL, situations.rules[CHANNEL], (situations.regime,), example, switch=(WHEN_NOBODY,)
        )


def _nothing(among: Situations) -> Formula:
    """Give when certainly nothing is agreed of a flexible turn at which no mandatory criteria bind."""
    flexible = among.outcome(CHANNEL).certainly(FLEXIBLE)
    return every((flexible, _bound(among, False), *(no(_agreed(among, value)) for value in AT_A_FLEXIBLE_TURN)))


def _bound(among: Situations, binding: bool) -> Formula:
    return among.outcome(BINDING).certainly(binding) if BINDING in among.rules else constant(not binding)


def _agreed(among: Situations, wanted: str) -> Formula:
    """Give when this is agreed, for the estate and at the value of the guess that it may be."""
    reading = among.rule_formulas.parameters.reading(WHEN_NOBODY)
    return reading.test(partial(_is, wanted)).possible if reading.choices else FALSE


def _is(wanted: str, value: object) -> Formula:
    return constant(value == wanted)
