"""How sure an answer is, in words: what was looked at and judged, what the intervals cover, what everything rests on."""

from __future__ import annotations

from collections.abc import Iterator

from kredslob.rules.messages import Message
from kredslob.scenarios.searching.answer import Answer
from kredslob.scenarios.telling.numbers import Amount
from kredslob.scenarios.telling.screen import Head, Part, Said


def sure(found: Answer) -> Iterator[Part]:
    """Give what is to be said of all points together."""
    effort = found.effort
    yield Head(Message("How sure"))
    if effort.method == "grid":
        yield Said(Message("Every point was looked at: none between them, and none beyond the ranges."))
    else:
        yield Said(Message("{count} of {size} points were looked at, as an optimiser asked for them (NSGA-II): a better one may have been missed.", count=Amount(effort.looked_at), size=Amount(effort.size)), caution=True)  # fmt: skip
    yield Said(Message("Each was judged before it was run: lawful by `agreement check`, one answer in every case by `agreement prove`."))  # fmt: skip
    if effort.confirm:
        yield Said(Message("Chosen by {first} replications of each point; told by {second} others, which nobody has chosen by.", first=Amount(effort.replications), second=Amount(effort.confirm)))  # fmt: skip
    else:
        yield Said(Message("Told by the {first} replications that they were chosen by: the best of many look better than they are.", first=Amount(effort.replications)), caution=True)  # fmt: skip
    yield Said(Message("Intervals are 95 % intervals and cover chance between replications alone. Differences are paired: every point meets the same luck. Behaviour and assumed terms are the same for all."))  # fmt: skip
    if any(limit.probability is not None for limit in found.limits):
        yield Said(Message("Where many places are looked at, chance alone makes some of them miss a probability, and some keep it."))  # fmt: skip
    yield Said(Message("Thresholds and groups are those of the agreement as it is now, for every point."))
    count, guessed = found.behaviour
    yield Said(
        Message(
            "Assumed: {guesses} terms of the agreement and its laws, {assumed} of {behaviour} values of behaviour. Synthetic: the key figures of {synthetic} of {estates} estates. Not a forecast.",
            guesses=Amount(found.guesses), assumed=Amount(guessed), behaviour=Amount(count),
            synthetic=Amount(found.synthetic), estates=Amount(found.estates),
        ), caution=True,
    )  # fmt: skip
