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


def test_the_keys_that_come_of_a_secret_are_always_the_same() -> None:
    """A ledger of today is read with its key by every later version; so what is derived may never change."""
    keys = keys_of(b"one")
    assert keys.name == "pnkrcqdvfvfrtqhv"
    assert keys.pseudonym("A-7") == "P-hnpctstvqggbcbrcfhhq"
    assert keys.mac("text") == "939ec358df041249d8fd95c4cb48bfbed24b613633ece2fda331a9a662258d9e"
    assert keys.mark("text") == "4ddf160b427e47d57307c7a37a1bd394dbd627b20a4f3039772c66d18134fbd8"


@pytest.mark.parametrize("mode", [0o400, 0o600, 0o700])
def test_a_key_that_its_owner_alone_may_use_is_read(tmp_path: Path, mode: int) -> None:
    """Whatever the owner may do with it."""
    made = make_key(tmp_path / "one.key")
    (tmp_path / "one.key").chmod(mode)
    assert read_key(tmp_path / "one.key") == made


@pytest.mark.parametrize("mode", [0o601, 0o602, 0o604, 0o610, 0o620, 0o640, 0o677])
def test_a_key_that_others_may_use_in_any_way_is_refused(tmp_path: Path, mode: int) -> None:
    """Their group or everybody."""
    make_key(tmp_path / "one.key")
    (tmp_path / "one.key").chmod(mode)
    with pytest.raises(WrongInput, match="others than its owner"):
        read_key(tmp_path / "one.key")


def test_a_secret_has_256_bits(tmp_path: Path) -> None:
    """As many as the hash that it keys."""
    make_key(tmp_path / "one.key")
    told = (tmp_path / "one.key").read_text("ascii")
    assert told.startswith("kredslob-key-1 ")
    assert len(bytes.fromhex(told.split()[1])) == 32


def test_a_key_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """As in a folder that is not there."""
    with pytest.raises(WrongInput, match="cannot be written"):
        make_key(tmp_path / "none" / "one.key")
