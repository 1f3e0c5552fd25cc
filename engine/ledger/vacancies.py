"""A vacancy as its events have left it: where it stands in its life, what is known of it, and the slots it has drawn.

    open -> decided -> offered -> accepted -> let
              ^            |  refused: decide again
              +------------+
    withdrawn from anywhere before it is let

A mistake is taken back by an event that undoes the last one: the vacancy stands then as if that had not been.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, Final, Literal

from kredslob.engine.ledger.turning import FREE, OWED, Effect, Turn, read_changes
from kredslob.rules.frozen import dataclass

State = Literal["open", "decided", "offered", "accepted", "refused", "let", "withdrawn", "void"]

OPENED: Final = "opened"
DECIDED: Final = "decided"
OFFERED: Final = "offered"
ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"
LET: Final = "let"
WITHDRAWN: Final = "withdrawn"
CORRECTED: Final = "corrected"

KINDS: Final = (OPENED, DECIDED, OFFERED, ACCEPTED, REFUSED, LET, WITHDRAWN, CORRECTED)
ALLOWED: Final[Mapping[str, tuple[State, ...]]] = {
    DECIDED: ("open", "refused"),
    OFFERED: ("decided",),
    ACCEPTED: ("offered",),
    REFUSED: ("offered", "accepted"),
    LET: ("offered", "accepted"),
    WITHDRAWN: ("open", "decided", "offered", "accepted", "refused"),
}
"""In which states each event may come."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A slot that concerns a vacancy: what it is to it, and whether the vacancy drew it (else it was owed from before)."""

    turn: Turn
    label: str
    status: str
    own: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A vacancy as the ledger keeps it.

    Args:
        id: the office's number for it.
        estate: the estate's id.
        state: where it stands; `void` if its opening was a mistake.
        events: the numbers of its events that have not been taken back.
        given: what was said when it was opened: dates, facts, as plain data.
        freed_by: the vacancy whose tenant left this dwelling by an internal move.
        channel: the channel decided on.
        person: who was decided on, offered or let to, by reference.
        how: how the offer goes: list, municipality, lot, nobody.
        group: the groups of flexible letting that the one decided on is in, or the list.
        departs: whether it was decided otherwise than recommended.
        drawn: the slots that concern it.
        declined: the municipality has said no to it, so it is not asked again.
        refusers: who has refused it, by reference.
        decision: the number of the event that decided it.
        offers: how often it has been offered.
    """

    id: str
    estate: str
    state: State = "open"
    events: tuple[int, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    freed_by: str | None = None
    channel: str | None = None
    person: str | None = None
    how: str | None = None
    group: tuple[str, ...] = ()
    departs: bool = False
    drawn: tuple[Drawn, ...] = ()
    declined: bool = False
    refusers: tuple[str, ...] = ()
    decision: int | None = None
    offers: int = 0

    def own(self, wheel: str) -> Drawn | None:
        """Give the slot of a wheel that it drew, if it has one."""
        return next((one for one in self.drawn if one.own and one.turn.wheel == wheel), None)


def after(kept: Kept | None, data: Mapping[str, Any]) -> Kept:
    """Give a vacancy as an event leaves it; not for events that take others back."""
    kind, seq = data["kind"], data["seq"]
    if kept is None:
        kept = Kept(data["vacancy"], data["estate"], given=data["given"], freed_by=data.get("freed_by"))
    kept = replace(kept, events=(*kept.events, seq), drawn=_drawn(kept.drawn, read_changes(data).effects))
    match kind:
        case "decided":
            chosen = data["chosen"]
            return replace(
                kept, state="decided", channel=chosen["channel"], person=chosen["person"], how=chosen["how"],
                group=tuple(chosen["group"]), departs=chosen["departs"], decision=seq,
            )  # fmt: skip
        case "offered":
            return replace(kept, state="offered", person=data["person"], offers=kept.offers + 1)
        case "accepted" | "let" | "withdrawn":
            return replace(kept, state=kind)
        case "refused":
            return _refused(kept, data)
    return kept


def _refused(kept: Kept, data: Mapping[str, Any]) -> Kept:
    refusers = (*kept.refusers, *([kept.person] if kept.person else []))
    if data["another"]:  # the municipality names somebody else: what was decided stands
        return replace(kept, state="decided", person=None, refusers=refusers)
    kept_slots = tuple(replace(one, own=False) if one.turn.wheel in data["left"] else one for one in kept.drawn)
    return replace(
        kept, state="refused", refusers=refusers, declined=kept.declined or data["declined"], channel=None, person=None,
        how=None, group=(), departs=False, drawn=kept_slots,
    )  # fmt: skip


def _drawn(drawn: Sequence[Drawn], effects: Iterable[Effect]) -> tuple[Drawn, ...]:
    found = {one.turn: one for one in drawn}
    for effect in effects:
        before = found.pop(effect.turn, None)
        own = before.own if before is not None else effect.before == FREE
        if effect.after != FREE and (own or effect.after != OWED):  # what is owed is the estate's again
            found[effect.turn] = Drawn(effect.turn, effect.label, effect.after, own)
    return tuple(found.values())


def told(events: Iterable[Mapping[str, Any]], was: Kept) -> Kept:
    """Give a vacancy as events have left it that have not been taken back; without any its opening was a mistake."""
    kept: Kept | None = None
    for one in events:
        kept = after(kept, one)
    return kept or Kept(was.id, was.estate, "void")


def corrected(past: Iterable[Mapping[str, Any]], kept: Kept) -> Kept:
    """Give a vacancy after its last event that stood has been taken back."""
    return told((one for one in past if one["seq"] in kept.events[:-1]), kept)


def plain_kept(kept: Kept) -> dict[str, Any]:
    """Give a vacancy as it is kept."""
    return {
        "id": kept.id, "estate": kept.estate, "state": kept.state, "events": list(kept.events), "given": kept.given,
        "freed_by": kept.freed_by, "channel": kept.channel, "person": kept.person, "how": kept.how, "group": list(kept.group), "departs": kept.departs,
        "drawn": [[*one.turn, one.label, one.status, one.own] for one in kept.drawn], "declined": kept.declined,
        "refusers": list(kept.refusers), "decision": kept.decision, "offers": kept.offers,
    }  # fmt: skip


def read_kept(plain: Mapping[str, Any]) -> Kept:
    """Give the vacancy that is kept."""
    drawn = tuple(Drawn(Turn(*one[:3]), *one[3:]) for one in plain["drawn"])
    listed = {name: tuple(plain[name]) for name in ("events", "group", "refusers")}
    return Kept(**{**plain, **listed, "drawn": drawn})
