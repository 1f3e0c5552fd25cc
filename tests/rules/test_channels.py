"""The seventeen ways to let a family dwelling: what is shipped, and every way that the file can be wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kredslob.rules.channels import DECIDED, Channel, load_channels
from kredslob.rules.library import SHIPPED, Library, load_library
from kredslob.rules.messages import Problem
from tests.rules.shelf import edited, line_of, refused

SHIPPED_TEXT = (SHIPPED / "channels.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    """Give the shipped shelf, read anew and once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KREDSLOB_CACHE", "")
        yield load_library()


@pytest.fixture
def channels(library: Library) -> dict[str, Channel]:
    """Give the shipped channels."""
    return dict(load_channels(library))


def _wrong(library: Library, folder: Path, text: str) -> tuple[Problem, ...]:
    path = folder / "channels.yaml"
    path.write_text(text, encoding="utf-8")
    return refused(lambda: load_channels(library, path))


def test_there_are_seventeen_in_order(channels: dict[str, Channel]) -> None:
    """C01 to C17, as docs/domain.md numbers them."""
    assert list(channels) == [f"C{number:02}" for number in range(1, 18)]
    assert all(one.number == number for number, one in channels.items())


def test_every_channel_that_routing_may_choose_is_among_them(library: Library, channels: dict[str, Channel]) -> None:
    """The choices of the fact `channel` are the values here; only what the agreement does not cover is no channel."""
    named = {one.value for one in channels.values() if one.role == "channel"}
    assert named | {"not_covered"} == set(library.facts[DECIDED].choices)


@pytest.mark.parametrize("text", ["", "other: {}\n", "channels: {}\n", "channels: [C01]\n"])
def test_a_file_without_channels_is_refused(library: Library, tmp_path: Path, text: str) -> None:
    """By the name of the key that is missing."""
    (problem,) = _wrong(library, tmp_path, text)
    assert (problem.found.text(), problem.place.field) == ("channels is missing.", "channels" if text else None)
    assert problem.accepted is not None
    assert problem.accepted.text() == "keys and values"


def test_a_filter_is_a_fact_about_applicants(channels: dict[str, Channel]) -> None:
    """Combined letting refuses applicants, and families with children come first: neither finds a tenant by itself."""
    assert {one.value for one in channels.values() if one.role == "filter"} == {"refused", "family_first"}


def test_what_is_out_of_scope_has_no_value(channels: dict[str, Channel]) -> None:
    """Nothing can be decided by it, so there is nothing to decide."""
    outside = {one.number: one.value for one in channels.values() if one.role == "out_of_scope"}
    assert outside == dict.fromkeys(("C04", "C11", "C13", "C14", "C16"))


def test_each_names_the_source_that_says_so(library: Library, channels: dict[str, Channel]) -> None:
    """As the file has it; none is without."""
    lines = [line.split() for line in SHIPPED_TEXT.splitlines() if line.startswith("    source: ")]
    assert [one.source for one in channels.values()] == [words[1] for words in lines]
    assert {one.source for one in channels.values()} <= set(library.sources)


def test_each_has_its_own_name_and_note_in_both_languages(channels: dict[str, Channel]) -> None:
    """No two channels are called alike, and what is said in Danish is not left in English."""
    names = [text for one in channels.values() for text in (one.name.da, one.name.en)]
    assert len(names) == len(set(names))
    assert all(one.note.da != one.note.en for one in channels.values())


@pytest.mark.parametrize(
    ("old", "new", "field", "nearest"),
    [
        ("C02:", "CO2:", "channels.CO2", "C02"),
        ("    danish: genhusning", "    dansk: genhusning", "channels.C03.dansk", "danish"),
        ("    english: rehousing", '    english: " "', "channels.C03.english", None),
        ("    english: rehousing", "    english: 3", "channels.C03.english", None),
        ("    value: rehousing", "    value: rehosing", "channels.C03.value", "rehousing"),
        ("    value: rehousing", "    value: null", "channels.C03.value", None),
        ("    value: rehousing", "    value: [rehousing]", "channels.C03.value", None),
        ("    value: refused", "    value: barrred", "channels.C12.value", "barred"),
        ("    value: refused", "    value: benefit", "channels.C12.value", None),
        ("    value: refused", "    value: referral", "channels.C12.value", None),
        ("is: out_of_scope\n    value: null", "is: out_of_scope\n    value: ordinary", "channels.C04.value", None),
        ("    is: filter", "    is: filtr", "channels.C12.is", "filter"),
        ("    clause: abl-59-3", "    clause: abl-59-33", "channels.C03.clause", "abl-59-3"),
        ("    clause: abl-59-3", "    clause: null", "channels.C03.clause", None),
        ("    clause: abl-59-3", "    clause: 593", "channels.C03.clause", None),
        ("    source: kk-soc-2006", "    source: kk-soc-2060", "channels.C04.source", "kk-soc-2006"),
        ("    source: kk-soc-2006", "    source: null", "channels.C04.source", None),
        ('note: {da: "Pladsen', 'note: {dk: "Pladsen', "channels.C03.note.dk", None),
        ('note: {da: "Pladsen', 'note: {da: "", dk: "Pladsen', "channels.C03.note.da", None),
        ('note: {da: "Kommunen kan', 'note: later  # {da: "Kommunen kan', "channels.C01.note", None),
        ("channels:\n", "sources: {}\nchannels:\n", "sources", None),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_refused_where_it_stands(
    library: Library, tmp_path: Path, old: str, new: str, field: str, nearest: str | None
) -> None:
    """Each problem names the file, the line and the field, and the nearest name that would do."""
    problems = _wrong(library, tmp_path, edited(SHIPPED_TEXT, old, new))
    found = next(one for one in problems if one.place.field == field)
    assert found.place.file == "channels.yaml"
    assert found.place.line is not None
    assert found.accepted is not None
    if nearest is not None:
        assert found.nearest == nearest


@pytest.mark.parametrize(("given", "said"), [("null", "null"), ("[referral]", "['referral']")])
def test_what_is_no_name_is_told_as_it_is_written(library: Library, tmp_path: Path, given: str, said: str) -> None:
    """In place of a value, and of a clause."""
    for field, found in (("value: rehousing", "{} is not accepted."), ("clause: abl-59-3", "there is no clause {}.")):
        key = field.partition(":")[0]
        (problem,) = _wrong(library, tmp_path, edited(SHIPPED_TEXT, f"    {field}\n", f"    {key}: {given}\n"))
        assert problem.found.text() == found.format(said)


@pytest.mark.parametrize("field", ["danish", "english", "is", "value", "clause", "source", "note"])
def test_a_field_left_out_is_asked_for(library: Library, tmp_path: Path, field: str) -> None:
    """Every channel says all seven things of itself."""
    head, tail = SHIPPED_TEXT.split("  C03:\n", 1)
    lines = tail.split("\n")
    lines.remove(next(line for line in lines if line.startswith(f"    {field}:")))
    (problem,) = _wrong(library, tmp_path, head + "  C03:\n" + "\n".join(lines))
    assert problem.found.text() == f"{field} is missing."
    assert problem.accepted is not None
    assert problem.accepted.text() == "this field, filled in"
    assert problem.place.line == line_of(SHIPPED_TEXT, "  C03:\n")


def test_where_nothing_decides_a_channel_no_value_is_one(library: Library, tmp_path: Path) -> None:
    """Without the fact that routing decides, every channel's value is refused."""
    facts = {name: fact for name, fact in library.facts.items() if name != DECIDED}
    problems = _wrong(replace(library, facts=facts), tmp_path, SHIPPED_TEXT)
    assert "channels.C03.value" in {one.place.field for one in problems}


def test_a_channel_left_out_is_missed(library: Library, tmp_path: Path) -> None:
    """The number that comes next is the one accepted, so that a channel cannot be forgotten unseen."""
    head, tail = SHIPPED_TEXT.split("  C03:\n", 1)
    problems = _wrong(library, tmp_path, head + "  C04:\n" + tail.split("  C04:\n", 1)[1])
    assert problems[0].place.field == "channels.C04"
    assert problems[0].accepted is not None
    assert problems[0].accepted.text() == "C03"


def test_all_problems_are_told_together(library: Library, tmp_path: Path) -> None:
    """Who mends a file should not meet its faults one by one."""
    text = edited(SHIPPED_TEXT, "    source: kk-soc-2006", "    source: nowhere")
    problems = _wrong(library, tmp_path, edited(text, "    value: refused", "    value: nothing"))
    assert [one.place.field for one in problems] == ["channels.C04.source", "channels.C12.value"]


@pytest.mark.parametrize(
    "text", ["", "channels:\n", "channels: []\n", "- C01\n", "channels: {}\n", "channels:\n  C01: referral\n", "C01"]
)
def test_a_file_of_another_shape_is_refused(library: Library, tmp_path: Path, text: str) -> None:
    """An empty file, a list or a single word is no list of channels; each is missed under its name, or not a channel."""
    problems = _wrong(library, tmp_path, text)
    assert problems[0].found.text() == "channels is missing." or problems[0].place.field == "channels.C01"


def test_a_missing_file_is_refused(library: Library, tmp_path: Path) -> None:
    """There is no traceback for a path that leads nowhere."""
    problems = refused(lambda: load_channels(library, tmp_path / "channels.yaml"))
    assert problems[0].place.file == str(tmp_path / "channels.yaml")
