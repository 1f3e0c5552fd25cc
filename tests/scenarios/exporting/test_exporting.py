"""What is exported is what the folder holds, in the form that was asked for, without small cells."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.exporting.asking import TABLES, Wanted
from kredslob.scenarios.exporting.columns import COLUMNS
from kredslob.scenarios.exporting.exporting import export
from kredslob.scenarios.exporting.workbook import MOST_ROWS, workbook
from kredslob.scenarios.indicators.contrast import contrast_of
from kredslob.scenarios.reporting.opening import open_run
from tests.scenarios.exporting.conftest import FORMULA, SMALL

SOME = ("outside_workforce", "outside_measured", "wait_mean", "queue_waiting")
KEY = ["variant", "indicator", "level", "place", "year"]


def test_parquet_holds_the_summary_and_says_what_its_columns_are(run: Path, tmp_path: Path) -> None:
    """Value by value as the run left it; of each column what it holds."""
    export(Wanted(run, tmp_path / "out", "parquet", ("years",), ("all",), internal=True))
    rows = pl.read_parquet(tmp_path / "out" / "years.parquet")
    kept = pl.read_parquet(run / "summary.parquet").filter(~pl.col("period").str.contains("-"))
    kept = kept.with_columns(year=pl.col("period").cast(pl.Int32))
    values = ["n", "mean", "se", "q05", "q95"]
    assert rows.select(*KEY, *values).sort(KEY).equals(kept.select(*KEY, *values).sort(KEY))
    told = pl.read_parquet_metadata(tmp_path / "out" / "years.parquet")
    assert json.loads(told["kredslob"])["columns"].keys() == set(rows.columns)
    assert all(told[f"column.{name}"] for name in rows.columns)


def test_differences_are_those_of_the_contrasts(run: Path, tmp_path: Path) -> None:
    """Paired, with their intervals, as `contrast_of` works them out."""
    export(Wanted(run, tmp_path / "out.parquet", tables=("differences",), indicators=("outside_measured",), internal=True))  # fmt: skip
    rows = pl.read_parquet(tmp_path / "out.parquet")
    opened = open_run(run, "en")
    found = contrast_of(opened.tables, opened.contrasts[0], ["outside_measured"])
    assert rows["difference"].sort().to_list() == found["difference"].sort().to_list()
    assert rows["verdict"].sort().to_list() == found["verdict"].sort().to_list()


def test_csv_is_what_any_program_reads(run: Path, tmp_path: Path) -> None:
    """Commas, dots, UTF-8 without a mark, names of columns as they are documented; a file for each table."""
    export(Wanted(run, tmp_path / "out", "csv", indicators=SOME))
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{name}.csv" for name in TABLES}
    text = (tmp_path / "out" / "years.csv").read_bytes().decode("utf-8")
    first, *rows = csv.DictReader(io.StringIO(text))
    assert first.keys() <= COLUMNS.keys()
    assert all(float(row["mean"]) >= -1 for row in rows if row["mean"])


def test_danish_csv_is_what_a_danish_spreadsheet_opens(run: Path, tmp_path: Path) -> None:
    """Semicolons, decimal commas, days before months, Danish heads and words, and the mark of UTF-8 at its beginning."""
    export(Wanted(run, tmp_path / "out", "csv-da", indicators=SOME, lang="da"))
    data = (tmp_path / "out" / "months.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0]["Måned"] == "01-01-2011"
    assert any("," in row["Gennemsnit"] and "." not in row["Gennemsnit"] for row in rows)
    assert "by" in {row["Niveau"] for row in rows}


def test_danish_csv_and_csv_hold_the_same_numbers(run: Path, tmp_path: Path) -> None:
    """To the last digit."""
    export(Wanted(run, tmp_path / "da", "csv-da", ("years",), lang="da"))
    export(Wanted(run, tmp_path / "iso", "csv", ("years",)))
    danish = csv.DictReader(io.StringIO((tmp_path / "da" / "years.csv").read_text("utf-8-sig")), delimiter=";")
    iso = csv.DictReader(io.StringIO((tmp_path / "iso" / "years.csv").read_text("utf-8")))
    assert [row["Gennemsnit"].replace(",", ".") for row in danish] == [row["mean"] for row in iso]


def test_a_workbook_has_a_sheet_for_each_table_and_begins_with_what_it_is(run: Path, tmp_path: Path) -> None:
    """Headers stay in sight and can be filtered by; shares are per cent, years are numbers."""
    export(Wanted(run, tmp_path / "out.xlsx", indicators=SOME))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert len(book.sheetnames) == len(TABLES)
    about = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)
    for said in ("chance between replications", "are made up", "kredslob scenario run", "terms of the agreement"):
        assert said in about
    years: Any = book.worksheets[1]
    assert years.freeze_panes == "A2"
    assert years.auto_filter.ref.startswith("A1:")
    heads = [cell.value for cell in years[1]]
    rows = [dict(zip(heads, row, strict=True)) for row in years.iter_rows(min_row=2)]
    row = next(each for each in rows if (each["Indicator"].value, each["Level"].value) == ("outside_workforce", "city"))
    assert row["Mean"].number_format == "0.0%"
    assert isinstance(row["Year"].value, int)
    assert years.column_dimensions["D"].width > 12


def test_text_is_never_worked_out_by_a_spreadsheet(run: Path, tmp_path: Path) -> None:
    """An estate may be called what a formula is: in CSV it is marked as text, in a workbook it is text."""
    for form, lang in (("csv", "en"), ("csv-da", "da")):
        export(Wanted(run, tmp_path / form, form, ("places",), lang=lang))  # type: ignore[arg-type]  # a language
        delimiter = ";" if form == "csv-da" else ","
        text = (tmp_path / form / "places.csv").read_text("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in row]
        assert f"'{FORMULA}" in cells
        assert FORMULA not in cells
    export(Wanted(run, tmp_path / "out.xlsx", tables=("places",)))
    sheet: Any = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.value == FORMULA] == ["s"]


def test_an_estate_with_small_cells_has_no_values_unless_it_is_for_internal_use(run: Path, tmp_path: Path) -> None:
    """Its rows stay and say so; another estate is left out with it; internally all values are there."""
    export(Wanted(run, tmp_path / "out", "parquet", ("years", "differences"), SOME))
    for name in ("years", "differences"):
        rows = pl.read_parquet(tmp_path / "out" / f"{name}.parquet")
        of = rows.filter((pl.col("level") == "estate") & (pl.col("place") == SMALL))
        assert of.height
        assert of["withheld"].all()
        numbers = of.select(pl.col(pl.Float64)).to_numpy().ravel()
        assert of["n"].null_count() == of.height
        assert all(value != value for value in numbers)  # noqa: PLR0124 - missing
        left_out = rows.filter("withheld").filter(pl.col("level") == "estate")["place"].n_unique()
        assert left_out == 2
    export(Wanted(run, tmp_path / "all", "parquet", ("years", "about"), ("all",), internal=True))
    rows = pl.read_parquet(tmp_path / "all" / "years.parquet")
    assert not rows["withheld"].any()
    about = pl.read_parquet(tmp_path / "all" / "about.parquet")
    assert "INTERNAL" in " ".join(about["text"])


def test_what_is_asked_for_is_what_is_told(run: Path, tmp_path: Path) -> None:
    """Some indicators, levels and variants; contrasts only of those."""
    export(Wanted(run, tmp_path / "out", "parquet", indicators=("over", "wait_mean"), levels=("city", "wait"), variants=("as-agreed",)))  # fmt: skip
    rows = pl.read_parquet(tmp_path / "out" / "years.parquet")
    assert set(rows["indicator"]) == {"over", "wait_mean"}
    assert set(rows["level"]) == {"city", "wait"}
    assert set(rows["variant"]) == {"as-agreed"}
    assert not (tmp_path / "out" / "differences.parquet").exists()


def test_a_file_that_is_there_is_replaced(run: Path, tmp_path: Path) -> None:
    """As by the other commands; a folder is not."""
    (tmp_path / "out.csv").write_text("old")
    export(Wanted(run, tmp_path / "out.csv", tables=("places",)))
    assert "old" not in (tmp_path / "out.csv").read_text()


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


Change = Callable[[Wanted, Path], Wanted]
WRONG: dict[str, tuple[Change, str]] = {
    "no folder": (lambda one, at: replace(one, folder=at / "nowhere"), "there is no such folder"),
    "no results": (lambda one, at: replace(one, folder=at), "this is no folder of results"),
    "no form": (lambda one, at: replace(one, form=None, out=at / "x"), "as what to write it"),
    "another form": (lambda one, at: replace(one, form="exel", out=at / "x"), "no form called 'exel'"),
    "an indicator": (lambda one, _: replace(one, indicators=("outside_workforse",)), "did you mean 'outside_workforce'"),
    "a level": (lambda one, _: replace(one, levels=("estates",)), "did you mean 'estate'"),
    "a variant": (lambda one, _: replace(one, variants=("as-agred",)), "did you mean 'as-agreed'"),
    "a table": (lambda one, _: replace(one, tables=("year",)), "did you mean 'years'"),
    "two in a file": (lambda one, at: replace(one, form="csv", out=at / "x.csv"), "one file holds one table"),
    "wrong ending": (lambda one, at: replace(one, form="parquet", out=at / "x.csv"), "the name ends in .csv"),
    "no workbook": (lambda one, at: replace(one, out=at / "x.ods"), "a workbook is one file"),
    "a folder": (lambda one, at: replace(one, form="csv", out=at), "something of this name already"),
    "a folder as file": (lambda one, at: replace(one, out=_made(at / "x.xlsx")), "this is a folder"),
    "nowhere": (lambda one, at: replace(one, out=at / "no" / "x.xlsx"), "the file cannot be written"),
    "nothing": (lambda one, at: replace(one, out=at / "x.xlsx", tables=("months",), levels=("scope",)), "there is nothing to tell"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_and_nothing_is_written(run: Path, tmp_path: Path, name: str) -> None:
    """With what would be accepted."""
    change, said = WRONG[name]
    wanted = change(Wanted(run, tmp_path / "out.xlsx", "xlsx"), tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(WrongInput) as wrong:
        export(wanted)
    assert said.lower() in " ".join(wrong.value.text("en").lower().split())
    assert sorted(tmp_path.rglob("*")) == before


def test_all_that_is_wrong_is_told_at_once(run: Path, tmp_path: Path) -> None:
    """Whoever mends one thing is not told the next only then."""
    wanted = Wanted(run, tmp_path / "no" / "x.csv", "csv", ("year",), ("x",), ("y",), ("z",))
    with pytest.raises(WrongInput) as wrong:
        export(wanted)
    assert len(wrong.value.problems) == 5


def test_a_folder_is_written_whole_or_not_at_all(run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up leaves nothing behind."""
    written = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "places.csv":
            raise OSError(28, os.strerror(28))
        return written(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WrongInput, match="No space left"):
        export(Wanted(run, tmp_path / "out", "csv", indicators=SOME))
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_a_sheet_has_no_room_for_is_refused(run: Path) -> None:
    """With the forms that have room."""
    from kredslob.rules.messages import Message
    from kredslob.scenarios.exporting.tables import Table

    rows = pl.DataFrame({"n": pl.int_range(MOST_ROWS + 1, eager=True)})
    with pytest.raises(WrongInput, match="no room"):
        workbook([Table("years", Message("By year"), rows)], open_run(run, "en").words, "")


def test_the_document_tells_every_column_and_no_other() -> None:
    """In the words that stand in the files themselves."""
    document = (Path(__file__).parents[3] / "docs" / "exports.md").read_text("utf-8")
    table = document.split("## Columns")[1].split("## Small cells")[0]
    listed = {line.split("|")[1].strip(" `"): line.split("|")[2].strip() for line in table.splitlines() if line.startswith("| `")}  # fmt: skip
    assert listed == {name: column.holds.text("en") for name, column in COLUMNS.items()}
