"""The estate's wheels at a vacancy: what is due, what this vacancy uses up, and where each wheel stands afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kredslob.engine.case import reach
from kredslob.engine.decision import TurnState
from kredslob.engine.knowledge import Unknown
from kredslob.engine.office import Office
from kredslob.engine.outcome import turn_states
from kredslob.engine.turns import EXTERNAL, SPLIT, TRANSFER, Turn, read_turns, right
from kredslob.engine.vacancy import Applicant, TurnReading, Vacancy
from kredslob.engine.wheels import REFERRAL, Wheel, WheelState
from kredslob.rules.binding import Term
from kredslob.rules.messages import WrongInput
from kredslob.rules.units import Value
from tests.engine.bare_terms import bare_terms, parameter
from tests.engine.own_agreement import with_agreement
from tests.engine.small_city import (
    DAY,
    ESTATE,
    IN_WORK,
    NOBODY_CLAIMS,
    applicant,
    case_of,
    decided,
    measured,
    office,
    settled,
    vacancy,
)

WORKER = applicant("W1", 2001, **IN_WORK)
PLAIN = applicant("A1", 2000)
SENIOR: Mapping[str, Any] = {"birth_date": date(1950, 1, 1), "seeks_age_suited_home": True}
CITY_TENANT = applicant("T1", 2003, list="organisation", tenant_of="organisation", tenant_since=date(2001, 1, 1))
NEIGHBOUR = applicant("N1", 2003, list="estate", tenant_of="estate", tenant_since=date(2001, 1, 1))


def at(wheel: str, slot: int, pending: int = 0, version: str | None = None) -> dict[str, TurnReading]:
    """Give where one wheel stands."""
    return {wheel: TurnReading(slot, pending, version)}


def turned(
    wheel: str,
    turns: Mapping[str, TurnReading],
    people: tuple[Applicant, ...] | None = (PLAIN, WORKER),
    where: Office | None = None,
    assumed: Mapping[str, Value] | None = None,
    **facts: Any,
) -> TurnState:
    """Give what becomes of a wheel when a vacancy is decided."""
    reached = reach(where or office(), vacancy(turns=turns, **facts), people, {**settled(), **(assumed or {})})
    return next(one for one in turn_states(reached.case, reached) if one.wheel == wheel)


def short(state: TurnState) -> tuple[str | None, bool, str | None, str | None]:
    """Give what is due, whether the vacancy counts, what is used up, and the notation afterwards."""
    return state.due, state.counts, state.taken, state.next


# --- referral -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slot", "due", "taken", "after"),
    [
        (1, "open", None, "kbh-2011-2014:2"),
        (2, "open", None, "kbh-2011-2014:3"),
        (3, "referral", "referral", "kbh-2011-2014:1"),
    ],
)
def test_every_third_vacancy_is_the_municipalitys(slot: int, due: str, taken: str | None, after: str) -> None:
    """Two slots are open and the third is a referral; then the round begins again."""
    assert short(turned(REFERRAL, at(REFERRAL, slot))) == (due, True, taken, after)


def test_a_pending_referral_is_due_before_the_slot() -> None:
    """What was passed over comes first, and one less is owed afterwards."""
    state = turned(REFERRAL, at(REFERRAL, 1, 2))
    assert short(state) == ("referral", True, "referral", "kbh-2011-2014:2+1")
    assert (state.slot, state.pending) == (1, 2)


def test_rehousing_before_referral_leaves_the_turn_owed_unless_it_counts() -> None:
    """A turn taken by a higher channel is pending for the next vacancy; where rehousing counts as referral it is used."""
    homeless = applicant("R1", 2009, list="rehousing")
    first = {"rehousing.position": "before_referral"}
    owed = turned(REFERRAL, at(REFERRAL, 3), (homeless,), assumed=first)
    assert short(owed) == ("referral", True, None, "kbh-2011-2014:1+1")
    used = turned(REFERRAL, at(REFERRAL, 3), (homeless,), assumed={**first, "rehousing.counts_as_referral": True})
    assert short(used) == ("referral", True, "referral", "kbh-2011-2014:1")


def test_where_it_is_only_told_that_a_referral_is_due_no_turn_is_seen_to_be_used_up() -> None:
    """The office decides by its own count, and the wheel stands nowhere before or after."""
    told = Vacancy("V1", ESTATE, DAY, {}, {"dwelling_kind": "family", **NOBODY_CLAIMS, "referral_due": True}, {})
    reached = reach(office(), told, None, settled())
    (state,) = (one for one in turn_states(reached.case, reached) if one.wheel == REFERRAL)
    assert (reached.channel, state.slot, state.pending) == ("referral", None, None)
    assert short(state) == (None, True, None, None)


def test_in_an_exempt_estate_the_turn_lapses() -> None:
    """It is not owed for later: the municipality gets it in other estates."""
    exempt = turned(REFERRAL, at(REFERRAL, 3), where=office(measured(401)))
    assert short(exempt) == ("referral", True, "referral", "kbh-2011-2014:1")


def test_a_dwelling_that_is_not_covered_turns_no_wheel() -> None:
    """A youth dwelling is let by other rules and counts nowhere."""
    for wheel, after in ((REFERRAL, "kbh-2011-2014:3"), (TRANSFER, "2011:1"), (SPLIT, "2011:1")):
        state = turned(wheel, at(REFERRAL, 3), dwelling_kind="youth")
        assert (state.counts, state.taken, state.next) == (False, None, after)


# --- transfer -----------------------------------------------------------------------------------------------------


def test_every_second_of_what_is_left_goes_to_the_transfer_list() -> None:
    """The second slot is the transfer list's, and its claimant uses it."""
    assert short(turned(TRANSFER, at(TRANSFER, 2), (CITY_TENANT,))) == ("transfer", True, "transfer", "2011:1")
    assert short(turned(TRANSFER, at(TRANSFER, 1), (CITY_TENANT, WORKER))) == ("external", True, None, "2011:2")


def test_a_transfer_turn_that_nobody_claims_lapses() -> None:
    """The dwelling goes on, and no turn is owed for it."""
    assert short(turned(TRANSFER, at(TRANSFER, 2))) == ("transfer", True, "transfer", "2011:1")


def test_a_transfer_turn_that_a_neighbour_takes_stays_owed() -> None:
    """A move within the estate comes first, and those on the organisation's list are owed the turn."""
    assert short(turned(TRANSFER, at(TRANSFER, 2), (NEIGHBOUR, CITY_TENANT))) == ("transfer", True, None, "2011:1+1")
    both = {"transfer.covers": "both"}
    used = turned(TRANSFER, at(TRANSFER, 2), (NEIGHBOUR, CITY_TENANT), assumed=both)
    assert short(used) == ("transfer", True, "transfer", "2011:1")


def test_a_referral_does_not_turn_the_transfer_wheel() -> None:
    """Every second is counted of what is left after referral."""
    assert not turned(TRANSFER, at(REFERRAL, 3) | at(TRANSFER, 2)).counts


# --- external and split -------------------------------------------------------------------------------------------

TWO_OF_FOUR = ("ordinary", "flexible", "ordinary", "flexible")


def test_the_external_wheel_is_that_of_the_individual_agreement() -> None:
    """Slot by slot as agreed; only a dwelling that reaches the external list turns it."""
    with with_agreement({"external": [{"version": "2011", "slots": TWO_OF_FOUR}]}) as where:
        flexible = turned(EXTERNAL, at(EXTERNAL, 2), where=where, flexible_due=None)
        assert short(flexible) == ("flexible", True, "flexible", "2011:3")
        ordinary = turned(EXTERNAL, at(EXTERNAL, 3), where=where, flexible_due=None)
        assert (ordinary.due, ordinary.counts, ordinary.next) == ("ordinary", True, "2011:4")
        assert not turned(EXTERNAL, at(EXTERNAL, 2) | at(REFERRAL, 3), where=where).counts


def test_an_owed_flexible_turn_is_paid_once_and_owes_the_ordinary_list_nothing() -> None:
    """The notation has room for one right: a slot of the ordinary list is what is left, and is owed to nobody."""
    with with_agreement({"external": [{"version": "2011", "slots": ("ordinary", "flexible")}]}) as where:
        state = turned(EXTERNAL, at(EXTERNAL, 1, 1), where=where, flexible_due=None)
        assert short(state) == ("flexible", True, "flexible", "2011:2")


@settings(max_examples=settings().max_examples // 3)
@given(st.integers(1, 3), st.integers(0, 3), st.integers(1, 12))
def test_after_a_while_nothing_is_owed_to_the_split(slot: int, pending: int, vacancies: int) -> None:
    """Turns owed are paid one by one; then the round goes on two to one as agreed."""
    reading = TurnReading(slot, pending)
    for number in range(vacancies):
        state = turned(SPLIT, {SPLIT: reading})
        assert state.due == ("a" if reading.pending or reading.slot < 3 else "b")
        version, _, rest = str(state.next).partition(":")
        after, _, owed = rest.partition("+")
        reading = TurnReading(int(after), int(owed or 0), version)
        assert reading.slot == (slot + number) % 3 + 1
    owed_still = max(0, pending - sum((slot + number - 1) % 3 == 2 for number in range(vacancies)))
    assert reading.pending == owed_still


def test_a_flexible_letting_turns_the_split() -> None:
    """Whoever of the groups gets it, first or second."""
    assert short(turned(SPLIT, at(SPLIT, 1))) == ("a", True, "a", "2011:2")
    lot = (WORKER, applicant("W2", 2001, **IN_WORK))
    assert short(turned(SPLIT, at(SPLIT, 1), lot, assumed={"rank.tie_break": "lot"})) == ("a", True, "a", "2011:2")
    senior = (applicant("S1", 2000, **SENIOR),)
    assert short(turned(SPLIT, at(SPLIT, 3), senior)) == ("b", True, "b", "2011:1")


def test_a_letting_to_nobody_of_the_groups_does_not() -> None:
    """Where the dwelling falls back on the ordinary list, or is held, the split stands still."""
    assert short(turned(SPLIT, at(SPLIT, 2), (PLAIN,))) == ("a", False, None, "2011:2")
    held = turned(SPLIT, at(SPLIT, 2), (PLAIN,), assumed={"flexible.nobody_qualifies": "hold"})
    assert short(held) == ("a", False, None, "2011:2")


def test_a_family_on_the_ordinary_list_is_nobody_of_the_groups() -> None:
    """Also where families with children come first there."""
    with with_agreement(parameters={"family.precedence_rooms": 3}) as where:
        family = (applicant("F1", 2003, children=2), PLAIN)
        assert short(turned(SPLIT, at(SPLIT, 2), family, where)) == ("a", False, None, "2011:2")


def test_before_somebody_is_offered_it_the_split_stands_nowhere_yet() -> None:
    """Without applicants, or while a fact is missing, it is not known whether the letting turns the split."""
    assert turned(SPLIT, at(SPLIT, 1), None, **NOBODY_CLAIMS).next is None
    asking = turned(SPLIT, at(SPLIT, 1), (applicant("A1", 2000, job="permanent", weekly_hours=None), WORKER))
    assert asking.next is None


def test_a_split_of_one_slot_needs_no_telling() -> None:
    """Without a split every letting is alike, so nobody is asked where the wheel stands."""
    found = decided((PLAIN, WORKER), None, vacancy(turns=at(SPLIT, 7)), {"flexible.split_wheel": ("any",)})
    assert (found.status, found.offer and found.offer.applicant) == ("decided", "W1")


# --- what is not told ---------------------------------------------------------------------------------------------


def test_a_wheel_that_nobody_speaks_of_is_asked_for() -> None:
    """Which slot is due is unknown, and the question names the wheel."""
    silent = case_of(what=Vacancy("V1", ESTATE, DAY, {}, {"dwelling_kind": "family"}, {}))
    assert silent.situation["referral_due"] == Unknown(needs=("referral_turn",))
    assert silent.situation["transfer_due"] == Unknown(needs=("transfer_turn",))
    assert silent.situation["flexible_due"] == Unknown(needs=("flexible_due",))  # no wheel is agreed


def test_where_every_slot_is_alike_nothing_is_asked() -> None:
    """An estate that owes no referral, or whose every letting is flexible, has nothing to tell."""
    wheels = {
        "referral": [{"version": "2011", "turns": 0, "of": 1}],
        "external": [{"version": "2011", "flexible": 1, "of": 1}],
    }
    with with_agreement(wheels) as where:
        silent = case_of(where=where, what=Vacancy("V1", ESTATE, DAY, {}, {"dwelling_kind": "family"}, {}))
        assert (silent.situation["referral_due"], silent.situation["flexible_due"]) == (False, True)


def test_a_replaced_wheel_goes_on_as_agreed() -> None:
    """A state of the earlier version is carried over: what is owed survives, the position restarts or keeps its part."""
    wheels = {
        "referral": [
            {"version": "2011", "turns": 1, "of": 3},
            {"version": "2012", "turns": 1, "of": 6, "from": date(2012, 4, 1)},
        ]
    }
    asked = vacancy(date(2012, 6, 1), at(REFERRAL, 3, 2, "2011"))
    with with_agreement(wheels) as where:
        for on_change, slot in (("restart", 1), ("keep_fraction", 5)):
            taken = {**settled(), "wheel.on_change": on_change}
            turn = case_of(where=where, what=asked, assumed=taken).turns[REFERRAL]
            assert isinstance(turn, Turn)
            assert turn.state is not None
            assert (turn.state.position + 1, turn.state.pending) == (slot, (("referral", 2),))
        open_ = {key: value for key, value in settled().items() if key != "wheel.on_change"}
        assert case_of(where=where, what=asked, assumed=open_).turns[REFERRAL] == Unknown(guesses=("wheel.on_change",))


def in_unit(unit: str, key: str, value: Value) -> Term:
    """Give a parameter of a unit, that is known."""
    term = parameter(key, value)
    return replace(term, series=replace(term.series, unit=unit), dated=replace(term.dated, basis="stated"))


def test_a_wheel_that_rules_give_by_a_term_is_called_as_the_term_and_by_the_base_share_as_the_agreement() -> None:
    """So that an office that has written down where it stood knows which it was."""
    terms = bare_terms({key: in_unit("turns", key, (1, 2)) for key in ("flexible.base_share", "flexible.step")})
    by_rule = replace(terms, rules={"flexible_share": ()})
    found = [
        read_turns(known, ESTATE, vacancy(), {"flexible_share": "flexible.step"})[EXTERNAL]
        for known in (terms, by_rule)
    ]
    assert [isinstance(one, Turn) and one.wheel and one.wheel.version for one in found] == ["d", "flexible.step"]


def test_where_a_wheel_stood_may_be_told_by_the_term_that_gave_it_before() -> None:
    """A share of turns or the slots themselves, by the name of the term; a term that is no wheel is no version of one."""
    shares = {
        "flexible.base_share": in_unit("turns", "flexible.base_share", (1, 2)),
        "flexible.step": in_unit("turns", "flexible.step", (2, 3)),
        "flexible.slots": in_unit("wheel", "flexible.slots", ("flexible", "flexible", "ordinary")),
        "flexible.names": in_unit("names", "flexible.names", ("flexible", "ordinary")),
        "wheel.on_change": parameter("wheel.on_change", "restart"),
    }
    for version in ("flexible.step", "flexible.slots"):
        turn = read_turns(bare_terms(shares), ESTATE, vacancy(turns=at(EXTERNAL, 3, 1, version)))[EXTERNAL]
        assert isinstance(turn, Turn)
        assert turn.state == WheelState("d", 0, (("flexible", 1),))
    for version in ("flexible.names", "wheel.on_change", "nothing"):
        with pytest.raises(WrongInput, match=f"no version {version}"):
            read_turns(bare_terms(shares), ESTATE, vacancy(turns=at(EXTERNAL, 1, 0, version)))


@pytest.mark.parametrize(
    ("wheel", "label"),
    [
        (Wheel("referral", "1", ("open", "referral"), "open"), "referral"),
        (Wheel("referral", "1", ("open",), "open"), "referral"),
        (Wheel("transfer", "1", ("external",), "external"), "transfer"),
        (Wheel("external", "1", ("ordinary", "flexible")), "flexible"),
        (Wheel("external", "1", ("ordinary",)), "flexible"),
        (Wheel("split", "1", ("a", "a", "b")), "a"),
        (Wheel("split", "1", ("any",)), "any"),
    ],
)
def test_the_right_that_can_be_owed(wheel: Wheel, label: str) -> None:
    """Of each wheel one right can be pending; what is left over is no right."""
    assert right(wheel) == label


# --- wrong input --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wheel", "reading", "said"),
    [
        (REFERRAL, TurnReading(4), "wheel referral has no slot 4.*from 1 to 3"),
        (REFERRAL, TurnReading(0), "no slot 0"),
        (REFERRAL, TurnReading(-1), "no slot -1"),
        (REFERRAL, TurnReading(1, -1), "no slot 1"),
        (TRANSFER, TurnReading(3), "wheel transfer has no slot 3.*from 1 to 2"),
        (SPLIT, TurnReading(4), "wheel split has no slot 4"),
        (REFERRAL, TurnReading(1, 0, "2010"), "wheel referral has no version 2010.*kbh-2011-2014"),
        (TRANSFER, TurnReading(1, 0, "2O11"), r"wheel transfer has no version 2O11.*Did you mean '2011'"),
        (SPLIT, TurnReading(1, 0, "2012"), "wheel split has no version 2012"),
    ],
)
def test_a_slot_or_version_that_the_wheel_does_not_have(wheel: str, reading: TurnReading, said: str) -> None:
    """The message names the wheel, the field, and what it has."""
    with pytest.raises(WrongInput, match=said) as caught:
        decided((PLAIN,), None, vacancy(turns={wheel: reading}))
    (problem,) = caught.value.problems
    assert problem.place.field == f"{wheel}_turn"


def test_a_version_of_a_wheel_that_is_not_agreed_is_refused() -> None:
    """Of an agreed wheel all versions are named."""
    wheels = {"external": [{"version": "2011", "flexible": 1, "of": 2}, {"version": "2012", "flexible": 1, "of": 9, "from": date(2012, 4, 1)}]}  # fmt: skip
    with with_agreement(wheels) as where, pytest.raises(WrongInput, match=r"no version 2013.*2011, 2012"):
        decided((PLAIN,), where, vacancy(turns=at(EXTERNAL, 1, 0, "2013")))


def test_a_slot_that_only_the_earlier_version_lacks_is_refused() -> None:
    """A reading of an earlier version is held against that version."""
    wheels = {"referral": [{"version": "2011", "turns": 1, "of": 3}, {"version": "2012", "turns": 1, "of": 6, "from": date(2012, 4, 1)}]}  # fmt: skip
    with with_agreement(wheels) as where, pytest.raises(WrongInput, match="from 1 to 3"):
        decided((PLAIN,), where, vacancy(date(2012, 6, 1), at(REFERRAL, 6, 0, "2011")))


def test_each_wheel_is_read_by_itself() -> None:
    """The four wheels of a vacancy are there, agreed or not."""
    where = office()
    turns = read_turns(where.terms_for(DAY, where.register.estate(ESTATE), settled()), ESTATE, vacancy())
    assert list(turns) == [REFERRAL, TRANSFER, EXTERNAL, SPLIT]
    external = turns[EXTERNAL]
    assert isinstance(external, Turn)
    assert external.wheel is None
