"""Put documents on the shelf in the order in which they build on each other.

An amendment comes after what it extends and may set what is defined there, an agreement after the laws it draws on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kredslob.rules.amending import series_of
from kredslob.rules.documents import build_document
from kredslob.rules.filling import not_filled_in
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import Document, FactDeclaration
from kredslob.rules.yaml_source import YamlText

Plain = tuple[YamlText, str]
"""A file's checked plain data, and the SHA-256 of its text."""

AGREEMENTS = ("framework", "amendment")


@contextmanager
def gathering(problems: list[Problem]) -> Iterator[None]:
    """Note the problems of what is tried, and go on after it."""
    try:
        yield
    except WrongInput as wrong:
        problems.extend(wrong.problems)


def word(text: YamlText, key: str) -> str | None:
    """Give the word that stands under a key of a file, if it is one."""
    value = text.data.get(key) if isinstance(text.data, dict) else None
    return value if isinstance(value, str) else None


def amended_first(plain: Iterable[Plain]) -> tuple[list[Plain], list[Plain]]:
    """Order documents so that each comes after what it extends; give those apart that extend each other in a circle."""
    ordered, waiting = list[Plain](), list(plain)
    while waiting:
        missing = {word(text, "id") for text, _ in waiting}
        ready = [one for one in waiting if word(one[0], "extends") not in missing]
        if not ready:
            break
        ordered += ready
        waiting = [one for one in waiting if one not in ready]
    return ordered, waiting


def build(
    text: YamlText,
    digest: str,
    facts: Mapping[str, FactDeclaration],
    documents: Mapping[str, Document],
    failed: Collection[str | None] = (),
    problems: list[Problem] | None = None,
) -> Document:
    """Build a document that comes after what it extends and draws on.

    Args:
        text: its plain data, the shape checked.
        digest: SHA-256 of its text.
        facts: the declared facts.
        documents: those on the shelf, by id.
        failed: ids of documents of which the problems have been told.
        problems: if given, what is wrong within it is noted there instead of raised.

    Raises:
        WrongInput: with every problem found in it, or what it builds on is not there.
    """
    own_id = word(text, "id") or ""
    if own_id in documents:
        found = Message("{id} is also the id of {other}.", id=own_id, other=documents[own_id].name)
        raise WrongInput(Problem(text.place(("id",)), found, Message("an id of its own")))
    drawn = text.data.get("draws_on") if isinstance(text.data, dict) else None
    laws = {key: one for key, one in documents.items() if one.kind == "law"}
    missing = [(index, law) for index, law in enumerate(drawn or ()) if law not in laws and law not in failed]
    if missing:
        raise WrongInput(
            Problem(
                text.place(("draws_on", index)),
                Message("{id} draws on {law}, which is not there.", id=own_id, law=law),
                Message("{names}", names=", ".join(laws)),
                nearest(law, laws),
            )
            for index, law in missing
        )
    if word(text, "kind") != "amendment":
        return build_document(text, facts, series_of(documents.values()), digest, problems)
    chain = below(text, documents)
    settable = [*(laws[law] for one in chain for law in one.draws_on if law in laws), *reversed(chain)]
    amendment = build_document(text, facts, series_of(settable), digest, problems)
    wrongs = [*not_filled_in(amendment, chain)] if amendment.fills_in else []
    end = chain[-1].to if chain else None  # what it extends may be missing, and that has been told
    if chain and amendment.to is not None and (end is None or amendment.to <= end):
        found = Message("what an amendment prolongs ends on {day} anyway.", day=end)
        if end is None:
            found = Message("an amendment cannot prolong what has no last day.")
        wrong = Problem(
            text.place(("to",)), found, Message("a later day, or no to: a change ends where another begins")
        )
        wrongs.append(wrong)
    if problems is not None:
        problems += wrongs
    elif wrongs:
        raise WrongInput(wrongs)
    return amendment


def below(text: YamlText, documents: Mapping[str, Document]) -> list[Document]:
    """Give what an amendment extends, one after the other down to the framework agreement.

    Raises:
        WrongInput: one of them is not on the shelf.
    """
    chain, key = list[Document](), word(text, "extends")
    while key is not None:
        if key not in documents or documents[key].kind not in AGREEMENTS:
            named = [name for name, one in documents.items() if one.kind in AGREEMENTS]
            found = Message("{id} extends {base}, which is not there.", id=word(text, "id"), base=key)
            accepted = Message("{names}", names=", ".join(named))
            raise WrongInput(Problem(text.place(("extends",)), found, accepted, nearest(key, named)))
        chain.append(documents[key])
        key = documents[key].extends
    return chain


def is_folder(name: str) -> bool:
    """Tell whether a name that a person gave for an agreement is that of a folder that is there."""
    try:
        return bool(name) and Path(name).is_dir()
    except (OSError, ValueError):  # no name that a folder can have
        return False


def a_folder(name: str) -> Problem:
    """Give what to say to a person who names a folder for an agreement."""
    return Problem(
        Place(name), Message("this is a folder."), Message("the id of an agreement, or a file that states one")
    )
