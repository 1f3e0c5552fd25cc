"""Say what is agreed in each variant of a scenario, what it changes beside the first, and what is held against what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kredslob.engine.calendar import add_months
from kredslob.engine.figures import month_in
from kredslob.engine.phrasing import Words
from kredslob.rules.library import Agreement
from kredslob.rules.messages import Message
from kredslob.scenarios.files.describing import Description
from kredslob.scenarios.files.scenario import Contrast, Variant
from kredslob.scenarios.files.wording_assumed import Line, basis_text, value_text


def agreed(words: Words, variant: Variant) -> Iterator[Line]:
    """Say what is agreed in a variant: the agreements in order, with their amendments, and what follows the last day."""
    _, agreement = variant.agreed.agreements[0]
    base, end = agreement.base, agreement.end
    title, start = words.read(base.title), words.day(base.start.day)
    if end is None:
        told = Message("{title} ({id}), from {start}.", title=title, id=base.id, start=start)
    else:
        told = Message("{title} ({id}), {start} - {end}.", title=title, id=base.id, start=start, end=words.day(end))
    yield 0, words.say(told)
    yield from _amendments(words, agreement, agreement.starts(_days(variant)))
    yield from _following(words, variant)


def _following(words: Words, variant: Variant) -> Iterator[Line]:
    """Say which agreements follow the first, and what happens after its last day."""
    for day, agreement in variant.agreed.agreements[1:]:
        title = words.read(agreement.base.title)
        yield 0, words.say(Message("From {day}: {title} ({id}).", day=words.day(day), title=title, id=agreement.id))
        yield from _amendments(words, agreement, agreement.starts(_days(variant)))
    yield from _after(words, variant)


def _days(variant: Variant) -> dict[str, date]:
    return {key: value for key, value in variant.assumed.items() if isinstance(value, date)}


def _amendments(words: Words, agreement: Agreement, starts: Mapping[str, date]) -> Iterator[Line]:
    """Say which amendments there are to an agreement, and what each comes to: its clauses, and the values that it sets."""
    for one in agreement.amendments:
        yield 1, words.say(
            Message("As amended from {day}: {title} ({id}).", title=words.read(one.title), id=one.id,
                    day=words.day(starts[one.id]))
        )  # fmt: skip
        said = [*one.clauses.values(), *(change.words for change in one.changes if change.words is not None)]
        yield from ((2, words.read(clause.text)) for clause in said)
        for change in one.changes:
            if change.value is not None and not said:
                yield 2, f"{words.label(change.target)}: {words.value(change.target, change.value.value)}"


def _after(words: Words, variant: Variant) -> Iterator[Line]:
    """Say what happens after an agreement's last day, if the months reach it."""
    held, months = variant.agreed, variant.months
    end = held.agreements[0][1].end
    if end is None or add_months(months.first, months.count) <= end:
        return
    basis, beyond = basis_text(held.basis), months.day(months.count - 1) > end
    if held.after_end == "stop":
        yield 0, words.say(Message("The simulation ends with it ({basis}).", basis=basis))
    elif held.after_end == "continue" and beyond:
        yield 0, words.say(Message("After {day} it goes on as it is ({basis}).", day=words.day(end), basis=basis))
        if held.question is not None:
            yield 1, words.read(held.question)
    elif held.after_end == "next" and beyond:
        yield (
            0,
            words.say(
                Message(
                    "Each takes over on its day ({basis}), and the last goes on: what follows it is not known.",
                    basis=basis,
                )
            ),
        )


def variants(words: Words, told: Description) -> Iterator[Line]:
    """Say what each variant is, and what it changes beside the first."""
    first = told.scenario.variants[0]
    yield 0, f"{first.name}: {words.read(first.title)}"
    yield from _cycle(words, first)
    for one in told.scenario.variants[1:]:
        yield 0, f"{one.name}: {words.read(one.title)}"
        changed = list(_changes(words, first, one, told.differing[one.name]))
        yield from changed
        if not changed:
            yield 1, words.say(Message("The same as {first}.", first=first.name))


def _changes(words: Words, first: Variant, one: Variant, fields: tuple[str, ...]) -> Iterator[Line]:
    if "agreement" in fields:
        yield from ((1 + level, line) for level, line in agreed(words, one))
    elif "amendments" in fields:
        yield from _amended_otherwise(words, first, one)
    if "after_end" in fields and "agreement" not in fields:
        yield from ((1 + level, line) for level, line in _following(words, one))
    if "macro" in fields:
        yield from _cycle(words, one) if one.cycle else [(1, words.say(Message("Without a business cycle.")))]
    if "assumed" in fields:
        yield from ((1, line) for line in _taken(words, first, one))
    if "behaviour" in fields:
        yield from ((1, line) for line in _behaving(words, first, one))


def _amended_otherwise(words: Words, first: Variant, one: Variant) -> Iterator[Line]:
    """Say how the agreements that both variants have are amended otherwise than in the first."""
    before = {agreement.id: agreement for _, agreement in first.agreed.agreements}
    for _, agreement in one.agreed.agreements:
        if agreement.id not in before:
            continue
        known = {change.id for change in before[agreement.id].amendments}
        kept = {change.id for change in agreement.amendments}
        for change in before[agreement.id].amendments:
            if change.id not in kept:
                yield 1, words.say(Message("Without: {title} ({id}).", title=words.read(change.title), id=change.id))
        new = replace(agreement, amendments=tuple(one for one in agreement.amendments if one.id not in known))
        yield from _amendments(words, new, agreement.starts(_days(one)))


def _cycle(words: Words, variant: Variant) -> Iterator[Line]:
    cycle = variant.macro
    if not cycle.lines:
        return
    title, basis = words.read(cycle.title), basis_text(cycle.basis)
    yield 1, words.say(Message("Business cycle: {title} ({basis}).", title=title, basis=basis))
    for line, paces in cycle.lines.items():
        yield from ((2, text) for text in _paces(words, variant, line, paces[: variant.months.count]))
    if cycle.note is not None:
        yield 2, words.read(cycle.note)


def _paces(words: Words, variant: Variant, line: str, paces: Sequence[float]) -> Iterator[str]:
    unusual = [month for month, pace in enumerate(paces) if pace != 1]
    if not unusual:
        return
    months = variant.months
    first, last = (month_in(words.lang, months.day(month)) for month in (unusual[0], unusual[-1]))
    ends = [paces[month] for month in unusual]
    low, high = (words.number(Decimal(str(one))) for one in (min(ends), max(ends)))
    if line == "losing_work":
        yield words.say(
            Message("{first} - {last} people lose work {low} to {high} times as fast as usual.", first=first, last=last,
                    low=low, high=high)
        )  # fmt: skip
    else:
        yield words.say(
            Message("{first} - {last} people find work {low} to {high} times as fast as usual.", first=first, last=last,
                    low=low, high=high)
        )  # fmt: skip


def _taken(words: Words, first: Variant, other: Variant) -> Iterator[str]:
    for name, value in other.assumed.items():
        if first.assumed.get(name) != value:
            yield words.say(
                Message("{title} is taken as: {value}.", title=words.label(name), value=words.value(name, value))
            )
    for name in first.assumed:
        if name not in other.assumed:
            yield words.say(Message("{title} is taken as its agreement has it.", title=words.label(name)))


def _behaving(words: Words, first: Variant, other: Variant) -> Iterator[str]:
    for name, given in other.behaviour.values.items():
        before = first.behaviour.values[name].value
        if given.value != before:
            yield words.say(
                Message("Behaviour {name}: {value} instead of {before} ({basis}).", name=name,
                        value=value_text(words, given.value), before=value_text(words, before),
                        basis=basis_text(given.basis))
            )  # fmt: skip


def contrasts(words: Words, told: Description) -> Iterator[Line]:
    """Say which variants are held against each other, and of which estates that is told."""
    for one in told.scenario.contrasts:
        yield 0, words.say(
            Message("{title}: {variant} less {against}, {where}.", title=words.read(one.title), variant=one.variant,
                    against=one.against, where=_where(one))
        )  # fmt: skip


def _where(one: Contrast) -> Message:
    match one.where:
        case "exempt":
            return Message("told of the estates that are exempt in the first month")
        case "receiving":
            return Message("told of the estates that receive extra turns in the first month")
        case "listed":
            return Message("told of the estates that are on the list in the first month")
    return Message("told of all estates")
