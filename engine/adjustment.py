"""The spring adjustment: whose standing has changed since the last one and why, and the wheels that follow.

For each individual agreement whose wheels change it proposes the file as it would be. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from math import gcd

from kredslob.engine.account import quota_account
from kredslob.engine.adjusting import Share, adjusted_text
from kredslob.engine.calendar import last_adjustment
from kredslob.engine.case import Case
from kredslob.engine.decision import Reason
from kredslob.engine.explaining import reasons
from kredslob.engine.exploring import explore
from kredslob.engine.knowledge import FactValue, Unknown, opened
from kredslob.engine.office import Office
from kredslob.engine.outcome import EXEMPT, standing_names
from kredslob.engine.quota import EstateAccount, QuotaAccount
from kredslob.engine.quota_estates import SHARE, at_assumed
from kredslob.engine.register.rows import Estate
from kredslob.engine.turns import Turn
from kredslob.engine.vacancy import Vacancy
from kredslob.engine.wheels import REFERRAL
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value

STANDING = ("forty_plus", "listed_for_exemption", "newly_listed", EXEMPT)
ADJUSTED = "adjustment.day"

Facts = Mapping[str, FactValue]


@dataclass(frozen=True, slots=True)
class StandingChange:
    """An estate whose standing is another than at the last adjustment.

    Args:
        estate: its row.
        before, after: 40-plus, on the list that the agreement heeds, new on it, exempt; and the share outside the
            workforce by the measurement that acted.
        was, now: the rules by which it was exempt or not, and is.
        readings: each standing that the guesses allow on the day, the assumed one first; empty if there is but one.
    """

    estate: Estate
    before: Facts
    after: Facts
    was: tuple[Reason, ...]
    now: tuple[Reason, ...]
    readings: tuple[tuple[Mapping[str, Value], Facts], ...]


@dataclass(frozen=True, slots=True)
class WheelChange:
    """An estate whose referral wheel changes.

    Args:
        estate: its row.
        before: the share (turns, of) by which the day before is decided.
        after: the share by the account of the day.
        agreement: the individual agreement that fixes it; None where there is no such file.
        agreed: that agreement already gives the new share from this day on.
    """

    estate: Estate
    before: Share
    after: Share
    agreement: str | None
    agreed: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """An individual agreement as it would be: the name of its file, and the text with a version more for each wheel."""

    agreement: str
    organisation: str
    name: str
    estates: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Adjustment:
    """The adjustment of a day, against the last one or the agreement's beginning (`since`)."""

    day: date
    since: date
    account: QuotaAccount
    standing: tuple[StandingChange, ...]
    wheels: tuple[WheelChange, ...]
    proposals: tuple[Proposal, ...]


def adjustment(office: Office, day: date, *, assumed: Mapping[str, Value] | None = None) -> Adjustment:
    """Work out the adjustment of a day, at the assumed values of the guesses that `assumed` leaves open.

    Raises:
        WrongInput: the agreement is not in force the day before, or something supplied is wrong.
    """
    given = assumed or {}
    since = _since(office, day, given)
    account = quota_account(office, day, assumed=given)
    standing = tuple(_standing_changes(office, day, since, given, account))
    wheels = wheel_changes(office, account, given)
    return Adjustment(day, since, account, standing, wheels, proposals(office, day, wheels))


def _since(office: Office, day: date, given: Mapping[str, Value]) -> date:
    agreement, eve = office.agreement_on(day), day - timedelta(days=1)
    start = agreement.base.start.day
    if eve < start:
        found = Message("{id} begins on {day}: there is nothing to adjust yet.", id=agreement.id, day=start)
        raise WrongInput(Problem(Place(None, None, "on"), found, Message("a later day")))
    month_day = at_assumed(partial(office.terms_for, eve, None), given).value(ADJUSTED)
    return max(start, last_adjustment(eve, ", ".join(map(str, month_day)))) if isinstance(month_day, tuple) else start


# --- standing ------------------------------------------------------------------------------------------------------


def _standing_changes(
    office: Office, day: date, since: date, given: Mapping[str, Value], account: QuotaAccount
) -> Iterator[StandingChange]:
    for one in account.estates:
        before, was = at_assumed(partial(_standing, office, since, one.estate), given)
        after, now = at_assumed(partial(_standing, office, day, one.estate), given)
        if _kind(before) != _kind(after):
            yield StandingChange(one.estate, before, after, was, now, _readings(office, day, one.estate, given))


def _readings(
    office: Office, day: date, estate: Estate, given: Mapping[str, Value]
) -> tuple[tuple[Mapping[str, Value], Facts], ...]:
    different: dict[tuple[FactValue, ...], tuple[Mapping[str, Value], Facts]] = {}
    for branch in explore(partial(_standing, office, day, estate), given).branches:
        different.setdefault(_kind(branch.result[0]), (branch.taken, branch.result[0]))
    return tuple(different.values()) if len(different) > 1 else ()


def _standing(
    office: Office, day: date, estate: Estate, taken: Mapping[str, Value]
) -> tuple[Facts, tuple[Reason, ...]]:
    """Give an estate's standing and the rules that make it exempt or not; raise Open where a guess decides."""
    terms = office.terms_for(day, estate, taken)
    case = Case(office, Vacancy("", estate.id), estate, day, terms, None)
    facts: dict[str, FactValue] = {}
    told = standing_names(case.situation)
    for name in (*STANDING, SHARE):
        if name in told:
            facts[name] = case.situation[name]
    for value in facts.values():
        if isinstance(value, Unknown) and value.guesses:
            raise opened(terms, value.guesses[0])
    return facts, reasons([case.situation.outcome(EXEMPT)] if EXEMPT in terms.rules else [], terms)


def _kind(facts: Facts) -> tuple[FactValue, ...]:
    """Give what two standings must share to be one: the share itself may differ from year to year."""
    return tuple(facts[name] for name in STANDING if name in facts)


# --- wheels --------------------------------------------------------------------------------------------------------


def wheel_changes(office: Office, account: QuotaAccount, given: Mapping[str, Value]) -> tuple[WheelChange, ...]:
    """Give the estates that an account gives another wheel than they have the day before."""
    return tuple(_wheel_changes(office, account.day, given, account))


def _wheel_changes(
    office: Office, day: date, given: Mapping[str, Value], account: QuotaAccount
) -> Iterator[WheelChange]:
    eve = day - timedelta(days=1)
    for one in account.estates:
        before = _share_on(office, eve, one, given)
        if before != one.wheel:
            agreement = office.individual(office.agreement_on(day), one.estate)
            agreed = agreement is not None and _share_on(office, day, one, given) == one.wheel
            yield WheelChange(one.estate, before, one.wheel, agreement.id if agreement else None, agreed)


def _share_on(office: Office, day: date, one: EstateAccount, given: Mapping[str, Value]) -> Share:
    """Give the referral share by which a vacancy of the estate is decided on a day, in lowest terms."""

    def share(taken: Mapping[str, Value]) -> Share:
        terms: Terms = office.terms_for(day, one.estate, taken)
        turn = Case(office, Vacancy("", one.estate.id), one.estate, day, terms, None).turns[REFERRAL]
        if isinstance(turn, Unknown) and turn.guesses:
            raise opened(terms, turn.guesses[0])
        return turn.wheel.share(REFERRAL) if isinstance(turn, Turn) and turn.wheel is not None else (0, 1)

    return _lowest(at_assumed(share, given))


def _lowest(share: Share) -> Share:
    shared = gcd(*share)
    return share[0] // shared, share[1] // shared


def proposals(office: Office, day: date, wheels: Iterable[WheelChange]) -> tuple[Proposal, ...]:
    """Give each individual agreement as it would be with its new wheels from a day.

    Raises:
        WrongInput: the file of one cannot be read.
    """
    return tuple(_proposals(office, day, wheels))


def _proposals(office: Office, day: date, wheels: Iterable[WheelChange]) -> Iterator[Proposal]:
    framework = office.agreement_on(day).id
    changed: dict[str, list[WheelChange]] = {}
    for one in wheels:
        if one.agreement is not None:
            changed.setdefault(one.agreement, []).append(one)
    for agreement, members in sorted(changed.items()):
        path = office.library.individual_folder(framework) / f"{agreement}.yaml"
        text = adjusted_text(path, {one.estate.id: one.after for one in members}, day)
        yield Proposal(
            agreement, members[0].estate.organisation, path.name, tuple(one.estate.id for one in members), text
        )
