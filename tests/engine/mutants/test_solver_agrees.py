"""What a case catches the solver may not show to decide everything alike: cases hold the solver, as it holds them."""

from __future__ import annotations

from random import Random

import pytest

from kredslob.engine.cases.shelf import of_agreement, shipped_cases
from kredslob.engine.mutants.grounds import ground_of, shown_by_solver
from kredslob.engine.mutants.running import Laboratory
from kredslob.rules.loading import plain_of
from tests.engine.small_city import library

SEED = 2012


@pytest.mark.parametrize("many", [12, pytest.param(150, marks=pytest.mark.long)])
def test_no_mutant_that_a_case_catches_is_shown_to_decide_everything_alike(many: int) -> None:
    """Of the agreement of 2011-2014, whose own cases fall in its days."""
    agreement = library().agreement("kbh-2011-2014")
    documents = (*agreement.laws, agreement.base)
    cases = [one for one in of_agreement(shipped_cases(library()), agreement) if one.document == agreement.id]
    laboratory = Laboratory(library(), agreement, {one.id: plain_of(one) for one in documents}, cases)
    of_agreement_itself = [
        one for one in laboratory.mutants if one.document == agreement.id and one.about != agreement.id
    ]
    chosen = Random(SEED).sample(of_agreement_itself, min(many, len(of_agreement_itself)))  # noqa: S311 - no secret
    told = [one for one in laboratory.run(chosen, solve=False) if one.fate == "caught"]
    assert told
    wrong: list[str] = []
    for one in told:
        bench, mutated = laboratory.changed(one.mutant)
        shown = shown_by_solver(one.mutant, (library(), agreement), (bench.library, mutated))
        if shown or ground_of(one.mutant, library(), agreement, mutated):
            wrong.append(one.mutant.key)
    assert wrong == []
