"""Look whether the words of a clause still state a value that an amendment sets anew: then they contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kredslob.rules.agreement import Agreement
from kredslob.rules.checking.findings import Finding, warning
from kredslob.rules.dating import eve, version_on
from kredslob.rules.messages import Message, Problem
from kredslob.rules.model import Change, Clause, Document
from kredslob.rules.units import Value, plain_value


def outdated_words(amendment: Document, agreement: Agreement, start: date) -> Iterator[Finding]:
    """Find clauses that state in figures what a value was before an amendment set it, and that it does not reword.

    Args:
        amendment: one of the agreement's amendments.
        agreement: the framework with its amendments and laws.
        start: the day from which the amendment acts.
    """
    framework, _ = agreement.amended(eve(start), faults=[])
    clauses = {key: one for document in (*agreement.laws, framework) for key, one in document.clauses.items()}
    reworded = {change.target for change in amendment.changes if change.words is not None}
    for change in amendment.changes:
        series = framework.parameters.get(change.target) or change.law
        if change.value is None or change.estate is not None or series is None or series.clause in reworded:
            continue
        held, clause = version_on(series.values, eve(start)), clauses.get(series.clause)
        if (
            held is None
            or clause is None
            or None in (held.value, change.value.value)
            or held.value == change.value.value
        ):
            continue
        yield from _outdated(change, clause, figure(held.value, series.unit), figure(change.value.value, series.unit))


def _outdated(change: Change, clause: Clause, old: str | None, new: str | None) -> Iterator[Finding]:
    words = f"{clause.text.da} {clause.text.en}"
    if old is not None and _states(words, old) and not (new is not None and _states(words, new)):
        found = Message("clause {clause} still states {old}, which {name} is no longer.", clause=clause.id, old=old,
                        name=change.target)  # fmt: skip
        yield warning(Problem(change.at, found, Message("a change that rewords the clause: reword, words")))


def figure(value: Value | None, unit: str) -> str | None:
    """Give a number as the words of a clause would state it in figures, a share in per cent; None if it is none."""
    plain = None if value is None else plain_value(value, unit)
    if isinstance(plain, bool) or plain is None:
        return None
    if unit == "share":
        plain = Decimal(str(plain)) * 100
    if isinstance(plain, int | float | Decimal):
        return f"{Decimal(str(plain)).normalize():f}"
    return plain if isinstance(plain, str) and re.fullmatch(r"\d+/\d+", plain) else None


def _states(words: str, number: str) -> bool:
    """Tell whether words state a number, in figures, with a comma or a point."""
    return re.search(rf"(?<![\d.,/]){re.escape(number)}(?![./,]?\d)", words.replace(",", ".")) is not None
