"""Results of a small town, run once for all tests of exports; one estate of it has names that a spreadsheet would work out."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from kredslob.scenarios.files.reading import read_scenario
from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.results.running import Order, run_scenario
from tests.cli.scenario_files import small_scenario
from tests.scenarios.results.anew import record_anew

FORMULA = '=HYPERLINK("http://example.org","x")'
SMALL = "estate-001"


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of results."""
    path = small_scenario(tmp_path_factory.mktemp("exported"), months=14, replications=3, estates=5)
    folder = run_scenario(Order(read_scenario(path), str(path), path.parent / "results"), Threads(1)).path
    places = pl.read_parquet(folder / "places.parquet")
    named = pl.when(pl.col("estate") == "estate-004").then(pl.lit(FORMULA)).otherwise(pl.col("name"))
    places.with_columns(name=named).write_parquet(folder / "places.parquet")
    plain = json.loads((folder / "ground.json").read_text())
    for told in plain.values():
        told["starts"][SMALL]["outside"] = 3
    (folder / "ground.json").write_text(json.dumps(plain))
    record_anew(folder, "places.parquet", "ground.json")
    return folder
