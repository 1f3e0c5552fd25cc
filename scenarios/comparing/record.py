"""A comparison as JSON can hold it, described in docs/json.md: sides, differences of the headlines, where places differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kredslob.rules.model import Text
from kredslob.scenarios.comparing.comparing import Comparison, Pair
from kredslob.scenarios.comparing.dials import Dial
from kredslob.scenarios.comparing.paired import Difference
from kredslob.scenarios.comparing.places import Place, Places
from kredslob.scenarios.comparing.planning import Need
from kredslob.scenarios.comparing.sides import Side
from kredslob.scenarios.comparing.sobol import Beyond, Sobol
from kredslob.scenarios.comparing.unknown import Unknown
from kredslob.scenarios.comparing.what_matters import Mattering

SCHEMA = 1


def comparison_record(
    found: Comparison, places: tuple[tuple[Places, ...], ...], unknown: Sequence[Unknown | None] = (),
    mattering: Sequence[Mattering | None] = (),
) -> dict[str, Any]:  # fmt: skip
    """Give a comparison as plain data; shares 0-1.

    Args:
        found: the comparison.
        places: of each pair, where single places differ.
        unknown, mattering: of each pair, as far as it was asked for.
    """
    base, *_ = found.sides
    months = base.variant.months
    return {
        "schema": SCHEMA,
        "base": _side(base),
        "first": months.first.isoformat(),
        "months": months.count,
        "replications": found.replications,
        "run": found.ran,
        "precision": found.asked.points,
        "planned_by": found.first,
        "pairs": [_pair(pair, told) for pair, told in zip(found.pairs, places, strict=True)],
        "unknown": [None if one is None else _unknown(one) for one in unknown],
        "what_matters": [None if one is None else _mattering(one) for one in mattering],
    }


def _unknown(one: Unknown) -> dict[str, Any]:
    return {
        "sets": one.sets, "failed": len(one.failed), "each": one.each, "dials": [_dial(dial) for dial in one.dials],
        "spreads": [
            {"id": each.difference.headline.id, "centre": each.centre, "unknown": each.unknown, "both": each.both,
             "share": each.share, "same_sign": each.same_sign} for each in one.spreads
        ],
    }  # fmt: skip


def _mattering(one: Mattering) -> dict[str, Any]:
    return {
        "walks": one.walks, "failed": one.failed, "each": one.each, "headlines": [
            {"id": each.difference.headline.id, "noise": each.noise, "moves": [
                {**_dial(move.dial), "moves": move.moves, "spread": move.spread} for move in each.moves
            ]} for each in one.headlines
        ],
        "sobol": _sobol(one.sobol),
    }  # fmt: skip


def _sobol(one: Sobol | Beyond | None) -> dict[str, Any] | None:
    if one is None:
        return None
    dials = [_dial(each) for each in one.dials]
    if isinstance(one, Beyond):
        return {"dials": dials, "places": one.places, "seconds": one.seconds, "allowed": one.allowed, "headlines": None}
    return {
        "dials": dials, "rows": one.rows, "failed": one.failed, "places": one.places, "each": one.each, "headlines": [
            {"id": each.difference.headline.id, "luck": each.luck, "shares": [
                {"name": share.dial.name, "first": share.first, "first_reach": share.first_reach, "total": share.total,
                 "total_reach": share.total_reach} for share in each.shares
            ]} for each in one.headlines
        ],
    }  # fmt: skip


def _dial(one: Dial) -> dict[str, Any]:
    return {
        "name": one.name, "kind": one.kind, "title": _text(one.title),
        "question": None if one.question is None else _text(one.question),
    }  # fmt: skip


def _pair(pair: Pair, places: tuple[Places, ...]) -> dict[str, Any]:
    return {
        "other": _side(pair.other),
        "alike": pair.alike,
        "idle": [
            {"id": one.id, "title": _text(one.title), "from": one.day.isoformat(), "late": one.late,
             "changes": list(one.targets)} for one in pair.idle
        ],
        "differences": [_difference(one) for one in pair.differences],
        "needs": [_need(one) for one in pair.needs],
        "places": [_places(one) for one in places],
    }  # fmt: skip


def _side(side: Side) -> dict[str, Any]:
    return {
        "name": side.name, "given": side.given, "title": _text(side.title), "scenario": side.scenario.id,
        "agreement": side.agreement.id, "amendments": [one.id for one in side.agreement.amendments],
        "fingerprint": side.variant.fingerprint,
    }  # fmt: skip


def _difference(one: Difference) -> dict[str, Any]:
    told = one.headline
    return {
        "id": told.id, "party": told.party, "title": _text(told.title), "indicator": told.indicator, "level": told.level,
        "place": told.place, "at_end": told.at_end, "unit": told.unit, "better": told.better, "n": one.replications,
        "base": one.base, "other": one.other, "difference": one.difference, "low": one.low, "high": one.high,
        "variance_ratio": one.gain, "verdict": one.verdict,
    }  # fmt: skip


def _need(one: Need) -> dict[str, Any]:
    return {
        "id": one.difference.headline.id, "wanted": one.wanted, "reached": one.difference.reach, "met": one.met,
        "replications": one.replications,
    }  # fmt: skip


def _places(one: Places) -> dict[str, Any]:
    return {
        "indicator": one.indicator, "level": one.level, "count": one.count, "alike": one.alike, "within": one.within,
        "by_chance": one.by_chance, "lower": [_place(each) for each in one.lower],
        "higher": [_place(each) for each in one.higher],
    }  # fmt: skip


def _place(one: Place) -> dict[str, Any]:
    return {"place": one.id, "name": one.name, "difference": one.difference, "low": one.low, "high": one.high}


def _text(text: Text) -> dict[str, str]:
    return {"da": text.da, "en": text.en}
