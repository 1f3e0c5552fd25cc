"""Points are made ready and run a few at a time: the same comes out, and what is wrong with one stops no other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.comparing.sides import Side
from kredslob.scenarios.results.blocks import Ready
from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.searching import running
from kredslob.scenarios.searching.answer import PRESENT
from kredslob.scenarios.searching.gauging import Gauge
from kredslob.scenarios.searching.proposing import Proposal, name_of, proposal_of
from kredslob.scenarios.searching.running import Field
from tests.scenarios.searching.small_search import read


@pytest.fixture
def one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Field, list[Proposal]]:
    """Give a field where points run one by one; and two points."""
    monkeypatch.setattr(running, "_BLOCKS_EACH", 1)
    search = read(tmp_path, monkeypatch)
    (tmp_path / "shelf").mkdir()
    return Field(search, tmp_path / "shelf", Threads(1)), [proposal_of(search, point) for point in ((0,), (2,))]


def test_the_same_comes_out_as_when_all_are_made_ready_first(
    one_by_one: tuple[Field, list[Proposal]], tmp_path: Path
) -> None:
    """To the bit, in every goal and limit."""
    field, proposals = one_by_one
    (tmp_path / "other").mkdir()
    all_first = Field(field.search, tmp_path / "other", Threads(50))
    assert (field._together(3), all_first._together(3)) == (1, 50)
    mine, theirs = field.gauged(proposals, 0, 3), all_first.gauged(proposals, 0, 3)
    assert list(mine) == list(theirs)
    for name in mine:
        one, other = mine[name], theirs[name]
        assert isinstance(one, Gauge)
        assert isinstance(other, Gauge)
        assert np.array_equal(one.goals, other.goals)
        assert all(np.array_equal(a.met, b.met) for a, b in zip(one.limits, other.limits, strict=True))


@pytest.mark.parametrize("which", [0, 1])
def test_a_point_that_cannot_be_made_ready_stops_no_other(
    which: int, one_by_one: tuple[Field, list[Proposal]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether another is run before or after it; what is wrong with it is given."""
    field, proposals = one_by_one
    bad, good = name_of(proposals[which]), name_of(proposals[1 - which])
    make = Field._made_ready

    def made(self: Field, side: Side) -> Ready:
        if side.name == bad:
            raise WrongInput(Problem(Place(bad), Message("this is planted.")))
        return make(self, side)

    monkeypatch.setattr(Field, "_made_ready", made)
    found = field.gauged(proposals, 0, 2)
    assert isinstance(found[bad], WrongInput)
    assert isinstance(found[good], Gauge)
    assert isinstance(found[PRESENT], Gauge)


def test_points_after_an_interrupt_are_not_begun_with(
    one_by_one: tuple[Field, list[Proposal]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of three points only the first is made ready."""
    field, proposals = one_by_one
    made: list[str] = []
    make = Field._made_ready

    def noted(self: Field, side: Side) -> Ready:
        made.append(side.name)
        return make(self, side)

    def interrupted(*_: object) -> dict[str, WrongInput]:
        raise KeyboardInterrupt

    monkeypatch.setattr(Field, "_made_ready", noted)
    monkeypatch.setattr(Field, "_fill", interrupted)
    with pytest.raises(KeyboardInterrupt):
        field.gauged(proposals, 0, 2)
    assert made == [PRESENT]
