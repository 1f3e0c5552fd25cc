"""Export results: work the tables out, make the files, and put them where they are to be, all or none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kredslob.engine.writing import write_whole
from kredslob.rules.messages import Message, Place, Problem, WrongInput, mask_cpr
from kredslob.rules.model import Text
from kredslob.scenarios.exporting.asking import Asked, Wanted, asked_of
from kredslob.scenarios.exporting.files import file_of
from kredslob.scenarios.exporting.tables import tables_of


def export(wanted: Wanted) -> tuple[Path, ...]:
    """Write results for other programs; give the paths of what was written.

    Raises:
        WrongInput: with all that is wrong with what is asked, or it cannot be written. Then nothing is.
    """
    asked = asked_of(wanted)
    files = _files(asked)
    if asked.single:
        ((_, data),) = files.items()
        write_whole(asked.out, data)
        return (asked.out,)
    _write_folder(asked.out, files)
    return tuple(asked.out / name for name in files)


def _files(asked: Asked) -> Mapping[str, bytes]:
    """Give the bytes of each file by name: one of a workbook, else one for each table."""
    tables, words = tables_of(asked), asked.run.words
    if not tables:
        found = Message("there is nothing to tell of that.")
        raise WrongInput(Problem(Place(mask_cpr(str(asked.run.record.scenario["id"]))), found, Message("other tables, indicators, levels or variants")))  # fmt: skip
    if asked.form == "xlsx":
        from kredslob.scenarios.exporting.workbook import workbook

        title = words.read(Text(**asked.run.record.scenario["title"]))
        return {asked.out.name: workbook(tables, words, title)}
    ending = "parquet" if asked.form == "parquet" else "csv"
    return {f"{table.id}.{ending}": file_of(table, asked.form, words) for table in tables}


def _write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder whole or not at all: beside where it is to stand, and put there in one go."""
    part: Path | None = None
    try:
        part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.absolute().parent))
        for name, data in files.items():
            (part / name).write_bytes(data)
        part.chmod(0o755)
        part.rename(folder)
    except OSError as wrong:
        told = Message("the files cannot be written: {reason}.", reason=wrong.strerror or type(wrong).__name__)
        accepted = Message("a folder that can be written to, with room for the files")
        raise WrongInput(Problem(Place(mask_cpr(str(folder))), told, accepted)) from wrong
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)
