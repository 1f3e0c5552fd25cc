"""What a decision was made from, as plain data: it is read again as it was, and hangs on nothing of this program."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.ledger.plain import (
    plain,
    plain_rows,
    plain_vacancy,
    plain_values,
    read,
    read_row,
    read_vacancy,
    read_values,
)
from kredslob.engine.vacancy import TurnReading, Vacancy
from tests.engine.small_city import DAY, measured

VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.text(), st.dates(), st.none()),
    lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=6,
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (7, 7), (True, True), ("list", "list"), (None, None), (date(2011, 5, 2), {"date": "2011-05-02"}),
        ((1, 2), [1, 2]), ((), []), ((date(2011, 5, 2), "x"), [{"date": "2011-05-02"}, "x"]),
    ],
)  # fmt: skip
def test_a_date_says_that_it_is_one_and_a_tuple_is_a_list(value: object, told: object) -> None:
    """The rest is as it is."""
    assert plain(value) == told
    assert read(told) == value


@given(st.dictionaries(st.text(max_size=5), VALUES, max_size=4))
def test_named_values_are_read_as_they_were(values: dict[str, object]) -> None:
    """Through JSON, whatever they are."""
    assert read_values(json.loads(json.dumps(plain_values(values)))) == values  # type: ignore[arg-type]  # more than values


FULL = Vacancy(
    "V1", "gården", DAY, {"notice": date(2011, 4, 1), "available": date(2011, 6, 1)}, {"rooms": 3, "built": DAY},
    {"referral": TurnReading(3, 1, "2011"), "split": TurnReading(2)},
)  # fmt: skip


def test_a_vacancy_is_told_by_all_that_was_asked() -> None:
    """Number, estate, day, dates, facts, and where the wheels stood as offices write it."""
    assert plain_vacancy(FULL) == {
        "id": "V1", "estate": "gården", "on": {"date": "2011-05-02"},
        "dates": {"notice": {"date": "2011-04-01"}, "available": {"date": "2011-06-01"}},
        "facts": {"rooms": 3, "built": {"date": "2011-05-02"}},
        "turns": {"referral": "2011:3+1", "split": "2"},
    }  # fmt: skip


@pytest.mark.parametrize("vacancy", [FULL, Vacancy("", "x"), replace(FULL, on=None, turns={})])
def test_a_vacancy_is_read_as_it_was_asked(vacancy: Vacancy) -> None:
    """With much or little that is known."""
    assert read_vacancy(json.loads(json.dumps(plain_vacancy(vacancy)))) == vacancy


def test_a_vacancy_of_which_no_turns_were_kept_has_none() -> None:
    """As those of the first events."""
    told = plain_vacancy(FULL)
    del told["turns"]
    assert read_vacancy(told) == replace(FULL, turns={})


def test_a_row_is_read_as_it_was_but_for_the_line_that_it_stood_on() -> None:
    """A file that is sorted anew says the same."""
    row = replace(measured(), line=17)
    (told,) = plain_rows([row])
    assert "line" not in told
    assert (told["estate"], told["published"]) == (row.estate, {"date": "2010-11-15"})
    assert read_row(type(row), json.loads(json.dumps(told))) == measured()
