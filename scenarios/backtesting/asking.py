"""What is asked of a backtest, from the question to the results: runs what lacks, keeps the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from kredslob.engine.writing import write_whole
from kredslob.rules.frozen import dataclass
from kredslob.scenarios.backtesting.beginning import beginning_of, check_start, starts
from kredslob.scenarios.backtesting.ensemble import Find, run_ensemble
from kredslob.scenarios.backtesting.order import REPLICATIONS, SEED, WORLDS, Order, check_seed
from kredslob.scenarios.backtesting.record import shipped_results, text_of
from kredslob.scenarios.backtesting.result import Result, result_of

RECORD: Final = "backtest.json"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: starts (none is all), worlds, replications and seed (None is as shipped), and where it is kept."""

    starts: tuple[str, ...]
    worlds: int | None
    replications: int | None
    seed: str | None
    folder: Path


def run_backtest(
    wanted: Wanted, jobs: int, tell: Callable[[str, int, int], None] = lambda *_: None, find: Find = beginning_of
) -> tuple[Result, ...]:
    """Run what lacks of a backtest, and keep its record.

    Args:
        wanted: what is asked for; jobs: how many processes run it.
        tell: told the start, how many of its worlds are finished, and of how many.
        find: gives what a start begins from.

    Raises:
        WrongInput: there is no such start, the seed is none, the folder holds something else or cannot be written.
        KeyboardInterrupt: finished worlds are kept.
    """
    names = _named(wanted.starts)
    seed = SEED if wanted.seed is None else wanted.seed
    check_seed(seed)
    results = []
    for name in names:
        order = Order(name, wanted.worlds or WORLDS, wanted.replications or REPLICATIONS, seed)
        kept = run_ensemble(order, wanted.folder, jobs, _of(tell, name), find)
        results.append(result_of(kept, order.worlds, find(name).targets))
    write_whole(wanted.folder / RECORD, text_of(results).encode())
    return tuple(results)


def shipped_of(wanted: Sequence[str]) -> tuple[Result, ...]:
    """Give the shipped results of some starts, all if none is named; raise WrongInput where there is no such start."""
    names = _named(wanted)
    return tuple(one for one in shipped_results() if one.start.id in names)


def _named(wanted: Sequence[str]) -> tuple[str, ...]:
    for name in wanted:
        check_start(name)
    return tuple(one for one in starts() if not wanted or one in wanted)


def _of(tell: Callable[[str, int, int], None], name: str) -> Callable[[int, int], None]:
    return lambda done, of: tell(name, done, of)
