"""Open a page in Chromium without a window and tell what it asked for, what it complained of, and how wide it came out.

Spoken to over a pipe in the DevTools protocol, so that nothing needs to be installed but the browser.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip

# The protocol is read from descriptor 3 and answered on descriptor 4.
_LAUNCH = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
os.dup2(ends[0], 3), os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def chromium() -> str | None:
    """Give the browser's program, or None if it is not installed."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


# What reaches farthest to the right, even where a page clips it; what scrolls by itself or is drawn may be wider inside.
_NEEDED = """Math.ceil(Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('body *')]
    .filter(one => !one.parentElement.closest('pre, svg, nav, details')).map(one => one.getBoundingClientRect().right)))"""


@dataclass
class Seen:
    """What a page did when it was opened: addresses it asked for, complaints, and the width that it needed."""

    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    needed: int = 0


@contextmanager
def browser() -> Iterator[Browser]:
    """Run the browser with a profile of its own, and end it."""
    program = chromium()
    assert program is not None
    to_us, from_it = os.pipe()
    to_it, from_us = os.pipe()
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        words = [program, *_QUIET, f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"]
        launched = [sys.executable, "-c", _LAUNCH, str(to_it), str(from_it), *words]
        process = subprocess.Popen(launched, pass_fds=(to_it, from_it), stderr=subprocess.DEVNULL)
        os.close(to_it)
        os.close(from_it)
        with os.fdopen(from_us, "wb", buffering=0) as out, os.fdopen(to_us, "rb") as back:
            yield Browser(out, back)
        process.kill()
        process.wait()


class Browser:
    """A browser that can be asked to open a page."""

    def __init__(self, out: Any, back: Any) -> None:
        self.out = out
        self.back = back
        self.number = 0
        self.rest = b""

    def open(self, page: Path, width: int) -> Seen:
        """Open a file in a window of a width in pixels, wait until it has loaded, and tell what was seen."""
        seen = Seen()
        with self._tab(page, width, seen) as session:
            seen.needed = self._value(_NEEDED, session, seen)
        return seen

    def tell(self, page: Path, script: str, width: int = 1280) -> Any:
        """Open a file, do there what a script says, and give the JSON that it ends with."""
        seen = Seen()
        with self._tab(page, width, seen) as session:
            return json.loads(self._value(script, session, seen))

    @contextmanager
    def _tab(self, page: Path, width: int, seen: Seen) -> Iterator[str]:
        target = self._ask("Target.createTarget", {"url": "about:blank"}, None, seen)["targetId"]
        session: str = self._ask("Target.attachToTarget", {"targetId": target, "flatten": True}, None, seen)[
            "sessionId"
        ]
        for domain in ("Network", "Log", "Runtime", "Page"):
            self._ask(f"{domain}.enable", {}, session, seen)
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self._ask("Emulation.setDeviceMetricsOverride", size, session, seen)
        self._ask("Page.navigate", {"url": page.as_uri()}, session, seen)
        while self._read(seen).get("method") != "Page.loadEventFired":
            pass
        yield session
        self._ask("Target.closeTarget", {"targetId": target}, None, seen)

    def _value(self, expression: str, session: str, seen: Seen) -> Any:
        told = self._ask("Runtime.evaluate", {"expression": expression, "returnByValue": True}, session, seen)
        assert "exceptionDetails" not in told, told
        return told["result"]["value"]

    def _ask(self, method: str, parameters: dict[str, Any], session: str | None, seen: Seen) -> dict[str, Any]:
        self.number += 1
        message = {
            "id": self.number,
            "method": method,
            "params": parameters,
            **({"sessionId": session} if session else {}),
        }
        self.out.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read(seen)
            if answer.get("id") == self.number:
                assert "result" in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def _read(self, seen: Seen) -> dict[str, Any]:
        while b"\0" not in self.rest:
            more = self.back.read1(1 << 16)
            assert more, "the browser has ended"
            self.rest += more
        told, _, self.rest = self.rest.partition(b"\0")
        message: dict[str, Any] = json.loads(told)
        _note(message, seen)
        return message


def _note(message: dict[str, Any], seen: Seen) -> None:
    event = message.get("params", {})
    match message.get("method"):
        case "Network.requestWillBeSent":
            seen.asked.append(event["request"]["url"])
        case "Log.entryAdded":
            seen.complaints.append(event["entry"]["text"])
        case "Runtime.exceptionThrown":
            seen.complaints.append(str(event["exceptionDetails"]))
        case "Runtime.consoleAPICalled":
            seen.complaints.append(f"{event['type']}: {event['args']}")
