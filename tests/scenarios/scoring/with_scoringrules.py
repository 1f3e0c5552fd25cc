"""Ask the package scoringrules for the scores of a few made ensembles, and keep its answers in scoringrules.json.

Run by hand, where scoringrules is installed: `python tests/scenarios/scoring/with_scoringrules.py`. It brings SciPy with it,
which nothing else here needs, so no target installs it, and the tests read the file.
"""

from __future__ import annotations

import json
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np

KEPT: Final = Path(__file__).with_name("scoringrules.json")
MEMBERS: Final = (2, 3, 10, 57, 400)


def ensembles() -> list[dict[str, Any]]:
    """Make ensembles of shares and of counts, each with something observed, the same each time."""
    luck = np.random.default_rng(2007)
    made = []
    for members in MEMBERS:
        shares = luck.beta(8, 14, members).round(6)
        made.append({"ensemble": shares.tolist(), "observed": 0.36})
        made.append({"ensemble": luck.poisson(7, members).tolist(), "observed": 9})
    return made


def main() -> None:
    """Ask, and keep the answers."""
    scoringrules: Any = import_module("scoringrules")
    rows = ensembles()
    for row in rows:
        members = np.array(row["ensemble"], float)
        row["crps"] = float(scoringrules.crps_ensemble(row["observed"], members, estimator="nrg"))
        row["fair"] = float(scoringrules.crps_ensemble(row["observed"], members, estimator="fair"))
    kept = {"by": f"scoringrules {version('scoringrules')}", "rows": rows}
    KEPT.write_text(json.dumps(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
