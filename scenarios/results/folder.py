"""Open a folder of results: its tables as scans that read no more than is asked for, its record, and what else stands in it.

FOLDER/record.json                          see `record`
FOLDER/scenario/                            the scenario file and those that it names, as they were
FOLDER/places.parquet                       the estates, see `tables.places_of`
FOLDER/ground.json                          what indicators need besides tables, by variant
FOLDER/TABLE/VARIANT/000000-000009.parquet  a block of replications of one table, written whole or not at all
FOLDER/summary.parquet                      every indicator over replications, see `indicators.summary`
FOLDER/unfinished.sha256                    while replications lack: the blocks that are finished, by fingerprint
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import polars as pl

from kredslob.rules.messages import Message, Place, Problem, WrongInput, mask_cpr, nearest
from kredslob.scenarios.files.shape import MOST_REPLICATIONS
from kredslob.scenarios.files.written_by_us import NOT_AS_WRITTEN
from kredslob.scenarios.indicators.ground import Ground
from kredslob.scenarios.indicators.ground_plain import read_ground
from kredslob.scenarios.results.blocks import CHANGES
from kredslob.scenarios.results.fingerprints import file_fingerprint
from kredslob.scenarios.results.record import KIND, SCHEMA, Record, read_record
from kredslob.scenarios.results.tables import ONLY_IF_ASKED, SCHEMAS

RECORD: Final = "record.json"
JOURNAL: Final = "unfinished.sha256"
PLACES: Final = "places.parquet"
GROUND: Final = "ground.json"
SUMMARY: Final = "summary.parquet"
SCENARIO: Final = "scenario"
_TOLD: Final = 10  # more than so many files are not named one by one


@dataclass(frozen=True)
class Results:
    """What a run has left.

    Args:
        path: the folder.
        record: what it was made from.
        blocks: the files of each table and variant, by table, then variant: the numbers of the first and last replication.
    """

    path: Path
    record: Record
    blocks: Mapping[str, Mapping[str, tuple[tuple[int, int], ...]]]
    _sound: set[str] = field(default_factory=set, init=False, repr=False, compare=False)
    """The files found to be as they were left."""

    @property
    def variants(self) -> tuple[str, ...]:
        """The variants, in order."""
        return tuple(self.record.variants)

    @cached_property
    def places(self) -> pl.DataFrame:
        """The estates, see `tables.places_of`."""
        return pl.read_parquet(self.path / PLACES)

    @cached_property
    def _grounds(self) -> Mapping[str, Ground]:
        try:
            return {name: read_ground(plain) for name, plain in _json(self.path / GROUND).items()}
        except NOT_AS_WRITTEN as wrong:
            raise WrongInput(_not_as_left(self.path / GROUND)) from wrong

    def ground(self, variant: str) -> Ground:
        """Give what indicators of a variant need besides tables."""
        if variant not in self._grounds:
            raise WrongInput(_not_as_left(self.path / GROUND))
        return self._grounds[variant]

    def scan(self, table: str, variant: str) -> pl.LazyFrame:
        """Give a table of a variant, all replications, by replication; nothing is read before it is asked for.

        Raises:
            WrongInput: there is no such table or variant, or a file of it is not the same to the bit.
        """
        if table not in self.blocks:
            found = Message("there is no table {name}.", name=table)
            accepted = Message("{names}", names=", ".join(sorted(self.blocks)))
            raise WrongInput(Problem(Place(_shown(self.path)), found, accepted, nearest(table, self.blocks)))
        if variant not in self.variants:
            found = Message("there is no variant {name}.", name=variant)
            accepted = Message("{names}", names=", ".join(self.variants))
            raise WrongInput(Problem(Place(_shown(self.path)), found, accepted, nearest(variant, self.variants)))
        wanted = self.record.wanted
        spans = [
            span for span in self.blocks[table].get(variant, ()) if span[0] < wanted.stop and span[1] >= wanted.start
        ]
        if not spans:
            found = Message("no replication of variant {name} is finished.", name=variant)
            raise WrongInput(Problem(Place(_shown(self.path)), found, Message("a run that has been gone on with")))
        names = [block_path(table, variant, *span) for span in spans]
        self._refuse_changed(names)
        files = pl.scan_parquet([self.path / name for name in names], glob=False)
        if spans[0][0] >= wanted.start and spans[-1][1] < wanted.stop:
            return files
        return files.filter(pl.col("replication").is_between(wanted.start, wanted.stop, closed="left"))

    def _refuse_changed(self, names: Iterable[str]) -> None:
        """Refuse files that are not as the run left them; each is looked at once. Of an unfinished run its keeper does that."""
        files = self.record.files
        told = {name: files[name] for name in names if name in files and name not in self._sound}
        if problems := list(_not_same(self.path, told)):
            raise WrongInput(problems[:_TOLD])
        self._sound.update(told)

    def told(self) -> dict[str, Any]:
        """Give what the folder holds as plain data: its record, without the files one by one, and what of it is finished."""
        plain = {name: value for name, value in self.record.plain().items() if name != "files"}
        finished = {name: len(self.finished(name)) for name in self.variants}
        return {**plain, "folder": str(self.path), "tables": sorted(self.blocks), "finished": finished}

    def finished(self, variant: str) -> frozenset[int]:
        """Give the numbers of the replications of a variant that are wanted and here."""
        spans = next((of[variant] for of in self.blocks.values() if variant in of), ())
        here = (number for first, last in spans for number in range(first, last + 1))
        return frozenset(number for number in here if number in self.record.wanted)


def open_results(path: Path, *, unfinished: bool = False) -> Results:
    """Open a folder of results.

    That every file is there and as long as it was is looked at. That it is the same to the bit is looked at before it is
    read: damaged figures would be told as if they were the run's. `verifying` looks at all of them.

    Args:
        path: the folder.
        unfinished: whether to take one in which replications lack; else it is refused.

    Raises:
        WrongInput: it is no folder of results, or of another version's making; replications or files lack; files are changed.
    """
    record = kept_record(path)
    if record.ended is None:
        if not unfinished:
            raise WrongInput(_lacking(path, record))
        return Results(path, record, _by_table(whole_blocks(journal_of(path), record)))
    problems = [problem for name, told in record.files.items() if (problem := _changed(path, name, told)) is not None]
    if not problems:
        problems = list(_not_same(path, {name: told for name, told in record.files.items() if span_of(name) is None}))
    if problems:
        raise WrongInput(problems[:_TOLD])
    return Results(path, record, _by_table(record.files))


def kept_record(path: Path) -> Record:
    """Give the record of a folder of results; raise WrongInput where there is none that can be read."""
    if not path.is_dir():
        found = Message("this is no folder.") if path.exists() else Message("there is no such folder.")
        raise WrongInput(Problem(Place(_shown(path)), found, _A_FOLDER))
    if not (path / RECORD).is_file():
        found = Message("this is no folder of results: it has no {file}.", file=RECORD)
        raise WrongInput(Problem(Place(_shown(path)), found, _A_FOLDER))
    plain = _json(path / RECORD)
    record = read_record(plain)
    if record is not None:
        return record
    place = Place(_shown(path / RECORD))
    if isinstance(plain, dict) and plain.get("kind") == KIND and plain.get("schema") != SCHEMA:
        found = Message("these results are of schema {schema}.", schema=str(plain.get("schema"))[:20])
        raise WrongInput(Problem(place, found, Message("schema {schema}: run the scenario again", schema=SCHEMA)))
    raise WrongInput(_not_as_left(path / RECORD))


def read_plain(path: Path) -> dict[str, Any]:
    """Give all that the record says, also what a run does not say; for one that `kept_record` has taken."""
    return dict(_json(path / RECORD))


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as wrong:
        found = Message("the file cannot be read.")
        raise WrongInput(Problem(Place(_shown(path)), found, Message("a file that you may read"))) from wrong
    except (ValueError, RecursionError) as wrong:
        raise WrongInput(_not_as_left(path)) from wrong


_A_FOLDER: Final = Message("a folder that kredslob scenario run has made")
_AGAIN: Final = Message("the folder as the run left it; else run the scenario again")


def _not_as_left(path: Path) -> Problem:
    return Problem(Place(_shown(path)), Message("the file is not as a run has left it."), _AGAIN)


def _lacking(path: Path, record: Record) -> Problem:
    finished = finished_in(whole_blocks(journal_of(path), record))
    found = Message(
        "the run is not finished: {finished} of {wanted} replications are kept.",
        finished=sum(len(finished.get(name, ())) for name in record.variants),
        wanted=len(record.variants) * len(record.wanted),
    )
    accepted = Message(
        "finish it with kredslob scenario run {source} --resume -o {folder}",
        source=record.scenario["source"], folder=_shown(path),
    )  # fmt: skip
    return Problem(Place(_shown(path)), found, accepted)


def _changed(path: Path, name: str, told: Mapping[str, Any]) -> Problem | None:
    """Say of a file that is not there, or not as long as it was."""
    file = path / name
    if not file.is_file():
        return Problem(Place(_shown(file)), Message("the file is gone."), _AGAIN)
    return _not_as_left(file) if file.stat().st_size != told["bytes"] else None


def _not_same(path: Path, files: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Say of files that are not the same to the bit, or cannot be read."""
    for name, told in files.items():
        try:
            same = file_fingerprint(path / name) == told["sha256"]
        except OSError:
            same = False
        if not same:
            yield _not_as_left(path / name)


def journal_of(path: Path) -> dict[str, str]:
    """Give the fingerprint of each file of the blocks that are finished, by path within the folder.

    A last line that was cut short says nothing.
    """
    try:
        text = (path / JOURNAL).read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as wrong:
        raise WrongInput(_not_as_left(path / JOURNAL)) from wrong
    lines = text.split("\n")[:-1]
    pairs = [line.split("  ", 1) for line in lines]
    if any(len(pair) != 2 or len(pair[0]) != 64 or span_of(pair[1]) is None for pair in pairs):
        raise WrongInput(_not_as_left(path / JOURNAL))
    return {name: mark for mark, name in pairs}


def whole_blocks(journal: Mapping[str, str], record: Record) -> dict[str, str]:
    """Give of a journal the blocks of which every table stands in it."""
    tables = [name for name in (*SCHEMAS, CHANGES) if name != ONLY_IF_ASKED or record.estates_monthly]
    blocks = {name.split("/", 1)[1] for name in journal}
    whole = {block for block in blocks if all(f"{table}/{block}" in journal for table in tables)}
    return {name: mark for name, mark in journal.items() if name.split("/", 1)[1] in whole}


def block_path(table: str, variant: str, first: int, last: int) -> str:
    """Give where a block stands within the folder."""
    return f"{table}/{variant}/{first:06d}-{last:06d}.parquet"


def span_of(name: str) -> tuple[str, str, int, int] | None:
    """Give table, variant, first and last replication of a path within the folder; None if no block stands there."""
    parts = name.split("/")
    if len(parts) != 3 or not parts[2].endswith(".parquet"):
        return None
    numbers = parts[2].removesuffix(".parquet").split("-")
    if len(numbers) != 2 or not all(one.isdecimal() and len(one) <= len(str(MOST_REPLICATIONS)) for one in numbers):
        return None
    first, last = map(int, numbers)
    # A name may say anything; counted out, so many replications would take all memory.
    return (parts[0], parts[1], first, last) if first <= last < MOST_REPLICATIONS else None


def _spans(names: Mapping[str, object]) -> Iterator[tuple[str, str, int, int]]:
    return (span for name in sorted(names) if (span := span_of(name)) is not None)


def _by_table(names: Mapping[str, object]) -> dict[str, dict[str, tuple[tuple[int, int], ...]]]:
    found: dict[str, dict[str, tuple[tuple[int, int], ...]]] = {}
    for table, variant, first, last in _spans(names):
        of = found.setdefault(table, {})
        of[variant] = (*of.get(variant, ()), (first, last))
    return found


def finished_in(names: Mapping[str, object]) -> dict[str, frozenset[int]]:
    """Give the replications of each variant that stand in some whole blocks."""
    found: dict[str, set[int]] = {}
    for _, variant, first, last in _spans(names):
        found.setdefault(variant, set()).update(range(first, last + 1))
    return {variant: frozenset(numbers) for variant, numbers in found.items()}


def _shown(path: Path) -> str:
    return mask_cpr(str(path))
