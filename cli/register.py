"""`kredslob register`: check, show and begin an office's own register, and take the yearly key figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.complete import estates
from kredslob.cli.exits import Code, complain, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

if TYPE_CHECKING:
    pass

HELP: Final = Message("Check, show and begin a register of estates; take the yearly key figures into it.")
CHECK: Final = Message(
    """Read every table of a register and tell everything that is wrong in it, with file, line and cure.

Example:
  kredslob register check my-register/"""
)
SHOW: Final = Message(
    """Show what a register holds, or everything about one estate: lists, key figures, dwellings, and where each comes from.

Examples:
  kredslob register show
  kredslob register show Bispeparken"""
)
TEMPLATE: Final = Message(
    """Write blank tables for a register of your own: CSV files, or one Excel workbook. Nothing is overwritten.

The CSV files have with them blank lists of vacancies and applicants for `kredslob decide`.

Example:
  kredslob register template --out my-register --xlsx"""
)
MEASURE: Final = Message(
    """Take a yearly report of key figures, check it, and name the estates that have not reported.

Nothing is changed unless --out names a file for the new table of measurements.

Example:
  kredslob register measure report-2011.csv --published 2011-11-01 --out my-register/measurements.csv"""
)

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Folder = Annotated[str, typer.Argument(metavar="DIR", help=told(Message("A folder of tables, or a workbook.")))]


@app.command("check", help=told(CHECK))
@guarded
def check(directory: Folder, lang: options.Lang = None) -> Code:
    """Check a register; what the command is for stands in CHECK."""
    from kredslob.engine.register.checking import check_register
    from kredslob.engine.register.reading import read_register

    language = language_of(lang.value if lang else None)
    register = read_register(Path(directory))
    problems = check_register(register)
    for problem in problems:
        complain(problem.text(language))
    if problems:
        complain(Message("Problems: {count}.", count=len(problems)).text(language))
        return Code.WRONG_INPUT
    count, organisations = len(register.estates), len(register.organisations)
    typer.echo(
        Message("Nothing is wrong: {count} estates of {organisations} organisations.",
                count=count, organisations=organisations).text(language)
    )  # fmt: skip
    return Code.DONE


@app.command("show", help=told(SHOW))
@guarded
def show_register(
    estate: Annotated[
        str | None, typer.Argument(metavar="[ESTATE]", help=told(Message("One estate.")), autocompletion=estates)
    ] = None,
    register: options.Register = None,
    lang: options.Lang = None,
) -> Code:
    """Show a register; what the command is for stands in SHOW."""
    from kredslob.cli.output import terminal
    from kredslob.cli.register_view import draw_estate, draw_register
    from kredslob.engine.phrasing import Words
    from kredslob.engine.register.reading import read_register
    from kredslob.rules.library import load_library

    words = Words(load_library(), language_of(lang.value if lang else None))
    held = read_register(Path(register) if register else None)
    if estate is None:
        draw_register(terminal(), words, held)
    else:
        draw_estate(terminal(), words, held, held.estate(estate))
    return Code.DONE


@app.command("template", help=told(TEMPLATE))
@guarded
def template(
    out: Annotated[str, typer.Option("--out", metavar="DIR", help=told(Message("The folder to write into.")))],
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help=told(Message("One Excel workbook instead of CSV files.")))
    ] = False,
    lang: options.Lang = None,
) -> Code:
    """Write blank tables; what the command is for stands in TEMPLATE."""
    from kredslob.engine.input_columns import lists_asked_for
    from kredslob.engine.register.template import write_template
    from kredslob.rules.library import load_library

    lists = lists_asked_for(load_library().facts)
    for path in write_template(Path(out), "xlsx" if xlsx else "csv", language_of(lang.value if lang else None), lists):
        typer.echo(str(path))
    return Code.DONE


@app.command("measure", help=told(MEASURE))
@guarded
def measure(
    file: Annotated[str, typer.Argument(metavar="FILE", help=told(Message("The report: CSV or Excel.")))],
    published: Annotated[
        str, typer.Option("--published", metavar="DATE", help=told(Message("The day the measurement is published.")))
    ],
    recorded: Annotated[
        str | None,
        typer.Option(
            "--recorded", metavar="DATE", help=told(Message("The day it is recorded; else the day of publication."))
        ),
    ] = None,
    register: options.Register = None,
    out: Annotated[
        str | None, typer.Option("--out", metavar="FILE", help=told(Message("Write the table of measurements here.")))
    ] = None,
    lang: options.Lang = None,
) -> Code:
    """Take key figures; what the command is for stands in MEASURE."""
    from kredslob.engine.inputs import read_day
    from kredslob.engine.register.measure import take_measurements, write_measurements
    from kredslob.engine.register.reading import read_register

    language = language_of(lang.value if lang else None)
    held = read_register(Path(register) if register else None)
    taken = take_measurements(
        held,
        Path(file),
        published=read_day(published, "--published"),
        recorded_on=read_day(recorded, "--recorded") if recorded else None,
    )
    typer.echo(Message("Estates measured: {count}.", count=len(taken.rows)).text(language))
    if taken.missing:
        typer.echo(Message("Estates that have not reported: {count}.", count=len(taken.missing)).text(language))
        for estate in taken.missing:
            typer.echo(f"  {estate.id}  {estate.name}")
    if out is not None:
        write_measurements(held, taken.rows, Path(out))
        complain(Message("Written to {file}.", file=out).text(language))
    return Code.DONE
