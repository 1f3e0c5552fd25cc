"""Read the values that a person takes for open guesses: `PARAMETER=VALUE`, checked against what they may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kredslob.rules.library import Library, start_id
from kredslob.rules.messages import Message, Place, Problem, WrongInput, has_cpr, nearest
from kredslob.rules.model import DatedValue
from kredslob.rules.units import NotOfUnit, Value, plain_value, read_value
from kredslob.rules.yaml_source import scalar

OPTION = "--set"


def read_guesses(settings: Iterable[str], library: Library) -> dict[str, Value]:
    """Give the values taken for guesses, by parameter; raise WrongInput with everything wrong.

    An amendment whose day is not known is set by its id and `.from`: `kbh-2012-adjustment.from=2012-04-01`.
    """
    found: dict[str, Value] = {}
    problems: list[Problem] = []
    for setting in settings:
        name, sign, text = (part.strip() for part in setting.partition("="))
        if not sign or has_cpr(setting):
            accepted = Message("PARAMETER=VALUE, such as standing.takes_effect=on_publication")
            problems.append(Problem(Place(OPTION), Message("this sets no value."), accepted))
        elif name in found:
            problems.append(Problem(Place(OPTION), Message("{name} is given twice.", name=name)))
        else:
            try:
                found[name] = _guess(name, text, library)
            except WrongInput as wrong:
                problems += wrong.problems
    if problems:
        raise WrongInput(problems)
    return found


def as_settings(taken: Mapping[str, Value], library: Library) -> tuple[str, ...]:
    """Give values taken for guesses as a person would set them: `PARAMETER=VALUE`."""
    units = {key: one.unit for document in library.documents.values() for key, one in document.parameters.items()}
    return tuple(f"{name}={_text(value, units.get(name, 'date'))}" for name, value in taken.items())


def guess_names(library: Library) -> tuple[str, ...]:
    """Give the names of all that is assumed: parameters, and the days of amendments whose day is not known."""
    starts = [start_id(key) for key, one in library.documents.items() if one.start.range is not None]
    return (*_assumed_values(library), *starts)


def _guess(name: str, text: str, library: Library) -> Value:
    starts = {start_id(key): one.start for key, one in library.documents.items() if one.start.range is not None}
    guesses = _assumed_values(library)
    if name in starts:
        low, high = starts[name].range or (starts[name].day, starts[name].day)
        return _within(name, text, "date", (), (low, high))
    if name not in guesses:
        known = [*guesses, *starts]
        found = Message("{name} is nothing that is assumed.", name=name)
        raise WrongInput(Problem(Place(OPTION), found, _listed(known), nearest(name, known)))
    unit, values = guesses[name]
    alternatives = tuple(dict.fromkeys(other for one in values for other in one.alternatives))
    spans = [one.range for one in values if one.range is not None]
    return _within(name, text, unit, alternatives, spans[0] if spans else None)


def _assumed_values(library: Library) -> dict[str, tuple[str, list[DatedValue]]]:
    """Give every parameter with an assumed value: its unit, and those values."""
    found: dict[str, tuple[str, list[DatedValue]]] = {}
    units = {key: one.unit for document in library.documents.values() for key, one in document.parameters.items()}
    for document in library.documents.values():
        dated = [(key, value) for key, one in document.parameters.items() for value in one.values]
        dated += [(change.target, change.value) for change in document.changes if change.value is not None]
        for key, value in dated:
            if value.basis == "assumed" and key in units:
                found.setdefault(key, (units[key], []))[1].append(value)
    return found


def _within(
    name: str, text: str, unit: str, alternatives: tuple[Value, ...], span: tuple[Value, Value] | None
) -> Value:
    shown = ", ".join(_text(value, unit) for value in alternatives)
    accepted = Message("{name} as one of {values}", name=name, values=shown)
    if span is not None:
        low, high = (_text(end, unit) for end in span)
        accepted = Message("{name} from {low} to {high}", name=name, low=low, high=high)
    try:
        written = [part.strip() for part in text.split(",")] if unit in ("names", "wheel") else scalar(text)
        value = read_value(written, unit)
    except NotOfUnit:
        value = None
    allowed = value in alternatives if span is None else value is not None and span[0] <= value <= span[1]  # type: ignore[operator]
    if value is None or not allowed:
        near = nearest(text, [_text(other, unit) for other in alternatives])
        raise WrongInput(Problem(Place(OPTION), Message("found {cell!r}.", cell=text[:60]), accepted, near))
    return value


def _listed(names: list[str]) -> Message:
    return Message("one of {names}", names=", ".join(names))


def _text(value: Value, unit: str) -> str:
    plain = plain_value(value, unit)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return ",".join(str(part) for part in plain) if isinstance(plain, list) else str(plain)
