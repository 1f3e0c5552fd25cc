"""What an amendment makes of cases: which come out otherwise, also those whose day lies before it acts, and what none tried."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kredslob.engine.cases.report import Report, amendment_named, run_all
from kredslob.engine.cases.running import Bench
from kredslob.engine.cases.trying import Trial, untried
from kredslob.rules.library import add_file
from tests.engine.cases.written import PEOPLE, case_text, file_of, read
from tests.engine.small_city import library

HEAD = """\
schema: 1
id: proposal
kind: amendment
extends: kbh-2012-adjustment
title: {da: Forslag, en: Proposal}
from: 2013-01-01
adopted: 2012-05-01
changes:
"""
WHY = "reason: {da: a, en: b}"
TO_35 = f"  - {{set: forty_plus.threshold, value: 0.35, {WHY}}}\n"
CLASH = f"""\
  - add:
      id: proposal.clash
      stage: route
      clause: ra11-referral
      basis: inferred
      when: {{fact: rooms, at_least: 1}}
      then: {{channel: referral}}
      text: {{da: a, en: b}}
    {WHY}
"""


def situation(outside: int, on: str = "2011-05-02") -> str:
    """Give a case of an estate with so many of a thousand outside the workforce, on a day."""
    year = int(on[:4]) - 1
    estate = f"estate: {{measurements: [{{year: {year}, aged_18_64: 1000, outside_workforce: {outside}}}]}}"
    return case_text("{status: decided}", f"on: {on}\n      {estate}\n      {PEOPLE}")


def report(folder: Path, changes: str, *cases: str) -> Report:
    """Put cases to an amendment of the shipped agreement."""
    path = folder / "proposal.yaml"
    path.write_text(HEAD + changes, "utf-8")
    shelf, document = add_file(library(), path)
    agreement = shelf.agreement(document.id)
    amendment = amendment_named(shelf, agreement, str(path))
    assert amendment is document
    return run_all(Bench(shelf, agreement), read(file_of(*cases)), (*agreement.laws, *agreement.amendments), amendment)


def trial(folder: Path, changes: str, *cases: str) -> Trial:
    """Give what an amendment makes of cases."""
    found = report(folder, changes, *cases).trial
    assert found is not None
    return found


def flips(found: Trial) -> dict[str, dict[str, tuple[object, object]]]:
    """Give what comes out otherwise, by case."""
    return {
        one.case.id: {each.name or each.what: (each.expected, each.found) for each in one.differences}
        for one in found.otherwise
    }


def test_a_case_before_the_day_comes_out_otherwise_as_though_the_amendment_acted(tmp_path: Path) -> None:
    """37 per cent is 40-plus under 35, 41 is so anyway, and 30 is under neither; on its own day no case moves."""
    found = report(tmp_path, TO_35, situation(370), situation(410), situation(300))
    assert not found.failed
    assert found.trial is not None
    assert (found.trial.start, found.trial.within, found.trial.moved) == (date(2013, 1, 1), 0, 3)
    told = flips(found.trial)
    assert list(told) == ["c1"]
    assert told["c1"]["forty_plus"] == (False, True)
    assert told["c1"]["exempt"] == (False, True)


def test_a_case_within_the_time_is_decided_on_its_own_day(tmp_path: Path) -> None:
    """And compared with how it would be without the amendment."""
    found = trial(tmp_path, TO_35, situation(370, "2013-05-02"), situation(370, "2012-05-02"))
    assert (found.within, found.moved) == (1, 1)
    assert [(one.case.id, one.acts) for one in found.otherwise] == [("c1", True), ("c2", False)]


def test_a_boundary_that_no_case_tried_is_told(tmp_path: Path) -> None:
    """Both sides of 35 are seen, and nobody stands at 35 itself; exactly 40 is no boundary any longer."""
    (left,) = untried(trial(tmp_path, TO_35, situation(400), situation(300)).tried)
    assert (left.rule.id, left.parameter, left.value, left.missing) == (
        "forty-plus.yes",
        "forty_plus.threshold",
        350_000,
        (),
    )


def test_a_boundary_at_which_a_case_lies_is_tried(tmp_path: Path) -> None:
    """With a case on either side of it."""
    found = trial(tmp_path, TO_35, situation(350), situation(351))
    assert untried(found.tried) == ()
    assert [one.at for one in found.tried] == [("c1",)]


def test_a_side_that_no_case_has_seen_is_told(tmp_path: Path) -> None:
    """All of them lie under 35."""
    (left,) = untried(trial(tmp_path, TO_35, situation(350), situation(300)).tried)
    assert len(left.missing) == 1


def test_an_amendment_that_clashes_is_seen_to_by_the_cases(tmp_path: Path) -> None:
    """Its rule says social referral beside another channel: there is no answer any longer, though no case lies in its time."""
    found = report(tmp_path, CLASH, situation(300), situation(410))
    assert not found.failed
    assert found.trial is not None
    assert {(each.found) for one in found.trial.otherwise for each in one.differences} == {"refused"}
    seen = {one.rule.id: one for one in found.rules}
    assert seen["proposal.clash"].rule.document == "proposal"


def test_an_amendment_that_changes_nothing_of_cases_says_so(tmp_path: Path) -> None:
    """A threshold of 0.42 for estates that none of them is near."""
    found = trial(tmp_path, f"  - {{set: forty_plus.threshold, value: 0.42, {WHY}}}\n", situation(300))
    assert (found.moved, found.otherwise) == (1, ())


@pytest.mark.parametrize("name", ["kbh-2011-2014", "", "no-such.yaml"])
def test_what_is_no_amendment_is_not_tried(name: str) -> None:
    """A framework agreement is what it is."""
    assert amendment_named(library(), library().agreement("kbh-2012-adjustment"), name) is None
    assert amendment_named(library(), None, name) is None
