"""What a variant is set up from is worked out once for all that it is the same for: the same as one by one."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from kredslob.engine.columnar import table_of
from kredslob.scenarios.agreed.estates import known_facts, register_facts
from kredslob.scenarios.running.setting import Setting
from tests.scenarios.towns import Block, town


@pytest.fixture(scope="module")
def setting() -> Setting:
    """Give a town of three estates, of which one lies in no area."""
    return town(Block("a", area="one"), Block("b", area="one"), Block("c"), listed=("one",))


def test_estates_of_an_area_are_told_what_each_is_told_alone(setting: Setting) -> None:
    """What the register settles of an area it settles of every estate in it."""
    course, facts = setting.course, setting.facts
    reads = register_facts(tuple(facts.numbers), course.office)
    for month in course.epochs:
        day = setting.months.day(month)
        own = course.variants.own[day]
        together = known_facts(course.office, course.estates, own, day, reads, facts.cells)
        for at, estate in enumerate(course.estates):
            alone = known_facts(course.office, [estate], [own[at]], day, reads, facts.cells)
            assert {fact: cells[at] for fact, cells in together.items()} == {
                fact: one for fact, (one,) in alone.items()
            }


def test_terms_of_several_estates_are_those_of_each(setting: Setting) -> None:
    """Drawn up together or one by one, wheels and documents included."""
    course = setting.course
    for month in course.epochs:
        day = setting.months.day(month)
        alone = [course.office.terms_for(day, estate, course.taken(day)) for estate in course.estates]
        assert list(course.office.terms_of(day, course.estates, course.taken(day))) == alone


def test_a_table_that_is_kept_is_the_one_worked_out(setting: Setting) -> None:
    """Of every fact that rules decide, on every day."""
    facts = setting.facts
    for terms in setting.course.variants.terms.values():
        for fact in terms[0].rules:
            kept, fresh = facts.tables.of(fact, terms[0]), table_of(fact, terms[0], facts.cells)
            assert facts.tables.of(fact, terms[0]) is kept
            assert (kept.reads, kept.answers) == (fresh.reads, fresh.answers)
            assert np.array_equal(kept.codes, fresh.codes)


def test_tables_that_are_kept_do_not_travel(setting: Setting) -> None:
    """They are found by where rules lie in the memory of one process; the cells they are over go along."""
    there = pickle.loads(pickle.dumps(setting.facts))  # noqa: S301 - of our own
    assert there == setting.facts or there.cells == setting.facts.cells
    terms = next(iter(setting.course.variants.terms.values()))[0]
    fact = next(iter(terms.rules))
    assert np.array_equal(there.tables.of(fact, terms).codes, setting.facts.tables.of(fact, terms).codes)
