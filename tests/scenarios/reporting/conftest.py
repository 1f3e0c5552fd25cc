"""Results of small scenarios, run once for all tests of reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kredslob.scenarios.files.reading import read_scenario
from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.results.running import Order, run_scenario
from tests.cli.scenario_files import small_scenario

HOSTILE = {"da": '<script>alert(1)</script> & "B" \'', "en": '<script>alert(1)</script> & "B" \''}
WITHOUT = """schema: 1
id: trial-without-exemption
kind: amendment
extends: kbh-2011-2014
title: {da: "Uden friholdelse", en: "Without exemption"}
from: 2011-01-01
adopted: 2011-01-01
changes:
  - {repeal: exempt.forty-plus, reason: {da: a, en: b}}
  - {set: compensation.method, value: none, reason: {da: a, en: b}}
"""


def thirty_five(upon: str = "kbh-2011-2014", since: str = "2011-01-01") -> str:
    """Give an amendment upon another, or an agreement, that sets the threshold lower."""
    return f"""schema: 1
id: proposal-35
kind: amendment
extends: {upon}
title: {{da: "Forslag: 35", en: "Proposal: 35"}}
from: {since}
adopted: {since}
changes:
  - {{set: forty_plus.threshold, value: 0.35, reason: {{da: a, en: b}}}}
"""


def run_small(folder: Path, **changed: Any) -> Path:
    """Run a small scenario; give the folder of its results."""
    folder.mkdir(exist_ok=True)
    (folder / "without.yaml").write_text(WITHOUT)
    path = small_scenario(folder, **changed)
    order = Order(read_scenario(path), str(path), folder / "results")
    return run_scenario(order, Threads(1)).path


@pytest.fixture(scope="session")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the results of three variants over two years: as agreed, an amendment, and a value taken for a guess."""
    title = {"da": "Prøve", "en": "Trial"}
    variants = {
        "as-agreed": {"title": {"da": "Som aftalt", "en": "As agreed"}},
        "without": {"title": {"da": "Uden", "en": "Without"}, "amendments": ["without.yaml"]},
        "assumed": {"title": HOSTILE, "assumed": {"compensation.method": "none"}},
    }
    contrasts = {
        "effect": {"title": title, "variant": "as-agreed", "against": "without", "where": "all"},
        "nothing": {"title": title, "variant": "as-agreed", "against": "assumed", "where": "exempt"},
    }
    folder = tmp_path_factory.mktemp("several")
    return run_small(folder, months=24, replications=6, estates=8, variants=variants, contrasts=contrasts)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the results of one variant and one replication over a year, with a title that would be markup."""
    variants = {"as-agreed": {"title": HOSTILE}}
    folder = tmp_path_factory.mktemp("once")
    return run_small(folder, replications=1, title=HOSTILE, about=HOSTILE, variants=variants, contrasts={})
