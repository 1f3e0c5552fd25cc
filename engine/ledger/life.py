"""The life of a vacancy apart from its decision: opened, offered, accepted or refused, let, withdrawn; mistakes undone.

Each step is one event. What it does to the estate's wheels follows from what the agreement says of counting, and is
written into the event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from kredslob.engine.case import deciding_day, not_party
from kredslob.engine.ledger.chain import Event
from kredslob.engine.ledger.counting import (
    Counting,
    counting,
    counts_at_once,
    given_back,
    is_counted,
    settled_terms,
    withdrawn,
)
from kredslob.engine.ledger.opening import settled_in
from kredslob.engine.ledger.people import Row, named_person, pseudonyms
from kredslob.engine.ledger.plain import plain_vacancy, read, read_vacancy
from kredslob.engine.ledger.reading import Standing
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.turning import Changes
from kredslob.engine.ledger.vacancies import (
    ACCEPTED,
    ALLOWED,
    LET,
    OFFERED,
    OPENED,
    REFUSED,
    WITHDRAWN,
    Kept,
)
from kredslob.engine.ledger.wheels import agreed_wheels, drawing, slot_for
from kredslob.engine.ledger.writing import NO_CHANGES, Writing
from kredslob.engine.office import Office
from kredslob.engine.quota_estates import at_assumed
from kredslob.engine.vacancy import Vacancy
from kredslob.engine.wheels import REFERRAL
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value

INTERNAL: Final = ("own_estate_transfer", "divorce_precedence", "organisation_transfer")


def open_vacancy(
    ledger: Ledger, office: Office, asked: Vacancy, *, by: str, freed_by: str | None = None
) -> tuple[Event, str]:
    """Open a vacancy: a notice, and what is known of the dwelling. Give the event, and the vacancy's number.

    Args:
        ledger: where it is written.
        office: rules and register.
        asked: its estate, dates and facts; without a number it gets one. Where the wheels stand the ledger knows.
        by: who opens it.
        freed_by: the vacancy whose tenant left this dwelling by an internal move.

    Raises:
        WrongInput: the number is taken, the estate is not known, no day tells by which agreement it goes.
    """
    estate = office.register.estate(asked.estate)
    settled = settled_in(ledger)
    terms, day = opened_under(office, replace(asked, estate=estate.id), settled)
    if not office.is_party(estate, day):
        raise WrongInput(not_party(estate, asked.place))
    rules = counting(terms)
    wheel = agreed_wheels(office, terms, day, estate.id).get(REFERRAL)

    def write(writing: Writing) -> tuple[Event, str]:
        number = asked.id or f"V-{writing.head().seq + 1}"
        standing = writing.standing(number, estate.id)
        if standing.vacancy is not None:
            found = Message("there is a vacancy {vacancy} already.", vacancy=number)
            raise WrongInput(Problem(Place("--id"), found, Message("a number of its own")))
        given = plain_vacancy(replace(asked, id=number, estate=estate.id, turns={}))
        if freed_by is not None:
            _check_freed(writing, freed_by)
        changes = NO_CHANGES
        if wheel is not None and is_counted(given, freed_by, rules) and counts_at_once(given, rules):
            changes = drawing(slot_for(wheel, standing.counters, None, rules))
        data = {"kind": OPENED, "vacancy": number, "estate": estate.id, "by": by, "given": given, "freed_by": freed_by}
        return writing.append(standing, data, changes), number

    return ledger.write(write)


def opened_under(office: Office, asked: Vacancy, settled: Mapping[str, Value]) -> tuple[Terms, date]:
    """Give the terms of the day that counts for a vacancy, guesses as they are settled or assumed; and the day."""
    if asked.on is None and not asked.dates:
        accepted = Message("the day of the notice, or the day that counts in --on")
        raise WrongInput(Problem(Place("--notice"), Message("the vacancy has no date."), accepted))
    day = _day(office, asked, settled)
    return settled_terms(office, day, asked.estate, settled), day


def _day(office: Office, asked: Vacancy, settled: Mapping[str, Value]) -> date:
    """Give the day that counts; before it has come, the first that is known."""
    try:
        return at_assumed(lambda taken: deciding_day(office, asked, taken), settled)
    except WrongInput:
        return asked.on or min(asked.dates.values())


def _check_freed(writing: Writing, freed_by: str) -> None:
    before = found_vacancy(writing, freed_by).vacancy
    if before is None or before.state != "let" or before.channel not in INTERNAL:
        found = Message("{vacancy} has not been let by an internal move.", vacancy=freed_by)
        raise WrongInput(Problem(Place("--freed-by"), found, Message("a vacancy that was let by an internal move")))


def found_vacancy(writing: Any, number: str) -> Standing:
    """Give a vacancy with its estate's wheels; raise WrongInput if there is none of that number."""
    standing: Standing = writing.standing(number, None)
    if standing.vacancy is None:
        names = [one.id for one in writing.vacancies()]
        found = Message("there is no vacancy {vacancy} in the ledger.", vacancy=number)
        accepted = Message("one that kredslob vacancy list names")
        raise WrongInput(Problem(Place(), found, accepted, nearest(number, names)))
    return standing


def allowed(standing: Standing, kind: str) -> Kept:
    """Give the vacancy if it may take a step now; raise WrongInput if not."""
    kept = standing.vacancy
    if kept is None:
        raise TypeError("it was found")
    if kept.state not in ALLOWED[kind]:
        found = Message("{vacancy} is {state}, so this cannot be entered: {step}.", vacancy=kept.id,
                        state=STATES[kept.state], step=STATES[kind])  # fmt: skip
        accepted = Message("a vacancy that is {states}", states=either([STATES[one] for one in ALLOWED[kind]]))
        raise WrongInput(Problem(Place(), found, accepted))
    return kept


def either(messages: Sequence[Message]) -> Message:
    """Give several words as alternatives."""
    *others, last = messages
    return last if not others else Message("{first} or {second}", first=either(others), second=last)


STATES: Final[Mapping[str, Message]] = {
    "open": Message("open"),
    "opened": Message("opened"),
    "decided": Message("decided"),
    "offered": Message("offered"),
    "accepted": Message("accepted"),
    "refused": Message("refused"),
    "let": Message("let"),
    "withdrawn": Message("withdrawn"),
    "void": Message("opened by mistake"),
    "corrected": Message("corrected"),
}


def terms_of(ledger: Ledger, office: Office, kept: Kept) -> Counting:
    """Give how turns are counted in the estate of a vacancy."""
    terms, _ = opened_under(office, read_vacancy(kept.given), settled_in(ledger))
    return counting(terms)


def offer(ledger: Ledger, number: str, *, by: str, on: date, applicant: str | None = None) -> Event:
    """Record that a vacancy has been offered: to whom was decided on, or to whom the municipality or a lot has named.

    Raises WrongInput if it is not decided, nobody is named, or somebody else is named than was decided on.
    """

    def write(writing: Writing) -> Event:
        standing = found_vacancy(writing, number)
        kept = allowed(standing, OFFERED)
        person, new = _named(writing, ledger, kept, applicant, on)
        event = _step(writing, standing, OFFERED, by, on, person=person)
        writing.keep_private(new)
        return event

    return ledger.write(write)


def _named(writing: Writing, ledger: Ledger, kept: Kept, applicant: str | None, on: date) -> tuple[str, list[Row]]:
    """Give whom it is offered to, by reference, and the row of somebody whom the ledger did not know."""
    if kept.person is not None:
        own = pseudonyms(writing.connection, [kept.person])[kept.person]
        if applicant is not None and ledger.keys.pseudonym(applicant) != own:
            found = Message("another applicant was decided on.")
            accepted = Message(
                "nobody, or the applicant decided on; kredslob vacancy correct and decide anew for another"
            )
            raise WrongInput(Problem(Place("--applicant"), found, accepted))
        return kept.person, []
    if applicant is None:
        found = Message("nobody is named.")
        raise WrongInput(Problem(Place("--applicant"), found, Message("the pseudonym of whom it is offered to")))
    row = named_person(ledger.keys, applicant, on)
    return str(row["ref"]), [row]


def step(ledger: Ledger, kind: str, number: str, *, by: str, on: date) -> Event:
    """Record that an offer has been accepted, or a vacancy let; raise WrongInput if it cannot be yet."""

    def write(writing: Writing) -> Event:
        standing = found_vacancy(writing, number)
        allowed(standing, kind)
        return _step(writing, standing, kind, by, on)

    return ledger.write(write)


def accept(ledger: Ledger, number: str, *, by: str, on: date) -> Event:
    """Record that an offer has been accepted."""
    return step(ledger, ACCEPTED, number, by=by, on=on)


def let(ledger: Ledger, number: str, *, by: str, on: date) -> Event:
    """Record that a vacancy has been let."""
    return step(ledger, LET, number, by=by, on=on)


def refuse(ledger: Ledger, office: Office, number: str, *, by: str, on: date, another: bool = False) -> Event:
    """Record that an offer has been refused; the vacancy is then to be decided again.

    Args:
        another: the municipality names somebody else for the same dwelling, so what was decided stands.
    """

    def write(writing: Writing) -> Event:
        standing = found_vacancy(writing, number)
        kept = allowed(standing, REFUSED)
        if another and kept.how != "municipality":
            found = Message("the municipality has not been asked to name anybody for {vacancy}.", vacancy=number)
            raise WrongInput(Problem(Place("--another"), found, Message("a refusal without --another")))
        effects, declined, left = given_back(kept, standing.counters, terms_of(ledger, office, kept))
        changes, more = Changes((), tuple(effects)), {"declined": declined, "left": left}
        if another:
            changes, more = NO_CHANGES, {"declined": False, "left": []}
        return _step(writing, standing, REFUSED, by, on, changes, another=another, **more)

    return ledger.write(write)


def withdraw(ledger: Ledger, office: Office, number: str, *, by: str, on: date) -> Event:
    """Record that a vacancy will not be let after all: the notice was taken back, or the dwelling is used otherwise."""

    def write(writing: Writing) -> Event:
        standing = found_vacancy(writing, number)
        kept = allowed(standing, WITHDRAWN)
        available = kept.given.get("dates", {}).get("available")
        vacant = available is not None and read(available) <= on
        effects = withdrawn(kept, standing.counters, terms_of(ledger, office, kept), vacant)
        return _step(writing, standing, WITHDRAWN, by, on, Changes((), tuple(effects)))

    return ledger.write(write)


def _step(
    writing: Writing, standing: Standing, kind: str, by: str, on: date, changes: Changes = NO_CHANGES, **more: Any
) -> Event:
    kept = standing.vacancy
    if kept is None:
        raise TypeError("a step is taken by a vacancy")
    data = {"kind": kind, "vacancy": kept.id, "estate": kept.estate, "by": by, "on": on.isoformat(), **more}
    return writing.append(standing, data, changes)


__all__ = ["accept", "found_vacancy", "let", "offer", "open_vacancy", "opened_under", "refuse", "withdraw"]
