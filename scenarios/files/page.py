"""A file as it is read: its values by path, and everything wrong with it so far.

What has not the shape of the file is told and left alone; the rest is read on, so that one look tells all that is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kredslob.rules.messages import FieldPath, Message, Place, Problem, WrongInput
from kredslob.rules.yaml_source import YamlText, parse_yaml, read_text

if TYPE_CHECKING:
    from pydantic import BaseModel

T = TypeVar("T")


@dataclass(frozen=True)
class Page:
    """A file that is being read.

    Args:
        path: where it lies; what it names is looked for beside it.
        text: its plain data with lines.
        ill: the places that have not the shape of such a file.
        problems: everything wrong that has been found so far.
    """

    path: Path
    text: YamlText
    ill: frozenset[FieldPath] = frozenset()
    problems: list[Problem] = field(default_factory=list)

    def value(self, *path: str | int, otherwise: Any = None) -> Any:
        """Give the value at a path; what is said for it otherwise if it is left out, empty, or wrong."""
        if any(ill == path[: len(ill)] or path == ill[: len(path)] for ill in self.ill):
            return otherwise
        here: Any = self.text.data
        for step in path:
            if not isinstance(here, dict | list) or (isinstance(here, dict) and step not in here):
                return otherwise
            here = here[step]  # type: ignore[index]  # a key of a dictionary, or a place in a list
        return otherwise if here is None else here

    def names(self, *path: str) -> list[str]:
        """Give the keys below a path, those whose values are wrong included."""
        here: Any = self.text.data
        for step in path:
            here = here.get(step) if isinstance(here, dict) else None
        return list(here) if isinstance(here, dict) else []

    def says(self, *path: str) -> bool:
        """Tell whether something other than null stands at a path, be it wrong or not."""
        here: Any = self.text.data
        for step in path:
            here = here.get(step) if isinstance(here, dict) else None
        return here is not None

    def wrong(self, path: FieldPath, found: Message, accepted: Message | None = None, near: str | None = None) -> None:
        """Note that something is wrong at a path."""
        self.problems.append(Problem(self.text.place(path), found, accepted, near))

    def attempt(self, path: FieldPath, reading: Callable[[], T]) -> T | None:
        """Give what a reading gives; None if it finds something wrong, which is noted: at the path if it names no line."""
        try:
            return reading()
        except WrongInput as wrong:
            here = self.text.place(path)
            self.problems.extend(one if one.place.line else _named_here(one, here) for one in wrong.problems)
            return None

    def beside(self, name: str) -> Path:
        """Give the path of a file that this one names."""
        return self.path.parent / name

    def done(self) -> None:
        """Raise WrongInput if anything was wrong."""
        if self.problems:
            raise WrongInput(dict.fromkeys(self.problems))


def _named_here(problem: Problem, here: Place) -> Problem:
    """Tell a problem of what is named here: of a file that is not there, or of a name or value."""
    file = problem.place.file
    if not file or file.startswith("-"):  # an option, where a person at the prompt would have named it
        return replace(problem, place=here)
    return replace(problem, place=here, found=Message("{file}: {found}", file=file, found=problem.found))


def open_page(path: Path, shape: type[BaseModel], name: str | None = None) -> Page:
    """Open a file that is to have a shape.

    Args:
        path: where it lies.
        shape: the model of such a file.
        name: what errors call it; default the path.

    Raises:
        WrongInput: it cannot be read, is not narrow YAML, holds a CPR number, or holds no keys.
    """
    from kredslob.rules.shape import misfits

    text = parse_yaml(read_text(path), name or str(path))
    found = misfits(shape, text)
    page = Page(path, text, frozenset(misfit.path for _, misfit in found))
    page.problems.extend(dict.fromkeys(problem for problem, _ in found))
    return page


def names_file(name: str) -> bool:
    """Tell whether what a scenario names is a file, by its ending."""
    return name.lower().endswith((".yaml", ".yml"))
