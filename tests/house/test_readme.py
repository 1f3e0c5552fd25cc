"""What the README shows is what the program says: its commands are run, in order and in an empty folder, and compared."""

import re
from pathlib import Path

import pytest
from sessions import followed, not_said, sessions, uncommented
from tree import ROOT

README = ROOT / "README.md"
SHOWN = sessions(README)


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Follow the README, as whoever reads it would."""
    return followed(README, tmp_path_factory.mktemp("reader"))


def test_the_readme_shows_a_session() -> None:
    """The README has commands to compare, each shown once."""
    assert len(SHOWN) >= 5
    assert len(dict(SHOWN)) == len(SHOWN)


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command[:60] for command, _ in SHOWN])
def test_the_readme_shows_what_the_program_says(heard: dict[str, list[str]], command: str, shown: str) -> None:
    """Each run of lines between elisions stands in the output, in order."""
    assert not_said(shown, heard[command]) == [], "\n".join(heard[command])


def test_the_readme_names_only_what_is_there() -> None:
    """Every linked file exists."""
    for target in re.findall(r"\]\(([^)#]+)\)", README.read_text("utf-8")):
        assert Path(ROOT, target).exists(), target


# --- the comparison itself ------------------------------------------------------------------------------------------


def test_what_was_never_said_is_noticed() -> None:
    """A changed word, and lines in the wrong order."""
    lines = ["a", "b", "c", "d"]
    assert not_said("a\n...\nc\nd\n", lines) == []
    assert not_said("...\nb\n...", lines) == []
    assert not_said("a\nc\n", lines) == [["a", "c"]]
    assert not_said("c\n...\na\n", lines) == [["a"]]


def test_a_line_shown_changed_is_changed_in_the_file() -> None:
    """The commented line that sets the same value gives way to it; the others stay."""
    text = 'changes:\n#   - {set: a.b, value: 1, reason: {en: ""}}\n#   - {set: a.bc, value: 2}\n'
    changed = uncommented(text, '  - {set: a.b, value: 3, reason: {en: "Why not."}}\n')
    assert changed == 'changes:\n  - {set: a.b, value: 3, reason: {en: "Why not."}}\n#   - {set: a.bc, value: 2}\n'
    with pytest.raises(AssertionError, match="x"):
        uncommented(text, "  - {set: x, value: 3}\n")


def test_a_document_is_followed_in_order(tmp_path: Path) -> None:
    """A file that it shows is there for the commands after it, and a changed line is changed before them."""
    document = tmp_path / "document.md"
    document.write_text(
        "```console\n$ kredslob agreement new proposal --from kbh-2011-2014\nWritten to proposal.yaml.\n```\n"
        "```yaml\n  - {set: forty_plus.threshold, value: 35, reason: {da: Derfor., en: Why not.}}\n```\n"
        "```yaml cases.yaml\nschema: 1\n```\n"
        "```console\n$ kredslob agreement check proposal.yaml\n```\n",
        "utf-8",
    )
    heard = followed(document, tmp_path)
    assert heard["kredslob agreement new proposal --from kbh-2011-2014"] == ["Written to proposal.yaml."]
    assert "35 is not of unit share" in " ".join(heard["kredslob agreement check proposal.yaml"])
    assert (tmp_path / "cases.yaml").read_text("utf-8") == "schema: 1\n"
