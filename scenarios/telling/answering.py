"""Answer the policy question of a scenario from its tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kredslob.scenarios.files.scenario import Scenario
from kredslob.scenarios.indicators.grids import numbers_of
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.telling.answer import Answer
from kredslob.scenarios.telling.crossing import crossing_of
from kredslob.scenarios.telling.effects import effects_of
from kredslob.scenarios.telling.lines import APPLICANTS, MUNICIPALITY, lines_of
from kredslob.scenarios.telling.loop import loop_of
from kredslob.scenarios.telling.plain import plain


def answer_of(tables: Tables, scenario: Scenario) -> Answer:
    """Give what a scenario came to, told of its first variant; the others come in by the contrasts.

    Args:
        tables: of its results.
        scenario: what was asked.
    """
    variant = next(one for one in scenario.variants if one.name in tables.variants)
    ground = tables.ground(variant.name)
    effects, not_told = effects_of(tables, scenario)
    given = variant.behaviour.values.values()
    months = ground.months
    return Answer(
        scenario=scenario.id, title=scenario.title, about=scenario.about, variant=variant.name, variant_title=variant.title,
        variants=tuple((one.name, one.title) for one in scenario.variants if one.name in tables.variants),
        first=months.first, last=months.day(months.count - 1), years=ground.years,
        replications=len(numbers_of(tables, variant.name)), estates=len(ground.starts),
        synthetic=sum(one.synthetic for one in ground.starts.values()), crossing=crossing_of(tables, variant.name),
        municipality=lines_of(tables, variant.name, MUNICIPALITY), applicants=lines_of(tables, variant.name, APPLICANTS),
        effects=effects, loop=loop_of(tables, variant.name), guesses=len(ground.assumed), behaviour=len(given),
        assumed_behaviour=sum(one.basis == "assumed" for one in given), not_told=not_told,
    )  # fmt: skip


def write_answer(answer: Answer, file: Path) -> None:
    """Write an answer beside the tables that it comes of."""
    import json

    file.write_text(json.dumps(plain(answer), ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_answer(file: Path) -> Answer:
    """Read it again; raise OSError, ValueError, KeyError or TypeError for what is none."""
    import json

    from kredslob.scenarios.telling.plain import read

    found: Any = json.loads(file.read_text("utf-8"))
    return read(Answer, found)
