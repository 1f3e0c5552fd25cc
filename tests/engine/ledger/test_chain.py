"""The chain by itself: how an event is written, what its seal covers, and how a head is written down and read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kredslob.engine.ledger.chain import EMPTY, Event, Head, canonical, fault_of, read_head, sealed
from kredslob.engine.ledger.keys import keys_of
from kredslob.rules.messages import WrongInput

KEYS = keys_of(b"a secret")


def two() -> tuple[Event, Event]:
    """Give the first two events of a chain."""
    first = sealed(KEYS, EMPTY, {"kind": "begun"})
    return first, sealed(KEYS, first.head, {"kind": "opened", "estate": "ågården"})


def fault(before: Head, event: Event) -> str | None:
    """Give what is wrong with an event in its place."""
    found = fault_of(KEYS, before, event)
    return None if found is None else found.text("en")


def test_an_event_is_written_in_one_way_alone() -> None:
    """Keys in order, no spaces, letters as they are: the seal is of the text, so the text must always be the same."""
    assert canonical({"b": [1, "å"], "a": {"d": None, "c": True}}) == '{"a":{"c":true,"d":null},"b":[1,"å"]}'
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical({"a": float("nan")})


def test_an_event_names_its_number_and_the_seal_before_it() -> None:
    """And its own seal is the keyed hash of all of that."""
    first, second = two()
    assert first.data == {"kind": "begun", "seq": 1, "prev": "0" * 64}
    assert second.data == {"kind": "opened", "estate": "ågården", "seq": 2, "prev": first.mac}
    assert (second.seq, second.mac, second.head) == (2, KEYS.mac(second.body), Head(2, second.mac))
    assert second.body == canonical(second.data)


def test_a_chain_that_is_whole_has_no_fault() -> None:
    """Each event after the one before it."""
    first, second = two()
    assert fault(EMPTY, first) is None
    assert fault(first.head, second) is None


def test_an_event_that_is_missing_is_told_by_its_number() -> None:
    """With those on both sides of the gap."""
    first, second = two()
    assert fault(EMPTY, second) == "event 1 is missing: event 2 follows 0."
    assert fault(second.head, first) == "event 3 is missing: event 1 follows 2."


def test_a_text_that_does_not_fit_its_seal_has_been_changed() -> None:
    """Or the seal has."""
    first, second = two()
    told = "event 2 has been changed: its seal does not fit."
    assert fault(first.head, replace(second, body=second.body.replace("gård", "gaard"))) == told
    assert fault(first.head, replace(second, mac=first.mac)) == told


def test_an_event_with_a_good_seal_in_a_wrong_place_was_moved() -> None:
    """Its text names another seal before it, or another number than the one it is filed under."""
    first, _ = two()
    told = "event 2 does not follow the one before it: events were moved or left out."
    of_another_chain = sealed(KEYS, Head(1, "f" * 64), {"kind": "opened"})
    assert fault(first.head, of_another_chain) == told
    numbered_otherwise = replace(sealed(KEYS, Head(4, first.mac), {"kind": "opened"}), seq=2)
    assert fault(first.head, numbered_otherwise) == told


def test_a_head_is_written_down_in_letters_and_read_again() -> None:
    """Whatever the case and the spaces, with a colon or a full stop, and noughts before the number."""
    head = Head(17, "0123456789abcdef" * 4)
    assert head.text == "17:" + "bcdfghjkmnpqrstv" * 2
    for told in (head.text, head.text.upper(), f" 17 : {head.text[3:10]} {head.text[10:]}\n", "0017." + head.text[3:]):
        assert read_head(told) == (17, head.text)
    assert head.is_told_by(head.text)
    assert not head.is_told_by(head.text[:-1] + "b")


@pytest.mark.parametrize(
    "text", ["", "17", "17:bcd", "x:" + "b" * 32, "17:" + "a" * 32, "17:" + "b" * 33, "1" * 13 + ":" + "b" * 32]
)
def test_what_is_no_head_is_refused(text: str) -> None:
    """Too short, too long, with letters that no head has."""
    with pytest.raises(WrongInput, match="no head of a ledger") as told:
        read_head(text)
    assert told.value.problems[0].place.file == "--head"


def test_what_an_event_says_is_read_from_its_text() -> None:
    """There is no other place in which it stands."""
    assert Event(3, json.dumps({"kind": "let"}), "").data == {"kind": "let"}
