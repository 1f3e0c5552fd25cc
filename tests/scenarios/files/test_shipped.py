"""The shipped scenarios do what they say: by one replication of each variant, over the months that it takes to show."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from kredslob.engine.asked import ASKED
from kredslob.rules.checking.check import check
from kredslob.scenarios.files.reading import find_scenario
from kredslob.scenarios.files.scenario import Scenario
from kredslob.scenarios.files.shelf import SHIPPED
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import ESTATE_YEAR

MONTHS = 24


@cache
def scenario(name: str) -> Scenario:
    """Give a shipped scenario, its first two years only."""
    found = find_scenario(name)
    months = Months(found.months.first, MONTHS)
    return replace(found, variants=tuple(replace(one, months=months) for one in found.variants))


@cache
def by_year(name: str, variant: str) -> dict[str, np.ndarray]:
    """Give what came of replication 3 of a variant: by name, by estate and year."""
    outcome = Bench(scenario(name).setting(variant)).run(3)
    return {each: outcome.estate_year[:, :, at] for at, each in enumerate(ESTATE_YEAR)}


def test_the_variants_of_2011_are_those_of_the_agreement_of_2011() -> None:
    """As agreed, without exemption, without compensation, with the adjustment of spring 2012, and in a slump."""
    names = ["as-agreed", "without-exemption", "without-compensation", "adjusted-2012", "slump"]
    assert [one.name for one in scenario("kbh-2011").variants] == names
    assert {one.where for one in scenario("kbh-2011").contrasts} == {"exempt", "listed", "receiving", "all"}


def test_exemption_keeps_referrals_from_exempt_estates() -> None:
    """Estates exempt through the first year get none; without exemption the same estates do."""
    agreed, without = by_year("kbh-2011", "as-agreed"), by_year("kbh-2011", "without-exemption")
    exempt = (agreed["exempt"][:, 0] == 1) & (agreed["exempt_since"][:, 0] == -1)
    assert exempt.sum() > 20
    assert agreed["let_referral"][exempt, 0].sum() == 0
    assert without["exempt"].sum() == 0
    assert without["let_referral"][exempt, 0].sum() > 100


def test_compensation_gives_extra_turns_to_others() -> None:
    """As agreed some estates receive extra turns and more referrals; without compensation none does."""
    agreed, without = by_year("kbh-2011", "as-agreed"), by_year("kbh-2011", "without-compensation")
    receiving = agreed["extra_turns"][:, 0] > 0
    assert receiving.sum() > 50
    assert without["extra_turns"].sum() == 0
    assert agreed["referrals_owed"][receiving, 0].sum() > without["referrals_owed"][receiving, 0].sum()
    assert (agreed["exempt"][:, 0] == without["exempt"][:, 0]).mean() > 0.95


def test_the_adjustment_of_2012_ends_exemption_in_areas_new_on_the_list() -> None:
    """Until spring 2012 everything is the same; after it fewer estates on the list are exempt."""
    agreed, adjusted = by_year("kbh-2011", "as-agreed"), by_year("kbh-2011", "adjusted-2012")
    assert all(np.array_equal(agreed[name][:, 0], adjusted[name][:, 0]) for name in ESTATE_YEAR)
    listed = agreed["listed_for_exemption"][:, 1] == 1
    assert agreed["exempt"][listed, 1].all()
    assert 0 < adjusted["exempt"][listed, 1].sum() < listed.sum()


def test_a_slump_takes_work() -> None:
    """From the first year on more are unemployed, and fewer in work."""
    agreed, slump = by_year("kbh-2011", "as-agreed"), by_year("kbh-2011", "slump")
    assert slump["unemployed"][:, 0].sum() > 1.3 * agreed["unemployed"][:, 0].sum()
    assert slump["employed"][:, 1].sum() < 0.95 * agreed["employed"][:, 1].sum()


def test_today_estates_owe_by_their_step() -> None:
    """Under the agreement of 2024-2027 those over the threshold of the highest step get no referral; the others do."""
    agreed = by_year("kbh-2024", "as-agreed")
    share = agreed["outside_acting"][:, 0] / np.maximum(1, agreed["aged_acting"][:, 0])
    assert agreed["exempt"].sum() == 0
    assert agreed["referrals_owed"][share > 0.42, 0].sum() == 0
    assert agreed["referrals_owed"][share < 0.38, 0].sum() > 100


@pytest.mark.parametrize("path", sorted((SHIPPED / "amendments").glob("*.yaml")), ids=lambda path: path.stem)
def test_an_amendment_made_to_compare_is_sound(path: Path) -> None:
    """`agreement check` finds no error in it, and its title says that it is imagined."""
    library, findings = check([str(path)], ASKED)
    assert library is not None
    assert [one for one in findings if one.severity == "error"] == []
    assert "Imagined" in path.read_text("utf-8")
