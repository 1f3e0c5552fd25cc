"""Scenario files for tests: a small whole one, and what is said of one that is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kredslob.rules.messages import Problem, WrongInput
from kredslob.scenarios.files.reading import read_scenario
from kredslob.scenarios.files.scenario import Scenario


def plain(**changed: Any) -> dict[str, Any]:
    """Give a whole scenario as plain data, with some of its fields changed; None leaves a field out."""
    title = {"da": "Prøve", "en": "Trial"}
    data: dict[str, Any] = {
        "schema": 1, "id": "trial", "title": title, "about": title, "agreement": "kbh-2011-2014", "from": "2011-01",
        "months": 12, "replications": 2, "seed": "trial",
        "variants": {"base": {"title": title}, "other": {"title": title, "macro": "slump"}},
    }  # fmt: skip
    data |= {("from" if name == "from_" else name): value for name, value in changed.items()}
    return {name: value for name, value in data.items() if value is not None}


def written(folder: Path, data: object) -> Path:
    """Write plain data as a scenario file; a text is written as it stands."""
    path = folder / "trial.yaml"
    path.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    return path


def read(folder: Path, **changed: Any) -> Scenario:
    """Give the whole scenario with some of its fields changed, read from a file."""
    return read_scenario(written(folder, plain(**changed)))


def problems(folder: Path, data: object) -> list[Problem]:
    """Give everything that is told to be wrong with a scenario; each with its line."""
    with pytest.raises(WrongInput) as caught:
        read_scenario(written(folder, data))
    return list(caught.value.problems)


def told(folder: Path, **changed: Any) -> str:
    """Give what is said of the whole scenario with some of its fields changed to what is wrong."""
    found = problems(folder, plain(**changed))
    assert all(one.place.line for one in found)
    return "\n".join(one.text() for one in found)
