"""Run the worked cases of an agreement against its mutants, and tell which of them no case notices.

A mutant needs only the cases that could notice it: those that judged the rule it changes, or read the parameter, or fall
on the day it moves. They are tried one by one until one of them comes out otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from random import Random
from typing import Final, Literal

from kredslob.engine.cases.coverage import judged_in, rules_of
from kredslob.engine.cases.model import WrittenCase
from kredslob.engine.cases.running import Bench
from kredslob.engine.mutants.documents import Mutating
from kredslob.engine.mutants.grounds import Ground, ground_of, read_by, shown_by_solver
from kredslob.engine.mutants.model import Mutant, edited
from kredslob.engine.mutants.read_by_engine import read_by_engine
from kredslob.engine.register.model import Register
from kredslob.engine.register.reading import read_register
from kredslob.rules.amending import series_of
from kredslob.rules.documents import build_document
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library
from kredslob.rules.messages import Place, WrongInput
from kredslob.rules.model import Document
from kredslob.rules.terms import gather
from kredslob.rules.yaml_source import YamlText

Fate = Literal["caught", "survived", "equivalent", "refused"]
"""Caught by a case; not caught; not caught and shown to decide everything alike; refused by the reader of rules."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: the case that noticed it or why none can, and where in the file it was made."""

    mutant: Mutant
    fate: Fate
    at: Place
    case: str | None = None
    ground: Ground | None = None


class Laboratory:
    """An agreement, its laws and amendments as plain data, and the cases that its mutants are held to.

    Args:
        library: the rules as they are.
        agreement: the agreement.
        files: the plain data of its documents with their lines, by id.
        cases: the cases that it is held to; those that fail as it is notice nothing.
        register: gives the register of the estates that cases name.
    """

    def __init__(
        self,
        library: Library,
        agreement: Agreement,
        files: Mapping[str, YamlText],
        cases: Sequence[WrittenCase],
        register: Callable[[], Register] = read_register,
    ) -> None:
        self.library = library
        self.agreement = agreement
        self.files = files
        self.register = register
        bench = Bench(library, agreement, register)
        self.noticing = [_Noticing.of(case, bench) for case in cases if bench.run(case).passed]

    @cached_property
    def mutants(self) -> tuple[Mutant, ...]:
        """Every mutant of the agreement, document by document."""
        plain = {key: text.data for key, text in self.files.items()}
        mutating = Mutating(plain, self.library.facts, series_of(self.library.documents.values()))
        return tuple(mutant for key in self.files for mutant in mutating.of(key))

    def sample(self, one_of: int, seed: int) -> tuple[Mutant, ...]:
        """Give one of so many mutants, chosen by the seed."""
        every = self.mutants
        chosen = sorted(Random(seed).sample(range(len(every)), len(every) // one_of))  # noqa: S311 - no secret
        return tuple(every[index] for index in chosen)

    def run(self, mutants: Sequence[Mutant], *, solve: bool = True) -> Iterator[Outcome]:
        """Give what becomes of each mutant; `solve`: ask the solver about those that no case notices."""
        for mutant in mutants:
            at = self.files[mutant.document].place(mutant.path)
            try:
                bench, mutated = self.changed(mutant)
            except WrongInput:
                yield Outcome(mutant, "refused", at)
                continue
            case = next((one.case.id for one in self._could_notice(mutant) if not bench.run(one.case).passed), None)
            ground = None if case else self._ground(mutant, bench.library, mutated, solve=solve)
            yield Outcome(mutant, "caught" if case else "equivalent" if ground else "survived", at, case, ground)

    def _ground(self, mutant: Mutant, library: Library, mutated: Agreement, *, solve: bool) -> Ground | None:
        """Give why a mutant that no case notices decides everything alike, if it is shown to."""
        ground = ground_of(mutant, self.library, self.agreement, mutated)
        if ground is None and solve and shown_by_solver(mutant, (self.library, self.agreement), (library, mutated)):
            return "solver"
        return ground

    def changed(self, mutant: Mutant) -> tuple[Bench, Agreement]:
        """Give where cases are run under a mutant; raise WrongInput if it is no agreement that could be read."""
        changed: dict[str, Document] = {}
        others = series_of(self.library.documents.values())
        for name, edits in mutant.edits:
            text = self.files[name]
            mutated = YamlText(text.name, edited(text.data, edits), text.lines)
            changed[name] = build_document(
                mutated, self.library.facts, others, f"{mutant.document} {mutant.path} {mutant.after}"
            )
        library = self.library.with_documents(changed.values())
        base = changed.get(self.agreement.id, self.agreement.base)
        agreement = Agreement(
            base, tuple(changed.get(one.id, one) for one in self.agreement.amendments),
            tuple(changed.get(one.id, one) for one in self.agreement.laws),
        )  # fmt: skip
        gather(library, agreement, max((base.start.day, *mutant.days)))
        return Bench(library, agreement, self.register), agreement

    def _could_notice(self, mutant: Mutant) -> list[_Noticing]:
        found = [one for one in self.noticing if one.could_notice(mutant)]
        clause = self._clauses.get(mutant.about)
        return sorted(found, key=lambda one: clause not in one.case.clauses)

    @cached_property
    def _clauses(self) -> Mapping[str, str]:
        """The clause of each rule and parameter."""
        documents = [self.library.documents[key] for key in self.files]
        found = {key: one.clause for document in documents for key, one in document.parameters.items()}
        for document in documents:
            found |= {rule.id: rule.clause for rule in rules_of([document])}
        return found


_OF_DOCUMENT: Final = ("change", "measure")


@dataclass(frozen=True, slots=True)
class _Noticing:
    """A case and what it read: only a change of that can make it come out otherwise."""

    case: WrittenCase
    day: date | None
    rules: frozenset[str]
    parameters: frozenset[str]

    @classmethod
    def of(cls, case: WrittenCase, bench: Bench) -> _Noticing:
        rules: set[str] = set()
        parameters: set[str] = set()
        day = case.situation.vacancy.on
        try:
            settled = bench.settle(case)
        except WrongInput:
            return cls(case, day, frozenset(), frozenset())
        for branch in settled.explored.branches:
            at = branch.result.case
            day = at.day
            stated = {rule.id: rule for document in at.terms.documents for rule in document.rules}
            for outcome in judged_in(at):
                for one in outcome.rules:
                    rules.add(one.rule.id)
                    parameters.update(read_by(stated[one.rule.id]))
        return cls(case, day, frozenset(rules), frozenset(parameters))

    def could_notice(self, mutant: Mutant) -> bool:
        """Tell whether a mutant changes something that the case read."""
        if mutant.days:
            return self.day is None or self.day in mutant.days
        if mutant.kind in _OF_DOCUMENT or mutant.about == mutant.document or read_by_engine(mutant.about):
            return True
        return mutant.about in self.rules or mutant.about in self.parameters
