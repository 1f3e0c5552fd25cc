"""Points are judged before they are run: together where they differ in values alone, and by themselves where that fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.searching import judging
from kredslob.scenarios.searching.asking import Wanted, searched
from kredslob.scenarios.searching.judging import Judge, Verdict
from kredslob.scenarios.searching.proposing import Proposal, proposal_of
from kredslob.scenarios.searching.together import open_proposal
from tests.scenarios.searching.small_search import TERMS, read
from tests.scenarios.searching.test_proposals import GAP, OWN

TERM = "  threshold: {set: forty_plus.threshold, range: [0.35, 0.45], step: 0.05}"
METHOD = f"{TERM}\n  method: {{set: compensation.method, values: [headroom, none]}}"


@pytest.fixture
def proofs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the ids of all that is proved from now on, none of it found in the cache."""
    asked: list[str] = []
    proved = judging._proved

    def noting(proposal: Proposal) -> Verdict:
        asked.append(proposal.id)
        return proved(proposal)

    monkeypatch.setattr(judging, "cache_folder", lambda: None)
    monkeypatch.setattr(judging, "_proved", noting)
    return asked


def test_points_that_differ_in_values_are_proved_by_one_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proofs: list[str]
) -> None:
    """Six points with sound values stand by a single proof of them all; each alone has one of its own."""
    search = read(tmp_path, monkeypatch, TERMS.replace(TERM, METHOD))
    judge = Judge(search)
    several = [proposal_of(search, (at, how)) for at in (0, 2) for how in (0, 1)]
    assert all(judge.verdict(one).stands for one in several)
    assert len(proofs) == 1
    assert judge.alone(several[0]).stands
    assert len(proofs) == 2


def test_what_is_left_open_holds_every_choice_and_what_is_agreed_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Left open, the method may be each of the choices and all that the present guess may be; the threshold what it is now."""
    search = read(
        tmp_path, monkeypatch, TERMS.replace(TERM, METHOD.replace("range: [0.35, 0.45], step: 0.05", "values: [0.35]"))
    )
    opened = open_proposal(search, (0, 0))
    assert opened is not None
    values = {one.target: one.value for one in opened.document.changes}
    method, threshold = values["compensation.method"], values["forty_plus.threshold"]
    assert method is not None
    assert threshold is not None
    assert set(method.alternatives) == {"headroom", "none", "proportional", "fixed"}
    assert threshold.alternatives == (350_000, 400_000)


def test_many_values_are_left_open_as_a_range(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred thresholds are taken at once from the lowest to the highest, with what is agreed now between or beyond them."""
    search = read(
        tmp_path, monkeypatch, TERMS.replace("range: [0.35, 0.45], step: 0.05", "range: [0.3, 0.39], step: 0.001")
    )
    opened = open_proposal(search, (0,))
    assert opened is not None
    (change,) = opened.document.changes
    assert change.value is not None
    assert change.value.range == (300_000, 400_000)


def test_a_gap_is_found_together_and_told_of_each_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proofs: list[str]
) -> None:
    """With a switch that leaves a gap each point is proved by itself, refused, and told with the reason; the others are run."""
    (tmp_path / "open.yaml").write_text(OWN + GAP, encoding="utf-8")
    read(tmp_path, monkeypatch, TERMS.replace(TERM, f"{TERM}\n  open: {{amendment: open.yaml}}"))
    _, answer = searched(Wanted(str(tmp_path / "terms.yaml")), Threads(1))
    assert {(one.choices[1], one.why) for one in answer.refused} == {(1, "unproved")}
    assert len(answer.refused) == 3
    assert all("Gap" in one.reasons[0].en for one in answer.refused)
    assert all(one.choices[1] == 0 for one in answer.points)
    assert len(set(proofs)) == len(proofs)
