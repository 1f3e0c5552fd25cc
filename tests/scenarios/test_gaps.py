"""An agreement that says nothing of somebody who waits is told when a simulation is set up, and never answered by chance."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kredslob.engine.office import Office
from kredslob.rules.library import Agreement
from kredslob.rules.messages import WrongInput
from kredslob.rules.model import Document, Rule
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.setting import set_up
from tests.scenarios.towns import FIRST, YEARLY, Block, behaviour, library, register

FACTS = {
    "work": "group_work", "young": "group_young", "barred": "barred", "refused": "refused", "divorce": "claims_divorce",
    "guarantee": "claims_return_guarantee", "organisation": "claims_organisation",
}  # fmt: skip


def without(agreement: Agreement, gone: str) -> Agreement:
    """Give an agreement and its laws without the general rule that says who is not of a group, or has no claim."""

    def rule(one: Rule) -> Rule:
        return replace(one, overrides=tuple(below for below in one.overrides if below != gone))

    def document(one: Document) -> Document:
        return replace(one, rules=tuple(rule(each) for each in one.rules if each.id != gone))

    return replace(agreement, base=document(agreement.base), laws=tuple(map(document, agreement.laws)))


@pytest.mark.parametrize("name", FACTS)
def test_a_gap_in_what_is_said_of_applicants_is_told(name: str) -> None:
    """With the fact that is not decided; not as a traceback, nor by taking another answer for it."""
    gap = without(library().agreement("kbh-2011-2014"), f"{name}.no")
    office = Office(library(), register([Block("a"), Block("b")]))
    with pytest.raises(WrongInput) as caught:
        set_up(office, gap, Months(FIRST, 3), behaviour(), {}, {}, "gap", YEARLY)
    assert f"on {FACTS[name]} of somebody who waits" in caught.value.problems[0].found.text()
