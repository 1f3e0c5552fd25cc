"""Open what a command decides with: the rules, a register, an agreement, as known on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kredslob.engine.inputs import read_day
from kredslob.engine.office import Office
from kredslob.engine.phrasing import Words
from kredslob.engine.register.reading import read_register
from kredslob.rules.library import Agreement, Library, add_file, load_library, names_file
from kredslob.rules.messages import Lang


def open_office(register: str | None = None, agreement: str | None = None, as_known: str | None = None) -> Office:
    """Open an office as the options say; raise WrongInput for what is not there."""
    known = read_day(as_known, "--as-known") if as_known else None
    library = load_library()
    chosen = None
    if agreement is not None:
        library, chosen = named_agreement(library, agreement)
    held = read_register(Path(register) if register else None)
    return Office(library, held.as_known(known) if known else held, chosen, known)


def words_of(office: Office, lang: Lang) -> Words:
    """Give the words of an office's rules and the names of its organisations."""
    return Words(office.library, lang, {key: one.name for key, one in office.register.organisations.items()})


def named_agreement(library: Library, name: str) -> tuple[Library, Agreement]:
    """Give an agreement by id, or by a file of one's own that is put on the shelf."""
    if names_file(name):
        library, document = add_file(library, Path(name))
        name = document.id
    return library, library.agreement(name)


def open_agreement(
    library: Library, name: str | None, day: date | None, clause: str | None = None
) -> tuple[Library, Agreement]:
    """Give the agreement named, else the one in force on the day, else the latest, with all its amendments.

    The latest that has the clause, if one is asked for and some agreement has it.
    """
    if name is not None:
        return named_agreement(library, name)
    if day is not None:
        return library, library.in_force(day)
    starts = [one.start.day for one in library.documents.values() if one.kind == "framework"]
    agreements = [library.in_force(start) for start in sorted(starts, reverse=True)]
    having = [one for one in agreements if clause is not None and _has(one, clause)]
    return library, (having or agreements)[0]


def _has(agreement: Agreement, clause: str) -> bool:
    documents = (agreement.base, *agreement.amendments, *agreement.laws)
    return any(key.casefold() == clause.casefold() for one in documents for key in one.clauses)
