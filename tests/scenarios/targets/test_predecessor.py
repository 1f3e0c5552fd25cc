"""The agreement before that of 2011: stated as the guess that it is, sound, off the shelf, and fit to be simulated."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kredslob.engine.asked import ASKED
from kredslob.engine.office import Office
from kredslob.engine.register.reading import read_register
from kredslob.rules.checking.check import check
from kredslob.rules.library import Library, add_file, load_library
from kredslob.scenarios.behaviour.reading import shipped_behaviour
from kredslob.scenarios.running.calendar import Months, Yearly
from kredslob.scenarios.running.setting import set_up
from kredslob.scenarios.targets.drawn import drawn_register
from kredslob.scenarios.targets.reading import AGREEMENTS, shipped_targets
from kredslob.scenarios.targets.sketches import shipped_sketches

ID = "kbh-2007-2010"
PATH = AGREEMENTS / f"{ID}.yaml"


@cache
def library() -> Library:
    """Give the shelf with the predecessor on it."""
    return add_file(load_library(), PATH)[0]


def test_it_decides_no_real_vacancy() -> None:
    """It is not among the agreements that ship, so no day has it in force."""
    assert ID not in load_library().documents


def test_it_is_sound() -> None:
    """`kredslob agreement check` finds neither error nor warning."""
    assert check((str(PATH),), ASKED)[1] == ()


def test_only_every_third_dwelling_is_known() -> None:
    """Every other value is assumed, with what it else could be and the question that would settle it."""
    values = {key: series.values[0] for key, series in library().documents[ID].parameters.items()}
    known = {key for key, value in values.items() if value.basis != "assumed" and value.value is not None}
    assert known == {"referral.base_share"}
    for value in values.values():
        assert value.value is None or value.basis != "assumed" or value.question is not None


def test_no_rule_claims_to_be_stated() -> None:
    """What rules conclude is assumed, or follows from the day of a later Act."""
    assert {rule.basis for rule in library().documents[ID].rules} <= {"assumed", "inferred"}


def test_return_guarantees_begin_with_the_day_on_which_they_came_into_use() -> None:
    """1 April 2007, as the federation told its members."""
    rule = next(one for one in library().documents[ID].rules if one.id == "before.guarantee.yes")
    assert rule.from_ == date(2007, 4, 1)


@pytest.mark.parametrize(("start", "kind"), [("from-2007", "register-2006"), ("from-2011", "register-2010")])
def test_each_start_can_be_set_up(start: str, kind: str) -> None:
    """With its own agreement and a drawn register, from its first month, with every estate that it binds."""
    begin = next(one for one in shipped_targets().starts if one.id == start)
    register = drawn_register(read_register(), shipped_sketches()[kind], 0)
    assert shipped_sketches()[kind].known_until == begin.known_until
    office = Office(library(), register)
    agreement = library().agreement(begin.agreement)
    setting = set_up(office, agreement, Months(begin.month, 3), shipped_behaviour(), {}, {}, "start", Yearly(10, 11))
    assert len(setting.homes) > 380
    assert {home.measured.year for home in setting.homes} == {shipped_sketches()[kind].year}


def test_its_guesses_can_be_taken_otherwise() -> None:
    """That nobody was exempt is one of the readings."""
    register = drawn_register(read_register(), shipped_sketches()["register-2006"], 0)
    office = Office(library(), register)
    agreement, months = library().agreement(ID), Months(date(2007, 1, 1), 3)
    behaviour, yearly = shipped_behaviour(), Yearly(10, 11)
    for guesses in ({"exemption.rule": "nobody"}, {"compensation.method": "none"}):
        assert set_up(office, agreement, months, behaviour, {}, guesses, "start", yearly).homes
