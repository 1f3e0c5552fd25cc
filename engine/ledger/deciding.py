"""Decide a vacancy from the ledger: the wheels stand where it says, and what was decided is written with all it rests on.

The decision is computed before anything is locked. Then, with the ledger to oneself, the wheels are read again: if they
have moved meanwhile the decision is made again, at last with the ledger still locked, so that nobody waits for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from kredslob.engine.decide import decide
from kredslob.engine.decision import Decision
from kredslob.engine.ledger.chain import Event
from kredslob.engine.ledger.choosing import Choice, Chosen, Matter, departed, followed
from kredslob.engine.ledger.contents import Basis, Shelf
from kredslob.engine.ledger.counting import counting, is_counted
from kredslob.engine.ledger.life import allowed, found_vacancy, opened_under
from kredslob.engine.ledger.opening import program, settled_in
from kredslob.engine.ledger.outcome import record_body, summary
from kredslob.engine.ledger.people import (
    RECORD,
    Known,
    ReadList,
    known,
    list_pieces,
    private_row,
    pseudonyms,
    reason_row,
    used_again,
)
from kredslob.engine.ledger.plain import plain_vacancy, plain_values, read_vacancy
from kredslob.engine.ledger.store import Ledger, Reading, Standing, Writing
from kredslob.engine.ledger.vacancies import DECIDED, Kept
from kredslob.engine.ledger.wheels import Slot, agreed_wheels, is_spent, readings, settling, slot_for
from kredslob.engine.people import FEW
from kredslob.engine.register.rows import Estate
from kredslob.engine.vacancy import Applicant, Vacancy
from kredslob.engine.wheels import REFERRAL
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
    """How things stand: the vacancy as it is to be decided, its slots, and the applicants by reference."""

    kept: Kept
    vacancy: Vacancy
    slots: Mapping[str, Slot]
    people: Known | None
    names: Mapping[str, str]

    @property
    def turns(self) -> object:
        """All that the decision takes from the ledger: if it is the same, so is the decision."""
        return self.kept, self.vacancy, [(name, is_spent(slot)) for name, slot in self.slots.items()]


@dataclass(frozen=True, slots=True)
class _Computed:
    """A decision made from how things stood, the part of the list that it read, and what the person has chosen."""

    gathered: _Gathered
    decision: Decision
    chosen: Chosen
    read: Sequence[str] | None


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
        with ledger.reading() as reading:
            gathered = work.gathered(reading)
        computed = work.computed(gathered)
        made = ledger.write(lambda writing, ready=computed: work.written(writing, ready))  # type: ignore[misc]
        if made is not None:
            return made
    return ledger.write(work.written_alone)


@dataclass(frozen=True, slots=True)
class _Work:
    ledger: Ledger
    shelf: Shelf
    asked: Asked
    decided: Callable[..., Decision]

    def gathered(self, reading: Reading) -> _Gathered:
        """Read how things stand."""
        standing = found_vacancy(reading, self.asked.vacancy)
        kept, vacancy, slots = self._stands(standing)
        if self.asked.applicants is None:
            return _Gathered(kept, vacancy, slots, None, {})
        behind = set(pseudonyms(reading.connection, kept.refusers).values())
        listed = [one for one in self.asked.applicants if self.ledger.keys.pseudonym(one.id) not in behind]
        whole = len(listed) == len(self.asked.applicants)
        people = known(reading.connection, self.ledger.keys, self.asked.applicants if whole else listed, self.asked.on)
        return _Gathered(kept, vacancy, slots, people, dict(zip(people.refs, (one.id for one in listed), strict=True)))

    def _stands(self, standing: Standing) -> tuple[Kept, Vacancy, dict[str, Slot]]:
        """Give the vacancy as it is to be decided now, and its slots."""
        kept = allowed(standing, DECIDED)
        asked = read_vacancy(kept.given)
        more = self.asked.more
        if more is not None:
            asked = replace(asked, dates={**asked.dates, **more.dates}, facts={**asked.facts, **more.facts})
        terms = opened_under(self.shelf.office, asked, settled_in(self.ledger))
        rules, wheels = counting(terms), agreed_wheels(terms, kept.estate)
        unasked = kept.declined or not is_counted(plain_vacancy(asked), kept.freed_by, rules)
        if unasked:
            wheels.pop(REFERRAL, None)
        slots = {name: slot_for(wheel, standing.counters, kept, rules) for name, wheel in wheels.items()}
        no_turn = unasked or (REFERRAL in slots and is_spent(slots[REFERRAL]))
        facts = {**asked.facts, **({"referral_due": False} if no_turn else {})}
        return kept, replace(asked, facts=facts, turns=readings(slots)), slots

    def computed(self, gathered: _Gathered) -> _Computed:
        """Make the decision, and take the part of the list that was read for the whole if it comes out the same."""
        basis, people = self._basis(gathered.kept), gathered.people
        if people is None:
            decision = self._decide(basis, gathered, None)
            return _Computed(gathered, decision, self._chosen(basis, gathered, decision, None), None)
        listed = ReadList(people.applicants)
        decision, part = self._decide(basis, gathered, listed), list[Applicant](listed)
        if FEW < listed.read < len(listed):
            fewer = part[: listed.read]
            again = self._decide(basis, gathered, fewer)
            library = basis.office.library
            if record_body(again, library) == record_body(decision, library):
                part = fewer
        chosen = self._chosen(basis, gathered, decision, part)
        return _Computed(gathered, decision, chosen, [one.id for one in part])

    def _decide(self, basis: Basis, gathered: _Gathered, applicants: Sequence[Applicant] | None) -> Decision:
        settled = settled_in(self.ledger)
        return self.decided(basis.office, gathered.vacancy, applicants, assume=self.asked.assume, assumed=settled)

    def _chosen(
        self, basis: Basis, gathered: _Gathered, decision: Decision, part: Sequence[Applicant] | None
    ) -> Chosen:
        if self.asked.choice is not None:
            matter = Matter(decision, basis.office, gathered.vacancy, part, settled_in(self.ledger))
            return departed(self.asked.choice, matter, {given: ref for ref, given in gathered.names.items()})
        chosen = followed(decision)
        if chosen is None:
            raise Undecided(decision, gathered.names)
        return chosen

    def written_alone(self, writing: Writing) -> Made:
        """Decide and write while nobody else can write."""
        return self._put(writing, found_vacancy(writing, self.asked.vacancy), self.computed(self.gathered(writing)))

    def written(self, writing: Writing, ready: _Computed) -> Made | None:
        """Write a decision if the wheels still stand as it took them; None if they have moved."""
        standing = found_vacancy(writing, self.asked.vacancy)
        kept, vacancy, slots = self._stands(standing)
        now = replace(ready.gathered, kept=kept, vacancy=vacancy, slots=slots)
        if now.turns != ready.gathered.turns:
            return None
        return self._put(writing, standing, replace(ready, gathered=now))

    def _put(self, writing: Writing, standing: Standing, ready: _Computed) -> Made:
        gathered, decision, chosen = ready.gathered, ready.decision, ready.chosen
        kept, basis = gathered.kept, self._basis(gathered.kept)
        terms, texts = self.shelf.terms(gathered.vacancy, self._estate(kept))
        listed, pieces = (None, {}) if ready.read is None else list_pieces(ready.read)
        body = record_body(decision, basis.office.library)
        private = [private_row(RECORD, body, self.asked.on)]
        if self.asked.choice is not None:
            private.append(reason_row(self.asked.choice.reason, self.asked.on))
        data = {
            "kind": DECIDED, "vacancy": kept.id, "estate": kept.estate, "by": self.asked.by, "on": self.asked.on.isoformat(),
            "program": program(),
            "inputs": {
                "vacancy": plain_vacancy(gathered.vacancy), "assume": self.asked.assume,
                "assumed": plain_values(settled_in(self.ledger)), "terms": terms, "register": basis.register,
                "list": listed,
            },
            "record": private[0]["ref"],
            "outcome": summary(decision, basis.office.library),
            "chosen": {"channel": chosen.channel, "person": chosen.person, "how": chosen.how, "group": list(chosen.group), "departs": chosen.departs,
                       "reason": private[1]["ref"] if len(private) > 1 else None},
        }  # fmt: skip
        changes = settling(gathered.slots, chosen.states, chosen.channel, kept, standing.counters)
        writing.store({**texts, **basis.contents, **pieces})
        event = writing.append(standing, data, changes)
        read = {*(ready.read or ()), chosen.person}
        new = [row for row in (gathered.people.new if gathered.people else ()) if row["ref"] in read]
        if gathered.people is not None:
            used_again(writing.connection, gathered.people.stale & read, self.asked.on)
        writing.keep_private([*({**row, "body": None} if row["kind"] == RECORD else row for row in private), *new])
        return Made(event, decision, chosen, gathered.names)

    def _basis(self, kept: Kept) -> Basis:
        return self.shelf.basis(self._estate(kept))

    def _estate(self, kept: Kept) -> Estate:
        return self.shelf.office.register.estate(kept.estate)
