"""`kredslob agreement page`: written whole to the file that was named, in the language asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kredslob


def test_a_page_is_written_to_a_file(kredslob: Kredslob, tmp_path: Path) -> None:
    """And it says so, as every command does that writes."""
    out = tmp_path / "page.html"
    result = kredslob("agreement", "page", "kbh-2012-adjustment", "-o", str(out))
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"Written to {out}" in result.stderr
    assert out.read_text("utf-8").startswith("<!DOCTYPE html>\n")


def test_a_page_is_printed_where_no_file_is_named(kredslob: Kredslob) -> None:
    """For a pipe; the agreement of the day."""
    said = kredslob("agreement", "page", "--on", "2011-05-01", "--lang", "da").stdout
    assert said.startswith('<!DOCTYPE html>\n<html lang="da">')
    assert "kbh-2011-2014" in said


def test_a_page_is_replaced(kredslob: Kredslob, tmp_path: Path) -> None:
    """As any file that a command writes by `--out`."""
    out = tmp_path / "page.html"
    out.write_text("old", "utf-8")
    kredslob("agreement", "page", "-o", str(out))
    assert "old" not in out.read_text("utf-8")[:20]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("kbh-2011-2041",), "Did you mean 'kbh-2011-2014'"),
        (("nothing.yaml",), "there is no such file"),
        (("--on", "yesterday"), "--on"),
        (("--on", "1950-01-01"), "no agreement is in force"),
        (("-o", "."), "this is a folder"),
        (("-o", "no/such/folder/page.html"), "cannot be written"),
    ],
)
def test_what_is_wrong_is_told_with_its_cure(kredslob: Kredslob, words: tuple[str, ...], said: str) -> None:
    """In one message and exit code 2."""
    result = kredslob("agreement", "page", *words)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
