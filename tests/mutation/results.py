"""What came of the slips, kept line by line as it comes, so that a run goes on where the last one stopped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.mutation.checking import BY
from tests.mutation.slips import Slip
from tests.mutation.trying import Verdict

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Group:
    """Modules that are tried together, with the tests that may notice and the percentage that must be."""

    name: str
    title: str
    least: int
    modules: tuple[str, ...]
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many slips of a module there are, and what came of those that were tried; `by_types` are among the killed."""

    path: str
    slips: int
    killed: int
    by_types: int
    survived: int
    unreached: int
    equivalent: int

    @property
    def tried(self) -> int:
        """How many were tried and are not equivalent."""
        return self.killed + self.survived + self.unreached

    @property
    def unrun(self) -> int:
        """How many were not tried."""
        return self.slips - self.tried - self.equivalent


def groups(root: Path) -> dict[str, Group]:
    """Give the groups of `targets.yaml`, with the files that their patterns name."""
    raw = yaml.safe_load((HERE / "targets.yaml").read_text(encoding="utf-8"))["groups"]

    def files(patterns: Iterable[str]) -> tuple[str, ...]:
        found = [sorted(one.relative_to(root).as_posix() for one in root.glob(pattern)) for pattern in patterns]
        return tuple(dict.fromkeys(name for names in found for name in names if not name.endswith("__init__.py")))

    return {
        name: Group(
            name, one["title"], one["least"], files(one["modules"]),
            tuple(test for test in files(one["tests"]) if test not in one.get("too_slow", ())),
        )
        for name, one in raw.items()
    }  # fmt: skip


def equivalents() -> list[Mapping[str, str]]:
    """Give the slips that change nothing, each with module, function, before, after and reason."""
    return list(yaml.safe_load((HERE / "equivalent.yaml").read_text(encoding="utf-8")) or [])


def is_equivalent(slip: Slip, listed: Iterable[Mapping[str, str]]) -> bool:
    """Tell whether a slip is listed as equivalent."""
    here = (slip.path, slip.function, slip.before, slip.after)
    return any((one["module"], one["function"], one["before"], one["after"]) == here for one in listed)


def read(place: Path) -> dict[str, dict[str, object]]:
    """Give the last result of each slip, by its name."""
    if not place.is_file():
        return {}
    lines = [json.loads(line) for line in place.read_text(encoding="utf-8").splitlines() if line.endswith("}")]
    return {line["name"]: line for line in lines}


def write(place: Path, verdict: Verdict) -> None:
    """Add a result."""
    slip = verdict.slip
    row = {
        "name": slip.name, "kind": slip.kind, "outcome": verdict.outcome, "function": slip.function, "line": slip.line,
        "before": slip.before, "after": slip.after, "by": verdict.by, "run": verdict.run, "of": verdict.of,
        "seconds": verdict.seconds,
    }  # fmt: skip
    with place.open("a", encoding="utf-8") as out:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")


def tally(path: str, slips: Iterable[Slip], results: Mapping[str, Mapping[str, object]]) -> Tally:
    """Count what came of the slips of a module."""
    found = list(slips)
    listed = equivalents()
    alike = [slip for slip in found if is_equivalent(slip, listed)]
    tried = [results[slip.name] for slip in found if slip not in alike and slip.name in results]
    outcomes = [one["outcome"] for one in tried]
    by_types = sum(str(one["by"]).startswith(BY) for one in tried)
    return Tally(
        path, len(found), outcomes.count("killed"), by_types, outcomes.count("survived"), outcomes.count("unreached"),
        len(alike),
    )  # fmt: skip
