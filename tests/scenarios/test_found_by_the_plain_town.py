"""Faults that the plain-Python town found in the simulation, each held by a test of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kredslob.engine.office import Office
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import CouncilDecision, Measurement, Publication, Recorded
from kredslob.scenarios.city.layout import NONE, OCCUPANT
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import PLACE_MONTH
from kredslob.scenarios.running.setting import Setting, set_up
from tests.scenarios.plain_town.random_towns import with_share
from tests.scenarios.test_same_bits import KINDS
from tests.scenarios.towns import FIRST, KNOWN, YEARLY, Block, behaviour, library, register

BLOCKS = (Block("ahorn", area="east"), Block("birk"))


ALIKE = {"moving__pace_by_age": (1.0,) * 6, "moving__newly_moved_in_pace": 1.0, "work__deaths": (0.0,) * 6}


def made(*more: Recorded, **measured: Any) -> Setting:
    """Give a town of people who move out at one pace, with some rows more in its register, and other key figures of an estate."""
    rows: list[Recorded] = [row for kind in KINDS for row in register(BLOCKS, ["east"]).rows(kind)]
    rows = [replace(row, **measured) if isinstance(row, Measurement) and row.estate == "ahorn" else row for row in rows]
    office = Office(library(), Register.of([*rows, *more]))
    return set_up(
        office, library().agreement("kbh-2011-2014"), Months(FIRST, 18), behaviour(**ALIKE), {}, {}, "town", YEARLY
    )  # fmt: skip


def standing(setting: Setting, fact: str) -> list[object]:
    """Give what a fact of the first estate is in each month."""
    bench, number = Bench(setting), setting.facts.numbers[fact]
    return [setting.facts.cells[fact].values[bench.state.codes[0, number]] for _ in bench.months(0)]


def test_a_decision_of_the_council_is_heeded_from_its_month() -> None:
    """One that holds from June to October is heeded in those months, and not from the next thing that happens to change."""
    decided = CouncilDecision(
        kind="combined_letting", area="east", from_=date(2011, 6, 1), to=date(2011, 11, 1), **KNOWN
    )
    found = standing(made(decided), "combined_letting")
    assert found == ["none"] * 5 + ["basic"] * 5 + ["none"] * 8


def test_a_decision_in_mid_month_is_heeded_from_the_next() -> None:
    """What is decided in a month is decided as of its first day."""
    decided = CouncilDecision(kind="combined_letting", area="east", from_=date(2011, 6, 15), to=None, **KNOWN)
    assert standing(made(decided), "combined_letting") == ["none"] * 6 + ["basic"] * 12


def test_every_list_of_the_law_changes_on_its_day() -> None:
    """A list under § 61 b that is published in June is an occasion to look again, as the other lists are."""
    published = Publication(list="61b", regime="2021", published=date(2011, 6, 1), complete=True, **KNOWN)
    assert 5 in made(published).course.epochs
    assert 5 not in made().course.epochs


def test_nobody_moves_out_of_what_is_empty() -> None:
    """Dwellings that stand empty at the beginning do not slow those down who live in the others."""
    nobody_else = dict.fromkeys(("outside_workforce", "unemployed", "students", "other_outside"), 0)
    setting = made(residents=20, aged_18_64=20, employed=20, **nobody_else)
    lived_in = int((setting.begin.dwellings[OCCUPANT][:40] != NONE).sum())
    assert lived_in == 20
    vacated = setting.homes[0].measured.base_vacancies / 12 * (1 - behaviour()["moving.within_share"])
    assert float(setting.world.city.mobility[0]) == pytest.approx(vacated / lived_in, rel=1e-6)


@pytest.mark.parametrize(("share", "none"), [((1, 1), "let_ordinary"), ((0, 1), "let_flexible")])
def test_the_share_of_flexible_letting_that_is_agreed_for_all_is_heeded(share: tuple[int, int], none: str) -> None:
    """All that reaches the external list is let flexibly, or nothing, and not as behaviour supposes where nothing is agreed."""
    agreed = with_share(library().agreement("kbh-2011-2014"), share)
    office = Office(library(), register(BLOCKS))
    setting = set_up(office, agreed, Months(FIRST, 24), behaviour(), {}, {}, "town", YEARLY)
    found = Bench(setting).run(0).city_month.sum(axis=0)
    assert found[PLACE_MONTH.index(none)] == 0
    assert found[PLACE_MONTH.index("let_ordinary")] + found[PLACE_MONTH.index("let_flexible")] > 0


def test_a_dwelling_let_to_whoever_comes_is_no_referral_delivered() -> None:
    """Where dwellings are held for a municipality that has nobody, all of its lettings are to people from outside its list."""
    office = Office(library(), register(BLOCKS))
    nobody = {"newcomers__pressure": {"external": 1.8, "municipal": 0.0}, "offers__undelivered": "hold",
              "newcomers__waiting_at_start": {"external": 14, "municipal": 0}, "offers__hold_months": 2}  # fmt: skip
    setting = set_up(
        office, library().agreement("kbh-2011-2014"), Months(FIRST, 36), behaviour(**nobody), {}, {}, "town", YEARLY
    )
    found = Bench(setting).run(0).city_month.sum(axis=0)
    assert found[PLACE_MONTH.index("let_referral")] > 0
    assert found[PLACE_MONTH.index("referrals_undelivered")] > 0
    assert found[PLACE_MONTH.index("referrals_delivered")] == 0


@pytest.mark.parametrize("kind", ["combined_letting", "combined_letting_extended", "mandatory_flexible"])
def test_a_decision_after_the_last_month_changes_nothing(kind: Any) -> None:
    """It is no occasion to look again."""
    later = CouncilDecision(kind=kind, area="east", from_=date(2013, 1, 1), to=None, **KNOWN)
    assert made(later).course.epochs == made().course.epochs
