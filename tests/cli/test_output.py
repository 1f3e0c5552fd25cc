"""What is printed can be read on any terminal, and by a program that stops listening."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from kredslob.cli.exits import Code
from tests.cli.cases import HANGING, REFERRED
from tests.cli.conftest import Kredslob

RUN = "from kredslob.cli.main import run; run()"


def ran(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", **environment}
    return subprocess.run([sys.executable, "-c", RUN, *words], capture_output=True, env=env, check=False)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii", "cp850", "utf-8"])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_no_encoding_of_a_terminal_is_too_narrow(encoding: str, lang: str) -> None:
    """What it cannot show is replaced; Danish letters stand where they can."""
    done = ran(*REFERRED, "--lang", lang, PYTHONIOENCODING=encoding)
    assert done.returncode == Code.DONE
    assert b"Traceback" not in done.stderr
    said = done.stdout.decode(encoding)
    if encoding != "ascii" and lang == "da":
        assert "Boligsocial anvisning" in said
        assert "ø" in said


@pytest.mark.parametrize("width", ["20", "40", "200"])
def test_a_terminal_may_be_narrow(kredslob: Kredslob, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    """Lines fold, nothing is lost and nothing fails."""
    monkeypatch.setenv("COLUMNS", width)
    result = kredslob(*REFERRED)
    assert result.exit_code == Code.DONE
    assert max(map(len, result.stdout.splitlines())) <= int(width)


def test_without_a_terminal_there_is_no_colour() -> None:
    """A file or a pipe gets plain text."""
    assert b"\x1b[" not in ran(*HANGING).stdout


def test_no_colour_can_be_asked_for() -> None:
    """By the variable that all programs heed, even where colour is forced."""
    said = ran(*HANGING, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert b"\x1b[35m" not in said


@pytest.mark.parametrize("words", [("facts", "--json"), ("facts",), ("agreement", "show")], ids=" ".join)
def test_a_reader_who_stops_listening_is_no_fault(words: tuple[str, ...]) -> None:
    """As `kredslob ... | true` does: no word of complaint, and an exit code that means nothing else."""
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run([sys.executable, "-c", RUN, *words], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (Code.UNHEARD, b"")


def test_json_survives_every_encoding() -> None:
    """A program reads the same data however the terminal is set up."""
    told = [json.loads(ran(*REFERRED, "--json", PYTHONIOENCODING=one).stdout.decode(one)) for one in ("utf-8", "ascii")]
    assert told[0] == told[1]
