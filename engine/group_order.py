"""Say in which order groups of applicants come: those of one tier together, and then the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kredslob.engine.route import GROUP, ORDER, joined
from kredslob.rules.messages import Message

if TYPE_CHECKING:
    from kredslob.engine.phrasing import Words


def is_order(parameter: str) -> bool:
    """Tell whether a parameter orders the groups at a slot of the split."""
    return parameter.startswith(ORDER)


def order_text(words: Words, tiers: tuple[str | int, ...]) -> str:
    """Give the groups of each tier by what they are called: In work + In education, then Senior."""
    said = [" + ".join(words.label(f"{GROUP}{one}") for one in joined(str(tier))) for tier in tiers]
    told = said[0]
    for tier in said[1:]:
        told = words.say(Message("{groups}, then {next}", groups=told, next=tier))
    return told
