"""What the behaviour says, as plain numbers: hazards a month, kinds of newcomers, paces of moving out, how many come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kredslob.scenarios.behaviour.reading import Behaviour
from tests.scenarios.plain_town.people import STATES, Household, band_of
from tests.scenarios.plain_town.sorting import Crowd

ATTACHMENTS = ("strong", "middling", "weak")
TRAITS = (
    "resident", "leaving_home", "seeks_suited", "studies_locally", "not_citizen", "released", "terminated",
    "child_stays", "studies_nearby", "convicted", "releases_larger", "schooled",
)  # fmt: skip
STREAMS = ("external", "youth", "elderly", "municipal", "off_list")
DEATH = "death"


def chosen(shares: Sequence[float], lot: float) -> int:
    """Give the place that a lot falls on; what rounding leaves over goes to the last."""
    total = 0.0
    for place, share in enumerate(shares):
        total += share
        if lot < total:
            return place
    return len(shares) - 1


@dataclass(frozen=True)
class Ways:
    """How people live, by `docs/model.md`; `cycle`: by line, what hazards are multiplied by in each month."""

    behaviour: Behaviour
    cycle: Mapping[str, Sequence[float]]

    def __getitem__(self, name: str) -> Any:
        return self.behaviour[name]

    def passages(self, doing: str, attachment: int, band: int, early: bool, month: int) -> list[tuple[str, float]]:
        """Give the hazards of a month: what somebody may pass to, death first, then in the order of the states."""
        found = [(DEATH, float(self["work.deaths"][band]))]
        told = self["work.passages"][ATTACHMENTS[attachment]].get(doing, {}) if doing != "retired" and band < 3 else {}
        for other in STATES:
            if other in told:
                turned = {"employed": "to_work", "student": "to_student", "early_pension": "to_early_pension"}
                pace = self["work.pace_by_age"][turned.get(other, "out_of_work")][band]
                first = self["work.first_pace"][doing][0 if early else 1]
                found.append((other, told[other] * pace * first * self._paced(doing, other, month)))
        return found

    def _paced(self, doing: str, other: str, month: int) -> float:
        line = "steady"
        if doing == "employed" and other in {"unemployed", "benefit"}:
            line = "losing_work"
        if doing in {"student", "unemployed", "benefit"} and other == "employed":
            line = "finding_work"
        paces = self.cycle.get(line, ())
        return paces[month] if month < len(paces) else 1.0

    def turns_a_month(self, band: int) -> float:
        """Give how many turns a household comes to in a month."""
        return max(sum(self.happenings(couple, band)) for couple in (False, True))

    def happenings(self, couple: bool, band: int) -> tuple[float, float, float]:
        """Give the hazards of what may happen at a turn: the couple changes, a child is born, another home is wished for."""
        changes = "families.parting" if couple else "families.finding_partner"
        births = "families.births_couple" if couple else "families.births_single"
        return self[changes][band], self[births][band], self["families.wishes"][band]

    def leaving(self, band: int, new: bool) -> float:
        """Give the pace of moving out by age, and in the first months."""
        return float(self["moving.pace_by_age"][band] * (self["moving.newly_moved_in_pace"] if new else 1.0))

    def firmness(self, attachment: int) -> float:
        """Give the pace of moving out by attachment to work."""
        return float(self["moving.pace_by_attachment"][ATTACHMENTS[attachment]])

    def season(self, month_of_year: int) -> float:
        """Give how many months' worth of moving out a month of the year has."""
        return float(self["moving.season"][month_of_year - 1] * 12)

    def mobility(self, homes: Sequence[Household | None], vacancies: int) -> float:
        """Give an estate's pace of moving out, from who lives in its family dwellings at the beginning."""
        total, dying = 0.0, 0.0
        if self["moving.alignment"] == "none":
            homes = ()
        for one in homes:
            if one is None:
                continue
            band = band_of(min(person.born for person in one.people), 0)
            new = one.moved > -int(self["moving.newly_moved_in_months"])
            total += self.leaving(band, new) * self.firmness(one.first.attachment)
            if len(one.people) == 1:
                dying += self["work.deaths"][band]
        if total == 0.0:
            return float(self["moving.without_family_dwellings"])
        vacated = max(vacancies, self["moving.fewest_vacancies"]) / 12 * (1 - self["moving.within_share"])
        return float(max(max(vacated - dying, vacated * 0.2) / total, 1e-6))

    def arrivals(self, vacancies: int, referred: float) -> dict[str, float]:
        """Give how many households a month an estate sends to the external list and to the municipality's."""
        pressure = self["newcomers.pressure"]
        return {
            "external": vacancies / 12 * (1 - referred) * pressure["external"],
            "municipal": vacancies / 12 * referred * pressure["municipal"],
        }

    def mix(self, stream: str, crowd: Crowd) -> list[tuple[str, float]]:
        """Give the kinds that come by a stream, in their order; who comes off the lists is as the external list's."""
        mix = self["newcomers.mix"]["external" if stream == "off_list" else stream]
        shares = {kind: mix.get(kind, 0.0) * sum(self.states(kind, crowd).values()) for kind in self["newcomers.kinds"]}
        return [(kind, share / sum(shares.values())) for kind, share in shares.items()]

    def states(self, kind: str, crowd: Crowd) -> dict[str, float]:
        """Give how common each state is among newcomers of a kind, in the order of the states."""
        told = self["newcomers.kinds"][kind]["states"]
        return {state: told.get(state, 0.0) * crowd.likeness[state] for state in STATES}

    def suits(self, rooms: int, rent: int, size: int, low_rent: bool) -> bool:
        """Tell whether a dwelling suits so many people, at a rent that they can pay; five rooms and more are alike."""
        low, high = self["offers.rooms"][("one", "two", "more")[size - 1]]
        shown = min(max(rooms, 1), 5)
        roomy = low <= shown <= high or (shown == 5 and high >= 5)
        return roomy and not (low_rent and rent > self["offers.low_rent"][size - 1])
