"""Draw up the quota account of a period: who owes what, what exempt estates lose, and where it is placed.

The account holds for a calendar year within the agreement, as if the standing of the day held all year: it plans, and
what then happens is the ledger's business. It stands at the assumed values of the guesses, says which, and lists the
estates that another value would treat differently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from math import gcd, lcm

from kredslob.engine.basis import assumptions
from kredslob.engine.compensation import Compensation, compensate, measure_room
from kredslob.engine.compensation import Terms as Deal
from kredslob.engine.lacking import no_list_known
from kredslob.engine.office import Office
from kredslob.engine.own_shares import compensate_own
from kredslob.engine.quota import EstateAccount, QuotaAccount, ScopeAccount
from kredslob.engine.quota_estates import QuotaEstate, at_assumed, hanging, parties, quota_estate
from kredslob.engine.register.rows import Estate
from kredslob.engine.wheels import referral_share
from kredslob.rules.library import Agreement
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.terms import Terms
from kredslob.rules.units import MOST_TURNS, Value

__all__ = ["EstateAccount", "QuotaAccount", "ScopeAccount", "quota_account", "quota_period", "settled_account"]

CITY, ORGANISATION = "city", "organisation"
HEADROOM = "headroom"
BASE, METHOD, SCOPE, CAP = "referral.base_share", "compensation.method", "compensation.scope", "compensation.cap"
THRESHOLD = "forty_plus.threshold"
FOR_STANDING = ("standing.takes_effect", "measurement.takes_effect", "adjustment.day")

Carried = Mapping[str, Fraction]


def quota_account(
    office: Office, day: date, *, assumed: Mapping[str, Value] | None = None, carried_in: Carried | None = None
) -> QuotaAccount:
    """Give the quota account of the period that a day falls in, at the standing of the day.

    Args:
        office: rules and register.
        day: the day.
        assumed: values taken for open guesses, by parameter.
        carried_in: turns that each scope carries in; None works them out from the periods before.

    Raises:
        WrongInput: no agreement is in force on the day, or its terms or the measurements cannot be used.
    """
    given = assumed or {}
    account, terms = _settled(office, day, given, carried_in)
    found = tuple(one for each in parties(office, day) if (one := hanging(office, day, each, given)))
    deciding = {*(key for one in found for key in one.guesses), *_deciding_terms(account, terms)}
    read = [key for key in (METHOD, SCOPE, CAP, *FOR_STANDING) if key in terms.parameters]
    amendments = office.agreement_on(day).amendments
    return replace(
        account,
        hanging=tuple(one for one in found if one.of_standing),
        assumed=assumptions(terms, read, deciding, given, amendments),
    )


def settled_account(office: Office, day: date, assumed: Mapping[str, Value]) -> QuotaAccount:
    """Give the account without what it hangs on, which takes longest to find."""
    return _settled(office, day, assumed, None)[0]


def quota_period(agreement: Agreement, day: date) -> tuple[date, date]:
    """Give the first and last day of the quota period: the calendar year, within the agreement."""
    end = date(day.year, 12, 31)
    return max(agreement.base.start.day, date(day.year, 1, 1)), min(agreement.end or end, end)


def _settled(
    office: Office, day: date, given: Mapping[str, Value], carried_in: Carried | None
) -> tuple[QuotaAccount, Terms]:
    agreement = office.agreement_on(day)
    terms = at_assumed(partial(office.terms_for, day, None), given)
    period = quota_period(agreement, day)
    eve = period[0] - timedelta(days=1)
    if carried_in is None:
        carried_in = _settled(office, eve, given, None)[0].carried if period[0] > agreement.base.start.day else {}
    read = tuple(quota_estate(office, day, estate, given) for estate in parties(office, day))
    deal = _deal(terms, carried_in, read)
    scoped_by = str(terms.value(SCOPE) or CITY)
    placed, scopes = _placed(deal, scoped_by, read, carried_in)
    known = {one.estate.id for one in read}
    account = QuotaAccount(
        day=day, period=period, as_known=office.as_known, agreement=terms.agreement, amended_by=terms.amended_by,
        of=placed.of, base=None if any(one.own is not None for one in read) else deal.base, method=deal.method, scoped_by=scoped_by, cap=deal.cap,
        estates=tuple(
            _of_estate(deal, one, _scope(one.estate, scoped_by), extra, office)
            for one, extra in zip(read, placed.extra, strict=True)
        ),
        scopes=tuple(_of_scopes(scopes, placed)),
        unknown=tuple(one.estate.id for one in read if one.unknown),
        unmeasured=tuple(one.estate.id for one in read if one.measured is None),
        unweighed=tuple(
            one.estate.id
            for one in read
            if deal.method == HEADROOM and one.exempt is False and not isinstance(one.share, int)
        ),
        outside=tuple(key for key in office.register.estates if key not in known),
        synthetic=tuple(dict.fromkeys(row for one in read for row in one.synthetic)),
        warnings=tuple(one for one in [no_list_known(office.register, day, (each.estate for each in read))] if one),
    )  # fmt: skip
    return account, terms


def _deal(terms: Terms, carried_in: Carried, read: Sequence[QuotaEstate]) -> Deal:
    """Give the terms of compensation, the base share in units that also count what is carried in, and shares of their own.

    A base share of 1/4 that takes over thirds of a turn is 3/12.
    """
    turns, of = _pair(terms, BASE, (0, 1))
    unit = lcm(of, *(one.denominator for one in carried_in.values()), *(_owed(one)[1] for one in read))
    threshold = terms.value(THRESHOLD)
    return Deal(
        (turns * unit // of, unit),
        str(terms.value(METHOD) or "none"),  # type: ignore[arg-type]  # a choice of the agreement; Deal refuses others
        threshold if isinstance(threshold, int) else 0,
        _pair(terms, CAP, (1, 1)),
    )


def _owed(one: QuotaEstate) -> tuple[int, int]:
    """Give the share that rules fix for an estate; none where they fix it but it is not known, or leave it to all."""
    return one.own if isinstance(one.own, tuple) else (0, 1)


def _share(deal: Deal, one: QuotaEstate) -> int:
    """Give what an estate owes of each vacancy before compensation, in the units of the deal."""
    if one.own is None:
        return deal.base[0]
    turns, of = _owed(one)
    return turns * deal.base[1] // of


def _pair(terms: Terms, parameter: str, without: tuple[int, int]) -> tuple[int, int]:
    value = terms.value(parameter)
    return (int(value[0]), int(value[1])) if isinstance(value, tuple) else without


def _scope(estate: Estate, scoped_by: str) -> str:
    """Give what an estate's lost turns are placed within; an estate without an individual agreement has its owner's."""
    if scoped_by == CITY:
        return CITY
    return estate.organisation if scoped_by == ORGANISATION else estate.agreement or estate.organisation


def _placed(
    deal: Deal, scoped_by: str, read: Sequence[QuotaEstate], carried_in: Carried
) -> tuple[Compensation, tuple[str, ...]]:
    """Place the lost turns, and give the scopes in the order of the account.

    A scope that carries turns in and has no estates any more stands there still, so that nothing vanishes. An estate
    whose standing is not known counts as one without vacancies: it loses nothing and receives nothing.
    """
    named = [_scope(one.estate, scoped_by) for one in read]
    scopes = tuple(dict.fromkeys((*named, *carried_in))) or (CITY,)
    number = {name: at for at, name in enumerate(scopes)}
    unit = deal.base[1]
    place: Callable[..., Compensation] = compensate
    if any(one.own is not None for one in read):
        place = partial(compensate_own, own=[_share(deal, one) for one in read])
    placed = place(
        deal,
        [one.estate.id for one in read],
        [_counted(one) for one in read],
        [one.exempt is True for one in read],
        share_ppm=[one.share if isinstance(one.share, int) else deal.threshold_ppm for one in read],
        fixed_extra=[one.declared for one in read],
        scope=[number[name] for name in named],
        carried_in=[int(carried_in.get(name, Fraction(0)) * unit) for name in scopes],
    )
    return placed, scopes


def _counted(one: QuotaEstate) -> int:
    return 0 if one.unknown else one.base_vacancies


def _of_scopes(scopes: Sequence[str], placed: Compensation) -> Iterator[ScopeAccount]:
    for at, name in enumerate(scopes):
        yield ScopeAccount(
            name, placed.of, placed.lost[at], placed.carried_in[at], placed.placed[at], placed.unplaced[at],
            placed.carried_out[at],
        )  # fmt: skip


def _of_estate(deal: Deal, one: QuotaEstate, scope: str, extra: int, office: Office) -> EstateAccount:
    owed, unit = _share(deal, one), deal.base[1]
    wheel = _lowest(*referral_share(owed, unit, one.base_vacancies, extra, int(one.exempt is True)))
    if wheel[1] > MOST_TURNS:
        place = office.register.place(one.measured, "base_vacancies") if one.measured else Place()
        found = Message("{count} vacancies in a year make a wheel of more than {most} slots.",
                        count=one.base_vacancies, most=MOST_TURNS)  # fmt: skip
        raise WrongInput(Problem(place, found, Message("the dwellings of one estate that fell vacant in the year")))
    room = [0]
    measure_room([_counted(one)], owed, unit, *deal.cap, room)
    return EstateAccount(
        one,
        scope,
        _lowest(owed, unit),
        owed * one.base_vacancies,
        extra,
        wheel,
        one.exempt is False and extra >= room[0],
    )


def _lowest(turns: int, of: int) -> tuple[int, int]:
    shared = gcd(turns, of)
    return turns // shared, of // shared


def _deciding_terms(account: QuotaAccount, terms: Terms) -> set[str]:
    """Give the guesses about compensation at another value of which some estate's extra turns would differ."""
    read = [one.read for one in account.estates]
    extra = tuple(one.extra for one in account.estates)
    carried = {one.scope: Fraction(one.carried_in, one.of) for one in account.scopes}
    deal = replace(_deal(terms, carried, read), method=account.method)  # type: ignore[arg-type]  # a method of the agreement
    found: set[str] = set()
    for key in (METHOD, SCOPE, CAP):
        for value in terms.parameters[key].guesses if key in terms.parameters else ():
            other, scoped_by = _with(deal, account.scoped_by, key, value)
            if _placed(other, scoped_by, read, carried)[0].extra != extra:
                found.add(key)
    return found


def _with(deal: Deal, scoped_by: str, key: str, value: Value) -> tuple[Deal, str]:
    if key == SCOPE:
        return deal, str(value)
    if key == METHOD:
        return replace(deal, method=str(value)), scoped_by  # type: ignore[arg-type]  # a choice of the agreement
    return replace(deal, cap=value), scoped_by  # type: ignore[arg-type]  # turns
