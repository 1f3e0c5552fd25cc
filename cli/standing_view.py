"""Show standings as a table for people, as CSV for a spreadsheet, as plain data for programs."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.lacking import for_register, remedy
from kredslob.engine.outcome import STANDING
from kredslob.engine.phrasing import RECEIVING, Words
from kredslob.engine.record import plain_fact, variant_record
from kredslob.engine.standing import Standing
from kredslob.engine.standing_wording import guesses_text
from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.rules.units import PPM, Value

COLUMNS: Final = ("outside_workforce", "forty_plus", "listed_51b", "listed_for_exemption", "newly_listed", "exempt")
_OWN: Final = (
    Text("Id", "estate"), Text("Navn", "name"), Text("Boligorganisation", "organisation"), Text("Boligområde", "area"),
    Text("Læsning", "reading"),
)  # fmt: skip
_SYNTHETIC: Final = Text("Syntetisk", "synthetic")
_YES_NO: Final = (Text("nej", "no"), Text("ja", "yes"))
FIRST: Final = 3  # as many estates as are named whose measurement is too old
ALSO: Final = (RECEIVING, "designation", "mandatory_flexible", "combined_letting")


def standing_table(words: Words, day: date, standings: Sequence[Standing], warnings: Sequence[Message] = ()) -> Any:
    """Lay out standings, one a row; where a guess decides, a row for each reading, with a number that the notes explain."""
    from rich.console import Group
    from rich.text import Text

    from kredslob.cli.tables import table_of

    title = words.say(Message("Estates on {day}", day=words.day(day)))
    columns, further = _told(words, standings)
    headers = [_short(name) or words.label(name) for name in columns]
    table = table_of(words, Message("Estate"), *headers, Message("Also"), title=title)
    notes: dict[str, int] = {}
    for one in standings:
        name = f"{one.name}{' *' if one.synthetic else ''}"
        for number, (note, facts) in enumerate(_rows(words, one, columns)):
            mark = f"[{notes.setdefault(note, len(notes) + 1)}]" if note else ""
            also = " ".join(part for part in (mark, _also(words, facts, further)) if part)
            cells = [words.value(column, facts[column]) if column in facts else "" for column in columns]
            table.add_row("" if number else name, *cells, Text(also, "magenta" if mark else ""))
    told = [Text(words.say(Message("Estates: {count}.", count=len(standings))))]
    if any(one.synthetic for one in standings):
        told.append(
            Text(words.say(Message("* rests on synthetic rows of the register, not on public facts alone")), "dim")
        )
    told += [Text(f"[{number}] {note}", "magenta") for note, number in notes.items()]
    told += [Text(words.say(one), "yellow") for one in warnings]
    told += _unknown(words, standings, columns)
    told.append(Text(_legend(words, columns), "dim"))
    return Group(table, *told)


def _legend(words: Words, columns: Sequence[str]) -> str:
    """Say what the columns with short names are."""
    short = ((_short(name), name) for name in columns)
    return "; ".join(
        words.say(Message("{fact}: {value}", fact=head, value=words.label(name))) for head, name in short if head
    )


def _unknown(words: Words, standings: Sequence[Standing], columns: Sequence[str]) -> list[Any]:
    """Say why something is not known: what the register lacks of how many estates, and how it comes into it."""
    from rich.text import Text

    lacking: Counter[str] = Counter()
    for one in standings:
        values = [one.facts.get(name) for name in columns]
        lacking.update({need for value in values if isinstance(value, Unknown) for need in value.needs})
    facts = [fact for name, fact in words.library.facts.items() if name in lacking and for_register(fact)]
    if not facts:
        return []
    named = "; ".join(
        words.say(Message("{fact} ({count})", fact=words.read(fact.label), count=lacking[fact.name])) for fact in facts
    )
    said = [
        words.say(
            Message("Unknown is what the register does not say. It lacks, of so many estates: {facts}.", facts=named)
        )
    ]
    said += [words.say(one.note) for one in standings if one.note is not None][:FIRST]
    said += dict.fromkeys(words.say(remedy(fact)) for fact in facts)
    return [Text(one, "yellow") for one in said]


def _told(words: Words, standings: Sequence[Standing]) -> tuple[list[str], list[str]]:
    """Give the facts that have a column, and those that are told beside: what the agreement itself decides among them."""
    held = {name for one in standings for facts in (one.facts, *(facts for _, facts in one.readings)) for name in facts}
    own = [name for name in words.library.facts if name in held and name not in STANDING]
    terms = [name for name in own if words.unit(name) == "term"]
    return [*(name for name in COLUMNS if name in held), *(name for name in own if name not in terms)], [*ALSO, *terms]


def _short(name: str) -> Message | None:
    match name:
        case "outside_workforce":
            return Message("Outside")
        case "forty_plus":
            return Message("40+")
        case "listed_51b":
            return Message("§ 51 b")
        case "listed_for_exemption":
            return Message("Acts")
        case "newly_listed":
            return Message("New on it")
        case "exempt":
            return Message("Exempt")
        case _:
            return None


def _also(words: Words, facts: Mapping[str, FactValue], further: Sequence[str]) -> str:
    """Give what else is so of an estate: designation, what the council has decided, referrals taken for others, shares."""
    held = {name: facts[name] for name in further if name in facts and not isinstance(facts[name], Unknown)}
    told = [name for name, value in held.items() if value not in (False, "none")]
    return "; ".join(
        words.say(Message("receiving"))
        if name == RECEIVING
        else words.label(name)
        if facts[name] is True
        else words.value(name, facts[name])
        for name in told
    )


def _rows(words: Words, one: Standing, columns: Sequence[str]) -> Iterator[tuple[str, Mapping[str, FactValue]]]:
    """Give an estate's rows, each with its note: a reading each, then what alone is else where the standing is the same."""
    readings = one.readings or (({}, one.facts),)
    for number, (taken, facts) in enumerate(readings):
        yield _note(words, one, taken, number), facts
    shown = {(name, value) for _, facts in readings for name, value in facts.items()}
    for each in one.varies:
        if each.fact in columns and (each.fact, each.value) not in shown:
            yield guesses_text(words, each.assumed), {each.fact: each.value}


def _note(words: Words, one: Standing, taken: Mapping[str, Value], number: int) -> str:
    """Give the values that lead to a reading: where they are not the assumed ones, or are of what others take otherwise."""
    if number:
        return guesses_text(words, {key: value for key, value in taken.items() if value != one.own[key]})
    others = {key for other, _ in one.readings for key, value in other.items() if value != one.own[key]}
    said = guesses_text(words, {key: value for key, value in taken.items() if key in others})
    return words.say(Message("{guesses} (as assumed)", guesses=said)) if said else ""


def csv_text(words: Words, standings: Sequence[Standing]) -> str:
    """Give standings as CSV; a reading that a guess leads to is a row of its own.

    In English it has the names that programs use; in Danish it is what a Danish spreadsheet and its reader understand.
    """
    names = list(dict.fromkeys(name for one in standings for name in one.facts))
    danish = words.lang == "da"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if danish else ",", lineterminator="\n")
    heads = [words.label(name) if danish else name for name in names]
    writer.writerow([*map(words.read, _OWN), *heads, words.read(_SYNTHETIC)])
    for one in standings:
        for taken, facts in one.readings or (({}, one.facts),):
            cell = _danish_cell if danish else _cell
            said = (f"{words.label(key) if danish else key}={cell(words, key, value)}" for key, value in taken.items())
            reading = ", ".join(said)
            own = [one.estate, one.name, one.organisation, one.area or "", reading]
            writer.writerow(
                [
                    *own,
                    *(cell(words, name, facts.get(name)) for name in names),
                    words.read(_YES_NO[bool(one.synthetic)]),
                ]
            )
    return out.getvalue()


def _cell(words: Words, name: str, fact: FactValue | None) -> object:
    value = plain_fact(words, name, fact)
    if isinstance(value, bool):
        return words.read(_YES_NO[value])
    if isinstance(value, dict):
        return "-".join(map(str, value["between"])) if "between" in value else ""
    return value


def _danish_cell(words: Words, name: str, fact: FactValue | None) -> str:
    """Give a value in words; a share as a number, in full."""
    if fact is None or isinstance(fact, Unknown):
        return ""
    if isinstance(fact, int) and not isinstance(fact, bool) and words.unit(name) == "share":
        return words.number(Decimal(fact) / PPM)
    return words.value(name, fact)


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
        "varies": [variant_record(words, each) for each in one.varies],
        "synthetic": [{"kind": row.kind, "id": row.id, "note": row.note} for row in one.synthetic],
    }
