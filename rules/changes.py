"""Read the changes that an amendment makes: to a parameter, a rule, a clause or an estate's wheel; each says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kredslob.rules.building import Builder, Plain, build_clause
from kredslob.rules.estates import build_wheel
from kredslob.rules.messages import FieldPath, Message, nearest
from kredslob.rules.model import Basis, Change, ParameterSeries, Rule, Start, Text

NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "set": ("set", "value"),
    "add": ("add",),
    "replace": ("replace", "with"),
    "repeal": ("repeal",),
    "reword": ("reword", "words"),
    "wheel": ("wheel", "estate"),
}
MAY: Final[Mapping[str, tuple[str, ...]]] = {
    "set": ("estate", "basis", "alternatives", "range", "question", "note"),
    "wheel": ("turns", "flexible", "of", "slots", "version", "basis"),
}


def build_change(
    builder: Builder, index: int, raw: Plain, start: Start, parameters: Mapping[str, ParameterSeries]
) -> Change:
    """Give one change of an amendment.

    Args:
        builder: reads the file and notes what is wrong.
        index: its place in the list of changes, from 0.
        raw: its plain data.
        start: the day the amendment begins to act.
        parameters: those that there are to set, laws' among them.
    """
    path: FieldPath = ("changes", index)
    reason, at, source = Text(**raw["reason"]), builder.text.place(path), raw.get("source")
    match _kind(builder, raw, path):
        case "set":
            return _setting(builder, path, raw, start, parameters)
        case "add":
            rule = _rule(builder, raw, (*path, "add"), raw["add"]["id"], start)
            return Change(rule.id, reason, at, added=rule, source=source)
        case "replace":
            rule = _rule(builder, raw, (*path, "with"), raw["replace"], start)
            return Change(rule.id, reason, at, replacement=rule, source=source)
        case "repeal":
            return Change(raw["repeal"], reason, at, repeals=True, source=source)
        case "reword":
            words = build_clause(builder, raw["reword"], raw["words"], (*path, "words"))
            return Change(raw["reword"], reason, at, words=words, source=source)
        case "wheel":
            return _turning(builder, path, raw, start)
        case _:
            return Change("", reason, at)


def _kind(builder: Builder, raw: Plain, path: FieldPath) -> str | None:
    """Give which kind of change this is; report it and give None if it is none or more than one."""
    kinds = [kind for kind in NEEDED if raw.get(kind) is not None]
    needed = NEEDED[kinds[0]] if len(kinds) == 1 else ()
    # null says that a parameter is repealed, and nothing else
    if not needed or any(key not in raw or (raw[key] is None and key != "value") for key in needed):
        found = Message("a change is one of set, add, replace, repeal, reword, wheel.")
        accepted = Message(
            "set with value, add with a rule, replace with `with`, repeal, reword with words, or wheel with estate"
        )
        builder.report(path, found, accepted)
        return None
    for key in raw:
        if key not in (*needed, *MAY.get(kinds[0], ()), "reason", "source"):
            found = Message("{field} does not go with {kind}.", field=key, kind=kinds[0])
            builder.report((*path, key), found, Message("each change by itself"))
    return kinds[0]


def _setting(
    builder: Builder, path: FieldPath, raw: Plain, start: Start, parameters: Mapping[str, ParameterSeries]
) -> Change:
    target, reason, at = raw["set"], Text(**raw["reason"]), builder.text.place(path)
    series = parameters.get(target)
    raw = {**raw, "basis": _basis(builder, raw, raw.get("basis"))}
    if series is None:
        found = Message("{name} is not a parameter of what is amended.", name=target)
        builder.report((*path, "set"), found, Message("a parameter of what is amended"), nearest(target, parameters))
        return Change(target, reason, at)
    builder.check_free(series, (*path, "set"))
    return Change(
        target, reason, at, value=builder.dated_value(raw, series.bounds, path, start.day), estate=raw.get("estate"),
        law=series if series.of_law else None, source=raw.get("source"),
    )  # fmt: skip


def _turning(builder: Builder, path: FieldPath, raw: Plain, start: Start) -> Change:
    """Read an estate's new wheel; a version that is not named is called as the amendment is."""
    plain = {"from": start.day, "version": builder.document, **raw}
    wheel = build_wheel(builder, raw["wheel"], plain, path)
    reason, at = Text(**raw["reason"]), builder.text.place(path)
    return Change(raw["wheel"], reason, at, wheel=wheel, estate=raw["estate"], source=raw.get("source"))


def _rule(builder: Builder, raw: Plain, path: FieldPath, rule_id: str, start: Start) -> Rule:
    body: Plain = raw[str(path[-1])]
    for key in ("from", "to"):
        if body.get(key) is not None:
            found = Message("a rule of an amendment begins when the amendment does.")
            builder.report((*path, key), found, Message("no date of its own"))
    rule = builder.rule(body, path, rule_id, start.day)
    source = rule.source or raw.get("source")
    own = rule.clause in (builder.text.data.get("clauses") or {})  # type: ignore[attr-defined]  # by shape: keys
    return replace(rule, source=source, basis=rule.basis if own else _basis(builder, {"source": source}, rule.basis))


def _basis(builder: Builder, raw: Plain, said: Basis | None) -> Basis:
    """Give how sure we are of what a change settles: nobody has stated what names no source, but proposed it.

    An amendment that fills in says what has been agreed all along, and its source is the agreement.
    """
    data: Plain = builder.text.data  # type: ignore[assignment]  # by shape: keys
    if said not in (None, "stated") or raw.get("source") or data.get("fills_in") is True:
        return said or "stated"
    return "proposed"
