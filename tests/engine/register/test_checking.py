"""A register is checked whole: everything that cannot be true is told at once, and nothing that can be true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.register.checking import check_register
from kredslob.engine.register.model import (
    Area,
    AreaFigures,
    CouncilDecision,
    DwellingType,
    Estate,
    Listing,
    Measurement,
    NationalFigures,
    Organisation,
    Publication,
    Recorded,
    Register,
)
from kredslob.engine.register.reading import read_register

KNOWN: Any = {"origin": "public", "recorded_on": date(2012, 1, 1)}
DAY = date(2011, 12, 1)
ORGANISATION = Organisation(id="aab", name="AAB", **KNOWN)
AREA = Area(id="tingbjerg", name="Tingbjerg", **KNOWN)
ESTATE = Estate(id="80", name="Gadelandet", organisation="aab", area="tingbjerg", **KNOWN)
DWELLINGS = DwellingType(estate="80", kind="family", rooms=3, square_metres=75, monthly_rent=5000, count=9, **KNOWN)
LIST = Publication(list="51b", regime="2005", published=date(2010, 10, 1), complete=True, **KNOWN)
LATER = replace(LIST, published=date(2011, 10, 1))
LISTING = Listing(list="51b", published=date(2010, 10, 1), area="tingbjerg", category="51b", **KNOWN)
MEASURED = Measurement(
    estate="80", year=2011, published=DAY, residents=1500, aged_18_64=1000, outside_workforce=401, base_vacancies=9,
    employed=550, unemployed=49, students=101, other_outside=300, **KNOWN,
)  # fmt: skip
FIGURES = AreaFigures(
    area="tingbjerg", year=2011, residents=1500, aged_18_64=1000, outside_labour_market=400, without_link=300,
    non_western=700, adults=1100, convicted=20, aged_30_59=600, only_compulsory_school=300, income_ppm_of_region=600_000,
    **KNOWN,
)  # fmt: skip
COUNTRY = NationalFigures(year=2011, convicted=39_000, adults=4_300_000, **KNOWN)
DECISION = CouncilDecision(
    kind="combined_letting", area="tingbjerg", from_=date(2011, 1, 1), to=date(2012, 1, 1), **KNOWN
)
ALL = (ORGANISATION, AREA, ESTATE, DWELLINGS, LIST, LATER, LISTING, MEASURED, FIGURES, COUNTRY, DECISION)


def said(*rows: Recorded) -> list[str]:
    """Give what is said of a good register in which the rows stand instead of those with the same key."""
    keys = {(type(row), row.key) for row in rows}
    register = Register.of([*(row for row in ALL if (type(row), row.key) not in keys), *rows])
    return [problem.text() for problem in check_register(register)]


# --- right --------------------------------------------------------------------------------------------------------


def test_a_good_register_has_no_problems() -> None:
    """Everything refers to something that is there."""
    assert said() == []


@pytest.mark.parametrize(
    "row",
    [
        replace(ESTATE, area=None, agreement=None), replace(DECISION, area=None, to=None),
        replace(LIST, valid_to=date(2011, 10, 1)), replace(LISTING, category="off"),
        replace(MEASURED, employed=None, unemployed=None, students=None, other_outside=None),
        replace(MEASURED, outside_workforce=None, employed=None, students=None, outside_rounded=(395_000, 405_000)),
        replace(MEASURED, outside_workforce=None), replace(MEASURED, outside_rounded=(395_000, 405_000)), replace(FIGURES, aged_18_64=None, convicted=None),
        replace(ESTATE, public_fields=("name", "area")),
    ],
)  # fmt: skip
def test_what_is_not_known_or_not_said_is_no_problem(row: Recorded) -> None:
    """Counts may be missing, an estate may lie in no area, a list may cease when the next begins."""
    assert said(row) == []


def test_a_correction_is_no_duplicate() -> None:
    """The same key recorded on another day is a new version."""
    assert said(MEASURED, replace(MEASURED, outside_workforce=401, recorded_on=date(2012, 3, 1))) == []


def test_the_shipped_register_has_no_problems() -> None:
    """The Copenhagen that comes with the product passes its own check."""
    assert check_register(read_register()) == ()


# --- wrong --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (replace(ESTATE, organisation="aaab"), "organisations"), (replace(ESTATE, area="tingberg"), "areas"),
        (replace(DWELLINGS, estate="81"), "estates"), (replace(LISTING, area="x"), "areas"),
        (replace(MEASURED, estate="x"), "estates"), (replace(FIGURES, area="x"), "areas"), (replace(DECISION, area="x"), "areas"),
        (replace(LISTING, published=date(2010, 10, 2)), "not published"), (replace(LISTING, list="61a", category="ghetto"), "not published"),
    ],
)  # fmt: skip
def test_a_row_that_names_what_is_not_there_is_told(row: Recorded, word: str) -> None:
    """The table it should stand in is named."""
    (problem,) = said(row)
    assert word in problem


def test_a_misspelt_id_is_answered_with_the_nearest() -> None:
    """The ids of the table that was meant are looked through."""
    assert said(replace(ESTATE, area="tingberg"))[0].endswith("Did you mean 'tingbjerg'?")


@pytest.mark.parametrize("row", ALL, ids=lambda row: type(row).__name__)
def test_a_row_that_stands_twice_is_told_with_the_line_of_the_first(row: Recorded) -> None:
    """Two rows with one key recorded on one day: which of them counts nobody can say."""
    problems = said(replace(row, line=2), replace(row, line=7))
    assert any("line 7" in problem and "line 2 too" in problem for problem in problems)


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (replace(MEASURED, aged_18_64=1501, employed=None), "more than residents"),
        (replace(MEASURED, outside_workforce=1001, students=None, employed=None), "more than aged_18_64"),
        (replace(MEASURED, outside_workforce=400), "students + other_outside is 401"),
        (replace(MEASURED, employed=551), "is 1001"),
        (replace(MEASURED, students=102), "is 402"),
        (replace(MEASURED, outside_rounded=(385_000, 395_000)), "does not agree"),
        (replace(MEASURED, outside_workforce=None, students=None, employed=None), "neither"),
        (replace(MEASURED, year=2012), "cannot have been published"),
        (replace(FIGURES, convicted=1101), "more than adults"), (replace(FIGURES, only_compulsory_school=601), "more than aged_30_59"),
        (replace(FIGURES, without_link=1001), "more than aged_18_64"), (replace(FIGURES, non_western=1501), "more than residents"),
        (replace(COUNTRY, convicted=5_000_000), "more than adults"),
    ],
)  # fmt: skip
def test_counts_that_cannot_be_true_are_told(row: Recorded, word: str) -> None:
    """A part is no larger than what it is part of, and parts add up."""
    assert any(word in problem for problem in said(row))


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (replace(LIST, valid_to=date(2010, 10, 1)), "before it is in force"),
        (replace(LIST, valid_to=date(2011, 10, 2)), "after the next"),
        (replace(DECISION, to=date(2011, 1, 1)), "before it holds"),
        (replace(MEASURED, recorded_on=date(2011, 11, 30)), "before it was published"),
        (replace(LISTING, category="ghetto"), "no category"),
        (replace(ESTATE, public_fields=("nam",)), "'nam'"),
    ],
)  # fmt: skip
def test_dates_and_words_that_contradict_each_other_are_told(row: Recorded, word: str) -> None:
    """Lists do not overlap, nothing ceases before it begins or is recorded before it is public."""
    assert [word in problem for problem in said(row)] == [True]


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    """A table that cannot be read hides nothing of the others, and is not held against them."""
    (tmp_path / "organisations.csv").write_text("id,nme\naab,AAB\n", encoding="utf-8")
    (tmp_path / "estates.csv").write_text("id,name,organisation,area\n80,Gadelandet,aab,x\n", encoding="utf-8")
    (tmp_path / "council_decisions.csv").write_text("kind,area,from\ncombined letting,y,01-10-2011\n", encoding="utf-8")
    problems = [problem.text() for problem in check_register(read_register(tmp_path))]
    assert ["nme" in problems[0], "name" in problems[1]] == [True, True]
    assert ["'x' does not stand" in problem or "'y' does not stand" in problem for problem in problems[2:]] == [
        True,
        True,
    ]


@given(st.data())
def test_any_counts_are_checked_without_a_fault(data: st.DataObject) -> None:
    """Whatever counts stand in a measurement, each is judged, known or not."""
    counts = st.one_of(st.none(), st.integers(0, 50))
    names = ("outside_workforce", "employed", "unemployed", "students", "other_outside")
    drawn: dict[str, Any] = {name: data.draw(counts) for name in names}
    row = replace(
        MEASURED, residents=data.draw(st.integers(0, 50)), aged_18_64=data.draw(st.integers(0, 50)),
        **drawn,
    )  # fmt: skip
    parts = None if None in (row.students, row.other_outside) else (row.students or 0) + (row.other_outside or 0)
    outside = parts if row.outside_workforce is None else row.outside_workforce
    good = (
        row.aged_18_64 <= row.residents
        and (row.outside_workforce is not None or None not in (row.students, row.other_outside, row.unemployed))
        and outside is not None
        and parts in (None, outside)
        and (
            row.employed is None or row.unemployed is None or row.employed + row.unemployed + outside == row.aged_18_64
        )
        and max(row.outside_workforce or 0, row.employed or 0, row.unemployed or 0) <= row.aged_18_64
        and (row.outside_workforce is None or max(row.students or 0, row.other_outside or 0) <= row.outside_workforce)
    )
    assert (said(row) == []) is good
