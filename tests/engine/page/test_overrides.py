"""The drawing of exceptions: each above what it overrides, every override an arrow, no two arrows in one lane."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.page.overrides import exceptions_first, overrides_of
from kredslob.rules.conditions import Always
from kredslob.rules.messages import Place
from kredslob.rules.model import Rule, Text


def rule(key: str, *overrides: str, decides: str = "exempt") -> Rule:
    """Give a rule that matters only for what it overrides."""
    return Rule(
        id=key, stage="classify", clause="c", basis="stated", when=Always(), decides=decides, value=True,
        overrides=overrides, text=Text("a", "a"), document="d", from_=date(2011, 1, 1), at=Place(),
    )  # fmt: skip


@st.composite
def webs(draw: st.DrawFn) -> list[Rule]:
    """Draw rules that override some of those drawn before them, in any order."""
    keys = [f"r{number}" for number in range(draw(st.integers(1, 9)))]
    rules = [rule(key, *draw(st.lists(st.sampled_from(keys[:index]), unique=True) if index else st.just([])))
             for index, key in enumerate(keys)]  # fmt: skip
    return draw(st.permutations(rules))


@given(webs())
def test_an_exception_stands_above_what_it_overrides(rules: list[Rule]) -> None:
    """And every rule has one row."""
    ordered = exceptions_first(rules)
    rows = {one.id: row for row, one in enumerate(ordered)}
    assert sorted(rows) == sorted(one.id for one in rules)
    assert all(rows[one.id] < rows[below] for one in rules for below in one.overrides)


@given(webs())
def test_the_arrows_are_the_overrides(rules: list[Rule]) -> None:
    """Each is drawn, and nothing else is."""
    [laid] = overrides_of(rules)
    drawn = {(laid.rules[source].id, laid.rules[arrow.target].id) for arrow in laid.arrows for source in arrow.sources}
    assert drawn == {(one.id, below) for one in rules for below in one.overrides}


@given(webs())
def test_arrows_to_different_rules_never_share_a_lane_side_by_side(rules: list[Rule]) -> None:
    """Else one could not tell which leads where; one may begin in the row where another ends."""
    [laid] = overrides_of(rules)
    beside = [(arrow.lane, row) for arrow in laid.arrows for row in range(min(arrow.sources), arrow.target)]
    assert len(set(beside)) == len(beside)
    assert laid.lanes == len({arrow.lane for arrow in laid.arrows})


def test_a_chain_needs_one_lane() -> None:
    """The order of the channels: each names the next below it."""
    [laid] = overrides_of([rule("c"), rule("b", "c"), rule("a", "b")])
    assert ([one.id for one in laid.rules], laid.lanes) == (["a", "b", "c"], 1)


def test_each_fact_has_a_drawing_of_its_own() -> None:
    """An override of what decides something else is no arrow."""
    first, second = overrides_of([rule("a"), rule("b", "a", decides="channel")])
    assert (first.fact, second.fact, second.arrows) == ("exempt", "channel", ())


def test_a_circle_is_drawn_all_the_same() -> None:
    """Whoever checks the agreement says what is wrong with it; nothing hangs here."""
    ring = [rule("a", "b"), rule("b", "a")]
    assert exceptions_first(ring) == ring
    assert exceptions_first([replace(ring[0], overrides=("a",))])[0].id == "a"
