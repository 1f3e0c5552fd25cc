"""What would change it: every change shown does give the channel and the offer that it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kredslob.engine.case import Reached, reach
from kredslob.engine.claims import CLAIMS
from kredslob.engine.decide import decide
from kredslob.engine.decision import Decision, FactChange, Flip
from kredslob.engine.office import Office
from kredslob.engine.vacancy import Applicant, Vacancy
from kredslob.engine.whatif import LONG_LIST, would_change
from kredslob.rules.messages import WrongInput
from kredslob.rules.units import Value
from tests.engine.made_cases import Made, made
from tests.engine.small_city import (
    DAY,
    IN_WORK,
    NOBODY_CLAIMS,
    applicant,
    decided,
    listing,
    measured,
    office,
    publication,
    settled,
    vacancy,
)

SENIOR: Mapping[str, Any] = {"birth_date": date(1950, 1, 1), "seeks_age_suited_home": True}


def flips(
    people: Sequence[Applicant] | None = None,
    what: Vacancy | None = None,
    where: Office | None = None,
    assumed: Mapping[str, Value] | None = None,
) -> tuple[Flip, ...]:
    """Give what would change a case that is decided with every guess settled."""
    reached = reach(where or office(), what or vacancy(), people, {**settled(), **(assumed or {})})
    assert not reached.needs
    return would_change(reached)


def told(found: Iterable[Flip]) -> set[tuple[tuple[str, ...], str | None, str | None]]:
    """Give each change in short: facts and values, the channel, and whom it is offered to."""
    return {
        (tuple(f"{one.fact}@{one.about}={one.after}" for one in flip.changes), flip.channel,
         (flip.offer.applicant or flip.offer.how) if flip.offer else None)
        for flip in found
    }  # fmt: skip


# --- the channel --------------------------------------------------------------------------------------------------


def test_a_referral_turn_would_make_it_a_referral() -> None:
    """And so would each claim that stands before a flexible turn."""
    found = told(flips(what=vacancy(**NOBODY_CLAIMS)))
    assert (("referral_due@V1=True",), "referral", None) in found
    assert (("return_guarantee_claim@V1=True",), "return_guarantee", None) in found
    assert (("flexible_due@V1=False",), "ordinary", None) in found
    assert (("dwelling_kind@V1=youth",), "not_covered", None) in found


def test_the_nearest_value_on_the_other_side_is_shown() -> None:
    """An estate of thirty per cent would be exempt at a hair over forty, where a referral is due."""
    due = vacancy(**NOBODY_CLAIMS, referral_due=True)
    assert (("outside_workforce@V1=400001",), "flexible", None) in told(flips(what=due))
    exempt = told(flips(what=due, where=office(measured(401))))
    assert (("outside_workforce@V1=400000",), "referral", None) in exempt


def test_two_changes_are_shown_only_where_one_is_not_enough() -> None:
    """A listed 40-plus estate is exempt on two grounds, so both must go before a referral can come."""
    rows = (publication("51b", date(2010, 10, 1)), listing("51b", date(2010, 10, 1)), measured(401))
    asked = vacancy(**NOBODY_CLAIMS, referral_due=True, dwelling_kind="family")
    found = flips(what=asked, where=office(*rows, in_area=True))
    assert all(len(flip.changes) == 1 for flip in found)
    assert not any(flip.channel == "referral" for flip in found)


def test_a_claim_that_nobody_on_the_list_has_names_nobody() -> None:
    """The change is that somebody comes with a claim, and who that is is not known."""
    found = told(flips([applicant("A1", 2001, **IN_WORK)]))
    assert (("own_estate_claim@V1=True",), "own_estate_transfer", None) in found
    assert (("rehousing_claim@V1=True",), "rehousing", None) in found


def test_what_is_missing_is_asked_for_and_not_varied() -> None:
    """A fact that is not known is no change of facts."""
    found = flips(what=vacancy(**{**NOBODY_CLAIMS, "rooms": None}))
    assert not any(one.fact == "rooms" for flip in found for one in flip.changes)


# --- the offer ----------------------------------------------------------------------------------------------------


def test_the_hours_that_one_passed_over_lacks() -> None:
    """25 hours a week would give the dwelling to the one ahead; a minute less would take it from the one chosen."""
    people = [applicant("A1", 2001, job="permanent", weekly_hours=24 * 60), applicant("A2", 2002, **IN_WORK)]
    found = told(flips(people))
    assert ((f"weekly_hours@A1={25 * 60}",), "flexible", "A1") in found
    assert ((f"weekly_hours@A2={25 * 60 - 1}",), "flexible", "A1") in found


def test_who_is_next_in_a_later_tier_is_found() -> None:
    """If the only one in work were not, a senior would come before who is first on the list."""
    people = [applicant("A1", 2000), applicant("A2", 2001, **IN_WORK), applicant("A3", 2005, **SENIOR)]
    found = told(flips(people))
    assert (("job@A2=none",), "flexible", "A3") in found
    assert not any(who == "A1" for changes, _, who in found if any("A2" in change for change in changes))


def test_the_place_told_is_that_on_the_whole_list() -> None:
    """Also when few of those ahead were asked."""
    ahead = [applicant(f"B{number}", 2000 + number % 3, list_number=number) for number in range(1, 30)]
    people = [*ahead, applicant("A98", 2008, **IN_WORK), applicant("A99", 2009, **IN_WORK)]
    (next_one,) = {flip.offer for flip in flips(people) if flip.offer and flip.offer.applicant == "A99"}
    assert next_one is not None
    assert next_one.rank == 31


def test_on_a_long_list_only_what_is_certain_is_shown() -> None:
    """Who would come next in a tier that nobody has looked at yet is not guessed."""
    ahead = [applicant(f"B{number}", 2000, list_number=number) for number in range(1, LONG_LIST + 10)]
    people = [*ahead, applicant("A98", 2008, **IN_WORK), applicant("A99", 2009, **SENIOR)]
    found = flips(people)
    assert not any(one.about == "A98" for flip in found for one in flip.changes)
    assert {flip.offer.applicant for flip in found if flip.offer and flip.offer.how == "list"} <= {"B1", "B2", "B3"}
    assert any(flip.channel == "referral" and flip.offer is None for flip in found)


def test_of_those_passed_over_the_first_three_are_asked_what_they_lacked() -> None:
    """The list may be long."""
    ahead = [applicant(f"B{number}", 2000, list_number=number, job="permanent") for number in range(1, 9)]
    about = {one.about for flip in flips([*ahead, applicant("A98", 2008, **IN_WORK)]) for one in flip.changes}
    assert about == {"V1", "B1", "B2", "B3", "A98"}


def test_a_change_that_would_be_a_claim_is_no_change_of_the_offer() -> None:
    """Whoever moved to the transfer list would have the dwelling by another channel."""
    people = [
        applicant("A1", 2001, tenant_of="estate", tenant_since=date(2000, 1, 1)),
        applicant("A2", 2002, **IN_WORK),
    ]
    assert not any(one.fact == "list" for flip in flips(people) for one in flip.changes)


# --- guesses ------------------------------------------------------------------------------------------------------


def test_a_change_that_hangs_on_a_guess_is_not_promised() -> None:
    """At an age between the ends of a guess nobody can say."""
    people = [applicant("A1", 2001, birth_date=date(1960, 1, 1), job="temporary"), applicant("A2", 2002, **IN_WORK)]
    open_ = {key: value for key, value in settled().items() if key != "flexible.young_age"}
    found = decide(office(), vacancy(), people, assumed=open_)
    assert found.status == "decided"
    assert not any(
        one.fact == "age" and 25 <= int(str(one.after)) < 36 for flip in found.would_change for one in flip.changes
    )


def test_a_change_holds_at_every_value_of_the_guesses_that_were_tried() -> None:
    """The first in work is offered it, split or no split; were she not, the split would decide who is."""
    people = [
        applicant("A1", 2001, **IN_WORK), applicant("A2", 2005, **SENIOR), applicant("A3", 2006, **IN_WORK),
    ]  # fmt: skip
    open_ = {key: value for key, value in settled().items() if key != "flexible.split_wheel"}
    found = decide(office(), vacancy(), people, assumed=open_)
    assert (found.status, found.offer and found.offer.applicant) == ("decided", "A1")
    assert not any(one.about == "A1" for flip in found.would_change for one in flip.changes)
    known = decided(people)
    assert any(one.about == "A1" for flip in known.would_change for one in flip.changes)


# --- every flip is true -------------------------------------------------------------------------------------------


def applied(
    found: Decision, people: Sequence[Applicant], changes: Iterable[FactChange]
) -> tuple[Vacancy, list[Applicant]]:
    """Give the vacancy and the applicants with the changes made, as somebody would supply them."""
    facts: dict[str, Any] = {**found.vacancy.facts}
    own: dict[str, dict[str, Any]] = {one.id: {**one.facts} for one in people}
    for change in changes:
        (facts if change.about == found.vacancy.id else own[change.about])[change.fact] = change.after
    return replace(found.vacancy, facts=facts), [replace(one, facts=own[one.id]) for one in people]


def outcome_of(
    asked: tuple[Vacancy, list[Applicant]], where: Office, assumed: Mapping[str, Value]
) -> tuple[object, object, object]:
    """Give status, channel and offer of a case with changes made."""
    found = decide(where, asked[0], asked[1], assumed=assumed)
    return found.status, found.channel, found.offer and (found.offer.applicant, found.offer.how, found.offer.rank)


def shown(flip: Flip) -> tuple[object, object, object]:
    """Give what a flip promises."""
    return "decided", flip.channel, flip.offer and (flip.offer.applicant, flip.offer.how, flip.offer.rank)


@settings(max_examples=settings().max_examples // 2)
@given(st.one_of(made(), made(open_guesses=False), made(unknown=False)))
def test_every_change_shown_gives_what_it_says(case: Made) -> None:
    """Supplying the changed facts decides the vacancy so, with the same guesses open."""
    try:
        found = decide(case.where, case.what, case.people, assumed=case.assumed)
    except WrongInput:
        return
    assume(found.status == "decided")
    for flip in found.would_change[:6]:
        status, channel, offer = outcome_of(applied(found, case.people, flip.changes), case.where, case.assumed)
        promised = shown(flip)
        claimed = flip.offer is None and any(one.fact in (*CLAIMS, "rehousing_claim") for one in flip.changes)
        assert (status, channel) == promised[:2]
        assert claimed or offer == promised[2]
        assert (channel, offer and offer[:2]) != (  # type: ignore[index]  # a triple
            found.channel, found.offer and (found.offer.applicant, found.offer.how)
        )  # fmt: skip


@pytest.mark.parametrize("status", ["needs", "undetermined"])
def test_what_is_not_decided_is_not_changed(status: str) -> None:
    """A missing fact is asked for, and a guess is told of."""
    if status == "needs":
        found = decided([applicant("A1", 2001, job="permanent", weekly_hours=None)])
    else:
        found = decide(office(), vacancy(DAY), [applicant("A1", 2001, job="self_employed", weekly_hours=37 * 60)])
    assert (found.status, found.would_change) == (status, ())


def test_nothing_is_changed_in_the_case_itself() -> None:
    """Trying changes leaves the case as it was."""
    people = [applicant("A1", 2001), applicant("A2", 2002, **IN_WORK)]
    reached: Reached = reach(office(), vacancy(), people, settled())
    before = (dict(reached.case.situation), reached.outcome, [dict(one) for one in reached.case.people])
    would_change(reached)
    assert reached.outcome == before[1]
    assert {name: reached.case.situation[name] for name in before[0]} == before[0]
    assert [
        {name: one[name] for name in known} for one, known in zip(reached.case.people, before[2], strict=True)
    ] == before[2]
