"""`kredslob scenario show` and `kredslob scenario indicators`: what a run came to, and any indicator of it in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Lang, Message, Place, Problem, WrongInput, language_of

if TYPE_CHECKING:
    from kredslob.scenarios.results.folder import Results

SHOW: Final = Message(
    """Show what a run came to: which estates cross the threshold and how surely, who is housed, what each clause does.

With --table an indicator is told in full, at a level (estate, area, organisation, city; queue, channel, wait, scope) and by
year or month; --csv gives it for a spreadsheet, Danish with --lang da. kredslob scenario indicators lists them.

Examples:
  kredslob scenario show kbh-2011-results
  kredslob scenario show kbh-2011-results --table outside_measured --level estate --csv
  kredslob scenario show kbh-2011-results --table wait_mean --variant as-agreed
  kredslob scenario show kbh-2011-results --table outside_workforce --contrast exemption --level estate"""
)
INDICATORS: Final = Message(
    """List the indicators: what each is, its unit, where it exists, and what the model cannot say.

Examples:
  kredslob scenario indicators
  kredslob scenario indicators --json"""
)


@guarded
def show(  # noqa: PLR0913 - a command has a parameter for each of its options
    folder: Annotated[
        str, typer.Argument(metavar="FOLDER", help=told(Message("A folder that kredslob scenario run has made.")))
    ],
    *,
    table: Annotated[
        str | None, typer.Option("--table", metavar="INDICATOR", help=told(Message("This indicator in full.")))
    ] = None,
    level: Annotated[
        str | None, typer.Option("--level", metavar="LEVEL", help=told(Message("Where; else as wide as it goes.")))
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="year|month", help=told(Message("By what; else by year.")))
    ] = None,
    variant: Annotated[
        list[str] | None,
        typer.Option("--variant", metavar="NAME", help=told(Message("Only this variant; may be given several times."))),
    ] = None,
    contrast: Annotated[
        str | None,
        typer.Option(
            "--contrast", metavar="NAME", help=told(Message("What this contrast does to it, place by place."))
        ),
    ] = None,
    csv: Annotated[bool, typer.Option("--csv", help=told(Message("A table for a spreadsheet.")))] = False,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:
    """Show a run; what the command is for stands in SHOW."""
    from pathlib import Path

    from kredslob.scenarios.results.folder import open_results

    spoken = language_of(lang.value if lang else None)
    given = {"--level": level, "--period": period, "--variant": variant, "--contrast": contrast, "--csv": csv}
    alone = [name for name, value in given.items() if value and table is None]
    if alone:
        raise WrongInput(
            Problem(Place(name), Message("it goes with --table."), Message("--table INDICATOR")) for name in alone
        )
    results = open_results(Path(folder))
    if table is None:
        show_answer(results, spoken, as_json=json)
        return Code.DONE
    if contrast is not None:
        refused = [name for name in ("--variant", "--period") if given[name]]
        if refused:
            said = Message("{one} and {other} do not go together.", one="--contrast", other=refused[0])
            raise WrongInput(Problem(Place(refused[0]), said, Message("one of the two")))
    _show_table(results, table, level, period, variant or (), contrast, (spoken, json, csv))
    return Code.DONE


def _show_table(
    results: Results, table: str, level: str | None, period: str | None, variants: Sequence[str], contrast: str | None,
    form: tuple[Lang, bool, bool],
) -> None:  # fmt: skip
    """Show an indicator in full, or what a contrast does to it; `form`: the language, whether JSON, whether CSV."""
    from kredslob.cli.output import print_json, print_text, terminal
    from kredslob.cli.scenario_view import draw
    from kredslob.scenarios.telling.asked import asked_in
    from kredslob.scenarios.telling.contrast_sheet import contrast_screen, contrast_sheet
    from kredslob.scenarios.telling.sheet import sheet_of
    from kredslob.scenarios.telling.sheet_screen import sheet_screen

    lang, as_json, as_csv = form
    asked = asked_in(results.record)
    if contrast is None:
        whole = sheet_of(results, table, level, period, variants)
        data, text, parts = whole.plain, whole.csv, sheet_screen(whole, lang)
    else:
        apart = contrast_sheet(results, asked, contrast, table, level)
        data, text, parts = apart.plain, apart.csv, contrast_screen(apart, asked, lang)
    if as_json:
        print_json(data(lang))
    elif as_csv:
        print_text(text(lang))
    else:
        draw(terminal(), lang, parts)


def show_answer(results: Results, lang: Lang, *, as_json: bool) -> None:
    """Show what a run came to: the screen, or record and answer for programs."""
    from kredslob.cli.output import print_json, terminal
    from kredslob.cli.scenario_view import draw_answer
    from kredslob.scenarios.telling.answering import answer_of
    from kredslob.scenarios.telling.asked import asked_in
    from kredslob.scenarios.telling.plain import plain

    answer = answer_of(results, asked_in(results.record))
    if as_json:
        print_json({**results.told(), "answer": plain(answer)})
    else:
        draw_answer(terminal(), lang, answer, str(results.path))


@guarded
def indicators(*, json: options.Json = False, lang: options.Lang = None) -> Code:
    """List the indicators; what the command is for stands in INDICATORS."""
    from kredslob.cli.output import print_json, terminal
    from kredslob.cli.scenario_view import draw_catalogue
    from kredslob.scenarios.indicators.page import plain_catalogue

    if json:
        print_json(plain_catalogue())
    else:
        draw_catalogue(terminal(), language_of(lang.value if lang else None))
    return Code.DONE
