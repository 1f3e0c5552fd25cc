"""docs/json.md describes what `--json` gives: no key without a word, and no word without a key."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.cases import REFERRED
from tests.cli.conftest import Kredslob

CASES = str(Path(__file__).parents[2] / "rules" / "cases" / "law" / "abl-51.yaml")
DOCUMENT = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")
COMMANDS: list[tuple[str, ...]] = [
    REFERRED,
    ("classify", "--on", "2011-11-15", "--estate", "Akacieparken"),
    ("agreement", "list"),
    ("agreement", "show", "--clause", "ra11-forty-plus"),
    ("agreement", "channels"),
    ("agreement", "test", "--cases", CASES),
    ("facts", "job"),
    ("quota", "--on", "2011-06-01", "--estate", "Bispeparken"),
    ("compare", "kbh-2011-2014", "kbh-2011-2014"),
]
# What stands under these is named by facts, parameters, wheels, languages and numbers, not by us.
OPEN = {"facts", "standing", "derived", "quota", "assumed", "dates", "turns", "choices", "channels", "simulation",
        "before", "after", "synthetic", "value", "let_by", "groups", "rights"}  # fmt: skip


def keys(data: Any, within: str = "") -> set[str]:
    """Give every key of our own making in plain data."""
    if isinstance(data, list):
        return set().union(*(keys(one, "") for one in data))
    if not isinstance(data, dict):
        return set()
    own = set() if within in OPEN else set(data)
    return own.union(*(keys(value, name) for name, value in data.items()))


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:2]))
def test_every_key_is_described(kredslob: Kredslob, words: tuple[str, ...]) -> None:
    """Whoever reads the JSON finds each key in the document."""
    described = set(re.findall(r"`\"?([a-z_0-9]+)\"?`", DOCUMENT)) | set(re.findall(r'"([a-z_]+)":', DOCUMENT))
    found = keys(json.loads(kredslob(*words, "--json").stdout)) - {"da", "en"}
    assert found - described == set()


def test_a_decision_has_the_keys_that_the_document_lists(kredslob: Kredslob) -> None:
    """The table of a decision is complete, and none of it is invented."""
    table = DOCUMENT.split("### A decision")[1].split("###")[0]
    listed = set(re.findall(r"^\| `([a-z_]+)` \|", table, re.MULTILINE))
    assert listed == set(json.loads(kredslob(*REFERRED, "--json").stdout))
