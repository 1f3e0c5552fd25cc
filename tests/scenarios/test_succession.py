"""Agreements that follow one another: each decides from its day, and until then nothing of it is felt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from functools import cache

import numpy as np
import pytest

from kredslob.engine.office import Office
from kredslob.engine.register.reading import read_register
from kredslob.rules.library import Agreement, load_library
from kredslob.rules.messages import WrongInput
from kredslob.scenarios.behaviour.reading import shipped_behaviour
from kredslob.scenarios.city.world import SHARES_OUT
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.checking import compared_lettings
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import ACCOUNT, ESTATE_YEAR, Outcome
from kredslob.scenarios.running.setting import Setting, set_up
from tests.scenarios.ledger_of_souls import check
from tests.scenarios.towns import YEARLY, Block, behaviour, library, register

BLOCKS = (
    Block("ahorn", area="east", outside=38, vacancies=40),
    Block("birk", "other", outside=47, vacancies=35),
    Block("citrus", "other", area="east", outside=25, vacancies=30),
    Block("dild", outside=31, vacancies=38),
)
FIRST = date(2013, 1, 1)
ORDER = (
    ("kbh-2011-2014", FIRST),
    ("kbh-2015-2018", date(2015, 1, 1)),
    ("kbh-2019-2023", date(2019, 7, 1)),
    ("kbh-2024-2027", date(2024, 1, 1)),
)


def agreed(count: int) -> Sequence[tuple[date, Agreement]]:
    """Give the first agreements of the shelf as they followed one another, the interval of 2019 settled."""
    found = []
    for name, day in ORDER[:count]:
        one = library().agreement(name)
        found.append((day, library().in_force(day) if name == "kbh-2015-2018" else one))
    return found


@cache
def made(count: int, months: int, **assumed: str) -> Setting:
    """Give a town under so many agreements that follow one another."""
    office = Office(library(), register(BLOCKS, ["east"]))
    succession = agreed(count)
    return set_up(office, succession, Months(FIRST, months), behaviour(), {}, assumed, "town", YEARLY)


def upto(outcome: Outcome, years: int, months: int) -> list[object]:
    """Give what an outcome says of its first years and months, by month only."""
    by_month = [
        getattr(outcome, name)[:, :months] for name in ("area_month", "city_month") if getattr(outcome, name).ndim == 3
    ]
    return [
        outcome.estate_year[:, :years].tolist(),
        outcome.queue_month[:months].tolist(),
        *(one.tolist() for one in by_month),
    ]


def test_until_it_takes_over_nothing_is_felt_of_the_next_agreement() -> None:
    """The first years are the same to the bit whether or not another agreement follows; the years after are not."""
    going_on, next_ = (Bench(made(count, 48)).run(5) for count in (1, 2))
    assert upto(next_, 2, 24) == upto(going_on, 2, 24)
    assert any(
        not np.array_equal(getattr(next_, one.name), getattr(going_on, one.name))
        for one in fields(Outcome)
        if getattr(next_, one.name) is not None
    )


def test_the_agreement_in_force_decides() -> None:
    """Each holds from its day, and the last for good."""
    course = made(4, 200).course
    held = {
        day: course.office.agreement_on(day).id
        for day in (FIRST, date(2014, 12, 31), date(2015, 1, 1), date(2019, 6, 30))
    }
    assert list(held.values()) == ["kbh-2011-2014", "kbh-2011-2014", "kbh-2015-2018", "kbh-2015-2018"]
    assert course.office.agreement_on(date(2019, 7, 1)).id == "kbh-2019-2023"
    assert course.office.agreement_on(date(2040, 1, 1)).id == "kbh-2024-2027"
    assert course.begins == (24, 78, 132)


def test_each_agreement_has_its_own_guesses() -> None:
    """A parameter that two agreements assume differently is taken as each of them does while it is in force."""
    course = made(4, 200).course
    assert course.taken(date(2014, 12, 1))["compensation.method"] == "proportional"
    assert course.taken(date(2024, 1, 1))["compensation.method"] == "none"
    assert course.assumed["compensation.method"] == "proportional"


def test_turns_are_shared_out_on_the_day_that_an_agreement_takes_over() -> None:
    """And each spring, as before."""
    setting = made(2, 40)
    shared = [month for month, bits in enumerate(setting.world.calendar) if bits & SHARES_OUT]
    assert shared == [0, 3, 15, 24, 27, 39]


def test_exemption_ends_with_the_agreement_that_grants_it() -> None:
    """The agreement of 2024 exempts no estate of its own; under those before, one over 40 per cent is exempt."""
    outcome = Bench(made(4, 168)).run(1)
    exempt = outcome.estate_year[:, :, ESTATE_YEAR.index("exempt")].sum(axis=0)
    assert exempt[:2].min() > 0
    assert exempt[11:].tolist() == [0] * len(exempt[11:])


@pytest.mark.parametrize("replication", range(2))
def test_nobody_is_lost_when_an_agreement_takes_over(replication: int) -> None:
    """Everybody is accounted for, month by month, through four agreements."""
    bench = Bench(made(4, 160))
    for month, _ in bench.months(replication):
        check(bench.state, month)


def test_turns_are_conserved_when_an_agreement_takes_over() -> None:
    """Lost and carried in is placed, unplaced or carried out each year, and what one year carries out the next carries in."""
    setting = made(4, 168)
    of = {rules.quotas.base_of for _, rules in setting.rules}
    assert len(of) == 1
    account = Bench(setting).run(3).account_year
    lost, carried_in, extra, unplaced, carried_out = (account[:, :, ACCOUNT.index(name)] for name in ACCOUNT)
    assert (lost + carried_in == of.pop() * (extra + unplaced) + carried_out).all()
    assert (carried_in[1:] == carried_out[:-1]).all()
    assert carried_in.any()


def test_lettings_are_decided_alike_through_the_change() -> None:
    """What is let before and after is decided alike by the reference evaluator, started again from who waits."""
    found = list(compared_lettings(made(2, 36), 2, 0.15))
    assert [one for one in found if not one.agrees] == []
    assert {one.month >= 24 for one in found} == {False, True}


def test_turns_that_are_placed_otherwise_later_are_refused() -> None:
    """What is carried over from one scope could not be placed in another."""
    from dataclasses import replace

    from kredslob.rules.library import Library

    def within_organisations(known: Library) -> Agreement:
        one = known.agreement("kbh-2015-2018")
        series = one.base.parameters["compensation.scope"]
        changed = replace(
            series, values=tuple(replace(value, value="organisation", basis="stated") for value in series.values)
        )
        return replace(
            one,
            base=replace(one.base, parameters={**one.base.parameters, "compensation.scope": changed}, digest="other"),
        )

    office = Office(library(), register(BLOCKS))
    succession = [agreed(1)[0], (date(2015, 1, 1), within_organisations(library()))]
    with pytest.raises(WrongInput) as caught:
        set_up(office, succession, Months(FIRST, 36), behaviour(), {}, {}, "town", YEARLY)
    assert (
        caught.value.problems[0].found.text()
        == "lost turns are placed within city at first and within organisation later."
    )


@pytest.mark.long
def test_lettings_of_the_shipped_city_are_decided_alike_through_all_changes() -> None:
    """From 2011 to 2027 a sample of lettings is decided alike under each of the four agreements."""
    shelf = load_library()
    succession = [(day, shelf.in_force(day) if at else shelf.agreement(name)) for at, (name, day) in enumerate(ORDER)]
    succession[0] = (date(2011, 1, 1), succession[0][1])
    months = Months(date(2011, 1, 1), 204)
    setting = set_up(
        Office(shelf, read_register(None)), succession, months, shipped_behaviour(), {}, {}, "kredslob", YEARLY
    )
    found = list(compared_lettings(setting, 3, 0.005))
    assert [one for one in found if not one.agrees] == []
    assert {one.month // 54 for one in found} == {0, 1, 2, 3}
