"""A search over a small town: every point is judged and run, the present agreement among them, and the front is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.searching.asking import Wanted, searched
from kredslob.scenarios.searching.proposing import proposal_of, title_of
from tests.scenarios.searching.small_search import TERMS, read


def test_a_range_with_a_step_gives_its_values_and_knows_which_is_agreed_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From 0.35 to 0.45 by 0.05 there are three values, and 0.40 is the present one."""
    search = read(tmp_path, monkeypatch)
    assert search.terms[0].choices == (350_000, 400_000, 450_000)
    assert search.present == (1,)


def test_a_point_is_an_amendment_that_states_only_what_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A point that sets the threshold is an amendment of the framework with one change; the present point changes nothing."""
    search = read(tmp_path, monkeypatch)
    proposal = proposal_of(search, (0,))
    assert [(one.target, one.value and one.value.value) for one in proposal.document.changes] == [
        ("forty_plus.threshold", 350_000)
    ]
    assert title_of(search, (1,)).en == "As now"


def test_a_grid_is_searched_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All three points are looked at, and each is told by replications that nobody has chosen by."""
    read(tmp_path, monkeypatch)
    (tmp_path / "terms.yaml").write_text(TERMS, encoding="utf-8")
    _, answer = searched(Wanted(str(tmp_path / "terms.yaml")), Threads(1))
    assert (answer.effort.method, answer.effort.looked_at) == ("grid", 3)
    assert {one.goals[0].replications for one in (answer.present, *answer.front)} == {2}
