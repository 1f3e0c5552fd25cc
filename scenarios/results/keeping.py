"""Keep what a run comes to, block by block: whatever stops it, the folder holds whole blocks and can be gone on with.

Each file is written under a temporary name and renamed. A block counts once all its files are there and the journal says so,
with their fingerprints; the journal is in the format of `sha256sum`. When the last block is kept the record takes it over.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from kredslob.rules.messages import Message, Place, Problem, WrongInput, mask_cpr
from kredslob.scenarios.indicators.ground_plain import plain_ground
from kredslob.scenarios.indicators.summary import summary_bytes
from kredslob.scenarios.results.blocks import Block, Ready, parquet_bytes
from kredslob.scenarios.results.fingerprints import file_fingerprint
from kredslob.scenarios.results.folder import (
    GROUND,
    JOURNAL,
    PLACES,
    RECORD,
    SCENARIO,
    SUMMARY,
    block_path,
    finished_in,
    journal_of,
    kept_record,
    open_results,
    span_of,
    whole_blocks,
)
from kredslob.scenarios.results.putting import copies_of, hold, json_bytes, put, put_copies
from kredslob.scenarios.results.record import Record, differences, ended
from kredslob.scenarios.results.tables import places_of

_WRITABLE: Final = Message("a folder that can be written to, with room for the results")


class Keeper:
    """A folder that a run writes to; one run at a time.

    Args:
        folder: where.
        record: what the run is made from.
    """

    def __init__(self, folder: Path, record: Record) -> None:
        self.folder = folder
        self.record = record
        self._journal: IO[str] | None = None
        self.finished: Mapping[str, frozenset[int]] = {}

    @contextmanager
    def begun(self, ready: Mapping[str, Ready], sources: Sequence[Path]) -> Iterator[Keeper]:
        """Make the folder, put in what stands there before the first replication, and keep it for this run.

        Raises:
            WrongInput: it is there already and not empty, or cannot be made.
        """
        with told_of(self.folder):
            self.folder.mkdir(parents=False, exist_ok=True)
            with self._writing():
                put(self.folder / PLACES, parquet_bytes(places_of([one.setting for one in ready.values()])))
                put(self.folder / GROUND, json_bytes({name: plain_ground(one.ground) for name, one in ready.items()}))
                put_copies(self.folder, copies_of(sources, SCENARIO))
                self.record = replace(self.record, files=self._told(self._before()))
                put(self.folder / RECORD, json_bytes(self.record.plain()))
                yield self

    @contextmanager
    def taken_up(self) -> Iterator[Keeper]:
        """Go on with a folder in which replications lack; raise WrongInput if it is of something else than this run."""
        kept = kept_record(self.folder)
        before = {name: told for name, told in kept.files.items() if span_of(name) is None and name != SUMMARY}
        self.record = replace(self.record, started=kept.started, block=kept.block, files=before)
        refuse_another(self.folder, kept, self.record)
        if kept.ended is not None:
            self.finished = finished_in(kept.files)
        with told_of(self.folder), self._writing():
            if kept.ended is None:
                self.finished = finished_in(self._sound())
            else:
                self._reopen(kept)
            put(self.folder / RECORD, json_bytes(self.record.plain()))
            yield self

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the journal, so that no other run writes here."""
        with (self.folder / JOURNAL).open("a", encoding="utf-8", newline="\n") as journal:
            if not hold(journal):
                found = Message("another run is writing to this folder.")
                raise WrongInput(Problem(Place(_shown(self.folder)), found, Message("another folder, with -o")))
            self._journal = journal
            yield
        self._journal = None

    def _sound(self) -> dict[str, str]:
        """Give the journal, less blocks that are not whole; it is written anew if it says more than that."""
        told = journal_of(self.folder)
        same = {name: mark for name, mark in told.items() if self._is(name, mark)}
        sound = whole_blocks(same, self.record)
        if sound != told or (self.folder / JOURNAL).stat().st_size != sum(map(len, _lines(told))):
            self._held.truncate(0)
            self._note(sound)
        return sound

    def _is(self, name: str, mark: str) -> bool:
        """Tell whether a file has a fingerprint; after a power failure one may be shorter than it was when it was kept."""
        try:
            return file_fingerprint(self.folder / name) == mark
        except OSError:
            return False

    def _reopen(self, kept: Record) -> None:
        """Let a finished folder be gone on with: its blocks go back into the journal."""
        self._held.truncate(0)
        self._note({name: told["sha256"] for name, told in kept.files.items() if name.count("/") == 2})

    def keep(self, block: Block) -> None:
        """Keep a block; raise WrongInput if it cannot be written."""
        if block.task is None:
            return
        task, marks = block.task, {}
        with told_of(self.folder):
            for table, data in block.tables.items():
                name = block_path(table, task.variant, task.first, task.last)
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                put(self.folder / name, data)
                marks[name] = hashlib.sha256(data).hexdigest()
            self._note(marks)

    def _note(self, marks: Mapping[str, str]) -> None:
        self._held.write("".join(_lines(marks)))
        self._held.flush()
        os.fsync(self._held.fileno())

    @property
    def _held(self) -> IO[str]:
        if self._journal is None:
            raise RuntimeError("a folder is written to only while it is held")
        return self._journal

    def end(self, *, summarised: bool = True) -> Record:
        """Write the record of a run of which nothing lacks any more, and give it; raise WrongInput if it cannot be written.

        `summarised`: with the summary, which takes as long as a third of the replications did.
        """
        marks = journal_of(self.folder)
        if summarised:
            with told_of(self.folder):
                put(self.folder / SUMMARY, summary_bytes(open_results(self.folder, unfinished=True)))
        before = [*self._before(), *([SUMMARY] if summarised else [])]
        with told_of(self.folder):
            files = self._told(before, marks)
            record = ended(self.record, utc_now(), files)
            put(self.folder / RECORD, json_bytes(record.plain()))
            (self.folder / JOURNAL).unlink()
            self._sweep(files)
        return record

    def _before(self) -> list[str]:
        """Give the files that stand in the folder before the first replication."""
        copies = [path for path in (self.folder / SCENARIO).rglob("*") if path.is_file()]
        return [PLACES, GROUND, *(path.relative_to(self.folder).as_posix() for path in copies)]

    def _told(self, names: Sequence[str], marks: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Give what the record says of files: those named, and those whose fingerprints are known."""
        known = {**(marks or {}), **{name: file_fingerprint(self.folder / name) for name in names}}
        return {name: {"sha256": known[name], "bytes": (self.folder / name).stat().st_size} for name in sorted(known)}

    def _sweep(self, files: Mapping[str, Any]) -> None:
        """Take away what runs have left that were ended between two of their steps."""
        for path in [*self.folder.glob("*/*/*.parquet"), *self.folder.rglob(".*.part")]:
            name = path.relative_to(self.folder).as_posix()
            if path.name.startswith(".") or (name not in files and span_of(name) is not None):
                path.unlink()


def _lines(marks: Mapping[str, str]) -> Iterator[str]:
    return (f"{mark}  {name}\n" for name, mark in marks.items())


def utc_now() -> str:
    """Give the time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def refuse_another(folder: Path, kept: Record, now: Record) -> None:
    """Raise WrongInput if results are of something else than what is to be run now, naming everything that differs."""
    different = list(differences(kept, now))
    if different:
        found = Message("these results are of something else: {what}.", what=_listed(different))
        raise WrongInput(Problem(Place(_shown(folder)), found, Message("another folder, with -o")))


def refuse_used(folder: Path) -> None:
    """Raise WrongInput if a folder is there and not empty, or if what it is to lie in is not there."""
    place = Place(_shown(folder))
    if folder.is_dir() and not is_unbegun(folder):
        there = (folder / RECORD).is_file()
        found = Message("there are results in this folder already.") if there else Message("this folder is not empty.")
        raise WrongInput(Problem(place, found, Message("another folder with -o, or --resume to go on with a run")))
    if folder.exists() and not folder.is_dir():
        raise WrongInput(Problem(place, Message("this is no folder."), Message("another folder with -o")))
    if not folder.parent.is_dir():
        found = Message("there is no folder {folder} for it to lie in.", folder=_shown(folder.parent))
        raise WrongInput(Problem(place, found, Message("a folder in one that is there")))


def is_unbegun(folder: Path) -> bool:
    """Tell whether a folder is empty, or holds only what a run puts in before it begins."""
    names = {path.name for path in folder.iterdir() if not path.name.endswith(".part")}
    return names <= {JOURNAL, PLACES, GROUND, SCENARIO}


@contextmanager
def told_of(folder: Path) -> Iterator[None]:
    """Let what cannot be written be told as wrong input, with the reason that the system gives."""
    try:
        yield
    except OSError as wrong:
        found = Message("the results cannot be written: {reason}.", reason=wrong.strerror or type(wrong).__name__)
        place = Place(_shown(Path(wrong.filename) if wrong.filename else folder))
        raise WrongInput(Problem(place, found, _WRITABLE)) from wrong


def _listed(messages: Sequence[Message]) -> Message:
    first, *others = messages
    for one in others:
        first = Message("{first}; {then}", first=first, then=one)
    return first


def _shown(path: Path) -> str:
    return mask_cpr(str(path))
