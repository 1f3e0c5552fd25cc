"""What a point is as an amendment: parts of others written in, ids made of what is stated, what cannot stand is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kredslob.rules.library import add_file
from kredslob.rules.messages import WrongInput
from kredslob.scenarios.comparing.shelf import key_of
from kredslob.scenarios.files.fingerprint import fingerprint_of_agreement, fingerprint_of_register
from kredslob.scenarios.searching.judging import Judge
from kredslob.scenarios.searching.proposing import proposal_of, side_of, title_of
from tests.scenarios.searching.small_search import TERMS, read

TERM = "  threshold: {set: forty_plus.threshold, range: [0.35, 0.45], step: 0.05}"
SWITCH = f"{TERM}\n  newly: {{amendment: kbh-2012-adjustment}}"
OWN = """
schema: 1
id: own
kind: amendment
extends: kbh-2011-2014
title: {da: "Min", en: "Mine"}
from: 2011-01-01
adopted: 2011-01-01
changes:
"""


def test_a_switch_writes_the_whole_of_another_amendment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made, the adjustment's clause, rules and sources stand in the point's own amendment, from the search's own day."""
    search = read(tmp_path, monkeypatch, TERMS.replace(TERM, SWITCH))
    proposal = proposal_of(search, (1, 1))
    assert [one.target for one in proposal.document.changes] == ["exempt.listed", "exempt.newly-listed"]
    assert "ra12-newly-listed" in proposal.document.clauses
    assert proposal.document.start.day == search.day
    assert title_of(search, (0, 1)).en == (
        "Threshold of 40-plus: 35 %, Adjustment of spring 2012: areas new on the list"
    )
    assert "acts from 2012-04-01 by itself" in search.warnings[0].text()


def test_a_switch_may_take_some_changes_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named by what it is about, one change of an amendment is written in and the other is not."""
    only = SWITCH.replace("kbh-2012-adjustment}", "kbh-2012-adjustment, changes: [exempt.listed]}")
    proposal = proposal_of(read(tmp_path, monkeypatch, TERMS.replace(TERM, only)), (1, 1))
    assert [one.target for one in proposal.document.changes] == ["exempt.listed"]


def test_the_file_of_a_point_reads_back_as_what_was_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written to a file and read as any amendment is, a point has the fingerprint of the agreement that was run."""
    search = read(tmp_path, monkeypatch, TERMS.replace(TERM, SWITCH))
    proposal = proposal_of(search, (2, 1))
    (tmp_path / "A.yaml").write_text(proposal.text, encoding="utf-8")
    library, document = add_file(search.library, tmp_path / "A.yaml")
    again = library.agreement(document.id)
    assert fingerprint_of_agreement(library, again) == fingerprint_of_agreement(proposal.library, proposal.agreement)


def test_the_same_proposal_is_the_same_in_any_order_of_terms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its id and its runs are called by what it states: one term more that is as now makes no other proposal."""
    one = read(tmp_path, monkeypatch)
    more = read(tmp_path, monkeypatch, TERMS.replace(TERM, SWITCH))
    mine, yours = proposal_of(one, (0,)), proposal_of(more, (0, 0))
    assert mine.id == yours.id
    mark = fingerprint_of_register(one.frame.scenario.office.register)
    assert key_of(side_of(one, mine, mark)) == key_of(side_of(more, yours, mark))


def test_a_point_that_settles_something_twice_cannot_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two amendments that change the same are told when the file is read, not when they meet."""
    for name, value in (("one", "0.3"), ("two", "0.5")):
        change = f"  - {{set: forty_plus.threshold, value: {value}, reason: {{da: a, en: b}}}}\n"
        (tmp_path / f"{name}.yaml").write_text(OWN.replace("id: own", f"id: {name}") + change, encoding="utf-8")
    both = "  a: {amendment: one.yaml}\n  b: {amendment: two.yaml}"
    with pytest.raises(WrongInput, match=r"forty_plus.threshold is also settled by the term a"):
        read(tmp_path, monkeypatch, TERMS.replace(TERM, both))


def test_a_point_that_leaves_a_gap_is_judged_so_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the rule that all others override nobody says whether an ordinary estate is exempt: the point does not stand."""
    (tmp_path / "open.yaml").write_text(OWN + GAP, encoding="utf-8")
    search = read(tmp_path, monkeypatch, TERMS.replace(TERM, "  open: {amendment: open.yaml}"))
    verdict = Judge(search).verdict(proposal_of(search, (1,)))
    assert not verdict.stands
    assert verdict.lawful
    assert "Gap" in verdict.reasons[0].en


GAP = """  - repeal: exempt.none
    reason: {da: "Prøve", en: "Trial"}
"""
