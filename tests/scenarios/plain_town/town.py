"""The plain town itself: what is in it, who waits where, and how its luck is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kredslob.scenarios.running.setting import Setting
from tests.scenarios.plain_town import luck
from tests.scenarios.plain_town.people import (
    CHANNELS,
    AreaYears,
    Dwelling,
    Event,
    Figures,
    Household,
    List,
    Person,
    Place,
)
from tests.scenarios.plain_town.sorting import Crowd
from tests.scenarios.plain_town.ways import DEATH, TRAITS, Ways, chosen

ADULT, PENSION = 18 * 12, 65 * 12
STATES_FROM = 1 << 16  # a state's numbers are told apart by the month since which somebody is in it
# numbers of a household's luck: its turns, and its members beside the first ones
TURNS, PARTNERS, LEAVERS, GROWN_UP = 1 << 16, 1 << 12, 1 << 14, 1 << 20
# purposes of a turn's luck
TURN, WHICH, NEAR, APPLIES, WITHOUT_MARRIAGE, STAYS_BEHIND, PATIENCE = range(7)
STAY, ACCEPTS = 6, 7


@dataclass
class Town:
    """A town in one replication; `log`: everything that has happened, in no order within a month."""

    setting: Setting
    ways: Ways
    replication: int
    places: list[Place]
    areas: dict[str, AreaYears]
    dwellings: list[Dwelling]
    rates: list[dict[str, float]]
    mobility: list[float]
    estate_keys: list[int]
    crowds: list[Crowd]
    city: Crowd
    households: dict[int, Household] = field(default_factory=dict)
    vacant: list[Dwelling] = field(default_factory=list)
    serials: dict[tuple[int, str], int] = field(default_factory=dict)
    coming: dict[tuple[int, str], float] = field(default_factory=dict)
    carried: dict[int, tuple[int, int]] = field(default_factory=dict)
    account: dict[int, tuple[int, ...]] = field(default_factory=dict)
    waits: dict[tuple[str, int], int] = field(default_factory=dict)
    lettings: dict[tuple[str, str], int] = field(default_factory=dict)
    queues: dict[tuple[str, str], int] = field(default_factory=dict)
    log: list[Event] = field(default_factory=list)

    @property
    def horizon(self) -> int:
        """How many months are simulated."""
        return self.setting.months.count

    def note(self, month: int, what: str, who: int, *how: object) -> None:
        """Write down that something has happened."""
        self.log.append(Event(month, what, who, how))

    def count_queue(self, which: List, what: str) -> None:
        """Count what happens to those on a kind of list."""
        self.queues[which[0], what] = self.queues.get((which[0], what), 0) + 1

    # --- lists -------------------------------------------------------------------------------------------------------

    def waiting_on(self, lists: Sequence[List]) -> list[Household]:
        """Give everybody on some lists."""
        return [one for one in self.households.values() if one.waits_on in lists]

    def join(self, one: Household, which: List, month: int) -> None:
        """Put a household on a list, with its refusals counted anew."""
        one.waits_on, one.listed, one.refusals = which, month, 0
        self.count_queue(which, "joined")
        self.note(month, "joins", one.key, which)

    def leave_list(self, one: Household, why: str) -> None:
        """Take a household off the list that it may be on."""
        if one.waits_on is not None:
            self.count_queue(one.waits_on, why)
        one.waits_on = None

    def forget(self, one: Household) -> None:
        """Let a household go."""
        self.leave_list(one, "gave_up")
        del self.households[one.key]

    def lose_place(self, one: Household) -> None:
        """Take somebody off their list for good: a tenant stays at home, others are gone."""
        self.leave_list(one, "gave_up")
        one.gives_up = None
        if one.home is None:
            self.forget(one)

    # --- time --------------------------------------------------------------------------------------------------------

    def plan_life(self, one: Person, month: int) -> None:
        """Find the month after this one in which somebody's state ends: when its hazards come to an amount drawn."""
        amount, total = luck.exponential(one.key, STATES_FROM + one.since, 0), 0.0
        one.ends = None
        for at in range(month + 1, self.horizon):
            if at == one.born + PENSION:
                one.ends = at
                return
            total += sum(hazard for _, hazard in self.passages(one, at))
            if total > amount:
                one.ends = at
                return

    def passages(self, one: Person, month: int) -> list[tuple[str, float]]:
        """Give the hazards of somebody in a month."""
        early = month < one.since + int(self.ways["work.first_months"])
        return self.ways.passages(one.doing, one.attachment, band_at(one, month), early, month)

    def what_comes(self, one: Person, month: int) -> str:
        """Give the state that somebody passes to whose state ends."""
        if month == one.born + PENSION:
            return "retired"
        told = self.passages(one, month)
        total = sum(hazard for _, hazard in told)
        lot = luck.uniform(one.key, STATES_FROM + one.since, 1)
        return told[chosen([hazard / total for _, hazard in told], lot)][0]

    def plan_turn(self, one: Household, month: int) -> None:
        """Find the month of a household's next turn."""
        one.turns += 1
        amount, total = luck.exponential(one.key, TURNS + one.turns, TURN), 0.0
        one.turn = None
        for at in range(month + 1, self.horizon):
            total += self.ways.turns_a_month(band_at(one.first, at))
            if total > amount:
                one.turn = at
                return

    def turn_luck(self, one: Household, purpose: int) -> float:
        """Give a number of a household's turn."""
        return luck.uniform(one.key, TURNS + one.turns, purpose)

    def plan_stay(self, one: Household, month: int) -> None:
        """Find the month in which a household leaves its home by itself."""
        assert one.home is not None
        one.homes += 1
        band = band_at(min(one.people, key=lambda person: person.born), month)
        pace = self.mobility[one.home.estate] * self.ways.firmness(one.first.attachment)
        amount, total = luck.exponential(one.key, one.homes, STAY), 0.0
        turning = one.moved + int(self.ways["moving.newly_moved_in_months"])
        one.stay = None
        for at in range(month + 1, self.horizon):
            season = self.ways.season(self.setting.months.day(at).month)
            total += pace * self.ways.leaving(band, at < turning) * season
            if total >= amount:
                one.stay = at
                return

    # --- homes -------------------------------------------------------------------------------------------------------

    def move_in(self, one: Household, home: Dwelling, month: int) -> None:
        """Let a household into an empty dwelling."""
        one.home, one.moved, home.occupant = home, month, one
        self.plan_stay(one, month)

    def vacate(self, one: Household, *, within: bool) -> None:
        """Let a household out of its home, which is then to be let."""
        home = one.home
        assert home is not None
        one.home, home.occupant, home.freed = None, None, within
        if home.kind == "family":
            place = self.places[home.estate]
            place.vacated_since += 1
            place.flows["vacated"] += 1
        self.vacant.append(home)

    # --- newcomers ---------------------------------------------------------------------------------------------------

    def stream_key(self, estate: int, stream: str) -> int:
        """Give the key of a stream of newcomers."""
        order = ("external", "youth", "elderly", "municipal", "off_list")
        return luck.part(luck.replicated(self.estate_keys[estate], self.replication), order.index(stream))

    def arrive(self, estate: int, stream: str, month: int) -> Household:
        """Let the next household of a stream come, on no list yet."""
        serial = self.serials.get((estate, stream), 0)
        self.serials[estate, stream] = serial + 1
        key = luck.part(self.stream_key(estate, stream), 2 * serial)
        crowd = self.city if stream == "municipal" else self.crowds[estate]
        found = self.newcomer(key, stream, crowd, month)
        self.households[found.key] = found
        return found

    def plan_arrival(self, estate: int, stream: str) -> None:
        """Draw when the next household of a stream comes."""
        rate = self.rates[estate][stream]
        if rate <= 0:
            self.coming[estate, stream] = float("inf")
            return
        gap = luck.exponential(self.stream_key(estate, stream), 2 * self.serials.get((estate, stream), 0) + 1, 0)
        self.coming[estate, stream] = self.coming.get((estate, stream), 0.0) + gap / rate

    def crowd_at(self, one: Household) -> Crowd:
        """Give whom a household's people are like: those who come to the estate where it lives."""
        return self.city if one.home is None else self.crowds[one.home.estate]

    def newcomer(self, key: int, stream: str, crowd: Crowd, month: int) -> Household:
        """Draw a household that comes by a stream, of a crowd."""
        of_kind, couple, family = luck.lots(key, 0, 0)
        mix = self.ways.mix(stream, crowd)
        kind = mix[chosen([share for _, share in mix], of_kind)][0]
        like = self.ways["newcomers.kinds"][kind]
        one = Household(key, kind, moved=month, parted=month)
        one.adults[0] = self.draw_person(luck.member(key, 0), kind, crowd, month, None)
        if couple < like["couple"]:
            one.adults[1] = self.draw_person(luck.member(key, 1), kind, crowd, month, one.first.born)
        if family < like["children"]:
            self._draw_children(one, like["most_children"], month)
        one.measure()
        purse, together, parted = luck.lots(key, 0, 1)
        one.low_rent = purse < like["low_rent"]
        one.gives_up = month + 1 + int(like["patience"] * luck.exponential(key, 0, 5))
        one.together = month - int(120 * together)
        if len(one.people) == 1 and parted < like["parted"]:
            legally, since, shared = luck.lots(key, 0, 2)
            one.parting = 2 if legally < like["break_up"] else 1
            one.parted, one.shared = month - int(12 * since), int(60 * shared)
        one.traits = self._draw_traits(key, like)
        return one

    @staticmethod
    def _draw_children(one: Household, most: int, month: int) -> None:
        count, *ages = luck.lots(one.key, 1, 0)
        ages += luck.lots(one.key, 1, 1)
        for child in range(min(1 + int(count * most), 4)):
            one.children[child] = month - int(ages[child] * ADULT)

    @staticmethod
    def _draw_traits(key: int, like: Mapping[str, float]) -> frozenset[str]:
        every = [lot for group in range(4) for lot in luck.lots(key, 1, 8 + group)]
        return frozenset(
            name for name, lot in zip(TRAITS, every, strict=True) if lot * luck.OF_LOT < round(like[name] * luck.OF_LOT)
        )

    def draw_person(self, key: int, kind: str, crowd: Crowd, month: int, near: int | None) -> Person:
        """Draw an adult of a kind; `near`: the birth month of whom they live with."""
        like = self.ways["newcomers.kinds"][kind]
        age, state, _ = luck.lots(key, 0, 0)
        low, high = like["ages"]
        born = month - int((low + (high - low) * age) * 12)
        if near is not None:
            born = min(near + int((age - 0.5) * 96), month - ADULT)
        doing = drawn_state(self.ways.states(kind, crowd), state)
        if month - born >= PENSION:
            doing = "retired"
        since = month - int(24 * luck.exponential(key, 0, 2))
        return self.new_person(key, doing, born, since, crowd, month)

    def new_person(self, key: int, doing: str, born: int, since: int, crowd: Crowd, month: int) -> Person:
        """Draw what somebody keeps for life, and plan their life from a month on."""
        attachment, job, hours = luck.lots(key, 0, 3)
        one = Person(
            key, doing, born, since, chosen(crowd.attached[doing], attachment),
            chosen(list(self.ways["work.jobs"].values()), job), chosen(self.ways["work.hours"], hours),
        )  # fmt: skip
        self.plan_life(one, month)
        return one


def band_at(one: Person, month: int) -> int:
    """Give the age band of somebody in a month."""
    years = one.years(month)
    return sum(years >= age for age in (30, 50, 65, 75, 85))


def drawn_state(shares: Mapping[str, float], lot: float) -> str:
    """Give the state that a lot falls on, in the order of the states; what rounding leaves over is a student."""
    total, whole = 0.0, sum(shares.values())
    for state, share in shares.items():
        total += share / whole
        if lot < total:
            return state
    return "student"


__all__ = ["ACCEPTS", "CHANNELS", "DEATH", "Figures", "Town", "band_at"]
