"""Say with exact fractions, and by a route of its own, what a wheel and its state must be."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import ceil


def turns_in_round(share: Fraction) -> list[int]:
    """Place the k-th turn in the first slot at which k whole turns have accrued; the round is the denominator."""
    slots = [0] * share.denominator
    for k in range(1, share.numerator + 1):
        slots[ceil(k / share) - 1] = 1
    return slots


def owed(base: Fraction, vacancies: int, extra: int) -> Fraction:
    """Give the share of its vacancies that an estate owes when extra turns are added to its base share."""
    return (base * vacancies + extra) / vacancies if vacancies else base


class Account:
    """Keep a wheel as book-keeping: every right that the slots gave since the start, and every right taken."""

    def __init__(self, slots: tuple[str, ...], residual: str | None) -> None:
        self.slots, self.residual, self.passed = slots, residual, 0
        self.taken: Counter[str] = Counter()

    def given(self) -> Counter[str]:
        """Count the rights that the slots passed so far have given."""
        rounds, rest = divmod(self.passed, len(self.slots))
        return Counter(s for s in self.slots * rounds + self.slots[:rest] if s != self.residual)

    def pending(self) -> Counter[str]:
        """Count the rights given and not taken."""
        counts = self.given()
        counts.subtract(self.taken)
        return +counts

    def due(self) -> str:
        """Give the pending right named first in the round, else the next slot."""
        waiting = self.pending()
        return next((slot for slot in self.slots if waiting[slot]), self.slots[self.passed % len(self.slots)])

    def usable(self) -> set[str]:
        """Give the rights that may be taken at the next vacancy: those pending and the one on its slot."""
        return {*self.pending(), self.slots[self.passed % len(self.slots)]} - {self.residual or ""}

    def pass_one(self, taken: str | None) -> None:
        """Let a vacancy pass and write down the right it went to."""
        self.passed += 1
        if taken is not None:
            self.taken[taken] += 1
