"""`kredslob scenario verify` of a folder that `compare -o` has left: it is verified as what it is, its sides made again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Kredslob
from tests.cli.scenario_files import small_scenario
from tests.cli.test_compare import amendment


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with what is compared, for copying; the comparison is made by the first test that asks."""
    folder = tmp_path_factory.mktemp("compared") / "town"
    folder.mkdir()
    small_scenario(folder, months=12, estates=3)
    amendment(folder)
    return folder


@pytest.fixture
def out(made: Path, tmp_path: Path, kredslob: Kredslob, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a comparison of an agreement with an amendment of one's own, named by paths from where one stands."""
    monkeypatch.setattr("kredslob.scenarios.comparing.shelf.cache_folder", lambda: made.parent / "cache")
    folder = Path(shutil.copytree(made, tmp_path / "town"))
    monkeypatch.chdir(folder)
    ran = kredslob("compare", "kbh-2011-2014", "proposal.yaml", "--scenario", "trial.yaml", "-o", "kept")
    assert ran.exit_code == 0, ran.stderr
    monkeypatch.chdir(tmp_path)
    return folder / "kept"


def test_a_comparison_that_nobody_has_touched_holds(kredslob: Kredslob, out: Path) -> None:
    """Its sides are found from anywhere and run again; that the differences are not worked out again is said."""
    result = kredslob("scenario", "verify", str(out))
    told = " ".join(result.output.split())
    assert result.exit_code == 0, told
    assert "files are as the run left them" in told
    assert "Run again: replications 0, 2 of every variant, the same to the bit." in told
    assert "they are not worked out again" in told
    again = json.loads(kredslob("scenario", "verify", str(out), "--json").stdout)
    assert {one["variant"] for one in again["again"]} == {"kbh-2011-2014", "proposal"}
    assert again["unchecked"]


def test_the_file_of_a_side_that_has_changed_since_is_told(kredslob: Kredslob, out: Path) -> None:
    """So is one that is gone; nothing is run again then."""
    amendment(out.parent, value="0.3")
    result = kredslob("scenario", "verify", str(out))
    assert result.exit_code == 6
    assert "Other than when it was run: the agreement of variant proposal is another." in result.output
    assert "So nothing was run again." in result.output
    (out.parent / "proposal.yaml").unlink()
    gone = kredslob("scenario", "verify", str(out))
    assert (gone.exit_code, "proposal.yaml" in gone.output) == (6, True)


def test_a_file_of_a_comparison_that_was_changed_is_named(kredslob: Kredslob, out: Path) -> None:
    """The differences, which are not worked out again, are held by their fingerprint."""
    data = bytearray((out / "differences.parquet").read_bytes())
    data[len(data) // 2] ^= 1
    (out / "differences.parquet").write_bytes(data)
    result = kredslob("scenario", "verify", str(out))
    assert result.exit_code == 6
    assert "differences.parquet: the file is not as the run left it." in result.output


def test_where_the_names_of_the_sides_are_not_kept_that_is_said(kredslob: Kredslob, out: Path) -> None:
    """An older folder, or one in which something else stands there, is verified by its files."""
    plain = json.loads((out / "record.json").read_text("utf-8"))
    others: tuple[object, ...] = (None, [], {"sides": "a"}, {"sides": ["a"], "seed": 1})
    for named in others:
        (out / "record.json").write_text(json.dumps({**plain, "comparison": named}), "utf-8")
        result = kredslob("scenario", "verify", str(out))
        assert result.exit_code == 0
        assert "does not say what its sides were named by" in " ".join(result.output.split())
