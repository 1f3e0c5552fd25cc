"""A description of a scenario as data for programs; docs/json.md tells every field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kredslob.engine.record import SCHEMA
from kredslob.rules.model import Text
from kredslob.scenarios.files.describing import Description
from kredslob.scenarios.files.scenario import Variant

Json = dict[str, Any]


def description_record(told: Description) -> Json:
    """Give a description as plain data."""
    scenario, city = told.scenario, told.city
    return {
        "schema": SCHEMA,
        "scenario": scenario.id,
        "title": _text(scenario.title),
        "about": _text(scenario.about),
        "fingerprint": scenario.fingerprint,
        "from": scenario.months.first.isoformat(),
        "months": scenario.months.count,
        "replications": scenario.replications,
        "seed": scenario.seed,
        "measured": scenario.yearly.measured,
        "published": scenario.yearly.published,
        "acts_at_adjustment": told.at_adjustment,
        "city": {
            "register": city.register,
            "estates": city.estates,
            "organisations": city.organisations,
            "dwellings": city.dwellings,
            "family_dwellings": city.family_dwellings,
            "residents": city.residents,
            "measured": list(city.measured),
            "synthetic": {kind: {"rows": of, "synthetic": made} for kind, (made, of) in city.synthetic.items()},
        },
        "happenings": [{"on": one.on.isoformat(), "what": one.what, "about": one.about} for one in told.happenings],
        "variants": [_variant(one, told.differing.get(one.name, ())) for one in scenario.variants],
        "contrasts": [
            {"name": one.name, "title": _text(one.title), "variant": one.variant, "against": one.against, "where": one.where}
            for one in scenario.contrasts
        ],
        "assumed": [
            {"parameter": one.name, "value": _plain(one.value), "question": _text(one.question), "clause": one.clause,
             "document": one.document, "own": one.own}
            for one in told.guesses
        ],
        "behaviour": [
            {"parameter": one.name, "value": _plain(one.value), "basis": one.basis, "source": one.source,
             "note": _text(one.note), "own": one.own}
            for one in told.habits
        ],
        "warnings": [{"da": one.text("da"), "en": one.text("en")} for one in scenario.warnings],
    }  # fmt: skip


def _variant(one: Variant, differing: tuple[str, ...]) -> Json:
    return {
        "name": one.name,
        "title": _text(one.title),
        "fingerprint": one.fingerprint,
        "agreements": [
            {"agreement": each.id, "from": day.isoformat(), "amended_by": [change.id for change in each.amendments]}
            for day, each in one.agreed.agreements
        ],
        "after_end": one.agreed.after_end,
        "months": one.months.count,
        "cycle": {"id": one.macro.id, "lines": {line: list(paces) for line, paces in one.cycle.items()}},
        "assumed": {name: _plain(value) for name, value in one.assumed.items()},
        "differs_in": list(differing),
    }


def _text(text: Text | None) -> Json | None:
    return None if text is None else {"da": text.da, "en": text.en}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return {name: _plain(one) for name, one in value.items()} if isinstance(value, Mapping) else value
