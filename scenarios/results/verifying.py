"""Verify results: whether every file is as the run left it, what has changed since, and whether the same comes out again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kredslob.rules.messages import Message, Place, Problem, WrongInput, mask_cpr
from kredslob.scenarios.files.scenario import Scenario
from kredslob.scenarios.results.blocks import Ready, tables_alone
from kredslob.scenarios.results.choosing import as_recorded
from kredslob.scenarios.results.fingerprints import file_fingerprint
from kredslob.scenarios.results.folder import SCENARIO, Results, kept_record, open_results, span_of
from kredslob.scenarios.results.record import Record, differences_in_program, differences_in_scenario, record_of
from kredslob.scenarios.results.running import Step, set_up_all


@dataclass(frozen=True)
class Again:
    """A replication that was run again, and the tables that have come out otherwise."""

    variant: str
    replication: int
    otherwise: tuple[str, ...]


@dataclass(frozen=True)
class Verified:
    """What was found.

    Args:
        files: how many there are to be; problems: those that are gone, changed, or of no run.
        scenario: what of what was simulated is another now; then nothing is run again.
        program: what of the program is another now.
        again: the replications that were run again.
        unchecked: what of it is not looked into, in whole sentences.
    """

    files: int
    problems: tuple[Problem, ...]
    scenario: tuple[Message, ...]
    program: tuple[Message, ...]
    again: tuple[Again, ...]
    unchecked: tuple[Message, ...] = ()

    @property
    def holds(self) -> bool:
        """Tell whether the results are whole, of what there is now, and come out again."""
        return not (self.problems or self.scenario or any(one.otherwise for one in self.again))


def verify(path: Path, replications: int, tell: Callable[[Step], None] = lambda _: None) -> Verified:
    """Verify a folder of results.

    Args:
        path: the folder.
        replications: how many replications of each variant are run again; 0 reads the files only.
        tell: told how far it is.

    Raises:
        WrongInput: it is no folder of results, or one in which replications lack.
    """
    record = kept_record(path)
    if record.ended is None:
        open_results(path)
    problems = tuple(changed_files(path, record))
    scenario, different = _scenario_now(path, record)
    program = () if scenario is None else tuple(differences_in_program(record, _now(scenario, record)))
    again: tuple[Again, ...] = ()
    if scenario is not None and not different and not problems and replications:
        again = tuple(run_again(open_results(path), set_up_all(scenario, tell), replications, tell))
    return Verified(len(record.files), problems, different, program, again)


def changed_files(path: Path, record: Record) -> Iterator[Problem]:
    """Give every file that is not as it was left, and every block that no run has left."""
    for name, told in record.files.items():
        place = Place(mask_cpr(str(path / name)))
        try:
            mark = file_fingerprint(path / name)
        except FileNotFoundError:
            yield Problem(place, Message("the file is gone."))
            continue
        except OSError:
            yield Problem(place, Message("the file cannot be read."))
            continue
        if mark != told["sha256"]:
            yield Problem(place, Message("the file is not as the run left it."))
    for block in sorted(path.glob("*/*/*.parquet")):
        name = block.relative_to(path).as_posix()
        if name not in record.files and span_of(name) is not None:
            yield Problem(Place(mask_cpr(str(block))), Message("the run has left no such file."))


def _scenario_now(path: Path, record: Record) -> tuple[Scenario | None, tuple[Message, ...]]:
    """Give the scenario as it is found now, where it was or as it was copied, and what of it is another than it was."""
    first: tuple[Message, ...] = ()
    for wanted in (record.scenario["source"], str(path / SCENARIO / record.scenario["file"])):
        try:
            scenario = as_recorded(wanted, record)
            different = tuple(differences_in_scenario(record, _now(scenario, record)))
        except WrongInput as wrong:
            scenario, different = None, (Message("{problem}", problem=said_of(wrong)),)
        if scenario is not None and not different:
            return scenario, ()
        first = first or different
    return None, first


def said_of(wrong: WrongInput) -> Message:
    """Give what is wrong first of all, and where."""
    problem = wrong.problems[0]
    where = problem.place.text()
    return Message("{place}: {found}", place=where, found=problem.found) if where else problem.found


def _now(scenario: Scenario, kept: Record) -> Record:
    return record_of(
        scenario, kept.scenario["source"], kept.replications, only=kept.only, block=kept.block,
        estates_monthly=kept.estates_monthly, now=kept.started,
    )  # fmt: skip


def run_again(results: Results, ready: dict[str, Ready], count: int, tell: Callable[[Step], None]) -> Iterator[Again]:
    """Run some replications of each variant again, and give of each which tables have come out otherwise."""
    sample = spread(results.record.wanted, count)
    of, done = len(sample) * len(ready), 0
    tell(Step("compile", 0, of))
    for name, one in ready.items():
        for number in sample:
            tables = tables_alone(one, number, estates_monthly=results.record.estates_monthly)
            yield Again(name, number, tuple(_otherwise(results, name, number, tables.items())))
            done += 1
            tell(Step("run", done, of))


def _otherwise(
    results: Results, variant: str, number: int, tables: Iterable[tuple[str, pl.DataFrame]]
) -> Iterator[str]:
    for table, frame in tables:
        if table not in results.blocks:
            yield table
            continue
        kept = results.scan(table, variant).filter(pl.col("replication") == number).collect()
        if kept.schema != frame.schema or not kept.equals(frame):
            yield table


def spread(wanted: range, count: int) -> tuple[int, ...]:
    """Give some of the numbers, spread evenly from the first to the last."""
    if count >= len(wanted):
        return tuple(wanted)
    if count == 1:
        return (wanted[0],)
    return tuple(wanted[at * (len(wanted) - 1) // (count - 1)] for at in range(count))
