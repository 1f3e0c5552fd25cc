"""What two agreements state differently: clauses, rules, values, measures, wheels, the period; each with its days.

What stands alike on both sides is left out, whatever document it stands in. That two agreements state different things
does not say that they decide anything differently (`flips`); and of some of what differs here no rule speaks, so that
no situation can show it (`beyond_rules`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal, NamedTuple

from kredslob.engine.difference.hanging import BESIDE_RULES, THROUGH_FACTS
from kredslob.engine.difference.pairs import Compared, OfEstate, Pair
from kredslob.engine.proof.parameters import may_be
from kredslob.engine.proof.regimes import Regime, estates_of, own_values
from kredslob.rules.binding import Term
from kredslob.rules.conditions import parameters_of
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import Clause, Measure, Rule
from kredslob.rules.units import Value

Kind = Literal["period", "clause", "value", "rule", "measure", "own_value", "wheel"]


class Turned(NamedTuple):
    """A version of a wheel: from which day, and its slots in order, or turns of so many."""

    from_: date
    slots: tuple[str, ...]
    turns: int
    of: int


Period = tuple[date, date | None]
Stated = Clause | Rule | Term | Measure | Value | Period | tuple[Turned, ...] | None


@dataclass(frozen=True, slots=True)
class Altered:
    """Something that two agreements state differently.

    Args:
        kind: what it is.
        id: of the clause, rule, parameter, measure or wheel.
        clause: under which clause it stands; empty for what stands under none.
        before: as the one states it; None if it does not.
        after: as the other does.
        pairs: the regimes in which it is so; empty for what is of no day.
        estate: the one for which it holds alone.
        beyond_rules: whether it decides in a way that no rule speaks of: by quotas, wheels, ranking or dates, or as what is
            assumed where nothing is known.
    """

    kind: Kind
    id: str
    clause: str
    before: Stated
    after: Stated
    pairs: tuple[Pair, ...] = ()
    estate: str | None = None
    beyond_rules: bool = False

    @property
    def of_law(self) -> bool:
        """Whether it stands in a law on both sides."""
        stated = [one for one in (self.before, self.after) if one is not None]
        return all(isinstance(one, Clause | Rule | Term | Measure) and self._in_law(one) for one in stated)

    def _in_law(self, stated: Clause | Rule | Term | Measure) -> bool:
        document = stated.dated.document if isinstance(stated, Term) else stated.document
        return any(
            one.id == document and one.kind == "law"
            for pair in self.pairs
            for one in (*pair.a.agreed.documents, *pair.b.agreed.documents)
        )

    @property
    def of(self) -> tuple[object, ...]:
        """What tells it from others."""
        return self.kind, self.id, self.estate, _bare(self.before), _bare(self.after)


def changes_of(a: Compared, b: Compared, pairs: tuple[Pair, ...]) -> tuple[Altered, ...]:
    """Give everything that two agreements state differently, in the order of the clauses under which it stands."""
    found: dict[tuple[object, ...], Altered] = {}
    for one in (*_period(a, b), *(one for pair in pairs for one in _within(pair, a, b))):
        known = found.get(one.of)
        found[one.of] = one if known is None else replace(known, pairs=(*known.pairs, *one.pairs))
    order = list(_clauses(pairs))
    return tuple(sorted(found.values(), key=lambda one: order.index(one.clause) if one.clause in order else -1))


def _clauses(pairs: tuple[Pair, ...]) -> dict[str, Clause]:
    """Give the clauses of both sides, those of the other first."""
    found: dict[str, Clause] = {}
    for pair in pairs:
        found |= {**pair.b.agreed.clauses, **found}
    for pair in pairs:
        found |= {key: one for key, one in pair.a.agreed.clauses.items() if key not in found}
    return found


def _period(a: Compared, b: Compared) -> Iterator[Altered]:
    mine, yours = ((one.start, one.agreement.end) for one in (a, b))
    if mine != yours:
        yield Altered("period", "period", "", mine, yours, beyond_rules=True)


def _within(pair: Pair, a: Compared, b: Compared) -> Iterator[Altered]:
    yield from _rules(pair)
    yield from _values(pair)
    yield from _clauses_and_measures(pair)
    if a.agreement.id == b.agreement.id:
        yield from _of_estates(pair)


def _clauses_and_measures(pair: Pair) -> Iterator[Altered]:
    one, other = pair.a.agreed, pair.b.agreed
    for key in dict.fromkeys((*one.clauses, *other.clauses)):
        before, after = one.clauses.get(key), other.clauses.get(key)
        if _bare(before) != _bare(after):
            yield Altered("clause", key, key, before, after, (pair,))
    for key in dict.fromkeys((*one.measures, *other.measures)):
        mine, yours = one.measures.get(key), other.measures.get(key)
        if _bare(mine) != _bare(yours):
            yield Altered("measure", key, _clause(mine, yours), mine, yours, (pair,))


def _rules(pair: Pair) -> Iterator[Altered]:
    one, other = ({rule.id: rule for rule in side.agreed.rules} for side in (pair.a, pair.b))
    for key in dict.fromkeys((*one, *other)):
        before, after = one.get(key), other.get(key)
        if _bare(before) != _bare(after):
            yield Altered("rule", key, _clause(before, after), before, after, (pair,))


def _values(pair: Pair) -> Iterator[Altered]:
    one, other = pair.a.variants[0].parameters, pair.b.variants[0].parameters
    read = {name for side in (pair.a, pair.b) for rule in side.agreed.rules for name in parameters_of(rule.when)}
    for key in dict.fromkeys((*one, *other)):
        before, after = one.get(key), other.get(key)
        if _bare(before) == _bare(after):
            continue
        beside = (key not in read or key in BESIDE_RULES) and key not in THROUGH_FACTS
        beyond = _assumed(before) != _assumed(after) or (may_be(before) != may_be(after) and beside)
        clause = (after or before).series.clause  # type: ignore[union-attr]  # one of the two has it
        yield Altered("value", key, clause, before, after, (pair,), None, beyond)


def _of_estates(pair: Pair) -> Iterator[Altered]:
    one, other = (estates_of(side.agreed, side.individual) for side in (pair.a, pair.b))
    read = {name for side in (pair.a, pair.b) for rule in side.agreed.rules for name in parameters_of(rule.when)}
    for estate in dict.fromkeys((*one, *other)):
        mine, yours = _own(pair.a, one.get(estate)), _own(pair.b, other.get(estate))
        for key in dict.fromkeys((*mine, *yours)):
            if mine.get(key) != yours.get(key):
                beyond = key not in read
                yield Altered("own_value", key, "", mine.get(key), yours.get(key), (pair,), estate, beyond)
        turned, turning = _wheels(one.get(estate)), _wheels(other.get(estate))
        for key in dict.fromkeys((*turned, *turning)):
            if turned.get(key) != turning.get(key):
                yield Altered("wheel", key, "", turned.get(key), turning.get(key), (pair,), estate, beyond_rules=True)


def _own(regime: Regime, found: OfEstate | None) -> dict[str, Value | None]:
    return {} if found is None else dict(own_values(found[0], regime.agreed, regime.stretch.first))


def _wheels(found: OfEstate | None) -> dict[str, tuple[Turned, ...]]:
    """Give the versions of an estate's wheels: from which day, and what turns."""
    turned: dict[str, tuple[Turned, ...]] = {}
    for one in sorted(found[0].wheels if found else (), key=lambda one: one.from_):
        turned[one.name] = (*turned.get(one.name, ()), Turned(one.from_, one.slots, one.turns, one.of))
    return turned


def _clause(one: Rule | Measure | None, other: Rule | Measure | None) -> str:
    return other.clause if other is not None else one.clause if one is not None else ""


def _assumed(term: Term | None) -> tuple[object, ...]:
    """Give what is assumed of an open guess: illustrative answers and accounts go by it, a proof does not."""
    return () if term is None or not term.open else (may_be(term), term.value)


def _bare(stated: Stated) -> object:
    """Give what is stated without where it stands and since when: two that are alike in this are one."""
    match stated:
        case Rule():
            return (stated.clause, stated.basis, stated.when, stated.decides, stated.value, frozenset(stated.overrides),
                    stated.text)  # fmt: skip
        case Term():
            return stated.value, stated.dated.basis, stated.guesses
        case Clause():
            return stated.title, stated.text
        case Measure():
            return (stated.unit, stated.numerator, stated.denominator, stated.averaging_years, stated.relative_to,
                    stated.age, stated.minimum_residents)  # fmt: skip
        case _:
            return stated
