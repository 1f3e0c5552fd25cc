"""Say the parts of an agreement in words: what kind a document is, how sure we are of a part, a value by date.

Every text is one line, so that whoever shows it may set it as a table, a tree or a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kredslob.engine.phrasing import Words
from kredslob.rules.agreement import Agreement
from kredslob.rules.messages import Message
from kredslob.rules.model import Basis, Change, DatedValue, Document, Kind, Rule, Source, Stage, Start
from kredslob.rules.units import Value


def kind_text(words: Words, kind: Kind) -> str:
    """Give what kind of document it is."""
    match kind:
        case "law":
            return words.say(Message("law"))
        case "framework":
            return words.say(Message("framework agreement"))
        case "amendment":
            return words.say(Message("amendment"))
        case _:
            return words.say(Message("individual agreement"))


def basis_text(words: Words, basis: Basis) -> str:
    """Give how sure we are, in a word."""
    match basis:
        case "stated":
            return words.say(Message("stated"))
        case "paraphrased":
            return words.say(Message("paraphrased"))
        case "inferred":
            return words.say(Message("inferred"))
        case "proposed":
            return words.say(Message("proposed"))
        case _:
            return words.say(Message("assumed"))


def stage_text(words: Words, stage: Stage) -> str:
    """Give what a stage is called."""
    match stage:
        case "classify":
            return words.say(Message("Classify"))
        case "quota":
            return words.say(Message("Quota"))
        case "route":
            return words.say(Message("Route"))
        case _:
            return words.say(Message("Rank"))


def concluded_text(words: Words, rule: Rule) -> str:
    """Give what a rule concludes: Exempt from social referral: yes."""
    value = words.value(rule.decides, rule.value)
    return words.say(Message("{fact}: {value}", fact=words.label(rule.decides), value=value))


def value_text(words: Words, parameter: str, value: Value | None) -> str:
    """Give a value of a parameter; none is what has been repealed or never held."""
    return words.say(Message("no value")) if value is None else words.value(parameter, value)


def others_text(words: Words, parameter: str, value: DatedValue) -> str:
    """Give what an assumed value may be instead: its range, or its other alternatives; empty if nothing is told."""
    if value.range is not None:
        return range_text(words, *(words.value(parameter, end) for end in value.range))
    return "; ".join(words.value(parameter, other) for other in value.alternatives if other != value.value)


def start_range_text(words: Words, start: Start) -> str:
    """Give the earliest and latest day that an amendment may begin to act on; empty if its day is known."""
    return range_text(words, *(words.day(end) for end in start.range)) if start.range is not None else ""


def range_text(words: Words, low: str, high: str) -> str:
    """Give two ends in words."""
    return words.say(Message("{low} to {high}", low=low, high=high))


def period_text(words: Words, rule: Rule | DatedValue) -> str:
    """Give the days that a version holds: from 1 January 2011 to 31 March 2012."""
    begins = words.day(rule.from_)
    if rule.to is None:
        return words.say(Message("from {day}", day=begins))
    return words.say(Message("{start} to {end}", start=begins, end=words.day(rule.to)))


def source_text(source: Source | None, key: str, place: str | None = None) -> str:
    """Give a public document's title and date, and the place in it; its key where it is not listed."""
    named = f"{source.title} ({source.date})" if source else key
    return f"{named}, {place}" if place else named


def changes_to(agreement: Agreement, documents: Iterable[Document], clause: str) -> Iterator[tuple[Document, Change]]:
    """Give the changes that amendments make to a clause: its words, its rules and its values, with their amendments."""
    shown = tuple(documents)
    targets = {clause, *(key for one in shown for key, series in one.parameters.items() if series.clause == clause)}
    targets |= {rule.id for one in (*shown, agreement.base) for rule in one.rules if rule.clause == clause}
    for amendment in agreement.amendments:
        for change in amendment.changes:
            if change.target in targets and not amendment.fills_in:
                yield amendment, change
