"""Everything wrong with a file is told in one run, whatever layer finds it, sorted by line; and nothing that follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.checking.planted import HEAD, in_file
from tests.rules.shelf import edited

MANY = """\
changes:
  - {set: nope.value, value: 0.35, reason: {da: a, en: b}}
  - {set: forty_plus.threshold, value: 35, reason: {da: a, en: b}}
  - {set: flexible.work_hours, value: 2000, reason: {da: a, en: b}}
  - {repeal: work.no}
  - add:
      id: planted.citizens
      stage: rank
      clause: ra11-work
      basis: stated
      when: {fact: citizenship, is: home}
      then: {group_work: true}
      text: {da: a, en: b}
    reason: {da: a, en: b}
    resaon: {da: a, en: b}
"""


def told(folder: Path, changes: str, head: str = HEAD) -> list[tuple[int | None, str]]:
    """Check a file and give the line and words of each error, as printed."""
    return [(one.line, one.text) for one in in_file(folder, head + changes) if one.severity == "error"]


def test_what_each_layer_finds_is_told_at_once(tmp_path: Path) -> None:
    """An unknown parameter, a value of another unit, one out of range, a missing reason, an unlawful criterion."""
    found = told(tmp_path, MANY)
    assert [line for line, _ in found] == sorted(line for line, _ in found if line is not None)
    assert {
        (9, "nope.value is not a parameter of what is amended."),
        (10, "35 is not of unit share."),
        (12, "reason is missing."),
        (13, "rule planted.citizens makes citizenship a criterion."),
        (22, "resaon is not a field here."),
    } <= set(found)
    assert any(line == 11 and "2000" in text for line, text in found)


def test_what_is_wrong_with_the_head_hides_no_change(tmp_path: Path) -> None:
    """A title in one language only, beside a value of another unit."""
    head = edited(HEAD, "title: {da: Forslag, en: Proposal}", "title: {da: Forslag}")
    changes = "changes:\n  - {set: forty_plus.threshold, value: 35, reason: {da: a, en: b}}\n"
    assert told(tmp_path, changes, head) == [(5, "en is missing."), (9, "35 is not of unit share.")]


def test_what_comes_after_a_part_that_is_left_out_is_told_at_its_own_line(tmp_path: Path) -> None:
    """The change before it cannot be read at all."""
    changes = "changes:\n  - {add: 7, reason: {da: a, en: b}}\n  - {repeal: work.nope, reason: {da: a, en: b}}\n"
    found = told(tmp_path, changes)
    assert (10, "there is no rule work.nope to repeal.") in found
    assert {line for line, _ in found} == {9, 10}


def test_what_only_follows_from_a_part_that_cannot_be_read_is_not_told(tmp_path: Path) -> None:
    """A change cites a clause of the file that lacks its source: the clause is there, and it is told what it lacks."""
    own = "clauses: {own-1: {title: {da: a, en: b}, text: {da: a, en: b}, basis: stated}}\n"
    rule = (
        "  - add: {id: own.rule, stage: rank, clause: own-1, basis: stated, when: {fact: job, is: permanent}, "
        "then: {group_work: true}, overrides: [work.no], text: {da: a, en: b}}\n    reason: {da: a, en: b}\n"
    )
    assert told(tmp_path, own + "changes:\n" + rule) == [(8, "source is missing.")]


@pytest.mark.parametrize("line", ["id: planted\n", "kind: amendment\n", "extends: kbh-2012-adjustment\n"])
def test_a_file_that_does_not_say_what_it_is_is_told_so_and_no_more(line: str, tmp_path: Path) -> None:
    """There is nothing to judge its changes by."""
    assert len(told(tmp_path, MANY, edited(HEAD, line, line.replace(": ", ": [").replace("\n", "]\n")))) >= 1


def test_a_file_that_is_no_yaml_is_told_where(tmp_path: Path) -> None:
    """Nothing else can be read of it."""
    assert [line for line, _ in told(tmp_path, "changes: [\n")] != []
