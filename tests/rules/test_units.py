"""The units of values: what each is held as, what is refused, and what is offered instead."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.rules.units import (
    MOST_TURNS,
    NUMBERS,
    ORDERED,
    PPM,
    RANGED,
    UNITS,
    FactUnit,
    NotOfUnit,
    Value,
    plain_value,
    read_value,
    within,
)


@pytest.mark.parametrize(
    ("raw", "unit", "held"),
    [
        (True, "yes_no", True),
        (3, "count", 3),
        (0, "months", 0),
        (7500, "money", 7500),
        (25, "hours", 25 * 60),
        (Decimal("36.5"), "hours", 36 * 60 + 30),
        ("36:30", "hours", 36 * 60 + 30),
        (Decimal("0.40"), "share", 400_000),
        (0, "share", 0),
        (1, "share", PPM),
        (Decimal("0.000001"), "share", 1),
        ("0.4", "share", 400_000),
        (Decimal("0.55"), "ratio", 550_000),
        (3, "ratio", 3 * PPM),
        (date(2012, 4, 1), "date", date(2012, 4, 1)),
        ("2012-04-01", "date", date(2012, 4, 1)),
        ("notice", "choice", "notice"),
        ("1/3", "turns", (1, 3)),
        ("0/9", "turns", (0, 9)),
        ("1/5000", "turns", (1, MOST_TURNS)),
        (["external", "transfer"], "wheel", ("external", "transfer")),
        (["work"], "names", ("work",)),
        ([], "names", ()),
    ],
)
def test_a_value_is_held_exactly(raw: object, unit: str, held: Value) -> None:
    """Shares are parts per million, hours are minutes, turns a pair; nothing becomes a float."""
    assert read_value(raw, unit) == held
    assert type(read_value(raw, unit)) is type(held)


WRONG: list[tuple[object, str, str | None]] = [
    # per cent is offered as a share, never taken for one
    (40, "share", "0.4"),
    (Decimal("40.5"), "share", "0.405"),
    ("40 %", "share", "0.4"),
    ("40%", "share", "0.4"),
    (100, "share", "1"),
    ("0,40", "share", "0.4"),
    ("1,0", "share", "1"),
    ("1,5", "share", "0.015"),
    (101, "share", None),
    ("40.00001 %", "share", None),
    ("12.3457 %", "share", "0.123457"),
    ("0.5 %", "share", "0.005"),
    ("0,5,0", "share", None),
    (-1, "share", None),
    (Decimal("-0.1"), "share", None),
    (Decimal("0.0000001"), "share", None),
    (True, "share", None),
    (None, "share", None),
    ("0/0", "turns", None),
    ("1/5001", "turns", None),
    # a decimal comma
    ("36,5", "hours", "36.5"),
    ("0,55", "ratio", "0.55"),
    # what is no number, or no finite one
    ("1e308", "share", None),
    (Decimal("1e308"), "share", None),
    (Decimal("NaN"), "share", None),
    (Decimal("sNaN"), "hours", None),
    (Decimal("Infinity"), "ratio", None),
    (Decimal("1e-1000000"), "ratio", None),
    (Decimal("0." + "1" * 60), "ratio", None),
    (Decimal("0.1234560000000000000000000001"), "ratio", None),
    (0.4, "share", None),
    (25.0, "hours", None),
    (Decimal("25.01"), "hours", None),
    ("24:60", "hours", None),
    (-3, "count", None),
    (True, "count", None),
    ("3", "count", None),
    (10**12, "count", None),
    (Decimal("2.5"), "years", None),
    # dates
    ("2012-13-01", "date", None),
    ("9999-99-99", "date", None),
    ("2012-W14-7", "date", None),
    ("20120401", "date", None),
    ("1.4.2012", "date", "2012-04-01"),
    ("01-04-2012", "date", "2012-04-01"),
    ("31.2.2012", "date", None),
    (2012, "date", None),
    (datetime(2012, 4, 1), "date", None),  # noqa: DTZ001  # an hour of the day is no part of a date
    # the rest
    ("yes", "yes_no", "true"),
    ("Nej", "yes_no", "false"),
    ("ja", "yes_no", "true"),
    ("on", "yes_no", "true"),
    ("no", "yes_no", "false"),
    ("OFF", "yes_no", "false"),
    ("perhaps", "yes_no", None),
    (1, "yes_no", None),
    (3, "choice", None),
    ("3/1", "turns", None),
    ("1/0", "turns", None),
    ("1/3/3", "turns", None),
    ("-1/3", "turns", None),
    ("²/3", "turns", None),
    (f"1/{MOST_TURNS + 1}", "turns", None),
    ("1/33333333333333333333", "turns", None),
    (Decimal("0.33"), "turns", None),
    ([], "wheel", None),
    (["open"] * (MOST_TURNS + 1), "wheel", None),
    ("external", "wheel", None),
    ([1, 2], "names", None),
    ({"a": 1}, "names", None),
]


def test_a_number_is_below_a_thousand_million() -> None:
    """More is no share, ratio or number of hours that anybody means."""
    assert read_value(10**9 - 1, "ratio") == (10**9 - 1) * PPM
    with pytest.raises(NotOfUnit):
        read_value(10**9, "ratio")


@pytest.mark.parametrize(("digits", "fits"), [(50, True), (51, False)])
def test_a_number_has_a_reasonable_length(digits: int, fits: bool) -> None:
    """However little its last digits say."""
    number = Decimal("0.4" + "0" * (digits - 1))
    assert len(number.as_tuple().digits) == digits
    if fits:
        assert read_value(number, "share") == 400_000
    else:
        with pytest.raises(NotOfUnit):
            read_value(number, "share")


@pytest.mark.parametrize(("raw", "unit", "meant"), WRONG, ids=lambda value: ascii(value)[:40])
def test_what_is_not_of_its_unit_is_refused(raw: object, unit: str, meant: str | None) -> None:
    """The error says what would be accepted, and offers what was probably meant."""
    with pytest.raises(NotOfUnit) as caught:
        read_value(raw, unit)
    assert str(caught.value) == caught.value.accepted.text("en") != ""
    assert caught.value.nearest == meant


VALUES: dict[str, st.SearchStrategy[Value]] = {
    "yes_no": st.booleans(),
    **dict.fromkeys(("count", "years", "months", "money"), st.integers(0, 10**9)),
    "hours": st.integers(0, 10**6),
    "share": st.integers(0, PPM),
    "ratio": st.integers(0, 10**9),
    "date": st.dates(),
    "choice": st.text(),
    "term": st.text(),
    "turns": st.integers(1, MOST_TURNS).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))),
    "wheel": st.lists(st.text(), min_size=1).map(tuple),
    "names": st.lists(st.text()).map(tuple),
}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("yes", "true"),
        ("ja", "true"),
        ("on", "true"),
        ("no", "false"),
        ("nej", "false"),
        ("Off", "false"),
        ("så", None),
    ],
)
def test_a_word_for_yes_or_no_is_offered_as_the_one_that_is_read(said: str, meant: str | None) -> None:
    """It is not taken for it: `no` is the country Norway in many a file."""
    with pytest.raises(NotOfUnit) as caught:
        read_value(said, "yes_no")
    assert caught.value.nearest == meant


@pytest.mark.parametrize(("slots", "fits"), [(0, False), (1, True), (MOST_TURNS, True), (MOST_TURNS + 1, False)])
def test_a_wheel_has_one_slot_at_least_and_no_more_than_can_be_laid_out(slots: int, fits: bool) -> None:
    """Both ends included."""
    raw = ["open"] * slots
    if fits:
        assert read_value(raw, "wheel") == tuple(raw)
    else:
        with pytest.raises(NotOfUnit):
            read_value(raw, "wheel")


def test_every_unit_is_tried_below() -> None:
    """A unit that is added is tried too."""
    assert set(VALUES) == set(UNITS)
    assert set(get_args(FactUnit)) < set(UNITS)
    assert NUMBERS < ORDERED < RANGED < set(UNITS)


@given(st.data(), st.sampled_from(UNITS))
def test_reading_undoes_showing(data: st.DataObject, unit: str) -> None:
    """What is shown of a value is read as that value."""
    value = data.draw(VALUES[unit])
    assert read_value(plain_value(value, unit), unit) == value


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.decimals(), st.floats(), st.text(), st.dates(),
                 st.lists(st.text())), st.sampled_from(UNITS))  # fmt: skip
def test_anything_else_is_read_or_refused(raw: object, unit: str) -> None:
    """No value that a parser can give ends in another error, and what is read can be shown."""
    try:
        value = read_value(raw, unit)
    except NotOfUnit:
        return
    assert read_value(plain_value(value, unit), unit) == value


@given(st.data(), st.sampled_from(sorted(RANGED)))
def test_a_value_lies_within_itself_and_ends_are_included(data: st.DataObject, unit: str) -> None:
    """A range holds both its ends, and turns are compared as fractions."""
    low, high = (data.draw(VALUES[unit]) for _ in range(2))
    assert within(low, (low, low), unit)
    assert within(low, (low, high), unit) or within(high, (high, low), unit)


def test_turns_are_compared_as_fractions() -> None:
    """One of three is less than four of nine."""
    assert within((1, 3), ((1, 4), (4, 9)), "turns")
    assert not within((1, 2), ((1, 4), (4, 9)), "turns")


def test_nothing_is_shown_as_nothing() -> None:
    """A value that is repealed is null."""
    assert plain_value(None, "share") is None


def test_hours_that_no_decimal_tells_are_shown_in_minutes() -> None:
    """24:59 is 24 hours and 59 minutes; 36.5 hours is told so."""
    assert [plain_value(minutes, "hours") for minutes in (1499, 2190, 1500)] == ["24:59", "36.5", "25"]
