"""Place elsewhere, in whole turns, the referrals that exempt estates no longer receive.

What is conserved is referrals in a quota period. An exempt estate loses its base share of its base vacancies, counted
exactly in units of 1/of turn. Per scope (the city, an organisation, an individual agreement) the loss and what was
carried in are rounded down once to whole turns; the remainder is carried out to the next period. The whole turns go to
the other estates of the scope; those that find no place are unplaced: reported, never carried. Always, in units,

    lost + carried in = of * (extra + unplaced) + carried out,    every term >= 0, and carried out < of.

Where weights decide, an estate gets min(its room, its weight times one common rate), made whole by largest remainder:
estates whose exact share exceeds their room are filled to it and the rest shared again among the others, so nobody
exceeds the cap, an estate below its cap is within one turn of its exact share, and something is unplaced only when all
are full. Equal remainders go in the order of the estates. As with any largest remainder, a greater loss can leave an
estate with one turn fewer.

The functions over integer arrays raise nothing, create nothing, and numba compiles them unchanged. In 64 bits they are
exact while every scope keeps N * N * 1 000 000 and N * (denominators of base share and cap) below 2**63, where N is
its base vacancies + carried in / of, and no share or threshold exceeds 1 000 000 parts per million: N up to 3 million
vacancies, with denominators whose product is up to 3 million million.
"""
# ruff: noqa: PLR0913, PLR0917 - arrays and counts go in one by one, as numba compiles them

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import Literal

from kredslob.rules.frozen import dataclass

Ints = MutableSequence[int]
Method = Literal["proportional", "headroom", "fixed", "none"]

PROPORTIONAL, HEADROOM, FIXED, NONE = 0, 1, 2, 3
METHODS: dict[str, int] = {"proportional": PROPORTIONAL, "headroom": HEADROOM, "fixed": FIXED, "none": NONE}


# --- the arithmetic: integers only, compiled as it stands ---------------------------------------------------------


def compensate_into(
    base_vacancies: Ints, exempt: Ints, share_ppm: Ints, fixed_extra: Ints, scope: Ints,
    base_turns: int, base_of: int, threshold_ppm: int, cap_turns: int, cap_of: int, method: int,
    carried_in: Ints,
    weight: Ints, room: Ints,
    extra: Ints, lost: Ints, placed: Ints, unplaced: Ints, carried_out: Ints,
) -> None:  # fmt: skip
    """Fill the outputs of one period: `extra` turns per estate, and the account per scope.

    Per estate, in the order that decides ties: vacancies, exempt (0 or 1), share outside the workforce in parts per
    million, declared turns, number of its scope. Per scope: `carried_in`, and `lost` and `carried_out`, in units of
    1/base_of turn; `placed` and `unplaced` in whole turns. `weight` and `room` are workspace, one place per estate.
    """
    weigh(base_vacancies, exempt, share_ppm, fixed_extra, threshold_ppm, method, weight)
    measure_room(base_vacancies, base_turns, base_of, cap_turns, cap_of, room)
    for i in range(len(extra)):
        extra[i] = 0
    for which in range(len(carried_in)):
        lost[which] = 0
        for i in range(len(scope)):
            if scope[i] == which and exempt[i]:
                lost[which] += base_turns * base_vacancies[i]
        units = lost[which] + carried_in[which]
        turns = units // base_of
        carried_out[which] = units - turns * base_of
        if method == FIXED:
            unplaced[which] = place_as_declared(weight, room, scope, which, turns, extra)
        else:
            unplaced[which] = place_by_weight(weight, room, scope, which, turns, extra)
        placed[which] = turns - unplaced[which]


def weigh(
    base_vacancies: Ints, exempt: Ints, share_ppm: Ints, fixed_extra: Ints, threshold_ppm: int, method: int, out: Ints
) -> None:
    """Fill `out` with each estate's weight by the method (for `fixed` the turns declared); 0 receives nothing."""
    for i in range(len(out)):
        out[i] = 0
        if exempt[i]:
            continue
        if method == PROPORTIONAL:
            out[i] = base_vacancies[i]
        elif method == HEADROOM:
            out[i] = max(0, threshold_ppm - share_ppm[i]) * base_vacancies[i]
        elif method == FIXED:
            out[i] = fixed_extra[i]


def measure_room(base_vacancies: Ints, base_turns: int, base_of: int, cap_turns: int, cap_of: int, out: Ints) -> None:
    """Fill `out` with the whole turns that fit between each estate's base share and the cap on its vacancies."""
    for i in range(len(out)):
        between = cap_turns * base_of - base_turns * cap_of
        out[i] = max(0, between) * base_vacancies[i] // (base_of * cap_of)


def place_as_declared(weight: Ints, room: Ints, scope: Ints, which: int, turns: int, extra: Ints) -> int:
    """Give each estate of a scope the turns declared for it, in order, as far as they and its room go.

    Return the turns left over.
    """
    for i in range(len(extra)):
        if scope[i] == which:
            extra[i] = min(weight[i], room[i], turns)
            turns -= extra[i]
    return turns


def place_by_weight(weight: Ints, room: Ints, scope: Ints, which: int, turns: int, extra: Ints) -> int:
    """Share the turns of a scope by weight within each estate's room, and return the turns left over.

    Uses up `weight`: an estate filled to its room loses its own, the others end with their remainder in its place.
    """
    while True:
        total = 0
        for i in range(len(extra)):
            if scope[i] == which:
                total += weight[i]
        if total == 0:
            return turns
        used = 0
        filled = False
        for i in range(len(extra)):
            if scope[i] == which and turns * weight[i] > room[i] * total:
                extra[i] = room[i]
                weight[i] = 0
                used += room[i]
                filled = True
        turns -= used
        if not filled:
            break
    left = turns
    for i in range(len(extra)):
        if scope[i] == which and weight[i] > 0:
            extra[i] = turns * weight[i] // total
            left -= extra[i]
            weight[i] = turns * weight[i] % total
    give_to_largest(weight, scope, which, left, total, extra)
    return 0


def give_to_largest(remainder: Ints, scope: Ints, which: int, turns: int, above: int, extra: Ints) -> None:
    """Add one turn each to the `turns` largest remainders of a scope, equal ones in order; all are below `above`.

    The remainder that just qualifies is found by halving, so that a large city needs no sorting. More remainders are
    above 0 than there are turns, because they add up to `turns` times what each is below.
    """
    qualifies = 0
    while above - qualifies > 1:
        middle = qualifies + (above - qualifies) // 2
        found = 0
        for i in range(len(extra)):
            if scope[i] == which and remainder[i] >= middle:
                found += 1
        if found >= turns:
            qualifies = middle
        else:
            above = middle
    for i in range(len(extra)):
        if scope[i] == which and remainder[i] > qualifies:
            extra[i] += 1
            turns -= 1
    for i in range(len(extra)):
        if scope[i] == which and remainder[i] == qualifies and turns > 0:
            extra[i] += 1
            turns -= 1


# --- the surface: words and checked use ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Terms:
    """What the agreement says of compensation: the base share, the method, its threshold and the cap.

    The base share and the cap are pairs (turns, of); the cap is the greatest referral share of its base vacancies that
    an estate may reach by compensation. `threshold_ppm` is in parts per million. Raises ValueError when one of them is
    no share or the method is unknown.
    """

    base: tuple[int, int]
    method: Method
    threshold_ppm: int = 0
    cap: tuple[int, int] = (1, 1)

    def __post_init__(self) -> None:
        for turns, of in (self.base, self.cap):
            if not 0 <= turns <= of or of == 0:
                raise ValueError(f"{turns} of {of} is not a share")
        if self.threshold_ppm < 0:
            raise ValueError(f"a threshold of {self.threshold_ppm} parts per million is below 0")
        if self.method not in METHODS:
            raise ValueError(f"{self.method!r} is no method of compensation; there are {', '.join(METHODS)}")


@dataclass(frozen=True, slots=True)
class Compensation:
    """The account of one quota period: extra turns per estate as they were given, the rest per scope.

    `lost`, `carried_in` and `carried_out` are in units of 1/`of` turn, the extra turns and `unplaced` in whole turns.
    """

    of: int
    extra: tuple[int, ...]
    lost: tuple[int, ...]
    carried_in: tuple[int, ...]
    placed: tuple[int, ...]
    unplaced: tuple[int, ...]
    carried_out: tuple[int, ...]


def compensate(
    terms: Terms,
    ids: Sequence[str],
    base_vacancies: Sequence[int],
    exempt: Sequence[bool],
    *,
    share_ppm: Sequence[int] | None = None,
    fixed_extra: Sequence[int] | None = None,
    scope: Sequence[int] | None = None,
    carried_in: Sequence[int] | None = None,
) -> Compensation:
    """Place the referrals lost in one quota period, and account for every one of them.

    All but `carried_in` have one entry per estate, in any order: ties go by estate id. `share_ppm` (outside the
    workforce, parts per million) is needed by `headroom`, `fixed_extra` (declared turns) by `fixed`. `scope` numbers
    each estate's scope from 0 (by default all are one); `carried_in` has one entry per scope, in units of 1/of turn as
    the base share counts them (by default 0).

    Raises ValueError when a column is missing, of another length or negative, an id is given twice, or a scope has no
    entry in `carried_in`.
    """
    n = len(ids)
    scope = [0] * n if scope is None else scope
    carried_in = [0] * (max(scope, default=0) + 1) if carried_in is None else carried_in
    if (terms.method, share_ppm) == ("headroom", None) or (terms.method, fixed_extra) == ("fixed", None):
        raise ValueError(f"{terms.method} compensation needs a column of its own")
    share_ppm = [0] * n if share_ppm is None else share_ppm
    fixed_extra = [0] * n if fixed_extra is None else fixed_extra
    columns = (base_vacancies, [int(flag) for flag in exempt], share_ppm, fixed_extra, scope)
    _check(ids, columns, carried_in)

    m = len(carried_in)
    order = sorted(range(n), key=lambda i: ids[i])
    vacancies, exempted, shares, declared, scopes = ([column[i] for i in order] for column in columns)
    extra, lost, placed, unplaced, carried_out = ([0] * size for size in (n, m, m, m, m))
    compensate_into(
        vacancies, exempted, shares, declared, scopes,
        *terms.base, terms.threshold_ppm, *terms.cap, METHODS[terms.method],
        list(carried_in),
        [0] * n, [0] * n,
        extra, lost, placed, unplaced, carried_out,
    )  # fmt: skip
    given = [0] * n
    for position, i in enumerate(order):
        given[i] = extra[position]
    account = (given, lost, carried_in, placed, unplaced, carried_out)
    return Compensation(terms.base[1], *(tuple(column) for column in account))


def _check(ids: Sequence[str], columns: Sequence[Sequence[int]], carried_in: Sequence[int]) -> None:
    if len(set(ids)) < len(ids):
        raise ValueError("every estate has an id of its own")
    if any(len(column) != len(ids) for column in columns):
        raise ValueError(f"every column needs one entry for each of the {len(ids)} estates")
    if any(value < 0 for column in (*columns, carried_in) for value in column):
        raise ValueError("vacancies, shares, turns, scopes and what was carried in count from 0 up")
    if any(number >= len(carried_in) for number in columns[-1]):
        raise ValueError(f"a scope is numbered outside the {len(carried_in)} that have an entry in carried_in")
