"""A month of either town, told in the same words: who lives where, what everybody does, wheels, figures, counts so far.

`of_kernel` reads it off the arrays, `of_town` off the objects. Two towns are alike where these are equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kredslob.scenarios.city import layout
from kredslob.scenarios.city.layout import State
from kredslob.scenarios.running.setting import Setting
from tests.scenarios.plain_town.luck import WHOLE
from tests.scenarios.plain_town.months import told
from tests.scenarios.plain_town.people import CHANNELS, FLOWS, STATES, Household, List, Person, Place
from tests.scenarios.plain_town.standing import doing, residents
from tests.scenarios.plain_town.town import Town
from tests.scenarios.plain_town.ways import STREAMS, TRAITS

Told = dict[str, dict[Any, Any]]
QUEUES = ("external", "external", "municipal", "organisation", "estate", "guarantee")


def differences(mine: Told, others: Told) -> list[str]:
    """Give what differs: which part, whose, and how each tells it."""
    return [
        f"{part} {key}: {_differing(mine[part].get(key), others[part].get(key))}"
        for part in mine
        for key in sorted({*mine[part], *others[part]}, key=str)
        if mine[part].get(key) != others[part].get(key)
    ]


def _differing(mine: Any, other: Any) -> str:
    if isinstance(mine, dict) and isinstance(other, dict):
        return ", ".join(f"{key} {mine[key]} / {other[key]}" for key in mine if mine[key] != other[key])
    return f"{mine} / {other}"


# --- the arrays ----------------------------------------------------------------------------------------------------------


def of_kernel(setting: Setting, state: State, kinds: Sequence[str], tiers: Sequence[int]) -> Told:
    """Tell what the arrays hold at the end of a month; `kinds`: of newcomers, by number; `tiers`: of the estates."""
    lists = _lists(setting, state, tiers)
    free = set(state.free[: state.counters[layout.FREE_HOUSEHOLDS]].tolist())
    kept = [at for at in range(len(state.households)) if at not in free]
    rows = [told(state.households[at]) for at in kept]
    keys = {at: row[layout.KEY] & WHOLE for at, row in zip(kept, rows, strict=True)}
    households = {}
    for at, row in zip(kept, rows, strict=True):
        people = [_person_row(told(state.people[one])) for one in range(layout.APART * at, layout.APART * at + 3)]
        households[keys[at]] = _household_row(row, people, lists, kinds)
    estates, counters = state.estates.tolist(), state.counters
    return {
        "household": households,
        "dwelling": {
            at: (
                keys.get(row[layout.OCCUPANT]),
                _month(row[layout.VACANT_SINCE], layout.NONE), CHANNELS[row[layout.ROUTED]],
                row[layout.OCCUPANT] == layout.NONE and bool(row[layout.FREED]),
            )
            for at, row in enumerate(map(told, state.dwellings))
        },
        "vacant": {"dwellings": sorted(state.vacancies[: counters[layout.VACANCIES]].tolist())},
        "residents": {at: tuple(row[layout.COUNTED + 1 : layout.HOUSED + 1]) for at, row in enumerate(estates)},
        "figures": {at: tuple(row[layout.MEASURED : layout.VACATED_SINCE + 1]) for at, row in enumerate(estates)},
        "flows": {at: dict(zip(FLOWS, row[layout.FLOWS :], strict=True)) for at, row in enumerate(estates)},
        "wheels": {at: _wheels_row(state, at, row) for at, row in enumerate(estates)},
        "standing": _standing_rows(setting, state),
        "area": {at: tuple(row) for at, row in enumerate(state.areas.tolist())},
        "carried": {at: tuple(row) for at, row in enumerate(state.carried.tolist())},
        "serial": {
            (at, name): count
            for at, row in enumerate(state.serials.tolist())
            for name, count in zip(STREAMS, row, strict=True)
            if count
        },
        "waits": _waits_rows(state),
        "lettings": {
            (CHANNELS[channel], STATES[group]): count
            for channel, row in enumerate(state.lettings.tolist())
            for group, count in enumerate(row)
            if count
        },
        "queues": _queue_rows(state),
    }  # fmt: skip


def _month(value: int, never: int = layout.FAR_OFF) -> int | None:
    return None if value == never else value


def _lists(setting: Setting, state: State, tiers: Sequence[int]) -> dict[int, List]:
    """Give the name of each list by its number, the same for every estate that lets from it."""
    found: dict[int, List] = {}
    for at, home in enumerate(setting.homes):
        group = setting.course.variants.group[setting.course.variants.of[at]]
        names = (
            ("external", home.estate.organisation, str(group), str(tiers[at])), ("municipal",),
            ("organisation", home.estate.organisation),
            ("estate", home.estate.id), ("guarantee", home.estate.id),
        )  # fmt: skip
        for kind, name in enumerate(names):
            number = int(state.estates[at, layout.LIST_OF + kind])
            assert found.setdefault(number, name) == name, "a list is one list"
    assert len(set(found.values())) == len(found), "and another is another"
    return found


def _person_row(row: dict[str, Any]) -> tuple[object, ...] | None:
    if row[layout.LABOUR] == layout.NOBODY:
        return None
    return (
        row[layout.KEY] & WHOLE, layout.STATE_NAMES[row[layout.LABOUR]], row[layout.BORN], row[layout.SINCE], row[layout.NATURE],
        _month(row[layout.ENDS]),
    )  # fmt: skip


def _household_row(
    row: dict[str, Any], people: list[tuple[object, ...] | None], lists: dict[int, List], kinds: Sequence[str]
) -> dict[str, object]:
    waits = row[layout.LIST] != layout.NONE
    guaranteed = _month(row[layout.GUARANTEED], layout.NO_CHILD)
    return {
        "kind": kinds[row[layout.KIND]], "home": _month(row[layout.HOME], layout.NONE), "moved": row[layout.MOVED],
        "homes": row[layout.HOMES], "list": lists[row[layout.LIST]] if waits else None,
        "listed": row[layout.LISTED] if waits else None, "offers": row[layout.OFFERS],
        "refusals": row[layout.REFUSALS] if waits else None, "gives_up": _month(row[layout.GIVES_UP]),
        "stay": _month(row[layout.STAY]), "turn": _month(row[layout.TURN]), "turns": row[layout.TURNS],
        "grown": _month(row[layout.GROWN]),
        "children": [_month(each, layout.NO_CHILD) for each in row[layout.CHILDREN]],
        "parted": (row[layout.PARTED], row[layout.PARTING], max(row[layout.SHARED], 0), row[layout.TOGETHER]),
        "traits": row[layout.TRAITS], "guaranteed": guaranteed,
        "origin": None if guaranteed is None else row[layout.ORIGIN], "fit": row[layout.FIT], "people": people,
    }  # fmt: skip


def _wheels_row(state: State, at: int, row: list[int]) -> tuple[object, ...]:
    slots = state.slots[row[layout.WHEEL] :][: row[layout.WHEEL_LENGTH]].tolist()
    return (
        tuple(slots), row[layout.REFERRAL_AT], int(state.pending[2 * at, 1]), row[layout.TRANSFER_AT],
        int(state.pending[2 * at + 1, 1]), row[layout.EXTERNAL_AT], row[layout.SPLIT_AT], row[layout.EXTRA_TURNS],
        _month(row[layout.EXEMPT_SINCE], layout.NONE),
    )  # fmt: skip


def _standing_rows(setting: Setting, state: State) -> dict[tuple[int, str], object]:
    """Give the values of what rules decide of each estate, by the cells that stand for them."""
    declared = setting.course.office.library.facts
    decided = [name for name in setting.facts.numbers if declared[name].origin == "decided"]
    of_estates = [name for name in decided if declared[name].about in {"estate", "area"}]
    return {
        (at, name): setting.facts.cells[name].values[state.codes[at, setting.facts.numbers[name]]]
        for at in range(len(setting.homes))
        for name in of_estates
        if name in setting.course.terms(int(state.counters[layout.MONTH])).rules
    }


def _waits_rows(state: State) -> dict[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = {}
    for which, row in enumerate(state.waits.tolist()):
        channel = CHANNELS[which] if which < len(CHANNELS) else "ordinary"
        for wait, count in enumerate(row):
            if count:
                found[channel, wait] = found.get((channel, wait), 0) + count
    return found


def _queue_rows(state: State) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for queue, row in zip(QUEUES, state.tally.tolist(), strict=True):
        for name, count in zip(layout.QUEUE_MONTH[:4], row, strict=False):
            if count:
                found[queue, name] = found.get((queue, name), 0) + count
    return {key: count for key, count in found.items() if count}


# --- the objects ---------------------------------------------------------------------------------------------------------


def of_town(town: Town) -> Told:
    """Tell what the objects are at the end of a month."""
    numbered = {name: at for at, name in enumerate(town.setting.course.areas)}
    return {
        "household": {one.key: _household(one) for one in town.households.values()},
        "dwelling": {
            one.number: (
                None if one.occupant is None else one.occupant.key, one.vacant_since, one.routed,
                one.occupant is None and one.freed,
            )
            for one in town.dwellings
        },
        "vacant": {"dwellings": sorted(one.number for one in town.vacant)},
        "residents": {place.number: _residents(town, place) for place in town.places},
        "figures": {
            place.number: (
                *(
                    count
                    for one in (place.measured, place.published, place.acting)
                    for count in (one.outside, one.aged, one.vacated)
                ),
                place.vacated_since,
            )
            for place in town.places
        },
        "flows": {place.number: place.flows for place in town.places},
        "wheels": {place.number: _wheels(place) for place in town.places},
        "standing": {
            (place.number, name): value
            for place in town.places
            for name, value in place.standing.items()
            if name in town.setting.facts.numbers
        },
        "area": {
            numbered[name]: (*one.residents, *one.aged, *one.outside, *one.without_link, *one.new)
            for name, one in town.areas.items()
        },
        "carried": dict(town.carried),
        "serial": dict(town.serials),
        "waits": dict(town.waits),
        "lettings": dict(town.lettings),
        "queues": _queues(town),
    }  # fmt: skip


def _residents(town: Town, place: Place) -> tuple[int, ...]:
    homes = residents(town, place)
    return (*doing(homes).values(), sum(len(one.minors) for one in homes), len(homes))


def _person(one: Person | None) -> tuple[object, ...] | None:
    if one is None:
        return None
    nature = one.attachment | one.job << 2 | one.hours << 4
    return one.key, one.doing, one.born, one.since, nature, one.ends


def _household(one: Household) -> dict[str, object]:
    waits = one.waits_on is not None
    return {
        "kind": one.kind, "home": None if one.home is None else one.home.number, "moved": one.moved, "homes": one.homes,
        "list": one.waits_on, "listed": one.listed if waits else None, "offers": one.offers,
        "refusals": one.refusals if waits else None, "gives_up": one.gives_up, "stay": one.stay, "turn": one.turn,
        "turns": one.turns, "grown": one.grown, "children": one.children,
        "parted": (one.parted, one.parting, one.shared, one.together),
        "traits": sum(1 << TRAITS.index(name) for name in one.traits), "guaranteed": one.guaranteed,
        "origin": None if one.guaranteed is None else one.origin,
        "fit": (one.size - 1) * 2 + (0 if one.low_rent else 1), "people": [_person(each) for each in one.adults],
    }  # fmt: skip


def _wheels(place: Place) -> tuple[object, ...]:
    state = place.referral_state
    return (
        tuple(int(slot == "referral") for slot in place.referral.slots), state.position,
        dict(state.pending).get("referral", 0), place.transfer_state.position,
        dict(place.transfer_state.pending).get("transfer", 0), place.external_at, place.split_at, place.extra_turns,
        place.exempt_since,
    )  # fmt: skip


def _queues(town: Town) -> dict[tuple[str, str], int]:
    found = dict(town.queues)
    for one in town.households.values():
        if one.waits_on is not None:
            found[one.waits_on[0], "waiting"] = found.get((one.waits_on[0], "waiting"), 0) + 1
    return found
