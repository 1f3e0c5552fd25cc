"""In which situations a decision asks for a fact, so that a case about it can be decided and not only be thought.

What is about the estate or the vacancy is always asked. What is about an applicant is asked where the channel looks at
it: a bar when the municipality refers, a group when the turn is flexible.
"""

from __future__ import annotations

from typing import Final

from kredslob.engine.claims import CLAIMS
from kredslob.engine.proof.formulas import Formulas
from kredslob.engine.proof.logic import FALSE, TRUE, Formula, every, no, some
from kredslob.engine.proof.space import ONE
from kredslob.engine.proof.symbols import Key, Symbols
from kredslob.engine.route import BY_MUNICIPALITY, LISTS

BARRED: Final = "barred"
REFUSED: Final = "refused"
MANDATORY: Final = "meets_mandatory"
FAMILY: Final = "family_first"
_BINDING: Final = ("flexible", "ordinary", "organisation_transfer")  # where the mandatory criteria are asked for


def asked_by(rules: Formulas, symbols: Symbols, fact: str) -> Formula:
    """Give when a decision asks for a decided fact of an applicant on the channel's own list."""
    if symbols.declarations[fact].about != "applicant" or fact in CLAIMS.values():
        return TRUE
    if "channel" not in rules.rules:
        return FALSE
    if fact == BARRED:
        return on_list(rules, symbols, "referral")
    if fact == REFUSED:
        combined = rules.outcome(Key("combined_letting"))
        applies = every((combined.known, no(combined.certainly("none"))))
        return every((applies, some(on_list(rules, symbols, one) for one in LISTS if one not in BY_MUNICIPALITY)))
    if fact == MANDATORY:
        applies = rules.outcome(Key("mandatory_flexible")).certainly(True)
        return every((applies, some(on_list(rules, symbols, one) for one in _BINDING)))
    return on_list(rules, symbols, "ordinary" if fact == FAMILY else "flexible")


def on_list(rules: Formulas, symbols: Symbols, channel: str) -> Formula:
    """Give when the channel is this one, and the applicant is on a list that it looks at."""
    listed = symbols.fact(Key("list", ONE))
    on = some(every((listed.told, listed.compare("is", one))) for one in LISTS[channel]) if LISTS[channel] else TRUE
    return every((rules.outcome(Key("channel")).certainly(channel), on))
