"""What is finished is kept a line each: whatever stops the work, what was finished before is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kredslob.rules.messages import Message, WrongInput
from kredslob.scenarios.results.lines import Lines, add_line, read_lines, write_lines

KIND, STRANGE = "kredslob test lines", Message("{file} is not ours.", file="x")


def read(path: Path) -> Lines[int] | None:
    """Read lines of a number each."""
    return read_lines(path, KIND, lambda raw: int(raw["n"]), STRANGE)


def test_lines_are_read_back(tmp_path: Path) -> None:
    """With what they were made from, and in the order in which they were added."""
    path = tmp_path / "new" / "lines.jsonl"
    assert read(path) is None
    write_lines(path, KIND, {"seed": "x"}, [{"n": 1}])
    add_line(path, {"n": 2})
    assert read(path) == Lines({"seed": "x"}, (1, 2), torn=False)


@pytest.mark.parametrize("cut", range(1, 9))
def test_a_line_that_was_not_finished_is_left_out(tmp_path: Path, cut: int) -> None:
    """Wherever it breaks off; those before it stand."""
    path = tmp_path / "lines.jsonl"
    write_lines(path, KIND, {}, [{"n": 1}, {"n": 2}])
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    assert read(path) == Lines({}, (1,), torn=True)


@pytest.mark.parametrize("text", ["", "\n", "{}\n", "[1]\n", '{"kind": "other"}\n', '{"kind": "kredslob test lines"}\n{"m": 1}\n', "\udcff\n"])  # fmt: skip
def test_a_file_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    """In the words of whoever reads it."""
    path = tmp_path / "lines.jsonl"
    path.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(WrongInput, match="x is not ours"):
        read(path)


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path) -> None:
    """A file in the place of the folder; a row that no JSON can hold is a fault of ours and leaves the file as it was."""
    (tmp_path / "taken").touch()
    with pytest.raises(WrongInput, match="cannot be written"):
        write_lines(tmp_path / "taken" / "lines.jsonl", KIND, {})
    path = tmp_path / "lines.jsonl"
    write_lines(path, KIND, {}, [{"n": 1}])
    with pytest.raises(ValueError, match="JSON"):
        write_lines(path, KIND, {}, [{"n": float("nan")}])
    assert read(path) == Lines({}, (1,), torn=False)
