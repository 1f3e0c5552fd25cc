"""Write what a command has to say: JSON for programs, tables and trees for people, to the terminal or whole to a file."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kredslob.cli.exits import complain
from kredslob.rules.messages import Lang, Message, Place, Problem, WrongInput

if TYPE_CHECKING:
    from rich.console import Console

WIDTH_OF_A_FILE = 110


def print_json(data: object) -> None:
    """Print data as JSON on the output stream."""
    sys.stdout.write(json_text(data))


def json_text(data: object) -> str:
    """Give data as JSON, readable and ended by a line feed; text that is no ASCII stays readable where it can."""
    plain_output = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return json.dumps(data, ensure_ascii=not plain_output, indent=2) + "\n"


def print_text(text: str) -> None:
    """Print text as it stands, in UTF-8 whatever the locale says."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())


def terminal() -> Console:
    """Give a console on the output stream; values are printed as they are, never read as markup.

    Where nobody reads any more it raises BrokenPipeError as the stream does; rich alone would end with exit code 1.
    """
    from rich.console import Console

    class Terminal(Console):
        """Leaves it to whoever began the command to say how it ends."""

        def on_broken_pipe(self) -> None:
            """Raise what the stream has raised."""
            raise BrokenPipeError

    return Terminal(highlight=False, markup=False, emoji=False)


def show(draw: Callable[[Console], None], out: Path | None, lang: Lang) -> None:
    """Draw on the terminal, or into a file that is written whole or not at all."""
    if out is None:
        draw(terminal())
        return
    from rich.console import Console

    drawn = io.StringIO()
    draw(Console(file=drawn, width=WIDTH_OF_A_FILE, highlight=False, markup=False, emoji=False, no_color=True))
    save("\n".join(line.rstrip() for line in drawn.getvalue().splitlines()) + "\n", out, lang)


def save_json(data: object, out: Path, lang: Lang) -> None:
    """Write data as JSON into a file, whole or not at all."""
    save(json.dumps(data, ensure_ascii=False, indent=2) + "\n", out, lang)


def save(text: str, out: Path, lang: Lang) -> None:
    """Write text into a file, whole or not at all, and say so; raise WrongInput if it cannot be written."""
    from kredslob.engine.writing import refuse_unwritable, write_whole

    refuse_unwritable(out)
    write_whole(out, text.encode())
    complain(Message("Written to {file}.", file=str(out)).text(lang))


def save_new(folder: Path, files: Mapping[Path, str]) -> None:
    """Write files into a folder, made if need be; each whole or not at all. Overwrite nothing. Raises WrongInput.

    What the folder lies in must be there: a slip of the pen would else leave folders anywhere.
    """
    from kredslob.engine.writing import is_there, write_whole

    existing = [path for path in files if is_there(path)]
    if existing:
        found = Message("the file exists already.")
        raise WrongInput(Problem(Place(str(path)), found, Message("an empty folder")) for path in existing)
    for path, text in files.items():
        try:
            folder.mkdir(exist_ok=True)
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as wrong:
            found = Message("the folder cannot be made.")
            raise WrongInput(Problem(Place(str(path.parent)), found, Message("an empty folder"))) from wrong
        write_whole(path, text.encode())
