"""Write a list of applicants for one dwelling, of whom the first so many meet none of the flexible criteria."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Final

COUNT: Final = 10_000
COLUMNS: Final = (
    "id", "list", "listed_since", "list_number", "birth_date", "job", "weekly_hours", "in_education", "studies_locally",
    "resident_in_city", "leaving_parental_home", "seeks_age_suited_home", "children", "has_partner", "partner_in_work",
    "parting", "tenant_of", "return_guarantee",
)  # fmt: skip


def write_list(path: Path, first: int, seed: int = 2012) -> None:
    """Write the list as a CSV file of 18 columns and as many rows as `COUNT`.

    Each row has a day of seniority and a number of its own, and nearly each a birthday of its own. Nothing that a rule
    may read of them is missing.

    Args:
        path: where it is written.
        first: the place of the first who is in work; of those after, every second is.
        seed: of the random numbers.
    """
    luck = random.Random(seed)  # noqa: S311 - made-up people, no secrets
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        for place in range(1, COUNT + 1):
            writer.writerow(_row(place, place == first or (place > first and luck.random() < 0.5), luck))


def _row(place: int, in_work: bool, luck: random.Random) -> list[object]:
    listed = date(1983, 1, 1) + timedelta(days=place)
    born = date(1956, 1, 1) + timedelta(days=luck.randrange(365 * 20))  # neither young nor senior in 2011
    work = ["permanent", 37] if in_work else ["none", 0]
    lives_in_city = "ja" if luck.random() < 0.8 else "nej"
    return [
        f"A-{place:05}", "external", listed, place, born, *work, "nej", "nej", lives_in_city, "nej", "nej",
        luck.randrange(4), "nej", "nej", "none", "none", "nej",
    ]  # fmt: skip
