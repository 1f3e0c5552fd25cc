"""What is asked of a search at its edge: everything wrong is told before anything is run, then it is answered."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.comparing.shelf import shelf_of_runs
from kredslob.scenarios.results.crew import Crew
from kredslob.scenarios.results.fingerprints import program_fingerprint, versions
from kredslob.scenarios.searching.answer import Answer, Effort
from kredslob.scenarios.searching.budgeting import Budget, Pace, Plan, plan_of, read_budget
from kredslob.scenarios.searching.folder import Begun, Keeping, begun_of, is_finished, open_search, refuse_used
from kredslob.scenarios.searching.question import Point, Search
from kredslob.scenarios.searching.reading import find_search
from kredslob.scenarios.searching.running import Field
from kredslob.scenarios.searching.seeking import MOST_TOLD, Seeker, confirmed
from kredslob.scenarios.searching.telling import answer_of, told_of
from kredslob.scenarios.searching.walking import Grid, Optimiser, Walk

if TYPE_CHECKING:
    from kredslob.scenarios.results.running import Step

_MEASURED: Final = 2  # so many points show how long one takes
_PROBED: Final = 6  # replications by which the pace is seen where all else was found in the cache


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
    folder = None if wanted.folder is None else Path(wanted.folder)
    begun = _begun(search, folder, wanted)
    if folder is not None and begun is not None and is_finished(folder):
        return search, open_search(folder)
    said = wanted.budget or (begun.budget if begun else search.budget)
    budget = read_budget(said, Place("--budget" if wanted.budget else search.file))
    with ExitStack() as stack:
        keeping = stack.enter_context(Keeping(folder, search, budget.text).held()) if folder is not None else None
        shelf = stack.enter_context(shelf_of_runs())
        seeker = Seeker(search, Field(search, shelf, crew, tell.step), given=begun.looked if begun else {})
        if keeping is not None:
            seeker.note = keeping.note
        answer = _found(seeker, budget, begun, keeping, tell)
        if keeping is not None:
            keeping.end(answer, _amendments(seeker, answer))
    return search, answer


def _begun(search: Search, folder: Path | None, wanted: Wanted) -> Begun | None:
    """Give what is gone on with; None if it is begun anew.

    Raises:
        WrongInput: there is nothing to go on with, or no room for what is begun.
    """
    if not wanted.resume:
        if folder is not None:
            refuse_used(folder)
        return None
    if folder is None:
        found = Message("it is not said which search to go on with.")
        raise WrongInput(Problem(Place("--resume"), found, Message("its folder with -o")))
    if is_finished(folder):
        return Begun("", None, None, {})
    return begun_of(folder, search)


def _found(seeker: Seeker, budget: Budget, begun: Begun | None, keeping: Keeping | None, tell: Telling) -> Answer:
    search, began = seeker.search, time.monotonic()
    plan, pace = (begun.plan, begun.pace) if begun is not None else (None, None)
    if keeping is not None and plan is None:
        keeping.begin(None, None)
    seeker.begin(list(islice(_first(search), _MEASURED)))
    if plan is None or pace is None:
        pace = _measured(seeker)
        plan = plan_of(budget, search.size, search.replications, search.confirm, MOST_TOLD, pace)
        if keeping is not None:
            keeping.begin(plan, pace)
    tell.plan(search, plan, pace)
    most = plan.most
    seeker.walk(_way(seeker, plan), lambda count: tell.looked(count, most))
    front, near = told_of(seeker)
    while not seeker.judge_alone([*front, *near]):
        front, near = told_of(seeker)
    again = confirmed(seeker, [*front, *near])
    effort = Effort(
        plan.method, search.size, len(seeker.known), search.replications, search.confirm, budget.text, plan.estimate,
        pace.each, pace.set_up, pace.judged, time.monotonic() - began, seeker.runs.spent.ran,
    )  # fmt: skip
    return answer_of(seeker, front, near, again, effort, _record(search))


def _measured(seeker: Seeker) -> Pace:
    """Give how long the first points took, by the quickest: the first of all makes much ready that others find ready."""
    runs = seeker.runs
    if runs.spent.each is None or runs.spent.set_up is None:
        runs.probe(_PROBED)
    return Pace(seeker.judging or 0.0, runs.spent.set_up or 0.0, runs.spent.each or 0.0)


def _first(search: Search) -> Iterator[Point]:
    """Give points to begin with: as now as can be, but another choice in one term."""
    now = [term.present or 0 for term in search.terms]
    for at, term in enumerate(search.terms):
        for place in range(len(term.choices)):
            if place != now[at]:
                yield (*now[:at], place, *now[at + 1 :])


def _amendments(seeker: Seeker, answer: Answer) -> dict[str, str]:
    """Give the text of the amendment of each point that is told, by the point's name."""
    texts = {one.proposal.id: one.proposal.text for one in seeker.run() if one.proposal is not None}
    return {one.name: texts[one.id] for one in (*answer.front, *answer.near) if one.id is not None}


def _way(seeker: Seeker, plan: Plan) -> Walk:
    search = seeker.search
    if plan.method == "grid":
        return Grid(seeker.axes())
    return Optimiser(seeker.axes(), len(search.goals), len(search.limits), search.seed, plan.most, search.present)


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
