"""Groups of names and values whose values may be groups and lists themselves, read name by name in either language.

Every problem is noted with its line, and reading goes on, so that all of a file's problems are told at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kredslob.engine.mappings import understood
from kredslob.engine.register.columns import Columns, same_word
from kredslob.rules.building import shown
from kredslob.rules.messages import FieldPath, Message, Place, Problem, nearest
from kredslob.rules.model import Text
from kredslob.rules.yaml_source import YamlText

Inner = tuple[FieldPath, object]
"""A value that is itself a group or a list, and where it stands."""

_LANGUAGES: Final = ("da", "en")


@dataclass(frozen=True)
class Sheet:
    """A file while it is being read, and what has been found wrong with it so far."""

    text: YamlText
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: FieldPath) -> Place:
        """Give the line of a value and the name it goes by: the last of the names above it."""
        names = [step for step in path if isinstance(step, str)]
        return Place(self.text.name, self.text.place(path).line, names[-1] if names else None)

    def note(self, path: FieldPath, found: Message, accepted: Message | None = None, near: str | None = None) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.place(path), found, accepted, near))

    def group(self, inner: Inner, columns: Columns, apart: Collection[str] = ()) -> Group:
        """Read a group.

        Args:
            inner: the group and where it stands.
            columns: what may be said in it.
            apart: the names whose values are groups or lists, left for whoever knows what is in them.
        """
        path, raw = inner
        if not isinstance(raw, dict):
            self.note(path, Message("this is no group of names and values."), Message("names and values"))
            return Group(self, path, {}, {}, {}, broken=True)
        plain: list[tuple[str, object]] = []
        left: dict[str, Inner] = {}
        spelt: dict[str, str] = {}
        for key, value in raw.items():
            column = columns.by_word.get(same_word(key))
            if column is not None:
                spelt.setdefault(column.name, key)
            if column is None or column.name not in apart:
                plain.append((key, value))
            elif column.name in left:
                self.note((*path, key), Message("{name} is given twice.", name=column.name))
            else:
                left[column.name] = ((*path, key), value)
        values, wrong = understood(plain, columns, lambda key: self.place((*path, key)))
        self.problems.extend(wrong)
        return Group(self, path, values, left, spelt)

    def items(self, inner: Inner) -> Iterator[Inner]:
        """Give the items of a list and where each stands."""
        path, raw = inner
        if not isinstance(raw, list):
            self.note(path, Message("this is no list."), Message("a list, one item a line after a hyphen"))
            return
        for index, item in enumerate(raw):
            yield (*path, index), item

    def entries(self, inner: Inner) -> Iterator[tuple[str, Inner]]:
        """Give the names of a group and the value of each, whatever they are."""
        path, raw = inner
        if not isinstance(raw, dict):
            self.note(path, Message("this is no group of names and values."), Message("names and values"))
            return
        for key, value in raw.items():
            yield key, ((*path, key), value)

    def texts(self, inner: Inner, *, none: bool = False) -> tuple[str, ...]:
        """Give a text, or a list of texts; `none`: the list may be empty."""
        path, raw = inner
        found = [raw] if isinstance(raw, str) else raw if isinstance(raw, list) else []
        texts = tuple(one for one in found if isinstance(one, str) and one.strip())
        if len(texts) != len(found) or not (texts or (none and raw == [])):
            self.note(path, Message("found {cell!r}.", cell=shown(raw)), Message("a text, or a list of texts"))
        return texts

    def text_of(self, inner: Inner) -> Text:
        """Give a text for people: one for both languages, or one for each."""
        path, raw = inner
        if isinstance(raw, str) and raw.strip():
            return Text(raw, raw)
        if isinstance(raw, dict) and set(raw) == set(_LANGUAGES) and all(isinstance(one, str) for one in raw.values()):
            return Text(raw["da"], raw["en"])
        self.note(path, Message("found {cell!r}.", cell=shown(raw)), Message("a text, or da: and en: with a text each"))
        return Text("", "")

    def among(self, inner: Inner, known: Collection[str], kind: Message) -> tuple[str, ...]:
        """Give a text or several, each of which must be known."""
        found = self.texts(inner)
        for word in found:
            if word not in known:
                self.note(inner[0], Message("there is no {kind} {word!r}.", kind=kind, word=word[:80]), None,
                          nearest(word, known))  # fmt: skip
        return found


@dataclass(frozen=True)
class Group:
    """A group as read.

    Args:
        values: plain values by canonical name; None is not known.
        inner: the groups and lists in it.
        spelt: how each name is spelt in the file.
        broken: it was no group at all, which has been told.
    """

    sheet: Sheet
    path: FieldPath
    values: dict[str, Any]
    inner: Mapping[str, Inner]
    spelt: Mapping[str, str]
    broken: bool = False

    def place(self, name: str | None = None) -> Place:
        """Give where a name of it stands, or the group itself."""
        return self.sheet.place(self.path if name is None else (*self.path, self.spelt.get(name, name)))

    def missing(self, *names: str) -> bool:
        """Note those of the names that it lacks, and tell whether there are any."""
        lacking = [name for name in names if self.values.get(name) is None and name not in self.inner]
        told = {problem.place for problem in self.sheet.problems}
        for name in lacking:
            if not self.broken and self.place(name) not in told:
                self.sheet.problems.append(Problem(self.place(name), Message("this is missing.")))
        return bool(lacking) or self.broken
