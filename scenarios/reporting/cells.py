"""Keep small cells out of what is published: a count of fewer than five people may tell of a person.

A count that is left out can be worked out again if everything it was added up with is published; so where only one of a
group is small, the next smallest is kept back with it. Parts and rest are both counts: 96 of 98 tells of two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

SMALLEST: Final = 5
"""Counts of people below this are told as fewer than it."""


def is_small(part: int, whole: int) -> bool:
    """Tell whether a part of a whole, or the rest of it, is a small cell. A whole of nobody tells of nobody."""
    return whole > 0 and (part < SMALLEST or whole - part < SMALLEST)


def kept_back(counts: Mapping[str, tuple[int, int]], groups: Iterable[Iterable[str]]) -> frozenset[str]:
    """Give the places whose counts are not published.

    Args:
        counts: part and whole of each place.
        groups: places that are also told of together: a group of which one alone is kept back would give it away.

    Returns:
        the places whose cells are small, and those kept back with them, the ones with the smallest wholes.
    """
    hidden = {place for place, (part, whole) in counts.items() if is_small(part, whole)}
    told = [[place for place in group if place in counts] for group in groups]
    while True:
        more = {_next(counts, group, hidden) for group in told if sum(place in hidden for place in group) == 1}
        more.discard(None)
        if not more:
            return frozenset(hidden)
        hidden |= {place for place in more if place is not None}


def _next(counts: Mapping[str, tuple[int, int]], group: Iterable[str], hidden: set[str]) -> str | None:
    """Give the smallest place of a group that is not kept back yet; None if there is none."""
    open_ = [(whole, place) for place in group if place not in hidden for _, whole in [counts[place]] if whole > 0]
    return min(open_)[1] if open_ else None
