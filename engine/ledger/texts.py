"""Texts that people write into the ledger: who, why, a number of their own. None holds a CPR number or what cannot be seen."""

from __future__ import annotations

import os
from typing import Final

from kredslob.rules.messages import Message, Place, Problem, WrongInput, has_cpr, unseen

VARIABLE: Final = "KREDSLOB_BY"
_LONGEST: Final = {"--reason": 2_000}


def text_of(given: str, option: str) -> str:
    """Give a text as it is kept, spaces at its ends left out; raise WrongInput if it cannot be."""
    text, longest = given.strip(), _LONGEST.get(option, 80)
    place = Place(option)
    if has_cpr(text):
        found = Message("there is a CPR number here, or something shaped like one.")
        raise WrongInput(Problem(place, found, Message("a text in which no person is identified")))
    if not text:
        raise WrongInput(Problem(place, Message("this is missing."), Message("a text")))
    if unseen(text) is not None or "\n" in text or len(text) > longest:
        found = Message("this is too long, or there are characters in it that cannot be printed.")
        raise WrongInput(Problem(place, found, Message("at most {count} letters and digits", count=longest)))
    return text


def who(given: str | None) -> str:
    """Give who does something: as given in --by, else as KREDSLOB_BY says; raise WrongInput if nobody is named."""
    named = given or os.environ.get(VARIABLE)
    if not named:
        accepted = Message("who decides, for instance initials, in --by or KREDSLOB_BY")
        raise WrongInput(Problem(Place("--by"), Message("it is not said who does this."), accepted))
    return text_of(named, "--by")
