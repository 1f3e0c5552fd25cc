"""Run the worlds of a start that lack, by several processes, and keep each as soon as it is finished."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.backtesting.beginning import Beginning, beginning_of
from kredslob.scenarios.backtesting.keeping import Kept, begin, keep, kept_in, path_of
from kredslob.scenarios.backtesting.order import Order, made_from
from kredslob.scenarios.backtesting.world import World, run_world

T = TypeVar("T")
Tell = Callable[[int, int], None]
Find = Callable[[str], Beginning]


def run_ensemble(
    order: Order, folder: Path, jobs: int = 1, tell: Tell = lambda *_: None, find: Find = beginning_of
) -> Kept:
    """Run what lacks of an ensemble; what is there already is not run again.

    Args:
        order: what is asked for; folder: where worlds are kept.
        jobs: how many processes run them.
        tell: told how many worlds are finished, and of how many.
        find: gives what the start begins from, in each process.

    Raises:
        WrongInput: the folder holds worlds made from something else, or cannot be written; a world cannot be run.
        KeyboardInterrupt: worlds that are finished are kept.
    """
    path, now = path_of(folder, order.start), made_from(find(order.start), order)
    kept = kept_in(path)
    if kept is None:
        kept = Kept(now, ())
        begin(path, kept)
    there = {one.number for one in kept.worlds}
    lacking = [number for number in range(order.worlds) if number not in there]
    _refuse_another(path, kept, now, whole=not lacking)
    if lacking and kept.torn:
        begin(path, kept)
    tell(order.worlds - len(lacking), order.worlds)
    for done, world in enumerate(
        by_processes(_one, [(find, order, number) for number in lacking], jobs), order.worlds - len(lacking) + 1
    ):
        keep(path, world)
        tell(done, order.worlds)
    return kept_in(path) or kept


def by_processes(run: Callable[..., T], each: Sequence[tuple[object, ...]], jobs: int) -> Iterator[T]:
    """Give what a function comes to for each of several sets of arguments, in any order, by so many processes."""
    if jobs <= 1 or len(each) <= 1:
        yield from (run(*one) for one in each)
        return
    from joblib import Parallel, delayed

    crew = Parallel(n_jobs=min(jobs, len(each)), backend="loky", batch_size=1, return_as="generator_unordered")
    yield from crew(delayed(run)(*one) for one in each)


def _one(find: Find, order: Order, number: int) -> World:
    return run_world(find(order.start), order.seed, number, order.replications)


def _refuse_another(path: Path, kept: Kept, now: dict[str, object], *, whole: bool) -> None:
    """Refuse to go on with worlds made from something else; those that are whole are told as they were made."""
    settled = ("schema", "start", "seed", "replications") if whole else tuple(now)
    others = [key for key in settled if kept.made_from.get(key) != now[key]]
    if others:
        found = Message("{file} holds worlds made from something else: {keys}.", file=path.name, keys=", ".join(others))
        raise WrongInput(Problem(Place(str(path)), found, Message("another folder")))
