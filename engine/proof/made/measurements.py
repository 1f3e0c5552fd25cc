"""Make the measurements of an estate from which its share outside the workforce comes out as wanted, on each side.

Two agreements may read one register differently: by when a measurement acts, how long it holds, and who counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from kredslob.engine.estates import EstateOn, outside_workforce
from kredslob.engine.proof.made.figures import NotToBeHad, alike, count_for, known
from kredslob.engine.proof.made.lists import Wanted, adjustments
from kredslob.engine.proof.parameters import may_be
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import Measurement
from kredslob.engine.shares import thresholds_of
from kredslob.rules.units import Value

SHARE: Final = "outside_workforce"
ORDINARY: Final = 300_000
_WHEN: Final = ("measurement.takes_effect", "adjustment.day")
_OF: Final = (1_000, 1_000_000)
_VACANCIES: Final = 30
_BEFORE_START: Final = timedelta(days=46)
_BEFORE: Final = tuple(timedelta(days=each) for each in (480, 400, 320, 230, 0))  # adjustments of last year and this


def measurements(wanted: Wanted) -> list[Measurement]:
    """Give measurements from which the share comes out as wanted, on each side.

    Raises:
        NotToBeHad: there are none.
    """
    ones = [(one, _share(facts)) for one, facts in wanted]
    limits = frozenset(limit for one, _ in ones for limit in thresholds_of(one.terms))
    for rows in _tried(ones, limits):
        held = Register.of(rows)
        if all(_alike(outside_workforce(replace(one, register=held)), share, limits) for one, share in ones):
            return rows
    if any(SHARE in facts for _, facts in wanted):
        raise NotToBeHad
    return []


def _share(facts: Mapping[str, Value]) -> int:
    share = facts.get(SHARE, ORDINARY)
    return share if isinstance(share, int) else ORDINARY


def _alike(found: object, share: int, limits: Collection[int]) -> bool:
    return isinstance(found, int) and alike(found, share, limits)


def _tried(ones: list[tuple[EstateOn, int]], limits: Collection[int]) -> Iterator[list[Measurement]]:
    """Give one measurement, an older and a newer one, and one of which the parts are known."""
    one, share = ones[0]
    other = ones[-1][1]
    acting = [day for each, _ in ones for day in adjustments(each)]
    days = sorted({one.start - _BEFORE_START, *(one.day - before for before in _BEFORE), *acting})
    for of in _OF:
        try:
            counts = [count_for(each, of, limits) for each in (share, other)]
        except NotToBeHad:
            continue
        for day in days:
            yield [_row(one, day, of, counts[0])]
        for early, late in ((counts[0], counts[1]), (counts[1], counts[0])):
            for older, newer in combinations(days, 2) if _at_odds(ones) else ():
                yield [_row(one, older, of, early), _row(one, newer, of, late)]
        low, more = min(counts), abs(counts[0] - counts[1])
        for day in days:
            yield [_of_parts(one, day, of, low, unemployed=more, students=0)]
            yield [_of_parts(one, day, of, low, unemployed=0, students=more)]


def _at_odds(ones: list[tuple[EstateOn, int]]) -> bool:
    """Tell whether the sides may go by measurements of different days."""
    parameters = [one.terms.parameters for one, _ in ones]
    return any(len({may_be(each.get(name)) for each in parameters}) > 1 for name in _WHEN) or any(
        may_be(each.get(name)) != each[name].value for each in parameters for name in _WHEN if name in each
    )


def _row(one: EstateOn, published: date, of: int, outside: int) -> Measurement:
    return Measurement(one.estate.id, published.year, published, of, of, outside, _VACANCIES, **known(published))


def _of_parts(one: EstateOn, published: date, of: int, others: int, *, unemployed: int, students: int) -> Measurement:
    return Measurement(
        one.estate.id, published.year, published, of, of, None, _VACANCIES, None, of - others - unemployed - students,
        unemployed, students, others, **known(published),
    )  # fmt: skip
