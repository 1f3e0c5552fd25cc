"""Whatever bytes are given as a table, the answer is a table or a message, and no message holds a CPR number."""

from __future__ import annotations

import csv
import io
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from kredslob.engine.register.reading import SHIPPED
from kredslob.engine.register.tables import KEY_FIGURES, TABLES
from kredslob.engine.register.tabular import Columns, parse_table
from kredslob.rules.messages import WrongInput, has_cpr
from tests.engine.register.test_spreadsheet import HEAD, book

COLUMNS = st.sampled_from([KEY_FIGURES, *(table.columns for table in TABLES)])
BOOK = book([HEAD, ("a", 3, "01-10-2011", True, 0.4), ("b", 2)])
CSV = (SHIPPED / "areas.csv").read_bytes()
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["ja", "nej", "40 %", "40", "0,4", "01-10-2011", "2011-10-01", "-1", "3", "familiebolig", "51b", "#", '"']
    ),
    st.from_regex(r"[0-3][0-9][01][0-9][0-9]{2}[- ]?[0-9]{4}", fullmatch=True),
)


def answer(data: bytes, columns: Columns) -> str:
    """Give all that is said of a table: its problems, or `read`."""
    try:
        table = parse_table(data, columns, file="x.csv")
    except WrongInput as wrong:
        return wrong.text("da")
    return "\n".join(problem.text() for problem in table.problems) or "read"


@given(st.binary(max_size=400), COLUMNS)
@settings(max_examples=settings().max_examples * 3)
def test_any_bytes(data: bytes, columns: Columns) -> None:
    """Bytes without any order."""
    assert answer(data, columns)


@given(st.text(max_size=400), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]), COLUMNS)
@settings(max_examples=settings().max_examples * 3)
def test_any_text(text: str, encoding: str, columns: Columns) -> None:
    """Text in every encoding that is tried."""
    assert answer(text.encode(encoding, errors="replace"), columns)


@given(st.data(), COLUMNS, st.sampled_from(";,\t"))
@settings(max_examples=settings().max_examples * 3)
def test_any_cells_under_known_headers(data: st.DataObject, columns: Columns, mark: str) -> None:
    """What nearly is a table, cell by cell; a CPR number that was drawn is never repeated."""
    head = data.draw(st.lists(st.sampled_from(columns.spellings), min_size=1, max_size=8))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=1, max_size=8), max_size=6))
    text = io.StringIO()
    csv.writer(text, delimiter=mark).writerows([head, *rows])
    said = answer(text.getvalue().encode("utf-8", errors="replace"), columns)
    assert not has_cpr(said)


@given(st.data())
@settings(max_examples=settings().max_examples * 2)
def test_any_damage_to_a_good_file(data: st.DataObject) -> None:
    """A workbook or a CSV file with some of its bytes changed, or cut short."""
    good, columns = data.draw(st.sampled_from([(BOOK, TABLES[0].columns), (CSV, TABLES[1].columns)]))
    damaged = bytearray(good)
    for at in data.draw(st.lists(st.integers(0, len(good) - 1), max_size=5)):
        damaged[at] = data.draw(st.integers(0, 255))
    assert answer(bytes(damaged[: data.draw(st.integers(0, len(good)))]), columns)


def test_the_damaged_files_are_good_when_they_are_whole() -> None:
    """The tests above begin from files that are read, or fail for their columns only."""
    assert answer(CSV, TABLES[1].columns) == "read"
    assert re.search("line|linje", answer(BOOK, TABLES[0].columns))
