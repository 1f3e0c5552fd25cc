"""Where indicators exist and by which periods: the sets that many of them share."""

from __future__ import annotations

from typing import Final

from kredslob.scenarios.indicators.indicator import Level, Period

Levels = tuple[tuple[Level, tuple[Period, ...]], ...]

YEAR: Final[tuple[Period, ...]] = ("year",)
BOTH: Final[tuple[Period, ...]] = ("year", "month")
COUNTED: Final[Levels] = (("estate", BOTH), ("area", BOTH), ("organisation", YEAR), ("city", BOTH))
"""What is counted of every place each month; estates by month only where a run was asked to keep them."""
YEARLY: Final[Levels] = (("estate", YEAR), ("area", YEAR), ("organisation", YEAR), ("city", YEAR))
"""What is known of an estate at the end of a year only."""
CITY: Final[Levels] = (("city", YEAR),)
AREAS: Final[Levels] = (("area", YEAR), ("city", YEAR))
QUEUES: Final[Levels] = (("queue", BOTH),)
WAITS: Final[Levels] = (("wait", YEAR),)
CHANNELS: Final[Levels] = (("channel", YEAR), ("city", YEAR))
SCOPES: Final[Levels] = (("scope", YEAR), ("city", YEAR))
