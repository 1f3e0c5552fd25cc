"""Indicators that are made alike, from a few words each: how these are put together, in both languages."""

from __future__ import annotations

from kredslob.rules.model import Text
from kredslob.scenarios.indicators.catalogue import goals, letting, people
from kredslob.scenarios.indicators.catalogue.levels import CITY, COUNTED, QUEUES, SCOPES, YEARLY
from kredslob.scenarios.indicators.indicator import Count, Indicator, Mark, Queue, Turns, Uneven
from kredslob.scenarios.indicators.page import plain_catalogue

WHAT = ("De ting", "The things")
NOT = ("Ikke andre.", "Not others.")
NAME = Text("navn", "name")


def test_a_flow_is_a_count_of_the_period() -> None:
    """Of its own column, wherever things are counted."""
    made = letting._flow("vacated", "navn", "name", WHAT, NOT, "dwellings")
    expected = Text("De ting i perioden.", "The things in the period.")
    assert made == Indicator("vacated", NAME, expected, Text(*NOT), "dwellings", COUNTED, Count(("vacated",)))


def test_a_line_of_the_quota_account_is_told_in_turns() -> None:
    """It is a measure of the agreement, of a scope and of the city."""
    made = letting._turns("lost", "navn", "name", WHAT)
    expected = Text("De ting efter årets seneste kvoteregnskab.", "The things by the last quota account of the year.")
    not_it = Text(
        "Ikke anvisninger: regnskabet gøres op på forhånd, ud fra sidste års ledige boliger.",
        "Not referrals: the account is drawn up beforehand, from the vacancies of the year measured.",
    )
    assert made == Indicator("turns_lost", NAME, expected, not_it, "turns", SCOPES, Turns("lost"), "agreed")


def test_a_queue_is_told_in_households() -> None:
    """And that its beginning is assumed."""
    not_it = Text(
        "Ikke den virkelige kø: hvor mange der venter ved begyndelsen, er antaget.",
        "Not the real queue: how many wait at the beginning is assumed.",
    )
    assert letting._queue("joined", "navn", "name", WHAT) == Indicator(
        "queue_joined", NAME, Text("De ting.", "The things."), not_it, "households", QUEUES, Queue("joined")
    )


def test_an_index_is_of_the_city_at_the_end_of_the_year() -> None:
    """Of those aged 18-64, and of the estates simulated only."""
    made = goals._uneven("gini", "navn", "name", WHAT)
    expected = Text(
        "De ting (18-64 år, ved årets slutning).", "The things (aged 18-64, at the end of the year)."
    )  # fmt: skip
    not_it = Text(
        "Ikke af alle københavnere: kun afdelinger i den simulerede by er med.",
        "Not of all people of Copenhagen: only estates of the simulated city are in it.",
    )
    assert made == Indicator("gini", NAME, expected, not_it, "index", CITY, Uneven("gini"))


def test_a_mark_is_told_of_an_estate_and_as_so_many_of_several() -> None:
    """By year alone, as a measure of the agreement."""
    made = people._standing("over", "navn", "name", "er det", "is it", *NOT)
    expected = Text(
        "Om afdelingen ved årets slutning er det; for flere afdelinger hvor mange.",
        "Whether the estate at the end of the year is it; of several estates how many.",
    )
    assert made == Indicator("over", NAME, expected, Text(*NOT), "yes_no", YEARLY, Mark("over"), "agreed")


def test_residents_are_people_at_the_end_of_the_period() -> None:
    """Neither households nor those who wait."""
    assert people._residents("student", "studerende", "students") == Indicator(
        "residents_student", Text("Beboere: studerende", "Residents: students"),
        Text("Antal beboere ved periodens slutning: studerende.", "How many residents there are at the end of the period: students."),
        Text("Ikke husstande, og ikke dem på venteliste.", "Not households, and not those on a waiting list."),
        "people", COUNTED, Count(("student",)),
    )  # fmt: skip


def test_an_indicator_is_told_to_programs_in_full() -> None:
    """Names, definition and what it is not in both languages; levels with their periods."""
    found = plain_catalogue()
    assert set(found) == {"schema", "indicators", "not_computed"}
    assert found["schema"] == 1
    (told,) = (one for one in found["indicators"] if one["id"] == "exempt_dwellings")
    assert told == {
        "id": "exempt_dwellings", "name": {"da": "Friholdte familieboliger", "en": "Exempt family dwellings"},
        "definition": {
            "da": "Antal familieboliger i friholdte afdelinger ved månedens slutning.",
            "en": "How many family dwellings lie in exempt estates at the end of the month.",
        },
        "is_not": {"da": "Ikke ledige boliger.", "en": "Not vacancies."}, "unit": "dwellings", "basis": "agreed",
        "levels": [{"level": "area", "periods": ["month"]}, {"level": "city", "periods": ["month"]}],
    }  # fmt: skip
    assert found["not_computed"][3] == {
        "name": {"da": "95 pct. med ungdomsuddannelse", "en": "95 per cent with youth education"},
        "reason": {"da": "Uddannelse simuleres ikke.", "en": "Schooling is not simulated."},
    }
