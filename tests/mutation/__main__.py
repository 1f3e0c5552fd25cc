"""Try the program with small slips and tell which of them no test has noticed: `python -m tests.mutation`."""

# ruff: noqa: T201 - a command that tells what it finds

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tests.mutation.checking import BY, refused
from tests.mutation.page import KINDS, figures
from tests.mutation.page import write as write_page
from tests.mutation.reach import measured
from tests.mutation.results import Group, equivalents, groups, is_equivalent, read, tally, write
from tests.mutation.slips import Slip, slips_in
from tests.mutation.trying import PATIENCE, Trial, Verdict, try_all

ROOT = Path(__file__).parents[2]
MADE = ROOT / "build" / "mutants"


def main() -> int:
    """Try what is asked, and print what came of it; 1 if too little of a group was noticed."""
    asked = _parser().parse_args()
    os.chdir(ROOT)
    MADE.mkdir(parents=True, exist_ok=True)
    os.environ["KREDSLOB_CACHE"] = str(MADE / "cache")
    ends = time.monotonic() + 60 * asked.minutes
    texts: list[str] = []
    survived: list[tuple[Slip, Mapping[str, object]]] = []
    enough = True
    for group in (one for name, one in groups(ROOT).items() if asked.group in (name, "all")):
        modules = [path for path in group.modules if not asked.module or path in asked.module]
        slips = [slip for path in modules for slip in slips_in(ROOT, path) if asked.kind in (slip.kind, "all")]
        if not asked.tell:
            _try(group, slips, asked, ends)
        kept = read(MADE / "results.jsonl")
        listed = equivalents()
        survived += [(one, kept[one.name]) for one in slips if _missed(one, kept) and not is_equivalent(one, listed)]
        for kind, told in KINDS:
            rows = [
                tally(path, [one for one in slips if (one.path, one.kind) == (path, kind)], kept) for path in modules
            ]
            texts.append(figures(group, told, [row for row in rows if row.slips]))
            tried, killed = sum(row.tried for row in rows), sum(row.killed for row in rows)
            enough = enough and 100 * killed >= group.least * tried
    print("\n\n".join(texts))
    if asked.write:
        write_page(ROOT / "docs" / "mutants.md", texts, survived)
    return 0 if enough else 1


def _missed(slip: Slip, kept: Mapping[str, Mapping[str, object]]) -> bool:
    return slip.name in kept and kept[slip.name]["outcome"] != "killed"


def _try(group: Group, slips: Sequence[Slip], asked: argparse.Namespace, ends: float) -> None:
    place = MADE / "results.jsonl"
    kept, listed = read(place), equivalents()
    drawn = [slip for slip in _drawn(slips, asked.seed) if not is_equivalent(slip, listed)]
    if not asked.whole:
        drawn = drawn[: asked.sample]
    again = {"survived", "unreached", "unrun"} if asked.again else {"unrun"}
    left = [slip for slip in drawn if slip.name not in kept or kept[slip.name]["outcome"] in again]
    if not left:
        return
    left = _not_refused(left, place)
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

    before = {slip.name: int(str(kept[slip.name]["run"])) for slip in left if slip.name in kept}
    trial = Trial(left, reach, str(ROOT), report, lambda: time.monotonic() > ends, asked.patience, before)
    for name, row in kept.items():
        if row["by"]:
            trial.remember(name.partition(":")[0], str(row["function"]), str(row["by"]))
    try_all(trial, sorted(reaching))


def _not_refused(slips: Sequence[Slip], place: Path) -> list[Slip]:
    """Give the slips that tests are to be asked about: those by which the type checker refuses the program are noticed."""
    left = [one for one in slips if one.kind != "emptied"]
    for batch, told in refused(ROOT, [one for one in slips if one.kind == "emptied"]):
        for slip in batch:
            if slip.name in told:
                write(place, Verdict(slip, "killed", BY + told[slip.name], 0, 0, 0.0))
        left += [slip for slip in batch if slip.name not in told]
    return left


def _drawn(slips: Iterable[Slip], seed: int) -> list[Slip]:
    """Give the slips in the order of a draw that the seed decides, and nothing else: a sample is how it begins."""
    return sorted(slips, key=lambda slip: hashlib.sha256(f"{seed} {slip.name}".encode()).digest())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--group", default="all", help="decision, ledger, indicators or all")
    parser.add_argument("--kind", default="all", choices=("changed", "emptied", "all"), help="which slips")
    parser.add_argument("--module", action="append", help="only these modules")
    parser.add_argument("--whole", action="store_true", help="try every slip, not a sample")
    parser.add_argument("--sample", type=int, default=300, help="how many slips of each group to draw")
    parser.add_argument("--seed", type=int, default=1, help="which ones are drawn")
    parser.add_argument("--again", action="store_true", help="try again those that survived or were not reached")
    parser.add_argument("--minutes", type=float, default=24 * 60, help="stop after so long; the next run goes on")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="processor seconds of tests for one slip")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/mutants.md")
    parser.add_argument("--tell", action="store_true", help="try nothing, tell what is known")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
