"""Try the program with small slips and tell which of them no test has noticed: `python -m tests.mutation`."""

# ruff: noqa: T201 - a command that tells what it finds

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from tests.mutation.reach import measured
from tests.mutation.results import Group, equivalents, groups, is_equivalent, read, tally, write
from tests.mutation.slips import Slip, slips_in
from tests.mutation.trying import PATIENCE, Trial, Verdict, try_all

ROOT = Path(__file__).parents[2]
MADE = ROOT / "build" / "mutants"


def main() -> int:
    """Read what is asked, try it, and print what came of it; 1 if a slip has survived."""
    asked = _parser().parse_args()
    os.chdir(ROOT)
    MADE.mkdir(parents=True, exist_ok=True)
    os.environ["KREDSLOB_CACHE"] = str(MADE / "cache")
    chosen = [one for name, one in groups(ROOT).items() if asked.group in (name, "all")]
    ends = time.monotonic() + 60 * asked.minutes
    for group in chosen:
        slips = {path: slips_in(ROOT, path) for path in group.modules if not asked.module or path in asked.module}
        _try(group, slips, asked, ends)
        _show(group, slips)
    return 0


def _try(group: Group, slips: dict[str, list[Slip]], asked: argparse.Namespace, ends: float) -> None:
    place = MADE / "results.jsonl"
    kept, listed = read(place), equivalents()
    drawn = _drawn([slip for found in slips.values() for slip in found], asked.seed)
    drawn = [slip for slip in drawn if not is_equivalent(slip, listed)]
    if not asked.whole:
        drawn = drawn[: asked.sample]
    again = {"survived", "unreached", "unrun"} if asked.again else {"unrun"}
    left = [slip for slip in drawn if slip.name not in kept or kept[slip.name]["outcome"] in again]
    if asked.tell or not left:
        return
    reach = measured(MADE / "reach", group.tests, group.modules)
    reaching = {name.partition("::")[0] for slip in left for name in reach.of(slip.path, slip.function)}
    done = 0

    def report(verdict: Verdict) -> None:
        nonlocal done
        done += 1
        write(place, verdict)
        slip = verdict.slip
        if verdict.outcome != "killed":
            print(f"{verdict.outcome}: {slip.path}:{slip.line} {slip.function}  [{verdict.run} of {verdict.of} tests]")
            print(f"  - {slip.before}\n  + {slip.after}", flush=True)
        if done % 50 == 0:
            print(f"{done} of {len(left)}", file=sys.stderr, flush=True)

    trial = Trial(left, reach, str(ROOT), report, lambda: time.monotonic() > ends, asked.patience)
    try_all(trial, sorted(reaching))


def _drawn(slips: Iterable[Slip], seed: int) -> list[Slip]:
    """Give the slips in the order of a draw that the seed decides, and nothing else: a sample is how it begins."""
    return sorted(slips, key=lambda slip: hashlib.sha256(f"{seed} {slip.name}".encode()).digest())


def _show(group: Group, slips: dict[str, list[Slip]]) -> None:
    kept = read(MADE / "results.jsonl")
    print(f"\n{group.title}: slips, killed, survived, reached by no test, equivalent, not tried")
    rows = [tally(path, found, kept) for path, found in slips.items()]
    for row in rows:
        print(
            f"  {row.path:34} {row.slips:5} {row.killed:5} {row.survived:4} {row.unreached:4} {row.equivalent:4} {row.unrun:5}"
        )
    tried, killed = sum(row.tried for row in rows), sum(row.killed for row in rows)
    print(f"  killed {killed} of {tried} tried" + (f" ({killed / tried:.1%})" if tried else ""))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--group", default="all", help="decision, ledger, indicators or all")
    parser.add_argument("--module", action="append", help="only these modules")
    parser.add_argument("--whole", action="store_true", help="try every slip, not a sample")
    parser.add_argument("--sample", type=int, default=300, help="how many slips of each group to draw")
    parser.add_argument("--seed", type=int, default=1, help="which ones are drawn")
    parser.add_argument("--again", action="store_true", help="try again those that survived or were not reached")
    parser.add_argument("--minutes", type=float, default=24 * 60, help="stop after so long; the next run goes on")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="processor seconds of tests for one slip")
    parser.add_argument("--tell", action="store_true", help="try nothing, tell what is known")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
