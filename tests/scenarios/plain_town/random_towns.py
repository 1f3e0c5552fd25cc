"""Random towns by number: register, agreement with its guesses, behaviour, business cycle and luck, all drawn anew.

The same number is the same town on every machine. Towns are small and lively, so that in a year or two everything happens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from random import Random
from typing import Any

from kredslob.engine.calendar import add_months
from kredslob.engine.office import Office
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import CouncilDecision, DecisionKind, Listing, Publication, Recorded
from kredslob.rules.library import Agreement
from kredslob.rules.model import DatedValue
from kredslob.rules.units import Value
from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.running.calendar import Months, Yearly
from kredslob.scenarios.running.setting import Setting, set_up
from tests.scenarios.test_same_bits import KINDS
from tests.scenarios.towns import KNOWN, OTHER_GUESSES, Block, behaviour, library, register

DECISIONS: tuple[DecisionKind, ...] = ("combined_letting", "combined_letting_extended", "mandatory_flexible")


@dataclass(frozen=True)
class Drawn:
    """A town to be simulated twice: what it is set up of, and which replication."""

    setting: Setting
    behaviour: Behaviour
    cycle: Mapping[str, list[float]]
    seed: str
    replication: int


@cache
def frameworks() -> tuple[Agreement, ...]:
    """Give every framework agreement on the shelf, by the day it begins."""
    documents = [one for one in library().documents.values() if one.kind == "framework"]
    return tuple(library().agreement(one.id) for one in sorted(documents, key=lambda one: one.start.day))


def drawn(number: int, flexible: tuple[int, int] | None = None) -> Drawn:
    """Draw a town; `flexible`: the share of flexible letting that is agreed for all, which no shipped framework has.

    Raises:
        WrongInput: such a town is refused, as when what is drawn of an agreement does not go together.
    """
    luck = Random(number)  # noqa: S311 - no secret
    blocks = [_block(luck, at) for at in range(luck.randint(1, 4))]
    agreed = [(day, one if flexible is None else with_share(one, flexible)) for day, one in _agreed(luck)]
    first = add_months(agreed[0][0], luck.choice((0, 0, 0, 1, 3, 7)))
    count = luck.randint(13, 30)
    office = Office(library(), _register(luck, blocks, first))
    cycle = {} if luck.random() < 0.5 else _cycle(luck, count)
    lived, seed = behaviour(**_values(luck)), str(number)
    yearly = Yearly(*luck.choice(((10, 11), (10, 11), (1, 3), (6, 12), (12, 1))))
    months = Months(first, count)
    succession: Any = agreed[0][1]
    if len(agreed) > 1:
        succession = ((first, agreed[0][1]), (add_months(first, luck.randint(3, count - 3)), agreed[1][1]))
    setting = set_up(office, succession, months, lived, cycle, _guesses(luck, agreed), seed, yearly)
    return Drawn(setting, lived, cycle, seed, luck.randint(0, 10**6))


def _agreed(luck: Random) -> list[tuple[date, Agreement]]:
    """Draw an agreement, now and then with another that follows."""
    every = frameworks()
    one = luck.randrange(len(every))
    found = [one]
    if luck.random() < 0.15:
        found.append(luck.randrange(len(every)))
    return [(every[at].base.start.day.replace(day=1), every[at]) for at in found]


def with_share(agreement: Agreement, share: tuple[int, int]) -> Agreement:
    """Give an agreement by which so many of the dwellings that reach the external list are let flexibly, in every estate."""
    base = agreement.base
    like = next(iter(base.parameters.values()))
    values = (DatedValue(base.start.day, share, "stated"),)
    series = replace(like, id="flexible.base_share", unit="turns", values=values, choices={}, range=None)
    return replace(agreement, base=replace(base, parameters={**base.parameters, series.id: series}))


def _guesses(luck: Random, agreed: list[tuple[date, Agreement]]) -> dict[str, Value]:
    """Draw some guesses of the agreement and the laws at any of their alternatives, or within their range."""
    found: dict[str, Value] = {}
    one = agreed[0][1]
    for key, options in _options(one):
        if luck.random() < 0.25:
            found[key] = luck.choice(options) if len(options) != 1 else options[0]
    for key, known in OTHER_GUESSES.items():
        if key in one.base.parameters and luck.random() < 0.3:
            found[key] = luck.choice(known)
    return found


def _options(agreement: Agreement) -> Iterator[tuple[str, list[Value]]]:
    for document in (agreement.base, *agreement.amendments, *agreement.laws):
        for key, series in document.parameters.items():
            for dated in series.values:
                if dated.basis == "assumed" and dated.value is not None and (dated.alternatives or dated.range):
                    yield key, [dated.value, *dated.alternatives, *(dated.range or ())]


def _block(luck: Random, at: int) -> Block:
    types = {}
    for _ in range(luck.randint(1, 3)):
        kind, rooms = luck.choice(("family", "family", "family", "youth", "elderly")), luck.randint(1, 6)
        types[kind, rooms] = (kind, rooms, luck.randint(2500, 9500), luck.randint(1, 14))
    area = luck.choice((None, "east", "west"))
    return Block(
        f"estate-{at}", luck.choice(("org", "other")), area, tuple(types.values()), luck.randint(60, 220),
        luck.randint(0, 80), luck.randint(0, 60),
    )  # fmt: skip


def _register(luck: Random, blocks: list[Block], first: date) -> Register:
    """Draw which areas are listed, before and while the town is simulated, and what the council has decided."""
    areas = sorted({block.area for block in blocks if block.area})
    known = register(blocks, [area for area in areas if luck.random() < 0.4])
    rows: list[Recorded] = [row for kind in KINDS for row in known.rows(kind)]
    of_61a = luck.choice(("udsat", "parallel", "omdannelse"))
    for list_, category in (("51b", "51b"), ("61a", of_61a), ("51b", "51b"), ("61b", "61b")):
        if luck.random() < 0.35:
            published = add_months(first, luck.randint(-14, 20)).replace(day=luck.choice((1, 1, 15)))
            rows.append(Publication(list=list_, regime="drawn", published=published, complete=True, **KNOWN))
            rows += [
                Listing(list=list_, published=published, area=area, category=category, **KNOWN)
                for area in areas
                if luck.random() < 0.5
            ]
    for area in areas:
        if luck.random() < 0.25:
            begins = add_months(first, luck.randint(-6, 12))
            ends = add_months(begins, luck.randint(3, 12)) if luck.random() < 0.5 else None
            rows.append(CouncilDecision(kind=luck.choice(DECISIONS), area=area, from_=begins, to=ends, **KNOWN))
    return Register.of(rows)


def _cycle(luck: Random, months: int) -> dict[str, list[float]]:
    return {
        "losing_work": [luck.uniform(0.5, 3) for _ in range(months)],
        "finding_work": [luck.uniform(0.3, 1.5) for _ in range(months // 2)],
    }


def _values(luck: Random) -> dict[str, Any]:
    """Draw values of behaviour: half of the towns are far livelier than any city, and offices differ in their manners."""
    found: dict[str, Any] = {}

    def hazards(most: float) -> tuple[float, ...]:
        return tuple(luck.uniform(0, most) for _ in range(6))

    if luck.random() < 0.7:
        found |= {
            "families__finding_partner": hazards(0.03), "families__parting": hazards(0.04),
            "families__births_single": hazards(0.03), "families__births_couple": hazards(0.06),
            "families__wishes": hazards(0.03), "families__parted_apply": luck.random(),
            "families__child_stays": luck.random(), "families__wish_own_estate": luck.random(),
            "families__patience": luck.uniform(1, 20), "families__low_rent": luck.random(),
            "families__break_up": luck.random(), "moving__return_guarantee": luck.random(),
            "moving__return_after": luck.uniform(0.5, 10), "moving__return_guarantee_months": luck.randint(3, 30),
        }  # fmt: skip
    now_and_then: dict[str, Any] = {
        "work__deaths": tuple(sorted(hazards(0.05))), "work__first_months": luck.randint(0, 20),
        "offers__undelivered": luck.choice(("hold", "next_channel")), "offers__hold_months": luck.randint(0, 4),
        "offers__refusals": luck.randint(1, 3), "moving__within_share": luck.random(),
        "newcomers__pressure": {"external": luck.uniform(0, 4), "municipal": luck.uniform(0, 3)},
        "newcomers__waiting_at_start": {"external": luck.uniform(0, 24), "municipal": luck.uniform(0, 12)},
        "moving__pace_by_attachment": {name: luck.uniform(0.5, 2) for name in ("strong", "middling", "weak")},
        "newcomers__sorting": luck.choice((0.0, 1.0, luck.random())), "residents__sorting": luck.random(),
        "newcomers__tiers": luck.choice(((), (0.3,), (0.2, 0.3, 0.5))), "moving__alignment": luck.choice(("register", "none")),
        "newcomers__passing_setback": luck.random(), "moving__newly_moved_in_months": luck.randint(0, 30),
        "offers__low_rent": tuple(sorted(luck.uniform(2500, 9500) for _ in range(3))),
        "offers__flexible_without_agreement": luck.choice(((1, 2), (2, 3), (0, 1), (1, 1))),
    }  # fmt: skip
    return found | {name: value for name, value in now_and_then.items() if luck.random() < 0.4}
