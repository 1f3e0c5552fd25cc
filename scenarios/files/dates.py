"""The months of a scenario: the first, how many, and how a person writes one."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from kredslob.rules.building import shown
from kredslob.rules.messages import FieldPath, Message
from kredslob.scenarios.files.page import Page
from kredslob.scenarios.running.calendar import Months

_MONTH: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_OTHERS: Final = re.compile(r"([0-9]{4})[-/. ]?([0-9]{1,2})")
EARLIEST, LATEST = 1990, 2100
UNKNOWN: Final = Months(
    date.min, 1
)  # stands in for months that cannot be read, so that the rest is looked at all the same


def month_at(page: Page, at: FieldPath, raw: object) -> date | None:
    """Give the first day of a month that is written as 2011-01; note what is wrong."""
    found = _MONTH.fullmatch(raw) if isinstance(raw, str) else None
    if found is None or not EARLIEST <= int(found[1]) <= LATEST:
        page.wrong(at, Message("{value} is not accepted.", value=shown(raw)),
                   Message("a month such as {month}", month="2011-01"), _meant(raw))  # fmt: skip
        return None
    return date(int(found[1]), int(found[2]), 1)


def _meant(raw: object) -> str | None:
    """Give the month that may have been meant."""
    if isinstance(raw, date):
        return f"{raw:%Y-%m}"
    if isinstance(raw, int) and not isinstance(raw, bool) and EARLIEST <= raw <= LATEST:
        return f"{raw}-01"
    told = _OTHERS.fullmatch(raw) if isinstance(raw, str) else None
    if told is None or not (EARLIEST <= int(told[1]) <= LATEST and 1 <= int(told[2]) <= len("JFMAMJJASOND")):
        return None
    return f"{told[1]}-{int(told[2]):02}"


def months_of(page: Page) -> Months:
    """Give the months that a scenario simulates, or UNKNOWN where the first is wrong; what is wrong is noted."""
    raw = page.value("from")
    first = month_at(page, ("from",), raw) if "from" in page.names() else None
    months, years = page.value("months"), page.value("years")
    told = [name for name in ("months", "years") if page.says(name)]
    if len(told) != 1:
        accepted = Message("months, or years")
        if told:
            page.wrong((told[1],), Message("how long is given twice."), accepted)
        else:
            page.wrong((), Message("how long is not given."), accepted)
    count = months if months is not None else years * 12 if years is not None else None
    return UNKNOWN if first is None else Months(first, count or 1)
