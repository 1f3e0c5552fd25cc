"""Look at what an amendment may not have meant: an exception that no longer comes first, a day on which it cannot act.

All of these are warnings: each may be meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from kredslob.rules.agreement import Agreement
from kredslob.rules.checking.findings import Finding, warning
from kredslob.rules.checking.wording import outdated_words
from kredslob.rules.conditions import Parameter, parameters_of
from kredslob.rules.dating import eve, version_on
from kredslob.rules.filling import unthought_of
from kredslob.rules.linking import closure
from kredslob.rules.messages import Message, Problem
from kredslob.rules.model import Change, Document, Rule
from kredslob.rules.terms import rules_on


def look_at(agreement: Agreement, shelf: Mapping[str, Document], also_read: Callable[[str], bool]) -> Iterator[Finding]:
    """Find what the amendments of an agreement may not have meant.

    Args:
        agreement: the framework with its amendments and laws.
        shelf: every document there is, by id.
        also_read: tells of a parameter's id whether it is read though no rule reads it.
    """
    starts = agreement.starts({})
    for amendment in agreement.amendments:
        yield from _of_days(amendment, agreement.base, agreement.end)
        yield from _beside(amendment, agreement, shelf)
        yield from _order(amendment, agreement, starts[amendment.id])
        yield from _unread(amendment, agreement, shelf, also_read)
        yield from _unthought_of(amendment, agreement, starts[amendment.id])
        if not amendment.fills_in:
            yield from outdated_words(amendment, agreement, starts[amendment.id])


def _of_days(amendment: Document, base: Document, end: date | None) -> Iterator[Finding]:
    start, at = amendment.start.day, amendment.at("from")
    if end is not None and start > end:
        found = Message("{id} begins on {day}, when {base} has ended.", id=amendment.id, day=start, base=base.id)
        yield warning(Problem(at, found, Message("a day until {end}", end=end)))
    if start < base.start.day:
        found = Message("{id} begins on {day}, before {base} does.", id=amendment.id, day=start, base=base.id)
        yield warning(Problem(at, found, Message("{day} or later", day=base.start.day)))
    elif start < amendment.adopted and not amendment.fills_in:
        found = Message("{id} acts before it was adopted on {day}.", id=amendment.id, day=amendment.adopted)
        yield warning(Problem(at, found, Message("{day} or later", day=amendment.adopted)))


def _beside(amendment: Document, agreement: Agreement, shelf: Mapping[str, Document]) -> Iterator[Finding]:
    """Find amendments of the same agreement that this one does not build on, so that they are left out beside it."""
    chain = {agreement.id, *(one.id for one in agreement.amendments)}
    for other in shelf.values():
        if other.kind == "amendment" and other.id not in chain and other.extends == amendment.extends:
            found = Message("{id} also amends {base}, and is left out here.", id=other.id, base=amendment.extends)
            cure = Message("extends: {id}, if both are to hold", id=other.id)
            yield warning(Problem(amendment.at("extends"), found, cure))


def _order(amendment: Document, agreement: Agreement, start: date) -> Iterator[Finding]:
    """Find exceptions that came before a rule by way of one that is repealed or replaced, and no longer do."""
    changed = {change.target: change for change in amendment.changes if change.repeals or change.replacement}
    if not changed:
        return
    before, after = (
        rules_on((*agreement.laws, agreement.amended(day, faults=[])[0]), day) for day in (eve(start), start)
    )
    above = closure(after)
    left = {rule.id: rule for rule in after}
    for rule in before:
        change = changed.get(rule.id)
        if change is not None:
            yield from _passed_over(rule, change, [one for one in before if rule.id in one.overrides], left, above)


def _passed_over(
    rule: Rule,
    change: Change,
    overriders: Iterable[Rule],
    left: Mapping[str, Rule],
    above: Mapping[str, frozenset[str]],
) -> Iterator[Finding]:
    first = [rule, *overriders]
    for below in rule.overrides:
        for one in first:
            there = one.id in left and below in left and left[one.id].decides == left[below].decides
            if there and one.id not in above[below]:
                found = Message("{rule} no longer comes before {other}.", rule=one.id, other=below)
                cure = Message("overrides: [{other}] in {rule}, if it is still to", rule=one.id, other=below)
                yield warning(Problem(change.at, found, cure))


def _unthought_of(amendment: Document, agreement: Agreement, start: date) -> Iterator[Finding]:
    """Find values filled in that were not thought possible."""
    if amendment.fills_in:
        for change in amendment.changes:
            series = agreement.base.parameters.get(change.target) or change.law
            guess = version_on(series.values, start) if series else None
            wrong = unthought_of(change, guess, series) if series and guess else None
            if wrong is not None:
                yield warning(wrong)


def _unread(
    amendment: Document, agreement: Agreement, shelf: Mapping[str, Document], also_read: Callable[[str], bool]
) -> Iterator[Finding]:
    """Find parameters that an amendment brings and nothing reads."""
    documents = [*agreement.laws, agreement.amended(date.max, faults=[])[0]]
    read = {name for document in documents for rule in document.rules for name in parameters_of(rule.when)}
    read |= {
        str(rule.value) for document in documents for rule in document.rules
    }  # a term named by what a rule concludes
    limits = [limit for document in shelf.values() for limit in document.limits.values()]
    read |= {limit.bound.id for limit in limits if isinstance(limit.bound, Parameter)}
    read |= {name for limit in limits for name in limit.names}
    for key, series in amendment.parameters.items():
        if key not in read and not also_read(key):
            found = Message("no rule reads {name}.", name=key)
            yield warning(Problem(series.at, found, Message("a rule that reads it")))
