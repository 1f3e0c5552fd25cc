"""Run the sides of a comparison, each in a folder of its own that any later comparison with the same side finds again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import polars as pl

from kredslob.rules.messages import Message, Place, Problem, WrongInput, mask_cpr
from kredslob.scenarios.comparing.identity import same_setting
from kredslob.scenarios.comparing.shelf import RUN, alone, one_at_a_time, whole_folder
from kredslob.scenarios.comparing.sides import Side
from kredslob.scenarios.indicators.ground import Ground
from kredslob.scenarios.results.blocks import Ready
from kredslob.scenarios.results.crew import Crew
from kredslob.scenarios.results.folder import RECORD, Results, open_results
from kredslob.scenarios.results.running import Order, Step, run_scenario

Tell = Callable[[Step], None]


@dataclass(frozen=True)
class Joined:
    """The tables of several sides as those of variants of one scenario.

    Args:
        parts: the results of each side, by its name, with the name of the variant in them.
        replications: how many are told of: the first so many, whatever more has been kept.
    """

    parts: Mapping[str, tuple[Results, str]]
    replications: int

    @property
    def variants(self) -> Sequence[str]:
        """The names of the sides, the base first."""
        return tuple(self.parts)

    @cached_property
    def places(self) -> pl.DataFrame:
        """The estates of any side."""
        frames = {results.path: results.places for results, _ in self.parts.values()}
        return pl.concat(frames.values()).unique("estate", keep="first", maintain_order=True).sort("estate")

    def scan(self, table: str, variant: str) -> pl.LazyFrame:
        """Give a table of a side."""
        results, name = self.parts[variant]
        return results.scan(table, name).filter(pl.col("replication") < self.replications)

    def same(self, one: str, other: str) -> bool:
        """Tell whether every row of every table of two sides is the same."""
        if self.parts[one] == self.parts[other]:
            return True
        return all(
            self.scan(table, one).collect().equals(self.scan(table, other).collect()) for table in self._tables
        )  # fmt: skip

    @property
    def _tables(self) -> list[str]:
        """The tables that every side has, the small ones first."""
        found = set.intersection(*(set(results.blocks) for results, _ in self.parts.values()))
        return sorted(found, key=lambda name: ("estate" in name, name))

    @cached_property
    def own_grounds(self) -> Mapping[str, Ground]:
        """What else is known of each side, by its name."""
        return {side: results.ground(name) for side, (results, name) in self.parts.items()}

    @property
    def one_yardstick(self) -> bool:
        """Whether all sides have the thresholds and count the groups that the base has and counts."""
        return all(self.ground(side) == ground for side, ground in self.own_grounds.items())

    def ground(self, variant: str) -> Ground:
        """Give what else is known of a side, with the thresholds of the base and the groups as the base counts them.

        So both sides are measured by one yardstick, also where an amendment moves it.
        """
        base, own = self.own_grounds[self.variants[0]], self.own_grounds[variant]
        return replace(
            own, outside=base.outside, outside_labour_market=base.outside_labour_market, thresholds=base.thresholds,
            limits=base.limits,
        )  # fmt: skip


@dataclass
class Runs:
    """The runs of the sides of a comparison.

    Args:
        sides: the base first.
        shelf: the folder in which the folders of runs lie.
        crew: who runs the replications.
        tell: told how far it is.
    """

    sides: tuple[Side, ...]
    shelf: Path
    crew: Crew
    tell: Tell = lambda _: None
    _orders: dict[str, Order] = field(default_factory=dict)
    _folders: dict[str, Path] = field(default_factory=dict)
    _alike: dict[str, str] = field(default_factory=dict)
    _looked: set[str] = field(default_factory=set)
    _ran: int = 0

    @property
    def ran(self) -> int:
        """How many replications have been run rather than found."""
        return self._ran

    @property
    def alike(self) -> Mapping[str, str]:
        """By the name of a side, that of an earlier one that comes to the same, found without running it."""
        return self._alike

    def until(self, replications: int) -> Joined:
        """Give the tables of so many replications of every side, running what lacks.

        Raises:
            WrongInput: a side cannot be run, or the shelf cannot be written to.
            Interrupted: by the user; what is finished is kept.
        """
        self.find_alike()
        own = [side for side in self.sides if side.name not in self._alike]
        lacking = [side for side in own if len(self._finished(side)) < replications]
        parts: dict[str, tuple[Results, str]] = {}
        for side in own:
            parts[side.name] = self._run(side, replications, lacking)
        return Joined(
            {side.name: parts[self._alike.get(side.name, side.name)] for side in self.sides}, replications
        )  # fmt: skip

    def find_alike(self) -> bool:
        """Find sides that come to the same as an earlier one: by their fingerprints, else by all that they run by.

        Those that have been run are not set up again for it: what they came to tells. Gives whether all come to the same as
        the first.
        """
        for at, side in enumerate(self.sides):
            earlier = [one for one in self.sides[:at] if one.name not in self._alike]
            if side.name in self._looked or not earlier:
                continue
            self._looked.add(side.name)
            same = next((one for one in earlier if one.variant.fingerprint == side.variant.fingerprint), None)
            if same is None and not self._finished(side):
                same = next((one for one in earlier if same_setting(self._ready(one), self._ready(side))), None)
            if same is not None:
                self._alike[side.name] = same.name
        return all(self._alike.get(side.name) == self.sides[0].name for side in self.sides[1:])

    def _ready(self, side: Side) -> Ready:
        return self._order(side, 1).ready(self.tell)[RUN]

    def _order(self, side: Side, replications: int) -> Order:
        if side.name not in self._orders:
            self._orders[side.name] = Order(alone(side), side.source, self._folder(side), summarised=False)
        order = self._orders[side.name]
        order.replications = replications
        order.resume = (order.folder / RECORD).is_file()
        return order

    def _finished(self, side: Side) -> frozenset[int]:
        for folder, name in self._places(side):
            with suppress(WrongInput):
                found = open_results(folder, unfinished=True).finished(name)
                if found:
                    return found
        return frozenset()

    def _places(self, side: Side) -> Iterator[tuple[Path, str]]:
        """Give the folders in which replications of a side may be found: those it was named by, and its own."""
        if side.folder is not None:
            yield side.folder, side.variant.name
        yield self._folder(side), RUN

    def _folder(self, side: Side) -> Path:
        """Give the folder of a side on the shelf; it is looked at once whether it is as it was left."""
        if side.name not in self._folders:
            self._folders[side.name] = whole_folder(self.shelf, side)
        return self._folders[side.name]

    def _run(self, side: Side, replications: int, lacking: Sequence[Side]) -> tuple[Results, str]:
        found = self._found(side, replications)
        if found is not None:
            return found
        with one_at_a_time(self._folder(side), lambda: self.tell(Step("wait", 0, 0, side.name))):
            return self._found(side, replications) or self._made(side, replications, lacking)

    def _found(self, side: Side, replications: int) -> tuple[Results, str] | None:
        for folder, name in self._places(side):
            with suppress(WrongInput):
                results = open_results(folder, unfinished=True)
                if results.finished(name) >= set(range(replications)):
                    return results, name
        return None

    def _made(self, side: Side, replications: int, lacking: Sequence[Side]) -> tuple[Results, str]:
        at = [one.name for one in lacking].index(side.name) if side in lacking else 0

        def tell(step: Step) -> None:
            shown = step
            if step.kind == "run" and lacking:
                shown = replace(step, done=at * replications + step.done, of=len(lacking) * replications)
            self.tell(shown)

        before = len(self._finished(side))
        results = run_scenario(self._order(side, replications), self.crew, tell)
        self._ran += replications - min(before, replications)
        return results, RUN


def refuse_folder(folder: str) -> None:
    """Raise WrongInput if a folder for a comparison is there already, or what it is to lie in is not."""
    place = Place(mask_cpr(folder))
    if Path(folder).exists():
        found = Message("there is something of this name already.")
        raise WrongInput(Problem(place, found, Message("another folder with -o")))
    if not Path(folder).absolute().parent.is_dir():
        found = Message("there is no folder {folder} for it to lie in.", folder=mask_cpr(str(Path(folder).parent)))
        raise WrongInput(Problem(place, found, Message("a folder in one that is there")))
