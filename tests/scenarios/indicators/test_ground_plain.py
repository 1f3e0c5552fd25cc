"""The ground of indicators in its file: by which names it stands there, and that it is read as it was written."""

from __future__ import annotations

from datetime import date

from kredslob.scenarios.indicators.ground_plain import plain_ground, read_ground
from tests.scenarios.indicators.by_hand import ground, start, threshold

FULL = ground(
    {"ahorn": start(standing=(1, 0, 1), extra=2, synthetic=True), "birk": start()},
    thresholds=((0, (threshold(300_000, parameter="low"), threshold(400_000, strict=False))), (6, ())),
    limits=((0, (1000, 400_000, 5000, 300_000)), (9, ())), turn=((0, 3), (12, 4)), areas={"birk": "east"},
    assumed={
        "a day": date(2012, 2, 29), "turns": (1, 3), "names": ("b", "a"), "no names": (), "yes": True, "count": 7,
        "word": "restart",
    },
)  # fmt: skip


def test_the_ground_stands_in_its_file_by_these_names() -> None:
    """Whoever reads the file finds shares in parts per million and days in ISO."""
    plain = plain_ground(FULL)
    begun = {
        "outside": 30, "aged": 100, "measured": 2010, "published": "2010-11-15", "standing": [1, 0, 1], "extra": 2,
        "dwellings": 10, "small": 2, "square_metres": 700, "synthetic": True,
    }  # fmt: skip
    named = {"da": "Grænse", "en": "Threshold"}
    in_force = [
        {"parameter": "low", **named, "ppm": 300_000, "strict": True},
        {"parameter": "forty_plus.threshold", **named, "ppm": 400_000, "strict": False},
    ]
    assert plain == {
        "first": "2011-01-01", "months": 24, "outside": ["student", "benefit"],
        "outside_labour_market": ["unemployed", "benefit"],
        "thresholds": [{"month": 0, "in_force": in_force}, {"month": 6, "in_force": []}],
        "limits_51b": [{"month": 0, "limits": [1000, 400_000, 5000, 300_000]}, {"month": 9, "limits": []}],
        "turn": [{"month": 0, "units": 3}, {"month": 12, "units": 4}], "measures": [9, 21], "publishes": [10, 22],
        "acts": [3, 15], "starts": {"ahorn": begun, "birk": begun | {"standing": [0, 0, 0], "extra": 0, "synthetic": False}},
        "areas": {"birk": "east"},
        "assumed": {
            "a day": {"date": "2012-02-29"}, "turns": {"turns": [1, 3]}, "names": {"names": ["b", "a"]},
            "no names": {"names": []}, "yes": True, "count": 7, "word": "restart",
        },
    }  # fmt: skip
    assert read_ground(plain) == FULL
