"""Decide again what was decided, from the facts, the rows and the texts that were stored, and compare to the last letter.

The same program must come to the same. A later one may not: then it is told what was said then and what is said now, and
by which program; a difference is never hidden.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final, Literal

from sqlalchemy import select

from kredslob.engine.decide import EvaluatorsDiffer, decide
from kredslob.engine.decision import Decision
from kredslob.engine.ledger.chain import Event, canonical
from kredslob.engine.ledger.contents import Restored, digest_of
from kredslob.engine.ledger.opening import program
from kredslob.engine.ledger.outcome import outcome_of
from kredslob.engine.ledger.people import commitment, stored_applicants
from kredslob.engine.ledger.plain import read_vacancy, read_values
from kredslob.engine.ledger.reading import Reading
from kredslob.engine.ledger.schema import EVENT, PRIVATE
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.vacancies import DECIDED
from kredslob.engine.office import Office
from kredslob.engine.vacancy import Applicant, Vacancy
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.units import Value

Progress = Callable[[int, int], None]
_LONGEST_NUMBER: Final = 12  # digits of an event's number
Outcome = Literal["same", "details", "different", "erased", "unreadable"]


@dataclass(frozen=True, slots=True)
class Replayed:
    """A decision made again.

    Args:
        seq: the number of its event.
        vacancy: the vacancy decided.
        outcome: `same` to the last letter; `details`: the same answer for the same reasons, told otherwise;
            `different`; `erased`: somebody who was on the list has been erased; `unreadable`: what it was made from is
            missing or cannot be read.
        program: the program that decided it.
        differences: what was said then and what is said now, by the part of the answer.
        why: what kept it from being made again.
    """

    seq: int
    vacancy: str
    outcome: Outcome
    program: str
    differences: tuple[tuple[str, str, str], ...] = ()
    why: WrongInput | EvaluatorsDiffer | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """What a decision was made from, as it was stored."""

    office: Office
    vacancy: Vacancy
    applicants: list[Applicant] | None
    assumed: Mapping[str, Value]
    assume: bool

    def decided(self) -> Decision:
        """Decide it again."""
        return decide(self.office, self.vacancy, self.applicants, assume=self.assume, assumed=self.assumed)


def replay(ledger: Ledger, which: str | None = None, progress: Progress | None = None) -> Iterator[Replayed]:
    """Decide again and compare: the decisions of one vacancy, one event by its number, or all.

    Raises WrongInput if there is no such decision.
    """
    with ledger.reading() as reading, Restored(lambda digest: _content(reading, digest)) as restored:
        numbers = _decisions(reading, which)
        if not numbers and which is not None:
            found = Message("there is no decision {which} in the ledger.", which=which)
            raise WrongInput(
                Problem(Place(), found, Message("the number of a vacancy or of an event that decided one"))
            )
        for count, number in enumerate(numbers, 1):
            yield _replayed(reading, restored, reading.event(number))
            if progress is not None:
                progress(count, len(numbers))


def asked_for(which: str | None, *, every: bool) -> str | None:
    """Give which decisions are asked for, None for all; raise WrongInput unless it is one of the two."""
    if (which is None) is not every:
        found = Message("it is not said which decisions.") if which is None else Message("one and all are asked for.")
        raise WrongInput(Problem(Place("--all"), found, Message("the number of a vacancy or of an event, or --all")))
    return which


def _decisions(reading: Reading, which: str | None) -> list[int]:
    """Give the numbers of the events that are asked for and that decided something."""
    asked = select(EVENT.c.seq).where(EVENT.c.kind == DECIDED).order_by(EVENT.c.seq)
    if which is None:
        return list(reading.connection.execute(asked).scalars())
    found = list(reading.connection.execute(asked.where(EVENT.c.vacancy == which)).scalars())
    if not found and which.isdecimal() and len(which) <= _LONGEST_NUMBER:
        found = list(reading.connection.execute(asked.where(EVENT.c.seq == int(which))).scalars())
    return found


def _replayed(reading: Reading, restored: Restored, event: Event) -> Replayed:
    data = event.data
    seq, vacancy, by = event.seq, data["vacancy"], data["program"]
    salt = reading.connection.execute(select(PRIVATE.c.salt).where(PRIVATE.c.ref == data["record"])).scalar()
    try:
        matter = stored_matter(reading, restored, data)
        if matter is None or salt is None:
            return Replayed(seq, vacancy, "erased", by)
        decision = matter.decided()
        outcome = outcome_of(decision, matter.office.library)
    except (WrongInput, EvaluatorsDiffer) as wrong:
        return Replayed(seq, vacancy, "unreadable", by, why=wrong)
    differences = tuple(_differences(data["outcome"], outcome.told))
    if differences:
        return Replayed(seq, vacancy, "different", by, differences)
    same = commitment(salt, outcome.body) == data["record"]
    return Replayed(seq, vacancy, "same" if same else "details", by)


def stored_matter(reading: Reading, restored: Restored, data: Mapping[str, Any]) -> Matter | None:
    """Give what a decision was made from; None if somebody on the list has been erased. Raises WrongInput."""
    inputs = data["inputs"]
    applicants: list[Applicant] | None = None
    if inputs["list"] is not None:
        pieces = json.loads(_content(reading, inputs["list"]))["pieces"]
        refs = [ref for piece in pieces for ref in _content(reading, piece).decode().split("\n")]
        applicants = stored_applicants(reading.connection, refs)
        if applicants is None:
            return None
    known = data["outcome"]["as_known"]
    as_known = None if known is None else date.fromisoformat(known)
    office = restored.office(inputs["terms"], inputs["register"], as_known)
    return Matter(
        office, read_vacancy(inputs["vacancy"]), applicants, read_values(inputs["assumed"]), bool(inputs["assume"])
    )


def _differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name in sorted({*then, *now}):
        before, after = canonical(then.get(name)), canonical(now.get(name))
        if before != after:
            yield name, before, after


def _content(reading: Reading, digest: str) -> bytes:
    body = reading.content(digest)
    if body is None or digest_of(body) != digest:
        found = Message("the stored content {digest} is missing or has been changed.", digest=digest)
        raise WrongInput(Problem(Place(), found, Message("a ledger that kredslob audit verify finds whole")))
    return body


NOW: Final = program
