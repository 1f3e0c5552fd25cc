"""Who waits and how long: the length of each queue month by month, and the wait of those who were housed."""

from __future__ import annotations

from typing import Final

from kredslob.engine.page.html import Html, element
from kredslob.rules.messages import Message
from kredslob.scenarios.city.layout import QUEUES, WAITS
from kredslob.scenarios.reporting.compared import beside
from kredslob.scenarios.reporting.figure import panels
from kredslob.scenarios.reporting.flows import yearly
from kredslob.scenarios.reporting.over_time import Course, over_time
from kredslob.scenarios.reporting.parts import key_to_letters, lead, section
from kredslob.scenarios.reporting.run import Run

_TOLD: Final = tuple(wait for wait in WAITS if wait not in ("rehousing", "not_covered"))


def queues_section(run: Run) -> Html:
    """Give the chapter of queues and waits."""
    say = run.words.say
    lengths = []
    for queue in QUEUES:
        name = run.names.get(queue, queue)
        about = say(Message("How many households wait in this queue at the end of each month: {queue}.", queue=name))
        course = Course(f"queue-{queue}", capital(name), about, "queue_waiting", "queue", queue, "month", "count")
        drawn = over_time(run, course)
        lengths += [drawn] if drawn else []
    waits = []
    for wait in _TOLD:
        told = yearly(run, "wait_mean", "wait", wait)
        if told:
            name = run.names.get(wait, wait)
            about = say(
                Message("How many months those had waited who were housed by this channel: {channel}.", channel=name)
            )
            waits.append(beside(run, f"wait-{wait}", (capital(name), about), told, "months", "decimal"))
    queue_text = Message(
        "Households in each queue, month by month: the median, and for the first variant the bands that hold half and nine tenths of the replications."
    )
    if run.alone:
        queue_text = Message("Households in each queue, month by month.")
    wait_text = Message(
        "Months that those had waited who were housed in a year, on average over the years. Who still waits is not in it."
    )
    return section(
        "queues", say(Message("Queues and waits")), lead(say(queue_text)), key_to_letters(run), panels(*lengths),
        element("h3", say(Message("How long they had waited"))), lead(say(wait_text)), panels(*waits),
    )  # fmt: skip


def capital(text: str) -> str:
    """Give a text with a capital to begin with."""
    return text[:1].upper() + text[1:]
