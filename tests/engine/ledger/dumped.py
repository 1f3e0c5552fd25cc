"""All that a database holds, row by row, to see that nothing has changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, select

from kredslob.engine.ledger.schema import METADATA


def dumped(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Give all rows of all tables."""
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in METADATA.sorted_tables
        }
