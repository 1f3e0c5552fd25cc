"""Amendments of the shelf's framework in a few words, and the terms that they come to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kredslob.rules.amending import series_of
from kredslob.rules.library import add_file, load_library
from kredslob.rules.model import Document
from kredslob.rules.terms import Terms, draw_terms
from tests.rules.shelf import FRAMEWORK, LAW, amending, document, edited, lay_out

DAY = date(2012, 4, 1)
NEGOTIABLE = edited(LAW, "clause: act-1\n    range", "clause: act-1\n    by_agreement: true\n    range")
BASE = document(FRAMEWORK)
RULE = (
    "stage: classify, clause: f-exempt, basis: stated, when: {always: true}, then: {exempt: true}, text: {da: a, en: b}"
)
WORDS = "words: {title: {da: a, en: New}, text: {da: a, en: b}, source: plan, basis: stated}"


def amendment(changes: str, ident: str = "own", extends: str = "frame", start: str = "2012-04-01") -> Document:
    """Give an amendment of the framework or of an amendment, which may give the law's parameter a value."""
    return document(amending(ident, start, changes, extends), series_of([document(NEGOTIABLE), BASE]))


def drawn(shelf: Path, changes: str, day: date = DAY, estate: str | None = "north-1") -> Terms:
    """Draw the terms of an estate by an amendment in a file of its own."""
    lay_out(shelf, {"law/act.yaml": NEGOTIABLE, "own.yaml": amending("own", "2012-04-01", changes)})
    library, own = add_file(load_library(shelf), shelf / "own.yaml")
    return draw_terms(
        library, library.agreement(own.id), day, library.individual_agreement("frame", "north"), estate,
    )  # fmt: skip
