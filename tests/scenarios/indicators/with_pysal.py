"""Ask PySAL for the segregation indices of a few made cities, and keep its answers beside the counts in pysal.json.

Run by hand, where PySAL's package segregation is installed: `python tests/scenarios/indicators/with_pysal.py`. It brings
some forty packages and close to a gigabyte with it, so no target installs it, and the tests read the file.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np

KEPT: Final = Path(__file__).with_name("pysal.json")
ESTATES: Final = (2, 3, 10, 50, 400)
OURS: Final = {
    "dissimilarity": "Dissim", "isolation": "Isolation", "exposure": "Interaction", "entropy_index": "Entropy",
    "variance_ratio": "CorrelationR", "gini": "Gini",
}  # fmt: skip


def cities() -> list[dict[str, list[int]]]:
    """Make cities of some estates, the same each time, with the share of a group drawn for each estate."""
    luck = np.random.default_rng(1988)
    made = []
    for estates in ESTATES:
        residents = luck.integers(40, 900, estates)
        group = luck.binomial(residents, luck.beta(2, 5, estates))
        made.append({"group": group.tolist(), "residents": residents.tolist()})
    return made


def asked(city: dict[str, list[int]]) -> dict[str, float]:
    """Give PySAL's answers by our names."""
    import pandas
    from segregation import singlegroup

    table = pandas.DataFrame(city)
    answers: dict[str, Any] = {ours: getattr(singlegroup, theirs) for ours, theirs in OURS.items()}
    return {ours: float(answer(table, "group", "residents").statistic) for ours, answer in answers.items()}


if __name__ == "__main__":
    kept = [{**city, "pysal": asked(city)} for city in cities()]
    KEPT.write_text(json.dumps({"segregation": version("segregation"), "cities": kept}) + "\n", "utf-8")
