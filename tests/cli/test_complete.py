"""Words are completed at the prompt, and a fault there disturbs nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from kredslob.cli import complete

Completion = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("completion", "begun", "word"),
    [
        (complete.estates, "bispe", "bispeparken"),
        (complete.organisations, "lej", "lejerbo"),
        (complete.agreements, "kbh-2012", "kbh-2012-adjustment"),
        (complete.clauses, "ra11-ex", "ra11-exemption"),
        (complete.facts, "weekly", "weekly_hours"),
    ],
)
def test_a_word_begun_is_completed(completion: Completion, begun: str, word: str) -> None:
    """With what it means beside it."""
    found = dict(completion(begun))
    assert word in found
    assert found[word]
    assert all(one.startswith(begun) for one in found)


@pytest.mark.parametrize("completion", [complete.estates, complete.agreements, complete.facts])
def test_a_fault_is_swallowed(completion: Completion, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is offered, nothing is said."""

    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("kredslob.rules.library.load_library", fail)
    monkeypatch.setattr("kredslob.engine.register.reading.read_register", fail)
    assert completion("a") == []


def test_the_shell_gets_the_estates() -> None:
    """As bash asks for them."""
    env = {
        **os.environ,
        "_KREDSLOB_COMPLETE": "complete_bash",
        "COMP_WORDS": "kredslob decide --estate bispep",
        "COMP_CWORD": "3",
    }
    run = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv[0] = 'kredslob'; from kredslob.cli.main import run; run()"],
        capture_output=True, text=True, env=env, check=False,
    )  # fmt: skip
    assert "bispeparken" in run.stdout
