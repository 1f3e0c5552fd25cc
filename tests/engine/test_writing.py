"""Files are written whole or not at all, and a new one never over what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kredslob.engine.writing import problems_of_writing, refuse_existing, refuse_unwritable, write_whole
from kredslob.rules.messages import WrongInput


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """What stood there is gone, and nothing else is left beside it."""
    path = tmp_path / "x.csv"
    path.write_bytes(b"a longer text")
    write_whole(path, b"x")
    assert path.read_bytes() == b"x"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["nowhere/x.csv", "."])
def test_what_cannot_be_written_is_told(tmp_path: Path, name: str) -> None:
    """A folder that is not there, or a folder in place of the file."""
    with pytest.raises(WrongInput, match="cannot be written"):
        write_whole(tmp_path / name, b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    """Replacing a file does not open it to others."""
    path = tmp_path / "x.csv"
    path.touch(0o600)
    write_whole(path, b"x")
    assert path.stat().st_mode & 0o777 == 0o600


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A file, a folder or a link to nowhere in the place of a new file is told, each by what it is."""
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name, said in (("file", "exists already"), ("folder", "this is a folder"), ("link", "exists already")):
        with pytest.raises(WrongInput, match=said):
            refuse_existing(tmp_path / name)
    refuse_existing(tmp_path / "new")


def test_what_will_not_be_writable_is_told_beforehand(tmp_path: Path) -> None:
    """A folder in place of the file, or a folder that is not there; a file that is there may be replaced."""
    (tmp_path / "file").touch()
    for name, said in ((".", "this is a folder"), ("none/x.csv", "cannot be written")):
        with pytest.raises(WrongInput, match=said):
            refuse_unwritable(tmp_path / name)
    assert list(problems_of_writing(tmp_path / "file")) == []
