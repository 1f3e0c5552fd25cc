"""What a case takes for granted: every guess at its assumed value, but for those that the case leaves open.

A standing is read without asking what hangs on it, so that its guesses must be settled before anything is decided.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from kredslob.rules.agreement import Agreement, start_id
from kredslob.rules.dating import version_on
from kredslob.rules.units import Value

NOTHING_MOVED: Final[Mapping[str, date]] = MappingProxyType({})


def assumed_values(
    agreement: Agreement, day: date, left_open: Collection[str], moved: Mapping[str, date] = NOTHING_MOVED
) -> dict[str, Value]:
    """Give the assumed value of each guess on a day, those of amendments whose own day is not known included.

    `moved`: the days from which amendments are thought to act, by the names of their days.

    Raises:
        WrongInput: an amendment does not fit what it amends.
    """
    starts = {start_id(one.id): one.start.day for one in agreement.amendments if one.start.range is not None}
    framework, _ = agreement.amended(day, moved)
    found: dict[str, Value] = {}
    for document in (*agreement.laws, framework):
        for key, series in document.parameters.items():
            dated = version_on(series.values, day)
            if dated is not None and dated.basis == "assumed" and dated.value is not None:
                found[key] = dated.value
    return {key: value for key, value in {**starts, **moved, **found}.items() if key not in left_open}
