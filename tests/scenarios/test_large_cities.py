"""A city is as large as the register says, up to what the computer can hold; beyond that it is refused before it is begun."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.city.layout import FREE_CHUNK, FREE_ENTRY, NEW_CHUNK, NEW_ENTRY, NONE, QUEUE_MONTH, QUEUES
from kredslob.scenarios.running import memory
from kredslob.scenarios.running.memory import bytes_kept, bytes_needed, check_room, memory_left
from kredslob.scenarios.running.replication import Bench, Fault
from tests.scenarios.test_closed_forms import STILL, everybody
from tests.scenarios.towns import Block, town

MILLION = 1_000_000


def large(dwellings: int, estates: int = 10) -> tuple[Block, ...]:
    """Give estates that have so many dwellings together."""
    each = dwellings // estates
    return tuple(Block(f"e{at}", f"org{at}", dwellings=(("family", 3, 5000, each),)) for at in range(estates))


def refused(call: Any) -> str:
    """Give what is said of a city that is refused."""
    with pytest.raises(WrongInput) as caught:
        call()
    return caught.value.problems[0].found.text()


def test_ten_estates_with_ten_million_dwellings_are_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are 8 GB it is told what they would take and what there is, and nobody has been drawn."""
    monkeypatch.setattr(memory, "_free", lambda: [8_000 * MILLION])
    monkeypatch.setattr("kredslob.scenarios.running.setting.beginning", None)
    needed = -(-bytes_needed(10 * MILLION, MILLION) // MILLION)
    assert needed > 8_000
    assert refused(lambda: town(*large(10 * MILLION))) == (
        f"to simulate 10000000 dwellings takes about {needed} MB of memory, and 8000 MB are free."
    )


def test_more_dwellings_than_can_be_numbered_are_refused_whatever_there_is() -> None:
    """A row of people has a number of 31 bits."""
    (home,) = town(Block("ahorn")).homes
    vast = replace(home, dwellings=(replace(home.dwellings[0], count=120 * MILLION),))
    assert refused(lambda: check_room([vast], None)) == "the register has 120000000 dwellings."


def test_what_there_is_room_for_runs() -> None:
    """Ten estates with 20,000 dwellings run, to a resident."""
    setting = town(*large(20_000), months=3)
    found = Bench(setting).run(0)
    assert found.estate_year[:, 0, 7].sum() == pytest.approx(20_000, rel=0.02), "households"


@pytest.mark.parametrize("dwellings", [40, 400, 20_000])
def test_what_is_told_beforehand_is_what_is_taken(dwellings: int) -> None:
    """The arrays of a city take what was reckoned, by a fifth more or less; of a small one it is all the same."""
    taken = held(Bench(town(*large(dwellings), months=2)))
    assert 0.8 * taken - 2**20 < bytes_kept(dwellings) < 1.2 * taken + 2**20


def held(bench: Bench) -> int:
    """Give the bytes of the arrays that replications run in, of those that lie in each other once."""
    within = ("households", "entry_keys")
    return sum(array.nbytes for name, array in bench.state._asdict().items() if name not in within)


def test_memory_is_told_by_the_least_of_what_limits_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A group of processes may have been granted less than the computer has free; no grant, and a wrong one, limit nothing."""
    limit, used = tmp_path / "max", tmp_path / "current"
    monkeypatch.setattr(memory, "_LIMITS", ((limit, used),))
    monkeypatch.setattr(memory, "_free", lambda: [5_000])
    assert memory_left() == 5_000
    limit.write_text("3000\n", "ascii")
    assert memory_left() == 5_000
    used.write_text("1000\n", "ascii")
    assert memory_left() == 2_000
    used.write_text("4000\n", "ascii")
    assert memory_left() == 0
    limit.write_text("max\n", "ascii")
    assert memory_left() == 5_000
    monkeypatch.setattr(memory, "_free", list)
    assert memory_left() is None


def test_more_who_wait_than_there_is_room_for_are_told() -> None:
    """A behaviour by which ten thousand come for forty dwellings is the reader's to mend, not a fault of the program."""
    setting = town(Block("ahorn", vacancies=60), newcomers__pressure={"external": 9_000.0, "municipal": 1.0})
    told = refused(lambda: Bench(setting).run(0))
    assert told == f"on 2011-01-01 more than {len(setting.begin.free)} households live here or wait."


def test_more_refusals_of_one_dwelling_than_there_is_room_for_are_told() -> None:
    """If everybody refuses, and thousands wait, they cannot all be asked about one dwelling."""
    setting = town(
        *large(20_000, 1), months=14, newcomers__pressure={"external": 5.0, "municipal": 1.0}, offers__refusals=99,
        **everybody(refuses=1.0, low_rent=0.0),
    )  # fmt: skip
    setting.world.city.mobility[:] = 1e-5
    told = refused(lambda: Bench(setting).run(0))
    assert told.endswith("households are passed over for one dwelling.")


def test_who_has_no_other_estate_to_wish_for_wishes_within_their_own() -> None:
    """An organisation's list is for moves between its estates: where it has one, the list would grow and serve nobody."""
    still: dict[str, Any] = {**STILL, "families__wishes": (0.02,) * 6, "families__wish_own_estate": 0.0}
    apart, together = ("one", "two"), ("one", "one")
    for organisations in (apart, together):
        setting = town(*(Block(f"e{at}", name) for at, name in enumerate(organisations)), **still)
        joined = Bench(setting).run(0).queue_month[:, :, QUEUE_MONTH.index("joined")].sum(axis=0)
        for queue, wished in (("estate", apart), ("organisation", together)):
            assert (joined[QUEUES.index(queue)] > 0) == (organisations == wished)


@pytest.mark.parametrize(
    ("taken", "free", "room"), [(NEW_ENTRY, FREE_ENTRY, "entries"), (NEW_CHUNK, FREE_CHUNK, "chunks")]
)
def test_queues_and_agendas_that_run_full_end_a_replication(taken: int, free: int, room: str) -> None:
    """Nothing is written past the end of an array: it is told as a fault, and the next replication goes on as if it had not been."""
    setting = town(*large(2_000), months=12)
    bench = Bench(setting)
    expected = Bench(setting).run(1).events

    def fill() -> None:
        for month, _ in bench.months(0):
            if month == 3:
                bench.state.counters[taken], bench.state.counters[free] = len(getattr(bench.state, room)), NONE

    with pytest.raises(Fault, match=r"^fault 5 in month [4-9]"):
        fill()
    assert bench.run(1).events == expected
