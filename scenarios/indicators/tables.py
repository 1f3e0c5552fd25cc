"""The tables that indicators are worked out from, whoever keeps them: a results folder, or a few replications in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import polars as pl

from kredslob.rules.frozen import dataclass
from kredslob.scenarios.indicators.ground import Ground, ground_of
from kredslob.scenarios.indicators.standing import changes_on
from kredslob.scenarios.results.tables import frames_of_all, places_of
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.setting import Setting


class Tables(Protocol):
    """Tables of several variants that share places and luck.

    Columns are told by `results.tables.SCHEMAS`; `standing_changes` by `standing.COLUMNS`.
    """

    @property
    def variants(self) -> Sequence[str]:
        """The names of the variants."""
        ...

    @property
    def places(self) -> pl.DataFrame:
        """The estates: see `results.tables.PLACES`."""
        ...

    def scan(self, table: str, variant: str) -> pl.LazyFrame:
        """Give a table of all finished replications, without reading it yet."""
        ...

    def ground(self, variant: str) -> Ground:
        """Give what else is known of a variant."""
        ...


@dataclass(frozen=True, slots=True)
class InMemory:
    """Tables held in memory.

    Args:
        frames: by variant, then by table.
        places: the estates.
        grounds: by variant.
    """

    frames: Mapping[str, Mapping[str, pl.DataFrame]]
    places: pl.DataFrame
    grounds: Mapping[str, Ground]

    @property
    def variants(self) -> Sequence[str]:
        """The names of the variants."""
        return tuple(self.frames)

    def scan(self, table: str, variant: str) -> pl.LazyFrame:
        """Give a table."""
        return self.frames[variant][table].lazy()

    def ground(self, variant: str) -> Ground:
        """Give what else is known of a variant."""
        return self.grounds[variant]


def run_in_memory(settings: Mapping[str, Setting], replications: int, *, estates_monthly: bool = False) -> InMemory:
    """Run a few replications of each variant and keep their tables, for a notebook or a test.

    Args:
        settings: by the names of the variants.
        replications: how many of each.
        estates_monthly: whether estates are kept by month too.
    """
    grounds = {name: ground_of(setting) for name, setting in settings.items()}
    frames: dict[str, dict[str, pl.DataFrame]] = {}
    for name, setting in settings.items():
        bench, estates = Bench(setting, estates_monthly=estates_monthly), [home.estate.id for home in setting.homes]
        outcomes = [bench.run(number) for number in range(replications)]
        changes = [changes_on(outcomes, grounds[name], estates)]
        frames[name] = {**frames_of_all(outcomes, setting), "standing_changes": pl.concat(changes)}
    return InMemory(frames, places_of(list(settings.values())), grounds)
