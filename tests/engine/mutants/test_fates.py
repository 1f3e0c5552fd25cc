"""What becomes of a mutant: a case notices it, or nothing can, or it is no agreement, or nobody has noticed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from kredslob.engine.mutants.model import Mutant
from kredslob.engine.mutants.running import Laboratory, Outcome
from kredslob.rules.loading import plain_of
from tests.engine.cases.written import PEOPLE, case_text, file_of, read
from tests.engine.small_city import library

BELOW = case_text(
    "{standing: {exempt: false}}", "estate: {measurements: [{year: 2010, aged_18_64: 1000, outside_workforce: 400}]}"
)
ABOVE = case_text(
    "{standing: {exempt: true}}", "estate: {measurements: [{year: 2010, aged_18_64: 1000, outside_workforce: 401}]}"
)
FLEXIBLE = case_text("{channel: flexible, offer: A2}", PEOPLE)


def laboratory(*cases: str, agreement_id: str = "kbh-2011-2014") -> Laboratory:
    """Give an agreement with cases of a test's own."""
    agreement = library().agreement(agreement_id)
    documents = (*agreement.laws, agreement.base)
    return Laboratory(
        library(), agreement, {one.id: plain_of(one) for one in documents}, read(file_of(*cases)) if cases else ()
    )


def fates(
    cases: Iterable[str], about: str, kind: str | None = None, *, solve: bool = False, agreement: str = "kbh-2011-2014"
) -> list[Outcome]:
    """Give what becomes of the mutants of a rule or parameter."""
    where = laboratory(*cases, agreement_id=agreement)
    chosen: list[Mutant] = [one for one in where.mutants if one.about == about and kind in (None, one.kind)]
    assert chosen
    return list(where.run(chosen, solve=solve))


@pytest.mark.parametrize(
    ("about", "kind"),
    [("forty_plus.threshold", "threshold"), ("forty-plus.yes", "operator"), ("exempt.forty-plus", "rule"), ("exempt.forty-plus", "override")],
)  # fmt: skip
def test_cases_on_both_sides_of_a_boundary_catch_every_slip(about: str, kind: str) -> None:
    """A moved threshold, another operator, a dropped rule; each is told with the case that noticed."""
    told = fates((BELOW, ABOVE), about, kind)
    assert {one.fate for one in told} == {"caught"}
    assert {one.case for one in told} <= {"c1", "c2"}


def test_cases_far_from_the_boundary_do_not() -> None:
    """A score that only counted rules would not tell."""
    far = (BELOW.replace("400", "100"), ABOVE.replace("401", "900"))
    assert {one.fate for one in fates(far, "forty_plus.threshold", "threshold")} == {"survived"}


def test_without_cases_nothing_is_caught() -> None:
    """Not even a dropped rule."""
    assert {one.fate for one in fates((), "exempt.forty-plus", "rule")} == {"survived"}


def test_a_case_that_fails_as_things_are_notices_nothing() -> None:
    """It would fail under any mutant."""
    failing = case_text("{standing: {exempt: true}}", PEOPLE)
    assert "caught" not in {one.fate for one in fates((failing,), "exempt.forty-plus")}


@pytest.mark.parametrize(
    ("about", "ground"),
    [("compensation.settlement", "unread"), ("referral.counts", "ledger"), ("ordinary.minimum_share", "check")],
)
def test_what_no_decision_reads_decides_everything_alike(about: str, ground: str) -> None:
    """The listing says what else reads it, if anything does."""
    assert {(one.fate, one.ground) for one in fates((FLEXIBLE,), about)} == {("equivalent", ground)}


def test_an_override_that_the_chain_states_too_is_told_as_such() -> None:
    """Computed designations override each other in a row and directly."""
    told = fates((FLEXIBLE,), "computed.parallel", "override")
    assert ("equivalent", "same_overrides") in {(one.fate, one.ground) for one in told}


def test_the_period_of_an_agreement_is_never_shown_to_be_nothing() -> None:
    """That no rule is called as the agreement is, says nothing of the day that it ends."""
    told = fates((FLEXIBLE,), "kbh-2011-2014", "date", solve=True)
    assert {one.fate for one in told if one.mutant.path == ("to",)} == {"survived"}


def test_an_agreement_that_begins_before_its_values_answers_nothing_then_either() -> None:
    """So the day before is lost both ways; a day later is another matter."""
    told = {one.mutant.after: (one.fate, one.ground) for one in fates((FLEXIBLE,), "kbh-2011-2014", "date")}
    assert told["2010-12-31"] == ("equivalent", "no_values_yet")
    assert told["2011-01-02"] == ("survived", None)


def test_where_nobody_is_exempt_nothing_is_compensated() -> None:
    """By the agreement of 2024-2027 no rule exempts an estate; by that of 2011-2014 two do."""
    told = fates((), "compensation.method", agreement="kbh-2024-2027")
    assert {(one.fate, one.ground) for one in told} == {("equivalent", "nothing_lost")}
    assert {one.fate for one in fates((), "compensation.method")} == {"survived"}


def test_the_solver_shows_what_no_case_can() -> None:
    """A rule of later years decides nothing in the days of the agreement; a threshold does."""
    later = fates((FLEXIBLE,), "designation.computed-parallel", "date", solve=True)
    assert {(one.fate, one.ground) for one in later} == {("equivalent", "solver")}
    told = fates((FLEXIBLE,), "exempt.forty-plus", "override", solve=True)
    assert {one.fate for one in told} == {"survived"}


def test_a_mutant_that_is_no_agreement_is_told_apart() -> None:
    """The reader of rules refuses it before any case could notice, so it counts for nothing."""
    where = laboratory(BELOW)
    one = next(one for one in where.mutants if (one.about, one.kind) == ("forty_plus.threshold", "threshold"))
    edits = ((one.document, ((one.path, 40),)),)
    (told,) = where.run([replace(one, edits=edits)])
    assert told.fate == "refused"


def test_a_mutant_is_told_with_its_line() -> None:
    """Whoever writes the missing case finds the place."""
    for one in fates((), "forty_plus.threshold", "threshold"):
        assert (one.at.file, bool(one.at.line)) == ("agreements/kbh-2011-2014.yaml", True)


def test_a_sample_is_the_same_every_time() -> None:
    """By its seed; and one of one is all of them."""
    where = laboratory()
    assert where.sample(50, 1) == where.sample(50, 1) != where.sample(50, 2)
    assert where.sample(1, 1) == where.mutants
