"""The cases that ship with the rules, and which of them an agreement is held to.

A framework agreement is held to its own cases, an amendment to those of all that it builds on too, and both to the cases
of the laws that the framework draws on, decided by the agreement that those name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from kredslob.engine.cases.model import WrittenCase
from kredslob.engine.cases.reading import CaseFile, read_cases
from kredslob.rules.library import SHIPPED, Agreement, Library
from kredslob.rules.messages import Message, Place, Problem, WrongInput, mask_cpr

CASES: Final = SHIPPED / "cases"
_SUFFIXES: Final = (".yaml", ".yml", ".json")


def shipped_cases(library: Library) -> tuple[CaseFile, ...]:
    """Give the cases that ship with the rules, by file."""
    return _read([(path, f"cases/{path.relative_to(CASES).as_posix()}") for path in _files(CASES)], library)


def own_cases(paths: Iterable[Path], library: Library) -> tuple[CaseFile, ...]:
    """Give the cases of files and folders that a person names; raise WrongInput with everything wrong in any of them."""
    named: list[tuple[Path, str]] = []
    for path in paths:
        found = _files(path) if path.is_dir() else [path]
        if not found:
            at = Place(mask_cpr(str(path)))
            raise WrongInput(Problem(at, Message("there are no cases in this folder."), Message("YAML or JSON files")))
        named += [(one, str(one)) for one in found]
    return _read(named, library)


def of_agreement(files: Iterable[CaseFile], agreement: Agreement) -> tuple[WrittenCase, ...]:
    """Give the cases that an agreement is held to."""
    own = {agreement.id, *(one.id for one in agreement.amendments)}
    laws = {one.id for one in agreement.laws}
    return tuple(case for file in files for case in file.cases if case.document in own | laws)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file())


def _read(paths: Sequence[tuple[Path, str]], library: Library) -> tuple[CaseFile, ...]:
    files: list[CaseFile] = []
    problems: list[Problem] = []
    for path, name in paths:
        try:
            files.append(read_cases(path, library, name))
        except WrongInput as wrong:
            problems += wrong.problems
    if problems:
        raise WrongInput(problems)
    return tuple(files)
