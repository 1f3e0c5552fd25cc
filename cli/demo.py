"""The vacancies that ship with Kredsløb: made-up cases in estates of Copenhagen, 2011-2012."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kredslob import scenarios

FOLDER: Final = Path(scenarios.__file__).parent / "demo"
VACANCIES: Final = FOLDER / "vacancies.yaml"
APPLICANTS: Final = FOLDER / "applicants.csv"
SHOWN: Final = "D08"  # the vacancy whose reasons are printed under the table
