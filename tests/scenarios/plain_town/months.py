"""The months of the plain town, in the order of `docs/model.md`, from the residents that the setting begins with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kredslob.engine.wheels import OPEN, REFERRAL, Wheel, start
from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.city import layout
from kredslob.scenarios.people.beginning import dwellings_of
from kredslob.scenarios.running.setting import Setting
from tests.scenarios.plain_town import luck
from tests.scenarios.plain_town.agreed import Agreed, counts_as_outside
from tests.scenarios.plain_town.changes import change
from tests.scenarios.plain_town.letting import let, transfer_wheel
from tests.scenarios.plain_town.people import AreaYears, Dwelling, Figures, Household, Person, Place
from tests.scenarios.plain_town.sorting import City
from tests.scenarios.plain_town.standing import classify, measure, open_year, pair, share_out
from tests.scenarios.plain_town.town import Town
from tests.scenarios.plain_town.ways import Ways

IN_QUEUE = ("external", "municipal")


def begin(
    setting: Setting, behaviour: Behaviour, cycle: Mapping[str, list[float]], seed: str, replication: int
) -> Town:
    """Begin a replication: everybody's first events are drawn, and those who already wait stand on their lists.

    Only who lives where at the beginning, and how firmly people are attached to work, is taken from the setting.
    """
    ways, city = Ways(behaviour, cycle), City.of(behaviour)
    course = setting.course
    places = [_place(setting, at, city.tier(home.counts)) for at, home in enumerate(setting.homes)]
    dwellings = _dwellings(setting, seed)
    areas = {name: _area(setting, name) for name in course.areas}
    keys = [luck.named(seed, home.estate.id, "arrivals") for home in setting.homes]
    crowds = [city.crowd_of(home.counts) for home in setting.homes]
    town = Town(setting, ways, replication, places, areas, dwellings, [], [], keys, crowds, city.crowd)
    _house(town, seed)
    for place, home in zip(places, setting.homes, strict=True):
        family = [one.occupant for one in dwellings if one.estate == place.number and one.kind == "family"]
        town.mobility.append(ways.mobility(family, home.measured.base_vacancies))
    classify(town, Agreed.of(town, 0))
    for place, home in zip(places, setting.homes, strict=True):
        town.rates.append(ways.arrivals(home.measured.base_vacancies, _referred(town, place)))
    for one in town.households.values():
        for person in one.people:
            town.plan_life(person, -1)
        town.plan_stay(one, -1)
        town.plan_turn(one, -1)
    for place in places:
        for stream in IN_QUEUE:
            _who_waits(town, place, stream)
            town.plan_arrival(place.number, stream)
    return town


def months(town: Town) -> Iterator[int]:
    """Let the months happen; each has happened when it is given."""
    for month in range(town.horizon):
        agreed = _look_around(town, month)
        for one in list(town.households.values()):
            change(town, one, month)
        _come(town, month)
        vacant, town.vacant = town.vacant, []
        for home in sorted(vacant, key=lambda one: luck.signed(luck.part(one.key, month))):
            let(agreed, home)
        yield month


def _look_around(town: Town, month: int) -> Agreed:
    """Measure, publish, heed and adjust what the month is for, and give what is agreed in it."""
    course = town.setting.course
    of_year = town.setting.months.day(month).month
    terms = course.terms(month)
    adjusts = month in {0, *course.begins, *(town.setting.months.month(day) for day in course.adjustments)}
    publishes = of_year == course.yearly.published
    waits = terms.value("measurement.takes_effect") == "next_adjustment"
    if of_year == 1 and month > 0:
        open_year(town)
    if of_year == course.yearly.measured:
        measure(town, terms)
    for place in town.places:
        if publishes:
            place.published = place.measured
        if (adjusts and month > 0) if waits else publishes:
            place.acting = place.published
    agreed = Agreed.of(town, month)
    classify(town, agreed)
    if adjusts:
        share_out(town, agreed)
    return agreed


def _come(town: Town, month: int) -> None:
    for place in town.places:
        for stream in IN_QUEUE:
            while town.coming[place.number, stream] < month + 1:
                one = town.arrive(place.number, stream, month)
                town.plan_arrival(place.number, stream)
                town.note(month, "arrives", one.key)
                town.join(one, place.list_of(stream), month)


def _who_waits(town: Town, place: Place, stream: str) -> None:
    """Let those wait who have come before the beginning."""
    back = town.ways["newcomers.waiting_at_start"].get(stream, 0.0)
    lot = luck.uniform(luck.part(town.stream_key(place.number, stream), -2), 0, 0)
    for _ in range(int(town.rates[place.number][stream] * back + lot)):
        one = town.arrive(place.number, stream, 0)
        one.waits_on = place.list_of(stream)
        one.listed = -int(back * luck.uniform(one.key, 2, 3))


def _referred(town: Town, place: Place) -> float:
    """Give the share of referral that an estate owes at the beginning, before any is exempt."""
    terms = Agreed.of(town, 0).terms(place)
    key = str(place.standing["referral_share"]) if "referral_share" in terms.rules else "referral.base_share"
    turns, of = pair(terms, key, (0, 1))
    return turns / of


def _place(setting: Setting, at: int, tier: int) -> Place:
    home, course = setting.homes[at], setting.course
    counted = counts_as_outside(course.terms(0))
    _, students, unemployed, others = home.counts
    outside = others + students * ("student" in counted) + unemployed * ("unemployed" in counted)
    figures = Figures(outside, home.measured.aged_18_64, home.measured.base_vacancies)
    empty = Wheel(REFERRAL, "", (OPEN,), OPEN)
    group = course.variants.group[course.variants.of[at]]
    return Place(
        at, home.estate.id, home.estate.organisation, home.estate.area, group, tier, figures, figures, figures, empty,
        start(empty), start(transfer_wheel(course.terms(0))),
    )  # fmt: skip


def _dwellings(setting: Setting, seed: str) -> list[Dwelling]:
    found: list[Dwelling] = []
    for at, home in enumerate(setting.homes):
        rows = [row for row in home.dwellings for _ in range(row.count)]
        for serial, row in enumerate(rows):
            key = luck.part(luck.named(seed, home.estate.id, "dwellings"), serial)
            found.append(Dwelling(len(found), at, row.kind, row.rooms, row.square_metres, row.monthly_rent, key))
    assert len(found) == len(dwellings_of(setting.homes).estate)
    return found


def _area(setting: Setting, name: str) -> AreaYears:
    """Give the last figures of an area that the register has, 0 where it has none."""
    rows = {row.year: row for row in setting.course.office.register.area_figures(name)}
    last = [rows.get(setting.months.first.year - 1 - back) for back in range(4)]
    return AreaYears(
        [0 if row is None else row.residents or 0 for row in last],
        [0 if row is None else row.aged_18_64 or 0 for row in last],
        [0 if row is None else row.outside_labour_market or 0 for row in last],
        [0 if row is None else row.without_link or 0 for row in last],
    )


def _house(town: Town, seed: str) -> None:
    """Let the residents that the setting begins with into their homes, with keys of this replication."""
    state, serial = town.setting.begin, 0
    for home in town.dwellings:
        home_of = town.setting.homes[home.estate].estate.id
        serial = serial + 1 if home.number and town.dwellings[home.number - 1].estate == home.estate else 0
        row = told(state.households[home.number])
        if row[layout.HOME] == layout.NONE:
            town.vacant.append(home)
        else:
            key = luck.replicated(luck.part(luck.named(seed, home_of, "residents"), serial), town.replication)
            one = Household(key, "tenant", home=home, moved=row[layout.MOVED])
            one.grown = None if row[layout.GROWN] == layout.FAR_OFF else row[layout.GROWN]
            one.children = [None if each == layout.NO_CHILD else each for each in row[layout.CHILDREN]]
            one.adults = [_person(town, home.number, slot, key) for slot in range(3)]
            town.households[key] = home.occupant = one
        home.key = luck.replicated(home.key, town.replication)


def told(row: Any) -> dict[str, Any]:
    """Give a row of the arrays by field, in Python's own numbers; the children as a list."""
    return {name: value.tolist() for name, value in zip(row.dtype.names, row, strict=True)}


def _person(town: Town, dwelling: int, slot: int, key: int) -> Person | None:
    row = told(town.setting.begin.people[dwelling * 3 + slot])
    if row[layout.LABOUR] == layout.NOBODY:
        return None
    nature = row[layout.NATURE]
    return Person(
        luck.member(key, slot), layout.STATE_NAMES[row[layout.LABOUR]], row[layout.BORN], row[layout.SINCE],
        nature & 3, nature >> 2 & 3, nature >> 4 & 3,
    )  # fmt: skip
