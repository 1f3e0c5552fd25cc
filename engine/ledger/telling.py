"""What the ledger tells of vacancies: a list of them, and one with everything that has happened to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, get_args

from kredslob.engine.ledger.life import found_vacancy
from kredslob.engine.ledger.people import private_texts, pseudonyms
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.vacancies import CORRECTED, DECIDED, OPENED, Kept, State
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest

STATES: Final[tuple[str, ...]] = get_args(State)


class Passed(NamedTuple):
    """Somebody who was passed over: who (None if erased), their rank, and the (fact, rule, state) of what was not met."""

    person: str | None
    rank: int
    why: tuple[tuple[str, str, str], ...]


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
    passed_over: tuple[Passed, ...] = ()


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


def told_of(ledger: Ledger, number: str, own_words: Iterable[str] = ()) -> History:
    """Give a vacancy with its events, people by the office's own words where these are given, else by their pseudonyms.

    Raises WrongInput if there is no vacancy of that number.
    """
    known = {ledger.keys.pseudonym(word): word for word in own_words}
    with ledger.reading() as reading:
        kept = found_vacancy(reading, number).vacancy
        events = [one.data for one in reading.events(number)]
        refs = [ref for one in events for ref in _people(one)]
        refs += [ref for one in events for ref, *_ in _passed_over(one)]
        names = {ref: known.get(one or "", one) for ref, one in pseudonyms(reading.connection, refs).items()}
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


def _passed_over(data: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    """Give the reference, the rank and the reasons of those passed over, best ranked first."""
    told = data.get("outcome", {}).get("passed_over", {"who": []})
    for ref, rank, why in told["who"]:
        yield ref, rank, told["why"][why]


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
        passed_over=tuple(
            Passed(names.get(ref), rank, tuple(tuple(each) for each in json.loads(why)))
            for ref, rank, why in _passed_over(data)
        ),
    )  # fmt: skip


def _day(data: Mapping[str, Any]) -> str | None:
    """Give the day of an event: the one that was said, or of an opening the first that is known of the vacancy."""
    if data["kind"] != OPENED:
        return data.get("on")
    given = data["given"]
    days: list[str] = [one["date"] for one in given["dates"].values()]
    return str(given["on"]["date"]) if given["on"] else min(days)
