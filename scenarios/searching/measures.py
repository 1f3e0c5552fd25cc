"""Read the goals and limits of a file: which indicator, of which places, when, and on which side of which bound."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from kredslob.engine.register.model import Register
from kredslob.rules.building import shown
from kredslob.rules.messages import FieldPath, Message, nearest
from kredslob.rules.model import Text
from kredslob.scenarios.city.layout import CHANNELS, QUEUES, WAITS
from kredslob.scenarios.files.page import Page
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE, find_indicator, find_level
from kredslob.scenarios.indicators.indicator import Indicator, Level, Period, Unit
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.searching.question import AVERAGE, END, EVERY_YEAR, Goal, Limit, Measured, Way

_SHARES: Final[tuple[Unit, ...]] = ("share", "index")
_BOUNDS: Final[dict[str, tuple[Way, bool]]] = {
    "at_most": ("at_most", False), "at_least": ("at_least", False), "under": ("at_most", True), "over": ("at_least", True),
}  # fmt: skip
_BEGINS_KNOWN: Final = ("outside_workforce", "outside_measured", "outside_acting")
_YEAR: Final = 12


def goals_of(page: Page, months: Months, register: Register) -> tuple[Goal, ...]:
    """Give the goals, those apart of which something is wrong, which is noted."""
    found = []
    for name in page.names("goals"):
        measured = _measured(page, ("goals", name), months, register)
        want = page.value("goals", name, "want")
        if measured is None or want is None:
            continue
        if not measured.together and len(measured.places) != 1 and measured.level != "city":
            wrong = Message("a goal is one number, and {level} has many.", level=measured.level)
            page.wrong(("goals", name), wrong, Message("place, or the level city"))
            continue
        if measured.when == EVERY_YEAR:
            page.wrong(("goals", name, "when"), Message("a goal is one number, and there are many years."), Message("end, average, or a year"))  # fmt: skip
            continue
        found.append(Goal(name, _title(page, "goals", name, measured), measured, want))
    return tuple(found)


def limits_of(page: Page, months: Months, register: Register) -> tuple[Limit, ...]:
    """Give the limits, those apart of which something is wrong, which is noted."""
    found = []
    for name in page.names("limits"):
        at = ("limits", name)
        measured = _measured(page, at, months, register)
        bound = _bound(page, at, measured)
        probability = _probability(page, at)
        at_once, missing = page.value(*at, "at_once", otherwise=False), page.value(*at, "missing", otherwise=0)
        if at_once and probability is None:
            page.wrong((*at, "at_once"), Message("{field} does not go without {other}.", field="at_once", other="probability"), Message("probability, such as 0.9"))  # fmt: skip
        if measured is None or bound is None:
            continue
        if measured.where == "within" and measured.indicator not in _BEGINS_KNOWN:
            wrong = Message("what {indicator} is at the beginning is not known.", indicator=measured.indicator)
            page.wrong((*at, "where"), wrong, Message("one of {names}", names=", ".join(_BEGINS_KNOWN)))
            continue
        (way, strict), value = _BOUNDS[bound[0]], bound[1]
        title = _title(page, "limits", name, measured)
        found.append(Limit(name, title, measured, way, value, strict, probability, missing, at_once))
    return tuple(found)


def _title(page: Page, of: str, name: str, measured: Measured) -> Text:
    told = page.value(of, name, "title")
    return CATALOGUE[measured.indicator].name if told is None else Text(**told)


def _measured(page: Page, at: tuple[str, ...], months: Months, register: Register) -> Measured | None:
    name = page.value(*at, "indicator")
    when = _when(page, (*at, "when"), months)
    if name is None:
        return None
    indicator = page.attempt((*at, "indicator"), lambda: find_indicator(name))
    if indicator is None or when is None:
        return None
    where = page.value(*at, "where")
    level = page.value(*at, "level") or ("estate" if where and indicator.periods("estate") else None)
    period: Period = "month" if len(when) == len("2014-10") and "-" in when else "year"
    found = page.attempt((*at, "level"), lambda: find_level(indicator, level, period))
    if found is None:
        return None
    places = _places(page, at, indicator, found[0], register)
    if places is None:
        return None
    if where is not None and found[0] not in ("estate", "city"):
        page.wrong((*at, "where"), Message("a set of estates is looked at by estate or city."), Message("the level estate (each), or city (together)"))  # fmt: skip
        return None
    together = where is not None and found[0] == "city"
    return Measured(name, found[0], found[1], indicator.unit, places, where, together, when)


def _when(page: Page, at: tuple[str, ...], months: Months) -> str | None:
    raw = page.value(*at)
    if raw is None:
        return None
    text = str(raw) if isinstance(raw, int | str) and not isinstance(raw, bool) else ""
    years = [str(months.day(month).year) for month in range(0, months.count, _YEAR)]
    named = (END, AVERAGE, EVERY_YEAR, *years)
    if text in named or text in {f"{months.day(month):%Y-%m}" for month in range(months.count)}:
        return text
    accepted = Message("{names}, or a month from {first} to {last}", names=", ".join(named), first=f"{months.first:%Y-%m}",
                       last=f"{months.day(months.count - 1):%Y-%m}")  # fmt: skip
    page.wrong(at, Message("{value} is not accepted.", value=shown(raw)), accepted, nearest(text, named))
    return None


def _places(
    page: Page, at: tuple[str, ...], indicator: Indicator, level: Level, register: Register
) -> tuple[str, ...] | None:
    """Give the places that are named; none named is all of the level."""
    if page.says(*at, "place") and page.says(*at, "places"):
        page.wrong((*at, "places"), Message("{field} does not go with {kind}.", field="places", kind="place"), Message("one of them"))  # fmt: skip
        return None
    one = page.value(*at, "place")
    named = [one] if one is not None else page.value(*at, "places", otherwise=())
    fields: list[FieldPath] = (
        [(*at, "place")] if one is not None else [(*at, "places", place) for place in range(len(named))]
    )
    if named and level == "city":
        page.wrong(fields[0], Message("the city is one place."), Message("a level of which there are several: {names}", names=", ".join(name for name, _ in indicator.levels if name != "city")))  # fmt: skip
        return None
    if named and page.says(*at, "where"):
        page.wrong(fields[0], Message("{field} does not go with {kind}.", field="place", kind="where"), Message("one of them"))  # fmt: skip
        return None
    known = _known(level, register)
    wrong = [(field, name) for field, name in zip(fields, named, strict=True) if known and name not in known]
    for field, name in wrong:
        few = known if len(known) <= 20 else ()
        accepted = Message("{names}", names=", ".join(few)) if few else Message("an id as in the register")
        page.wrong(field, Message("there is no {level} {name}.", level=level, name=shown(name)), accepted, nearest(str(name), known))  # fmt: skip
    return None if wrong else tuple(dict.fromkeys(named))


def _known(level: Level, register: Register) -> Sequence[str]:
    match level:
        case "estate":
            return sorted(register.estates)
        case "organisation":
            return sorted({one.organisation for one in register.estates.values()})
        case "area":
            return sorted({one.area for one in register.estates.values() if one.area})
        case "queue":
            return QUEUES
        case "channel":
            return CHANNELS
        case "wait":
            return WAITS
        case _:
            return ()


def _bound(page: Page, at: tuple[str, ...], measured: Measured | None) -> tuple[str, float] | None:
    there = [name for name in _BOUNDS if page.says(*at, name)]
    if len(there) != 1:
        wrong = Message("a limit has one bound, on one side.")
        page.wrong(at, wrong, Message("one of {names}", names=", ".join(_BOUNDS)))
        return None
    (name,) = there
    raw = page.value(*at, name)
    if not _is_number(raw):
        page.wrong((*at, name), Message("{value} is not accepted.", value=shown(raw)), Message("a number"), _meant(raw))
        return None
    value = float(raw)
    if measured is not None and measured.unit in _SHARES and not 0 <= value <= 1:
        page.wrong((*at, name), Message("{value} is not accepted.", value=shown(raw)), Message("a share from 0 to 1, such as 0.40"), _hundredth(raw))  # fmt: skip
        return None
    return name, value


def _probability(page: Page, at: tuple[str, ...]) -> float | None:
    raw = page.value(*at, "probability")
    if raw is None:
        return None
    if _is_number(raw) and 0 < raw <= 1:
        return float(raw)
    page.wrong((*at, "probability"), Message("{value} is not accepted.", value=shown(raw)), Message("a share of the replications above 0, at most 1, such as 0.9"), _hundredth(raw))  # fmt: skip
    return None


def _is_number(raw: Any) -> bool:
    return isinstance(raw, int | Decimal) and not isinstance(raw, bool) and math.isfinite(raw)


def _hundredth(raw: Any) -> str | None:
    """Give the share that was meant by 40 or "40 %", for somebody to confirm."""
    text = str(raw).strip().removesuffix("%").strip().replace(",", ".", 1)
    try:
        number = Decimal(text)
    except ArithmeticError:
        return None
    return format((number / 100).normalize(), "f") if number.is_finite() and 1 < number <= 100 else None


def _meant(raw: Any) -> str | None:
    """Give the number that was written with a comma or a sign of per cent, for somebody to confirm."""
    if not isinstance(raw, str):
        return None
    return _hundredth(raw) if raw.strip().endswith("%") else raw.strip().replace(",", ".", 1) if _plain(raw) else None


def _plain(raw: str) -> bool:
    return raw.strip().replace(",", "", 1).replace(".", "", 1).isdigit()
