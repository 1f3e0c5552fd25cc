"""`kredslob scenario verify`: whole results hold; whatever was changed in them or since is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from kredslob.scenarios.results.choosing import order_of
from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.results.fingerprints import file_fingerprint
from kredslob.scenarios.results.folder import JOURNAL
from kredslob.scenarios.results.running import run_scenario
from kredslob.scenarios.results.verifying import spread
from tests.cli.conftest import Kredslob
from tests.cli.scenario_files import small_scenario


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a scenario and its results, for copying."""
    folder = tmp_path_factory.mktemp("verify") / "town"
    folder.mkdir()
    file = small_scenario(folder)
    run_scenario(order_of(str(file), folder / "out", (), None, estates_monthly=True), Threads(2))
    return folder


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    """Give results for spoiling, whose record says where the scenario is now."""
    folder = Path(shutil.copytree(made, tmp_path / "town"))
    record = folder / "out" / "record.json"
    record.write_text(record.read_text().replace(str(made), str(folder)))
    return folder / "out"


def change_record(out: Path, **fields: object) -> None:
    """Write some fields of the record anew."""
    plain = json.loads((out / "record.json").read_text())
    (out / "record.json").write_text(json.dumps({**plain, **fields}))


def test_results_as_they_were_left_hold(kredslob: Kredslob, out: Path) -> None:
    """Files, what they were made from, and a sample of replications are told to be the same."""
    result = kredslob("scenario", "verify", str(out))
    assert result.exit_code == 0
    assert "files are as the run left them" in result.output
    assert "are those that it was run with" in result.output
    assert "replications 0, 2 of every variant, the same to the bit" in result.output


def test_every_replication_can_be_run_again(kredslob: Kredslob, out: Path) -> None:
    """As many as are asked for, at most all; none if none are."""
    told = json.loads(kredslob("scenario", "verify", str(out), "--replications", "9", "--json").stdout)
    assert [(one["variant"], one["replication"], one["otherwise"]) for one in told["again"]] == [
        (name, number, []) for name in ("as-agreed", "no-compensation") for number in range(3)
    ]
    none = json.loads(kredslob("scenario", "verify", str(out), "--replications", "0", "--json").stdout)
    assert (none["again"], none["holds"]) == ([], True)


def test_a_bit_that_was_flipped_is_found(kredslob: Kredslob, out: Path) -> None:
    """A file that is as long as it was but not the same is named."""
    path = out / "city_month" / "as-agreed" / "000001-000001.parquet"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    result = kredslob("scenario", "verify", str(out))
    assert result.exit_code == 6
    assert "city_month/as-agreed/000001-000001.parquet: the file is not as the run left it." in result.output


def test_files_that_are_gone_or_of_no_run_are_found(kredslob: Kredslob, out: Path) -> None:
    """All of them are named."""
    (out / "ground.json").unlink()
    shutil.copy(out / "city_month/as-agreed/000001-000001.parquet", out / "city_month/as-agreed/000007-000007.parquet")
    result = kredslob("scenario", "verify", str(out))
    assert result.exit_code == 6
    assert "ground.json: the file is gone." in result.output
    assert "000007-000007.parquet: the run has left no such file." in result.output


def test_a_number_that_was_changed_with_its_fingerprint_comes_out_otherwise(kredslob: Kredslob, out: Path) -> None:
    """Whoever forges table and record is found out by running again."""
    name = "city_month/as-agreed/000002-000002.parquet"
    frame = pl.read_parquet(out / name).with_columns(pl.col("households") + 1)
    frame.write_parquet(out / name)
    files = json.loads((out / "record.json").read_text())["files"]
    files[name] = {"sha256": file_fingerprint(out / name), "bytes": (out / name).stat().st_size}
    change_record(out, files=files)
    result = kredslob("scenario", "verify", str(out))
    assert result.exit_code == 6
    assert "as-agreed, replication 2: otherwise in city_month." in result.output


def test_a_register_that_has_changed_is_named_and_nothing_run_again(kredslob: Kredslob, out: Path) -> None:
    """The files are whole; what they say does not come from what there is now."""
    small_scenario(out.parent, estates=4)
    result = kredslob("scenario", "verify", str(out))
    assert result.exit_code == 6
    assert "files are as the run left them" in result.output
    assert "Other than when it was run: the register is another." in result.output
    assert "So nothing was run again." in result.output


def test_a_scenario_that_is_gone_is_read_from_its_copy(kredslob: Kredslob, out: Path) -> None:
    """The copy beside the tables is enough where the register is found from there."""
    (out.parent / "trial.yaml").unlink()
    gone = kredslob("scenario", "verify", str(out))
    assert gone.exit_code == 6
    assert "trial.yaml" in gone.output
    shutil.copytree(out.parent / "register", out / "scenario" / "register")
    assert kredslob("scenario", "verify", str(out)).exit_code == 0


def test_another_program_is_named_and_what_comes_out_decides(kredslob: Kredslob, out: Path) -> None:
    """Results of an older version hold if the same comes out."""
    plain = json.loads((out / "record.json").read_text())
    change_record(out, program="0" * 64, versions={**plain["versions"], "numpy": "1.0", "kredslob": "0.0.9"})
    result = kredslob("scenario", "verify", str(out))
    assert result.exit_code == 0
    assert "numpy is version" in result.output
    assert "it was 0.0.9 with 000000000000" in result.output


def test_results_that_lack_replications_are_refused(kredslob: Kredslob, out: Path) -> None:
    """They are to be finished first."""
    change_record(out, ended=None)
    (out / JOURNAL).touch()
    result = kredslob("scenario", "verify", str(out))
    assert (result.exit_code, "0 of 6 replications are kept" in result.output) == (2, True)


@pytest.mark.parametrize("words", [("nowhere",), (".",), (".", "--replications", "-1")])
def test_what_is_no_folder_of_results(
    kredslob: Kredslob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """It is told in one line."""
    monkeypatch.chdir(tmp_path)
    assert kredslob("scenario", "verify", *words).exit_code == 2


def test_a_sample_is_spread_from_the_first_to_the_last() -> None:
    """Whatever its size."""
    assert [spread(range(100), count) for count in (1, 2, 3)] == [(0,), (0, 99), (0, 49, 99)]
    assert (spread(range(2), 5), spread(range(17, 18), 2)) == ((0, 1), (17,))
