"""Decide one vacancy or a file of many, and keep what went wrong with one from stopping the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from kredslob.cli.exits import OF_STATUS, Code
from kredslob.cli.vacancy_options import FIELDS, option_of
from kredslob.engine.decide import EvaluatorsDiffer, decide
from kredslob.engine.decision import Decision
from kredslob.engine.inputs import Asked, read_applicants
from kredslob.engine.office import Office
from kredslob.engine.vacancy import Applicant, Vacancy
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import LANGUAGES, Lang, Place, Problem, WrongInput, by_place
from kredslob.rules.units import Value


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one vacancy: a decision, problems with what was supplied, or two evaluators that differ."""

    vacancy: str | None
    decision: Decision | None = None
    problems: tuple[Problem, ...] = ()
    differ: Mapping[Lang, str] = field(default_factory=dict)

    @property
    def code(self) -> Code:
        """The exit code that this result alone would give."""
        if self.decision is not None:
            return OF_STATUS[self.decision.status]
        return Code.DIFFER if self.differ else Code.WRONG_INPUT

    @property
    def place(self) -> tuple[str, int]:
        """File and line of what is wrong with it, by which results are told in order; those that are decided come first."""
        return by_place(self.problems[0]) if self.problems else ("", 0)

    def complaints(self, lang: Lang) -> Iterator[str]:
        """Give what is to be said on the error stream, line by line."""
        yield from (problem.text(lang) for problem in self.problems)
        if self.differ:
            yield f"{self.vacancy}: {self.differ[lang]}"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where decisions are made: the office, and the values that are taken for guesses."""

    office: Office
    assume: bool = False
    assumed: Mapping[str, Value] = field(default_factory=dict)

    def decide(self, vacancy: Vacancy, applicants: Sequence[Applicant] | None) -> Result:
        """Decide a vacancy; what is wrong with it is a result like another."""
        try:
            made = decide(self.office, vacancy, applicants, assume=self.assume, assumed=self.assumed)
        except WrongInput as wrong:
            return Result(vacancy.id, problems=tuple(_placed(problem, vacancy.place) for problem in wrong.problems))
        except EvaluatorsDiffer as differ:
            return Result(vacancy.id, differ={lang: differ.text(lang) for lang in LANGUAGES})
        return Result(vacancy.id, made)

    def decide_all(self, asked: Sequence[Asked], shared: str | None, beside: Path) -> Iterator[Result]:
        """Decide each vacancy of a file with the applicants of its row (a file beside it), or with the shared list."""
        lists: dict[str, Sequence[Applicant] | WrongInput] = {}
        for one in asked:
            try:
                applicants = self._applicants(one, shared, beside, lists)
            except WrongInput as wrong:
                yield Result(one.vacancy.id, problems=wrong.problems)
                continue
            yield self.decide(one.vacancy, applicants)

    def _applicants(
        self, asked: Asked, shared: str | None, beside: Path, lists: dict[str, Sequence[Applicant] | WrongInput]
    ) -> Sequence[Applicant] | None:
        """Give the list of a row; each file is read once, and what is wrong in it is told for each row that needs it."""
        path = shared if asked.applicants is None else str(beside / asked.applicants)
        if path is None:
            return None
        if path not in lists:
            try:
                lists[path] = read_applicants(Path(path), self.office.library.facts)
            except WrongInput as wrong:
                lists[path] = wrong
        found = lists[path]
        if isinstance(found, WrongInput):
            raise found
        return found


def _placed(problem: Problem, place: Place) -> Problem:
    """Say where the vacancy stands if the problem does not say where it is: a row of a file, or else an option."""
    if problem.place.file is not None:
        return problem
    if place.file is None:
        said = problem.place.field
        return replace(problem, place=Place(option_of(said))) if said in FIELDS else problem
    return replace(problem, place=place.of(problem.place.field))
