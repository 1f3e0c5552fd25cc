"""Where wheels stand when an office begins its ledger in the middle of a round: from a table, a row for each estate.

Each row is accepted, accepted with warnings, or rejected, and told why. Rows are written together or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from kredslob.engine.case import not_party
from kredslob.engine.input_columns import turn_field
from kredslob.engine.inputs import read_turn
from kredslob.engine.ledger.chain import Head
from kredslob.engine.ledger.counting import settled_terms
from kredslob.engine.ledger.opening import settled_in
from kredslob.engine.ledger.reading import Reading
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.turning import FREE, OWED, Changes, Count, Effect, Turn, beginning, owed_of
from kredslob.engine.ledger.wheels import agreed_wheels
from kredslob.engine.ledger.writing import Writing
from kredslob.engine.office import Office
from kredslob.engine.register.columns import Column, Columns, Unreadable
from kredslob.engine.register.rows import Estate
from kredslob.engine.register.tabular import Row, Table, read_table
from kredslob.engine.standing import estate_standing
from kredslob.engine.turns import right
from kredslob.engine.vacancy import WHEEL_NAMES, TurnReading
from kredslob.engine.wheels import REFERRAL, Wheel
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.wheels import wheel_name

IMPORTED: Final = "imported"
Outcome = Literal["accepted", "warnings", "rejected"]
COLUMNS: Final = Columns(
    "wheels",
    (
        Column("estate", danish="Afdeling", required=True),
        Column("on", "date", "Dato", aliases=("pr. dato",)),
        Column("referral_turn", danish="Anvisningstur"),
        Column("transfer_turn", danish="Oprykningstur"),
        Column("external_turn", danish="Ekstern tur", aliases=("udlejningstur",)),
        Column("split_turn", danish="Fordelingstur"),
    ),
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a row: its line, the estate as written, and what is wrong or worth a look."""

    line: int | None
    estate: str
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Message, ...] = ()
    changes: Changes = Changes()
    on: date | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that could be read, and where it stands."""

    values: Row
    table: Table

    def place(self, field: str) -> Place:
        """Give where a field stands."""
        return self.table.place(self.values.line).of(field)


def import_wheels(
    ledger: Ledger, office: Office, file: Path, *, by: str, on: date, rejected_too: bool = False
) -> tuple[list[Imported], Head | None]:
    """Take where wheels stand from a table.

    Args:
        ledger: where it is written.
        office: rules and register.
        file: CSV or Excel; a row for each estate, where each wheel stands as `3`, `3+1` or `2011:3+1`.
        by: who imports.
        on: the day that it is as of, where a row does not say.
        rejected_too: write the rows that are accepted though others are rejected.

    Returns what came of each row, and the head; None if nothing was written.

    Raises WrongInput if the file cannot be read at all.
    """
    table = read_table(file, COLUMNS)
    unread = [Imported(one.place.line, "", "rejected", (one,)) for one in table.problems]

    def write(writing: Writing) -> tuple[list[Imported], Head | None]:
        found = [*unread, *_judged(writing, office, table, on, settled_in(ledger))]
        found.sort(key=lambda one: one.line or 0)
        if not rejected_too and any(one.outcome == "rejected" for one in found):
            return found, None
        for one in found:
            if one.outcome != "rejected":
                standing = writing.standing(None, one.estate)
                data = {"kind": IMPORTED, "estate": one.estate, "by": by, "on": (one.on or on).isoformat()}
                writing.append(standing, data, one.changes)
        return found, writing.written if writing.written.seq else None

    return ledger.write(write)


def _judged(reading: Reading, office: Office, table: Table, on: date, settled: Mapping[str, Any]) -> Iterator[Imported]:
    seen: dict[str, int] = {}
    for values in table.rows:
        row = _Row(values, table)
        try:
            estate = office.register.estate(values["estate"])
            if not office.is_party(estate, on):
                raise WrongInput(not_party(estate, Place()))  # noqa: TRY301 - told like the other
        except WrongInput as wrong:
            problems = tuple(replace(one, place=row.place("estate")) for one in wrong.problems)
            yield Imported(values.line, values["estate"], "rejected", problems)
            continue
        if estate.id in seen:
            found = Message("{estate} stands on line {line} too.", estate=estate.id, line=seen[estate.id])
            twice = Problem(row.place("estate"), found, Message("each estate once"))
            yield Imported(values.line, estate.id, "rejected", (twice,))
            continue
        seen[estate.id] = values.line
        yield _of_estate(reading, office, row, estate, values.get("on") or on, settled)


def _of_estate(
    reading: Reading, office: Office, row: _Row, estate: Estate, on: date, settled: Mapping[str, Any]
) -> Imported:
    try:
        wheels = agreed_wheels(office, settled_terms(office, on, estate.id, settled), on, estate.id)
    except WrongInput as wrong:
        problems = tuple(replace(one, place=row.place("on")) for one in wrong.problems)
        return Imported(row.values.line, estate.id, "rejected", problems)
    counters = reading.standing(None, estate.id).counters
    problems_found: list[Problem] = []
    warnings: list[Message] = []
    changes = Changes()
    for name in WHEEL_NAMES:
        written, wheel = row.values.get(turn_field(name)), wheels.get(name)
        if written is None:
            if wheel is not None and len(set(wheel.slots)) > 1:
                warnings.append(
                    Message("wheel {wheel}: nothing is said, so it begins at its first slot.", wheel=wheel_name(name))
                )
            continue
        try:
            one = _position(row, name, str(written), wheel, counters.get(name, Count()))
        except WrongInput as wrong:
            problems_found += wrong.problems
            continue
        warnings += _doubts(office, estate, on, wheel, one.effects)
        changes = Changes((*changes.begun, *one.begun), (*changes.effects, *one.effects))
    if not (changes.begun or problems_found):
        found = Message("nothing is said of any wheel.")
        problems_found.append(
            Problem(row.place("referral_turn"), found, Message("where a wheel stands, such as 3 or 3+1"))
        )
    outcome: Outcome = "rejected" if problems_found else "warnings" if warnings else "accepted"
    return Imported(row.values.line, estate.id, outcome, tuple(problems_found), tuple(warnings), changes, on)


def _position(row: _Row, name: str, written: str, wheel: Wheel | None, count: Count) -> Changes:
    """Give what makes a wheel stand where it is said to; raise WrongInput if it cannot."""
    place = row.place(turn_field(name))
    if wheel is None:
        found = Message("no wheel {wheel} is agreed for this estate.", wheel=wheel_name(name))
        raise WrongInput(Problem(place, found, Message("an empty cell")))
    try:
        reading = read_turn(written)
    except Unreadable as wrong:
        raise WrongInput(Problem(place, wrong.found, wrong.accepted)) from None
    _check(reading, wheel, count, place)
    label = right(wheel)
    # What an earlier import said is taken back; a wheel that has not dealt yet may be put right.
    before = [Effect(turn, label, OWED, FREE) for turn in owed_of(count, label)]
    owed = [Effect(Turn(name, wheel.version, -number), label, FREE, OWED) for number in range(1, reading.pending + 1)]
    return Changes((beginning(wheel, reading.slot - 1),), (*before, *owed))


def _check(reading: TurnReading, wheel: Wheel, count: Count, place: Place) -> None:
    if reading.version not in (None, wheel.version):
        found = Message(
            "wheel {wheel} has no version {version} on this day.", wheel=wheel_name(wheel.name), version=reading.version
        )
        raise WrongInput(Problem(place, found, Message("{version}, or none", version=wheel.version)))
    if reading.slot > len(wheel.slots):
        found = Message("wheel {wheel} has no slot {slot}.", wheel=wheel_name(wheel.name), slot=reading.slot)
        accepted = Message(
            "a slot from 1 to {last}, for instance 3, or 3+1 with one turn pending", last=len(wheel.slots)
        )
        raise WrongInput(Problem(place, found, accepted))
    if any(one.drawn for one in count.rounds.values()):
        found = Message("the ledger already counts wheel {wheel} of this estate.", wheel=wheel_name(wheel.name))
        raise WrongInput(Problem(place, found, Message("a wheel from which no vacancy has drawn yet")))


def _doubts(
    office: Office, estate: Estate, on: date, wheel: Wheel | None, effects: tuple[Effect, ...]
) -> Iterator[Message]:
    owed = sum(effect.after == OWED for effect in effects)
    if wheel is None or not owed:
        return
    turns, _ = wheel.share(right(wheel))
    if owed > turns:
        yield Message("wheel {wheel}: more turns are owed than a whole round gives ({owed}, {turns}).",
                      wheel=wheel_name(wheel.name), owed=owed, turns=turns)  # fmt: skip
    if wheel.name == REFERRAL and estate_standing(office, on, estate).facts.get("exempt") is True:
        yield Message("the estate is exempt, so the turns owed will lapse ({owed}).", owed=owed)
