"""Draft an amendment of what a person names, in a file that is not there yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kredslob.engine.drafting.amendment import Heading, amendment_text, first_day
from kredslob.engine.drafting.filling import filling_text
from kredslob.engine.drafting.naming import id_of, title_of
from kredslob.engine.phrasing import Words
from kredslob.engine.writing import refuse_existing
from kredslob.rules.library import Library, add_file, names_file
from kredslob.rules.messages import Lang, Message, Place, Problem, WrongInput, mask_cpr
from kredslob.rules.model import Document
from kredslob.rules.shelving import AGREEMENTS

ENDINGS = (".yaml", ".yml")


def draft(
    shelf: Library,
    name: str,
    extended: str | None,
    day: date | None,
    out: Path | None,
    lang: Lang,
    *,
    assumed: bool = False,
) -> tuple[Path, str]:
    """Give the path and the text of a new amendment.

    Args:
        shelf: the rules.
        name: its title or id.
        extended: the id or the file of what it amends.
        day: the day on which it begins to act, if it is named.
        out: the file, if it is named; else one called as the id, beside a person's own that it amends.
        lang: the language of the explanations.
        assumed: show only the values that are assumed, for whoever knows them to fill in.

    Raises:
        WrongInput: there is no such agreement, the name makes no id of its own, the file is there already, or what is
            amended would not be found from it.
    """
    library, below = _below(shelf, extended)
    ident = id_of(name, library.documents)
    own = Path(extended) if extended is not None and below.id not in shelf.documents else None
    path = out or (own.parent if own else Path()) / f"{ident}.yaml"
    refuse_existing(path)
    if own is not None:
        _check_found(own, below.id, path)
    agreement = library.agreement(below.id)
    words = Words(library, lang)
    whole = assumed and day is None and below.kind == "framework"  # what it says it has said from its first day
    begins = agreement.base.start.day if whole else first_day(agreement, day)
    write = filling_text if assumed else amendment_text
    return path, write(words, agreement, below, Heading(ident, title_of(name), str(path), begins))


def _below(shelf: Library, extended: str | None) -> tuple[Library, Document]:
    """Give what is amended, put on the shelf if it is a person's own file."""
    if extended is not None and names_file(extended):
        return add_file(shelf, Path(extended))
    if extended is None:
        named = ", ".join(key for key, one in shelf.documents.items() if one.kind in AGREEMENTS)
        found = Message("it is not said what is amended.")
        raise WrongInput(Problem(Place("--from"), found, Message("{names}", names=named)))
    shelf.agreement(extended)  # refuses what is no agreement
    return shelf, shelf.documents[extended]


def _check_found(below: Path, ident: str, path: Path) -> None:
    """See that what is amended stands beside the new file under its id, where reading the new one looks for it."""
    if below.suffix in ENDINGS and below.stem == ident and below.parent.resolve() == path.parent.resolve():
        return
    found = Message("{id} would not be found: what is amended stands beside, in a file called as its id.", id=ident)
    accepted = Message("{file} in the folder of the new file", file=f"{ident}.yaml")
    raise WrongInput(Problem(Place(mask_cpr(str(below))), found, accepted))
