"""Put files into a folder of results: each whole or not at all, by one process at a time, inputs beside what was made of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any


def put(path: Path, data: bytes) -> None:
    """Put a file where it belongs, all or nothing. Raises OSError.

    A file left half written by a fault bears a name of its own, `.NAME.part`. Unlike `engine.writing.write_whole` it does not wait
    until the disk has it: what was kept of a run is told by fingerprints, and a block that is lost is run again.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def put_copies(folder: Path, copies: dict[str, Path]) -> None:
    """Put copies of files into a folder, each under its name there; folders below are made. Raises OSError."""
    for name, source in copies.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        put(folder / name, source.read_bytes())


def copies_of(sources: Sequence[Path], below: str) -> dict[str, Path]:
    """Give where in a folder the files of a scenario or a search are put, so that they find one another as before.

    Args:
        sources: the file that names the others, then those that it names.
        below: the folder's folder for them.

    Those beside the first file, or below it, keep their places; others stand in `elsewhere`.
    """
    found: dict[str, Path] = {}
    for source in sources:
        path, top = source.resolve(), sources[0].resolve().parent
        name = path.relative_to(top).as_posix() if path.is_relative_to(top) else f"elsewhere/{path.name}"
        while f"{below}/{name}" in found:
            name = f"{Path(name).parent.as_posix()}/_{Path(name).name}"
        found[f"{below}/{name}"] = source
    return found


def hold(journal: IO[str]) -> bool:
    """Tell whether this process alone holds a journal; the hold ends with the process, however that ends."""
    try:
        import fcntl
    except ImportError:  # Windows: two that write to one folder are not found out
        return True
    try:
        fcntl.flock(journal, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def json_bytes(data: Any) -> bytes:
    """Give data as JSON that a person can read, ended by a line feed."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
