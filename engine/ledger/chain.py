"""The chain: each event is sealed with a keyed hash of its whole text, in which the hash of the one before stands.

So no event can be changed, left out or moved without its own seal or the next one failing. Only the last events can be
cut off unseen, and not even those by somebody who has written down the head.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from kredslob.engine.ledger.keys import Keys, letters
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput

Data = Mapping[str, Any]

BEGINNING: Final = "0" * 64
_SHOWN: Final = 32  # letters of a head that people are shown: 128 bits
_HEAD: Final = re.compile(r"([0-9]{1,12})[:.]([bcdfghjkmnpqrstv]{32})")


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a chain: its number and its seal. Whoever has written it down can tell if a tail is cut off."""

    seq: int
    mac: str

    @property
    def text(self) -> str:
        """The head as people write it down: `17:bcdf...`."""
        return f"{self.seq}:{letters(self.mac[:_SHOWN])}"

    def is_told_by(self, told: str) -> bool:
        """Tell whether somebody's note says this head."""
        return hmac.compare_digest(told, self.text)


EMPTY: Final = Head(0, BEGINNING)


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it stands in the ledger: its number, its whole text, its seal."""

    seq: int
    body: str
    mac: str

    @property
    def data(self) -> dict[str, Any]:
        """What it says."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def head(self) -> Head:
        """The chain up to here."""
        return Head(self.seq, self.mac)


def canonical(data: object) -> str:
    """Give plain data as JSON in the one way that is sealed: keys sorted, no spaces."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sealed(keys: Keys, head: Head, data: Data) -> Event:
    """Make the event that follows a head."""
    body = canonical({**data, "seq": head.seq + 1, "prev": head.mac})
    return Event(head.seq + 1, body, keys.mac(body))


def fault_of(keys: Keys, before: Head, event: Event) -> Message | None:
    """Say what is wrong with an event in its place after `before`, or None if nothing is."""
    if event.seq != before.seq + 1:
        return Message("event {seq} is missing: event {next} follows {before}.", seq=before.seq + 1, next=event.seq,
                       before=before.seq)  # fmt: skip
    if not hmac.compare_digest(keys.mac(event.body).encode(), event.mac.encode()):
        return Message("event {seq} has been changed: its seal does not fit.", seq=event.seq)
    data = event.data
    if data.get("prev") != before.mac or data.get("seq") != event.seq:
        return Message("event {seq} does not follow the one before it: events were moved or left out.", seq=event.seq)
    return None


def read_head(text: str) -> tuple[int, str]:
    """Give the number of a head that somebody has written down, and its text; raise WrongInput."""
    form = _HEAD.fullmatch("".join(text.split()).lower())
    if form is None:
        accepted = Message("a head as it was printed, a number, a colon and 32 letters")
        raise WrongInput(Problem(Place("--head"), Message("this is no head of a ledger."), accepted))
    return int(form[1]), f"{int(form[1])}:{form[2]}"
