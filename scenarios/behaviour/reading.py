"""Read a file of behaviour: every value with where it comes from and how sure it is; everything wrong told at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final, get_args

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import FieldPath, Message, Problem, WrongInput, nearest
from kredslob.rules.model import Basis, Text
from kredslob.rules.yaml_source import YamlText, parse_yaml, read_text
from kredslob.scenarios.behaviour.parameters import PARAMETERS
from kredslob.scenarios.behaviour.ranges import KINDS, Knob, read_knobs, turned

SHIPPED: Final = Path(__file__).parent
_FIELDS: Final = ("value", "basis", "source", "note", *KINDS)


@dataclass(frozen=True, slots=True)
class Given:
    """A value of behaviour: where it comes from, how sure it is, what is to be said of it, and how far off it may be."""

    value: Any
    basis: str
    source: str
    note: Text | None = None
    knobs: tuple[Knob, ...] = ()


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How people behave: every parameter by id; `sets`: the file of the sets that it was fitted with, if it was."""

    id: str
    title: Text
    values: Mapping[str, Given]
    sets: Path | None = None

    def __getitem__(self, name: str) -> Any:
        return self.values[name].value

    def having(self, values: Mapping[str, Given]) -> Behaviour:
        """Give the behaviour with some of its values set to others."""
        return replace(self, values={**self.values, **values})

    @property
    def knobs(self) -> tuple[Knob, ...]:
        """Every place of a parameter that may be otherwise, by parameter."""
        return tuple(knob for name in sorted(self.values) for knob in self.values[name].knobs)

    def at(self, lots: Mapping[str, float]) -> Behaviour:
        """Give the behaviour with knobs turned.

        Args:
            lots: by the name of a knob, a number from 0 (its low end) to 1 (its high end); knobs not named stay put.

        Raises:
            KeyError: there is no such knob.
        """
        knobs = {knob.name: knob for knob in self.knobs}
        values, settled = dict(self.values), dict[tuple[str, ...], list[str]]()
        for name, lot in lots.items():
            knob = knobs[name]
            given, whole = values[knob.parameter], (knob.parameter, *knob.path[:-1])
            value = turned(given.value, knob, lot, settled.get(whole, ()))
            values[knob.parameter] = replace(given, value=value)
            settled.setdefault(whole, []).extend(knob.path[-1:])
        return replace(self, values=values)


@cache
def shipped_behaviour(name: str = "kbh") -> Behaviour:
    """Give a behaviour that ships with Kredsløb."""
    return read_behaviour(SHIPPED / f"{name}.yaml")


def read_behaviour(path: Path) -> Behaviour:
    """Read a file of behaviour.

    Raises:
        WrongInput: with every problem found: what is missing, strange, out of range, or does not sum.
    """
    text = parse_yaml(read_text(path), path.name)
    problems: list[Problem] = []
    data = text.data if isinstance(text.data, dict) else {}
    raw = data.get("values")
    values = read_values(raw, text, ("values",), problems)
    missing = [name for name in PARAMETERS if name not in (raw if isinstance(raw, dict) else {})]
    for name in missing:
        found = Message("{field} is missing.", field=name)
        problems.append(Problem(text.place(("values",)), found, Message("this field, filled in")))
    title = data.get("title")
    words = Text(**title) if isinstance(title, dict) and set(title) == {"da", "en"} else Text(path.stem, path.stem)
    if problems:
        raise WrongInput(problems)
    sets = path.parent / str(data["sets"]) if data.get("sets") else None
    return Behaviour(str(data.get("id", path.stem)), words, values, sets)


def read_values(raw: object, text: YamlText, path: FieldPath, problems: list[Problem]) -> dict[str, Given]:
    """Read some parameters of behaviour, as a file of behaviour or a scenario states them; add what is wrong."""
    if not isinstance(raw, dict):
        found = Message("{field} is missing.", field=path[-1])
        problems.append(Problem(text.place(path), found, Message("keys and values")))
        return {}
    return {
        name: given
        for name, body in raw.items()
        if (given := _given(name, body, text, (*path, name), problems)) is not None
    }


def _given(name: str, body: object, text: YamlText, path: FieldPath, problems: list[Problem]) -> Given | None:
    if name not in PARAMETERS:
        found = Message("there is no parameter of behaviour {name}.", name=name)
        problems.append(Problem(text.place(path), found, None, nearest(str(name), PARAMETERS)))
        return None
    if not isinstance(body, dict) or "value" not in body or set(body) - set(_FIELDS):
        found = Message("a value of behaviour is not complete.")
        accepted = Message("value, basis, and where it is known source and note")
        problems.append(Problem(text.place(path), found, accepted))
        return None
    basis = body.get("basis")
    if basis not in get_args(Basis):
        accepted = Message("{names}", names=", ".join(get_args(Basis)))
        problems.append(
            Problem(text.place((*path, "basis")), Message("{value} is not accepted.", value=basis), accepted)
        )
    if basis in ("stated", "paraphrased") and not body.get("source"):
        found = Message("what is not assumed has a source.")
        problems.append(Problem(text.place(path), found, Message("the key of a public document, or basis: assumed")))

    def report(at: FieldPath, found: Message, accepted: Message | None, near: str | None) -> None:
        problems.append(Problem(text.place(at), found, accepted, near))

    before = len(problems)
    value = PARAMETERS[name].read(body["value"], report, (*path, "value"))
    note = body.get("note")
    told = Text(**note) if isinstance(note, dict) and set(note) == {"da", "en"} else None

    def report_within(at: FieldPath, found: Message, accepted: Message | None, near: str | None) -> None:
        report((*path, *at), found, accepted, near)

    # the ends of a range mean nothing around a value that is not accepted
    knobs = () if len(problems) > before else read_knobs(name, body, value, report_within)
    return Given(value, str(basis), str(body.get("source") or "designed"), told, knobs)
