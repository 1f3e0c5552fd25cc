"""The seventeen ways to let a family dwelling, and what each is here: a channel, a filter, or out of scope.

`channels.yaml` is for people who ask what Kredsløb knows of letting. Nothing is decided by it, so it is read when
somebody asks and checked against what decides: the choices of the fact `channel`, the facts that filter applicants, the
clauses and the sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Literal, cast

from kredslob.rules.frozen import dataclass
from kredslob.rules.library import SHIPPED, Library
from kredslob.rules.messages import LANGUAGES, FieldPath, Message, Problem, WrongInput, nearest
from kredslob.rules.model import Text
from kredslob.rules.yaml_source import YamlText, parse_yaml, read_text

Role = Literal["channel", "filter", "out_of_scope"]
ROLES: Final[tuple[Role, ...]] = ("channel", "filter", "out_of_scope")
DECIDED: Final = "channel"  # the fact that routing decides; its choices are the channels
_TEXTS: Final = ("danish", "english", "source")
_FIELDS: Final = (*_TEXTS, "is", "value", "clause", "note")
_KEYS: Final = Message("keys and values")
_FILLED: Final = Message("this field, filled in")


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to let a dwelling.

    Args:
        number: C01 and on, as in docs/domain.md.
        name: what it is called.
        role: what it is here.
        value: the choice of the fact `channel`, or the fact that filters applicants; None where it is out of scope.
        clause: the id of the clause it rests on; None where none is encoded.
        source: the key of the public document.
        note: what else is to be said.
    """

    number: str
    name: Text
    role: Role
    value: str | None
    clause: str | None
    source: str
    note: Text


def load_channels(library: Library, path: Path = SHIPPED / "channels.yaml") -> Mapping[str, Channel]:
    """Give the channels by number, in order.

    Args:
        library: the shelf whose facts, clauses and sources they name.
        path: the file.

    Raises:
        WrongInput: with every problem found in the file.
    """
    text = parse_yaml(read_text(path), path.name)
    listed = text.data.get("channels") if isinstance(text.data, dict) else None
    if not isinstance(listed, dict) or not listed:
        raise WrongInput(Problem(text.place(("channels",)), _missing("channels"), _KEYS))
    found = [*_other_fields(text, (), cast("dict[str, object]", text.data), ("channels",))]
    for place, (number, one) in enumerate(listed.items(), 1):
        found += _of_entry(text, library, number, f"C{place:02}", one)
    if found:
        raise WrongInput(found)
    return {number: _channel(number, one) for number, one in listed.items()}


def _channel(number: str, one: Mapping[str, object]) -> Channel:
    note = cast("Mapping[str, str]", one["note"])
    value, clause = cast("tuple[str | None, str | None]", (one["value"], one["clause"]))
    return Channel(
        number, Text(str(one["danish"]), str(one["english"])), cast("Role", one["is"]), value, clause,
        str(one["source"]), Text(note["da"], note["en"]),
    )  # fmt: skip


def _missing(field: str) -> Message:
    return Message("{field} is missing.", field=field)


def _of_entry(text: YamlText, library: Library, number: str, expected: str, one: object) -> Iterator[Problem]:
    """Give what is wrong with one channel: its number, its fields, and what they name."""
    at: FieldPath = ("channels", number)
    if number != expected:
        yield _refused(text, at, number, (expected,))
    if not isinstance(one, dict):
        yield Problem(text.place(at), Message("{value} is not accepted.", value=one), _KEYS)
        return
    yield from _other_fields(text, at, one, _FIELDS)
    yield from _texts(text, at, one, _TEXTS)
    note = one.get("note")
    if isinstance(note, dict):
        yield from _other_fields(text, (*at, "note"), note, LANGUAGES)
        yield from _texts(text, (*at, "note"), note, LANGUAGES)
    elif "note" in one:
        yield Problem(text.place((*at, "note")), Message("{value} is not accepted.", value=note), _KEYS)
    yield from _of_names(text, library, at, one)


def _other_fields(text: YamlText, at: FieldPath, one: Mapping[str, object], fields: Iterable[str]) -> Iterator[Problem]:
    """Give the fields that are missing, and those that are not known."""
    known = tuple(fields)
    for field in known:
        if field not in one:
            yield Problem(text.place(at), _missing(field), _FILLED)
    for field in one:
        if field not in known:
            found = Message("{field} is not a field here.", field=field)
            yield Problem(text.place((*at, field)), found, _names(known), nearest(field, known))


def _texts(text: YamlText, at: FieldPath, one: Mapping[str, object], fields: Iterable[str]) -> Iterator[Problem]:
    for field in fields:
        value = one.get(field)
        if field in one and not (isinstance(value, str) and value.strip()):
            found = Message("{value} is not accepted.", value="" if value is None else value)
            yield Problem(text.place((*at, field)), found, Message("text"))


def _of_names(text: YamlText, library: Library, at: FieldPath, one: Mapping[str, object]) -> Iterator[Problem]:
    """Give the names in an entry that name nothing: its role, its value, its clause, its source."""
    role, value, clause, source = (one.get(field) for field in ("is", "value", "clause", "source"))
    if role not in ROLES:
        if "is" in one:
            yield _refused(text, (*at, "is"), role, ROLES)
    elif "value" in one and value not in (accepted := _values(library, role)):
        yield _refused(text, (*at, "value"), value, accepted)
    clauses = [key for document in library.documents.values() for key in document.clauses]
    nameless = clause is None and role == "out_of_scope"
    if "clause" in one and not nameless and clause not in clauses:
        found = Message("there is no clause {clause}.", clause=_written(clause))
        accepted_clause = Message("a clause of these documents")
        yield Problem(text.place((*at, "clause")), found, accepted_clause, nearest(_written(clause), clauses))
    if isinstance(source, str) and source.strip() and source not in library.sources:
        found = Message("{id} cites {source}, which is not listed.", id=at[-1], source=source)
        place, listed = text.place((*at, "source")), library.sources
        yield Problem(place, found, Message("a source that is listed"), nearest(source, listed))


def _values(library: Library, role: object) -> tuple[str | None, ...]:
    """Give the values that an entry may have: a choice of the channel, a fact decided about applicants, or nothing."""
    if role == "channel":
        return tuple(library.facts[DECIDED].choices) if DECIDED in library.facts else ()
    if role == "filter":
        return tuple(
            name
            for name, fact in library.facts.items()
            if (fact.about, fact.origin, fact.type) == ("applicant", "decided", "yes_no")
        )
    return (None,)


def _refused(text: YamlText, at: FieldPath, value: object, accepted: Iterable[str | None]) -> Problem:
    named = [_written(one) for one in accepted]
    found = Message("{value} is not accepted.", value=_written(value))
    return Problem(text.place(at), found, _names(named), nearest(_written(value), named))


def _names(names: Iterable[str]) -> Message:
    return Message("{names}", names=", ".join(names))


def _written(value: object) -> str:
    return "null" if value is None else str(value)
