"""Simulate a town twice, by the loops and by the plain town, and say where they part."""

from __future__ import annotations

from kredslob.scenarios.city.layout import EVENTS
from kredslob.scenarios.running.replication import Bench
from tests.scenarios.plain_town.months import begin, months
from tests.scenarios.plain_town.random_towns import Drawn
from tests.scenarios.plain_town.reported import Reported, events_of, of_outcome
from tests.scenarios.plain_town.told import differences, of_kernel, of_town
from tests.scenarios.plain_town.town import Town


def compared(drawn: Drawn) -> tuple[Town, list[str]]:
    """Give the plain town as it ends, or as it was in the first month in which they differ, and what differs.

    Everything that either town is, is compared at the end of every month, and how much has happened since the beginning;
    at the end what a run reports, whose lives were followed ahead.
    """
    bench, kinds = Bench(drawn.setting), tuple(drawn.behaviour["newcomers.kinds"])
    town = begin(drawn.setting, drawn.behaviour, drawn.cycle, drawn.seed, drawn.replication)
    reported, tiers = Reported(), [place.tier for place in town.places]
    for (month, _), _ in zip(bench.months(drawn.replication), months(town), strict=True):
        reported.keep(town, month)
        found = differences(of_town(town), of_kernel(drawn.setting, bench.state, kinds, tiers))
        mine, theirs = events_of(town), int(bench.state.counters[EVENTS])
        if mine != theirs:
            found.append(f"events: {mine} / {theirs}")
        if found:
            return town, [f"month {month}: {one}" for one in found]
    outcome = bench.run(drawn.replication)
    return town, differences(reported.plain(town), of_outcome(town, outcome))
