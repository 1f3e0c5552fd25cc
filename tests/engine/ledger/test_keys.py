"""The key lies outside the database, and without it nobody writes in a ledger, reads a pseudonym or forges a seal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kredslob.engine.ledger.keys import key_path, keys_of, make_key, read_key
from kredslob.engine.ledger.opening import open_ledger
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import books


def test_a_key_is_read_as_it_was_made(tmp_path: Path) -> None:
    """And no two are alike."""
    first, second = make_key(tmp_path / "one.key"), make_key(tmp_path / "two.key")
    assert read_key(tmp_path / "one.key") == first != second


def test_a_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    """It is made so, and refused if others may read it."""
    path = tmp_path / "ledger.key"
    make_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(WrongInput, match="others than its owner"):
        read_key(path)


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    """Whatever is there stays."""
    path = tmp_path / "ledger.key"
    path.write_text("something", "utf-8")
    with pytest.raises(WrongInput, match="never overwritten"):
        make_key(path)
    assert path.read_text("utf-8") == "something"


@pytest.mark.parametrize("text", ["", "secret", "kredslob-key-1 " + "g" * 64, "kredslob-key-2 " + "0" * 64, "æ"])
def test_what_is_no_key_is_refused(tmp_path: Path, text: str) -> None:
    """And not repeated."""
    path = tmp_path / "ledger.key"
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    with pytest.raises(WrongInput) as told:
        read_key(path)
    assert not text or text not in told.value.text("en").replace(str(path), "")


def test_a_ledger_is_opened_with_its_own_key_alone(database: str, tmp_path: Path) -> None:
    """Not with that of another ledger, and not without one."""
    with books(database, tmp_path):
        make_key(tmp_path / "other.key")
        with pytest.raises(WrongInput, match="key of another ledger"):
            open_ledger(database, str(tmp_path / "other.key"))
        with pytest.raises(WrongInput, match="cannot be read here"):
            open_ledger(database, str(tmp_path / "none.key"))


def test_a_pseudonym_is_always_the_same_and_tells_nothing(tmp_path: Path) -> None:
    """The same word under the same key; another under another. Never a digit, so nothing like a CPR number."""
    keys, others = keys_of(b"one"), keys_of(b"two")
    assert keys.pseudonym("A-7") == keys.pseudonym("A-7") != keys.pseudonym("A-8")
    assert keys.pseudonym("A-7") != others.pseudonym("A-7")
    assert not any(letter.isdigit() for number in range(200) for letter in keys.pseudonym(f"A-{number}"))
    assert "one" not in repr(keys) + repr(tmp_path)


def test_the_key_is_found_as_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """By --key, else by KREDSLOB_KEY, else in the working folder."""
    monkeypatch.setenv("KREDSLOB_KEY", os.sep + "etc")
    assert key_path("here") == Path("here")
    assert key_path(None) == Path(os.sep + "etc")
    monkeypatch.delenv("KREDSLOB_KEY")
    assert key_path(None) == Path("kredslob.key")
