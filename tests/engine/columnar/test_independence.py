"""The third evaluator is one of its own, and costs nobody anything who decides one vacancy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import kredslob.engine.columnar

MODULES = sorted(Path(kredslob.engine.columnar.__file__).parent.glob("*.py"))
OTHERS = {"judging", "reference", "situation", "rank", "route", "chaining", "firing", "unfolding", "fields"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_nothing_is_taken_from_the_other_evaluators(path: Path) -> None:
    """What a condition means, who overrides whom and what comes of it is worked out here anew."""
    imports = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    assert not OTHERS.intersection(word for node in imports for word in (node.module or "").split("."))
    # The transitive closure of overrides is one of the things worked out anew.
    assert "closure" not in {alias.name for node in imports for alias in node.names}
    assert "overriders" not in path.read_text("utf-8")


@pytest.mark.parametrize("module", ["kredslob.engine.decide", "kredslob.cli.main", "kredslob.engine.standing"])
def test_deciding_one_vacancy_does_not_load_it(module: str) -> None:
    """Nor numpy, which it stands on."""
    loaded = f"import sys, {module}; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.split()
    assert module in found
    assert not {"kredslob.engine.columnar", "numpy"}.intersection(found)
