"""The shipped individual agreements: 39 of 19 organisations, made anew to the byte, and no turn lost between them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from kredslob.engine.decide import decide
from kredslob.engine.individual_agreements import individual_agreements, told_facts
from kredslob.engine.office import Office
from kredslob.engine.register.model import Register
from kredslob.engine.register.reading import read_register
from kredslob.engine.vacancy import TurnReading, Vacancy
from kredslob.rules.library import Library, load_library
from kredslob.rules.model import DatedWheel, Document
from kredslob.rules.units import Value
from tests.engine.quota_city import LIBRARY, House, city

FRAMEWORK = "kbh-2011-2014"
CITY = read_register()
FORTY = Fraction(2, 5)
LISTED = {
    2011: {"akacieparken", *(f"unavngivet-{letter}" for letter in "abcde")},
    2012: {f"unavngivet-{letter}" for letter in "abcde"},  # the three new areas are exempt only as 40-plus
}
IN_FORCE = {2011: date(2011, 1, 1), 2012: date(2012, 4, 1)}


@cache
def shipped() -> Mapping[str, Document]:
    """Load every shipped agreement."""
    return {key: LIBRARY.individual_agreement(FRAMEWORK, key) for key in LIBRARY.individual_ids(FRAMEWORK)}


def wheel(wheels: tuple[DatedWheel, ...], name: str, year: int) -> DatedWheel:
    """Give the version of a wheel in force when the year's wheels begin."""
    return [one for one in wheels if one.name == name and one.from_ <= IN_FORCE[year]][-1]


# --- which there are ----------------------------------------------------------------------------------------------------


def test_there_are_39_with_19_organisations() -> None:
    """As the municipality says of 2011."""
    assert len(shipped()) == 39
    assert len({one.organisation for one in shipped().values()}) == 19


def test_every_estate_of_an_agreement_is_in_the_register_under_it_and_the_other_way_round() -> None:
    """Neither names an estate that the other does not, and both name the same owner."""
    in_files = {(key, one.organisation, estate) for key, one in shipped().items() for estate in one.estates}
    in_register = {(one.agreement, one.organisation, one.id) for one in CITY.estates.values() if one.agreement}
    assert in_files == in_register


def test_each_says_that_it_is_made() -> None:
    """The file, and every estate in it; no individual agreement of 2011 has been seen."""
    origins = {one.origin for one in shipped().values()}
    assert origins | {estate.origin for one in shipped().values() for estate in one.estates.values()} == {"synthetic"}


# --- what they fix --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2011, 2012])
def test_turns_that_exempt_estates_lose_are_found_elsewhere_to_the_last(year: int) -> None:
    """Every third of their vacancies, from the counts of the register; what others have beyond a third, from the files."""
    lost, found = Fraction(0), Fraction(0)
    for document in shipped().values():
        for estate, terms in document.estates.items():
            measured = next(row for row in CITY.measurements(estate) if row.year == year - 1)
            assert measured.outside_workforce is not None
            over = Fraction(measured.outside_workforce, measured.aged_18_64) > FORTY
            agreed = wheel(terms.wheels, "referral", year)
            owed, base = (
                Fraction(agreed.turns, agreed.of) * measured.base_vacancies,
                Fraction(measured.base_vacancies, 3),
            )
            if over or CITY.estates[estate].area in LISTED[year]:
                assert owed == 0
                lost += base
            else:
                assert owed >= base
                found += owed - base
    assert found == lost
    assert lost > 300


def test_every_estate_has_both_wheels_from_the_first_day() -> None:
    """And a flexible share in ninths, from 1 to 8 save where something else is known."""
    for document in shipped().values():
        for estate, terms in document.estates.items():
            referral, external = (wheel(terms.wheels, name, 2011) for name in ("referral", "external"))
            assert referral.from_ == external.from_ == IN_FORCE[2011]
            assert external.of == 9
            assert 1 <= external.turns <= 8 or document.id == "akb-almenbolig-plus", estate


def test_estates_with_more_outside_the_workforce_let_more_flexibly() -> None:
    """The tenth of the estates with the most against the tenth with the least: twice the share, at the least."""
    drawn = [
        (Fraction(row.outside_workforce or 0, row.aged_18_64), wheel(terms.wheels, "external", 2011).turns)
        for document in shipped().values()
        for estate, terms in document.estates.items()
        for row in CITY.measurements(estate)[:1]
    ]
    drawn.sort()
    tenth = len(drawn) // 10
    assert sum(turns for _, turns in drawn[-tenth:]) > 2 * sum(turns for _, turns in drawn[:tenth])


def test_a_new_wheel_is_recorded_on_its_day() -> None:
    """Whoever decides with what was known in 2011 knows nothing of 2012."""
    newer = [one for document in shipped().values() for terms in document.estates.values() for one in terms.wheels]
    assert {(one.from_, one.version, one.recorded) for one in newer} == {
        (IN_FORCE[2011], "2011", IN_FORCE[2011]), (IN_FORCE[2012], "2012", IN_FORCE[2012]),
    }  # fmt: skip


# --- what is known --------------------------------------------------------------------------------------------------------


def test_brumleby_lets_one_of_nine_flexibly_and_says_that_this_is_assumed() -> None:
    """11 per cent stands on an undated page."""
    external = wheel(shipped()["akb-brumleby"].estates["brumleby"].wheels, "external", 2011)
    assert (external.turns, external.of, external.basis) == (1, 9, "assumed")


def test_gadelandet_asks_36_and_a_half_hours_and_says_what_else_it_may_be() -> None:
    """The page tells of a later agreement: assumed, with the other value and the question."""
    (hours,) = shipped()["aab-gadelandet"].estates["gadelandet"].parameters["flexible.work_hours"]
    assert (hours.value, hours.basis, hours.source) == (36 * 60 + 30, "assumed", "aab")
    assert hours.alternatives == (25 * 60, 36 * 60 + 30)
    assert hours.question is not None


def test_the_almenbolig_plus_estates_are_not_let_flexibly() -> None:
    """KAB names five that are left out."""
    estates = shipped()["akb-almenbolig-plus"].estates
    assert {wheel(terms.wheels, "external", 2011).turns for terms in estates.values()} == {0}
    assert len(estates) == 5


@pytest.mark.parametrize(
    ("parameter", "holders"),
    [
        ("transfer.tenancy_months", {("aab", 24, "stated", "aab"), ("3b", 24, "stated", "kab")}),
        ("return_guarantee.months", {("aab", 36, "stated", "aab")}),
        ("family.precedence_rooms", {("akb", 4, "assumed", "kab")}),
    ],
)
def test_what_an_organisation_publishes_holds_in_all_its_estates_and_no_others(
    parameter: str, holders: set[tuple[str, int, str, str]]
) -> None:
    """Each value with how sure it is, and its source."""
    found = [
        (document.organisation, [(one.value, one.basis, one.source) for one in terms.parameters.get(parameter, ())])
        for document in shipped().values()
        for terms in document.estates.values()
    ]
    expected = {organisation: [tuple(rest)] for organisation, *rest in holders}
    assert all(values == expected.get(str(organisation), []) for organisation, values in found)


def test_a_made_agreement_decides_and_is_named_as_made() -> None:
    """A vacancy of Gadelandet on the turn that its wheel gives the municipality."""
    facts: dict[str, Value] = {"dwelling_kind": "family", "rehousing_claim": False}
    vacancy = Vacancy("V", "gadelandet", date(2011, 6, 1), facts=facts, turns={"referral": TurnReading(3)})
    decision = decide(Office(LIBRARY, CITY), vacancy, None)
    assert (decision.channel, decision.individual) == ("referral", "aab-gadelandet")
    assert ("individual_agreement", "synthetic") in {(row.kind, row.note) for row in decision.synthetic}


# --- how they are made ------------------------------------------------------------------------------------------------------


def test_making_them_anew_gives_the_same_bytes(tmp_path: Path) -> None:
    """In another process, with other hashes; `make register` mends it."""
    command = [sys.executable, "-m", "kredslob.engine.individual_agreements", str(tmp_path / "made")]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "random"})
    made = {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()}
    committed = {path.name: path.read_bytes() for path in (LIBRARY.individual / FRAMEWORK).iterdir()}
    assert made == committed


def little_city(*more: House) -> Register:
    """Give a register of two estates under an agreement, one of them exempt."""
    return city(House("plus", 12, 45, "aab", "aab-1"), House("open", 9, 30, "aab", "aab-1"), *more)


def test_the_agreements_on_the_shelf_do_not_matter_to_making_them() -> None:
    """They are made from the register and what is known, not from what was made before."""
    elsewhere = Library(LIBRARY.facts, LIBRARY.sources, LIBRARY.documents, Path("nowhere"))
    made = individual_agreements(LIBRARY, little_city(), told_facts())
    assert made == individual_agreements(elsewhere, little_city(), told_facts())
    assert list(made) == ["aab-1.yaml"]


def test_an_estate_without_an_agreement_gets_none() -> None:
    """It may still take turns in the account."""
    stranger = House("stranger", 9, 30, "fsb")
    made = individual_agreements(LIBRARY, little_city(stranger), told_facts())
    assert list(made) == ["aab-1.yaml"]
    assert b"stranger" not in made["aab-1.yaml"]


def test_another_seed_draws_other_external_wheels_and_the_same_referral() -> None:
    """Luck has no part in the account."""
    first, second = told_facts(), {**told_facts(), "seed": "another"}
    many = [House(f"e{number}", 9, 30, "aab", "aab-1") for number in range(12)]
    texts = [individual_agreements(LIBRARY, city(*many), told)["aab-1.yaml"].decode() for told in (first, second)]
    flexible, referral = (
        [[line for line in text.splitlines() if word in line] for text in texts] for word in ("flexible:", "turns:")
    )
    assert flexible[0] != flexible[1]
    assert referral[0] == referral[1]


def test_an_agreement_that_was_read_before_loads_in_half_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decision reads one; the largest, at the best of several goes."""
    library = load_library()
    largest = max((library.individual / FRAMEWORK).iterdir(), key=lambda path: path.stat().st_size).stem

    def best() -> float:
        times = []
        for _ in range(6):
            fresh = replace(library, read={})
            began = time.perf_counter()
            fresh.individual_agreement(FRAMEWORK, largest)
            times.append(time.perf_counter() - began)
        return min(times)

    monkeypatch.setenv("KREDSLOB_CACHE", "")
    parsed = best()
    monkeypatch.setenv("KREDSLOB_CACHE", str(tmp_path))
    assert best() < parsed / 2
