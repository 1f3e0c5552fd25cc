"""What is asked of a comparison at its edge: everything wrong with it is told before anything is run, then it is answered."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from kredslob.rules.messages import Problem, WrongInput
from kredslob.scenarios.comparing.comparing import Asked, Comparison, compare
from kredslob.scenarios.comparing.gathering import gather
from kredslob.scenarios.comparing.pairing import check_pairs
from kredslob.scenarios.comparing.places import LEVELS_TOLD_OF, TOLD_OF, Places, places_of
from kredslob.scenarios.comparing.planning import NO_LIMIT, checked_precision, read_budget
from kredslob.scenarios.comparing.runs import Runs, refuse_folder
from kredslob.scenarios.comparing.screen import screen_of
from kredslob.scenarios.comparing.shelf import mark_used, shelf_of_runs
from kredslob.scenarios.comparing.sides import sides_of
from kredslob.scenarios.comparing.unknown import Unknown, unknown_of
from kredslob.scenarios.comparing.unknown_screen import mattering_screen, unknown_screen
from kredslob.scenarios.comparing.verifying import plain_names
from kredslob.scenarios.comparing.what_matters import Mattering, mattering_of
from kredslob.scenarios.comparing.writing import check_name, write_table
from kredslob.scenarios.indicators.catalogue.whole import find_indicator
from kredslob.scenarios.publishing.withheld import withheld_of
from kredslob.scenarios.results.crew import Crew
from kredslob.scenarios.telling.screen import Part

if TYPE_CHECKING:
    from kredslob.scenarios.results.running import Step


@dataclass(frozen=True)
class Wanted:
    """What a person asks for, as they wrote it.

    Args:
        sides: the base and the others; scenario: what agreements are framed by; seed: another seed.
        replications, precision, budget: how many are run.
        table: the indicator that is shown in full.
        folder: where runs and differences are kept; out: the file that all differences are written to.
        unknown: how many sets of what is assumed are drawn; what_matters: how many walks through it are made.
    """

    sides: tuple[str, ...]
    scenario: str | None = None
    seed: str | None = None
    replications: int | None = None
    precision: float | None = None
    budget: str | None = None
    table: str | None = None
    folder: str | None = None
    out: str | None = None
    unknown: int | None = None
    what_matters: int | None = None


@dataclass(frozen=True)
class Answer:
    """A comparison and what is told of it.

    Args:
        comparison: what it came to.
        wanted: what was asked for.
        unknown: of each pair, how far its differences may be off; None where that was not asked, or nothing differs.
        mattering: of each pair, which of all that is assumed moves them most.
    """

    comparison: Comparison
    wanted: Wanted
    unknown: tuple[Unknown | None, ...] = ()
    mattering: tuple[Mattering | None, ...] = ()

    @cached_property
    def table(self) -> pl.DataFrame:
        """All differences; those that the screen tells of if nobody asked for more."""
        wanted = self.wanted
        if wanted.table or wanted.folder or wanted.out:
            return self.comparison.table()
        return self.comparison.table(TOLD_OF, LEVELS_TOLD_OF)

    @cached_property
    def places(self) -> tuple[tuple[Places, ...], ...]:
        """Where single places differ, for each pair."""
        tables = self.comparison.tables
        return tuple(
            () if one.alike or tables is None else places_of(self.table, one.other.name, tables.places)
            for one in self.comparison.pairs
        )


def compared(wanted: Wanted, crew: Crew, tell: Callable[[Step], None] = lambda _: None) -> Answer:
    """Compare what is asked for, and write what is to be kept.

    Raises:
        WrongInput: with what is wrong with it, before anything is run where that can be seen.
        Interrupted: by the user; what is finished is kept.
    """
    began = time.monotonic()
    asked = _asked(wanted)
    sides = sides_of(wanted.sides, wanted.scenario, wanted.seed)
    check_pairs(sides)
    with shelf_of_runs() as shelf:
        runs = Runs(sides, shelf, crew, tell)
        found = compare(sides, asked, runs)
        answer = Answer(
            found, wanted, _unknown(found, runs, wanted.unknown), _mattering(found, runs, wanted.what_matters, began)
        )
        mark_used(shelf, sides)
        _ = answer.places  # while the runs are there
        if wanted.folder is not None:
            named = plain_names(wanted.sides, wanted.scenario, wanted.seed)
            gather(Path(wanted.folder), answer.comparison, answer.table, words_of(answer, published=True), named)
        if wanted.out is not None:
            write_table(answer.table, Path(wanted.out))
    return answer


def words_of(answer: Answer, *, published: bool = False) -> list[Part]:
    """Give what is told of a comparison; `published`: without naming places whose key figures are small cells."""
    found, places = answer.comparison, answer.places
    if published and found.tables is not None:
        withheld = withheld_of(found.tables)
        places = tuple(tuple(_told_of(one, withheld.places(one.level)) for one in several) for several in places)
    return [*screen_of(found, places), *unknown_screen(answer.unknown), *mattering_screen(answer.mattering)]


def _told_of(one: Places, small: frozenset[str]) -> Places:
    lower, higher = (tuple(each for each in some if each.id not in small) for some in (one.lower, one.higher))
    return replace(one, lower=lower, higher=higher)


def _unknown(found: Comparison, runs: Runs, count: int | None) -> tuple[Unknown | None, ...]:
    tables = found.tables
    if count is None or tables is None:
        return tuple(None for _ in found.pairs)
    return tuple(None if one.alike else unknown_of(one, tables, runs, count) for one in found.pairs)


def _mattering(found: Comparison, runs: Runs, walks: int | None, began: float) -> tuple[Mattering | None, ...]:
    tables = found.tables
    if walks is None or tables is None:
        return tuple(None for _ in found.pairs)
    return tuple(
        None if one.alike else mattering_of(one, tables, runs, walks, found.asked.budget, began) for one in found.pairs
    )


def _asked(wanted: Wanted) -> Asked:
    problems: list[Problem] = []
    points, budget = wanted.precision, NO_LIMIT
    try:
        points = None if points is None else checked_precision(points)
    except WrongInput as wrong:
        problems += wrong.problems
    try:
        budget = NO_LIMIT if wanted.budget is None else read_budget(wanted.budget)
    except WrongInput as wrong:
        problems += wrong.problems
    checks: tuple[tuple[str | None, Callable[[str], object]], ...] = (
        (wanted.table, find_indicator), (wanted.out, check_name), (wanted.folder, refuse_folder),
    )  # fmt: skip
    for given, check in checks:
        try:
            if given is not None:
                check(given)
        except WrongInput as wrong:
            problems += wrong.problems
    if problems:
        raise WrongInput(problems)
    return Asked(wanted.replications, points, budget, wanted.folder is not None)
