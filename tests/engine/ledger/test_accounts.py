"""The accounts of a ledger filled by hand, worked out by hand: what each was to let, what it has let, and the drift."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from kredslob.engine.ledger import accounts as accounting
from kredslob.engine.ledger.accounts import Accounts, Part, Right, accounts, day_of
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.turning import Count, Counters, Turn
from kredslob.engine.ledger.vacancies import Kept
from kredslob.engine.office import Office
from kredslob.engine.quota import EstateAccount, QuotaAccount, ScopeAccount
from kredslob.engine.quota_estates import QuotaEstate
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import Estate, Measurement, Organisation
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.by_hand import dealt, filled, slot, told_on
from tests.engine.small_city import KNOWN, library, settled

MAY, JUNE, NEXT = told_on(date(2011, 5, 2)), told_on(date(2011, 6, 1)), told_on(date(2012, 1, 2))
NAMES = {"ask": "Askegården", "birk": "Birkegården", "elm": "Elmegården", "fyr": "Fyrgården"}
NORTH = ("ask", "birk")

VACANCIES = (
    # Ask: of three referral slots one is used, one lapsed; a fourth turn was owed to it from before.
    Kept("V01", "ask", "let", given=MAY, channel="referral", group=("group_work",), drawn=(
        slot("referral", "2011", 2, "referral", "used"), slot("transfer", "2011", 0, "transfer", "held"),
    )),
    Kept("V02", "ask", "let", given=MAY, channel="flexible", group=("group_work", "group_young"), drawn=(
        slot("referral", "2011", 0, "open", "passed"), slot("external", "2011", 1, "flexible", "used"),
        slot("referral", "2010", 7, "referral", "used", own=False),
    )),
    Kept("V03", "ask", "offered", given=MAY, channel="flexible", group=("group_young",), departs=True, drawn=(
        slot("referral", "2011b", 1, "referral", "lapsed"), slot("transfer", "2011", 1, "transfer", "used"),
        slot("external", "2011", 2, "flexible", "lapsed"),
    )),
    Kept("V04", "ask", "withdrawn", given=MAY, channel="ordinary", departs=True),
    Kept("V05", "ask", "void", given=MAY),
    Kept("V06", "ask", "let", given=NEXT, channel="rehousing"),
    # Birk took both of its two turns by referral, of which its base share is one.
    Kept("V11", "birk", "let", given=MAY, channel="referral", drawn=(slot("referral", "b", 0, "referral", "used"),)),
    Kept("V12", "birk", "decided", given=MAY, channel="referral", drawn=(
        slot("referral", "b", 1, "referral", "used"), slot("external", "b", 0, "ordinary", "used"),
    )),
    # Elm had one turn due and took none; its wheel before had no referral at all.
    Kept("V21", "elm", "let", given=JUNE, channel="ordinary", departs=True, drawn=(
        slot("referral", "e", 0, "referral", "lapsed"),
    )),
    Kept("V22", "elm", "open", given=MAY),
    # Fyr has left the register; it drew a slot that no one had a right to.
    Kept("V31", "fyr", "let", given=MAY, channel="ordinary", drawn=(slot("referral", "f", 0, "open", "used"),)),
)  # fmt: skip

COUNTERS: Mapping[str, Counters] = {
    "ask": {
        "referral": Count(
            {"2011": dealt("open referral", "001"), "2011b": dealt("referral open", "01")},
            ((Turn("referral", "2011", 5), "referral"), (Turn("referral", "2011", 6), "referral"),
             (Turn("referral", "2011", 7), "open")),
        ),
        "transfer": Count({"2011": dealt("transfer external", "01")}),
        "external": Count({"2011": dealt("ordinary flexible", "0111")}, ((Turn("external", "2011", 9), "flexible"),)),
    },
    "birk": {
        "referral": Count({"b": dealt("referral", "0")}),
        "external": Count({"b": dealt("ordinary", "0")}),
    },
    "elm": {"referral": Count({"e": dealt("referral", "0")})},
    "fyr": {"referral": Count({"f": dealt("open", "0")})},
    "gran": {"referral": Count({}, ((Turn("referral", "g", -1), "referral"),))},
}  # fmt: skip


def estate_row(name: str) -> Estate:
    """Give an estate's row in the register."""
    return Estate(name, NAMES[name], "nord" if name in NORTH else "syd", origin="public", recorded_on=KNOWN)


def planned(name: str, share: int, extra: int, *, exempt: bool = False) -> EstateAccount:
    """Give what the year plans for an estate of six vacancies that owes so many sixths of them, and so many turns more."""
    row = estate_row(name)
    measured = Measurement(name, 2010, KNOWN, 200, 100, 10, 6, origin="public", recorded_on=KNOWN)
    read = QuotaEstate(row, exempt, 0, measured, 0, (share, 6), ())
    wheel = (0, 1) if exempt else (share + extra, 6)
    return EstateAccount(read, "city", (share, 6), 6 * share, extra, wheel, capped=False)


PLAN = QuotaAccount(
    date(2011, 12, 31), (date(2011, 1, 1), date(2011, 12, 31)), None, "a", (), 6, (1, 3), "fixed", "city", (1, 1),
    (planned("ask", 1, 2), planned("birk", 3, 0), planned("elm", 2, 0, exempt=True)),
    (ScopeAccount("city", 6, 12, 0, 2, 0, 0),),
)  # fmt: skip
"""Ask owes a sixth of its vacancies and two turns for Elm, which is exempt and owes a third; Birk owes half."""


@pytest.fixture
def office() -> Office:
    """Give an office of two organisations and three estates; the fourth has left the register, a fifth never let."""
    organisations = [Organisation(name, name.title(), origin="public", recorded_on=KNOWN) for name in ("nord", "syd")]
    return Office(library(), Register.of([*organisations, *(estate_row(name) for name in ("ask", "birk", "elm"))]))


@pytest.fixture
def found(begun: Ledger, office: Office, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    """Give the accounts of 2011, with the plan of that year."""
    filled(begun, VACANCIES, COUNTERS)
    monkeypatch.setattr(accounting, "settled_account", _plans({date(2011, 12, 31): PLAN}))
    return accounts(begun, office, 2011)


def _plans(known: Mapping[date, QuotaAccount]) -> Any:
    def account(_office: Office, day: date, taken: Mapping[str, Any]) -> QuotaAccount:
        assert taken == settled()
        return known[day]

    return account


ASK = Part(
    "estate", "ask", "Askegården", "nord", vacancies=4, let=2, withdrawn=1,
    channels={"referral": 1, "flexible": 2}, let_by={"referral": 1, "flexible": 1},
    groups={"group_work": 1, "group_young": 2}, departures=1,
    rights={
        "referral": Right(3, Fraction(1, 3) + Fraction(1, 3) + Fraction(1, 2), used=2, lapsed=1, owed=2),
        "transfer": Right(2, Fraction(1), used=1),
        "flexible": Right(2, Fraction(3, 2), used=1, lapsed=1, owed=1),
    },
    base=Fraction(1, 2), compensation=Fraction(2, 3), delivered=Fraction(2, 3), planned_extra=2, planned_lost=Fraction(0),
)  # fmt: skip
BIRK = Part(
    "estate", "birk", "Birkegården", "nord", vacancies=2, let=1, channels={"referral": 2}, let_by={"referral": 1},
    rights={"referral": Right(2, Fraction(2), used=2), "transfer": Right(), "flexible": Right(1)},
    base=Fraction(1), compensation=Fraction(1), delivered=Fraction(1), planned_extra=0, planned_lost=Fraction(0),
)  # fmt: skip
ELM = Part(
    "estate", "elm", "Elmegården", "syd", vacancies=2, let=1, channels={"ordinary": 1}, let_by={"ordinary": 1},
    departures=1,
    rights={"referral": Right(1, Fraction(1), lapsed=1), "transfer": Right(), "flexible": Right()},
    base=Fraction(1, 3), compensation=Fraction(2, 3), delivered=Fraction(0), planned_extra=0, planned_lost=Fraction(2),
)  # fmt: skip
FYR = Part(
    "estate", "fyr", "fyr", "", vacancies=1, let=1, channels={"ordinary": 1}, let_by={"ordinary": 1},
    rights={"referral": Right(1), "transfer": Right(), "flexible": Right()}, base=Fraction(1, 3),
)  # fmt: skip
GRAN = Part(
    "estate", "gran", "gran", "",
    rights={"referral": Right(owed=1), "transfer": Right(), "flexible": Right()},
)  # fmt: skip


def test_each_estate_is_told_what_it_was_to_let_and_what_it_has_let(found: Accounts) -> None:
    """By hand: slots drawn, shares of the wheels that dealt them, the base share, and what of the rest was taken."""
    assert found.estates == (ASK, BIRK, ELM, FYR, GRAN)


def test_organisations_and_the_city_are_the_sum_of_their_estates(found: Accounts) -> None:
    """By the name of each, and nothing planned where nothing is planned for any."""
    north, south, gone = found.organisations
    assert (gone.level, gone.key, gone.name, gone.organisation) == ("organisation", "", "", "")
    assert (gone.vacancies, gone.planned_extra, gone.planned_lost) == (1, None, None)
    assert north == Part(
        "organisation", "nord", "Nord", "nord", vacancies=6, let=3, withdrawn=1,
        channels={"referral": 3, "flexible": 2}, let_by={"referral": 2, "flexible": 1},
        groups={"group_work": 1, "group_young": 2}, departures=1,
        rights={
            "referral": Right(5, Fraction(19, 6), used=4, lapsed=1, owed=2),
            "transfer": Right(2, Fraction(1), used=1),
            "flexible": Right(3, Fraction(3, 2), used=1, lapsed=1, owed=1),
        },
        base=Fraction(3, 2), compensation=Fraction(5, 3), delivered=Fraction(5, 3), planned_extra=2,
        planned_lost=Fraction(0),
    )  # fmt: skip
    assert (south.key, south.vacancies, south.planned_extra, south.planned_lost) == ("syd", 2, 0, Fraction(2))
    city = found.city
    assert (city.level, city.key, city.name, city.organisation) == ("city", "city", "city", "")
    assert (city.vacancies, city.let, city.withdrawn, city.departures) == (9, 5, 1, 2)
    assert city.channels == {"referral": 3, "flexible": 2, "ordinary": 2}
    assert city.rights["referral"] == Right(7, Fraction(25, 6), used=4, lapsed=2, owed=3)
    assert (city.base, city.compensation, city.delivered) == (Fraction(13, 6), Fraction(7, 3), Fraction(5, 3))
    assert (city.planned_extra, city.planned_lost) == (2, Fraction(2))


def test_drift_is_what_was_used_less_what_was_agreed(found: Accounts) -> None:
    """More was taken than agreed in Ask, less in Elm."""
    drifts = [one.rights["referral"].drift for one in (*found.estates, found.city)]
    assert drifts == [Fraction(5, 6), 0, -1, 0, 0, Fraction(-1, 6)]


def test_what_an_estate_took_of_its_compensation_goes_first_to_its_base_share(
    begun: Ledger, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a turn and a half that were agreed it took one; half is its own, so half is for others, and half lacks."""
    drawn = (slot("referral", "a", 0, "referral", "used"), slot("referral", "a", 1, "referral", "held"),
             slot("referral", "a", 2, "open", "passed"))  # fmt: skip
    counters = {"ask": {"referral": Count({"a": dealt("referral open", "01")})}}
    filled(begun, [Kept("V1", "ask", "let", given=MAY, channel="referral", drawn=drawn)], counters)
    monkeypatch.setattr(accounting, "settled_account", _plans({date(2011, 5, 2): PLAN}))
    (one,) = accounts(begun, office).estates
    assert (one.base, one.compensation, one.delivered) == (Fraction(1, 2), Fraction(1), Fraction(1, 2))


def test_a_year_is_told_by_its_own_vacancies_and_the_whole_by_all(
    found: Accounts, begun: Ledger, office: Office
) -> None:
    """The head is that of the ledger; a letting of the year after is in the whole alone, and so is its plan."""
    assert found.period == (date(2011, 1, 1), date(2011, 12, 31))
    assert found.head == begun.read(lambda reading: reading.head())
    with pytest.raises(KeyError):  # the plan asked for is that of the last day that is known
        accounts(begun, office)


def test_the_accounts_of_all_years_have_no_period(begun: Ledger, office: Office) -> None:
    """And nothing is planned where no agreement is in force on the last day: the base share is none."""
    filled(begun, [Kept("V1", "ask", "let", given=told_on(date(1990, 5, 2)), channel="ordinary", group=("any",),
                        drawn=(slot("referral", "2011", 2, "referral", "used"),)),
                   Kept("V2", "ask", "void", given=MAY)], {"ask": COUNTERS["ask"]})  # fmt: skip
    found = accounts(begun, office)
    assert found.period is None
    (one,) = found.estates
    assert (one.vacancies, one.base, one.planned_extra, one.planned_lost) == (1, Fraction(0), None, None)
    assert (one.compensation, one.delivered) == (Fraction(1, 3), Fraction(1, 3))
    assert found.city.planned_extra is None
    assert one.groups == {}


def test_a_ledger_without_vacancies_has_accounts_of_nothing(begun: Ledger, office: Office) -> None:
    """Neither an estate nor an organisation; the city has let nothing."""
    found = accounts(begun, office)
    assert (found.estates, found.organisations) == ((), ())
    assert found.city == Part(
        "city", "city", "city", "", rights={name: Right() for name in ("referral", "transfer", "flexible")}
    )
    assert found.turns == {"issued": 0, "returned": 0, "used": 0, "pending": 0, "forfeited": 0}


@pytest.mark.parametrize("year", [2010, 2013])
def test_a_year_of_which_the_ledger_holds_nothing_is_refused(begun: Ledger, office: Office, year: int) -> None:
    """By the option and the year."""
    filled(begun, VACANCIES, COUNTERS)
    with pytest.raises(WrongInput, match=str(year)) as refused:
        accounts(begun, office, year)
    assert [problem.place.file for problem in refused.value.problems] == ["--year"]


TURNS = (
    ("ask", "referral", "a", 0, "referral", "used", "V1", 1, 0),
    ("ask", "referral", "a", 1, "referral", "used", "V1", 3, 2),
    ("ask", "transfer", "a", 0, "transfer", "lapsed", "V1", 1, 0),
    ("ask", "external", "a", 0, "flexible", "passed", "V1", 1, 0),
    ("ask", "external", "a", 1, "flexible", "passed", "V2", 1, 0),
    ("ask", "referral", "a", 2, "referral", "held", "V1", 1, 0),
    ("ask", "referral", "a", 3, "referral", "owed", None, 1, 0),
    ("ask", "referral", "a", 4, "referral", "free", None, 5, 5),
    ("ask", "referral", "a", 5, "open", "passed", "V1", 100, 0),
    ("ask", "transfer", "a", 1, "external", "used", "V1", 100, 0),
)


def test_every_turn_that_was_issued_is_used_pending_returned_or_forfeited(begun: Ledger, office: Office) -> None:
    """Slots that are nobody's right are left out; one that is free again was returned as often as issued."""
    found = accounts(filled(begun, turns=TURNS), office).turns
    assert found == {"issued": 14, "returned": 7, "used": 2, "pending": 2, "forfeited": 3}
    assert found["issued"] == sum(found[name] for name in ("returned", "used", "pending", "forfeited"))


def test_a_vacancy_belongs_to_the_day_said_else_to_the_first_that_is_known() -> None:
    """Whichever of its days that is."""
    late, early, said = date(2012, 3, 1), date(2011, 12, 31), date(2013, 1, 1)
    assert day_of(Kept("V1", "ask", given=told_on(late, early))) == early
    assert day_of(Kept("V1", "ask", given=told_on(late, early, on=said))) == said
