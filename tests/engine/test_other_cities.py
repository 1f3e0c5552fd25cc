"""Agreements of other cities decide without a line of Python: other groups, other shares, other steps, registers of their own.

Fredensborg and Lolland are encoded from the municipalities' public pages; Vesterhavn is invented.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kredslob.engine.decide import decide
from kredslob.engine.decision import Decision
from kredslob.engine.office import Office
from kredslob.engine.register.reading import read_register
from kredslob.engine.standing import classify
from kredslob.engine.vacancy import Applicant, TurnReading, Vacancy
from kredslob.rules.library import add_file, load_library
from kredslob.rules.messages import LANGUAGES
from kredslob.rules.units import Value
from tests.engine.small_city import NOBODY_CLAIMS, PLAIN

HERE = Path(__file__).parent / "cities"
TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial"
REGISTERS = {
    "fredensborg-2012-2016": TUTORIAL / "register",
    "lolland-2016": HERE / "register",
    "vesterhavn": HERE / "register",
}
FULL_TIME = 37 * 60
NOT_LOCAL: dict[str, Value] = {"works_locally": False, "local_ties": False, "child_lives_locally": False}
NOT_LOLLAND: dict[str, Value] = {"sells_home": False, "family_lives_near": False, "shared_address_months": 0}


@cache
def office(city: str) -> Office:
    """Give the office of a city: its own agreement and its own register."""
    path = (TUTORIAL if city.startswith("fre") else HERE) / f"{city}.yaml"
    library, document = add_file(load_library(), path)
    return Office(library, read_register(REGISTERS[city]), library.agreement(document.id))


def person(key: str, since: int, **facts: Value) -> Applicant:
    """Give an applicant of forty who has no claim and meets no criterion, but for the facts given."""
    return Applicant(
        key, {**PLAIN, **NOT_LOCAL, **NOT_LOLLAND, "fisher": False, "listed_since": date(since, 1, 1), **facts}
    )


def born(age: int, on: date) -> date:
    """Give the birth date of somebody who has just turned an age."""
    return date(on.year - age, on.month, on.day)


def let(
    city: str, estate: str, on: date, people: list[Applicant], assumed: dict[str, Value] | None = None, **turns: int
) -> Decision:
    """Decide a vacancy where the wheels stand at these slots, the first where none is told."""
    declared = office(city).library.facts
    queue = [Applicant(one.id, {key: value for key, value in one.facts.items() if key in declared}) for one in people]
    named = {"referral": 1, "transfer": 1, "external": 1, "split": 1, **turns}
    vacancy = Vacancy(
        "V", estate, dates={"notice": on, "letting": on}, facts={"dwelling_kind": "family", "rooms": 3, **NOBODY_CLAIMS},
        turns={name: TurnReading(slot) for name, slot in named.items()},  # type: ignore[misc]  # the names of wheels
    )  # fmt: skip
    return decide(office(city), vacancy, queue, assumed=assumed or {})


def offered(decision: Decision) -> str | None:
    """Give who is offered it."""
    return decision.offer.applicant if decision.offer else None


# --- Fredensborg: nine of ten by five criteria in order -----------------------------------------------------------------

KOKKEDAL = date(2013, 5, 6)
FREE: dict[str, Value] = {"referral.base_share": (0, 4), "commuter.hours": 25 * 60, "divorced.months": 12, "applies_by": "notice",
        "rank.tie_break": "list_number", "flexible.applies_to_transfers": False, "wheel.on_change": "restart"}  # fmt: skip
OF_THE_FIVE = [
    person("commuter", 2012, works_locally=True, weekly_hours=FULL_TIME),
    person("divorced", 2010, local_ties=True, parting="divorce", parted_on=date(2013, 1, 6)),
    person("young", 2008, local_ties=True, birth_date=date(1989, 1, 1)),
    person("elderly", 2006, local_ties=True, birth_date=date(1950, 1, 1)),
    person("parent", 2004, child_lives_locally=True),
    person("nobody", 2001),
]


@pytest.mark.parametrize("left", range(6))
def test_the_five_criteria_come_in_their_order(left: int) -> None:
    """Whoever has waited longest; when nobody is left in any of them, the longest on the list."""
    found = let("fredensborg-2012-2016", "Skovengen", KOKKEDAL, OF_THE_FIVE[left:], FREE, external=2)
    assert (found.channel, offered(found)) == ("flexible", OF_THE_FIVE[left].id)


@pytest.mark.parametrize("slot", range(1, 11))
def test_one_vacancy_in_ten_goes_to_the_ordinary_list(slot: int) -> None:
    """The first of each round."""
    found = let("fredensborg-2012-2016", "Byengen", KOKKEDAL, OF_THE_FIVE, FREE, external=slot)
    assert found.channel == ("ordinary" if slot == 1 else "flexible")


@pytest.mark.parametrize(("age", "met"), [(24, True), (25, False), (49, False), (50, True)])
def test_under_25_and_from_50(age: int, met: bool) -> None:
    """On the birthday itself."""
    people = [person("nobody", 2001), person("aged", 2010, local_ties=True, birth_date=born(age, KOKKEDAL))]
    assert offered(let("fredensborg-2012-2016", "Skovengen", KOKKEDAL, people, FREE, external=2)) == (
        "aged" if met else "nobody"
    )


def test_what_the_page_does_not_say_leaves_a_vacancy_undetermined() -> None:
    """At the slot where every fourth would be the municipality's, and of a commuter of twenty hours."""
    referral = {key: value for key, value in FREE.items() if key != "referral.base_share"}
    found = let("fredensborg-2012-2016", "Skovengen", KOKKEDAL, OF_THE_FIVE, referral, referral=4, external=2)
    assert {one.channel for one in found.undetermined} == {"referral", "flexible"}
    hours = {key: value for key, value in FREE.items() if key != "commuter.hours"}
    part_time = [person("part-time", 2009, works_locally=True, weekly_hours=20 * 60), *OF_THE_FIVE]
    found = let("fredensborg-2012-2016", "Skovengen", KOKKEDAL, part_time, hours, external=2)
    assert found.status == "undetermined"


# --- Lolland: half, by six criteria in order ----------------------------------------------------------------------------

MARIBO = date(2016, 9, 1)
SETTLED: dict[str, Value] = {
    "senior.age": 56,
    "applies_by": "notice",
    "rank.tie_break": "list_number",
    "wheel.on_change": "restart",
}
OF_THE_SIX = [
    person("unemployed", 2015, benefit="unemployment_insurance"),
    person("seller", 2014, sells_home=True),
    person("divorced", 2013, parting="break_up", parted_on=date(2016, 1, 1), shared_address_months=24),
    person("senior", 2012, birth_date=date(1950, 1, 1), seeks_age_suited_home=True),
    person("student", 2011, in_education=True),
    person("family", 2010, family_lives_near=True),
    person("nobody", 2001),
]


@pytest.mark.parametrize("left", range(7))
def test_the_six_criteria_come_in_their_order(left: int) -> None:
    """On unemployment insurance counts as in work here."""
    found = let("lolland-2016", "gul", MARIBO, OF_THE_SIX[left:], SETTLED, external=2)
    assert (found.channel, offered(found)) == ("flexible", OF_THE_SIX[left].id)


@pytest.mark.parametrize(("slot", "channel"), [(1, "ordinary"), (2, "flexible")])
def test_half_of_the_vacancies_go_by_the_criteria(slot: int, channel: str) -> None:
    """Every second."""
    assert let("lolland-2016", "gul", MARIBO, OF_THE_SIX, SETTLED, external=slot).channel == channel


def test_two_years_of_shared_address_are_needed() -> None:
    """One month less, and the divorced stands with everybody else."""
    short = person("short", 2014, parting="break_up", parted_on=date(2016, 1, 1), shared_address_months=23)
    assert offered(let("lolland-2016", "gul", MARIBO, [short, person("nobody", 2001)], SETTLED, external=2)) == "nobody"


# --- Vesterhavn (invented): five steps, halves, thirds and sixths --------------------------------------------------------

HARBOUR = date(2012, 6, 1)
SEA, YOUNG, LATE = (
    person("sea", 2010, fisher=True), person("young", 2011, birth_date=date(1990, 1, 1)),
    person("late", 2009, birth_date=date(1935, 1, 1)),
)  # fmt: skip


def test_each_estate_stands_on_its_step() -> None:
    """Over for the lower steps, exactly 45 per cent for the highest."""
    found = {one.estate: one.facts["ladder"] for one in classify(office("vesterhavn"), HARBOUR)}
    assert found == {"blaa": "blue", "gul": "yellow", "orange": "orange", "roed": "red"}


@pytest.mark.parametrize(
    ("estate", "channels"),
    [
        ("blaa", {(1, 1): "ordinary", (1, 2): "flexible", (2, 1): "referral"}),
        ("gul", {(1, 1): "ordinary", (2, 2): "flexible", (3, 1): "referral"}),
        ("orange", {(1, 1): "flexible", (1, 2): "flexible", (1, 3): "ordinary"}),
        ("roed", {(1, 1): "flexible", (1, 3): "ordinary"}),
    ],
)
def test_the_step_settles_the_shares(estate: str, channels: dict[tuple[int, int], str]) -> None:
    """Half, a third or nothing to the municipality; half, or two of three slot by slot, to the groups."""
    for (referral, external), channel in channels.items():
        assert let("vesterhavn", estate, HARBOUR, [SEA], referral=referral, external=external).channel == channel


@pytest.mark.parametrize(("slot", "first"), [*enumerate(["sea", "young", "sea", "late", "sea", "young"], 1)])
def test_the_split_goes_in_sixths(slot: int, first: str) -> None:
    """Each slot has an order of its own, in which groups come together or one after the other."""
    assert offered(let("vesterhavn", "orange", HARBOUR, [YOUNG, SEA, LATE], split=slot)) == first


def test_groups_joined_by_a_plus_go_by_seniority() -> None:
    """Without fishers the two other groups of the slot are one."""
    assert offered(let("vesterhavn", "orange", HARBOUR, [YOUNG, LATE])) == "late"


def test_a_dwelling_is_held_when_nobody_qualifies() -> None:
    """So this agreement says."""
    found = let("vesterhavn", "orange", HARBOUR, [SEA, YOUNG], split=4)
    assert found.offer is not None
    assert found.offer.how == "nobody"


def test_equals_draw_lots() -> None:
    """Two fishers of one date."""
    found = let("vesterhavn", "orange", HARBOUR, [SEA, person("other", 2010, fisher=True)])
    assert found.offer is not None
    assert found.offer.how == "lot"


# --- all of them --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("city", REGISTERS)
def test_every_word_of_them_is_in_both_languages(city: str) -> None:
    """Danish and English, none empty."""
    agreement = office(city).agreement
    assert agreement is not None
    texts = [one.text for one in agreement.base.rules] + [one.title for one in agreement.base.parameters.values()]
    assert all(text.read(lang).strip() for text in texts for lang in LANGUAGES)
