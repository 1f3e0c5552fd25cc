"""`kredslob scenario describe`: in words what will be simulated, before it is."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.complete import scenarios
from kredslob.cli.exits import Code, guarded
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
def describe(scenario: Scenario, *, lang: options.Lang = None) -> Code:
    """Describe a scenario; what the command is for stands in DESCRIBE."""
    from kredslob.cli.output import terminal
    from kredslob.scenarios.files.reading import find_scenario

    found = find_scenario(scenario)
    spoken = language_of(lang.value if lang else None)
    console = terminal()
    console.print(found.title.read(spoken), style="bold")
    console.print(found.about.read(spoken))
    for one in found.variants:
        console.print(f"  {one.name}: {one.title.read(spoken)}")
    return Code.DONE
