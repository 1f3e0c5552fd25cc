"""The chapters of an evaluation, as the framework agreement of 2011-2014 asks for: composition, obligations, access for all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kredslob.engine.page.html import Html, Part, element
from kredslob.engine.page.parts import code
from kredslob.rules.messages import Message
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.indicator import Level, Period
from kredslob.scenarios.reporting.charts.plan import Kind
from kredslob.scenarios.reporting.compared import beside
from kredslob.scenarios.reporting.figure import panels
from kredslob.scenarios.reporting.flows import yearly
from kredslob.scenarios.reporting.over_time import Course, over_time
from kredslob.scenarios.reporting.parts import key_to_letters, lead, section
from kredslob.scenarios.reporting.queues import capital
from kredslob.scenarios.reporting.run import Run

Shown = tuple[str, Level, str, Kind, Period | None]
"""An indicator, its level and place, what it is, and over which periods it is drawn; None is the mean of a year."""

_COMPOSITION: Final[tuple[Shown, ...]] = (
    ("outside_workforce", "city", "city", "percent", "month"),
    ("outside_moved_in", "city", "city", "percent", "year"),
    ("over", "city", "city", "count", "year"),
    ("exempt", "city", "city", "count", "year"),
    ("dissimilarity", "city", "city", "decimal", "year"),
    ("isolation", "city", "city", "decimal", "year"),
)
_OBLIGATIONS: Final[tuple[Shown, ...]] = (
    ("referrals_owed", "city", "city", "count", None),
    ("referrals_delivered", "city", "city", "count", None),
    ("referrals_undelivered", "city", "city", "count", None),
    ("turns_unplaced", "city", "city", "count", None),
    ("queue_waiting", "queue", "municipal", "count", "month"),
    ("wait_mean", "wait", "referral", "decimal", "year"),
)
_ACCESS: Final[tuple[Shown, ...]] = (
    *((f"lettings_{group}", "city", "city", "percent", None) for group in ("employed", "student", "unemployed", "benefit", "early_pension", "retired")),
    ("wait_mean", "wait", "flexible", "decimal", "year"),
    ("wait_mean", "wait", "ordinary", "decimal", "year"),
    ("wait_mean", "wait", "ordinary_passed_over", "decimal", "year"),
    ("queue_waiting", "queue", "external_passed_over", "count", "month"),
    ("queue_gave_up", "queue", "external_passed_over", "count", "year"),
)  # fmt: skip
_CLAUSES: Final = ("evaluation", "purpose")


def mandate_section(run: Run) -> Html:
    """Give the chapter of what is to be evaluated: the clauses that say so, where the agreement has them."""
    say = run.words.say
    text = Message("An evaluation asks what the agreement has done to the composition of the estates, whether the municipality has met its obligations, and whether there is access for all. "
                   "Here the simulation answers; what was measured and counted in those years belongs beside it, and decides where the two disagree.")  # fmt: skip
    return section("mandate", say(Message("What is evaluated")), lead(say(text)), *_clauses(run))


def _clauses(run: Run) -> Iterable[Html]:
    variant = run.variants.get(run.base.name)
    if variant is None:
        return []
    base = variant.agreed.agreements[0][1].base
    found = (one for what in _CLAUSES for key, one in base.clauses.items() if key.endswith(f"-{what}"))
    return [element("blockquote", run.words.read(one.text), " ", code(one.id)) for one in found]


def composition_section(run: Run) -> Html:
    """Give the chapter of who lives where."""
    text = Message(
        "How residents outside the workforce are spread over the estates, who moves in, and how many estates are over the threshold or exempt."
    )
    return _chapter(run, "composition", Message("Composition"), text, _COMPOSITION)


def obligations_section(run: Run) -> Html:
    """Give the chapter of the municipality's duty to house."""
    text = Message(
        "What the municipality is owed and gets by referral, which turns no estate could take, and how many wait in its queue and for how long."
    )
    return _chapter(run, "obligations", Message("Obligations"), text, _OBLIGATIONS)


def access_section(run: Run) -> Html:
    """Give the chapter of who gets a dwelling at all."""
    text = Message(
        "What the first adult of those who were housed did, and how long those wait whom the flexible rule takes, and those whom it passes over."
    )
    return _chapter(run, "access", Message("Access for all"), text, _ACCESS)


def _chapter(run: Run, key: str, heading: Message, text: Message, shown: Iterable[Shown]) -> Html:
    drawn: list[Part] = [_panel(run, key, *one) for one in shown]
    say = run.words.say
    return section(
        key,
        say(heading),
        lead(say(text)),
        key_to_letters(run),
        panels(*(one for one in drawn if isinstance(one, Html))),
    )


def _panel(
    run: Run, chapter: str, name: str, level: Level, place: str, kind: Kind, period: Period | None
) -> Html | None:
    one, words = CATALOGUE[name], run.words
    whose = "" if place == "city" else f": {run.names.get(place, place)}"
    key, title, about = (
        f"{chapter}-{name}-{place}",
        capital(f"{words.read(one.name)}{whose}"),
        words.read(one.definition),
    )
    if period is not None:
        return over_time(
            run, Course(key, title, about, name, level, place, period, kind, zero=kind == "count" and level != "city")
        )
    told = yearly(run, name, level, place)
    return beside(run, key, (title, about), told, one.unit, kind) if any(row["mean"] for row in told.values()) else None
