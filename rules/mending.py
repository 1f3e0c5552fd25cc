"""Read on in a file whose shape is wrong in places, so that whatever else is wrong with it is told in the same breath.

What is missing and only explains (a reason, a title) is put in as a dash, and what is not known is left out; anything
else that cannot be read takes the part that it stands in with it: a change, a rule, a value. What is mended so is never
decided by. It is looked at, and what is found only because something was left out is not told.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import FieldPath, Message, Problem
from kredslob.rules.yaml_source import YamlText

DASH: Final = "-"
_TEXTS: Final = ("reason", "title", "text", "question", "note", "label")
_IN_THEIR_PLACE: Final[Mapping[str, object]] = {"da": DASH, "en": DASH, "basis": "inferred", "schema": 1}
_OUTLINE: Final = ("id", "kind", "from", "extends", "framework")


@dataclass(frozen=True, slots=True)
class Misfit:
    """One place of a file that has not the shape: where it stands, and what kind of misfit it is, as pydantic calls it."""

    path: FieldPath
    kind: str


def mended(text: YamlText, misfits: Iterable[Misfit]) -> tuple[YamlText, frozenset[str]] | None:
    """Give a file without what cannot be read in it, and the names that went with it; None if nothing would be left.

    Args:
        text: the file's plain data.
        misfits: where it has not the shape.
    """
    data = copy.deepcopy(text.data)
    out: set[FieldPath] = set()
    for one in misfits:
        if not _filled(data, one):
            part = one.path if one.kind == "extra_forbidden" else _part(data, one.path)
            if len(part) < 2 and part[:1] and (one.kind != "extra_forbidden" or part[0] in _OUTLINE):
                return None
            if not part:
                return None
            out.add(part)
    gone = frozenset(name for path in out for name in (str(path[-1]), *_names(_at(data, path))))
    lines = dict(text.lines)
    for path in sorted(out, key=lambda path: tuple((isinstance(step, int), step) for step in path), reverse=True):
        if _at(data, path) is not None or _holds(data, path):
            lines = _without(data, lines, path)
    return YamlText(text.name, data, lines), gone


def follows(problem: Problem, gone: Iterable[str]) -> bool:
    """Tell whether a problem names something that was left out, so that it may be there only for that reason."""
    told = {str(value) for value in problem.found.values.values() if not isinstance(value, Message)}
    told |= {word for value in problem.found.values.values() if isinstance(value, str) for word in value.split(", ")}
    return not told.isdisjoint(gone)


def _filled(data: Any, misfit: Misfit) -> bool:
    """Put in what is missing, if it only explains."""
    name = misfit.path[-1] if misfit.path else None
    if misfit.kind != "missing" or not isinstance(here := _at(data, misfit.path[:-1]), dict):
        return False
    if name in _TEXTS:
        here[name] = {"da": DASH, "en": DASH}
    elif name in _IN_THEIR_PLACE:
        here[name] = _IN_THEIR_PLACE[str(name)]
    else:
        return False
    return True


def _part(data: Any, path: FieldPath) -> FieldPath:
    """Give the smallest part around a place that can be left out: an item of a list of parts, or one with a name."""
    for length in range(len(path), 0, -1):
        within = _at(data, path[: length - 1])
        named = length == 2 and isinstance(within, dict)
        listed = isinstance(within, list) and path[0] in ("changes", "rules") and length == 2
        if named or listed:
            return path[:length]
    return path[:1]


def _at(data: Any, path: FieldPath) -> Any:
    for step in path:
        if not _holds(data, (step,)):
            return None
        data = data[step]
    return data


def _holds(data: Any, path: FieldPath) -> bool:
    for step in path:
        if isinstance(data, dict) and step in data:
            data = data[step]
        elif isinstance(data, list) and step in range(len(data)):
            data = data[int(step)]
        else:
            return False
    return True


def _names(part: Any) -> Iterator[str]:
    """Give the ids that a part that is left out may have brought: its words without a space in them."""
    if isinstance(part, dict):
        for value in part.values():
            yield from _names(value)
    elif isinstance(part, list):
        for value in part:
            yield from _names(value)
    elif isinstance(part, str) and " " not in part:
        yield part


def _without(data: Any, lines: Mapping[FieldPath, int], path: FieldPath) -> dict[FieldPath, int]:
    """Take a part out of the data, and give the lines of what is left: what followed it in a list moves up."""
    within, last = _at(data, path[:-1]), path[-1]
    del within[last]
    depth, left = len(path) - 1, dict[FieldPath, int]()
    for at, line in lines.items():
        if at[: depth + 1] == path:
            continue
        step = at[depth] if len(at) > depth and at[:depth] == path[:-1] else None
        moves = isinstance(last, int) and isinstance(step, int) and step > last
        left[(*at[:depth], int(at[depth]) - 1, *at[depth + 1 :]) if moves else at] = line
    return left
