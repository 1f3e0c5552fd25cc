"""Put new wheels into an individual agreement: the text of its file with a version more, ready to be signed.

The file is read, given its new versions and written again; its comments at the head stay, those inside it do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kredslob.engine.agreement_text import head_of, rules_text
from kredslob.engine.wheels import REFERRAL
from kredslob.rules.loading import load_plain
from kredslob.rules.yaml_source import read_text

Plain = dict[str, Any]
Share = tuple[int, int]


def adjusted_text(path: Path, wheels: Mapping[str, Share], day: date) -> str:
    """Give the text of an individual agreement's file with a new referral wheel from a day for each estate named.

    Args:
        path: the file as it is.
        wheels: (turns, of) by estate id.
        day: from when they hold; versions from that very day are replaced.

    Raises:
        WrongInput: the file cannot be read or has not the shape.
    """
    loaded, _ = load_plain(path, "DocumentFile")
    plain: Plain = dict(loaded.data)  # type: ignore[call-overload]  # the shape was checked to be a mapping
    plain["estates"] = dict(plain.get("estates") or {})
    for estate, share in wheels.items():
        body = dict(plain["estates"].get(estate) or {"origin": plain["origin"]})
        body["wheels"] = dict(body.get("wheels") or {})
        body["wheels"][REFERRAL] = _with_version(body["wheels"].get(REFERRAL) or [], share, day)
        plain["estates"][estate] = body
    return rules_text(plain, head_of(read_text(path)))


def version_from(day: date, taken: frozenset[str]) -> str:
    """Name a wheel version by its year, or by its day if the year has one already."""
    year = str(day.year)
    return day.isoformat() if year in taken else year


def _with_version(versions: list[Plain], share: Share, day: date) -> list[Plain]:
    others = [one for one in versions if one["from"] != day]
    version = version_from(day, frozenset(str(one["version"]) for one in others))
    new = {"from": day, "version": version, "turns": share[0], "of": share[1], "recorded": day}
    return sorted([*others, new], key=lambda one: one["from"])
