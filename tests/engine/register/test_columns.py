"""A cell means what the person who typed it meant, in Danish or English; a cell that may mean two things is refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.register.columns import Column, Columns, Kind, Unreadable, same_word, understand

KINDS: tuple[Kind, ...] = ("text", "texts", "whole", "number", "share", "yes_no", "date", "choice")
CHOICES = (("family", "familiebolig"), ("elderly", "ældrebolig"))


def read(kind: Kind, cell: object, **limits: int) -> Any:
    """Give the value of a cell in a column of a kind."""
    choices = CHOICES if kind == "choice" else ()
    return understand(Column("x", kind, choices=choices, **limits), cell)  # type: ignore[arg-type]  # only limits


def refused(kind: Kind, cell: object, **limits: int) -> Unreadable:
    """Give what is said of a cell that is refused."""
    with pytest.raises(Unreadable) as wrong:
        read(kind, cell, **limits)
    return wrong.value


def said(kind: Kind, cell: object) -> str:
    """Give what is said of a cell, or `read` if it is understood."""
    try:
        read(kind, cell)
    except Unreadable as wrong:
        return wrong.found.text() + wrong.accepted.text("da")
    return "read"


# --- right --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cell", ["", "   ", "\u00a0", None])
def test_an_empty_cell_is_unknown(kind: Kind, cell: object) -> None:
    """Nothing written is None (or no texts), never false and never zero."""
    assert read(kind, cell) == (() if kind == "texts" else None)


@pytest.mark.parametrize("cell", ["ukendt", "Unknown", "?"])
def test_a_value_may_be_called_unknown(cell: str) -> None:
    """`ukendt` in a column of values is as good as an empty cell."""
    assert read("yes_no", cell) is None


def test_a_name_may_be_a_question_mark() -> None:
    """In a column of text every text stands for itself."""
    assert read("text", " ? ") == "?"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("3", 3), (" 3 ", 3), ("4.250", 4250), ("4 250", 4250), ("4\u00a0250", 4250), ("4250,00", 4250), ("4250,-", 4250),
        ("4.250 kr.", 4250), ("4250 DKK", 4250), ("-2", -2), ("1.234.567", 1234567), ("3,0", 3), (3, 3), (3.0, 3),
    ],
)  # fmt: skip
def test_a_whole_number_may_be_written_as_danes_do(cell: object, value: int) -> None:
    """Points part thousands, zeros after a comma and kroner do not count."""
    assert read("whole", cell) == value


@pytest.mark.parametrize(
    ("cell", "value"), [("36,5", 36.5), ("36.5", 36.5), ("25", 25), ("0,125", 0.125), (36.5, 36.5), (0, 0)]
)
def test_a_number_may_have_a_decimal_comma_or_point(cell: object, value: float) -> None:
    """A Danish comma and an English point mean the same."""
    assert read("number", cell) == value


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("40 %", 395_000, 405_000), ("40%", 395_000, 405_000), ("0,4", 395_000, 405_000), (0.4, 395_000, 405_000),
        ("40,0 %", 399_500, 400_500), ("0.400", 399_500, 400_500), ("0", 0, 5_000), ("100 %", 995_000, 1_000_000),
        (1, 995_000, 1_000_000), ("0,5 %", 4_500, 5_500), (0.4000001, 400_000, 400_001),
    ],
)  # fmt: skip
def test_a_share_in_a_cell_was_rounded(cell: object, low: int, high: int) -> None:
    """A share is what may have been rounded to it: half a unit of its last decimal either way."""
    assert read("share", cell) == (low, high)


@pytest.mark.parametrize(("cell", "value"), [("ja", True), ("NEJ", False), ("Yes", True), ("no", False), ("SAND", True),
                                             ("falsk", False), ("true", True), ("False", False), (True, True)])  # fmt: skip
def test_yes_and_no_may_be_said_in_both_languages(cell: object, value: bool) -> None:
    """Danish, English and what spreadsheets write."""
    assert read("yes_no", cell) is value


@pytest.mark.parametrize(
    "cell", ["01-10-2011", "1-10-2011", "01.10.2011", "1.10.2011", "2011-10-01", "2011-10-01 00:00:00", "2011-10-01T00:00",
             date(2011, 10, 1), datetime(2011, 10, 1, 12, 30)]  # noqa: DTZ001 - as Excel gives it
)  # fmt: skip
def test_a_date_may_be_danish_or_iso(cell: object) -> None:
    """Day first with hyphens or points, or year first with hyphens."""
    assert read("date", cell) == date(2011, 10, 1)


@pytest.mark.parametrize("cell", ["family", "Familiebolig", " FAMILIEBOLIG "])
def test_a_choice_may_be_named_by_any_of_its_spellings(cell: str) -> None:
    """The value is the canonical one, whichever spelling stands in the cell."""
    assert read("choice", cell) == "family"


def test_letters_made_of_two_signs_are_the_same_letters() -> None:
    """Some systems write å as a and a ring; it is the same word."""
    assert read("choice", "a\u0308ldrebolig".replace("a\u0308", "æ")) == "elderly"
    assert same_word("Boligomra\u030ade") == same_word("boligområde")


def test_several_texts_are_parted_by_bars() -> None:
    """Empty parts do not count."""
    assert read("texts", "AAB | afdeling 80||") == ("AAB", "afdeling 80")


def test_a_number_in_a_column_of_text_is_its_digits() -> None:
    """A spreadsheet holds an estate's number 80 as 80.0; it is text 80."""
    assert read("text", 80.0) == "80"


@given(st.integers(0, 10**12))
def test_every_whole_number_is_read_back(number: int) -> None:
    """With points between thousands or without."""
    assert read("whole", str(number)) == number == read("whole", f"{number:,}".replace(",", "."))


@given(st.dates())
def test_every_date_is_read_back(day: date) -> None:
    """In the Danish form and in the ISO form."""
    assert read("date", f"{day.day}-{day.month}-{day.year:04}") == day == read("date", day.isoformat())


# --- wrong --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("whole", "tre"), ("whole", "3,5"), ("whole", "4,250"), ("whole", "4.25"), ("whole", 3.5), ("whole", True),
        ("whole", float("nan")), ("whole", float("inf")), ("whole", "9" * 5000), ("whole", "١٢"), ("whole", "²"),
        ("number", "1e9"), ("number", "nan"), ("number", float("inf")), ("number", "36:30"), ("number", False),
        ("share", "en tredjedel"), ("share", "-0,1"), ("share", "101 %"), ("share", float("nan")), ("share", True),
        ("yes_no", "1"), ("yes_no", "måske"), ("yes_no", 1), ("yes_no", "x"),
        ("date", "2011"), ("date", "01/10/2011"), ("date", "01-10-11"), ("date", "1. oktober 2011"), ("date", 40817),
        ("date", "01-10.2011"), ("choice", "lejlighed"), ("choice", 3),
    ],
)  # fmt: skip
def test_what_is_not_of_the_kind_is_refused_with_what_is_accepted(kind: Kind, cell: object) -> None:
    """The message shows what would be accepted."""
    assert len(refused(kind, cell).accepted.text()) > 10


@pytest.mark.parametrize("cell", ["4.250", "4,250", "36.500"])
def test_a_number_that_may_be_thousands_or_decimals_is_refused(cell: str) -> None:
    """Danes and Englishmen read 4.250 apart; nobody guesses."""
    assert "thousands or decimals" in refused("number", cell).found.text()


@pytest.mark.parametrize(("cell", "near"), [("40", "40 %"), ("37,5", "37.5 %"), (40, "40 %")])
def test_a_bare_percentage_is_no_share_and_the_cure_is_offered(cell: object, near: str) -> None:
    """40 where a share from 0 to 1 is asked for may be meant as 40 %; the person says so."""
    assert refused("share", cell).near == near


@pytest.mark.parametrize("cell", ["31-02-2011", "2011-13-01", "00-10-2011", "29.02.2011"])
def test_a_day_that_does_not_exist_is_refused(cell: str) -> None:
    """The calendar decides."""
    assert "no day of the calendar" in refused("date", cell).found.text()


@pytest.mark.parametrize(("cell", "limits"), [("-2", {"low": 0}), ("13", {"low": 1, "high": 12}), ("13", {"high": 12})])
def test_a_number_out_of_bounds_is_refused_with_its_bounds(cell: str, limits: dict[str, int]) -> None:
    """Minus two rooms are no rooms."""
    accepted = refused("whole", cell, **limits).accepted.text()
    assert all(str(limit) in accepted for limit in limits.values())


def test_a_misspelt_choice_is_answered_with_the_nearest() -> None:
    """The nearest spelling is offered, in the language it was tried in."""
    assert refused("choice", "familebolig").near == "familiebolig"


def test_a_long_cell_is_not_repeated_whole() -> None:
    """A message stays a line, whatever was pasted into the cell."""
    assert len(refused("yes_no", "ja\n" * 500_000).found.text()) < 100


def test_two_columns_cannot_share_a_spelling() -> None:
    """A header names one column; this is an error in the program, not in a file."""
    with pytest.raises(ValueError, match="two columns"):
        Columns("t", (Column("rooms", danish="Rum"), Column("rum")))


@given(
    st.sampled_from(KINDS),
    st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.none(), st.times()),
)
def test_every_cell_is_understood_or_refused(kind: Kind, cell: object) -> None:
    """Nothing that a cell can hold ends in anything but a value or a message."""
    assert said(kind, cell)
