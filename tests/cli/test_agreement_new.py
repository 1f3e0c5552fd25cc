"""`kredslob agreement new`: the start of an amendment in a file of its own, which the other commands take."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kredslob

FROM = ("--from", "kbh-2012-adjustment")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_writes_a_file_that_is_called_as_the_id(kredslob: Kredslob, folder: Path) -> None:
    """And says so; the check finds nothing in it."""
    ran = kredslob("agreement", "new", "Færre anvisninger", *FROM)
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", "Written to faerre-anvisninger.yaml.\n")
    assert [one.name for one in folder.iterdir()] == ["faerre-anvisninger.yaml"]
    text = (folder / "faerre-anvisninger.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=agreement.json\n")
    assert 'title: {da: "Færre anvisninger", en: "Færre anvisninger"}' in text
    assert kredslob("agreement", "check", "faerre-anvisninger.yaml").stdout.strip() == "Nothing was found."


def test_a_stranger_can_change_the_forty_to_thirty_five(kredslob: Kredslob, folder: Path) -> None:
    """By taking a sign away and writing another number."""
    assert kredslob("agreement", "new", "proposal", *FROM).exit_code == 0
    path = folder / "proposal.yaml"
    text = path.read_text("utf-8")
    assert text.count("#   - {set: forty_plus.threshold, value: 0.4,") == 1
    path.write_text(text.replace("#   - {set: forty_plus.threshold, value: 0.4,",
                                 "  - {set: forty_plus.threshold, value: 0.35,"), "utf-8")  # fmt: skip
    assert kredslob("agreement", "check", "proposal.yaml").exit_code == 0
    shown = kredslob("agreement", "show", "proposal.yaml", "--clause", "ra11-forty-plus")
    assert "35.0 %" in shown.stdout


def test_the_commands_that_it_tells_can_be_run(kredslob: Kredslob, folder: Path) -> None:
    """Each as it stands in the file."""
    assert kredslob("agreement", "new", "proposal", *FROM, "-o", "my proposal.yaml").exit_code == 0
    lines = (folder / "my proposal.yaml").read_text("utf-8").splitlines()
    commands = [line.removeprefix("##   kredslob ") for line in lines if line.startswith("##   kredslob ")]
    assert [one.split()[1] for one in commands] == ["check", "prove", "diff", "show", "schema"]
    for command in commands:
        words = command.replace("'my proposal.yaml'", "my?proposal.yaml").split()
        assert kredslob(*(word.replace("?", " ") for word in words)).exit_code == 0, command


def test_an_amendment_of_ones_own_file_is_written_beside_it(kredslob: Kredslob, folder: Path) -> None:
    """Where it is found from the new one; the schema is put there too."""
    (folder / "mine").mkdir()
    assert kredslob("agreement", "new", "proposal", *FROM, "-o", "mine/proposal.yaml").exit_code == 0
    assert kredslob("agreement", "new", "Counter-proposal", "--from", "mine/proposal.yaml").exit_code == 0
    text = (folder / "mine/counter-proposal.yaml").read_text("utf-8")
    assert "\nextends: proposal\n" in text
    assert "kredslob agreement schema -o mine/agreement.json" in text
    assert kredslob("agreement", "check", "mine/counter-proposal.yaml").stdout.strip() == "Nothing was found."


def test_it_lists_only_what_is_not_known_where_that_is_asked_for(kredslob: Kredslob, folder: Path) -> None:
    """For whoever has the agreement to fill in."""
    assert kredslob("agreement", "new", "text", *FROM, "--assumed").exit_code == 0
    text = (folder / "text.yaml").read_text("utf-8")
    assert "#   - {set: flexible.senior_age, value: 56," in text
    assert "forty_plus.threshold" not in text


def test_it_explains_in_danish(kredslob: Kredslob, folder: Path) -> None:
    """What things are called in the agreement stands in the language that is asked for."""
    assert kredslob("agreement", "new", "forslag", *FROM, "--on", "2013-01-01", "--lang", "da").exit_code == 0
    text = (folder / "forslag.yaml").read_text("utf-8")
    assert "Grænse for 40 plus" in text
    assert "\nfrom: 2013-01-01\n" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("proposal",), "--from: it is not said what is amended."),
        (("proposal", "--from", "kbh-2012-adjustmnt"), "Did you mean 'kbh-2012-adjustment'?"),
        (("proposal", "--from", "no.yaml"), "no.yaml: there is no such file."),
        (("proposal", "--from", "a" * 300), "there is no agreement"),
        (("kbh-2011-2014", *FROM), "kbh-2011-2014 is taken."),
        (("x" * 100, *FROM), "no id can be made of this name."),
        (("a/b", *FROM), "this is a path."),
        (("proposal", *FROM, "--on", "2019-01-01"), "is not in force on 2019-01-01."),
        (("proposal", *FROM, "--on", "soon"), "--on"),
        (("proposal", *FROM, "-o", "."), "this is a folder."),
        (("proposal", *FROM, "-o", "no/such/folder.yaml"), "the file cannot be written."),
        (("proposal", *FROM, "-o", "a" * 300), "the file cannot be written."),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    kredslob: Kredslob, words: tuple[str, ...], said: str, folder: Path
) -> None:
    """In one line, with exit code 2."""
    ran = kredslob("agreement", "new", *words)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert [*folder.iterdir()] == []


def test_a_file_that_is_there_is_left_as_it_is(kredslob: Kredslob, folder: Path) -> None:
    """Whoever has written in it keeps that."""
    (folder / "proposal.yaml").write_text("mine", "utf-8")
    ran = kredslob("agreement", "new", "proposal", *FROM)
    assert (ran.exit_code, "the file exists already" in ran.stderr) == (2, True)
    assert (folder / "proposal.yaml").read_text("utf-8") == "mine"


@pytest.mark.parametrize("words", [("schema",), ("page",)])
def test_a_name_that_no_file_can_have_is_told_by_whatever_writes(kredslob: Kredslob, words: tuple[str, ...]) -> None:
    """It is no fault of the program."""
    ran = kredslob("agreement", *words, "-o", "a" * 300)
    assert (ran.exit_code, "the file cannot be written" in ran.stderr) == (2, True)
