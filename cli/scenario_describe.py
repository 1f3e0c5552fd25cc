"""`kredslob scenario describe`: in words what will be simulated, before it is."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.complete import scenarios
from kredslob.cli.exits import Code, complain, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

DESCRIBE: Final = Message(
    """Say in words what a scenario will simulate: which city and agreement, what happens when, what each variant changes.

Everything wrong with the file is told, with its line. Nothing is simulated.

Examples:
  kredslob scenario describe kbh-2011
  kredslob scenario describe proposal.yaml --assumed"""
)
Scenario = Annotated[
    str,
    typer.Argument(
        metavar="ID|FILE", help=told(Message("A scenario that ships with Kredsløb, or a file.")),
        autocompletion=scenarios,
    ),
]  # fmt: skip


@guarded
def describe(
    scenario: Scenario,
    *,
    assumed: Annotated[
        bool, typer.Option("--assumed", help=told(Message("Everything that is assumed, with what would settle it.")))
    ] = False,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:
    """Describe a scenario; what the command is for stands in DESCRIBE."""
    from kredslob.cli.opening import words_of
    from kredslob.cli.output import print_json, terminal
    from kredslob.cli.scenario_sections import draw_sections
    from kredslob.scenarios.files.describing import describe as described
    from kredslob.scenarios.files.reading import find_scenario
    from kredslob.scenarios.files.record import description_record
    from kredslob.scenarios.files.wording import sections

    found = find_scenario(scenario)
    words = words_of(found.office, language_of(lang.value if lang else None))
    for one in found.warnings:
        complain(one.text(words.lang))
    about = described(found)
    if json:
        print_json(description_record(about))
    else:
        draw_sections(terminal(), words, found, sections(words, about, full=assumed))
    return Code.DONE
