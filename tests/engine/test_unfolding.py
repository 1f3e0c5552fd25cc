"""Unfolding loses nothing: the tests that a condition becomes hold exactly when it is certain, or possible."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kredslob.engine.fields import FAR, ChainingFault, Field, Named, Span, known_as, meet, within
from kredslob.engine.firing import MOST_FIELDS, MOST_FIRINGS, Fired, Plan, plan
from kredslob.engine.judging import FALSE, TRUE, truth
from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.engine.unfolding import ALWAYS, MOST_WAYS, NEVER, Reading, TooManyWays, Way, covers, unfold
from kredslob.rules.conditions import (
    OPERATORS,
    All,
    Any,
    Bound,
    Compare,
    Condition,
    CountOf,
    Fact,
    Member,
    Not,
    Operator,
)
from kredslob.rules.messages import WrongInput
from tests.engine.strategies import DECLARATIONS, READ, TYPES, conditions, declared, rule, situations

KNOWN = {name: known_as(name, TYPES[name], ("none", "udsat", "ghetto")) for name in READ}
CERTAIN, POSSIBLE = Reading(KNOWN, certain=True), Reading(KNOWN, certain=False)


def integers(facts: dict[str, FactValue]) -> dict[Field, int]:
    """Give all fields of a situation."""
    return {
        field: value
        for name in facts
        for field, value in zip(KNOWN[name].fields, KNOWN[name].integers(facts[name]), strict=True)
    }


def holds(way: Way, known: dict[Field, int]) -> bool:
    """Put the tests of a way to a situation."""
    return all(span.low <= known[field] <= span.high and known[field] not in span.gaps for field, span in way)


def is_none_of(count: int, *, denied: bool = False) -> Condition:
    """Ask that each of three numbers is none of so many, which leaves gaps between them; or deny that it is some."""
    numbers = [(Fact(name), Bound(2 * value)) for name in ("rooms", "share", "hours") for value in range(count)]
    if denied:
        return Not(Any(tuple(Compare(fact, "is", value) for fact, value in numbers)))
    return All(tuple(Compare(fact, "is_not", value) for fact, value in numbers))


# --- conditions ---------------------------------------------------------------------------------------------------


@given(conditions(), st.integers())
def test_ways_hold_exactly_when_the_condition_is_certain_or_possible(condition: Condition, seed: int) -> None:
    """In every situation, some way of the certain reading holds where the truth is true, and so for the others."""
    certain, possible = unfold(condition, CERTAIN), unfold(condition, POSSIBLE)
    never, perhaps_not = unfold(condition, CERTAIN, wanted=False), unfold(condition, POSSIBLE, wanted=False)
    for facts in situations(seed, 40):
        known, found = integers(facts), truth(condition, facts)
        assert any(holds(way, known) for way in certain) is (found == TRUE)
        assert any(holds(way, known) for way in possible) is (found != FALSE)
        assert any(holds(way, known) for way in never) is (found == FALSE)
        assert any(holds(way, known) for way in perhaps_not) is (found != TRUE)


@pytest.mark.parametrize("word", OPERATORS)
@pytest.mark.parametrize(
    "value", [-600, -1, 0, 1, Between(-600, -1), Between(-1, 0), Between(0, 1), Unknown(("hours",))]
)
def test_every_operator_and_its_denial_agree_with_the_reference(word: Operator, value: FactValue) -> None:
    """On, just off and on both sides of the limit."""
    comparison = Compare(Fact("hours"), word, Bound(0))
    known = integers({"hours": value})
    for condition in (comparison, Not(comparison)):
        found = truth(condition, {"hours": value})
        assert any(holds(way, known) for way in unfold(condition, CERTAIN)) is (found == TRUE)
        assert any(holds(way, known) for way in unfold(condition, POSSIBLE)) is (found != FALSE)


@given(conditions())
def test_no_way_is_covered_by_another(condition: Condition) -> None:
    """A way that holds only when another does would fire for nothing."""
    for one, other in combinations(unfold(condition, POSSIBLE), 2):
        assert not covers(one, other)
        assert not covers(other, one)


@given(conditions())
def test_an_unfolded_condition_is_the_same_every_time(condition: Condition) -> None:
    """The order of ways is fixed, and so is the order of the trail."""
    assert unfold(condition, CERTAIN) == unfold(condition, CERTAIN)


@pytest.mark.parametrize(
    ("left", "word", "right", "certain", "possible"),
    [
        (Bound(2), "over", Bound(1), ALWAYS, ALWAYS),
        (Bound(2), "over", Bound(2), NEVER, NEVER),
        (Bound("a"), "is_not", Bound("b"), ALWAYS, ALWAYS),
        (Bound(2, "p", (1, 2)), "over", Bound(1), NEVER, ALWAYS),
        (Bound(2), "at_least", Bound(1, "p", (1, 2)), ALWAYS, ALWAYS),
        (Bound(2, "p", (2, 3)), "over", Bound(1, "q", (1, 2)), NEVER, ALWAYS),
        (Bound(2, "p", (3, 4)), "over", Bound(1, "q", (1, 2)), ALWAYS, ALWAYS),
    ],
)
def test_a_comparison_of_parameters_is_settled_at_once(
    left: Bound, word: Operator, right: Bound, certain: object, possible: object
) -> None:
    """Without a fact nothing is left to test; open guesses on either side are tried against each other."""
    assert unfold(Compare(left, word, right), CERTAIN) == certain
    assert unfold(Compare(left, word, right), POSSIBLE) == possible


def test_contradictions_are_found_before_anything_is_posted() -> None:
    """What can never hold becomes no way at all."""
    assert unfold(All(tuple(Compare(Fact("bars"), "is", Bound(one)) for one in ("none", "udsat"))), CERTAIN) == NEVER
    assert unfold(All((Compare(Fact("listed"), "is", Bound(True)), Any(()))), POSSIBLE) == NEVER


def test_a_guess_in_a_list_makes_membership_only_possible() -> None:
    """A fact is neither in nor outside a list for certain by one of several values that a guess may have."""
    member = Member(Fact("bars"), (Bound("none", "p", ("none", "udsat")),))
    for value, certain, possible in (("none", False, True), ("udsat", False, True), ("ghetto", False, False)):
        known = integers({"bars": value})
        assert any(holds(way, known) for way in unfold(member, CERTAIN)) is certain
        assert any(holds(way, known) for way in unfold(member, POSSIBLE)) is possible
        assert any(holds(way, known) for way in unfold(Not(member), CERTAIN)) is not possible


@pytest.mark.parametrize("value", [2, Between(2, 4), Between(5, 9), Unknown(("rooms",))])
@pytest.mark.parametrize("listed", [(), (2,), (3, 4)])
@pytest.mark.parametrize("negated", [False, True])
def test_a_number_in_a_list_is_judged_by_all_that_it_can_be(
    value: FactValue, listed: tuple[int, ...], negated: bool
) -> None:
    """Membership of a number between two ends is certain only if every value would agree; unknown is never certain."""
    can_be = set(range(value.low, value.high + 1)) if isinstance(value, Between) else {value}
    found = {(one in listed) is not negated for one in can_be} if not isinstance(value, Unknown) else {True, False}
    member = Member(Fact("rooms"), tuple(Bound(one) for one in listed), negated)
    known = integers({"rooms": value})
    assert any(holds(way, known) for way in unfold(member, CERTAIN)) is (found == {True})
    assert any(holds(way, known) for way in unfold(member, POSSIBLE)) is (True in found)


@pytest.mark.parametrize("least", [0, -1])
def test_at_least_none_always_hold(least: int) -> None:
    """Nothing is asked."""
    assert unfold(CountOf(least, (Compare(Fact("rooms"), "is", Bound(1)),)), CERTAIN) == ALWAYS


@pytest.mark.parametrize("denied", [False, True])
def test_a_condition_that_explodes_is_refused(denied: bool) -> None:
    """More ways than the limit are an error, however they are written; fewer are all kept."""
    assert len(unfold(is_none_of(5, denied=denied), CERTAIN)) == 6**3 <= MOST_WAYS
    with pytest.raises(TooManyWays):
        unfold(is_none_of(12, denied=denied), CERTAIN)


@pytest.mark.parametrize(("others", "fits"), [(25, True), (26, False)])
def test_exactly_as_many_ways_as_there_may_be_are_handled(others: int, fits: bool) -> None:
    """20 ways by 25 are 500, each way one pair of numbers."""
    rooms, shares = (
        Any(tuple(Compare(Fact(name), "is", Bound(value)) for value in range(count)))
        for name, count in (("rooms", 20), ("share", others))
    )
    if fits:
        assert len(unfold(All((rooms, shares)), CERTAIN)) == MOST_WAYS
    else:
        with pytest.raises(TooManyWays):
            unfold(All((rooms, shares)), CERTAIN)


def test_fewer_than_more_than_there_are_is_always_so() -> None:
    """Three of two conditions never hold, so that fewer than three do is nothing to test."""
    three_of_two = CountOf(3, (Compare(Fact("listed"), "is", Bound(True)), Compare(Fact("wants"), "is", Bound(True))))
    assert unfold(three_of_two, CERTAIN) == NEVER
    assert unfold(three_of_two, CERTAIN, wanted=False) == ALWAYS


# --- spans --------------------------------------------------------------------------------------------------------

SPANS = st.builds(Span, st.integers(-3, 6), st.integers(-3, 6), st.frozensets(st.integers(-3, 6), max_size=3))


def inside(span: Span) -> set[int]:
    """List the integers of a small span."""
    return set(range(span.low, span.high + 1)) - span.gaps


@given(SPANS, SPANS)
def test_spans_are_sets_of_integers(one: Span, other: Span) -> None:
    """Meeting is intersection, an empty one is None, and within is being a subset."""
    met = meet(one, other)
    assert (inside(met) if met else set()) == inside(one) & inside(other)
    tidy = meet(one, Span())
    if tidy is not None:
        assert within(tidy, other) is (inside(one) <= inside(other))


# --- what is known ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rooms", True), ("rooms", 2.0), ("rooms", "2"), ("rooms", None), ("rooms", FAR), ("rooms", -FAR),
        ("rooms", Between(4, 2)), ("rooms", Between(0, FAR)), ("share", Between(0.4, 0.5)),  # type: ignore[arg-type]  # the point of the case
        ("rooms", DECLARATIONS), ("rooms", date(2012, 4, 1)), ("let_on", 734_000), ("let_on", "2012-04-01"),
        ("let_on", datetime(2012, 4, 1, 12, tzinfo=UTC)), ("let_on", Between(1, 2)), ("in_work", 1), ("in_work", "true"),
        ("in_work", None), ("in_work", Between(0, 1)), ("bars", True), ("bars", 1), ("bars", ("none",)),
    ],
)  # fmt: skip
def test_a_value_that_is_not_of_its_type_is_a_fault(name: str, value: FactValue) -> None:
    """Nothing is taken for what it is not: true is no number, a text no date, a moment no day."""
    with pytest.raises(ChainingFault):
        KNOWN[name].integers(value)


@pytest.mark.parametrize("of_type", ["turns", "wheel", "names", "text", ""])
def test_a_type_that_no_rule_can_compare_is_a_fault(of_type: str) -> None:
    """Only the types that facts may have become fields."""
    with pytest.raises(ChainingFault):
        known_as("fact", of_type, ())


def test_a_choice_that_no_rule_names_is_told_from_one_that_some_rule_does() -> None:
    """All values that no rule names are one code, which is not that of unknown."""
    codes = [KNOWN["bars"].integers(value) for value in ("none", "udsat", "seldom", "never seen", Unknown(("bars",)))]
    assert codes[2] == codes[3]
    assert len(set(codes)) == 4


def test_what_names_a_term_is_told_apart_as_a_choice_is_and_a_span_of_one_is_a_number() -> None:
    """By the terms that some rule names."""
    named = known_as("share_of", "term", ("p", "q"))
    assert [named.integers(value) for value in ("p", "q", "r", Unknown(("share_of",)))] == [(1,), (2,), (3,), (0,)]
    assert KNOWN["rooms"].integers(Between(3, 3)) == KNOWN["rooms"].integers(3)


def test_no_test_is_posted_that_every_code_passes() -> None:
    """Possibly true is only not false, certainly false is only that, and anything at all is no test."""
    wanted = KNOWN["in_work"]
    assert isinstance(wanted, Named)
    assert wanted.among((True,), wanted=True, certain=False) == Span(gaps=frozenset({1}))
    assert wanted.among((True,), wanted=False, certain=True) == Span(1, 1)
    assert wanted.among((), wanted=False, certain=False) == Span()
    assert wanted.among((), wanted=True, certain=True) is None


# --- plans --------------------------------------------------------------------------------------------------------


def test_stages_stay_within_the_limits_of_the_library() -> None:
    """However many rules there are, no stage has too many rules or reads too many fields."""
    names = [f"fact{index}" for index in range(300)]
    facts = {name: declared(name, "yes_no") for name in names}
    many = [Compare(Fact(name), "is", Bound(True)) for name in names]
    wide = [All(tuple(many[at : at + 100])) for at in (0, 50, 100, 200)]
    every: list[Condition] = [*wide, *many]
    made = plan(tuple(rule(f"r{index}", when, "none") for index, when in enumerate(every)), facts)
    for stage in (*made.conditions, *made.overrides):
        assert len(stage) <= MOST_FIRINGS
        assert len({field for firing in stage for field, _ in firing.way}) <= MOST_FIELDS
    assert sum(len(stage) for stage in made.overrides) == 2 * 304


def test_a_stage_is_filled_before_the_next_is_begun() -> None:
    """Two rules that together read as many fields as a fact can have are one stage, and one field more is two."""
    names = [f"fact{index}" for index in range(MOST_FIELDS + 1)]
    facts = {name: declared(name, "yes_no") for name in names}
    many = [Compare(Fact(name), "is", Bound(True)) for name in names]
    for last, stages in ((MOST_FIELDS, 1), (MOST_FIELDS + 1, 2)):
        halves = [rule("a", All(tuple(many[:120])), "none"), rule("b", All(tuple(many[120:last])), "none")]
        assert len(plan(tuple(halves), facts).conditions) == stages


def test_a_rule_that_explodes_is_named_with_its_place() -> None:
    """The person who wrote the agreement is told which rule, where, and what to do about it."""
    with pytest.raises(WrongInput) as refused:
        plan((rule("plain", is_none_of(1), "none"), rule("exploding", is_none_of(12), "none")), DECLARATIONS)
    assert "exploding" in refused.value.text()
    assert "d.yaml, line 1" in refused.value.text()
    assert "Accepted: the same in several rules, each with a smaller condition" in refused.value.text()


def test_a_rule_that_reads_too_much_at_once_is_refused() -> None:
    """One way with more tests than a fact can have fields is refused like one with too many ways."""
    names = [f"fact{index}" for index in range(MOST_FIELDS + 1)]
    facts = {name: declared(name, "yes_no") for name in names}
    many = tuple(Compare(Fact(name), "is", Bound(True)) for name in names)
    with pytest.raises(WrongInput, match="wide"):
        plan((rule("wide", All(many), "none"),), facts)
    assert len(plan((rule("just", All(many[1:]), "none"),), facts).facts) == MOST_FIELDS


@pytest.mark.parametrize(
    "when",
    [
        Compare(Fact("nowhere"), "is", Bound(True)),
        Compare(Fact("rooms"), "is", Bound("two")),
        Compare(Fact("in_work"), "is", Bound(1)),
        Compare(Fact("rooms"), "over", Bound(1, "p", (1, True))),
        Member(Fact("bars"), (Bound("none"), Bound(2))),
    ],
)
def test_a_rule_that_does_not_fit_the_declarations_is_a_fault(when: Condition) -> None:
    """A fact nobody has declared, or a value of another type, is found when the rules are planned."""
    with pytest.raises(ChainingFault):
        plan((rule("r", when, "none"),), DECLARATIONS)


def test_overrides_in_a_circle_are_a_fault() -> None:
    """A rule that overrides itself by a chain would never stand and never be missed."""
    circle = [rule(f"r{at}", Compare(Fact("rooms"), "is", Bound(1)), "none", (f"r{(at + 1) % 3}",)) for at in range(3)]
    with pytest.raises(ChainingFault):
        plan(tuple(circle), DECLARATIONS)


def planned(**rules: tuple[str, tuple[str, ...]]) -> Plan:
    """Plan rules given as id = (value, overrides)."""
    when = Compare(Fact("in_work"), "is", Bound(True))
    return plan(tuple(rule(key, when, value, below) for key, (value, below) in rules.items()), DECLARATIONS)


def test_overriding_runs_by_chain_and_reinstates_nothing() -> None:
    """What is overridden by an overridden rule stays overridden: each stands only if all above it are false."""
    made = planned(low=("none", ()), middle=("udsat", ("low",)), high=("ghetto", ("middle",)))
    tests = {firing.fired: dict(firing.way) for stage in made.overrides for firing in stage}
    false = Span(high=0)
    assert tests[Fired("low", "stands")] == {
        Field("low", "truth"): Span(low=2), Field("middle", "truth"): false, Field("high", "truth"): false,
    }  # fmt: skip
    assert tests[Fired("low", "may_stand")][Field("high", "truth")] == Span(high=1)
    assert tests[Fired("high", "stands")] == {Field("high", "truth"): Span(low=2)}


@settings(max_examples=5)
@given(st.permutations(["a", "b"]))
def test_outcomes_are_read_from_what_fired(order: list[str]) -> None:
    """Gap, unknown, clash and value are told apart by what stands and may stand."""
    made = planned(**{key: (value, ()) for key, value in zip(order, ("none", "udsat"), strict=True)})
    one, other = order
    certain = [Fired(one, "certain"), Fired(one, "stands"), Fired(one, "may_stand")]
    assert made.concluded([]).status == "gap"
    assert made.concluded([Fired(one, "possible"), Fired(one, "may_stand")]).status == "unknown"
    assert made.concluded(certain).value == ("none" if order.index(one) == 0 else "udsat")
    assert made.concluded([*certain, Fired(other, "may_stand")]).status == "unknown"
    both = [*certain, *(fired._replace(rule=other) for fired in certain)]
    assert made.concluded(both).status == "clash"
    assert set(made.concluded(both).standing) == {"a", "b"}
