"""Say with exact fractions, and by a route of its own, how the referrals lost by exempt estates are placed."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import floor


@dataclass(frozen=True)
class Estate:
    """One estate as the measurement has it; the share is of adults outside the workforce."""

    id: str
    vacancies: int
    exempt: bool = False
    share: Fraction = Fraction(0)
    declared: int = 0
    scope: int = 0


@dataclass(frozen=True)
class Deal:
    """What was agreed, in fractions."""

    base: Fraction
    method: str
    threshold: Fraction = Fraction(0)
    cap: Fraction = Fraction(1)

    def weight(self, estate: Estate) -> Fraction:
        """Give how strongly an estate draws turns."""
        if estate.exempt or self.method not in ("proportional", "headroom"):
            return Fraction(0)
        headroom = max(Fraction(0), self.threshold - estate.share)
        return estate.vacancies * (headroom if self.method == "headroom" else Fraction(1))

    def room(self, estate: Estate) -> int:
        """Give the whole turns that still fit under the cap."""
        return max(0, floor((self.cap - self.base) * estate.vacancies))


@dataclass
class Account:
    """The account of one scope, in turns; what is lost and carried may be parts of a turn."""

    lost: Fraction
    carried_in: Fraction
    extra: dict[str, int] = field(default_factory=dict)
    exact: dict[str, Fraction] = field(default_factory=dict)
    unplaced: int = 0
    carried_out: Fraction = Fraction(0)


def account(deal: Deal, estates: list[Estate], carried_in: Fraction = Fraction(0)) -> Account:
    """Account for one scope: what was lost, who receives it, what found no place, what is carried on."""
    book = Account(sum((deal.base * e.vacancies for e in estates if e.exempt), Fraction(0)), carried_in)
    whole = floor(book.lost + carried_in)
    book.carried_out = book.lost + carried_in - whole
    ordered = sorted(estates, key=lambda e: e.id)
    if deal.method == "fixed":
        left = whole
        for estate in ordered:
            wanted = 0 if estate.exempt else min(estate.declared, deal.room(estate))
            book.extra[estate.id] = min(wanted, left)
            left -= book.extra[estate.id]
        book.unplaced = left
    else:
        book.exact = exact_shares(deal, ordered, whole)
        book.extra = whole_shares(book.exact)
        book.unplaced = whole - sum(book.extra.values())
    return book


def exact_shares(deal: Deal, estates: list[Estate], turns: int) -> dict[str, Fraction]:
    """Raise one common rate from 0 until the turns are used or all are full; each gets min(room, weight * rate)."""
    drawing = {e.id: (deal.weight(e), deal.room(e)) for e in estates if deal.weight(e) > 0}
    shares = {e.id: Fraction(0) for e in estates}
    by_rate_when_full = sorted(drawing, key=lambda name: Fraction(drawing[name][1]) / drawing[name][0])
    left = Fraction(turns)
    for position, name in enumerate(by_rate_when_full):
        weight, room = drawing[name]
        pull = sum((drawing[other][0] for other in by_rate_when_full[position:]), Fraction(0))
        shares[name] = min(Fraction(room), left * weight / pull)
        left -= shares[name]
    return shares


def whole_shares(exact: dict[str, Fraction]) -> dict[str, int]:
    """Round down, and give what remains to the largest fractional parts, equal ones by id."""
    whole = {name: floor(share) for name, share in exact.items()}
    missing = sum(exact.values(), Fraction(0)) - sum(whole.values())
    assert missing.denominator == 1
    for name in sorted(exact, key=lambda name: (whole[name] - exact[name], name))[: int(missing)]:
        whole[name] += 1
    return whole
