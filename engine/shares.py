"""A share is two counts, never a rounded percentage; compared, it is parts per million that cross no threshold.

Rounding could put 40.00001 % on 40 %. So a share that is no whole number of parts per million is rounded to a neighbour
that is not one of the thresholds it will be compared with: it stays on the side it was on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction

from kredslob.rules.conditions import Bound, Compare, atoms
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.terms import Terms
from kredslob.rules.units import PPM


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
    found = {
        value
        for term in terms.parameters.values()
        if term.series.unit in ("share", "ratio")
        for value in (term.value, *term.guesses)
        if isinstance(value, int)
    }
    for rules in terms.rules.values():
        for rule in rules:
            for atom in atoms(rule.when):
                if isinstance(atom, Compare) and isinstance(atom.right, Bound) and isinstance(atom.right.value, int):
                    found.add(atom.right.value)
    return frozenset(found)
