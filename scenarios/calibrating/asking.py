"""What is asked of a calibration, from the question to the files: the fit, its record, and the behaviour it produced."""

from __future__ import annotations

from collections.abc import Callable

from kredslob.scenarios.calibrating.city import Find, bed_of
from kredslob.scenarios.calibrating.fit import Asked, Fit, calibrate
from kredslob.scenarios.calibrating.shipping import keep_fit


def run_calibration(
    asked: Asked, jobs: int, tell: Callable[[str, int, int], None] = lambda *_: None, find: Find = bed_of
) -> Fit:
    """Fit what lacks, and keep the record and the behaviour beside the draws; see `calibrate`."""
    fit = calibrate(asked, jobs, tell, find)
    keep_fit(fit, find(asked.plan, asked.seed, asked.aligned).behaviour, asked.folder)
    return fit
