"""Write a case as the files that `kredslob decide` reads: the vacancy, the applicant, and a register of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath

from kredslob.engine.agreement_text import rules_text
from kredslob.engine.guesses import as_settings
from kredslob.engine.phrasing import Words
from kredslob.engine.proof.made.case import Made
from kredslob.engine.proof.proving import Proof
from kredslob.engine.proof.telling import case_lines, city_lines, headline, rule_lines
from kredslob.engine.register.rows import Recorded
from kredslob.engine.register.tables import TABLES
from kredslob.engine.register.writing import table_bytes
from kredslob.engine.vacancy import TurnReading
from kredslob.rules.library import Library
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import MINUTES, Value

VACANCY, APPLICANTS, REGISTER = "vacancy.yaml", "applicants.yaml", "register"


def command_for(made: Made, folder: PurePosixPath, agreement: str, library: Library) -> str:
    """Give the command that decides a case by an agreement, given by id or file."""
    words = ["kredslob decide", str(folder / VACANCY), "--register", str(folder / REGISTER), "--agreement", agreement]
    return " ".join([*words, *(f"--set {setting}" for setting in as_settings(made.assumed, library))])


def case_files(made: Made, folder: PurePosixPath, head: Iterable[str], library: Library) -> dict[PurePosixPath, str]:
    """Give the files of a case.

    Args:
        made: the case.
        folder: where they are to stand.
        head: what it is about and how it is decided, line by line.
        library: the rules.
    """
    facts = library.facts
    comment = "".join(f"# {line}\n" for line in head)
    found = {folder / VACANCY: rules_text({"vacancies": [_vacancy(made, facts)]}, comment)}
    if made.applicants is not None:
        people = [{"id": one.id, **_told(one.facts, facts)} for one in made.applicants]
        found[folder / APPLICANTS] = rules_text({"applicants": people})
    for table in TABLES:
        rows = [row for row in made.rows if type(row) is table.kind]
        if rows or table.needed:
            found[folder / REGISTER / f"{table.name}.csv"] = _table(table.kind, rows)
    return found


def _vacancy(made: Made, facts: Mapping[str, FactDeclaration]) -> dict[str, object]:
    one = made.vacancy
    found: dict[str, object] = {"id": one.id, "estate": one.estate, "on": one.on, **_told(one.facts, facts)}
    found |= {f"{wheel}_turn": _turn(reading) for wheel, reading in one.turns.items()}
    return {**found, "applicants": APPLICANTS} if made.applicants is not None else found


def _told(values: Mapping[str, Value], facts: Mapping[str, FactDeclaration]) -> dict[str, object]:
    return {name: _cell(value, facts[name].type) for name, value in values.items()}


def _cell(value: Value, unit: str) -> object:
    if isinstance(value, bool | date):
        return value
    if unit == "hours" and isinstance(value, int):
        return round(value / MINUTES, 9) if value % MINUTES else value // MINUTES
    return value


def _turn(reading: TurnReading) -> str:
    return f"{reading.slot}+{reading.pending}" if reading.pending else str(reading.slot)


def _table(kind: type[Recorded], rows: list[Recorded]) -> str:
    return table_bytes(kind, rows).decode()


def cases_of(words: Words, proof: Proof, folder: PurePosixPath, agreement: str) -> dict[PurePosixPath, str]:
    """Give the files of every case that a proof has found, a folder for each."""
    found: dict[PurePosixPath, str] = {}
    number = 0
    for one in proof.findings:
        if one.made is None or one.example is None:
            continue
        number += 1
        own = folder / f"{number:02}-{one.kind.replace('_', '-')}"
        head = [
            headline(words, one),
            *city_lines(words, one),
            *case_lines(words, one.example),
            *rule_lines(words, one.rules),
        ]
        command = command_for(one.made, own, agreement, words.library)
        found |= case_files(one.made, own, [*head, command], words.library)
    return found
