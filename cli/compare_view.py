"""Show a comparison: the screen that answers in words first, one indicator in full, or data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kredslob.cli.exits import complain
from kredslob.cli.output import print_json, terminal
from kredslob.cli.scenario_view import draw_part
from kredslob.rules.messages import Lang, Message
from kredslob.scenarios.comparing.asking import words_of
from kredslob.scenarios.comparing.record import comparison_record
from kredslob.scenarios.comparing.sheet import sheet_of

if TYPE_CHECKING:
    from kredslob.scenarios.comparing.asking import Answer


def show_comparison(answer: Answer, lang: Lang, *, as_json: bool) -> None:
    """Show a comparison on the terminal, or as JSON, and say what was written."""
    found, wanted = answer.comparison, answer.wanted
    for warning in dict.fromkeys(one for side in found.sides for one in side.warnings):
        complain(warning.text(lang))
    if as_json:
        print_json(comparison_record(found, answer.places, answer.unknown, answer.mattering))
    else:
        console = terminal()
        for part in words_of(answer):
            draw_part(console, lang, part)
        if wanted.table is not None and found.tables is not None:
            for pair in found.pairs:
                for part in sheet_of(answer.table, wanted.table, found.tables.places, pair.other.name):
                    draw_part(console, lang, part)
    for written in (wanted.folder, wanted.out):
        if written is not None:
            complain(Message("Written to {file}.", file=written).text(lang))
