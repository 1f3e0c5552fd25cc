"""A run that is interrupted, or killed, in a process of its own: what was finished is there, and the run can be gone on with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from kredslob.scenarios.results.choosing import order_of
from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.results.folder import JOURNAL, Results, open_results
from kredslob.scenarios.results.running import run_scenario
from tests.cli.conftest import Kredslob
from tests.cli.scenario_files import small_scenario
from tests.cli.underway import LONGEST_WAIT, underway
from tests.scenarios.results.small import same_rows

MANY = "100000"  # replications: more than any machine runs while a test waits
ENOUGH = "40"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are told to stop otherwise there")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a small scenario."""
    return small_scenario(tmp_path)


def running(file: Path, *words: str) -> AbstractContextManager[subprocess.Popen[str]]:
    """Run it many times over in a process, until it has kept some blocks."""
    out = file.parent / "out"
    command = ("-m", "kredslob.cli", "--lang", "en", "scenario", "run", str(file), "-o", str(out), *words)
    journal = out / JOURNAL
    return underway(*command, "--replications", MANY, begun=lambda: journal.is_file() and journal.stat().st_size > 0)


def straight(file: Path, folder: Path) -> Results:
    """Give what comes out without any interruption."""
    order = order_of(str(file), folder, (), None, replications=int(ENOUGH))
    return run_scenario(order, Threads(1))


def test_an_interrupt_keeps_what_is_finished_and_says_how_to_go_on(kredslob: Kredslob, file: Path) -> None:
    """Ctrl-C ends with the code that shells expect; the words it ends with name the command, and that command works."""
    with running(file) as process:
        process.send_signal(signal.SIGINT)
        output, said = process.communicate(timeout=LONGEST_WAIT)
    assert (process.returncode, output) == (130, "")
    assert "Traceback" not in said
    out = file.parent / "out"
    kept = open_results(out, unfinished=True)
    finished = sum(len(kept.finished(name)) for name in kept.variants)
    assert f"Interrupted: {finished} of 200000 replications are kept in {out}." in said
    assert not list(out.rglob("*.part"))
    command = said.strip().partition("Go on with: kredslob ")[2].split()
    assert kredslob(*command, "--replications", ENOUGH).exit_code == 0
    assert same_rows(open_results(out), straight(file, file.parent / "straight"))


def test_a_killed_run_goes_on(kredslob: Kredslob, file: Path) -> None:
    """After kill -9 whole blocks are kept, whatever was half written is not counted, and the same tables come out."""
    with running(file, "--jobs", "2") as process:
        process.kill()
        process.wait()
    out = file.parent / "out"
    assert json.loads((out / "record.json").read_text())["ended"] is None
    kept = open_results(out, unfinished=True)
    assert any(kept.finished(name) for name in kept.variants)
    assert kredslob("scenario", "run", str(file), "-o", str(out), "--resume", "--replications", ENOUGH).exit_code == 0
    assert same_rows(open_results(out), straight(file, file.parent / "straight"))
    assert not list(out.rglob("*.part"))


def test_nobody_else_writes_to_the_folder_meanwhile(kredslob: Kredslob, file: Path) -> None:
    """A second run is refused while the first is at work, and takes over when it has been killed."""
    words = ("scenario", "run", str(file), "-o", str(file.parent / "out"), "--resume", "--replications", ENOUGH)
    with running(file):
        second = kredslob(*words)
        assert (second.exit_code, "another run is writing" in second.output) == (2, True)
    assert kredslob(*words).exit_code == 0


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="the system has no pseudo-terminals")
def test_a_terminal_is_shown_how_far_it_is(file: Path) -> None:
    """On a terminal there is a bar with the count and the time left; elsewhere the error stream is silent."""
    command = [sys.executable, "-m", "kredslob.cli", "--lang", "en", "scenario", "run", str(file)]
    quiet = subprocess.run([*command, "-o", "quiet"], cwd=file.parent, capture_output=True, text=True, check=False)
    assert (quiet.returncode, quiet.stderr) == (0, "")
    ours, theirs = os.openpty()
    with subprocess.Popen([*command, "-o", "loud"], cwd=file.parent, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not more:
                break
            shown += more
    os.close(ours)
    assert process.returncode == 0
    assert "Replications" in shown.decode()
    assert "6/6" in shown.decode()
