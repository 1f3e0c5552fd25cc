"""`kredslob scenario list`: the scenarios that ship with Kredsløb."""

from __future__ import annotations

from typing import Final

from kredslob.cli import options
from kredslob.cli.exits import Code, guarded
from kredslob.rules.messages import Message, language_of

LIST: Final = Message(
    """List the scenarios that ship with Kredsløb, with what each is to find out.

Example:
  kredslob scenario list"""
)


@guarded
def list_scenarios(*, json: options.Json = False, lang: options.Lang = None) -> Code:
    """List scenarios; what the command is for stands in LIST."""
    from kredslob.cli.output import print_json, terminal
    from kredslob.engine.record import SCHEMA
    from kredslob.scenarios.files.shelf import shipped_titles

    titles = shipped_titles()
    if json:
        print_json({
            "schema": SCHEMA,
            "scenarios": [
                {"id": name, "title": {"da": title.da, "en": title.en}, "about": {"da": about.da, "en": about.en}}
                for name, (title, about) in titles.items()
            ],
        })  # fmt: skip
        return Code.DONE
    console, spoken = terminal(), language_of(lang.value if lang else None)
    for name, (title, about) in titles.items():
        console.print(f"{name}  {title.read(spoken)}", style="bold")
        console.print(f"  {about.read(spoken)}", style="dim")
    return Code.DONE
