"""What was asked: the scenario in words, the variants by their letters, the months, the city."""

from __future__ import annotations

from kredslob.engine.page.html import Html, element
from kredslob.rules.messages import Message
from kredslob.scenarios.reporting.comparison import frame_of, question_of, title_of
from kredslob.scenarios.reporting.crossing_table import month_text
from kredslob.scenarios.reporting.parts import badge, section
from kredslob.scenarios.reporting.run import Run


def asked_section(run: Run) -> Html:
    """Give the chapter of what was asked."""
    words, say = run.words, run.words.say
    places, ground = run.tables.places, run.ground
    about = words.read(question_of(run) or title_of(run))
    last = ground.months.day(ground.months.count - 1)
    span = Message("Simulated are {months} months from {first} to the end of {last}: {estates} estates with {dwellings} dwellings, of {organisations} organisations, {count} times with other luck.",
                   months=ground.months.count, first=words.day(ground.months.first), last=month_text(run, last), estates=words.number(places.height),
                   dwellings=words.number(int(places["dwellings"].sum())), organisations=places["organisation"].n_unique(),
                   count=words.number(run.count))  # fmt: skip
    once = Message(
        "Simulated are {months} months from {first} to the end of {last}: {estates} estates with {dwellings} dwellings, of {organisations} organisations, once.",
        **span.values,
    )
    loop = Message(
        "People age, find and lose work, part and move; every vacancy is let by the agreement in force on that day. Each autumn the estates are measured, each spring the quotas follow: the agreement acts on the city, and the city on the agreement."
    )
    variants = [
        element(
            "li", badge(one), " ", element("span", words.read(one.title), " ", element("small", _agreed(run, one.name)))
        )
        for one in run.shown
    ]
    named = Message("Variants, and the letters by which they are known in the charts:")
    only = Message("One variant was run:")
    return section(
        "asked", say(Message("What was asked")), element("p", about, class_="question"), *(element("p", say(each)) for each in frame_of(run)), element("p", say(once if run.alone else span)), element("p", say(loop)),
        element("p", say(named if len(run.shown) > 1 else only)), element("ul", *variants, class_="variants"),
    )  # fmt: skip


def _agreed(run: Run, name: str) -> str:
    """Give the ids of the agreements of a variant."""
    told = run.record.variants[name]["agreements"]
    return ", ".join(" + ".join([each["id"], *each.get("amendments", [])]) for each in told)
