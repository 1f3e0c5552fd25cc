"""Put together what a search has found, from what it asked and what each point came to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import Any

import numpy as np

from kredslob.engine.drafting.restating import restated_value
from kredslob.rules.model import Text
from kredslob.scenarios.searching.answer import (
    PRESENT,
    Answer,
    Effort,
    Found,
    GoalTold,
    LimitTold,
    Refused,
    Role,
    TermTold,
)
from kredslob.scenarios.searching.front import dominates, spread
from kredslob.scenarios.searching.gauging import Gauge
from kredslob.scenarios.searching.proposing import spoken, title_of
from kredslob.scenarios.searching.question import Measured, Point, Search, Term
from kredslob.scenarios.searching.seeking import MOST_TOLD, Looked, Seeker
from kredslob.scenarios.searching.weighing import apart, held_of, loss_of, mean_of, told_apart


def told_of(seeker: Seeker) -> tuple[list[Looked], list[Looked]]:
    """Give the points that are told in full: those of the front, and those that come nearest where there is none.

    The present agreement is told in any case, and is not among them.
    """
    front, near = seeker.best()
    front, near = ([one for one in some if one.proposal is not None] for some in (front, near))
    if front:
        losses = np.stack([loss_of(seeker.search.goals, one.gauge) for one in front if one.gauge is not None])
        front = [front[row] for row in spread(losses, MOST_TOLD)]
    return front, near


def answer_of(
    seeker: Seeker, front: Sequence[Looked], near: Sequence[Looked], confirmed: Mapping[Point | None, Gauge],
    effort: Effort, record: Mapping[str, Any],
) -> Answer:  # fmt: skip
    """Give the answer.

    Args:
        seeker: the search, done; front, near: what is told of it in full.
        confirmed: what those and the present agreement come to by luck that nobody has chosen by.
        effort, record: as they stand in the answer.
    """
    search = seeker.search
    names = {one.point: _letter(at) for at, one in enumerate((*front, *near))}
    fronted = {names[one.point]: confirmed[one.point] for one in front if one.point in confirmed}
    marks = {
        None if one is None else one.id: seeker.runs.side(one).variant.fingerprint
        for one in (None, *(one.proposal for one in (*front, *near)))
    }
    told = _Telling(search, confirmed, fronted, marks)
    found_front = tuple(told.found(names[one.point], "front", one) for one in front)
    found_near = tuple(told.found(names[one.point], "near", one) for one in near)
    present = told.present(seeker.now or confirmed[None])
    shown = {one.point for one in (*front, *near)}
    best = {one.point for one in seeker.best()[0]}
    others = [one for one in seeker.run() if one.point not in shown and one.proposal is not None]
    months = search.frame.scenario.variants[0].months
    return Answer(
        search.id, search.title, search.about, (search.frame.scenario.id, search.frame.scenario.title),
        search.extends.id, search.day.isoformat(), months.first.isoformat(),
        months.day(months.count - 1).isoformat(), *_rests_on(seeker), _names(search, (*found_front, *found_near, present)),
        tuple(map(_term, search.terms)), tuple(map(_goal, search.goals)), tuple(map(_limit, search.limits)),
        found_front, found_near, present,
        tuple(told.other(str(at + 1), one, one.point in best) for at, one in enumerate(others)),
        tuple(_refused(search, one) for one in seeker.known.values() if one.why is not None), effort, record,
    )  # fmt: skip


def _rests_on(seeker: Seeker) -> tuple[int, int, int, tuple[int, int]]:
    """Give how many estates there are, how many by figures made up, how many guesses, and values of behaviour."""
    ground, given = seeker.runs.ground, seeker.search.frame.scenario.variants[0].behaviour.values.values()
    if ground is None:
        raise RuntimeError("the present agreement is run first")
    synthetic = sum(one.synthetic for one in ground.starts.values())
    guessed = sum(one.basis == "assumed" for one in given)
    return len(ground.starts), synthetic, len(ground.assumed), (len(given), guessed)


def _names(search: Search, told: Sequence[Found]) -> dict[str, str]:
    """Give the names of estates and organisations that are named."""
    register = search.frame.scenario.office.register
    known = {key: one.name for some in (register.estates, register.organisations) for key, one in some.items()}
    named = dict.fromkeys(held.worst for one in told for held in one.limits)
    return {key: known[key] for key in named if key in known}


def _letter(at: int) -> str:
    return ascii_uppercase[at] if at < len(ascii_uppercase) else f"Z{at - len(ascii_uppercase) + 1}"


class _Telling:
    """Tells points beside the present agreement and the front."""

    def __init__(
        self, search: Search, confirmed: Mapping[Point | None, Gauge], front: Mapping[str, Gauge],
        marks: Mapping[str | None, str],
    ) -> None:  # fmt: skip
        self._search = search
        self._confirmed = confirmed
        self._front = front
        self._marks = marks
        held = {PRESENT: confirmed[None], **front}
        self._rivals = {name: one for name, one in held.items() if all(kept.kept for kept in self._limits(one))}

    def found(self, name: str, role: Role, one: Looked) -> Found:
        """Tell a point that was run again."""
        chosen = one.gauge
        gauge = self._confirmed.get(one.point, chosen)
        if gauge is None or chosen is None:
            raise RuntimeError("a point is told of which something is known")
        proposal = one.proposal
        return self._told(name, role, one.point, proposal.id if proposal else None, gauge, chosen, self._confirmed[None])  # fmt: skip

    def present(self, chosen: Gauge) -> Found:
        """Tell the agreement as it is now."""
        return self._told(PRESENT, "present", None, None, self._confirmed[None], chosen, None)

    def other(self, name: str, one: Looked, on_front: bool) -> Found:
        """Tell a point by what it was run for choosing; nothing of it is held against points that were run again."""
        if one.gauge is None:
            raise RuntimeError("a point is told of which something is known")
        kept = all(held_of(limit, kept).kept for limit, kept in zip(self._search.limits, one.gauge.limits, strict=True))
        role: Role = "front" if on_front else "beaten" if kept else "misses"
        return Found(
            name, role, one.proposal.id if one.proposal else None, title_of(self._search, one.point), one.point, tuple(map(mean_of, one.gauge.goals)),
            tuple(map(mean_of, one.gauge.goals)), (), self._limits(one.gauge), kept, on_front, (), (), "",
        )  # fmt: skip

    def _told(
        self, name: str, role: Role, point: Point | None, ident: str | None, gauge: Gauge, chosen: Gauge,
        present: Gauge | None,
    ) -> Found:  # fmt: skip
        search, losses = self._search, loss_of(self._search.goals, gauge)
        alike = tuple(key for key, one in self._front.items() if key != name and not told_apart(gauge, one))
        beaten = tuple(
            key for key, one in self._rivals.items()
            if key != name and dominates(loss_of(search.goals, one), losses) and told_apart(gauge, one)
        )  # fmt: skip
        limits = self._limits(gauge)
        kept = all(held.kept for held in self._limits(chosen))
        title = (
            title_of(search, point)
            if point is not None
            else title_of(search, search.present or ())
            if search.present
            else _now()
        )
        return Found(
            name, role, ident, title, point if point is not None else tuple(term.present for term in search.terms),
            tuple(map(mean_of, gauge.goals)), tuple(map(mean_of, chosen.goals)),
            apart(gauge, present) if present is not None else (), limits, kept,
            not beaten and all(held.kept for held in limits), beaten, alike, self._marks.get(ident, ""),
        )  # fmt: skip

    def _limits(self, gauge: Gauge) -> tuple[Any, ...]:
        return tuple(held_of(limit, kept) for limit, kept in zip(self._search.limits, gauge.limits, strict=True))


def _now() -> Text:
    from kredslob.rules.messages import Message

    now = Message("As now")
    return Text(now.text("da"), now.text("en"))


def _term(term: Term) -> TermTold:
    unit = term.unit
    plain = tuple(one if unit == "switch" else _plain(restated_value(one, unit)) for one in term.choices)
    told = tuple(spoken(term, one) for one in term.choices)
    return TermTold(term.name, term.title, term.target, unit, plain, told, term.present, spoken(term, term.now))


def _plain(value: object) -> object:
    from datetime import date
    from decimal import Decimal

    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


def _goal(goal: Any) -> GoalTold:
    one = goal.measured
    return GoalTold(goal.name, goal.title, one.indicator, one.unit, _places(one), one.when, goal.want)


def _limit(limit: Any) -> LimitTold:
    one = limit.measured
    return LimitTold(
        limit.name, limit.title, one.indicator, one.unit, _places(one), one.when, limit.way, limit.bound, limit.strict,
        limit.probability, limit.missing, limit.at_once,
    )  # fmt: skip


def _places(one: Measured) -> str:
    """Give which places are looked at, as data: a set of estates, the places named, or the level."""
    if one.where is not None:
        return f"{one.where}{':together' if one.together else ''}"
    return ", ".join(one.places) if one.places else one.level


def _refused(search: Search, one: Looked) -> Refused:
    reasons = one.verdict.reasons if one.verdict is not None else ()
    if one.why == "not_run" and one.wrong is not None:
        reasons = tuple(Text(each.text("da"), each.text("en")) for each in one.wrong.problems)
    return Refused(one.point, title_of(search, one.point), one.why or "not_run", reasons)
