"""Planning a run: what lacks is run once, in blocks, the first replications of every variant first."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from kredslob.scenarios.results.blocks import Task
from kredslob.scenarios.results.plan import block_of, lacking

NUMBERS = st.frozensets(st.integers(0, 60))


def test_first_replications_of_all_variants_come_first() -> None:
    """What is cut short has as many of each variant."""
    found = lacking(("a", "b"), range(5), {}, 2)
    assert [(one.variant, one.first, one.last) for one in found] == [
        ("a", 0, 1), ("b", 0, 1), ("a", 2, 3), ("b", 2, 3), ("a", 4, 4), ("b", 4, 4),
    ]  # fmt: skip


def test_only_what_lacks_is_run() -> None:
    """Holes are filled, and no block reaches over one."""
    found = lacking(("a",), range(10), {"a": frozenset({2, 7, 8})}, 5)
    assert [(one.first, one.last) for one in found] == [(0, 1), (3, 4), (5, 6), (9, 9)]


def test_nothing_lacks_of_a_whole_run() -> None:
    """A run that has everything plans nothing."""
    assert lacking(("a",), range(3), {"a": frozenset(range(9))}, 2) == ()


def test_blocks_are_ten_at_most_and_one_at_least() -> None:
    """Few replications make small blocks, so that there is something to share out."""
    assert [block_of(count) for count in (1, 19, 40, 100, 1_000_000)] == [1, 1, 2, 5, 10]


@given(NUMBERS, NUMBERS, st.integers(1, 60), st.integers(1, 12))
def test_every_replication_is_run_once(a: frozenset[int], b: frozenset[int], count: int, block: int) -> None:
    """What is finished and what is planned are together what is wanted, and no two tasks overlap."""
    finished: Mapping[str, frozenset[int]] = {"a": a, "b": b}
    tasks = lacking(("a", "b"), range(count), finished, block)
    for variant, had in finished.items():
        planned = [number for task in tasks if task.variant == variant for number in _numbers(task)]
        assert sorted(planned) == sorted(set(range(count)) - had)
    assert all(task.count <= block for task in tasks)


def _numbers(task: Task) -> range:
    return range(task.first, task.last + 1)
