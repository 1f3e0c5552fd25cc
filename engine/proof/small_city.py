"""A small city's quota account in formulas: what exempt estates lose, who takes it over, what is left.

It is the arithmetic of `compensation`, said once more for numbers that may be any within bounds, so that a question can
be put about all such cities at once. Tests hold it against the arithmetic itself, city by city.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from kredslob.engine.compensation import Terms
from kredslob.engine.proof.logic import (
    FALSE,
    Formula,
    Found,
    Number,
    either,
    every,
    fixed,
    quotient,
    shared,
    some,
    times,
    whole,
)
from kredslob.rules.frozen import dataclass

RECEIVING: Final = 2


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a city may be.

    Args:
        receiving: estates that may take turns over.
        vacancies: of each of them in a year, at most.
        exempt: vacancies of all exempt estates together, at most.
        steps: in which a receiving estate's headroom, or the turns declared for it, may lie above none.
    """

    receiving: int = RECEIVING
    vacancies: int = 3
    exempt: int = 6
    steps: int = 2


@dataclass(frozen=True, slots=True)
class City:
    """A city: the vacancies of exempt estates together, of each receiving estate, its steps, and parts carried in."""

    exempt: int
    receiving: tuple[int, ...]
    steps: tuple[int, ...]
    carried_in: int


class SmallCity:
    """The account of a city under terms of compensation.

    Args:
        terms: base share, method and cap.
        bounds: how large it may be.
    """

    def __init__(self, terms: Terms, bounds: Bounds) -> None:
        self.terms = terms
        self.bounds = bounds
        each = range(bounds.receiving)
        self.exempt: Number = whole("exempt")
        self.carried_in: Number = whole("carried in")
        self.vacancies: list[Number] = [whole(f"vacancies {i}") for i in each]
        self.steps: list[Number] = [whole(f"steps {i}") for i in each]
        self._named: list[Formula] = []

    # --- what goes in --------------------------------------------------------------------------------------------------

    @property
    def allowed(self) -> list[Formula]:
        """What holds of every city within the bounds."""
        self.account  # noqa: B018 - names what the account is made of
        bounds, of = self.bounds, self.terms.base[1]
        ends = [(self.exempt, bounds.exempt), (self.carried_in, of - 1)]
        ends += [(one, bounds.vacancies) for one in self.vacancies] + [(one, bounds.steps) for one in self.steps]
        return [every((number >= 0, number <= most)) for number, most in ends] + self._named

    @property
    def lost(self) -> Number:
        """What the exempt estates lose, in parts of a turn."""
        return self.terms.base[0] * self.exempt

    @cached_property
    def turns(self) -> Number:
        """The whole turns that are to be placed."""
        return quotient(self.lost + self.carried_in, self.terms.base[1])

    @property
    def carried_out(self) -> Number:
        """The parts of a turn that are left for the next period."""
        return self.lost + self.carried_in - self.terms.base[1] * self.turns

    @cached_property
    def room(self) -> list[Number]:
        """The whole turns that fit under each receiving estate's cap."""
        (turns, of), (cap, cap_of) = self.terms.base, self.terms.cap
        between = max(0, cap * of - turns * cap_of)
        return [quotient(between * one, of * cap_of) for one in self.vacancies]

    @property
    def most_turns(self) -> int:
        """The highest that the whole turns to be placed can be."""
        return (self.terms.base[0] * self.bounds.exempt + self.terms.base[1] - 1) // self.terms.base[1]

    # --- what comes out ------------------------------------------------------------------------------------------------

    @property
    def extra(self) -> list[Number]:
        """The whole turns that each receiving estate takes over."""
        return self.account[0]

    @property
    def unplaced(self) -> Number:
        """The whole turns that nobody takes over."""
        return self.account[1]

    @cached_property
    def account(self) -> tuple[list[Number], Number]:
        """What each takes over, and what nobody does."""
        return self._as_declared() if self.terms.method == "fixed" else self._by_weight()

    @property
    def unbalanced(self) -> Formula:
        """When a part of a turn appears or vanishes, or an estate gets less than nothing or more than fits."""
        _, of = self.terms.base
        booked = of * (sum(self.extra) + self.unplaced) + self.carried_out
        signs = [one < 0 for one in (*self.extra, self.unplaced, self.carried_out)]
        full = [one > room for one, room in zip(self.extra, self.room, strict=True)]
        return some([self.lost + self.carried_in != booked, *signs, *full, self.carried_out >= of])

    def _as_declared(self) -> tuple[list[Number], Number]:
        left, extra = self.turns, list[Number]()
        for declared, room in zip(self.steps, self.room, strict=True):
            given = _least(_least(declared, room), left)
            extra.append(given)
            left -= given
        return extra, left

    def _weights(self) -> tuple[list[Number], int]:
        """Give each estate's weight, and the highest that it can be."""
        bounds = self.bounds
        match self.terms.method:
            case "proportional":
                return list(self.vacancies), bounds.vacancies
            case "headroom":
                pairs = zip(self.vacancies, self.steps, strict=True)
                return [times(one, step, bounds.steps) for one, step in pairs], bounds.vacancies * bounds.steps
            case _:
                return [fixed(0) for _ in self.vacancies], 0

    def _by_weight(self) -> tuple[list[Number], Number]:
        weights, heaviest = self._weights()
        turns = self._name(self.turns, "turns")
        full: list[Formula] = [FALSE for _ in weights]
        for number in range(self.bounds.receiving):  # in each round those that are filled leave the others to share
            weights = [self._name(one, f"weight {number} {i}") for i, one in enumerate(weights)]
            filled = self._filled(weights, turns, heaviest)
            full = [some(pair) for pair in zip(full, filled, strict=True)]
            taken = [either(one, room, fixed(0)) for one, room in zip(filled, self.room, strict=True)]
            turns = self._name(turns - sum(taken), f"turns {number}")
            weights = [either(one, fixed(0), weight) for one, weight in zip(filled, weights, strict=True)]
        given, unplaced = self._rounded(weights, turns, heaviest)
        return [either(one, room, own) for one, room, own in zip(full, self.room, given, strict=True)], unplaced

    def _filled(self, weights: Sequence[Number], turns: Number, heaviest: int) -> list[Formula]:
        """Give for each estate when its exact share of the turns exceeds its room."""
        total, most = sum(weights), self.bounds.receiving * heaviest
        return [
            times(one, turns, self.most_turns) > times(room, total, most)
            for one, room in zip(weights, self.room, strict=True)
        ]

    def _rounded(self, weights: Sequence[Number], turns: Number, heaviest: int) -> tuple[list[Number], Number]:
        """Share turns by weight: whole ones to each, what is left to the largest remainders, equal ones in order."""
        most = self.bounds.receiving * heaviest
        total = self._name(sum(weights), "total")
        products = [times(one, turns, self.most_turns) for one in weights]
        wholes = [self._name(shared(one, total, most), f"whole {i}") for i, one in enumerate(products)]
        rests = [one - times(total, own, self.most_turns) for one, own in zip(products, wholes, strict=True)]
        left = turns - sum(wholes)
        given = [
            own + either(every((total > 0, weights[i] > 0, sum(_before(rests, i)) < left)), fixed(1), fixed(0))
            for i, own in enumerate(wholes)
        ]
        return given, either(total > 0, fixed(0), turns)

    def _name(self, number: Number, name: str) -> Number:
        """Give a number a name of its own, so that what is made of it stays small."""
        found = whole(name)
        self._named.append(found == number)
        return found

    def city(self, found: Found) -> City:
        """Give a city that was found."""
        return City(
            found.value(self.exempt),
            tuple(found.value(one) for one in self.vacancies),
            tuple(found.value(one) for one in self.steps),
            found.value(self.carried_in),
        )

    def is_(self, city: City) -> Formula:
        """Give when it is a city."""
        pairs = zip((*self.vacancies, *self.steps), (*city.receiving, *city.steps), strict=True)
        return every((self.exempt == city.exempt, self.carried_in == city.carried_in, *(a == b for a, b in pairs)))


def _least(one: Number, other: Number) -> Number:
    return either(one <= other, one, other)


def _before(rests: Sequence[Number], place: int) -> Iterator[Number]:
    """Give a 1 for each estate whose remainder comes before that of the one at a place."""
    own = rests[place]
    for other, rest in enumerate(rests):
        if other != place:
            comes_first = rest >= own if other < place else rest > own
            yield either(comes_first, fixed(1), fixed(0))
