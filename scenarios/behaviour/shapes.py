"""What a value of behaviour may look like: a share, a pace, a list of numbers, a table of them.

Each shape reads a plain value and tells every misfit with the path to it: a share above 1, shares that do not sum, a hazard
that would end more than everything in a month, a name that there is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from math import isfinite
from typing import Any, Final, Protocol

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import FieldPath, Message, nearest

Report = Callable[[FieldPath, Message, Message | None, str | None], None]
CLOSE: Final = 1e-6  # how near to 1 shares must sum


class Shape(Protocol):
    """Reads a plain value; reports what is wrong with it and gives something harmless instead."""

    def read(self, raw: object, report: Report, path: FieldPath) -> Any:
        """Give the value."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two ends, both included."""

    low: float
    high: float
    whole: bool = False

    def read(self, raw: object, report: Report, path: FieldPath) -> float:
        """Give the number."""
        accepted = Message("a number from {low} to {high}", low=f"{self.low:g}", high=f"{self.high:g}")
        if self.whole:
            accepted = Message("a whole number from {low} to {high}", low=f"{self.low:g}", high=f"{self.high:g}")
        fits = isinstance(raw, int | float | Decimal) and not isinstance(raw, bool) and isfinite(raw)
        number = float(raw) if fits else 0.0  # type: ignore[arg-type]  # fits
        if not fits or not self.low <= number <= self.high or (self.whole and number != int(number)):
            report(path, Message("{value} is not accepted.", value=shown(raw)), accepted, None)
            return self.low
        return int(number) if self.whole else number


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several words."""

    words: tuple[str, ...]

    def read(self, raw: object, report: Report, path: FieldPath) -> str:
        """Give the word."""
        if raw not in self.words:
            near = nearest(raw, self.words) if isinstance(raw, str) else None
            accepted = Message("{names}", names=", ".join(self.words))
            report(path, Message("{value} is not accepted.", value=shown(raw)), accepted, near)
            return self.words[0]
        return str(raw)


@dataclass(frozen=True, slots=True)
class Turns:
    """A fraction of turns such as 4/9."""

    def read(self, raw: object, report: Report, path: FieldPath) -> tuple[int, int]:
        """Give (turns, of)."""
        from kredslob.rules.units import NotOfUnit, read_value

        try:
            pair = read_value(raw, "turns")
        except NotOfUnit as wrong:
            report(path, Message("{value} is not accepted.", value=shown(raw)), wrong.accepted, wrong.nearest)
            return 0, 1
        return (int(pair[0]), int(pair[1])) if isinstance(pair, tuple) else (0, 1)


@dataclass(frozen=True, slots=True)
class Several:
    """A list of so many values; `sums`: they are shares of a whole; `rising`: from low to high."""

    count: int
    each: Shape
    sums: bool = False
    rising: bool = False

    def read(self, raw: object, report: Report, path: FieldPath) -> tuple[Any, ...]:
        """Give the values."""
        if not isinstance(raw, list | tuple) or len(raw) != self.count:
            accepted = Message("a list of {count}", count=self.count)
            report(path, Message("{value} is not accepted.", value=shown(raw)), accepted, None)
            return tuple(self.each.read(0, _quiet, path) for _ in range(self.count))
        values = tuple(self.each.read(one, report, (*path, at)) for at, one in enumerate(raw))
        if self.sums:
            _check_sum(values, report, path)
        if self.rising and list(values) != sorted(values):
            report(path, Message("{value} is not accepted.", value=shown(raw)), Message("from low to high"), None)
        return values


@dataclass(frozen=True, slots=True)
class Some:
    """A list of any number of named words."""

    each: Choice

    def read(self, raw: object, report: Report, path: FieldPath) -> tuple[str, ...]:
        """Give the words."""
        if not isinstance(raw, list | tuple):
            accepted = Message("a list of: {names}", names=", ".join(self.each.words))
            report(path, Message("{value} is not accepted.", value=shown(raw)), accepted, None)
            return ()
        return tuple(self.each.read(one, report, (*path, at)) for at, one in enumerate(raw))


@dataclass(frozen=True, slots=True)
class Rising:
    """A list of any number of values, none or more, each above the one before."""

    each: Number
    most: int = 9

    def read(self, raw: object, report: Report, path: FieldPath) -> tuple[float, ...]:
        """Give the values."""
        if not isinstance(raw, list | tuple) or len(raw) > self.most:
            accepted = Message("a list of at most {most} numbers", most=self.most)
            report(path, Message("{value} is not accepted.", value=shown(raw)), accepted, None)
            return ()
        values = tuple(self.each.read(one, report, (*path, at)) for at, one in enumerate(raw))
        if any(one >= other for one, other in pairwise(values)):
            report(path, Message("{value} is not accepted.", value=shown(raw)), Message("from low to high"), None)
        return values


@dataclass(frozen=True, slots=True)
class Table:
    """Values by name. `names`: which there may be, and whether all must be; `sums`: they are shares of a whole."""

    each: Shape | Mapping[str, Shape]
    names: tuple[str, ...] = ()
    whole: bool = True
    sums: bool = False

    def read(self, raw: object, report: Report, path: FieldPath) -> dict[str, Any]:
        """Give the values by name."""
        names = tuple(self.each) if isinstance(self.each, Mapping) else self.names
        if not isinstance(raw, Mapping):
            accepted = (
                Message("keys and values: {names}", names=", ".join(names)) if names else Message("keys and values")
            )
            report(path, Message("{value} is not accepted.", value=shown(raw)), accepted, None)
            raw = {}
        for name in raw:
            if names and name not in names:
                found, accepted = Message("there is no {name}.", name=name), Message("{names}", names=", ".join(names))
                report((*path, name), found, accepted, nearest(str(name), names))
        if self.whole:
            for name in names:
                if name not in raw:
                    report(path, Message("{field} is missing.", field=name), Message("this field, filled in"), None)
        values = {
            str(name): self._shape(str(name)).read(one, report, (*path, str(name)))
            for name, one in raw.items()
            if not names or name in names
        }
        if self.sums:
            _check_sum(tuple(values.values()), report, path)
        return values

    def _shape(self, name: str) -> Shape:
        return self.each[name] if isinstance(self.each, Mapping) else self.each


def _check_sum(values: Sequence[float], report: Report, path: FieldPath) -> None:
    total = sum(values)
    if abs(total - 1) > CLOSE:
        report(
            path, Message("these shares sum to {total}.", total=f"{total:.6g}"), Message("shares that sum to 1"), None
        )


def _quiet(*_: object) -> None:
    """Report nothing: what is read stands in for what was wrong."""


def shown(raw: object) -> str:
    """Give a plain value as a message shows it, not longer than a line."""
    text = f"[{', '.join(map(shown, raw))}]" if isinstance(raw, list | tuple) else str(raw)
    return text if len(text) <= 60 else text[:57] + "..."
