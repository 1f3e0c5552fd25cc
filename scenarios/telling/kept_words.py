"""Words of a screen kept in a file, in both languages, and read again: what was said once is said the same later."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from kredslob.rules.messages import LANGUAGES, Message
from kredslob.rules.model import Text
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said, Word

SCHEMA: Final = 1
KIND: Final = "kredslob words"


def plain_words(parts: Iterable[Part]) -> dict[str, Any]:
    """Give parts of a screen as JSON can hold them."""
    return {"schema": SCHEMA, "kind": KIND, "parts": [_plain(part) for part in parts]}


def _plain(part: Part) -> dict[str, Any]:
    match part:
        case Head(said=said):
            return {"head": _text(said)}
        case Said(said=said, indent=indent, caution=caution):
            return {"said": _text(said), "indent": indent, "caution": caution}
        case Rows(heads=heads, rows=rows):
            return {"heads": [_text(word) for word in heads], "rows": [[_text(word) for word in row] for row in rows]}


def _text(word: Word) -> dict[str, str]:
    return {lang: Message("{word}", word=word).text(lang) for lang in LANGUAGES}


def read_words(plain: object) -> list[Part]:
    """Give the parts that were kept; raise ValueError for what no parts were kept in."""
    if not isinstance(plain, dict) or (plain.get("schema"), plain.get("kind")) != (SCHEMA, KIND):
        raise ValueError("not words that were kept")
    try:
        return [_part(one) for one in plain["parts"]]
    except (AttributeError, KeyError, TypeError) as wrong:
        raise ValueError("not words that were kept") from wrong


def _part(plain: dict[str, Any]) -> Part:
    if "head" in plain:
        return Head(_message(plain["head"]))
    if "said" in plain:
        return Said(_message(plain["said"]), int(plain["indent"]), bool(plain["caution"]))
    return Rows(tuple(_read(one) for one in plain["heads"]), tuple(tuple(_read(one) for one in row) for row in plain["rows"]))  # fmt: skip


def _message(plain: dict[str, str]) -> Message:
    return Message("{word}", word=_read(plain))


def _read(plain: dict[str, str]) -> Text:
    return Text(str(plain["da"]), str(plain["en"]))
