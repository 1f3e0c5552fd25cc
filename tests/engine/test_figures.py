"""Numbers and dates are written as Babel writes them for Danes and Englishmen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

import pytest
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.figures import MOST_DECIMALS, day_in, month_day_in, month_in, month_name_in, number_in
from kredslob.rules.messages import Lang

LOCALES: Final[dict[Lang, str]] = {"da": "da", "en": "en_GB"}
LANGUAGES = pytest.mark.parametrize("lang", LOCALES)


@LANGUAGES
@given(
    st.integers(-(10**12), 10**12) | st.decimals(-(10**9), 10**9, places=9) | st.decimals(0, 100, places=3),
    st.integers(0, MOST_DECIMALS),
)
def test_a_number_has_the_marks_of_the_language(lang: Lang, number: int | Decimal, least: int) -> None:
    """Thousands, decimals and rounding are Babel's, whatever the least number of decimals."""
    pattern = "#,##0." + "0" * least + "#" * (MOST_DECIMALS - least)
    assert number_in(lang, number, least) == format_decimal(number, format=pattern, locale=LOCALES[lang])


@LANGUAGES
@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_date_is_told_in_words(lang: Lang, day: date) -> None:
    """A date has its long form, and a day of the year the same without the year."""
    assert day_in(lang, day) == format_date(day, format="long", locale=LOCALES[lang])
    assert month_day_in(lang, day) == format_skeleton("MMMMd", day, locale=LOCALES[lang])
    assert month_in(lang, day) == format_skeleton("yMMMM", day, locale=LOCALES[lang])
    assert month_name_in(lang, day.month) == format_date(day, format="LLLL", locale=LOCALES[lang])


def test_a_number_and_a_date_by_way_of_example() -> None:
    """1.234,5 on 1. april 2012."""
    assert number_in("da", Decimal("1234.5")) == "1.234,5"
    assert number_in("en", Decimal("28.2"), 2) == "28.20"
    assert [number_in("en", one) for one in (3, Decimal("2.50"), Decimal("30.00"))] == ["3", "2.5", "30"]
    assert day_in("da", date(2012, 4, 1)) == "1. april 2012"
