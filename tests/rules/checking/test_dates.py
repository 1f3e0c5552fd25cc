"""Dates leave no hole: every value and fact that is read is there on every day, and agreements follow each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.checking.planted import Found, on_shelf
from tests.rules.shelf import AMENDMENT, FRAMEWORK, INDIVIDUAL, LAW, edited, line_of

LIMIT = "- {from: 2011-01-01, value: 0.40, basis: stated, source: plan}"
NO_CHANGES = AMENDMENT[: AMENDMENT.index("changes:")]


def told(shelf: Path, severity: str, needed: tuple[str, ...] = (), **files: str) -> list[tuple[int | None, str]]:
    """Give line and text of what is found of one severity; an amendment without changes stands beside."""
    found: list[Found] = on_shelf(shelf, needed, **{"spring": NO_CHANGES, **files})
    assert {one.severity for one in found} <= {severity}
    return [(one.line, one.text) for one in found]


def test_the_small_shelf_has_no_hole(shelf: Path) -> None:
    """With its amendment and without."""
    assert on_shelf(shelf, ("outside.limit", "work.jobs")) == []
    assert told(shelf, "error") == []


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (["{from: 2011-02-01, value: 0.4, basis: stated}"], "has no value from 2011-01-01 to 2011-01-31."),
        (["{from: 2011-01-01, to: 2013-12-31, value: 0.4, basis: stated}"], "has no value from 2014-01-01 to 2014-12-31."),
        (["{from: 2011-01-01, to: 2014-12-31, value: 0.4, basis: stated}"], None),
        (["{from: 2011-01-01, to: 2011-12-31, value: 0.4, basis: stated}",
          "{from: 2012-01-01, value: 0.5, basis: stated}"], None),
        (["{from: 2011-01-01, value: null, basis: stated}"], None),  # said to have none
        (["{from: 2011-01-01, to: 2011-12-31, value: 0.4, basis: stated}", "{from: 2012-01-01, value: null, basis: stated}"],
         None),
    ],
)  # fmt: skip
def test_what_a_rule_reads_has_a_value_on_every_day(values: list[str], text: str | None, shelf: Path) -> None:
    """Or is said to have none; the hole is told once, with its first and last day, at the parameter."""
    frame = edited(FRAMEWORK, LIMIT, "\n      ".join(f"- {value}" for value in values))
    expected = [] if text is None else [(line_of(frame, "outside.limit:"), f"outside.limit {text}")]
    assert told(shelf, "error", frame=frame) == expected


def test_a_hole_between_two_values_is_found_whoever_reads_them(shelf: Path) -> None:
    """In a law as in an agreement, at the line of the later value."""
    law = edited(LAW, "from: 2010-01-01, to: 2013-12-31", "from: 2010-01-01, to: 2013-11-30")
    found = told(shelf, "error", law=law)
    assert found == [(line_of(law, "- {from: 2014-01-01"), "act.residents has no value from 2013-12-01 to 2013-12-31.")]


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        ("    to: 2013-12-31\n", "no rule decides exempt from 2014-01-01 to 2014-12-31."),
        ("    from: 2011-03-01\n", "no rule decides exempt from 2011-01-01 to 2011-02-28."),
        ("    to: 2014-12-31\n", None),
    ],
)
def test_a_fact_that_a_rule_reads_is_decided_on_every_day(dates: str, text: str | None, shelf: Path) -> None:
    """Told at the rule that reads it."""
    frame = FRAMEWORK
    for rule in ("exempt.none", "exempt.over"):
        frame = edited(frame, f"  - id: {rule}\n", f"  - id: {rule}\n{dates}")
    expected = [] if text is None else [(line_of(frame, "- id: channel.referral"), text)]
    assert told(shelf, "error", frame=frame) == expected


def test_a_hole_between_two_versions_of_a_rule_may_be_meant(shelf: Path) -> None:
    """So it is a warning, at the later version."""
    rule = FRAMEWORK[FRAMEWORK.index("  - id: work.yes") :]
    frame = edited(FRAMEWORK, "  - id: work.yes\n", "  - id: work.yes\n    to: 2012-06-30\n") + edited(
        rule, "  - id: work.yes\n", "  - id: work.yes\n    from: 2012-08-01\n"
    )
    expected = frame.rindex("- id: work.yes")
    assert told(shelf, "warning", frame=frame) == [
        (frame[:expected].count("\n") + 1, "rule work.yes is not in force from 2012-07-01 to 2012-07-31.")
    ]


@pytest.mark.parametrize(
    ("name", "line"), [("outside.limit", None), ("work.hour", "parameters:"), ("act.residents", None)]
)
def test_what_the_engine_asks_for_has_a_value(name: str, line: str | None, shelf: Path) -> None:
    """Whatever is needed is named, with the days without it."""
    expected = [(line_of(FRAMEWORK, line), f"{name} has no value from 2011-01-01 to 2014-12-31.")] if line else []
    assert told(shelf, "error", (name,)) == expected


def test_what_the_engine_asks_for_may_not_be_repealed(shelf: Path) -> None:
    """Null is no value where one is needed."""
    spring = NO_CHANGES + "changes:\n  - {set: work.jobs, value: null, reason: {da: a, en: b}}\n"
    found = on_shelf(shelf, ("work.jobs",), spring=spring)
    assert [(one.severity, one.text) for one in found] == [
        ("error", "work.jobs has no value from 2012-04-01 to 2014-12-31.")
    ]


def second(start: str, end: str = "2018-12-31") -> str:
    """Give another framework agreement with its own clauses, parameters and rules."""
    text = FRAMEWORK.replace("id: frame\n", "id: next\n").replace(
        "from: 2011-01-01\nto: 2014-12-31", f"from: {start}\nto: {end}", 1
    )
    return text.replace("from: 2011-01-01", f"from: {start}")


@pytest.mark.parametrize(
    ("start", "severity", "text"),
    [
        ("2015-01-01", None, ""),
        ("2015-01-02", "warning", "no agreement is in force between 2014-12-31 and 2015-01-02."),
        ("2014-12-31", "error", "frame and next are both in force on 2014-12-31."),
    ],
)
def test_agreements_follow_each_other(start: str, severity: str | None, text: str, shelf: Path) -> None:
    """A day without any may be so, a day with two cannot: told at the day on which the later one begins."""
    found = on_shelf(shelf, next=second(start))
    expected = [] if severity is None else [(severity, line_of(FRAMEWORK, "from: 2011-01-01"), text)]
    assert [(one.severity, one.line, one.text) for one in found] == expected


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ('from: 2011-01-01, version: "2011", turns: 1', 'from: 2011-07-01, version: "2011", turns: 1',
         "north-1 has no wheel referral before 2011-07-01."),
        ('from: 2011-01-01, version: "2011", flexible: 4', 'from: 2012-01-01, version: "2011", flexible: 4',
         "north-1 has no wheel external before 2012-01-01."),
        ("organisation: org\n", "organisation: org\nfrom: 2015-01-01\n", "north lies outside the period of frame."),
        ("organisation: org\n", "organisation: org\nfrom: 2009-01-01\nto: 2010-12-31\n",
         "north lies outside the period of frame."),
    ],
)  # fmt: skip
def test_an_individual_agreement_fits_the_period(old: str, new: str, text: str, shelf: Path) -> None:
    """A warning at the wheel that begins late, or at the day on which the agreement begins."""
    own = edited(INDIVIDUAL, old, new)
    line = line_of(own, new.splitlines()[-1] if "version" in new else "from: 20")
    assert told(shelf, "warning", own=own) == [(line, text)]


def test_the_first_day_of_an_assumed_start_is_looked_at_too(shelf: Path) -> None:
    """Two that settle one thing clash on some day on which one of them may begin."""
    other = (
        NO_CHANGES.replace("id: spring", "id: other").replace("s-new", "o-new")
        + "changes:\n  - {set: outside.limit, value: 0.5, reason: {da: a, en: b}}\n"
    )
    start = other.index("from:")
    other = other[:start] + "from: 2012-05-31\n" + other[other.index("adopted:") :]
    found = on_shelf(shelf, other=other)
    assert [(one.severity, one.text) for one in found if one.severity == "error"] == [
        ("error", "outside.limit is settled twice from 2012-05-31.")
    ]
