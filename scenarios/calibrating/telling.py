"""Tell a fit: each figure before and after, what was not reached, which knobs are narrower and which are as little known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kredslob.rules.messages import Message
from kredslob.scenarios.calibrating.fit import Fit, Narrowed, Reached
from kredslob.scenarios.targets.reading import shipped_targets
from kredslob.scenarios.targets.target import Unit
from kredslob.scenarios.telling.numbers import DASH, Amount, Percent
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said, Word

FIGURES: Final = (
    Message("figure"), Message("observed"), Message("allowance"), Message("before, 90 %"), Message("after, 90 %"),
    Message("fitted"),
)  # fmt: skip
KNOBS: Final = (Message("knob"), Message("middle half"), Message("beside before"))
NOTHING: Final = Message("{dash}", dash=DASH)


def told(fit: Fit) -> list[Part]:
    """Give the parts of the screen."""
    return [*_figures(fit), *_knobs(fit)]


def _figures(fit: Fit) -> Iterator[Part]:
    yield Head(Message("Behaviour fitted to observed margins"))
    yield Said(
        Message(
            "{drawn} sets of parameters were drawn and tried, {failed} of them could not be run; {kept} were kept, worth "
            "{effective} of equal weight.",
            drawn=Amount(fit.drawn), failed=Amount(fit.failed), kept=Amount(len(fit.sets.weights)),
            effective=Amount(fit.sets.effective, 0),
        )
    )  # fmt: skip
    aligned = Message("Moving out of each estate is aligned to the vacancies of its register.")
    free = Message("Moving out is aligned to no totals: every estate has the same pace.")
    yield Said(aligned if fit.made_from["aligned"] else free)
    units = {one.id: one.observed.unit for one in shipped_targets().targets}
    titles = {one.id: one.title for one in shipped_targets().targets}
    rows = [(titles[one.id], *_row(one, units[one.id])) for one in fit.figures]
    yield Rows(FIGURES, tuple(rows))
    for one in fit.figures:
        if one.still:
            yield Said(
                Message("{figure}: came to the same whatever was drawn, and says nothing.", figure=titles[one.id]),
                caution=True,
            )
        elif not one.fitted:
            yield Said(Message("{figure}: COULD NOT BE FITTED.", figure=titles[one.id]), caution=True)


def _row(one: Reached, unit: Unit) -> tuple[Word, ...]:
    answer = Message("yes") if one.fitted else Message("no")
    return (
        _number(one.observed, unit), _number(one.allowance, unit), _span(one.before, unit), _span(one.after, unit), answer,
    )  # fmt: skip


def _number(value: float, unit: Unit) -> Word:
    return Percent(value, 1) if unit == "share" else Amount(value, 1)


def _span(quantiles: tuple[float, ...], unit: Unit) -> Word:
    if not quantiles:
        return NOTHING
    return Message("{low} to {high}", low=_number(quantiles[0], unit), high=_number(quantiles[-1], unit))


def _knobs(fit: Fit) -> Iterator[Part]:
    informed = sorted((one for one in fit.knobs if one.informed), key=_width)
    if informed:
        yield Said(Message("Known better than before, each within its range from 0 to 1:"))
        yield Rows(KNOBS, tuple(
            (Message("{name}", name=one.name), Message("{low} to {high}", low=Amount(one.lots[1], 2), high=Amount(one.lots[3], 2)),
             Percent(one.width, 0)) for one in informed
        ))  # fmt: skip
    yield Said(
        Message(
            "Of {count} knobs {others} are as little known as before: the figures say nothing of them.",
            count=Amount(len(fit.knobs)), others=Amount(len(fit.knobs) - len(informed)),
        ),
        caution=True,
    )  # fmt: skip


def _width(one: Narrowed) -> float:
    return one.width
