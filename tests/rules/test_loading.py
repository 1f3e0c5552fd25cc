"""Parsed files are kept by their content, and nothing in the cache is ever trusted."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kredslob.rules import loading
from kredslob.rules.library import load_library
from kredslob.rules.loading import cache_folder, load_facts, load_plain, load_sources
from kredslob.rules.yaml_source import YamlText
from tests.rules.shelf import AMENDMENT, FACTS, FILES, FRAMEWORK, INDIVIDUAL, LAW, SOURCES, edited, lay_out, refused


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder that parsed files are kept in."""
    monkeypatch.setenv("KREDSLOB_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a file with a framework agreement."""
    return lay_out(tmp_path, {"frame.yaml": FRAMEWORK}) / "frame.yaml"


def never(*_: object) -> YamlText:
    """Stand in for what must not be called."""
    raise AssertionError


def test_a_file_is_parsed_once(cache: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time its data and lines come from the cache, dates, decimals and all."""
    first = load_plain(file, "DocumentFile")
    monkeypatch.setattr(loading, "parse_yaml", never)
    assert load_plain(file, "DocumentFile") == first
    assert len([*cache.iterdir()]) == 1
    assert isinstance(first[0].data, dict)
    assert first[0].data["from"] == date(2011, 1, 1)


@pytest.mark.usefixtures("cache")
def test_a_kept_file_is_called_by_its_present_name(file: Path) -> None:
    """The same text in another file gives places in that file."""
    load_plain(file, "DocumentFile", "first.yaml")
    assert load_plain(file, "DocumentFile", "second.yaml")[0].place(("id",)).file == "second.yaml"


@pytest.mark.usefixtures("cache")
def test_a_changed_file_is_read_anew(file: Path) -> None:
    """Its content is its key."""
    _, digest = load_plain(file, "DocumentFile")
    file.write_text(edited(FRAMEWORK, "0.40", "0.41"), "utf-8")
    text, other = load_plain(file, "DocumentFile")
    assert other != digest
    assert "0.41" in str(text.data)


def test_the_digest_is_that_of_the_text(file: Path) -> None:
    """A byte order mark is no part of the text."""
    assert load_plain(file, "DocumentFile")[1] == hashlib.sha256(FRAMEWORK.encode()).hexdigest()
    file.write_bytes(b"\xef\xbb\xbf" + FRAMEWORK.encode())
    assert load_plain(file, "DocumentFile")[1] == hashlib.sha256(FRAMEWORK.encode()).hexdigest()


@pytest.mark.parametrize("content", [
    b"", b"\n", b"x", b"\xff\xfe\x00", b"0" * 64 + b"\n{}", b"[]", b"[" * 100_000,
])  # fmt: skip
def test_a_corrupt_entry_is_rebuilt(content: bytes, cache: Path, file: Path) -> None:
    """Whatever stands there, the file is read as it is."""
    first = load_plain(file, "DocumentFile")
    (entry,) = cache.iterdir()
    good = entry.read_bytes()
    entry.write_bytes(content)
    assert load_plain(file, "DocumentFile") == first
    assert entry.read_bytes() == good


@pytest.mark.parametrize("body", [
    "[]", "{}", "null", '"x"', '{"data": {}}', '{"data": {}, "lines": 3}', '{"data": {}, "lines": [[1]]}',
    '{"data": {"$date": 3}, "lines": []}', '{"data": {"$date": "x"}, "lines": []}', '{"data": {"$decimal": "x"}, "lines": []}',
    '{"data": {}, "lines": [[[[1]], 2]]}', "[" * 100_000,
])  # fmt: skip
def test_an_entry_of_another_form_with_a_right_checksum_is_rebuilt(body: str, cache: Path, file: Path) -> None:
    """A checksum alone makes nothing true."""
    first = load_plain(file, "DocumentFile")
    (entry,) = cache.iterdir()
    entry.write_text(hashlib.sha256(body.encode()).hexdigest() + "\n" + body, "utf-8")
    assert load_plain(file, "DocumentFile") == first


@pytest.mark.usefixtures("cache")
def test_what_one_shape_let_through_is_not_taken_for_another(file: Path) -> None:
    """A document in the cache is no list of sources."""
    load_plain(file, "DocumentFile")
    assert refused(lambda: load_plain(file, "SourcesFile"))


def test_what_an_older_reader_let_through_is_not_taken_as_checked(
    cache: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the modules that read and check have changed, so has the key."""
    load_plain(file, "DocumentFile")
    monkeypatch.setattr(loading, "_version", lambda: "another")
    load_plain(file, "DocumentFile")
    assert len([*cache.iterdir()]) == 2


def test_a_wrong_file_is_not_kept(cache: Path, file: Path) -> None:
    """It is refused again every time."""
    file.write_text(edited(FRAMEWORK, "kind: framework", "kind: frame"), "utf-8")
    for _ in range(2):
        assert refused(lambda: load_plain(file, "DocumentFile"))
    assert not cache.exists()


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("key", ["$date", "$decimal"])
def test_a_key_that_the_cache_uses_itself_is_refused(key: str, file: Path) -> None:
    """So that nothing written in a file can be taken for something else when it is read again."""
    file.write_text(edited(FRAMEWORK, "then: {exempt: false}", f"then: {{{key}: '2011-01-01'}}"), "utf-8")
    assert refused(lambda: load_plain(file, "DocumentFile"))


def test_a_cache_that_cannot_be_written_is_no_error(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It only costs time."""
    (tmp_path / "taken").write_text("a file where the folder should be")
    monkeypatch.setenv("KREDSLOB_CACHE", str(tmp_path / "taken"))
    assert load_plain(file, "DocumentFile")[1]


def test_an_entry_that_is_a_folder_is_no_error(cache: Path, file: Path) -> None:
    """Nor is anything else that cannot be read there."""
    first = load_plain(file, "DocumentFile")
    (entry,) = cache.iterdir()
    entry.unlink()
    entry.mkdir()
    assert load_plain(file, "DocumentFile") == first


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"KREDSLOB_CACHE": ""}, None),
        ({"KREDSLOB_CACHE": "here"}, Path("here")),
        ({"XDG_CACHE_HOME": "there"}, Path("there/kredslob")),
        ({"HOME": "home"}, Path("home/.cache/kredslob")),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has folders of its own")
def test_the_cache_is_where_the_user_keeps_such_things(
    environment: dict[str, str], folder: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Set empty, there is none."""
    for name in ("KREDSLOB_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == folder


def test_a_user_without_a_home_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """That is no error either."""

    def nobody(_: type[Path]) -> Path:
        raise RuntimeError

    monkeypatch.delenv("KREDSLOB_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", classmethod(nobody))
    assert cache_folder() is None


def test_the_shelf_is_the_same_from_the_cache(cache: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that was read stands in it, and nothing is parsed or checked again."""
    first = load_library(shelf)
    monkeypatch.setattr(loading, "parse_yaml", never)
    assert load_library(shelf) == first
    kept = [json.loads(entry.read_text("utf-8").split("\n", 1)[1]) for entry in cache.iterdir()]
    assert len(kept) == len(FILES) - 1  # the individual agreement is read when a decision needs it


@pytest.mark.usefixtures("cache")
def test_a_shelf_in_the_cache_needs_neither_parser_nor_schema(shelf: Path) -> None:
    """Neither is imported, so that commands start fast."""
    load_library(shelf)
    code = (
        "import sys; from pathlib import Path; from kredslob.rules.library import load_library;"
        f"load_library(Path({str(shelf)!r})); print('pydantic' in sys.modules or 'yaml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env={**os.environ})
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("text", [LAW, AMENDMENT, INDIVIDUAL, FACTS, "", "a: [", SOURCES[:-20]])
def test_a_file_of_another_kind_is_no_list_of_sources(text: str, tmp_path: Path) -> None:
    """The list of sources is read by its shape."""
    assert refused(lambda: load_sources(lay_out(tmp_path, {"s.yaml": text}) / "s.yaml"))


def test_sources_and_facts_are_read_from_their_files(tmp_path: Path) -> None:
    """By key and by name."""
    lay_out(tmp_path, {"s.yaml": SOURCES, "facts/f.yaml": FACTS})
    assert load_sources(tmp_path / "s.yaml")["plan"].title == "Handleplan"
    assert load_facts(tmp_path / "facts")["rooms"].at.file == "facts/f.yaml"
