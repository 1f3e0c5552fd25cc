"""The outputs that behaviour is fitted to, read off a replication: mean ages, and shares of lettings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kredslob.scenarios.calibrating.ages import Ages, followed
from kredslob.scenarios.city.layout import CHANNELS
from kredslob.scenarios.running.setting import Setting

AGES: Final[Mapping[str, str]] = {
    "age_residents": "residents", "age_moved_in": "moved_in", "age_moved_out": "moved_out",
}  # fmt: skip
INDICATORS: Final[Mapping[str, tuple[str, ...]]] = {
    "share_let_transfers": ("own_estate_transfer", "organisation_transfer"),
}
"""Of an indicator of lettings, by which channels they are."""


def outputs(setting: Setting, replications: int, wanted: Sequence[tuple[str, int]]) -> tuple[float, ...]:
    """Give outputs of some replications, counts added up before they are divided; NaN where there is nothing to divide by.

    Args:
        setting: a city made ready to run.
        replications: how many.
        wanted: of each output its name and the calendar year.
    """
    first = setting.months.first.year
    ran = [followed(setting, number) for number in range(replications)]
    ages = [one for one, _ in ran]
    lettings = [one.lettings_year.sum(axis=2) for _, one in ran]
    found = []
    for name, year in wanted:
        if name in AGES:
            found.append(_mean_age(ages, AGES[name], year - first))
        else:
            by_channel = sum(one[year - first] for one in lettings)
            part = sum(int(by_channel[CHANNELS.index(channel)]) for channel in INDICATORS[name])
            found.append(_ratio(part, int(by_channel.sum())))
    return tuple(found)


def _mean_age(ages: Sequence[Ages], which: str, year: int) -> float:
    """Give a mean age in years."""
    total, count = sum(getattr(one, which)[year] for one in ages)
    return _ratio(float(total), 12 * float(count))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")
