"""Ranges: how far from its value a parameter of behaviour may be, for all that is known.

A value that is assumed is one of many that would do. Its file says how far apart those lie: `range`, from and to; `factors`,
what the numbers at some place of a table may be multiplied by; `shares`, what one of the shares of a whole may be, the
others giving way in proportion; `alternatives`, other words. Each such place is a knob. A set of behaviours is drawn by
turning all knobs at once; what has no knob is not varied, and a reader is told so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message
from kredslob.scenarios.behaviour.parameters import PARAMETERS
from kredslob.scenarios.behaviour.shapes import CLOSE, Number, Report, shown

Kind = Literal["range", "factors", "shares", "alternatives"]
KINDS: Final[tuple[Kind, ...]] = ("range", "factors", "shares", "alternatives")
ALL: Final = "all"
ANY: Final = "*"


@dataclass(frozen=True, slots=True)
class Knob:
    """A place of a parameter that may be otherwise.

    Args:
        parameter: its id; path: where in its value, `*` for every name, in a list a number from 0; empty for all of it.
        kind: how it is turned; low, high: from where to where (a factor: at most 1, at least 1).
        words: the alternatives, in order, where it is a choice; whole: whether only whole numbers will do.
    """

    parameter: str
    kind: Kind
    path: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 0.0
    words: tuple[str, ...] = ()
    whole: bool = False

    @property
    def name(self) -> str:
        """What it is called in tables: the parameter and the place in it."""
        return ".".join((self.parameter, *self.path))

    def at(self, lot: float) -> float | str:
        """Give the setting at a lot from 0 to 1: evenly from low to high, a factor evenly in its logarithm."""
        if self.kind == "alternatives":
            return self.words[min(int(lot * len(self.words)), len(self.words) - 1)]
        if self.whole:
            return min(self.low + int(lot * (self.high - self.low + 1)), self.high)
        if self.kind == "factors":
            return float(self.low ** (1.0 - lot) * self.high**lot)
        return self.low + (self.high - self.low) * lot


def turned(value: Any, knob: Knob, lot: float, settled: Iterable[str] = ()) -> Any:
    """Give a parameter's value with one knob turned.

    Args:
        value: the parameter's value; knob: one of its knobs; lot: from 0 to 1.
        settled: names of other shares of the same whole, which do not give way.
    """
    setting = knob.at(lot)
    if knob.kind == "factors":
        return _multiplied(value, knob.path, float(setting))
    if knob.kind == "shares":
        return _shared(value, knob.path, float(setting), set(settled))
    return int(setting) if knob.whole else setting


def _multiplied(value: Any, path: tuple[str, ...], factor: float) -> Any:
    if path and isinstance(value, tuple):
        return tuple(
            _multiplied(one, path[1:], factor) if path[0] in (ANY, str(at)) else one for at, one in enumerate(value)
        )
    if path:
        names = tuple(value) if path[0] == ANY else (path[0],)
        return {**value, **{name: _multiplied(value[name], path[1:], factor) for name in names}}
    if isinstance(value, Mapping):
        return {name: _multiplied(one, (), factor) for name, one in value.items()}
    return tuple(one * factor for one in value) if isinstance(value, tuple) else value * factor


def _shared(value: Any, path: tuple[str, ...], share: float, settled: set[str]) -> Any:
    if len(path) > 1:
        return {**value, path[0]: _shared(value[path[0]], path[1:], share, settled)}
    giving = {name: one for name, one in value.items() if name != path[0] and name not in settled}
    kept = sum(one for name, one in value.items() if name in settled)
    pace = (1.0 - share - kept) / sum(giving.values())
    return {**value, path[0]: share, **{name: one * pace for name, one in giving.items()}}


def read_knobs(name: str, body: Mapping[str, Any], value: Any, report: Report) -> tuple[Knob, ...]:
    """Read what a parameter's entry says of how far from its value it may be; report what is wrong with it.

    Args:
        name: the parameter.
        body: its entry, of which `range`, `factors`, `shares` and `alternatives` are read.
        value: its value, already read.
        report: is told the path within the entry of what is wrong.
    """
    found: list[Knob] = []
    if "range" in body:
        found += _range(name, body["range"], value, report)
    if "alternatives" in body:
        found += _alternatives(name, body["alternatives"], value, report)
    for kind in ("factors", "shares"):
        if kind in body:
            found += _places(name, kind, body[kind], value, report)
    found.sort(key=lambda knob: knob.name)  # in whatever order the file has them
    return tuple(knob for knob in found if _holds(knob, value, report))


def _range(name: str, raw: object, value: Any, report: Report) -> Iterator[Knob]:
    shape, pair = PARAMETERS[name], _pair(raw, report, ("range",))
    if not isinstance(shape, Number):
        report(("range",), Message("only a single number has a range."), Message("factors or shares"), None)
    elif pair and _inside(float(value), pair, report, ("range",)):
        yield Knob(name, "range", (), *pair, whole=shape.whole)


def _alternatives(name: str, raw: object, value: Any, report: Report) -> Iterator[Knob]:
    if isinstance(value, str) and isinstance(raw, list) and value in raw and len(raw) > 1:
        yield Knob(name, "alternatives", words=tuple(map(str, raw)))
        return
    found = Message("{value} is not accepted.", value=shown(raw))
    report(("alternatives",), found, Message("a list of words, the value among them"), None)


def _places(name: str, kind: Literal["factors", "shares"], rows: object, value: Any, report: Report) -> Iterator[Knob]:
    if not isinstance(rows, Mapping):
        report((kind,), Message("{value} is not accepted.", value=shown(rows)), Message("keys and values"), None)
        return
    for place, raw in rows.items():
        at = (kind, str(place))
        path = () if place == ALL else tuple(str(place).split("."))
        pair, now = _pair(raw, report, at), _looked_up(value, path, report, at)
        if pair and now is not None:
            if kind == "shares" and not isinstance(now, float):
                report(at, Message("{name} is no share.", name=str(place)), None, None)
            elif _inside(now if kind == "shares" else 1.0, pair, report, at):
                yield Knob(name, kind, path, *pair)


def _pair(raw: object, report: Report, path: tuple[str, ...]) -> tuple[float, float] | None:
    if isinstance(raw, list) and len(raw) == 2:
        quiet: list[object] = []
        low, high = (Number(0, 1e9).read(one, lambda *wrong: quiet.append(wrong), path) for one in raw)
        if not quiet and low < high:
            return float(low), float(high)
    report(path, Message("{value} is not accepted.", value=shown(raw)), Message("two numbers, from low to high"), None)
    return None


def _inside(value: float, pair: tuple[float, float], report: Report, path: tuple[str, ...]) -> bool:
    if pair[0] - CLOSE <= value <= pair[1] + CLOSE:
        return True
    found = Message(
        "{value} lies outside {low} to {high}.", value=f"{value:g}", low=f"{pair[0]:g}", high=f"{pair[1]:g}"
    )
    report(path, found, Message("a range around the value, or around 1 for factors"), None)
    return False


def _looked_up(value: Any, path: tuple[str, ...], report: Report, at: tuple[str, ...]) -> Any:
    for name in path:
        if isinstance(value, tuple):
            value = {str(at): one for at, one in enumerate(value)}
        names = tuple(value) if isinstance(value, Mapping) else ()
        if name == ANY and names:
            value = value[names[0]]
        elif name in names:
            value = value[name]
        else:
            report(at, Message("there is no {name}.", name=name), Message("{names}", names=", ".join(names)), None)
            return None
    return value


def _holds(knob: Knob, value: Any, report: Report) -> bool:
    """Tell whether the parameter still has its shape with the knob at either end."""
    place = (knob.kind, ".".join(knob.path) or ALL) if knob.kind in ("factors", "shares") else (knob.kind,)
    wrong: list[Message] = []
    for lot in (0.0, 1.0):
        PARAMETERS[knob.parameter].read(turned(value, knob, lot), lambda _, found, *__: wrong.append(found), place)
    if wrong:
        report(place, wrong[0], Message("ends at which the value is still accepted"), None)
    return not wrong
