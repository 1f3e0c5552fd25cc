"""What the register lacks for an answer, said so that an office knows where to put it: by which command, in which table.

A measurement that is there but too old to go by is told as such: it is not that nobody has measured.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from kredslob.engine.calendar import months_since
from kredslob.engine.estates import LIST_51B, EstateOn
from kredslob.engine.figures import day_in
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import Estate
from kredslob.rules.messages import Message
from kredslob.rules.model import FactDeclaration, Text

MEASURE: Final = "kredslob register measure"
TEMPLATE: Final = "kredslob register template"
_OLDEST: Final = "measurement.holds_months"


def for_register(fact: FactDeclaration | None) -> bool:
    """Tell whether only the register can say a fact: it is worked out of what is known of an estate or its area."""
    return fact is not None and fact.origin == "derived" and fact.about in ("estate", "area")


def remedy(fact: FactDeclaration) -> Message:
    """Give how a fact comes into the register."""
    if fact.about == "estate":
        return Message(
            "The register has to say that: take in the key figures with `{command}` and decide by --register DIR.",
            command=MEASURE,
        )
    return Message(
        "The register has to say that: enter it in a register of your own (`{command}` gives blank tables) and decide by"
        " --register DIR.",
        command=TEMPLATE,
    )  # fmt: skip


def too_old(one: EstateOn) -> Message | None:
    """Say of an estate's last measurement that it is too old to go by on the day; None if it is not, or there is none."""
    row, oldest = one.register.measurement(one.estate.id, one.day), one.terms.value(_OLDEST)
    if row is None or not isinstance(oldest, int) or months_since(row.published, one.day) <= oldest:
        return None
    return Message(
        "The last measurement of {estate} was published on {day} and is too old: one is gone by for at most {months} months."
        " A newer one is taken in with `{command}`.",
        estate=one.estate.name, day=Text(day_in("da", row.published), day_in("en", row.published)), months=oldest,
        command=MEASURE,
    )  # fmt: skip


def no_list_known(register: Register, day: date, estates: Iterable[Estate]) -> Message | None:
    """Say that it is computed which areas of the estates are on the § 51 b list; None where a list decides, or none is in an area."""
    if register.publication(LIST_51B, day) is not None or all(one.area is None for one in estates):
        return None
    return Message(
        "No § 51 b list is known for this day: whether an area is on it is computed from the area's figures."
    )
