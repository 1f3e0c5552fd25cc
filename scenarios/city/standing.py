"""Measuring, standing and quotas: what the city does to the agreement.

Each autumn the key figures are read off the counts of who lives where; each spring the agreement heeds them, the rules say
anew which estates are exempt, and the quotas are worked out by the arithmetic that decides real vacancies too.

A fact of an estate is a cell (see `engine.columnar`). The rules are a program of look-ups: each step decides one fact from
the cells of others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kredslob.engine.compensation import compensate_into
from kredslob.engine.wheels import referral_share, round_length, same_fraction, spread_into
from kredslob.scenarios.city.layout import (
    A_AGED,
    A_NEW,
    A_OUTSIDE,
    A_RESIDENTS,
    A_WITHOUT_LINK,
    ACCOUNT_ROWS,
    ACTING,
    AREA,
    AREA_YEARS,
    COUNTED,
    EMPLOYED,
    EXEMPT_SINCE,
    EXTRA_TURNS,
    FAULT,
    M_AGED,
    M_OUTSIDE,
    M_VACATED,
    MEASURED,
    MINORS,
    NO_ANSWER,
    NONE,
    REFERRAL_AT,
    RETIRED,
    SCOPE,
    TOO_LONG_A_WHEEL,
    VACATED_SINCE,
    VARIANT,
    WHEEL,
    WHEEL_LENGTH,
    WHEEL_ROOM,
    WHEEL_TURNS,
    State,
)

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Ints, Longs

PPM = 1_000_000

# rows of `State.account`: by estate, then by scope
(A_VACANCIES, A_EXEMPT, A_SHARE, A_DECLARED, A_SCOPE, A_WEIGHT, A_ROOM, A_EXTRA, A_LOST, A_PLACED, A_UNPLACED,
 A_CARRIED_OUT, A_CARRIED_IN) = range(ACCOUNT_ROWS)  # fmt: skip


class Program(NamedTuple):
    """The rules on facts of estates and vacancies as look-ups, in the order in which one needs another.

    Args:
        steps: int32[steps, 3]: the fact decided, where its table begins, where what it reads begins.
        reads: int32[reads, 2]: a fact and its stride in the table; a fact of NONE ends the list.
        tables: int16, the cell that is decided.
        known: int16[estates, facts], the cells of what the register says, and of what is never so.
        first, last: int32[variants]: the steps that decide standing; `channel`, int32[variants]: the step that routes.
        cuts: int64[cuts, 2], values and 1 where they must be exceeded; cuts_at: int32[facts + 1], those of each fact.
        shares: int32[SHARES], the facts worked out from simulated counts, NONE where no rule reads one.
        exempt: int64, the fact of that name.
        counts: int32[3, STATES], 1 where a state counts: outside the workforce, outside the labour market, without link.
    """

    steps: Ints
    reads: Ints
    tables: Ints
    known: Ints
    first: Ints
    last: Ints
    channel: Ints
    cuts: Longs
    cuts_at: Ints
    shares: Ints
    exempt: int
    counts: Ints


S_WORKFORCE, S_RESIDENTS, S_LABOUR_MARKET, S_WITHOUT_LINK_4Y, S_WITHOUT_LINK_2Y = range(5)
SHARES = ("outside_workforce", "area_residents", "outside_labour_market", "without_link_4y", "without_link_2y")


class Quotas(NamedTuple):
    """What the agreement says of quotas, as whole numbers.

    `share_fact`: the fact whose cell names an estate's own share, NONE if none does; `shares`: int64[estates, cells, 2].
    """

    base_turns: int
    base_of: int
    method: int
    threshold_ppm: int
    cap_turns: int
    cap_of: int
    keep_fraction: int
    fixed_extra: Longs
    share_fact: int
    shares: Longs


def cell_of_count(program: Program, fact: int, count: int) -> int:
    """Give the cell of a whole number."""
    cell = 0
    for at in range(program.cuts_at[fact], program.cuts_at[fact + 1]):
        if count >= program.cuts[at, 0] + program.cuts[at, 1]:
            cell += 1
    return cell


def cell_of_share(program: Program, fact: int, count: int, of: int) -> int:
    """Give the cell of a share that is two counts, compared exactly with cuts in parts per million."""
    cell = 0
    for at in range(program.cuts_at[fact], program.cuts_at[fact + 1]):
        if count * PPM - program.cuts[at, 0] * of >= program.cuts[at, 1]:
            cell += 1
    return cell


def run_step(program: Program, step: int, codes: Ints) -> int:
    """Decide one fact of an estate, or of a vacancy in it, and give its cell."""
    place, at = program.steps[step, 1], program.steps[step, 2]
    while program.reads[at, 0] != NONE:
        place += codes[program.reads[at, 0]] * program.reads[at, 1]
        at += 1
    return int(program.tables[place])


def classify(state: State, program: Program, month: int) -> None:
    """Work out the standing of all estates from the figures that act, and note since when it holds."""
    for estate in range(len(state.estates)):
        row, codes, area = state.estates[estate], state.codes[estate], state.estates[estate, AREA]
        before = codes[program.exempt]
        for fact in range(program.known.shape[1]):
            codes[fact] = program.known[estate, fact]
        fact = program.shares[S_WORKFORCE]
        if fact != NONE:
            codes[fact] = cell_of_share(program, fact, row[ACTING + M_OUTSIDE], max(1, row[ACTING + M_AGED]))
        if area != NONE:
            figures = state.areas[area]
            fact = program.shares[S_RESIDENTS]
            if fact != NONE:
                codes[fact] = cell_of_count(program, fact, figures[A_RESIDENTS])
            fact = program.shares[S_LABOUR_MARKET]
            if fact != NONE:
                codes[fact] = cell_of_share(program, fact, figures[A_OUTSIDE], max(1, figures[A_AGED]))
            mean_share(program, codes, program.shares[S_WITHOUT_LINK_4Y], figures, 4)
            mean_share(program, codes, program.shares[S_WITHOUT_LINK_2Y], figures, 2)
        variant = row[VARIANT]
        for step in range(program.first[variant], program.last[variant]):
            answer = run_step(program, step, codes)
            if answer == NONE:
                state.counters[FAULT] = NO_ANSWER
                answer = 0
            codes[program.steps[step, 0]] = answer
        if month > 0 and codes[program.exempt] != before:
            row[EXEMPT_SINCE] = month


def mean_share(program: Program, codes: Ints, fact: int, figures: Longs, years: int) -> None:
    """Put the mean share of the last years without link into its cell, as far as there are years."""
    if fact == NONE:
        return
    total, counted = 0, 0
    for year in range(years):
        of = figures[A_AGED + year]
        if of > 0:  # in a millionth of a part per million, which is finer than any threshold
            total += figures[A_WITHOUT_LINK + year] * PPM * PPM // of
            counted += 1
    codes[fact] = cell_of_share(program, fact, total, max(1, counted) * PPM * PPM)


def measure(state: State, program: Program) -> None:
    """Read the key figures of every estate and area off the counts of this month."""
    state.areas[:, A_NEW:] = 0
    for estate in range(len(state.estates)):
        row = state.estates[estate]
        aged, outside, without_work, without_link = 0, 0, 0, 0
        for labour in range(EMPLOYED, RETIRED):
            count = row[COUNTED + labour]
            aged += count
            outside += count * program.counts[0, labour]
            without_work += count * program.counts[1, labour]
            without_link += count * program.counts[2, labour]
        row[MEASURED + M_OUTSIDE] = outside
        row[MEASURED + M_AGED] = aged
        row[MEASURED + M_VACATED] = row[VACATED_SINCE]
        row[VACATED_SINCE] = 0
        area = row[AREA]
        if area != NONE:
            figures = state.areas[area]
            figures[A_NEW] += aged + row[COUNTED + RETIRED] + row[MINORS]
            figures[A_NEW + 1] += aged
            figures[A_NEW + 2] += without_work
            figures[A_NEW + 3] += without_link


def open_year(state: State) -> None:
    """Let the areas' figures of last autumn count from January, before those of the years before."""
    for area in range(len(state.areas)):
        figures = state.areas[area]
        if figures[A_NEW + 1] == 0:
            continue
        for at, first in enumerate((A_RESIDENTS, A_AGED, A_OUTSIDE, A_WITHOUT_LINK)):
            for year in range(AREA_YEARS - 1, 0, -1):
                figures[first + year] = figures[first + year - 1]
            figures[first] = figures[A_NEW + at]
    for scope in range(len(state.carried)):
        state.carried[scope, 1] = state.carried[scope, 0]


def hand_on(state: State, source: int, target: int) -> None:
    """Let measured figures be published, or published ones act: three columns are copied."""
    for estate in range(len(state.estates)):
        for column in range(3):
            state.estates[estate, target + column] = state.estates[estate, source + column]


def share_out(state: State, program: Program, quotas: Quotas, beginning: int) -> None:
    """Draw up the quota account of the standing as it is, and give each estate its referral wheel.

    `beginning`: 1 in the first account of a replication, when there are no wheels yet.
    """
    rows = state.account
    for estate in range(len(state.estates)):
        row = state.estates[estate]
        of = max(1, row[ACTING + M_AGED])
        rows[A_VACANCIES, estate] = row[ACTING + M_VACATED]
        rows[A_EXEMPT, estate] = state.codes[estate, program.exempt]
        rows[A_SHARE, estate] = row[ACTING + M_OUTSIDE] * PPM // of
        rows[A_DECLARED, estate] = quotas.fixed_extra[estate]
        rows[A_SCOPE, estate] = row[SCOPE]
    scopes, estates = len(state.carried), len(state.estates)
    for scope in range(scopes):
        rows[A_CARRIED_IN, scope] = state.carried[scope, 1]
    compensate_into(
        rows[A_VACANCIES, :estates], rows[A_EXEMPT, :estates], rows[A_SHARE, :estates], rows[A_DECLARED, :estates],
        rows[A_SCOPE, :estates],
        quotas.base_turns, quotas.base_of, quotas.threshold_ppm, quotas.cap_turns, quotas.cap_of, quotas.method,
        rows[A_CARRIED_IN, :scopes], rows[A_WEIGHT, :estates], rows[A_ROOM, :estates], rows[A_EXTRA, :estates],
        rows[A_LOST, :scopes], rows[A_PLACED, :scopes], rows[A_UNPLACED, :scopes], rows[A_CARRIED_OUT, :scopes],
    )  # fmt: skip
    for scope in range(scopes):
        state.carried[scope, 0] = rows[A_CARRIED_OUT, scope]
    for estate in range(estates):
        row = state.estates[estate]
        vacancies, extra = rows[A_VACANCIES, estate], rows[A_EXTRA, estate]
        turns, of = referral_share(quotas.base_turns, quotas.base_of, vacancies, extra, rows[A_EXEMPT, estate])
        if quotas.share_fact != NONE:
            cell = state.codes[estate, quotas.share_fact]
            turns, of = quotas.shares[estate, cell, 0], quotas.shares[estate, cell, 1]
        row[EXTRA_TURNS] = extra
        new_wheel(state, row, turns, of, quotas.keep_fraction, beginning)


def new_wheel(state: State, row: Ints, turns: int, of: int, keep_fraction: int, beginning: int) -> None:
    """Give an estate a referral wheel if the share is another; what is pending stays."""
    length = round_length(turns, of)
    turns = turns * length // of
    old = row[WHEEL_LENGTH]
    if not beginning and old == length and row[WHEEL_TURNS] == turns:
        return
    if length > row[WHEEL_ROOM]:
        state.counters[FAULT] = TOO_LONG_A_WHEEL
        return
    spread_into(turns, length, state.slots[row[WHEEL] : row[WHEEL] + length])
    row[REFERRAL_AT] = same_fraction(row[REFERRAL_AT], old, length) if keep_fraction and not beginning else 0
    row[WHEEL_LENGTH] = length
    row[WHEEL_TURNS] = turns
