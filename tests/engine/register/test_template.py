"""Blank tables for an office are themselves a register without rows, in the form that its spreadsheet opens."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from kredslob.engine.input_columns import lists_asked_for
from kredslob.engine.inputs import read_applicants, read_vacancies
from kredslob.engine.register.checking import check_register
from kredslob.engine.register.model import KINDS, Register
from kredslob.engine.register.reading import read_register
from kredslob.engine.register.tables import KEY_FIGURES, TABLES
from kredslob.engine.register.tabular import read_table
from kredslob.engine.register.template import BOOK, Form, template_book, template_csv, write_template
from kredslob.rules.library import load_library
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


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_lists_that_decide_reads_have_blank_tables_too(tmp_path: Path, lang: Lang) -> None:
    """Filled in by nobody they hold nobody; the register beside them is read as if they were not there."""
    facts = load_library().facts
    *_, vacancies, applicants = write_template(tmp_path, "csv", lang, lists_asked_for(facts))
    assert (read_vacancies(vacancies, facts).asked, list(read_applicants(applicants, facts))) == ((), [])
    assert empty(read_register(tmp_path))


def test_a_blank_list_has_a_head_for_every_fact_that_may_be_stated() -> None:
    """In Danish as people call it, and each is understood."""
    facts = load_library().facts
    told = dict(template_csv("da", lists_asked_for(facts)))
    header = told["ansøgere.csv"].decode("utf-8-sig").splitlines()[0].split(";")
    assert header[:3] == ["Pseudonym", "Liste", "Opnoteret den"]
    assert len(header) == 1 + len([one for one in facts.values() if one.about == "applicant" and one.origin == "given"])


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
