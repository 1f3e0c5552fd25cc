"""Read a whole rules file into a `Document`: law, framework, amendment or individual agreement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kredslob.rules.building import Builder, Plain, text_of
from kredslob.rules.messages import Message, nearest
from kredslob.rules.model import (
    Change,
    Clause,
    DatedValue,
    DatedWheel,
    Document,
    EstateTerms,
    FactDeclaration,
    Measure,
    ParameterSeries,
    Rule,
    Source,
    Start,
    Text,
)
from kredslob.rules.yaml_source import Path_, YamlText

_NEEDED = {
    "law": ("from", "adopted"),
    "framework": ("from", "to", "adopted"),
    "amendment": ("from", "adopted", "extends"),
    "individual": ("framework", "organisation", "origin"),
}


def build_document(
    text: YamlText, facts: Mapping[str, FactDeclaration], units: Mapping[str, str], digest: str
) -> Document:
    """Give the document that plain data of the right shape states.

    Args:
        text: the data and lines of the file, its shape already checked.
        facts: the declared facts.
        units: the unit of each parameter known from other documents, for values that set them.
        digest: SHA-256 of the file's bytes, hexadecimal.

    Raises:
        WrongInput: with every problem found.
    """
    raw: Plain = text.data  # type: ignore[assignment]  # the shape was checked to be a mapping
    builder = Builder(text, facts, raw["id"])
    for key in _NEEDED[raw["kind"]]:
        if raw.get(key) is None:
            builder.report((), Message("{field} is missing in a document of kind {kind}.", field=key, kind=raw["kind"]))
    builder.finish()
    start = _start(raw.get("from"))
    to = raw.get("to")
    if to is not None and to < start.day:
        builder.report(
            ("to",), Message("the document ends before it begins."), Message("a day after {day}", day=start.day)
        )
    clauses = {key: _clause(builder, key, body) for key, body in (raw.get("clauses") or {}).items()}
    parameters = {key: _series(builder, key, body, start.day) for key, body in (raw.get("parameters") or {}).items()}
    known = {**units, **{key: series.unit for key, series in parameters.items()}}
    document = Document(
        id=raw["id"], kind=raw["kind"], title=Text(**raw["title"]), start=start, to=to,
        adopted=raw.get("adopted") or start.day, name=text.name, digest=digest,
        draws_on=tuple(raw.get("draws_on") or ()), extends=raw.get("extends"), framework=raw.get("framework"),
        organisation=raw.get("organisation"), origin=raw.get("origin"),
        sources={key: Source(key, **body) for key, body in (raw.get("sources") or {}).items()},
        clauses=clauses, parameters=parameters,
        measures={key: _measure(builder, key, body) for key, body in (raw.get("measures") or {}).items()},
        rules=_rules(builder, raw.get("rules") or (), start.day),
        changes=_changes(builder, raw.get("changes") or (), start, known),
        estates={key: _estate(builder, key, body, known, start.day) for key, body in (raw.get("estates") or {}).items()},
    )  # fmt: skip
    builder.finish()
    return document


def _start(raw: object) -> Start:
    if isinstance(raw, Mapping):
        span = raw.get("range")
        return Start(raw["value"], raw["basis"], (span[0], span[1]) if span else None, text_of(raw.get("question")))
    return Start(raw) if isinstance(raw, date) else Start(date.min)


def _clause(builder: Builder, key: str, raw: Plain) -> Clause:
    return Clause(
        id=key, title=Text(**raw["title"]), text=Text(**raw["text"]), source=raw["source"], basis=raw["basis"],
        document=builder.document, at=builder.text.place(("clauses", key)), place=raw.get("place"), quote=raw.get("quote"),
    )  # fmt: skip


def _series(builder: Builder, key: str, raw: Plain, start: date) -> ParameterSeries:
    path: Path_ = ("parameters", key)
    choices, unit = raw.get("choices") or {}, raw["unit"]
    if (unit == "choice") != bool(choices):
        builder.report(path, Message("choices go with unit choice, and only there."))
    limits = builder.limits(raw.get("range"), unit, (*path, "range"))
    values = tuple(
        builder.dated_value(value, unit, (*path, "values", index), limits, choices, start)
        for index, value in enumerate(raw["values"])
    )
    _check_order(builder, path, values)
    return ParameterSeries(
        id=key, title=Text(**raw["title"]), unit=unit, clause=raw["clause"], values=values, document=builder.document,
        at=builder.text.place(path), choices={name: Text(**label) for name, label in choices.items()}, range=limits,
    )  # fmt: skip


def _check_order(builder: Builder, path: Path_, values: tuple[DatedValue, ...]) -> None:
    for earlier, later in zip(values, values[1:], strict=False):
        if later.from_ <= (earlier.to or earlier.from_):
            found = Message("the values overlap or are not in order of date: {day}.", day=later.from_)
            builder.report(path, found, Message("one value for each day, the earliest first"))


def _measure(builder: Builder, key: str, raw: Plain) -> Measure:
    if key not in builder.facts or builder.facts[key].origin != "derived":
        derived = [name for name, fact in builder.facts.items() if fact.origin == "derived"]
        builder.report(
            ("measures", key), Message("{fact} is not a derived fact.", fact=key), None, nearest(key, derived)
        )
    age = raw.get("age")
    return Measure(
        id=key, unit=raw["unit"], numerator=tuple(raw["numerator"]), denominator=raw["denominator"],
        averaging_years=raw["averaging_years"], relative_to=raw.get("relative_to"), clause=raw["clause"],
        basis=raw["basis"], effective=Text(**raw["effective"]), document=builder.document,
        age=(age[0], age[1]) if age else None, minimum_residents=raw.get("minimum_residents"),
    )  # fmt: skip


def _rules(builder: Builder, raw: list[dict[str, Any]] | tuple[()], start: date) -> tuple[Rule, ...]:
    rules = tuple(builder.rule(body, ("rules", index), body["id"], start) for index, body in enumerate(raw))
    for index, rule in enumerate(rules):
        for earlier in rules[:index]:
            if earlier.id == rule.id and (earlier.to is None or earlier.to >= rule.from_):
                found = Message("rule {rule} is given twice for the same days.", rule=rule.id)
                builder.report(("rules", index, "id"), found, Message("an id of its own, or dates that do not overlap"))
    return rules


def _changes(
    builder: Builder, raw: list[dict[str, Any]] | tuple[()], start: Start, units: Mapping[str, str]
) -> tuple[Change, ...]:
    return tuple(_change(builder, index, body, start, units) for index, body in enumerate(raw))


def _change(builder: Builder, index: int, raw: Plain, start: Start, units: Mapping[str, str]) -> Change:
    path: Path_ = ("changes", index)
    reason, at, source = Text(**raw["reason"]), builder.text.place(path), raw.get("source")
    if sum(key in raw for key in ("set", "add", "replace")) != 1 or ("replace" in raw) != ("with" in raw):
        builder.report(
            path,
            Message("a change is one of set, add, replace."),
            Message("set with value, or add with a rule, or replace with `with`"),
        )
        return Change("", reason, at)
    if "add" in raw:
        rule = builder.rule(raw["add"], (*path, "add"), raw["add"]["id"], start.day)
        return Change(rule.id, reason, at, added=rule, source=source)
    if "replace" in raw:
        rule = builder.rule(raw["with"], (*path, "with"), raw["replace"], start.day)
        return Change(rule.id, reason, at, replacement=rule, source=source)
    unit = units.get(raw["set"])
    if unit is None:
        found = Message("{name} is not a parameter of what is amended.", name=raw["set"])
        builder.report((*path, "set"), found, None, nearest(raw["set"], units))
        return Change(raw["set"], reason, at)
    value = builder.dated_value(raw, unit, path, None, None, start.day)
    return Change(raw["set"], reason, at, value=value, source=source)


def _estate(builder: Builder, key: str, raw: Plain, units: Mapping[str, str], start: date) -> EstateTerms:
    path: Path_ = ("estates", key)
    wheels: list[DatedWheel] = []
    for name, versions in raw["wheels"].items():
        own = [_wheel(builder, name, body, (*path, "wheels", name, i)) for i, body in enumerate(versions)]
        for earlier, later in zip(own, own[1:], strict=False):
            if later.from_ <= earlier.from_ or later.version == earlier.version:
                builder.report(
                    (*path, "wheels", name), Message("the wheels are not in order of date, or share a version.")
                )
        wheels.extend(own)
    parameters: dict[str, tuple[DatedValue, ...]] = {}
    for name, values in (raw.get("parameters") or {}).items():
        here = (*path, "parameters", name)
        if name not in units:
            builder.report(
                here, Message("{name} is not a parameter of the agreement.", name=name), None, nearest(name, units)
            )
            continue
        parameters[name] = tuple(
            builder.dated_value(value, units[name], (*here, index), None, None, start)
            for index, value in enumerate(values)
        )
    return EstateTerms(key, raw["origin"], tuple(wheels), parameters)


_RIGHTS = {"referral": ("referral", "open"), "external": ("flexible", "ordinary")}


def _wheel(builder: Builder, name: str, raw: Plain, path: Path_) -> DatedWheel:
    turn = "turns" if name == "referral" else "flexible"
    slots = tuple(raw.get("slots") or ())
    if bool(slots) == (raw.get(turn) is not None and raw.get("of") is not None):
        builder.report(
            path,
            Message("a wheel is {turn} and of, or slots.", turn=turn),
            Message("{turn}: 4, of: 9 or slots: [...]", turn=turn),
        )
    for slot in slots:
        if slot not in _RIGHTS[name]:
            builder.report(
                (*path, "slots"),
                Message("{slot} is not a slot of this wheel.", slot=slot),
                Message("{names}", names=", ".join(_RIGHTS[name])),
                nearest(slot, _RIGHTS[name]),
            )
    turns, of = raw.get(turn) or 0, raw.get("of") or 1
    if turns > of:
        builder.report(path, Message("{turns} turns of {of}: more turns than slots.", turns=turns, of=of))
    return DatedWheel(
        name=name, from_=raw["from"], version=raw["version"], turns=turns, of=of,  # type: ignore[arg-type]  # by schema
        slots=slots, basis=raw.get("basis"), recorded=raw.get("recorded"),
    )  # fmt: skip
