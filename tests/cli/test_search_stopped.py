"""A search that is interrupted or killed in a process of its own, or done by other processes: the answer is the same to the byte."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from kredslob.scenarios.searching.folder import ANSWER, LOOKED
from tests.cli.conftest import Kredslob
from tests.cli.stopped_search import answer_in, search_of, searching
from tests.cli.underway import LONGEST_WAIT
from tests.scenarios.results.dask_cluster import machines

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are told to stop otherwise there")


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    """Give a file of terms over a small town, in a folder of its own."""
    return search_of(tmp_path)


def answer(terms: Path, name: str, kredslob: Kredslob, monkeypatch: pytest.MonkeyPatch, *words: str) -> dict[str, Any]:
    """Search to the end in a folder, with the shelf for runs that belongs to it, and give the answer."""
    shelf = terms.parent / ("straight" if name == "at-once" else "cache")
    monkeypatch.setattr("kredslob.scenarios.comparing.shelf.cache_folder", lambda: shelf)
    result = kredslob("search", str(terms), "-o", str(terms.parent / name), *words)
    assert result.exit_code == 0, result.output
    return answer_in(terms.parent / name)


def test_a_search_that_is_interrupted_and_then_killed_comes_to_the_same(
    terms: Path, kredslob: Kredslob, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends in words and with the code that shells expect; gone on with, kill -9 loses no point that was kept."""
    folder = terms.parent / "stopped"
    with searching(terms, folder) as process:
        process.send_signal(signal.SIGINT)
        output, told = process.communicate(timeout=LONGEST_WAIT)
    assert (process.returncode, output) == (130, "")
    assert "Traceback" not in told
    assert "with -o, add --resume" in told
    assert not (folder / ANSWER).exists()
    kept = (folder / LOOKED).read_text("utf-8").splitlines()
    with (folder / LOOKED).open("a", encoding="utf-8") as journal:
        journal.write('{"point": [1')  # as kill -9 may leave it
    with searching(terms, folder, "--resume", beyond=len(kept)) as process:
        process.kill()
        process.wait()
    lines = (folder / LOOKED).read_text("utf-8").split("\n")[:-1]
    assert lines[: len(kept)] == kept
    assert len({str(json.loads(line)["point"]) for line in lines}) == len(lines) > len(kept)
    assert answer(terms, "stopped", kredslob, monkeypatch, "--resume") == answer(
        terms, "at-once", kredslob, monkeypatch
    )


@pytest.mark.long
def test_a_search_on_a_cluster_comes_to_the_same(
    terms: Path, kredslob: Kredslob, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scheduler and two workers, each a process of its own, run what this machine has run alone."""
    pytest.importorskip("distributed", reason="kredslob[cluster] is not installed")
    (terms.parent / "cluster").mkdir()
    with machines(terms.parent / "cluster", 2) as found:
        there = answer(terms, "there", kredslob, monkeypatch, "--cluster", found.address)
    assert there == answer(terms, "at-once", kredslob, monkeypatch)


@pytest.mark.long
def test_a_cluster_that_is_not_there_is_told(terms: Path, kredslob: Kredslob) -> None:
    """In words, with exit code 2; the folder is free for another try."""
    result = kredslob("search", str(terms), "-o", str(terms.parent / "there"), "--cluster", "tcp://127.0.0.1:1")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    assert not (terms.parent / "there" / ANSWER).exists()
