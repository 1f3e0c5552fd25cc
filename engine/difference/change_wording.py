"""Say in words what two agreements state differently, clause by clause, as a lawyer would list it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from kredslob.engine.agreement_wording import basis_text, concluded_text, value_text
from kredslob.engine.condition_wording import Line, condition_line
from kredslob.engine.difference.changes import Altered, Period, Turned
from kredslob.engine.difference.comparing import Difference
from kredslob.engine.difference.pairs import Pair
from kredslob.engine.phrasing import Words
from kredslob.engine.proof.telling import days_text
from kredslob.rules.binding import Term
from kredslob.rules.messages import Message
from kredslob.rules.model import Clause, Measure, Rule
from kredslob.rules.units import Value


def by_clause(words: Words, difference: Difference) -> dict[str, list[str]]:
    """Give the changes, a line each, under the title of the clause under which they stand."""
    clauses = _clauses(difference)
    found: dict[str, list[str]] = {}
    for one in difference.changes:
        clause = clauses.get(one.clause)
        title = words.say(Message("Under no clause")) if clause is None else f"{words.read(clause.title)}  {clause.id}"
        found.setdefault(title, []).extend(_changed(words, one, difference))
    return found


def _clauses(difference: Difference) -> Mapping[str, Clause]:
    found: dict[str, Clause] = {}
    for pair in difference.pairs:
        found = {**pair.a.agreed.clauses, **found, **pair.b.agreed.clauses}
    return found


def _changed(words: Words, one: Altered, difference: Difference) -> Iterator[str]:
    """Give a change in words: what it is first, then on which days if not on all, and if no case can show it."""
    first, *more = _what(words, one)
    yield first
    yield from (f"  {line}" for line in more)
    when = when_text(words, one.pairs, difference)
    yield from [f"  {when}"] if when else []
    if one.beyond_rules:
        yield "  " + words.say(Message("Quotas, wheels, ranking or dates read this, which no case below shows."))


def when_text(words: Words, pairs: Sequence[Pair], difference: Difference) -> str | None:
    """Give when something is so: on which days, or from which day an amendment must act; None if it always is."""
    if not pairs or len(pairs) == len(difference.pairs):
        return None
    if difference.a.on is None:
        return words.say(Message("Holds: {days}", days=days_text(words, (pair.b for pair in pairs))))
    starts = {(name, day) for pair in pairs for side in (pair.a, pair.b) for name, day in side.stretch.starts.items()}
    told = [Message("if {parameter} is: {value}", parameter=words.label(name), value=words.day(day))
            for name, day in sorted(starts)]  # fmt: skip
    return ", ".join(words.say(one) for one in told) or None


def _what(words: Words, one: Altered) -> list[str]:
    match one.kind:
        case "clause":
            return _clause(words, one.id, cast(Clause | None, one.before), cast(Clause | None, one.after))
        case "rule":
            return _rule(words, one, cast(Rule | None, one.before), cast(Rule | None, one.after))
        case "value":
            return [_value(words, one.id, cast(Term | None, one.before), cast(Term | None, one.after))]
        case "measure":
            return _measure(words, one.id, cast(Measure | None, one.before), cast(Measure | None, one.after))
        case "own_value":
            before, after = (value_text(words, one.id, cast(Value | None, side)) for side in (one.before, one.after))
            said = Message("{value} for the estate {estate}: {before} -> {after}", value=words.label(one.id),
                           estate=one.estate, before=before, after=after)  # fmt: skip
            return [words.say(said)]
        case "wheel":
            before, after = (_turning(words, cast(tuple[Turned, ...] | None, side)) for side in (one.before, one.after))
            said = Message("{value} for the estate {estate}: {before} -> {after}", value=words.wheel(one.id),
                           estate=one.estate, before=before, after=after)  # fmt: skip
            return [words.say(said)]
        case _:
            before, after = (_period(words, cast(Period, side)) for side in (one.before, one.after))
            return [words.say(Message("In force: {before} -> {after}", before=before, after=after))]


def _clause(words: Words, key: str, before: Clause | None, after: Clause | None) -> list[str]:
    if before is None and after is not None:
        return [words.say(Message("New clause {clause}: {text}", clause=key, text=words.read(after.text)))]
    if after is None and before is not None:
        return [words.say(Message("The clause {clause} falls away: {text}", clause=key, text=words.read(before.text)))]
    head = words.say(Message("The clause {clause} is reworded.", clause=key))
    texts = [f"{words.read(one.title)}: {words.read(one.text)}" for one in (before, after) if one is not None]
    return [head, *before_and_after(words, *texts)]


def _rule(words: Words, one: Altered, before: Rule | None, after: Rule | None) -> list[str]:
    if before is None and after is not None:
        said = Message("New rule {rule}: {text}", rule=one.id, text=words.read(after.text))
        return [words.say(said), *_overrides(words, (), after.overrides)]
    if after is None and before is not None:
        return [words.say(Message("The rule {rule} falls away: {text}", rule=one.id, text=words.read(before.text)))]
    if before is None or after is None:  # one of the two is there
        return []
    told = [words.say(Message("The rule {rule} is changed.", rule=one.id))]
    if before.text != after.text:
        told += before_and_after(words, words.read(before.text), words.read(after.text))
    if before.when != after.when:
        told += _conditions(words, one, before, after)
    if (before.decides, before.value) != (after.decides, after.value):
        told += before_and_after(words, concluded_text(words, before), concluded_text(words, after))
    if before.clause != after.clause:
        said = Message("It stood under {before} and stands under {after}.", before=before.clause, after=after.clause)
        told.append(words.say(said))
    if before.basis != after.basis:
        told += before_and_after(words, basis_text(words, before.basis), basis_text(words, after.basis))
    return [*told, *_overrides(words, before.overrides, after.overrides)]


def _conditions(words: Words, one: Altered, before: Rule, after: Rule) -> list[str]:
    pair = one.pairs[0]
    held = [{key: term.dated for key, term in regime.variants[0].parameters.items()} for regime in (pair.a, pair.b)]
    lines = [condition_line(words, rule.when, values) for rule, values in zip((before, after), held, strict=True)]
    lead = (Message("Condition before:"), Message("Condition now:"))
    return [text for said, line in zip(lead, lines, strict=True) for text in (words.say(said), *_indented(line, 1))]


def _indented(line: Line, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}{line.text}"
    for part in line.parts:
        yield from _indented(part, depth + 1)


def _overrides(words: Words, before: Iterable[str], after: Iterable[str]) -> Iterator[str]:
    """Give what a rule overrides that it did not, and the other way round."""
    added, gone = (", ".join(sorted(set(one) - set(other))) for one, other in ((after, before), (before, after)))
    if added:
        yield words.say(Message("It overrides {rules}.", rules=added))
    if gone:
        yield words.say(Message("It no longer overrides {rules}.", rules=gone))


def _value(words: Words, key: str, before: Term | None, after: Term | None) -> str:
    told = [_with_basis(words, key, one) for one in (before, after)]
    return words.say(
        Message(
            "{value} ({parameter}): {before} -> {after}",
            value=words.label(key),
            parameter=key,
            before=told[0],
            after=told[1],
        )
    )


def _with_basis(words: Words, key: str, term: Term | None) -> str:
    if term is None:
        return value_text(words, key, None)
    said = Message(
        "{value}, {basis}", value=value_text(words, key, term.value), basis=basis_text(words, term.dated.basis)
    )
    return words.say(said)


def _measure(words: Words, key: str, before: Measure | None, after: Measure | None) -> list[str]:
    label = words.label(key)
    if before is None:
        return [words.say(Message("New measure {measure}: {label}", measure=key, label=label))]
    if after is None:
        return [words.say(Message("The measure {measure} falls away: {label}", measure=key, label=label))]
    return [words.say(Message("{label} ({measure}) is measured otherwise.", measure=key, label=label))]


def _turning(words: Words, versions: tuple[Turned, ...] | None) -> str:
    told = [
        f"{', '.join(words.slot(slot) for slot in one.slots) or f'{one.turns}/{one.of}'} ({words.day(one.from_)})"
        for one in versions or ()
    ]
    return "; ".join(told) or words.say(Message("no value"))


def _period(words: Words, period: Period) -> str:
    start, end = period
    if end is None:
        return words.say(Message("from {day}", day=words.day(start)))
    return words.say(Message("{start} to {end}", start=words.day(start), end=words.day(end)))


def before_and_after(words: Words, before: str, after: str) -> list[str]:
    """Give two texts, what was and what is now, a line each."""
    return [words.say(Message("Before: {text}", text=before)), words.say(Message("Now: {text}", text=after))]
