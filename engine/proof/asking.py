"""In which situations a decision asks for a fact, so that a case about it can be decided and not only be thought.

What is about the estate or the vacancy is always asked. What is about an applicant is asked where the channel looks at
it: a bar when the municipality refers, a group when the turn is flexible.
"""

from __future__ import annotations

from typing import Final

from kredslob.engine.claims import CLAIMS
from kredslob.engine.proof.logic import FALSE, TRUE, Formula, every, no, some
from kredslob.engine.proof.situations import Situations
from kredslob.engine.proof.space import ONE
from kredslob.engine.route import BY_MUNICIPALITY, LISTS

BARRED: Final = "barred"
REFUSED: Final = "refused"
_BINDING: Final = ("flexible", "ordinary", "organisation_transfer")  # where the mandatory criteria are asked for


def asked(among: Situations, fact: str) -> Formula:
    """Give when a decision asks for a decided fact of an applicant on the channel's own list."""
    if among.declarations[fact].about != "applicant" or fact in CLAIMS.values():
        return TRUE
    if "channel" not in among.rules:
        return FALSE
    match fact:
        case _ if fact == BARRED:
            return on_list(among, "referral")
        case _ if fact == REFUSED:
            combined = among.outcome("combined_letting")
            applies = every((combined.known, no(combined.certainly("none"))))
            return every((applies, some(on_list(among, one) for one in LISTS if one not in BY_MUNICIPALITY)))
        case "meets_mandatory":
            applies = among.outcome("mandatory_flexible").certainly(True)
            return every((applies, some(on_list(among, one) for one in _BINDING)))
        case "family_first":
            return on_list(among, "ordinary")
        case _:
            return on_list(among, "flexible")


def on_list(among: Situations, channel: str) -> Formula:
    """Give when the channel is this one, and the applicant is on a list that it looks at."""
    listed = among.symbols.fact(among.rule_formulas.key("list", ONE))
    on = some(every((listed.told, listed.compare("is", one))) for one in LISTS[channel]) if LISTS[channel] else TRUE
    return every((among.outcome("channel").certainly(channel), on))
