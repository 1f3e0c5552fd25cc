"""What of a city is made up: said wherever anything of it is told."""

from __future__ import annotations

import polars as pl

from kredslob.rules.messages import Message

PEOPLE = Message("Every person simulated is made up, drawn to match totals; no register of persons has been read.")


def made_up(places: pl.DataFrame) -> Message:
    """Say how many of the estates, and of their key figures, are made up; `places` as `results.tables.places_of`."""
    synthetic = places.filter(origin="synthetic").height
    measured = places.filter(measured_origin="synthetic").height
    if not synthetic and not measured:
        return Message("No estate of the register is made up.")
    return Message("{synthetic} of the {all} estates are made up, and for {measured} the key figures are: they resemble the city, but tell nothing of any one estate that exists.",
                   synthetic=synthetic, all=places.height, measured=measured)  # fmt: skip
