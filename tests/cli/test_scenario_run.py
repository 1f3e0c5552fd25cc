"""`kredslob scenario run`, as a person uses it: what it says, what it leaves, and what it refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kredslob.scenarios.results.folder import open_results
from tests.cli.conftest import Kredslob
from tests.cli.scenario_files import small_scenario


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the path of a small scenario, in a folder that is stood in."""
    monkeypatch.chdir(tmp_path)
    return small_scenario(tmp_path).name


def test_a_run_says_where_its_results_are(kredslob: Kredslob, file: str, tmp_path: Path) -> None:
    """Without a name the folder is named after the scenario."""
    result = kredslob("scenario", "run", file)
    assert result.exit_code == 0
    assert "trial-results" in result.output
    found = open_results(tmp_path / "trial-results")
    assert [found.finished(name) for name in found.variants] == [{0, 1, 2}, {0, 1, 2}]
    assert found.record.scenario["source"] == str(tmp_path / "trial.yaml")
    assert (found.path / "scenario" / "trial.yaml").is_file()


def test_some_variants_fewer_replications_another_seed(kredslob: Kredslob, file: str, tmp_path: Path) -> None:
    """Options say what is run instead of what the file says; the folder can be gone on with without saying it again."""
    words = ("scenario", "run", file, "-o", "out")
    asked = ("--variant", "as-agreed", "--replications", "1", "--seed", "other", "--estates-monthly", "--jobs", "1")
    assert kredslob(*words, *asked).exit_code == 0
    again = kredslob(*words, "--resume", "--replications", "2")
    assert again.exit_code == 0
    found = open_results(tmp_path / "out")
    assert (found.variants, found.record.seed, "estate_month" in found.blocks) == (("as-agreed",), "other", True)
    assert found.finished("as-agreed") == {0, 1}


def test_a_replication_alone(kredslob: Kredslob, file: str, tmp_path: Path) -> None:
    """Its number is the one it has among others."""
    assert kredslob("scenario", "run", file, "--only", "17").exit_code == 0
    assert open_results(tmp_path / "trial-results").finished("as-agreed") == {17}


def test_a_program_reads_the_record(kredslob: Kredslob, file: str) -> None:
    """With --json the output is the record and where the tables are."""
    told = json.loads(kredslob("scenario", "run", file, "--replications", "1", "--json").stdout)
    assert told["schema"] == 1
    assert told["finished"] == {"as-agreed": 1, "no-compensation": 1}
    assert told["variants"]["no-compensation"]["assumed"] == {"compensation.method": "none"}
    assert "files" not in told


def test_a_sample_is_decided_again(kredslob: Kredslob, file: str) -> None:
    """With --check lettings of every variant are decided by the evaluator of real ones too."""
    result = kredslob("scenario", "run", file, "--replications", "1", "--check")
    assert result.exit_code == 0
    assert result.output.count("decided again, all alike") == 2


def test_a_sample_decided_again_leaves_json_alone(kredslob: Kredslob, file: str) -> None:
    """What is said of it then stands on the error stream."""
    result = kredslob("scenario", "run", file, "--variant", "as-agreed", "--replications", "1", "--check", "--json")
    assert json.loads(result.stdout)["finished"] == {"as-agreed": 1}
    assert "decided again, all alike" in result.stderr


def test_a_letting_that_differs_ends_with_a_code_of_its_own(
    kredslob: Kredslob, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first letting that differs is told by estate, month, and what each says."""
    from kredslob.scenarios.running.checking import Compared, Decided

    differing = Compared("estate-001", 3, Decided("referral", "7"), Decided("ordinary", None))
    monkeypatch.setattr("kredslob.scenarios.results.sampling.compared_lettings", lambda *_: [differing])
    result = kredslob("scenario", "run", file, "--replications", "1", "--check")
    assert result.exit_code == 5
    assert "in estate-001 on 2011-04-01: simulated referral (7), decided again ordinary" in " ".join(
        result.output.split()
    )


def test_results_are_not_written_over(kredslob: Kredslob, file: str) -> None:
    """A second run is refused, and says what may be done."""
    assert kredslob("scenario", "run", file, "--replications", "1").exit_code == 0
    again = kredslob("scenario", "run", file, "--replications", "1")
    assert again.exit_code == 2
    assert "results in this folder already" in again.output
    assert "--resume" in again.output


def test_a_scenario_that_was_changed_does_not_go_on_with_old_results(
    kredslob: Kredslob, file: str, tmp_path: Path
) -> None:
    """What differs is named."""
    assert kredslob("scenario", "run", file, "--replications", "1").exit_code == 0
    small_scenario(tmp_path, months=11)
    again = kredslob("scenario", "run", file, "--resume")
    assert again.exit_code == 2
    assert "variant as-agreed has another number of months" in again.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--variant", "as-agred"), "Did you mean 'as-agreed'"),
        (("--seed", " "), "this is no seed"),
        (("--resume",), "there is no such folder"),
        (("--resume", "--only", "1"), "do not go together"),
        (("--replications", "2", "--only", "1"), "do not go together"),
        (("--jobs", "2", "--cluster", "127.0.0.1:1"), "do not go together"),
        (("--cluster", "nonsense://nowhere"), "no scheduler answers at nonsense://nowhere"),
        (("--replications", "0"), "--replications"),
        (("--jobs", "0"), "--jobs"),
        (("--only", "-1"), "--only"),
        (("-o", "no/such/folder"), "for it to lie in"),
        (("-o", "trial.yaml"), "this is no folder"),
    ],
)
def test_wrong_options_are_told_and_nothing_is_run(
    kredslob: Kredslob, file: str, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    """Each in one line, with the code of wrong input."""
    result = kredslob("scenario", "run", file, *words)
    assert result.exit_code == 2
    assert said in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["register", "trial.yaml"]


def test_no_such_scenario(kredslob: Kredslob) -> None:
    """An id that is nearly one is found out."""
    result = kredslob("scenario", "run", "kbh-2012")
    assert result.exit_code == 2


def test_a_register_that_cannot_be_housed(kredslob: Kredslob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told before anything is run or written."""
    monkeypatch.chdir(tmp_path)
    path = small_scenario(tmp_path)
    table = tmp_path / "register" / "dwelling_types.csv"
    table.write_text("".join(line.replace(",20,", ",1,") for line in table.read_text().splitlines(keepends=True)))
    result = kredslob("scenario", "run", path.name)
    assert result.exit_code == 2
    assert "aged 18-64" in result.output
    assert not (tmp_path / "trial-results").exists()


def test_the_second_start_compiles_nothing(file: str, tmp_path: Path) -> None:
    """What the first process has compiled, or one before it, the next takes from the cache: numba tells what it does."""
    said = ""
    for name in ("first", "second"):
        command = (
            sys.executable,
            "-m",
            "kredslob.cli",
            "scenario",
            "run",
            file,
            "--only",
            "0",
            "-o",
            str(tmp_path / name),
        )
        ran = subprocess.run(
            command, capture_output=True, text=True, check=True, env={**os.environ, "NUMBA_DEBUG_CACHE": "1"}
        )
        said = ran.stdout
    assert "data loaded from" in said
    assert "data saved to" not in said
