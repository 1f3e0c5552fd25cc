"""What a decision tells of the estate and of what it was decided by: each fact and guess that was read, and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from kredslob.engine import settling
from kredslob.engine.decide import decide
from kredslob.engine.exploring import explore
from kredslob.engine.knowledge import Unknown
from kredslob.engine.office import Office
from kredslob.engine.outcome import missing, standing_names
from kredslob.engine.register.model import Organisation
from kredslob.engine.settling import settle
from kredslob.engine.situation import Situation
from kredslob.engine.standing import _matters, classify, estate_standing, standing_in
from kredslob.engine.vacancy import TurnReading
from kredslob.rules.conditions import Always
from kredslob.rules.messages import WrongInput
from tests.engine.own_agreement import with_agreement
from tests.engine.small_city import (
    AREA,
    DAY,
    ESTATE,
    IN_WORK,
    ORGANISATION,
    applicant,
    case_of,
    city,
    decided,
    library,
    measured,
    office,
    prolonged,
    settled,
    vacancy,
)

PEOPLE = (applicant("A1", 2001), applicant("A2", 2002, **IN_WORK))
EQUALS = (applicant("A1", 2001, **IN_WORK), applicant("A2", 2001, **IN_WORK))
TIE_OPEN = {key: value for key, value in settled().items() if key != "rank.tie_break"}


def test_what_orders_the_applicants_of_the_channel_is_told_among_what_is_assumed() -> None:
    """Where somebody is chosen from a list, and not where nobody is asked about."""
    asked, unasked = ({one.parameter for one in decided(who).assumed} for who in (PEOPLE, None))
    assert {"rank.tie_break", "flexible.nobody_qualifies"} <= asked - unasked


def test_a_decision_says_what_of_the_standing_varies_and_who_was_looked_at_again() -> None:
    """Measured over forty per cent in the autumn, the estate is exempt at once or from the spring."""
    open_ = {key: value for key, value in settled().items() if key != "measurement.takes_effect"}
    where = office(measured(300), measured(401, year=2011))
    found = decide(where, vacancy(date(2011, 12, 1)), PEOPLE, assumed=open_)
    assert {one.fact for one in found.varies} >= {"forty_plus"}
    evaluators = decided(PEOPLE).evaluators
    assert evaluators.applicants_checked == (0 if evaluators.note else len(PEOPLE))


# --- the standing -------------------------------------------------------------------------------------------------


def test_the_facts_of_a_standing_come_in_their_order() -> None:
    """What was measured, what was published, what follows."""
    assert standing_names(case_of().situation) == (
        "outside_workforce", "forty_plus", "published_51b", "acting_51b", "listed_51b", "listed_for_exemption",
        "newly_listed", "designation", "exempt", "bars", "mandatory_flexible", "combined_letting",
    )  # fmt: skip


def test_a_standing_says_whose_it_is_wherever_it_is_told() -> None:
    """Of a day by itself, beside a vacancy, and where it hangs on a guess."""
    in_area = office(measured(), in_area=True)
    case = case_of(where=in_area)
    found = (
        estate_standing(in_area, DAY, case.estate),
        standing_in(case, settled(), settled()),
        standing_in(case, {}, {"forty_plus.threshold": 1}),
    )
    for one in found:
        assert (one.estate, one.name, one.organisation, one.area) == (ESTATE, "Prøvegården", "proeve", AREA)


def test_an_organisation_outside_the_agreement_is_told_so_and_its_estates_are_left_out_of_the_rest() -> None:
    """Whoever asks for one of its estates by name is told; whoever asks for all gets those that are bound."""
    outside = Organisation(ORGANISATION, "Prøve", first_district=False, origin="public", recorded_on=date(2010, 1, 2))
    where = Office(library(), city(measured(), outside), prolonged())
    with pytest.raises(WrongInput, match="not party to the agreement"):
        classify(where, DAY, [ESTATE])
    assert classify(where, DAY, []) == ()


@pytest.mark.parametrize(("kind", "told"), [("framework", True), ("law", False)])
def test_what_an_agreement_decides_of_an_estate_is_told_and_what_a_law_does_is_not(kind: str, told: bool) -> None:
    """A law decides of every estate in the country; it is told where a rule of the agreement reads it."""
    situation = case_of().situation
    (of_kind, *_) = (one for one in situation.terms.documents if one.kind == kind)
    rule = replace(situation.terms.rules["exempt"][0], id="own", decides="own", document=of_kind.id, when=Always())
    terms = replace(situation.terms, rules={**situation.terms.rules, "own": (rule,)})
    facts = {**situation.declarations, "own": replace(situation.declarations["exempt"], name="own")}
    assert ("own" in standing_names(Situation({}, terms, facts, {}))) is told


def test_whether_an_estate_receives_is_not_known_while_it_is_not_known_whether_it_is_exempt() -> None:
    """Its wheel gives more than the base share."""
    more = {"referral": [{"version": "2011", "turns": 1, "of": 2}]}
    with with_agreement(more, rows=(measured(None),)) as where:
        facts = estate_standing(where, DAY, where.register.estate(ESTATE)).facts
    assert isinstance(facts["exempt"], Unknown)
    assert facts["receiving"] == facts["exempt"]


# --- questions ----------------------------------------------------------------------------------------------------


def test_a_missing_fact_is_asked_for_in_its_own_words() -> None:
    """Of an applicant by the pseudonym, of a wheel by where it stands, of anything else by its name."""
    facts = library().facts
    hours, turn, other = missing(["weekly_hours@A@2", "referral_turn", "nothing", "nothing"], facts)
    assert (hours.fact, hours.about, hours.question) == ("weekly_hours", "A@2", facts["weekly_hours"].question)
    assert (turn.fact, turn.about) == ("referral_turn", "")
    assert "the referral wheel" in turn.question.en
    assert (other.fact, other.question.en) == ("nothing", "nothing")


# --- what it was decided by ---------------------------------------------------------------------------------------


def test_the_guesses_told_are_those_that_were_read() -> None:
    """Who is offered it was decided by more of them than the channel."""
    alone, listed = ({one.parameter for one in decided(people).assumed} for people in (None, PEOPLE))
    assert {"flexible.work_jobs", "flexible.household"} <= listed - alone


def test_a_guess_that_decides_is_told_though_it_is_no_parameter_of_a_rule() -> None:
    """How a tie is broken."""
    told = {one.parameter for one in decide(office(), vacancy(), EQUALS, assumed=TIE_OPEN).assumed}
    assert "rank.tie_break" in told


def test_the_day_of_an_amendment_that_decides_is_told_among_the_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no parameter, and is told as a day."""
    day = "kbh-2012-adjustment.from"
    monkeypatch.setattr("kredslob.engine.decide.settle", lambda *of, **by: replace(settle(*of, **by), hanging=(day,)))
    told = decide(office(), vacancy(), EQUALS, assumed=settled()).assumed
    assert [(one.parameter, one.unit) for one in told if one.deciding] == [(day, "date")]


def test_without_a_channel_no_reason_is_given() -> None:
    """It is asked instead."""
    found = decided(PEOPLE, what=vacancy(dwelling_kind=None))
    assert (found.status, found.channel, found.reasons) == ("needs", None, ())
    assert [one.fact for one in found.needs] == ["dwelling_kind"]


def test_who_is_next_if_the_answer_changes_nothing_is_told_beside_the_question() -> None:
    """Whether the first is in work is not known, and the second is."""
    people = (applicant("A1", 2001, job="permanent", weekly_hours=None), PEOPLE[1])
    found = decided(people)
    assert (found.status, found.offer) == ("needs", None)
    assert found.provisional is not None
    assert (found.provisional.applicant, [one.applicant for one in found.passed_over]) == ("A2", ["A1"])


def test_what_is_taken_though_it_is_known_is_told_and_what_is_taken_for_a_guess_is_not() -> None:
    """The base share is stated, so it stands."""
    told = decided(PEOPLE, assumed={"referral.base_share": (1, 2)}).warnings
    assert [one.en for one in told if "taken otherwise" in one.en] == [
        "Known on this day, so it is not taken otherwise: referral.base_share."
    ]
    assert not [one for one in decided(PEOPLE).warnings if "taken otherwise" in one.en]


def test_that_not_all_was_tried_is_told_only_where_it_is_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """One combination of two is not all."""
    all_tried = decide(office(), vacancy(), EQUALS, assumed=TIE_OPEN).warnings
    monkeypatch.setattr(settling, "explore", partial(explore, most=1))
    some = decide(office(), vacancy(), EQUALS, assumed=TIE_OPEN).warnings
    assert [any("Not every combination" in one.en for one in told) for told in (all_tried, some)] == [False, True]


def test_each_warning_is_told_in_both_languages() -> None:
    """As the office reads it, and as others do."""
    (told,) = (
        one for one in decided(PEOPLE, assumed={"referral.base_share": (1, 2)}).warnings if "base_share" in one.en
    )
    assert told.da != told.en


def test_an_illustration_tells_why_no_other_channel_as_the_answer_at_those_values_does() -> None:
    """Before or after referral: of the other order it is told beside it, as an alternative."""
    people, turns = (applicant("R1", 2009, list="rehousing"),), {"referral": TurnReading(3)}
    order_open = {key: value for key, value in settled().items() if key != "rehousing.position"}
    shown = decide(office(), vacancy(turns=turns), people, assume=True, assumed=order_open)
    plain = decide(office(), vacancy(turns=turns), people, assumed=settled())
    assert (shown.illustrative, len({one.channel for one in shown.undetermined})) == (True, 2)
    assert shown.why_not == plain.why_not


@pytest.mark.parametrize(
    ("parameter", "matters"), [("rehousing.position", False), ("forty_plus.threshold", True), ("adjustment.day", True)]
)
def test_what_is_read_only_to_route_a_vacancy_does_not_matter_to_a_standing(parameter: str, matters: bool) -> None:
    """What no rule reads may."""
    assert _matters(parameter, case_of()) is matters


def test_a_standing_that_hangs_on_one_guess_has_two_readings() -> None:
    """Measured over forty per cent in the autumn, the estate is exempt at once or from the spring."""
    where = office(measured(300), measured(401, year=2011))
    found = estate_standing(where, date(2011, 12, 1), where.register.estate(ESTATE))
    assert [(taken["measurement.takes_effect"], facts["exempt"]) for taken, facts in found.readings] == [
        ("next_adjustment", False), ("on_publication", True),
    ]  # fmt: skip


def test_a_share_that_changes_nothing_is_told_at_the_assumed_value_of_the_guess_and_at_the_other() -> None:
    """Thirty per cent until the spring, or thirty-five at once: not exempt either way."""
    where, day = office(measured(300), measured(350, year=2011)), date(2011, 12, 1)
    found = estate_standing(where, day, where.register.estate(ESTATE))
    assert (found.facts["outside_workforce"], found.facts["exempt"], found.readings) == (300_000, False, ())
    assert [(one.value, one.assumed["measurement.takes_effect"]) for one in found.varies] == [
        (350_000, "on_publication")
    ]
    taken = {key: value for key, value in settled().items() if key != "measurement.takes_effect"}
    assert decide(where, vacancy(day), None, assumed=taken).derived["outside_workforce"] == 300_000


def test_that_a_measurement_is_too_old_is_told_where_the_share_hangs_on_it_and_not_where_the_office_gives_it() -> None:
    """Measured in 2015 and let in 2020: thirty per cent, says the office, and that answers it."""
    day = date(2020, 5, 2)
    where = Office(library(), city(measured(year=2015)))
    for share, told in ((None, True), (300_000, False)):
        what = vacancy(day, outside_workforce=share)
        case = case_of(where=where, what=what, assumed={})
        assert (standing_in(case, {}, {}).note is not None) is told
        warned = decide(where, what, None).warnings
        assert any("too old" in one.en for one in warned) is told
