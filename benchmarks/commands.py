"""What commands cost from their start to their end, beside `python -c "import typer"` in the same environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from applicants import write_list
from rounds import Claim, Measured, measured, timed

KREDSLOB: Final = str(Path(sys.executable).with_name("kredslob"))
TYPER: Final = (sys.executable, "-c", "import typer")
HELP: Final = (KREDSLOB, "--help")
DECIDE: Final = (
    KREDSLOB, "decide", "--estate", "Bispeparken", "--on", "2011-05-01", "--dwelling-kind", "family", "--rooms", "3",
    "--referral-turn", "1", "--transfer-turn", "1", "--flexible-due", "yes", "--split-turn", "1", "--applicants",
)  # fmt: skip
PROVE: Final = (KREDSLOB, "agreement", "prove", "kbh-2024-2027")
DIFF: Final = (KREDSLOB, "agreement", "diff", "kbh-2019-2023", "kbh-2024-2027")
CLAIMS: Final[Mapping[str, Claim]] = {
    "help": Claim("`kredslob --help`", 1.5, at_least=False),
    "prove": Claim("`kredslob agreement prove kbh-2024-2027`", 25, at_least=False),
    "diff": Claim("`kredslob agreement diff kbh-2019-2023 kbh-2024-2027`", 50, at_least=False),
    "50": Claim("`kredslob decide` with 10,000 applicants, the 50th qualifying first", 5, at_least=False),
    "9000": Claim("`kredslob decide` with 10,000 applicants, the 9,000th qualifying first", 8, at_least=False),
}


def measure(rounds: int) -> list[Measured]:
    """Time the commands against `import typer`; each must first give the answer that it should."""
    with tempfile.TemporaryDirectory() as folder:
        environment = _warming(Path(folder))
        contenders: dict[str, Callable[[], object]] = {
            "typer": partial(_run, TYPER, environment),
            "help": partial(_run, HELP, environment),
            "prove": partial(_run, PROVE, environment),
            "diff": partial(_run, DIFF, environment, expected=1),  # they decide some cases differently
        }
        for first in (50, 9_000):
            path = Path(folder) / f"{first}.csv"
            write_list(path, first)
            _check(path, first, environment)
            contenders[str(first)] = partial(_run, (*DECIDE, str(path)), environment)
        seconds = timed(contenders, rounds)
    return [measured(claim, seconds[name], seconds["typer"]) for name, claim in CLAIMS.items()]


def _warming(folder: Path) -> Mapping[str, str]:
    """Give an environment in which what a first run makes is kept for the next: compiled modules and parsed rules."""
    kept = {"KREDSLOB_CACHE": str(folder / "rules"), "PYTHONPYCACHEPREFIX": str(folder / "modules")}
    return {**{name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}, **kept}


def _run(command: tuple[str, ...], environment: Mapping[str, str], expected: int = 0) -> None:
    code = subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL).returncode
    if code != expected:
        raise SystemExit(f"{' '.join(command)} ended with {code}.")


def _check(path: Path, first: int, environment: Mapping[str, str]) -> None:
    command = (*DECIDE, str(path), "--json")
    ran = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, encoding="utf-8")
    answer = json.loads(ran.stdout)
    found = (answer["status"], answer["channel"], answer["offer"]["rank"], len(answer["passed_over"]))
    if found != ("decided", "flexible", first, first - 1):
        raise SystemExit(f"The decision is not the one to be timed: {found}.")
