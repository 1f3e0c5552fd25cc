"""Show a register: how much it holds and how much of that is public, or everything about one estate."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from kredslob.cli.tables import table_of
from kredslob.engine.phrasing import Words
from kredslob.engine.register.columns import Column, same_word
from kredslob.engine.register.model import KINDS, Estate, Recorded, Register
from kredslob.engine.register.tables import TABLE_OF
from kredslob.rules.messages import Message


def draw_register(console: Console, words: Words, register: Register) -> None:
    """Draw a register: the rows of each table by where they come from."""
    headers = (Message("Table"), Message("Rows"), Message("Public"), Message("Inferred"), Message("Synthetic"))
    table = table_of(words, *headers, title=register.name)
    for column in table.columns[1:]:
        column.justify = "right"
    for kind in KINDS:
        rows = register.rows(kind)
        counts = [sum(row.origin == origin for row in rows) for origin in ("public", "inferred", "synthetic")]
        table.add_row(words.read(TABLE_OF[kind].title), *(words.number(count) for count in (len(rows), *counts)))
    console.print(table)
    console.print(words.say(Message("A synthetic row is made up; its fields named as public are not.")))


def draw_estate(console: Console, words: Words, register: Register, estate: Estate) -> None:
    """Draw everything that a register knows of an estate."""
    organisation = register.organisations.get(estate.organisation)
    console.print(Text(f"{estate.name} ({estate.id})", "bold"))
    _say(
        console, words, Message("Organisation: {name}", name=organisation.name if organisation else estate.organisation)
    )
    _say(console, words, Message("Other names: {names}", names=", ".join(estate.aliases) or "-"))
    _say(console, words, Message("Individual agreement: {id}", id=estate.agreement or "-"))
    area = register.areas.get(estate.area or "")
    _say(console, words, Message("Area: {name}", name=area.name if area else "-"))
    _origin(console, words, estate)
    if area is not None:
        for list_ in ("51b", "61a", "61b"):
            for row in register.listing_history(list_, area.id):
                on = Message(
                    "{list} list published {day}: {category}",
                    list=f"§ {list_[:2]} {list_[2:]}",
                    day=words.day(row.published),
                    category=_column(row, "category").called(row.category),
                )
                _say(console, words, on, row)
    for measured in register.measurements(estate.id):
        outside = measured.outside_workforce if measured.outside_workforce is not None else "?"
        _say(
            console, words,
            Message("Measured {year}, published {day}: {outside} of {count} aged 18-64 outside the workforce; "
                    "{vacancies} family dwellings fell vacant",
                    year=measured.year, day=words.day(measured.published), outside=outside,
                    count=measured.aged_18_64, vacancies=measured.base_vacancies),
            measured,
        )  # fmt: skip
    _dwellings(console, words, register, estate)


def _dwellings(console: Console, words: Words, register: Register, estate: Estate) -> None:
    headers = (
        Message("Kind"),
        Message("Rooms"),
        Message("m²"),
        Message("Rent, DKK"),
        Message("Count"),
        Message("Origin"),
    )
    table = table_of(words, *headers)
    for row in register.dwellings(estate.id):
        kind = words.value("dwelling_kind", row.kind)
        rent = words.value("monthly_rent", row.monthly_rent)
        table.add_row(kind, str(row.rooms), str(row.square_metres), rent, str(row.count), origin_text(words, row))
    if table.row_count:
        console.print(table)


def _origin(console: Console, words: Words, row: Recorded) -> None:
    said = Message("Origin: {origin}", origin=origin_text(words, row))
    if row.public_fields:
        fields = [words.read(_column(row, name).title) for name in row.public_fields]
        said = Message("Origin: {origin}; public: {fields}",
                       origin=origin_text(words, row), fields=", ".join(fields))  # fmt: skip
    _say(console, words, said)


def _column(row: Recorded, name: str) -> Column:
    return TABLE_OF[type(row)].columns.by_word[same_word(name)]


def _say(console: Console, words: Words, message: Message, row: Recorded | None = None) -> None:
    mark = f"  [{origin_text(words, row)}]" if row is not None else ""
    console.print(Text(words.say(message)).append(mark, "dim"))


def origin_text(words: Words, row: Recorded) -> str:
    """Give where a row comes from, in a word."""
    match row.origin:
        case "public":
            return words.say(Message("public"))
        case "inferred":
            return words.say(Message("inferred"))
        case _:
            return words.say(Message("synthetic"))
