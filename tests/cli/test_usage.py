"""A command line that cannot be read is answered as every other wrong input is, and help speaks one language."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from kredslob.cli.exits import Code
from kredslob.cli.main import COMMANDS
from tests.cli.conftest import Kredslob
from tests.cli.test_help import BELOW

WRONG = [
    (("decide", "--estat", "X"), "--estat: there is no such option here. Did you mean '--estate'?"),
    (("decide", "--estate"), "--estate: a value must follow."),
    (("decide", "--ask=3"), "--ask: this option takes no value."),
    (("--lang", "en"), "a command is missing. Accepted: one of decide, classify"),
    (("decidee",), "there is no command 'decidee'."),
    (("vacancy", "opn"), "Did you mean 'open'?"),
    (("register", "show", "a", "b"), "there are words too many: b."),
    (("register", "measure", "report.csv"), "--published: this is missing."),
    (("vacancy", "decide"), "VACANCY: this is missing."),
    (("decide", "--lang", "fr"), "--lang: found 'fr'. Accepted: one of da, en."),
    (("facts", "--about", "x"), "Accepted: one of area, estate, vacancy, applicant."),
    (("ledger", "init", "--retain-years", "0"), "--retain-years: found '0'. Accepted: a number from 1 to 100."),
    (("ledger", "status", "--year", "x"), "--year: found 'x'. Accepted: a whole number."),
    (("compare", "a", "b", "--precision", "0,2"), "--precision: found '0,2'. Accepted: a number, with a point before its decimals, such as 0.5."),
]  # fmt: skip
ENGLISH = re.compile(r"\b(?:Usage|Options|Arguments|Commands|Show|default|required|DATE|FILE|NAME|OPTIONS|COMMAND)\b")


@pytest.mark.parametrize(("words", "told"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_what_is_wrong_with_a_command_line_is_told_with_place_and_cure(
    kredslob: Kredslob, words: tuple[str, ...], told: str
) -> None:
    """In one line, then where it is told how the command goes; exit code 2."""
    result = kredslob(*words)
    assert result.exit_code == Code.WRONG_INPUT
    assert told in result.stderr
    assert "Error" not in result.stderr
    assert len(result.stderr.splitlines()) <= 2


def in_danish(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own: its help speaks the language in which it was begun."""
    code = "from kredslob.cli.main import run; run()"
    return subprocess.run(
        [sys.executable, "-c", code, "--lang", "da", *words], capture_output=True, text=True, encoding="utf-8",
        check=False,
    )  # fmt: skip


def test_a_wrong_command_line_is_answered_in_danish() -> None:
    """Where typer would speak English."""
    told = in_danish("decide", "--estat", "X").stderr
    assert "--estat: den valgmulighed findes ikke her. Mente du '--estate'?" in told
    assert "decide --help viser hvordan." in told
    assert "BOLIG: dette mangler." in in_danish("vacancy", "decide").stderr


@pytest.mark.parametrize("words", [("--help",), ("decide", "--help"), ("vacancy", "offer", "--help")], ids=" ".join)
def test_danish_help_holds_no_english(words: tuple[str, ...]) -> None:
    """Headings, words that stand for values, and typer's own sentences among it."""
    told = in_danish(*words).stdout
    assert "Valgmuligheder:" in told
    assert ENGLISH.findall(told) == []


@pytest.mark.parametrize("words", [*((name,) for name in COMMANDS), *BELOW], ids=" ".join)
def test_help_does_not_say_that_text_is_text(kredslob: Kredslob, words: tuple[str, ...]) -> None:
    """Types of Python are nobody's business."""
    assert "<str>" not in kredslob(*words, "--help").stdout
    assert "list[" not in kredslob(*words, "--help").stdout


def test_what_a_command_is_for_is_not_cut_off_in_a_list(kredslob: Kredslob) -> None:
    """Half a sentence tells nobody which command to take."""
    for words in ((), ("agreement",), ("ledger",), ("vacancy",)):
        assert "..." not in kredslob(*words, "--help").stdout.partition("Commands:")[2]
