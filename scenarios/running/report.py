"""What a replication keeps: the estates by year, the city and its areas by month, queues, waits, lettings and accounts.

All are counts. Shares, means and indices are worked out from them, so that none can disagree with another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kredslob.scenarios.city.compiled import compiled
from kredslob.scenarios.city.keeping import Kept
from kredslob.scenarios.city.layout import (
    CHANNELS,
    FLOW_NAMES,
    NONE,
    QUEUE_MONTH,
    QUEUES,
    STATE_NAMES,
    WAIT_MONTHS,
    WAITS,
    State,
)
from kredslob.scenarios.running.setting import Setting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[Any]

RESIDENTS: Final = tuple("aged_retired" if name == "retired" else name for name in STATE_NAMES[1:])
STANDING: Final = ("exempt", "forty_plus", "listed_for_exemption")
_FIGURES: Final = (
    "outside_acting", "aged_acting", "outside_measured", "aged_measured", "extra_turns", "exempt_since",
)  # fmt: skip

ESTATE_YEAR: Final = (*RESIDENTS, "minors", "households", *_FIGURES, *STANDING, *FLOW_NAMES)
"""What is kept of an estate at the end of a year: counts of residents, figures, standing (0 or 1), then flows of the year."""
PLACE_MONTH: Final = (*RESIDENTS, "minors", "households", "exempt_dwellings", *FLOW_NAMES)
"""What is kept of a place by month: counts at its end, family dwellings in exempt estates, then flows of the month."""
GROUPS: Final = STATE_NAMES[1:]
"""What the first adult did, by which lettings are told apart."""
ACCOUNT: Final = ("lost", "carried_in", "extra", "unplaced", "carried_out")
"""A quota account: `extra` and `unplaced` in turns, the others in units of 1/of turn of the base share."""


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
    """The counts of one replication, as its months go by; `kept`: the arrays that the loops fill."""

    def __init__(self, setting: Setting, estates_monthly: bool) -> None:
        import numpy as np

        begin, months = setting.begin, setting.months.count
        estates, areas, years = len(begin.estates), len(begin.areas), -(-months // 12)
        numbers, columns = setting.facts.numbers, len(PLACE_MONTH)
        self._estates_monthly = estates_monthly
        self.kept = Kept(
            standing=np.array([numbers.get(name, NONE) for name in STANDING], np.int64),
            flows=np.zeros((estates, len(FLOW_NAMES)), np.int32),
            estate_year=np.zeros((estates, years, len(ESTATE_YEAR)), np.int32),
            estate_month=np.zeros((estates, months if estates_monthly else 0, columns), np.int32),
            area_month=np.zeros((areas, months, columns), np.int32), city_month=np.zeros((months, columns), np.int32),
            queue_month=np.zeros((months, len(QUEUES), len(QUEUE_MONTH)), np.int32),
            waits_year=np.zeros((years, len(WAITS), WAIT_MONTHS), np.int32),
            lettings_year=np.zeros((years, len(CHANNELS), len(GROUPS)), np.int32),
            account_year=np.zeros((years, len(begin.carried), len(ACCOUNT)), np.int64),
        )  # fmt: skip

    def month(self, state: State, month: int) -> None:
        """Keep what is reported of a month that has happened, and let its flows count anew."""
        compiled().keep_month(state, self.kept, month)

    def outcome(self, replication: int, events: int) -> Outcome:
        """Give what was kept."""
        kept = self.kept
        return Outcome(
            replication, kept.estate_year, kept.estate_month if self._estates_monthly else None, kept.area_month,
            kept.city_month, kept.queue_month, kept.waits_year, kept.lettings_year, kept.account_year, events,
        )  # fmt: skip
