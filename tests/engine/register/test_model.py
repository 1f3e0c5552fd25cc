"""The register answers by name and by date, and can be asked what was known on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kredslob.engine.register.model import (
    Area,
    CouncilDecision,
    DwellingType,
    Estate,
    Listing,
    Measurement,
    Organisation,
    Publication,
    Recorded,
    Register,
)
from kredslob.rules.messages import WrongInput

KNOWN: Any = {"origin": "public", "recorded_on": date(2010, 1, 1)}


def estate(id_: str, name: str, *aliases: str) -> Estate:
    """Make an estate."""
    return Estate(id=id_, name=name, organisation="aab", aliases=aliases, **KNOWN)


def published(day: date, *, complete: bool = True, valid_to: date | None = None) -> Publication:
    """Make a publication of the § 51 b list."""
    return Publication(list="51b", regime="2005", published=day, complete=complete, valid_to=valid_to, **KNOWN)


def listed(day: date, area: str, category: str = "51b") -> Listing:
    """Make a row of the § 51 b list."""
    return Listing(list="51b", published=day, area=area, category=category, **KNOWN)


def measured(year: int, day: date, outside: int, recorded: date | None = None) -> Measurement:
    """Make a measurement of estate a."""
    return Measurement(
        estate="a", year=year, published=day, residents=1500, aged_18_64=1000, outside_workforce=outside,
        base_vacancies=10, origin="public", recorded_on=recorded or day,
    )  # fmt: skip


FIRST, SECOND = date(2010, 10, 1), date(2011, 10, 1)
LISTS = Register.of(
    [
        published(FIRST), published(SECOND, complete=False, valid_to=date(2012, 10, 1)),
        listed(FIRST, "old"), listed(FIRST, "both"), listed(SECOND, "both"), listed(SECOND, "new"), listed(SECOND, "old", "off"),
    ]
)  # fmt: skip

# --- by name ------------------------------------------------------------------------------------------------------

CITY = Register.of(
    [
        estate("gadelandet", "Gadelandet", "AAB afdeling 80"),
        estate("bispe-1", "Bispevænget"),
        estate("bispe-2", "Bispevænget"),
    ]
)


@pytest.mark.parametrize("word", ["gadelandet", "Gadelandet", "GADELANDET", " Gadelandet ", "aab  afdeling 80"])
def test_an_estate_is_found_by_id_name_or_alias(word: str) -> None:
    """In any case and with any blanks."""
    assert CITY.estate(word).id == "gadelandet"


@pytest.mark.parametrize("word", ["Gadelande", "gadlandet", "Gadelandt"])
def test_a_misspelt_estate_is_answered_with_the_nearest(word: str) -> None:
    """The spelling of the register is offered."""
    with pytest.raises(WrongInput) as raised:
        CITY.estate(word)
    assert raised.value.problems[0].nearest == "Gadelandet"


def test_a_name_of_two_estates_is_answered_with_their_ids() -> None:
    """Nobody guesses which was meant; the ids tell them apart."""
    with pytest.raises(WrongInput, match="bispe-1, bispe-2"):
        CITY.estate("bispevænget")
    assert CITY.estate("bispe-2").name == "Bispevænget"


@pytest.mark.parametrize("word", ["", "   ", "zzzz", "x" * 100_000])
def test_a_word_like_no_estate_is_refused(word: str) -> None:
    """Nothing near is offered then."""
    with pytest.raises(WrongInput) as raised:
        CITY.estate(word)
    assert raised.value.problems[0].nearest is None


# --- by date ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "first"),
    [(date(2010, 9, 30), None), (FIRST, FIRST), (date(2011, 9, 30), FIRST), (SECOND, SECOND), (date(2012, 9, 30), SECOND),
     (date(2012, 10, 1), None)],
)  # fmt: skip
def test_a_list_is_in_force_until_the_next_or_until_it_ceases(day: date, first: date | None) -> None:
    """From the day of publication; on the day it ceases it is no longer."""
    found = LISTS.publication("51b", day)
    assert (found.published if found else None) == first


@pytest.mark.parametrize(
    ("day", "area", "on"),
    [
        (date(2010, 9, 30), "old", None), (FIRST, "old", True), (FIRST, "new", False), (SECOND, "new", True),
        (SECOND, "old", False), (SECOND, "both", True), (SECOND, "elsewhere", None), (date(2012, 10, 1), "both", None),
    ],
)  # fmt: skip
def test_an_area_is_on_a_list_or_off_it_or_nobody_knows(day: date, area: str, on: bool | None) -> None:
    """Unknown before the first list, after the last, and for areas that an incomplete list does not mention."""
    assert LISTS.listed("51b", day, area) is on


def test_rows_that_say_off_are_no_listings() -> None:
    """They stand in the history all the same."""
    assert LISTS.listings("51b", SECOND, "old") == ()
    assert [row.category for row in LISTS.listing_history("51b", "old")] == ["51b", "off"]
    assert [row.category for row in LISTS.listings("51b", FIRST, "old")] == ["51b"]


def test_another_list_says_nothing() -> None:
    """Being on the § 51 b list tells nothing of the § 61 a list."""
    assert LISTS.listed("61a", SECOND, "new") is None


@pytest.mark.parametrize(("day", "year"), [(date(2010, 11, 14), None), (date(2010, 11, 15), 2010), (date(2011, 11, 30), 2010),
                                           (date(2011, 12, 1), 2011), (date(2014, 1, 1), 2011)])  # fmt: skip
def test_a_measurement_is_in_force_from_its_publication(day: date, year: int | None) -> None:
    """Until the next is published."""
    register = Register.of([measured(2011, date(2011, 12, 1), 410), measured(2010, date(2010, 11, 15), 390)])
    found = register.measurement("a", day)
    assert (found.year if found else None) == year
    assert [row.year for row in register.measurements("a")] == [2010, 2011]


@pytest.mark.parametrize(("area", "day", "count"), [("x", date(2011, 1, 1), 2), ("y", date(2011, 1, 1), 1), ("x", date(2012, 1, 1), 1),
                                                    ("x", date(2010, 12, 31), 0)])  # fmt: skip
def test_a_decision_holds_for_its_area_or_for_all_in_its_time(area: str, day: date, count: int) -> None:
    """From its first day up to the day it ceases, that day left out."""
    own = CouncilDecision(kind="combined_letting", area="x", from_=date(2011, 1, 1), to=date(2012, 1, 1), **KNOWN)
    all_ = CouncilDecision(kind="combined_letting", area=None, from_=date(2011, 1, 1), **KNOWN)
    assert len(Register.of([own, all_]).decisions("combined_letting", area, day)) == count


# --- as known -----------------------------------------------------------------------------------------------------


def test_a_correction_counts_from_the_day_it_was_recorded() -> None:
    """The register as known before tells the figure as it was believed then."""
    day, later = date(2011, 12, 1), date(2012, 2, 1)
    register = Register.of([measured(2011, day, 410, later), measured(2011, day, 400)])
    assert [row.outside_workforce for row in register.measurements("a")] == [410]
    assert [row.outside_workforce for row in register.as_known(date(2012, 1, 31)).measurements("a")] == [400]
    assert register.as_known(date(2011, 11, 30)).measurements("a") == ()


def test_rows_of_different_kinds_are_kept_apart() -> None:
    """Asking for one table gives no row of another."""
    rows = [estate("a", "A"), Area(id="x", name="X", **KNOWN), Organisation(id="aab", name="AAB", **KNOWN)]
    register = Register.of(rows)
    assert (list(register.estates), list(register.areas), list(register.organisations)) == (["a"], ["x"], ["aab"])


def test_a_table_is_loaded_once_and_only_when_it_is_asked_for() -> None:
    """A decision reads no more than it needs."""
    asked: list[type] = []

    def load(kind: type[Recorded]) -> list[Recorded]:
        asked.append(kind)
        return []

    register = Register("r", load)
    assert (register.dwellings("a"), register.dwellings("b")) == ((), ())
    assert asked == [DwellingType]


def test_dwellings_are_told_by_kind_rooms_and_size() -> None:
    """In one order, however the file has them."""
    types = [
        DwellingType(estate="a", kind="family", rooms=rooms, square_metres=60, monthly_rent=5000, count=1, **KNOWN)
        for rooms in (4, 2, 3)
    ]
    assert [row.rooms for row in Register.of(types).dwellings("a")] == [2, 3, 4]


def test_a_row_knows_its_key() -> None:
    """What a row is about; corrections have the same key."""
    assert measured(2011, SECOND, 1).key == ("a", 2011) == measured(2011, SECOND, 2, date(2020, 1, 1)).key
