"""Doses of generated cases, by Hypothesis profile: `pytest --hypothesis-profile=ci`.

A test that needs more or fewer than the dose says so in proportion, and so follows the profile:
`@settings(max_examples=settings().max_examples * 2)` is 200 sets of rules in CI, and with 100 situations each 20,000 cases.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# No deadline: the machines that run this are shared, and a slow case is not a wrong one.
# CI draws the same cases every time, so that a red run is a fault of the change; the others look for new ones.
for name, examples, derandomize in (
    ("quick", 20, True),
    ("dev", 50, False),
    ("ci", 100, True),
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
