"""Show a description of a scenario to people: its title, then each section with its lines."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kredslob.engine.phrasing import Words
from kredslob.scenarios.files.scenario import Scenario
from kredslob.scenarios.files.wording import Section


def draw_sections(console: Console, words: Words, scenario: Scenario, found: Sequence[Section]) -> None:
    """Draw a description."""
    console.print(Text(words.read(scenario.title), "bold"))
    console.print(Text(words.read(scenario.about)))
    for section in found:
        console.print()
        console.print(Text(section.title, "bold"))
        for level, line in section.lines:
            text = Text(line, "dim" if level > 1 else "")
            console.print(Padding(text, (0, 0, 0, 2 + 2 * level), expand=False))
