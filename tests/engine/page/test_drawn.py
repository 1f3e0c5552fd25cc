"""What is drawn and measured reads without the files: words in each box, a shade to each kind of turn, counts by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kredslob.engine.page.contents import contents_of
from kredslob.engine.page.drawing import wheel_svg
from kredslob.engine.page.measures import COUNTS
from kredslob.engine.page.page import agreement_page
from kredslob.engine.phrasing import Words
from kredslob.rules.library import add_file
from kredslob.rules.messages import LANGUAGES, Lang
from tests.engine.page.reading import AGREEMENTS, Read, library, page_of, read

ROOT = Path(__file__).parents[3]
EVERY = pytest.mark.parametrize(("agreement", "lang"), [(one, lang) for one in AGREEMENTS for lang in LANGUAGES])


@EVERY
def test_each_box_says_what_its_rule_says(agreement: str, lang: Lang) -> None:
    """In the drawing of exceptions as well as in the clause, so that yes, yes and no can be told apart."""
    page = page_of(agreement, lang)
    acting = contents_of(library(), library().agreement(agreement), None).acting
    drawn = {rule.id: rule for rule in acting if rule.overrides}
    assert drawn
    assert [key for key, rule in drawn.items() if page.text.count(rule.text.read(lang)) < 2] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_measure_counts_is_said_in_words(lang: Lang) -> None:
    """Of every agreement and law, above and below the line; the column of the register stands beside it."""
    counted = {
        name for one in library().documents.values() for measure in one.measures.values()
        for name in (*measure.numerator, measure.denominator)
    }  # fmt: skip
    assert counted <= set(COUNTS)
    text = page_of("kbh-2011-2014", lang).text
    for name in ("outside_workforce", "aged_18_64"):
        assert f"{COUNTS[name].text(lang)} {name}" in text


@pytest.mark.parametrize(
    ("slots", "shades"),
    [
        ([0, 1], ["off", "on-1"]),
        ([1, 2, 1, 3, 1, 2], ["on-1", "on-2", "on-1", "on-3", "on-1", "on-2"]),
        ([1, 2, 3, 4, 5], ["on-1", "on-2", "on-3", "on-4", "on-4"]),
        ([1], ["on-1"]),
        ([0], ["off"]),
        ([0, 1] * 50, ["on-1", "off"]),
    ],
)
def test_a_wheel_has_a_piece_for_each_slot_in_the_shade_of_its_kind(slots: list[int], shades: list[str]) -> None:
    """Kinds beyond the fourth share its shade; of very many slots two arcs show how large the part is."""
    drawn = read(wheel_svg(slots, "a wheel"))
    assert [given["class"] for tag, given in drawn.elements if tag in {"path", "circle"}] == shades


# --- an agreement of another city ------------------------------------------------------------------------------------


def page_of_file(path: Path) -> Read:
    """Give the page of an agreement in a file."""
    known, document = add_file(library(), path)
    return read(agreement_page(Words(known, "en"), known.agreement(document.id), None))


def test_a_share_stands_in_the_box_of_the_step_that_has_it_and_not_in_the_list_of_wheels() -> None:
    """Half to referral: 1/2; the list keeps what all estates share by."""
    page = page_of_file(ROOT / "tests/engine/cities/vesterhavn.yaml")
    assert "Half to referral: 1/2" in page.text
    assert "Two thirds flexible: flexible letting, flexible letting, ordinary list" in page.text
    stages = page.text.rpartition("How a vacancy is decided")[2].partition("Which exception overrides which")[0]
    assert "Sixths: sea, land, sea, old, sea, land" in stages
    assert "Half to referral" not in stages


def test_the_groups_of_an_order_are_called_by_their_names() -> None:
    """Those joined by a plus are one tier."""
    page = page_of_file(ROOT / "tests/engine/cities/vesterhavn.yaml")
    assert "Fishery, then Young + Over 70" in page.text
    assert "Young, then Over 70, then Fishery" in page.text


def test_an_amendment_shows_the_values_that_it_brings() -> None:
    """Beside its changes, with what each is."""
    page = page_of_file(ROOT / "docs/tutorial/proposal.yaml")
    changes = page.text.rpartition("What is amended")[2].partition("How a vacancy is decided")[0]
    assert "It brings these values:" in changes
    assert "Commuter, then Divorced or parted + Young or in education + Senior + Parent with access" in changes


def test_guessed_rules_are_counted_beside_guessed_values() -> None:
    """So that the sum is that of the bar beneath."""
    page = page_of("kbh-2024-2027", "en")
    told = re.search(r"(\d+) values and (\d+) rules are guesses", page.text)
    assert told is not None
    assert f"{int(told[1]) + int(told[2])} assumed" in page.text


def test_every_guessed_rule_stands_in_the_table_of_what_is_assumed() -> None:
    """With its clause; of an agreement without any there is no such table."""
    page = page_of("kbh-2024-2027", "en")
    acting = contents_of(library(), library().agreement("kbh-2024-2027"), None).acting
    table = page.text.partition("Rules that the sources do not state")[2].partition("The law that it draws on")[0]
    guessed = [rule for rule in acting if rule.basis == "assumed"]
    assert len(guessed) > 20
    assert [rule.id for rule in guessed if rule.text.read("en") not in table] == []
    assert "Rules that the sources do not state" not in page_of("kbh-2011-2014", "en").text


def test_an_empty_list_is_said_to_be_empty() -> None:
    """No step at all may be what is meant."""
    assert Words(library(), "en").value("tightened.estate_steps", ()) == "none of them"


# --- what is amended ------------------------------------------------------------------------------------------------


def test_a_clause_says_by_what_it_is_changed() -> None:
    """Where a rule that cites it is replaced or brought; no clause of the agreement as it was says so."""
    page = page_of("kbh-2012-adjustment", "en").text
    assert page.count("Changed by: Adjustment of spring 2012: areas new on the list") == 2  # as it was, and as it is
    assert "Changed by:" not in page_of("kbh-2011-2014", "en").text


def test_a_clause_whose_value_is_set_says_so() -> None:
    """The share of the proposal; the split is set by it too. The clause on commuters is left as it was."""
    page = page_of_file(ROOT / "docs/tutorial/proposal.yaml")
    clauses = page.text.rpartition("The agreement, clause by clause")[2]
    assert clauses.count("Changed by: Invented proposal: two of three to commuters") == 2
