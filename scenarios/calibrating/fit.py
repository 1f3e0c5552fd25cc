"""A fit: weighted sets of parameters that come near what was observed, checked by running some of them again.

Told of each figure is what was observed and what came out before and after; a figure that the sets do not reach is told to
be not fitted. Told of each knob is how much narrower it has become; one that has not is told to be as little known as before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kredslob.engine.register.drawing import Stream
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.backtesting.order import check_seed
from kredslob.scenarios.calibrating.adjusting import Sets, adjusted, quantile, spaced
from kredslob.scenarios.calibrating.city import Bed, Find, bed_of
from kredslob.scenarios.calibrating.draws import Draw, Lots, Task, key_of, prior, run_draws
from kredslob.scenarios.files.fingerprint import digest, fingerprint_of_agreement, fingerprint_of_register
from kredslob.scenarios.results.fingerprints import program_fingerprint, versions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

Plain = dict[str, Any]
SCHEMA: Final = 1
BUDGET: Final = 300
FEWEST: Final = 20
CHECKED: Final = 0.15
"""The share of the budget that is spent on running sets again."""
DRAWS: Final = "draws.jsonl"
LEVELS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
SURE: Final = 3
"""A knob is told to be narrowed where its middle half is narrower by so many of the standard errors that luck gives it."""
DIGITS: Final = 6  # of lots and weights: finer than anything that they are known to
_HALF: Final = 0.5  # the width of the middle half of lots drawn evenly


@dataclass(frozen=True, slots=True)
class Reached:
    """A figure: what was observed, by what it may be off, and quantiles (LEVELS) before the fit and of sets run again after it.

    `still`: it came to the same whatever was drawn. `fitted`: what was observed lies between the outer quantiles after the
    fit, or no farther from them than the allowance.
    """

    id: str
    observed: float
    allowance: float
    before: tuple[float, ...]
    after: tuple[float, ...]
    still: bool
    fitted: bool


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A knob: quantiles of its lot (LEVELS) after the fit, how wide its middle half is beside what it was.

    `informed`: whether it is narrower by more than luck: of sets worth `n`, that width has a standard error of 1 / sqrt(n).
    """

    name: str
    lots: tuple[float, ...]
    width: float
    informed: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """What a calibration came to.

    Args:
        made_from: what settles it; drawn: how many draws; failed: how many of them could not be run.
        sets: the weighted sets; figures, knobs: what they come to.
    """

    made_from: Plain
    drawn: int
    failed: int
    sets: Sets
    figures: tuple[Reached, ...]
    knobs: tuple[Narrowed, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: a plan, how many simulations in all, a seed, whether aligned, and where it is kept."""

    plan: Path
    budget: int
    seed: str
    aligned: bool
    folder: Path


def calibrate(
    asked: Asked, jobs: int, tell: Callable[[str, int, int], None] = lambda *_: None, find: Find = bed_of
) -> Fit:
    """Fit behaviour; what has been drawn before is not drawn again.

    Args:
        asked: what is asked for; jobs: how many processes.
        tell: told what is being done (draws, checks), how many are finished, and of how many.
        find: gives what is fitted in.

    Raises:
        WrongInput: the plan or the seed is wrong, the folder holds something else, hardly any draw can be run.
        KeyboardInterrupt: what is finished is kept.
    """
    check_seed(asked.seed)
    if asked.budget < FEWEST:
        raise WrongInput(Problem(Place("--budget"), Message("{count} simulations are too few.", count=asked.budget),
                                 Message("at least {least}", least=FEWEST)))  # fmt: skip
    task = Task(asked.plan, asked.seed, asked.aligned)
    bed = task.bed(find)
    made, path = made_from(bed, asked), asked.folder / DRAWS
    checks = max(4, round(CHECKED * asked.budget))
    wanted = {str(number): prior(bed.behaviour, asked.seed, number) for number in range(asked.budget - checks)}

    def run(what: str, lots: Mapping[str, Lots]) -> dict[str, Draw]:
        return run_draws(task, lots, path, made, jobs, lambda done, of: tell(what, done, of), find)

    draws = run("draws", wanted)
    whole = [(int(key), one) for key, one in draws.items() if one.figures is not None]
    if len(whole) < FEWEST // 2:
        found = Message("of {count} draws only {whole} can be run.", count=len(draws), whole=len(whole))
        raise WrongInput(
            Problem(Place(None, None, "behaviour"), found, Message("ranges within which the city can be run"))
        )
    outputs = np.array([one.figures for _, one in whole], float)
    sets = _sets(bed, whole, outputs, asked.seed)
    again = [tuple(round(float(lot), DIGITS) for lot in sets.lots[at]) for at in spaced(sets.weights, checks)]
    checked = run("checks", {key_of(lots): lots for lots in again})
    after = [one.figures for lots in again if (one := checked[key_of(lots)]).figures is not None]
    return Fit(
        made,
        len(draws),
        len(draws) - len(whole),
        sets,
        _reached(bed, outputs, np.array(after, float)),
        _narrowed(bed, sets),
    )


def _sets(bed: Bed, whole: Sequence[tuple[int, Draw]], outputs: Array, seed: str) -> Sets:
    """Give the sets; figures that came to the same whatever was drawn say nothing and are left out."""
    alive = np.ptp(outputs, axis=0) > 0
    lots = np.array([one.lots for _, one in whole], float)
    if not alive.any() or not lots.shape[1]:
        count = len(whole)
        return Sets(lots, np.full(count, 1 / count), np.arange(count))
    figures = [one for one, told in zip(bed.plan.figures, alive, strict=True) if told]
    lucks = np.array([[_normal(seed, number, one.target.id) for one in figures] for number, _ in whole])
    return adjusted(
        lots, outputs[:, alive], [one.observed for one in figures], [one.allowance for one in figures], lucks
    )


def _normal(seed: str, number: int, name: str) -> float:
    lot = Stream(seed, "calibrate", number, "allowance", name).between(0, 1)
    return NormalDist().inv_cdf(min(max(lot, 1e-12), 1 - 1e-12))


def _reached(bed: Bed, before: Array, after: Array) -> tuple[Reached, ...]:
    found = []
    for at, one in enumerate(bed.plan.figures):
        was, now = (_quantiles(values[:, at]) if len(values) else () for values in (before, after))
        near = bool(now) and now[0] - one.allowance <= one.observed <= now[-1] + one.allowance
        still = bool(np.ptp(before[:, at]) == 0)
        found.append(Reached(one.target.id, one.observed, one.allowance, was, now, still, near and not still))
    return tuple(found)


def _quantiles(values: Array) -> tuple[float, ...]:
    return quantile(values, np.full(len(values), 1 / len(values)), LEVELS)


def _narrowed(bed: Bed, sets: Sets) -> tuple[Narrowed, ...]:
    limit, found = 1 - SURE / sets.effective**0.5, []
    for knob, column in zip(bed.behaviour.knobs, sets.lots.T, strict=True):
        told = quantile(column, sets.weights, LEVELS)
        width = (told[3] - told[1]) / _HALF
        found.append(Narrowed(knob.name, told, width, width <= limit))
    return tuple(found)


def made_from(bed: Bed, asked: Asked) -> Plain:
    """Give what settles the draws, as JSON can hold it; how many there are is not in it."""
    plan = bed.plan
    return {
        "schema": SCHEMA, "plan": plan.id, "seed": asked.seed, "aligned": asked.aligned,
        "first": plan.first.isoformat(), "years": plan.years, "every": plan.every, "replications": plan.replications,
        "figures": {one.target.id: {"observed": one.observed, "allowance": one.allowance} for one in plan.figures},
        "agreements": [
            {"from": day.isoformat(), "id": one.id, "fingerprint": fingerprint_of_agreement(plan.library, one)}
            for day, one in bed.agreements
        ],
        "behaviour": {
            "id": bed.behaviour.id, "knobs": [knob.name for knob in bed.behaviour.knobs],
            "fingerprint": digest({name: repr(given) for name, given in sorted(bed.behaviour.values.items())}),
        },
        "register": fingerprint_of_register(bed.office.register), "program": program_fingerprint(), "versions": versions(),
    }  # fmt: skip
