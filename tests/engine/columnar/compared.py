"""What the reference makes of rows of facts, told in the codes of columns, and terms whose facts are decided in turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from kredslob.engine.columnar import CLASH, GAP, REFUSED, UNKNOWN, Column, Columns, column_of
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.reference import RuleConflict, decide_fact
from kredslob.rules.conditions import All, Any, Bound, Compare, Condition, CountOf, Fact, Not, facts_of
from kredslob.rules.model import FactDeclaration, Rule
from kredslob.rules.terms import Terms, closure
from kredslob.rules.units import Value
from tests.engine.strategies import CHOICES, DECIDED, DECLARATIONS, conditions, declared, rule, terms_of

Row = Mapping[str, FactValue]
EARLIER: Mapping[str, str] = {"stands": "yes_no", "turn": "choice"}
STACKED: Mapping[str, FactDeclaration] = {
    **DECLARATIONS,
    **{name: replace(declared(name, of_type), origin="decided") for name, of_type in EARLIER.items()},
}
"""Declarations with two more decided facts, of which later rules read what earlier ones decide."""


def columns_of(
    rows: Sequence[Row], names: Iterable[str], declarations: Mapping[str, FactDeclaration]
) -> dict[str, Column]:
    """Put rows of facts into columns."""
    return {name: column_of(declarations[name], [row[name] for row in rows]) for name in names}


def decided_by_columns(
    columns: Columns, rows: Sequence[Row], declarations: Mapping[str, FactDeclaration]
) -> list[dict[str, int]]:
    """Decide every fact of every row by columns, and give the codes row by row."""
    found = columns.decide(columns_of(rows, columns.reads(), declarations), rows=len(rows))
    codes = {name: answers.codes.tolist() for name, answers in found.items()}
    return [{name: codes[name][place] for name in codes} for place in range(len(rows))]


def decided_by_reference(terms: Terms, row: Row, columns: Columns) -> dict[str, int]:
    """Decide every fact of a row by the reference, each from what was decided before, and give the codes."""
    known: dict[str, FactValue] = dict(row)
    codes: dict[str, int] = {}

    def decide(fact: str) -> None:
        if fact in codes:
            return
        read = {name for one in terms.rules.get(fact, ()) for name in facts_of(one.when)}
        for name in sorted(read & {*columns.facts}):
            decide(name)
        if any(codes.get(name, 0) < UNKNOWN for name in read):
            codes[fact] = REFUSED
            return
        codes[fact], known[fact] = coded(fact, terms, known, columns.answers(fact))

    for fact in columns.facts:
        decide(fact)
    return codes


def coded(fact: str, terms: Terms, known: Row, answers: Sequence[Value]) -> tuple[int, FactValue]:
    """Give the code of what the reference makes of a fact, and its value."""
    try:
        value = decide_fact(fact, terms, known).value
    except RuleConflict as conflict:
        return (GAP if "a gap" in conflict.text() else CLASH), Unknown()
    return (UNKNOWN if isinstance(value, Unknown) else answers.index(value)), value


# --- terms drawn at random ----------------------------------------------------------------------------------------


@st.composite
def stacked(draw: st.DrawFn, most: int = 4) -> Terms:
    """Draw terms of three facts, of which the later are decided from the earlier and from what is given."""
    rules: list[Rule] = []
    values: Mapping[str, tuple[Value, ...]] = {"stands": (False, True), "turn": CHOICES[:3], DECIDED: CHOICES[:3]}
    for level, (fact, concluded) in enumerate(values.items()):
        earlier = list(values)[:level]
        for index in range(draw(st.integers(1, most))):
            own = [one.id for one in rules if one.decides == fact]
            below = draw(st.lists(st.sampled_from(own), max_size=2, unique=True)) if own else []
            when = draw(_reading(earlier))
            made = rule(f"{fact}.{index}", when, draw(st.sampled_from(concluded)), tuple(below))
            rules.append(replace(made, decides=fact))
    by_fact = {fact: tuple(one for one in rules if one.decides == fact) for fact in reversed(list(values))}
    return replace(terms_of(), rules=by_fact, overriders=closure(rules))


@st.composite
def _reading(draw: st.DrawFn, earlier: Sequence[str]) -> Condition:
    """Draw a condition that may read facts decided earlier."""
    own = draw(conditions(depth=2))
    if not earlier or draw(st.integers(0, 3)) == 0:
        return own
    name = draw(st.sampled_from(earlier))
    value: Value = draw(st.booleans()) if name == "stands" else draw(st.sampled_from(CHOICES))
    read: Condition = Compare(Fact(name), draw(st.sampled_from(("is", "is_not"))), Bound(value))
    match draw(st.integers(0, 3)):
        case 0:
            return read
        case 1:
            return All((own, read))
        case 2:
            return Any((read, own))
        case _:
            return Not(All((read, own)))


def settled(terms: Terms) -> Terms:
    """Give terms with every guess taken at its assumed value."""
    rules = {
        fact: tuple(replace(one, when=_settled(one.when)) for one in several) for fact, several in terms.rules.items()
    }
    return replace(terms, rules=rules)


def _settled(condition: Condition) -> Condition:
    match condition:
        case Compare(left, word, Bound(value)):
            return Compare(Bound(left.value) if isinstance(left, Bound) else left, word, Bound(value))
        case Not(part):
            return Not(_settled(part))
        case CountOf(least, parts):
            return CountOf(least, tuple(_settled(part) for part in parts))
        case All(parts):
            return All(tuple(_settled(part) for part in parts))
        case Any(parts):
            return Any(tuple(_settled(part) for part in parts))
        case _:
            return condition
