"""Read YAML strictly and remember where every value stands, so that an error can name its line.

YAML is narrowed to what a person means: only `true` and `false` are booleans (a key `on` or a value `no` stays text),
dates are ISO dates, numbers keep their decimal form, and anchors, aliases, tags and repeated keys are refused: they
hide what a clause says, and let a small file grow without bound.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kredslob.rules.messages import Message, Place, Problem, WrongInput, has_cpr

Path_ = tuple[str | int, ...]
MAX_BYTES = 4_000_000
MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class YamlText:
    """A YAML file as plain data (dict, list, str, int, Decimal, bool, date, None) and the line of every value."""

    name: str
    data: object
    lines: dict[Path_, int] = field(repr=False)

    def place(self, path: Path_) -> Place:
        """Give the place of the value at the path, or of the nearest value around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return Place(self.name, self.lines[path[:length]], ".".join(str(step) for step in path) or None)
        return Place(self.name)


def read_text(path: Path) -> str:
    """Give the text of a file a person named.

    Raises:
        WrongInput: it is missing, no file, too large, or not UTF-8.
    """
    name = str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise WrongInput(Problem(Place(name), Message("the file is larger than {limit} bytes.", limit=MAX_BYTES)))
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            found, accepted = Message("the file is not UTF-8 text."), Message("YAML saved as UTF-8")
            raise WrongInput(Problem(Place(name), found, accepted)) from None
        raise WrongInput(
            Problem(Place(name), Message("the file cannot be read."), Message("a readable file"))
        ) from None


def parse_yaml(text: str, name: str) -> YamlText:
    """Give the plain data and the lines of a YAML text.

    Raises:
        WrongInput: the text is not YAML of the narrow kind, or holds a CPR number.
    """
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
    try:
        node = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else None
        found = Message("this is not YAML: {why}.", why=getattr(error, "problem", None) or type(error).__name__)
        raise WrongInput(Problem(Place(name, line), found)) from None
    reader = _Reader(name)
    data = reader.plain(node, ()) if node is not None else None
    if reader.problems:
        raise WrongInput(reader.problems)
    return YamlText(name, data, reader.lines)


class _Reader:
    """Turns nodes into plain data, noting lines and problems on the way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Path_, int] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def plain(self, node: Node, path: Path_) -> object:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self.seen or len(path) > MAX_DEPTH:
            self._refuse(node, Message("an alias or very deep nesting stands here."), Message("each value written out"))
            return None
        self.seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.plain(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node) if isinstance(node, ScalarNode) else None

    def _mapping(self, node: MappingNode, path: Path_) -> dict[str, object]:
        found: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            if key is None or has_cpr(key):
                self._refuse(key_node, Message("a key here is not a name."), Message("a name"))
            elif key in found:
                self._refuse(key_node, Message("{key} is given twice.", key=key), Message("each name once"))
            else:
                self.lines[(*path, key)] = key_node.start_mark.line + 1
                found[key] = self.plain(value_node, (*path, key))
        return found

    def _scalar(self, node: ScalarNode) -> object:
        text = node.value
        if has_cpr(text):
            self._refuse(node, Message("a civil registration (CPR) number stands here."), Message("a pseudonym"))
            return None
        if node.style is not None:  # quoted or block text is text
            return text
        return scalar(text)

    def _refuse(self, node: Node, found: Message, accepted: Message) -> None:
        self.problems.append(Problem(Place(self.name, node.start_mark.line + 1), found, accepted))


def scalar(text: str) -> object:
    """Give what a plain YAML word means: nothing, a boolean, a date, a number, or itself."""
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    if text[0] in "+-.0123456789":
        return _number(text)
    return text


def _number(text: str) -> object:
    # int() and Decimal() also take underscores, which no person means here; Decimal takes "1e999999".
    if not set(text) <= set("+-.0123456789") or len(text) > 30:
        return text
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
