"""Damage a good file as people, programs and ill will do, by choices that somebody else makes.

The choices come from Hypothesis in the tests, from a seeded draw where a fuzzer that is guided by coverage asks for a
mutation. Every kind of damage takes bytes and gives bytes; a workbook is also damaged inside its parts.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, Protocol, TypeVar

T = TypeVar("T")

MOST: Final = 300_000  # a damaged file is no longer than this, unless it was before


class Chooser(Protocol):
    """Who makes the choices."""

    def number(self, low: int, high: int) -> int:
        """Give a number from low to high, both included."""

    def one_of(self, choices: Sequence[T]) -> T:
        """Give one of the choices."""


Damage = Callable[[bytes, Chooser], bytes]

# A made-up civil registration number for each way of writing one; none of them may ever be repeated.
CPR: Final = ("010170-1234", "0101701234", "010170 1234", "311299-4321", "010170–1234", "١٠١٠٧٠-١٢٣٤")
WORDS: Final = (
    "", " ", "null", "~", "true", "nej", "ja", "ukendt", "0", "-1", "1", "00", "0,4", "0.5", "40 %", "1/3", "1e308", "1e999",
    "-0.0", ".nan", ".inf", "-.inf", "NaN", "9" * 25, "9" * 4000, "9" * 5000, "٣", "²", "1_000", "0x10", "0o17",
    "2011-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2011-02-30", "01-10-2011", "24:60", "2011-07",
    "[]", "{}", "[[]]", "{a: {}}", "a: b", "*a", "&a b", "!!python/object:os.system x", "<<: *a", "|", ">-", "---", "...", "%YAML 1.1",
    "\x00", "\x07", "\x1b[31m", "\u202e", "\ufeff", "\u2028", "\ud7ff", "æøå", "İ", "ﬁ", "𝟛", "x" * 2000, "{x}", "%s", "$ref", "../..",
    "=1+1", "#", "'", '"', '""', ";", ",", "\t", "\r", "__class__", "id", "from", "schema", *CPR,
)  # fmt: skip
ENCODINGS: Final = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp037", "utf-7", "latin-1")
LINES: Final = ("\n", "\r\n", "\r", "\n\n", "\x85", "\u2028", "\x0b", "\x0c")


def damaged(data: bytes, choose: Chooser) -> bytes:
    """Give the file with one to four kinds of damage done to it."""
    for _ in range(choose.number(1, 4)):
        kinds = [*_ANY, _in_a_part] if data.startswith(b"PK") else [*_ANY, *_TEXT]
        data = choose.one_of(kinds)(data, choose)[:MOST]
    return data


def _flipped(data: bytes, choose: Chooser) -> bytes:
    changed = bytearray(data)
    for _ in range(choose.number(1, 5)):
        if changed:
            changed[choose.number(0, len(changed) - 1)] = choose.number(0, 255)
    return bytes(changed)


def _cut(data: bytes, choose: Chooser) -> bytes:
    return data[: choose.number(0, len(data))]


def _beheaded(data: bytes, choose: Chooser) -> bytes:
    return data[choose.number(0, min(len(data), 64)) :]


def _doubled(data: bytes, choose: Chooser) -> bytes:
    start, end = sorted((choose.number(0, len(data)), choose.number(0, len(data))))
    return data[:end] + data[start:end] * choose.number(1, 3) + data[end:]


def _spliced(data: bytes, choose: Chooser) -> bytes:
    at = choose.number(0, len(data))
    return data[:at] + choose.one_of(WORDS).encode() + data[at:]


_ANY: Final[tuple[Damage, ...]] = (_flipped, _cut, _beheaded, _doubled, _spliced)


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


def _words(data: bytes, choose: Chooser) -> bytes:
    """Put another word for one of a line: a value, a key, a cell."""
    lines = _text(data).split("\n")
    at = choose.number(0, len(lines) - 1)
    mark = choose.one_of([mark for mark in (": ", ";", ",", " ", '"') if mark in lines[at]] or [" "])
    cells = lines[at].split(mark)
    cells[choose.number(0, len(cells) - 1)] = choose.one_of(WORDS)
    lines[at] = mark.join(cells)
    return "\n".join(lines).encode()


def _swapped(data: bytes, choose: Chooser) -> bytes:
    """Let two words anywhere in the file change places."""
    lines = _text(data).split("\n")
    one, other = choose.number(0, len(lines) - 1), choose.number(0, len(lines) - 1)
    mark = choose.one_of((": ", ";", ",", " "))
    first, second = lines[one].split(mark), lines[other].split(mark)
    here, there = choose.number(0, len(first) - 1), choose.number(0, len(second) - 1)
    if one != other:
        first[here], second[there] = second[there], first[here]
        lines[one], lines[other] = mark.join(first), mark.join(second)
    return "\n".join(lines).encode()


def _moved(data: bytes, choose: Chooser) -> bytes:
    """Move, double or leave out a line, or change how far it is indented."""
    lines = _text(data).split("\n")
    at = choose.number(0, len(lines) - 1)
    line = lines.pop(at)
    match choose.number(0, 3):
        case 0:
            lines.insert(choose.number(0, len(lines)), line)
        case 1:
            lines[at:at] = [line, line]
        case 2:
            lines.insert(at, " " * choose.number(0, 8) + line.lstrip())
    return "\n".join(lines).encode()


def _encoded(data: bytes, choose: Chooser) -> bytes:
    return _text(data).encode(choose.one_of(ENCODINGS), errors="replace")


def _ended(data: bytes, choose: Chooser) -> bytes:
    return _text(data).replace("\n", choose.one_of(LINES)).encode()


def _deep(data: bytes, choose: Chooser) -> bytes:
    """Nest brackets deeper than anybody means, in place of a value or at the end."""
    opened, closed = choose.one_of((("[", "]"), ("{a: ", "}"), ('{"a":', "}"), ("- ", ""), ("? ", "")))
    deep = choose.one_of((5, 39, 41, 200, 3000))
    nest = opened * deep + "1" + closed * deep
    lines = _text(data).split("\n")
    at = choose.number(0, len(lines) - 1)
    head, mark, _ = lines[at].partition(":")
    lines[at] = f"{head}{mark} {nest}"
    return "\n".join(lines).encode()


def _laughing(data: bytes, choose: Chooser) -> bytes:
    """Let a few anchors stand for very much."""
    names = "abcdefghi"
    laughs = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    laughs += [f"{name}: &{name} [{', '.join(['*' + before] * 9)}]" for before, name in pairwise(names)]
    return (
        ("\n".join(laughs) + "\n").encode() + data
        if choose.number(0, 1)
        else data + ("\n" + "\n".join(laughs)).encode()
    )


def _many(data: bytes, choose: Chooser) -> bytes:
    """Repeat a line very often."""
    lines = _text(data).split("\n")
    at = choose.number(0, len(lines) - 1)
    return "\n".join([*lines[:at], *[lines[at]] * choose.one_of((50, 1000)), *lines[at:]]).encode()


_TEXT: Final[tuple[Damage, ...]] = (
    _words, _words, _words, _words, _swapped, _swapped, _moved, _moved, _encoded, _ended, _deep, _laughing, _many,
)  # fmt: skip


def _in_a_part(data: bytes, choose: Chooser) -> bytes:
    """Damage one part of a workbook, and pack it again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()[:50]}
    except Exception:  # noqa: BLE001  # it was damaged before; zipfile raises many kinds
        return _flipped(data, choose)
    if not parts:
        return data
    name = choose.one_of(sorted(parts))
    parts[name] = choose.one_of((_flipped, _cut, _doubled, _spliced, _in_xml, _in_xml, _in_xml))(parts[name], choose)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return made.getvalue()


def _in_xml(data: bytes, choose: Chooser) -> bytes:
    """Put another word for the text or an attribute of an element."""
    pieces = _text(data).split(choose.one_of((">", '"')))
    mark = ">" if '"' in "".join(pieces) else '"'
    at = choose.number(0, len(pieces) - 1)
    _, less, rest = pieces[at].partition("<")
    pieces[at] = choose.one_of(WORDS) + less + rest
    return mark.join(pieces).encode(errors="replace")
