"""What the ledger tells of vacancies: a list of them, and one with everything that has happened to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, get_args

from kredslob.engine.ledger.life import found_vacancy
from kredslob.engine.ledger.people import private_texts, pseudonyms
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.vacancies import CORRECTED, DECIDED, OPENED, Kept, State
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest

STATES: Final[tuple[str, ...]] = get_args(State)


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a vacancy as people are told of it: who was concerned goes by the pseudonym, None if erased."""

    seq: int
    kind: str
    at: str
    by: str
    on: str | None
    undone: bool
    channel: str | None = None
    person: str | None = None
    erased: bool = False
    departs: bool = False
    recommended: str | None = None
    reason: str | None = None
    turns: Sequence[Sequence[Any]] = ()


@dataclass(frozen=True, slots=True)
class History:
    """A vacancy and its events."""

    kept: Kept
    person: str | None
    events: tuple[Told, ...]


def listed(ledger: Ledger, state: str | None = None, estates: Sequence[str] = ()) -> list[Kept]:
    """Give the vacancies in a state and of certain estates; raise WrongInput if there is no such state."""
    if state is not None and state not in STATES:
        accepted = Message("one of {names}", names=", ".join(STATES))
        found = Message("no state is called {word!r}.", word=state[:40])
        raise WrongInput(Problem(Place("--state"), found, accepted, nearest(state, STATES)))
    with ledger.reading() as reading:
        every = list(reading.vacancies())
    return [one for one in every if state in (None, one.state) and (not estates or one.estate in estates)]


def told_of(ledger: Ledger, number: str) -> History:
    """Give a vacancy with its events; raise WrongInput if there is none of that number."""
    with ledger.reading() as reading:
        kept = found_vacancy(reading, number).vacancy
        events = [one.data for one in reading.events(number)]
        refs = [ref for one in events for ref in _people(one)]
        names = pseudonyms(reading.connection, refs)
        reasons = private_texts(reading.connection, [ref for one in events for ref in _reasons(one)])
    if kept is None:
        raise TypeError("it was found")
    undone = {one["undoes"] for one in events if one["kind"] == CORRECTED}
    told = tuple(_told(one, one["seq"] in undone, names, reasons) for one in events)
    return History(kept, names.get(kept.person or ""), told)


def _people(data: Mapping[str, Any]) -> Iterator[str]:
    person = data.get("person") or data.get("chosen", {}).get("person")
    if person is not None:
        yield person


def _reasons(data: Mapping[str, Any]) -> Iterator[str]:
    reason = data.get("reason") or data.get("chosen", {}).get("reason")
    if reason is not None:
        yield reason


def _told(
    data: Mapping[str, Any], undone: bool, names: Mapping[str, str | None], reasons: Mapping[str, str | None]
) -> Told:
    person, reason = next(_people(data), None), next(_reasons(data), None)
    chosen = data.get("chosen", {})
    return Told(
        seq=data["seq"], kind=data["kind"], at=data["at"], by=data["by"], on=_day(data), undone=undone,
        channel=chosen.get("channel"), person=names.get(person or ""),
        erased=person is not None and names.get(person) is None, departs=bool(chosen.get("departs")),
        recommended=data["outcome"]["channel"] if data["kind"] == DECIDED else None,
        reason=reasons.get(reason or ""), turns=data.get("turns", ()),
    )  # fmt: skip


def _day(data: Mapping[str, Any]) -> str | None:
    """Give the day of an event: the one that was said, or of an opening the first that is known of the vacancy."""
    if data["kind"] != OPENED:
        return data.get("on")
    given = data["given"]
    days: list[str] = [one["date"] for one in given["dates"].values()]
    return str(given["on"]["date"]) if given["on"] else min(days)
