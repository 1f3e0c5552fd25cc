"""`kredslob export`: the results of a run or a comparison for a spreadsheet or another program."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, complain, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

HELP: Final = Message(
    """Write what a run or a comparison came to for a spreadsheet or another program: values by year and month, differences, estates, what is assumed.

Values of estates whose key figures are small cells are left out, unless --internal is given. An existing file is replaced;
a folder must not be there yet.

Examples:
  kredslob export kbh-2011-results -o results.xlsx
  kredslob export kbh-2011-results -o tabeller --as csv-da
  kredslob export comparison -o differences.csv --table differences --indicator outside_workforce
  kredslob export kbh-2011-results -o tables --as parquet --indicator all"""
)


class Form(StrEnum):
    """As what results are written: see `scenarios.exporting.asking`."""

    csv = "csv"
    csv_da = "csv-da"
    xlsx = "xlsx"
    parquet = "parquet"


@guarded
def export(  # noqa: PLR0913 - a command has a parameter for each of its options
    results: Annotated[
        str, typer.Argument(metavar="FOLDER", help=told(Message("The folder of results of a run or a comparison.")))
    ],
    *,
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE|FOLDER", help=told(Message("The file or the folder to write.")))
    ],
    form: Annotated[
        Form | None,
        typer.Option("--as", help=told(Message("CSV for programs, CSV for a Danish spreadsheet, a workbook, Parquet; else by the name's ending."))),
    ] = None,
    table: Annotated[
        list[str] | None,
        typer.Option("--table", metavar="NAME", help=told(Message("Only this table: about, years, months, differences, indicators, places, assumed. May be repeated."))),
    ] = None,
    indicator: Annotated[
        list[str] | None,
        typer.Option("--indicator", metavar="NAME", help=told(Message("Only this indicator, or all, of single estates too. May be repeated."))),
    ] = None,
    level: Annotated[
        list[str] | None,
        typer.Option("--level", metavar="LEVEL", help=told(Message("Only this level: estate, area, organisation, city ... May be repeated."))),
    ] = None,
    variant: Annotated[
        list[str] | None,
        typer.Option("--variant", metavar="NAME", help=told(Message("Only this variant; may be given several times."))),
    ] = None,
    internal: Annotated[
        bool,
        typer.Option("--internal/--publication", help=told(Message("Tell small cells too, for internal use; else they are left out."))),
    ] = False,
    lang: options.Lang = None,
) -> Code:  # fmt: skip
    """Export results; what the command is for stands in HELP."""
    from pathlib import Path

    from kredslob.scenarios.exporting.asking import Wanted
    from kredslob.scenarios.exporting.exporting import export as export_results

    asked = lang.value if lang else "da" if form is Form.csv_da else None
    spoken = language_of(asked)
    wanted = Wanted(
        Path(results), Path(out), form.value if form else None, tuple(table or ()), tuple(indicator or ()),
        tuple(level or ()), tuple(variant or ()), spoken, internal,
    )  # fmt: skip
    for path in export_results(wanted):
        complain(Message("Written to {file}.", file=str(path)).text(spoken))
    return Code.DONE
