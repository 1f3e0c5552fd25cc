"""What the prover takes for granted of derived facts holds of every register and every day that can be made."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.case import Case
from kredslob.engine.estates import estate_derivers
from kredslob.engine.judging import FALSE, truth
from kredslob.engine.knowledge import Unknown
from kredslob.engine.proof.integrity import guarantees
from kredslob.engine.register.rows import Recorded
from kredslob.engine.vacancy import Vacancy
from kredslob.rules.binding import bind
from kredslob.rules.conditions import facts_of, parameters_of
from kredslob.rules.messages import LANGUAGES
from kredslob.rules.units import Value
from tests.engine.made_cases import FIRST, LAST, rows
from tests.engine.small_city import ESTATE, library, listing, office, prolonged, publication, settled

MEASURES = [one for law in prolonged().laws for one in law.measures.values()]
GRANTED = guarantees(library().facts, MEASURES)


def case_on(day: date, held: tuple[Recorded, ...], taken: dict[str, Value], *, in_area: bool) -> Case:
    """Give the case of the small city's estate on a day."""
    where = office(*held, in_area=in_area)
    estate = where.register.estate(ESTATE)
    return Case(where, Vacancy("", ESTATE, on=day), estate, day, where.terms_for(day, estate, taken), None)


@given(rows(), st.booleans(), st.dates(FIRST, LAST), st.sampled_from(["next_adjustment", "on_publication"]))
def test_every_guarantee_holds_of_what_the_engine_derives(
    held: tuple[Recorded, ...], in_area: bool, day: date, effect: str
) -> None:
    """Whatever lists, figures and decisions there are: no guarantee is false of the facts as derived."""
    taken = {**settled(), "standing.takes_effect": effect}
    case = case_on(day, held, taken, in_area=in_area)
    facts = {name: case.situation[name] for one in GRANTED for name in facts_of(one.condition)}
    for one in GRANTED:
        assert truth(bind(one.condition, case.terms.parameters), facts) != FALSE, one.text.text()


def test_there_is_a_guarantee_for_every_fact_of_an_area() -> None:
    """An estate in no area has none of them."""
    of_areas = {name for name, one in library().facts.items() if one.about == "area" and one.origin == "derived"}
    assert of_areas == {name for one in GRANTED for name in facts_of(one.condition)} - {
        "in_area", "meets_51b",
    }  # fmt: skip


def test_every_guarantee_says_what_it_is_and_who_gives_it() -> None:
    """In both languages, with a module that there is."""
    assert all(one.text.text(lang) for one in GRANTED for lang in LANGUAGES)
    assert {one.by for one in GRANTED} == {"engine/estates.py"}
    assert {name for one in GRANTED for name in parameters_of(one.condition)} == {"standing.takes_effect"}


@pytest.mark.parametrize(("effect", "acting"), [("on_publication", "listed"), ("next_adjustment", "not_listed")])
def test_a_guarantee_can_fail_to_bind(effect: str, acting: str) -> None:
    """What is published acts at once only where the agreement says so: then alone the guarantee forbids another reading."""
    held = (
        publication("51b", date(2010, 10, 1)),
        publication("51b", date(2011, 10, 1)),
        listing("51b", date(2011, 10, 1)),
    )
    case = case_on(date(2011, 11, 1), held, {**settled(), "standing.takes_effect": effect}, in_area=True)
    derived = estate_derivers(case.place)["acting_51b"](case.situation)
    assert (derived, isinstance(derived, Unknown)) == (acting, False)
