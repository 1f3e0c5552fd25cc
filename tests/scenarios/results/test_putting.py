"""What a folder is given stands there whole, under a name of its own, and is written by one at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from kredslob.scenarios.results.putting import copies_of, hold, put, put_copies


def test_inputs_find_one_another_as_before(tmp_path: Path) -> None:
    """Files beside the first keep their places; two of one name from elsewhere both come along."""
    own = tmp_path / "own"
    (own / "below").mkdir(parents=True)
    sources = [own / "first.yaml", own / "below" / "x.yaml", tmp_path / "a" / "x.yaml", tmp_path / "b" / "x.yaml"]
    for number, path in enumerate(sources):
        path.parent.mkdir(exist_ok=True)
        path.write_text(str(number))
    copies = copies_of(sources, "terms")
    assert list(copies) == [
        "terms/first.yaml",
        "terms/below/x.yaml",
        "terms/elsewhere/x.yaml",
        "terms/elsewhere/_x.yaml",
    ]
    put_copies(tmp_path / "out", copies)
    assert [(tmp_path / "out" / name).read_text() for name in copies] == ["0", "1", "2", "3"]


def test_a_file_that_cannot_be_put_leaves_nothing(tmp_path: Path) -> None:
    """Where a folder stands in its place, the fault is the system's and no half of it is left."""
    (tmp_path / "x" / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="x"):
        put(tmp_path / "x", b"data")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_one_at_a_time_holds_a_journal(tmp_path: Path) -> None:
    """Who comes second is told; when the first has let go, the next may."""
    with (tmp_path / "journal").open("a") as first, (tmp_path / "journal").open("a") as second:
        assert hold(first)
        assert not hold(second)
        first.close()
        assert hold(second)
