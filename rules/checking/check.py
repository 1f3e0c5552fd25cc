"""Check what a person names: a file of their own, a document of the shelf, or the whole shelf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kredslob.rules.agreement import Agreement
from kredslob.rules.amending import series_of
from kredslob.rules.checking.agreements import Asked, between_agreements, by_file, check_agreement
from kredslob.rules.checking.days import between_versions, change_days
from kredslob.rules.checking.findings import Finding, errors, in_order, telling
from kredslob.rules.checking.reading import read_file
from kredslob.rules.documents import build_document
from kredslob.rules.library import SHIPPED, Library, add_file, beside, load_library, names_file
from kredslob.rules.linking import check_links
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import Document
from kredslob.rules.shelving import AGREEMENTS, a_folder, is_folder, word
from kredslob.rules.terms import rules_on


def check(names: Sequence[str], asked: Asked, folder: Path = SHIPPED) -> tuple[Library | None, tuple[Finding, ...]]:
    """Find what is wrong, or may not be meant, in documents that are named, or in all of the shelf if none is.

    Args:
        names: ids and paths of files.
        asked: what is asked of an agreement besides what its rules say.
        folder: the shelf, laid out as `rules/` is.

    Returns the shelf, or None if it cannot be read itself, and what was found.

    Raises:
        WrongInput: there is nothing of a name.
    """
    found: list[Finding] = []
    with telling(found):
        library = load_library(folder)
    if found:
        return None, in_order(found)
    if not names:
        return library, check_shelf(library, asked)
    return library, in_order(one for name in names for one in check_named(library, name, asked))


def check_shelf(library: Library, asked: Asked) -> tuple[Finding, ...]:
    """Find what is wrong, or may not be meant, in all laws, agreements and individual agreements of the shelf.

    Args:
        library: the shelf, which could be read.
        asked: what is asked of an agreement besides what its rules say.
    """
    found: list[Finding] = []
    agreements: list[Agreement] = []
    for document in library.documents.values():
        if document.kind == "law":
            found += _law(library, document)
        elif document.kind == "framework":
            found += _framework(library, document, asked)
            with telling(found):
                agreements.append(library.with_all_amendments(document))
        else:
            found += _amendment(library, document, asked)
    return in_order([*found, *between_agreements(agreements)])


def check_named(library: Library, name: str, asked: Asked) -> tuple[Finding, ...]:
    """Find what is wrong, or may not be meant, in a document by its id, or in a file.

    Args:
        library: the shelf.
        name: an id of a law, agreement or individual agreement, or the path of a file.
        asked: what is asked of an agreement besides what its rules say.

    Raises:
        WrongInput: there is nothing of that name.
    """
    if names_file(name):
        return in_order(_file(library, Path(name), asked))
    return in_order(_document(library, name, asked))


def _document(library: Library, name: str, asked: Asked) -> list[Finding]:
    document = library.documents.get(name)
    if document is None:
        return _shelved_individual(library, name, asked)
    if document.kind == "law":
        return _law(library, document)
    if document.kind == "framework":
        return _framework(library, document, asked)
    return _amendment(library, document, asked)


def _shelved_individual(library: Library, name: str, asked: Asked) -> list[Finding]:
    frameworks = [key for key, one in library.documents.items() if one.kind == "framework"]
    ids = {one: key for key in frameworks for one in library.individual_ids(key)}
    if name not in ids:
        if is_folder(name):
            raise WrongInput(a_folder(name))
        found = Message("there is no agreement {id}.", id=name[:80])
        accepted = Message("the id of a law, an agreement or an individual agreement, or a file")
        raise WrongInput(Problem(Place(), found, accepted, nearest(name, (*library.documents, *ids))))
    told: list[Finding] = []
    with telling(told):
        told += _individual(library, library.individual_agreement(ids[name], name), asked)
    return told


def _file(library: Library, path: Path, asked: Asked) -> list[Finding]:
    found: list[Finding] = []
    try:
        read = read_file(path)
    except WrongInput as wrong:
        return [*errors(wrong.problems)]
    text, digest, problems = read.text, read.digest, [*read.problems]
    with telling(found):
        kind = word(text, "kind")
        if kind in AGREEMENTS:
            known, document = add_file(library, path, problems, (text, digest))
            of_kind = _framework if kind == "framework" else _amendment
            found += of_kind(known, document, Asked() if problems else asked)
        elif kind == "individual":
            framework = word(text, "framework") or ""
            above = beside(path.parent, framework)
            if above is not None and framework not in library.documents:
                library, _ = add_file(library, above)
            settable = series_of(library.settable(framework))
            document = build_document(text, library.facts, settable, digest, problems)
            found += _individual(library, document, asked)
        else:
            document = build_document(text, library.facts, {}, digest, problems)
            found += _law(replace(library, documents={**library.documents, document.id: document}), document)
    found += errors(problems)
    return read.beside_gone(found)


def _law(library: Library, law: Document) -> list[Finding]:
    """Check a law beside the other laws, whose parameters and clauses it may name."""
    laws = tuple(one for one in library.documents.values() if one.kind == "law")
    found = [*between_versions(law)]
    for day in change_days(Agreement(law, (), ())):
        told: list[Finding] = []
        with telling(told):
            check_links(laws, rules_on(laws, day), library.facts, library.sources)
        found += [one for one in told if one.problem.place.file == law.name]
    return found


def _framework(library: Library, framework: Document, asked: Asked) -> list[Finding]:
    """Check a framework agreement with all amendments made to it and all individual agreements under it."""
    found: list[Finding] = []
    with telling(found):
        agreement = library.with_all_amendments(framework)
        found += check_agreement(library, agreement, _individuals(library, framework.id, found), asked)
    return found


def _amendment(library: Library, amendment: Document, asked: Asked) -> list[Finding]:
    """Check an amendment with all that it builds on: what is found in it, or is not found without it."""
    found: list[Finding] = []
    with telling(found):
        faults: list[Problem] = []
        agreement = library.agreement(amendment.id, faults)
        found += errors(faults)
        individual = _individuals(library, agreement.id, [])
        below = [one for one in agreement.amendments if one.id != amendment.id]
        before = check_agreement(library, replace(agreement, amendments=tuple(below)), individual, asked)
        after = check_agreement(library, agreement, individual, asked)
        found += by_file(after, amendment.name, dict.fromkeys(before))
    return found


def _individual(library: Library, document: Document, asked: Asked) -> list[Finding]:
    """Check an individual agreement under its framework: what is found in it, or is not found without it."""
    framework = library.documents.get(document.framework or "")
    if framework is None or framework.kind != "framework":
        named = [key for key, one in library.documents.items() if one.kind == "framework"]
        found = Message("{id} belongs under {base}, which is not there.", id=document.id, base=document.framework)
        accepted = Message("{names}", names=", ".join(named))
        raise WrongInput(Problem(document.at("framework"), found, accepted, nearest(document.framework or "", named)))
    agreement = library.with_all_amendments(framework)
    before = check_agreement(library, agreement, (), asked)
    return by_file(check_agreement(library, agreement, [document], asked), document.name, dict.fromkeys(before))


def _individuals(library: Library, framework: str, found: list[Finding]) -> list[Document]:
    read: list[Document] = []
    for one in library.individual_ids(framework):
        with telling(found):
            read.append(library.individual_agreement(framework, one))
    return read
