"""Every report says what the backtests came to, whatever it is; that of a comparison opens with the comparison's own words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kredslob.engine.phrasing import Words
from kredslob.rules.library import load_library
from kredslob.rules.messages import Message, WrongInput
from kredslob.rules.model import Text
from kredslob.scenarios.backtesting.record import shipped_results
from kredslob.scenarios.comparing.asking import Wanted, compared, words_of
from kredslob.scenarios.reporting import trust
from kredslob.scenarios.reporting.answer import answer_section
from kredslob.scenarios.reporting.opening import open_run
from kredslob.scenarios.reporting.trust import trust_section
from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.telling.kept_words import plain_words, read_words
from kredslob.scenarios.telling.numbers import Amount, Percent
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said
from kredslob.scenarios.telling.text import text_of
from tests.scenarios.reporting.reading import text_of as page_of
from tests.scenarios.results.anew import record_anew

PARTS: tuple[Part, ...] = (
    Head(Message("Head of {title}", title=Text("noget", "something"))),
    Said(Message("By {share}", share=Percent(0.125)), 4, caution=True),
    Rows((Message("mean"), Text("nu", "now")), ((Text("et", "one"), Amount(1234.5, 1)), (Text("alene", "alone"),))),
)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_words_that_are_kept_are_the_same_when_they_are_read(lang: str) -> None:
    """In both languages, after they have been JSON."""
    again = read_words(json.loads(json.dumps(plain_words(PARTS))))
    assert text_of(again, lang) == text_of(PARTS, lang)  # type: ignore[arg-type]  # a language


@pytest.mark.parametrize("plain", [None, [], {}, {"schema": 2, "kind": "kredslob words", "parts": []}, {"schema": 1, "kind": "kredslob words", "parts": [{"said": 3}]}])  # fmt: skip
def test_what_are_no_kept_words_is_told(plain: object) -> None:
    """Another version's, or a file that somebody has written into."""
    with pytest.raises(ValueError, match="not words"):
        read_words(plain)


def test_the_backtests_are_told_with_every_figure_and_its_outcome(several: Path) -> None:
    """Of the result that counts; failures as plainly as the rest."""
    page = page_of(several, "en")
    chapter = page.partition('<section id="trust"')[2].partition("</section>")[0]
    for result in shipped_results():
        for one in result.first:
            assert one.verdict.target.title.en.replace("&", "&amp;") in chapter
        assert chapter.count(">FAILED<") >= sum(one.outcome == "failed" for one in result.first)


def test_where_no_backtest_ships_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing stands for it."""
    monkeypatch.setattr(trust, "shipped_results", lambda: ())
    assert "No result of a backtest ships" in trust_section(Words(load_library(), "en"))


def test_the_report_of_a_comparison_opens_with_its_own_words(several: Path, tmp_path: Path) -> None:
    """Those of the screen after it was run; where they cannot be read any more it is told as a run is."""
    sides = (f"{several}#as-agreed", f"{several}#without")
    answer = compared(Wanted(sides, replications=2, folder=str(tmp_path / "comparison")), Threads(1))
    chapter = _answer(tmp_path / "comparison")
    for part in words_of(answer, published=True):
        if isinstance(part, Head):
            assert part.said.text("en") in chapter.replace("&amp;", "&")
    assert "In short" in chapter
    words = tmp_path / "comparison" / "words.json"
    words.write_text("x")
    with pytest.raises(WrongInput, match="not as a run has left it"):
        _answer(tmp_path / "comparison")
    record_anew(tmp_path / "comparison", "words.json")
    assert "Which estates cross" in _answer(tmp_path / "comparison")


def _answer(folder: Path) -> str:
    told = answer_section(open_run(folder, "en"))
    assert '<section id="answer"' in told
    return told
