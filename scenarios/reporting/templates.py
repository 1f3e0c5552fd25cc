"""Which chapters a report has, and in which order: for a committee, or for the evaluation that the agreement asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal

from kredslob.engine.page.html import Html
from kredslob.rules.messages import Message
from kredslob.scenarios.reporting.again import again_section
from kredslob.scenarios.reporting.answer import answer_section
from kredslob.scenarios.reporting.asked import asked_section
from kredslob.scenarios.reporting.assumed import assumed_section
from kredslob.scenarios.reporting.changes import changes_section
from kredslob.scenarios.reporting.city import city_section
from kredslob.scenarios.reporting.crossing_table import crossing_section
from kredslob.scenarios.reporting.crossings import Crossing, crossings
from kredslob.scenarios.reporting.definitions import definitions_section
from kredslob.scenarios.reporting.effects import effects_section
from kredslob.scenarios.reporting.evaluation import (
    access_section,
    composition_section,
    mandate_section,
    obligations_section,
)
from kredslob.scenarios.reporting.flows import flows_section
from kredslob.scenarios.reporting.paths import paths_section
from kredslob.scenarios.reporting.queues import queues_section
from kredslob.scenarios.reporting.run import Run
from kredslob.scenarios.reporting.slopes import slopes_section
from kredslob.scenarios.reporting.trust import HEADING, trust_section

Template = Literal["committee", "evaluation"]
Chapter = Callable[[Run, Sequence[Crossing]], Html | None]

CHAPTERS: Final[Mapping[str, tuple[Message, Chapter]]] = {
    "mandate": (Message("What is evaluated"), lambda run, _: mandate_section(run)),
    "asked": (Message("What was asked"), lambda run, _: asked_section(run)),
    "answer": (Message("The answer"), lambda run, _: answer_section(run)),
    "composition": (Message("Composition"), lambda run, _: composition_section(run)),
    "city": (Message("The whole city"), lambda run, _: city_section(run)),
    "crossings": (Message("Which estates cross the threshold"), crossing_section),
    "paths": (Message("The paths of estates"), paths_section),
    "slopes": (Message("Before and after"), slopes_section),
    "effects": (Message("What makes the difference"), lambda run, _: effects_section(run)),
    "flows": (Message("What each channel lets"), lambda run, _: flows_section(run)),
    "queues": (Message("Queues and waits"), lambda run, _: queues_section(run)),
    "obligations": (Message("Obligations"), lambda run, _: obligations_section(run)),
    "access": (Message("Access for all"), lambda run, _: access_section(run)),
    "changes": (Message("What the variants differ in"), lambda run, _: changes_section(run)),
    "trust": (HEADING, lambda run, _: trust_section(run.words)),
    "assumed": (Message("What is assumed, and what is made up"), lambda run, _: assumed_section(run)),
    "definitions": (Message("What the indicators mean"), lambda run, _: definitions_section(run)),
    "again": (Message("How to make it again"), lambda run, _: again_section(run)),
}
"""Every chapter by id: what it is called in the list of contents, and how it is written."""

TEMPLATES: Final[Mapping[Template, tuple[str, ...]]] = {
    "committee": ("asked", "answer", "city", "crossings", "paths", "slopes", "effects", "flows", "queues", "changes",
                  "trust", "assumed", "definitions", "again"),
    "evaluation": ("mandate", "asked", "answer", "composition", "crossings", "slopes", "obligations", "access", "effects",
                   "flows", "changes", "trust", "assumed", "definitions", "again"),
}  # fmt: skip
"""The chapters of each kind of report. Definitions come after all that they are of."""


def chapters(run: Run, template: Template) -> Mapping[str, tuple[Message, Html]]:
    """Give the chapters of a report by id, in order; those that have nothing to tell are left out."""
    found = crossings(run)
    every = {key: (CHAPTERS[key][0], CHAPTERS[key][1](run, found)) for key in _order(run, template)}
    return {key: (heading, told) for key, (heading, told) in every.items() if told is not None}


def _order(run: Run, template: Template) -> Sequence[str]:
    """Give the order of chapters: what a comparison is about, what its sides differ in, comes before what came of it."""
    keys = list(TEMPLATES[template])
    if run.compared:
        keys.remove("changes")
        keys.insert(keys.index("asked") + 1, "changes")
    return keys
