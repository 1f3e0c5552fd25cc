"""Show what an amendment makes of worked cases: how many it was tried by, and which come out otherwise under it."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kredslob.cli.agreement_cases_view import condition_text, subject, told_value
from kredslob.engine.cases.trying import Otherwise, Trial, Tried, untried
from kredslob.engine.judging import TRUE
from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message

MOST: Final = 20  # cases and comparisons that are told of in short


def draw_trial(console: Console, words: Words, trial: Trial, *, full: bool) -> None:
    """Draw what an amendment makes of cases; `full`: all that come out otherwise."""
    console.print()
    within = Message(
        "{id} acts from {day}. Cases that lie within that time: {within}; decided as though it acted on their day: {moved}; it "
        "could not be put to: {aside}.",
        id=trial.amendment.id, day=words.day(trial.start), within=trial.within, moved=trial.moved, aside=len(trial.aside),
    )  # fmt: skip
    console.print(words.say(within))
    said = Message("Come out otherwise under the amendment: {count}.", count=len(trial.otherwise))
    console.print(Text(words.say(said), "bold"))
    for one in trial.otherwise if full else trial.otherwise[:MOST]:
        _draw_case(console, words, one)
    if not full and len(trial.otherwise) > MOST:
        console.print(
            "  " + words.say(Message("... and {count} more; --why shows them.", count=len(trial.otherwise) - MOST))
        )
    left = untried(trial.tried)
    if left:
        console.print(words.say(Message("Of what the amendment sets no case has tried:")), style="bold")
    for tried in left:
        _draw_untried(console, words, tried)


def _draw_case(console: Console, words: Words, one: Otherwise) -> None:
    case = one.case
    head = Text("~ ", "yellow").append(case.id, "bold").append(f"  {words.read(case.name)}")
    console.print(head.append(f"  {case.place.file}:{case.place.line}", "dim"))
    for each in one.differences:
        said = Message("{what}: {before} -> {now}", what=subject(words, each), before=told_value(words, each, each.expected),
                       now=told_value(words, each, each.found))  # fmt: skip
        console.print(Padding(words.say(said), (0, 0, 0, 4)))


def _draw_untried(console: Console, words: Words, one: Tried) -> None:
    condition = condition_text(one.condition)
    found = [
        words.say(
            Message("`{condition}` true", condition=condition)
            if truth == TRUE
            else Message("`{condition}` false", condition=condition)
        )
        for truth in one.missing
    ]
    if one.bounded and not one.at:
        value = words.value(one.parameter, one.value)
        found.append(words.say(Message("`{condition}` at exactly {value}", condition=condition, value=value)))
    console.print(Text(f"  {one.rule.id}", "cyan").append(f" ({one.rule.clause}): {', '.join(found)}"))
