"""What happens to households in a month: deaths, passages, coming of age, turns, giving up, moving out, coming back."""

from __future__ import annotations

from tests.scenarios.plain_town import luck
from tests.scenarios.plain_town.people import Household, Person
from tests.scenarios.plain_town.town import (
    ADULT,
    APPLIES,
    DEATH,
    GROWN_UP,
    LEAVERS,
    NEAR,
    PARTNERS,
    PATIENCE,
    STAYS_BEHIND,
    TURNS,
    WHICH,
    WITHOUT_MARRIAGE,
    Town,
    band_at,
)


def change(town: Town, one: Household, month: int) -> None:
    """Let everything happen to a household that is due in a month: people first, then children, then what all of it does."""
    while _somebody_passes(town, one, month):
        if one.key not in town.households:
            return
    _grow_up(town, one, month)
    if one.gives_up is not None and one.gives_up <= month:
        town.note(month, "gives_up", one.key)
        town.lose_place(one)
        if one.key not in town.households:
            return
    if one.stay is not None and one.stay <= month:
        if one.home is not None:
            _move_out(town, one, month)
            if one.key not in town.households:
                return
        else:
            one.stay = None
            assert one.origin is not None
            town.note(month, "returns", one.key)
            town.join(one, town.places[one.origin].list_of("guarantee"), month)
    if one.turn is not None and one.turn <= month:
        _turn(town, one, month)
        town.plan_turn(one, month)


def _somebody_passes(town: Town, one: Household, month: int) -> bool:
    """Let the first of those pass on whose state ends; tell whether there was anybody."""
    for place, person in enumerate(one.adults):
        if person is not None and person.ends == month:
            becomes = town.what_comes(person, month)
            if becomes == DEATH:
                town.note(month, "dies", person.key)
                _die(town, one, place, month)
            else:
                town.note(month, "passes", person.key, person.doing, becomes)
                person.doing, person.since = becomes, month
                town.plan_life(person, month)
            return True
    return False


def _die(town: Town, one: Household, place: int, month: int) -> None:
    """Let somebody die: another takes the first place, and without any the home is vacated."""
    if len(one.people) == 1:
        if one.home is not None:
            town.vacate(one, within=False)
        town.forget(one)
        return
    one.adults[place] = None
    if place == 0:
        heir = 1 if one.adults[1] is not None else 2
        one.adults[0], one.adults[heir] = one.adults[heir], None
        if one.turn is not None and one.turn > month:
            town.plan_turn(one, month)


def _grow_up(town: Town, one: Household, month: int) -> None:
    """Let children come of age, and grown-up ones leave whose time it is."""
    for child, born in enumerate(one.children):
        if born is not None and born + ADULT <= month:
            one.children[child] = None
            if one.adults[2] is None:
                key = luck.member(one.key, GROWN_UP + (born + 1_000_000) * 4 + child)
                one.adults[2] = town.new_person(key, "student", born, month, town.crowd_at(one), month)
                one.grown = month + 1 + int(36.0 * luck.exponential(key, 0, 8))
                town.note(month, "comes_of_age", key, one.key)
            else:
                town.note(month, "goes_out", born, one.key)
    if one.grown is not None and one.grown <= month:
        grown, one.adults[2], one.grown = one.adults[2], None, None
        if grown is not None:
            town.note(month, "leaves_parents", grown.key, one.key)
        else:
            town.note(month, "left_before", one.key, one.key)


def _move_out(town: Town, one: Household, month: int) -> None:
    """Let a household leave the sector, few of them with a right to return to the estate."""
    home = one.home
    assert home is not None
    town.note(month, "moves_out", one.key, home.number)
    town.vacate(one, within=False)
    town.leave_list(one, "gave_up")
    ways = town.ways
    wait = luck.exponential(one.key, TURNS + one.turns, PATIENCE)
    one.stay = month + 1 + int(ways["moving.return_after"] * wait)
    one.gives_up = month + int(ways["moving.return_guarantee_months"])
    holds = town.turn_luck(one, APPLIES) < ways["moving.return_guarantee"] and one.stay < one.gives_up
    if not holds or home.kind != "family":
        town.forget(one)
        return
    one.guaranteed, one.origin, one.turn = month, home.estate, None
    one.measure()


def _turn(town: Town, one: Household, month: int) -> None:
    """Let a household come to a turn, at which nothing need happen."""
    home, band = one.home, band_at(one.first, month)
    assert home is not None
    couple = one.adults[1] is not None
    most = town.ways.turns_a_month(band)
    changes, births, wishes = town.ways.happenings(couple, band)
    lot = town.turn_luck(one, WHICH) * most
    what = ""
    if lot < changes:
        what = "finds_partner"
        if couple:
            what = "applies" if town.turn_luck(one, APPLIES) < town.ways["families.parted_apply"] else "parts"
    elif lot < changes + births:
        what = "bears"
    elif lot < changes + births + wishes and one.waits_on is None and home.kind == "family":
        what = "wishes"
    if what == "finds_partner":
        _find_partner(town, one, month)
    elif what == "bears":
        _bear(town, one, month)
    elif what == "wishes":
        _wish(town, one, month)
    elif what:
        _part(town, one, month, applies=what == "applies")
    if one.waits_on is not None:
        one.measure()


def _find_partner(town: Town, one: Household, month: int) -> None:
    key = luck.member(one.key, PARTNERS + one.turns)
    one.adults[1] = town.draw_person(key, "tenant", town.crowd_at(one), month, one.first.born)
    one.together, one.parting = month, 0
    town.note(month, "finds_partner", one.key, key)


def _bear(town: Town, one: Household, month: int) -> None:
    for place, child in enumerate(one.children):
        if child is None:
            one.children[place] = month
            town.note(month, "bears", one.key)
            return
    town.note(month, "has_no_place_for_a_child", one.key)


def _wish(town: Town, one: Household, month: int) -> None:
    """Let a tenant wish for another home in the estate, or in the organisation if it has other estates."""
    assert one.home is not None
    place = town.places[one.home.estate]
    others = [each for each in town.places if each.organisation == place.organisation and each is not place]
    near = town.turn_luck(one, NEAR) < town.ways["families.wish_own_estate"] or not others
    patience = luck.exponential(one.key, TURNS + one.turns, PATIENCE)
    one.gives_up = month + 1 + int(town.ways["families.patience"] * patience)
    town.note(month, "wishes", one.key)
    town.join(one, place.list_of("estate" if near else "organisation"), month)


def _part(town: Town, one: Household, month: int, *, applies: bool) -> None:
    """Let the second of a couple leave: out of the city, or to wait for a home of their own."""
    leaver = one.adults[1]
    assert leaver is not None
    assert one.home is not None
    one.adults[1] = None
    one.parting = 2 if town.turn_luck(one, WITHOUT_MARRIAGE) < town.ways["families.break_up"] else 1
    one.shared, one.parted = min(60, month - one.together), month
    if not applies:
        town.note(month, "parts", one.key, leaver.key)
        return
    town.note(month, "applies", one.key, leaver.key)
    _apply(town, one, leaver, month)


def _apply(town: Town, one: Household, leaver: Person, month: int) -> None:
    assert one.home is not None
    key = luck.member(one.key, LEAVERS + one.turns)
    new = Household(key, "parted", moved=one.moved, parted=month, parting=one.parting, shared=one.shared)
    new.adults[0], new.together = leaver, month
    new.low_rent = luck.uniform(key, 0, 4) < town.ways["families.low_rent"]
    new.gives_up = month + 1 + int(town.ways["families.patience"] * luck.exponential(key, 0, 5))
    stays = bool(one.minors) and town.turn_luck(one, STAYS_BEHIND) < town.ways["families.child_stays"]
    new.traits = frozenset({"resident", *(["child_stays"] if stays else [])})
    town.households[key] = new
    kind = "organisation" if stays else "external"
    town.join(new, town.places[one.home.estate].list_of(kind), month)
