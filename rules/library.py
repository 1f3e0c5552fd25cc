"""The shelf of rules: facts, sources, laws, agreements and amendments, and which agreement is in force on a day.

An `Agreement` is a framework agreement with the amendments that have been made to it, in order, and the laws it draws
on. Individual agreements are read one at a time, since a decision needs one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kredslob.rules.amending import amend, units_of
from kredslob.rules.loading import load_document, load_facts, load_sources
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import Document, FactDeclaration, Source

SHIPPED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Agreement:
    """A framework agreement, the amendments made to it in order, and the laws it draws on."""

    base: Document
    amendments: tuple[Document, ...]
    laws: tuple[Document, ...]

    @property
    def id(self) -> str:
        """The id of the framework agreement."""
        return self.base.id

    def starts(self, assumed: Mapping[str, date]) -> dict[str, date]:
        """Give the day from which each amendment acts; `assumed` holds days taken for those that are not known."""
        return {one.id: assumed.get(start_id(one.id), one.start.day) for one in self.amendments}

    def amended(self, day: date, assumed: Mapping[str, date] | None = None) -> tuple[Document, tuple[str, ...]]:
        """Give the framework as amended by what acts on the day, and the ids of those amendments."""
        document, acting = self.base, []
        for one, start in zip(self.amendments, self.starts(assumed or {}).values(), strict=True):
            if start <= day:
                document = amend(document, one, start)
                acting.append(one.id)
        return document, tuple(acting)


def start_id(amendment: str) -> str:
    """Give the name by which an amendment's own day is asked for when it is not known."""
    return f"{amendment}.from"


@dataclass(frozen=True, slots=True)
class Library:
    """Everything a decision may cite: declared facts, public documents, laws and agreements."""

    facts: Mapping[str, FactDeclaration]
    sources: Mapping[str, Source]
    documents: Mapping[str, Document]
    individual: Path

    def agreement(self, wanted: str, known: date | None = None) -> Agreement:
        """Give an agreement by id: a framework as agreed, or an amendment with all that it builds on.

        Raises:
            WrongInput: there is no such agreement, or its chain is broken.
        """
        document = self.documents.get(wanted)
        named = [key for key, one in self.documents.items() if one.kind in ("framework", "amendment")]
        if document is None or document.kind not in ("framework", "amendment"):
            found = Message("there is no agreement {id}.", id=wanted)
            accepted = Message("{names}", names=", ".join(named))
            raise WrongInput(Problem(Place(), found, accepted, nearest(wanted, named)))
        chain: list[Document] = []
        while document.kind == "amendment":
            below = document.extends or ""
            if document in chain or below not in self.documents:
                found = Message("{id} extends {base}, which is not there.", id=document.id, base=below)
                raise WrongInput(Problem(Place(document.name), found, None, nearest(below, named)))
            chain.insert(0, document)
            document = self.documents[below]
        return self._with_laws(document, tuple(chain))

    def in_force(self, day: date, known: date | None = None) -> Agreement:
        """Give the framework agreement in force on a day with the amendments made to it, as known on `known`.

        Raises:
            WrongInput: no agreement, or more than one, is in force.
        """
        frameworks = [one for one in self.documents.values() if one.kind == "framework"]
        periods = ", ".join(f"{one.id} ({one.start.day} - {one.to})" for one in frameworks)
        acting = [
            one
            for one in frameworks
            if one.start.day <= day and (one.to is None or day <= one.to) and (known is None or one.adopted <= known)
        ]
        if len(acting) != 1:
            found = Message("no agreement is in force on {day}.", day=day)
            if acting:
                found = Message("more than one agreement is in force on {day}.", day=day)
            raise WrongInput(Problem(Place(), found, Message("a day within {periods}", periods=periods)))
        amendments = tuple(
            one
            for one in self.documents.values()
            if one.kind == "amendment" and self._root(one) == acting[0].id and (known is None or one.adopted <= known)
        )
        return self._with_laws(acting[0], tuple(sorted(amendments, key=lambda one: (one.start.day, one.id))))

    def individual_agreement(self, framework: str, wanted: str) -> Document:
        """Give one individual agreement under a framework.

        Raises:
            WrongInput: it is not there, or its file is wrong.
        """
        path = self.individual / framework / f"{wanted}.yaml"
        if not path.is_file():
            named = [file.stem for file in path.parent.glob("*.yaml")]
            found = Message("there is no individual agreement {id} under {framework}.", id=wanted, framework=framework)
            raise WrongInput(Problem(Place(), found, None, nearest(wanted, named)))
        return load_document(path, self.facts, units_of(self.documents), f"individual/{framework}/{path.name}")

    def individual_ids(self, framework: str) -> tuple[str, ...]:
        """Give the ids of the individual agreements under a framework, sorted."""
        return tuple(sorted(path.stem for path in (self.individual / framework).glob("*.yaml")))

    def with_documents(self, added: Iterable[Document]) -> Library:
        """Give the library with more documents on the shelf."""
        return replace(self, documents={**self.documents, **{one.id: one for one in added}})

    def _root(self, document: Document) -> str | None:
        seen = set()
        while document.extends is not None and document.extends in self.documents and document.id not in seen:
            seen.add(document.id)
            document = self.documents[document.extends]
        return document.id if document.kind == "framework" else None

    def _with_laws(self, base: Document, amendments: tuple[Document, ...]) -> Agreement:
        missing = [law for law in base.draws_on if self.documents.get(law) is None]
        if missing:
            laws = [key for key, one in self.documents.items() if one.kind == "law"]
            found = Message("{id} draws on {law}, which is not there.", id=base.id, law=missing[0])
            raise WrongInput(Problem(Place(base.name), found, None, nearest(missing[0], laws)))
        return Agreement(base, amendments, tuple(self.documents[law] for law in base.draws_on))


def load_library(folder: Path = SHIPPED) -> Library:
    """Load the shelf of rules from a folder laid out as `rules/` is.

    Raises:
        WrongInput: with every problem found in the first file that has any.
    """
    facts, sources = load_facts(folder / "facts"), load_sources(folder / "sources.yaml")
    documents: dict[str, Document] = {}
    later: list[Path] = []
    for path in [*sorted((folder / "law").glob("*.yaml")), *sorted((folder / "agreements").glob("*.yaml"))]:
        try:
            _shelve(load_document(path, facts, units_of(documents), f"{path.parent.name}/{path.name}"), documents)
        except WrongInput:
            later.append(path)  # an amendment is read after what it amends, whatever their names
    for path in later:
        _shelve(load_document(path, facts, units_of(documents), f"{path.parent.name}/{path.name}"), documents)
    return Library(facts, sources, documents, folder / "individual")


def _shelve(document: Document, documents: dict[str, Document]) -> None:
    if document.id in documents:
        found = Message("{id} is also the id of {other}.", id=document.id, other=documents[document.id].name)
        raise WrongInput(Problem(Place(document.name), found, Message("an id of its own")))
    documents[document.id] = document


def add_file(library: Library, path: Path) -> tuple[Library, Document]:
    """Give the library with a person's own framework agreement or amendment on the shelf, and that document.

    Raises:
        WrongInput: the file is wrong, of another kind, or takes the id of another document.
    """
    document = load_document(path, library.facts, units_of(library.documents))
    if document.kind not in ("framework", "amendment"):
        found = Message("a document of kind {kind} is not an agreement to decide by.", kind=document.kind)
        raise WrongInput(Problem(Place(str(path), None, "kind"), found, Message("framework, amendment")))
    documents = dict(library.documents)
    if document.id in documents and documents[document.id].digest == document.digest:
        return library, document
    _shelve(document, documents)
    return library.with_documents([document]), document
