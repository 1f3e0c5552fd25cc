"""Which two agreements a person asks to have compared: two by name, one on two days, or an amendment with what it extends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kredslob.engine.difference.pairs import Compared
from kredslob.rules.agreement import Agreement
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Library
from kredslob.rules.messages import Message, Place, Problem, WrongInput


@dataclass(frozen=True, slots=True)
class Named:
    """An agreement as a person names it, by id or file, on the shelf where it stands."""

    name: str
    library: Library
    agreement: Agreement


def two_of(opened: Sequence[Named], on: date | None, then: date | None) -> tuple[Named, Named]:
    """Give both agreements: the second is the first on another day, or the first alone what the one named extends.

    Raises:
        WrongInput: it is one agreement, no amendment, and no other day.
    """
    one, *others = opened
    if others:
        return one, others[0]
    if then is not None and then != on:
        return one, one
    if one.agreement.amendments:
        return _below(one), one
    found = Message("{id} is compared with nothing.", id=one.agreement.id)
    raise WrongInput(Problem(Place(), found, Message("another agreement, or another day with --then")))


def compared(both: tuple[Named, Named], on: date | None, then: date | None) -> tuple[Compared, Compared]:
    """Give both on the days that are asked for: the day for the first counts for the second too if it has no other."""
    one, other = both
    return Compared(one.library, one.agreement, on), Compared(other.library, other.agreement, then or on)


def _below(one: Named) -> Named:
    """Give what an amendment extends, as one may name it."""
    amendment = next(
        each for each in one.agreement.amendments
        if not any(other.extends == each.id for other in one.agreement.amendments)
    )  # fmt: skip
    below = one.library.documents[amendment.extends or ""]
    shipped = below.name.startswith(("agreements/", "law/"))
    return Named(below.id if shipped else below.name, one.library, one.library.agreement(below.id))
