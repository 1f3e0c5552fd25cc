"""What cannot be decided is refused with every reason, before anything is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from kredslob.engine.columnar import Column, Columns, WrongColumns, column_of, compile_columns
from kredslob.engine.columnar.column import coded
from kredslob.engine.columnar.outcome import MOST_ANSWERS, answers_of
from kredslob.rules.conditions import Always, Bound, Compare, Condition, Fact, Member, Parameter, Written
from kredslob.rules.model import Rule, Text
from kredslob.rules.terms import Terms
from tests.engine.columnar.compared import STACKED
from tests.engine.strategies import DECIDED, DECLARATIONS, FORTY, rule, terms_of

SHARES = np.array([1, 2, 3])
LISTED = Column(np.array([True, False, True]))


@pytest.fixture(scope="module")
def forty() -> Columns:
    """Give the three rules about forty plus."""
    return compile_columns(FORTY, DECLARATIONS)


def refused(columns: Columns, given: Mapping[str, Any], wanted: Any = None) -> str:
    """Give what is said of columns that will not do."""
    with pytest.raises(WrongColumns) as caught:
        columns.decide(given, wanted)
    assert isinstance(caught.value, ValueError)
    return str(caught.value)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Column(SHARES[:2]), "2 rows, and there are 3"),
        (Column(SHARES.astype(float)), "float64; integers are asked for, and what is not known is said by `known`"),
        (Column(np.array([1, np.nan, 3])), "not by NaN"),
        (Column(SHARES.astype(str)), "integers are asked for"),
        (Column(SHARES.astype("datetime64[D]")), "integers are asked for"),
        (Column(SHARES.astype(object)), "integers are asked for"),
        (Column(np.array([True, False, True])), "values is of bool; integers are asked for."),
        (Column(SHARES.reshape(1, 3)), "values is no array of one dimension"),
        (Column([1, 2, 3]), "values is no array of one dimension"),  # type: ignore[arg-type]  # wrong on purpose
        (Column(None), "values is no array of one dimension"),  # type: ignore[arg-type]  # wrong on purpose
        (Column(SHARES, known=np.array([1, 0, 1])), "known is of int64; bool"),
        (Column(SHARES, known=np.array([True])), "known has 1 rows"),
        (Column(SHARES, highest=SHARES[:1]), "highest has 1 rows"),
        (Column(SHARES, highest=SHARES - 1), r"in row 0 (3 in all) 1 is higher than the highest that it can be"),
        (Column(SHARES, highest=SHARES.astype(float)), "highest is of float64"),
        (SHARES, "a ndarray is no Column"),
        (None, "a NoneType is no Column"),
    ],
)
def test_a_column_of_another_shape_or_type_is_refused(forty: Columns, share: Any, said: str) -> None:
    """Told with the fact, what was found, and what is asked for."""
    told = refused(forty, {"listed": LISTED, "share": share})
    assert f"share: {said}" in told or (told.startswith("share: ") and said in told)


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (Column(np.array([0, 1, 1])), "values is of int64; bool"),
        (Column(LISTED.values, highest=SHARES), "only a number has a highest value, not a yes_no"),
    ],
)
def test_yes_and_no_are_bools_and_nothing_between(forty: Columns, listed: Column, said: str) -> None:
    """Ones and noughts may be meant as something else."""
    assert said in refused(forty, {"listed": listed, "share": Column(SHARES)})


@pytest.mark.parametrize("code", [-1, 4, 127])
def test_a_choice_that_there_is_not_is_refused(code: int) -> None:
    """Where it is known; where it is not, whatever stands there is not looked at."""
    columns = compile_columns(terms_of(rule("a", Compare(Fact("bars"), "is", Bound("udsat")), "none")), DECLARATIONS)
    codes = np.array([0, code], np.int8)
    assert f"in row 1 (1 in all) {code} is no choice, which are numbered 0 to 3" in refused(
        columns, {"bars": Column(codes)}
    )
    assert columns.decide({"bars": Column(codes, known=np.array([True, False]))})[DECIDED].codes.tolist() == [-2, -1]


def test_every_problem_is_told_at_once(forty: Columns) -> None:
    """A missing fact, a name that nothing is called, and two columns of other lengths."""
    told = refused(forty, {"share": Column(SHARES), "shares": Column(SHARES), "rooms": Column(SHARES[:1])}).splitlines()
    assert len(told) == 3
    assert told[0].startswith("listed is not given")
    assert told[1] == "shares: there is no such fact. Is share meant?"
    assert told[2] == "rooms: values has 1 rows, and there are 3."


def test_a_name_that_is_like_no_other_is_taken_for_none(forty: Columns) -> None:
    """No name is offered in its place."""
    assert (
        refused(forty, {"listed": LISTED, "share": Column(SHARES), "xyzzy": LISTED}) == "xyzzy: there is no such fact."
    )


def test_what_is_no_column_does_not_tell_how_many_rows_there_are(forty: Columns) -> None:
    """A list of four is refused for itself, and the column of three beside it is left alone."""
    told = refused(forty, {"share": Column([1, 2, 3, 4]), "listed": LISTED})  # type: ignore[arg-type]  # wrong on purpose
    assert told == "share: values is no array of one dimension."


def test_the_number_of_rows_must_be_known_from_somewhere() -> None:
    """Where nothing is read, nothing tells it."""
    columns = compile_columns(terms_of(rule("a", Always(), "none")), DECLARATIONS)
    assert refused(columns, {}) == "no column is given, so the number of rows must be."
    with pytest.raises(WrongColumns, match="3 rows, and there are 4"):
        columns.decide({"share": Column(SHARES)}, rows=4)


def test_only_what_the_rules_decide_can_be_asked_for(forty: Columns) -> None:
    """And not what is given at the same time."""
    given = {"listed": LISTED, "share": Column(SHARES)}
    assert "outcom is not decided by these rules. Is outcome meant?" in refused(forty, given, ["outcom"])
    assert "rooms is not decided by these rules." in refused(forty, given, ["rooms"])
    taken = {**given, DECIDED: Column(np.zeros(3, np.int8))}
    assert "outcome is given, so it cannot be asked for too" in refused(forty, taken, [DECIDED])


def test_rows_refused_an_answer_make_no_column() -> None:
    """A gap cannot be given on as if it were known."""
    columns = compile_columns(terms_of(rule("a", Compare(Fact("listed"), "is", Bound(True)), "none")), DECLARATIONS)
    with pytest.raises(WrongColumns, match=r"outcome: row 1 was refused an answer \(-2\)"):
        _ = columns.decide({"listed": LISTED})[DECIDED].column


@pytest.mark.parametrize("value", ["much", date(2012, 1, 1), True])
def test_what_is_not_of_the_type_of_a_fact_has_no_code(value: object) -> None:
    """It is refused as such, not as a choice that there is not."""
    with pytest.raises(TypeError):
        coded(DECLARATIONS["share"], value)
    with pytest.raises(TypeError):
        coded(DECLARATIONS["bars"], 0)


def test_every_wrong_value_is_told_with_its_row() -> None:
    """The first does not hide the second."""
    with pytest.raises(WrongColumns) as caught:
        column_of(DECLARATIONS["share"], ["much", 1, "more"])
    assert [one.partition(":")[0] for one in str(caught.value).splitlines()] == ["share, row 0", "share, row 2"]


@pytest.mark.parametrize(("count", "fits"), [(MOST_ANSWERS, True), (MOST_ANSWERS + 1, False)])
def test_a_fact_comes_to_as_many_answers_as_a_byte_can_tell_apart(count: int, fits: bool) -> None:
    """Refusals are told by the numbers below nought."""
    fact = replace(DECLARATIONS["bars"], choices={f"choice{number}": Text("a", "b") for number in range(count)})
    if fits:
        assert len(answers_of(fact, ())) == count
    else:
        with pytest.raises(WrongColumns, match=f"{count} answers; {MOST_ANSWERS} is the most"):
            answers_of(fact, ())


# --- rules that cannot be compiled --------------------------------------------------------------------------------


def circle() -> Terms:
    """Give two rules that override each other."""
    return terms_of(rule("a", Always(), "none", ("b",)), rule("b", Always(), "udsat", ("a",)))


def deciding(fact: str, when: Condition, value: Any) -> Terms:
    """Give one rule on a fact."""
    made: Rule = replace(rule("a", when, value), decides=fact)
    return replace(terms_of(), rules={fact: (made,)})


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (circle(), "overrides run in a circle: a, b"),
        (
            deciding(DECIDED, Compare(Fact("nothing"), "is", Bound(1)), "none"),
            "nothing is read, and nothing tells of which type",
        ),
        (
            deciding(DECIDED, Compare(Fact("share"), "is", Bound(True)), "none"),
            r"share, a share, is compared \(is\) with True",
        ),
        (deciding(DECIDED, Compare(Fact("bars"), "over", Bound("udsat")), "none"), "bars, a choice, is compared"),
        (
            deciding(DECIDED, Compare(Fact("bars"), "is", Bound(7)), "none"),
            r"bars, a choice, is compared \(is\) with 7",
        ),
        (deciding(DECIDED, Compare(Fact("share"), "is", Bound("much")), "none"), "share, a share, is compared"),
        (deciding(DECIDED, Compare(Fact("listed"), "is", Bound(1)), "none"), "listed, a yes_no, is compared"),
        (deciding(DECIDED, Member(Fact("let_on"), (Bound(7),)), "none"), "let_on, a date, is compared"),
        (deciding(DECIDED, Compare(Fact("share"), "is", Written(7)), "none"), "has not been bound"),
        (deciding(DECIDED, Compare(Parameter("p"), "is", Bound(7)), "none"), "has not been bound"),
        (deciding(DECIDED, Always(), "nonsense"), "rules conclude 'nonsense' on outcome"),
        (deciding("nothing", Always(), "none"), "nothing is decided and not a declared fact"),
        (deciding(DECIDED, Compare(Fact(DECIDED), "is", Bound("none")), "none"), "in a circle: outcome"),
    ],
)
def test_rules_that_do_not_hang_together_are_not_compiled(terms: Terms, said: str) -> None:
    """Reading a file has refused them already; whoever makes terms otherwise is told what is wrong."""
    with pytest.raises(WrongColumns, match=said.replace("'", ".")):
        compile_columns(terms, STACKED)


def test_a_decided_fact_without_rules_is_a_gap_wherever_it_is_read() -> None:
    """As by the reference: nothing says anything about it."""
    terms = deciding(DECIDED, Compare(Fact("stands"), "is", Bound(True)), "none")
    found = compile_columns(terms, STACKED).decide({}, rows=2)
    assert found["stands"].codes.tolist() == [-2, -2]
    assert found[DECIDED].codes.tolist() == [-4, -4]
