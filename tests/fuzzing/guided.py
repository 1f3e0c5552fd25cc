"""Fuzz the readers of outside files by what they run through: `python -m tests.fuzzing.guided --seconds 60`.

Each reader is fuzzed in a process of its own, so that its imports can be watched, from the good files as seeds. The
first byte of an input says which of the seeds' names the file gets; the rest is the file. What is found stands in
`build/fuzzing/READER/found`, and is tried again by `--again`; what leads further into the program in `.../corpus`.
"""

# ruff: noqa: T201 - a command that tells what it finds

from __future__ import annotations

import argparse
import importlib
import random
import re
import subprocess
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
MADE = ROOT / "build" / "fuzzing"
MEMORY_MB = 2500


class Lot:
    """Makes the choices of a damage by lot."""

    def __init__(self, seed: int) -> None:
        """Take the seed."""
        self.lot = random.Random(seed)  # noqa: S311  # nothing is kept secret by it

    def number(self, low: int, high: int) -> int:
        """Give a number from low to high."""
        return self.lot.randint(low, high)

    def one_of(self, choices: Sequence[T]) -> T:
        """Give one of the choices."""
        return self.lot.choice(choices)


def main() -> int:
    """Fuzz the readers asked for, one after the other; 1 if one of them was brought to anything but words."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("readers", nargs="*", help="which readers; all if none is named")
    parser.add_argument("--seconds", type=int, default=60, help="for each reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="try what was found before, and nothing else")
    parser.add_argument("--by-lot", action="store_true", help="draw damage by lot, not guided: what needs no fuzzer")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        return _fuzz(asked.one, asked)
    readers = importlib.import_module("tests.fuzzing.readers").READERS
    bad = []
    for name in asked.readers or readers:
        command = [sys.executable, "-m", "tests.fuzzing.guided", "--one", name, "--seconds", str(asked.seconds)]
        command += [
            "--seed",
            str(asked.seed),
            *(["--again"] if asked.again else []),
            *(["--by-lot"] if asked.by_lot else []),
        ]
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            bad.append(name)
    print(f"brought to something else than words: {', '.join(bad)}" if bad else "every reader answered in words")
    return 1 if bad else 0


def _fuzz(name: str, asked: argparse.Namespace) -> int:
    folder = MADE / re.sub(r"\W+", "-", name)
    corpus, found = folder / "corpus", folder / "found"
    for each in (corpus, found):
        each.mkdir(parents=True, exist_ok=True)
    if asked.again or asked.by_lot:
        reader = importlib.import_module("tests.fuzzing.readers").READERS[name]
        return _again(reader, found) if asked.again else _by_lot(reader, asked, found)
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["kredslob"]):
        reader = importlib.import_module("tests.fuzzing.readers").READERS[name]
    damage = importlib.import_module("tests.fuzzing.damage")
    for number, data in enumerate(_seeds(reader)):
        (corpus / f"seed-{number}").write_bytes(data)

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        if not data or seed % 3 == 0:
            return bytes(atheris.Mutate(data, most))
        return bytes((data[:1] + damage.damaged(data[1:], Lot(seed)))[:most])

    options = [
        f"-max_total_time={asked.seconds}", f"-seed={asked.seed}", "-timeout=60", f"-rss_limit_mb={MEMORY_MB}",
        f"-max_len={damage.MOST}", f"-artifact_prefix={found}/", "-print_final_stats=1", "-verbosity=0",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], str(corpus), *options], lambda data: _one(reader, data), custom_mutator=mutated)
    atheris.Fuzz()
    return 0


def _seeds(reader: Any) -> Iterator[bytes]:
    for number, data in enumerate(reader.seeds().values()):
        yield bytes([number]) + data


def _one(reader: Any, data: bytes) -> None:
    readers = importlib.import_module("tests.fuzzing.readers")
    held = importlib.import_module("tests.fuzzing.held")
    names = list(reader.seeds())
    if data:
        with readers.laid_out(names[data[0] % len(names)], data[1:]) as path:
            held.outcome(lambda: reader.read(path))


def _again(reader: Any, found: Path) -> int:
    bad = 0
    for path in sorted(found.iterdir()):
        bad += _tried(reader, path.read_bytes(), path.name)
    return min(bad, 1)


def _by_lot(reader: Any, asked: argparse.Namespace, found: Path) -> int:
    """Draw damage by lot until the processor time is over; keep what brings the reader to anything but words."""
    import time

    damage = importlib.import_module("tests.fuzzing.damage")
    seeds = list(_seeds(reader))
    ends, seed, bad = time.process_time() + asked.seconds, asked.seed * 1_000_000, 0
    while time.process_time() < ends and bad < 5:
        seed += 1
        lot = Lot(seed)
        good = lot.one_of(seeds)
        data = good[:1] + damage.damaged(good[1:], lot)
        if _tried(reader, data, f"lot-{seed}"):
            (found / f"lot-{seed}").write_bytes(data)
            bad += 1
    print(f"{seed - asked.seed * 1_000_000} files, {bad} bad")
    return min(bad, 1)


def _tried(reader: Any, data: bytes, name: str) -> int:
    try:
        _one(reader, data)
    except BaseException:  # noqa: BLE001  # whatever it is, it is told
        print(f"-- {name}\n{traceback.format_exc()[-1500:]}", flush=True)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
