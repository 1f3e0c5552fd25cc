"""Take a mistake back: an event that undoes the last one of a vacancy, and gives back the turns that it took.

Nothing is removed. If what is to be taken back has gone to another vacancy meanwhile, that one must be corrected first,
and is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from kredslob.engine.ledger.chain import Event
from kredslob.engine.ledger.life import found_vacancy
from kredslob.engine.ledger.people import reason_row
from kredslob.engine.ledger.reading import Reading
from kredslob.engine.ledger.schema import TURN
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.turning import Changes, Effect, Fault, applied, read_changes
from kredslob.engine.ledger.vacancies import CORRECTED, Kept, corrected
from kredslob.engine.ledger.writing import Writing
from kredslob.rules.messages import Message, Place, Problem, WrongInput


def correct(ledger: Ledger, number: str, *, by: str, on: date, reason: str) -> Event:
    """Take back the last event of a vacancy.

    Raises WrongInput if there is nothing left to take back, or if a turn has gone to another vacancy meanwhile.
    """

    def write(writing: Writing) -> Event:
        standing = found_vacancy(writing, number)
        kept = standing.vacancy
        if kept is None or not kept.events:
            found = Message("there is nothing left to take back of {vacancy}.", vacancy=number)
            raise WrongInput(Problem(Place(), found, Message("a vacancy with events")))
        past = [one.data for one in writing.events(number)]
        last = next(one for one in past if one["seq"] == kept.events[-1])
        changes = Changes((), tuple(one.undone for one in reversed(read_changes(last).effects)))
        try:
            applied(standing.counters, changes)
        except Fault:
            raise WrongInput(_gone(writing, kept, changes.effects)) from None
        row = reason_row(reason, on)
        data = {
            "kind": CORRECTED, "vacancy": number, "estate": kept.estate, "by": by, "on": on.isoformat(),
            "undoes": last["seq"], "reason": row["ref"],
        }  # fmt: skip
        event = writing.append(standing, data, changes, corrected(past, kept))
        writing.keep_private([row])
        return event

    return ledger.write(write)


def _gone(reading: Reading, kept: Kept, effects: Sequence[Effect]) -> Problem:
    """Say which vacancy has the turn now."""
    holders: list[str] = []
    for effect in effects:
        turn = effect.turn
        asked = select(TURN.c.vacancy).where(
            TURN.c.estate == kept.estate, TURN.c.wheel == turn.wheel, TURN.c.version == turn.version,
            TURN.c.serial == turn.serial, TURN.c.vacancy != kept.id,
        )  # fmt: skip
        holders += reading.connection.execute(asked).scalars()
    found = Message(
        "the turn that this gives back has gone to {vacancies} meanwhile.",
        vacancies=", ".join(dict.fromkeys(holders)) or kept.estate,
    )
    return Problem(Place(), found, Message("to correct that one first"))
