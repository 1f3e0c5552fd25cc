"""What an amendment changes for single estates: their wheels, and values of their own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kredslob.rules.agreement import Agreement
from kredslob.rules.amending import amend
from kredslob.rules.dating import eve
from kredslob.rules.fingerprint import fingerprint
from kredslob.rules.library import add_file, load_library, start_id
from kredslob.rules.terms import draw_terms, own_terms
from tests.rules.changed import BASE, DAY, amendment, drawn
from tests.rules.shelf import INDIVIDUAL, amending, edited, lay_out


def test_an_estates_wheel_turns_into_another_from_the_day_on(shelf: Path) -> None:
    """Called as the amendment is, unless it is given a name."""
    change = "wheel: referral, estate: north-1, turns: 1, of: 4"
    before, after = (drawn(shelf, change, day).wheels["referral"] for day in (eve(DAY), DAY))
    assert [(one.version, one.turns, one.of) for one in (before, after)] == [("2011", 1, 3), ("own", 1, 4)]
    assert drawn(shelf, f"{change}, version: '4'").wheels["referral"].version == "4"
    assert drawn(shelf, change).wheels["external"].version == "2011"


def test_a_wheel_turns_on_the_day_on_which_the_amendment_is_taken_to_begin() -> None:
    """Where that day is a guess, the wheel begins with it."""
    own = amendment("wheel: referral, estate: north-1, turns: 1, of: 4")
    amended, _ = Agreement(BASE, (own,), ()).amended(date(2012, 6, 1), {start_id("own"): date(2012, 5, 1)})
    assert [one.from_ for one in amended.estates["north-1"].wheels] == [date(2012, 5, 1)]


def test_a_wheel_that_was_agreed_for_a_later_day_is_replaced_with_the_rest(shelf: Path) -> None:
    """The individual agreement has another wheel from 2013, which the amendment of 2012 does away with."""
    day = date(2013, 6, 1)
    assert (
        drawn(shelf, "wheel: external, estate: north-1, flexible: 5, of: 9", day).wheels["referral"].version == "2013"
    )
    assert drawn(shelf, "wheel: referral, estate: north-1, slots: [open]", day).wheels["referral"].slots == ("open",)


def test_an_amendment_prevails_from_the_day_on_which_an_estates_own_value_begins(shelf: Path) -> None:
    """The individual agreement gives the estate its hours from January 2012, however late that was recorded."""
    text = amending("own", "2012-01-01", "set: work.hours, estate: north-1, value: 30")
    corrected = edited(INDIVIDUAL, "value: 36.5, basis: assumed,", "value: 36.5, basis: assumed, recorded: 2013-05-01,")
    lay_out(shelf, {"own.yaml": text, "individual/frame/north.yaml": corrected})
    library, own = add_file(load_library(shelf), shelf / "own.yaml")
    north = library.individual_agreement("frame", "north")
    assert draw_terms(library, library.agreement(own.id), DAY, north, "north-1").value("work.hours") == 1800


def test_two_wheels_of_an_estate_may_be_turned_from_one_day() -> None:
    """The second takes no notice of the first."""
    turned = "wheel: referral, estate: north-1, turns: 1, of: 4; wheel: external, estate: north-1, flexible: 5, of: 9"
    found = amend(BASE, amendment(turned)).estates["north-1"].wheels
    assert [one.name for one in found] == ["referral", "external"]


def test_of_two_wheels_from_one_day_an_estate_has_that_of_the_amendment_alone(shelf: Path) -> None:
    """The individual agreement's own is done away with, as those that it has agreed on for later."""
    text = amending("own", "2011-01-01", "wheel: referral, estate: north-1, turns: 1, of: 5", adopted="2011-01-01")
    lay_out(shelf, {"own.yaml": text})
    library, own = add_file(load_library(shelf), shelf / "own.yaml")
    framework, _ = library.agreement(own.id).amended(DAY)
    found = own_terms((framework, library.individual_agreement("frame", "north")), "north-1")
    assert found is not None
    assert [(one.name, one.version) for one in found.wheels] == [("referral", "own"), ("external", "2011")]


def test_an_estate_without_an_individual_agreement_may_be_given_a_wheel(shelf: Path) -> None:
    """Where no individual agreement is encoded, an amendment can say what there is."""
    (shelf / "individual/frame/north.yaml").unlink()
    text = amending("own", "2012-04-01", "wheel: referral, estate: anywhere, turns: 1, of: 4")
    lay_out(shelf, {"own.yaml": text})
    library, own = add_file(load_library(shelf), shelf / "own.yaml")
    assert draw_terms(library, library.agreement(own.id), DAY, None, "anywhere").wheels["referral"].of == 4
    assert library.agreement(own.id).amended(DAY)[0].estates["anywhere"].origin == "public"


def test_a_wheel_may_have_the_name_that_a_version_of_another_wheel_has(shelf: Path) -> None:
    """Versions are told apart within one wheel: there is a referral wheel called 2013 and no external one."""
    change = "wheel: external, estate: north-1, flexible: 5, of: 9, version: '2013'"
    assert drawn(shelf, change).wheels["external"].version == "2013"


def test_a_value_may_be_set_for_one_estate(shelf: Path) -> None:
    """It comes before the framework's and before the one of the individual agreement; other estates keep theirs."""
    change = "set: work.hours, estate: north-1, value: 30"
    assert drawn(shelf, change).value("work.hours") == 30 * 60
    assert drawn(shelf, change, eve(DAY)).value("work.hours") == 2190
    assert drawn(shelf, change, estate="north-2").value("work.hours") == 25 * 60


@pytest.mark.parametrize("agreed_from", ["2012-03-31", "2012-04-01", "2012-04-02"])
def test_what_an_amendment_fixes_for_an_estate_comes_before_what_was_agreed_for_that_day_or_later(
    agreed_from: str, shelf: Path
) -> None:
    """The individual agreement's own hours and second wheel begin the day before, on the same day or the day after."""
    text = edited(INDIVIDUAL, "{from: 2012-01-01, value", f"{{from: {agreed_from}, value")
    text = edited(text, "{from: 2013-01-01, version", f"{{from: {agreed_from}, version")
    lay_out(shelf, {"individual/frame/north.yaml": text})
    changes = "set: work.hours, estate: north-1, value: 30; wheel: referral, estate: north-1, turns: 1, of: 4"
    for day in (DAY, date(2013, 6, 1)):
        found = drawn(shelf, changes, day)
        assert (found.value("work.hours"), found.wheels["referral"].version) == (1800, "own")


def test_a_value_set_for_all_does_not_touch_what_an_estate_has_of_its_own(shelf: Path) -> None:
    """The particular comes before the general."""
    assert drawn(shelf, "set: work.hours, value: 30").value("work.hours") == 2190
    assert drawn(shelf, "set: work.hours, value: 30", estate=None).value("work.hours") == 30 * 60


def test_what_an_amendment_fixes_for_an_estate_is_in_the_fingerprint(shelf: Path) -> None:
    """Another wheel is another agreement."""
    three, four = (fingerprint(drawn(shelf, f"wheel: referral, estate: north-1, turns: 1, of: {of}")) for of in (3, 4))
    assert three != four
