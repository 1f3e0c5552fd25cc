"""Give the files of the project as they would be committed, for the tests of the house."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("rules", "engine", "scenarios", "cli")


@cache
def files() -> tuple[Path, ...]:
    """Give every file that Git knows or would take, relative to the root; of an unpacked archive, every file."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        listed = [str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if not _made(p.relative_to(ROOT))]
    return tuple(sorted(Path(name) for name in listed if name and (ROOT / name).is_file()))


def sources(*folders: str) -> tuple[Path, ...]:
    """Give the Python files of the folders; of the four packages if none is named."""
    return tuple(path for path in files() if path.suffix == ".py" and path.parts[0] in (folders or FOLDERS))


def _made(path: Path) -> bool:
    return any(
        part.startswith((".venv", ".types", "__pycache__", ".hypothesis")) or "_cache" in part for part in path.parts
    )
