"""YAML is narrowed to what a person means, and says the line of everything that it refuses."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.rules.messages import LANGUAGES, WrongInput
from kredslob.rules.yaml_events import MAX_DEPTH
from kredslob.rules.yaml_source import MAX_BYTES, parse_yaml, read_text, scalar
from tests.rules.shelf import FRAMEWORK, refused, told


def data(text: str) -> object:
    """Give the plain data of a YAML text."""
    return parse_yaml(text, "file.yaml").data


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("no", "no"),  # a plain YAML 1.1 parser takes these four for booleans
        ("on", "on"),
        ("yes", "yes"),
        ("True", "True"),
        ("2012-04-01", date(2012, 4, 1)),
        ("2012-13-01", "2012-13-01"),
        ("9999-99-99", "9999-99-99"),
        ("2012-W14-7", "2012-W14-7"),
        ("25", 25),
        ("-3", -3),
        ("+5", 5),
        ("0.40", Decimal("0.40")),
        ("0", 0),
        ("010", "010"),  # not eight, and not ten either
        ("00.4", "00.4"),
        ("1_000", "1_000"),
        ("1e308", "1e308"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("0x1f", "0x1f"),
        ("12:30", "12:30"),  # not 750
        ("1/3", "1/3"),
        ("-", "-"),
        (".", "."),
        ("1.2.3", "1.2.3"),
        ("9" * 40, "9" * 40),
        ("\u0663", "\u0663"),
    ],
)
def test_a_plain_word_means_what_a_person_means_by_it(word: str, meaning: object) -> None:
    """Only true and false are booleans, only ISO dates are dates, and a number keeps its decimals."""
    assert scalar(word) == meaning
    assert type(scalar(word)) is type(meaning)


def test_quoted_and_block_text_stays_text() -> None:
    """A number, date or boolean in quotes is a text."""
    assert data("a: '25'\nb: \"true\"\nc: |\n  2012-04-01\n") == {"a": "25", "b": "true", "c": "2012-04-01\n"}


def test_every_value_knows_its_line() -> None:
    """Keys, items of lists and values nested in them are found again; what is not there is found around."""
    text = parse_yaml("a: 1\nb:\n  - x: 1\n    y: 2\n  - {z: 3}\n", "file.yaml")
    assert text.place(("a",)).line == 1
    assert text.place(("b", 0, "y")).line == 4
    assert text.place(("b", 1, "z")).line == 5
    assert text.place(("b", 0, "missing", "deeper")).line == 3
    assert text.place(("b", 0, "y")).field == "b.0.y"


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n...\n"])
def test_an_empty_file_is_nothing(text: str) -> None:
    """It is for the shape to refuse it."""
    assert data(text) is None


REFUSED: list[tuple[str, int, str]] = [
    ("a: &x 1\nb: *x\n", 1, "an anchor or alias"),
    ("b: *x\n", 1, "an anchor or alias"),
    ("a: 1\n? &x b\n: 2\n", 2, "a key here is not a name"),
    ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "a tag"),
    ("a: !!str 25\n", 1, "a tag"),
    ("a: !mine {}\n", 1, "a tag"),
    ("!!map {a: 1}\n", 1, "a tag"),
    ("a: 1\nb: 2\na: 3\n", 3, "a is given twice"),
    ("x: {a: 1, a: 2}\n", 1, "a is given twice"),
    ("a: 1\n[b, c]: 2\n", 2, "a key here is not a name"),
    ("{a: 1}: 2\n", 1, "a key here is not a name"),
    ("$date: 2012-04-01\n", 1, "a key here is not a name"),
    ("a: 1\n---\nb: 2\n", 2, "a second document"),
    ("%YAML 1.1\n---\na: 1\n", 1, "a directive"),
    ("%TAG ! tag:x,2011:\n---\na: 1\n", 1, "a directive"),
    ("a:\n  b: 1\n c: 2\n", 3, "does not fit the lines around it"),
    ("a: b: c\n", 1, "a colon stands where none can"),
    ("a: [1, 2\n", 1, "a bracket is not closed"),
    ("a: {b: 1\n", 1, "a bracket is not closed"),
    ("a: 'x\n", 1, "a quotation mark is never closed"),
    ("a: 'x' y\n", 1, "does not fit the lines around it"),
    ("a: @x\n", 1, "a sign that YAML keeps"),
    ("\ta: 1\n", 1, "a tab"),
    ("a: 1\n\tb: 2\n", 2, "a tab"),
    ('a: "\\q"\n', 1, "no escape"),
    ("a: }\n", 1, "a value is missing"),
    ("a: 1\nb\n", 2, "a key is not followed by a colon"),
    ("a: \x00\n", 1, "cannot be seen stands here (U+0000)"),
    ("a: 1\nb: x\u202ey\n", 2, "cannot be seen stands here (U+202E)"),
    ("a: 1 # \u2066\n", 1, "cannot be seen stands here (U+2066)"),
    ("a\u200b: 1\n", 1, "cannot be seen stands here (U+200B)"),
    ("a: 1\n\ufeffb: 2\n", 2, "cannot be seen stands here (U+FEFF)"),
    ('a: "\\u202e"\n', 1, "cannot be seen stands here (U+202E)"),
    ('"\\e[31m": 1\n', 1, "cannot be seen stands here (U+001B)"),
]


@pytest.mark.parametrize(("text", "line", "found"), REFUSED, ids=lambda value: ascii(value)[:40])
def test_what_hides_or_misleads_is_refused_with_its_line(text: str, line: int, found: str) -> None:
    """Anchors, tags, repeated keys, broken layout and unseen signs are each named, with a cure."""
    (problem,) = [one for one in refused(lambda: data(text)) if found in one.found.text()][:1]
    assert (problem.place.file, problem.place.line) == ("file.yaml", line)
    assert problem.accepted is not None


@pytest.mark.parametrize(
    "text",
    [
        "a: 010170-1234\n",
        "a: 0101701234\n",
        "a: '010170-1234'\n",
        "010170-1234: a\n",
        '"0101\\x37\\x301234": a\n',
        "a: [x, {b: 010170 1234}]\n",
        "# 010170-1234\na: 1\n",
        "a: >\n  010170\n  1234\n",
        'a: "010170-\\\n  1234"\n',
        "a: |\n  Ansøger 010170-1234 fik boligen.\n",
        "a: 010170\u20131234\n",
        "&010170-1234 a: 1\n",
        "a: 'unclosed 010170-1234\n",
    ],
    ids=ascii,
)
def test_a_cpr_number_anywhere_is_refused_and_not_repeated(text: str) -> None:
    """In values, keys, comments and broken files alike; the message tells the line and nothing of the number."""
    problems = refused(lambda: data(text))
    assert any("CPR" in problem.found.text() for problem in problems)
    assert all(problem.place.line for problem in problems)
    said = " ".join(problem.text(lang) for problem in problems for lang in LANGUAGES)
    assert "1234" not in said
    assert "010170" not in said


def test_every_problem_of_a_file_is_told_at_once() -> None:
    """A person mends a file once, not once for each fault."""
    problems = refused(lambda: data("a: &x 1\na: 2\nb: !!str 3\nc: [{d: 1, d: 2}]\n"))
    assert [problem.place.line for problem in problems] == [1, 2, 3, 4]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 1_000, 200_000])
def test_nesting_without_end_is_refused(opening: str, depth: int) -> None:
    """A file of brackets is answered at once, and does not exhaust the machine."""
    (problem,) = refused(lambda: data(opening * depth))
    assert "nesting goes too deep" in problem.found.text()


def test_ordinary_nesting_is_read() -> None:
    """An agreement nests far less than what is refused."""
    assert data("[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1))


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    """A file saved by an office program on Windows is read as it was meant."""
    file = tmp_path / "file.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: \xc3\xa6\r\nb: 1\r\n")
    assert data(read_text(file)) == {"a": "æ", "b": 1}


@pytest.mark.parametrize(
    ("content", "found"), [("æ".encode("cp1252"), "UTF-8"), ("a: 1".encode("utf-16"), "UTF-8"), (b"\xff\xfe", "UTF-8")]
)
def test_a_file_in_another_encoding_is_refused(content: bytes, found: str, tmp_path: Path) -> None:
    """Nothing is guessed about the letters of an agreement."""
    (tmp_path / "file.yaml").write_bytes(content)
    (problem,) = refused(lambda: read_text(tmp_path / "file.yaml"))
    assert found in problem.found.text()
    assert str(problem.place.file).endswith("file.yaml")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """It is not read at all."""
    (tmp_path / "file.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    (problem,) = refused(lambda: read_text(tmp_path / "file.yaml"))
    assert str(MAX_BYTES) in problem.found.text()


@pytest.mark.parametrize("name", ["missing.yaml", ".", "a\x00b.yaml", "x" * 5_000])
def test_a_file_that_cannot_be_read_is_refused(name: str, tmp_path: Path) -> None:
    """Missing files, folders and impossible names are told, with the name."""
    (problem,) = refused(lambda: read_text(tmp_path / name))
    assert problem.accepted is not None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused(tmp_path: Path) -> None:
    """What might never end is not waited for."""
    os.mkfifo(tmp_path / "pipe.yaml")
    assert refused(lambda: read_text(tmp_path / "pipe.yaml"))


def test_a_file_name_with_a_cpr_number_is_refused_and_not_repeated(tmp_path: Path) -> None:
    """The name of a file is input like any other."""
    file = tmp_path / "010170-1234.yaml"
    file.write_text("a: 1")
    (problem,) = refused(lambda: read_text(file))
    assert "CPR" in problem.found.text()
    assert "1234" not in problem.text("da") + problem.text("en") + str(problem.place.file)


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_data_or_wrong_input(text: str) -> None:
    """No text ends in another error."""
    try:
        data(text)
    except WrongInput as wrong:
        told(wrong)


@given(st.lists(st.sampled_from(["a: ", "- ", "[", "]", "{", "}", "\n", "  ", "&x ", "*x", "!!t ", "'", '"', "|\n", ">", "#",
                                 "? ", ": ", ",", "---\n", "%YAML", "0.40", "true", "2011-01-01", "\t", "æ"])))  # fmt: skip
def test_any_run_of_yaml_s_own_signs_is_data_or_wrong_input(parts: list[str]) -> None:
    """Nor does a text made of what YAML is made of."""
    try:
        data("".join(parts))
    except WrongInput as wrong:
        told(wrong)


@given(st.integers(0, len(FRAMEWORK) - 1), st.sampled_from(list("[]{}&*!|>'\"%@`:#-?,\t\x00\u202e 0a\n")))
def test_one_wrong_sign_in_a_good_file_is_data_or_wrong_input(place: int, sign: str) -> None:
    """A slip of the finger is read or refused."""
    try:
        data(FRAMEWORK[:place] + sign + FRAMEWORK[place + 1 :])
    except WrongInput as wrong:
        told(wrong)
