"""Read a file of cases: what holds for all of them, and each case with its situation and what is expected of it.

Names and values may be English or Danish. Everything wrong in a file is told at once, each problem with its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from kredslob.engine.cases import words
from kredslob.engine.cases.estates import ESTATE, MadeEstate, read_estate
from kredslob.engine.cases.expectations import Known, known_of, read_expected, read_taken
from kredslob.engine.cases.groups import Group, Inner, Sheet
from kredslob.engine.cases.model import Situation, WrittenCase
from kredslob.engine.guesses import guess_names
from kredslob.engine.inputs import minutes_of, vacancy_of
from kredslob.engine.mappings import plain_text
from kredslob.engine.register.columns import same_word
from kredslob.engine.vacancy import Applicant
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Library
from kredslob.rules.messages import Message, Problem, WrongInput, nearest
from kredslob.rules.model import Text
from kredslob.rules.yaml_source import YamlText

NUMBER: Final = "list_number"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file of cases: its title, the law or agreement that they are of, and the cases in order."""

    name: str
    title: Text | None
    document: str | None
    cases: tuple[WrittenCase, ...]


def read_cases(path: Path, library: Library, name: str | None = None) -> CaseFile:
    """Read a file of cases.

    Args:
        path: a YAML or JSON file.
        library: the rules that its cases may name.
        name: what errors call the file; default the path.

    Raises:
        WrongInput: with every problem found in the file.
    """
    text = plain_text(path)
    return cases_of(YamlText(name or text.name, text.data, text.lines), library)


def cases_of(text: YamlText, library: Library) -> CaseFile:
    """Give the cases that plain data states; raise WrongInput with every problem found."""
    sheet = Sheet(text)
    file = sheet.group(((), text.data), words.FILE, words.FILE_APART)
    found: list[WrittenCase] = []
    if not file.missing("schema", words.CASES):
        _check_documents(file, library)
        about = _About(file, library, known_of(library))
        found = [case for inner in sheet.items(file.inner[words.CASES]) if (case := about.case(inner)) is not None]
        _tell_twins(sheet, found)
    title = sheet.text_of(file.inner["title"]) if "title" in file.inner else None
    if sheet.problems:
        raise WrongInput(dict.fromkeys(sheet.problems))
    return CaseFile(text.name, title, file.values.get("document"), tuple(found))


def _check_documents(file: Group, library: Library) -> None:
    """Note what the file names as its law or agreement and is not there."""
    frameworks = [key for key, one in library.documents.items() if one.kind == "framework"]
    for field, known in (("document", list(library.documents)), ("thought_in_force", frameworks)):
        named = file.values.get(field)
        if named is not None and named not in known:
            found = Message("there is no agreement {id}.", id=named[:80])
            accepted = Message("{names}", names=", ".join(known))
            file.sheet.problems.append(Problem(file.place(field), found, accepted, nearest(named, known)))


def _tell_twins(sheet: Sheet, cases: list[WrittenCase]) -> None:
    first: dict[str, WrittenCase] = {}
    for case in cases:
        other = first.setdefault(case.id, case)
        if other is not case:
            found = Message("the id {id!r} stands on line {line} too.", id=case.id, line=other.place.line)
            sheet.problems.append(Problem(case.place, found, Message("each id once")))


class _About:
    """What holds for all cases of a file, and the reading of each."""

    def __init__(self, file: Group, library: Library, known: Known) -> None:
        self.file, self.sheet, self.library, self.known = file, file.sheet, library, known
        self.situation = words.situation_columns(library.facts)
        self.applicant = words.applicant_words(library.facts)
        self.sources = {*library.sources, *(key for each in library.documents.values() for key in each.sources)}
        self.clauses = [key for each in library.documents.values() for key in each.clauses]
        self.common = self._group(file.inner.get("common"))
        self.everybody = self._everybody(self.common)
        self.guesses = guess_names(library)
        self.source = self._sources(file)

    def case(self, inner: Inner) -> WrittenCase | None:
        """Read a case, or note what is wrong with it."""
        case = self.sheet.group(inner, words.CASE, words.CASE_APART)
        if case.missing("id", "name", "expected"):
            return None
        identity = str(case.values["id"])
        situation = self._situation(case, identity)
        people = [one.id for one in situation.applicants or ()] if situation else []
        made = situation.estate if situation else None
        expected = read_expected(self.sheet, case.inner["expected"], people, self.known, made.names if made else ())
        sources = self._sources(case) or self.source
        if not sources:
            case.missing("source")
        clauses: tuple[str, ...] = ()
        if "clause" in case.inner:
            clauses = self.sheet.among(case.inner["clause"], self.clauses, Message("clause"))
        if situation is None:
            return None
        return WrittenCase(
            id=identity, name=self.sheet.text_of(case.inner["name"]),
            shows=self.sheet.text_of(case.inner["shows"]) if "shows" in case.inner else None,
            clauses=clauses, sources=sources, document=self.file.values.get("document"),
            thought_in_force=self.file.values.get("thought_in_force"), situation=situation, expected=expected,
            place=case.place("id"),
        )  # fmt: skip

    def _group(self, inner: Inner | None) -> Group:
        return self.sheet.group(inner or ((), {}), self.situation, words.SITUATION_APART)

    def _sources(self, group: Group) -> tuple[str, ...]:
        if "source" not in group.inner:
            return ()
        return self.sheet.among(group.inner["source"], self.sources, Message("source"))

    def _everybody(self, situation: Group) -> Mapping[str, Any]:
        """Give what a situation says of all its applicants."""
        if "applicant" not in situation.inner:
            return {}
        return self.sheet.group(situation.inner["applicant"], self.applicant).values

    def _situation(self, case: Group, identity: str) -> Situation | None:
        own = self._group(case.inner.get("situation"))
        values = {**self.common.values, **own.values}
        inner = {**self.common.inner, **own.inner}
        estate = self._estate(inner.get("estate"), identity)
        if estate is None:
            case.missing("estate")
            return None
        made = estate if isinstance(estate, MadeEstate) else None
        stated = {name: value for name, value in values.items() if name not in ("assume", "applicants")}
        stated |= {"id": identity, "estate": ESTATE if made else estate}
        vacancy = vacancy_of(stated, identity, case.place("id"), own.place, self.sheet.problems)
        if vacancy is None:
            return None
        left_open = self._left_open(inner.get("open"))
        return Situation(
            vacancy=replace(vacancy, facts={**vacancy.facts, **(made.facts if made else {})}),
            applicants=self._applicants(inner.get("applicants"), {**self.everybody, **self._everybody(own)}),
            estate=made,
            assume=values.get("assume") is True and left_open is None,
            open=left_open,
            taken=read_taken(self.sheet, inner["set"], self.library) if "set" in inner else {},
        )

    def _left_open(self, inner: Inner | None) -> tuple[str, ...] | None:
        return None if inner is None else self.sheet.among(inner, self.guesses, Message("guess"))

    def _estate(self, inner: Inner | None, identity: str) -> MadeEstate | str | None:
        """Give the estate made up for the case, or the name of one of the register."""
        if inner is None:
            return None
        if isinstance(inner[1], str):
            return inner[1]
        common = self.common.inner.get("estate")
        if common is None or isinstance(common[1], str) or common[0] == inner[0]:
            common = None
        return read_estate(self.sheet, inner, identity, self.library, common)

    def _applicants(self, inner: Inner | None, everybody: Mapping[str, Any]) -> tuple[Applicant, ...] | None:
        if inner is None:
            return None
        found: list[Applicant] = []
        for place, item in enumerate(self.sheet.items(inner), 1):
            told = self.sheet.group(item, self.applicant)
            if told.missing("id"):
                continue
            if same_word(told.values["id"]) in words.NOBODY_BY_NAME:
                said = Message("{name!r} is what an offer to nobody is called.", name=told.values["id"])
                self.sheet.problems.append(Problem(told.place("id"), said, Message("a pseudonym")))
            found.append(self._person(told, {NUMBER: place, **everybody}))
        names = [one.id for one in found]
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            self.sheet.note(inner[0], Message("{name} is given twice.", name=name))
        return tuple(found)

    def _person(self, told: Group, everybody: Mapping[str, Any]) -> Applicant:
        """Give an applicant with the facts that hold for all; whose list number is not told has the place on the list."""
        values = {**everybody, **told.values}
        name = str(values.pop("id"))
        for fact, value in values.items():
            if value is not None and self.library.facts[fact].type == "hours":
                values[fact] = minutes_of(value, fact, told.place, self.sheet.problems)
        return Applicant(name, {fact: value for fact, value in values.items() if value is not None})
