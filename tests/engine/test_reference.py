"""What a set of rules means: who overrides whom, what is cited, gaps and clashes, and when an unknown rule matters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kredslob.engine.judging import FALSE, TRUE, UNKNOWN, judge
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.reference import RuleConflict, decide_fact, decide_value
from kredslob.rules.conditions import All, Always, Bound, Compare, Condition, Fact
from kredslob.rules.messages import WrongInput
from kredslob.rules.model import Rule
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value
from tests.engine.strategies import DECIDED, FORTY, rule, rule_sets, situations, terms_of


def when(name: str) -> Condition:
    """Give a condition that one fact makes true."""
    return Compare(Fact(name), "is", Bound(True))


def decided(terms: Terms, **facts: FactValue) -> tuple[object, tuple[str, ...]]:
    """Give what the rules make of the facts, and the rules cited."""
    found = decide_fact(DECIDED, terms, facts)
    return found.value, tuple(one.rule.id for one in found.standing)


NOT_SAID = Unknown(("p",))


# --- overriding ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "value", "cited"),
    [
        ({"listed": False, "share": 500_000}, "none", ("general",)),
        ({"listed": True, "share": 400_000}, "udsat", ("listed",)),
        ({"listed": True, "share": 400_001}, "ghetto", ("over",)),
    ],
)
def test_an_exception_overrides_the_rule_that_it_names_and_what_that_overrides(
    facts: Mapping[str, FactValue], value: str, cited: tuple[str, ...]
) -> None:
    """General rule, exception, exception to the exception: only the last that holds is cited."""
    assert decided(FORTY, **facts) == (value, cited)


def test_an_overridden_overrider_reinstates_nothing() -> None:
    """Where all of three hold, each overriding the next, the last stays overridden."""
    terms = terms_of(
        rule("a", Always(), "none"), rule("b", when("p"), "udsat", ("a",)), rule("c", when("q"), "ghetto", ("b",))
    )
    assert decided(terms, p=True, q=True) == ("ghetto", ("c",))
    assert decided(terms, p=False, q=True) == ("ghetto", ("c",))
    judged = {one.rule.id: one for one in decide_fact(DECIDED, terms, {"p": True, "q": True}).rules}
    assert set(judged["a"].overridden_by) == {"b", "c"}


def test_a_rule_that_does_not_hold_is_overridden_by_none() -> None:
    """That is not why it says nothing, whether the other holds or may hold."""
    terms = terms_of(rule("a", when("p"), "none"), rule("b", when("q"), "udsat", ("a",)), rule("c", Always(), "udsat"))
    for other in (True, NOT_SAID):
        judged = {one.rule.id: one for one in decide_fact(DECIDED, terms, {"p": False, "q": other}).rules}
        assert (judged["a"].overridden_by, judged["a"].perhaps_by) == ((), ())


def test_rules_with_one_conclusion_are_all_cited() -> None:
    """Two grounds for exemption are two reasons, in the order of the rules."""
    terms = terms_of(rule("a", when("p"), "udsat"), rule("b", when("q"), "udsat"))
    assert decided(terms, p=True, q=True) == ("udsat", ("a", "b"))


def test_the_order_of_the_file_means_nothing() -> None:
    """An exception that stands before its general rule is still the exception."""
    turned = terms_of(*reversed(FORTY.rules[DECIDED]))
    assert decided(turned, listed=True, share=400_001) == ("ghetto", ("over",))


# --- gaps and clashes ---------------------------------------------------------------------------------------------


def test_rules_that_say_different_things_clash() -> None:
    """Nothing is answered, and both rules are named with what they say."""
    terms = terms_of(rule("a", when("p"), "udsat"), rule("b", when("q"), "ghetto"))
    with pytest.raises(RuleConflict, match=r"clash over outcome: a .*udsat; b .*ghetto"):
        decided(terms, p=True, q=True)
    with pytest.raises(RuleConflict):
        decide_value(DECIDED, terms, {"p": True, "q": True})


def test_no_rule_that_applies_is_a_gap() -> None:
    """Nothing is answered where the agreement says nothing."""
    terms = terms_of(rule("a", when("p"), "udsat"))
    with pytest.raises(RuleConflict, match="a gap in the agreement"):
        decided(terms, p=False)
    with pytest.raises(RuleConflict, match="a gap in the agreement"):
        decide_value(DECIDED, terms, {"p": False})


def test_a_fact_that_no_rule_decides_is_a_gap() -> None:
    """Also when there is no rule at all."""
    with pytest.raises(RuleConflict, match="a gap"):
        decided(terms_of())


def test_a_conflict_is_wrong_input_with_a_place_and_a_cure() -> None:
    """Whoever wrote the agreement is told where and how to mend it."""
    terms = terms_of(rule("a", when("p"), "udsat"), rule("b", Always(), "ghetto"))
    with pytest.raises(WrongInput) as caught:
        decided(terms, p=True)
    (problem,) = caught.value.problems
    assert problem.place.file == "d.yaml"
    assert problem.accepted is not None


def test_a_gap_is_told_at_the_first_of_the_rules_that_leave_it() -> None:
    """With what would fill it."""
    with pytest.raises(WrongInput) as caught:
        decided(terms_of(rule("a", when("p"), "udsat")), p=False)
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.accepted and problem.accepted.text()) == (
        "d.yaml", "a general rule that always applies",
    )  # fmt: skip


def test_a_clash_that_is_certain_is_told_though_something_else_is_unknown() -> None:
    """Two rules that stand for certain clash whatever a third comes to."""
    terms = terms_of(rule("a", Always(), "udsat"), rule("b", Always(), "ghetto"), rule("c", when("p"), "none"))
    with pytest.raises(RuleConflict, match="clash"):
        decided(terms, p=NOT_SAID)


# --- unknown ------------------------------------------------------------------------------------------------------


def test_an_unknown_rule_that_says_the_same_changes_nothing() -> None:
    """Both its values give one outcome, so it is decided, and only what stands for certain is cited."""
    terms = terms_of(rule("a", Always(), "udsat"), rule("b", when("p"), "udsat", ("a",)))
    value, cited = decided(terms, p=NOT_SAID)
    assert (value, cited) == ("udsat", ())
    terms = terms_of(rule("a", Always(), "udsat"), rule("b", when("p"), "udsat"))
    assert decided(terms, p=NOT_SAID) == ("udsat", ("a",))


def test_an_unknown_rule_that_is_overridden_for_certain_changes_nothing() -> None:
    """What is missing cannot help it."""
    terms = terms_of(rule("a", when("p"), "udsat"), rule("b", Always(), "ghetto", ("a",)))
    assert decided(terms, p=NOT_SAID) == ("ghetto", ("b",))


def test_an_unknown_rule_that_would_change_the_outcome_leaves_it_unknown() -> None:
    """The fact that it needs is named."""
    terms = terms_of(rule("a", Always(), "none"), rule("b", when("p"), "ghetto", ("a",)))
    assert decided(terms, p=NOT_SAID) == (NOT_SAID, ())
    assert decide_value(DECIDED, terms, {"p": NOT_SAID}) == NOT_SAID


def test_only_what_may_decide_is_asked_for() -> None:
    """A fact read by a rule that cannot stand is not among the needs."""
    terms = terms_of(
        rule("a", Always(), "none"), rule("b", when("p"), "ghetto", ("a",)),
        rule("c", when("q"), "udsat", ("a",)), rule("d", when("r"), "none", ("c",)),
    )  # fmt: skip
    found, _ = decided(terms, p=NOT_SAID, q=Unknown(("q",)), r=True)
    assert found == NOT_SAID


def test_a_perhaps_overridden_rule_does_not_stand_for_certain() -> None:
    """It is told which rule may override it."""
    terms = terms_of(rule("a", Always(), "none"), rule("b", when("p"), "ghetto", ("a",)))
    first = decide_fact(DECIDED, terms, {"p": NOT_SAID}).rules[0]
    assert (first.perhaps_by, first.stands, first.may_stand) == (("b",), False, True)
    both = terms_of(*terms.rules[DECIDED], rule("c", when("q"), "udsat"), rule("d", when("r"), "udsat", ("a",)))
    first = decide_fact(DECIDED, both, {"p": NOT_SAID, "q": NOT_SAID, "r": True}).rules[0]
    assert (first.overridden_by, first.perhaps_by) == (("d",), ("b",))


# --- the meaning by brute force -----------------------------------------------------------------------------------


def plainly(rules: tuple[Rule, ...], true: frozenset[str]) -> object:
    """Say what rules mean whose truth is known, in the plainest way."""
    above: dict[str, set[str]] = {one.id: set() for one in rules}
    for _ in rules:
        for one in rules:
            for below in one.overrides:
                above[below] |= {one.id} | above[one.id]
    standing = [one for one in rules if one.id in true and not above[one.id] & true]
    values: set[Value] = {one.value for one in standing}
    return "gap" if not values else values.pop() if len(values) == 1 else "clash"


def worlds(terms: Terms, facts: Mapping[str, FactValue]) -> Iterator[object]:
    """Give what the rules mean for each way in which the unknown ones may turn out."""
    rules = terms.rules[DECIDED]
    judged = {one.id: judge(one.when, facts).truth for one in rules}
    certain = frozenset(key for key, value in judged.items() if value == TRUE)
    open_ = [key for key, value in judged.items() if value == UNKNOWN]
    for chosen in product((True, False), repeat=len(open_)):
        yield plainly(rules, certain | {key for key, yes in zip(open_, chosen, strict=True) if yes})


def meaning(terms: Terms, facts: Mapping[str, FactValue]) -> object:
    """Say what the evaluator makes of it: a value, an unknown, or why it refuses."""
    try:
        return decide_fact(DECIDED, terms, facts).value
    except RuleConflict as conflict:
        return "gap" if "a gap" in conflict.text() else "clash"


@settings(max_examples=settings().max_examples * 2)
@given(rule_sets(), st.integers())
def test_an_outcome_is_what_every_way_comes_to_and_an_unknown_one_has_ways_that_differ(terms: Terms, seed: int) -> None:
    """Known: all completions of the unknown rules agree. Unknown: two differ, or all clash, each in its own way."""
    for facts in situations(seed, 12):
        found, value = set(worlds(terms, facts)), meaning(terms, facts)
        if isinstance(value, Unknown):
            assert len(found) > 1 or found == {"clash"}
        else:
            assert found == {value}


@settings(max_examples=settings().max_examples * 2)
@given(rule_sets(), st.integers())
def test_without_reasons_it_comes_to_the_same(terms: Terms, seed: int) -> None:
    """The short way to a value gives the value of the long one, and the same refusal."""
    for facts in situations(seed, 12):
        try:
            expected: object = decide_fact(DECIDED, terms, facts).value
        except RuleConflict as conflict:
            expected = conflict.text()
        try:
            found: object = decide_value(DECIDED, terms, facts)
        except RuleConflict as conflict:
            found = conflict.text()
        assert found == expected


@given(rule_sets(), st.integers())
def test_what_stands_is_true_and_not_overridden(terms: Terms, seed: int) -> None:
    """Every cited rule is true and says the outcome; no rule above it is true or unknown."""
    for facts in situations(seed, 6):
        try:
            found = decide_fact(DECIDED, terms, facts)
        except RuleConflict:
            continue
        truths = {one.rule.id: one.judged.truth for one in found.rules}
        for one in found.standing:
            assert truths[one.rule.id] == TRUE
            assert all(truths[above] == FALSE for above in terms.overriders[one.rule.id])
            assert isinstance(found.value, Unknown) or one.rule.value == found.value


def test_all_needs_of_an_unknown_outcome_are_named_once() -> None:
    """Two rules that miss one fact ask for it once."""
    both = All((when("p"), when("q")))
    terms = terms_of(
        rule("a", Always(), "none"), rule("b", both, "udsat", ("a",)), rule("c", when("p"), "udsat", ("a",))
    )
    found, _ = decided(terms, p=NOT_SAID, q=Unknown(("q",)))
    assert found == Unknown(("p", "q"))
