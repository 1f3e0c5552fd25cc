"""Modules stay small, are named for their idea, and take heavy libraries only where they are used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tree import ROOT, sources

LIMIT = 300
LIMIT_OF_TESTS = 400  # a specification of one idea is longer than the idea
# Up to twenty lines over, each with the reason why it cannot be cut in two.
LONGER: dict[str, str] = {}

VAGUE = {"base", "common", "core", "functions", "helper", "helpers", "lib", "misc", "tools", "util", "utils"}

HEAVY = {"babel", "dask", "durable", "numba", "numpy", "openpyxl", "polars", "sqlalchemy", "vl_convert", "z3", "zen"}
# These are imported only by the commands that do what they are for, so their own imports may stand at their top: the
# second evaluator, the third, the ledger, the prover, the results of scenarios, what is told of them and reports of it.
LAZY_FOLDERS = {
    ("engine", "columnar"), ("engine", "ledger"), ("scenarios", "indicators"), ("scenarios", "results"),
    ("scenarios", "telling"), ("scenarios", "comparing"), ("scenarios", "reporting"), ("scenarios", "searching"),
    ("scenarios", "publishing"), ("scenarios", "exporting"),
    ("scenarios", "calibrating"),
}  # fmt: skip
LAZY_ITSELF = {
    Path("engine/chaining.py"),
    Path("engine/proof/logic.py"),
    Path("scenarios/surface.py"),  # `scenarios` imports it when one of its functions is asked for
    *(path for path in sources() if path.parts[:2] in LAZY_FOLDERS),
}


def _lines(path: Path | str) -> int:
    return len((ROOT / path).read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", sources(), ids=str)
def test_a_module_holds_one_idea_in_three_hundred_lines(path: Path) -> None:
    """No module is longer than the limit, and those on the list of exceptions are only a little longer."""
    assert _lines(path) <= (LIMIT + 20 if path.as_posix() in LONGER else LIMIT)


@pytest.mark.parametrize("path", sources("tests", "benchmarks"), ids=str)
def test_a_module_of_tests_specifies_one_idea(path: Path) -> None:
    """No module of tests is longer than its limit."""
    assert _lines(path) <= LIMIT_OF_TESTS


def test_the_list_of_longer_modules_is_no_longer_than_it_must_be() -> None:
    """A module that has been cut down leaves the list of exceptions."""
    assert [name for name in LONGER if _lines(name) <= LIMIT] == []


@pytest.mark.parametrize("path", sources(), ids=str)
def test_a_name_tells_what_is_inside(path: Path) -> None:
    """No module or package is named for holding whatever found no other place."""
    assert not VAGUE.intersection(path.with_suffix("").parts)


@pytest.mark.parametrize("path", sorted(set(sources()) - LAZY_ITSELF), ids=str)
def test_a_heavy_library_is_imported_inside_the_function_that_needs_it(path: Path) -> None:
    """Importing a module of ours does not load what only one of its functions uses, so that commands start fast."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert not HEAVY.intersection(_imported_at_once(tree))


def _imported_at_once(node: ast.AST) -> Iterator[str]:
    """Give the top names that are imported when the module is, not those in functions or for type checkers."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield (child.module or "").partition(".")[0]
        elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) and not _for_type_checkers(child):
            yield from _imported_at_once(child)


def _for_type_checkers(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
