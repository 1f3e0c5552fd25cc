"""The Copenhagen that ships with the product holds what is public as it was published, and says what is made.

The criteria of the lists are worked out here by themselves, in exact fractions, from the text of the Act; the product
encodes them in `rules/`.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from kredslob.engine.register.model import (
    KINDS,
    CouncilDecision,
    DwellingType,
    Estate,
    Listing,
    Measurement,
    Organisation,
    Publication,
    Register,
)
from kredslob.engine.register.reading import SHIPPED, read_register

CITY = read_register()
FORTY = Fraction(2, 5)
ON_51B_2010 = {"akacieparken", *(f"unavngivet-{letter}" for letter in "abcde")}
NEW_2011 = {"jagtvej", "glumsoeparken", "bispevaenget"}
LISTS_61A = {
    date(2010, 10, 26): {
        "mjoelnerparken", "tingbjerg-utterslevhuse", "aldersrogade", "bispeparken", "lundtoftegade", "hoergaarden",
        "gadelandet-husumgaard", "sjaeloer-boulevard", "blaagaarden", "akacieparken",
    },
    date(2012, 10, 1): {
        "mjoelnerparken", "bispeparken", "lundtoftegade", "hoergaarden", "sjaeloer-boulevard", "blaagaarden", "staerevej",
        "degnegaarden",
    },
    date(2014, 2, 1): {"mjoelnerparken", "tingbjerg-utterslevhuse", "bispeparken", "lundtoftegade", "staerevej", "degnegaarden"},
    date(2014, 12, 1): {
        "lundtoftegade", "mjoelnerparken", "sjaeloer-boulevard", "tingbjerg-utterslevhuse", "bispeparken", "degnegaarden",
    },
    date(2017, 12, 1): {"mjoelnerparken", "tingbjerg-utterslevhuse", "bispeparken", "gadelandet-husumgaard"},
    date(2018, 5, 1): {
        "mjoelnerparken", "tingbjerg-utterslevhuse", "aldersrogade", "bispeparken", "lundtoftegade", "hoergaarden",
        "gadelandet-husumgaard", "sjaeloer-boulevard", "degnegaarden",
    },
    date(2018, 12, 1): {
        "mjoelnerparken", "tingbjerg-utterslevhuse", "aldersrogade", "bispeparken", "lundtoftegade", "hoergaarden",
        "gadelandet-husumgaard",
    },
    date(2019, 12, 1): {"mjoelnerparken", "tingbjerg-utterslevhuse", "aldersrogade", "bispeparken", "lundtoftegade", "hoergaarden"},
    date(2020, 12, 1): {"mjoelnerparken", "tingbjerg-utterslevhuse", "aldersrogade"},
}  # fmt: skip


def on(list_: str, day: date) -> set[str]:
    """Give the areas that are on a list on a day."""
    return {area for area in CITY.areas if CITY.listed(list_, day, area)}


def forty_plus(year: int) -> set[str]:
    """Give the estates with strictly more than 40 per cent outside the workforce in the measurement of a year."""
    rows = [row for row in CITY.rows(Measurement) if row.year == year and row.outside_workforce is not None]
    return {row.estate for row in rows if Fraction(row.outside_workforce or 0, row.aged_18_64) > FORTY}


def family_dwellings(estate: str) -> int:
    """Count an estate's family dwellings."""
    return sum(row.count for row in CITY.dwellings(estate) if row.kind == "family")


# --- the lists, as they were published -------------------------------------------------------------------------------


def test_the_51b_list_of_2010_has_one_area_with_a_name() -> None:
    """Six areas, of which only Akacieparken is known; the other five are made and say so."""
    assert on("51b", date(2011, 9, 30)) == ON_51B_2010
    rows = [row for row in CITY.rows(Listing) if row.list == "51b" and row.published == date(2010, 10, 1)]
    assert {row.area for row in rows if row.origin == "public"} == {"akacieparken"}
    assert {row.area for row in rows if not CITY.areas[row.area].named} == ON_51B_2010 - {"akacieparken"}


def test_on_1_october_2011_three_areas_come_on_and_akacieparken_leaves() -> None:
    """Eight areas from that day."""
    assert on("51b", date(2011, 10, 1)) == (ON_51B_2010 - {"akacieparken"}) | NEW_2011


def test_the_51b_list_is_not_taken_from_the_61a_list() -> None:
    """The unnamed areas stand on no § 61 a list, and but for Akacieparken no area stands on both lists of 2010."""
    assert on("51b", date(2010, 11, 1)) & on("61a", date(2010, 11, 1)) == {"akacieparken"}


def test_from_1_october_2012_no_51b_list_is_known() -> None:
    """One was published, but its Copenhagen rows are not known; nobody goes by the old one."""
    assert CITY.publication("51b", date(2012, 9, 30)) is not None
    assert CITY.publication("51b", date(2012, 10, 1)) is None


@pytest.mark.parametrize("day", sorted(LISTS_61A), ids=str)
def test_the_61a_lists_stand_as_published(day: date) -> None:
    """Area by area."""
    assert on("61a", day) == LISTS_61A[day]


def test_of_the_lists_of_2015_and_2016_only_some_rows_are_known() -> None:
    """Bispeparken left and came back, Stærevej left; whoever is not mentioned is unknown."""
    first, second = date(2015, 12, 1), date(2016, 12, 1)
    assert [CITY.listed("61a", day, "bispeparken") for day in (first, second)] == [False, True]
    assert [CITY.listed("61a", day, "staerevej") for day in (first, second)] == [True, False]
    assert CITY.listed("61a", first, "lundtoftegade") is None


def test_the_hard_areas_of_2018_have_a_category_of_their_own() -> None:
    """Mjølnerparken and Tingbjerg; since 2021 they are called transformation areas."""
    rows = [row for row in CITY.rows(Listing) if row.published == date(2018, 12, 1)]
    assert {row.area for row in rows if row.category == "omdannelse"} == {"mjoelnerparken", "tingbjerg-utterslevhuse"}


def test_no_council_decision_is_made_up() -> None:
    """None of 2011-2014 is known."""
    assert CITY.rows(CouncilDecision) == ()


# --- the criteria give the lists -------------------------------------------------------------------------------------


def share(area: str, part: str, whole: str, *years: int) -> Fraction:
    """Give the mean over the years that there are figures for."""
    rows = [row for row in CITY.area_figures(area) if row.year in years]
    return sum((Fraction(getattr(row, part), getattr(row, whole)) for row in rows), Fraction()) / len(rows)


def residents(area: str, year: int) -> int:
    """Count an area's residents."""
    (row,) = [row for row in CITY.area_figures(area) if row.year == year]
    return row.residents or 0


@pytest.mark.parametrize("year", [2010, 2011])
def test_the_areas_of_the_51b_list_meet_its_criteria_and_no_others_do(year: int) -> None:
    """At least 1,000 residents and 40 per cent outside the labour market, or 5,000 and 30, in the year itself."""
    met = set()
    for area in CITY.areas:
        outside, count = share(area, "outside_labour_market", "aged_18_64", year), residents(area, year)
        if (count >= 1000 and outside >= FORTY) or (count >= 5000 and outside >= Fraction(3, 10)):
            met.add(area)
    assert met == on("51b", date(year, 10, 1))


@pytest.mark.parametrize(("year", "day"), [(2010, date(2010, 10, 26)), (2012, date(2012, 10, 1))])
def test_the_areas_of_the_61a_lists_of_2010_and_2012_meet_two_of_three(year: int, day: date) -> None:
    """Origin over half, without link over 40 per cent, over 270 convicted per 10,000; the last two as means of four years."""
    years = range(year - 3, year + 1)
    met = set()
    for area in CITY.areas:
        criteria = [
            share(area, "non_western", "residents", year) > Fraction(1, 2),
            share(area, "without_link", "aged_18_64", *years) > FORTY,
            share(area, "convicted", "adults", *years) > Fraction(270, 10_000),
        ]
        if residents(area, year) >= 1000 and sum(criteria) >= 2:
            met.add(area)
    assert met == on("61a", day)


def test_the_areas_of_the_61a_list_of_february_2014_meet_three_of_five() -> None:
    """As before, means of two years, and compulsory school over half and income under 55 per cent of the region's."""
    met = set()
    for area in CITY.areas:
        (row,) = [row for row in CITY.area_figures(area) if row.year == 2013]
        criteria = [
            share(area, "non_western", "residents", 2013) > Fraction(1, 2),
            share(area, "without_link", "aged_18_64", 2012, 2013) > FORTY,
            share(area, "convicted", "adults", 2012, 2013) > Fraction(27, 1000),
            share(area, "only_compulsory_school", "aged_30_59", 2013) > Fraction(1, 2),
            (row.income_ppm_of_region or 0) < 550_000,
        ]
        if residents(area, 2013) >= 1000 and sum(criteria) >= 3:
            met.add(area)
    assert met == on("61a", date(2014, 2, 1))


# --- the city ---------------------------------------------------------------------------------------------------------


def test_the_city_has_its_size() -> None:
    """About 50,000 family dwellings in about 400 estates, of which about a tenth falls vacant in a year."""
    dwellings = sum(family_dwellings(estate) for estate in CITY.estates)
    assert 380 <= len(CITY.estates) <= 420
    assert 48_000 <= dwellings <= 52_000
    for year in (2010, 2011, 2012, 2013):
        assert 0.09 < sum(row.base_vacancies for row in CITY.rows(Measurement) if row.year == year) / dwellings < 0.11


def test_nineteen_organisations_have_thirty_nine_individual_agreements() -> None:
    """Every estate of theirs is under exactly one; estates of organisations outside BL's 1. kreds are under none."""
    under: dict[str, set[str]] = {}
    for estate in CITY.estates.values():
        inside = CITY.organisations[estate.organisation].first_district
        assert (estate.agreement is not None) is inside
        if estate.agreement:
            under.setdefault(estate.agreement, set()).add(estate.organisation)
    assert (len(under), len(set.union(*under.values()))) == (39, 19)
    assert all(len(organisations) == 1 for organisations in under.values())
    assert CITY.estate("Gadelandet").agreement == "aab-gadelandet"
    assert CITY.estate("Brumleby").agreement == "akb-brumleby"


def test_about_a_third_of_those_of_working_age_are_outside_the_workforce() -> None:
    """In every year."""
    for year in (2010, 2011, 2012, 2013):
        rows = [row for row in CITY.rows(Measurement) if row.year == year and row.outside_workforce is not None]
        assert 0.32 < sum(row.outside_workforce or 0 for row in rows) / sum(row.aged_18_64 for row in rows) < 0.36


def test_in_2011_nine_more_estates_are_40_plus_and_none_fewer() -> None:
    """Some forty in 2010."""
    assert 35 <= len(forty_plus(2010)) <= 45
    assert forty_plus(2010) < forty_plus(2011)
    assert len(forty_plus(2011) - forty_plus(2010)) == 9


def test_the_newly_listed_areas_have_estates_on_both_sides() -> None:
    """After the amendment of spring 2012 it depends on the estate; Bispevænget has one of each."""
    estates = {row.id: row.area for row in CITY.estates.values() if row.area in NEW_2011}
    over = forty_plus(2011) & set(estates)
    assert {estates[estate] for estate in over} == {estates[estate] for estate in set(estates) - over} == NEW_2011
    assert over & {"bispevaenget-1", "bispevaenget-2"} == {"bispevaenget-1"}


def test_akacieparken_is_not_40_plus() -> None:
    """So that it is referred to again when it has left the list."""
    assert not {"akacieparken"} & (forty_plus(2010) | forty_plus(2011))


def test_the_hard_cases_are_there() -> None:
    """On the threshold, one person above and one below, and a rounded share that leaves it open."""
    counts = {(row.estate, row.year): (row.outside_workforce, row.aged_18_64) for row in CITY.rows(Measurement)}
    assert counts["glumsoeparken-1", 2011] == (400, 1000)
    assert counts["degnegaarden", 2011] == (401, 1000)
    outside, aged = counts["gadelandet", 2011]
    assert outside is not None
    assert Fraction(outside, aged) < FORTY <= Fraction(outside + 1, aged)
    (rounded,) = [row for row in CITY.rows(Measurement) if row.outside_workforce is None]
    assert rounded.outside_rounded == (395_000, 405_000)


@pytest.mark.parametrize(
    ("name", "dwellings"), [("Bispeparken", 827), ("Lundtoftegade", 700), ("Akacieparken", 394), ("Mjølnerparken", 510)]
)
def test_public_numbers_of_dwellings_are_kept(name: str, dwellings: int) -> None:
    """However the rest is made."""
    assert family_dwellings(CITY.estate(name).id) == dwellings


def test_mjoelnerparken_has_its_560_dwellings() -> None:
    """18 of two rooms for the elderly, 472 of three and 38 of four rooms, and 32 for the young."""
    rows = {(row.kind, row.rooms): row for row in CITY.dwellings("mjoelnerparken")}
    assert [rows[key].count for key in (("elderly", 2), ("family", 3), ("family", 4), ("youth", 1))] == [
        18,
        472,
        38,
        32,
    ]
    assert rows["youth", 1].public_fields == ("kind", "count")
    assert "monthly_rent" not in rows["family", 3].public_fields


def test_tingbjerg_is_of_three_organisations_and_about_2500_dwellings() -> None:
    """How it is divided between them is made."""
    estates = [row for row in CITY.estates.values() if row.area == "tingbjerg-utterslevhuse"]
    assert {row.organisation for row in estates} == {"fsb", "sab", "aab"}
    assert sum(family_dwellings(row.id) for row in estates) == 2500


# --- what is made, says so --------------------------------------------------------------------------------------------


def test_no_figure_or_rent_passes_for_public() -> None:
    """Every measurement, area figure and dwelling row is synthetic, whatever of it is public."""
    assert {row.origin for row in (*CITY.rows(Measurement), *CITY.rows(DwellingType))} == {"synthetic"}
    assert {row.origin for area in CITY.areas for row in CITY.area_figures(area)} == {"synthetic"}


def test_a_made_name_says_that_it_is_made() -> None:
    """In the name itself, which is what people see."""
    names = [row.name for row in CITY.rows(Estate) if "name" not in row.public_fields]
    names += [row.name for row in CITY.rows(Organisation) if row.origin == "synthetic"]
    assert {name for name in names if "(syntetisk)" not in name and not name.startswith("Tingbjerg")} == set()


def test_an_owner_that_is_not_known_is_not_a_real_one() -> None:
    """Only organisations that are public for an estate, or inferred, are real; no list row without a source is public."""
    real = {row.id for row in CITY.rows(Organisation) if row.origin == "public"}
    unknown = [
        CITY.estates[id_] for id_ in ("aldersrogade", "husumgaard", "degnegaarden", "jagtvej-1", "bispevaenget-2")
    ]
    assert real.isdisjoint(row.organisation for row in unknown)
    assert all(row.source for row in (*CITY.rows(Listing), *CITY.rows(Publication)) if row.origin != "synthetic")


def test_every_estate_has_dwellings_and_seven_measurements() -> None:
    """Nothing is left out by accident."""
    assert {estate for estate in CITY.estates if not family_dwellings(estate)} == set()
    assert set(Counter(row.estate for row in CITY.rows(Measurement)).values()) == {7}


@pytest.mark.parametrize(
    ("list_", "day"),
    [("51b", date(2016, 6, 1)), ("51b", date(2026, 6, 1)), ("61a", date(2022, 6, 1)), ("61a", date(2026, 6, 1)),
     ("61b", date(2022, 6, 1)), ("61b", date(2026, 6, 1))],
)  # fmt: skip
def test_a_list_that_was_published_and_not_seen_says_nothing_of_any_area(list_: str, day: date) -> None:
    """It is there, so nothing is computed in its place; whether an area is on it is asked."""
    published = CITY.publication(list_, day)
    assert published is not None
    assert (published.complete, published.origin) == (False, "inferred")
    assert {CITY.listed(list_, day, area) for area in CITY.areas} == {None}


@pytest.mark.parametrize("list_", ["51b", "61a"])
def test_no_copenhagen_area_is_on_the_lists_of_december_2024(list_: str) -> None:
    """The one is public of the country's eight areas, the other of the city in 2025."""
    assert {CITY.listed(list_, date(2025, 6, 1), area) for area in CITY.areas} == {False}


def test_before_the_first_publication_nothing_of_it_was_known() -> None:
    """The register as known on a day leaves out what was recorded after it."""
    then = CITY.as_known(date(2010, 10, 20))
    assert then.measurements("mjoelnerparken") == ()
    assert then.publication("61a", date(2010, 11, 1)) is None
    assert then.listed("51b", date(2010, 10, 20), "akacieparken") is True


def test_a_decision_reads_only_the_tables_it_needs() -> None:
    """Finding an estate reads one file; figures of areas are not read for it."""
    register: Register = read_register()
    register.estate("Gadelandet")
    assert list(register._rows) == [Estate]


def test_every_table_of_the_register_is_shipped() -> None:
    """Also the one without rows."""
    assert len(list(SHIPPED.glob("*.csv"))) == len(KINDS)
