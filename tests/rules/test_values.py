"""Values of parameters are read by unit, range and choices; an assumed one says what else it may be and who could tell."""

from __future__ import annotations

from datetime import date

import pytest

from kredslob.rules.building import shown
from kredslob.rules.units import PPM
from tests.rules.shelf import FRAMEWORK, LAW, document, edited, line_of, refused


def test_values_are_held_in_their_units() -> None:
    """A share is parts per million, hours are minutes, names a tuple, and a choice is its name."""
    parameters = document(FRAMEWORK).parameters
    assert [series.values[0].value for series in parameters.values()] == [400_000, 1500, ("permanent",), "first"]
    assert parameters["work.hours"].range == (60, 3600)
    assert parameters["work.hours"].values[0].alternatives == (1500, 2190)


def test_a_value_knows_where_it_stands_and_when_it_became_known() -> None:
    """A value that names no day of recording was known when its document was adopted."""
    value = document(FRAMEWORK).parameters["outside.limit"].values[0]
    assert (value.at.file, value.at.line) == ("file.yaml", line_of(FRAMEWORK, "- {from: 2011-01-01, value: 0.40"))
    assert (value.document, value.recorded, value.source) == ("frame", date(2010, 12, 16), "plan")


def test_a_value_may_be_repealed() -> None:
    """Null is said, and is not the same as saying nothing."""
    text = edited(LAW, "value: 500", "value: null")
    assert document(text).parameters["act.residents"].values[1].value is None


def test_a_correction_stands_beside_what_it_corrects() -> None:
    """Two values from one day are right when the later one was recorded later."""
    text = edited(
        LAW,
        "      - {from: 2014-01-01, value: 500, basis: stated}",
        "      - {from: 2014-01-01, value: 500, basis: stated}\n"
        "      - {from: 2014-01-01, value: 600, basis: stated, recorded: 2015-03-01}",
    )
    assert [one.value for one in document(text).parameters["act.residents"].values] == [1000, 500, 600]


LIMIT = "value: 0.40, basis: stated"
HOURS = "alternatives: [25, 36.5]"
# passage, its replacement; what is found, at which field, what was probably meant
WRONG: list[tuple[str, str, str, str, str | None]] = [
    (LIMIT, "value: 40, basis: stated", "40 is not of unit share", "outside.limit.values.0.value", "0.4"),
    (LIMIT, 'value: "40 %", basis: stated', "40 % is not of unit share", "outside.limit.values.0.value", "0.4"),
    (LIMIT, 'value: "0,40", basis: stated', "0,40 is not of unit share", "outside.limit.values.0.value", "0.4"),
    (LIMIT, "value: 1e308, basis: stated", "1e308 is not of unit share", "outside.limit.values.0.value", None),
    (LIMIT, "value: -0.4, basis: stated", "-0.4 is not of unit share", "outside.limit.values.0.value", None),
    (LIMIT, "value: true, basis: stated", "true is not of unit share", "outside.limit.values.0.value", None),
    (LIMIT, "value: [0.4], basis: stated", "[0.4] is not of unit share", "outside.limit.values.0.value", None),
    (LIMIT, "value: {a: 1}, basis: stated", "{a: ...} is not of unit share", "outside.limit.values.0.value", None),
    (LIMIT, "value: 0.4000001, basis: stated", "is not of unit share", "outside.limit.values.0.value", None),
    ("value: 25\n", "value: 61\n", "61 is outside the range", "work.hours.values.0.value", None),
    ("value: 25\n", "value: 25,5\n", "25,5 is not of unit hours", "work.hours.values.0.value", "25.5"),
    ("value: 25\n", "value: 30\n", "not among its alternatives", "work.hours.values.0.alternatives", None),
    (HOURS, "alternatives: [25, x]", "x is not of unit hours", "work.hours.values.0.alternatives.1", None),
    (HOURS, "alternatives: [25, 90]", "90 is outside the range", "work.hours.values.0.alternatives.1", None),
    (HOURS, "range: [30, 40]", "outside its own range", "work.hours.values.0.range", None),
    (HOURS, "range: [40, 20]", "runs backwards", "work.hours.values.0.range", None),
    (HOURS, "range: [x, 40]", "x is not of unit hours", "work.hours.values.0.range.0", None),
    (HOURS, "alternatives: [25]", "what else it may be", "work.hours.values.0", None),
    (HOURS, "note: {da: a, en: b}", "what else it may be", "work.hours.values.0", None),
    ("        question: {da: Hvor mange timer?, en: How many hours?}\n", "", "who could settle it", "work.hours.values.0", None),
    ("range: [1, 60]", "range: [60, 1]", "runs backwards", "work.hours.range", None),
    ("unit: names", "unit: names\n    range: [1, 2]", "has no range", "work.jobs.range", None),
    ("value: [permanent]", "value: permanent", "permanent is not of unit names", "work.jobs.values.0.value", None),
    ("value: first", "value: frist", "frist is not a choice", "rehousing.position.values.0.value", "first"),
    ("value: first", "value: 1", "1 is not of unit choice", "rehousing.position.values.0.value", None),
    ("    choices: {first: {da: først, en: first}, last: {da: sidst, en: last}}\n", "", "choices go with unit choice",
     "rehousing.position", None),
    ("unit: names", "unit: names\n    choices: {a: {da: a, en: a}}", "choices go with unit choice", "work.jobs", None),
    (LIMIT, LIMIT + ", to: 2010-12-31", "ends before it begins", "outside.limit.values.0.to", None),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "found", "field", "meant"), WRONG, ids=lambda value: str(value)[:30])
def test_a_wrong_value_is_refused_at_its_line(old: str, new: str, found: str, field: str, meant: str | None) -> None:
    """The one thing that is wrong is told with file, line, field, cure and the likely spelling."""
    text = edited(FRAMEWORK, old, new)
    (problem,) = refused(lambda: document(text))
    assert found in problem.found.text()
    assert (problem.place.file, problem.place.field) == ("file.yaml", f"parameters.{field}")
    # the line of the value, or of the parameter when it is wrong as a whole
    assert problem.place.line in range(line_of(FRAMEWORK, old) - 5, line_of(FRAMEWORK, old) + 3)
    assert problem.accepted is not None
    assert problem.nearest == meant


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("from: 2014-01-01, value: 500", "from: 2013-06-01, value: 500"),  # the first ends on 2013-12-31
        ("from: 2014-01-01, value: 500", "from: 2010-01-01, value: 500"),
        ("from: 2014-01-01, value: 500", "from: 2009-01-01, value: 500"),
        ("from: 2014-01-01, value: 500", "from: 2010-01-01, recorded: 2009-05-31, value: 500"),  # recorded before
    ],
)
def test_values_that_overlap_or_are_out_of_order_are_refused(old: str, new: str) -> None:
    """There is one value for each day as known on a day, and the file tells them in order."""
    (problem,) = refused(lambda: document(edited(LAW, old, new)))
    assert "overlap or are not in order" in problem.found.text()
    assert problem.place.field == "parameters.act.residents.values"


def test_the_ends_of_a_range_are_told_as_the_file_writes_them() -> None:
    """Not in minutes or parts per million."""
    (problem,) = refused(lambda: document(edited(FRAMEWORK, "value: 25\n", "value: 61\n")))
    assert problem.accepted is not None
    assert problem.accepted.text() == "1 to 60"


def test_every_wrong_value_of_a_file_is_told_at_once() -> None:
    """Three faults in three parameters are three problems."""
    text = edited(
        edited(edited(FRAMEWORK, LIMIT, "value: 40, basis: stated"), "value: first", "value: x"), "[permanent]", "7"
    )
    problems = refused(lambda: document(text))
    assert [problem.found.text().split()[0] for problem in problems] == ["40", "7", "x"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (None, "null"),
        (True, "true"),
        ("", '""'),
        ([1, [2]], "[1, [2]]"),
        ("x" * 100, "x" * 57 + "..."),
        (PPM, "1000000"),
    ],
)
def test_a_value_is_shown_as_the_file_writes_it(raw: object, said: str) -> None:
    """Shortened, and in YAML's words rather than Python's."""
    assert shown(raw) == said
