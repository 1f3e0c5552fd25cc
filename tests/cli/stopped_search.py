"""A search of a small town in a process of its own, that can be stopped in the middle; and what is the same of two answers."""

from __future__ import annotations

import json
import subprocess
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final

from kredslob.scenarios.searching.folder import ANSWER, LOOKED, MARKS, TERMS
from tests.cli.scenario_files import small_scenario
from tests.cli.underway import underway

FURTHEST: Final = 2  # points that a search that is to be stopped looks at
TIMES: Final = ("estimate", "each", "set_up", "judged", "seconds", "ran")  # of the effort: what it took this time
OWN_SHELF: Final = """
import sys
import time
from pathlib import Path
from kredslob.scenarios.comparing import shelf
from kredslob.scenarios.searching.folder import Keeping
folder, most = Path(sys.argv.pop(1)), int(sys.argv.pop(1))
shelf.cache_folder = lambda: folder
note, noted = Keeping.note, []
def note_and_wait(self, looked):
    note(self, looked)
    noted.extend(looked)
    if len(noted) >= most:
        time.sleep(20)  # so that it is not done before it is stopped, on a slow machine either
Keeping.note = note_and_wait
from kredslob.cli.main import run
run()
"""
SEARCH: Final = """
schema: 1
id: trial
title: {da: "Prøve", en: "Trial"}
about: {da: "Hvad nu hvis?", en: "What if?"}
scenario: trial.yaml#as-agreed
from: 2011-01-01
terms: {threshold: {set: forty_plus.threshold, range: [0.36, 0.44], step: 0.02}}
goals: {referred: {indicator: referrals_delivered, level: city, when: average, want: most}}
limits: {under: {indicator: outside_measured, where: all, when: 2011, at_most: 0.9, probability: 0.9}}
replications: 3
confirm: 2
budget: 100000
"""


def search_of(folder: Path) -> Path:
    """Write a search of five points over a small town, and the scenario beside it; give its file."""
    small_scenario(folder, estates=2)
    path = folder / "terms.yaml"
    path.write_text(SEARCH, encoding="utf-8")
    return path


def searching(terms: Path, folder: Path, *more: str, beyond: int = 0) -> AbstractContextManager[subprocess.Popen[str]]:
    """Search in a process, with a shelf for runs of its own, until it has kept what more points came to than so many."""
    words = ("--lang", "en", "search", str(terms), "-o", str(folder), "--jobs", "1", *more)
    shelf = str(terms.parent / "cache")
    return underway("-c", OWN_SHELF, shelf, str(FURTHEST), *words, begun=lambda: kept_in(folder) > beyond)


def kept_in(folder: Path) -> int:
    """Tell of how many points it has been written what they came to."""
    return (folder / LOOKED).read_bytes().count(b"\n") if (folder / LOOKED).is_file() else 0


def answer_in(folder: Path) -> dict[str, Any]:
    """Give every file of a finished search, to the byte, but for how long it took."""
    found: dict[str, Any] = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] != TERMS
    }
    del found[MARKS]  # of the answer with its times
    told = json.loads(found[ANSWER])
    for name in TIMES:
        del told["effort"][name]
    return {**found, ANSWER: json.dumps(told)}
