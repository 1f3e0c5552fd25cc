"""Refuse tables in which a person is identified: applicants are pseudonyms, and a CPR number anywhere is one too many."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import chain
from typing import Any

from kredslob.rules.messages import Message, Place, Problem, WrongInput, has_cpr

_SHORT_CPR = re.compile(r"[1-9][0-9]{8}")
_FEWEST_DIGITS = len("DMMYYNNNN")
_MANY_DIGITS = re.compile(rf"[0-9]{{{_FEWEST_DIGITS}}}")
_DIGITS_ONLY = dict.fromkeys(code for code in range(1, 128) if not chr(code).isdigit())


def cpr_found(place: Place) -> Problem:
    """Say that a CPR number stands somewhere, without repeating it."""
    found = Message("there is a CPR number here, or something shaped like one.")
    return Problem(place, found, Message("a pseudonym; a person is never identified in these tables"))


def may_hold_cpr(text: str, delimiter: str) -> bool:
    """Tell whether some cell below the first line of a table may hold a CPR number; True where that is not told at once.

    Told at once is where no cell holds digits enough, in a text of plain letters in which nothing is quoted.
    """
    body = text[text.find("\n") + 1 :]
    if not body.isascii() or '"' in text:
        return True
    digits = body.translate({code: None for code in _DIGITS_ONLY if chr(code) not in (delimiter, "\n", "\r")})
    return _MANY_DIGITS.search(digits) is not None


def refuse_cpr(lines: list[tuple[int, list[Any]]], file: str) -> None:
    """Raise WrongInput if a CPR number stands in any cell.

    Args:
        lines: the number of each line and its cells, text or native values.
        file: what problems call the file.
    """
    different = set(chain.from_iterable(cells for _, cells in lines))
    wrong = {cell for cell in _with_many_digits(different) if _holds_cpr(cell)}
    if wrong:
        raise WrongInput(cpr_found(Place(file, line)) for line, cells in lines if not wrong.isdisjoint(cells))


def _with_many_digits(cells: Collection[object]) -> Collection[object]:
    """Leave out cells that hold too few digits for a CPR number: nearly all, so they are looked at all at once."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    joined = "\0".join(texts)
    if len(texts) != len(cells) or not joined.isascii() or joined.count("\0") >= len(texts):
        return cells
    counts = list(map(len, joined.translate(_DIGITS_ONLY).split("\0")))
    if max(counts) < _FEWEST_DIGITS:
        return ()
    return [cell for cell, count in zip(texts, counts, strict=True) if count >= _FEWEST_DIGITS]


def _holds_cpr(cell: object) -> bool:
    """Tell whether a cell holds a CPR number; a spreadsheet drops the first zero of one typed as a number."""
    if isinstance(cell, str):
        text = cell.strip()
        if len(text) < _FEWEST_DIGITS:
            return False
    elif isinstance(cell, (int, float)) and cell == cell // 1:
        text = str(int(cell))
    else:
        return False
    return has_cpr(text) or (_SHORT_CPR.fullmatch(text) is not None and has_cpr("0" + text))
