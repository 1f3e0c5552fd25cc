"""The accounts as a table (for people, CSV and Excel) and as JSON; no person stands in them, not even by pseudonym."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, Final

from kredslob.engine.ledger.accounts import CHANNELS, CITY, RIGHTS, Accounts, Part, Right
from kredslob.engine.phrasing import Words
from kredslob.engine.record import SCHEMA
from kredslob.engine.register.writing import csv_bytes
from kredslob.engine.turns import FLEXIBLE, TRANSFER
from kredslob.engine.wheels import REFERRAL
from kredslob.engine.wording import channel_text
from kredslob.rules.messages import Message

_LEVELS: Final = {CITY: Message("The city"), "organisation": Message("Organisation"), "estate": Message("Estate")}
Cell = str | int | float | None
GROUPS: Final = ("group_work", "group_young", "group_senior", "group_divorced")


def headers(words: Words) -> list[str]:
    """Give what stands at the head of each column."""
    said = [words.say(one) for one in (
        Message("Level"), Message("Id"), Message("Name"), Message("Organisation"), Message("Vacancies"), Message("Let"),
        Message("Withdrawn"), Message("Decided otherwise"),
        Message("Referrals counted"), Message("Referrals agreed"), Message("Referrals used"), Message("Referrals lapsed"),
        Message("Referrals owed"), Message("Drift of referral"), Message("By base share"),
        Message("Compensation due"), Message("Compensation delivered"), Message("Extra turns planned"),
        Message("Lost turns planned"), Message("Flexible counted"), Message("Flexible agreed"), Message("Flexible used"),
        Message("Drift of flexible letting"), Message("Transfers used"),
    )]  # fmt: skip
    return [*said, *(channel_text(words, one) for one in CHANNELS), *(words.label(one) for one in GROUPS)]


def cells(words: Words, part: Part) -> list[Cell]:
    """Give the row of an estate, an organisation or the city."""
    level = words.say(_LEVELS[part.level])
    name = level if part.level == CITY else part.name
    referral, flexible, transfer = part.rights[REFERRAL], part.rights[FLEXIBLE], part.rights[TRANSFER]
    return [
        level, part.key, name, part.organisation, part.vacancies, part.let, part.withdrawn, part.departures,
        referral.counted, number(referral.agreed), referral.used, referral.lapsed, referral.owed, number(referral.drift),
        number(part.base), number(part.compensation), number(part.delivered), part.planned_extra,
        None if part.planned_lost is None else number(part.planned_lost),
        flexible.counted, number(flexible.agreed), flexible.used, number(flexible.drift), transfer.used,
        *(part.channels.get(one, 0) for one in CHANNELS), *(part.groups.get(one, 0) for one in GROUPS),
    ]  # fmt: skip


def number(exact: Fraction) -> float:
    """Give an exact number for a spreadsheet, to two decimals."""
    return round(float(exact), 2)


def parts(found: Accounts, estates: Sequence[str] | None) -> list[Part]:
    """Give the rows asked for: the city, the organisations, and the estates named; None names all."""
    chosen = [one for one in found.estates if estates is None or one.key in estates]
    return [found.city, *found.organisations, *chosen]


def csv_table(words: Words, rows: Iterable[Part]) -> bytes:
    """Give the accounts as CSV, as a spreadsheet in the language reads it."""
    heads = headers(words)
    lines = [[_cell_text(words, one) for one in cells(words, row)] for row in rows]
    if words.lang == "da":
        return csv_bytes(heads, lines, delimiter=";", encoding="utf-8-sig")
    return csv_bytes(heads, lines)


def _cell_text(words: Words, cell: Cell) -> str:
    told = "" if cell is None else str(cell)
    return told.replace(".", ",") if isinstance(cell, float) and words.lang == "da" else told


def excel_table(words: Words, rows: Iterable[Part]) -> bytes:
    """Give the accounts as an Excel workbook of one sheet."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(words.say(Message("Accounts")))
    sheet.append(headers(words))
    for row in rows:
        sheet.append(cells(words, row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def accounts_record(found: Accounts, estates: Sequence[str] | None) -> dict[str, Any]:
    """Give the accounts as plain data; parts of turns are exact fractions in text."""
    return {
        "schema": SCHEMA,
        "period": None if found.period is None else [day.isoformat() for day in found.period],
        "head": found.head.text,
        "turns": dict(found.turns),
        "city": _part(found.city),
        "organisations": [_part(one) for one in found.organisations],
        "estates": [_part(one) for one in found.estates if estates is None or one.key in estates],
    }


def _part(one: Part) -> dict[str, Any]:
    return {
        "id": one.key, "name": one.name, "organisation": one.organisation,
        "vacancies": one.vacancies, "let": one.let, "withdrawn": one.withdrawn, "departures": one.departures,
        "channels": {name: one.channels.get(name, 0) for name in CHANNELS},
        "let_by": {name: one.let_by.get(name, 0) for name in CHANNELS},
        "groups": {name: one.groups.get(name, 0) for name in GROUPS},
        "rights": {name: _right(one.rights[name]) for name in RIGHTS.values()},
        "base": str(one.base), "compensation": str(one.compensation), "delivered": str(one.delivered),
        "planned_extra": one.planned_extra,
        "planned_lost": None if one.planned_lost is None else str(one.planned_lost),
    }  # fmt: skip


def _right(one: Right) -> dict[str, Any]:
    return {
        "counted": one.counted, "agreed": str(one.agreed), "used": one.used, "lapsed": one.lapsed, "owed": one.owed,
        "drift": str(one.drift),
    }  # fmt: skip
