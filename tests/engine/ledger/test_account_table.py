"""The accounts as a table and as JSON: each number in its own column, under its own key, as its readers write numbers."""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction
from typing import Any, get_args

import openpyxl
import pytest

from kredslob.engine.ledger.account_table import (
    accounts_record,
    cells,
    csv_table,
    excel_table,
    headers,
    number,
    parts,
)
from kredslob.engine.ledger.accounts import Accounts, Part, Right
from kredslob.engine.ledger.chain import Head
from kredslob.engine.phrasing import Words
from kredslob.engine.record import SCHEMA
from kredslob.rules.messages import Lang
from tests.engine.small_city import library

ASK = Part(
    "estate", "ask", "Askegården", "nord", vacancies=101, let=102, withdrawn=103,
    channels={"referral": 104, "ordinary": 105}, let_by={"rehousing": 106}, groups={"group_young": 107}, departures=108,
    rights={
        "referral": Right(109, Fraction(110, 3), used=111, lapsed=112, owed=113),
        "transfer": Right(114, Fraction(115, 2), used=116, lapsed=117, owed=118),
        "flexible": Right(119, Fraction(120, 7), used=121, lapsed=122, owed=123),
    },
    base=Fraction(124, 3), compensation=Fraction(125, 3), delivered=Fraction(126, 5), planned_extra=127,
    planned_lost=Fraction(128, 3),
)  # fmt: skip
"""An estate of which every number is another, so that none can stand in another's place."""
RIGHTS = {name: Right() for name in ("referral", "transfer", "flexible")}
NORD = Part("organisation", "nord", "Nord", "nord", rights=RIGHTS)
CITY = Part("city", "city", "somebody's name for it", "", rights=RIGHTS)
BIRK = Part("estate", "birk", "Birkegården", "nord", rights=RIGHTS)
FOUND = Accounts(
    (date(2011, 1, 1), date(2011, 12, 31)), Head(1, "0" * 64), CITY, (NORD,), (ASK, BIRK), {"issued": 3, "used": 3}
)

ROW = {
    "Level": "Estate", "Id": "ask", "Name": "Askegården", "Organisation": "nord", "Vacancies": 101, "Let": 102,
    "Withdrawn": 103, "Decided otherwise": 108, "Referrals counted": 109, "Referrals agreed": 36.67,
    "Referrals used": 111, "Referrals lapsed": 112, "Referrals owed": 113, "Drift of referral": 74.33,
    "By base share": 41.33, "Compensation due": 41.67, "Compensation delivered": 25.2, "Extra turns planned": 127,
    "Lost turns planned": 42.67, "Flexible counted": 119, "Flexible agreed": 17.14, "Flexible used": 121,
    "Drift of flexible letting": 103.86, "Transfers used": 116,
}  # fmt: skip
CHANNELS = (104, 0, 0, 0, 0, 0, 0, 105)
GROUPS = (0, 107, 0, 0)


def words(lang: Lang = "en") -> Words:
    """Give what things are called."""
    return Words(library(), lang)


def test_every_number_stands_under_its_own_head() -> None:
    """Exact numbers to two decimals, then the vacancies by channel and the flexible lettings by group."""
    heads, row = headers(words()), cells(words(), ASK)
    assert dict(zip(heads[: len(ROW)], row, strict=False)) == ROW
    assert tuple(row[len(ROW) :]) == CHANNELS + GROUPS
    assert len(heads) == len(row)


def test_every_head_says_something_else() -> None:
    """In both languages, so that a column can be found by it."""
    for lang in get_args(Lang):
        heads = headers(words(lang))
        assert len(set(heads)) == len(heads) == len(ROW) + len(CHANNELS) + len(GROUPS)


def test_the_city_goes_by_what_it_is_and_all_others_by_their_names() -> None:
    """An organisation is told apart from an estate; what nobody has planned is left empty."""
    assert [cells(words(), one)[:4] for one in (CITY, NORD)] == [
        ["The city", "city", "The city", ""], ["Organisation", "nord", "Nord", "nord"],
    ]  # fmt: skip
    assert cells(words(), NORD)[17:19] == [None, None]


@pytest.mark.parametrize(("exact", "told"), [(Fraction(2, 3), 0.67), (Fraction(-1, 8), -0.12), (Fraction(5), 5.0)])
def test_a_spreadsheet_gets_two_decimals(exact: Fraction, told: float) -> None:
    """The exact number stands in the JSON."""
    assert number(exact) == told


@pytest.mark.parametrize(
    ("asked", "estates"), [(None, [ASK, BIRK]), (("birk",), [BIRK]), ((), []), (("nord", "elm"), [])]
)
def test_the_estates_asked_for_are_told_after_the_city_and_its_organisations(
    asked: tuple[str, ...] | None, estates: list[Part]
) -> None:
    """All of them where none is asked for by name; as a table and as JSON."""
    assert parts(FOUND, asked) == [CITY, NORD, *estates]
    assert [one["id"] for one in accounts_record(FOUND, asked)["estates"]] == [one.key for one in estates]


@pytest.mark.parametrize(
    ("lang", "comma", "point", "mark"), [("en", ",", ".", b"Level"), ("da", ";", ",", b"\xef\xbb\xbfNiveau")]
)
def test_a_csv_file_is_as_a_spreadsheet_in_the_language_reads_it(
    lang: Lang, comma: str, point: str, mark: bytes
) -> None:
    """Danish with semicolons, decimal commas and a mark of the encoding; a point within a name stays."""
    dotted = Part("estate", "a.b", "St. Kongensgade", "nord", rights=RIGHTS)
    told = csv_table(words(lang), [ASK, dotted])
    assert told.startswith(mark)
    heads, row, other = list(csv.reader(io.StringIO(told.decode("utf-8-sig")), delimiter=comma))
    assert heads == headers(words(lang))
    plain = [str(one) for one in cells(words(lang), ASK)]
    assert row == [one.replace(".", point) if "." in one else one for one in plain]
    assert f"36{point}67" in row
    assert other[1:3] == ["a.b", "St. Kongensgade"]
    assert other[17:19] == ["", ""]


def test_a_workbook_holds_the_same_numbers_as_numbers() -> None:
    """In one sheet that says what it is; an empty cell where nothing is planned."""
    book = openpyxl.load_workbook(io.BytesIO(excel_table(words("da"), [ASK, NORD])))
    assert book.sheetnames == ["Regnskab"]
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert rows[0] == headers(words("da"))
    assert rows[1] == cells(words("da"), ASK)
    assert rows[2][17:19] == [None, None]


RECORD: dict[str, Any] = {
    "id": "ask", "name": "Askegården", "organisation": "nord",
    "vacancies": 101, "let": 102, "withdrawn": 103, "departures": 108,
    "channels": {"referral": 104, "rehousing": 0, "return_guarantee": 0, "own_estate_transfer": 0,
                 "divorce_precedence": 0, "organisation_transfer": 0, "flexible": 0, "ordinary": 105},
    "let_by": {"referral": 0, "rehousing": 106, "return_guarantee": 0, "own_estate_transfer": 0,
               "divorce_precedence": 0, "organisation_transfer": 0, "flexible": 0, "ordinary": 0},
    "groups": {"group_work": 0, "group_young": 107, "group_senior": 0, "group_divorced": 0},
    "rights": {
        "referral": {"counted": 109, "agreed": "110/3", "used": 111, "lapsed": 112, "owed": 113, "drift": "223/3"},
        "transfer": {"counted": 114, "agreed": "115/2", "used": 116, "lapsed": 117, "owed": 118, "drift": "117/2"},
        "flexible": {"counted": 119, "agreed": "120/7", "used": 121, "lapsed": 122, "owed": 123, "drift": "727/7"},
    },
    "base": "124/3", "compensation": "125/3", "delivered": "126/5", "planned_extra": 127, "planned_lost": "128/3",
}  # fmt: skip


def test_programs_get_exact_fractions_under_the_keys_that_are_described() -> None:
    """With the period, the head of the ledger, and what has become of all turns."""
    told = accounts_record(FOUND, ("ask",))
    assert told["estates"] == [RECORD]
    assert (told["city"]["id"], [one["id"] for one in told["organisations"]]) == ("city", ["nord"])
    assert told["city"]["planned_lost"] is None
    del told["city"], told["organisations"], told["estates"]
    assert told == {
        "schema": SCHEMA, "period": ["2011-01-01", "2011-12-31"], "head": FOUND.head.text,
        "turns": {"issued": 3, "used": 3},
    }  # fmt: skip


def test_accounts_of_all_years_have_no_period_for_programs() -> None:
    """The key is there all the same."""
    assert accounts_record(Accounts(None, FOUND.head, CITY, (), (), {}), None)["period"] is None
