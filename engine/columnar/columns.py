"""Decide facts of many rows at once by the rules of one set of terms."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import reduce
from typing import Final

import numpy as np

from kredslob.engine.columnar.answers import Answers
from kredslob.engine.columnar.checking import rows_of
from kredslob.engine.columnar.column import Column, WrongColumns
from kredslob.engine.columnar.outcome import Outcome, Precedence, answers_of, precedence
from kredslob.engine.columnar.planes import Plane
from kredslob.engine.columnar.program import Program, compiled
from kredslob.engine.columnar.sources import Given, Source, reading
from kredslob.rules.conditions import facts_of
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import nearest
from kredslob.rules.model import FactDeclaration, Rule
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value

AT_ONCE: Final = 1 << 20  # rows whose planes are held at a time; a multiple of 8


@dataclass(frozen=True, slots=True)
class Compiled:
    """The rules on a fact, compiled, the facts that they read, and what it can come to."""

    reads: tuple[str, ...]
    program: Program
    precedence: Precedence
    answers: tuple[Value, ...]


class Part:
    """Some of the rows, and what is known and decided of them so far."""

    def __init__(self, given: Mapping[str, Column], declarations: Mapping[str, FactDeclaration], rows: slice) -> None:
        self.rows = rows
        self.count = rows.stop - rows.start
        self.outcomes: dict[str, Outcome] = {}
        self._given = given
        self._declarations = declarations
        self._sources: dict[str, Source] = {}
        self._room = np.empty(self.count, np.bool_)

    def source(self, fact: str) -> Source:
        """Give where a fact is read that has been given or decided before."""
        if fact not in self._sources:
            self._sources[fact] = Given(self._declarations[fact], self._given[fact][self.rows], self._room)
        return self._sources[fact]

    def decide(self, fact: str, rules: Compiled) -> None:
        """Decide a fact whose rules read only what has been given or decided before."""
        truths = rules.program.run(reading(self.source, self.count))
        outcome = rules.precedence.outcome(truths, self.refused(rules.reads), self.count)
        self.outcomes[fact] = outcome
        self._sources[fact] = outcome.source

    def refused(self, facts: Iterable[str]) -> Plane | None:
        """Give where one of the facts has been refused an answer; None where none ever was."""
        found = [one for fact in facts if (one := self.source(fact).refused) is not None]
        return reduce(np.bitwise_or, found) if found else None


class Columns:
    """The rules of one set of terms, compiled by `compile_columns`. It holds no state, and may be shared by threads."""

    def __init__(self, rules: Mapping[str, Compiled], declarations: Mapping[str, FactDeclaration]) -> None:
        self._rules = rules
        self._declarations = declarations

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that the rules decide, each after those that it is decided from."""
        return tuple(self._rules)

    def answers(self, fact: str) -> tuple[Value, ...]:
        """Give what a decided fact can come to, in the order of its codes."""
        return self._rules[fact].answers

    def reads(self, wanted: Iterable[str] | None = None, given: Iterable[str] = ()) -> tuple[str, ...]:
        """Give the facts that must be given to decide the facts wanted, all by default.

        Args:
            wanted: decided facts.
            given: decided facts that need not be decided, since they are given.

        Raises:
            WrongColumns: one is wanted that the rules do not decide.
        """
        taken = frozenset(given)
        order = self._order(self.facts if wanted is None else wanted, taken)
        read = (one for name in order for one in self._rules[name].reads)
        return tuple(dict.fromkeys(one for one in read if one not in self._rules or one in taken))

    def decide(
        self, given: Mapping[str, Column], wanted: Iterable[str] | None = None, rows: int | None = None
    ) -> dict[str, Answers]:
        """Decide facts of every row.

        Args:
            given: the facts that are read, all columns of one length. A decided fact that is given is taken as it is.
            wanted: the facts to decide; if not said, all that are not given.
            rows: how many rows there are; needed only where the rules read nothing.

        Raises:
            WrongColumns: a column is missing, of the wrong type or length, or of no declared fact, or no rule decides
                what is wanted. A gap or a clash is no error but told row by row.
        """
        asked = tuple(name for name in self.facts if name not in given) if wanted is None else tuple(wanted)
        count = self.checked(given, asked, rows=rows)
        # One block for all: a process gives back to the system what it frees piece by piece, and pays to have it again.
        found = dict(zip(asked, np.empty((len(asked), count), np.int8), strict=True))
        for part in self.parts(given, asked, count):
            for name, codes in found.items():
                part.outcomes[name].write(self.answers(name), codes[part.rows])
        return {name: Answers(codes, self.answers(name), self._declarations[name]) for name, codes in found.items()}

    def checked(
        self, given: Mapping[str, Column], wanted: Iterable[str], beside: Iterable[str] = (), rows: int | None = None
    ) -> int:
        """Give how many rows the columns have, if they will do.

        Args:
            given: the columns.
            wanted: the facts to decide.
            beside: other facts that must be given.
            rows: how many rows there must be, if that is known.

        Raises:
            WrongColumns: as `decide`.
        """
        asked = tuple(wanted)
        twice = [name for name in asked if name in given]
        if twice:
            raise WrongColumns([f"{twice[0]} is given, so it cannot be asked for too."])
        return rows_of(given, dict.fromkeys((*self.reads(asked, given), *beside)), self._declarations, rows)

    def parts(self, given: Mapping[str, Column], wanted: Iterable[str], rows: int) -> Iterator[Part]:
        """Decide facts part by part, so that what is held at a time has an end; the columns have been checked."""
        order = self._order(wanted, given)
        for start in range(0, rows, AT_ONCE):
            part = Part(given, self._declarations, slice(start, min(start + AT_ONCE, rows)))
            for name in order:
                part.decide(name, self._rules[name])
            yield part

    def _order(self, wanted: Iterable[str], given: Container[str]) -> list[str]:
        """Give the facts to decide, each after those that it is decided from."""
        front = list(wanted)
        strange = [name for name in front if name not in self._rules]
        if strange:
            near = nearest(strange[0], self._rules)
            raise WrongColumns(
                [f"{strange[0]} is not decided by these rules." + (f" Is {near} meant?" if near else "")]
            )
        needed: set[str] = set()
        while front:
            name = front.pop()
            if name not in needed and name not in given:
                needed.add(name)
                front += [one for one in self._rules[name].reads if one in self._rules]
        return [name for name in self._rules if name in needed]


def compile_columns(terms: Terms, declarations: Mapping[str, FactDeclaration]) -> Columns:
    """Compile the rules of one set of terms.

    Args:
        terms: drawn up for an estate and a day; open guesses may be left in them, and leave unknown what hangs on them.
        declarations: the declared facts.

    Raises:
        WrongColumns: a rule reads what is not declared, compares what cannot be compared, or concludes what cannot be
            concluded; overrides, or the facts that rules read, run in a circle.
    """
    reads = {
        fact: tuple(dict.fromkeys(one for rule in rules for one in facts_of(rule.when)))
        for fact, rules in terms.rules.items()
    }
    undecided = {
        name: ()
        for names in reads.values()
        for name in names
        if name in declarations and declarations[name].origin == "decided" and name not in reads
    }  # a decided fact without rules is a gap
    order = _sorted({**undecided, **reads})
    return Columns(
        {fact: _compiled(fact, terms.rules.get(fact, ()), reads.get(fact, ()), declarations) for fact in order},
        declarations,
    )


def _compiled(
    fact: str, rules: tuple[Rule, ...], reads: tuple[str, ...], declarations: Mapping[str, FactDeclaration]
) -> Compiled:
    if fact not in declarations:
        raise WrongColumns([f"{fact} is decided and not a declared fact."])
    program = compiled([rule.when for rule in rules], {name: one.type for name, one in declarations.items()})
    return Compiled(reads, program, precedence(rules, program.general), answers_of(declarations[fact], rules))


def _sorted(reads: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Give the decided facts, each after those that it is decided from."""
    found: list[str] = []
    waiting = dict(reads)
    while waiting:
        ready = [fact for fact, names in waiting.items() if not any(name in waiting for name in names)]
        if not ready:
            raise WrongColumns([f"facts are decided from each other in a circle: {', '.join(waiting)}."])
        found += ready
        for fact in ready:
            del waiting[fact]
    return found
