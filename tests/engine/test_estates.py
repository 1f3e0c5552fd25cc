"""What is derived of an estate and its area: lists, figures, measurements, and from when each acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kredslob.engine.estates import outside_workforce
from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.engine.register.rows import Recorded
from kredslob.rules.messages import WrongInput
from kredslob.rules.units import Value
from tests.engine.small_city import (
    DAY,
    case_of,
    council,
    figures,
    listing,
    measured,
    national,
    office,
    publication,
    settled,
    vacancy,
)

OCT_2010, OCT_2011 = date(2010, 10, 1), date(2011, 10, 1)
AT_ONCE: Mapping[str, Value] = {"standing.takes_effect": "on_publication", "measurement.takes_effect": "on_publication"}


def fact(
    name: str, *rows: Recorded, on: date = DAY, in_area: bool = True, assumed: Mapping[str, Value] | None = None
) -> FactValue:
    """Give a derived fact of the estate, every guess settled but for what is taken."""
    where = office(*(rows or (measured(),)), in_area=in_area)
    return case_of(where=where, what=vacancy(on), assumed={**settled(), **(assumed or {})}).situation[name]


def guessed(name: str, *rows: Recorded, on: date = DAY) -> FactValue:
    """Give a derived fact while every guess is open but the day of the amendment."""
    assumed = {key: value for key, value in settled().items() if key.endswith(".from")}
    return case_of(where=office(*rows, in_area=True), what=vacancy(on), assumed=assumed).situation[name]


# --- the measurement ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outside", "of", "ppm"), [(400, 1000, 400_000), (401, 1000, 401_000), (4_000_001, 10_000_000, 400_001)]
)
def test_the_share_outside_the_workforce_is_two_counts(outside: int, of: int, ppm: int) -> None:
    """A hair over forty per cent stays over."""
    assert fact("outside_workforce", measured(outside, of)) == ppm


def test_a_rounded_measurement_is_bounds() -> None:
    """A source that gives only a percentage tells between which two shares it lies."""
    rounded = measured(None, 1000, outside_rounded=(395_000, 405_000))
    assert fact("outside_workforce", rounded) == Between(395_000, 405_000, needs=("outside_workforce",))


@pytest.mark.parametrize("rows", [(measured(year=2013),), (measured(None, 1000),), (measured(3, 0),), (publication("51b", OCT_2010),)])  # fmt: skip
def test_what_was_not_measured_is_unknown(rows: tuple[Recorded, ...]) -> None:
    """No measurement yet, no count in it, nobody of the age, no row at all: the share is asked for."""
    assert fact("outside_workforce", *rows) == Unknown(needs=("outside_workforce",))


PARTS: Mapping[str, Any] = {"employed": 500, "unemployed": 60, "students": 120, "other_outside": 320}


@pytest.mark.parametrize(
    ("unemployed", "students", "ppm"),
    [(False, True, 440_000), (False, False, 320_000), (True, True, 500_000), (True, False, 380_000)],
)
def test_the_agreement_says_who_counts_as_outside(unemployed: bool, students: bool, ppm: int) -> None:
    """Where only the parts are known, unemployed and students count or not."""
    taken = {"measurement.counts_unemployed": unemployed, "measurement.counts_students": students}
    assert fact("outside_workforce", measured(None, 1000, **PARTS), assumed=taken) == ppm


def test_while_it_is_open_who_counts_the_share_is_unknown() -> None:
    """Both guesses are named, for each makes a difference."""
    expected = Unknown(guesses=("measurement.counts_unemployed", "measurement.counts_students"))
    assert guessed("outside_workforce", measured(None, 1000, **PARTS)) == expected
    nobody = {**PARTS, "unemployed": 0, "students": 0}
    assert guessed("outside_workforce", measured(None, 1000, **nobody)) == 320_000


def test_a_part_that_is_missing_matters_only_if_it_counts() -> None:
    """Without the number of students their share is asked for, unless they do not count."""
    rows = measured(None, 1000, unemployed=60, other_outside=320)
    assert fact("outside_workforce", rows) == Unknown(needs=("outside_workforce",))
    assert fact("outside_workforce", rows, assumed={"measurement.counts_students": False}) == 320_000


def test_a_measurement_acts_from_the_next_adjustment_or_at_once() -> None:
    """Published in November 2011 it acts from April 2012, unless it acts on publication; while open it is a guess."""
    rows = (measured(300), measured(500, year=2011, published=date(2011, 11, 15)))
    winter = date(2012, 1, 10)
    assert fact("outside_workforce", *rows, on=winter) == 300_000
    assert fact("outside_workforce", *rows, on=winter, assumed=AT_ONCE) == 500_000
    assert fact("outside_workforce", *rows, on=date(2012, 4, 1)) == 500_000
    assert guessed("outside_workforce", *rows, on=winter) == Unknown(guesses=("measurement.takes_effect",))
    spring = Unknown(guesses=("measurement.takes_effect", "adjustment.day"))
    assert guessed("outside_workforce", *rows, on=date(2012, 4, 10)) == spring
    assert guessed("outside_workforce", *rows, on=date(2012, 6, 1)) == 500_000


def test_two_measurements_that_say_the_same_leave_nothing_open() -> None:
    """Which of them acts makes no difference."""
    rows = (measured(300), measured(300, year=2011, published=date(2011, 11, 15)))
    assert guessed("outside_workforce", *rows, on=date(2012, 1, 10)) == 300_000


# --- the lists ----------------------------------------------------------------------------------------------------

NEW_2011 = (publication("51b", OCT_2010), publication("51b", OCT_2011), listing("51b", OCT_2011))
OLD = (publication("51b", OCT_2010), listing("51b", OCT_2010))
LEFT_2011 = (*OLD, publication("51b", OCT_2011))


@pytest.mark.parametrize(
    ("on", "in_force", "acting"),
    [
        (date(2011, 9, 30), "not_listed", "not_listed"),
        (date(2011, 10, 1), "listed", "not_listed"),
        (date(2012, 3, 31), "listed", "not_listed"),
        (date(2012, 4, 1), "listed", "listed"),
    ],
)
def test_the_law_goes_by_the_list_in_force_and_the_agreement_by_the_one_it_heeds(
    on: date, in_force: str, acting: str
) -> None:
    """The list of 1 October 2011 is in force at once, and acts for the exemption from spring."""
    assert fact("published_51b", *NEW_2011, on=on) == in_force
    assert fact("acting_51b", *NEW_2011, on=on) == acting
    assert fact("acting_51b", *NEW_2011, on=on, assumed=AT_ONCE) == in_force


def test_the_first_list_acts_from_the_first_day_of_the_agreement() -> None:
    """There was no spring adjustment under it before, so what is in force when it begins acts."""
    assert fact("acting_51b", *OLD, on=date(2011, 1, 1)) == "listed"
    assert guessed("acting_51b", *OLD, on=date(2011, 1, 1)) == "listed"


def test_which_list_acts_is_a_guess_only_where_it_matters() -> None:
    """Between autumn and spring both guesses may decide; after the last possible adjustment none does."""
    assert guessed("acting_51b", *NEW_2011, on=date(2011, 11, 1)) == Unknown(guesses=("standing.takes_effect",))
    both_open = Unknown(guesses=("standing.takes_effect", "adjustment.day"))
    assert guessed("acting_51b", *NEW_2011, on=date(2012, 4, 10)) == both_open
    assert guessed("acting_51b", *NEW_2011, on=date(2012, 5, 31)) == "listed"


def test_of_the_list_of_the_law_of_prevention_the_fact_of_that_list_is_asked_for() -> None:
    """§ 61 b is a list of its own as well."""
    part = publication("61b", OCT_2010, complete=False)
    assert fact("published_61b", part) == Unknown(needs=("published_61b",))
    assert fact("published_61b", part, listing("61b", OCT_2010, "forebyggelse")) == "listed"


@pytest.mark.parametrize("name", ["published_51b", "acting_51b"])
def test_a_list_of_which_not_every_row_is_known_says_only_what_it_says(name: str) -> None:
    """The area is asked about by the fact that would settle it, and a row that says it is off settles it."""
    part = publication("51b", OCT_2010, complete=False)
    assert fact(name, part) == Unknown(needs=(name,))
    assert fact(name, part, listing("51b", OCT_2010)) == "listed"
    assert fact(name, part, listing("51b", OCT_2010, "off")) == "not_listed"


def test_where_nothing_is_published_the_figures_are_to_decide() -> None:
    """Before the first list and after the last known one has run out."""
    ended = (publication("51b", OCT_2010, valid_to=date(2011, 3, 1)), listing("51b", OCT_2010))
    assert fact("published_51b", *ended) == "none_published"
    assert fact("published_51b", publication("51b", OCT_2011)) == "none_published"


def test_an_estate_in_no_area_is_on_no_list() -> None:
    """Small estates are not measured by the state."""
    found = {name: fact(name, in_area=False) for name in ("in_area", "published_51b", "published_61a", "newly_listed")}
    assert found == {
        "in_area": False,
        "published_51b": "not_listed",
        "published_61a": "not_listed",
        "newly_listed": False,
    }
    counted = ("area_residents", "non_western", "years_parallel")
    assert [fact(name, in_area=False) for name in counted] == [0, 0, 0]


@pytest.mark.parametrize("category", ["ghetto", "udsat", "parallel", "omdannelse", "forebyggelse"])
def test_the_other_list_gives_its_category(category: str) -> None:
    """§ 61 a is a list of its own, and says what the area is designated as."""
    rows = (publication("61a", OCT_2010), listing("61a", OCT_2010, category))
    assert fact("published_61a", *rows) == category
    assert fact("published_51b", *rows) == "none_published"


@pytest.mark.parametrize(("complete", "told"), [(True, "not_listed"), (False, Unknown(needs=("published_61a",)))])
def test_who_is_not_among_the_rows_of_the_other_list_is_off_it_if_all_are_known(
    complete: bool, told: FactValue
) -> None:
    """Else the area is asked about."""
    assert fact("published_61a", publication("61a", OCT_2010, complete=complete)) == told


def test_of_the_other_list_too_the_fact_is_asked_for_that_is_not_known() -> None:
    """The law goes by the one in force and an agreement by the one that acts."""
    part = publication("61a", OCT_2010, complete=False)
    assert fact("published_61a", measured()) == "none_published"
    assert [fact(name, part) for name in ("published_61a", "acting_61a")] == [
        Unknown(needs=("published_61a",)), Unknown(needs=("acting_61a",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "new"),
    [
        (OLD, False),
        (NEW_2011, True),
        (LEFT_2011, False),
        ((*LEFT_2011, publication("51b", date(2012, 10, 1)), listing("51b", date(2012, 10, 1))), True),
        ((*OLD, publication("51b", OCT_2011), listing("51b", OCT_2011)), False),
    ],
)
def test_new_is_what_was_not_listed_when_the_agreement_began(rows: tuple[Recorded, ...], new: bool) -> None:
    """An area that left and came back is new too; one that is off the list is not new on it."""
    assert fact("newly_listed", *rows, on=date(2013, 5, 1)) is new


def test_whether_it_is_new_is_unknown_where_no_list_tells() -> None:
    """Without a list of January 2011, or with one that is not known in full."""
    assert fact("newly_listed", publication("51b", OCT_2011), listing("51b", OCT_2011), on=date(2013, 5, 1)) == Unknown(
        needs=("newly_listed",)
    )
    part = (publication("51b", OCT_2010, complete=False), publication("51b", OCT_2011), listing("51b", OCT_2011))
    assert fact("newly_listed", *part, on=date(2013, 5, 1)) == Unknown(needs=("newly_listed",))


ENDED = publication("51b", OCT_2011, valid_to=date(2012, 10, 1))
MEETS, MEETS_NOT = figures(2012, outside_labour_market=1000), figures(2012, outside_labour_market=0)


@pytest.mark.parametrize(
    ("rows", "new"),
    [
        ((*OLD, ENDED, MEETS_NOT), False),
        ((*OLD, ENDED, MEETS), True),
        ((publication("51b", OCT_2010), ENDED, listing("51b", OCT_2011), MEETS_NOT), False),
        ((publication("51b", OCT_2010), ENDED, listing("51b", OCT_2011), MEETS), True),
        ((*OLD, ENDED, listing("51b", OCT_2011), MEETS), False),
        ((*OLD, ENDED, listing("51b", OCT_2011)), False),
        ((*OLD, ENDED), Unknown(needs=("area_residents", "outside_labour_market"))),
    ],
)
def test_where_no_list_is_known_an_area_is_new_only_if_its_figures_put_it_on_one(
    rows: tuple[Recorded, ...], new: FactValue
) -> None:
    """One that left and does not meet the criteria is on no list, so not new; without figures an old area is still not new."""
    found = fact("newly_listed", *rows, on=date(2013, 5, 1))
    assert found == new
    if isinstance(new, bool) and len(rows) > 3:
        assert not new or fact("listed_for_exemption", *rows, on=date(2013, 5, 1))


def test_while_a_list_acts_the_figures_put_no_area_on_it() -> None:
    """Not every row of it is known, and this area's may be among the others; an estate in no area is on none."""
    rows = (publication("51b", OCT_2010), publication("51b", OCT_2011, complete=False), MEETS)
    assert fact("newly_listed", *rows, on=date(2013, 5, 1)) == Unknown(needs=("newly_listed",))
    assert fact("newly_listed", *NEW_2011, on=date(2013, 5, 1), in_area=False) is False


def test_where_no_rule_tells_who_meets_the_criteria_it_is_asked_whether_the_area_is_new() -> None:
    """An agreement of one's own may draw on another law."""
    case = case_of(where=office(*OLD, ENDED, MEETS, in_area=True), what=vacancy(date(2013, 5, 1)), assumed=settled())
    rules = {name: found for name, found in case.situation.terms.rules.items() if name != "meets_51b"}
    case.situation.terms = replace(case.situation.terms, rules=rules)
    assert case.situation["newly_listed"] == Unknown(needs=("newly_listed",))


def test_from_when_the_other_list_acts_is_agreed_too() -> None:
    """Designated in October 2011, an area is what it was before until the spring, or at once."""
    rows = (publication("61a", OCT_2010), listing("61a", OCT_2010, "udsat"), publication("61a", OCT_2011), listing("61a", OCT_2011, "ghetto"))  # fmt: skip
    days = (date(2011, 9, 30), date(2011, 10, 1), date(2012, 3, 31), date(2012, 4, 1))
    assert [fact("published_61a", *rows, on=day) for day in days] == ["udsat", "ghetto", "ghetto", "ghetto"]
    assert [fact("acting_61a", *rows, on=day) for day in days] == ["udsat", "udsat", "udsat", "ghetto"]
    assert [fact("acting_61a", *rows, on=day, assumed=AT_ONCE) for day in days] == [
        "udsat",
        "ghetto",
        "ghetto",
        "ghetto",
    ]


def test_an_adjustment_on_two_days_of_a_year_is_told_as_it_is_written() -> None:
    """There is one a year."""
    with pytest.raises(WrongInput, match="04-01, 10-01 is no day that every year has"):
        fact("acting_51b", *OLD, assumed={"adjustment.day": ("04-01", "10-01")})


# --- the figures --------------------------------------------------------------------------------------------------


def test_an_areas_figures_are_those_of_the_year_before() -> None:
    """Residents and one-year shares are of the latest whole year."""
    rows = (figures(2009, residents=900), figures(2010, residents=1200, non_western=601), figures(2011, residents=1))
    assert (fact("area_residents", *rows), fact("non_western", *rows)) == (1200, 500_833)


def test_a_mean_is_of_as_many_years_as_the_law_says() -> None:
    """Four years for the list of 2010: the mean of the yearly shares, not the share of the sums."""
    rows = [figures(year, without_link=link, aged_18_64=of) for year, link, of in ((2007, 10, 100), (2008, 0, 900), (2009, 0, 10), (2010, 10, 100))]  # fmt: skip
    assert fact("without_link_4y", *rows) == 50_000
    assert fact("without_link_2y", *rows) == 50_000
    assert fact("without_link_4y", *rows[1:]) == Unknown(needs=("without_link_4y",))


def test_convictions_are_compared_with_the_countrys() -> None:
    """The mean of two years of the area's share over the country's."""
    rows = (
        figures(2009, convicted=20),
        figures(2010, convicted=40),
        national(2009, 10, 1000),
        national(2010, 10, 1000),
    )
    assert fact("convicted_relative_2y", *rows) == 3_000_000
    assert fact("convicted_relative_2y", *rows[:3]) == Unknown(needs=("convicted_relative_2y",))
    none = (*rows[:2], national(2009, 0, 1000), national(2010, 10, 1000))
    assert fact("convicted_relative_2y", *none) == Unknown(needs=("convicted_relative_2y",))


@pytest.mark.parametrize("missing", [{"non_western": None}, {"residents": None}, {"residents": 0}])
def test_a_figure_that_is_missing_is_asked_for(missing: Mapping[str, int | None]) -> None:
    """No count, or nobody to count, is unknown and not nought."""
    assert fact("non_western", figures(2010, **missing)) == Unknown(needs=("non_western",))


def test_income_is_itself_a_ratio() -> None:
    """The ministry publishes it, so it is taken as it is."""
    assert fact("income_of_region", figures(2010, income_ppm_of_region=549_999)) == 549_999


@pytest.mark.parametrize(("years", "count"), [((), 1), ((2010,), 2), ((2008, 2010), 2), ((2007, 2008, 2009, 2010), 5)])
def test_years_as_a_parallel_society_in_a_row(years: tuple[int, ...], count: int) -> None:
    """The year judged counts as one; a year off the list breaks the row."""
    rows: list[Recorded] = [row for year in years for row in (publication("61a", date(year, 12, 1)), listing("61a", date(year, 12, 1), "parallel"))]  # fmt: skip
    assert fact("years_parallel", *(rows or [measured()])) == count


@pytest.mark.parametrize(
    ("kind", "combined"), [("combined_letting", "basic"), ("combined_letting_extended", "extended")]
)
def test_council_decisions_hold_from_their_day_to_their_end(kind: Any, combined: str) -> None:
    """The day it ends is the first on which it no longer holds."""
    decision = council(kind, date(2011, 3, 1), date(2011, 6, 1))
    found = [
        fact("council_combined_letting", decision, on=date(2011, *day)) for day in ((2, 28), (3, 1), (5, 31), (6, 1))
    ]
    assert found == ["none", combined, combined, "none"]
    assert fact("council_mandatory_flexible", decision) is False


def test_an_area_has_a_development_plan_while_the_council_has_decided_one() -> None:
    """Where the register holds such plans, an area without a row has none; no area, no plan."""
    plan = council("development_plan", date(2011, 3, 1))
    assert [fact("development_plan", plan, on=day) for day in (date(2011, 2, 28), DAY)] == [False, True]
    assert fact("development_plan", plan, in_area=False) is False


def test_without_any_plan_in_the_register_it_is_not_known_whether_an_area_has_one() -> None:
    """Nobody may have entered them."""
    assert fact("development_plan", measured()) == Unknown(needs=("development_plan",))
    assert fact("development_plan", council("combined_letting", date(2011, 3, 1))) == Unknown(
        needs=("development_plan",)
    )


@pytest.mark.parametrize(("day", "decided"), [(date(2011, 3, 1), False), (date(2011, 4, 1), True)])
def test_flexible_letting_is_mandatory_from_the_day_that_the_council_decided(day: date, decided: bool) -> None:
    """In the area that it decided on."""
    assert fact("council_mandatory_flexible", council("mandatory_flexible", date(2011, 4, 1)), on=day) is decided


@pytest.mark.parametrize("left_out", ["adjustment.day", "measurement.takes_effect"])
def test_without_a_term_for_it_a_measurement_acts_at_once(left_out: str) -> None:
    """An agreement of one's own may name no spring, or not say what waits for it."""
    place = case_of(where=office(measured(), measured(350, year=2011)), what=vacancy(date(2012, 1, 1))).place
    terms = {key: one for key, one in place.terms.parameters.items() if key != left_out}
    assert outside_workforce(replace(place, terms=replace(place.terms, parameters=terms))) == 350_000
