"""A search that is stopped and gone on with: nothing is lost, and the answer is the one it would have been."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.results.fingerprints import file_fingerprint
from kredslob.scenarios.searching import asking
from kredslob.scenarios.searching.answer import Answer
from kredslob.scenarios.searching.asking import Telling, Wanted, searched
from kredslob.scenarios.searching.folder import ANSWER, LOOKED, MARKS, open_search
from tests.scenarios.searching.small_search import TERMS, read

# Enough points for an optimiser to ask several times within the budget, and quick ones.
MANY = (
    TERMS.replace("step: 0.05", "step: 0.002")
    .replace("replications: 3", "replications: 2")
    .replace("confirm: 2", "confirm: 0")
    .replace("budget: 100000", "budget: 40")
)


def plain(answer: Answer) -> Any:
    """Give an answer without what it took."""
    effort = replace(answer.effort, each=0.0, set_up=0.0, judged=0.0, seconds=0.0, ran=0)
    return replace(answer, effort=effort)


@pytest.fixture
def terms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give a file of terms over the small town, of which no point needs to be proved: that is held elsewhere."""
    from kredslob.scenarios.searching.judging import Judge, Verdict

    for name in ("verdict", "alone"):
        monkeypatch.setattr(Judge, name, lambda *_: Verdict(lawful=True, proved=True))
    read(tmp_path, monkeypatch, MANY)
    return str(tmp_path / "terms.yaml")


def test_a_search_that_is_killed_is_gone_on_with(terms: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What its folder holds when the first points are kept, as kill -9 leaves it, leads to the same answer on the same points."""
    monkeypatch.setattr("kredslob.scenarios.searching.walking._POPULATION", 5)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    counts: list[int] = []

    def looked(count: int, _: int) -> None:
        counts.append(count)
        if len(counts) == 2:
            shutil.copytree(whole, killed)
            with (killed / LOOKED).open("a", encoding="utf-8") as journal:
                journal.write('{"point": [1')

    _, answer = searched(Wanted(terms, folder=str(whole)), Threads(1), Telling(looked=looked))
    assert answer.effort.method == "optimise"
    assert len(counts) > 2
    _, again = searched(Wanted(terms, folder=str(killed), resume=True), Threads(1))
    assert plain(again) == plain(answer)
    assert plain(open_search(killed)) == plain(open_search(whole)) == plain(answer)


def test_an_interrupted_search_keeps_what_it_has_looked_at(terms: str, tmp_path: Path) -> None:
    """Interrupted after the first points, it is not finished; gone on with, those points are not run again."""
    folder = tmp_path / "found"

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        searched(Wanted(terms, folder=str(folder)), Threads(1), Telling(looked=interrupt))
    with pytest.raises(WrongInput, match="not finished"):
        open_search(folder)
    before = len((folder / LOOKED).read_text("utf-8").splitlines())
    assert before > 2
    _, answer = searched(Wanted(terms, folder=str(folder), resume=True), Threads(1))
    assert answer.effort.looked_at > before - 2
    assert not (folder / LOOKED).exists()


def test_the_answer_does_not_hang_on_how_many_work_at_it(terms: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One thread or three come to the same answer, point by point and number by number."""
    monkeypatch.setattr("kredslob.scenarios.comparing.shelf.cache_folder", lambda: None)
    answers = [plain(searched(Wanted(terms), Threads(jobs))[1]) for jobs in (1, 3)]
    assert answers[0] == answers[1]


def test_a_finished_search_is_told_again_without_a_run(
    terms: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gone on with once more, its answer is read from the folder."""
    folder = str(tmp_path / "found")
    _, answer = searched(Wanted(terms, folder=folder), Threads(1))
    monkeypatch.setattr(asking, "_found", None)
    assert searched(Wanted(terms, folder=folder, resume=True), Threads(1))[1] == answer


def test_an_answer_that_was_edited_is_not_told(terms: str, tmp_path: Path) -> None:
    """One figure of a finished search is another; without the fingerprints, as older versions left it, it is read."""
    folder = tmp_path / "found"
    _, answer = searched(Wanted(terms, folder=str(folder)), Threads(1))
    marks = (folder / MARKS).read_text("utf-8").splitlines()
    for mark, name in (line.split("  ") for line in marks):
        assert file_fingerprint(folder / name) == mark
    assert open_search(folder) == answer
    text = (folder / ANSWER).read_text("utf-8")
    (folder / ANSWER).write_text(text.replace(": ", ":  ", 1), "utf-8")
    for wanted in (
        lambda: open_search(folder),
        lambda: searched(Wanted(terms, folder=str(folder), resume=True), Threads(1)),
    ):
        with pytest.raises(WrongInput, match="not as a search has left it"):
            wanted()
    (folder / MARKS).unlink()
    assert open_search(folder) == answer
    (folder / MARKS).write_text("junk\n", "utf-8")
    with pytest.raises(WrongInput, match="not as a search has left it"):
        open_search(folder)


def test_what_cannot_be_gone_on_with_is_told(terms: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder, an empty one, one in use, one of another search, one that is not as it was left."""
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "mine.txt").write_text("mine")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "begun.json").write_text("{")
    cases = [
        (Wanted(terms, resume=True), "not said which search"),
        (Wanted(terms, folder=str(tmp_path / "none"), resume=True), "no search here"),
        (Wanted(terms, folder=str(tmp_path / "used")), "something of this name already"),
        (Wanted(terms, folder=str(tmp_path / "a" / "b")), "there is no folder"),
        (Wanted(terms, folder=str(tmp_path / "broken"), resume=True), "not as a search has left it"),
        (Wanted(terms, budget="soon"), "found 'soon'"),
    ]
    for wanted, told in cases:
        with pytest.raises(WrongInput, match=told):
            searched(wanted, Threads(1))
    folder = tmp_path / "begun"
    with pytest.raises(KeyboardInterrupt):
        searched(Wanted(terms, folder=str(folder)), Threads(1), Telling(plan=_interrupt))
    read(tmp_path, monkeypatch, MANY.replace("step: 0.002", "step: 0.004"))
    with pytest.raises(WrongInput, match="another search"):
        searched(Wanted(terms, folder=str(folder), resume=True), Threads(1))


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
