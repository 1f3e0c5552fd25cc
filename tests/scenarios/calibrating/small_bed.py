"""A small town to fit behaviour in: two estates, three knobs, the figures of the shipped targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from kredslob.engine.office import Office
from kredslob.scenarios.behaviour.ranges import Knob
from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.calibrating.city import Bed
from kredslob.scenarios.calibrating.plan import Fitted, Plan
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.targets.reading import shipped_targets
from tests.scenarios.towns import FIRST, Block, behaviour, library, register

KNOBS = (
    Knob("newcomers.kinds", "factors", ("worker", "ages"), 0.8, 1.4),
    Knob("families.wishes", "factors", (), 0.2, 5.0),
    Knob("offers.hold_months", "range", (), 1, 6, whole=True),
)
FIGURES = ("age-in-movers-2018", "internal-lettings-2022")
BLOCKS = (Block("ahorn", vacancies=20), Block("birk", vacancies=20))


def knobs_only(held: Behaviour) -> Behaviour:
    """Give a behaviour with the knobs of the test and no others."""
    values = {
        name: replace(given, knobs=tuple(knob for knob in KNOBS if knob.parameter == name))
        for name, given in held.values.items()
    }
    return replace(held, values=values)


def figures(observed: Mapping[str, tuple[float, float]], year: int = 2011) -> tuple[Fitted, ...]:
    """Give figures of the town with what was observed and how far off each may be."""
    found = []
    targets: dict[str, Any] = {one.id: one for one in shipped_targets().targets}
    for name, (value, allowance) in observed.items():
        target = targets[name]
        seen = replace(target.observed, value=value, low=value, high=value)
        found.append(Fitted(replace(target, observed=seen, against=replace(target.against, year=year)), allowance))
    return tuple(found)


@cache
def office() -> Office:
    """Give the town's rules and register."""
    return Office(library(), register(BLOCKS))


def bed(observed: Mapping[str, tuple[float, float]], replications: int = 1, held: Behaviour | None = None) -> Bed:
    """Give the town to fit in."""
    plan = Plan("town", "kbh", "kbh-2011-2014", FIRST, 1, 1, replications, figures(observed), library())
    agreement = library().agreement("kbh-2011-2014")
    return Bed(plan, knobs_only(held or behaviour()), office(), ((FIRST, agreement),), Months(FIRST, 12), "town")


PLANTED = {"age-in-movers-2018": (33.0, 0.5), "internal-lettings-2022": (0.15, 0.02)}


def found(*_: object) -> Bed:
    """Find the town by what a calibration asks for; of another seed it is the same town."""
    return bed(PLANTED)


def without_knobs(*_: object) -> Bed:
    """Find the town with nothing to turn."""
    return replace(bed(PLANTED), behaviour=replace(behaviour(), values={
        name: replace(given, knobs=()) for name, given in behaviour().values.items()
    }))  # fmt: skip


def crowded(*_: object) -> Bed:
    """Find the town with so many newcomers that it cannot be run."""
    return bed(PLANTED, held=behaviour(newcomers__pressure={"external": 100.0, "municipal": 100.0}, newcomers__waiting_at_start={"external": 1200.0, "municipal": 1200.0}))  # fmt: skip


def contradictory(*_: object) -> Bed:
    """Find the town with the same output observed twice, far apart."""
    made = bed(PLANTED)
    young, old = (figures({"age-in-movers-2018": (value, 0.3)})[0] for value in (22.0, 48.0))
    other = replace(old, target=replace(old.target, id="age-residents-2019"))
    return replace(made, plan=replace(made.plan, figures=(young, other)))


def still(*_: object) -> Bed:
    """Find the town with a figure that no knob moves: lettings to transfer lists where nobody wishes."""
    held = behaviour(families__wishes=(0.0,) * 6)
    return bed(PLANTED, held=held)
