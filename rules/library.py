"""The shelf of rules: facts, sources, laws, agreements and amendments, and which agreement is in force on a day.

Everything on it is read at once and every problem told, except the individual agreements: there are many of them, and a
decision needs one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from kredslob.rules.agreement import Agreement, last_day, start_id, together
from kredslob.rules.amending import series_of
from kredslob.rules.bound_once import Bindings
from kredslob.rules.declarations import build_facts
from kredslob.rules.estate_changes import check_estates
from kredslob.rules.frozen import dataclass
from kredslob.rules.loading import load_facts, load_plain, load_sources
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import Document, FactDeclaration, Limit, Source
from kredslob.rules.read_once import Read, read_individual
from kredslob.rules.shelving import AGREEMENTS, Plain, a_folder, amended_first, build, gathering, is_folder, word

__all__ = ["SHIPPED", "Agreement", "Library", "add_file", "beside", "load_library", "names_file", "start_id"]

SHIPPED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Library:
    """Everything a decision may cite: declared facts, public documents, laws and agreements.

    Attributes:
        facts: every declared fact, by name.
        sources: the public documents, by key.
        documents: laws and agreements, by id.
        individual: the folder with a folder of individual agreements for each framework.
        own: such a folder for each framework that stands in a person's own file.
        read, bindings: what has been read and bound once, for this library and those made from it.
    """

    facts: Mapping[str, FactDeclaration]
    sources: Mapping[str, Source]
    documents: Mapping[str, Document]
    individual: Path
    own: Mapping[str, Path] = field(default_factory=dict)
    read: dict[Path, Read] = field(default_factory=dict, repr=False, compare=False)
    bindings: Bindings = field(default_factory=Bindings, repr=False, compare=False)

    def agreement(self, wanted: str, faults: list[Problem] | None = None) -> Agreement:
        """Give an agreement by id: a framework as agreed, or an amendment with all that it builds on.

        One that fills in builds on all amendments on the shelf: it says what has been agreed, with everything that has.

        Raises:
            WrongInput: there is no such agreement, or its chain is broken, or it changes what is not there for single
                estates, unless that is noted in `faults`.
        """
        named = [key for key, one in self.documents.items() if one.kind in AGREEMENTS]
        if wanted not in named:
            if is_folder(wanted):
                raise WrongInput(a_folder(wanted))
            found = Message("there is no agreement {id}.", id=wanted)
            accepted = Message("{names}", names=", ".join(named))
            raise WrongInput(Problem(Place(), found, accepted, nearest(wanted, named)))
        document, chain = self.documents[wanted], dict[str, Document]()
        while document.kind == "amendment":
            chain[document.id] = document
            document = self._below(document, chain)
        if any(one.fills_in for one in chain.values()):
            others = (
                one for one in self.documents.values() if one.kind == "amendment" and self._root(one) == document.id
            )
            return self._with_laws(document, [*others], faults)
        return self._with_laws(document, chain.values(), faults)

    def in_force(self, day: date, known: date | None = None) -> Agreement:
        """Give the framework agreement in force on a day with the amendments made to it, as known on `known`.

        Raises:
            WrongInput: no agreement, or more than one, is in force.
        """
        frameworks = [one for one in self.documents.values() if one.kind == "framework"]
        amending: dict[str | None, list[Document]] = {}
        for one in self.documents.values():
            if one.kind == "amendment" and (known is None or one.adopted <= known):
                amending.setdefault(self._root(one), []).append(one)
        ends = {one.id: last_day(one, amending.get(one.id, ())) for one in frameworks}
        acting = [
            one
            for one in frameworks
            if one.start.day <= day <= (ends[one.id] or date.max) and (known is None or one.adopted <= known)
        ]
        if len(acting) != 1:
            found = Message("no agreement is in force on {day}.", day=day)
            if acting:
                found = Message("more than one agreement is in force on {day}.", day=day)
            periods = ", ".join(f"{one.id} ({one.start.day} - {ends[one.id] or ''})" for one in frameworks)
            raise WrongInput(Problem(Place(), found, Message("a day within {periods}", periods=periods)))
        return self._with_laws(acting[0], amending.get(acting[0].id, []))

    def with_all_amendments(self, framework: Document, known: date | None = None) -> Agreement:
        """Give a framework agreement with every amendment made to it that was known on a day."""
        amendments = [
            one
            for one in self.documents.values()
            if one.kind == "amendment" and self._root(one) == framework.id and (known is None or one.adopted <= known)
        ]
        return self._with_laws(framework, amendments)

    def limits(self) -> Iterator[Limit]:
        """Give the limits that all laws set to agreements, whether or not these draw on them."""
        for document in self.documents.values():
            if document.kind == "law":
                yield from document.limits.values()

    def individual_agreement(self, framework: str, wanted: str) -> Document:
        """Give one individual agreement under a framework.

        Raises:
            WrongInput: it is not there, or its file is wrong, or states another agreement than its place says.
        """
        path = self.individual_folder(framework) / f"{wanted}.yaml"
        series, kept = series_of(self.settable(framework)), self.read.get(path)
        if kept is not None and kept.serves(path, self.facts, series):
            return kept.document
        named = self.individual_ids(framework)
        if wanted not in named:
            found = Message("there is no individual agreement {id} under {framework}.", id=wanted, framework=framework)
            raise WrongInput(Problem(Place(), found, None, nearest(wanted, named)))
        name = str(path) if framework in self.own else f"individual/{framework}/{path.name}"
        self.read[path] = read_individual(path, self.facts, series, name, (framework, wanted))
        return self.read[path].document

    def settable(self, framework: str) -> list[Document]:
        """Give the laws, a framework and its amendments: what an individual agreement may give values of its own."""
        agreed = [one for one in self.documents.values() if one.kind != "law" and self._root(one) == framework]
        return [*(one for one in self.documents.values() if one.kind == "law"), *agreed]

    def individual_ids(self, framework: str) -> tuple[str, ...]:
        """Give the ids of the individual agreements under a framework, sorted."""
        if framework not in self.documents:
            return ()
        return tuple(sorted(path.stem for path in self.individual_folder(framework).glob("*.yaml")))

    def individual_folder(self, framework: str) -> Path:
        """Give the folder of the individual agreements under a framework; it need not be there."""
        return self.own.get(framework, self.individual / framework)

    def with_documents(self, added: Iterable[Document]) -> Library:
        """Give the library with more documents on the shelf."""
        return replace(self, documents={**self.documents, **{one.id: one for one in added}})

    def _below(self, amendment: Document, chain: Mapping[str, Document]) -> Document:
        """Give what an amendment extends, which must be on the shelf and not among what extends it in turn."""
        below = amendment.extends or ""
        document = self.documents.get(below)
        if below in chain:
            found = Message("amendments extend each other in a circle: {names}.", names=", ".join(sorted(chain)))
            raise WrongInput(Problem(Place(amendment.name), found, Message("a framework agreement at the end")))
        if document is None or document.kind not in AGREEMENTS:
            named = [key for key, one in self.documents.items() if one.kind in AGREEMENTS]
            found = Message("{id} extends {base}, which is not there.", id=amendment.id, base=below)
            raise WrongInput(Problem(Place(amendment.name), found, None, nearest(below, named)))
        return document

    def _root(self, document: Document) -> str | None:
        """Give the id of the framework that an amendment extends in the end, or None if its chain is broken."""
        chain = dict[str, Document]()
        try:
            while document.kind == "amendment":
                chain[document.id] = document
                document = self._below(document, chain)
        except WrongInput:
            return None
        return document.id

    def _with_laws(
        self, base: Document, amendments: Iterable[Document], faults: list[Problem] | None = None
    ) -> Agreement:
        laws = {key: one for key, one in self.documents.items() if one.kind == "law"}
        problems = []
        for law in base.draws_on:
            if law not in laws:
                found = Message("{id} draws on {law}, which is not there.", id=base.id, law=law)
                problems.append(Problem(Place(base.name, None, "draws_on"), found, None, nearest(law, laws)))
        if problems:
            raise WrongInput(problems)
        made = together(amendments)
        if any(change.estate for one in made for change in one.changes):
            own = [self.individual_agreement(base.id, one) for one in self.individual_ids(base.id)]
            problems = check_estates(made, own)
            if faults is not None:
                faults += problems
            elif problems:
                raise WrongInput(problems)
        return Agreement(base, made, tuple(laws[law] for law in base.draws_on))


def load_library(folder: Path = SHIPPED) -> Library:
    """Load the shelf of rules from a folder laid out as `rules/` is.

    Raises:
        WrongInput: with every problem found in every file.
    """
    problems: list[Problem] = []
    facts: Mapping[str, FactDeclaration] = {}
    sources: Mapping[str, Source] = {}
    with gathering(problems):
        sources = load_sources(folder / "sources.yaml")
    plain: list[Plain] = []
    for path in [*sorted((folder / "law").glob("*.yaml")), *sorted((folder / "agreements").glob("*.yaml"))]:
        with gathering(problems):
            plain.append(load_plain(path, "DocumentFile", f"{path.parent.name}/{path.name}"))
    with gathering(problems):
        facts = load_facts(folder / "facts", [text for text, _ in plain])
    if problems:
        raise WrongInput(problems)
    documents: dict[str, Document] = {}
    ordered, circle = amended_first(plain)
    failed: set[str | None] = set()
    for text, digest in ordered:
        if word(text, "extends") not in failed:  # else it has been told what is wrong with what it amends
            with gathering(problems):
                document = build(text, digest, facts, documents, failed)
                documents[document.id] = document
                continue
        failed.add(word(text, "id"))
    for text, _ in circle:
        found = Message("amendments extend each other in a circle: {names}.", names=word(text, "extends"))
        problems.append(Problem(text.place(("extends",)), found, Message("a framework agreement at the end")))
    if problems:
        raise WrongInput(problems)
    return Library(facts, sources, documents, folder / "individual")


def names_file(name: str) -> bool:
    """Tell whether a name that a person gave for an agreement is that of a file: by its ending, or because it is there."""
    path = Path(name)
    try:
        return path.suffix.lower() in (".yaml", ".yml") or path.is_file()
    except (OSError, ValueError):  # no name that a file can have
        return False


def add_file(
    library: Library, path: Path, problems: list[Problem] | None = None, plain: Plain | None = None
) -> tuple[Library, Document]:
    """Give the library with a person's own framework agreement or amendment on the shelf, and that document.

    What an amendment extends may be a person's own too, in a file beside it that is called as its id; the individual
    agreements under a framework stand in a folder beside it that is called as its id. If `problems` is given, what is
    wrong within the file is noted there, and the rest is read all the same; `plain` is what has been read of it already.

    Raises:
        WrongInput: the file is wrong, of another kind, or takes the id of another document.
    """
    return _add(library, path, (), problems, plain)


def _add(
    library: Library,
    path: Path,
    above: tuple[str | None, ...],
    problems: list[Problem] | None = None,
    plain: Plain | None = None,
) -> tuple[Library, Document]:
    text, digest = plain or load_plain(path, "DocumentFile")
    kind, own_id, extends = word(text, "kind"), word(text, "id") or "", word(text, "extends")
    if kind not in AGREEMENTS:
        found = Message("a document of kind {kind} is not an agreement to decide by.", kind=kind)
        raise WrongInput(Problem(text.place(("kind",)), found, Message("{names}", names=", ".join(AGREEMENTS))))
    if own_id in library.documents and library.documents[own_id].digest == digest:
        return library, library.documents[own_id]
    below = beside(path, extends)
    if below is not None and extends not in library.documents:
        if extends in (own_id, *above):
            found = Message(
                "amendments extend each other in a circle: {names}.", names=", ".join([own_id, *map(str, above)])
            )
            raise WrongInput(Problem(text.place(("extends",)), found, Message("a framework agreement at the end")))
        library, _ = _add(library, below, (own_id, *above))
    facts = build_facts([text], library.facts)
    document = build(text, digest, facts, library.documents, problems=problems)
    own = {**library.own, document.id: path.parent / document.id} if kind == "framework" else library.own
    return replace(library.with_documents([document]), facts=facts, own=own), document


def beside(path: Path, wanted: str | None) -> Path | None:
    """Give the file beside another that is called as an id."""
    named = [path.with_name(f"{wanted}{suffix}") for suffix in (".yaml", ".yml")] if wanted else []
    return next((one for one in named if one.is_file()), None)
