"""Which places of a run are not told of where it is published: those whose key figures at the beginning are small cells.

The key figures that a run begins from are the only counts of real people in it; everything after them is simulated people.
But shares of the first months are those figures, and all others start from them. So of a place whose figures are small,
nothing is told at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kredslob.rules.frozen import dataclass
from kredslob.scenarios.files.scenario import Contrast
from kredslob.scenarios.indicators.contrast import estates_of
from kredslob.scenarios.indicators.ground import Ground
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.publishing.cells import Pair, kept_back

CITY: Final = "city"


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is not told of, by level.

    Args:
        estates, areas, organisations: their ids; contrasts: those of which nothing is told of their estates together.
        city: whether even the whole city is too small.
    """

    estates: frozenset[str]
    areas: frozenset[str]
    organisations: frozenset[str]
    contrasts: frozenset[str]
    city: bool

    def places(self, level: str) -> frozenset[str]:
        """Give the places of a level, as tables name them; of sets of estates `contrasts` tells."""
        found = {"estate": self.estates, "area": self.areas, "organisation": self.organisations}
        return frozenset({CITY}) if level == CITY and self.city else found.get(level, frozenset())

    @property
    def any(self) -> bool:
        """Whether anything is not told."""
        return bool(self.estates)


def withheld_of(tables: Tables, contrasts: Iterable[Contrast] = ()) -> Withheld:
    """Give what of the tables of a run is not told where they are published.

    Args:
        tables: of the run.
        contrasts: those that are told of some of its estates together; one of variants that were not run is told of none.
    """
    grounds = [tables.ground(name) for name in tables.variants]
    found = kept_back(_counts(grounds), _groups(tables, contrasts))
    of = {level: frozenset(name.partition(":")[2] for name in found.groups if name.startswith(f"{level}:"))
          for level in ("area", "organisation", CITY, "contrast")}  # fmt: skip
    return Withheld(found.places, of["area"], of["organisation"], of["contrast"], bool(of[CITY]))


def _counts(grounds: list[Ground]) -> dict[str, Pair]:
    """Give of each estate who is outside the workforce, of all: where variants count otherwise, the smallest cell of them."""
    found: dict[str, Pair] = {}
    for ground in grounds:
        for key, start in ground.starts.items():
            pair = (start.outside, start.aged)
            found[key] = min(found.get(key, pair), pair, key=lambda each: (min(each[0], each[1] - each[0]), each))
    return found


def _groups(tables: Tables, contrasts: Iterable[Contrast]) -> Mapping[str, Sequence[str]]:
    """Give the estates that are also told of together, by what they are then."""
    places = tables.places
    found: dict[str, Sequence[str]] = {f"{CITY}:{CITY}": places["estate"].to_list()}
    for level in ("organisation", "area"):
        for (name,), each in places.drop_nulls(level).group_by(level, maintain_order=True):
            found[f"{level}:{name}"] = each["estate"].to_list()
    for one in contrasts:
        if one.variant in tables.variants and one.against in tables.variants:
            found[f"contrast:{one.name}"] = estates_of(tables, one).estates
    return {name: group for name, group in found.items() if group}
