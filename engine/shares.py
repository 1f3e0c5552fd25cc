"""A share is two counts, never a rounded percentage; compared, it is parts per million that cross no threshold.

Rounding could put 40.00001 % on 40 %. So a share that is no whole number of parts per million is rounded to a neighbour
that is not one of the thresholds it will be compared with: it stays on the side it was on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from functools import lru_cache

from kredslob.rules.conditions import Bound, Compare, atoms
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import Rule
from kredslob.rules.terms import Term, Terms
from kredslob.rules.units import PPM, Value


def to_ppm(share: Fraction, thresholds: Collection[int]) -> int:
    """Give a share or ratio in parts per million, on the same side of every threshold (themselves in ppm) as it was.

    Raises:
        WrongInput: two thresholds one part apart leave no room between them.
    """
    scaled = share * PPM
    below = scaled.numerator // scaled.denominator
    if scaled.denominator == 1 or below not in thresholds:
        return below
    if below + 1 in thresholds:
        found = Message(
            "the thresholds {low} and {high} are only one part per million apart.", low=below, high=below + 1
        )
        raise WrongInput(Problem(Place(), found, Message("thresholds at least two parts per million apart")))
    return below + 1


def mean(shares: Iterable[Fraction]) -> Fraction:
    """Give the mean of yearly shares, exactly."""
    found = tuple(shares)
    return sum(found, Fraction(0)) / len(found)


def thresholds_of(terms: Terms) -> frozenset[int]:
    """Give every number that the terms compare a share or ratio with, in parts per million."""
    return _thresholds(_Same(terms.parameters, terms.rules))


class _Same:
    """Parameters and rules, the same only if they are the very same objects: hundreds of estates share them."""

    __slots__ = ("parameters", "rules")

    def __init__(self, parameters: Mapping[str, Term], rules: Mapping[str, tuple[Rule, ...]]) -> None:
        self.parameters = parameters
        self.rules = rules

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.parameters is other.parameters and self.rules is other.rules

    def __hash__(self) -> int:
        return hash((id(self.parameters), id(self.rules)))


@lru_cache(maxsize=512)
def _thresholds(same: _Same) -> frozenset[int]:
    shares = [term for term in same.parameters.values() if term.series.unit in ("share", "ratio")]
    found: set[Value] = {value for term in shares for value in (term.value, *term.guesses)}
    for atom in (atom for rules in same.rules.values() for rule in rules for atom in atoms(rule.when)):
        # What a rule writes out may be of any unit. A number that is none of a share does no harm, but yes is no number.
        if isinstance(atom, Compare) and isinstance(atom.right, Bound) and atom.right.parameter is None:
            found.add(atom.right.value)
    return frozenset(value for value in found if type(value) is int)
