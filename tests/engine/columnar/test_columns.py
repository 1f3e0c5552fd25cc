"""Facts of many rows decided at once: the layout of what goes in and comes out, gaps and clashes row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any as Anything

import numpy as np
import pytest

from kredslob.engine.columnar import (
    CLASH,
    GAP,
    REFUSED,
    UNKNOWN,
    Column,
    WrongColumns,
    column_of,
    columns,
    compile_columns,
    known_of,
    outcome,
)
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
)
from kredslob.rules.terms import Terms, closure
from tests.engine.columnar.compared import STACKED
from tests.engine.strategies import CHOICES, DECIDED, DECLARATIONS, FORTY, rule, situations, terms_of

IN_WORK = Compare(Fact("in_work"), "is", Bound(True))
LISTED = Compare(Fact("listed"), "is", Bound(True))
EVER = Always()
NONE, UDSAT, GHETTO = range(3)


def yes_no(*values: bool) -> Column:
    """Give a column of yes and no."""
    return Column(np.array(values, np.bool_))


def codes(terms: Terms, **given: Column) -> list[int]:
    """Decide the one fact of some terms."""
    found: list[int] = compile_columns(terms, DECLARATIONS).decide(given)[DECIDED].codes.tolist()
    return found


def in_two_steps() -> Terms:
    """Give terms in which one fact, that can clash and leave a gap, is read to decide the next."""
    first = [
        replace(rule("a", IN_WORK, True), decides="stands"),
        replace(rule("b", LISTED, False), decides="stands"),
    ]
    second = [rule("c", Compare(Fact("stands"), "is", Bound(True)), "udsat"), rule("d", EVER, "none")]
    second[0] = replace(second[0], overrides=("d",))
    rules = {DECIDED: tuple(second), "stands": tuple(first)}  # the later one first: order says nothing
    return replace(terms_of(), rules=rules, overriders=closure([*first, *second]))


# --- deciding -----------------------------------------------------------------------------------------------------


def test_every_row_is_decided_by_itself() -> None:
    """Listed and over the threshold is one thing, listed another, and neither a third."""
    shares = np.array([400_001, 400_001, 400_000, 399_999], np.int32)
    assert codes(FORTY, listed=yes_no(True, False, True, False), share=Column(shares)) == [GHETTO, NONE, UDSAT, NONE]


@pytest.mark.parametrize("dtype", [np.int32, np.int64, np.uint32, np.uint64])
def test_any_dtype_of_integers_will_do(dtype: type[np.integer[Anything]]) -> None:
    """A threshold is compared as a number, whatever the values are held in."""
    shares = np.array([400_001, 400_000], dtype)
    assert codes(FORTY, listed=yes_no(True, True), share=Column(shares)) == [GHETTO, UDSAT]


def test_a_number_too_large_for_the_dtype_is_not_reached() -> None:
    """Bytes hold no share of 400,000 parts, so none is over it, and no number wraps round."""
    shares = np.array([0, 127], np.int8)
    assert codes(FORTY, listed=yes_no(True, True), share=Column(shares)) == [UDSAT, UDSAT]


def test_what_is_not_known_decides_nothing_and_stops_nothing_that_it_does_not_touch() -> None:
    """A share that is not known matters where the area is listed, and nowhere else; its value is not looked at."""
    share = Column(np.array([7, 7, 500_000]), known=np.array([False, False, True]))
    assert codes(FORTY, listed=yes_no(False, True, True), share=share) == [NONE, UNKNOWN, GHETTO]


def test_a_number_between_two_ends_is_compared_with_both() -> None:
    """Unknown only where the threshold lies between."""
    low, high = np.array([390_000, 390_000, 400_001]), np.array([400_000, 400_001, 500_000])
    assert codes(FORTY, listed=yes_no(True, True, True), share=Column(low, highest=high)) == [UDSAT, UNKNOWN, GHETTO]


def test_gap_and_clash_are_told_row_by_row() -> None:
    """Two rules that hold and differ clash, one is the answer, none is a gap, and nobody else's row is touched."""
    terms = terms_of(rule("a", IN_WORK, "none"), rule("b", LISTED, "udsat"))
    found = codes(terms, in_work=yes_no(True, True, False, False), listed=yes_no(True, False, True, False))
    assert found == [CLASH, NONE, UDSAT, GAP]


def test_a_row_refused_an_answer_is_refused_later_ones_too() -> None:
    """Whoever reads a fact that clashes says so, and does not answer as if it were known."""
    found = compile_columns(in_two_steps(), STACKED).decide(
        {"in_work": yes_no(True, True, False, False), "listed": yes_no(True, False, True, False)}
    )
    assert found["stands"].codes.tolist() == [CLASH, True, False, GAP]
    assert found[DECIDED].codes.tolist() == [REFUSED, UDSAT, NONE, REFUSED]
    assert found[DECIDED].refused.tolist() == [True, False, False, True]
    assert found[DECIDED].where("udsat").tolist() == [False, True, False, False]


def test_an_open_guess_leaves_unknown_only_what_it_would_change() -> None:
    """At 30 per cent all readings agree, at 40 they differ."""
    guess = Bound(400_000, "threshold", (400_000, 350_000))
    over = Compare(Fact("share"), "over", guess)
    terms = terms_of(rule("a", EVER, "none"), rule("b", over, "udsat", ("a",)))
    assert codes(terms, share=Column(np.array([300_000, 400_000, 400_001]))) == [NONE, UNKNOWN, UDSAT]


def test_two_of_three_are_counted_with_what_is_not_known() -> None:
    """A third that is unknown changes nothing once two hold, or once two do not."""
    names = ("in_work", "listed", "wants")
    two = CountOf(2, tuple(Compare(Fact(name), "is", Bound(True)) for name in names))
    unknown = Column(np.zeros(4, np.bool_), known=np.zeros(4, np.bool_))
    terms = terms_of(rule("a", two, "udsat"), rule("b", Not(two), "none"))
    found = codes(
        terms, in_work=yes_no(True, True, False, False), listed=yes_no(True, False, True, False), wants=unknown
    )
    assert found == [UDSAT, UNKNOWN, UNKNOWN, NONE]


@pytest.mark.parametrize(("least", "parts"), [(1, (Any(()),)), (2, (LISTED, Any(()))), (2, (EVER, Any(())))])
def test_more_than_can_hold_never_hold(least: int, parts: tuple[Condition, ...]) -> None:
    """A comparison with a parameter that has no value never holds, and is none of the two that are asked for."""
    terms = terms_of(rule("a", CountOf(least, parts), "udsat", ("b",)), rule("b", EVER, "none"))
    assert codes(terms, listed=yes_no(True, False)) == [NONE, NONE]


@pytest.mark.parametrize(
    ("word", "least", "expected"),
    [
        ("over", 3, [NONE, NONE, UDSAT]),
        ("over", 2, [NONE, UDSAT, UDSAT]),
        ("at_least", 3, [NONE, UDSAT, UDSAT]),
        ("at_least", 4, [NONE, NONE, UDSAT]),
        ("at_least", 5, [NONE, NONE, NONE]),
        ("is", 3, [NONE, UDSAT, NONE]),
    ],
)
def test_a_number_that_rules_decide_is_compared_as_one_that_is_given(
    word: Operator, least: int, expected: list[int]
) -> None:
    """Two, three or four rooms by one rule, and what they lead to by another."""
    declarations = {**DECLARATIONS, "rooms": replace(DECLARATIONS["rooms"], origin="decided")}
    told = {"none": 2, "udsat": 3, "ghetto": 4}
    first = [
        replace(rule(name, Compare(Fact("bars"), "is", Bound(name)), rooms), decides="rooms")
        for name, rooms in told.items()
    ]
    second = [rule("a", Compare(Fact("rooms"), word, Bound(least)), "udsat", ("b",)), rule("b", EVER, "none")]
    rules = {"rooms": tuple(first), DECIDED: tuple(second)}
    terms = replace(terms_of(), rules=rules, overriders=closure([*first, *second]))
    bars = column_of(DECLARATIONS["bars"], list(told))
    assert compile_columns(terms, declarations).decide({"bars": bars})[DECIDED].codes.tolist() == expected


def test_an_empty_list_holds_nobody_but_who_is_not_known_stays_so() -> None:
    """As the reference has it: what a parameter without a value lists is nobody."""
    choice = Column(np.array([0, 0], np.int8), known=np.array([True, False]))
    terms = terms_of(rule("a", Member(Fact("bars"), (), negated=True), "udsat"))
    assert codes(terms, bars=choice) == [UDSAT, UNKNOWN]


# --- what is asked for --------------------------------------------------------------------------------------------


def test_only_what_is_wanted_is_decided_from_only_what_it_reads() -> None:
    """The facts to give are told beforehand, those included that lead there through another decided fact."""
    made = compile_columns(in_two_steps(), STACKED)
    assert made.facts == ("stands", DECIDED)
    assert made.reads(["stands"]) == made.reads() == ("in_work", "listed")
    assert set(made.decide({"in_work": yes_no(True), "listed": yes_no(False)}, ["stands"])) == {"stands"}


def test_a_decided_fact_that_is_given_is_taken_as_it_is() -> None:
    """Whoever knows the standing of an estate need not give what it was decided from."""
    made = compile_columns(in_two_steps(), STACKED)
    given = {"stands": yes_no(True, False)}
    assert made.reads([DECIDED], given) == ("stands",)
    assert made.decide(given, [DECIDED])[DECIDED].codes.tolist() == [UDSAT, NONE]


def test_answers_become_a_column_to_be_read_by_others() -> None:
    """A yes/no as bools, a choice as places among the choices, what is unknown as not known."""
    found = compile_columns(FORTY, DECLARATIONS).decide(
        {"listed": yes_no(True, False), "share": Column(np.array([1, 1]), known=np.array([False, True]))}
    )[DECIDED]
    column = found.column
    assert known_of(DECLARATIONS[DECIDED], column) == [Unknown((DECIDED,)), "none"]
    first = compile_columns(in_two_steps(), STACKED).decide({"in_work": yes_no(True), "listed": yes_no(False)})
    assert first["stands"].column.values.dtype == np.bool_


def test_what_is_known_of_every_row_is_told_by_no_column_of_its_own() -> None:
    """Neither of values nor of answers."""
    found = compile_columns(FORTY, DECLARATIONS).decide({"listed": yes_no(True), "share": Column(np.array([1]))})
    assert found[DECIDED].column.known is None
    assert column_of(DECLARATIONS["share"], [1, 2]).known is None


def test_a_number_that_rules_decide_is_a_column_of_numbers() -> None:
    """Also where the rules come to one number alone, and it is not known of every row whether they do."""
    declarations = {**DECLARATIONS, "rooms": replace(DECLARATIONS["rooms"], origin="decided")}
    made = replace(rule("a", LISTED, 4), decides="rooms")
    terms = replace(terms_of(), rules={"rooms": (made, replace(rule("b", IN_WORK, 4), decides="rooms"))})
    terms = replace(terms, overriders=closure(terms.rules["rooms"]))
    listed = Column(np.array([True, True]), known=np.array([True, False]))
    found = compile_columns(terms, declarations).decide({"listed": listed, "in_work": yes_no(False, False)})["rooms"]
    assert known_of(declarations["rooms"], found.column) == [4, Unknown(("rooms",))]


def test_rules_that_read_nothing_are_told_how_many_rows_there_are() -> None:
    """A rule that always holds says the same of each."""
    made = compile_columns(terms_of(rule("a", EVER, "none")), DECLARATIONS)
    assert made.decide({}, rows=3)[DECIDED].codes.tolist() == [NONE] * 3


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 63, 65])
def test_any_number_of_rows_is_decided_alike(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """None, one, and numbers that fill no byte; in one go or part by part and block by block."""
    made = compile_columns(FORTY, DECLARATIONS)
    rows = list(situations(count, count))
    given = {name: column_of(DECLARATIONS[name], [row[name] for row in rows]) for name in made.reads()}
    whole = made.decide(given)[DECIDED].codes.tolist()
    monkeypatch.setattr(columns, "AT_ONCE", 16)
    monkeypatch.setattr(outcome, "BLOCK", 8)
    assert made.decide(given)[DECIDED].codes.tolist() == whole
    assert len(whole) == count
    one_by_one = [made.decide({name: one[place : place + 1] for name, one in given.items()}) for place in range(count)]
    assert [one[DECIDED].codes[0] for one in one_by_one] == whole


def test_what_was_given_is_left_as_it_was() -> None:
    """Deciding writes into nothing that it was given, and reads arrays that cannot be written into."""
    shares, listed = np.array([400_001] * 9), np.broadcast_to(np.bool_(True), 9)
    shares.flags.writeable = False
    assert codes(FORTY, listed=Column(listed), share=Column(shares)) == [GHETTO] * 9


# --- columns of plain values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("share", [400_000, Between(1, 2, ("share",)), Unknown(("share",))]),
        ("listed", [True, False, Unknown(("listed",))]),
        ("bars", ["ghetto", Unknown(("bars",)), CHOICES[0]]),
        ("let_on", [date(2012, 2, 29), Unknown(("let_on",)), date(1, 1, 1)]),
        ("rooms", [1, 2, 3]),
        ("rooms", []),
    ],
)
def test_a_column_of_plain_values_can_be_read_back(name: str, known: list[FactValue]) -> None:
    """Values, bounds and unknowns of each type of fact."""
    column = column_of(DECLARATIONS[name], known)
    assert known_of(DECLARATIONS[name], column) == known
    assert [type(one) for one in known_of(DECLARATIONS[name], column)] == [type(one) for one in known]


def test_bounds_that_meet_are_one_number() -> None:
    """A share known to lie between 40 and 40 per cent is 40 per cent."""
    column = column_of(DECLARATIONS["share"], [Between(400_000, 400_000, ("share",))])
    assert (column.values.tolist(), column.highest) == ([400_000], None)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("share", True), ("share", "0.4"), ("share", 0.4), ("share", float("nan")), ("share", 10**19),
        ("share", Between(2, 1)), ("listed", 1), ("listed", Between(0, 1)), ("bars", "nonsense"), ("bars", 0),
        ("let_on", 734_000), ("let_on", "2012-04-01"), ("rooms", None),
    ],
)  # fmt: skip
def test_a_value_that_is_not_of_its_type_makes_no_column(name: str, wrong: object) -> None:
    """Told with its row; nothing is rounded, parsed or guessed."""
    with pytest.raises(WrongColumns, match=f"{name}, row 0"):
        column_of(DECLARATIONS[name], [wrong])  # type: ignore[list-item]  # wrong on purpose


def test_conditions_that_share_parts_are_worked_out_once() -> None:
    """Two rules that ask the same of a fact read it in one step."""
    both = All((IN_WORK, LISTED))
    made = compile_columns(terms_of(rule("a", both, "none"), rule("b", Not(both), "udsat")), DECLARATIONS)
    program = made._rules[DECIDED].program
    assert len(program.leaves) == 2
    assert len(program.steps) == 4
