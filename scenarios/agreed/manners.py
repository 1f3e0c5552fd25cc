"""How people behave in letting, as far as no agreement says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Manners:
    """What the agreement leaves to people's behaviour in letting.

    Args:
        suits: bool[classes of dwellings, fits], which households a dwelling suits.
        refuses: float64[kinds], how often each kind refuses; `refusals`, after how many a place is lost.
        hold_months: months before a dwelling that nobody takes is let to anybody who asks.
        return_undelivered: whether a dwelling that the municipality has nobody for goes to the next channel.
        counts: int32[2, STATES], which states the shares of areas count: outside the labour market, without link.
        incomes: int64[STATES], DKK a year by what somebody does.
        flexible: the external wheel (flexible turns, of) of an estate for which none is agreed.
    """

    suits: NDArray[Any]
    refuses: NDArray[Any]
    refusals: int
    hold_months: int
    return_undelivered: bool
    counts: NDArray[Any]
    flexible: tuple[int, int]
    incomes: NDArray[Any]
