"""Say by what program results are made: a fingerprint of its text, and the versions of what numbers pass through.

With the fingerprints of a scenario (`files.fingerprint`) this settles every bit of a result.
"""

from __future__ import annotations

import hashlib
import platform
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

_PACKAGES: Final = ("rules", "engine", "scenarios")
SETTLING: Final = ("numpy", "numba")
"""The libraries that numbers pass through: another version of them might come to other results."""
_OTHERS: Final = ("kredslob", "polars", "joblib")


@lru_cache(maxsize=1)
def program_fingerprint() -> str:
    """Give the fingerprint of the program: the text of every module of rules, engine and scenarios that is installed."""
    top = Path(__file__).parents[2]
    mark = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted((top / package).rglob("*.py"), key=lambda path: path.relative_to(top).parts):
            text = path.read_bytes().replace(b"\r\n", b"\n")
            mark.update(f"{path.relative_to(top).as_posix()} {len(text)}\n".encode() + text)
    return mark.hexdigest()


def versions() -> dict[str, str]:
    """Give the versions of everything that a run is made with, by name."""
    return {"python": platform.python_version(), **{name: _version(name) for name in (*SETTLING, *_OTHERS)}}


@lru_cache(maxsize=8)  # what is installed is read from files, and asked for with every folder of a run
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # run from the sources, without having been installed
        return "?"


def file_fingerprint(path: Path) -> str:
    """Give the SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
