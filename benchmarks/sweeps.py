"""A sweep of points by `kredslob search` beside the bare replications of the same points, made ready before."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from bare import run_bare
from rounds import Claim, Measured, measured, timed

from kredslob.scenarios.results.crew import Threads, processors
from kredslob.scenarios.searching.proposing import proposal_of
from kredslob.scenarios.searching.question import Point, Search
from kredslob.scenarios.searching.reading import read_search
from kredslob.scenarios.searching.running import Field
from kredslob.scenarios.searching.seeking import Seeker
from kredslob.scenarios.searching.walking import Grid

POINTS: Final = 16  # of the hundred: each takes as long as another
REPLICATIONS: Final = 100
MOST_ROUNDS: Final = 3
CLAIM: Final = Claim(
    "a sweep by `kredslob search`, a hundred replications of a point, to the bare replications of its points",
    1.2,
    at_least=False,
)
TERMS: Final = """
schema: 1
id: sweep
title: {da: "Hundrede grænser", en: "A hundred thresholds"}
about: {da: "Hvor lang tid tager det?", en: "How long does it take?"}
scenario: kbh-2011
terms: {threshold: {set: forty_plus.threshold, range: [0.401, 0.5], step: 0.001}}
goals: {wait: {indicator: wait_mean, level: wait, place: referral, when: average, want: least}}
limits: {under: {indicator: outside_measured, where: within, when: 2014, at_most: 0.40, probability: 0.9}}
"""


def measure(rounds: int, points: int = POINTS, replications: int = REPLICATIONS) -> list[Measured]:
    """Time a sweep with all that belongs to it - judged, made ready, run, kept, gauged - beside its bare replications.

    Nothing that has been judged or run before is found: each round has a cache of its own. The agreement as it is now is run
    too, by both. What is compiled and imported once has been before the clock starts, by a sweep of one point.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sweep.yaml"
        path.write_text(TERMS.replace("id: sweep", f"id: sweep\nreplications: {replications}"), "utf-8")
        search = read_search(path)
        chosen = list(islice(_all(search), points))
        field = Field(search, Path(folder), Threads(processors()))
        sides = [field.side(None if point is None else proposal_of(search, point)) for point in (None, *chosen)]
        settings = [side.scenario.setting(side.variant.name, field.drawn) for side in sides]
        _sweep(search, chosen[:1], Path(folder))
        contenders = {
            "sweep": partial(_sweep, search, chosen, Path(folder)),
            "bare": partial(run_bare, settings, replications),
        }
        seconds = timed(contenders, min(rounds, MOST_ROUNDS), untimed=0)
    return [measured(CLAIM, seconds["sweep"], seconds["bare"])]


def _all(search: Search) -> Sequence[Point]:
    return [(place,) for place in range(len(search.terms[0].choices))]


def _sweep(search: Search, points: Sequence[Point], folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as shelf:
        before = os.environ.get("KREDSLOB_CACHE")
        os.environ["KREDSLOB_CACHE"] = shelf
        try:
            seeker = Seeker(search, Field(search, Path(shelf), Threads(processors())))
            seeker.begin([])
            way = Grid(seeker.axes())
            while len(seeker.known) < len(points):
                seeker.look([point for point in way.ask() if point in points])
        finally:
            if before is None:
                del os.environ["KREDSLOB_CACHE"]
            else:
                os.environ["KREDSLOB_CACHE"] = before


if __name__ == "__main__":
    for found in measure(*(int(word) for word in sys.argv[1:4] or ("1",))):
        sys.stdout.write(f"{found.claim.text}: {found.median:.2f} ({found.low:.2f} to {found.high:.2f})\n")
