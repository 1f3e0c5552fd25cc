"""Give agreements as plain data for programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from kredslob.cli.agreement_view import documents_of
from kredslob.rules.library import Agreement, Library, start_id
from kredslob.rules.model import DatedValue, Document, ParameterSeries, Rule, Text
from kredslob.rules.units import plain_value

Json = dict[str, Any]


def shelf(library: Library, day: date | None) -> Json:
    """Give the documents on the shelf, or those in force on a day."""
    documents = [
        _document(one)
        for one in library.documents.values()
        if day is None or (one.start.day <= day and (one.to is None or day <= one.to))
    ]
    return {"schema": 1, "documents": documents}


def agreement_data(agreement: Agreement, day: date | None, clause: str | None, *, assumed_only: bool) -> Json:
    """Give an agreement with its laws: documents, clauses, rules and parameters; of one clause, or the assumed values."""
    documents = documents_of(agreement, day)
    return {
        "schema": 1,
        "agreement": agreement.id,
        "documents": [_document(one) for one in (agreement.base, *agreement.amendments, *agreement.laws)],
        "clauses": [
            {
                "id": one.id, "document": one.document, "title": _text(one.title), "text": _text(one.text),
                "source": one.source, "place": one.place, "quote": one.quote, "basis": one.basis,
            }
            for document in documents
            for one in document.clauses.values()
            if clause in (None, one.id) and not assumed_only
        ],
        "rules": [
            _rule(one)
            for document in documents
            for one in document.rules
            if clause in (None, one.clause) and not assumed_only
        ],
        "parameters": [
            _series(one, assumed_only=assumed_only)
            for document in documents
            for one in document.parameters.values()
            if clause in (None, one.clause)
            and (not assumed_only or any(value.basis == "assumed" for value in one.values))
        ],
    }  # fmt: skip


def _document(one: Document) -> Json:
    return {
        "id": one.id, "kind": one.kind, "title": _text(one.title), "extends": one.extends,
        "from": one.start.day.isoformat(), "from_basis": one.start.basis, "from_name": start_id(one.id),
        "from_range": [end.isoformat() for end in one.start.range] if one.start.range else None,
        "question": _text(one.start.question) if one.start.question else None,
        "to": one.to.isoformat() if one.to else None, "adopted": one.adopted.isoformat(),
    }  # fmt: skip


def _rule(one: Rule) -> Json:
    return {
        "id": one.id, "stage": one.stage, "clause": one.clause, "basis": one.basis, "decides": one.decides,
        "value": one.value.isoformat() if isinstance(one.value, date) else one.value,
        "overrides": list(one.overrides), "text": _text(one.text),
    }  # fmt: skip


def _series(one: ParameterSeries, *, assumed_only: bool) -> Json:
    return {
        "id": one.id, "title": _text(one.title), "unit": one.unit, "clause": one.clause,
        "choices": {key: _text(text) for key, text in one.choices.items()},
        "values": [_value(value, one.unit) for value in one.values if not assumed_only or value.basis == "assumed"],
    }  # fmt: skip


def _value(one: DatedValue, unit: str) -> Json:
    return {
        "from": one.from_.isoformat(), "to": one.to.isoformat() if one.to else None,
        "value": plain_value(one.value, unit), "basis": one.basis, "source": one.source,
        "alternatives": [plain_value(other, unit) for other in one.alternatives],
        "range": [plain_value(end, unit) for end in one.range] if one.range else None,
        "question": _text(one.question) if one.question else None,
        "note": _text(one.note) if one.note else None,
    }  # fmt: skip


def _text(text: Text) -> Json:
    return {"da": text.da, "en": text.en}
