"""The report of a search draws its front with the present agreement on it, and says so in words and numbers too."""

from __future__ import annotations

import json
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from kredslob.rules.messages import LANGUAGES, WrongInput
from kredslob.rules.model import Text
from kredslob.scenarios.reporting.search_page import search_page
from kredslob.scenarios.reporting.writing import report_of
from kredslob.scenarios.searching.answer import Answer, Effort, Found, GoalTold, LimitTold, Role, TermTold
from kredslob.scenarios.searching.plain import plain_answer
from kredslob.scenarios.searching.weighing import Held, How, Mean
from tests.browser import browser, chromium
from tests.engine.page.reading import Read

HOSTILE = '<script>alert(1)</script> & "B"'
LONG = Text(
    "efter afstanden til grænsen for 40-plus, og ingen kompensation",
    "by distance to the threshold of 40-plus, and no compensation",
)
GOALS = (
    GoalTold("wait", Text("Ventetid", "Wait"), "wait_mean", "months", "referral", "average", "least"),
    GoalTold("outside", Text("Andel udenfor", HOSTILE), "outside_workforce", "share", "city", "end", "least"),
)
LIMIT = LimitTold("housed", Text("Anvist", "Housed"), "referrals_delivered", "referrals", "city", "average", "at_least", 15, False, None, 0, False)  # fmt: skip


def point(name: str, role: Role, wait: float, outside: float) -> Found:
    """Give a point that comes to these goals."""
    goals = tuple(Mean(value, value * 0.9, value * 1.1, 12) for value in (wait, outside))
    how: How = "surely_missed" if role in ("misses", "near") else "surely_kept"
    held = Held("housed", how, 0.0, 0, 1, "city", Mean(18.0, 17.0, 19.0, 12))
    apart = () if role == "present" else goals
    return Found(name, role, None if role == "present" else name, Text(name, name), (0,), goals, goals, apart, (held,), True, True, (), (), "0")  # fmt: skip


ANSWER = Answer(
    "trial", Text("Prøve", "Trial"), Text("Hvad nu?", "What if?"), ("town", Text("By", "Town")), "kbh-2011-2014",
    "2011-01-01", "2011-01-01", "2013-12-01", 6, 6, 32, (54, 47), {"city": "city"},
    (TermTold("t", Text("Måde", "Method"), "compensation.method", "choice", ("a", "b", "c"), (LONG, LONG, LONG), 1, LONG),),
    GOALS, (LIMIT,), (point("A", "front", 8, 0.37), point("B", "front", 10, 0.33)), (), point("present", "present", 9, 0.36),
    (point("3", "beaten", 11, 0.38), point("4", "misses", 7, 0.30)), (), Effort("grid", 5, 5, 12, 12, "10m", None, 0.1, 0.3, 2.0, 9.0, 60),
    {"seed": "town", "sources": ["a trial.yaml", "proposal.yaml"]},
)  # fmt: skip


def read(page: str) -> Read:
    """Give a page read back."""
    found = Read()
    found.feed(page)
    found.close()
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the folder of the search."""
    (tmp_path / "found").mkdir()
    (tmp_path / "found" / "search.json").write_text(json.dumps(plain_answer(ANSWER)))
    return tmp_path / "found"


def test_the_front_is_drawn_with_the_present_agreement_marked(folder: Path) -> None:
    """By letters and shapes, not by colour alone; a table of all points beside it, and words for whoever hears it."""
    page = report_of(folder, "en")
    chart = page[page.index('id="front-1"') :].partition("</figure>")[0]
    for label in (">A<", ">B<", ">now<"):
        assert label in chart
    about = chart.partition('<desc id="front-1-about">')[2].partition("</desc>")[0]
    assert about.startswith("As agreed now: 9.0; 36.0")
    assert "A: 8.0; 37.0" in about
    table = chart.partition("<table")[2]
    for said in ("on the front", "as agreed now", "another is better", "misses a limit"):
        assert said in table


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_name_is_never_markup(folder: Path, lang: str) -> None:
    """In a title of an axis, a caption, a table."""
    page = report_of(folder, lang)  # type: ignore[arg-type]  # a language
    assert "<script>alert" not in page
    assert "What if?" in page or "Hvad nu?" in page


def test_without_a_front_the_nearest_are_drawn_and_it_is_said() -> None:
    """And of one goal there is nothing to draw."""
    near = replace(ANSWER, front=(), near=(point("A", "near", 8, 0.37),))
    assert "No point keeps all limits." in search_page(near, "en")
    nothing = search_page(replace(ANSWER, front=()), "en")
    assert "No point keeps" not in nothing
    alone = replace(ANSWER, goals=GOALS[:1])
    assert 'id="front-1"' not in search_page(alone, "en")


def test_it_says_how_far_to_trust_it_and_how_to_make_it_again(folder: Path) -> None:
    """As every report does."""
    page = report_of(folder, "en")
    assert "kredslob search 'a trial.yaml' --budget 10m" in unescape(page)
    assert '<section id="trust"' in page


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [("search.json", "{", "not as a search has left it"), ("search.json", "{}", "not as a search has left it"),
     ("begun.json", "{}", "not finished"), ("other.json", "{}", "no folder of results")],
)  # fmt: skip
def test_what_is_no_finished_search_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    """With what would be accepted."""
    (tmp_path / name).write_text(text)
    with pytest.raises(WrongInput, match=said):
        report_of(tmp_path, "en")


def test_a_search_has_no_evaluation(folder: Path) -> None:
    """That is for runs."""
    with pytest.raises(WrongInput, match="no evaluation"):
        report_of(folder, "en", "evaluation")


@pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")
def test_it_fits_a_phone_and_asks_for_nothing(folder: Path, tmp_path: Path) -> None:
    """Nothing has to be scrolled sideways; the page is the only file that is read."""
    out = tmp_path / "page.html"
    out.write_text(report_of(folder, "da"), "utf-8")
    with browser() as opened:
        for width in (390, 1280):
            seen = opened.open(out, width)
            assert (seen.asked, seen.complaints) == ([out.as_uri()], [])
            assert seen.needed <= width
