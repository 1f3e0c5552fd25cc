"""Give what results rest on a fingerprint each, so that it can be said years later what has changed and what has not.

A fingerprint is the SHA-256 of what settles results and of nothing else: a register's rows in any order, a behaviour's
values without their sources, an agreement's terms without their layout, the program's text.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from kredslob.engine.register.model import Register
from kredslob.engine.register.tables import TABLES
from kredslob.engine.register.writing import table_bytes
from kredslob.rules.fingerprint import fingerprint
from kredslob.rules.library import Agreement
from kredslob.rules.model import Document
from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.running.setting import Setting

_PACKAGES: Final = ("rules", "engine", "scenarios")
_SETTLING: Final = ("numpy", "numba")
_OTHERS: Final = ("kredslob", "polars", "joblib")


@lru_cache(maxsize=1)
def program_fingerprint() -> str:
    """Give the fingerprint of the program: the text of every module of rules, engine and scenarios that is installed."""
    top = Path(__file__).parents[2]
    mark = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted((top / package).rglob("*.py"), key=lambda path: path.relative_to(top).parts):
            text = path.read_bytes().replace(b"\r\n", b"\n")
            mark.update(f"{path.relative_to(top).as_posix()} {len(text)}\n".encode() + text)
    return mark.hexdigest()


def settling_versions() -> dict[str, str]:
    """Give the versions of the libraries that numbers pass through; another one might round otherwise."""
    return {name: version(name) for name in _SETTLING}


def versions() -> dict[str, str]:
    """Give the versions of everything that a run is made with."""
    found = {"python": platform.python_version(), **settling_versions()}
    for name in _OTHERS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # run from the sources, without having been installed
            found[name] = "?"
    return found


def register_fingerprint(register: Register) -> str:
    """Give the fingerprint of a register: all rows of all tables, in any order. Raises WrongInput as reading them does."""
    mark = hashlib.sha256()
    for table in TABLES:
        header, *lines = table_bytes(table.kind, register.rows(table.kind)).splitlines()
        mark.update(b"\n".join([table.kind.__name__.encode(), header, *sorted(lines)]) + b"\n\n")
    return mark.hexdigest()


def behaviour_fingerprint(behaviour: Behaviour) -> str:
    """Give the fingerprint of a behaviour: its values."""
    return plain_fingerprint({name: given.value for name, given in behaviour.values.items()})


def agreement_fingerprint(agreement: Agreement) -> str:
    """Give the fingerprint of an agreement with its amendments and laws, individual agreements left out."""
    return fingerprint((*agreement.laws, agreement.base, *agreement.amendments))


def individual_fingerprint(setting: Setting) -> str:
    """Give the fingerprint of the individual agreements that hold for the estates of a variant at any time."""
    found: dict[str, Document] = {}
    for terms in setting.course.variants.own.values():
        found |= {one.id: one for own in terms for one in own.documents if one.kind == "individual"}
    return fingerprint(found.values())


def plain_fingerprint(data: Mapping[str, object] | Iterable[object]) -> str:
    """Give the fingerprint of plain data: the SHA-256 of its canonical JSON."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def file_fingerprint(path: Path) -> str:
    """Give the SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
