"""The spring adjustment: who changes standing and why, the wheels that follow, and agreements that can be signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kredslob.engine.adjustment import Adjustment, adjustment
from kredslob.engine.agreement_text import EDITOR
from kredslob.engine.decide import decide
from kredslob.engine.office import Office
from kredslob.engine.register.model import Measurement
from kredslob.engine.register.reading import read_register
from kredslob.engine.vacancy import TurnReading, Vacancy
from kredslob.rules.library import Library, add_file
from kredslob.rules.messages import WrongInput
from kredslob.rules.model import DatedWheel
from tests.engine.quota_city import LIBRARY, House, office, with_agreement
from tests.engine.test_other_cities import office as city

START, SPRING = date(2011, 1, 1), date(2012, 4, 1)
HEAD = "# Signed in 2011.\n"
CROSSES = House("crosses", 12, (30, 45, 45), agreement="a-1")
OPEN = House("open", 9, 30, agreement="a-1")
LEAVES = House("leaves", 6, 20, agreement="a-1", area="old")
COMES = House("comes", 3, 20, area="new")
HOUSES = (CROSSES, OPEN, LEAVES, COMES)


def agreed(turns: int, of: int, **more: Any) -> dict[str, Any]:
    """Give what an individual agreement of 2011 fixes for an estate."""
    return {
        "wheels": {
            "referral": [{"from": START, "version": "2011", "turns": turns, "of": of}],
            "external": [{"from": START, "version": "2011", "flexible": 4, "of": 9}],
        },
        **more,
    }


# Of 6 vacancies `leaves` loses 2 turns in 2011: 1 and 0.75 and 0.25 become 1 and 1 and 0.
SIGNED = {"crosses": agreed(5, 12), "open": agreed(4, 9), "leaves": agreed(0, 1)}


def small(folder: Path, estates: dict[str, dict[str, Any]] | None = None) -> Office:
    """Give an office of four estates, three of them under one individual agreement."""
    return office_of(with_agreement(folder, "a-1", SIGNED if estates is None else estates, HEAD))


def office_of(library: Library) -> Office:
    """Give an office of the four estates with a shelf of its own; `old` leaves the list in 2011 and `new` comes on it."""
    return office(*HOUSES, library=library, first=("old",), second=("new",))


def shares(found: Adjustment) -> dict[str, tuple[tuple[int, int], tuple[int, int]]]:
    """Give the wheels that change, before and after."""
    return {one.estate.id: (one.before, one.after) for one in found.wheels}


def signed(folder: Path, found: Adjustment) -> Library:
    """Put the proposals of an adjustment in the place of the agreements."""
    for one in found.proposals:
        (folder / "kbh-2011-2014" / one.name).write_text(one.text, "utf-8")
    return replace(LIBRARY, individual=folder)


# --- a small city, worked out by hand ---------------------------------------------------------------------------------


def test_who_changes_standing_is_told_with_the_rules_before_and_after(tmp_path: Path) -> None:
    """One crosses 40, one leaves the list, one comes on it and is not exempt for being new."""
    found = adjustment(small(tmp_path), SPRING)
    told = {
        one.estate.id: (one.before["exempt"], one.after["exempt"], [r.rule for r in one.was], [r.rule for r in one.now])
        for one in found.standing
    }
    assert told == {
        "crosses": (False, True, ["exempt.none"], ["exempt.forty-plus"]),
        "leaves": (True, False, ["exempt.listed"], ["exempt.none"]),
        "comes": (False, False, ["exempt.none"], ["exempt.newly-listed"]),
    }


def test_an_estate_goes_by_what_was_agreed_for_it_alone(tmp_path: Path) -> None:
    """By an amendment `crosses` is not exempt before nine in ten are outside: it changes nothing."""
    (tmp_path / "own").mkdir()
    amendment = tmp_path / "own" / "own.yaml"
    amendment.write_text("""schema: 1
id: own
kind: amendment
extends: kbh-2011-2014
title: {da: a, en: b}
from: 2011-01-01
adopted: 2011-01-01
changes:
  - {set: forty_plus.threshold, estate: crosses, value: 0.9, reason: {da: a, en: b}}
""")
    library, own = add_file(with_agreement(tmp_path, "a-1", SIGNED, HEAD), amendment)
    where = replace(office_of(library), agreement=library.agreement(own.id))
    assert {one.estate.id for one in adjustment(where, SPRING).standing} == {"leaves", "comes"}


def test_where_a_guess_decides_the_standing_both_readings_are_told(tmp_path: Path) -> None:
    """If the yearly adjustment falls later in spring, `leaves` is still exempt on 1 April."""
    (leaves,) = (one for one in adjustment(small(tmp_path), SPRING).standing if one.estate.id == "leaves")
    readings = {facts["exempt"]: taken for taken, facts in leaves.readings}
    assert set(readings) == {False, True}
    assert readings[True]["adjustment.day"] == ("05-31",)


def test_a_value_taken_for_each_guess_leaves_one_reading(tmp_path: Path) -> None:
    """The person asking answers for it."""
    taken: dict[str, Any] = {
        "standing.takes_effect": "on_publication", "measurement.takes_effect": "on_publication",
        "kbh-2012-adjustment.from": SPRING,
    }  # fmt: skip
    found = adjustment(small(tmp_path), SPRING, assumed=taken)
    assert [one.readings for one in found.standing] == [(), (), ()]
    assert [one.parameter for one in found.account.assumed if one.taken] != []


def test_the_new_wheels_are_those_of_the_account(tmp_path: Path) -> None:
    """`crosses` loses 4; of 18 vacancies 2, 1.33 and 0.67 become 2, 1 and 1."""
    assert shares(adjustment(small(tmp_path), SPRING)) == {
        "crosses": ((5, 12), (0, 1)), "open": ((4, 9), (5, 9)), "leaves": ((0, 1), (1, 2)), "comes": ((1, 3), (2, 3)),
    }  # fmt: skip


def test_a_new_wheel_is_not_agreed_before_it_is_written_down(tmp_path: Path) -> None:
    """The individual agreements still say what they said."""
    found = adjustment(small(tmp_path), SPRING).wheels
    assert {(one.agreement is not None, one.agreed) for one in found} == {(True, False), (False, False)}


def test_an_estate_without_an_individual_agreement_is_told_but_has_no_file(tmp_path: Path) -> None:
    """Its wheel is the base share until somebody agrees another."""
    found = adjustment(small(tmp_path), SPRING)
    (comes,) = (one for one in found.wheels if one.estate.id == "comes")
    assert (comes.agreement, comes.agreed) == (None, False)
    assert [one.estates for one in found.proposals] == [("crosses", "open", "leaves")]


def test_it_is_against_the_last_adjustment_or_the_beginning(tmp_path: Path) -> None:
    """The first adjustment looks back to the day the agreement began."""
    city = small(tmp_path)
    assert adjustment(city, date(2011, 4, 1)).since == START
    assert adjustment(city, SPRING).since == date(2011, 4, 1)


def test_an_adjustment_on_two_days_of_a_year_is_told_as_it_is_written(tmp_path: Path) -> None:
    """There is one a year."""
    with pytest.raises(WrongInput, match="04-01, 10-01 is no day that every year has"):
        adjustment(small(tmp_path), SPRING, assumed={"adjustment.day": ("04-01", "10-01")})


def test_where_nothing_changed_nothing_is_proposed(tmp_path: Path) -> None:
    """Spring 2011: the same list and the same measurement as on the first day."""
    found = adjustment(small(tmp_path), date(2011, 4, 1))
    assert (found.standing, found.wheels, found.proposals) == ((), (), ())


def test_under_an_agreement_that_exempts_none_nobody_changes_standing() -> None:
    """No rule of Vesterhavn says who is exempt, and none is asked."""
    found = adjustment(city("vesterhavn"), date(2012, 7, 1))
    assert (found.standing, found.wheels) == ((), ())


def test_slots_that_give_the_same_share_are_left_as_they_are(tmp_path: Path) -> None:
    """An agreement may fix where in the round the turns fall."""
    slots = [{"from": START, "version": "2011", "slots": ["referral", "open", "open"] * 4}]
    own = {"crosses": {"wheels": {"referral": slots}}, "open": agreed(4, 9), "leaves": agreed(0, 1)}
    found = adjustment(small(tmp_path, own), date(2011, 4, 1))
    assert shares(found) == {"crosses": ((1, 3), (5, 12))}
    slots[0]["slots"] = ["referral", "open", "referral", "open"] * 2 + ["referral", "open", "open", "open"]
    assert shares(adjustment(small(tmp_path, own), date(2011, 4, 1))) == {}


# --- the proposed agreement -------------------------------------------------------------------------------------------


def test_the_proposal_is_a_whole_agreement_with_one_version_more(tmp_path: Path) -> None:
    """It loads, and keeps what it does not change: old wheels, external wheels, parameters, the comments at its head."""
    hours = [{"from": START, "value": 30, "basis": "stated", "source": "designed"}]
    own = {**SIGNED, "open": agreed(4, 9, parameters={"flexible.work_hours": hours})}
    found = adjustment(small(tmp_path, own), SPRING)
    assert found.proposals[0].text.startswith(HEAD)
    document = signed(tmp_path, found).individual_agreement("kbh-2011-2014", "a-1")
    terms = document.estates["open"]
    assert terms.wheels == (
        DatedWheel("referral", START, "2011", 4, 9),
        DatedWheel("referral", SPRING, "2012", 5, 9, recorded=SPRING),
        DatedWheel("external", START, "2011", 4, 9),
    )
    assert terms.parameters["flexible.work_hours"][0].value == 30 * 60


def test_vacancies_are_decided_by_the_proposal_once_it_is_signed(tmp_path: Path) -> None:
    """Every second vacancy of the estate that left the list is the municipality's again, from the day and not before."""
    vacancy = Vacancy("V", "leaves", SPRING, facts={"dwelling_kind": "family"}, turns={"referral": TurnReading(2)})
    proposed = adjustment(small(tmp_path), SPRING)
    after = office_of(signed(tmp_path, proposed))
    decision = decide(after, vacancy, None, assume=True)
    assert (decision.channel, decision.turns[0].share, decision.turns[0].next) == ("referral", (1, 2), "2012:1")
    before = replace(vacancy, on=date(2012, 3, 31), turns={"referral": TurnReading(1)})
    assert decide(after, before, None, assume=True).turns[0].due == "open"


def test_where_a_wheel_stood_is_taken_over_from_the_old_version(tmp_path: Path) -> None:
    """The version of 2011 is still there to say what its slots were; pending turns survive."""
    after = office_of(signed(tmp_path, adjustment(small(tmp_path), SPRING)))
    vacancy = Vacancy(
        "V", "open", SPRING, facts={"dwelling_kind": "family"}, turns={"referral": TurnReading(3, 1, "2011")}
    )
    decision = decide(after, vacancy, None, assume=True)
    assert (decision.turns[0].version, decision.turns[0].pending, decision.channel) == ("2012", 1, "referral")


def test_what_is_signed_is_not_proposed_otherwise(tmp_path: Path) -> None:
    """Adjusting again gives the same text, and says that it is agreed already."""
    proposed = adjustment(small(tmp_path), SPRING)
    again = adjustment(office_of(signed(tmp_path, proposed)), SPRING)
    assert [one.text for one in again.proposals] == [one.text for one in proposed.proposals]
    assert {one.estate.id: one.agreed for one in again.wheels} == {
        "crosses": True, "open": True, "leaves": True, "comes": False,
    }  # fmt: skip


def test_a_second_adjustment_in_a_year_names_its_wheels_by_the_day(tmp_path: Path) -> None:
    """Two versions of one wheel never share a name."""
    city = office_of(signed(tmp_path, adjustment(small(tmp_path), SPRING)))
    later = adjustment(city, date(2012, 6, 1), assumed={"compensation.method": "none"})
    document = signed(tmp_path, later).individual_agreement("kbh-2011-2014", "a-1")
    versions = [one.version for one in document.estates["open"].wheels if one.name == "referral"]
    assert versions == ["2011", "2012", "2012-06-01"]


def test_an_earlier_adjustment_stands_before_a_later_one(tmp_path: Path) -> None:
    """Versions stay in the order of their days whatever the order they were worked out in."""
    city = office_of(signed(tmp_path, adjustment(small(tmp_path), SPRING)))
    earlier = adjustment(city, date(2011, 6, 1), assumed={"compensation.method": "none"})
    document = signed(tmp_path, earlier).individual_agreement("kbh-2011-2014", "a-1")
    days = [one.from_ for one in document.estates["open"].wheels if one.name == "referral"]
    assert days == [START, date(2011, 6, 1), SPRING]


def test_what_was_known_before_an_adjustment_knows_nothing_of_it(tmp_path: Path) -> None:
    """The new wheel is recorded on its day."""
    library = signed(tmp_path, adjustment(small(tmp_path), SPRING))
    known = replace(office_of(library), as_known=date(2012, 3, 1))
    vacancy = Vacancy("V", "open", SPRING, facts={"dwelling_kind": "family"}, turns={"referral": TurnReading(1)})
    found = decide(known, vacancy, None, assume=True)
    assert (found.turns[0].version, found.as_known) == ("2011", date(2012, 3, 1))


def test_an_estate_that_its_agreement_forgot_is_written_into_it(tmp_path: Path) -> None:
    """The register names the agreement; the file gets the estate with its wheel."""
    found = adjustment(small(tmp_path, {"open": SIGNED["open"]}), SPRING)
    document = signed(tmp_path, found).individual_agreement("kbh-2011-2014", "a-1")
    assert [(one.version, one.turns, one.of) for one in document.estates["leaves"].wheels] == [("2012", 1, 2)]


# --- wrong use --------------------------------------------------------------------------------------------------------


def test_on_its_second_day_an_agreement_may_be_adjusted_by_what_held_on_the_first(tmp_path: Path) -> None:
    """The day before is then a day of the agreement."""
    assert adjustment(small(tmp_path), date(2011, 1, 2)).since == START


@pytest.mark.parametrize("day", [START, date(2010, 4, 1), date(2028, 4, 1)])
def test_a_day_with_nothing_before_it_or_no_agreement_is_refused(tmp_path: Path, day: date) -> None:
    """On its first day an agreement has nothing to adjust."""
    with pytest.raises(WrongInput) as caught:
        adjustment(small(tmp_path), day)
    assert day != START or [
        (one.place.field, one.accepted and one.accepted.text()) for one in caught.value.problems
    ] == [("on", "a later day")]


def test_a_faulty_individual_agreement_is_refused_with_file_and_line(tmp_path: Path) -> None:
    """Nothing is proposed on top of a file that cannot be decided by."""
    own = {
        **SIGNED,
        "open": agreed(4, 9, parameters={"flexible.work_hour": [{"from": START, "value": 1, "basis": "stated"}]}),
    }
    with pytest.raises(WrongInput) as refused:
        adjustment(small(tmp_path, own), SPRING)
    (problem,) = refused.value.problems
    assert (problem.place.file, problem.nearest) == ("individual/kbh-2011-2014/a-1.yaml", "flexible.work_hours")
    assert problem.place.line is not None


def test_an_agreement_that_is_no_longer_yaml_is_refused(tmp_path: Path) -> None:
    """A file damaged on the way is told, not guessed at."""
    city = small(tmp_path)
    (tmp_path / "kbh-2011-2014" / "a-1.yaml").write_text("estates: {open: [", "utf-8")
    with pytest.raises(WrongInput):
        adjustment(city, SPRING)


# --- the spring of 2012 in the shipped city -----------------------------------------------------------------------------


AS_ASSUMED: dict[str, Any] = {
    "kbh-2012-adjustment.from": SPRING, "adjustment.day": ("04-01",), "standing.takes_effect": "next_adjustment",
    "measurement.takes_effect": "next_adjustment",
}  # fmt: skip


@cache
def spring() -> Adjustment:
    """Work out the adjustment of spring 2012 in the shipped Copenhagen once, without its other readings."""
    return adjustment(Office(LIBRARY, read_register()), SPRING, assumed=AS_ASSUMED)


def test_the_assumed_values_are_what_an_adjustment_goes_by(tmp_path: Path) -> None:
    """Those taken here for the guesses are those that are taken if nobody says anything."""
    untold, told = adjustment(small(tmp_path), SPRING), adjustment(small(tmp_path), SPRING, assumed=AS_ASSUMED)
    assert (told.wheels, told.proposals) == (untold.wheels, untold.proposals)


def over_forty(year: int) -> set[str]:
    """Give the party estates with strictly more than 40 per cent outside the workforce, from the counts themselves."""
    party = {one.estate.id for one in spring().account.estates}
    rows = [row for row in read_register().rows(Measurement) if row.year == year and row.outside_workforce is not None]
    return {
        row.estate for row in rows
        if row.estate in party and Fraction(row.outside_workforce or 0, row.aged_18_64) > Fraction(2, 5)
    }  # fmt: skip


def test_nine_estates_more_are_forty_plus_in_spring_2012() -> None:
    """Those that the measurement of autumn 2011 shows, and no others."""
    became = {one.estate.id for one in spring().standing if one.after["forty_plus"] and not one.before["forty_plus"]}
    assert became == over_forty(2011) - over_forty(2010)
    assert len(became) == 9


def test_akacieparken_is_referred_to_again() -> None:
    """Off the list and not 40-plus: its wheel goes from no turn to a third and some of the compensation."""
    (one,) = (one for one in spring().standing if one.estate.id == "akacieparken")
    assert (one.before["exempt"], one.after["exempt"]) == (True, False)
    before, after = shares(spring())["akacieparken"]
    assert before == (0, 1)
    assert Fraction(*after) > Fraction(1, 3)


def test_of_the_three_new_areas_only_estates_that_are_forty_plus_are_exempt() -> None:
    """Six estates of Jagtvej, Glumsøparken and Bispevænget; the others cite the rule of spring 2012."""
    new = {
        one.estate.id: one
        for one in spring().standing
        if one.estate.area in ("jagtvej", "glumsoeparken", "bispevaenget")
    }
    exempt = {name for name, one in new.items() if one.after["exempt"]}
    assert exempt == over_forty(2011) & set(new)
    assert exempt == {"jagtvej-1", "glumsoeparken-2", "bispevaenget-1"}
    assert {one.now[0].rule for name, one in new.items() if name not in exempt} == {"exempt.newly-listed"}
    assert len(new) == 6


def test_nobody_else_changes_standing() -> None:
    """As few changes as possible: nine that crossed 40, Akacieparken, and the new areas."""
    crossed = over_forty(2011) - over_forty(2010)
    areas = ("jagtvej", "glumsoeparken", "bispevaenget", "akacieparken")
    assert all(one.estate.id in crossed or one.estate.area in areas for one in spring().standing)


def test_the_shipped_agreements_are_what_the_adjustment_proposes() -> None:
    """All 39 have the wheels of spring 2012 already."""
    assert len(spring().proposals) == 39
    assert all(one.agreed for one in spring().wheels)
    shipped = LIBRARY.individual / "kbh-2011-2014"
    for one in spring().proposals:
        editors, text = (shipped / one.name).read_text("utf-8").split("\n", 1)  # it holds only where the file stands
        assert (editors.startswith(EDITOR), text) == (True, one.text)
