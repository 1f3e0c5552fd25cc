"""Write files: whole or not at all, and new ones never over what is there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kredslob.rules.messages import Message, Place, Problem, WrongInput, mask_cpr


def is_there(path: Path) -> bool:
    """Tell whether a file, a folder or a link stands at the path; a name that no file can have names nothing."""
    try:
        return path.is_symlink() or path.exists()
    except (OSError, ValueError):
        return False


def refuse_existing(path: Path) -> None:
    """Raise WrongInput if something stands where a new file is to be."""
    if is_there(path):
        found, accepted = Message("the file exists already."), Message("another name; nothing is overwritten")
        if path.is_dir():
            found, accepted = Message("this is a folder."), Message("the name of a file")
        raise WrongInput(Problem(Place(mask_cpr(str(path))), found, accepted))


def refuse_unwritable(path: Path) -> None:
    """Raise WrongInput if no file can be written there: so it can be told before what takes long is begun."""
    if found := list(problems_of_writing(path)):
        raise WrongInput(found)


def problems_of_writing(path: Path) -> Iterator[Problem]:
    """Give why no file can be written there, as far as that is seen beforehand."""
    if is_there(path) and path.is_dir():
        yield Problem(Place(mask_cpr(str(path))), Message("this is a folder."), Message("the name of a file"))
    elif not os.access(path.absolute().parent, os.W_OK | os.X_OK):
        yield _unwritable(path)


def write_whole(path: Path, data: bytes) -> None:
    """Put the bytes where the path says, all or nothing: a reader never finds half a file. Raises WrongInput."""
    part: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            part = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        part.replace(path)
    except OSError as wrong:
        if part is not None:
            part.unlink(missing_ok=True)
        raise WrongInput(_unwritable(path)) from wrong


def _unwritable(path: Path) -> Problem:
    accepted = Message("a path in a folder that may be written to")
    return Problem(Place(mask_cpr(str(path))), Message("the file cannot be written."), accepted)
