"""`--help` teaches, answers at once, and knows both languages."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kredslob.cli.main import COMMANDS
from tests.cli.conftest import Kredslob

BELOW: list[tuple[str, ...]] = [
    ("agreement", "list"), ("agreement", "show"), ("agreement", "channels"), ("agreement", "page"), ("agreement", "schema"),
    ("register", "check"), ("register", "show"), ("register", "template"), ("register", "measure"),
    ("ledger", "init"), ("ledger", "upgrade"), ("ledger", "settle"), ("ledger", "status"), ("ledger", "import"),
    ("vacancy", "open"), ("vacancy", "decide"), ("vacancy", "offer"), ("vacancy", "accept"), ("vacancy", "let"),
    ("vacancy", "refuse"), ("vacancy", "withdraw"), ("vacancy", "correct"), ("vacancy", "list"), ("vacancy", "show"),
    ("applicant", "show"), ("applicant", "erase"), ("applicant", "expire"), ("audit", "verify"), ("audit", "replay"),
    ("scenario", "list"), ("scenario", "describe"), ("scenario", "schema"), ("scenario", "new"),
]  # fmt: skip
HEAVY = (
    "pydantic",
    "yaml",
    "rich",
    "numpy",
    "openpyxl",
    "durable",
    "babel",
    "kredslob.engine",
    "kredslob.rules.library",
)


def ran(code: str, *words: str, language: str = "C") -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own, with a command line."""
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, encoding="utf-8", check=False,
        env={"LC_ALL": language, "PYTHONIOENCODING": "utf-8", "PATH": "", "HOME": "/nonexistent"},
    )  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_listed(kredslob: Kredslob, command: str) -> None:
    """With a line that says what it is for."""
    [line] = [line for line in kredslob("--help").stdout.splitlines() if line.startswith(f"  {command} ")]
    assert len(line.split(maxsplit=1)[1]) > len("The facts.")


@pytest.mark.parametrize(
    "words", [*((name,) for name in COMMANDS if name not in {first for first, _ in BELOW}), *BELOW], ids=" ".join
)
def test_every_command_has_an_example(kredslob: Kredslob, words: tuple[str, ...]) -> None:
    """One that can be copied as it stands."""
    said = kredslob(*words, "--help").stdout
    assert f"  kredslob {' '.join(words)}" in said
    assert "--lang" in said


def test_the_exit_codes_stand_in_the_help(kredslob: Kredslob) -> None:
    """A script's author need not look further."""
    said = kredslob("decide", "--help").stdout
    assert all(
        part in said for part in ("0 decided", "2 wrong input", "3 a fact is missing", "4 undetermined", "5 the two")
    )


def test_the_version_is_told(kredslob: Kredslob) -> None:
    """For reports of faults."""
    result = kredslob("--version")
    assert (result.exit_code, result.stdout.split()[0]) == (0, "kredslob")


def test_a_group_alone_shows_its_help(kredslob: Kredslob) -> None:
    """Nobody is left without the next step."""
    assert "show" in kredslob("agreement").output


@pytest.mark.parametrize("words", [("--help",), (), ("--lang", "da", "--help")], ids=" ".join)
def test_help_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    """It is the first thing that anybody tries, and must not feel slow."""
    code = (
        "import sys\nfrom kredslob.cli.main import run\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        f"print('HEAVY', sorted(name for name in {HEAVY!r} if name in sys.modules))"
    )
    assert ran(code, *words).stdout.splitlines()[-1] == "HEAVY []"


@pytest.mark.parametrize(
    ("words", "language", "danish"),
    [
        (("--help",), "da_DK.UTF-8", True),
        (("--help",), "C", False),
        (("--lang", "da", "--help"), "C", True),
        (("--help", "--lang=da"), "C", True),
        (("--lang", "en", "--help"), "da_DK.UTF-8", False),
    ],
)
def test_help_speaks_the_language_asked_for(words: tuple[str, ...], language: str, danish: bool) -> None:
    """The option decides, else the locale."""
    said = ran("from kredslob.cli.main import run; run()", *words, language=language).stdout
    assert ("udlejningstype" in said) is danish


def test_a_decision_about_one_vacancy_needs_no_spreadsheet() -> None:
    """What reads spreadsheets and what simulates are for those who use them."""
    code = (
        "import sys\nfrom kredslob.cli.main import run\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        "print('HEAVY', [name for name in ('numpy', 'openpyxl', 'polars') if name in sys.modules])"
    )
    words = ("decide", "--estate", "Bispeparken", "--on", "2011-03-01", "--json")
    assert ran(code, *words).stdout.splitlines()[-1] == "HEAVY []"
