"""The shelf on which runs are kept, each in a folder that any later comparison or search with the same side finds again.

A folder is called by what settles every bit of its tables: the fingerprint of the variant, and that of the program. So a
base that many proposals are held against is run once, and what was stopped is gone on with; by one process at a time. The
folders lie in the user's cache and may be thrown away at any time; those that nobody has asked for in a month are.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from kredslob.rules.loading import cache_folder
from kredslob.scenarios.comparing.sides import Side
from kredslob.scenarios.files.fingerprint import digest, fingerprint_of_scenario
from kredslob.scenarios.files.scenario import Scenario
from kredslob.scenarios.results.fingerprints import SETTLING, program_fingerprint, versions
from kredslob.scenarios.results.keeping import told_of
from kredslob.scenarios.results.putting import hold
from kredslob.scenarios.results.soundness import throw_away_damaged

RUN: Final = "run"  # what the variant is called in a folder that many comparisons may share
LOCK: Final = ".lock"  # what the file beside a folder ends in that tells whether somebody makes it
_LOOKED_EACH: Final = 0.2  # seconds
_KEPT_DAYS: Final = 30


def alone(side: Side) -> Scenario:
    """Give the scenario of a side under the names that a shared folder has for it."""
    variant = replace(side.variant, name=RUN)
    mark = fingerprint_of_scenario({RUN: variant.fingerprint})
    return replace(side.scenario, variants=(variant,), contrasts=(), fingerprint=mark)


def whole_folder(shelf: Path, side: Side) -> Path:
    """Give the folder of a side on a shelf; what is damaged there is thrown away, so that it is run anew."""
    folder = shelf / key_of(side)
    throw_away_damaged(folder, alone(side))
    return folder


def key_of(side: Side) -> str:
    """Give what the folder of a side is called: by all that settles its tables."""
    made_with = {name: version for name, version in versions().items() if name in SETTLING}
    return digest([side.variant.fingerprint, program_fingerprint(), made_with])[:32]


@contextmanager
def shelf_of_runs() -> Iterator[Path]:
    """Give the folder in which runs are kept: in the user's cache; one that is thrown away where there is none."""
    folder = _shelf_in_cache()
    if folder is not None:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="kredslob-") as name:
        yield Path(name)


def _shelf_in_cache() -> Path | None:
    """Give the folder in the user's cache; None where there is no cache, or it cannot be written to."""
    cache = cache_folder()
    if cache is None:
        return None
    folder = cache / "runs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    with suppress(OSError):
        _sweep(folder)
    return folder if os.access(folder, os.W_OK) else None


def _sweep(shelf: Path) -> None:
    """Throw away runs that nobody has written to or asked for in a month."""
    oldest = time.time() - _KEPT_DAYS * 24 * 3600
    for folder in shelf.iterdir():
        with suppress(OSError):
            if folder.stat().st_mtime < oldest:
                if folder.suffix == LOCK:
                    folder.unlink()
                else:
                    shutil.rmtree(folder)


def mark_used(shelf: Path, sides: Sequence[Side]) -> None:
    """Note that the runs of these sides have been asked for today."""
    for side in sides:
        with suppress(OSError):
            os.utime(shelf / key_of(side))


@contextmanager
def one_at_a_time(folder: Path, waits: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold a folder of the shelf, which need not be there; waits while another process holds it, however that ends.

    Who holds several takes them in the order of their names: so nobody waits for somebody who waits for them.

    Args:
        folder: the folder.
        waits: told once, if it has to wait.

    Raises:
        WrongInput: the shelf cannot be written to.
    """
    with told_of(folder), folder.with_name(folder.name + LOCK).open("a", encoding="utf-8") as lock:
        os.utime(lock.name)  # so that it is not thrown away as long out of use
        if not hold(lock):
            waits()
            while not hold(lock):
                time.sleep(_LOOKED_EACH)
        yield
