"""Decide a vacancy from the ledger: the wheels stand where it says, and what was decided is written with all it rests on.

The decision is computed before anything is locked. Then, with the ledger to oneself, the wheels are read again: if they
have moved meanwhile the decision is made again, at last with the ledger still locked, so that nobody waits for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from kredslob.engine.decide import decide
from kredslob.engine.decision import Decision
from kredslob.engine.ledger.chain import Event
from kredslob.engine.ledger.choosing import Choice, Chosen, Matter, departed, followed
from kredslob.engine.ledger.contents import Basis, Shelf
from kredslob.engine.ledger.counting import Counting, counting, is_counted
from kredslob.engine.ledger.life import allowed, found_vacancy, opened_under
from kredslob.engine.ledger.opening import program, settled_in
from kredslob.engine.ledger.outcome import Outcome, outcome_of
from kredslob.engine.ledger.people import (
    RECORD,
    Known,
    ReadList,
    Row,
    known,
    list_pieces,
    private_row,
    pseudonyms,
    reason_row,
    used_again,
)
from kredslob.engine.ledger.plain import plain_vacancy, plain_values, read_vacancy
from kredslob.engine.ledger.reading import Reading, Standing
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.vacancies import DECIDED, Kept
from kredslob.engine.ledger.wheels import Slot, agreed_wheels, is_spent, readings, settling, slot_for
from kredslob.engine.ledger.writing import Writing
from kredslob.engine.people import FEW
from kredslob.engine.register.rows import Estate
from kredslob.engine.vacancy import Applicant, Vacancy
from kredslob.engine.wheels import REFERRAL, Wheel
from kredslob.rules.frozen import dataclass

_ALONE_AFTER: Final = 4  # times that the wheels moved before it is decided with the ledger locked


class Undecided(Exception):
    """There is no recommendation, and no person has decided without one: nothing is written."""

    def __init__(self, decision: Decision, names: Mapping[str, str]) -> None:
        super().__init__(decision.status)
        self.decision = decision
        self.names = names


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks of the ledger.

    Args:
        vacancy: its number.
        by: who decides.
        on: the day of it.
        more: facts and dates that were not known when it was opened.
        applicants: who may have it, by the office's own words for them; None decides the channel alone.
        choice: what the person decides instead of what is recommended, and why.
        assume: take guesses that decide at their assumed values.
    """

    vacancy: str
    by: str
    on: date
    more: Vacancy | None = None
    applicants: Sequence[Applicant] | None = None
    choice: Choice | None = None
    assume: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A decision as it was written: the event, the recommendation and what was chosen, and who the applicants are."""

    event: Event
    decision: Decision
    chosen: Chosen
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Gathered:
    """How things stand: the vacancy as it is to be decided, its slots on the agreed wheels, the applicants by reference."""

    kept: Kept
    vacancy: Vacancy
    wheels: Mapping[str, Wheel]
    rules: Counting
    slots: Mapping[str, Slot]
    people: Known | None
    names: Mapping[str, str]

    def again(self, standing: Standing) -> Mapping[str, Slot] | None:
        """Give the slots as they are now; None if anything has changed that the decision takes from the ledger."""
        if standing.vacancy != self.kept:
            return None
        slots = _slots(self.wheels, standing, self.rules)
        same = all(slots[name].stands_as(slot) for name, slot in self.slots.items())
        return slots if same else None


@dataclass(frozen=True, slots=True)
class _Computed:
    """A decision made from how things stood, ready to be written.

    Args:
        gathered: how things stood.
        decision, chosen: the recommendation, and what the person has chosen.
        data: what the event says.
        contents: what it names by hash.
        private: what it names by commitment.
        used_again: references of applicants whose facts were last used in an earlier month.
    """

    gathered: _Gathered
    decision: Decision
    chosen: Chosen
    data: Mapping[str, Any]
    contents: Mapping[str, bytes]
    private: Sequence[Row]
    used_again: frozenset[str]


def decide_vacancy(ledger: Ledger, shelf: Shelf, asked: Asked, *, decided: Callable[..., Decision] = decide) -> Made:
    """Decide a vacancy and write the decision.

    Args:
        ledger: where the wheels stand, and where it is written.
        shelf: the office's rules and register.
        asked: the vacancy and what is said of it.
        decided: how a decision is made.

    Raises:
        Undecided: a fact is missing or a guess decides, and nobody has chosen without a recommendation.
        WrongInput: the vacancy cannot be decided now, or something supplied is wrong.
        EvaluatorsDiffer: the two evaluators do not agree.
    """
    work = _Work(ledger, shelf, asked, decided)
    for _ in range(_ALONE_AFTER):
        computed = work.computed(ledger.read(work.gathered))
        made = ledger.write(lambda writing, ready=computed: work.written(writing, ready))  # type: ignore[misc]
        if made is not None:
            return made
    return ledger.write(work.written_alone)


def _slots(wheels: Mapping[str, Wheel], standing: Standing, rules: Counting) -> dict[str, Slot]:
    return {name: slot_for(wheel, standing.counters, standing.vacancy, rules) for name, wheel in wheels.items()}


@dataclass(frozen=True, slots=True)
class _Work:
    ledger: Ledger
    shelf: Shelf
    asked: Asked
    decided: Callable[..., Decision]

    def gathered(self, reading: Reading) -> _Gathered:
        """Read how things stand."""
        standing = found_vacancy(reading, self.asked.vacancy)
        kept = allowed(standing, DECIDED)
        asked, wheels, rules = self._agreed(kept)
        slots = _slots(wheels, standing, rules)
        unasked = REFERRAL not in wheels or is_spent(slots[REFERRAL])
        has_wheel = REFERRAL in wheels or kept.declined or not self._counts(kept, asked, rules)
        facts = {**asked.facts, **({"referral_due": False} if unasked and has_wheel else {})}
        vacancy = replace(asked, facts=facts, turns=readings(slots))
        if self.asked.applicants is None:
            return _Gathered(kept, vacancy, wheels, rules, slots, None, {})
        behind = set(pseudonyms(reading.connection, kept.refusers).values())
        listed = self.asked.applicants
        if behind:
            listed = [one for one in listed if self.ledger.keys.pseudonym(one.id) not in behind]
        people = known(reading.connection, self.ledger.keys, listed, self.asked.on)
        names = dict(zip(people.refs, (one.id for one in listed), strict=True))
        return _Gathered(kept, vacancy, wheels, rules, slots, people, names)

    def _agreed(self, kept: Kept) -> tuple[Vacancy, dict[str, Wheel], Counting]:
        """Give the vacancy as it is known now, the wheels that it draws from, and how turns are counted."""
        asked, more = read_vacancy(kept.given), self.asked.more
        if more is not None:
            asked = replace(asked, dates={**asked.dates, **more.dates}, facts={**asked.facts, **more.facts})
        office = self.shelf.office
        terms, day = opened_under(office, asked, settled_in(self.ledger))
        rules, wheels = counting(terms), agreed_wheels(office, terms, day, kept.estate)
        if kept.declined or not self._counts(kept, asked, rules):
            wheels.pop(REFERRAL, None)
        return asked, wheels, rules

    def _counts(self, kept: Kept, asked: Vacancy, rules: Counting) -> bool:
        return is_counted(plain_vacancy(asked), kept.freed_by, rules)

    def computed(self, gathered: _Gathered) -> _Computed:
        """Make the decision, and take the part of the list that was read for the whole if it comes out the same."""
        basis, people = self.shelf.basis(self._estate(gathered.kept)), gathered.people
        library = basis.office.library
        listed = None if people is None else ReadList(people.applicants)
        decision = self._decide(basis, gathered, listed)
        outcome = outcome_of(decision, library)
        read = 0 if listed is None else listed.read  # noted before the whole list is gone through
        part = None if listed is None else list(listed)
        if part is not None and FEW < read < len(part):
            fewer = part[:read]
            if outcome_of(self._decide(basis, gathered, fewer), library).body == outcome.body:
                part = fewer
        chosen = self._chosen(basis, gathered, decision, part)
        return self._ready(gathered, basis, (decision, outcome, chosen), part)

    def _decide(self, basis: Basis, gathered: _Gathered, applicants: Sequence[Applicant] | None) -> Decision:
        settled = settled_in(self.ledger)
        return self.decided(basis.office, gathered.vacancy, applicants, assume=self.asked.assume, assumed=settled)

    def _chosen(
        self, basis: Basis, gathered: _Gathered, decision: Decision, part: Sequence[Applicant] | None
    ) -> Chosen:
        if self.asked.choice is not None:
            people = gathered.people.applicants if gathered.people is not None else part
            matter = Matter(decision, basis.office, gathered.vacancy, people, settled_in(self.ledger))
            return departed(self.asked.choice, matter, {given: ref for ref, given in gathered.names.items()})
        chosen = followed(decision)
        if chosen is None:
            raise Undecided(decision, gathered.names)
        return chosen

    def _ready(
        self,
        gathered: _Gathered,
        basis: Basis,
        answer: tuple[Decision, Outcome, Chosen],
        part: Sequence[Applicant] | None,
    ) -> _Computed:
        decision, outcome, chosen = answer
        kept, on = gathered.kept, self.asked.on
        terms, texts = self.shelf.terms(gathered.vacancy, self._estate(kept))
        refs = [one.id for one in part or ()]
        listed, pieces = (None, {}) if part is None else list_pieces(refs)
        record = private_row(RECORD, outcome.body, on)
        reason = None if self.asked.choice is None else reason_row(self.asked.choice.reason, on)
        read = {*refs, *([chosen.person] if chosen.person else [])}
        new = gathered.people.new if gathered.people is not None else ()
        stale = gathered.people.stale if gathered.people is not None else frozenset[str]()
        data = {
            "kind": DECIDED, "vacancy": kept.id, "estate": kept.estate, "by": self.asked.by, "on": on.isoformat(),
            "program": program(),
            "inputs": {
                "vacancy": plain_vacancy(gathered.vacancy), "assume": self.asked.assume,
                "assumed": plain_values(settled_in(self.ledger)), "terms": terms, "register": basis.register,
                "list": listed,
            },
            "record": record["ref"],
            "outcome": outcome.told,
            "chosen": {
                "channel": chosen.channel, "person": chosen.person, "how": chosen.how, "group": list(chosen.group),
                "departs": chosen.departs, "reason": None if reason is None else reason["ref"],
            },
        }  # fmt: skip
        private = [{**record, "body": None}, *([reason] if reason else []), *(row for row in new if row["ref"] in read)]
        contents = {**texts, **basis.contents, **pieces}
        return _Computed(gathered, decision, chosen, data, contents, private, stale & read)

    def written_alone(self, writing: Writing) -> Made:
        """Decide and write while nobody else can write."""
        ready = self.computed(self.gathered(writing))
        return self._put(writing, found_vacancy(writing, self.asked.vacancy), ready, ready.gathered.slots)

    def written(self, writing: Writing, ready: _Computed) -> Made | None:
        """Write a decision if the wheels still stand as it took them; None if they have moved."""
        standing = found_vacancy(writing, self.asked.vacancy)
        slots = ready.gathered.again(standing)
        return None if slots is None else self._put(writing, standing, ready, slots)

    def _put(self, writing: Writing, standing: Standing, ready: _Computed, slots: Mapping[str, Slot]) -> Made:
        kept, chosen = ready.gathered.kept, ready.chosen
        changes = settling(slots, chosen.states, chosen.channel, kept, standing.counters)
        writing.store(ready.contents)
        event = writing.append(standing, ready.data, changes)
        writing.keep_private(ready.private)
        if ready.used_again:
            used_again(writing.connection, ready.used_again, self.asked.on)
        return Made(event, ready.decision, chosen, ready.gathered.names)

    def _estate(self, kept: Kept) -> Estate:
        return self.shelf.office.register.estate(kept.estate)
