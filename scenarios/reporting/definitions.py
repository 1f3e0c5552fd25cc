"""What every indicator of the report is: its definition, unit, and what it may be mistaken for."""

from __future__ import annotations

from typing import Final

from kredslob.engine.page.html import Html
from kredslob.engine.page.parts import code
from kredslob.engine.page.tables import row, table
from kredslob.rules.messages import Message
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE, NOT_COMPUTED
from kredslob.scenarios.indicators.indicator import UNITS
from kredslob.scenarios.reporting.parts import section
from kredslob.scenarios.reporting.run import Run

_HEADS: Final = (Message("Indicator"), Message("What it is"), Message("What it is not"), Message("Unit"))

_UNSAID: Final = (Message("What one might look for"), Message("Why it is not here"))


def definitions_section(run: Run) -> Html:
    """Give the chapter of definitions: of every indicator that the report has used, in the order of the catalogue."""
    words = run.words
    rows = [
        row(words, _HEADS, ((words.read(one.name), " ", code(key)), words.read(one.definition), words.read(one.is_not), words.say(UNITS[one.unit])), f"indicator-{key}")
        for key, one in CATALOGUE.items() if key in run.used
    ]  # fmt: skip
    unsaid = [row(words, _UNSAID, (words.read(one.name), words.read(one.reason))) for one in NOT_COMPUTED]
    return section(
        "definitions",
        words.say(Message("What the indicators mean")),
        table(words, Message("Every indicator of this report"), _HEADS, rows, "definitions"),
        table(words, Message("What the model cannot say"), _UNSAID, unsaid, "definitions"),
    )
