"""Prove that referrals are conserved: what exempt estates lose is taken over or accounted for, to the last part of a turn.

Every way to compensate that the agreement may mean - each value of each guess - is looked at in all small cities at once.
Whether anybody can take a turn over at all needs no such search: it can be read off the shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Final, TypeGuard, cast

from kredslob.engine.compensation import Compensation, Method, Terms, compensate
from kredslob.engine.proof.finding import Finding, Gravity, Kind
from kredslob.engine.proof.logic import Solver
from kredslob.engine.proof.looking import smallest_of
from kredslob.engine.proof.regimes import Regime
from kredslob.engine.proof.situations import Situations
from kredslob.engine.proof.small_city import Bounds, City, SmallCity
from kredslob.engine.proof.smallest import Smallest
from kredslob.engine.structure import BASE_SHARE
from kredslob.rules.binding import Term
from kredslob.rules.units import Value

EXEMPT: Final = "exempt"
SHARE: Final = "referral_share"
METHOD, CAP, THRESHOLD, DECLARED = (
    "compensation.method", "compensation.cap", "forty_plus.threshold", "compensation.extra_turns",
)  # fmt: skip
NONE: Final = "none"
_STEP: Final = 1000  # parts per million: one step of headroom; what it is makes no difference


def ways_to_compensate(situations: Situations) -> tuple[Terms, ...]:
    """Give every way to compensate that an agreement may mean; none where no estate can be exempt."""
    if EXEMPT not in situations.rules or situations.solver.find(situations.outcome(EXEMPT).certainly(True)) is None:
        return ()
    parameters = situations.regime.variants[0].parameters
    named = [str(rule.value) for rule in situations.rules.get(SHARE, ())] or [BASE_SHARE]
    bases = [value for name in named for value in _values(parameters, name, (0, 1))]
    threshold = next(iter(_values(parameters, THRESHOLD, 0)))
    found = product(bases, _values(parameters, METHOD, NONE), _values(parameters, CAP, (1, 1)))
    return tuple(
        dict.fromkeys(
            Terms(base, cast(Method, method), threshold if isinstance(threshold, int) else 0, cap)
            for base, method, cap in found
            if _is_share(base) and _is_share(cap)
        )
    )


def conservation(
    situations: Situations, smallest: Smallest[Situations], ways: Sequence[Terms], cities: Mapping[Terms, City | None]
) -> Iterator[Finding]:
    """Find the ways to compensate by which turns appear or vanish, and that nobody can ever take one over.

    Args:
        situations: under one regime.
        smallest: the same, for examples.
        ways: to compensate, under this regime.
        cities: for each a city in which the account does not balance, or None.
    """
    lost = not any(_can_place(way, situations.regime) for way in ways)
    unbalanced_ways = [(way, city) for way in ways if (city := cities[way]) is not None]
    if not ways or not (lost or unbalanced_ways):
        return
    exempt = smallest_of(smallest, EXEMPT, lambda among: among.outcome(EXEMPT).certainly(True))
    rules = tuple(rule for rule in situations.rules[EXEMPT] if rule.value is True)
    parameters = situations.regime.variants[0].parameters
    base = Finding("not_conserved", EXEMPT, rules, (situations.regime,), exempt,
                   switch=tuple(key for key in (METHOD, CAP) if key in parameters))  # fmt: skip
    for way, city in unbalanced_ways:
        yield replace(base, city=city, way=way)
    if lost:
        gravity: Gravity = "note" if all(way.method == NONE for way in ways) else "failure"
        yield replace(base, kind="not_made_up", gravity=gravity, city=_with_a_turn_lost(ways[0]), way=ways[0])


def confirms(kind: Kind, way: Terms, city: City) -> bool:
    """Tell whether the arithmetic of the quota account itself comes to what was found in a city."""
    found = account_of(way, city)
    if kind == "not_made_up":
        return found.lost[0] >= found.of and sum(found.extra) == 0
    booked = found.of * (sum(found.extra) + found.unplaced[0]) + found.carried_out[0]
    return found.lost[0] + found.carried_in[0] != booked or min(found.extra) < 0


def account_of(way: Terms, city: City) -> Compensation:
    """Give the account of a city by the arithmetic itself: the exempt estates are one, the first."""
    return compensate(
        replace(way, threshold_ppm=_STEP * max(city.steps)),
        [f"{place:03}" for place in range(len(city.receiving) + 1)],
        [city.exempt, *city.receiving],
        [True, *(False for _ in city.receiving)],
        share_ppm=[0, *(_STEP * (max(city.steps) - one) for one in city.steps)],
        fixed_extra=[0, *city.steps],
        carried_in=[city.carried_in],
    )


@lru_cache(maxsize=256)  # it hangs on nothing else, and one agreement is proved again and again as it is worked on
def unbalanced(way: Terms, bounds: Bounds) -> City | None:
    """Give a city within bounds in which a part of a turn appears or vanishes; None if there is none."""
    small = SmallCity(way, bounds)
    found = Solver(small.allowed).find(small.unbalanced)
    return None if found is None else small.city(found)


def _can_place(way: Terms, regime: Regime) -> bool:
    """Tell whether a turn can be taken over in some city: there is room under the cap, and a method by which it goes there."""
    (turns, of), (cap, cap_of) = way.base, way.cap
    room = cap * of > turns * cap_of
    match way.method:
        case "headroom":
            return room and way.threshold_ppm > 0
        case "fixed":
            return room and any(DECLARED in one.parameters for one in regime.variants)
        case method:
            return room and method != NONE


def _with_a_turn_lost(way: Terms) -> City:
    """Give the smallest city in which a turn is lost, with an estate as large that could take it."""
    turns, of = way.base
    vacancies = -(-of // turns) if turns else of
    return City(vacancies, (vacancies,), (0,), 0)


def _values(parameters: Mapping[str, Term], name: str, without: Value) -> list[Value]:
    term = parameters.get(name)
    return [without] if term is None else list(dict.fromkeys((term.value, *term.guesses)))


def _is_share(value: Value) -> TypeGuard[tuple[int, int]]:
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(part, int) for part in value)
