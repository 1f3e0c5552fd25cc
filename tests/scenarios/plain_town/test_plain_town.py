"""The loops and a plain-Python town, in which the reference evaluator decides every letting, come to the same in every event.

The plain town (`months.py` and what it uses) knows neither arrays nor tables: people are objects, the luck is that of
`docs/luck.md`, and each vacancy is put to the evaluator that decides real ones, with raw facts about everybody who waits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.running.setting import Setting
from tests.scenarios.plain_town.compared import compared
from tests.scenarios.plain_town.people import CHANNELS, Event
from tests.scenarios.plain_town.random_towns import Drawn, drawn

QUICK = 12
BLOCK = 100
BLOCKS, FEWEST = 12, 83  # about one town in nine is refused; 1,056 are left in all, so many at least in each block
HAPPENS = {
    "passes", "dies", "finds_partner", "parts", "applies", "bears", "wishes", "gives_up", "moves_out", "returns",
    "arrives", "joins", "refuses", "let", "held", "comes_of_age", "leaves_parents", "loses_place",
}  # fmt: skip
SIMULATED = set(CHANNELS) - {"rehousing"}


def towns(first: int, end: int) -> Iterator[tuple[int, Drawn]]:
    """Give the towns of some numbers, those left out that are refused."""
    for number in range(first, end):
        try:
            yield number, drawn(number)
        except WrongInput:
            continue


def parted(first: int, end: int) -> tuple[list[str], int, list[Event]]:
    """Give where towns part, how many were compared, and all that happened in them."""
    found: list[str] = []
    log: list[Event] = []
    count = 0
    for number, one in towns(first, end):
        town, differing = compared(one)
        found += [f"town {number}, {each}" for each in differing[:5]]
        log += town.log
        count += 1
    return found, count, log


def test_the_plain_town_is_the_same() -> None:
    """Everybody's state, queues, wheels, figures, standing and lettings are alike at the end of every month, and in the report."""
    found, count, log = parted(0, QUICK)
    assert found == []
    assert count > QUICK // 2
    assert {one.what for one in log} >= HAPPENS - {"loses_place"}


@pytest.mark.parametrize("share", [(1, 1), (1, 4)])
def test_a_share_of_flexible_letting_agreed_for_all_is_the_same(share: tuple[int, int]) -> None:
    """Also where the framework itself says how much is let flexibly, as those of other cities do."""
    one = drawn(3, share)
    assert one.setting.course.terms(0).value("flexible.base_share") == share
    assert compared(one)[1] == []


@pytest.mark.parametrize("number", [490, 1057])
def test_divorce_precedence_holds_in_ones_own_estate(number: int) -> None:
    """A tenant who stands on the organisation's list has it for dwellings of the estate where they live as well."""
    assert compared(drawn(number))[1] == []


@pytest.mark.long
@pytest.mark.parametrize("block", range(BLOCKS))
def test_a_thousand_plain_towns_are_the_same(block: int) -> None:
    """In no event of over a thousand random towns and agreements do they differ; everything happens."""
    found, count, log = parted(block * BLOCK, (block + 1) * BLOCK)
    assert found == []
    assert count >= FEWEST
    assert {one.what for one in log} >= HAPPENS
    assert set(Counter(one.how[0] for one in log if one.what == "let")) == SIMULATED


def _slower(setting: Setting) -> Setting:
    setting.world.city.mobility[:] *= 0.9
    return setting


def _deadlier(setting: Setting) -> Setting:
    setting.world.hazards.leaving[:, 0] += 0.001
    return setting


def _less_often(setting: Setting) -> Setting:
    setting.world.families.most[:] *= 0.95
    return setting


def _fewer(setting: Setting) -> Setting:
    setting.world.newcomers.rates[:] *= 0.97
    return setting


def _anybody(setting: Setting) -> Setting:
    for _, rules in setting.rules:
        rules.deal.accepted[:] = -1 & ((1 << 62) - 1)
    return setting


def _later(setting: Setting) -> Setting:
    setting.world.calendar[2:] = setting.world.calendar[1:-1].copy()
    return setting


def _other_shares(setting: Setting) -> Setting:
    changed = tuple(
        (month, rules._replace(quotas=rules.quotas._replace(base_turns=max(0, rules.quotas.base_turns - 1))))
        for month, rules in setting.rules
    )
    return replace(setting, rules=changed)


def _otherwise_counted(setting: Setting) -> Setting:
    for _, rules in setting.rules:
        rules.program.counts[:] = 1 - rules.program.counts
    return setting


@pytest.mark.parametrize(
    "wrong", [_slower, _deadlier, _less_often, _fewer, _anybody, _later, _other_shares, _otherwise_counted]
)
def test_a_fault_of_the_loops_is_found(wrong: Callable[[Setting], Setting]) -> None:
    """With a wrong number in any of the tables that the loops go by, they part from the plain town, in one of a few towns."""
    assert any(compared(replace(one, setting=wrong(one.setting)))[1] for _, one in towns(3, 9))


@pytest.mark.long
def test_the_towns_are_of_all_agreements() -> None:
    """Among those drawn are all frameworks, some that follow one another, and some under a business cycle."""
    every = [one for _, one in towns(0, 40)]
    office = [one.setting.course.office for one in every]
    first = {each.agreement_on(one.setting.months.first).base.id for each, one in zip(office, every, strict=True)}
    assert len(first) == 4
    assert any(one.setting.course.begins for one in every)
    assert any(one.cycle for one in every)
    assert {one.setting.course.terms(0).value("compensation.method") for one in every} >= {"proportional", "none"}
