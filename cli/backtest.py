"""`kredslob backtest`: has the simulated city ever been right? Observed figures against forecasts that did not know them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, complain, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Lang, Message, Place, Problem, WrongInput, language_of

if TYPE_CHECKING:
    from kredslob.scenarios.backtesting.result import Result

HELP: Final = Message(
    """Hold forecasts of the simulated city against figures that were observed later, and say plainly where they fail.

From each start many worlds are drawn - register, behaviour, guesses of the agreement - with what was known then, and run.
Told of each figure: whether the intervals cover it, how far off the forecast was, its score (continuous ranked probability
score, or Brier's of a direction), and that of saying that nothing changes. docs/backtest.md says what was settled beforehand.

Examples:
  kredslob backtest --shipped
  kredslob backtest
  kredslob backtest --start from-2007 --worlds 20 --replications 2 -o trial

Exit codes: 0 told, whatever came out; 2 wrong input; 130 interrupted: give the same command again to go on."""
)
_MOST: Final = 100_000
_FOLDER: Final = "backtest-results"


@guarded
def backtest(  # noqa: PLR0913 - a command has a parameter for each of its options
    *,
    start: Annotated[
        list[str] | None,
        typer.Option("--start", metavar="START", help=told(Message("Only from this start: from-2007 or from-2011."))),
    ] = None,
    worlds: Annotated[
        int | None,
        typer.Option("--worlds", metavar="N", min=1, max=_MOST, help=told(Message("How many worlds are drawn; else 200."))),
    ] = None,
    replications: Annotated[
        int | None,
        typer.Option("--replications", metavar="N", min=1, max=_MOST, help=told(Message("How many of each world; else 5."))),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, max=1024, help=told(Message("How many processes; else one for each processor."))),
    ] = None,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="TEXT", help=told(Message("Another seed: other worlds and other luck.")))
    ] = None,
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="FOLDER", help=told(Message("Where the results go; else backtest-results."))),
    ] = None,
    shipped: Annotated[
        bool, typer.Option("--shipped", help=told(Message("Tell the result that ships with Kredsløb; run nothing.")))
    ] = False,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:  # fmt: skip
    """Run a backtest; what the command is for stands in HELP."""
    from kredslob.cli.backtest_progress import progress
    from kredslob.scenarios.backtesting.asking import Wanted, run_backtest
    from kredslob.scenarios.results.crew import processors

    spoken = language_of(lang.value if lang else None)
    if shipped:
        given = {"--worlds": worlds, "--replications": replications, "--jobs": jobs, "--seed": seed, "--out": out}
        _refuse_with_shipped([name for name, value in given.items() if value is not None])
        from kredslob.scenarios.backtesting.asking import shipped_of

        return _show(shipped_of(tuple(start or ())), spoken, as_json=json)
    wanted = Wanted(tuple(start or ()), worlds, replications, seed, Path(out or _FOLDER))
    try:
        with progress(spoken) as tell:
            results = run_backtest(wanted, jobs or processors(), tell)
    except KeyboardInterrupt:
        complain(Message("Interrupted: finished worlds are kept in {folder}. Give the same command again to go on.",
                         folder=str(wanted.folder)).text(spoken))  # fmt: skip
        return Code.INTERRUPTED
    return _show(results, spoken, as_json=json)


def _refuse_with_shipped(names: list[str]) -> None:
    if names:
        raise WrongInput(
            Problem(
                Place(name),
                Message("{one} and {other} do not go together.", one="--shipped", other=name),
                Message("one of the two"),
            )
            for name in names
        )


def _show(results: tuple[Result, ...], lang: Lang, *, as_json: bool) -> Code:
    from kredslob.cli.output import print_json, terminal
    from kredslob.scenarios.backtesting.record import plain

    if as_json:
        print_json(plain(results))
        return Code.DONE
    from kredslob.cli.scenario_view import draw
    from kredslob.scenarios.backtesting.telling import told as parts_of

    draw(terminal(), lang, parts_of(results))
    return Code.DONE
