"""Read a page back: its elements with their attributes, its text, and whether every element is closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

from kredslob.engine.page.page import agreement_page
from kredslob.engine.phrasing import Words
from kredslob.rules.library import Library, load_library
from kredslob.rules.messages import Lang

VOID = frozenset({"meta", "br", "wbr", "path", "circle", "line", "rect"})


@cache
def library() -> Library:
    """Give the shipped rules, read once."""
    return load_library()


@cache
def page_of(agreement: str, lang: Lang) -> Read:
    """Give the page of a shipped agreement, read back."""
    return read(agreement_page(Words(library(), lang), library().agreement(agreement), None))


AGREEMENTS = [key for key, one in library().documents.items() if one.kind in ("framework", "amendment")]


@dataclass
class Read(HTMLParser):
    """A page that has been read."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""
    unclosed: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to parse."""
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that begins."""
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.faults.append(f"an attribute twice: {tag}")
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.unclosed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that holds nothing."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.faults.append(f"cannot be empty: {tag}")

    def handle_endtag(self, tag: str) -> None:
        """Note that the innermost element ends, and a fault if it is another."""
        if not self.unclosed or self.unclosed.pop() != tag:
            self.faults.append(f"closed out of turn: {tag}")

    def handle_data(self, data: str) -> None:
        """Note text that a reader sees, not the style."""
        if "style" not in self.unclosed:
            self.text += data

    def all(self, attribute: str) -> list[str]:
        """Give the values of an attribute wherever it stands."""
        return [given[attribute] for _, given in self.elements if attribute in given]


def read(text: str) -> Read:
    """Read a page."""
    found = Read()
    found.feed(text)
    found.close()
    return found
