"""A difference as plain data for programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kredslob.engine.difference.changes import Altered, Stated, Turned
from kredslob.engine.difference.comparing import Difference
from kredslob.engine.difference.flips import Answer, Flip
from kredslob.engine.difference.pairs import Compared
from kredslob.engine.proof.record import case_record, days_record, rule_record
from kredslob.engine.proof.regimes import Regime
from kredslob.engine.record import SCHEMA
from kredslob.rules.binding import Term
from kredslob.rules.messages import LANGUAGES
from kredslob.rules.model import Clause, Measure, Rule, Text
from kredslob.rules.units import plain_value

Json = dict[str, Any]


def difference_record(difference: Difference) -> Json:
    """Give a difference: what is stated differently, and what is decided differently with the case of each."""
    documents = (*difference.a.library.documents.values(), *difference.b.library.documents.values())
    units = {key: one.unit for document in documents for key, one in document.parameters.items()}
    return {
        "schema": SCHEMA,
        "a": _side(difference.a),
        "b": _side(difference.b),
        "days": _days([pair.b for pair in difference.pairs]),
        "decides_alike": difference.decides_alike,
        "by_law_alone": difference.by_law_alone,
        "changes": [_change(one, units) for one in difference.changes],
        "flips": [_flip(one, difference) for one in difference.flips],
        "alike": list(difference.alike),
        "only_a": list(difference.only_a),
        "only_b": list(difference.only_b),
    }


def _side(one: Compared) -> Json:
    amended = [each.id for each in one.agreement.amendments]
    return {"agreement": one.agreement.id, "amended_by": amended, "on": one.on.isoformat() if one.on else None}


def _days(regimes: list[Regime]) -> list[Json]:
    return [day for regime in regimes for day in days_record(regime)]


def _change(one: Altered, units: Mapping[str, str]) -> Json:
    unit = units.get(one.id, "")
    return {
        "kind": one.kind, "id": one.id, "clause": one.clause or None, "estate": one.estate,
        "before": _stated(one.before, unit), "after": _stated(one.after, unit),
        "beyond_rules": one.beyond_rules, "days": _days([pair.b for pair in one.pairs]),
    }  # fmt: skip


def _stated(stated: Stated, unit: str) -> object:
    match stated:
        case None:
            return None
        case Clause():
            return {"title": _text(stated.title), "text": _text(stated.text)}
        case Rule():
            return {**rule_record(stated), "overrides": list(stated.overrides), "text": _text(stated.text)}
        case Term():
            return {"value": plain_value(stated.value, unit), "basis": stated.dated.basis,
                    "alternatives": [plain_value(one, unit) for one in stated.guesses]}  # fmt: skip
        case Measure():
            return {"numerator": list(stated.numerator), "denominator": stated.denominator,
                    "averaging_years": stated.averaging_years, "relative_to": stated.relative_to,
                    "age": list(stated.age) if stated.age else None,
                    "minimum_residents": stated.minimum_residents}  # fmt: skip
        case tuple():
            return [_part(one) for one in stated]
        case _:
            return plain_value(stated, unit)


def _part(part: object) -> object:
    """Give a part of a period, of an estate's value, or of a wheel: from which day, and its slots or turns."""
    if isinstance(part, Turned):
        return {"from": part.from_.isoformat(), "slots": list(part.slots), "turns": part.turns, "of": part.of}
    return part.isoformat() if isinstance(part, date) else part


def _flip(one: Flip, difference: Difference) -> Json:
    library = difference.b.library
    kind = library.facts[one.fact].type
    return {
        "fact": one.fact, "before": plain_value(one.before, kind), "after": plain_value(one.after, kind),
        "by_law": difference.by_law(one.fact), "days": _days([pair.b for pair in one.pairs]),
        "cases": [case_record(each, library) for each in (one.case.a, one.case.b)],
        "rules": [[rule_record(rule) for rule in each] for each in one.rules],
        "confirmed": one.made is not None,
        "answers": [_answer(each) for each in one.answers] if one.answers else [],
    }  # fmt: skip


def _answer(answer: Answer) -> Json:
    offer = answer.offer
    return {"channel": answer.channel, "offer": {"applicant": offer.applicant, "how": offer.how} if offer else None}


def _text(text: Text) -> Json:
    return {lang: text.read(lang) for lang in LANGUAGES}
