"""Write HTML so that nothing from a file can become markup: what is not `Html` already is escaped where it is put in."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

_VOID: Final = frozenset({"meta", "br", "wbr", "path", "circle"})


class Html(str):
    """Text that is HTML; a plain text is not, and is escaped when it is put into an element."""

    __slots__ = ()


Part = str | Html | Iterable["Part"] | None


def element(name: str, /, *parts: Part, **attributes: str | int | bool | None) -> Html:
    """Give an element.

    Args:
        name: of the element.
        parts: what it holds, in order: text (escaped), `Html` (as it is), several of them, or None (nothing).
        attributes: by name, an underscore for a hyphen and one at the end for a word that Python keeps (`class_`);
            True gives a bare attribute, False and None none.
    """
    told = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{told}/>")
    return Html(f"<{name}{told}>{joined(parts)}</{name}>")


def joined(parts: Iterable[Part]) -> Html:
    """Give parts one after the other."""
    return Html("".join(_written(part) for part in parts))


def _written(part: Part) -> str:
    match part:
        case None:
            return ""
        case Html():
            return str(part)
        case str():
            return escape(part, quote=False)
    return joined(part)


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
