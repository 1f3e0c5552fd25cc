"""Answer the policy question of a scenario from its tables."""

from __future__ import annotations

from kredslob.scenarios.indicators.grids import numbers_of
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.telling.answer import Answer
from kredslob.scenarios.telling.asked import Asked
from kredslob.scenarios.telling.crossing import crossing_of
from kredslob.scenarios.telling.effects import effects_of
from kredslob.scenarios.telling.lines import APPLICANTS, MUNICIPALITY, lines_of
from kredslob.scenarios.telling.loop import loop_of


def answer_of(tables: Tables, asked: Asked) -> Answer:
    """Give what a scenario came to, told of its first variant; the others come in by the contrasts.

    Args:
        tables: of its results.
        asked: by a scenario, or as the record of a run has it.
    """
    variant = next(name for name in asked.variants if name in tables.variants)
    ground = tables.ground(variant)
    effects, not_told = effects_of(tables, asked)
    months = ground.months
    return Answer(
        scenario=asked.id, title=asked.title, about=asked.about, variant=variant, variant_title=asked.variants[variant],
        variants=tuple((name, title) for name, title in asked.variants.items() if name in tables.variants),
        first=months.first, last=months.day(months.count - 1), years=ground.years,
        replications=len(numbers_of(tables, variant)), estates=len(ground.starts),
        synthetic=sum(one.synthetic for one in ground.starts.values()), crossing=crossing_of(tables, variant),
        municipality=lines_of(tables, variant, MUNICIPALITY), applicants=lines_of(tables, variant, APPLICANTS),
        effects=effects, loop=loop_of(tables, variant), guesses=len(ground.assumed), behaviour=asked.behaviour,
        assumed_behaviour=asked.assumed, not_told=not_told,
    )  # fmt: skip
