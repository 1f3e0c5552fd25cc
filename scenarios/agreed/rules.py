"""Compile what is agreed on each day that something changes, for all estates, into the tables of the simulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from kredslob.engine.office import Office
from kredslob.engine.register.rows import Estate
from kredslob.rules.terms import Terms
from kredslob.scenarios.agreed.bits import Bit, Bits
from kredslob.scenarios.agreed.deal import compile_deal, favoured_queues
from kredslob.scenarios.agreed.estates import known_facts, register_facts
from kredslob.scenarios.agreed.manners import Manners
from kredslob.scenarios.agreed.profiles import Key, Layout, compile_lists, profile_of
from kredslob.scenarios.agreed.program import Facts, compile_program
from kredslob.scenarios.agreed.tiers import Asking, ClaimPlace, TierPlace, Tiers
from kredslob.scenarios.agreed.turns import in_one_measure, quotas_of, split_slots
from kredslob.scenarios.agreed.variants import agreed_alike
from kredslob.scenarios.city.layout import BENEFIT, EARLY_PENSION, NONE, STATES, STUDENT, UNEMPLOYED
from kredslob.scenarios.city.routing import CLAIMS, NOT_COVERED, Deal
from kredslob.scenarios.city.standing import Program
from kredslob.scenarios.city.waiting import Lists
from kredslob.scenarios.city.world import Rules

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Agreed:
    """What is agreed on a day.

    Args:
        day: the day; estates: in order.
        own: the terms of each estate, its wheels included; variants: those of each variant.
    """

    day: date
    estates: tuple[Estate, ...]
    own: tuple[Terms, ...]
    variants: tuple[Terms, ...]


@dataclass(frozen=True)
class _Letting:
    """What is compiled for letting: what it was compiled from, and the tables."""

    asked: tuple[object, ...]
    lists: Lists
    deal: Deal


def compile_rules(
    office: Office, days: Sequence[Agreed], layout: Layout, manners: Manners, facts: Facts,
    dwelling_values: Mapping[str, frozenset[Any]],
) -> list[Rules]:  # fmt: skip
    """Compile the rules of some days, in order.

    Args:
        office: rules and register.
        days: what is agreed on each.
        layout: the lists.
        manners: how people behave.
        facts: the facts that count, numbered for all days alike.
        dwelling_values: the values that facts of dwellings have in the city.

    Raises:
        WrongInput: the rules read what the simulation does not have, or leave a gap or clash.
    """
    found: list[Rules] = []
    letting: _Letting | None = None
    for agreed in days:
        program, cells = _standing(office, agreed, manners, facts)
        reachable = _reachable(facts, program, cells, dwelling_values)
        letting = _letting(office, agreed, layout, manners, facts, reachable, letting)
        quotas = quotas_of(agreed.variants[0], agreed.own, facts)
        found.append(Rules(letting.lists, program, letting.deal, quotas))
    quotas_alike = in_one_measure([one.quotas for one in found])
    return [one._replace(quotas=quotas) for one, quotas in zip(found, quotas_alike, strict=True)]


def _standing(
    office: Office, agreed: Agreed, manners: Manners, facts: Facts
) -> tuple[Program, Mapping[str, Sequence[int]]]:
    """Compile how the standing of estates is worked out; also the cells of what the register settles."""
    import numpy as np

    reads = register_facts(tuple(facts.numbers), office)
    known = known_facts(office, agreed.estates, agreed.own, agreed.day, reads, facts.cells)
    counts = np.concatenate([counted_outside(agreed.variants[0])[None], manners.counts])
    return compile_program(agreed.variants, facts, known, counts, len(agreed.own)), known


def _letting(
    office: Office, agreed: Agreed, layout: Layout, manners: Manners, facts: Facts,
    reachable: Mapping[str, tuple[int, ...]], before: _Letting | None,
) -> _Letting:  # fmt: skip
    """Compile whom each tier accepts and the rest of letting; what was compiled before serves where nothing differs."""
    asked = (
        [(agreed_alike(terms), terms.rules, terms.overriders) for terms in agreed.variants],
        [terms.wheels for terms in agreed.own],
        {name: reachable[name] for name in facts.context},  # tiers are asked in no other contexts
    )
    if before is not None and before.asked == asked:
        return before
    askings, claims, bits = _ask(agreed.variants, layout, facts, office.library.facts, reachable)
    profiles = {key: profile_of(bits.get(key, ()), key) for key in dict.fromkeys(layout.keys)}
    lists = compile_lists(layout, profiles, manners.suits.shape[1], manners.incomes)
    deal = compile_deal(facts, askings, claims, profiles, layout, manners, agreed.own, agreed.variants)
    return _Letting(asked, lists._replace(favoured=favoured_queues(layout, lists, deal)), deal)


def counted_outside(terms: Terms) -> NDArray[Any]:
    """Tell which states of the labour market the agreement counts as outside the workforce: int32[STATES], 1 if it does."""
    import numpy as np

    found = np.zeros(STATES, np.int32)
    found[[BENEFIT, EARLY_PENSION]] = 1
    found[STUDENT] = terms.value("measurement.counts_students") is not False
    found[UNEMPLOYED] = terms.value("measurement.counts_unemployed") is True
    return found


def _reachable(
    facts: Facts, program: Program, known: Mapping[str, Sequence[int]], dwelling_values: Mapping[str, frozenset[Any]]
) -> dict[str, tuple[int, ...]]:
    """Give for each fact of an estate or vacancy the cells that it can have in this city."""
    found = {name: tuple(range(len(facts.cells[name].values))) for name in facts.numbers}
    found |= {name: tuple(sorted(set(each))) for name, each in known.items()}
    found |= {
        name: tuple(sorted({facts.cells[name].of(value) for value in values}))
        for name, values in dwelling_values.items()
        if name in facts.numbers
    }
    names = list(facts.numbers)
    for variant in range(len(program.first)):
        for step in range(program.first[variant], program.last[variant]):
            fact, begin, at = program.steps[step]
            axes = []
            while program.reads[at, 0] != NONE:
                axes.append([cell * program.reads[at, 1] for cell in found[names[program.reads[at, 0]]]])
                at += 1
            answers = {int(program.tables[begin + sum(places)]) for places in product(*axes)}
            before = set(found[names[fact]]) if variant else set()
            found[names[fact]] = tuple(sorted((before | answers) - {NONE}))
    return found


def _ask(
    variants: Sequence[Terms], layout: Layout, facts: Facts, declared: Mapping[str, Any],
    reachable: Mapping[str, Sequence[int]],
) -> tuple[dict[TierPlace, list[Asking]], dict[ClaimPlace, Asking], dict[Key, list[Bit]]]:  # fmt: skip
    """Ask every tier and every claim in every context that can come up, and gather the bits that lists need."""
    slots = split_slots(variants[0])
    askings: dict[TierPlace, list[Asking]] = {}
    claims: dict[ClaimPlace, Asking] = {}
    bits: dict[Key, list[Bit]] = {}
    for variant, terms in enumerate(variants):
        tiers = Tiers(terms, facts, Bits(terms, facts.cells, facts.tables, declared), declared, slots)
        for context in product(*(reachable[name] for name in facts.context)):
            for channel, split in product(range(NOT_COVERED), range(len(slots))):
                askings[variant, context, channel, split] = tiers.at(context, channel, split)
                for asking in askings[variant, context, channel, split]:
                    _gather(asking, layout, variant, bits)
            for which in range(len(CLAIMS)):
                claims[variant, context, which] = tiers.claim(context, which)
                _gather(claims[variant, context, which], layout, variant, bits)
    return askings, claims, bits


def _gather(asking: Asking, layout: Layout, variant: int, bits: dict[Key, list[Bit]]) -> None:
    for at, kind in enumerate(asking.kinds):
        bits.setdefault(layout.key(kind, variant), []).extend(asking.bits(at))
