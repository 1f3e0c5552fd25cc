"""The page of an agreement: all of it, once, each part found by its id, sound HTML, and nothing from elsewhere."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from kredslob.engine.page.page import agreement_page
from kredslob.engine.phrasing import Words
from kredslob.rules.library import add_file
from kredslob.rules.messages import LANGUAGES, Lang, WrongInput
from tests.engine.page.reading import AGREEMENTS, library, page_of, read

EVERY = pytest.mark.parametrize(("agreement", "lang"), [(one, lang) for one in AGREEMENTS for lang in LANGUAGES])
IN_2013 = """schema: 1
id: proposal
kind: amendment
extends: kbh-2012-adjustment
title: {da: "Forslag <b>", en: "Proposal <b>&amp;"}
from: 2013-01-01
adopted: 2012-12-01
changes:
  - set: forty_plus.threshold
    value: 0.35
    basis: stated
    reason: {da: "<script>alert(1)</script>", en: "\\"><script>alert(1)</script>"}
  - set: compensation.extra_turns
    value: 7
    basis: stated
    reason: {da: "Syv.", en: "Seven."}
"""


def own(tmp_path: Path, text: str, day: date | None = None, lang: Lang = "en") -> str:
    """Give the page of an agreement of one's own."""
    path = tmp_path / "own.yaml"
    path.write_text(text, "utf-8")
    known, document = add_file(library(), path)
    return agreement_page(Words(known, lang), known.agreement(document.id), day)


OF_EVERY_KIND = """schema: 1
id: every
kind: amendment
extends: kbh-2011-2014
title: {da: "Alt", en: "Everything"}
from: 2013-01-01
adopted: 2012-12-01
changes:
  - repeal: young.in-job
    reason: {da: "a", en: "a"}
  - reword: ra11-work
    words:
      title: {da: "I arbejde", en: "In work"}
      text: {da: "Nye ord.", en: "New words altogether."}
      source: 3b-2011
      basis: stated
    reason: {da: "b", en: "b"}
  - wheel: referral
    estate: bispeparken
    turns: 1
    of: 2
    reason: {da: "c", en: "c"}
  - set: flexible.work_hours
    estate: bispeparken
    value: 36.5
    basis: stated
    reason: {da: "d", en: "d"}
  - set: return_guarantee.months
    value: 24
    basis: stated
    reason: {da: "e", en: "e"}
"""


# --- all of it, once ------------------------------------------------------------------------------------------------


@EVERY
def test_every_rule_stands_once_with_its_clause(agreement: str, lang: Lang) -> None:
    """Each rule of the framework as amended, by its id."""
    found = library().agreement(agreement)
    framework, _ = found.amended(date.max)
    shown = [(given["data-rule"], given["data-clause"]) for _, given in page_of(agreement, lang).elements
             if "data-rule" in given]  # fmt: skip
    assert {rule.id for rule in framework.rules} <= {key for key, _ in shown}
    assert [key for key, count in Counter(key for key, _ in shown).items() if count > 1] == []
    clauses = {rule.id: {one.clause for one in framework.rules if one.id == rule.id} for rule in framework.rules}
    assert [key for key, clause in shown if key in clauses and clause not in clauses[key]] == []


@EVERY
def test_every_parameter_stands_once_with_its_clause(agreement: str, lang: Lang) -> None:
    """Each parameter of the framework as amended, by its id."""
    framework, _ = library().agreement(agreement).amended(date.max)
    shown = [(given["data-parameter"], given["data-clause"]) for _, given in page_of(agreement, lang).elements
             if "data-parameter" in given]  # fmt: skip
    assert {(key, one.clause) for key, one in framework.parameters.items()} <= set(shown)
    assert len({key for key, _ in shown}) == len(shown)


@EVERY
def test_every_clause_stands_once_in_its_words(agreement: str, lang: Lang) -> None:
    """Each clause of the framework as amended; the words are those of the file."""
    framework, _ = library().agreement(agreement).amended(date.max)
    page = page_of(agreement, lang)
    assert Counter(page.all("data-clause-id")).most_common(1)[0][1] == 1
    assert set(framework.clauses) <= set(page.all("data-clause-id"))
    missing = [key for key, one in framework.clauses.items() if one.text.read(lang) not in page.text]
    assert missing == []


@EVERY
def test_every_limit_stands_once(agreement: str, lang: Lang) -> None:
    """What the framework itself says must be kept within, and the law that it draws on."""
    found = library().agreement(agreement)
    shown = page_of(agreement, lang).all("data-limit")
    assert set(found.base.limits) | {"limit.criteria"} <= set(shown)
    assert len(set(shown)) == len(shown)


@EVERY
def test_every_guess_is_asked_about(agreement: str, lang: Lang) -> None:
    """Each assumed value has a row with the question that would settle it."""
    framework, _ = library().agreement(agreement).amended(date.max)
    page = page_of(agreement, lang)
    guessed = {
        key: value for key, one in framework.parameters.items() for value in one.values if value.basis == "assumed"
    }
    assert [key for key in guessed if f"guess-{key}" not in page.all("id")] == []
    assert [key for key, one in guessed.items() if one.question and one.question.read(lang) not in page.text] == []


# --- sound ----------------------------------------------------------------------------------------------------------


@EVERY
def test_the_page_is_well_formed(agreement: str, lang: Lang) -> None:
    """Every element is closed in turn, in the language that it says."""
    page = page_of(agreement, lang)
    assert (page.faults, page.unclosed) == ([], [])
    assert ("html", {"lang": lang}) in page.elements


@EVERY
def test_ids_are_unique_and_every_link_leads_somewhere(agreement: str, lang: Lang) -> None:
    """Whatever is pointed at within the page is there."""
    page = page_of(agreement, lang)
    ids = page.all("id")
    assert [key for key, count in Counter(ids).items() if count > 1] == []
    assert [href for href in page.all("href") if href[1:] not in ids and not href.startswith("http")] == []


@EVERY
def test_nothing_is_loaded_from_elsewhere(agreement: str, lang: Lang) -> None:
    """No script, no picture, no letter, no style comes from another file."""
    text = agreement_page(Words(library(), lang), library().agreement(agreement), None)
    page = read(text)
    assert {"script", "img", "link", "iframe", "object", "embed"}.isdisjoint(tag for tag, _ in page.elements)
    assert page.all("src") == page.all("srcset") == page.all("background") == []
    assert "url(" not in text
    assert "@import" not in text


@EVERY
def test_headings_go_down_one_level_at_a_time(agreement: str, lang: Lang) -> None:
    """One title, and no level is passed over: that is how a screen reader finds its way."""
    levels = [int(tag[1]) for tag, _ in page_of(agreement, lang).elements if tag in {"h1", "h2", "h3", "h4", "h5"}]
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@EVERY
def test_every_drawing_says_in_words_what_it_shows(agreement: str, lang: Lang) -> None:
    """Each has a title, as its first child."""
    elements = page_of(agreement, lang).elements
    drawn = [index for index, (tag, _) in enumerate(elements) if tag == "svg"]
    assert drawn
    assert [index for index in drawn if elements[index + 1][0] != "title"] == []


def test_the_same_agreement_gives_the_same_page() -> None:
    """No clock and no chance in it, so that two pages can be compared."""
    twice = [agreement_page(Words(library(), "en"), library().agreement("kbh-2011-2014"), None) for _ in range(2)]
    assert twice[0] == twice[1]


# --- what is amended ------------------------------------------------------------------------------------------------


def test_an_amendment_of_ones_own_shows_what_it_changes(tmp_path: Path) -> None:
    """From 40 to 35 per cent, and from nothing to seven."""
    page = read(own(tmp_path, IN_2013))
    assert "from 40.0 % to 35.0 %" in page.text
    assert "from no value to 7" in page.text
    assert "change-proposal" in page.all("id")


def test_every_kind_of_change_is_told(tmp_path: Path) -> None:
    """A rule repealed, a clause reworded, an estate's wheel and value, and what the law leaves to agreement."""
    text = (
        IN_2013
        + """
  - {repeal: exempt.newly-listed, reason: {da: a, en: b}}
  - {wheel: referral, estate: bispeparken, turns: 1, of: 4, reason: {da: a, en: b}}
  - {set: flexible.work_hours, estate: bispeparken, value: 30, reason: {da: a, en: b}}
  - {set: transfer.wheel, value: [external, external, transfer], reason: {da: a, en: b}}
  - reword: ra11-forty-plus
    words: {title: {da: 35 plus, en: 35-plus estates}, text: {da: a, en: Over 35.}, source: tmu-2012, basis: stated}
    reason: {da: a, en: b}
"""
    )
    page = read(own(tmp_path, text))
    for said in ("Repeals the rule exempt.newly-listed", "Rewords the clause ra11-forty-plus", "35-plus estates",
                 "Turns the referral wheel of bispeparken into 1 of 4", "for the estate bispeparken: to 30 hours",
                 "from external list, transfer list to external list, external list, transfer list"):  # fmt: skip
        assert said in page.text
    assert {one for one in page.all("href") if one.startswith("#")} <= {f"#{one}" for one in page.all("id")}
    ids = page.all("id")
    assert len(ids) == len(set(ids))


def test_nothing_in_a_file_becomes_markup(tmp_path: Path) -> None:
    """Whatever is written in titles and reasons is read, not run."""
    for lang in LANGUAGES:
        page = read(own(tmp_path, IN_2013, lang=lang))
        assert {"script", "b"}.isdisjoint(tag for tag, _ in page.elements)
        assert page.faults == []
        assert "<script>alert(1)</script>" in page.text


def test_a_day_before_an_amendment_shows_what_held_then(tmp_path: Path) -> None:
    """Its changes are left out, and its clauses."""
    page = read(own(tmp_path, IN_2013, date(2012, 6, 1)))
    assert "35.0 %" not in page.text
    assert "change-kbh-2012-adjustment" in page.all("id")
    assert "change-proposal" not in page.all("id")


def test_another_version_of_a_rule_is_shown_beneath_it() -> None:
    """As agreed until the adjustment of 2012, in the words of that time."""
    page = page_of("kbh-2012-adjustment", "en")
    assert page.all("data-version") == ["exempt.listed"]
    assert "The estate is exempt from social referral because it lies in an area on the § 51 b list." in page.text


def test_the_law_shows_only_what_acts_within_the_period() -> None:
    """Prevention areas came in 2021, and say nothing about 2011-2014."""
    page = page_of("kbh-2011-2014", "en")
    assert "abl-59-6" in page.all("data-clause-id")
    assert "abl-59-7" not in page.all("data-clause-id")


def test_what_is_not_in_force_says_so_and_is_not_drawn(tmp_path: Path) -> None:
    """A repealed rule stands with the days on which it held; the drawing and the stages are of the day shown."""
    page = read(own(tmp_path, OF_EVERY_KIND))
    assert "Not in force on 1 January 2013" in page.text
    assert "1 January 2011 to 31 December 2012" in page.text
    assert page.all("href").count("#rule-young.in-job") == 1  # from what repeals it


def test_a_rule_repealed_from_the_first_day_leaves_no_loose_end(tmp_path: Path) -> None:
    """There is no version of it to lead to."""
    page = read(own(tmp_path, OF_EVERY_KIND.replace("from: 2013-01-01", "from: 2011-01-01")))
    assert [href for href in page.all("href") if href[1:] not in page.all("id")] == []


# --- wrong ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("forty_plus.threshold", "forty_plus.treshold", "Did you mean 'forty_plus.threshold'"),
        ("value: 0.35", "value: 35", "a share from 0 to 1"),
        ("extends: kbh-2012-adjustment", "extends: kbh-2021-adjustment", "which is not there"),
        ("changes:", "clauses:\n  ra11-split: {title: {da: a, en: a}, text: {da: a, en: a}, source: aab, basis: stated}\nchanges:",
         "already there"),
        ("changes:", "clauses:\n  x-1: {title: {da: a, en: a}, text: {da: a, en: a}, source: nobody, basis: stated}\nchanges:",
         "which is not listed"),
    ],
)  # fmt: skip
def test_what_does_not_hold_up_makes_no_page(tmp_path: Path, old: str, new: str, said: str) -> None:
    """It is refused with place and cure."""
    with pytest.raises(WrongInput) as wrong:
        own(tmp_path, IN_2013.replace(old, new, 1))
    assert said in wrong.value.text("en")
