"""What a decision tells beside its answer: only what was worked out, of whom it is true, and on which values."""

from __future__ import annotations

from datetime import date

import pytest

from kredslob.engine.agreeing import checked
from kredslob.engine.chaining import available, why_unavailable
from kredslob.engine.decide import decide
from kredslob.engine.settling import settle
from kredslob.engine.standing import estate_standing
from tests.engine.own_agreement import with_agreement
from tests.engine.small_city import (
    DAY,
    ESTATE,
    IN_WORK,
    applicant,
    decided,
    library,
    measured,
    office,
    publication,
    settled,
    vacancy,
)

needs_durable = pytest.mark.skipif(not available(), reason="" if (why := why_unavailable()) is None else why.text())
PEOPLE = (applicant("A1", 2001), applicant("A2", 2002, **IN_WORK))


def test_the_derived_facts_of_a_decision_are_derived() -> None:
    """What was given stands in the vacancy and the list; of applicants only the one offered is told of."""
    told = decided(PEOPLE, what=vacancy(flexible_due=True)).derived
    origins = {library().facts[name.partition("@")[0]].origin for name in told}
    assert origins == {"derived"}
    assert {name.partition("@")[2] for name in told} == {"", "A2"}


def test_each_reason_is_told_once_the_channel_before_the_one_offered() -> None:
    """A fact that several rules read is decided once."""
    told = [(one.fact, one.rule) for one in decided(PEOPLE).reasons]
    assert len(told) == len(set(told))
    facts = [fact for fact, _ in told]
    assert facts.index("exempt") < facts.index("channel") < facts.index("group_work")


@pytest.mark.parametrize(("outside", "exempt"), [(300, False), (401, True)])
def test_an_estate_without_extra_turns_is_none_that_receives(outside: int, exempt: bool) -> None:
    """That it is not exempt is not enough, and an exempt one never does."""
    where = office(measured(outside))
    facts = estate_standing(where, DAY, where.register.estate(ESTATE)).facts
    assert (facts["exempt"], facts["receiving"]) == (exempt, False)


@pytest.mark.parametrize(("turns", "of", "receives"), [(1, 2, True), (1, 3, False), (1, 4, False), (2, 5, True)])
@pytest.mark.parametrize("outside", [300, 401])
def test_an_estate_receives_that_has_more_turns_than_its_base_share_and_is_not_exempt(
    turns: int, of: int, receives: bool, outside: int
) -> None:
    """Every third vacancy is the base share."""
    with with_agreement(
        {"referral": [{"version": "2011", "turns": turns, "of": of}]}, rows=(measured(outside),)
    ) as where:
        facts = estate_standing(where, DAY, where.register.estate(ESTATE)).facts
    assert facts["receiving"] is (receives and outside == 300)


@pytest.mark.parametrize(("in_area", "told"), [(True, 1), (False, 0)])
def test_where_no_list_is_known_it_is_told_that_the_areas_place_is_computed(in_area: bool, told: int) -> None:
    """An estate in no area has no place on any list."""
    warnings = decided((), where=office(measured(), in_area=in_area)).warnings
    assert sum("computed from its figures" in one.en for one in warnings) == told


def test_a_published_list_needs_no_such_warning() -> None:
    """Though the area is not on it."""
    listed = office(measured(), publication("51b", date(2010, 10, 1)), in_area=True)
    assert not any("computed" in one.en for one in decided((), where=listed).warnings)


@needs_durable
def test_the_second_evaluator_tells_how_much_it_has_compared() -> None:
    """What is decided of applicants comes on top of what is decided of the vacancy."""
    alone, listed = decided(None).evaluators, decided(PEOPLE).evaluators
    assert 0 < alone.compared < listed.compared


@needs_durable
def test_the_second_evaluator_decides_each_fact_once() -> None:
    """Though one fact is read by the rules on several others, and the vacancy's by the rules on applicants."""
    told = settle(office(), vacancy(), PEOPLE, assume=False, assumed=settled()).told
    assert told.ranking is not None
    people = [one for one in (told.ranking.chosen, *told.ranking.ahead) if one is not None]
    found = checked(told.case.situation, told.ranking)
    assert found.compared == len(told.case.situation.outcomes) + sum(len(one.outcomes) for one in people)


# --- how far an answer reaches ------------------------------------------------------------------------------------

TWO_ALIKE = (applicant("A1", 2001, **IN_WORK), applicant("A2", 2001, **IN_WORK))
TIE_OPEN = {key: value for key, value in settled().items() if key != "rank.tie_break"}


def test_where_only_the_offer_hangs_on_a_guess_the_channel_is_told_and_no_offer() -> None:
    """By list number it is the first of two listed on one day, by lot it is nobody yet; both are told as alternatives."""
    found = decide(office(), vacancy(), TWO_ALIKE, assumed=TIE_OPEN)
    assert (found.status, found.illustrative, found.channel, found.offer) == ("undetermined", False, "flexible", None)
    assert [one.offer and one.offer.how for one in found.undetermined] == ["list", "lot"]
    assert found.would_change == ()


def test_an_illustration_is_the_answer_at_the_assumed_values_and_marked_as_such() -> None:
    """What would change it is told at those values too, and the alternatives stand beside it."""
    found = decide(office(), vacancy(), TWO_ALIKE, assume=True, assumed=TIE_OPEN)
    plain = decide(office(), vacancy(), TWO_ALIKE, assumed=settled())
    assert (found.status, found.illustrative, found.offer) == ("decided", True, plain.offer)
    assert found.would_change == plain.would_change != ()
    assert len(found.undetermined) == 2


@pytest.mark.parametrize("assume", [True, False])
def test_an_answer_that_hangs_on_no_guess_is_no_illustration(assume: bool) -> None:
    """Whoever asks for one gets the answer itself."""
    found = decide(office(), vacancy(), TWO_ALIKE, assume=assume, assumed=settled())
    assert (found.status, found.illustrative, found.undetermined) == ("decided", False, ())


def test_a_fact_that_is_missing_at_one_value_of_a_guess_is_asked_for() -> None:
    """By list number the first is offered it whoever joins; by lot it matters whether the second is in work."""
    people = (TWO_ALIKE[0], applicant("A2", 2001, job="permanent", weekly_hours=None))
    found = decide(office(), vacancy(), people, assumed=TIE_OPEN)
    assert (found.status, found.offer) == ("needs", None)
    assert [(one.fact, one.about) for one in found.needs] == [("weekly_hours", "A2")]
    assert decide(office(), vacancy(), people, assumed=settled()).status == "decided"
