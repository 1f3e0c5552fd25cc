"""What was asked: a scenario as far as its answer is told by it, from the scenario itself or from the record of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kredslob.rules.frozen import dataclass
from kredslob.rules.model import Text
from kredslob.scenarios.files.scenario import Contrast, Scenario

if TYPE_CHECKING:
    from kredslob.scenarios.results.record import Record


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked.

    Args:
        id, title, about: of the scenario.
        variants: their titles, by name, in order: the first is the one that is told.
        contrasts: which of them are held against each other.
        behaviour, assumed: of the first variant, how many values of behaviour there are and how many are assumed.
    """

    id: str
    title: Text
    about: Text
    variants: Mapping[str, Text]
    contrasts: tuple[Contrast, ...]
    behaviour: int
    assumed: int


def asked_by(scenario: Scenario) -> Asked:
    """Give what a scenario asks."""
    given = scenario.variants[0].behaviour.values.values()
    return Asked(
        scenario.id, scenario.title, scenario.about, {one.name: one.title for one in scenario.variants},
        scenario.contrasts, len(given), sum(one.basis == "assumed" for one in given),
    )  # fmt: skip


def asked_in(record: Record) -> Asked:
    """Give what a run was asked, by its record."""
    held = record.scenario
    contrasts = tuple(
        Contrast(one["name"], _text(one["title"]), one["variant"], one["against"], one["where"])
        for one in held.get("contrasts", ())
    )
    first: Mapping[str, Any] = next(iter(record.variants.values()))
    behaviour = first.get("behaviour", {})
    return Asked(
        held["id"], _text(held["title"]), _text(held["about"] if "about" in held else held["title"]),
        {name: _text(one["title"]) for name, one in record.variants.items()}, contrasts,
        int(behaviour.get("values", 0)), int(behaviour.get("guessed", 0)),
    )  # fmt: skip


def _text(plain: Mapping[str, str]) -> Text:
    return Text(plain["da"], plain["en"])
