"""Write the cases that two agreements decide differently as the files that `kredslob decide` reads, with both commands."""

from __future__ import annotations

from pathlib import PurePosixPath

from kredslob.engine.difference.comparing import Difference
from kredslob.engine.difference.flip_wording import answer_text, flip_case, flip_line, parting_lines
from kredslob.engine.difference.flips import Flip
from kredslob.engine.phrasing import Words
from kredslob.engine.proof.made.case import Made
from kredslob.engine.proof.made.files import case_files, command_for

ONE, OTHER = "a", "b"


def cases_of(
    words: Words, difference: Difference, folder: PurePosixPath, named: tuple[str, str]
) -> dict[PurePosixPath, str]:
    """Give the files of every case that can be decided, a folder for each.

    Where both decide on the same day it is one vacancy in one register; else there is one for each, under `a` and `b`.

    Args:
        words: the language.
        difference: what was found.
        folder: where they are to stand.
        named: the two agreements as a person names them, by id or file.
    """
    found: dict[PurePosixPath, str] = {}
    shown = [one for one in difference.flips if one.made is not None]
    for number, one in enumerate(shown, 1):
        own = folder / f"{number:02}-{one.fact.replace('_', '-')}"
        for place, made in _placed(one):
            found |= case_files(made, own / place, _head(words, one, own, named), words.library)
    return found


def _placed(flip: Flip) -> list[tuple[str, Made]]:
    if flip.made is None:
        return []
    return [("", flip.made[0])] if flip.pairs[0].same_days else list(zip((ONE, OTHER), flip.made, strict=True))


def _head(words: Words, flip: Flip, own: PurePosixPath, named: tuple[str, str]) -> list[str]:
    """Give what the case is about, and the command by which each side decides it."""
    title = f"{words.label(flip.fact)}: {flip_line(words, flip)}"
    places = ("", "") if flip.pairs[0].same_days else (ONE, OTHER)
    commands = [
        command_for(made, own / place, name, words.library)
        for made, place, name in zip(flip.made or (), places, named, strict=False)
    ]
    return [title, *flip_case(words, flip), *parting_lines(words, flip), answer_text(words, flip), *commands]
