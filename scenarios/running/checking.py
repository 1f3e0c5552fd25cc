"""Decide a sample of simulated lettings again, by the evaluator that decides real ones, from raw facts about the people.

Each sampled vacancy is stopped before it is let. What the loops would do by their tables - the channel, and who is asked
first - is compared with what the engine decides for the same vacancy on the same lists, told as an office would tell it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kredslob.engine.case import reach
from kredslob.engine.office import Office
from kredslob.engine.register.model import Register
from kredslob.engine.route import SPLIT_WHEEL
from kredslob.engine.turns import FLEXIBLE, ORDINARY, SHARED
from kredslob.engine.vacancy import TurnReading, Vacancy
from kredslob.engine.wheels import OPEN, REFERRAL, Wheel, WheelState, due
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value
from kredslob.scenarios.agreed.estates import held_still, register_facts
from kredslob.scenarios.city.compiled import compiled
from kredslob.scenarios.city.layout import (
    CHANNELS,
    CLASS,
    DWELLING_KIND,
    DWELLING_KINDS,
    ESTATE,
    EXTERNAL_AT,
    FIT,
    FREED,
    LIST_KINDS,
    LIST_OF,
    NONE,
    REFERRAL_AT,
    SPLIT_AT,
    TRANSFER_AT,
    VACANCIES,
    VACANT_SINCE,
    VARIANT,
    WHEEL,
    WHEEL_LENGTH,
)
from kredslob.scenarios.people.beginning import Dwellings, dwellings_of
from kredslob.scenarios.people.draws import named_key
from kredslob.scenarios.running.raw import applicant_of, register_of, waiting_on
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.setting import Setting

TRANSFER: Final = "transfer"


@dataclass(frozen=True)
class Decided:
    """How a simulated vacancy goes: the channel, and the row of the household asked first, None if there is nobody."""

    channel: str
    asked: str | None


@dataclass(frozen=True)
class Compared:
    """A sampled letting: where and when, what the tables say, and what the engine decides."""

    estate: str
    month: int
    simulated: Decided
    reference: Decided

    @property
    def agrees(self) -> bool:
        """Tell whether both decide alike."""
        return self.simulated == self.reference


def compared_lettings(setting: Setting, replication: int, share: float) -> Iterator[Compared]:
    """Run a replication and give a sample of its lettings, each decided by the tables and by the engine.

    Args:
        setting: the variant.
        replication: its number.
        share: how many of the new vacancies of family dwellings are looked at, 0-1; which, hangs on nothing else.
    """
    bench, code = Bench(setting), compiled()
    dwellings = dwellings_of(setting.homes)
    lot = named_key("sample", replication)
    for month, rules in bench.openings(replication):
        state, register = bench.state, None
        count = int(state.counters[VACANCIES])
        for at in range(count):
            dwelling = int(state.vacancies[at])
            home = state.dwellings[dwelling]
            new = home[VACANT_SINCE] == NONE and home[DWELLING_KIND] == 0
            if new and code.uniform(code.key_of(lot, month), dwelling, 0) < share:
                register = register or register_of(setting, state, month)
                yield _compared(setting, bench, rules, register, dwellings, dwelling, month)
            code.let(state, setting.world, rules, dwelling, month)
        code.keep_left(state, count)


def _compared(
    setting: Setting, bench: Bench, rules: Any, register: Register, dwellings: Dwellings, dwelling: int, month: int
) -> Compared:
    estate = int(bench.state.dwellings[dwelling][ESTATE])
    reference = _by_engine(setting, bench, register, dwellings, dwelling, month)
    return Compared(setting.homes[estate].estate.id, month, _by_tables(bench, rules, dwelling, month), reference)


def _by_tables(bench: Bench, rules: Any, dwelling: int, month: int) -> Decided:
    """Give what the loops would do, and leave everything as it was."""
    state, code, deal = bench.state, compiled(), rules.deal
    channel = int(code.route(state, rules.lists, rules.program, deal, dwelling, False, 0))
    context = int(code.read_vacancy(state, deal, dwelling, False))
    row = state.estates[state.dwellings[dwelling][ESTATE]]
    split = deal.split[row[SPLIT_AT] % len(deal.split)]
    asked = NONE
    first, end = deal.tiers_at[row[VARIANT], context, channel, split] if channel < deal.tiers_at.shape[2] else (0, 0)
    for tier in range(first, end):
        if asked == NONE:
            asked = int(code.first_in(state, rules.lists, deal, tier, dwelling))
    code.stand_again(state, rules.lists, deal, month)
    return Decided(CHANNELS[channel], None if asked == NONE else str(asked))


def _by_engine(
    setting: Setting, bench: Bench, register: Register, dwellings: Dwellings, dwelling: int, month: int
) -> Decided:
    """Give what the engine decides for the vacancy on the lists as they stand."""
    state, course = bench.state, setting.course
    row = state.estates[state.dwellings[dwelling][ESTATE]]
    of_kind = [int(row[LIST_OF + kind]) for kind in range(len(LIST_KINDS))]
    waiting = waiting_on(state, of_kind)
    suited = setting.manners.suits[state.dwellings[dwelling][CLASS]]
    applicants = [
        applicant_of(setting, state, house, kind, month, int(state.dwellings[dwelling][ESTATE]))
        for kind, which in enumerate(of_kind)
        for house in waiting[which]
        if suited[state.households[house][FIT]]
    ]
    day = setting.months.day(month)
    office = Office(course.office.library, register, course.office.agreement, course.office.as_known)
    reached = reach(office, _vacancy(setting, bench, dwellings, dwelling, day), applicants, course.taken(day))
    offer = reached.offer
    if reached.needs:
        return Decided(f"needs {', '.join(reached.needs)}", None)
    return Decided(str(reached.channel), offer.applicant if offer else None)


def _vacancy(setting: Setting, bench: Bench, dwellings: Dwellings, dwelling: int, day: date) -> Vacancy:
    state = bench.state
    estate = int(state.dwellings[dwelling][ESTATE])
    row, home = state.estates[estate], setting.homes[estate].estate
    terms = setting.course.office.terms_for(day, home, setting.course.taken(day))
    slots = tuple(OPEN if slot == 0 else REFERRAL for slot in state.slots[row[WHEEL] :][: row[WHEEL_LENGTH]])
    counted = state.dwellings[dwelling][FREED] == 0 or terms.value("referral.freed_counts") is not False
    referral = _due(slots, int(row[REFERRAL_AT]), int(state.pending[2 * estate, 1]), REFERRAL, OPEN)
    transfer = _wheel(terms.value("transfer.wheel"))
    labels = _external(setting, bench, estate, terms)
    at = int(row[EXTERNAL_AT])
    facts: dict[str, Value] = {
        "dwelling_kind": DWELLING_KINDS[dwellings.kind[dwelling]], "rooms": int(dwellings.rooms[dwelling]),
        "square_metres": int(dwellings.square_metres[dwelling]), "monthly_rent": int(dwellings.rent[dwelling]),
        "referral_due": bool(counted and referral == REFERRAL), "rehousing_claim": False, "full_referral": False,
        "transfer_due": _due(transfer, int(row[TRANSFER_AT]), int(state.pending[2 * estate + 1, 1]), TRANSFER, "external")
        == TRANSFER,
        "flexible_due": labels[at % len(labels)] == FLEXIBLE,
    }  # fmt: skip
    reads = register_facts(tuple(setting.facts.numbers), setting.course.office)
    facts |= held_still(setting.course.office, home, terms, day, reads, setting.facts.cells)  # type: ignore[arg-type]
    split = _wheel(terms.value(SPLIT_WHEEL))
    turns = {"split": TurnReading(int(row[SPLIT_AT]) % len(split) + 1)}
    declared = setting.course.office.library.facts
    known = {name: value for name, value in facts.items() if name in declared}
    return Vacancy(str(dwelling), home.id, on=day, facts=known, turns=turns)  # type: ignore[arg-type]  # one of the four


def _external(setting: Setting, bench: Bench, estate: int, terms: Terms) -> tuple[str, ...]:
    """Give the labels of the external wheel: as agreed for the estate, as its step has it, or as behaviour supposes."""
    agreed, sharing = terms.wheels.get("external"), SHARED["external"]
    if agreed is not None:
        return agreed.slots or _spread((agreed.turns, agreed.of))
    facts = setting.facts
    if sharing.fact not in facts.numbers or sharing.fact not in terms.rules:
        for_all = terms.parameters.get(sharing.base)
        if for_all is None or not isinstance(for_all.value, tuple):
            return _spread(setting.manners.flexible)
        if for_all.series.unit == "wheel":
            return tuple(map(str, for_all.value))
        return _spread((int(for_all.value[0]), int(for_all.value[1])))
    cell = bench.state.codes[estate, facts.numbers[sharing.fact]]
    value: Any = terms.value(str(facts.cells[sharing.fact].values[cell]))
    return _spread((int(value[0]), int(value[1])))


def _wheel(value: Value | None) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def _due(slots: tuple[str, ...], position: int, pending: int, right: str, residual: str) -> str:
    state = WheelState("", position, ((right, pending),) if pending else ())
    return due(Wheel("wheel", "", slots, residual), state)


def _spread(share: tuple[int, int]) -> tuple[str, ...]:
    from kredslob.engine.wheels import spread

    return tuple((ORDINARY, FLEXIBLE)[turn] for turn in spread(*share))
