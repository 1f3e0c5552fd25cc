"""A scenario of a small town for the command line: its file, and a register of its own beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kredslob.engine.register.tables import TABLES
from kredslob.engine.register.writing import table_bytes
from tests.scenarios.towns import Block, register

TITLE = {"da": "Prøve", "en": "Trial"}


def small_scenario(folder: Path, *, estates: int = 3, **changed: Any) -> Path:
    """Write a scenario of two variants over a year, and its register; give the path of its file.

    Args:
        folder: where it is written.
        estates: how many there are, of 40 dwellings each.
        changed: fields of the file that are to be otherwise.
    """
    blocks = [Block(f"estate-{at:03}", area="east" if at == 0 else None, outside=45 - at % 20) for at in range(estates)]
    held = register(blocks, ["east"])
    (folder / "register").mkdir(exist_ok=True)
    for table in TABLES:
        (folder / "register" / f"{table.name}.csv").write_bytes(table_bytes(table.kind, held.rows(table.kind)))
    variants = {
        "as-agreed": {"title": TITLE},
        "no-compensation": {"title": TITLE, "assumed": {"compensation.method": "none"}},
    }
    contrast = {"title": TITLE, "variant": "as-agreed", "against": "no-compensation", "where": "all"}
    plain = {
        "schema": 1, "id": "trial", "title": TITLE, "about": TITLE, "register": "register", "from": "2011-01",
        "agreement": "kbh-2011-2014", "months": 12, "replications": 3, "seed": "trial", "variants": variants,
        "contrasts": {"effect": contrast},
    }  # fmt: skip
    path = folder / "trial.yaml"
    path.write_text(json.dumps({**plain, **changed}, indent=1))
    return path
