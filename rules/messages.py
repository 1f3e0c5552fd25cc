"""Say what is wrong, where, and how to mend it, in Danish or English, without ever repeating a CPR number.

A message is a template and its values, kept apart until somebody reads it: the template is the English text and the
key into the gettext catalogue. Every error a person can cause is a `Problem`; they are collected and raised together
as `WrongInput`. Templates are found by Babel through the name `Message`.
"""

from __future__ import annotations

import difflib
import gettext
import locale
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field as attribute
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from kredslob.rules.frozen import dataclass

Lang = Literal["da", "en"]
FieldPath = tuple[str | int, ...]  # where in a file: keys, and places in lists counted from 0
LANGUAGES: tuple[Lang, ...] = ("da", "en")

# A date of birth (6 is added to the day's first digit where a number stands in for a missing one) and four digits, with
# what people put between them. A fingerprint may hold such a run of digits by chance, and is left in peace.
_CPR = re.compile(
    r"\b[0-9a-f]{64}\b"
    r"|(?<!\d)(?P<cpr>(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])[-./ ]?(?:0[1-9]|1[0-2])[-./ ]?\d\d[-./_\s]{0,3}\d{4})(?!\d)"
)
MASK = "[CPR]"
_DASHES = frozenset("\u2212\u207b\u208b\u02d7")  # minus signs, which are no dashes by their category
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def has_cpr(text: str) -> bool:
    """Tell whether the text holds something shaped like a civil registration number: six digits of a date and four.

    By shape and date alone: the modulus check has not held since 2007.
    """
    return any(found["cpr"] for found in _CPR.finditer(_plain(text)))


def mask_cpr(text: str) -> str:
    """Give the text with everything shaped like a CPR number replaced."""
    plain = _plain(text)
    masked = _CPR.sub(lambda found: MASK if found["cpr"] else found[0], plain)
    return text if masked == plain else masked


def _plain(text: str) -> str:
    """Give the text with its digits, dashes and spaces in their plain form and what cannot be seen left out."""
    return text if text.isascii() else "".join(map(_plain_sign, text))


def _plain_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    kind = unicodedata.category(sign)
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    if kind == "Pd" or sign in _DASHES:
        return "-"
    return " " if kind == "Zs" else "" if kind == "Cf" else sign


def unseen(text: str) -> str | None:
    """Give the first sign that cannot be seen but changes how a text reads, or None: controls and reversed writing."""
    if text.isprintable():
        return None
    return next((sign for sign in text if sign not in "\t\n\r" and unicodedata.category(sign) in _UNSEEN), None)


@lru_cache(maxsize=1024)  # the same few names of files and fields stand in hundreds of places
def _readable(text: str) -> str:
    """Give the text fit to be shown: no CPR number, and nothing that could steer a terminal or fail to be written."""
    masked = mask_cpr(text)
    if unseen(masked) is None:
        return masked
    return "".join("\N{REPLACEMENT CHARACTER}" if unseen(sign) else sign for sign in masked)


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(lang: Lang) -> gettext.NullTranslations:
    return gettext.translation("kredslob", Path(__file__).parent / "locale", [lang], fallback=True)


def translate(template: str, lang: Lang) -> str:
    """Give the catalogue's text for an English template; the template itself where there is none."""
    return template if lang == "en" else _catalogue(lang).gettext(template)


def language_of(wanted: str | None = None) -> Lang:
    """Choose the language: the wanted one, else the locale's, else English."""
    for candidate in (wanted, *(os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))):
        if candidate:
            return "da" if candidate.lower().startswith("da") else "en"
    return "da" if (locale.getlocale()[0] or "").lower().startswith("da") else "en"


def _said(value: object, lang: Lang) -> object:
    if isinstance(value, Message):
        return value.text(lang)
    read: Callable[[Lang], str] | None = getattr(value, "read", None)
    return value if read is None else read(lang)


class Message:
    """A sentence for a person: an English template with named values, translated only when it is read.

    Values that are messages, or texts of the rules in both languages, are said in the language of the sentence.
    """

    __slots__ = ("template", "values")

    def __init__(self, template: str, **values: object) -> None:
        self.template = template
        self.values = values

    def text(self, lang: Lang = "en") -> str:
        """Give the sentence in the language, CPR numbers masked."""
        shown = {name: _said(value, lang) for name, value in self.values.items()}
        return _readable(translate(self.template, lang).format(**shown))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.template, self.values) == (other.template, other.values)

    def __hash__(self) -> int:
        return hash((self.template, repr(sorted(self.values.items()))))

    def __repr__(self) -> str:
        return f"Message({self.text()!r})"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file (or option), a line counted from 1, a field.

    `heads` are the headers of a table as they are written in it, by field: people know a field by its header.
    """

    file: str | None = None
    line: int | None = None
    field: str | None = None
    heads: Mapping[str, str] = attribute(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        # Masked here, since programs read the parts by themselves; a file's name may also hold bytes that are no text.
        object.__setattr__(self, "file", self.file and _readable(self.file))
        object.__setattr__(self, "field", self.field and _readable(self.field))

    def text(self, lang: Lang = "en") -> str:
        """Give `file, line 4, field rooms`, leaving out what is not known."""
        parts = [self.file] if self.file else []
        if self.line is not None:
            parts.append(Message("line {line}", line=self.line).text(lang))
        if self.field:
            parts.append(Message("field {field}", field=self.heads.get(self.field, self.field)).text(lang))
        return ", ".join(parts)

    def of(self, field: str | None) -> Place:
        """Give the place of a field in the same row."""
        return replace(self, field=field)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a person supplied that cannot be used: place, what was found, what is accepted, nearest spelling.

    `clause` is the provision that it breaks, if it is one of a law or an agreement.
    """

    place: Place
    found: Message
    accepted: Message | None = None
    nearest: str | None = None
    clause: str | None = None

    def text(self, lang: Lang = "en") -> str:
        """Give the problem as one line."""
        where = self.place.text(lang)
        line = f"{where}: {self.found.text(lang)}" if where else self.found.text(lang)
        if self.accepted is not None:
            line += " " + Message("Accepted: {accepted}.", accepted=self.accepted).text(lang)
        if self.nearest is not None:
            line += " " + Message("Did you mean {nearest}?", nearest=repr(_readable(self.nearest))).text(lang)
        if self.clause is not None:
            line += " " + Message("By clause {clause}.", clause=self.clause).text(lang)
        return " ".join(line.split("\n"))


def by_place(problem: Problem) -> tuple[str, int]:
    """Give by what problems are sorted wherever several are told: file and line."""
    return problem.place.file or "", problem.place.line or 0


class WrongInput(Exception):
    """Something a person supplied is wrong. Holds every problem found, in the order of their places."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        found = (problems,) if isinstance(problems, Problem) else tuple(problems)
        self.problems = tuple(sorted(found, key=by_place))
        super().__init__(self.text())

    def text(self, lang: Lang = "en") -> str:
        """Give all problems, one a line."""
        return "\n".join(problem.text(lang) for problem in self.problems)


_LONGEST = 100  # no name is longer, and the search is slow in long words


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Give the candidate spelt most like the word, capitals aside, or None if none is near."""
    known: Sequence[str] = list(candidates)
    folded = {candidate.casefold(): candidate for candidate in known}
    close = difflib.get_close_matches(word[:_LONGEST].casefold(), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None
