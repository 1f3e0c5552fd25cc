"""The report of a run: all of it, in both languages, sound HTML, and nothing from elsewhere."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from kredslob.rules.library import load_library
from kredslob.rules.messages import LANGUAGES, Lang, Message, WrongInput
from kredslob.scenarios.comparing.asking import Wanted, compared
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.reporting.opening import open_run
from kredslob.scenarios.reporting.page import report_page
from kredslob.scenarios.reporting.templates import CHAPTERS as REGISTERED
from kredslob.scenarios.reporting.templates import TEMPLATES
from kredslob.scenarios.results.crew import Threads
from tests.cli.scenario_files import small_scenario
from tests.engine.page.reading import Read, read
from tests.scenarios.reporting.conftest import thirty_five
from tests.scenarios.reporting.reading import page_of, text_of

EVERY = pytest.mark.parametrize("lang", LANGUAGES)
CHAPTERS = list(TEMPLATES["committee"])


def of_chapter(results: Path, key: str, lang: Lang = "en") -> Read:
    """Give a chapter of a report."""
    found = re.search(f'<section id="{key}".*?</section>', text_of(results, lang), re.DOTALL)
    assert found is not None
    return read(found[0])


# --- sound ----------------------------------------------------------------------------------------------------------


@EVERY
def test_the_page_is_well_formed(several: Path, once: Path, lang: Lang) -> None:
    """Every element is closed in turn, in the language that it says."""
    for results in (several, once):
        page = page_of(results, lang)
        assert (page.faults, page.unclosed) == ([], [])
        assert ("html", {"lang": lang}) in page.elements


@EVERY
def test_ids_are_unique_and_every_link_leads_somewhere(several: Path, once: Path, lang: Lang) -> None:
    """Whatever is pointed at within the page is there, by links and by what describes a chart."""
    for results in (several, once):
        page = page_of(results, lang)
        ids = page.all("id")
        assert [key for key, count in Counter(ids).items() if count > 1] == []
        pointed = [href[1:] for href in page.all("href")] + " ".join(page.all("aria-labelledby")).split()
        assert [key for key in pointed if key not in ids] == []


@EVERY
def test_nothing_is_loaded_from_elsewhere(several: Path, lang: Lang) -> None:
    """No picture, no letter, no style comes from another file, and only our own script runs."""
    page = page_of(several, lang)
    assert {"img", "link", "iframe", "object", "embed", "image", "use"}.isdisjoint(tag for tag, _ in page.elements)
    assert page.all("src") == page.all("srcset") == page.all("xlink:href") == []
    text = text_of(several, lang)
    assert "url(" not in text
    assert "@import" not in text
    assert text.count("<script") == 2  # the numbers of the estates, which do nothing, and our own


@EVERY
def test_headings_go_down_one_level_at_a_time(several: Path, lang: Lang) -> None:
    """One title, and no level is passed over: that is how a screen reader finds its way."""
    levels = [int(tag[1]) for tag, _ in page_of(several, lang).elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@EVERY
def test_every_chart_says_in_words_what_it_shows_and_has_its_numbers_beside_it(several: Path, lang: Lang) -> None:
    """A title and a description within, a table of numbers beneath; but the one that is picked, told in a line."""
    page = page_of(several, lang)
    charts = [index for index, (tag, _) in enumerate(page.elements) if tag == "svg"]
    assert len(charts) > 20
    assert [
        index for index in charts if [tag for tag, _ in page.elements[index + 1 : index + 3]] != ["title", "desc"]
    ] == []
    assert {given["role"] for tag, given in page.elements if tag == "svg"} == {"img"}
    tables = [given for tag, given in page.elements if tag == "table" and given["class"] == "numbers"]
    assert len(tables) == len(charts) - 1


def test_the_same_run_gives_the_same_page(several: Path) -> None:
    """No clock and no chance in it, so that two reports can be compared."""
    assert report_page(open_run(several, "en")) == text_of(several, "en")


@EVERY
def test_nothing_in_a_file_becomes_markup(once: Path, several: Path, lang: Lang) -> None:
    """Titles and questions that look like markup are read, not run."""
    for results in (once, several):
        page = page_of(results, lang)
        assert '<script>alert(1)</script> & "B" \'' in page.text
        assert [tag for tag, _ in page.elements].count("script") == 1  # the numbers of the estates


def test_danish_numbers_have_a_comma(several: Path) -> None:
    """In tables and on the axes of charts."""
    danish, english = (of_chapter(several, "city", lang) for lang in LANGUAGES)
    assert re.search(r"\d,\d+\xa0%", danish.text)
    assert not re.search(r"\d\.\d+\xa0%", danish.text)
    assert re.search(r"\d\.\d+\xa0%", english.text)
    assert "0,1" in danish.text
    assert "0.1" in english.text


# --- all of it -------------------------------------------------------------------------------------------------------


@EVERY
def test_chapters_stand_in_the_order_in_which_a_committee_asks(several: Path, lang: Lang) -> None:
    """What was asked, the answer, charts, what is assumed, how to make it again; the contents lead to each."""
    page = page_of(several, lang)
    assert [given["id"] for tag, given in page.elements if tag == "section"] == CHAPTERS
    assert [href[1:] for href in page.all("href")][1 : len(CHAPTERS) + 1] == CHAPTERS


@EVERY
def test_the_answer_is_the_one_of_the_screen(several: Path, lang: Lang) -> None:
    """The same words, sentence by sentence."""
    from kredslob.scenarios.results.folder import open_results
    from kredslob.scenarios.telling.answering import answer_of
    from kredslob.scenarios.telling.asked import asked_in
    from kredslob.scenarios.telling.screen import Said, screen_of

    results = open_results(several)
    told = [
        part.said.text(lang)
        for part in screen_of(answer_of(results, asked_in(results.record)))
        if isinstance(part, Said)
    ]
    text = of_chapter(several, "answer", lang).text
    assert [one for one in told[1:] if one.replace("->", "\N{RIGHTWARDS ARROW}") not in text] == []
    assert len(told) > 5


def test_the_threshold_is_the_agreement_s(several: Path) -> None:
    """The line in the charts of estates says what the agreement says."""
    assert of_chapter(several, "paths").text.count("over 40\xa0%") >= 1


def test_the_agreement_s_changes_are_told_in_words(several: Path) -> None:
    """What an amendment repeals and sets, and what is taken for a guess."""
    text = of_chapter(several, "changes").text
    assert "The rule exempt.forty-plus falls away" in text
    assert "compensation.method" in text
    assert "Before" in text or "\N{RIGHTWARDS ARROW}" in text
    assert "which no case below shows" not in text


def test_what_is_assumed_and_made_up_is_told(several: Path) -> None:
    """Every guess with the value taken, and the estates that are synthetic."""
    page = of_chapter(several, "assumed")
    run = open_run(several, "en")
    assert [key for key in run.ground.assumed if key not in page.text] == []
    assert "8 of the 8 estates are made up" in page.text


def test_every_indicator_used_is_defined(several: Path) -> None:
    """By name, definition and what it is not; and no other."""
    page = of_chapter(several, "definitions")
    defined = [key.removeprefix("indicator-") for key in page.all("id") if key.startswith("indicator-")]
    assert {"outside_measured", "over", "let_referral", "wait_mean", "dissimilarity"} <= set(defined)
    assert [key for key in defined if CATALOGUE[key].definition.en not in page.text] == []


def test_how_to_make_it_again_is_told(several: Path) -> None:
    """The command, the seed, every fingerprint of the record."""
    page, record = of_chapter(several, "again"), open_run(several, "en").record
    marks = [record.program, record.register["fingerprint"], record.scenario["fingerprint"]]
    marks += [one["fingerprint"] for told in record.variants.values() for one in told["agreements"]]
    assert [mark for mark in marks if mark not in page.text] == []
    assert "kredslob scenario run trial.yaml --replications 6" in page.text
    assert str(several.parent) not in page.text


def test_every_estate_that_is_published_can_be_picked(several: Path) -> None:
    """Its numbers stand in the page; the first is drawn without a script."""
    text = text_of(several, "en")
    held = re.search(r'<script type="application/json" id="estates">(.*?)</script>', text)
    assert held is not None
    estates = json.loads(held[1])["estates"]
    run = open_run(several, "en")
    assert set(estates) == set(run.ground.starts) - run.hidden
    assert {len(one[1]) for one in estates.values()} == {len(run.ground.years)}


@EVERY
def test_the_evaluation_asks_what_the_agreement_asks(several: Path, lang: Lang) -> None:
    """Composition, obligations, access for all, with the clause that asks for it; as sound as the other report."""
    text = report_page(open_run(several, lang), "evaluation")
    page = read(text.rpartition("<script>")[0] + "</body></html>")
    assert (page.faults, page.unclosed) == ([], [])
    assert [given["id"] for tag, given in page.elements if tag == "section"] == list(TEMPLATES["evaluation"])
    ids = page.all("id")
    assert [key for key, count in Counter(ids).items() if count > 1] == []
    clause = load_library().documents["kbh-2011-2014"].clauses["ra11-evaluation"]
    assert clause.text.read(lang) in page.text
    assert {"obligations-referrals_delivered-city", "access-lettings_benefit-city"} <= set(ids)


def test_every_chapter_belongs_to_some_report() -> None:
    """None is left over, and none is asked for that there is not."""
    assert {key for keys in TEMPLATES.values() for key in keys} == set(REGISTERED)


def test_a_comparison_is_reported_like_any_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its sides are variants: what they differ in is told in words, by which threshold each is counted, and the command."""
    monkeypatch.setattr("kredslob.scenarios.comparing.shelf.cache_folder", lambda: tmp_path / "cache")
    (tmp_path / "proposal.yaml").write_text(thirty_five())
    sides = ("kbh-2011-2014", str(tmp_path / "proposal.yaml"))
    wanted = Wanted(sides, str(small_scenario(tmp_path)), replications=3, folder=str(tmp_path / "comparison"))
    compared(wanted, Threads(1))
    run = open_run(tmp_path / "comparison", "en")
    assert list(run.variants) == ["kbh-2011-2014", "proposal"]
    text = read(report_page(run).rpartition("<script>")[0]).text
    assert "forty_plus.threshold): 40.0 %, stated \N{RIGHTWARDS ARROW} 35.0 %, proposed" in text
    assert "A over 40\xa0%; B over 35\xa0%" in text
    assert "kredslob compare kbh-2011-2014 proposal.yaml --scenario trial.yaml --replications 3" in text


# --- less to tell ---------------------------------------------------------------------------------------------------


@EVERY
def test_one_replication_has_no_bands_and_it_is_said(once: Path, lang: Lang) -> None:
    """No interval anywhere; a warning in the answer and beside the paths."""
    page = page_of(once, lang)
    assert {"band50", "band90"}.isdisjoint(page.all("class"))
    assert open_run(once, lang).alone
    alone = Message("There is one replication only: no band can be drawn, and nothing said of chance.")
    assert alone.text(lang) in page.text
    assert "effects" not in page.all("id")
    assert "changes" not in page.all("id")


def test_bands_are_drawn_of_several(several: Path) -> None:
    """Half and nine tenths of the replications."""
    assert {"band50", "band90"} <= set(page_of(several).all("class"))


def test_a_scenario_that_is_gone_leaves_the_record_s_ids(several: Path, tmp_path: Path) -> None:
    """The report is made all the same, and says that it can tell no more."""
    folder = shutil.copytree(several, tmp_path / "results")
    plain = json.loads((folder / "record.json").read_text())
    plain["scenario"]["source"] = "gone.yaml"
    plain["files"] = {name: told for name, told in plain["files"].items() if not name.startswith("scenario/")}
    (folder / "record.json").write_text(json.dumps(plain))
    shutil.rmtree(folder / "scenario")
    page = read(report_page(open_run(folder, "en")).rpartition("<script>")[0])
    assert "The scenario cannot be read as it was when it was run" in page.text
    assert "trial-without-exemption" in page.text


def test_a_scenario_that_has_changed_is_not_told_as_the_one_that_was_run(several: Path, tmp_path: Path) -> None:
    """Where its fingerprints are others it is not read."""
    folder = shutil.copytree(several, tmp_path / "results")
    plain = json.loads((folder / "record.json").read_text())
    for told in plain["variants"].values():
        told["fingerprint"] = "0" * 64
    (folder / "record.json").write_text(json.dumps(plain))
    assert set(open_run(folder, "en").variants) <= {"as-agreed", "without", "assumed"}


@pytest.mark.parametrize("spoilt", ["ground.json", "places.parquet", "record.json"])
def test_a_folder_that_lacks_a_file_makes_no_report(several: Path, tmp_path: Path, spoilt: str) -> None:
    """It is refused in words."""
    folder = shutil.copytree(several, tmp_path / "results")
    (folder / spoilt).unlink()
    with pytest.raises(WrongInput):
        report_page(open_run(folder, "en"))
