"""A proof as plain data for programs."""

from __future__ import annotations

from typing import Any

from kredslob.engine.compensation import Terms
from kredslob.engine.proof.finding import Finding
from kredslob.engine.proof.proving import Proof
from kredslob.engine.proof.regimes import Regime
from kredslob.engine.proof.situations import Example
from kredslob.engine.proof.symbols import Key
from kredslob.engine.record import SCHEMA
from kredslob.rules.library import Library
from kredslob.rules.messages import LANGUAGES
from kredslob.rules.model import Rule
from kredslob.rules.units import plain_value

Json = dict[str, Any]


def proof_record(proof: Proof, library: Library) -> Json:
    """Give a proof: what was proved of which days, and everything found."""
    return {
        "schema": SCHEMA,
        "agreement": proof.agreement.id,
        "amended_by": [one.id for one in proof.agreement.amendments],
        "proved": not proof.failures,
        "days": [days_record(regime) for regime in proof.regimes],
        "extent": [
            {
                "rules": one.rules, "decided": one.decided, "facts": len(one.facts), "guesses": len(one.guesses),
                "estates": one.estates, "questions": one.questions,
            }
            for one in proof.extents
        ],
        "bounds": _bounds(proof, library),
        "granted": [
            {"text": {lang: one.text.text(lang) for lang in LANGUAGES}, "by": one.by} for one in proof.granted
        ],
        "findings": [_finding(one, library) for one in proof.findings],
    }  # fmt: skip


def _bounds(proof: Proof, library: Library) -> Json:
    """Give within which bounds each fact and guess was taken to be anything, and which cities were looked at."""
    units = {key: one.unit for document in library.documents.values() for key, one in document.parameters.items()}
    facts = {name: library.facts[name] for name in proof.facts}
    return {
        "facts": [
            {"fact": name, "range": [plain_value(end, one.type) for end in one.range] if one.range else None,
             "choices": list(one.choices)} for name, one in facts.items()
        ],
        "guesses": [
            {"parameter": one.parameter, "range": one.range is not None,
             "values": [plain_value(end, units.get(one.parameter, "")) for end in one.ends]} for one in proof.guesses
        ],
        "cities": None if not proof.ways else {
            "receiving": proof.bounds.receiving, "vacancies": proof.bounds.vacancies, "exempt": proof.bounds.exempt,
            "ways": [_way(one) for one in proof.ways],
        },
    }  # fmt: skip


def _way(way: Terms) -> Json:
    return {"base_share": plain_value(way.base, "turns"), "method": way.method, "cap": plain_value(way.cap, "turns")}


def _city(one: Finding) -> Json | None:
    if one.city is None or one.way is None:
        return None
    return {"exempt": one.city.exempt, "receiving": list(one.city.receiving), **_way(one.way)}


def _finding(one: Finding, library: Library) -> Json:
    return {
        "kind": one.kind, "gravity": one.gravity, "fact": one.fact, "rules": [rule_record(rule) for rule in one.rules],
        "days": [day for regime in one.regimes for day in days_record(regime)], "switched_off_by": list(one.switch),
        "case": None if one.example is None else case_record(one.example, library), "confirmed": one.made is not None,
        "city": _city(one),
    }  # fmt: skip


def rule_record(rule: Rule) -> Json:
    """Give a rule by its id and place, and what it decides."""
    at = rule.at
    return {"id": rule.id, "clause": rule.clause, "file": at.file, "line": at.line, "decides": rule.decides,
            "value": plain_value(rule.value, "")}  # fmt: skip


def case_record(example: Example, library: Library) -> Json:
    """Give what matters in a case: facts, values of guesses, an estate that has values of its own."""
    units = {key: one.unit for document in library.documents.values() for key, one in document.parameters.items()}
    facts, guesses = (
        [key for key in example.told if isinstance(key, Key)],
        [n for n in example.told if isinstance(n, str)],
    )
    return {
        "facts": [
            {"fact": key.fact, "about": key.about or "",
             "value": plain_value(example.facts[key], library.facts[key.fact].type)}
            for key in facts
        ],
        "assumed": {name: plain_value(example.guesses[name], units.get(name, "")) for name in guesses},
        "estate": example.variant.own.estate if example.variant.own else None,
    }  # fmt: skip


def days_record(regime: Regime) -> list[Json]:
    """Give the days on which a regime holds."""
    return [
        {"first": one.first.isoformat(), "last": one.last.isoformat() if one.last else None,
         "assumed": {name: day.isoformat() for name, day in one.starts.items()}}
        for one in regime.stretches
    ]  # fmt: skip
