"""Doses of generated cases, by Hypothesis profile: `pytest --hypothesis-profile=ci`.

A test that needs more or fewer than the dose says so in proportion, and so follows the profile:
`@settings(max_examples=settings().max_examples * 2)` is 100 sets of rules in CI, and with 100 situations each 10,000 cases.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

HERE: Final = Path(__file__).parent
# What these hold is a matter of the agreement, of a solver or of a page, and of no Python's: CI has them run on one.
ONCE: Final = (
    "cli/test_agreement_cases.py", "cli/test_agreement_check.py", "cli/test_agreement_diff.py",
    "cli/test_agreement_fill_in.py", "cli/test_agreement_new.py", "cli/test_agreement_prove.py",
    "cli/test_calibrate.py", "cli/test_compare.py", "cli/test_export.py", "cli/test_other_cities.py",
    "cli/test_own_amendment.py", "cli/test_page_in_browser.py", "cli/test_report.py", "cli/test_search.py",
    "cli/test_search_stopped.py", "cli/test_standing.py", "engine/cases", "engine/difference", "engine/drafting",
    "engine/ledger/test_crowd.py", "engine/ledger/test_tampered.py", "engine/mutants", "engine/page",
    "engine/proof", "engine/test_adjustment.py", "engine/test_applicants.py", "engine/test_other_cities.py",
    "engine/test_turns.py", "engine/test_waiting.py", "engine/test_whatif.py", "house/test_catalogue.py",
    "house/test_fill_in_page.py", "house/test_format_page.py", "house/test_model_pages.py", "house/test_modules.py",
    "house/test_places.py", "house/test_readme.py", "house/test_scenarios_page.py", "house/test_tutorial.py",
    "mutation", "scenarios/backtesting", "scenarios/calibrating", "scenarios/comparing", "scenarios/exporting",
    "scenarios/files/test_any_scenario.py", "scenarios/files/test_describing.py",
    "scenarios/files/test_wrong_scenarios.py", "scenarios/publishing", "scenarios/reporting",
    "scenarios/results/test_cluster.py", "scenarios/searching", "scenarios/surface", "scenarios/targets",
    "verification",
)  # fmt: skip
# Each file is run by one process: those that take longest come first, so that none is left over when all else is done.
LONGEST: Final = (
    "house/test_readme.py", "cli/test_compare.py", "engine/cases/test_running.py", "engine/test_applicants.py",
    "engine/ledger/test_crowd.py", "engine/ledger/test_machine.py", "scenarios/reporting/test_report_page.py",
    "cli/test_scenario_interrupted.py", "engine/proof/test_planted_faults.py", "scenarios/results/test_cluster.py",
)  # fmt: skip

# No deadline: the machines that run this are shared, and a slow case is not a wrong one.
# CI draws the same cases every time, so that a red run is a fault of the change; the others look for new ones.
for name, examples, derandomize in (
    ("quick", 20, True),
    ("dev", 50, False),
    ("ci", 50, True),
    ("verify", 2_000, False),
):
    settings.register_profile(
        name,
        max_examples=examples,
        derandomize=derandomize,
        deadline=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile("dev")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that say the same on any Python, and put first what takes longest."""
    missing = [name for name in (*ONCE, *LONGEST) if not (HERE / name).exists()]
    if missing:
        raise pytest.UsageError(f"tests/conftest.py names what is not there: {', '.join(missing)}")
    for item in items:
        if any(item.path.is_relative_to(HERE / name) for name in ONCE):
            item.add_marker(pytest.mark.once)
    place = {HERE / name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))
