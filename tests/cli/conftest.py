"""Run `kredslob` in this process, as a person would from a shell."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from kredslob.cli.main import build

Kredslob = Callable[..., Result]


@pytest.fixture
def kredslob(monkeypatch: pytest.MonkeyPatch) -> Kredslob:
    """Give a function that runs a command line, in English unless it says otherwise, and never sees a traceback."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C")
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words: str, typed: str = "") -> Result:
        result = CliRunner().invoke(build(words), words, input=typed)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run
