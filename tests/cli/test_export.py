"""`kredslob export`, as a person uses it."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from kredslob.scenarios.files.reading import read_scenario
from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.results.running import Order, run_scenario
from tests.cli.conftest import Kredslob
from tests.cli.scenario_files import small_scenario


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the results of two variants of a small town."""
    path = small_scenario(tmp_path_factory.mktemp("town"))
    return run_scenario(Order(read_scenario(path), str(path), path.parent / "results"), Threads(1)).path


def test_a_workbook_is_asked_for_by_its_name(kredslob: Kredslob, results: Path, tmp_path: Path) -> None:
    """In the language asked for; where it is is said."""
    result = kredslob("export", str(results), "-o", str(tmp_path / "out.xlsx"), "--lang", "en")
    assert result.exit_code == 0
    assert "out.xlsx" in result.output
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames[:2] == ["About", "By year"]


def test_danish_csv_is_danish_of_itself(kredslob: Kredslob, results: Path, tmp_path: Path) -> None:
    """Nobody asks for a Danish spreadsheet with English heads, but may."""
    assert kredslob("export", str(results), "-o", str(tmp_path / "da"), "--as", "csv-da").exit_code == 0
    assert (tmp_path / "da" / "years.csv").read_text("utf-8-sig").startswith("Variant;Variantens titel;Indikator;")
    assert kredslob("export", str(results), "-o", str(tmp_path / "en"), "--as", "csv-da", "--lang", "en").exit_code == 0
    assert "Title of the variant" in (tmp_path / "en" / "years.csv").read_text("utf-8-sig")


def test_a_comparison_is_exported_with_whether_differences_stand(
    kredslob: Kredslob, results: Path, tmp_path: Path
) -> None:
    """Two variants of a run held against each other, and all of it in a file."""
    sides = [f"{results}#as-agreed", f"{results}#no-compensation"]
    compared = kredslob("compare", *sides, "-o", str(tmp_path / "comparison"))
    assert compared.exit_code == 0, compared.output
    out = tmp_path / "differences.csv"
    result = kredslob("export", str(tmp_path / "comparison"), "-o", str(out), "--table", "differences")
    assert result.exit_code == 0, result.output
    head, *rows = out.read_text().splitlines()
    assert "stands" in head.split(",")
    assert rows


def test_an_unfinished_run_is_refused_with_how_to_finish_it(kredslob: Kredslob, results: Path, tmp_path: Path) -> None:
    """Numbers of half a run would look like those of the whole."""
    import shutil

    folder = shutil.copytree(results, tmp_path / "half")
    plain = json.loads((folder / "record.json").read_text())
    (folder / "record.json").write_text(json.dumps({**plain, "ended": None, "files": {}}))
    result = kredslob("export", str(folder), "-o", str(tmp_path / "out.xlsx"))
    assert result.exit_code == 2
    assert "--resume" in result.output
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize(
    "words",
    [(), ("one",), ("one", "-o"), ("one", "-o", "x", "--as", "ods"), ("one", "two", "-o", "x.xlsx"), ("one", "-o", "x.xlsx", "--indicators")],
)  # fmt: skip
def test_wrong_words_are_told(kredslob: Kredslob, words: tuple[str, ...]) -> None:
    """No folder, no target, a form that there is not, an option that there is not."""
    assert kredslob("export", *words).exit_code == 2


def test_a_wrong_folder_is_told_in_danish_too(kredslob: Kredslob, tmp_path: Path) -> None:
    """Never with a trace of the program."""
    (tmp_path / "file").write_text("x")
    result = kredslob("export", str(tmp_path / "file"), "-o", str(tmp_path / "x.xlsx"), "--lang", "da")
    assert result.exit_code == 2
    assert "Traceback" not in result.output
