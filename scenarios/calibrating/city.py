"""The city that is fitted in: so manieth estates of the shipped register, under the agreements of the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from kredslob.engine.office import Office
from kredslob.engine.register.model import Register
from kredslob.engine.register.reading import read_register
from kredslob.engine.register.rows import (
    Area,
    AreaFigures,
    DwellingType,
    Estate,
    Listing,
    Measurement,
    Organisation,
    Publication,
    Recorded,
)
from kredslob.rules.frozen import dataclass
from kredslob.scenarios.backtesting.beginning import YEARLY, succession
from kredslob.scenarios.backtesting.guesses import Succession
from kredslob.scenarios.behaviour.reading import Behaviour, Given, shipped_behaviour
from kredslob.scenarios.calibrating.plan import Plan, read_plan
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.setting import Setting, set_up

ALIGNMENT: Final = "moving.alignment"


@dataclass(frozen=True, slots=True)
class Bed:
    """What is fitted in.

    Args:
        plan: what is fitted to; behaviour: whose knobs are turned.
        office: with the estates taken; agreements: each from its day; months: those simulated.
        seed: what luck is keyed by, the same for all sets: sets differ by their knobs, not by their luck.
    """

    plan: Plan
    behaviour: Behaviour
    office: Office
    agreements: Succession
    months: Months
    seed: str

    def setting(self, behaviour: Behaviour) -> Setting:
        """Make the city ready to run by a behaviour; raise WrongInput where it cannot."""
        return set_up(self.office, self.agreements, self.months, behaviour, {}, {}, self.seed, YEARLY)


Find = Callable[[Path, str, bool], Bed]


@cache
def bed_of(path: Path, seed: str, aligned: bool) -> Bed:
    """Give what a plan is fitted in.

    Args:
        path: of the plan; seed: what luck is keyed by.
        aligned: whether moving out of estates is aligned to the register's vacancies.

    Raises:
        WrongInput: the plan is wrong.
    """
    plan = read_plan(path)
    months = Months(plan.first, 12 * plan.years)
    office = Office(plan.library, every_so_manieth(read_register(), plan.every))
    behaviour = shipped_behaviour(plan.behaviour)
    behaviour = behaviour if aligned else unaligned(behaviour)
    return Bed(plan, behaviour, office, succession(plan.library, plan.agreement, months), months, seed)


def unaligned(behaviour: Behaviour) -> Behaviour:
    """Give a behaviour by which moving out is aligned to no totals."""
    given: Given = replace(behaviour.values[ALIGNMENT], value="none")
    return behaviour.having({ALIGNMENT: given})


def every_so_manieth(register: Register, every: int) -> Register:
    """Give a register with every so manieth estate, by id, and all that is not of an estate."""
    taken = set(sorted(register.estates)[::every])
    rows: list[Recorded] = [
        row for kind in (Organisation, Area, AreaFigures, Publication, Listing) for row in register.rows(kind)
    ]
    rows += [row for row in register.rows(Estate) if row.id in taken]
    rows += [row for row in register.rows(DwellingType) if row.estate in taken]
    rows += [row for row in register.rows(Measurement) if row.estate in taken]
    return Register.of(rows)
