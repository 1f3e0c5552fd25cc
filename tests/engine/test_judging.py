"""Three truths: what is certain stays certain whatever the missing facts turn out to be, and unknown is not false."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.judging import FALSE, TRUE, UNKNOWN, Truth, causes, deciding, judge, truth
from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.rules.conditions import (
    All,
    Always,
    Any,
    Bound,
    Compare,
    Condition,
    CountOf,
    Fact,
    Member,
    Not,
    Operator,
    Parameter,
    atoms,
)
from tests.engine.strategies import conditions, situations

FORTY = 400_000
DAYS = (date(2012, 3, 30), date(2012, 3, 31), date(2012, 4, 1), date(2012, 4, 2))
NOT_SAID = Unknown(("share",))
LISTED = Compare(Fact("listed"), "is", Bound(True))
OVER = Compare(Fact("share"), "over", Bound(FORTY))


def of(value: Truth, name: str = "x") -> tuple[Condition, Mapping[str, FactValue]]:
    """Give a condition that has a truth, and the facts that give it."""
    known: FactValue = {TRUE: True, FALSE: False}.get(value, Unknown((name,)))
    return Compare(Fact(name), "is", Bound(True)), {name: known}


# --- comparisons --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "under", "at", "over"),
    [
        ("over", FALSE, FALSE, TRUE),
        ("at_least", FALSE, TRUE, TRUE),
        ("under", TRUE, FALSE, FALSE),
        ("at_most", TRUE, TRUE, FALSE),
        ("is", FALSE, TRUE, FALSE),
        ("is_not", TRUE, FALSE, TRUE),
    ],
)
def test_comparisons_at_a_threshold(word: Operator, under: Truth, at: Truth, over: Truth) -> None:
    """Over is strict and at least is not: exactly forty per cent is not over forty."""
    comparison = Compare(Fact("share"), word, Bound(FORTY))
    found = [truth(comparison, {"share": value}) for value in (FORTY - 1, FORTY, FORTY + 1)]
    assert found == [under, at, over]
    assert truth(comparison, {"share": NOT_SAID}) == UNKNOWN


@pytest.mark.parametrize(
    ("word", "span", "expected"),
    [
        ("over", (395_000, 405_000), UNKNOWN),
        ("over", (FORTY, FORTY + 1), UNKNOWN),
        ("over", (395_000, FORTY), FALSE),
        ("over", (FORTY + 1, 405_000), TRUE),
        ("at_least", (FORTY, 405_000), TRUE),
        ("at_least", (FORTY - 1, 405_000), UNKNOWN),
        ("under", (395_000, FORTY - 1), TRUE),
        ("at_most", (395_000, FORTY), TRUE),
        ("is", (FORTY, FORTY), TRUE),
        ("is", (395_000, 405_000), UNKNOWN),
        ("is", (1, 2), FALSE),
        ("is_not", (395_000, 405_000), UNKNOWN),
        ("is_not", (1, 2), TRUE),
    ],
)
def test_a_rounded_share_is_known_between_two_ends(word: Operator, span: tuple[int, int], expected: Truth) -> None:
    """A source that gives only "40 %" leaves the comparison with forty unknown, and others known."""
    assert truth(Compare(Fact("share"), word, Bound(FORTY)), {"share": Between(*span)}) == expected


@pytest.mark.parametrize(
    ("value", "inside", "outside"),
    [("cash", TRUE, FALSE), ("none", FALSE, TRUE), (Unknown(("benefit",)), UNKNOWN, UNKNOWN)],
)
def test_membership(value: FactValue, inside: Truth, outside: Truth) -> None:
    """In a list, not in it, and neither when the fact is missing."""
    benefits = (Bound("cash"), Bound("transition"))
    assert truth(Member(Fact("benefit"), benefits), {"benefit": value}) == inside
    assert truth(Member(Fact("benefit"), benefits, negated=True), {"benefit": value}) == outside


def test_nobody_is_in_an_empty_list() -> None:
    """What a parameter without a value lists is nobody; a missing fact stays unknown there too."""
    assert truth(Member(Fact("benefit"), ()), {"benefit": "cash"}) == FALSE
    assert truth(Member(Fact("benefit"), (), negated=True), {"benefit": "cash"}) == TRUE


def test_a_number_between_is_perhaps_in_a_list() -> None:
    """A list of numbers compares with each."""
    listed = Member(Fact("rooms"), (Bound(3), Bound(9)))
    assert truth(listed, {"rooms": Between(2, 4)}) == UNKNOWN
    assert truth(listed, {"rooms": Between(4, 8)}) == FALSE


def test_a_number_between_two_ends_is_for_certain_in_no_list_of_others() -> None:
    """40 per cent is not between 30 and 39, and at an end it may be."""
    among, outside = (Member(Fact("share"), (Bound(FORTY),), negated) for negated in (False, True))
    perhaps = [(Between(300_000, FORTY), UNKNOWN, UNKNOWN), (Between(FORTY, 500_000), UNKNOWN, UNKNOWN)]
    for span, inside, not_in in [(Between(300_000, 399_999), FALSE, TRUE), *perhaps]:
        assert (truth(among, {"share": span}), truth(outside, {"share": span})) == (inside, not_in)


@pytest.mark.parametrize(("age", "expected"), [(24, TRUE), (25, UNKNOWN), (35, UNKNOWN), (36, FALSE), (99, FALSE)])
def test_an_open_guess_is_unknown_where_its_values_differ(age: int, expected: Truth) -> None:
    """Under an age between 25 and 36: certain below and above, a guess in between."""
    assert truth(Compare(Fact("age"), "under", Bound(30, "young_age", (30, 25, 36))), {"age": age}) == expected


def test_a_parameter_compared_with_a_word_is_unknown_while_it_is_open() -> None:
    """The place of rehousing in the order is a guess, so a rule that hangs on it is unknown."""
    place = Bound("after", "rehousing.position", ("after", "before"))
    assert truth(Compare(place, "is", Bound("before")), {}) == UNKNOWN
    assert truth(Compare(Bound("after", "rehousing.position"), "is", Bound("before")), {}) == FALSE
    assert truth(Compare(place, "is", Bound("never")), {}) == FALSE


def test_dates_are_compared_in_order() -> None:
    """At most a date is on or before it."""
    by_april = Compare(Fact("day"), "at_most", Bound(date(2012, 4, 1)))
    assert [truth(by_april, {"day": date(2012, 4, day)}) for day in (1, 2)] == [TRUE, FALSE]


# --- joins --------------------------------------------------------------------------------------------------------

truths = st.sampled_from((FALSE, UNKNOWN, TRUE))


@given(st.lists(truths, min_size=1, max_size=4))
def test_joins_are_the_least_the_greatest_and_the_nth(values: list[Truth]) -> None:
    """`all` is the least of its parts, `any` the greatest, at least n of them the n-th greatest."""
    made = [of(value, f"x{index}") for index, value in enumerate(values)]
    parts = tuple(condition for condition, _ in made)
    facts = {name: value for _, known in made for name, value in known.items()}
    assert truth(All(parts), facts) == min(values)
    assert truth(Any(parts), facts) == max(values)
    for least in range(1, len(values) + 1):
        assert truth(CountOf(least, parts), facts) == sorted(values, reverse=True)[least - 1]
    assert truth(CountOf(1, parts), facts) == truth(Any(parts), facts)
    assert truth(CountOf(len(parts), parts), facts) == truth(All(parts), facts)


@pytest.mark.parametrize(("value", "opposite"), [(TRUE, FALSE), (FALSE, TRUE), (UNKNOWN, UNKNOWN)])
def test_not_is_the_mirror_image(value: Truth, opposite: Truth) -> None:
    """Not unknown is unknown."""
    condition, facts = of(value)
    assert truth(Not(condition), facts) == opposite


def test_the_empty_joins() -> None:
    """Nothing is asked of `all` of nothing, and `any` of nothing never holds; always is true."""
    assert (truth(All(()), {}), truth(Any(()), {}), truth(Always(), {})) == (TRUE, FALSE, TRUE)


@given(conditions(), conditions(), st.integers())
def test_the_laws_of_de_morgan(one: Condition, other: Condition, seed: int) -> None:
    """Not both is either not; not either is both not; not not is itself."""
    for facts in situations(seed, 8):
        assert truth(Not(All((one, other))), facts) == truth(Any((Not(one), Not(other))), facts)
        assert truth(Not(Any((one, other))), facts) == truth(All((Not(one), Not(other))), facts)
        assert truth(Not(Not(one)), facts) == truth(one, facts)
        assert truth(All((one, other)), facts) == truth(All((other, one)), facts)


@given(conditions(depth=3), st.integers())
def test_the_quick_and_the_full_judgement_agree(condition: Condition, seed: int) -> None:
    """Stopping as soon as the answer is known changes no answer."""
    for facts in situations(seed, 20):
        assert truth(condition, facts) == judge(condition, facts).truth


def filled(facts: Mapping[str, FactValue], luck: Random) -> dict[str, FactValue]:
    """Give one way in which the missing facts may turn out."""
    pools: Mapping[str, tuple[FactValue, ...]] = {
        "rooms": (0, 1, 2, 3, 4), "share": (0, 399_999, FORTY, 400_001, 10**6), "hours": (-601, -600, 0, 1, 2_190),
        "designation": ("none", "udsat", "ghetto", "omdannelse"), "bars": ("none", "udsat", "ghetto", "omdannelse"),
    }  # fmt: skip
    found: dict[str, FactValue] = {}
    for name, value in facts.items():
        if isinstance(value, Between):
            inside = [one for one in pools.get(name, ()) if isinstance(one, int) and value.low <= one <= value.high]
            found[name] = luck.choice([value.low, value.high, *inside])
        elif isinstance(value, Unknown):
            found[name] = luck.choice(pools.get(name) or (DAYS if name.endswith("_on") else (True, False)))
        else:
            found[name] = value
    return found


@given(conditions(depth=3), st.integers())
def test_a_certain_truth_stays_whatever_the_missing_facts_turn_out_to_be(condition: Condition, seed: int) -> None:
    """Filling in what is not known never turns a true into a false, nor the other way round."""
    luck = Random(seed)  # noqa: S311  # nothing here is secret
    for facts in situations(seed, 12):
        found = truth(condition, facts)
        if found != UNKNOWN:
            assert {truth(condition, filled(facts, luck)) for _ in range(6)} == {found}


# --- reasons ------------------------------------------------------------------------------------------------------


def test_the_causes_of_an_unknown_are_the_facts_and_guesses_read() -> None:
    """Each missing fact and open guess in an unknown part is named; what is settled is not."""
    guess = Compare(Fact("age"), "under", Bound(30, "young_age", (30, 25)))
    condition = All((LISTED, OVER, guess))
    found = list(causes(judge(condition, {"listed": True, "share": NOT_SAID, "age": 27})))
    assert found == [NOT_SAID, Unknown(guesses=("young_age",))]


def test_bounds_ask_for_the_exact_figure() -> None:
    """A rounded share is itself what is missing."""
    assert list(causes(judge(OVER, {"share": Between(395_000, 405_000)}))) == [Unknown(needs=("share",))]
    among = Member(Fact("share"), (Bound(FORTY),))
    assert list(causes(judge(among, {"share": Between(395_000, 405_000)}))) == [Unknown(needs=("share",))]


def test_what_hangs_on_a_guess_asks_for_the_guess_before_the_figure() -> None:
    """Once it is known which threshold counts, the figure may be exact enough."""
    over = Compare(Fact("share"), "over", Bound(FORTY, "threshold", (FORTY, 390_000)))
    found = list(causes(judge(over, {"share": Between(395_000, 399_000)})))
    assert found == [Unknown(guesses=("threshold",))]


@pytest.mark.parametrize("share", [300_000, 500_000])
def test_what_is_certain_has_no_cause(share: int) -> None:
    """True and false need no question."""
    assert list(causes(judge(OVER, {"share": share}))) == []


def test_of_a_join_without_parts_no_comparison_decides() -> None:
    """It reads nothing, as what stands for a comparison with a parameter that has no value."""
    assert [deciding(judge(join, {})) for join in (Any(()), All(()), Not(Any(())))] == [[], [], []]
    assert [one.condition for one in deciding(judge(Any((Any(()), LISTED)), {"listed": True}))] == [LISTED]


def test_the_deciding_comparisons() -> None:
    """Of a false `all` the parts that are false, of a true `any` those that are true."""
    facts: Mapping[str, FactValue] = {"listed": True, "share": 300_000}
    assert [one.condition for one in deciding(judge(All((LISTED, OVER)), facts))] == [OVER]
    assert [one.condition for one in deciding(judge(Any((LISTED, OVER)), facts))] == [LISTED]
    assert [one.condition for one in deciding(judge(CountOf(2, (LISTED, OVER)), facts))] == [LISTED, OVER]
    assert [one.condition for one in deciding(judge(Not(All((LISTED, OVER))), facts))] == [OVER]


@given(conditions(depth=3), st.integers())
def test_a_judgement_keeps_every_value_that_was_read(condition: Condition, seed: int) -> None:
    """The deciding comparisons are among those of the condition, each with the value of its fact."""
    for facts in situations(seed, 6):
        known = set(atoms(condition))
        for one in deciding(judge(condition, facts)):
            atom = one.condition
            assert atom in known or isinstance(atom, Always)
            if isinstance(atom, Compare | Member) and isinstance(atom.left, Fact):
                assert one.value == facts[atom.left.name]


# --- wrong use ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "condition", [Compare(Fact("share"), "over", Parameter("p")), Compare(Parameter("p"), "is", Bound(1))]
)
def test_a_condition_must_be_bound_to_the_terms_of_a_day(condition: Condition) -> None:
    """A parameter without its value is a fault of ours, and is not taken for false."""
    with pytest.raises(TypeError, match="bound"):
        truth(condition, {"share": 1})
    with pytest.raises(TypeError, match="bound"):
        judge(condition, {"share": 1})


def test_a_fact_that_nobody_speaks_of_is_a_fault() -> None:
    """Not even unknown: the situation answers for every declared fact, so a missing name is a fault of ours."""
    with pytest.raises(KeyError):
        truth(cast(Condition, OVER), {})
