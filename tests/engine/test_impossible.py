"""A list that cannot be is refused: nobody applies before they are born, is listed after the letting, or lives 200 years."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kredslob.engine.impossible import refuse_impossible
from kredslob.engine.inputs import read_applicants, read_vacancy
from kredslob.engine.vacancy import Applicant, Vacancy
from kredslob.rules.library import load_library
from kredslob.rules.messages import WrongInput
from kredslob.rules.units import Value

FACTS = load_library().facts
LAST = date(2011, 8, 15)


def told(facts: dict[str, Value], vacancy: Vacancy | None = None) -> list[str]:
    """Give the fields of one applicant that are refused."""
    asked = vacancy or Vacancy("V1", "Gadelandet", on=LAST)
    try:
        refuse_impossible([Applicant("A", facts)], asked, FACTS)
    except WrongInput as wrong:
        return [str(one.place.field) for one in wrong.problems]
    return []


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(2011, 8, 16), "2011-08-16 is after 2011-08-15, when the dwelling is let. Accepted: a date that has come by then."),
        (date(1790, 1, 1), "1790-01-01 is too long ago. Accepted: a date within a lifetime."),
    ],
)  # fmt: skip
def test_it_is_said_what_a_date_may_be(born: date, said: str) -> None:
    """With the day it is held against."""
    with pytest.raises(WrongInput) as caught:
        refuse_impossible([Applicant("A", {"birth_date": born})], Vacancy("V1", "Gadelandet", on=LAST), FACTS)
    assert caught.value.text().endswith(said)


DATES = ["birth_date", "listed_since", "tenant_since", "parted_on", "guarantee_issued", "released_on"]


@pytest.mark.parametrize("fact", DATES)
def test_a_date_may_be_the_last_day_itself(fact: str) -> None:
    """Whoever is born, listed or parted on the day is nothing strange."""
    assert told({fact: LAST}) == []


@pytest.mark.parametrize("fact", DATES)
def test_a_date_after_the_last_day_is_refused(fact: str) -> None:
    """The day after, nothing can have been counted from it."""
    assert told({fact: date(2011, 8, 16)}) == [fact]


def test_somebody_may_be_as_old_as_the_declared_range_has_it_and_no_older() -> None:
    """Age goes from 0 to 120 years: born 15 August 1891 and not on 15 August 1890."""
    assert told({"birth_date": date(1891, 8, 15)}) == []
    assert told({"birth_date": date(1890, 8, 15)}) == ["birth_date"]


@pytest.mark.parametrize(
    ("fact", "fitting", "strange"),
    [
        ("birth_date", date(1891, 8, 15), date(1890, 8, 15)),
        ("birth_date", LAST, date(2011, 8, 16)),
        ("listed_since", LAST, date(2011, 8, 16)),
    ],
)
def test_beside_one_that_cannot_be_one_that_just_can_is_left_alone(fact: str, fitting: date, strange: date) -> None:
    """The one is told, with the date."""
    people = [Applicant("A", {fact: fitting}), Applicant("B", {fact: strange})]
    with pytest.raises(WrongInput) as caught:
        refuse_impossible(people, Vacancy("V1", "Gadelandet", on=LAST), FACTS)
    (problem,) = caught.value.problems
    assert problem.found.text().startswith(strange.isoformat())


def test_where_no_range_is_declared_nothing_is_too_long_ago() -> None:
    """Whoever declares none takes every age."""
    facts = {name: replace(fact, range=None) for name, fact in FACTS.items()}
    refuse_impossible([Applicant("A", {"birth_date": date(1600, 1, 1)})], Vacancy("V1", "Gadelandet", on=LAST), facts)


def test_the_last_date_of_the_vacancy_counts() -> None:
    """Who was listed between the notice and the letting may be offered the dwelling."""
    vacancy = Vacancy("V1", "Gadelandet", dates={"notice": date(2011, 6, 1), "letting": date(2011, 9, 1)})
    assert told({"listed_since": date(2011, 8, 31)}, vacancy) == []
    assert told({"listed_since": date(2011, 9, 2)}, vacancy) == ["listed_since"]


def test_a_vacancy_without_a_day_judges_nobody() -> None:
    """That its day is missing is told where the day is looked for."""
    assert told({"listed_since": date(2031, 1, 1)}, Vacancy("V1", "Gadelandet")) == []


def test_every_such_date_is_told_with_its_line_and_the_header_as_written(tmp_path: Path) -> None:
    """All at once, so that the list is mended in one go."""
    path = tmp_path / "list.csv"
    rows = "Pseudonym;Opnoteret den;Fødselsdato\nA;01-02-2003;01-01-2015\nB;15-03-2013;01-01-1800\nC;01-02-2003;\n"
    path.write_text(rows, "cp1252")
    with pytest.raises(WrongInput) as caught:
        refuse_impossible(read_applicants(path, FACTS), Vacancy("V1", "Gadelandet", on=LAST), FACTS)
    assert sorted(problem.place.text() for problem in caught.value.problems) == [
        f"{path}, line 2, field Fødselsdato",
        f"{path}, line 3, field Fødselsdato",
        f"{path}, line 3, field Opnoteret den",
    ]


ORDER = {
    "available before notice": ({"notice": "2012-06-01", "available": "2012-05-31"}, ["--available"]),
    "decided before notice": ({"notice": "2012-06-01", "decision": "2012-05-31"}, ["--decision"]),
    "let before notice": ({"notice": "2012-06-01", "letting": "2012-05-31"}, ["--letting"]),
    "let before decided": ({"decision": "2012-06-01", "letting": "2012-05-31"}, ["--letting"]),
    "decided before available": ({"available": "2012-06-01", "decision": "2012-05-31"}, []),
    "all on one day": (dict.fromkeys(("notice", "available", "decision", "letting"), "2012-06-01"), []),
}


@pytest.mark.parametrize(("dates", "refused"), ORDER.values(), ids=ORDER)
def test_the_dates_of_a_vacancy_can_follow_each_other(dates: dict[str, str], refused: list[str]) -> None:
    """Notice comes first, and nobody moves in before it is decided who; a dwelling may well be promised while still let."""
    try:
        read_vacancy({"estate": "Gadelandet", **dates}, FACTS)
        found = []
    except WrongInput as wrong:
        found = [problem.place.text() for problem in wrong.problems]
    assert found == refused
