"""What is said to people: in both languages, with its place and cure, and never with a CPR number in it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.rules import messages
from kredslob.rules.messages import (
    MASK,
    Message,
    Place,
    Problem,
    WrongInput,
    has_cpr,
    language_of,
    mask_cpr,
    nearest,
    unseen,
)

NUMBERS = [
    "010170-1234",
    "0101701234",
    "010170 1234",
    "010170 - 1234",
    "010170\u20131234",  # en dash
    "010170\u20111234",  # non-breaking hyphen
    "010170\u22121234",  # minus sign
    "010170\u00a01234",  # no-break space
    "010170_1234",
    "010170\n1234",
    "01.01.70-1234",
    "01 01 70 1234",
    "01/01/70-1234",
    "610170-1234",  # a number that stands in for a missing one
    "\uff10\uff11\uff10\uff11\uff17\uff10\uff0d\uff11\uff12\uff13\uff14",  # full-width
    "0101\u200b701234",  # a space of no width
    "nr010170-1234",
]
OTHERS = [
    "2011-01-01",
    "16.12.2010",
    "320170-1234",  # no day
    "011370-1234",  # no month
    "010170-123",
    "010170-12345",
    "1010170-1234",
    "12345678",
    "36.5",
    "2010-12-16 2011-01-01",
    "de" * 26 + "0101701234de",  # a fingerprint
]


@pytest.mark.parametrize("text", NUMBERS, ids=ascii)
def test_a_cpr_number_is_seen_however_it_is_written(text: str) -> None:
    """Spaces, dashes of every kind, dots, invisible signs and foreign digits hide nothing."""
    assert has_cpr(text)
    assert has_cpr(f"CPR: {text}, født i 1970")


@pytest.mark.parametrize("text", NUMBERS, ids=ascii)
def test_a_cpr_number_is_masked(text: str) -> None:
    """Nothing of the serial is left, and the text around it is."""
    masked = mask_cpr(f"før {text} efter")
    assert masked.startswith("før ")
    assert masked.endswith(" efter")
    assert MASK in masked
    assert not has_cpr(masked)
    assert "1234" not in masked


@pytest.mark.parametrize("text", OTHERS)
def test_dates_amounts_and_fingerprints_are_no_cpr_numbers(text: str) -> None:
    """What has another shape is left as it is."""
    assert not has_cpr(text)
    assert mask_cpr(text) == text


@given(st.text())
def test_what_is_masked_holds_no_cpr_number(text: str) -> None:
    """Masking leaves nothing to mask, and leaves other text alone."""
    assert not has_cpr(mask_cpr(text))
    assert has_cpr(text) or mask_cpr(text) == text


@given(
    st.dates(min_value=date(1900, 1, 1)),
    st.integers(0, 9999),
    st.sampled_from(["", "-", " ", "\u2013", " - "]),
)
def test_every_date_and_serial_is_seen(day: date, serial: int, between: str) -> None:
    """Any day of birth with any four digits is refused: the modulus check has not held since 2007."""
    assert has_cpr(f"{day:%d%m%y}{between}{serial:04}")


def test_a_message_masks_the_values_it_is_given() -> None:
    """A value that holds a CPR number is never repeated, in no language and not in a debugger either."""
    message = Message("{value} is not accepted.", value="010170-1234")
    assert message.text("en") == "[CPR] is not accepted."
    assert "1234" not in message.text("da")
    assert "1234" not in repr(message)


def test_a_place_masks_file_and_field() -> None:
    """A CPR number in the name of a file or a column stands in no part of the place."""
    place = Place("010170-1234.yaml", 3, "rows.0101701234")
    assert (place.file, place.field) == ("[CPR].yaml", "rows.[CPR]")


def test_what_steers_a_terminal_is_not_passed_on() -> None:
    """Control signs, reversed writing and half characters in a value come out as replacement signs."""
    text = Message("{value}.", value="a\x1b[31m\u202eb\ud800").text()
    assert text == "a\ufffd[31m\ufffdb\ufffd."
    assert text.encode("utf-8")


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u200f", "\u2066", "\x00", "\x1b", "\ufeff", "\u00ad", "\u2028"], ids=ascii
)
def test_a_sign_that_cannot_be_seen_is_found(sign: str) -> None:
    """Marks that turn the writing around, controls and spaces without width are found wherever they stand."""
    assert unseen(f"af{sign}tale") == sign


@pytest.mark.parametrize("text", ["æøå ÆØÅ – “x”", "40\u00a0%", "a\tb\r\n"])
def test_ordinary_text_has_no_unseen_signs(text: str) -> None:
    """Danish letters, typographic signs, tabs and line ends are ordinary."""
    assert unseen(text) is None


def test_a_problem_is_one_line_with_place_cure_and_nearest() -> None:
    """File, line, field, what was found, what is accepted, and the likely spelling."""
    problem = Problem(Place("a.yaml", 4, "rooms"), Message("wrong."), Message("a number"), "rooms")
    assert problem.text() == "a.yaml, line 4, field rooms: wrong. Accepted: a number. Did you mean 'rooms'?"


def test_a_place_that_is_not_known_is_left_out() -> None:
    """A problem of no file says only what it is."""
    assert Problem(Place(), Message("wrong.")).text() == "wrong."


def test_wrong_input_holds_every_problem_in_the_order_of_places() -> None:
    """Problems are sorted by file and line, whoever found them first."""
    late, early = Problem(Place("b", 2), Message("b")), Problem(Place("b", 1), Message("a"))
    other = Problem(Place("a", 9), Message("c"))
    assert WrongInput([late, other, early]).problems == (other, early, late)
    assert WrongInput([late, early]).text().splitlines() == [early.text(), late.text()]


def test_messages_are_equal_when_they_say_the_same() -> None:
    """Template and values make the message."""
    assert Message("{x}", x=1) == Message("{x}", x=1)
    assert hash(Message("{x}", x=1)) == hash(Message("{x}", x=1))
    assert Message("{x}", x=1) != Message("{x}", x=2)
    assert Message("{x}", x=1) != "1"


def test_a_message_within_a_message_is_translated_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The language reaches every part of a sentence, and values are put into the translated one."""
    danish = {"see {what}.": "se {what}.", "page {n}": "side {n}"}
    monkeypatch.setattr(messages, "translate", lambda text, lang: danish[text] if lang == "da" else text)
    message = Message("see {what}.", what=Message("page {n}", n=3))
    assert message.text("da") == "se side 3."
    assert message.text("en") == "see page 3."


def test_a_text_without_translation_is_said_in_english() -> None:
    """A missing translation is no error."""
    assert Message("no catalogue has this {x}", x=1).text("da") == "no catalogue has this 1"


@pytest.mark.parametrize(
    ("wanted", "environment", "language"),
    [
        ("da", {}, "da"),
        ("en", {"LANG": "da_DK.UTF-8"}, "en"),
        (None, {"LANG": "da_DK.UTF-8"}, "da"),
        (None, {"LC_ALL": "C", "LANG": "da_DK.UTF-8"}, "en"),
        (None, {"LC_ALL": "", "LANG": "da_DK.UTF-8"}, "da"),
        (None, {"LC_MESSAGES": "da_DK", "LANG": "en_GB"}, "da"),
        (None, {"LANG": "de_DE"}, "en"),
    ],
)
def test_the_language_is_the_wanted_one_else_the_locale_s(
    wanted: str | None, environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LC_ALL goes before LC_MESSAGES before LANG, and every language but Danish is answered in English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language_of(wanted) == language


@pytest.mark.parametrize(
    ("place", "language"), [(("da_DK", "UTF-8"), "da"), (("de_DE", "UTF-8"), "en"), ((None, None), "en")]
)
def test_where_no_variable_tells_the_system_is_asked(
    place: tuple[str | None, str | None], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, which sets none of them."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: place)
    assert language_of() == language


@pytest.mark.parametrize(
    ("word", "meant"), [("exemt", "exempt"), ("EXEMPT", "exempt"), ("afdeling", None), ("", None), ("rom", "rooms")]
)
def test_the_nearest_spelling_is_offered_if_any_is_near(word: str, meant: str | None) -> None:
    """Capitals do not count; a word that is like no other has no nearest."""
    assert nearest(word, ["exempt", "rooms", "channel"]) == meant


def test_a_word_without_end_is_compared_by_its_beginning() -> None:
    """Even a word of a million letters is answered at once."""
    assert nearest("exempt" * 200_000, ["exempt"]) is None
