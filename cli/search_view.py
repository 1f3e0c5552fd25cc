"""Show a search: its plan before it goes on, then the answer in words and tables, or as data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kredslob.cli.exits import complain
from kredslob.cli.output import print_json, terminal
from kredslob.cli.scenario_view import draw
from kredslob.rules.messages import Lang, Message
from kredslob.scenarios.searching.plain import plain_answer
from kredslob.scenarios.searching.planned import plan_told
from kredslob.scenarios.searching.screen import screen_of

if TYPE_CHECKING:
    from kredslob.scenarios.searching.answer import Answer
    from kredslob.scenarios.searching.budgeting import Pace, Plan
    from kredslob.scenarios.searching.question import Search


def show_plan(lang: Lang, search: Search, plan: Plan, pace: Pace) -> None:
    """Say on the error stream what is strange, what is going to be run, and how long everything would take."""
    for warning in search.warnings:
        complain(warning.text(lang))
    for line in plan_told(search, plan, pace):
        complain(line.text(lang))


def show_answer(answer: Answer, lang: Lang, folder: str | None, *, as_json: bool) -> None:
    """Show the answer on the terminal, or as JSON, and say where it was written."""
    if as_json:
        print_json(plain_answer(answer))
    else:
        draw(terminal(), lang, screen_of(answer))
    if folder is not None:
        complain(Message("Written to {file}.", file=folder).text(lang))
