"""Keep small cells out of what is published: a count of fewer than five people may tell of a person.

A count that is left out can be worked out again if everything it was added up with is published. So no sum that is told may
leave, less the parts that are told, a small cell: others are kept back with it, the smallest first; where none are left, or
several sums together still give it away, the sum itself is withheld. Parts and rest are both counts: 96 of 98 tells of two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kredslob.rules.frozen import dataclass

SMALLEST: Final = 5
"""Counts of people below this are told as fewer than it."""
_PRIME: Final = (1 << 61) - 1  # sums of zeros and ones are solved modulo a prime so large that no chance meets it

Pair = tuple[int, int]
Row = dict[str, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is not told.

    Args:
        places: those of which no count is told; groups: those of which no sum is.
    """

    places: frozenset[str]
    groups: frozenset[str]


def is_small(part: int, whole: int) -> bool:
    """Tell whether a part of a whole, or the rest of it, is a small cell. A whole of nobody tells of nobody."""
    return whole > 0 and (part < SMALLEST or whole - part < SMALLEST)


def kept_back(counts: Mapping[str, Pair], groups: Mapping[str, Iterable[str]]) -> Kept:
    """Give what is not published.

    Args:
        counts: part and whole of each place.
        groups: places that are also told of together, by the name of what they are together.
    """
    small = {place for place, (part, whole) in counts.items() if is_small(part, whole)}
    told = {name: tuple(place for place in group if counts.get(place, (0, 0))[1] > 0) for name, group in groups.items()}
    hidden, withheld = set(small), set[str]()
    while (found := _given_away(counts, told, hidden, withheld)) is not None:
        more = [place for place in told[found] if place not in hidden]
        if more:
            hidden.add(_smallest(counts, more))
        else:
            withheld.add(found)
    _withhold_more(counts, told, small, hidden, withheld)
    return Kept(frozenset(hidden), frozenset(withheld))


def _given_away(
    counts: Mapping[str, Pair], told: Mapping[str, Sequence[str]], hidden: set[str], withheld: set[str]
) -> str | None:
    """Give a group whose sum, less what is told of its places, leaves one place alone or a small cell."""
    for name, group in told.items():
        rest = [place for place in group if place in hidden]
        if name not in withheld and rest and (len(rest) == 1 or is_small(*_sum(counts, rest))):
            return name
    return None


def _withhold_more(
    counts: Mapping[str, Pair], told: Mapping[str, Sequence[str]], small: set[str], hidden: set[str], withheld: set[str]
) -> None:
    """Withhold the smallest sums as long as those that are told can be solved for a small cell."""
    sums = {name: dict.fromkeys(sorted(hidden.intersection(group)), 1) for name, group in told.items()}
    sums = {name: row for name, row in sums.items() if row}
    while True:
        secret = [{place: 1} for place in sorted(small) if counts[place][1] > 0]
        secret += [sums[name] for name in sorted(withheld & sums.keys()) if is_small(*_sum(counts, sums[name]))]
        open_ = [name for name in sums if name not in withheld]
        solved = _Solved(sums[name] for name in open_)
        if not open_ or not any(solved.gives(row) for row in secret):
            return
        withheld.add(min(open_, key=lambda name: (_sum(counts, told[name])[1], name)))


class _Solved:
    """Sums solved for what they are sums of, as far as they can be."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[str, Row] = {}
        for row in rows:
            rest = self._less(row)
            if rest:
                first = min(rest)
                by = pow(rest[first], -1, _PRIME)
                self._rows[first] = {place: value * by % _PRIME for place, value in rest.items()}

    def gives(self, row: Row) -> bool:
        """Tell whether a sum can be worked out."""
        return not self._less(row)

    def _less(self, row: Row) -> Row:
        rest = dict(row)
        while True:
            lead = next((place for place in sorted(rest) if place in self._rows), None)
            if lead is None:
                return rest
            times = rest[lead]
            for place, value in self._rows[lead].items():
                left = (rest.get(place, 0) - times * value) % _PRIME
                if left:
                    rest[place] = left
                else:
                    rest.pop(place, None)


def _sum(counts: Mapping[str, Pair], places: Iterable[str]) -> Pair:
    found = [counts[place] for place in places]
    return sum(part for part, _ in found), sum(whole for _, whole in found)


def _smallest(counts: Mapping[str, Pair], places: Sequence[str]) -> str:
    return min(places, key=lambda place: (counts[place][1], place))
