"""Small scenarios for tests of runs: two variants of a town of three estates, over fourteen months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from kredslob.engine.office import Office
from kredslob.rules.model import Text
from kredslob.rules.units import Value
from kredslob.scenarios.files.fingerprint import (
    fingerprint_of_register,
    fingerprint_of_scenario,
    fingerprint_of_variant,
)
from kredslob.scenarios.files.scenario import Contrast, Cycle, Scenario, Succession, Variant
from kredslob.scenarios.results.folder import Results
from kredslob.scenarios.results.record import Record
from kredslob.scenarios.results.tables import SCHEMAS
from kredslob.scenarios.running.calendar import Months
from tests.scenarios.towns import FIRST, YEARLY, Block, behaviour, library, register

TOWN = (Block("ahorn", area="east", outside=45), Block("birk", "other", vacancies=15), Block("citrus", area="west"))


def small(
    *,
    town: tuple[Block, ...] = TOWN,
    months: int = 14,
    replications: int = 6,
    seed: str = "small",
    sources: tuple[Path, ...] = (),
    assumed: Mapping[str, Mapping[str, Value]] | None = None,
) -> Scenario:
    """Give a scenario of the variants `as-agreed` and `no-compensation`, told apart by a guess."""
    agreement = library().agreement("kbh-2011-2014")
    taken = assumed or {"as-agreed": {}, "no-compensation": {"compensation.method": "none"}}
    office = Office(library(), register(town, ["east"]))
    variants = [
        Variant(
            name, Text(name, name), Succession(((date(2011, 1, 1), agreement),), "continue"), Months(FIRST, months),
            behaviour(), Cycle("none", Text("ingen", "none"), {}), values, "",
        )
        for name, values in taken.items()
    ]  # fmt: skip
    mark = fingerprint_of_register(office.register)
    variants = [
        replace(one, fingerprint=fingerprint_of_variant(library(), mark, one, YEARLY, seed)) for one in variants
    ]
    names = [one.name for one in variants]
    contrasts = (Contrast("effect", Text("virkning", "effect"), names[0], names[-1], "all"),) if len(names) > 1 else ()
    return Scenario(
        "small", Text("lille", "small"), Text("en prøve", "a trial"), "small.yaml", sources, office,
        Months(FIRST, months), YEARLY, replications, seed, tuple(variants), contrasts,
        fingerprint_of_scenario({one.name: one.fingerprint for one in variants}),
    )  # fmt: skip


def rows(results: Results, variant: str) -> dict[str, pl.DataFrame]:
    """Give all tables of a variant, in the order of the replications."""
    return {table: results.scan(table, variant).collect() for table in results.blocks}


def same_rows(one: Results, other: Results) -> bool:
    """Tell whether two folders hold the same rows in every table of every variant."""
    return one.variants == other.variants and all(
        mine[table].equals(theirs[table])
        for name in one.variants
        for mine, theirs in [(rows(one, name), rows(other, name))]
        for table in mine.keys() | theirs.keys()
    )


def without_times(record: Record) -> Record:
    """Give a record as if it had been made at another time."""
    return replace(record, started="", ended="")


ALWAYS = {*SCHEMAS, "standing_changes"} - {"estate_month"}
