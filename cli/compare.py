"""`kredslob compare`: hold agreements, amendments and scenarios against each other on the same luck."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.complete import agreements_and_scenarios
from kredslob.cli.exits import Code, complain, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

HELP: Final = Message(
    """Say what agreements do that the base does not: what improves, what worsens, for whom, and what is within the noise.

The base and the others are agreements or amendments by id or file, scenarios (SCENARIO#VARIANT for one of its variants),
or folders of results. Each meets the same luck, person by person. What has been run is kept and found again.

Examples:
  kredslob compare kbh-2011-2014 kbh-2012-adjustment
  kredslob compare kbh-2011-2014 proposal.yaml --precision 0.2 --budget 10m
  kredslob compare kbh-2011#as-agreed kbh-2011#without-exemption -o comparison --table outside_workforce
  kredslob compare kbh-2011-2014 proposal.yaml --unknown 20

Exit codes: 0 compared; 2 wrong input; 130 interrupted: give the same command again to go on."""
)
_MOST: Final = 1_000_000


@guarded
def compare(  # noqa: PLR0913 - a command has a parameter for each of its options
    sides: Annotated[
        list[str],
        typer.Argument(
            metavar="BASE OTHER...",
            help=told(Message("Agreements, amendments, scenarios or folders of results; the first is the base.")),
            autocompletion=agreements_and_scenarios,
        ),
    ],
    *,
    scenario: Annotated[
        str | None,
        typer.Option(
            "--scenario", metavar="ID|FILE",
            help=told(Message("The scenario that gives agreements register, months, behaviour and seed.")),
        ),
    ] = None,
    replications: Annotated[
        int | None,
        typer.Option(
            "--replications", metavar="N", min=1, max=_MOST,
            help=told(Message("How many of each side; else as the scenario says.")),
        ),
    ] = None,
    precision: Annotated[
        float | None,
        typer.Option(
            "--precision", metavar="POINTS",
            help=told(Message("Run as many as it takes for intervals to reach no further than so many points of a share.")),
        ),
    ] = None,
    budget: Annotated[
        str | None,
        typer.Option("--budget", metavar="N|MINUTESm", help=told(Message("Run no more of each side, or no longer."))),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option("--table", metavar="INDICATOR", help=told(Message("Show the differences of one indicator everywhere."))),
    ] = None,
    folder: Annotated[
        str | None,
        typer.Option("-o", metavar="FOLDER", help=told(Message("Keep the runs and all differences in a folder."))),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            "--out", metavar="FILE", help=told(Message("Write all differences to a file: .csv, .xlsx or .parquet."))
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, max=1024, help=told(Message("How many threads; else one for each processor."))),
    ] = None,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="TEXT", help=told(Message("Another seed: other luck everywhere.")))
    ] = None,
    unknown: Annotated[
        int | None,
        typer.Option(
            "--unknown", metavar="N", min=3, max=10_000,
            help=told(Message("Draw so many sets of what is assumed, and tell how far the answer may be off for that.")),
        ),
    ] = None,
    what_matters: Annotated[
        int | None,
        typer.Option(
            "--what-matters", metavar="N", min=2, max=1_000,
            help=told(Message("Find by so many walks through what is assumed which of it moves the answer most.")),
        ),
    ] = None,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:  # fmt: skip
    """Compare sides; what the command is for stands in HELP."""
    from kredslob.cli.compare_view import show_comparison
    from kredslob.cli.scenario_progress import progress
    from kredslob.scenarios.comparing.asking import Wanted, compared
    from kredslob.scenarios.results.crew import Threads, processors
    from kredslob.scenarios.results.running import Interrupted

    spoken = language_of(lang.value if lang else None)
    wanted = Wanted(
        tuple(sides), scenario, seed, replications, precision, budget, table, folder, out, unknown, what_matters
    )
    try:
        with progress(spoken) as tell:
            answer = compared(wanted, Threads(jobs or processors()), tell)
    except Interrupted as stopped:
        complain(
            Message(
                "Interrupted: {finished} replications of the side that was being run are kept. Give the same command again to go on.",
                finished=stopped.finished,
            ).text(spoken)
        )  # fmt: skip
        return Code.INTERRUPTED
    show_comparison(answer, spoken, as_json=json)
    return Code.DONE
