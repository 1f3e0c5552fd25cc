"""Agreements with a fault planted in them: amendments to the shipped agreement, from 1 January 2013."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kredslob.engine.agreement_text import rules_text
from kredslob.engine.proof.proving import Proof, prove
from kredslob.rules.agreement import Agreement
from kredslob.rules.library import Library, add_file, load_library

SINCE = date(2013, 6, 1)
BOTH = {"da": "En prøve.", "en": "A test."}
Plain = Mapping[str, Any]


@cache
def shelf() -> Library:
    """Give the shipped rules, read once."""
    return load_library()


def rule(decides: str, value: object, when: Plain, *overrides: str, stage: str = "classify") -> Plain:
    """Give a rule as a file states it."""
    return {
        "stage": stage, "clause": "ra11-exemption", "basis": "stated", "when": when, "then": {decides: value},
        "text": BOTH, **({"overrides": list(overrides)} if overrides else {}),
    }  # fmt: skip


def added(rule_id: str, plain: Plain) -> Plain:
    """Give the change that adds a rule."""
    return {"add": {"id": rule_id, **plain}, "reason": BOTH}


def replaced(rule_id: str, plain: Plain) -> Plain:
    """Give the change that replaces a rule."""
    return {"replace": rule_id, "with": plain, "reason": BOTH}


def repealed(rule_id: str) -> Plain:
    """Give the change that repeals a rule."""
    return {"repeal": rule_id, "reason": BOTH}


def amendment_text(*changes: Plain, own_id: str = "proposal", extends: str = "kbh-2012-adjustment") -> str:
    """Give the file of an amendment."""
    plain = {
        "schema": 1, "id": own_id, "kind": "amendment", "extends": extends, "title": BOTH, "from": "2013-01-01",
        "adopted": "2012-12-01", "changes": list(changes),
    }  # fmt: skip
    return rules_text(plain).replace('"2013-01-01"', "2013-01-01").replace('"2012-12-01"', "2012-12-01")


def amended(*changes: Plain) -> tuple[Library, Agreement]:
    """Give the shipped agreement as amended."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "proposal.yaml"
        path.write_text(amendment_text(*changes), encoding="utf-8")
        library, document = add_file(shelf(), path)
        return library, library.agreement(document.id)


def proof_of(*changes: Plain, on: date | None = SINCE) -> Proof:
    """Prove the shipped agreement as amended, on a day since; None is its whole period."""
    return prove(*amended(*changes), on)
