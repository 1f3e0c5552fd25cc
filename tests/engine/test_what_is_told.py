"""What a decision tells beside its answer: only what was worked out, of whom it is true, and on which values."""

from __future__ import annotations

from datetime import date

import pytest

from kredslob.engine.agreeing import checked
from kredslob.engine.chaining import available, why_unavailable
from kredslob.engine.settling import settle
from kredslob.engine.standing import estate_standing
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


@pytest.mark.parametrize(("outside", "exempt"), [(300, False), (401, True)])
def test_an_estate_without_extra_turns_is_none_that_receives(outside: int, exempt: bool) -> None:
    """That it is not exempt is not enough, and an exempt one never does."""
    where = office(measured(outside))
    facts = estate_standing(where, DAY, where.register.estate(ESTATE)).facts
    assert (facts["exempt"], facts["receiving"]) == (exempt, False)


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
