"""What the account of an estate takes from the terms, and what it takes where they say nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from unittest.mock import Mock

import pytest

from kredslob.engine.account import (
    _counted,
    _deal,
    _of_estate,
    _placed,
    _scope,
    quota_period,
    settled_account,
)
from kredslob.engine.adjustment import _share_on
from kredslob.engine.compensation import Terms as Deal
from kredslob.engine.knowledge import Unknown
from kredslob.engine.office import Office
from kredslob.engine.quota_estates import QuotaEstate
from kredslob.engine.register.rows import Estate
from kredslob.rules.messages import Place, WrongInput
from kredslob.rules.units import MOST_TURNS
from tests.engine.bare_terms import bare_terms
from tests.engine.small_city import DAY, KNOWN, measured, office, prolonged, settled

HOUSE = Estate("x", "X", "org", None, "individual", origin="public", recorded_on=KNOWN)


def read(name: str, of: int, own: tuple[int, int] | Unknown | None, *, exempt: bool = False) -> QuotaEstate:
    """Give an estate with so many vacancies and a share of its own, or none."""
    return QuotaEstate(replace(HOUSE, id=name), exempt, 300_000, replace(measured(), base_vacancies=of), 0, own, ())


def test_terms_that_say_nothing_give_no_share_no_method_and_no_cap() -> None:
    """No estate owes, nothing is placed, and nothing is measured against a threshold."""
    assert _deal(bare_terms({}), {}, ()) == Deal((0, 1), "none", 0, (1, 1))


def test_shares_of_the_estates_own_are_counted_where_all_have_one() -> None:
    """Six vacancies of which every other was owed lose three turns, though there is no base share."""
    every = (read("x", 6, (1, 2), exempt=True), read("a", 12, (1, 6)))
    deal = replace(_deal(bare_terms({}), {}, every), method="proportional")
    placed, scopes = _placed(deal, "city", every, {})
    assert (scopes, placed.of, placed.lost, placed.extra) == (("city",), 6, (18,), (0, 3))


def test_an_estate_that_owes_nobody_knows_what_counts_as_one_without_vacancies() -> None:
    """It loses nothing and receives nothing."""
    assert (_counted(read("x", 6, Unknown(needs=("income",)))), _counted(read("x", 6, None))) == (0, 6)


@pytest.mark.parametrize(
    ("scoped_by", "agreement", "scope"),
    [
        ("city", "individual", "city"),
        ("organisation", "individual", "org"),
        ("organisation", None, "org"),
        ("agreement", "individual", "individual"),
        ("agreement", None, "org"),
    ],
)
def test_what_is_lost_is_placed_within_the_scope_agreed(scoped_by: str, agreement: str | None, scope: str) -> None:
    """Where an estate has no individual agreement, that of its organisation."""
    assert _scope(replace(HOUSE, agreement=agreement), scoped_by) == scope


def test_a_wheel_of_more_slots_than_can_be_laid_out_is_refused_though_nothing_was_measured() -> None:
    """A share of a great many turns makes one too; then no row can be named."""
    deal = Deal((1, MOST_TURNS + 1), "none")
    with pytest.raises(WrongInput) as caught:
        _of_estate(deal, replace(read("x", 0, None), measured=None), "city", 0, office())
    assert [one.place for one in caught.value.problems] == [Place()]


@pytest.mark.parametrize(("to", "last"), [(None, date(2014, 12, 31)), (date(2014, 6, 30), date(2014, 6, 30))])
def test_a_period_ends_with_the_year_or_with_the_agreement(to: date | None, last: date) -> None:
    """Whichever is first."""
    agreement = replace(prolonged(), base=replace(prolonged().base, to=to))
    assert quota_period(agreement, date(2014, 3, 1)) == (date(2014, 1, 1), last)


def test_what_is_carried_over_is_counted_on_the_last_day_of_the_year() -> None:
    """A measurement published that day makes an estate exempt, and a third of a turn is left of its 31 vacancies."""
    where = office(replace(measured(401, year=2011, published=date(2011, 12, 31)), base_vacancies=31))
    at_once = dict.fromkeys(("measurement.takes_effect", "standing.takes_effect"), "on_publication")
    account = settled_account(where, date(2012, 5, 1), {**settled(), **at_once})
    assert [(one.carried_in, one.of) for one in account.scopes] == [(1, 3)]


def test_readings_are_told_apart_by_the_measurement_too() -> None:
    """Two that say the same are two rows."""
    one = read("x", 6, None)
    assert one.measured is not None
    assert one.reading == (False, 300_000, None, one.measured.key)
    assert replace(one, measured=None).reading == (False, 300_000, None, None)


def test_an_estate_without_a_wheel_has_no_share_to_be_adjusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where neither its individual agreement nor any term gives it one."""
    where = office()
    terms = where.terms_for(DAY, HOUSE, settled())
    left = {key: one for key, one in terms.parameters.items() if key != "referral.base_share"}
    monkeypatch.setattr(Office, "terms_for", lambda *_: replace(terms, parameters=left, wheels={}))
    line: Any = Mock(estate=next(iter(where.register.estates.values())))
    assert _share_on(where, DAY, line, settled()) == (0, 1)
