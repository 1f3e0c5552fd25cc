"""Two agreements beside each other: the regimes that meet on the same days, and the estates as both see them.

The same agreement may stand on both sides, on two days: then what has changed between them is the law, an amendment, or
a value by date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from kredslob.engine.difference.hanging import FOR_FACT
from kredslob.engine.proof.parameters import may_be
from kredslob.engine.proof.regimes import (
    Own,
    Regime,
    Stretch,
    Variant,
    estates_of,
    own_values,
    regimes_of,
    same_regime,
)
from kredslob.engine.proof.space import Side
from kredslob.rules.agreement import Agreement
from kredslob.rules.binding import Term
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Library
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import Document, EstateTerms, Measure

OfEstate = tuple[EstateTerms, Document | None]
"""What is fixed for an estate, and the individual agreement that fixes it."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One of two agreements that are compared: the shelf it stands on, and the day to look at; None is every day."""

    library: Library
    agreement: Agreement
    on: date | None = None

    @property
    def start(self) -> date:
        """The agreement's first day."""
        return self.agreement.base.start.day


@dataclass(frozen=True, slots=True)
class Pair:
    """A regime of each side, on days when both hold, and the kinds of estates as each side sees them.

    Args:
        a: the one.
        b: the other.
        apart: derived facts that each side works out in a way of its own.
        same_days: whether it is the same day on both sides, so that one register can serve both.
    """

    a: Regime
    b: Regime
    apart: frozenset[str]
    same_days: bool = True

    @property
    def sides(self) -> tuple[Side, Side]:
        """The two sets of rules."""
        return (
            Side("a", self.a.agreed, tuple(one.parameters for one in self.a.variants), self.apart),
            Side("b", self.b.agreed, tuple(one.parameters for one in self.b.variants), self.apart),
        )

    @property
    def is_one(self) -> bool:
        """Whether the same rules and values stand on both sides, so that there is nothing to look for."""
        return not self.apart and same_regime(self.a, self.b)


def pairs_of(a: Compared, b: Compared) -> tuple[Pair, ...]:
    """Give the regimes of both that meet.

    Raises:
        WrongInput: documents do not hang together, or an agreement is not in force on its day.
    """
    same_days = a.on == b.on
    found: list[Pair] = []
    for one in regimes_of(a.library, a.agreement, a.on):
        for other in regimes_of(b.library, b.agreement, b.on):
            if _rules_of_their_own(one) != _rules_of_their_own(other):
                continue
            if not same_days:
                found.append(_paired(one, other, a, b))
                continue
            stretches = tuple(_meeting(one, other))
            if stretches:
                met = (replace(one, stretches=stretches), replace(other, stretches=stretches))
                found.append(_paired(*met, a, b))
    return tuple(found)


def declared_together(a: Compared, b: Compared) -> tuple[Compared, Compared]:
    """Give both with the facts that either declares: a file may have facts of its own.

    Raises:
        WrongInput: one fact is declared in two ways, so that no situation is one of both.
    """
    one, other = a.library.facts, b.library.facts
    torn = [fact for fact in one if fact in other and one[fact] != other[fact]]
    if torn:
        found = Message("{one} and {other} declare {facts} in different ways, and cannot be compared.",
                        one=a.agreement.id, other=b.agreement.id, facts=", ".join(torn))  # fmt: skip
        raise WrongInput(Problem(other[torn[0]].at, found, Message("another name for what is another fact")))
    facts = {**one, **other}
    a, b = (replace(side, library=replace(side.library, facts=facts)) for side in (a, b))
    return a, b


def days_of(a: Compared, b: Compared) -> tuple[Compared, Compared]:
    """Give both with the days to compare.

    Those asked for; else all that they share; else the last of the earlier and the first of the later agreement.
    """
    if a.on is not None or b.on is not None:
        return a, b
    if a.agreement.end is not None and a.agreement.end < b.start:
        return replace(a, on=a.agreement.end), replace(b, on=b.start)
    if b.agreement.end is not None and b.agreement.end < a.start:
        return replace(a, on=a.start), replace(b, on=b.agreement.end)
    return a, b


def _rules_of_their_own(one: Regime) -> tuple[str, ...]:
    """Give the individual agreement whose rules count in a regime: it is compared with itself alone."""
    return tuple(document.id for document in one.agreed.documents if document.kind == "individual")


def _meeting(one: Regime, other: Regime) -> Iterator[Stretch]:
    """Give the days on which both hold, with what is taken for the days of amendments that are not known."""
    for mine in one.stretches:
        for yours in other.stretches:
            starts = {**mine.starts, **yours.starts}
            same = all(starts[name] == day for name, day in mine.starts.items())
            first = max(mine.first, yours.first)
            last = min((end for end in (mine.last, yours.last) if end is not None), default=None)
            if same and (last is None or first <= last):
                yield Stretch(first, last, starts)


def _paired(one: Regime, other: Regime, a: Compared, b: Compared) -> Pair:
    """Give both with one list of kinds of estates, one for all that have the same values of their own on both sides.

    Individual agreements are made under one framework, so that under two there are only estates without such values.
    """
    kinds = [(one.variants[0], other.variants[0])]
    if a.agreement.id == b.agreement.id:
        mine, yours = estates_of(one.agreed, one.individual), estates_of(other.agreed, other.individual)
        seen: set[tuple[Own, Own]] = {((), ())}
        for estate in dict.fromkeys((*mine, *yours)):
            key = (_own(one, mine.get(estate)), _own(other, yours.get(estate)))
            if key not in seen:
                seen.add(key)
                kinds.append((_variant(one, mine.get(estate)), _variant(other, yours.get(estate))))
    one = replace(one, variants=tuple(left for left, _ in kinds))
    other = replace(other, variants=tuple(right for _, right in kinds))
    return Pair(one, other, frozenset(_apart(one, other, same_start=a.start == b.start)), a.on == b.on)


def _variant(regime: Regime, found: OfEstate | None) -> Variant:
    if found is None:
        return regime.variants[0]
    return Variant(regime.agreed.terms(found[0], {}).parameters, *found)


def _own(regime: Regime, found: OfEstate | None) -> Own:
    return () if found is None else own_values(found[0], regime.agreed, regime.stretch.first)


def _apart(one: Regime, other: Regime, *, same_start: bool) -> Iterator[str]:
    """Give the derived facts that the sides work out each in a way of its own: by other terms, or another measure."""
    kinds = [(mine.parameters, yours.parameters) for mine, yours in zip(one.variants, other.variants, strict=True)]
    for fact, parameters in FOR_FACT.items():
        if not same_start or any(_differ(mine, yours, name) for mine, yours in kinds for name in parameters):
            yield fact
    a, b = one.agreed.measures, other.agreed.measures
    yield from (key for key in a.keys() & b.keys() if _counted(a[key]) != _counted(b[key]))


def _counted(measure: Measure) -> Measure:
    return replace(measure, document="", at=Place())


def _differ(one: Mapping[str, Term], other: Mapping[str, Term], name: str) -> bool:
    return may_be(one.get(name)) != may_be(other.get(name))
