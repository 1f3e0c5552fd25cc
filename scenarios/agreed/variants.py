"""Variants: estates whose terms are alike all the time share their tables.

The terms of an estate are the agreement's with what its individual agreement sets; wheels apart, most are the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kredslob.engine.office import Office
from kredslob.engine.register.rows import Estate
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value


@dataclass(frozen=True)
class Variants:
    """Which variant each estate is of, and the terms of each variant on each day.

    Args:
        of: the number of the variant by estate, in the order of the estates.
        group: by variant, which are alike at first: those let from the same lists, for good, whatever is agreed later.
        terms: by day, then by variant.
        own: by day, then by estate: the estate's own terms, wheels included.
    """

    of: tuple[int, ...]
    group: tuple[int, ...]
    terms: Mapping[date, tuple[Terms, ...]]
    own: Mapping[date, tuple[Terms, ...]]


def find_variants(office: Office, estates: Sequence[Estate], taken: Mapping[date, Mapping[str, Value]]) -> Variants:
    """Group estates by what is agreed for them on all of certain days.

    Args:
        office: rules and register.
        estates: in order.
        taken: by day, the values taken for guesses.

    Raises:
        WrongInput: an agreement is faulty.
    """
    days = list(taken)
    own = {day: office.terms_of(day, estates, taken[day]) for day in days}
    kinds = {day: _kinds(each) for day, each in own.items()}
    numbers: dict[tuple[object, ...], int] = {}
    of = tuple(numbers.setdefault(tuple(kinds[day][at] for day in days), len(numbers)) for at in range(len(estates)))
    first = [of.index(number) for number in range(len(numbers))]
    begun = [kinds[days[0]][at] for at in first]
    group = tuple(begun.index(one) for one in begun)
    return Variants(of, group, {day: tuple(own[day][at] for at in first) for day in days}, own)


def _kinds(several: Sequence[Terms]) -> tuple[tuple[object, ...], ...]:
    """Give of each terms what `agreed_alike` gives, once for all that share their values and rules, as most estates do."""
    known: dict[tuple[int, int], tuple[object, ...]] = {}
    keys = [(id(terms.parameters), id(terms.rules)) for terms in several]
    for key, terms in zip(keys, several, strict=True):
        if key not in known:
            known[key] = agreed_alike(terms)
    return tuple(known[key] for key in keys)


def agreed_alike(terms: Terms) -> tuple[object, ...]:
    """Give what is the same of two terms by which letting goes the same way: their values and their rules; wheels apart."""
    values = tuple(sorted((key, repr(term.value)) for key, term in terms.parameters.items()))
    return values, tuple(sorted(rule.id for rules in terms.rules.values() for rule in rules))
