"""Search: judge and run points one after the other, keep what each comes to, and weigh them against each other.

What is chosen among many by its luck looks better than it is. So the points that are told are run again with luck that
nobody has chosen by, and told by that alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

import numpy as np

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.searching.answer import PRESENT
from kredslob.scenarios.searching.front import front_of, nearest_misses
from kredslob.scenarios.searching.gauging import Gauge
from kredslob.scenarios.searching.judging import Judge, Verdict, unreadable
from kredslob.scenarios.searching.proposing import Proposal, name_of, proposal_of
from kredslob.scenarios.searching.question import Point, Search
from kredslob.scenarios.searching.running import Field
from kredslob.scenarios.searching.walking import Axis, Walk, Weighed
from kredslob.scenarios.searching.weighing import loss_of, misses_of

NEAR: Final = 5  # so many of those that come nearest are told where nothing keeps the limits
MOST_TOLD: Final = 12  # more points of a front are not told; those that lie furthest apart are

Kind = Literal["unlawful", "unproved", "not_run"]


@dataclass(frozen=True)
class Looked:
    """What a point came to.

    Args:
        point: it; proposal: as an amendment; None of the present agreement, and of what cannot be written.
        verdict: what was judged of it; None of the present agreement.
        gauge: what it came to; None if it may not be shown.
        why, wrong: why it may not be shown, and in what words, if it could not be run.
    """

    point: Point
    proposal: Proposal | None
    verdict: Verdict | None
    gauge: Gauge | None
    why: Kind | None = None
    wrong: WrongInput | None = None


@dataclass
class Seeker:
    """A search that is going on.

    Args:
        search: it; runs: where points are run.
        known: what each point came to, in the order in which they were looked at.
        note: told of each batch as it is finished, so that it can be kept.
        given: what is known of points from before the search was stopped.
        now: what the present agreement came to.
        judging: the fewest seconds that judging a point took; None if none was judged.
    """

    search: Search
    runs: Field
    known: dict[Point, Looked] = field(default_factory=dict)
    note: Callable[[Sequence[Looked]], None] = lambda _: None
    given: Mapping[Point, Looked] = field(default_factory=dict)
    judging: float | None = None
    now: Gauge | None = None

    @cached_property
    def judge(self) -> Judge:
        """Who judges points."""
        return Judge(self.search)

    def axes(self) -> tuple[Axis, ...]:
        """Give the terms as a walk sees them."""
        return tuple(Axis(len(term.choices), term.ordered) for term in self.search.terms)

    def begin(self, points: Sequence[Point]) -> None:
        """Run the present agreement, and look at the points that everything begins with, one after the other."""
        now = self.runs.gauged([None], 0, self.search.replications)[PRESENT]
        if not isinstance(now, WrongInput):
            self.now = now
        for point in points:
            self.look([point])

    def walk(self, way: Walk, tell: Callable[[int], None] = lambda _: None) -> None:
        """Look at points as long as the walk asks for any; `tell` is told how many have been looked at."""
        while points := way.ask():
            self.look(points)
            way.tell({point: self._weighed(self.known[point]) for point in points})
            tell(len(self.known))

    def look(self, points: Sequence[Point]) -> None:
        """Judge points and run those that stand, but those that are known."""
        fresh = [point for point in points if point not in self.known and point not in self.given]
        found = {point: self.given[point] for point in points if point in self.given}
        judged = [self._judged(point) for point in fresh]
        run = [one for one in judged if one.why is None]
        gauged = self.runs.gauged([one.proposal for one in run], 0, self.search.replications) if run else {}
        looked = [self._with(one, gauged) for one in judged]
        if looked:
            self.note(looked)
        found |= {one.point: one for one in looked}
        self.known.update({point: found[point] for point in points if point in found})

    def _judged(self, point: Point) -> Looked:
        if not self.search.changed(point):
            return Looked(point, None, None, None)
        began = time.monotonic()
        try:
            proposal = proposal_of(self.search, point)
        except WrongInput as wrong:
            return Looked(point, None, unreadable(wrong), None, "unlawful", wrong)
        verdict = self.judge.verdict(proposal)
        took = time.monotonic() - began
        self.judging = took if self.judging is None else min(took, self.judging)
        why: Kind | None = None if verdict.stands else "unproved" if verdict.lawful else "unlawful"
        return Looked(point, proposal, verdict, None, why)

    @staticmethod
    def _with(one: Looked, gauged: Mapping[str, Gauge | WrongInput]) -> Looked:
        if one.why is not None:
            return one
        found = gauged[name_of(one.proposal)]
        if isinstance(found, WrongInput):
            return Looked(one.point, one.proposal, one.verdict, None, "not_run", found)
        return Looked(one.point, one.proposal, one.verdict, found)

    def _weighed(self, one: Looked) -> Weighed | None:
        if one.gauge is None:
            return None
        return Weighed(loss_of(self.search.goals, one.gauge), misses_of(self.search.limits, one.gauge))

    def judge_alone(self, several: Sequence[Looked]) -> bool:
        """Judge points by themselves that have been judged together; tell whether all stand. Those that do not are refused."""
        fallen = [
            (one, verdict) for one in several
            if one.proposal is not None and not (verdict := self.judge.alone(one.proposal)).stands
        ]  # fmt: skip
        for one, verdict in fallen:
            why: Kind = "unproved" if verdict.lawful else "unlawful"
            self.known[one.point] = Looked(one.point, one.proposal, verdict, None, why)
        return not fallen

    def run(self) -> list[Looked]:
        """Give the points that were run, in the order in which they were looked at."""
        return [one for one in self.known.values() if one.gauge is not None]

    def best(self) -> tuple[list[Looked], list[Looked]]:
        """Give the front of those that keep all limits, by the first goal; and, if there is none, those that come nearest."""
        run = self.run()
        if self.now is not None and all(one.proposal is not None for one in run):
            run.append(Looked((), None, None, self.now))  # what is agreed now is none of the points, and may beat them
        weighed = [(one, each) for one in run if (each := self._weighed(one)) is not None]
        kept = [(one, each) for one, each in weighed if not (each.misses > 0).any()]
        if kept:
            losses = np.stack([each.losses for _, each in kept])
            rows = sorted(front_of(losses), key=lambda row: tuple(losses[row]))
            return [kept[row][0] for row in rows], []
        if not weighed:
            return [], []
        rows = list(nearest_misses(np.stack([each.misses for _, each in weighed]), NEAR))
        return [], [weighed[row][0] for row in rows]


def confirmed(seeker: Seeker, told: Sequence[Looked]) -> dict[Point | None, Gauge]:
    """Run points again with luck that nobody has chosen by; None is the present agreement.

    Where the search wants no such replications, what they were chosen by is given.
    """
    search = seeker.search
    first, count = (search.replications, search.confirm) if search.confirm else (0, search.replications)
    gauged = seeker.runs.gauged([None, *(one.proposal for one in told)], first, count)
    found: dict[Point | None, Gauge] = {}
    for point, proposal in _named(told):
        gauge = gauged[name_of(proposal)]
        if not isinstance(gauge, WrongInput):
            found[point] = gauge
    return found


def _named(told: Sequence[Looked]) -> Iterator[tuple[Point | None, Proposal | None]]:
    yield None, None
    yield from ((one.point, one.proposal) for one in told)
