"""The accounts: what each estate, organisation and the city was to let by each channel, and what it has let.

What was agreed is exact: the share of the wheel by which each vacancy was counted. Drift is what was taken less what was
agreed. Of the referrals of a receiving estate those above its base share are compensation for others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from fractions import Fraction
from typing import Final

from sqlalchemy import func, select

from kredslob.engine.account import settled_account
from kredslob.engine.ledger.chain import Head
from kredslob.engine.ledger.opening import settled_in
from kredslob.engine.ledger.plain import read
from kredslob.engine.ledger.reading import Reading
from kredslob.engine.ledger.schema import ESTATE, TURN
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.turning import HELD, LAPSED, OWED, PASSED, USED, Counters
from kredslob.engine.ledger.vacancies import Drawn, Kept
from kredslob.engine.office import Office
from kredslob.engine.quota import QuotaAccount
from kredslob.engine.turns import EXTERNAL, FLEXIBLE, TRANSFER
from kredslob.engine.wheels import REFERRAL
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput

CITY: Final = "city"
CHANNELS: Final = (
    "referral", "rehousing", "return_guarantee", "own_estate_transfer", "divorce_precedence", "organisation_transfer",
    "flexible", "ordinary",
)  # fmt: skip
RIGHTS: Final[Mapping[str, str]] = {REFERRAL: REFERRAL, TRANSFER: TRANSFER, EXTERNAL: FLEXIBLE}
"""The right of each wheel that the accounts tell of."""


@dataclass(frozen=True, slots=True)
class Right:
    """What has become of one right: referral, transfer or flexible letting.

    Args:
        counted: vacancies that its wheel has counted.
        agreed: turns that are due of them by the wheel, exactly.
        used, lapsed, owed: turns used, turns that nobody could use, turns owed to vacancies to come.
    """

    counted: int = 0
    agreed: Fraction = Fraction(0)
    used: int = 0
    lapsed: int = 0
    owed: int = 0

    @property
    def drift(self) -> Fraction:
        """What was used less what was agreed."""
        return self.used - self.agreed

    def plus(self, other: Right) -> Right:
        """Give both together."""
        return Right(
            self.counted + other.counted, self.agreed + other.agreed, self.used + other.used, self.lapsed + other.lapsed,
            self.owed + other.owed,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """The accounts of an estate, an organisation or the city.

    Args:
        level: estate, organisation or city.
        key, name, organisation: what it is.
        vacancies: opened in the period; `let`, `withdrawn` and the rest under way.
        channels: vacancies decided and not given up, by channel; `let_by` those of them that are let.
        groups: flexible lettings by the groups of those who got them.
        departures: decisions otherwise than recommended.
        rights: by right.
        base: referrals due by the base share of what was counted.
        compensation: referrals due beyond that, in place of others; `delivered` as many of them as were taken.
        planned_extra, planned_lost: what the quota account of the year plans; None where there is none.
    """

    level: str
    key: str
    name: str
    organisation: str
    vacancies: int = 0
    let: int = 0
    withdrawn: int = 0
    channels: Mapping[str, int] = field(default_factory=dict)
    let_by: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)
    departures: int = 0
    rights: Mapping[str, Right] = field(default_factory=dict)
    base: Fraction = Fraction(0)
    compensation: Fraction = Fraction(0)
    delivered: Fraction = Fraction(0)
    planned_extra: int | None = None
    planned_lost: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of a period: the city, its organisations, its estates; and the head of the ledger they are told from."""

    period: tuple[date, date] | None
    head: Head
    city: Part
    organisations: tuple[Part, ...]
    estates: tuple[Part, ...]
    turns: Mapping[str, int]


def accounts(ledger: Ledger, office: Office, year: int | None = None) -> Accounts:
    """Give the accounts of a year, or of all that the ledger holds.

    Raises WrongInput if the ledger holds nothing of the year, or the agreement cannot be used.
    """
    with ledger.reading() as reading:
        head = reading.head()
        every = [one for one in reading.vacancies() if one.state != "void"]
        kept = [one for one in every if year is None or day_of(one).year == year]
        counters = _counters(reading)
        turns = _turns(reading)
    if year is not None and not kept:
        found = Message("the ledger holds no vacancy of {year}.", year=year)
        raise WrongInput(Problem(Place("--year"), found, Message("a year of which it holds some")))
    last = date(year, 12, 31) if year is not None else max((day_of(one) for one in kept), default=None)
    plan = _plan(ledger, office, last) if last is not None else None
    of: dict[str, list[Kept]] = {}
    for one in kept:
        of.setdefault(one.estate, []).append(one)
    estates = [
        _estate(office, name, of.get(name, []), counters.get(name, {}), plan) for name in sorted({*of, *counters})
    ]
    organisations = [
        _together("organisation", name, [one for one in estates if one.organisation == name], office)
        for name in dict.fromkeys(one.organisation for one in estates)
    ]
    period = None if year is None else (date(year, 1, 1), date(year, 12, 31))
    city = _together(CITY, CITY, estates, office)
    return Accounts(period, head, city, tuple(organisations), tuple(estates), turns)


def day_of(kept: Kept) -> date:
    """Give the day by which a vacancy belongs to a period: the first that is known of it."""
    on: date | None = read(kept.given["on"])
    days: list[date] = [read(day) for day in kept.given["dates"].values()]
    return on if on is not None else min(days)


def _counters(reading: Reading) -> dict[str, Counters]:
    names = reading.connection.execute(select(ESTATE.c.id)).scalars().all()
    return {name: reading.standing(None, name).counters for name in names}


def _turns(reading: Reading) -> dict[str, int]:
    """Give all turns that the ledger has issued, and what has become of them; slots that are no right are left out."""
    found = {"issued": 0, "returned": 0, "used": 0, "pending": 0, "forfeited": 0}
    rights = select(TURN.c.status, func.sum(TURN.c.issued), func.sum(TURN.c.returned), func.count())
    asked = rights.where(TURN.c.label.not_in(("open", "external"))).group_by(TURN.c.status)
    for status, issued, returned, count in reading.connection.execute(asked):
        found["issued"] += int(issued)
        found["returned"] += int(returned)
        name = {USED: "used", LAPSED: "forfeited", PASSED: "forfeited", HELD: "pending", OWED: "pending"}.get(status)
        if name is not None:
            found[name] += count
    return found


def _plan(ledger: Ledger, office: Office, day: date) -> QuotaAccount | None:
    try:
        return settled_account(office, day, settled_in(ledger))
    except WrongInput:  # no agreement is in force on the day: nothing is planned
        return None


def _estate(office: Office, name: str, kept: Sequence[Kept], counters: Counters, plan: QuotaAccount | None) -> Part:
    row = office.register.estates.get(name)
    gone = [one for one in kept if one.channel is not None and one.state != "withdrawn"]
    rights = {right: _right(wheel, right, kept, counters) for wheel, right in RIGHTS.items()}
    referral = rights[REFERRAL]
    planned = {one.estate.id: one for one in plan.estates} if plan else {}
    share = planned[name].share if name in planned else plan.base if plan else None
    base = Fraction(*share or (0, 1)) * referral.counted
    due = max(Fraction(0), referral.agreed - base)
    return Part(
        "estate", name, row.name if row else name, row.organisation if row else "",
        len(kept), sum(one.state == "let" for one in kept), sum(one.state == "withdrawn" for one in kept),
        Counter(str(one.channel) for one in gone),
        Counter(str(one.channel) for one in gone if one.state == "let"),
        Counter(group for one in gone if one.channel == FLEXIBLE for group in one.group),
        sum(one.departs for one in gone), rights, base, due, min(due, max(Fraction(0), referral.used - base)),
        planned[name].extra if name in planned else None,
        Fraction(planned[name].lost, plan.of) if plan and name in planned else None,
    )  # fmt: skip


def _right(wheel: str, right: str, kept: Iterable[Kept], counters: Counters) -> Right:
    slots = [one for each in kept for one in each.drawn if one.turn.wheel == wheel]
    own = [one for one in slots if one.own]
    held = counters.get(wheel)
    return Right(
        len(own), sum((_share(one, right, counters) for one in own), Fraction(0)),
        sum(one.label == right and one.status == USED for one in slots),
        sum(one.label == right and one.status == LAPSED for one in slots),
        sum(label == right for _, label in held.owed) if held else 0,
    )  # fmt: skip


def _share(one: Drawn, right: str, counters: Counters) -> Fraction:
    dealt = counters[one.turn.wheel].rounds[one.turn.version]
    if right not in dealt.labels:
        return Fraction(0)
    return Fraction(dealt.slots.count(str(dealt.labels.index(right))), len(dealt.slots))


def _together(level: str, key: str, parts: Iterable[Part], office: Office) -> Part:
    listed = list(parts)
    row = office.register.organisations.get(key)
    extra = [one.planned_extra for one in listed if one.planned_extra is not None]
    lost = [one.planned_lost for one in listed if one.planned_lost is not None]
    rights = {right: Right() for right in RIGHTS.values()}
    for one in listed:
        rights = {right: rights[right].plus(one.rights[right]) for right in rights}
    return Part(
        level, key, row.name if row else key, key if level == "organisation" else "",
        sum(one.vacancies for one in listed), sum(one.let for one in listed), sum(one.withdrawn for one in listed),
        _added(one.channels for one in listed), _added(one.let_by for one in listed),
        _added(one.groups for one in listed), sum(one.departures for one in listed), rights,
        sum((one.base for one in listed), Fraction(0)), sum((one.compensation for one in listed), Fraction(0)),
        sum((one.delivered for one in listed), Fraction(0)), sum(extra) if extra else None,
        sum(lost, Fraction(0)) if lost else None,
    )  # fmt: skip


def _added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for one in counts:
        found.update(one)
    return dict(found)


__all__ = ["CHANNELS", "Accounts", "Part", "Right", "accounts", "day_of"]
