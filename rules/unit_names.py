"""What types and units are called when people are told of a fact or a parameter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kredslob.rules.messages import Message

UNIT_NAMES: Final[Mapping[str, Message]] = {
    "yes_no": Message("yes or no"),
    "choice": Message("choice"),
    "count": Message("count"),
    "date": Message("date"),
    "hours": Message("hours"),
    "money": Message("kroner"),
    "months": Message("months"),
    "ratio": Message("ratio"),
    "share": Message("share"),
    "term": Message("term"),
    "years": Message("years"),
    "turns": Message("turns"),
    "wheel": Message("slots"),
    "names": Message("names"),
}
"""What the type of a fact or the unit of a parameter is called."""
