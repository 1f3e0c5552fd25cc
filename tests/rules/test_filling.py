"""An amendment that fills in states what had been assumed, and does nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kredslob.rules.checking.agreements import Asked
from kredslob.rules.checking.check import check_named
from kredslob.rules.filling import not_filled_in, unthought_of
from kredslob.rules.library import Library, add_file, load_library
from kredslob.rules.messages import Place, WrongInput
from kredslob.rules.model import Change, DatedValue, ParameterSeries, Text

SHIPPED = load_library()
DAY = date(2024, 1, 1)
WHY = "reason: {da: a, en: b}"
HEAD = """schema: 1
id: filled
kind: amendment
extends: kbh-2024-2027
fills_in: true
title: {da: a, en: b}
from: 2024-01-01
adopted: 2026-11-20
changes:
"""


def with_changes(folder: Path, *changes: str, head: str = HEAD) -> Path:
    """Write a fill-in with some changes."""
    path = folder / "filled.yaml"
    path.write_text(head + "".join(f"  - {{{one}, {WHY}}}\n" for one in changes), "utf-8")
    return path


def refused(path: Path) -> list[str]:
    """Give what is told of a file that is refused."""
    with pytest.raises(WrongInput) as told:
        add_file(SHIPPED, path)
    assert all(one.accepted is not None for one in told.value.problems)
    return [one.found.text() for one in told.value.problems]


def warned(path: Path) -> list[str]:
    """Give what a check warns of."""
    found = check_named(SHIPPED, str(path), Asked(reads=lambda _: True))
    assert [one for one in found if one.severity == "error"] == []
    assert all(one.problem.accepted is not None for one in found)
    return [one.problem.found.text() for one in found]


def added(path: Path) -> Library:
    """Give the shelf with a file on it."""
    return add_file(SHIPPED, path)[0]


def test_what_is_assumed_may_be_stated(tmp_path: Path) -> None:
    """And is then a guess no more."""
    path = with_changes(tmp_path, 'set: referral.step_1, value: "1/4"')
    agreement = added(path).agreement("filled")
    (value,) = agreement.amended(agreement.base.start.day)[0].parameters["referral.step_1"].values
    assert (value.value, value.basis) == ((1, 4), "stated")


@pytest.mark.parametrize("words", ['set: referral.step_1, value: "1/4"', "set: tightened.income, value: 250000"])
def test_nothing_is_warned_of_where_the_value_was_thought_possible(tmp_path: Path, words: str) -> None:
    """One of the alternatives, or within the range; nor that it acts before it was found out."""
    assert warned(with_changes(tmp_path, words)) == []


@pytest.mark.parametrize(("value", "possible"), [(0, True), (400_000, True), (400_001, False)])
def test_the_end_of_a_range_was_thought_possible_and_what_is_past_it_was_not(
    tmp_path: Path, value: int, possible: bool
) -> None:
    """The least income that the tightened criteria ask lies between nothing and 400,000 kroner."""
    assert (warned(with_changes(tmp_path, f"set: tightened.income, value: {value}")) == []) is possible


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ('set: referral.step_1, value: "2/3"', "referral.step_1"),
        ("set: estate_ladder.step_2, value: 0.9", "estate_ladder.step_2"),
        ("set: tightened.estate_steps, value: [step_1]", "tightened.estate_steps"),
    ],
)
def test_a_value_that_was_not_thought_possible_is_warned_of(tmp_path: Path, words: str, name: str) -> None:
    """It may be what the text says, or a slip."""
    (found,) = warned(with_changes(tmp_path, words))
    assert found.startswith(f"{name} was not thought possible to be")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("set: flexible.order.a, value: [work]", "flexible.order.a is not assumed: it is inferred."),
        ("set: measurement.holds_months, value: 36", "measurement.holds_months is not assumed: it is inferred."),
        ("repeal: work.yes", "an amendment that fills in sets values and words clauses, and does nothing else."),
        ("wheel: referral, estate: emdrup-vaenge, turns: 1, of: 2", "an amendment that fills in sets values"),
    ],
)
def test_more_than_stating_what_was_assumed_is_refused(tmp_path: Path, words: str, found: str) -> None:
    """That would be an amendment, which the parties agree on."""
    (told,) = refused(with_changes(tmp_path, words))
    assert told.startswith(found)


def test_a_clause_may_be_said_in_the_words_that_it_has(tmp_path: Path) -> None:
    """What was said of it was what was known."""
    words = "reword: ra24-referral, words: {title: {da: a, en: b}, text: {da: c, en: d}, source: aftale-2024, basis: stated}"
    path = with_changes(tmp_path, words)
    assert warned(path) == []
    agreement = added(path).agreement("filled")
    assert agreement.amended(agreement.base.start.day)[0].clauses["ra24-referral"].text.en == "d"


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    """The day that it would prolong to as well."""
    head = HEAD.replace("from: 2024-01-01\n", "from: 2024-01-01\nto: 2026-01-01\n")
    told = refused(with_changes(tmp_path, "repeal: work.yes", "repeal: work.no", head=head))
    assert len(told) == 3


@pytest.mark.parametrize("kind", ["framework", "individual", "law"])
def test_only_an_amendment_fills_in(tmp_path: Path, kind: str) -> None:
    """The key is refused elsewhere."""
    path = with_changes(tmp_path, head=HEAD.replace("kind: amendment", f"kind: {kind}"))
    found = check_named(SHIPPED, str(path), Asked())
    assert any("fills_in is not a field of a document of kind" in one.problem.found.text() for one in found)


def test_an_amendment_prolongs_only_beyond_the_end(tmp_path: Path) -> None:
    """`to` of an amendment is no end of the amendment itself."""
    head = HEAD.replace("fills_in: true\n", "").replace("from: 2024-01-01\n", "from: 2024-06-01\nto: 2025-06-01\n")
    (told,) = refused(with_changes(tmp_path, 'set: referral.step_1, value: "1/4"', head=head))
    assert told == "what an amendment prolongs ends on 2027-12-31 anyway."


def test_a_proposal_may_build_on_what_was_filled_in(tmp_path: Path) -> None:
    """The negotiator begins where the office has the numbers."""
    with_changes(tmp_path, 'set: referral.step_1, value: "1/4"')
    proposal = tmp_path / "proposal.yaml"
    proposal.write_text(
        HEAD.replace("id: filled", "id: proposal").replace("fills_in: true\n", "").replace("extends: kbh-2024-2027", "extends: filled")
        .replace("from: 2024-01-01", "from: 2026-12-01") + f'  - {{set: referral.step_1, value: "1/5", {WHY}}}\n',
        "utf-8",
    )  # fmt: skip
    agreement = added(proposal).agreement("proposal")
    assert [one.id for one in agreement.amendments] == ["filled", "proposal"]


def of_count(value: int, *alternatives: int) -> DatedValue:
    """Give an assumed number without a range."""
    return DatedValue(DAY, value, "assumed", alternatives=alternatives)


@pytest.mark.parametrize(("value", "possible"), [(3, True), (5, True), (4, False)])
def test_a_number_of_which_single_values_were_thought_possible_is_one_of_them(value: int, possible: bool) -> None:
    """What lies between them was not thought of."""
    series = ParameterSeries("p", Text("a", "b"), "count", "c", (), "d", Place())
    change = Change("p", Text("a", "b"), Place(), value=DatedValue(DAY, value, "stated"))
    assert (unthought_of(change, of_count(3, 3, 5), series) is None) is possible


@pytest.mark.parametrize(("value", "possible"), [(1, False), (2, True), (9, True), (10, False)])
def test_both_ends_of_a_range_were_thought_possible(value: int, possible: bool) -> None:
    """And nothing outside them."""
    series = ParameterSeries("p", Text("a", "b"), "count", "c", (), "d", Place())
    change = Change("p", Text("a", "b"), Place(), value=DatedValue(DAY, value, "stated"))
    guess = DatedValue(DAY, 5, "assumed", range=(2, 9))
    assert (unthought_of(change, guess, series) is None) is possible


def test_what_names_no_parameter_is_not_told_as_more_than_filling_in() -> None:
    """That it names none is told elsewhere; and a clause may be called as a parameter is."""
    (agreed,) = (one for one in SHIPPED.documents.values() if one.id == "kbh-2024-2027")
    stated = next(key for key, one in agreed.parameters.items() if one.values[0].basis != "assumed")
    unknown = Change("nowhere", Text("a", "b"), Place(), value=DatedValue(DAY, 1, "stated"))
    worded = Change(stated, Text("a", "b"), Place(), words=next(iter(agreed.clauses.values())))
    assert [*not_filled_in(replace(agreed, changes=(unknown, worded)), [agreed])] == []
    (told,) = not_filled_in(replace(agreed, changes=(replace(unknown, target=stated),)), [agreed])
    assert told.found.text().startswith(f"{stated} is not assumed")


def test_a_change_without_a_value_is_no_value_that_was_not_thought_of() -> None:
    """It words a clause."""
    series = ParameterSeries("p", Text("a", "b"), "count", "c", (), "d", Place())
    assert unthought_of(Change("p", Text("a", "b"), Place()), of_count(3, 3, 5), series) is None
