"""How the simulated city lies in arrays: which column of which array holds what, and what the small numbers mean.

A month is counted from the first month simulated: that one is 0, what came before is negative. An index of -1 is nobody or
nothing. A household has `SLOTS` places for people aged 18 and over, next to each other: the places of household h are
h * APART to h * APART + SLOTS - 1. Its children are months of birth, in four columns of its own.

The names below are the columns and fields. Numba reads them as constants, so a wrong name is an error when it is compiled,
not a wrong number. `State` is everything that changes while a replication runs; it is copied for each from one beginning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Rows = NDArray[Any]
    Row = Any
    Longs = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Turns = Any  # int64 arrays that the engine's arithmetic works on, which asks for sequences

NONE: Final = -1
SLOTS: Final = 3
APART: Final = 8  # from one household's first place to the next one's: between them lies the household's own row
MOST_CHILDREN: Final = 4
FAR_OFF: Final = 30_000  # a month that never comes
NO_CHILD: Final = FAR_OFF
ADULT, PENSION_AGE = 18, 65  # the measures count those aged 18-64; simulated people retire the month they turn 65

# --- what somebody does: the states of the labour market ----------------------------------------------------------
NOBODY, EMPLOYED, STUDENT, UNEMPLOYED, BENEFIT, EARLY_PENSION, RETIRED = range(7)
STATES: Final = 7
STATE_NAMES: Final = ("nobody", "employed", "student", "unemployed", "benefit", "early_pension", "retired")
BANDS: Final = (18, 30, 50, 65, 75, 85)  # ages at which hazards may change
ATTACHMENTS: Final = 3  # strong, middling, weak attachment to work: drawn once, kept for life
PHASES: Final = 2  # the first so many months in a state, and after

# Rows of people, households and dwellings have fields, each as narrow as will do: a city is to fit where the machine
# reads fast. KEY is what the luck of somebody is keyed by. Numbers have signs, since numba makes fractions of mixed ones.
KEY: Final = "key"
LABOUR, BORN, SINCE, NATURE, ENDS = "labour", "born", "since", "nature", "ends"
PERSON: Final = ((KEY, "i8"), (BORN, "i2"), (SINCE, "i2"), (ENDS, "i2"), (LABOUR, "i1"), (NATURE, "i1"))
"""A person; ENDS is the month in which what they do ends."""

HOME, WHERE, LIST, QUEUE, ENTRY, ORIGIN = "home", "where", "list", "queue", "entry", "origin"
DUE, STAY, GIVES_UP, GROWN, TURN, RECHECK = "due", "stay", "gives_up", "grown", "turn", "recheck"
CHILDREN, MOVED, LISTED, PARTED, TOGETHER, GUARANTEED = (
    "children",
    "moved",
    "listed",
    "parted",
    "together",
    "guaranteed",
)
TURNS, HOMES, OFFERS, REFUSALS, TRAITS = "turns", "homes", "offers", "refusals", "traits"
KIND, FIT, GROUP, PARTING, SHARED = "kind", "fit", "group", "parting", "shared"
HOUSEHOLD: Final = (
    (KEY, "i8"), (HOME, "i4"), (WHERE, "i4"), (LIST, "i4"), (CHILDREN, "i2", (MOST_CHILDREN,)), (DUE, "i2"), (STAY, "i2"),
    (GIVES_UP, "i2"), (GROWN, "i2"), (TURN, "i2"), (MOVED, "i2"), (TURNS, "i2"), (HOMES, "i2"), (KIND, "i2"), (FIT, "i1"),
    (GROUP, "i1"), (QUEUE, "i4"), (ENTRY, "i4"), (ORIGIN, "i4"), (LISTED, "i2"), (OFFERS, "i2"),
    (REFUSALS, "i2"), (PARTED, "i2"), (TOGETHER, "i2"), (GUARANTEED, "i2"), (TRAITS, "i2"), (RECHECK, "i2"), (SHARED, "i1"),
    (PARTING, "i1"),
)  # fmt: skip
"""A household, what is looked at most first. WHERE is the estate of the home; STAY, the month in which it is left, is without a
home that in which a right to return is claimed; REFUSALS are those since the household joined its list."""

# bits of a person's NATURE, lowest first: attachment (2 bits), kind of job (2), hours (2)
ATTACHMENT_BITS, JOB_SHIFT, HOURS_SHIFT = 3, 2, 4
JOBS: Final = ("permanent", "temporary", "self_employed", "flexjob")
HOURS: Final = (37, 30, 20, 10)  # a week, by level

# bits of a household's TRAITS
RESIDENT, LEAVING_HOME, SEEKS_SUITED, STUDIES_LOCALLY, NOT_CITIZEN, RELEASED, TERMINATED, CHILD_STAYS = (
    1 << bit for bit in range(8)
)
STUDIES_NEARBY, CONVICTED, RELEASES_LARGER, SCHOOLED = (1 << bit for bit in range(8, 12))
TRAIT_COUNT: Final = 12

# what a list's profile looks at in whoever waits there, each a small number: see `traits`
(BY_AGE, BY_WORK, BY_PARTNER_WORK, BY_STUDY, BY_RESIDENT, BY_LEAVING_HOME, BY_SEEKS_SUITED, BY_PARTING, BY_SHARED,
 BY_CHILDREN, BY_LIST, BY_TENANCY, BY_BENEFIT, BY_PARTNER_BENEFIT, BY_TWO_YEARS, BY_CHILD_STAYS, BY_GUARANTEE,
 BY_CITIZENSHIP, BY_RELEASE, BY_TERMINATED, BY_OTHERS, BY_OTHER_BENEFIT, BY_INCOME, BY_CONVICTED, BY_RELEASES,
 BY_SCHOOLED) = range(26)  # fmt: skip
TRAITS_LOOKED_AT: Final = 26
INCOME_STEP: Final = 10_000  # DKK a year: incomes are told apart in such steps
MOST_INCOME: Final = 150  # steps; whoever has more counts as having that
MOST_MONTHS: Final = 60  # months since something are told apart up to so many
MOST_YEARS: Final = 110
BENEFIT_MONTHS: Final = 24  # a benefit's months are told apart up to so many
MOST_BITS: Final = 10  # facts by which a list tells those who wait apart

ESTATE, OCCUPANT, DWELLING_KIND, CLASS, FREED = "estate", "occupant", "dwelling_kind", "class", "freed"
VACANT_SINCE, ROUTED, CELLS = "vacant_since", "routed", "cells"
DWELLING_FACTS: Final = ("dwelling_kind", "rooms", "square_metres", "monthly_rent")
DWELLING: Final = (
    (ESTATE, "i4"), (OCCUPANT, "i4"), (CELLS, "i2", (len(DWELLING_FACTS),)), (VACANT_SINCE, "i2"), (DWELLING_KIND, "i1"),
    (CLASS, "i1"), (FREED, "i1"), (ROUTED, "i1"),
)  # fmt: skip
"""A dwelling; CELLS: the cells of its four facts."""
DWELLING_KINDS: Final = ("family", "youth", "elderly")

# lists: whom a channel looks at
EXTERNAL, MUNICIPAL, OF_ORGANISATION, OF_ESTATE, GUARANTEE = range(5)
LIST_KINDS: Final = ("external", "municipal", "organisation", "estate", "guarantee")


# estates: int32. First who lives there: COUNTED + a state of the labour market, those aged 18-64 and over apart.
COUNTED: Final = 0  # seven columns
MINORS, HOUSED, FAMILY_DWELLINGS, VARIANT, ORGANISATION, AREA, SCOPE = range(7, 14)
LIST_OF: Final = 14  # five columns: which list each kind of list is here
# The key figures: as last measured, as last published, as the agreement heeds them.
M_OUTSIDE, M_AGED, M_VACATED = 0, 1, 2
MEASURED, PUBLISHED, ACTING = 19, 22, 25
VACATED_SINCE: Final = 28  # family dwellings vacated since the last measurement
# The wheels: where the slots of the referral wheel begin, how many there are and may be; where each wheel stands.
WHEEL, WHEEL_LENGTH, WHEEL_ROOM, WHEEL_TURNS, REFERRAL_AT = 29, 30, 31, 32, 33
TRANSFER_AT, EXTERNAL_AT, SPLIT_AT, EXTRA_TURNS, EXEMPT_SINCE = 34, 35, 36, 37, 38
FLOWS: Final = 39  # what has happened this year, see FLOW_NAMES
CHANNELS: Final = (
    "referral", "rehousing", "return_guarantee", "own_estate_transfer", "divorce_precedence", "organisation_transfer",
    "flexible", "ordinary", "not_covered",
)  # fmt: skip
F_VACATED, F_OWED, F_DELIVERED, F_UNDELIVERED, F_REFUSED, F_OUTSIDE_IN, F_ADULTS_IN, F_HELD, F_LET = range(9)
FLOW_NAMES: Final = (
    "vacated", "referrals_owed", "referrals_delivered", "referrals_undelivered", "refusals", "outside_moved_in",
    "adults_moved_in", "held_vacant", *(f"let_{channel}" for channel in CHANNELS),
)  # fmt: skip
ESTATE_COLUMNS: Final = FLOWS + len(FLOW_NAMES)

# queues as they are reported: of the ordinary list those whom some group of flexible letting takes, and those passed over
QUEUES: Final = ("external_favoured", "external_passed_over", "municipal", "organisation", "estate", "guarantee")
T_WAITING, T_JOINED, T_HOUSED, T_GAVE_UP, T_CHANGED = range(5)
QUEUE_MONTH: Final = ("waiting", "joined", "housed", "gave_up", "changed_into")
PASSED_OVER: Final = 1  # which of the queues
WAIT_MONTHS: Final = 121  # months waited, the last for all that is longer
WAITS: Final = (*CHANNELS, "ordinary_passed_over")

# areas: int64. Figures of the last four autumns, the newest first: counted as each measure of an area counts.
AREA_YEARS: Final = 4
A_RESIDENTS, A_AGED, A_OUTSIDE, A_WITHOUT_LINK = 0, 4, 8, 12
A_NEW: Final = 16  # those measured last, which count from January
AREA_COLUMNS: Final = 20

# Columns of counters, int64. AHEAD: months that those are let live ahead whom nobody else need look at.
(FREE_HOUSEHOLDS, FREE_ENTRY, NEW_ENTRY, VACANCIES, FAULT, EVENTS, ASIDE, FREE_CHUNK, NEW_CHUNK, MONTH, SEEN,
 AHEAD) = range(12)  # fmt: skip
COUNTERS: Final = 12
SCRATCH: Final = 4096
ASIDE_FROM: Final = 64  # where in the scratch those stand who are set aside while a dwelling is let
ACCOUNT_ROWS: Final = 13
# a FAULT: nothing that came after it counts
TOO_MANY_HOUSEHOLDS, TOO_LONG_A_WHEEL, TOO_MANY_ASIDE, NO_ANSWER, TOO_MUCH_TO_DO = 1, 2, 3, 4, 5

# What lies ahead by month and estate: column 0 minors, the others the states of the labour market.
COMING_MINORS: Final = 0
COMING: Final = 8


class State(NamedTuple):
    """Everything that changes in a replication.

    Args:
        people: PERSON[households * APART], households: HOUSEHOLD[households], which lie in each other: a household's row
            follows its members'. (Of a beginning each for itself, and people SLOTS apart.)
        dwellings: DWELLING[dwellings].
        estates: int32[estates, ESTATE_COLUMNS].
        codes: int16[estates, facts], the cell of each fact of the estate, and room for those of a vacancy.
        agenda: int32[months], and chunks: int32[room]: who has something to do in which month, see `agenda`.
        coming: int32[estates, months, COMING], by how much counts of residents change in each month, as far as is known.
        free: int32[households], the households that there is room for; the last ones are taken first.
        roots: int32[queues]; heads: int64[queues]; entries, entry_keys, owners: see `queues`.
        waiting: int64[lists, words], a bit for each queue of a list that somebody may stand in.
        slots: int64[room], the referral wheels of all estates.
        pending: int64[estates * 2, 2], turns pending by label: of the referral wheel, then of the transfer wheel.
        counters: int64[COUNTERS].
        arrivals: float64[estates, streams], the month of the next arrival; serials: int32 likewise, how many
            came; stream_keys: int64 likewise.
        vacancies: int32[dwellings], vacancy_keys: int64[dwellings]: what is to be let this month, in order.
        areas: int64[areas, AREA_COLUMNS].
        carried: int64[scopes, 2], carried out by the last account, and by the last of the year before.
        tally: int64[QUEUES, QUEUE_MONTH], who waits now, and what has happened to the queues this month.
        waits: int32[WAITS, WAIT_MONTHS], lettings of the year by how long was waited.
        lettings: int32[CHANNELS, STATES - 1], lettings of the year by what the first adult did.
        scratch: int64[SCRATCH], and account: int64[ACCOUNT_ROWS, estates]: room to work in.
    """

    people: Rows
    households: Rows
    dwellings: Rows
    estates: Ints
    codes: Ints
    agenda: Ints
    chunks: Ints
    coming: Ints
    free: Ints
    roots: Ints
    heads: Longs
    entries: Ints
    entry_keys: Longs
    owners: Ints
    waiting: Longs
    slots: Turns
    pending: Turns
    counters: Longs
    arrivals: Floats
    serials: Ints
    stream_keys: Longs
    vacancies: Ints
    vacancy_keys: Longs
    areas: Longs
    carried: Longs
    tally: Longs
    waits: Ints
    lettings: Ints
    scratch: Longs
    account: Turns
