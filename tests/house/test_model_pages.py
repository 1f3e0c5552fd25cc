"""The pages on the model name every module and parameter that it has, and link only to what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tree import ROOT, sources

from kredslob.scenarios.behaviour.parameters import PARAMETERS

PAGES = ("model", "limits", "backtest")
SIMULATION = ("agreed", "city", "people", "running")


def page(name: str) -> str:
    """Give the text of a page."""
    return (ROOT / f"docs/{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [p for p in sources("scenarios") if p.parts[1] in SIMULATION], ids=str)
def test_the_model_names_every_module_of_the_simulation(path: Path) -> None:
    """Whoever reads of a process finds its code, and no process goes untold."""
    assert path.name == "__init__.py" or f"{path.parts[1]}/{path.name}" in page("model")


def test_the_model_names_no_module_that_there_is_not() -> None:
    """A module that was renamed is renamed there too."""
    named = set(re.findall(r"`([a-z_]+/[a-z_]+\.py)`", page("model")))
    known = {"/".join(path.parts[-2:]) for path in sources()}
    assert named <= known


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_the_model_names_every_parameter_of_behaviour(name: str) -> None:
    """Each number that people behave by stands where it acts."""
    assert f"`{name}`" in page("model")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_links_only_to_what_is_there(name: str) -> None:
    """Files, and anchors in them and in the page itself."""
    for file, anchor in re.findall(r"\]\(([^)#]*)#?([a-z0-9-]*)\)", page(name)):
        target = ROOT / "docs" / file if file else ROOT / f"docs/{name}.md"
        assert target.exists(), file
        if anchor:
            assert f'<a id="{anchor}"></a>' in target.read_text(encoding="utf-8"), anchor


def test_a_link_to_nowhere_would_be_noticed() -> None:
    """The pattern above finds links with and without an anchor."""
    links = re.findall(r"\]\(([^)#]*)#?([a-z0-9-]*)\)", "[a](b.md) [c](#d) [e](f.md#g-1)")
    assert links == [("b.md", ""), ("", "d"), ("f.md", "g-1")]
