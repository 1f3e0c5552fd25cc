"""Compensate where rules fix each estate's share of referral, as on a ladder, so that no one base share holds for all.

The arithmetic is that of `compensation`: what exempt estates lose, here by shares of their own, is rounded down once a
scope and placed within what lies between each other estate's share and the cap.
"""

from __future__ import annotations

from collections.abc import Sequence

from kredslob.engine.compensation import (
    FIXED,
    METHODS,
    Compensation,
    Terms,
    measure_room,
    place_as_declared,
    place_by_weight,
    weigh,
)


def compensate_own(  # noqa: PLR0913 - a column for each thing that an estate brings
    terms: Terms,
    ids: Sequence[str],
    base_vacancies: Sequence[int],
    exempt: Sequence[bool],
    *,
    own: Sequence[int],
    share_ppm: Sequence[int],
    fixed_extra: Sequence[int],
    scope: Sequence[int],
    carried_in: Sequence[int],
) -> Compensation:
    """Place the referrals lost in one quota period, and account for every one of them.

    As `compensate`, but for `own`: the referrals that each estate owes of one vacancy, in units of 1/of turn as the
    base share of `terms` counts them; the turns of that do not count.
    """
    n, of, method = len(ids), terms.base[1], METHODS[terms.method]
    order = sorted(range(n), key=lambda i: ids[i])
    columns = (own, base_vacancies, [int(one) for one in exempt], share_ppm, fixed_extra, scope)
    owed, vacancies, flags, shares, declared, scopes = ([column[i] for i in order] for column in columns)
    weight, extra = [0] * n, [0] * n
    weigh(vacancies, flags, shares, declared, terms.threshold_ppm, method, weight)
    room = [_room(terms, one, count) for one, count in zip(owed, vacancies, strict=True)]
    lost, placed, unplaced, carried_out = list[int](), list[int](), list[int](), list[int]()
    for which, carried in enumerate(carried_in):
        gone = sum(owed[i] * vacancies[i] for i in range(n) if scopes[i] == which and flags[i])
        turns, rest = divmod(gone + carried, of)
        place = place_as_declared if method == FIXED else place_by_weight
        left = place(weight, room, scopes, which, turns, extra)
        lost.append(gone)
        placed.append(turns - left)
        unplaced.append(left)
        carried_out.append(rest)
    given = dict(zip(order, extra, strict=True))
    account = ([given[i] for i in range(n)], lost, carried_in, placed, unplaced, carried_out)
    return Compensation(of, *(tuple(column) for column in account))


def _room(terms: Terms, turns: int, vacancies: int) -> int:
    room = [0]
    measure_room([vacancies], turns, terms.base[1], *terms.cap, room)
    return room[0]
