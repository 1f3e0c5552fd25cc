"""Read a whole rules file into a `Document`: law, framework, amendment or individual agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from kredslob.rules.building import Builder, Plain, build_clause, text_of
from kredslob.rules.changes import build_change
from kredslob.rules.estates import build_estate, dated_values
from kredslob.rules.limits import build_limit
from kredslob.rules.messages import FieldPath, Message, Problem, nearest
from kredslob.rules.model import (
    Document,
    FactDeclaration,
    Kind,
    Measure,
    ParameterSeries,
    Rule,
    Source,
    Start,
    Text,
)
from kredslob.rules.yaml_source import YamlText

NEEDED: Final[Mapping[Kind, tuple[str, ...]]] = {
    "law": ("from", "adopted"),
    "framework": ("from", "to", "adopted"),
    "amendment": ("from", "adopted", "extends"),
    "individual": ("framework", "organisation", "origin"),
}
_EVERY: Final = frozenset({"schema", "id", "kind", "title", "from", "adopted", "sources", "clauses", "parameters"})
ALLOWED: Final[Mapping[Kind, frozenset[str]]] = {
    "law": _EVERY | {"to", "facts", "measures", "limits", "rules"},
    "framework": _EVERY | {"to", "facts", "measures", "limits", "rules", "draws_on", "values"},
    "amendment": _EVERY | {"to", "facts", "extends", "fills_in", "changes"},
    "individual": _EVERY | {"to", "framework", "organisation", "origin", "rules", "estates"},
}


def build_document(
    text: YamlText,
    facts: Mapping[str, FactDeclaration],
    parameters: Mapping[str, ParameterSeries],
    digest: str,
    problems: list[Problem] | None = None,
) -> Document:
    """Give the document that plain data of the right shape states.

    Args:
        text: the data and lines of the file, its shape already checked.
        facts: the declared facts.
        parameters: those of other documents, for values that set them.
        digest: SHA-256 of the file's text, hexadecimal.
        problems: if given, what is wrong is noted there and the rest is read all the same, to be checked further.

    Raises:
        WrongInput: with every problem found, unless they are noted.
    """
    raw: Plain = text.data  # type: ignore[assignment]  # the shape was checked to be a mapping
    builder = Builder(text, facts, raw["id"], raw.get("adopted"))
    _check_sections(builder, raw)
    start = _start(builder, raw)
    builder.check_end(raw, start.day, ())
    own = {key: _series(builder, key, body, start.day) for key, body in (raw.get("parameters") or {}).items()}
    known = {**parameters, **own}
    own |= {key: _values(builder, key, body, start.day, known) for key, body in (raw.get("values") or {}).items()}
    document = Document(
        id=raw["id"], kind=raw["kind"], title=Text(**raw["title"]), start=start, to=raw.get("to"),
        adopted=raw.get("adopted") or start.day, name=text.name, digest=digest,
        draws_on=tuple(raw.get("draws_on") or ()), extends=raw.get("extends"), framework=raw.get("framework"),
        organisation=raw.get("organisation"), origin=raw.get("origin"), fills_in=raw.get("fills_in") is True,
        sources={key: Source(key, **body) for key, body in (raw.get("sources") or {}).items()},
        clauses={
            key: build_clause(builder, key, body, ("clauses", key)) for key, body in (raw.get("clauses") or {}).items()
        },
        parameters=own,
        measures={key: _measure(builder, key, body) for key, body in (raw.get("measures") or {}).items()},
        limits={key: build_limit(builder, key, body, start.day) for key, body in (raw.get("limits") or {}).items()},
        rules=_rules(builder, raw.get("rules") or [], start.day),
        changes=tuple(build_change(builder, i, one, start, known) for i, one in enumerate(raw.get("changes") or ())),
        estates={
            key: build_estate(builder, key, body, known, start.day) for key, body in (raw.get("estates") or {}).items()
        },
        places={key: text.place((key,)) for key in raw},
    )  # fmt: skip
    if problems is None:
        builder.finish()
    else:
        problems += builder.problems
    return document


def _check_sections(builder: Builder, raw: Plain) -> None:
    """Report what a document of this kind must say and does not, and what it says that would not be read."""
    kind: Kind = raw["kind"]
    for key in NEEDED[kind]:
        if raw.get(key) is None:
            found = Message("{field} is missing in a document of kind {kind}.", field=key, kind=kind)
            builder.report((key,), found, Message("this field, filled in"))
    for key in raw:
        if key not in ALLOWED[kind]:
            found = Message("{field} is not a field of a document of kind {kind}.", field=key, kind=kind)
            accepted = Message("{names}", names=", ".join(sorted(ALLOWED[kind])))
            builder.report((key,), found, accepted, "changes" if kind == "amendment" and key == "rules" else None)


def _start(builder: Builder, raw: Plain) -> Start:
    plain = raw.get("from")
    if not isinstance(plain, Mapping):
        return Start(plain) if isinstance(plain, date) else Start(date.min)
    if raw["kind"] != "amendment":
        found = Message("only an amendment may begin on a day that is assumed.")
        builder.report(("from",), found, Message("a date such as 2012-04-01"))
    span = plain.get("range")
    if plain["basis"] == "assumed" and not (span and plain.get("question")):
        builder.report(
            ("from",),
            Message("an assumed day does not say what else it may be, or who could settle it."),
            Message("range, and a question in both languages"),
        )
    if span and not span[0] <= plain["value"] <= span[1]:
        found = Message("the value is outside its own range.")
        builder.report(("from", "range"), found, Message("a range around the value"))
    return Start(plain["value"], plain["basis"], (span[0], span[1]) if span else None, text_of(plain.get("question")))


def _series(builder: Builder, key: str, raw: Plain, start: date) -> ParameterSeries:
    path: FieldPath = ("parameters", key)
    choices, unit = raw.get("choices") or {}, raw["unit"]
    of_law = builder.text.data["kind"] == "law"  # type: ignore[index]  # the shape was checked
    if raw.get("by_agreement") and not of_law:
        found = Message("only a law leaves a parameter to agreement.")
        builder.report((*path, "by_agreement"), found, Message("a parameter without it"))
    if (unit == "choice") != bool(choices):
        found = Message("choices go with unit choice, and only there.")
        builder.report(path, found, Message("unit: choice, choices"))
    limits = builder.limits(raw.get("range"), unit, (*path, "range"))
    series = ParameterSeries(
        id=key, title=Text(**raw["title"]), unit=unit, clause=raw["clause"], values=(), document=builder.document,
        at=builder.text.place(path), choices={name: Text(**label) for name, label in choices.items()}, range=limits,
        of_law=of_law, fixed=of_law and not raw.get("by_agreement"),
    )  # fmt: skip
    return replace(series, values=dated_values(builder, raw["values"], series.bounds, (*path, "values"), start))


def _values(
    builder: Builder, key: str, raw: Sequence[Plain], start: date, parameters: Mapping[str, ParameterSeries]
) -> ParameterSeries:
    """Give a law's parameter with the values that a framework agreement gives it, as far as the law leaves it to that."""
    path: FieldPath = ("values", key)
    series = parameters.get(key)
    if series is None or not series.of_law:
        free = [name for name, one in parameters.items() if one.of_law and not one.fixed]
        found = Message("{name} is not a parameter of a law.", name=key)
        builder.report(path, found, Message("{names}", names=", ".join(free)), nearest(key, free))
        return ParameterSeries(key, Text("", ""), "", "", (), builder.document, builder.text.place(path))
    builder.check_free(series, path)
    return replace(series, values=dated_values(builder, raw, series.bounds, path, start))


def _measure(builder: Builder, key: str, raw: Plain) -> Measure:
    path: FieldPath = ("measures", key)
    if key not in builder.facts or builder.facts[key].origin != "derived":
        derived = [name for name, fact in builder.facts.items() if fact.origin == "derived"]
        found = Message("{fact} is not a derived fact.", fact=key)
        builder.report(path, found, Message("a fact of origin derived"), nearest(key, derived))
    age = raw.get("age")
    if age and age[0] > age[1]:
        builder.report((*path, "age"), Message("the range runs backwards."), Message("[lowest, highest]"))
    return Measure(
        id=key, unit=raw["unit"], numerator=tuple(raw["numerator"]), denominator=raw["denominator"],
        averaging_years=raw["averaging_years"], relative_to=raw.get("relative_to"), clause=raw["clause"],
        basis=raw["basis"], effective=Text(**raw["effective"]), document=builder.document,
        age=(age[0], age[1]) if age else None, minimum_residents=raw.get("minimum_residents"),
        at=builder.text.place(path),
    )  # fmt: skip


def _rules(builder: Builder, raw: list[dict[str, Any]], start: date) -> tuple[Rule, ...]:
    rules = tuple(builder.rule(body, ("rules", index), body["id"], start) for index, body in enumerate(raw))
    versions: dict[str, list[Rule]] = {}
    for index, rule in enumerate(rules):
        if any(_collide(earlier, rule) for earlier in versions.setdefault(rule.id, [])):
            found = Message("rule {rule} is given twice for the same days.", rule=rule.id)
            accepted = Message("an id of its own, or dates that do not overlap")
            builder.report(("rules", index, "id"), found, accepted)
        versions[rule.id].append(rule)
    return rules


def _collide(earlier: Rule, later: Rule) -> bool:
    """Tell whether two versions of a rule hold for the same days; a correction, recorded later, may."""
    if earlier.from_ == later.from_ and (earlier.recorded or date.min) < (later.recorded or date.min):
        return False
    return later.from_ <= (earlier.to or date.max) and earlier.from_ <= (later.to or date.max)
