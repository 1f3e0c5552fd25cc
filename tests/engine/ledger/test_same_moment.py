"""Two colleagues decide at the same moment: the wheels are read again before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kredslob.engine.decide import decide
from kredslob.engine.decision import Decision
from kredslob.engine.ledger.verifying import verify
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import Books, books


@pytest.fixture
def desks(database: str, tmp_path: Path) -> Iterator[tuple[Books, Books]]:
    """Give two desks at one ledger in which the wheel counts decisions that come to a letting."""
    with books(database, tmp_path, referral__counts="letting") as one:
        other = one.again()
        yield one, other
        other.ledger.engine.dispose()


def meanwhile(do: Callable[[int], object]) -> Callable[..., Decision]:
    """Give a way to decide during which something else happens; it is told how often it was asked."""
    calls = []

    def decided(*words: Any, **how: Any) -> Decision:
        calls.append(1)
        do(len(calls))
        return decide(*words, **how)

    return decided


def test_a_decision_is_made_anew_if_the_turn_has_gone(desks: tuple[Books, Books]) -> None:
    """Both would have been the municipality's; one is."""
    one, other = desks
    numbers = [one.open() for _ in range(4)]
    for number in numbers[:2]:
        one.decide(number)
    channels = []

    def first(times: int) -> None:
        if times == 1:
            channels.append(other.decide(numbers[3]).chosen.channel)

    one.decide_by = meanwhile(first)
    channels.append(one.decide(numbers[2]).chosen.channel)
    assert channels == ["referral", "flexible"]
    assert verify(one.ledger, one.last).faults == ()


def test_a_vacancy_is_decided_once(desks: tuple[Books, Books]) -> None:
    """Whoever comes second is told that it is decided, and nothing of theirs is written."""
    one, other = desks
    number = one.open()
    one.decide_by = meanwhile(lambda times: other.decide(number) if times == 1 else None)
    with pytest.raises(WrongInput, match="is decided"):
        one.decide(number)
    assert [data["kind"] for data in one.events()] == ["begun", "opened", "decided"]


def test_nobody_waits_for_ever(desks: tuple[Books, Books]) -> None:
    """After the wheels have moved four times under somebody, they decide while nobody else can write."""
    one, other = desks
    number, others = one.open(), [one.open() for _ in range(4)]
    asked = []

    def again(times: int) -> None:
        asked.append(times)
        if times <= 4:
            other.decide(others[times - 1])

    one.decide_by = meanwhile(again)
    one.decide(number)
    assert asked[-1] == 5
    assert verify(one.ledger, one.last).faults == ()
