"""The ground of indicators as plain data, for a file beside the tables: write it, and read it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kredslob.rules.model import Text
from kredslob.rules.units import Value
from kredslob.scenarios.indicators.ground import Ground, Start, Threshold
from kredslob.scenarios.running.calendar import Months


def plain_ground(ground: Ground) -> dict[str, Any]:
    """Give the ground as JSON can hold it: shares in parts per million, days in ISO."""
    return {
        "first": ground.months.first.isoformat(),
        "months": ground.months.count,
        "outside": list(ground.outside),
        "outside_labour_market": list(ground.outside_labour_market),
        "thresholds": [
            {
                "month": month,
                "in_force": [
                    {"parameter": one.parameter, "da": one.title.da, "en": one.title.en, "ppm": one.ppm, "strict": one.strict}
                    for one in several
                ],
            }
            for month, several in ground.thresholds
        ],
        "limits_51b": [{"month": month, "limits": list(limits)} for month, limits in ground.limits],
        "turn": [{"month": month, "units": units} for month, units in ground.turn],
        "measures": list(ground.measures),
        "publishes": list(ground.publishes),
        "acts": list(ground.acts),
        "starts": {key: _plain_start(one) for key, one in ground.starts.items()},
        "areas": dict(ground.areas),
        "assumed": {key: _plain_value(value) for key, value in ground.assumed.items()},
    }  # fmt: skip


def read_ground(plain: Mapping[str, Any]) -> Ground:
    """Give the ground that was written so; raise KeyError, TypeError or ValueError for what was not."""
    return Ground(
        months=Months(date.fromisoformat(plain["first"]), int(plain["months"])),
        outside=tuple(plain["outside"]),
        outside_labour_market=tuple(plain["outside_labour_market"]),
        thresholds=tuple(
            (
                int(one["month"]),
                tuple(
                    Threshold(each["parameter"], Text(each["da"], each["en"]), int(each["ppm"]), bool(each["strict"]))
                    for each in one["in_force"]
                ),
            )
            for one in plain["thresholds"]
        ),
        limits=tuple((int(one["month"]), tuple(map(int, one["limits"]))) for one in plain["limits_51b"]),
        turn=tuple((int(one["month"]), int(one["units"])) for one in plain["turn"]),
        measures=tuple(plain["measures"]),
        publishes=tuple(plain["publishes"]),
        acts=tuple(plain["acts"]),
        starts={key: _read_start(one) for key, one in plain["starts"].items()},
        areas=dict(plain["areas"]),
        assumed={key: _read_value(value) for key, value in plain["assumed"].items()},
    )


def _plain_start(one: Start) -> dict[str, Any]:
    return {
        "outside": one.outside, "aged": one.aged, "measured": one.measured, "published": one.published.isoformat(),
        "standing": list(one.standing), "extra": one.extra, "dwellings": one.dwellings, "small": one.small,
        "square_metres": one.square_metres, "synthetic": one.synthetic,
    }  # fmt: skip


def _read_start(plain: Mapping[str, Any]) -> Start:
    return Start(**{
        **plain, "published": date.fromisoformat(plain["published"]), "standing": tuple(plain["standing"])
    })  # fmt: skip


def _plain_value(value: Value) -> Any:
    """Give a value that JSON tells apart from every other: dates, turns and names as objects."""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, tuple):
        return {"turns" if value and isinstance(value[0], int) else "names": list(value)}
    return value


def _read_value(plain: Any) -> Value:
    match plain:
        case {"date": day}:
            return date.fromisoformat(day)
        case {"turns": [turns, of]}:
            return int(turns), int(of)
        case {"names": names}:
            return tuple(names)
    value: Value = plain
    return value
