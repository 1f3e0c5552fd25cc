"""What a replication of the plain town reports, by the same names as `scenarios.running.report`, to hold against an outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kredslob.scenarios.city.layout import QUEUE_MONTH, QUEUES, WAITS
from kredslob.scenarios.running.report import ACCOUNT, ESTATE_YEAR, PLACE_MONTH, RESIDENTS, STANDING, Outcome
from tests.scenarios.plain_town.people import CHANNELS, FLOWS, STATES, Place
from tests.scenarios.plain_town.standing import doing, residents
from tests.scenarios.plain_town.town import Town

QUEUE_KINDS = ("external", "municipal", "organisation", "estate", "guarantee")
HAPPENS = {
    "passes", "dies", "finds_partner", "parts", "applies", "bears", "has_no_place_for_a_child", "wishes", "gives_up",
    "moves_out", "returns", "arrives", "refuses", "let", "held",
}  # fmt: skip
GROWS = {"comes_of_age", "goes_out", "leaves_parents", "left_before"}


@dataclass
class Reported:
    """Counts of a replication; each is kept by where and when, and has every name of its kind."""

    flows: dict[tuple[int, str], int] = field(default_factory=dict)
    of_year: dict[tuple[int, str], int] = field(default_factory=dict)
    place_month: dict[tuple[object, ...], dict[str, int]] = field(default_factory=dict)
    estate_year: dict[tuple[object, ...], dict[str, int]] = field(default_factory=dict)
    queue_month: dict[tuple[object, ...], dict[str, int]] = field(default_factory=dict)
    year: dict[tuple[object, ...], int] = field(default_factory=dict)
    account: dict[tuple[object, ...], tuple[int, ...]] = field(default_factory=dict)
    before: dict[object, int] = field(default_factory=dict)

    def keep(self, town: Town, month: int) -> None:
        """Keep a month that has happened."""
        for place in town.places:
            homes = residents(town, place)
            counts = dict(zip(RESIDENTS, doing(homes).values(), strict=True))
            counts |= {"minors": sum(len(one.minors) for one in homes), "households": len(homes)}
            family = sum(one.kind == "family" and one.estate == place.number for one in town.dwellings)
            exempt = family * (place.standing.get("exempt") is True)
            flows = {name: self._since(("flow", place.number, name), place.flows[name]) for name in FLOWS}
            for where in (("city",), *([("area", place.area)] if place.area else [])):
                total = self.place_month.setdefault((*where, month), dict.fromkeys(PLACE_MONTH, 0))
                for name, count in {**counts, **flows, "exempt_dwellings": exempt}.items():
                    total[name] += count
            for name, count in flows.items():
                self.of_year[place.number, name] = self.of_year.get((place.number, name), 0) + count
            if self._ends_year(town, month):
                self._keep_estate(place, counts, month // 12)
        self._keep_queues(town, month)
        if self._ends_year(town, month):
            self._keep_year(town, month // 12)

    def _keep_queues(self, town: Town, month: int) -> None:
        for kind in QUEUE_KINDS:
            waiting = sum(one.waits_on is not None and one.waits_on[0] == kind for one in town.households.values())
            told = {"waiting": waiting}
            for name in QUEUE_MONTH[1:4]:
                told[name] = self._since(("queue", kind, name), town.queues.get((kind, name), 0))
            self.queue_month[kind, month] = told

    def _keep_year(self, town: Town, year: int) -> None:
        for (channel, wait), count in town.waits.items():
            self.year["wait", year, channel, wait] = self._since(("wait", channel, wait), count)
        for (channel, group), count in town.lettings.items():
            self.year["let", year, channel, group] = self._since(("let", channel, group), count)
        for scope, account in town.account.items():
            self.account[year, scope] = account

    def _keep_estate(self, place: Place, counts: dict[str, int], year: int) -> None:
        told = {
            **counts, "outside_acting": place.acting.outside, "aged_acting": place.acting.aged,
            "outside_measured": place.measured.outside, "aged_measured": place.measured.aged,
            "extra_turns": place.extra_turns, "exempt_since": -1 if place.exempt_since is None else place.exempt_since,
            **{name: int(place.standing.get(name) is True) for name in STANDING},
            **{name: self.of_year.pop((place.number, name)) for name in FLOWS},
        }  # fmt: skip
        self.estate_year[place.number, year] = told

    def _since(self, what: object, count: int) -> int:
        """Give by how much a count has risen since it was last asked after."""
        risen = count - self.before.get(what, 0)
        self.before[what] = count
        return risen

    @staticmethod
    def _ends_year(town: Town, month: int) -> bool:
        return month % 12 == 11 or month + 1 == town.horizon

    def plain(self, town: Town) -> dict[str, Any]:
        """Give all of it, what is 0 left out where there are a great many."""
        return {
            "place_month": self.place_month, "estate_year": self.estate_year, "queue_month": self.queue_month,
            "year": {key: count for key, count in self.year.items() if count}, "account": self.account,
            "events": {"all": events_of(town)},
        }  # fmt: skip


def events_of(town: Town) -> int:
    """Count what has happened as the simulation counts it: who grows up in one household in one month is one event."""
    grown = {(one.month, one.how[0]) for one in town.log if one.what in GROWS}
    return sum(one.what in HAPPENS for one in town.log) + len(grown)


def of_outcome(town: Town, outcome: Outcome) -> dict[str, Any]:
    """Tell an outcome in the same way; queues of the external list are told as one."""
    places: dict[Any, Any] = {
        ("city", month): dict(zip(PLACE_MONTH, row, strict=True))
        for month, row in enumerate(outcome.city_month.tolist())
    }
    for area, rows in zip(town.setting.areas, outcome.area_month.tolist(), strict=True):
        places |= {("area", area, month): dict(zip(PLACE_MONTH, row, strict=True)) for month, row in enumerate(rows)}
    return {
        "place_month": places,
        "estate_year": {
            (at, when): dict(zip(ESTATE_YEAR, row, strict=True))
            for at, rows in enumerate(outcome.estate_year.tolist())
            for when, row in enumerate(rows)
        },
        "queue_month": _queues(outcome), "year": _year(outcome),
        "account": {
            (when, scope): tuple(row[: len(ACCOUNT)])
            for when, rows in enumerate(outcome.account_year.tolist())
            for scope, row in enumerate(rows)
        },
        "events": {"all": outcome.events},
    }  # fmt: skip


def _queues(outcome: Outcome) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for month, rows in enumerate(outcome.queue_month.tolist()):
        for queue, row in zip(QUEUES, rows, strict=True):
            told = found.setdefault((queue.split("_")[0], month), dict.fromkeys(QUEUE_MONTH[:4], 0))
            for name, count in zip(QUEUE_MONTH[:4], row, strict=False):
                told[name] += count
    return found


def _year(outcome: Outcome) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for at, rows in enumerate(outcome.waits_year.tolist()):
        for which, row in zip(WAITS, rows, strict=True):
            key = ("wait", at, which.removesuffix("_passed_over"))
            for wait, count in enumerate(row):
                if count:
                    found[*key, wait] = found.get((*key, wait), 0) + count
    for at, rows in enumerate(outcome.lettings_year.tolist()):
        for channel, row in zip(CHANNELS, rows, strict=True):
            found |= {("let", at, channel, group): count for group, count in zip(STATES, row, strict=True) if count}
    return found
