"""Which tests reach which function, and how long each takes: so that a slip is tried by those that could notice it.

Measured once by coverage, one context for each test, and kept in `build/mutants`. A test file that is new or changed is
measured again by itself. What a test reaches in a process of its own is not seen, nor what an earlier test left in a
cache; a test that is not counted can only make a slip look as though nobody noticed.
"""

# ruff: noqa: T201 - a command that tells what it finds

from __future__ import annotations

import ast
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import coverage
import pytest

OPTIONS = (
    "-q",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "--hypothesis-profile=quick",
    "-m",
    "not long and not catalogue",
)
OWN = 10  # times as long as another file goes the one that is called as the module
TOGETHER = 1  # files of tests that are measured in one process


@dataclass(frozen=True, slots=True)
class Reach:
    """The tests that reach each function (by path and qualified name), and the processor seconds of each test."""

    tests: Mapping[tuple[str, str], tuple[str, ...]]
    seconds: Mapping[str, float]

    def of(self, path: str, function: str) -> tuple[str, ...]:
        """Give the tests that reach a function: each file of them gets its turn for as long as the others, the quickest first.

        So a file with hundreds of tests does not use up the patience for all; the file called as the module gets most.
        """
        # A function whose result is kept may have run before the tests that hang on it: then those of its module are asked.
        found = self.tests.get((path, function)) or [one for one in self.seconds if self.is_own(path, one)]
        used: dict[str, float] = {}
        due: dict[str, float] = {}
        for one in sorted(found, key=lambda one: (self.seconds[one], one)):
            file = one.partition("::")[0]
            used[file] = used.get(file, 0.0) + self.seconds[one] / (OWN if self.is_own(path, one) else 1)
            due[one] = used[file]
        return tuple(sorted(due, key=lambda one: (due[one], one)))

    def is_own(self, path: str, test: str) -> bool:
        """Tell whether a test stands in a file that is called as the module."""
        return test.partition("::")[0].endswith(f"/test_{Path(path).stem}.py")


def measured(kept: Path, files: Iterable[str], modules: Iterable[str]) -> Reach:
    """Give what the test files reach of the modules; measure those that are not kept as they now stand.

    Args:
        kept: the folder of what was measured, one file for each file of tests.
        files: test files, by path from the top of the repository.
        modules: the modules whose functions are asked for, likewise.
    """
    kept.mkdir(parents=True, exist_ok=True)
    wanted = sorted(modules)
    places = {file: kept / f"{_mark(file, wanted)}.json" for file in files}
    missing = [file for file, place in places.items() if not place.is_file()]
    for at in range(0, len(missing), TOGETHER):
        several = missing[at : at + TOGETHER]
        print(
            f"  what tests reach: files {at + 1} to {at + len(several)} of {len(missing)}", file=sys.stderr, flush=True
        )
        asked = json.dumps({"kept": str(kept), "files": several, "modules": wanted})
        command = [sys.executable, "-m", "tests.mutation.reach"]
        subprocess.run(command, input=asked, text=True, check=True, stdout=subprocess.DEVNULL)
    tests: dict[tuple[str, str], list[str]] = {}
    seconds: dict[str, float] = {}
    for place in places.values():
        raw = json.loads(place.read_text(encoding="utf-8"))
        seconds.update(raw["seconds"])
        for path, function, names in raw["reached"]:
            tests.setdefault((path, function), []).extend(one for one in names if one in raw["seconds"])
    return Reach({key: tuple(names) for key, names in tests.items()}, seconds)


def functions(code: str) -> dict[str, range]:
    """Give the lines of each function and method that stands in no other, by its qualified name."""
    return {name: range(node.lineno, (node.end_lineno or node.lineno) + 1) for name, node in nodes(code).items()}


def nodes(code: str) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give each function and method that stands in no other, by its qualified name."""
    found: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = {}

    def visit(body: Iterable[ast.stmt], names: tuple[str, ...]) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found[".".join([*names, node.name])] = node
            elif isinstance(node, ast.ClassDef):
                visit(node.body, (*names, node.name))
            elif isinstance(node, ast.If | ast.Try):
                visit([*node.body, *node.orelse], names)

    visit(ast.parse(code).body, ())
    return found


def _mark(file: str, modules: Iterable[str]) -> str:
    mark = hashlib.sha256(file.encode())
    mark.update(Path(file).read_bytes())
    mark.update("\n".join(modules).encode())
    return f"{Path(file).stem}-{mark.hexdigest()[:12]}"


def _measure(kept: Path, files: list[str], modules: list[str]) -> None:
    """Run the tests of some files and write what each of them reaches; those that do not pass are left out."""
    cov = coverage.Coverage(
        data_file=None, include=[os.path.realpath(path) for path in modules], config_file=False, branch=False
    )
    seconds: dict[str, float] = {}

    class Watch:
        def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
            items[:] = [one for one in items if not _starts_a_server(one)]

        @pytest.hookimpl(wrapper=True)
        def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
            cov.switch_context(item.nodeid)
            began = time.process_time()
            yield
            seconds.setdefault(item.nodeid, round(time.process_time() - began, 4))
            cov.switch_context("")

        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.outcome != "passed":
                seconds[report.nodeid] = -1.0

    cov.start()
    pytest.main([*OPTIONS, *files], plugins=[Watch()])
    cov.stop()
    keep(kept, files, modules, cov.get_data(), seconds)


def _starts_a_server(test: pytest.Item) -> bool:
    """Tell whether a test needs a database server: each slip would start one of its own and leave it behind."""
    called = getattr(test, "callspec", None)
    fresh = called.params.get("fresh") if called else None
    return "postgres" in getattr(test, "fixturenames", ()) or fresh == "postgresql"


def keep(
    kept: Path, files: list[str], modules: list[str], data: coverage.CoverageData, seconds: dict[str, float]
) -> None:
    """Write what was measured, one file for each file of tests; a test of less than no seconds did not pass."""
    paths = {os.path.realpath(path): path for path in modules}
    reached: dict[str, dict[tuple[str, str], set[str]]] = {file: {} for file in files}
    for found in data.measured_files():
        path = paths.get(os.path.realpath(found))
        if path is None:
            continue
        contexts = data.contexts_by_lineno(found)
        for function, lines in functions(Path(path).read_text(encoding="utf-8")).items():
            # The line of `def` itself runs on import; what counts is a line of the body.
            for name in {name for line in lines if line > lines.start for name in contexts.get(line, ())}:
                if seconds.get(name, -1.0) >= 0:
                    reached[name.partition("::")[0]].setdefault((path, function), set()).add(name)
    for file in files:
        passed = {name: one for name, one in seconds.items() if one >= 0 and name.partition("::")[0] == file}
        rows = [[path, function, sorted(names)] for (path, function), names in sorted(reached[file].items())]
        place = kept / f"{_mark(file, modules)}.json"
        part = place.with_suffix(".part")
        part.write_text(json.dumps({"file": file, "seconds": passed, "reached": rows}), encoding="utf-8")
        part.replace(place)


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    _measure(Path(asked["kept"]), asked["files"], asked["modules"])
