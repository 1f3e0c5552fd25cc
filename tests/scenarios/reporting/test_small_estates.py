"""An estate whose figures are small cells is told of nowhere in a report."""

from __future__ import annotations

import json
from pathlib import Path

from kredslob.scenarios.reporting.opening import open_run
from tests.scenarios.reporting.conftest import run_small
from tests.scenarios.reporting.reading import text_of


def test_an_estate_with_small_cells_is_told_of_nowhere(tmp_path: Path) -> None:
    """Neither in a table nor in a chart nor among those that can be picked; how many are left out is said."""
    results = run_small(tmp_path / "run", estates=4)
    small = shrink(results)
    run = open_run(results, "en")
    assert small in run.hidden
    text = text_of(results, "en")
    assert f'"{small}"' not in text
    assert f"path-{small}" not in text
    assert f"{len(run.hidden)} estates are left out here" in text


def shrink(results: Path) -> str:
    """Leave three people outside the workforce in an estate; give its id."""
    plain = json.loads((results / "ground.json").read_text())
    small: str = min(min(told["starts"]) for told in plain.values())
    for told in plain.values():
        told["starts"][small]["outside"] = 3
    (results / "ground.json").write_text(json.dumps(plain))
    record = json.loads((results / "record.json").read_text())
    record["files"]["ground.json"]["bytes"] = (results / "ground.json").stat().st_size
    (results / "record.json").write_text(json.dumps(record))
    return small
