"""Nothing committed names the machine it was made on or the place its packages came from."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from tree import ROOT, files

# Written with a class around the first sign, so that this file does not match itself.
PLACE = re.compile(
    r"(?<![\w.>}~-])[/](work|farm|root|opt|Users|home)[/][\w.]|[/]tmp[/]\w"
    r"|--(extra-)?[i]ndex-url|--[f]ind-links|[p]ypi\.org/simple|[f]iles\.pythonhosted|https?:[/][/][^ ]*/simple([/ ]|$)"
)
LOCKS = [Path(f"requirements{kind}.lock") for kind in ("", "-build", "-dev", "-bench")]
PINNED = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?P<marker> ; .+)? \\\n(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+",
    re.MULTILINE,
)


def _text_files() -> list[Path]:
    return [path for path in files() if path.suffix not in {".mo", ".xlsx", ".png"}]


@pytest.mark.parametrize("path", _text_files(), ids=str)
def test_no_file_names_a_machine_or_a_registry(path: Path) -> None:
    """A path of one machine or the address of one mirror means nothing on the reader's."""
    found = [line for line in (ROOT / path).read_text(encoding="utf-8").splitlines() if PLACE.search(line)]
    assert found == []


@pytest.mark.parametrize(
    "text", ["/" + "work/x", "see /" + "root/.cache", "--" + "index-url https://x", "(/" + "opt/wheels)"]
)
def test_the_places_looked_for_are_found(text: str) -> None:
    """The pattern above is no empty promise."""
    assert PLACE.search(text)


@pytest.mark.parametrize("lock", LOCKS, ids=str)
def test_a_lock_file_holds_versions_and_hashes_and_nothing_else(lock: Path) -> None:
    """Every line is a pinned name, a hash or a comment that tells who asked for it; no address, no file, no option."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    rest = PINNED.sub("", text)
    assert all(line.startswith("    #") for line in rest.splitlines())
    assert "://" not in text


@pytest.mark.parametrize(("extra", "lock"), [(None, LOCKS[0]), ("dev", LOCKS[2]), ("bench", LOCKS[3])])
def test_a_lock_file_is_in_step_with_what_is_declared(extra: str | None, lock: Path) -> None:
    """Each dependency in pyproject.toml stands in its lock file, at a version that it allows; `make lock` mends it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [Requirement(text) for text in project["dependencies"]]
    declared += [Requirement(text) for text in (project["optional-dependencies"][extra] if extra else [])]
    locked = {m["name"]: m["version"] for m in PINNED.finditer((ROOT / lock).read_text(encoding="utf-8"))}
    assert [str(r) for r in declared if not r.specifier.contains(locked.get(r.name.lower(), "0"))] == []


def test_every_dependency_has_its_reason() -> None:
    """docs/dependencies.md names each direct dependency, so that none is added without saying why."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    told = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    assert [text for text in declared if f"| {Requirement(text).name.lower()} |" not in told] == []
