"""What a person may take for a guess, written as it is set and set as it is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from kredslob.engine.guesses import as_settings, guess_names, read_guesses
from kredslob.rules.messages import WrongInput
from kredslob.rules.units import Value
from tests.engine.small_city import library

VALUES: Mapping[str, tuple[str, Value]] = {
    "standing.takes_effect": ("on_publication", "on_publication"),
    "flexible.young_age": ("28", 28),
    "flexible.split_wheel": ("any", ("any",)),
    "flexible.applies_to_transfers": ("false", False),
    "compensation.cap": ("1/2", (1, 2)),
    "adjustment.day": ("05-31", ("05-31",)),
    "kbh-2012-adjustment.from": ("2012-03-15", date(2012, 3, 15)),
}


ALTERNATIVES = {
    other
    for document in library().documents.values()
    if "standing.takes_effect" in document.parameters
    for one in document.parameters["standing.takes_effect"].values
    for other in one.alternatives
}


@pytest.mark.parametrize(("name", "text", "value"), [(name, *one) for name, one in VALUES.items()])
def test_a_value_is_read_and_written_alike(name: str, text: str, value: Value) -> None:
    """Choices, numbers, wheels, yes and no, shares of turns, lists of days, days."""
    assert read_guesses([f"{name}={text}"], library()) == {name: value}
    assert as_settings({name: value}, library()) == (f"{name}={text}",)


def test_yes_is_written_as_it_is_read() -> None:
    """`true`."""
    assert as_settings({"flexible.applies_to_transfers": True}, library()) == ("flexible.applies_to_transfers=true",)


@pytest.mark.parametrize(
    ("text", "fits"), [("2012-03-01", True), ("2012-05-31", True), ("2012-02-29", False), ("2012-06-01", False)]
)
def test_the_day_of_an_amendment_lies_within_what_is_thought_possible(text: str, fits: bool) -> None:
    """Both ends included."""
    name = "kbh-2012-adjustment.from"
    if fits:
        assert read_guesses([f"{name}={text}"], library()) == {name: date.fromisoformat(text)}
    else:
        with pytest.raises(WrongInput, match=f"{name} from 2012-03-01 to 2012-05-31"):
            read_guesses([f"{name}={text}"], library())


def test_a_list_of_names_is_written_with_commas() -> None:
    """As it is set."""
    assert as_settings({"flexible.split_wheel": ("a", "b")}, library()) == ("flexible.split_wheel=a,b",)


def test_what_stands_after_the_first_sign_of_equality_is_the_value() -> None:
    """Another one belongs to it."""
    with pytest.raises(WrongInput) as caught:
        read_guesses(["standing.takes_effect=a=b"], library())
    (problem,) = caught.value.problems
    assert problem.found.text() == "found 'a=b'."
    assert problem.accepted is not None
    shown = problem.accepted.text().removeprefix("standing.takes_effect as one of ")
    assert {"on_publication"} < {*shown.split(", ")} <= {*map(str, ALTERNATIVES)}


def test_a_choice_that_there_is_not_is_answered_with_those_that_there_are() -> None:
    """And with the nearest."""
    with pytest.raises(WrongInput, match=r"standing\.takes_effect as one of .*on_publication") as caught:
        read_guesses(["standing.takes_effect=on_publicatoin"], library())
    (problem,) = caught.value.problems
    assert problem.nearest == "on_publication"


def test_all_that_is_wrong_is_told_at_once() -> None:
    """What sets no value, what is given twice, what is no guess, and what it cannot be."""
    asked = [
        "standing.takes_effect",
        "flexible.young_age=28",
        "flexible.young_age=28",
        "nothing=1",
        "compensation.cap=2/1",
    ]
    with pytest.raises(WrongInput) as caught:
        read_guesses(asked, library())
    assert len(caught.value.problems) == 4
    assert all(one.place.text() == "--set" for one in caught.value.problems)
    accepted = [one.accepted.text() if one.accepted else "" for one in caught.value.problems]
    assert accepted[0] == "PARAMETER=VALUE, such as standing.takes_effect=on_publication"
    assert "flexible.young_age" in accepted[2]  # what can be set is listed


def test_a_misspelt_guess_is_answered_with_the_nearest() -> None:
    """Of all that can be set."""
    with pytest.raises(WrongInput) as caught:
        read_guesses(["flexible.yung_age=28"], library())
    assert [one.nearest for one in caught.value.problems] == ["flexible.young_age"]


def test_the_guesses_are_the_assumed_values_and_the_days_that_are_not_known() -> None:
    """What is stated is none, and an amendment of a known day has no day to guess."""
    names, documents = guess_names(library()), library().documents
    series: dict[str, Any] = {key: one for document in documents.values() for key, one in document.parameters.items()}
    set_by: dict[str, set[str]] = {}
    for document in documents.values():
        for change in document.changes:
            if change.value is not None:
                set_by.setdefault(change.target, set()).add(change.value.basis)
    days = {f"{key}.from" for key, one in documents.items() if one.start.range is not None}
    assumed = {
        key for key, one in series.items() if "assumed" in {each.basis for each in one.values} | set_by.get(key, set())
    }
    assert days
    assert sorted(names) == sorted(assumed | days)
