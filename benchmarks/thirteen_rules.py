"""One lettings decision by thirteen rules, in three engines: ours with its reasons, zen-engine, durable-rules.

The rules stand in `lettings/`, in the format of our agreements; the other engines are given the same rules. zen-engine
gets a graph of decision tables in which the first row that fits decides; durable-rules rules in order of priority, one
fact posted for each round of facts that can be decided at once. All start at the same facts, and must come to the same
answers by the same rules before anything is timed. Ours ends with every fact that is decided, the rules that apply with
the values they read, and for every other rule the conditions that it lacked; zen-engine with the facts and its trace;
durable-rules with the rules that fired.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, cast

from kredslob.engine.explaining import reasons, why_not
from kredslob.engine.situation import Situation
from kredslob.rules.conditions import All, Bound, Compare, Condition, Fact
from kredslob.rules.library import load_library
from kredslob.rules.model import FactDeclaration, Rule
from kredslob.rules.terms import Terms, draw_terms
from kredslob.rules.units import Value

SHELF: Final = Path(__file__).with_name("lettings")
DAY: Final = date(2012, 1, 1)
ROUNDS: Final = (("forty_plus", "group_work"), ("exempt",), ("channel",))  # each reads only what stands before it
DECIDED: Final = tuple(fact for facts in ROUNDS for fact in facts)

Facts = Mapping[str, Value]
Decided = tuple[tuple[Value, str], ...]  # for each decided fact its value and the rule that decides it
Engine = Callable[[Facts], Decided]
Test = tuple[str, str, Value]  # a fact, how it is compared, with what

_SIGNS: Final = {"is": "==", "is_not": "!=", "over": ">", "at_least": ">=", "under": "<", "at_most": "<="}
_TESTS: Final = {"over": "$gt", "at_least": "$gte", "under": "$lt", "at_most": "$lte", "is_not": "$neq"}


def agreed() -> tuple[Terms, Mapping[str, FactDeclaration]]:
    """Give the thirteen rules in force, and the facts that they read."""
    library = load_library(SHELF)
    return draw_terms(library, library.in_force(DAY), DAY), library.facts


def drawn(terms: Terms, declarations: Mapping[str, FactDeclaration], each: int, seed: int = 2012) -> list[Facts]:
    """Draw cases so that every channel comes out equally often: an order of precedence is met at every step."""
    luck = random.Random(seed)  # noqa: S311 - made-up cases, no secrets
    given = [one for one in declarations.values() if one.origin == "given"]
    decide = ours(terms, declarations)
    found: dict[Value, list[Facts]] = {rule.value: [] for rule in terms.rules["channel"]}
    while any(len(cases) < each for cases in found.values()):
        case = {one.name: _value(one, luck) for one in given}
        cases = found[decide(case)[-1][0]]
        if len(cases) < each:
            cases.append(case)
    mixed = [case for cases in found.values() for case in cases]
    luck.shuffle(mixed)
    return mixed


def _value(fact: FactDeclaration, luck: random.Random) -> Value:
    if fact.type == "yes_no":
        return luck.random() < 0.5
    if fact.type == "choice":
        return luck.choice(list(fact.choices))
    return luck.randrange({"share": 800_000, "hours": 50 * 60}[fact.type])


def ours(terms: Terms, declarations: Mapping[str, FactDeclaration]) -> Engine:
    """Decide by the reference evaluator, with why and why not."""

    def decide(facts: Facts) -> Decided:
        situation = Situation(facts, terms, declarations, {})
        outcomes = [situation.outcome(fact) for fact in DECIDED]
        why = reasons(outcomes, terms)
        others = [one for outcome in outcomes for one in why_not(str(outcome.value), (outcome,))]
        assert why
        assert others
        last = {one.fact: (one.value, one.rule) for one in why}
        return tuple(last[fact] for fact in DECIDED)

    return decide


def zen_engine(terms: Terms) -> Engine:
    """Decide by zen-engine with its trace on: the graph is read once and asked many times."""
    import zen

    decision = zen.ZenEngine().create_decision(json.dumps(_graph(terms)))

    def decide(facts: Facts) -> Decided:
        answer = decision.evaluate(cast(dict[str, Any], facts), {"trace": True})
        assert answer["trace"]
        result = answer["result"]
        return tuple((result[fact], result[f"{fact}_rule"]) for fact in DECIDED)

    return decide


def _graph(terms: Terms) -> dict[str, Any]:
    """Give a table for each fact, one after the other, each handing on what it got with what it decided."""
    tables = [
        {"id": fact, "name": fact, "type": "decisionTableNode", "content": _table(fact, terms.rules[fact])}
        for fact in DECIDED
    ]
    ends = [{"id": "in", "name": "in", "type": "inputNode"}, {"id": "out", "name": "out", "type": "outputNode"}]
    names = ["in", *DECIDED, "out"]
    edges = [
        {"id": f"{one}-{other}", "type": "edge", "sourceId": one, "targetId": other} for one, other in pairwise(names)
    ]
    return {"nodes": [*ends, *tables], "edges": edges}


def _table(fact: str, rules: tuple[Rule, ...]) -> dict[str, Any]:
    tests = {rule.id: tests_of(rule.when) for rule in reversed(rules)}
    read = dict.fromkeys(name for each in tests.values() for name, _, _ in each)
    return {
        "hitPolicy": "first", "passThrough": True, "executionMode": "single",
        "inputs": [{"id": name, "name": name, "type": "expression", "field": name} for name in read],
        "outputs": [{"id": f"={name}", "name": name, "type": "expression", "field": name} for name in (fact, f"{fact}_rule")],
        "rules": [
            {"_id": rule.id, **{name: f"{_SIGNS[word]} {json.dumps(value)}" for name, word, value in tests[rule.id]},
             f"={fact}": json.dumps(rule.value), f"={fact}_rule": json.dumps(rule.id)}
            for rule in reversed(rules)
        ],
    }  # fmt: skip


def durable_rules(terms: Terms) -> Engine:
    """Decide by a bare durable-rules host without its threads: one state name, deleted after every fact posted."""
    from durable import engine

    class Host(engine.Host):  # type: ignore[misc]  # the library has no types
        """Rules that are only run when a fact is posted: the threads that it would start lose answers and crash."""

        def _run(self) -> None:
            """Start nothing."""

    fired: list[Rule] = []

    def firing(rule: Rule) -> Callable[[object], None]:
        def run(_context: object) -> None:
            fired.append(rule)

        return run

    definition = {
        rule.id: {
            "all": [{"m": {"$and": [{"round": number}, *map(_posted, tests_of(rule.when))]}}],
            "pri": priority,
            "run": firing(rule),
        }
        for number, facts in enumerate(ROUNDS)
        for fact in facts
        for priority, rule in enumerate(reversed(terms.rules[fact]), 1)
    }
    host = Host({"lettings": definition})

    def decide(facts: Facts) -> Decided:
        known, first = dict(facts), dict[str, Rule]()
        for number, decided in enumerate(ROUNDS):
            fired.clear()
            state = host.assert_fact("lettings", {"sid": "one", "round": number, **known})
            assert "exception" not in state
            host.delete_state("lettings", "one")
            for rule in fired:
                first.setdefault(rule.decides, rule)
            known.update({fact: first[fact].value for fact in decided})
        return tuple((first[fact].value, first[fact].id) for fact in DECIDED)

    return decide


def _posted(test: Test) -> dict[str, Any]:
    name, word, value = test
    return {name: value} if word == "is" else {_TESTS[word]: {name: value}}


def tests_of(condition: Condition) -> list[Test]:
    """Give the comparisons that a rule of this agreement consists of: they are made of nothing else."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    return [
        (part.left.name, part.operator, part.right.value)
        for part in parts
        if isinstance(part, Compare) and isinstance(part.left, Fact) and isinstance(part.right, Bound)
    ]
