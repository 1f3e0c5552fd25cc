"""The cases of the agreement of 2011-2014, its amendment and their laws notice every change that decides anything."""

from __future__ import annotations

import pytest

from kredslob.engine.cases.shelf import of_agreement, shipped_cases
from kredslob.engine.mutants.grounds import GROUNDS
from kredslob.engine.mutants.running import Laboratory, Outcome
from kredslob.rules.loading import plain_of
from tests.engine.small_city import library

SEED = 2011


def outcomes(one_of: int) -> list[Outcome]:
    """Give what becomes of the mutants of the amended agreement and its laws: of one of so many."""
    agreement = library().agreement("kbh-2012-adjustment")
    documents = (*agreement.laws, agreement.base, *agreement.amendments)
    cases = of_agreement(shipped_cases(library()), agreement)
    laboratory = Laboratory(library(), agreement, {one.id: plain_of(one) for one in documents}, cases)
    assert len(laboratory.noticing) == len(cases)
    return list(laboratory.run(laboratory.sample(one_of, SEED)))


@pytest.mark.parametrize("one_of", [10, pytest.param(1, marks=pytest.mark.long)])
def test_every_mutant_is_caught_or_shown_to_decide_everything_alike(one_of: int) -> None:
    """Nothing survives; whatever is not caught has its ground."""
    told = outcomes(one_of)
    assert [one.mutant.key for one in told if one.fate == "survived"] == []
    assert all(one.ground in GROUNDS for one in told if one.fate == "equivalent")
    assert sum(one.fate == "caught" for one in told) > len(told) * 9 // 10
