"""An example becomes a register, a vacancy and an applicant of which the engine works out the same facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kredslob.engine.case import Case
from kredslob.engine.knowledge import FactValue
from kredslob.engine.proof.made.case import Made, View, make
from kredslob.engine.proof.made.figures import NotToBeHad, count_for
from kredslob.engine.proof.regimes import Regime, regimes_of
from kredslob.engine.proof.situations import Example
from kredslob.engine.proof.space import ONE
from kredslob.engine.proof.symbols import Key
from kredslob.engine.register.checking import check_register
from kredslob.engine.shares import thresholds_of
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import PPM, Value
from tests.engine.made_cases import GIVEN, values
from tests.engine.proof.planted import shelf

LATEST = date(2012, 6, 1)
AGREEMENT = shelf().in_force(LATEST)
REGIMES: tuple[Regime, ...] = regimes_of(shelf(), AGREEMENT)
LAST = REGIMES[-1]
AREA = {name: one for name, one in shelf().facts.items() if one.about in ("area", "estate") and one.origin == "derived"}
SPANS = {name: one for name, one in shelf().facts.items() if one.about == "applicant" and one.origin == "derived"}
SETTLED: Mapping[str, Value] = {"standing.takes_effect": "next_adjustment", "adjustment.day": ("04-01",)}


def example(facts: Mapping[Key, Value]) -> Example:
    """Give an example in which all the facts matter."""
    return Example(facts, SETTLED, LAST.variants[0], tuple(facts))


def made_of(facts: Mapping[Key, Value], *, people: bool = False) -> Made:
    """Make a case of facts."""
    return make([View(example(facts), LAST, AGREEMENT.base.start.day)], shelf().facts, people=people)[0]


def worked_out(made: Made) -> Case:
    """Give the case as the engine sees it."""
    office = made.office(shelf(), AGREEMENT)
    estate, day = office.register.estate(made.vacancy.estate), made.vacancy.on or LATEST
    return Case(
        office, made.vacancy, estate, day, office.terms_for(day, estate, {**SETTLED, **made.assumed}), made.applicants
    )


def of_fact(fact: FactDeclaration) -> st.SearchStrategy[Value]:
    """Draw a value of a derived fact, shares in readable steps."""
    if fact.type in ("share", "ratio"):
        return st.sampled_from([0, 299_000, 300_000, 301_000, 399_000, 400_000, 401_000, 500_000])
    if fact.type in ("count", "years", "months"):
        return (
            st.sampled_from([1, 2, 5, 12, 56]) if fact.name != "area_residents" else st.sampled_from([1000, 4999, 5000])
        )
    return values(fact)


def stands(case: Case, fact: str, value: FactValue) -> object:
    """Give how a share stands to everything it is compared with, since counts of people do not give every share."""
    if AREA[fact].type not in ("share", "ratio") or not isinstance(value, int):
        return value
    return [(value > limit) - (value < limit) for limit in sorted(thresholds_of(case.terms))]


@settings(max_examples=settings().max_examples // 2)
@given(st.fixed_dictionaries({}, optional={Key(name): of_fact(one) for name, one in AREA.items() if name != "in_area"}))
def test_facts_of_an_estate_come_out_of_its_register(facts: Mapping[Key, Value]) -> None:
    """Lists, figures and decisions give what was wanted, or it is said that no register does; and the register is right."""
    wanted = {Key("in_area"): True, **facts}
    try:
        made = made_of(wanted)
    except NotToBeHad:
        assume(False)
        raise
    case = worked_out(made)
    assert {key.fact: stands(case, key.fact, case.situation[key.fact]) for key in wanted} == {
        key.fact: stands(case, key.fact, value) for key, value in wanted.items()
    }
    assert check_register(case.office.register) == ()


@settings(max_examples=settings().max_examples // 2)
@given(
    st.fixed_dictionaries(
        {}, optional={Key(name, ONE): of_fact(one) for name, one in {**GIVEN, **SPANS}.items() if one.type != "date"}
    )
)
def test_facts_of_an_applicant_come_out_of_dates(facts: Mapping[Key, Value]) -> None:
    """Ages and spans are counted from dates that give them."""
    made = made_of({Key("in_area"): False, Key("age", ONE): 40, **facts}, people=True)
    person = worked_out(made).people.of(ONE)
    assert {key.fact: person[key.fact] for key in facts} == {key.fact: value for key, value in facts.items()}


@pytest.mark.parametrize(
    "facts",
    [
        {"published_51b": "listed", "acting_51b": "listed", "newly_listed": False},
        {"published_51b": "listed", "acting_51b": "listed", "newly_listed": True},
        {"published_51b": "listed", "acting_51b": "not_listed", "newly_listed": False},
        {"published_51b": "not_listed", "acting_51b": "listed", "newly_listed": True},
        {"published_51b": "none_published", "acting_51b": "none_published"},
        {"published_51b": "none_published", "acting_51b": "listed", "newly_listed": False},
        {"published_61a": "ghetto", "years_parallel": 3},
        {"published_61a": "none_published", "years_parallel": 5},
        {"published_61a": "not_listed", "years_parallel": 1},
    ],
)
def test_histories_of_lists_can_be_had(facts: dict[str, Value]) -> None:
    """What is published and what acts may differ between autumn and spring; an area may be new, or have been on before."""
    case = worked_out(made_of({Key("in_area"): True, **{Key(name): value for name, value in facts.items()}}))
    assert {name: case.situation[name] for name in facts} == facts


def test_what_no_register_gives_is_said() -> None:
    """An area that is off the list is not new on it."""
    with pytest.raises(NotToBeHad):
        made_of({Key("in_area"): True, Key("acting_51b"): "not_listed", Key("newly_listed"): True})


def test_an_estate_with_values_of_its_own_keeps_them() -> None:
    """It is made under its own id and individual agreement."""
    own = next(one for one in LAST.variants if one.individual is not None)
    facts: dict[Key, Value] = {Key("in_area"): False}
    view = View(Example(facts, SETTLED, own, tuple(facts)), LAST, AGREEMENT.base.start.day)
    (made,) = make([view], shelf().facts, people=False)
    terms = worked_out(made).terms
    assert own.own is not None
    assert {key: terms.value(key) for key in own.own.parameters} == {
        key: own.parameters[key].value if key in own.parameters else None for key in own.own.parameters
    }


@given(st.integers(0, PPM), st.integers(1, 5000), st.sets(st.integers(0, PPM).map(lambda n: n // 10_000 * 10_000)))
def test_a_count_lies_on_the_same_side_of_every_threshold(wanted: int, of: int, thresholds: set[int]) -> None:
    """Or it is said that none does."""
    try:
        count = count_for(wanted, of, thresholds)
    except NotToBeHad:
        return
    assert 0 <= count <= of
    for limit in thresholds:
        assert (count * PPM > limit * of, count * PPM < limit * of) == (wanted > limit, wanted < limit)
