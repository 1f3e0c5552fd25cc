"""What the page on filling in shows is what the program says, and what it has the reader write is what it reads."""

import pytest
from sessions import followed, not_said, sessions
from tree import ROOT

PAGE = ROOT / "docs/fill-in.md"
SHOWN = sessions(PAGE)


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Follow the page, as whoever reads it would."""
    return followed(PAGE, tmp_path_factory.mktemp("reader"))


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command[:60] for command, _ in SHOWN])
def test_the_page_shows_what_the_program_says(heard: dict[str, list[str]], command: str, shown: str) -> None:
    """Each run of lines between elisions stands in the output, in order."""
    assert len(SHOWN) == 4
    assert not_said(shown, heard[command]) == [], "\n".join(heard[command])
