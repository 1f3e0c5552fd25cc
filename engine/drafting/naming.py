"""Name what a person drafts: its id ("Færre anvisninger" becomes faerre-anvisninger), and the files it speaks of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import Path
from typing import Final

from kredslob.rules.messages import Message, Place, Problem, WrongInput, has_cpr, unseen

LONGEST: Final = 60  # signs; an id may have 80, but others are made of this one
_DANISH: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})
_STRANGE: Final = re.compile(r"[^a-z0-9_.]+")


def id_of(name: str, taken: Collection[str] = ()) -> str:
    """Give the id that a name makes; a name that is an id already is its own, and an ending .yaml is no part of it.

    Raises:
        WrongInput: the name holds a CPR number or a sign that cannot be seen, makes no id, or the id is taken.
    """
    place = Place("NAME")
    if has_cpr(name):
        found, accepted = Message("a civil registration (CPR) number stands here."), Message("a name without it")
        raise WrongInput(Problem(place, found, accepted))
    if "/" in name or "\\" in name:
        found, accepted = Message("this is a path."), Message("a name; -o FILE says where it is written")
        raise WrongInput(Problem(place, found, accepted))
    plain = unicodedata.normalize("NFKD", title_of(name).lower().translate(_DANISH))
    made = _STRANGE.sub("-", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip("-_.")
    if not made or len(made) > LONGEST or unseen(name):
        found = Message("no id can be made of this name.")
        raise WrongInput(Problem(place, found, Message("letters and digits, at most {limit}", limit=LONGEST)))
    if made in taken:
        raise WrongInput(Problem(place, Message("{id} is taken.", id=made), Message("an id of its own")))
    return made


def title_of(name: str) -> str:
    """Give the title that a name makes: itself, without an ending .yaml and spaces around it."""
    return unicodedata.normalize("NFC", re.sub(r"\.ya?ml$", "", name.strip()))


def named_from(path: Path, other: Path) -> str:
    """Give the path of a file as another names it: from where that other stands, if it lies beside it or below."""
    own, there = other.resolve().parent, path.resolve()
    return there.relative_to(own).as_posix() if there.is_relative_to(own) else there.as_posix()
