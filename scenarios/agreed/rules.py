"""Compile what is agreed on a day, for all estates, into the tables of the simulation."""

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
from kredslob.scenarios.agreed.profiles import Key, Layout, compile_lists, key_of, profile_of
from kredslob.scenarios.agreed.program import Facts, compile_program
from kredslob.scenarios.agreed.tiers import Asking, ClaimPlace, TierPlace, Tiers
from kredslob.scenarios.agreed.turns import quotas_of, split_slots
from kredslob.scenarios.city.layout import BENEFIT, EARLY_PENSION, NONE, STATES, STUDENT, UNEMPLOYED
from kredslob.scenarios.city.routing import CLAIMS, NOT_COVERED
from kredslob.scenarios.city.standing import Program
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


def compile_rules(
    office: Office, agreed: Agreed, layout: Layout, manners: Manners, facts: Facts,
    dwelling_values: Mapping[str, frozenset[Any]],
) -> Rules:  # fmt: skip
    """Compile the rules of a day.

    Args:
        office: rules and register.
        agreed: what is agreed on the day.
        layout: the lists.
        manners: how people behave.
        facts: the facts that count, numbered for all days alike.
        dwelling_values: the values that facts of dwellings have in the city.

    Raises:
        WrongInput: the rules read what the simulation does not have, or leave a gap or clash.
    """
    import numpy as np

    variants, own = agreed.variants, agreed.own
    reads = register_facts(tuple(facts.numbers), office)
    known = known_facts(office, agreed.estates, own, agreed.day, reads, facts.cells)
    counts = np.concatenate([counted_outside(variants[0])[None], manners.counts])
    program = compile_program(variants, facts, known.cells, counts, len(own))
    reachable = _reachable(facts, program, known.cells, dwelling_values)
    askings, claims, bits = _ask(variants, facts, office.library.facts, reachable)
    profiles = {key: profile_of(bits.get(key, ()), key) for key in dict.fromkeys(layout.keys)}
    lists = compile_lists(layout, profiles, manners.suits.shape[1], manners.incomes)
    deal = compile_deal(facts, askings, claims, profiles, manners, own, variants)
    lists = lists._replace(favoured=favoured_queues(layout, lists, deal))
    return Rules(lists, program, deal, quotas_of(variants[0], own, facts))


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
    variants: Sequence[Terms], facts: Facts, declared: Mapping[str, Any],
    reachable: Mapping[str, Sequence[int]],
) -> tuple[dict[TierPlace, list[Asking]], dict[ClaimPlace, Asking], dict[Key, list[Bit]]]:  # fmt: skip
    """Ask every tier and every claim in every context that can come up, and gather the bits that lists need."""
    slots = split_slots(variants[0])
    askings: dict[TierPlace, list[Asking]] = {}
    claims: dict[ClaimPlace, Asking] = {}
    bits: dict[Key, list[Bit]] = {}
    for variant, terms in enumerate(variants):
        tiers = Tiers(terms, facts, Bits(terms, facts.cells, declared), declared, slots)
        for context in product(*(reachable[name] for name in facts.context)):
            for channel, split in product(range(NOT_COVERED), range(len(slots))):
                askings[variant, context, channel, split] = tiers.at(context, channel, split)
                for asking in askings[variant, context, channel, split]:
                    _gather(asking, variant, bits)
            for which in range(len(CLAIMS)):
                claims[variant, context, which] = tiers.claim(context, which)
                _gather(claims[variant, context, which], variant, bits)
    return askings, claims, bits


def _gather(asking: Asking, variant: int, bits: dict[Key, list[Bit]]) -> None:
    for at, kind in enumerate(asking.kinds):
        bits.setdefault(key_of(kind, variant), []).extend(asking.bits(at))
