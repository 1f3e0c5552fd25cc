"""Whatever a person gets wrong ends in one message with place and cure, exit code 2, and never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kredslob.cli.exits import Code
from kredslob.cli.vacancy_options import FIELDS, option_of
from tests.cli.cases import REFERRED
from tests.cli.conftest import Kredslob

CPR = "010180-1234"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--estate", "Bispeparkn"), "Bispeparken"),
        (("--estate", "Tingbjerg"), "--estate: "),
        (("--on", "2011-02-30"), "no day of the calendar"),
        (("--on", "1999-01-01"), "no agreement is in force"),
        (("--on", "i går"), "a date"),
        (("--rooms", "-3"), "from 1 to 12"),
        (("--rooms", "tre"), "a whole number"),
        (("--rooms", "3,5"), "a whole number"),
        (("--monthly-rent", "4,5,0"), "a whole number"),
        (("--dwelling-kind", "familly"), "family"),
        (("--rehousing-claim", "måske"), "yes or no"),
        (("--referral-turn", "0"), "3+1"),
        (("--referral-turn", "999"), "a slot from 1 to"),
        (("--referral-turn", "1066:3"), "no version 1066"),
        (("--agreement", "kbh-2011-2015"), "kbh-2011-2014"),
        (("--agreement", "no-such.yaml"), "no-such.yaml"),
        (("--register", "no-such-folder"), "no register"),
        (("--applicants", "no-such.csv"), "there is no such file"),
        (("--set", "standing.takes_effect=aldrig"), "on_publication"),
        (("--as-known", "engang"), "--as-known"),
    ],
)
def test_a_wrong_option_is_told_with_its_cure(kredslob: Kredslob, words: tuple[str, ...], said: str) -> None:
    """What is wrong, and what would do."""
    result = kredslob(*REFERRED, *words)
    assert result.exit_code == Code.WRONG_INPUT
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_is_wrong_is_said_in_the_language_asked_for(kredslob: Kredslob, lang: str) -> None:
    """Danish for those who ask in Danish."""
    result = kredslob(*REFERRED, "--estate", "", "--lang", lang)
    assert ("mangler" in result.stderr) is (lang == "da")


def test_what_is_wrong_is_told_to_programs_too(kredslob: Kredslob) -> None:
    """`--json` gives JSON whatever happens, with both languages."""
    result = kredslob(*REFERRED, "--rooms", "-3", "--json")
    [problem] = json.loads(result.stdout)["problems"]
    assert result.exit_code == Code.WRONG_INPUT
    assert problem["file"] == "--rooms"
    assert set(problem["text"]) == {"da", "en"}


@pytest.mark.parametrize(
    "words",
    [
        ("decide",),
        ("decide", "v.csv", "--rooms", "3"),
        ("decide", "v.csv", "--ask"),
        ("decide", "v.csv", "--demo"),
        ("decide", "--romms", "3"),
        ("decide", "a", "b"),
        ("decide", "--lang", "de"),
        ("classify", "--only", "rich"),
        ("agreement", "show", "nothing"),
        ("agreement", "show", "--clause", "ra11-exemptoin"),
        ("agreement", "show", "--on", "1999-01-01"),
        ("agreement", "list", "--on", "aldrig"),
        ("facts", "romms"),
        ("classify", "--on", "2011-06-01", "--estate", "Atlantis"),
        ("classify", "--on", "2011-06-01", "--organisation", "fsbb"),
        ("quota",),
        ("quota", "--on", "1999-01-01"),
        ("quota", "--on", "2011-06-01", "--estate", "Atlantis"),
        ("adjust", "--on", "2011-01-01"),
        ("register", "check", "no-such-folder"),
        ("register", "show", "Atlantis"),
        ("register", "measure", "no-such.csv", "--published", "2011-11-01"),
        ("register", "measure", "no-such.csv", "--published", "engang"),
        ("nonsense",),
    ],
    ids=" ".join,
)
def test_every_command_refuses_what_it_cannot_use(kredslob: Kredslob, words: tuple[str, ...]) -> None:
    """Code 2 and something to read, whoever finds the fault."""
    result = kredslob(*words)
    assert result.exit_code == Code.WRONG_INPUT
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("agreement", "show", "--clause", "ra11-exemptoin"), "ra11-exemption"),
        (("facts", "romms"), "rooms"),
        (("classify", "--on", "2011-06-01", "--organisation", "lejerbbo"), "lejerbo"),
        (("decyde",), "decide"),
        (("decide", "--romms", "3"), "--rooms"),
    ],
    ids=" ".join,
)
def test_a_slip_is_told_with_the_nearest(kredslob: Kredslob, words: tuple[str, ...], near: str) -> None:
    """The right word stands in the message."""
    assert near in kredslob(*words).stderr


@pytest.mark.parametrize(
    "words",
    [
        ("decide", "--estate", CPR),
        ("decide", "--id", CPR, "--rooms", "3"),
        ("decide", f"--{CPR}"),
        ("decide", f"{CPR}.csv"),
        ("decide", "--set", f"x={CPR}"),
        ("facts", "0101801234"),
        (CPR,),
    ],
    ids=len,
)
def test_no_civil_registration_number_is_repeated(words: tuple[str, ...]) -> None:
    """Not even by the parser of options, which never gets to see it."""
    run = subprocess.run(
        [sys.executable, "-c", "from kredslob.cli.main import run; run()", *words],
        capture_output=True, text=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    assert run.returncode == Code.WRONG_INPUT
    assert "1234" not in run.stdout + run.stderr
    assert "CPR" in run.stderr


def test_an_agreement_of_ones_own_that_is_wrong_is_told_with_its_line(kredslob: Kredslob, tmp_path: Path) -> None:
    """File, line, field and what would be accepted."""
    path = tmp_path / "mine.yaml"
    path.write_text("schema: 1\nid: mine\nkind: amendement\nextends: kbh-2011-2014\n", "utf-8")
    result = kredslob(*REFERRED, "--agreement", str(path))
    assert result.exit_code == Code.WRONG_INPUT
    assert "mine.yaml, line" in result.stderr


def test_a_fault_of_ours_is_one_line_without_a_traceback(kredslob: Kredslob, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says where, asks for a report, and repeats nothing that was supplied."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("kredslob.cli.deciding.decide", fail)
    result = kredslob(*REFERRED)
    assert result.exit_code == Code.FAULT
    assert "RuntimeError in" in result.stderr
    assert "secret" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_an_interruption_is_no_fault(kredslob: Kredslob, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends quietly with code 130."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kredslob.cli.deciding.decide", interrupt)
    result = kredslob(*REFERRED)
    assert (result.exit_code, result.stdout) == (Code.INTERRUPTED, "")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(st.sampled_from(sorted(set(FIELDS) - {"estate"})), st.text(max_size=20), max_size=4))
def test_anything_typed_is_answered_or_refused(kredslob: Kredslob, values: dict[str, str]) -> None:
    """Any text in any option; the runner fails on every other exception."""
    words = [f"{option_of(name)}={text}" for name, text in values.items()]
    result = kredslob("decide", "--estate", "Bispeparken", "--on", "2011-03-01", *words)
    assert result.exit_code in (Code.DONE, Code.WRONG_INPUT, Code.NEEDS, Code.UNDETERMINED)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(("decide", "facts", "--on", "--json", "-", "--", "", "x", "--lang", "da")), max_size=5
    )
)
def test_any_words_are_answered_or_refused(kredslob: Kredslob, words: list[str]) -> None:
    """However the words are put."""
    assert kredslob(*words).exit_code in (Code.DONE, Code.WRONG_INPUT)
