"""Measure Kredsløb's speed as ratios in one run: `make bench`, and `make bench ARGS=--write` to keep them in the README.

Nothing here is a test: a machine may be busy. The table says what was found beside what is claimed.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

import amendments
import city
import commands
import comparing
import kept_runs
import ledger
import luck_cost
import mesa_beside
import million_rows
import sizes
import starts
import sweeps
import thirteen_rules
from rounds import Claim, Measured, measured, timed

README: Final = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- measured -->\n", "<!-- end -->\n"
LIBRARIES: Final = (
    "durable-rules", "mesa", "numba", "numpy", "openfisca-core", "psycopg", "sqlalchemy", "typer", "zen-engine",
)  # fmt: skip
EACH: Final = 100  # cases for each of the six channels
OVER_ZEN: Final = Claim("one decision by 13 rules with why and why not, to zen-engine with its trace", 1, at_least=True)
OVER_DURABLE: Final = Claim("the same, to a bare durable-rules host", 2, at_least=True)


def decisions(rounds: int) -> list[Measured]:
    """Time the three engines on the same cases, having seen that they decide them alike."""
    terms, declarations = thirteen_rules.agreed()
    cases = thirteen_rules.drawn(terms, declarations, EACH)
    engines = {
        "ours": thirteen_rules.ours(terms, declarations),
        "zen": thirteen_rules.zen_engine(terms),
        "durable": thirteen_rules.durable_rules(terms),
    }
    for case in cases:
        answers = {name: decide(case) for name, decide in engines.items()}
        if len(set(answers.values())) > 1:
            raise SystemExit(f"The engines differ: {answers} on {case}.")
    seconds = timed({name: partial(_all, decide, cases) for name, decide in engines.items()}, rounds)
    return [
        measured(OVER_ZEN, seconds["zen"], seconds["ours"]),
        measured(OVER_DURABLE, seconds["durable"], seconds["ours"]),
    ]


def _all(decide: thirteen_rules.Engine, cases: Iterable[thirteen_rules.Facts]) -> None:
    for case in cases:
        decide(case)


def table(found: Iterable[Measured]) -> Iterator[str]:
    """Give the lines of the table, and below it what it was measured on."""
    yield "| | claimed | median | middle half | rounds |"
    yield "|---|---|---|---|---|"
    for one in found:
        claimed = f"{'at least' if one.claim.at_least else 'at most'} {one.claim.bound:g}"
        kept = "" if one.claim.holds(one.median) else " (missed)"
        span = f"{one.low:.2f} to {one.high:.2f}"
        yield f"| {one.claim.text} | {claimed} | {one.median:.2f}{kept} | {span} | {one.rounds} |"
    yield ""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    yield f"{platform.system()}, {os.cpu_count()} cores, {python}, {libraries}."


def main() -> None:
    """Measure and print, and with `--write` put the table into the README."""
    parser = argparse.ArgumentParser(description="Measure speed as ratios in one run.")
    parser.add_argument("--rounds", type=int, default=31, help="rounds of each measurement (31)")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    asked = parser.parse_args()
    measures = (
        decisions, million_rows.measure, amendments.measure, ledger.measure, city.measure, mesa_beside.measure,
        sizes.measure, kept_runs.measure, luck_cost.measure, starts.measure, comparing.measure, sweeps.measure,
        commands.measure,
    )  # fmt: skip
    lines = list(table(one for measure in measures for one in measure(asked.rounds)))
    print(*lines, sep="\n")
    if asked.write:
        before, _, rest = README.read_text("utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        README.write_text(before + BEGIN + "\n".join(lines) + "\n" + END + after, "utf-8")


if __name__ == "__main__":
    main()
