"""What the months of a replication run by: the world, which no agreement changes, and the rules compiled from one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kredslob.scenarios.city.arrivals import Newcomers
from kredslob.scenarios.city.families import Families
from kredslob.scenarios.city.homes import City
from kredslob.scenarios.city.lives import Hazards
from kredslob.scenarios.city.routing import Deal
from kredslob.scenarios.city.standing import Program, Quotas
from kredslob.scenarios.city.waiting import Lists

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Ints

# What a month is for, as bits of the calendar.
MEASURES, PUBLISHES, ACTS, CLASSIFIES, SHARES_OUT, OPENS_YEAR, REGROUPS = (1 << bit for bit in range(7))


class Rules(NamedTuple):
    """Everything compiled from the agreement for months in which it does not change."""

    lists: Lists
    program: Program
    deal: Deal
    quotas: Quotas


class World(NamedTuple):
    """Everything that no agreement changes; `calendar`: int32[months], what each is for."""

    city: City
    newcomers: Newcomers
    families: Families
    hazards: Hazards
    calendar: Ints
