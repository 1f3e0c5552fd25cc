"""The plan of the backtest says of every figure what it is for, and names the tests that the file of targets has."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from kredslob.scenarios.targets.reading import shipped_targets

PLAN = (Path(__file__).parents[3] / "docs/backtest.md").read_text(encoding="utf-8")
TARGETS = shipped_targets()


def test_it_names_the_tests_and_no_others() -> None:
    """Each figure with its start, as they were settled before any result was seen."""
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| `(from-[a-z0-9-]+)` \|", PLAN, flags=re.MULTILINE)
    expected = [(one.id, start) for one in TARGETS.targets for start in one.starts]
    assert sorted(rows) == sorted(expected)


def test_it_tells_what_each_test_is_held_against() -> None:
    """The indicator and how comparable it is stand in the row."""
    for one in TARGETS.targets:
        if one.use == "test":
            row = next(line for line in PLAN.splitlines() if line.startswith(f"| `{one.id}` |"))
            assert one.against is not None
            assert f"`{one.against.indicator}`" in row
            assert f"| {one.against.comparability} |" in row


def test_it_tells_of_every_figure() -> None:
    """Whoever looks for one finds what became of it, under its use."""
    headings = {"fit": "**For fitting**", "population": "**In the population**", "not_testable": "**Not testable**"}
    order = [*headings.values(), "**Beyond the model**", "## 6"]
    for one in TARGETS.targets:
        if one.use != "test":
            heading = headings[one.use]
            part = PLAN[PLAN.index(heading) : PLAN.index(order[order.index(heading) + 1])]
            assert f"`{one.id}`" in part, one.id
    beyond = PLAN[PLAN.index("**Beyond the model**") :]
    assert all(f"`{one.id}`" in beyond for one in TARGETS.beyond)


def test_it_counts_the_figures() -> None:
    """In short: so many, of which so many are for what."""
    words = {4: "four", 5: "five", 11: "eleven", 20: "Twenty"}
    uses = Counter(one.use for one in TARGETS.targets)
    short = PLAN[PLAN.index("**In short.**") : PLAN.index("**Contents**")].replace("\n", " ")
    assert f"Of {len(TARGETS.targets)} observed figures {words[uses['test']]} are tests." in short
    assert f"{words[uses['not_testable']]} cannot be tested" in short
    assert f"{words[uses['population']]} have gone into the population, {words[uses['fit']]} are for fitting" in short


def test_it_links_to_what_is_there() -> None:
    """Every linked file exists, and every anchor."""
    for link in re.findall(r"\]\(([^)#]+)", PLAN):
        assert (Path(__file__).parents[3] / "docs" / link).is_file(), link
    for anchor in re.findall(r"\]\(#([a-z-]+)\)", PLAN):
        assert f'<a id="{anchor}"></a>' in PLAN
