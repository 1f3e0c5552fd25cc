"""What is asked of a search at its edge: everything wrong is told before anything is run, then it is answered."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kredslob.rules.messages import Place
from kredslob.scenarios.comparing.runs import shelf_of_runs
from kredslob.scenarios.results.crew import Crew
from kredslob.scenarios.results.fingerprints import program_fingerprint, versions
from kredslob.scenarios.searching.answer import Answer, Effort
from kredslob.scenarios.searching.budgeting import Pace, Plan, plan_of, read_budget
from kredslob.scenarios.searching.question import Point, Search
from kredslob.scenarios.searching.reading import find_search
from kredslob.scenarios.searching.running import Field
from kredslob.scenarios.searching.seeking import MOST_TOLD, Seeker, confirmed
from kredslob.scenarios.searching.telling import answer_of, told_of
from kredslob.scenarios.searching.walking import Grid, Optimiser, Walk

if TYPE_CHECKING:
    from kredslob.scenarios.results.running import Step


@dataclass(frozen=True)
class Wanted:
    """What a person asks for, as they wrote it.

    Args:
        terms: the file of terms, or the id of a shipped one.
        budget: how much may be run; None as the file says.
        folder: where the answer goes.
        resume: go on with the folder.
    """

    terms: str
    budget: str | None = None
    folder: str | None = None
    resume: bool = False


@dataclass(frozen=True)
class Telling:
    """Who is told how a search goes.

    Args:
        step: how far runs are; plan: the search and the way it goes, with what has been measured, before it goes on.
        looked: how many points have been looked at, of at most how many.
    """

    step: Callable[[Step], None] = lambda _: None
    plan: Callable[[Search, Plan, Pace], None] = lambda *_: None
    looked: Callable[[int, int], None] = lambda *_: None


def searched(wanted: Wanted, crew: Crew, tell: Telling | None = None) -> tuple[Search, Answer]:
    """Search what is asked for, and write what is to be kept.

    Raises:
        WrongInput: with what is wrong with it, before anything is run where that can be seen.
        Interrupted: by the user; what is finished is kept.
    """
    tell = tell or Telling()
    search = find_search(wanted.terms)
    budget = read_budget(wanted.budget or search.budget, Place("--budget" if wanted.budget else search.file))
    began = time.monotonic()
    with shelf_of_runs() as shelf:
        seeker = Seeker(search, Field(search, shelf, crew, tell.step))
        pace = _measured(seeker)
        plan = plan_of(budget, search.size, search.replications, search.confirm, MOST_TOLD, pace)
        tell.plan(search, plan, pace)
        seeker.walk(_way(seeker, plan), lambda count: tell.looked(count, plan.most))
        front, near = told_of(seeker)
        again = confirmed(seeker, [*front, *near])
        effort = Effort(
            plan.method, search.size, len(seeker.known), search.replications, search.confirm, budget.text,
            plan.estimate, pace.each, pace.set_up, pace.judged, time.monotonic() - began, seeker.runs.spent.ran,
        )  # fmt: skip
        return search, answer_of(seeker, front, near, again, effort, _record(search))


def _measured(seeker: Seeker) -> Pace:
    """Run the present agreement and a first point, and give how long that takes."""
    search, spent = seeker.search, seeker.runs.spent
    seeker.runs.gauged([None], 0, search.replications)
    seeker.look([_first(search)])
    judging, judged = seeker.judging
    return Pace(
        judging / max(1, judged), spent.setting_up / max(1, spent.set_up), spent.running / max(1, spent.ran)
    )  # fmt: skip


def _first(search: Search) -> Point:
    """Give a point to begin with: as now as can be, but one step on in the first term."""
    place = [term.present or 0 for term in search.terms]
    at = next((at for at, term in enumerate(search.terms) if len(term.choices) > 1), 0)
    choices = len(search.terms[at].choices)
    place[at] = place[at] + 1 if place[at] + 1 < choices else max(0, place[at] - 1)
    return tuple(place)


def _way(seeker: Seeker, plan: Plan) -> Walk:
    search = seeker.search
    if plan.method == "grid":
        return Grid(seeker.axes())
    return Optimiser(seeker.axes(), len(search.goals), search.seed, plan.most, search.present)


def _record(search: Search) -> dict[str, object]:
    scenario = search.frame.scenario
    return {
        "fingerprint": search.fingerprint, "scenario": search.frame.source, "seed": search.seed, "luck": scenario.seed,
        "program": program_fingerprint(), "versions": versions(), "sources": [path.name for path in search.sources],
        "variant": scenario.variants[0].fingerprint,
    }  # fmt: skip


def default_folder(search: Search) -> Path:
    """Give where the answer goes if nothing is said: a folder named after the search, in the one that is stood in."""
    return Path(f"{search.id}-search")
