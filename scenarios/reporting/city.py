"""The whole city over time: how many estates are over the threshold, how many live where, how unevenly."""

from __future__ import annotations

from typing import Final

from kredslob.engine.page.html import Html
from kredslob.rules.messages import Message
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.indicator import Level, Period
from kredslob.scenarios.reporting.charts.plan import Kind
from kredslob.scenarios.reporting.figure import panels
from kredslob.scenarios.reporting.over_time import Course, over_time, yardsticks
from kredslob.scenarios.reporting.parts import key_to_letters, lead, section
from kredslob.scenarios.reporting.run import Run

SHOWN: Final[tuple[tuple[str, Kind, Period, bool], ...]] = (
    ("over", "count", "year", False), ("exempt", "count", "year", False), ("outside_workforce", "percent", "month", False),
    ("outside_moved_in", "percent", "year", False), ("dissimilarity", "decimal", "year", False), ("areas_51b", "count", "year", True),
)  # fmt: skip
_CITY: Final[Level] = "city"


def city_section(run: Run) -> Html:
    """Give the chapter of the whole city."""
    drawn = []
    for name, kind, period, zero in SHOWN:
        about = run.words.read(CATALOGUE[name].definition)
        one = over_time(run, Course(f"city-{name}", run.called(name), about, name, _CITY, "city", period, kind, zero))
        drawn += [one] if one else []
    text = Message(
        "Each letter stands at the end of the line of its variant. Bands belong to the first variant: half and nine tenths of the replications."
    )
    alone = Message("Each letter stands at the end of the line of its variant.")
    say = run.words.say
    return section(
        "city",
        say(Message("The whole city")),
        lead(say(alone if run.alone else text)),
        yardsticks(run),
        key_to_letters(run),
        panels(*drawn),
    )
