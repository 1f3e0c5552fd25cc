"""What is listed about slips is true of the program as it stands: the modules, the tests, and the slips that change nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import yaml
from tree import ROOT

from tests.mutation.reach import functions
from tests.mutation.results import equivalents, groups


@pytest.mark.parametrize("group", groups(ROOT).values(), ids=lambda one: one.name)
def test_every_module_and_test_of_a_group_is_there(group: object) -> None:
    """A module that was renamed is not left out without a word."""
    found = groups(ROOT)[group.name]  # type: ignore[attr-defined]  # a group
    assert all((ROOT / name).is_file() for name in (*found.modules, *found.tests))
    assert found.modules
    assert found.tests


@pytest.mark.parametrize("group", groups(ROOT))
def test_every_pattern_of_a_group_names_something(group: str) -> None:
    """A file that has moved is not left out without a word: its pattern would name nothing."""
    told = yaml.safe_load((ROOT / "tests" / "mutation" / "targets.yaml").read_text(encoding="utf-8"))["groups"][group]
    assert [one for one in (*told["modules"], *told["tests"]) if not any(ROOT.glob(one))] == []


@pytest.mark.parametrize("one", equivalents(), ids=lambda one: f"{one['module']}-{one['function']}")
def test_a_slip_that_is_listed_as_equivalent_can_still_be_made(one: Mapping[str, str]) -> None:
    """The line that it changes stands in its function, and a reason beside it."""
    code = (ROOT / one["module"]).read_text(encoding="utf-8")
    lines = functions(code)[one["function"]]
    stands = "\n".join(line.strip() for line in code.splitlines()[lines.start - 1 : lines.stop])
    assert one["before"] in stands
    assert len(one["reason"]) > 20
    assert set(one) == {"module", "function", "before", "after", "reason"}
