"""Throw away what is damaged of runs that are kept in a cache: it is ours, it can be made again, and nobody should hear of it.

A folder that a person has named is not looked at here: what is wrong with it is told to them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.files.scenario import Scenario
from kredslob.scenarios.files.written_by_us import NOT_AS_WRITTEN
from kredslob.scenarios.results.fingerprints import file_fingerprint
from kredslob.scenarios.results.folder import (
    GROUND,
    JOURNAL,
    PLACES,
    RECORD,
    journal_of,
    kept_record,
    span_of,
    whole_blocks,
)
from kredslob.scenarios.results.keeping import is_unbegun
from kredslob.scenarios.results.putting import hold
from kredslob.scenarios.results.record import Record, differences, record_of


def throw_away_damaged(folder: Path, scenario: Scenario) -> None:
    """Throw a folder of a cache away unless it is as runs of a scenario leave it; one that another run writes to is left alone.

    Args:
        folder: it need not be there.
        scenario: what is kept there.
    """
    with suppress(OSError):
        if not folder.exists() or _is_sound(folder, scenario) or _is_held(folder):
            return
        if not folder.is_dir():
            folder.unlink()
            return
    shutil.rmtree(folder, ignore_errors=True)


def _is_sound(folder: Path, scenario: Scenario) -> bool:
    """Tell whether every file that counts is the same to the bit, and the record is of this scenario and this program."""
    if not folder.is_dir():
        return False
    if not (folder / RECORD).is_file():
        return is_unbegun(folder)
    try:
        record = kept_record(folder)
        now = record_of(scenario, "", 1, only=None, block=1, estates_monthly=False, now="")
        if any(True for _ in differences(record, now)):
            return False
        marks = dict(_marks(folder, record))
    except (WrongInput, *NOT_AS_WRITTEN):
        return False
    return {PLACES, GROUND} <= marks.keys() and all(_is(folder / name, mark) for name, mark in marks.items())


def _marks(folder: Path, record: Record) -> Iterator[tuple[str, object]]:
    """Give the fingerprint of each file that counts; raise ValueError where a block has lost some of its tables."""
    yield from ((name, told["sha256"]) for name, told in record.files.items())
    if record.ended is None:
        yield from journal_of(folder).items()
        return
    blocks = {name: "" for name in record.files if span_of(name) is not None}
    if whole_blocks(blocks, record) != blocks:
        raise ValueError(folder)


def _is(path: Path, mark: object) -> bool:
    try:
        return bool(file_fingerprint(path) == mark)
    except OSError:
        return False


def _is_held(folder: Path) -> bool:
    """Tell whether another run is writing to a folder."""
    try:
        with (folder / JOURNAL).open("r+", encoding="utf-8") as journal:
            return not hold(journal)
    except OSError:
        return False
