"""What a replication keeps: the estates by year, the city and its areas by month, queues, waits, lettings and accounts.

All are counts. Shares, means and indices are worked out from them, so that none can disagree with another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kredslob.scenarios.city.layout import (
    ACTING,
    AREA,
    CHANNELS,
    COUNTED,
    ESTATE_COLUMNS,
    EXEMPT_SINCE,
    EXTRA_TURNS,
    FAMILY_DWELLINGS,
    FLOW_NAMES,
    FLOWS,
    HOUSED,
    M_AGED,
    M_OUTSIDE,
    MEASURED,
    MINORS,
    NONE,
    QUEUE_MONTH,
    QUEUES,
    STATE_NAMES,
    STATES,
    T_JOINED,
    WAIT_MONTHS,
    WAITS,
    State,
)
from kredslob.scenarios.city.standing import A_CARRIED_IN, A_CARRIED_OUT, A_LOST, A_PLACED, A_UNPLACED
from kredslob.scenarios.running.setting import Setting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[Any]

RESIDENTS: Final = tuple("aged_retired" if name == "retired" else name for name in STATE_NAMES[1:])
STANDING: Final = ("exempt", "forty_plus", "listed_for_exemption")
_FIGURES: Final = {
    "outside_acting": ACTING + M_OUTSIDE, "aged_acting": ACTING + M_AGED, "outside_measured": MEASURED + M_OUTSIDE,
    "aged_measured": MEASURED + M_AGED, "extra_turns": EXTRA_TURNS, "exempt_since": EXEMPT_SINCE,
}  # fmt: skip
_PLACE: Final = (*range(COUNTED + 1, COUNTED + STATES), MINORS, HOUSED)

ESTATE_YEAR: Final = (*RESIDENTS, "minors", "households", *_FIGURES, *STANDING, *FLOW_NAMES)
"""What is kept of an estate at the end of a year: counts of residents, figures, standing (0 or 1), then flows of the year."""
PLACE_MONTH: Final = (*RESIDENTS, "minors", "households", "exempt_dwellings", *FLOW_NAMES)
"""What is kept of a place by month: counts at its end, family dwellings in exempt estates, then flows of the month."""
GROUPS: Final = STATE_NAMES[1:]
"""What the first adult did, by which lettings are told apart."""
ACCOUNT: Final = ("lost", "carried_in", "extra", "unplaced", "carried_out")
"""A quota account: `extra` and `unplaced` in turns, the others in units of 1/of turn of the base share."""
_ACCOUNT_ROWS: Final = (A_LOST, A_CARRIED_IN, A_PLACED, A_UNPLACED, A_CARRIED_OUT)


@dataclass(frozen=True)
class Outcome:
    """What a replication comes to, in counts.

    Args:
        replication: its number.
        estate_year: int32[estates, years, ESTATE_YEAR]; a year is twelve months from the first, the last may be shorter.
        estate_month: int32[estates, months, PLACE_MONTH] if asked for.
        area_month: int32[areas, months, PLACE_MONTH]; city_month: int32[months, PLACE_MONTH].
        queue_month: int32[months, QUEUES, QUEUE_MONTH], households: how many wait at the end, and flows of the month.
        waits_year: int32[years, WAITS, WAIT_MONTHS], households housed by how many months they had waited.
        lettings_year: int32[years, CHANNELS, GROUPS].
        account_year: int64[years, scopes, ACCOUNT], the account last drawn up in the year.
        events: how many things happened.
    """

    replication: int
    estate_year: Counts
    estate_month: Counts | None
    area_month: Counts
    city_month: Counts
    queue_month: Counts
    waits_year: Counts
    lettings_year: Counts
    account_year: Counts
    events: int


class Keeping:
    """The counts of one replication, as its months go by."""

    def __init__(self, setting: Setting, estates_monthly: bool) -> None:
        import numpy as np

        begin, months = setting.begin, setting.months.count
        estates, areas, years = len(begin.estates), len(begin.areas), -(-months // 12)
        self._months = months
        self._numbers = setting.facts.numbers
        self._area_of = begin.estates[:, AREA]
        self._in_area = self._area_of != NONE
        self._flows = np.zeros((estates, len(FLOW_NAMES)), np.int32)
        self._estate_year = np.zeros((estates, years, len(ESTATE_YEAR)), np.int32)
        self._estate_month = np.zeros((estates, months, len(PLACE_MONTH)), np.int32) if estates_monthly else None
        self._area_month = np.zeros((areas, months, len(PLACE_MONTH)), np.int32)
        self._city_month = np.zeros((months, len(PLACE_MONTH)), np.int32)
        self._queue_month = np.zeros((months, len(QUEUES), len(QUEUE_MONTH)), np.int32)
        self._waits_year = np.zeros((years, len(WAITS), WAIT_MONTHS), np.int32)
        self._lettings_year = np.zeros((years, len(CHANNELS), len(GROUPS)), np.int32)
        self._account_year = np.zeros((years, len(begin.carried), len(ACCOUNT)), np.int64)

    def month(self, state: State, month: int) -> None:
        """Keep what is reported of a month that has happened, and let its flows count anew."""
        import numpy as np

        flows = state.estates[:, FLOWS:ESTATE_COLUMNS]
        place = np.empty((len(flows), len(PLACE_MONTH)), np.int32)
        place[:, : len(_PLACE)] = state.estates[:, _PLACE]
        place[:, len(_PLACE)] = state.estates[:, FAMILY_DWELLINGS] * self._is(state, "exempt")
        place[:, len(_PLACE) + 1 :] = flows
        self._city_month[month] = place.sum(axis=0)
        np.add.at(self._area_month, (self._area_of[self._in_area], month), place[self._in_area])
        if self._estate_month is not None:
            self._estate_month[:, month] = place
        self._flows += flows
        flows[:] = 0
        self._queue_month[month] = state.tally
        state.tally[:, T_JOINED:] = 0
        if (month + 1) % 12 == 0 or month + 1 == self._months:
            self._year(state, month // 12)

    def _year(self, state: State, year: int) -> None:
        row = self._estate_year[:, year]
        columns = [*_PLACE, *_FIGURES.values()]
        row[:, : len(columns)] = state.estates[:, columns]
        for at, name in enumerate(STANDING):
            row[:, len(columns) + at] = self._is(state, name)
        row[:, len(columns) + len(STANDING) :] = self._flows
        self._flows[:] = 0
        for kept, counted in ((self._waits_year, state.waits), (self._lettings_year, state.lettings)):
            kept[year] = counted
            counted[:] = 0
        scopes = len(state.carried)
        self._account_year[year] = state.account[_ACCOUNT_ROWS, :scopes].T

    def _is(self, state: State, standing: str) -> Any:
        """Give 1 for each estate with a standing, 0 for all where no rule reads it."""
        return state.codes[:, self._numbers[standing]] == 1 if standing in self._numbers else 0

    def outcome(self, replication: int, events: int) -> Outcome:
        """Give what was kept."""
        return Outcome(
            replication, self._estate_year, self._estate_month, self._area_month, self._city_month, self._queue_month,
            self._waits_year, self._lettings_year, self._account_year, events,
        )  # fmt: skip
