"""A file of terms over a small town, for tests: the town stands in for the scenario that the file names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kredslob.scenarios.searching import reading
from kredslob.scenarios.searching.question import Search
from tests.scenarios.results.small import small

TERMS = """
schema: 1
id: trial
title: {da: "Prøve", en: "Trial"}
about: {da: "Hvad nu hvis?", en: "What if?"}
scenario: kbh-2011
terms:
  threshold: {set: forty_plus.threshold, range: [0.35, 0.45], step: 0.05}
goals:
  referred: {indicator: referrals_delivered, level: city, when: average, want: most}
limits:
  under: {indicator: outside_measured, where: all, when: 2011, at_most: 0.9, probability: 0.9}
replications: 3
confirm: 2
budget: 100000
"""


def instead(scenario: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a scenario stand for whatever a file of terms names."""
    monkeypatch.setattr(reading, "find_scenario", lambda _: scenario)


def read(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str = TERMS, **parts: object) -> Search:
    """Give the search that a text is, over the small town; `parts` as for `small`."""
    instead(small(assumed={"as-agreed": {}}, **parts), monkeypatch)  # type: ignore[arg-type]  # parts of a town
    path = folder / "terms.yaml"
    path.write_text(text, encoding="utf-8")
    return reading.read_search(path)
