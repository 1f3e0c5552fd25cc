"""Blank tables for an office are themselves a register without rows, in the form that its spreadsheet opens."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from kredslob.engine.register.checking import check_register
from kredslob.engine.register.model import KINDS, Register
from kredslob.engine.register.reading import read_register
from kredslob.engine.register.tables import KEY_FIGURES, TABLES
from kredslob.engine.register.tabular import read_table
from kredslob.engine.register.template import BOOK, Form, template_book, template_csv, write_template
from kredslob.rules.messages import Lang, WrongInput

# --- right --------------------------------------------------------------------------------------------------------


def empty(register: Register) -> bool:
    """Tell whether a register has no rows and nothing wrong with it."""
    return check_register(register) == () and not any(register.rows(kind) for kind in KINDS)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_blank_csv_tables_are_a_register_without_rows(tmp_path: Path, lang: Lang) -> None:
    """The row of guidance under each header is not read."""
    paths = write_template(tmp_path / "new", "csv", lang)
    assert len(paths) == len(TABLES) + 1
    assert empty(read_register(tmp_path / "new"))


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_blank_workbook_is_a_register_without_rows(tmp_path: Path, lang: Lang) -> None:
    """The sheet of guidance is not read."""
    (path,) = write_template(tmp_path, "xlsx", lang)
    assert path.name == BOOK
    assert empty(read_register(path))


def test_danish_tables_open_in_danish_excel() -> None:
    """Semicolons, a byte order mark for æ, ø and å, and Danish headers."""
    data = template_csv()["boligtyper.csv"]
    assert data.startswith(b"\xef\xbb\xbfAfdeling;Boligtype;Rum;Kvadratmeter;")
    assert data.decode("utf-8-sig").splitlines()[1].startswith("# ")


def test_every_table_says_of_every_column_what_it_takes() -> None:
    """As many cells of guidance as columns."""
    for data in template_csv().values():
        header, guidance = data.decode("utf-8-sig").splitlines()
        assert header.count(";") <= guidance.count(";")
    book = openpyxl.load_workbook(io.BytesIO(template_book()))
    assert book["Vejledning"].max_row == sum(len(table.columns.columns) for table in TABLES)


def test_the_report_of_key_figures_has_a_blank_table_too(tmp_path: Path) -> None:
    """Organisations fill it in for `register measure`."""
    write_template(tmp_path)
    assert read_table(tmp_path / "indberetning.csv", KEY_FIGURES).strict().rows == ()


# --- wrong --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_nothing_is_overwritten(tmp_path: Path, form: Form) -> None:
    """An office's own tables are never replaced by blank ones; every file in the way is named."""
    paths = write_template(tmp_path, form)
    with pytest.raises(WrongInput) as raised:
        write_template(tmp_path, form)
    assert len(raised.value.problems) == len(paths)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    """Tables go into a folder."""
    (tmp_path / "x").touch()
    with pytest.raises(WrongInput, match="folder"):
        write_template(tmp_path / "x")
