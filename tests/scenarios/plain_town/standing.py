"""Measuring, standing and quotas of the plain town, by the engine's arithmetic on real estates."""

from __future__ import annotations

from math import lcm

from kredslob.engine import compensation
from kredslob.engine.wheels import OPEN, REFERRAL, Wheel, referral_wheel, replace, share_wheel, start
from kredslob.rules.terms import Terms
from tests.scenarios.plain_town.agreed import Agreed, counts_as_outside
from tests.scenarios.plain_town.people import STATES, Figures, Household, Place
from tests.scenarios.plain_town.town import Town

WORKING = STATES[:-1]


def residents(town: Town, place: Place) -> list[Household]:
    """Give the households that live in an estate."""
    return [one.occupant for one in town.dwellings if one.estate == place.number and one.occupant is not None]


def doing(households: list[Household]) -> dict[str, int]:
    """Count people by what they do."""
    found = dict.fromkeys(STATES, 0)
    for one in households:
        for person in one.people:
            found[person.doing] += 1
    return found


def open_year(town: Town) -> None:
    """Let the areas' figures of last autumn count, and the quota account begin a new year."""
    for area in town.areas.values():
        if area.new[1] > 0:
            for years, value in zip(
                (area.residents, area.aged, area.outside, area.without_link), area.new, strict=True
            ):
                years.insert(0, value)
                years.pop()
    town.carried = {scope: (out, out) for scope, (out, _) in town.carried.items()}


def measure(town: Town, terms: Terms) -> None:
    """Read the key figures off who lives where."""
    ways, totals = town.ways, {name: [0, 0, 0, 0] for name in town.areas}
    for place in town.places:
        homes = residents(town, place)
        count = doing(homes)
        aged = sum(count[state] for state in WORKING)
        outside = sum(count[state] for state in counts_as_outside(terms))
        place.measured = Figures(outside, aged, place.vacated_since)
        place.vacated_since = 0
        if place.area is not None:
            minors = sum(len(one.minors) for one in homes)
            own = (
                aged + count["retired"] + minors, aged,
                sum(count[state] for state in ways["counts.outside_labour_market"]),
                sum(count[state] for state in ways["counts.without_link"]),
            )  # fmt: skip
            totals[place.area] = [mine + more for mine, more in zip(totals[place.area], own, strict=True)]
    for name, (people, aged, outside, unlinked) in totals.items():
        town.areas[name].new = (people, aged, outside, unlinked)


def classify(town: Town, agreed: Agreed) -> None:
    """Let the rules say what every estate is."""
    for place in town.places:
        before = place.standing.get("exempt")
        place.standing = agreed.standing(place)
        if agreed.month > 0 and place.standing.get("exempt") != before:
            place.exempt_since = agreed.month


def pair(terms: Terms, key: str, without: tuple[int, int]) -> tuple[int, int]:
    """Give a share that is agreed, as turns of so many."""
    value = terms.value(key)
    return (int(value[0]), int(value[1])) if isinstance(value, tuple) else without


def one_measure(town: Town) -> int:
    """Give of how many the base shares of all days are turns alike."""
    course = town.setting.course
    return lcm(*(pair(course.terms(month), "referral.base_share", (0, 1))[1] for month in course.epochs))


def share_out(town: Town, agreed: Agreed) -> None:
    """Draw up the quota account, and give each estate its wheel."""
    course, terms = town.setting.course, agreed.terms(None)
    base, of = pair(terms, "referral.base_share", (0, 1)), one_measure(town)
    base = (base[0] * (of // base[1]), of)
    threshold = terms.value("forty_plus.threshold")
    said = compensation.Terms(
        base, str(terms.value("compensation.method") or "none"),  # type: ignore[arg-type]  # one of the methods
        threshold if isinstance(threshold, int) else 0, pair(terms, "compensation.cap", (1, 1)),
    )  # fmt: skip
    exempt = [place.standing.get("exempt") is True for place in town.places]
    declared = [agreed.terms(place).value("compensation.extra_turns") for place in town.places]
    found = compensation.compensate(
        said, [place.id for place in town.places], [place.acting.vacated for place in town.places], exempt,
        share_ppm=[place.acting.outside * 1_000_000 // max(1, place.acting.aged) for place in town.places],
        fixed_extra=[value if isinstance(value, int) else 0 for value in declared], scope=course.scope_of,
        carried_in=[town.carried.get(scope, (0, 0))[1] for scope in range(len(course.scopes))],
    )  # fmt: skip
    for scope in range(len(course.scopes)):
        town.carried[scope] = (found.carried_out[scope], town.carried.get(scope, (0, 0))[1])
        town.account[scope] = (
            found.lost[scope], found.carried_in[scope], found.placed[scope], found.unplaced[scope],
            found.carried_out[scope],
        )  # fmt: skip
    on_change = str(terms.value("wheel.on_change"))
    for place, extra, is_exempt in zip(town.places, found.extra, exempt, strict=True):
        place.extra_turns = extra
        wheel = _wheel_of(agreed, place, base, extra, is_exempt)
        if agreed.month == 0:
            place.referral, place.referral_state = wheel, start(wheel)
        elif wheel.slots != place.referral.slots:
            how = "keep_fraction" if on_change == "keep_fraction" else "restart"
            place.referral_state = replace(place.referral, wheel, place.referral_state, how)  # type: ignore[arg-type]
            place.referral = wheel


def _wheel_of(agreed: Agreed, place: Place, base: tuple[int, int], extra: int, exempt: bool) -> Wheel:
    terms, version = agreed.terms(place), str(agreed.month)
    if "referral_share" in terms.rules:
        share = pair(terms, str(place.standing["referral_share"]), (0, 1))
        return share_wheel(REFERRAL, version, share, (OPEN, REFERRAL), residual=OPEN)
    return referral_wheel(version, base, place.acting.vacated, extra, exempt=exempt)
