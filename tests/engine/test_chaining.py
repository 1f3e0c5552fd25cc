"""Forward chaining comes to what the reference comes to, whatever the rules and whatever is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kredslob.engine.chaining import Chain, Chained, available, why_unavailable
from kredslob.engine.judging import FALSE, TRUE, truth
from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.engine.reference import RuleConflict, decide_fact
from kredslob.rules.conditions import All, Any, Bound, Compare, Condition, CountOf, Fact, Not
from kredslob.rules.messages import WrongInput
from kredslob.rules.terms import Terms
from tests.engine.strategies import (
    DECIDED,
    DECLARATIONS,
    FORTY,
    can_be_planned,
    conditions,
    declared,
    rule,
    rule_sets,
    situations,
    terms_of,
)

needs_durable = pytest.mark.skipif(not available(), reason="" if (why := why_unavailable()) is None else why.text())

IN_WORK = Compare(Fact("in_work"), "is", Bound(True))
LISTED = Compare(Fact("listed"), "is", Bound(True))
PER_RULE_SET = 100


def referred(terms: Terms, facts: Mapping[str, FactValue]) -> tuple[str, object]:
    """Say how the reference answers: its status, and its value if it has one."""
    try:
        value = decide_fact(DECIDED, terms, facts).value
    except RuleConflict as conflict:
        return ("gap" if "a gap" in conflict.text() else "clash"), None
    return ("unknown", None) if isinstance(value, Unknown) else ("value", value)


def standing(terms: Terms, facts: Mapping[str, FactValue]) -> tuple[str, ...]:
    """Name the rules that are true while all that override them are false."""
    truths = {one.id: truth(one.when, facts) for one in terms.rules[DECIDED]}
    return tuple(
        one
        for one, found in truths.items()
        if found == TRUE and all(truths[above] == FALSE for above in terms.overriders[one])
    )


def assert_agree(terms: Terms, seed: int, count: int) -> None:
    """Decide many situations by both, and compare outcomes and the rules that stand."""
    with Chain(terms, DECIDED, DECLARATIONS) as chain:
        for facts in situations(seed, count):
            found = chain.decide(facts)
            assert (found.status, found.value) == referred(terms, facts), facts
            assert found.standing == standing(terms, facts), facts


@pytest.fixture
def chain() -> Iterator[Chain]:
    """Give a chain for the three rules about forty plus."""
    with Chain(FORTY, DECIDED, DECLARATIONS) as made:
        yield made


# --- agreeing -----------------------------------------------------------------------------------------------------


@needs_durable
@given(rule_sets(), st.integers())
def test_both_evaluators_agree(terms: Terms, seed: int) -> None:
    """In CI: 200 sets of rules with 100 situations each, known and unknown, come out alike by two evaluators."""
    assert_agree(terms, seed, PER_RULE_SET)


@needs_durable
@pytest.mark.long
@settings(max_examples=settings().max_examples * 2)
@given(rule_sets(most=14, depth=3), st.integers())
def test_both_evaluators_agree_on_large_sets_of_rules(terms: Terms, seed: int) -> None:
    """The same with rules by the dozen and deeper conditions; those that explode are left to other tests."""
    assume(can_be_planned(terms))
    assert_agree(terms, seed, 5 * PER_RULE_SET)


@needs_durable
@given(conditions(depth=3), st.integers())
def test_the_two_step_truth_of_a_single_condition(condition: Condition, seed: int) -> None:
    """One rule alone stands when its condition is true, leaves a gap when false, and is unknown otherwise."""
    with Chain(terms_of(rule("only", condition, "none")), DECIDED, DECLARATIONS) as chain:
        for facts in situations(seed, 10):
            expected = {TRUE: "value", FALSE: "gap"}.get(truth(condition, facts), "unknown")
            assert chain.decide(facts).status == expected


@needs_durable
def test_a_rule_that_is_overridden_by_chain_does_not_stand(chain: Chain) -> None:
    """Over and listed: the general rule is silenced by both, the listed one by the other."""
    found = chain.decide({"listed": True, "share": 400_001})
    assert (found.status, found.value, found.standing) == ("value", "ghetto", ("over",))


@needs_durable
def test_the_trail_tells_what_fired_in_order(chain: Chain) -> None:
    """First which conditions hold, in the order of the rules, then which rules stand, each once."""
    assert [*map(tuple, chain.decide({"listed": True, "share": Between(399_999, 400_001, ("share",))}).trail)] == [
        ("general", "certain"), ("listed", "certain"), ("listed", "possible"), ("over", "possible"),
        ("listed", "may_stand"), ("over", "may_stand"),
    ]  # fmt: skip


@needs_durable
def test_a_rule_that_holds_in_two_ways_is_named_once() -> None:
    """Each way fires by itself, but the trail says of a rule only once that it is certain."""
    either = Any((IN_WORK, LISTED))
    with Chain(terms_of(rule("a", either, "none")), DECIDED, DECLARATIONS) as chain:
        trail = chain.decide({"in_work": True, "listed": True}).trail
    assert [fired.kind for fired in trail] == ["certain", "possible", "stands", "may_stand"]


@needs_durable
@pytest.mark.parametrize(
    ("facts", "status", "stands"),
    [
        ({"listed": False, "share": Unknown(("share",))}, "value", ("general",)),
        ({"listed": True, "share": Unknown(("share",))}, "unknown", ()),
        ({"listed": Unknown(("listed",)), "share": 400_000}, "unknown", ()),
        ({"listed": True, "share": Between(400_001, 500_000)}, "value", ("over",)),
    ],
)
def test_unknown_decides_nothing_and_stops_nothing_that_it_does_not_touch(
    chain: Chain, facts: dict[str, FactValue], status: str, stands: tuple[str, ...]
) -> None:
    """An unknown that some rule hangs on is unknown; one that no rule that may stand reads is passed over."""
    found = chain.decide(facts)
    assert (found.status, found.standing) == (status, stands)


@needs_durable
def test_rules_that_stand_together_clash_or_agree() -> None:
    """Two conclusions clash, one conclusion twice is cited twice, and no rule at all is a gap."""
    for other, status in (("udsat", "clash"), ("none", "value")):
        with Chain(terms_of(rule("a", IN_WORK, "none"), rule("b", LISTED, other)), DECIDED, DECLARATIONS) as chain:
            assert chain.decide({"in_work": True, "listed": True}).status == status
            assert chain.decide({"in_work": True, "listed": True}).standing == ("a", "b")
            assert chain.decide({"in_work": False, "listed": False}).status == "gap"
    with Chain(terms_of(), DECIDED, DECLARATIONS) as chain:
        assert chain.decide({}) == Chained("gap", None, (), ())


# --- limits -------------------------------------------------------------------------------------------------------


@needs_durable
def test_more_rules_than_the_library_can_fire_at_once() -> None:
    """Three hundred rules that all hold are cut into stages, and each fires in the order it was given."""
    rules = [rule(f"r{index}", Compare(Fact("rooms"), "over", Bound(-index)), "none") for index in range(300)]
    with Chain(terms_of(*rules), DECIDED, DECLARATIONS) as chain:
        found = chain.decide({"rooms": 7})
    assert found.standing == tuple(one.id for one in rules)
    assert [fired.rule for fired in found.trail if fired.kind == "certain"] == [one.id for one in rules]


@needs_durable
def test_more_facts_than_the_library_can_take_at_once() -> None:
    """Rules that together read three hundred facts are decided, each stage being posted only what it reads."""
    names = [f"fact{index}" for index in range(300)]
    facts = {name: declared(name, "count") for name in names}
    rules = [rule(f"r{index}", Compare(Fact(name), "is", Bound(index)), "none") for index, name in enumerate(names)]
    with Chain(terms_of(*rules), DECIDED, facts) as chain:
        found = chain.decide({name: index - index % 2 for index, name in enumerate(names)})
    assert found.standing == tuple(f"r{index}" for index in range(0, 300, 2))


@needs_durable
def test_a_rule_that_explodes_is_refused_by_name() -> None:
    """The chain is not made, and the message names the rule."""
    numbers = [(Fact(name), Bound(2 * value)) for name in ("rooms", "share", "hours") for value in range(12)]
    exploding = All(tuple(Compare(fact, "is_not", value) for fact, value in numbers))
    with pytest.raises(WrongInput, match="rule boom can hold in more ways"):
        Chain(terms_of(rule("boom", exploding, "none")), DECIDED, DECLARATIONS)


@needs_durable
def test_names_from_outside_never_reach_the_library() -> None:
    """Facts called id, sid, $and or nothing at all are facts like others, and so are rules and values."""
    names = ("id", "sid", "$s", "$and", "stage", "m", "f0", "", 'quo"te', "æøå", "exception", "$m")
    facts = {name: declared(name, "choice") for name in names}
    each = [rule(f"{name}'s", Compare(Fact(name), "is", Bound(f"{name}{{}}")), "none") for name in names]
    with Chain(terms_of(*each), DECIDED, facts) as chain:
        for chosen in names:
            found = chain.decide({name: f"{name}{{}}" if name == chosen else "" for name in names})
            assert found.standing == (f"{chosen}'s",)


@needs_durable
def test_large_and_negative_numbers_are_compared_exactly() -> None:
    """The last unit counts, also where a float would have lost it."""
    large = 10**17
    with Chain(
        terms_of(
            rule("over", Compare(Fact("rooms"), "over", Bound(large)), "none"),
            rule("under", Compare(Fact("rooms"), "under", Bound(-large)), "none"),
            rule("is", Compare(Fact("rooms"), "is", Bound(large)), "none"),
            rule("not under", Compare(Fact("rooms"), "at_least", Bound(-large)), "none"),
            rule("not over", Compare(Fact("rooms"), "at_most", Bound(-1)), "none"),
        ),
        DECIDED,
        DECLARATIONS,
    ) as chain:
        for value, stands in (
            (large + 1, ("over", "not under")),
            (large, ("is", "not under")),
            (0, ("not under",)),
            (-1, ("not under", "not over")),
            (-large, ("not under", "not over")),
            (-large - 1, ("under", "not over")),
        ):
            assert chain.decide({"rooms": value}).standing == stands


# --- joins --------------------------------------------------------------------------------------------------------


@needs_durable
@pytest.mark.parametrize(
    ("known", "status"),
    [
        ((True, True, None), "value"),
        ((True, False, None), "unknown"),
        ((True, None, None), "unknown"),
        ((False, False, None), "gap"),
    ],
)
def test_at_least_two_of_three_is_counted(known: tuple[bool | None, ...], status: str) -> None:
    """A third that is unknown changes nothing once two hold, or once two do not."""
    names = ("in_work", "listed", "wants")
    three = tuple(Compare(Fact(name), "is", Bound(True)) for name in names)
    facts = {name: Unknown((name,)) if value is None else value for name, value in zip(names, known, strict=True)}
    with Chain(terms_of(rule("r", CountOf(2, three), "none")), DECIDED, DECLARATIONS) as chain:
        assert chain.decide(facts).status == status


@needs_durable
def test_an_empty_any_never_holds() -> None:
    """That is what a comparison with a parameter without a value becomes."""
    with Chain(terms_of(rule("a", Any(()), "none"), rule("b", Not(Any(())), "udsat")), DECIDED, DECLARATIONS) as chain:
        assert chain.decide({}).standing == ("b",)
