"""Every mutant of a law, agreement or amendment: of its rules, parameters, measures, dates and changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from kredslob.engine.mutants.conditions import Slip, is_dropped, slips
from kredslob.engine.mutants.model import Edit, Kind, Mutant, brief
from kredslob.engine.mutants.steps import next_to
from kredslob.rules.messages import FieldPath
from kredslob.rules.model import FactDeclaration, ParameterSeries

Plain = Any
_DAY = timedelta(days=1)


class Mutating:
    """The files of an agreement as plain data, and the mutants of each.

    Args:
        files: the plain data of each document, by id.
        facts: the declared facts.
        parameters: every parameter that the documents define, by id.
    """

    def __init__(
        self,
        files: Mapping[str, Plain],
        facts: Mapping[str, FactDeclaration],
        parameters: Mapping[str, ParameterSeries],
    ) -> None:
        self.files = files
        self.facts = facts
        self.parameters = parameters

    def of(self, document: str) -> Iterator[Mutant]:
        """Give every mutant of a document, in the order of its file."""
        raw = self.files[document]
        yield from self._days_of_document(document, raw)
        for name, series in (raw.get("parameters") or {}).items():
            for index, value in enumerate(series["values"]):
                path = ("parameters", name, "values", index)
                yield from self._value(document, name, value, path)
                yield from self._days(document, name, value, path, raw)
        for name, measure in (raw.get("measures") or {}).items():
            yield from self._measure(document, name, measure)
        for index, rule in enumerate(raw.get("rules") or ()):
            yield from self._rule(document, rule["id"], rule, ("rules", index))
            yield from self._days(document, rule["id"], rule, ("rules", index), raw)
            yield self._without_rule(document, index)
        for index, change in enumerate(raw.get("changes") or ()):
            yield from self._change(document, change, ("changes", index))
            left = [one for at, one in enumerate(raw["changes"]) if at != index]
            about = _changed(change)
            yield _mutant(document, ("changes", index), "change", about, about, "", [(("changes",), left)])

    # --- rules ----------------------------------------------------------------------------------------------------

    def _rule(self, document: str, about: str, rule: Plain, path: FieldPath) -> Iterator[Mutant]:
        for slip in slips(rule["when"], self.facts, (*path, "when")):
            yield self._slipped(document, about, slip)
        overrides = rule.get("overrides") or []
        for index, other in enumerate(overrides):
            left = [*overrides[:index], *overrides[index + 1 :]]
            here = (*path, "overrides")
            yield _mutant(document, (*here, index), "override", about, other, "", [(here, left)])
        for fact, value in rule["then"].items():
            declared = self.facts[fact]
            for other in next_to(value, declared.type, declared.choices):
                here = (*path, "then", fact)
                yield _mutant(document, here, "value", about, brief(value), brief(other), [(here, other)])

    def _slipped(self, document: str, about: str, slip: Slip) -> Mutant:
        edit: Edit = (slip.path, slip.instead)
        if is_dropped(slip.instead):
            parts, index = _at(self.files[document], slip.path[:-1]), slip.path[-1]
            edit = (slip.path[:-1], [one for at, one in enumerate(parts) if at != index])
        after = "" if slip.after is None else brief(slip.after)
        return _mutant(document, slip.path, slip.kind, about, brief(slip.before), after, [edit])

    def _without_rule(self, document: str, index: int) -> Mutant:
        """Drop a rule; what overrode it overrides what it overrode, so that nothing is lost but what it says."""
        gone = self.files[document]["rules"][index]
        twins = [one for one in self.files[document]["rules"] if one["id"] == gone["id"]]
        edits: dict[str, tuple[Edit, ...]] = {}
        for name, raw in self.files.items():
            rules = list(raw.get("rules") or ())
            if name == document:
                del rules[index]
            if len(twins) == 1:
                rules = [_handed_over(rule, gone) for rule in rules]
            if rules != (raw.get("rules") or []):
                edits[name] = ((("rules",), rules),)
        about = gone["id"]
        return Mutant(document, ("rules", index), "rule", about, about, "", tuple(edits.items()))

    # --- parameters, measures ---------------------------------------------------------------------------------------

    def _value(self, document: str, about: str, raw: Plain, path: FieldPath) -> Iterator[Mutant]:
        series = self.parameters[about]
        here = (*path, "value")
        kind: Kind = "threshold" if series.unit not in ("yes_no", "choice", "names", "wheel", "date") else "value"
        for other in next_to(raw.get("value"), series.unit, series.choices):
            widened = _widened(raw, other, path)
            yield _mutant(document, here, kind, about, brief(raw["value"]), brief(other), [(here, other), *widened])
        if raw.get("basis") == "assumed" and (raw.get("alternatives") or raw.get("range")):
            certain = {key: value for key, value in raw.items() if key not in ("alternatives", "range", "question")}
            yield _mutant(document, (*path, "basis"), "guess", about, "assumed", "stated",
                          [(path, {**certain, "basis": "stated"})])  # fmt: skip

    def _measure(self, document: str, about: str, raw: Plain) -> Iterator[Mutant]:
        path: FieldPath = ("measures", about)
        for moved in (raw["averaging_years"] - 1, raw["averaging_years"] + 1):
            if moved > 0:
                here = (*path, "averaging_years")
                yield _mutant(
                    document, here, "measure", about, brief(raw["averaging_years"]), brief(moved), [(here, moved)]
                )
        if raw.get("relative_to"):
            left = {key: value for key, value in raw.items() if key != "relative_to"}
            yield _mutant(document, (*path, "relative_to"), "measure", about, raw["relative_to"], "", [(path, left)])

    # --- dates ----------------------------------------------------------------------------------------------------

    def _days(self, document: str, about: str, raw: Plain, path: FieldPath, whole: Plain) -> Iterator[Mutant]:
        """Move the days from and to which a value or a rule holds; what begins with its document moves with that."""
        for key in ("from", "to"):
            day = raw.get(key)
            begins = key == "from" and day == _first_day(whole)
            if isinstance(day, date):
                for moved in (day + _DAY,) if begins else (day - _DAY, day + _DAY):
                    yield _moved(document, about, (*path, key), day, moved)

    def _days_of_document(self, document: str, raw: Plain) -> Iterator[Mutant]:
        if raw["kind"] == "law":  # a law is older than the agreements; the day it is encoded from says nothing
            return
        start = raw.get("from")
        if isinstance(start, dict):
            for moved in (start["value"] - _DAY, start["value"] + _DAY):
                yield _moved(document, document, ("from", "value"), start["value"], moved)
            for index, end in enumerate(start.get("range") or ()):
                for moved in (end - _DAY, end + _DAY):
                    yield _moved(document, document, ("from", "range", index), end, moved)
        for key in ("from", "to"):
            if isinstance(raw.get(key), date):
                for moved in (raw[key] - _DAY, raw[key] + _DAY):
                    # From its first day an agreement heeds what was published before, so more than that day may change.
                    one = _moved(document, document, (key,), raw[key], moved)
                    yield replace(one, days=()) if key == "from" else one

    # --- amendments -------------------------------------------------------------------------------------------------

    def _change(self, document: str, raw: Plain, path: FieldPath) -> Iterator[Mutant]:
        if "set" in raw:
            yield from self._value(document, raw["set"], raw, path)
        if "add" in raw:
            yield from self._rule(document, raw["add"]["id"], raw["add"], (*path, "add"))
        if "replace" in raw and "with" in raw:
            yield from self._rule(document, raw["replace"], raw["with"], (*path, "with"))


def _changed(change: Plain) -> str:
    return str(change.get("set") or change.get("replace") or (change.get("add") or {}).get("id") or "")


def _widened(raw: Plain, value: object, path: FieldPath) -> list[Edit]:
    """Let an assumed value be what it has been moved to: it takes the place of the value moved from."""
    found: list[Edit] = []
    alternatives, span = raw.get("alternatives"), raw.get("range")
    if alternatives and value not in alternatives:
        found.append(((*path, "alternatives"), [value if one == raw["value"] else one for one in alternatives]))
    if span:
        found.append(((*path, "range"), [min(span[0], value), max(span[1], value)]))
    return found


def _handed_over(rule: Plain, gone: Plain) -> Plain:
    overrides = rule.get("overrides") or []
    if gone["id"] not in overrides:
        return rule
    left: Sequence[str] = [one for one in overrides if one != gone["id"]]
    return {**rule, "overrides": list(dict.fromkeys((*left, *(gone.get("overrides") or ()))))}


def _moved(document: str, about: str, path: FieldPath, day: date, moved: date) -> Mutant:
    """Move a first day, or a last one: what changes is the day that something is lost or won."""
    changed = max(day, moved) if path[-1] == "to" else min(day, moved)
    before, after = day.isoformat(), moved.isoformat()
    return Mutant(document, path, "date", about, before, after, ((document, ((path, moved),)),), (changed,))


def _mutant(
    document: str, path: FieldPath, kind: Kind, about: str, before: str, after: str, edits: Iterable[Edit]
) -> Mutant:
    return Mutant(document, path, kind, about, before, after, ((document, tuple(edits)),))


def _first_day(raw: Plain) -> date | None:
    start = raw.get("from")
    found = start.get("value") if isinstance(start, dict) else start
    return found if isinstance(found, date) else None


def _at(data: Any, path: FieldPath) -> Any:
    for step in path:
        data = data[step]
    return data
