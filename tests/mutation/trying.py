"""Try slips one by one: a process that has everything imported splits, the half takes the slip and runs the tests.

pytest collects once and hands its tests to `Trial`, which runs no test itself. For each slip it forks; the child puts the
slip in, runs the tests that reach the function, those first that noticed the last slip there, and ends at the first that
fails. A child that uses far more processor time or memory than its tests ever did has noticed too.
"""

# ruff: noqa: T201 - a command that tells what it finds

from __future__ import annotations

import gc
import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

from tests.mutation.putting_in import CannotPutIn, Functions
from tests.mutation.reach import Reach
from tests.mutation.slips import Slip

PATIENCE = 12.0  # processor seconds of tests for one slip
AT_LEAST, TIMES = 4.0, 12.0  # a test may take so many seconds, or so many times what it took
MEMORY = 3 << 30
CANNOT = "cannot put in"
SILENT_FOR = 240  # seconds on the wall after which a child hangs


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a slip: `killed`, `survived` or `unreached`; by which test; how many tests of how many were run."""

    slip: Slip
    outcome: str
    by: str
    run: int
    of: int
    seconds: float


@dataclass(slots=True)
class Trial:
    """The plugin of pytest that tries slips with the tests that pytest has collected."""

    slips: Sequence[Slip]
    reach: Reach
    root: str
    report: Callable[[Verdict], None]
    enough: Callable[[], bool]
    patience: float = PATIENCE
    run_before: Mapping[str, int] = field(default_factory=dict)
    noticed: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    sound: dict[str, bool] = field(default_factory=dict)

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        """Draw few cases, the same every time, and shrink none: that one fails is all that is asked."""
        settings.register_profile(
            "slips", parent=settings.get_profile("quick"), phases=[Phase.explicit, Phase.generate]
        )
        settings.load_profile("slips")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try the slips in place of running the tests."""
        if session.testsfailed:
            raise session.Interrupted("a file of tests could not be collected")
        items = {item.nodeid: item for item in session.items}
        paths = {slip.path for slip in self.slips}
        for path in sorted(paths):  # some modules are imported by a command alone, when it is given
            import_module("kredslob." + path.removesuffix(".py").replace("/", "."))
        functions = Functions(self.root, paths)
        gc.collect()
        gc.freeze()  # a child need not copy what it only looks at
        _silence(session.config)
        for slip in self.slips:
            if self.enough():
                break
            self.report(self._tried(slip, items, functions))
        return True

    def _tried(self, slip: Slip, items: dict[str, pytest.Item], functions: Functions) -> Verdict:
        tests = [one for one in self._ordered(slip) if one in items and self.sound.get(one, True)]
        if not tests:
            return Verdict(slip, "unreached", "", 0, 0, 0.0)
        chosen = self._afforded(tests)
        found = self._split(slip, [items[one] for one in chosen], functions)
        if found["by"] in items and found["by"] not in self.sound:
            # What fails by itself without a slip has noticed nothing.
            by = str(found["by"])
            alone = self._split(None, [items[by]], functions)
            self.sound[by] = not alone["by"]
            if not self.sound[by]:
                print(f"fails without a slip, and is left out: {by}\n{alone['why']}", file=sys.stderr, flush=True)
                return self._tried(slip, items, functions)
        if found["by"] in items:
            self.remember(slip.path, slip.function, str(found["by"]))
        outcome = "killed" if found["by"] and not str(found["by"]).startswith(CANNOT) else "survived"
        return Verdict(slip, outcome, str(found["by"]), int(found["run"]), len(tests), float(found["seconds"]))

    def _ordered(self, slip: Slip) -> list[str]:
        reaching = self.reach.of(slip.path, slip.function)
        among = set(reaching)
        first = [*self.noticed.get((slip.path, slip.function), []), *self.noticed.get((slip.path, ""), [])[:5]]
        # What has been tried before is tried last: first those of the module's own file, which may be new, then the others.
        done = self.run_before.get(slip.name, 0)
        own = [one for one in reaching if self.reach.is_own(slip.path, one)] if done else []
        return list(dict.fromkeys([*(one for one in first if one in among), *own, *reaching[done:], *reaching]))

    def _afforded(self, tests: list[str]) -> list[str]:
        spent = 0.0
        chosen: list[str] = []
        for one in tests:
            spent += self.reach.seconds[one]
            if chosen and spent > self.patience:
                break
            chosen.append(one)
        return chosen

    def remember(self, path: str, function: str, by: str) -> None:
        """Let the test that noticed a slip be the first that tries the next slip there."""
        for key in ((path, function), (path, "")):
            kept = self.noticed.setdefault(key, [])
            if by in kept:
                kept.remove(by)
            kept.insert(0, by)

    def _split(self, slip: Slip | None, items: Sequence[pytest.Item], functions: Functions) -> dict[str, Any]:
        """Run tests with a slip in a process that is split off; give the test that failed or ran away, if one did."""
        said, says = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(said)
            self._run_in_child(says, slip, items, functions)
        os.close(says)
        began, text = time.monotonic(), b""
        while True:
            ready, _, _ = select.select([said], [], [], 5.0)
            part = os.read(said, 65536) if ready else b""
            text += part
            if ready and not part:
                break
            if time.monotonic() - began > SILENT_FOR:
                os.kill(child, signal.SIGKILL)
                break
        os.close(said)
        _, _, used = os.wait4(child, 0)
        lines = [json.loads(line) for line in text.decode().splitlines() if line.endswith("}")]
        begun = [line["begun"] for line in lines if "begun" in line]
        ended = next((line for line in lines if "ended" in line), None)
        by = ended["ended"] if ended else (begun[-1] if begun else "put in")
        why = ended.get("why", "") if ended else ""
        return {"by": by, "why": why, "run": len(begun), "seconds": round(used.ru_utime + used.ru_stime, 2)}

    def _run_in_child(self, says: int, slip: Slip | None, items: Sequence[pytest.Item], functions: Functions) -> None:
        def say(**what: str) -> None:
            os.write(says, json.dumps(what).encode() + b"\n")

        watch = _Watch()
        try:
            signal.signal(signal.SIGXCPU, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            size = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, resource.RLIM_INFINITY))
            if slip is not None:
                functions.put_in(slip)
            if items:
                items[0].config.pluginmanager.register(watch, "watch of slips")
            for item, following in zip(items, [*items[1:], None], strict=True):
                say(begun=item.nodeid)
                _allow(max(AT_LEAST, TIMES * self.reach.seconds[item.nodeid]))
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if watch.failed:
                    say(ended=item.nodeid, why=watch.why)
                    os._exit(1)
            say(ended="")
        except CannotPutIn as error:
            say(ended=f"{CANNOT} {error}")
        except BaseException:  # noqa: BLE001  # whatever a slip can bring about, it has been noticed
            os._exit(3)
        os._exit(0)


class _Watch:
    failed = False
    why = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed
        if report.failed and not self.why:
            self.why = str(report.longrepr)[-300:]


def _allow(seconds: float) -> None:
    """Let this process use so many processor seconds more, and no others."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, resource.RLIM_INFINITY))


def _silence(config: pytest.Config) -> None:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        config.pluginmanager.unregister(reporter)


def try_all(trial: Trial, files: Iterable[str]) -> None:
    """Collect the tests of the files and try the slips with them."""
    from tests.mutation.reach import OPTIONS

    quietly = ("-W", "ignore::pytest.PytestAssertRewriteWarning")  # hypothesis has been imported before pytest begins
    code = pytest.main([*OPTIONS, *quietly, *files], plugins=[trial])
    if code not in (0, 5):
        print(f"pytest ended with {code}", file=sys.stderr)
