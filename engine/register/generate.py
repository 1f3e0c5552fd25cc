"""Make the shipped register anew: `python -m kredslob.engine.register.generate`, or `make register`.

The same `public.yaml` gives the same bytes on every machine; a test holds what is committed to it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kredslob.engine.register.city import areas, dwelling_types, listings, organisations, plans, publications
from kredslob.engine.register.figures import area_figures, measurements, national_figures
from kredslob.engine.register.reading import SHIPPED
from kredslob.engine.register.rows import Recorded
from kredslob.engine.register.tables import TABLE_OF, TABLES
from kredslob.engine.register.writing import table_bytes
from kredslob.engine.writing import write_whole

PUBLIC = Path(__file__).parent / "public.yaml"


def copenhagen(facts: dict[str, Any]) -> dict[str, bytes]:
    """Give every table of the shipped register, by file name, as the bytes of its CSV file."""
    planned = plans(facts)
    measured = {plan.estate.id: tuple(measurements(facts, plan)) for plan in planned}
    listed = tuple(listings(facts))
    named = areas(facts)
    figures = [
        row
        for area in named
        for row in area_figures(
            facts,
            area.id,
            [row for plan in planned if plan.estate.area == area.id for row in measured[plan.estate.id]],
            listed,
        )
    ]
    rows: list[Iterable[Recorded]] = [
        organisations(facts), named, (plan.estate for plan in planned),
        (row for plan in planned for row in dwelling_types(facts, plan)),
        publications(facts), listed, (row for of_estate in measured.values() for row in of_estate), figures,
        national_figures(facts),
    ]  # fmt: skip
    by_kind: dict[type[Recorded], list[Recorded]] = {table.kind: [] for table in TABLES}
    for row in (row for table in rows for row in table):
        by_kind[type(row)].append(row)
    return {f"{TABLE_OF[kind].name}.csv": table_bytes(kind, table) for kind, table in by_kind.items()}


def public_facts(path: Path = PUBLIC) -> dict[str, Any]:
    """Read what is public and what the generator aims at."""
    import yaml

    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def write(directory: Path = SHIPPED) -> None:
    """Write every table into a folder."""
    directory.mkdir(exist_ok=True)
    for name, data in copenhagen(public_facts()).items():
        write_whole(directory / name, data)


if __name__ == "__main__":
    write(*map(Path, sys.argv[1:2]))
