"""One vacancy under one set of values: which day counts, which channel comes of it, and who is next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.case import Reached, deciding_day, ranked, reach
from kredslob.engine.knowledge import Open
from kredslob.engine.office import Office
from kredslob.engine.register.rows import Organisation
from kredslob.engine.vacancy import Applicant, Vacancy
from kredslob.rules.library import add_file
from kredslob.rules.messages import Place, WrongInput
from tests.engine.small_city import (
    DAY,
    ESTATE,
    IN_WORK,
    NOBODY_CLAIMS,
    ORGANISATION,
    applicant,
    case_of,
    city,
    library,
    measured,
    office,
    prolonged,
    settled,
    vacancy,
)

NOTICE, AVAILABLE, LETTING = date(2011, 9, 20), date(2011, 11, 1), date(2011, 12, 1)


def reached(people: list[Applicant] | None = None, what: Vacancy | None = None, where: Office | None = None) -> Reached:
    """Decide with every guess settled."""
    return reach(where or office(), what or vacancy(), people, settled())


def day_of(dates: Mapping[Any, date], on: date | None = None, **assumed: Any) -> date:
    """Give the day that counts."""
    return deciding_day(office(), vacancy(on, dates=dates), assumed)


# --- the day ------------------------------------------------------------------------------------------------------


def test_the_day_asked_for_counts_whatever_the_agreement_says_of_dates() -> None:
    """Who says which day to decide by hangs on no guess."""
    assert day_of({"notice": NOTICE, "letting": LETTING}, DAY) == DAY


def test_of_several_dates_it_is_a_guess_which_counts() -> None:
    """The notice is assumed and tried first; what is set is taken."""
    with pytest.raises(Open) as found:
        day_of({"letting": LETTING, "notice": NOTICE})
    assert (found.value.parameter, found.value.values) == ("applies_by", ("notice", "letting"))
    assert day_of({"letting": LETTING, "notice": NOTICE}, applies_by="letting") == LETTING
    assert day_of({"letting": LETTING, "notice": NOTICE}, applies_by="notice") == NOTICE


def test_dates_that_are_one_day_leave_nothing_open() -> None:
    """Then it makes no difference which counts."""
    assert day_of({"notice": NOTICE, "available": NOTICE}) == NOTICE


@pytest.mark.parametrize(
    ("dates", "assumed", "said"),
    [
        ({}, {}, "the vacancy has no date"),
        ({"letting": LETTING}, {}, "the date that counts is missing: notice"),
        ({"notice": NOTICE}, {"applies_by": "letting"}, "the date that counts is missing: letting"),
    ],
)
def test_without_the_date_that_counts_nothing_is_decided(
    dates: Mapping[Any, date], assumed: Mapping[str, Any], said: str
) -> None:
    """No other date is taken in its place."""
    with pytest.raises(WrongInput, match=said):
        day_of(dates, **assumed)


@pytest.mark.parametrize("day", [date(2010, 12, 31), date(2028, 1, 1), date(1900, 1, 1), date.max, date.min])
def test_a_day_outside_every_agreement_is_refused(day: date) -> None:
    """With the days on which there is one."""
    shipped = Office(library(), city(measured()))
    with pytest.raises(WrongInput, match=r"no agreement is in force.*2011-01-01 - 2014-12-31.*2024-01-01 - 2027-12-31"):
        reached(what=vacancy(day), where=shipped)
    own = Office(library(), city(measured()), library().in_force(DAY))
    with pytest.raises(WrongInput, match="is not in force on"):
        reached(what=vacancy(day), where=own)


@pytest.mark.parametrize("day", [date(2011, 1, 1), date(2014, 12, 31)])
def test_the_first_and_the_last_day_of_the_agreement_are_within(day: date) -> None:
    """Adopted on 16 December 2010, it holds from 1 January 2011 to the end of 2014."""
    assert reached(what=vacancy(day, **NOBODY_CLAIMS), where=Office(library(), city(measured()))).channel == "flexible"


# --- the estate ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [ESTATE, "Prøvegården", "  prøvegården ", "PRØVEGÅRDEN"])
def test_an_estate_is_found_by_id_or_name_in_any_case(name: str) -> None:
    """And without regard to spaces around it."""
    assert reached(what=replace(vacancy(**NOBODY_CLAIMS), estate=name)).case.estate.id == ESTATE


@pytest.mark.parametrize(
    ("name", "near"), [("Prøvegarden", "Prøvegården"), ("provegaarden", "proevegaarden"), ("Mjølnerparken", None)]
)
def test_an_unknown_estate_is_refused_with_the_nearest_name(name: str, near: str | None) -> None:
    """The problem stands where the vacancy was read."""
    asked = replace(vacancy(), estate=name, place=Place("ledige.csv", 7))
    with pytest.raises(WrongInput) as caught:
        reached(what=asked)
    (problem,) = caught.value.problems
    assert problem.nearest == near
    assert (problem.place.file, problem.place.line, problem.place.field) == ("ledige.csv", 7, "estate")


def test_an_organisation_that_is_not_party_is_not_decided_for() -> None:
    """The framework binds the members of BL 1. kreds; membership that is not known is taken to be."""
    outside = Organisation(ORGANISATION, "Prøve", first_district=False, origin="public", recorded_on=date(2010, 1, 2))
    with pytest.raises(WrongInput, match="not party to the agreement"):
        reached(where=Office(library(), city(measured(), outside), prolonged()))
    party = Organisation(ORGANISATION, "Prøve", first_district=True, origin="public", recorded_on=date(2010, 1, 2))
    assert reached([], where=Office(library(), city(measured(), party), prolonged())).channel == "flexible"


# --- channel and ranking ------------------------------------------------------------------------------------------


def test_without_applicants_the_channel_alone_is_decided() -> None:
    """Nobody is ranked, and the claims are asked for like other facts."""
    found = reached(what=vacancy(**NOBODY_CLAIMS))
    assert (found.channel, found.ranking, found.needs) == ("flexible", None, ())
    assert reached().needs == tuple(NOBODY_CLAIMS)[:4]  # the transfer list has no turn


def test_what_is_missing_for_the_channel_is_asked_before_anybody_is_ranked() -> None:
    """The channel is unknown, and the need named."""
    found = reached([applicant("A1", 2001)], vacancy(dwelling_kind=None))
    assert (found.channel, found.offer, found.needs) == (None, None, ("dwelling_kind",))


@pytest.mark.parametrize(
    ("channel", "how"), [("referral", "municipality"), ("rehousing", "municipality"), ("ordinary", "nobody"), ("flexible", "nobody")]
)  # fmt: skip
def test_with_nobody_on_the_list_the_municipality_names_somebody_or_nobody_is_offered_it(
    channel: str, how: str
) -> None:
    """An empty list of the municipality's is no reason to let to others; an empty list of ours is free letting."""
    found = ranked(case_of([]), channel)
    assert found is not None
    assert found.offer is not None
    assert (found.offer.applicant, found.offer.how) == (None, how)
    assert list(found.ahead) == []


def test_a_dwelling_that_is_not_covered_is_ranked_for_nobody() -> None:
    """It is let by other rules."""
    assert ranked(case_of([applicant("A1", 2001)]), "not_covered") is None


def test_nobody_qualifies_and_the_ordinary_list_follows() -> None:
    """The first on the list, as a fallback; those passed over are told of by the tiers tried."""
    found = ranked(case_of([applicant("A2", 2002), applicant("A1", 2001)]), "flexible")
    assert found is not None
    assert found.offer is not None
    assert (found.offer.applicant, found.offer.group, found.offer.fallback) == ("A1", ("ordinary",), True)


def test_while_a_fact_is_missing_the_next_is_named_also_on_the_ordinary_list() -> None:
    """If the one who is asked about does not qualify and nobody else does, the dwelling goes to the list."""
    people = [applicant("A2", 2002, job="permanent", weekly_hours=None), applicant("A1", 2001)]
    found = ranked(case_of(people), "flexible")
    assert found is not None
    assert (found.offer, found.needs) == (None, ("weekly_hours@A2",))
    assert found.provisional is not None
    assert (found.provisional.applicant, found.provisional.fallback) == ("A1", True)


def test_what_is_missing_of_the_only_applicant_still_decides_how() -> None:
    """By the criteria or from the ordinary list: the split turns or it does not, so it is asked."""
    found = ranked(case_of([applicant("A1", 2001, job="permanent", weekly_hours=None)]), "flexible")
    assert found is not None
    assert (found.offer, found.needs) == (None, ("weekly_hours@A1",))
    assert found.provisional is not None
    assert found.provisional.applicant == "A1"


def test_a_missing_fact_is_asked_for_before_a_guess_about_nobody() -> None:
    """What happens when nobody qualifies is opened only when nobody does."""
    taken = {key: value for key, value in settled().items() if key != "flexible.nobody_qualifies"}
    asking = case_of([applicant("A1", 2001, job="permanent", weekly_hours=None)], assumed=taken)
    found = ranked(asking, "flexible")
    assert found is not None
    assert (found.needs, found.provisional) == (("weekly_hours@A1",), None)
    with pytest.raises(Open):
        ranked(case_of([applicant("A1", 2001)], assumed=taken), "flexible")


def test_the_outcome_is_what_an_administrator_would_act_on() -> None:
    """Channel, whom to offer it to, and what to ask; the rest may differ."""
    one = reached([applicant("A1", 2001, **IN_WORK)])
    other = reached([applicant("A1", 2002, **IN_WORK), applicant("A9", 2009)])
    assert one.outcome == other.outcome == ("flexible", ("A1", "list"), ())


@given(st.dates(date(2011, 1, 1), date(2014, 12, 31)), st.sampled_from(["family", "youth", "elderly"]))
def test_on_every_day_of_the_agreement_a_plain_vacancy_is_decided(day: date, kind: str) -> None:
    """No day lies between versions of the rules."""
    found = reached([], vacancy(day, dwelling_kind=kind))
    assert found.channel == ("flexible" if kind == "family" else "not_covered")


def test_an_amendment_may_settle_which_day_counts(tmp_path: Path) -> None:
    """From its day on; a vacancy whose first date comes before goes by what held then."""
    path = tmp_path / "own.yaml"
    path.write_text(
        "schema: 1\nid: own\nkind: amendment\nextends: kbh-2011-2014\ntitle: {da: a, en: b}\nfrom: 2012-01-01\n"
        "adopted: 2011-12-01\nchanges:\n- {set: applies_by, value: letting, reason: {da: a, en: b}}\n",
        "utf-8",
    )
    known, document = add_file(library(), path)
    own = Office(known, city(measured()), known.agreement(document.id))
    notice, letting = (day.replace(year=2012) for day in (NOTICE, LETTING))
    assert deciding_day(own, vacancy(None, dates={"notice": notice, "letting": letting}), {}) == letting
    with pytest.raises(Open):
        deciding_day(own, vacancy(None, dates={"notice": NOTICE, "letting": LETTING}), {})
