"""Show standings as a table for people, as CSV for a spreadsheet, as plain data for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from kredslob.engine.knowledge import FactValue
from kredslob.engine.phrasing import Words
from kredslob.engine.record import plain_fact
from kredslob.engine.standing import Standing
from kredslob.rules.messages import Message

COLUMNS: Final = ("outside_workforce", "forty_plus", "listed_51b", "newly_listed", "exempt")


def standing_table(words: Words, day: date, standings: Sequence[Standing]) -> Any:
    """Lay out standings, one a row; where a guess decides, one row for each reading, with the values that lead to it."""
    from rich.text import Text

    from kredslob.cli.tables import table_of

    title = words.say(Message("Estates on {day}", day=words.day(day)))
    table = table_of(words, Message("Estate"), *map(_short, COLUMNS), Message("Other"), title=title)
    synthetic = False
    for one in standings:
        synthetic = synthetic or bool(one.synthetic)
        name = f"{one.name}{' *' if one.synthetic else ''}"
        if not one.readings:
            table.add_row(name, *_cells(words, one.facts), Text(_other(words, one.facts)))
        for number, (taken, facts) in enumerate(one.readings):
            guess = "; ".join(f"{words.label(key)}: {words.value(key, value)}" for key, value in taken.items())
            also = "; ".join(part for part in (guess, _other(words, facts)) if part)
            table.add_row(name if number == 0 else "", *_cells(words, facts), Text(also, "magenta"))
    count = words.say(Message("{count} estates.", count=len(standings)))
    legend = words.say(Message("* rests on synthetic rows of the register, not on public facts alone"))
    table.caption = f"{count} {legend}" if synthetic else count
    return table


def _short(name: str) -> Message:
    match name:
        case "outside_workforce":
            return Message("Outside workforce")
        case "forty_plus":
            return Message("40-plus")
        case "listed_51b":
            return Message("§ 51 b list")
        case "newly_listed":
            return Message("New on it")
        case _:
            return Message("Exempt")


def _cells(words: Words, facts: Mapping[str, FactValue]) -> list[str]:
    return [words.value(name, facts.get(name)) for name in COLUMNS]


def _other(words: Words, facts: Mapping[str, FactValue]) -> str:
    """Give what else is so of an estate: designation, bars, what the council has decided."""
    names = [name for name in facts if name not in COLUMNS and name != "published_51b"]
    told = [name for name in names if facts[name] not in (False, "none")]
    return "; ".join(
        words.label(name) if facts[name] is True else f"{words.label(name)}: {words.value(name, facts[name])}"
        for name in told
    )


def csv_text(words: Words, standings: Sequence[Standing]) -> str:
    """Give standings as CSV with the names of the facts as headers; a reading that a guess leads to is a row of its own."""
    names = list(dict.fromkeys(name for one in standings for name in one.facts))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if words.lang == "da" else ",", lineterminator="\n")
    writer.writerow(["estate", "name", "organisation", "area", "reading", *names, "synthetic"])
    for one in standings:
        for taken, facts in one.readings or (({}, one.facts),):
            reading = ", ".join(f"{key}={plain_fact(words, key, value)}" for key, value in taken.items())
            cells = [_cell(plain_fact(words, name, facts.get(name))) for name in names]
            writer.writerow(
                [
                    one.estate,
                    one.name,
                    one.organisation,
                    one.area or "",
                    reading,
                    *cells,
                    "yes" if one.synthetic else "no",
                ]
            )
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "-".join(map(str, value["between"])) if "between" in value else ""
    return value


def plain(words: Words, one: Standing) -> dict[str, Any]:
    """Give a standing as plain data."""
    return {
        "estate": one.estate,
        "name": one.name,
        "organisation": one.organisation,
        "area": one.area,
        "facts": {name: plain_fact(words, name, value) for name, value in one.facts.items()},
        "readings": [
            {
                "assumed": {name: plain_fact(words, name, value) for name, value in taken.items()},
                "facts": {name: plain_fact(words, name, value) for name, value in facts.items()},
            }
            for taken, facts in one.readings
        ],
        "synthetic": [{"kind": row.kind, "id": row.id, "note": row.note} for row in one.synthetic],
    }
