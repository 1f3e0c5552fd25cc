"""Files of terms that people begin with: the shipped one, the one in the documentation, and one begun by the command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kredslob.rules.messages import LANGUAGES, Lang, WrongInput
from kredslob.scenarios.files.reading import find_scenario
from kredslob.scenarios.files.scenario import Scenario
from kredslob.scenarios.searching import drafting
from kredslob.scenarios.searching.drafting import draft
from kredslob.scenarios.searching.reading import find_search, read_search
from kredslob.scenarios.searching.shelf import shipped_search_titles
from tests.scenarios.searching.small_search import instead

PAGE = Path(__file__).parents[3] / "docs" / "search.md"


@pytest.fixture(scope="module")
def copenhagen() -> Scenario:
    """Give the shipped scenario, read once."""
    return find_scenario("kbh-2011")


def test_every_shipped_file_of_terms_can_be_searched(copenhagen: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each reads without a problem, and what is agreed now is one of its points."""
    instead(copenhagen, monkeypatch)
    assert shipped_search_titles()
    for name in shipped_search_titles():
        search = find_search(name)
        assert search.id == name
        assert search.present is not None


def test_the_example_of_the_documentation_can_be_searched(
    copenhagen: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file on the page has the eighteen points that the page says."""
    instead(copenhagen, monkeypatch)
    found = re.search(r"```yaml under-forty.yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    (tmp_path / "under-forty.yaml").write_text(found[1], encoding="utf-8")
    assert read_search(tmp_path / "under-forty.yaml").size == 18


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_is_begun_can_be_searched_as_it_stands(
    lang: Lang, copenhagen: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So can it be with every value in comments made to count."""
    instead(copenhagen, monkeypatch)
    monkeypatch.setattr(drafting, "find_scenario", lambda _: copenhagen)
    path, text = draft("Under forty", None, tmp_path / "begun.yaml", lang)
    path.write_text(text, encoding="utf-8")
    assert read_search(path).size == 3
    lines = [line for line in text.splitlines() if "proposal" not in line]
    every = "\n".join(re.sub(r"^# (?=  [a-z_.-]+: \{set)", "", line) for line in lines)
    path.write_text(every, encoding="utf-8")
    with pytest.raises(WrongInput) as caught:
        read_search(path)
    assert [one.place.field for one in caught.value.problems] == ["terms"]
    assert "12 or fewer" in caught.value.text()


def test_nothing_is_overwritten(copenhagen: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is there already is left alone, and said to be there; a name that makes no id is told."""
    monkeypatch.setattr(drafting, "find_scenario", lambda _: copenhagen)
    (tmp_path / "mine.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(WrongInput, match="exists already"):
        draft("Mine", None, tmp_path / "mine.yaml", "en")
    with pytest.raises(WrongInput, match="no id can be made"):
        draft("!!!", None, None, "en")
