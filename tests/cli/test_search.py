"""`kredslob search` from the command line: the answer in words, data for programs, a folder, and what is wrong with what is asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kredslob.scenarios.searching.folder import open_search
from tests.cli.conftest import Kredslob
from tests.scenarios.searching.small_search import TERMS, read


@pytest.fixture
def terms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give a file of terms over a small town, with a shelf for runs that these tests share."""
    monkeypatch.setattr(
        "kredslob.scenarios.comparing.shelf.cache_folder", lambda: tmp_path_factory.getbasetemp() / "cache"
    )
    read(tmp_path, monkeypatch)
    return str(tmp_path / "terms.yaml")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("In short", "How sure", "Every point was looked at")),
        ("da", ("Kort sagt", "Hvor sikkert", "Hvert punkt")),
    ],
)
def test_the_answer_is_told_in_words_after_what_it_will_take(
    lang: str, said: tuple[str, ...], terms: str, kredslob: Kredslob
) -> None:
    """On the screen words come first; the error stream says beforehand what was measured."""
    result = kredslob("search", terms, "--lang", lang)
    assert result.exit_code == 0
    for each in said if lang == "en" else said[:1]:
        assert each in result.stdout
    assert "3" in result.stderr
    assert lang == "da" or "Measured here" in result.stderr


def test_the_folder_holds_the_answer_and_amendments_that_the_other_commands_take(
    terms: str, tmp_path: Path, kredslob: Kredslob
) -> None:
    """Each point that is told is an amendment without an error; the same answer is read from the folder as is printed."""
    folder = tmp_path / "found"
    result = kredslob("search", terms, "-o", str(folder), "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    answer = open_search(folder)
    assert told["kind"] == "kredslob search"
    assert [one["name"] for one in told["front"]] == [one.name for one in answer.front]
    named = [one.name for one in (*answer.front, *answer.near)]
    assert named
    for name in named:
        assert kredslob("agreement", "check", str(folder / f"{name}.yaml")).exit_code == 0
    rows = (folder / "points.csv").read_text("utf-8").splitlines()
    assert len(rows) == 1 + len(answer.points)


def test_what_is_wrong_ends_in_a_message_and_exit_code_2(terms: str, tmp_path: Path, kredslob: Kredslob) -> None:
    """Nothing named, no such file, a wrong budget, a folder in use, options that do not go together, a file with an error."""
    (tmp_path / "wrong.yaml").write_text(TERMS.replace("0.35", "35"), encoding="utf-8")
    cases = [
        (("search",), "it is not said what is searched"),
        (("search", str(tmp_path / "none.yaml")), "there is no such file"),
        (("search", "kbh-2011-fortyy"), "Did you mean 'kbh-2011-forty'?"),
        (("search", terms, "--budget", "soon"), "found 'soon'"),
        (("search", terms, "-o", str(tmp_path)), "something of this name already"),
        (("search", terms, "--resume"), "not said which search"),
        (("search", terms, "--jobs", "1", "--cluster", "tcp://127.0.0.1:1"), "do not go together"),
        (("search", str(tmp_path / "wrong.yaml")), "Did you mean '0.35'?"),
    ]
    for words, told in cases:
        result = kredslob(*words)
        assert result.exit_code == 2, words
        assert told in " ".join(result.stderr.split()), words
        assert result.stdout == ""


def test_an_interrupt_ends_with_how_to_go_on(terms: str, kredslob: Kredslob, monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupted, the command says that what is finished is kept, and ends with 130."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kredslob.cli.search_view.show_plan", interrupt)
    result = kredslob("search", terms)
    assert result.exit_code == 130
    assert "--resume" in result.stderr
