"""What cases have exercised: which rules were true and false in some case, and which side of each comparison."""

from __future__ import annotations

from datetime import date

from kredslob.engine.cases.coverage import RuleSeen, missed, share
from kredslob.engine.cases.report import documents_of, run_all
from kredslob.engine.cases.running import Bench
from kredslob.engine.cases.shelf import shipped_cases
from kredslob.engine.judging import FALSE, TRUE
from tests.engine.cases.written import PEOPLE, case_text, file_of, read
from tests.engine.small_city import library

SENIOR = """applicants:
        - {id: A1, listed_since: 2008-01-01, birth_date: 1940-01-01, seeks_age_suited_home: true, resident_in_city: true}"""


def seen(*cases: str) -> dict[str, RuleSeen]:
    """Give what some cases have seen of each rule of the agreement and its laws."""
    agreement = library().in_force(date(2011, 5, 2))
    bench = Bench(library(), agreement)
    report = run_all(bench, read(file_of(*cases)), documents_of(library(), agreement))
    assert report.failed == ()
    return {one.rule.id: one for one in report.rules}


def test_a_rule_that_no_case_asked_is_told_as_such() -> None:
    """Nobody was offered anything by a return guarantee."""
    told = seen(case_text("{channel: flexible}", PEOPLE))
    assert told["barred.released"].seen == frozenset()
    assert told["barred.released"] in missed(told.values())


def test_both_ways_need_two_cases() -> None:
    """One case shows one side of what is asked of the estate, and a second the other."""
    below = case_text("{standing: {forty_plus: false}}", PEOPLE)
    above = case_text(
        "{standing: {forty_plus: true}}",
        "estate: {measurements: [{year: 2010, aged_18_64: 1000, outside_workforce: 401}]}",
    )
    assert seen(below)["forty-plus.yes"].missing == (TRUE,)
    assert seen(above)["forty-plus.yes"].missing == (FALSE,)
    both = seen(below, above)["forty-plus.yes"]
    assert both.whole
    assert both.cases == ("c1", "c2")


def test_each_comparison_of_a_rule_has_its_own_sides() -> None:
    """A rule that came out both ways may still hold a comparison that no case has seen fail."""
    told = seen(case_text("{offer: A1}", SENIOR))["senior.yes"]
    assert {one.path: one.missing for one in told.comparisons} == {
        ("all", 0): (FALSE,), ("all", 1): (FALSE,), ("all", 2): (FALSE,)
    }  # fmt: skip


def test_a_rule_without_condition_has_one_way() -> None:
    """It cannot be false."""
    assert seen(case_text("{channel: flexible}", PEOPLE))["exempt.none"].whole


def test_the_counts_add_up() -> None:
    """Nothing is counted that there is not, and two sides for each comparison."""
    rules = seen(case_text("{channel: flexible}", PEOPLE)).values()
    counted = share(rules)
    assert counted["judged"][1] == counted["both_ways"][1] == len(rules)
    assert counted["sides"][1] == 2 * sum(len(one.comparisons) for one in rules)
    assert all(some <= every for some, every in counted.values())


def test_the_shipped_cases_leave_nothing_unseen() -> None:
    """Every rule of every shipped law and agreement comes out both ways in some case, and every comparison."""
    cases = [case for file in shipped_cases(library()) for case in file.cases]
    report = run_all(Bench(library()), cases, documents_of(library(), None), check=False)
    assert [one.rule.id for one in missed(report.rules)] == []
