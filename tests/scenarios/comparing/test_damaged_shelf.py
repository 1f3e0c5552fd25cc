"""The shelf of runs is a cache of ours: whatever is damaged there is thrown away and run anew, and the same answer comes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kredslob.scenarios.comparing.comparing import Asked, compare
from kredslob.scenarios.comparing.paired import Difference
from kredslob.scenarios.comparing.shelf import key_of, whole_folder
from kredslob.scenarios.results.folder import JOURNAL, RECORD
from kredslob.scenarios.results.keeping import Keeper
from kredslob.scenarios.results.record import read_record
from tests.scenarios.comparing.small_sides import COMPENSATED, runs, sides

PAIR = sides(COMPENSATED, months=6)
BLOCK = "city_month/run/000000-000000.parquet"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Difference, ...]]:
    """Give a shelf on which both sides lie, and what they came to."""
    shelf = tmp_path_factory.mktemp("shelf")
    return shelf, compare(PAIR, Asked(2), runs(shelf, *PAIR)).pairs[0].differences


def flip(path: Path) -> None:
    """Alter a byte and leave the file as long as it was."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def cut(path: Path) -> None:
    """Leave half of a file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def junk(path: Path) -> None:
    """Put something else where a file was."""
    path.write_bytes(b"junk")


def retold(folder: Path, **told: object) -> None:
    """Say something else in the record."""
    plain = json.loads((folder / RECORD).read_text("utf-8"))
    (folder / RECORD).write_text(json.dumps({**plain, **told}), "utf-8")


def all_junk(folder: Path) -> None:
    """Make every table junk."""
    for path in folder.rglob("*.parquet"):
        junk(path)


def all_junk_unfinished(folder: Path) -> None:
    """Make every table of a run that was stopped junk."""
    stopped(folder)
    all_junk(folder)


def stopped(folder: Path) -> None:
    """Make a finished folder one that was stopped: as its keeper does when it is gone on with."""
    record = read_record(json.loads((folder / RECORD).read_text("utf-8")))
    assert record is not None
    with Keeper(folder, replace(record, ended=None)).taken_up():
        pass


def estates_junk_unfinished(folder: Path) -> None:
    """Make the estates of a run that was stopped junk."""
    stopped(folder)
    junk(folder / "places.parquet")


def journal_junk(folder: Path) -> None:
    """Make junk of what says which blocks of a run that was stopped are finished."""
    stopped(folder)
    junk(folder / JOURNAL)


def a_file(folder: Path) -> None:
    """Put a file where the folder was."""
    shutil.rmtree(folder)
    folder.write_text("")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "a table altered": lambda folder: flip(folder / BLOCK),
    "a table cut": lambda folder: cut(folder / BLOCK),
    "a table junk": lambda folder: junk(folder / BLOCK),
    "estates altered": lambda folder: flip(folder / "places.parquet"),
    "ground junk": lambda folder: junk(folder / "ground.json"),
    "record junk": lambda folder: junk(folder / RECORD),
    "record cut": lambda folder: cut(folder / RECORD),
    "record gone": lambda folder: (folder / RECORD).unlink(),
    "another seed": lambda folder: retold(folder, seed="other"),
    "another program": lambda folder: retold(folder, program="0" * 64),
    "another only": lambda folder: retold(folder, only=1),
    "all tables junk": all_junk,
    "stopped": stopped,
    "stopped, tables junk": all_junk_unfinished,
    "stopped, estates junk": estates_junk_unfinished,
    "stopped, journal junk": journal_junk,
    "a file": a_file,
}


FEW = {"a table altered", "all tables junk", "record junk", "stopped, tables junk"}
SOME = [pytest.param(one, marks=() if one in FEW else pytest.mark.long) for one in DAMAGES]


@pytest.mark.parametrize("what", SOME)
def test_what_is_damaged_is_run_anew(what: str, made: tuple[Path, tuple[Difference, ...]], tmp_path: Path) -> None:
    """The same answer comes as from an undamaged shelf; after it the shelf is whole again and nothing is run."""
    shelf = Path(shutil.copytree(made[0], tmp_path / "shelf"))
    DAMAGES[what](shelf / key_of(PAIR[1]))
    assert compare(PAIR, Asked(2), runs(shelf, *PAIR)).pairs[0].differences == made[1]
    again = compare(PAIR, Asked(2), runs(shelf, *PAIR))
    assert (again.ran, again.pairs[0].differences) == (0, made[1])


def test_what_is_whole_stays(made: tuple[Path, tuple[Difference, ...]], tmp_path: Path) -> None:
    """A folder that nothing is wrong with is not run again, nor is one that is not there made."""
    for side in PAIR:
        assert (whole_folder(made[0], side) / RECORD).is_file()
        assert not whole_folder(tmp_path, side).exists()


def test_a_folder_that_another_run_writes_to_is_left_alone(
    made: tuple[Path, tuple[Difference, ...]], tmp_path: Path
) -> None:
    """It is not damaged, it is not finished."""
    shelf = Path(shutil.copytree(made[0], tmp_path / "shelf"))
    folder = shelf / key_of(PAIR[1])
    record = read_record(json.loads((folder / RECORD).read_text("utf-8")))
    assert record is not None
    with Keeper(folder, replace(record, ended=None)).taken_up():
        junk(folder / BLOCK)
        assert (whole_folder(shelf, PAIR[1]) / BLOCK).is_file()
    assert not whole_folder(shelf, PAIR[1]).exists()
