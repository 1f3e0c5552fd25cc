"""`kredslob calibrate`: parameters of behaviour fitted to observed margins, as weighted sets and not a point."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, complain, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Lang, Message, language_of

if TYPE_CHECKING:
    from kredslob.scenarios.calibrating.fit import Fit

HELP: Final = Message(
    """Fit parameters of behaviour to observed margins, and say what could not be fitted.

Sets of parameters are drawn from their ranges and tried in a part of the city; those that come near what was observed are
kept, with a weight each. Only figures marked for fitting are used: those kept for the backtest are refused. The folder then
holds the sets (JSON) and a file of behaviour with what was fitted, which a scenario may name.
docs/calibration.md tells the method and what came out.

Examples:
  kredslob calibrate
  kredslob calibrate --budget 1000 -o more
  kredslob calibrate --no-alignment -o free

Exit codes: 0 fitted, or told what could not be; 2 wrong input; 130 interrupted: give the same command again to go on."""
)
_MOST: Final = 1_000_000
_FOLDER: Final = "calibration"
_SEED: Final = "kredslob"


@guarded
def calibrate(
    *,
    plan: Annotated[
        str | None,
        typer.Option("--plan", metavar="FILE", help=told(Message("Another plan: which figures, and in which part of the city."))),
    ] = None,
    budget: Annotated[
        int | None,
        typer.Option("--budget", metavar="N", min=1, max=_MOST, help=told(Message("How many simulations in all; else 300."))),
    ] = None,
    alignment: Annotated[
        bool,
        typer.Option("--alignment/--no-alignment", help=told(Message("Whether moving out is aligned to the register's vacancies."))),
    ] = True,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, max=1024, help=told(Message("How many processes; else one for each processor."))),
    ] = None,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="TEXT", help=told(Message("Another seed: other draws and other luck.")))
    ] = None,
    out: Annotated[
        str | None, typer.Option("--out", "-o", metavar="FOLDER", help=told(Message("Where the fit goes; else calibration.")))
    ] = None,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:  # fmt: skip
    """Run a calibration; what the command is for stands in HELP."""
    from kredslob.cli.calibrate_progress import progress
    from kredslob.scenarios.calibrating.asking import run_calibration
    from kredslob.scenarios.calibrating.fit import BUDGET, Asked
    from kredslob.scenarios.calibrating.plan import PLAN
    from kredslob.scenarios.results.crew import processors

    spoken = language_of(lang.value if lang else None)
    asked = Asked(
        Path(plan) if plan else PLAN, BUDGET if budget is None else budget, _SEED if seed is None else seed, alignment,
        Path(out or _FOLDER),
    )  # fmt: skip
    try:
        with progress(spoken) as tell:
            fit = run_calibration(asked, jobs or processors(), tell)
    except KeyboardInterrupt:
        complain(Message("Interrupted: finished draws are kept in {folder}. Give the same command again to go on.",
                         folder=str(asked.folder)).text(spoken))  # fmt: skip
        return Code.INTERRUPTED
    return _show(fit, spoken, as_json=json)


def _show(fit: Fit, lang: Lang, *, as_json: bool) -> Code:
    from kredslob.cli.output import print_json, terminal

    if as_json:
        from kredslob.scenarios.calibrating.shipping import plain

        print_json(plain(fit))
        return Code.DONE
    from kredslob.cli.scenario_view import draw
    from kredslob.scenarios.calibrating.telling import told as parts_of

    draw(terminal(), lang, parts_of(fit))
    return Code.DONE
