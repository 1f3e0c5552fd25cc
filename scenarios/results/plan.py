"""Plan a run: which replications are wanted of which variants, which of them lack, and in what blocks they are run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from kredslob.scenarios.results.blocks import Task

_LARGEST: Final = 10
_LEAST_BLOCKS: Final = 20


def block_of(replications: int) -> int:
    """Give how many replications make a block: ten of many, fewer where there would else be too few blocks to share out."""
    return max(1, min(_LARGEST, replications // _LEAST_BLOCKS))


def lacking(
    variants: Sequence[str], wanted: range, finished: Mapping[str, AbstractSet[int]], block: int
) -> tuple[Task, ...]:
    """Give the tasks that lack, the first replications of all variants before later ones of any.

    What is cut short then has as many of every variant, so that variants can be held against each other.

    Args:
        variants: by name, in order.
        wanted: the numbers of the replications.
        finished: those of each variant that are kept already.
        block: at most so many make a task; a task ends at a multiple of it.
    """
    tasks = [
        Task(variant, numbers[0], numbers[-1])
        for variant in variants
        for numbers in _runs((one for one in wanted if one not in finished.get(variant, ())), block)
    ]
    place = {name: at for at, name in enumerate(variants)}
    return tuple(sorted(tasks, key=lambda task: (task.first // block, place[task.variant], task.first)))


def _runs(numbers: Iterable[int], block: int) -> Iterator[list[int]]:
    """Give stretches of numbers that follow one another within a block."""
    run: list[int] = []
    for number in numbers:
        if run and (number != run[-1] + 1 or number % block == 0):
            yield run
            run = []
        run.append(number)
    if run:
        yield run
