"""What a column of a table may hold, and how a cell written by a Dane, an Englishman or a spreadsheet is understood.

A cell is text (CSV) or a native value (Excel). An empty cell, or `ukendt`, is None: unknown, never false or zero.
A share is a pair of parts per million, for a share in a cell has been rounded: 40 % is anything from 39.5 to 40.5 %.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from math import ceil, floor
from typing import Any, Literal
from unicodedata import normalize

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, nearest
from kredslob.rules.model import Text

Kind = Literal["text", "texts", "whole", "number", "share", "yes_no", "date", "choice"]

YES_NO = {
    "ja": True,
    "yes": True,
    "true": True,
    "sand": True,
    "nej": False,
    "no": False,
    "false": False,
    "falsk": False,
}
UNKNOWN = frozenset({"ukendt", "unknown", "?"})
MILLION = 1_000_000
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})([-.])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4})")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})([ T]00:00(:00)?)?")
_WHOLE = re.compile(
    r"(-?[0-9]{1,15}|-?[0-9]{1,3}([. \u00a0][0-9]{3}){1,4})([.,]0{1,2}|,-)?( ?(kr\.?|dkk))?", re.IGNORECASE
)
_NUMBER = re.compile(r"-?[0-9]{1,12}([.,][0-9]{1,12})?")
_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
_PLAIN_DATES = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}\n)+")
_PLAIN_NUMBERS = re.compile(r"([0-9]{1,15}\n)+")
_SHOWN = 60


class Unreadable(Exception):
    """A cell that is not what its column holds: what was found, what is accepted, the nearest spelling if any."""

    def __init__(self, found: Message, accepted: Message, near: str | None = None) -> None:
        super().__init__(found, accepted, near)
        self.found, self.accepted, self.near = found, accepted, near


@dataclass(frozen=True, slots=True)
class Column:
    """One column: canonical name, kind, Danish header, other headers; low and high bound numbers, both included.

    `choices` are tuples whose first is the canonical value and whose others are other spellings of it (Danish, say).
    A required column must stand in the header and be filled in every row.
    """

    name: str
    kind: Kind = "text"
    danish: str = ""
    aliases: tuple[str, ...] = ()
    required: bool = False
    low: int | None = None
    high: int | None = None
    choices: tuple[tuple[str, ...], ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every header the column may stand under."""
        return tuple(word for word in (self.name, self.danish, *self.aliases) if word)

    @property
    def title(self) -> Text:
        """One header of the column, in either language."""
        return Text(self.danish or next(iter(self.aliases), self.name), self.name)

    def called(self, value: str) -> Text:
        """Give what one of the choices is called; a value that is none is called as it is."""
        danish = next((one[1] for one in self.choices if one[0] == value and len(one) > 1), value)
        return Text(danish, value)


def same_word(header: str) -> str:
    """Give the form under which words are compared: case, spaces, hyphens, underscores and how å is made do not count."""
    return " ".join(normalize("NFC", header).replace("_", " ").replace("-", " ").casefold().split())


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, found by any of their spellings."""

    table: str
    columns: tuple[Column, ...]
    by_word: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, Column] = {}
        for column in self.columns:
            for word in {same_word(spelling) for spelling in column.spellings}:
                if word in found:
                    raise ValueError(f"{self.table}: {word!r} is a spelling of two columns")
                found[word] = column
        object.__setattr__(self, "by_word", found)

    @property
    def headers(self) -> Text:
        """One header of each column, in either language."""
        titles = [column.title for column in self.columns]
        return Text("; ".join(one.da for one in titles), ", ".join(one.en for one in titles))

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every header of every column."""
        return tuple(word for column in self.columns for word in column.spellings)


def understand(column: Column, cell: object) -> Any:
    """Give the value of a cell: None, str, tuple, int, float, bool, date, or (lowest, highest) ppm for a share.

    Raises Unreadable, which says what was found and what is accepted.
    """
    if isinstance(cell, str):
        cell = cell.strip()
        if not cell or (column.kind != "text" and cell.casefold() in UNKNOWN):
            return () if column.kind == "texts" else None
    elif cell is None:
        return () if column.kind == "texts" else None
    return _READERS[column.kind](column, cell)


def plain_values(column: Column, cells: Sequence[str]) -> list[Any] | None:
    """Give the values of texts as `understand` does, if all are filled in and written in the plainest way; else None.

    That is how a program writes them, and it takes a fraction of the time.
    """
    joined = "\n".join(cells) + "\n"
    if column.kind == "date" and _PLAIN_DATES.fullmatch(joined):
        with suppress(ValueError):  # no day of the calendar
            return list(map(date.fromisoformat, cells))
    if column.kind == "whole" and _PLAIN_NUMBERS.fullmatch(joined):
        numbers = list(map(int, cells))
        low, high = column.low, column.high
        if (low is None or low <= min(numbers)) and (high is None or max(numbers) <= high):
            return numbers
    if column.kind == "text" and cells:
        texts = list(map(str.strip, cells))
        return texts if all(texts) else None
    return None


def shown(cell: object) -> str:
    """Give a cell as a message may show it: one line, not long."""
    text = " ".join(_text(cell).split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."


def _texts(cell: object) -> tuple[str, ...]:
    return tuple(part for part in (part.strip() for part in _text(cell).split("|")) if part)


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if isinstance(cell, str) else str(cell)


def _not_a(cell: object, accepted: Message, near: str | None = None) -> Unreadable:
    return Unreadable(Message("found {cell!r}.", cell=shown(cell)), accepted, near)


def _whole(cell: object) -> int:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell == cell // 1:
        return int(cell)
    if isinstance(cell, str) and cell.isascii() and cell.isdigit() and len(cell) < 16:  # by far the most
        return int(cell)
    if isinstance(cell, str) and _WHOLE.fullmatch(cell):
        digits = re.match(r"-?[0-9]+([. \u00a0][0-9]{3})*", cell)
        return int(re.sub(r"[. \u00a0]", "", digits.group())) if digits else 0
    raise _not_a(cell, Message("a whole number, such as 3 or 4250"))


def _number(cell: object) -> float:
    accepted = Message("a number, such as 25, 36,5 or 36.5")
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if cell != cell or cell in (float("inf"), float("-inf")):  # noqa: PLR0124 - only not-a-number differs from itself
            raise _not_a(cell, accepted)
        return cell
    if not isinstance(cell, str) or not _NUMBER.fullmatch(cell):
        raise _not_a(cell, accepted)
    if _AMBIGUOUS.fullmatch(cell):
        found = Message("found {cell!r}, which may be thousands or decimals.", cell=cell)
        raise Unreadable(found, Message("a number without a thousands separator, such as 4250 or 4,25"))
    decimal = cell.replace(",", ".")
    return float(decimal) if "." in decimal else int(decimal)


def _share(cell: object) -> tuple[int, int]:
    accepted = Message("a share from 0 to 1, such as 0,4, or a percentage with its sign, such as 40 %")
    text = format(Decimal(repr(cell)), "f") if type(cell) in (int, float) and cell == cell else cell  # noqa: PLR0124
    if not isinstance(text, str):
        raise _not_a(cell, accepted)
    percent = text.endswith("%")
    digits = text.removesuffix("%").rstrip().replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,20})?", digits):
        raise _not_a(cell, accepted)
    share = Decimal(digits) / 100 if percent else Decimal(digits)
    if not percent and share > 1:
        found = Message("found {cell!r}, which is no share: is it a percentage?", cell=shown(cell))
        raise Unreadable(found, accepted, f"{digits} %" if share <= 100 else None)
    if share > 1:
        raise _not_a(cell, accepted)
    # Half a unit of the last decimal either way; spreadsheets drop final zeros, so 0,4 is read as 0,40.
    decimals = max(2, len(digits.partition(".")[2]) + (2 if percent else 0))
    half = Decimal(5).scaleb(-decimals - 1)
    low, high = (share - half) * MILLION, (share + half) * MILLION
    return max(0, floor(low)), min(MILLION, ceil(high))


def _yes_no(cell: object) -> bool:
    if isinstance(cell, bool):
        return cell
    known = YES_NO.get(cell.casefold()) if isinstance(cell, str) else None
    if known is None:
        raise _not_a(cell, Message("ja or nej (yes or no); leave the cell empty when it is not known"))
    return known


def _date(cell: object) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    form = (_DAY_FIRST.fullmatch(cell) or _YEAR_FIRST.fullmatch(cell)) if isinstance(cell, str) else None
    if form is None:
        raise _not_a(cell, Message("a date, such as 01-10-2011 or 2011-10-01"))
    try:
        return date(int(form["year"]), int(form["month"]), int(form["day"]))
    except ValueError:
        found = Message("{cell} is no day of the calendar.", cell=cell)
        raise Unreadable(found, Message("a date that exists, such as 01-10-2011 or 2011-10-01")) from None


def _choice(column: Column, cell: object) -> str:
    wanted = same_word(_text(cell))
    for spellings in column.choices:
        if wanted in (same_word(spelling) for spelling in spellings):
            return spellings[0]
    words = [spelling for spellings in column.choices for spelling in spellings]
    called = [column.called(spellings[0]) for spellings in column.choices]
    choices = Text(", ".join(one.da for one in called), ", ".join(one.en for one in called))
    accepted = Message("one of {choices}", choices=choices)
    raise _not_a(cell, accepted, nearest(wanted[:_SHOWN], words))


def _within(column: Column, value: float) -> float:
    low, high = column.low, column.high
    if (low is None or value >= low) and (high is None or value <= high):
        return value
    found = Message("found {value}.", value=value)
    if high is None:
        raise Unreadable(found, Message("a number of at least {low}", low=low))
    if low is None:
        raise Unreadable(found, Message("a number of at most {high}", high=high))
    raise Unreadable(found, Message("a number from {low} to {high}", low=low, high=high))


_READERS: dict[Kind, Callable[[Column, object], Any]] = {
    "text": lambda _, cell: _text(cell),
    "texts": lambda _, cell: _texts(cell),
    "whole": lambda column, cell: _within(column, _whole(cell)),
    "number": lambda column, cell: _within(column, _number(cell)),
    "share": lambda _, cell: _share(cell),
    "yes_no": lambda _, cell: _yes_no(cell),
    "date": lambda _, cell: _date(cell),
    "choice": _choice,
}
