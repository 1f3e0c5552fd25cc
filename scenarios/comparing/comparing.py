"""Compare: run what lacks of every side, as many replications as are asked for or as a precision takes, and pair them."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from kredslob.rules.model import Text
from kredslob.scenarios.comparing.crowds import with_stands
from kredslob.scenarios.comparing.headlines import headline_values, sets_of
from kredslob.scenarios.comparing.paired import Difference, differences, nothing
from kredslob.scenarios.comparing.pairing import check_pairs
from kredslob.scenarios.comparing.planning import FIRST, NO_LIMIT, Budget, Need, needs_of
from kredslob.scenarios.comparing.runs import Joined, Runs
from kredslob.scenarios.comparing.sides import Side
from kredslob.scenarios.comparing.touching import Apart, apart_of
from kredslob.scenarios.files.scenario import Contrast
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.contrast import EVERY_LEVEL, SCHEMA, contrast_of

if TYPE_CHECKING:
    from kredslob.scenarios.results.running import Step

_USUAL_BUDGET: Final = 2_000
_STEPS: Final = 10  # in so many goes a number of replications is run that minutes may cut short
_MINUTE: Final = 60.0


@dataclass(frozen=True)
class Asked:
    """How much is asked for.

    Args:
        replications: of each side; None is as many as the base's scenario says, or as the precision takes.
        points: the precision wanted, in percentage points of a share; None is none.
        budget: how much may be run.
        keep: whether runs are wanted even of sides that are known to come to the same.
    """

    replications: int | None = None
    points: float | None = None
    budget: Budget = NO_LIMIT
    keep: bool = False


@dataclass(frozen=True)
class Pair:
    """A side held against the base.

    Args:
        base, other: the sides.
        differences: of the headlines, in their order.
        sets: how many estates each set has that headlines are told of.
        alike: no replication of the one differs from the other's in anything at all.
        before: that was known before anything of the other was run.
        apart: the amendments that one has and the other has not.
        needs: what the planned headlines need for the precision wanted, or for the one usual.
    """

    base: Side
    other: Side
    differences: tuple[Difference, ...]
    sets: dict[str, tuple[str, ...]]
    alike: bool
    before: bool
    apart: tuple[Apart, ...]
    needs: tuple[Need, ...]

    @property
    def idle(self) -> tuple[Apart, ...]:
        """The amendments that make no difference, where none does."""
        return self.apart if self.alike else ()


@dataclass(frozen=True)
class Comparison:
    """What a comparison came to.

    Args:
        sides: the base first; pairs: each other against it.
        tables: of all sides; None where all were known to come to the same, so that nothing was run.
        asked: how much was asked for; replications: how many there are of each side.
        ran: how many had to be run; seconds: what one took, if any was.
        first: how many made the first batch, by which their number was planned; 0 if it was not planned.
    """

    sides: tuple[Side, ...]
    pairs: tuple[Pair, ...]
    tables: Joined | None
    asked: Asked
    replications: int
    ran: int
    seconds: float | None
    first: int

    def table(self, indicators: Collection[str] = CATALOGUE, levels: Collection[str] = EVERY_LEVEL) -> pl.DataFrame:
        """Give the differences of indicators at every place and in every year, of every side against the base.

        Columns as `indicators.contrast.SCHEMA`, and `stands` as `crowds.with_stands` has it.
        """
        if self.tables is None:
            return with_stands(pl.DataFrame(schema=SCHEMA))
        frames = [contrast_of(self.tables, contrast_between(one), indicators, levels) for one in self.pairs]
        return with_stands(pl.concat(frames))


def compare(sides: Sequence[Side], asked: Asked, runs: Runs) -> Comparison:
    """Compare sides.

    Args:
        sides: the base first.
        asked: how much is asked for.
        runs: where they are run.

    Raises:
        WrongInput: the sides cannot be paired, or one cannot be run.
        Interrupted: by the user; what is finished is kept.
    """
    check_pairs(sides)
    clock = _Clock(runs)
    if runs.find_alike() and not asked.keep:
        pairs = tuple(
            Pair(sides[0], other, nothing(), {}, True, True, apart_of(sides[0], other), ()) for other in sides[1:]
        )
        return Comparison(tuple(sides), pairs, None, asked, 0, 0, None, 0)
    tables, first = _run(sides, asked, runs, clock)
    pairs = tuple(_pair(sides[0], other, tables, runs, asked) for other in sides[1:])
    return Comparison(
        tuple(sides), pairs, tables, asked, tables.replications, runs.ran, clock.each, first
    )  # fmt: skip


def _run(sides: Sequence[Side], asked: Asked, runs: Runs, clock: _Clock) -> tuple[Joined, int]:
    """Run what lacks, and give how many replications planned the rest."""
    most = asked.budget.replications or (_USUAL_BUDGET if asked.budget.minutes is None else 1_000_000)
    if asked.points is None:
        wanted = asked.replications or sides[0].scenario.replications
        return _until(runs, min(wanted, most), clock, asked), 0
    first = min(max(FIRST, asked.replications or 0), most)
    tables = _until(runs, first, clock, asked)
    needs = [need for other in sides[1:] for need in _pair(sides[0], other, tables, runs, asked).needs]
    wanted = min(max([first, *(need.replications for need in needs)]), most)
    return (_until(runs, wanted, clock, asked) if wanted > tables.replications else tables), tables.replications


def _until(runs: Runs, wanted: int, clock: _Clock, asked: Asked) -> Joined:
    """Run until there are so many, or the minutes are over: these know nothing of what came out, and bend no interval."""
    if asked.budget.minutes is None:
        return runs.until(wanted)
    tables = runs.until(min(wanted, FIRST))
    step = max(1, (wanted - tables.replications) // _STEPS)
    while tables.replications < wanted and clock.minutes < asked.budget.minutes:
        tables = runs.until(min(wanted, tables.replications + step))
    return tables


def _pair(base: Side, other: Side, tables: Joined, runs: Runs, asked: Asked) -> Pair:
    sets = sets_of(tables, base.name, other.name)
    numbers = range(tables.replications)
    mine, yours = (headline_values(tables, side.name, numbers, sets) for side in (base, other))
    found = differences(mine, yours)
    root = runs.alike.get(base.name, base.name)
    before = runs.alike.get(other.name, other.name) == root
    alike = before or (
        all(one.verdict in ("none", "no_meaning") for one in found) and tables.same(base.name, other.name)
    )
    apart = apart_of(base, other)
    needs = () if alike or asked.points is None else needs_of(found, asked.points)
    return Pair(base, other, found, sets, alike, before, apart, needs)


def contrast_between(pair: Pair) -> Contrast:
    """Give the contrast of a pair: the other less the base, told of all estates."""
    return Contrast(
        pair.other.name, Text(pair.other.title.da, pair.other.title.en), pair.other.name, pair.base.name, "all"
    )


class _Clock:
    """How long replications take, without what is done before the first."""

    def __init__(self, runs: Runs) -> None:
        self._began = time.monotonic()
        self._at: list[tuple[float, int]] = []
        tell = runs.tell

        def timed(step: Step) -> None:
            if step.kind == "run":
                self._at.append((time.monotonic(), step.done))
            tell(step)

        runs.tell = timed

    @property
    def minutes(self) -> float:
        """How long it has taken in all."""
        return (time.monotonic() - self._began) / _MINUTE

    @property
    def each(self) -> float | None:
        """How many seconds a replication took, on average of those that were run; None if there were too few."""
        pairs = zip(self._at, self._at[1:], strict=False)
        steps = [(after - before, done - had) for (before, had), (after, done) in pairs if done == had + 1]
        return sum(took for took, _ in steps) / len(steps) if steps else None
