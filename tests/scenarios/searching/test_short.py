"""What a search says in short: nobody is told to be beaten by what misses a limit, and where luck disagrees it is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.searching import asking, seeking
from kredslob.scenarios.searching.answer import PRESENT, Answer
from kredslob.scenarios.searching.asking import Wanted, searched
from kredslob.scenarios.searching.gauging import Gauge
from kredslob.scenarios.searching.question import Point
from kredslob.scenarios.searching.seeking import Looked, Seeker
from tests.scenarios.searching.small_search import read
from tests.scenarios.searching.told_by_hand import answer, now, point, said


def test_when_every_point_is_worse_it_is_said_by_how_much() -> None:
    """How many keep the limits, how many miss one, and which of those that keep them comes nearest in each goal."""
    others = (
        point("1", "beaten", 9.5),
        point("2", "beaten", 12),
        point("3", "misses", 5, kept=False, chosen_kept=False),
    )
    told = said(answer(now(), others=others))
    assert "Nothing that was looked at is better than what is agreed now." in told
    assert "Points that miss a limit: 1 of 3." in told
    assert "Nearest in »Wait«: point 1, 9.5 (9.4 to 9.6); as now 9.0" in told
    assert "it is on the front" in told


def test_when_nothing_could_be_run_it_does_not_say_that_nothing_is_better() -> None:
    """Points that are unlawful were never compared."""
    told = said(answer(now()))
    assert "No point could be run beside the agreement as it is now." in told
    assert "better" not in told.partition("The agreement")[0]


def test_when_only_the_present_agreement_keeps_the_limits_when_run_again_it_is_not_said_that_nothing_does() -> None:
    """The points had luck when they were chosen."""
    told = said(answer(now(), front=(point("A", "front", kept=False),)))
    assert "Nothing but the agreement as it is now keeps all limits when it is run again." in told
    assert "A: point A. Misses: Housed." in told
    assert "Nothing that was looked at keeps" not in told


def test_when_the_points_are_beaten_by_the_present_agreement_when_run_again_that_is_said() -> None:
    """They keep the limits, so that it is not for the limits."""
    told = said(answer(now(), front=(point("A", "front", 10, beaten_by=(PRESENT,)),)))
    assert "Nothing that was looked at is better than what is agreed now when it is run again." in told
    assert "A (point A) is beaten by the agreement as it is now when run again." in told
    assert "limits when" not in told


@pytest.mark.parametrize(
    ("present", "words"),
    [
        (now(kept=False), "It kept them in the replications that points were chosen by"),
        (now(chosen_kept=False), "It did not keep all of them in the replications that points were chosen by"),
    ],
)
def test_where_the_present_agreement_is_told_otherwise_than_it_was_chosen_by_that_is_said(
    present: object, words: str
) -> None:
    """Else the words above and below would say the contrary of each other."""
    told = said(answer(present, near=(point("A", "near", kept=False, chosen_kept=False),)))  # type: ignore[arg-type]  # a point
    assert words in told
    assert words not in said(answer(now()))


def test_a_nearest_point_that_keeps_all_limits_when_run_again_is_said_to() -> None:
    """It does not miss "none"."""
    told = said(answer(now(kept=False, chosen_kept=False), near=(point("A", "near", chosen_kept=False),)))
    assert "A: point A. Keeps all limits when it is run again." in told
    assert "Misses: none" not in told


def found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, worse: float, *, missed: bool
) -> tuple[Answer, frozenset[str]]:
    """Search the small town; when it is run again, each point houses so many fewer than now, and may miss the limit."""

    def confirmed(seeker: Seeker, told: Sequence[Looked]) -> Mapping[Point | None, Gauge]:
        gauged = seeking.confirmed(seeker, told)
        present = gauged[None]
        other = replace(present, goals=present.goals - worse)
        if missed:
            other = replace(other, limits=tuple(replace(one, met=one.met & False) for one in other.limits))
        return {key: present if key is None else other for key in gauged}

    monkeypatch.setattr(asking, "confirmed", confirmed)
    read(tmp_path, monkeypatch)
    _, told = searched(Wanted(str(tmp_path / "terms.yaml")), Threads(1))
    assert told.front
    return told, frozenset(one.name for one in told.front)


def test_what_misses_a_limit_beats_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it is better in every goal: whoever must keep the limits gains nothing by it."""
    told, _ = found(monkeypatch, tmp_path, -1.0, missed=True)
    assert told.present.beaten_by == ()
    assert told.present.on_front
    assert all(one.beaten_by == () and not one.on_front for one in told.front)


def test_what_keeps_the_limits_and_is_better_beats_the_present_agreement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is not beaten by it."""
    told, names = found(monkeypatch, tmp_path, -1.0, missed=False)
    assert set(told.present.beaten_by) == names
    assert all(PRESENT not in one.beaten_by and one.on_front for one in told.front)


def test_the_present_agreement_beats_points_that_are_worse_when_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The front is then empty but for it."""
    told, _ = found(monkeypatch, tmp_path, 1.0, missed=False)
    assert all(one.beaten_by == (PRESENT,) and not one.on_front for one in told.front)
    assert told.stands == ()
    assert told.present.on_front
