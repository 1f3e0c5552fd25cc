"""How far to trust this: what the shipped backtests came to, whatever that is."""

from __future__ import annotations

from kredslob.engine.page.html import Html, element
from kredslob.engine.page.tables import row, table
from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message
from kredslob.scenarios.backtesting.record import shipped_results
from kredslob.scenarios.backtesting.result import Result, Scored
from kredslob.scenarios.backtesting.telling import ANSWERS, OUTCOMES, forecast_told, observed_told, summed, widest_told
from kredslob.scenarios.reporting.parts import lead, section
from kredslob.scenarios.telling.screen import Word

HEADING = Message("How far to trust this")
_HEADS = (Message("Figure"), Message("Observed"), Message("Forecast"), Message("90 % interval"), Message("Covered"), Message("Outcome"))  # fmt: skip


def trust_section(words: Words) -> Html:
    """Give the chapter of what forecasts by this model came to where it is known how it went."""
    text = Message(
        "The model was begun in years that have passed, knowing nothing of what came after, and its forecasts were held against published figures. What came of it stands here, failures as plainly as the rest. Most of what this report tells has never been observed, and cannot be tested so."
    )
    results = shipped_results()
    none = element("p", words.say(Message("No result of a backtest ships with this version.")), class_="warning")
    again = Message("{command} makes it again, and docs/backtest.md tells what each figure is and how it is scored.", command="kredslob backtest")  # fmt: skip
    parts = [part for one in results for part in _of_start(words, one)]
    return section("trust", words.say(HEADING), lead(words.say(text)), *(parts or [none]), element("p", words.say(again), class_="note"))  # fmt: skip


def _of_start(words: Words, result: Result) -> list[Html]:
    caption = Message("{title}", title=result.start.title)
    rows = [row(words, _HEADS, _cells(words, one)) for one in result.first]
    return [
        element("h3", words.read(result.start.title)),
        element("p", words.say(summed(result.first))),
        table(words, caption, _HEADS, rows, "told"),
    ]


def _cells(words: Words, one: Scored) -> list[str]:
    target = one.verdict.target
    told: tuple[Word, ...] = (target.title, observed_told(one), forecast_told(one), widest_told(one))
    covered = ANSWERS[one.verdict.intervals[-1].covers] if one.verdict.error is not None else Message("{dash}", dash="\N{EN DASH}")  # fmt: skip
    return [words.say(Message("{word}", word=word)) for word in (*told, covered, OUTCOMES[one.outcome])]
