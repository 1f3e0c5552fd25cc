"""What a decision was made from, stored once by its hash: the texts of the agreement, and the rows of the register.

The texts are those of the rules files themselves, so that they can be read in fifty years without this program; rows are
JSON. A decision in the ledger is made from these and nothing else, and so it can be made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Final

from kredslob.engine.ledger.chain import canonical
from kredslob.engine.ledger.plain import plain_rows, read_row
from kredslob.engine.office import Office
from kredslob.engine.register.model import KINDS, Register
from kredslob.engine.register.rows import (
    CouncilDecision,
    Estate,
    Listing,
    NationalFigures,
    Publication,
    Recorded,
)
from kredslob.engine.vacancy import Vacancy
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Library, load_library
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import Document
from kredslob.rules.yaml_source import read_text

SHARED: Final[tuple[type[Recorded], ...]] = (Publication, Listing, NationalFigures, CouncilDecision)
_KIND: Final = {kind.__name__: kind for kind in KINDS}


def digest_of(body: bytes) -> str:
    """Give the hash under which contents are stored."""
    return hashlib.sha256(body).hexdigest()


@dataclass(frozen=True, slots=True)
class Basis:
    """What decisions about an estate are made from, and under which hashes it is stored.

    Args:
        office: the office, with the rows of the register that concern the estate and no others.
        register: the hash of the list of tables.
        contents: the tables and their list.
    """

    office: Office
    register: str
    contents: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Shelf:
    """An office's rules and rows as they are stored: each is worked out once."""

    office: Office
    _texts: dict[str, tuple[str, bytes]] = field(default_factory=dict, repr=False, compare=False)
    _bases: dict[str, Basis] = field(default_factory=dict, repr=False, compare=False)
    _terms: dict[tuple[str, ...], tuple[str, dict[str, bytes]]] = field(default_factory=dict, repr=False, compare=False)

    def basis(self, estate: Estate) -> Basis:
        """Give what decisions about an estate are made from."""
        if estate.id not in self._bases:
            tables = rows_about(self.office.register, estate)
            bodies = [_table(kind, rows) for kind, rows in tables.items()]
            contents = {digest_of(body): body for body in bodies}
            listed = canonical({"tables": list(contents)}).encode()
            held = Register.of((row for rows in tables.values() for row in rows), self.office.register.name)
            self._bases[estate.id] = Basis(
                replace(self.office, register=held), digest_of(listed), {**contents, digest_of(listed): listed}
            )
        return self._bases[estate.id]

    def terms(self, vacancy: Vacancy, estate: Estate) -> tuple[str, Mapping[str, bytes]]:
        """Give the hash of the list of texts that a decision about a vacancy may draw on, and those texts.

        Raises WrongInput if a text is no longer what was loaded.
        """
        days = {*([vacancy.on] if vacancy.on else []), *vacancy.dates.values()}
        documents = {one.id: one for day in sorted(days) for one in self._documents(day, estate)}
        key = tuple(documents)
        if key not in self._terms:
            texts = {name: self._text(name, path, None) for name, path in self._declarations()}
            texts.update(
                {name: self._text(name, one.name, one.digest) for one in documents.values() for name in [_place(one)]}
            )
            listed = canonical({"texts": texts, "agreement": self._named()}).encode()
            bodies = {digest: body for digest, body in self._texts.values() if digest in texts.values()}
            self._terms[key] = digest_of(listed), {**bodies, digest_of(listed): listed}
        return self._terms[key]

    def _declarations(self) -> list[tuple[str, str]]:
        facts = sorted((self.office.library.individual.parent / "facts").glob("*.yaml"))
        return [*((f"facts/{path.name}", f"facts/{path.name}") for path in facts), ("sources.yaml", "sources.yaml")]

    def _documents(self, day: date, estate: Estate) -> list[Document]:
        try:
            agreed = self.office.agreement_on(day)
        except WrongInput:  # of several days one may lie outside
            return []
        individual = self.office.individual(agreed, estate)
        return [agreed.base, *agreed.amendments, *agreed.laws, *([individual] if individual else [])]

    def _named(self) -> str | None:
        """Give the agreement that was asked for by its name, or by that of its last amendment; None for the one in force."""
        agreed = self.office.agreement
        return None if agreed is None else (agreed.amendments[-1].id if agreed.amendments else agreed.id)

    def _text(self, name: str, path: str, digest: str | None) -> str:
        """Give the hash of a text, which is read once and must be what was loaded."""
        if name not in self._texts:
            own = self.office.library.individual.parent / path
            text = read_text(own if own.is_file() else Path(path)).encode()
            if digest is not None and digest_of(text) != digest:
                found = Message("the file has been changed since it was loaded.")
                raise WrongInput(Problem(Place(path), found, Message("the same command again")))
            self._texts[name] = digest_of(text), text
        return self._texts[name][0]


def _table(kind: type[Recorded], rows: Iterable[Recorded]) -> bytes:
    return canonical({"table": kind.__name__, "rows": plain_rows(rows)}).encode()


def _place(document: Document) -> str:
    """Give where a document stands in a folder laid out as the rules are."""
    if document.kind == "individual":
        return f"individual/{document.framework}/{document.id}.yaml"
    return f"{'law' if document.kind == 'law' else 'agreements'}/{document.id}.yaml"


def rows_about(register: Register, estate: Estate) -> dict[type[Recorded], tuple[Recorded, ...]]:
    """Give the rows of the register that a decision about an estate may read, by table."""
    organisation, area = register.organisations.get(estate.organisation), register.areas.get(estate.area or "")
    found: dict[type[Recorded], Iterable[Recorded | None]] = {
        _KIND["Organisation"]: [organisation],
        _KIND["Area"]: [area],
        _KIND["Estate"]: [estate],
        **{kind: register.current(kind).values() for kind in SHARED},
        _KIND["Measurement"]: register.measurements(estate.id),
        _KIND["AreaFigures"]: register.area_figures(estate.area) if estate.area else (),
    }
    return {kind: tuple(row for row in rows if row is not None) for kind, rows in found.items()}


# --- back again -----------------------------------------------------------------------------------------------------


Content = Callable[[str], bytes]
"""Gives what is stored under a hash, and has seen that it has that hash."""


class Restored(AbstractContextManager["Restored"]):
    """The offices that decisions were made in, restored from what is stored; each set of texts is read once."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._folder = TemporaryDirectory(prefix="kredslob-")
        self._libraries: dict[str, tuple[Library, str | None]] = {}
        self._registers: dict[str, Register] = {}
        self._offices: dict[tuple[str, str, date | None], Office] = {}

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._folder.cleanup()

    def office(self, terms: str, register: str, as_known: date | None) -> Office:
        """Give an office by the hashes of its texts and its tables."""
        key = terms, register, as_known
        if key not in self._offices:
            library, named = self._library(terms)
            agreement = library.agreement(named) if named is not None else None
            self._offices[key] = Office(library, self._register(register), agreement, as_known)
        return self._offices[key]

    def _library(self, digest: str) -> tuple[Library, str | None]:
        if digest not in self._libraries:
            listed: dict[str, Any] = json.loads(self._content(digest))
            folder = Path(self._folder.name) / digest
            for name, text in listed["texts"].items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(self._content(text))
            self._libraries[digest] = load_library(folder), listed["agreement"]
        return self._libraries[digest]

    def _register(self, digest: str) -> Register:
        if digest not in self._registers:
            tables = [json.loads(self._content(one)) for one in json.loads(self._content(digest))["tables"]]
            rows = [read_row(_KIND[table["table"]], row) for table in tables for row in table["rows"]]
            self._registers[digest] = Register.of(rows)
        return self._registers[digest]
