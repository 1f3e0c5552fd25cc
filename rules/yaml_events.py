"""Turn a YAML text into plain data event by event, noting the line of every value and refusing what would mislead.

Read event by event, a file that is nested without end is refused long before it could exhaust the machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import yaml
from yaml import events

from kredslob.rules.messages import FieldPath, Message, Place, Problem, WrongInput, has_cpr, unseen
from kredslob.rules.yaml_source import scalar

MAX_DEPTH: Final = 40


def read_events(text: str, name: str) -> tuple[object, dict[FieldPath, int]]:
    """Give the plain data of a text and the line of every value in it.

    Raises:
        WrongInput: with every problem found: the text is not YAML of the narrow kind, or holds a CPR number.
    """
    problems = [*_problems_of_lines(text, name)]
    if problems:
        raise WrongInput(problems)
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
    reader = _Reader(name, yaml.parse(text, Loader=loader))
    data: object = None
    try:
        data = reader.document()
    except _TooDeep:
        pass
    except (yaml.YAMLError, ValueError) as error:
        found, accepted = _why(getattr(error, "problem", None) or "")
        reader.problems.append(Problem(Place(name, _line_of(error)), found, accepted))
    if reader.problems:
        raise WrongInput(reader.problems)
    return data, reader.lines


_CPR_FOUND: Final = Message("a civil registration (CPR) number stands here.")


def _problems_of_lines(text: str, name: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        problem = _problem_of_sign(line, Place(name, number))
        if problem:
            yield problem


def _problem_of_sign(text: str, place: Place) -> Problem | None:
    if has_cpr(text):
        return Problem(place, _CPR_FOUND, Message("a pseudonym"))
    sign = unseen(text)
    if sign:
        found = Message("a sign that cannot be seen stands here ({code}).", code=f"U+{ord(sign):04X}")
        return Problem(place, found, Message("text without it"))
    return None


_MISFIT: Final = Message("something here does not fit the lines around it.")
_WHY: Final = (
    ("not allowed", Message("a colon stands where none can."), Message('text with a colon in quotes ("a: b")')),
    ("',' or", Message("a bracket is not closed, or a comma is missing."), Message("both brackets, commas between")),
    ("node content", Message("a value is missing, or a bracket is not closed."), Message("key: value")),
    ("expected ':'", Message("a key is not followed by a colon."), Message("key: value")),
    ("end of stream", Message("a quotation mark is never closed."), Message("both quotation marks")),
    ("start any token", Message("a tab, or a sign that YAML keeps, stands here."), Message("spaces; text in quotes")),
    ("tab", Message("a tab stands in the indentation."), Message("spaces")),
    ("escape", Message("this is no escape in a quoted text."), Message("text in single quotes")),
    ("expected", _MISFIT, Message("the same indentation, and quotes around all of a text")),
)


def _why(problem: str) -> tuple[Message, Message]:
    for part, found, accepted in _WHY:
        if part in problem:
            return found, accepted
    return Message("this is not YAML."), Message("YAML as the shipped rules are written")


def _line_of(error: Exception) -> int | None:
    """Give the line to mend: where a quotation mark, bracket or key begins that goes wrong further down."""
    begun = any(word in (getattr(error, "context", None) or "") for word in ("flow", "quoted", "simple key"))
    mark = (getattr(error, "context_mark", None) if begun else None) or getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else None


class _TooDeep(Exception):
    """Nesting goes deeper than any agreement does; reading stops, and the problem has been noted."""


class _Reader:
    """Turns the events of a YAML stream into plain data, noting lines and problems on the way."""

    def __init__(self, name: str, stream: Any) -> None:
        self.name = name
        self.stream: Iterator[Any] = iter(stream)
        self.lines: dict[FieldPath, int] = {}
        self.problems: list[Problem] = []

    def document(self) -> object:
        """Give the data of the one document in the stream."""
        data: object = None
        started = False
        for event in self.stream:
            if isinstance(event, events.DocumentStartEvent):
                if started:
                    self._refuse(event, Message("a second document begins here."), Message("one document in a file"))
                    break
                started = True
                if event.tags or event.version:
                    self._refuse(event, Message("a directive stands here."), Message("YAML without % and tags"))
            elif not isinstance(event, events.StreamStartEvent | events.DocumentEndEvent | events.StreamEndEvent):
                data = self._value(event, ())
        return data

    def _value(self, event: Any, path: FieldPath) -> object:
        self.lines.setdefault(path, _line(event))
        if isinstance(event, events.AliasEvent) or event.anchor is not None:
            self._refuse(event, Message("an anchor or alias stands here."), Message("each value written out"))
        elif event.tag is not None:
            self._refuse(event, Message("a tag stands here."), Message("the value without it"))
        if isinstance(event, events.MappingStartEvent):
            return self._mapping(self._deeper(path, event))
        if isinstance(event, events.SequenceStartEvent):
            return self._sequence(self._deeper(path, event))
        return self._scalar(event) if isinstance(event, events.ScalarEvent) else None

    def _deeper(self, path: FieldPath, event: Any) -> FieldPath:
        if len(path) >= MAX_DEPTH:
            self._refuse(event, Message("nesting goes too deep here."), Message("fewer levels"))
            raise _TooDeep
        return path

    def _sequence(self, path: FieldPath) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self.stream), events.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: FieldPath) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := next(self.stream), events.MappingEndEvent):
            key = self._key(event, path)
            value = self._value(next(self.stream), path if key is None else (*path, key))
            if key is not None and key not in found:
                found[key] = value
        return found

    def _key(self, event: Any, path: FieldPath) -> str | None:
        if not isinstance(event, events.ScalarEvent) or event.anchor or event.tag or event.value.startswith("$"):
            if not isinstance(event, events.ScalarEvent):
                self._value(event, (*path, "?"))  # what the key holds is read to be passed over
            self._refuse(event, Message("a key here is not a name."), Message("a name"))
            return None
        key: str = event.value
        problem = _problem_of_sign(key, Place(self.name, _line(event)))
        if problem:
            self.problems.append(problem)
            return None
        if (*path, key) in self.lines:
            self._refuse(event, Message("{key} is given twice.", key=key), Message("each name once"))
        self.lines.setdefault((*path, key), _line(event))
        return key

    def _scalar(self, event: Any) -> object:
        text: str = event.value
        problem = _problem_of_sign(text, Place(self.name, _line(event)))
        if problem:
            self.problems.append(problem)
            return None
        return scalar(text) if event.style is None or event.style == "" else text  # quoted or block text is text

    def _refuse(self, event: Any, found: Message, accepted: Message) -> None:
        self.problems.append(Problem(Place(self.name, _line(event)), found, accepted))


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
