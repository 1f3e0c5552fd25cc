"""Fingerprint a scenario: the same for the same results however its file is laid out, another for any that may differ.

It is the SHA-256 of canonical JSON (keys sorted, no spaces, UTF-8). What only people read is left out (titles, notes, what is
held against what), and so is the number of replications: replication 17 is the same among 20 and among 1,000.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any, Final

from kredslob.engine.register.model import KINDS, Recorded, Register
from kredslob.rules.fingerprint import fingerprint as fingerprint_of_rules
from kredslob.rules.library import Agreement, Library
from kredslob.scenarios.files.scenario import Variant
from kredslob.scenarios.running.calendar import Yearly

SCHEMA: Final = 1
_TOLD_ONLY: Final = frozenset({"line", "source", "public_fields", "recorded_on", "note"})


def digest(plain: object) -> str:
    """Give the SHA-256 of plain data, as 64 hexadecimal digits."""
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=4)
def fingerprint_of_register(register: Register) -> str:
    """Give the fingerprint of what a register says now: its rows, in any order, corrected ones left out.

    A register does not change once it has been read; of the last few it is worked out once.
    """
    return digest({kind.__name__: sorted(map(_row, register.current(kind).values())) for kind in KINDS})


def fingerprint_of_agreement(library: Library, agreement: Agreement) -> str:
    """Give the fingerprint of an agreement with its amendments, laws and individual agreements."""
    own = [library.individual_agreement(agreement.id, one) for one in library.individual_ids(agreement.id)]
    return fingerprint_of_rules([agreement.base, *agreement.amendments, *agreement.laws, *own])


def fingerprint_of_variant(library: Library, register: str, variant: Variant, yearly: Yearly, seed: str) -> str:
    """Give the fingerprint of all that settles the results of a variant; `register` is that of its register."""
    months = variant.months
    lines = {line: _paces(paces[: months.count]) for line, paces in variant.cycle.items()}
    agreed = [[day.isoformat(), fingerprint_of_agreement(library, one)] for day, one in variant.agreed.agreements]
    return digest({
        "schema": SCHEMA,
        "register": register,
        "agreements": agreed,
        "from": months.first.isoformat(),
        "months": months.count,
        "measured": yearly.measured,
        "published": yearly.published,
        "behaviour": {name: _plain(given.value) for name, given in variant.behaviour.values.items()},
        "cycle": {line: paces for line, paces in lines.items() if paces},
        "assumed": {name: _plain(value) for name, value in variant.assumed.items()},
        "seed": seed,
    })  # fmt: skip


def fingerprint_of_scenario(variants: Mapping[str, str]) -> str:
    """Give the fingerprint of a scenario from those of its variants, by name."""
    return digest({"schema": SCHEMA, "variants": dict(variants)})


def _row(row: Recorded) -> str:
    plain = {one.name: _plain(getattr(row, one.name)) for one in fields(row) if one.name not in _TOLD_ONLY}
    return json.dumps(plain, sort_keys=True, ensure_ascii=False)


def _paces(paces: Iterable[float]) -> list[float]:
    """Give the paces without the usual ones at their end."""
    found = list(paces)
    while found and found[-1] == 1:
        found.pop()
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return {str(key): _plain(one) for key, one in value.items()} if isinstance(value, Mapping) else value
