"""`kredslob search`: which terms of an agreement keep within limits and reach their goals best."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.complete import searches
from kredslob.cli.exits import Code, complain, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Lang, Message, Place, Problem, WrongInput, language_of

HELP: Final = Message(
    """Say which terms keep within limits and reach their goals best, and where the present agreement stands among them.

TERMS is a file that says what of the agreement may be otherwise, what is wanted and what must be kept; or one that ships.
Each point is judged before it is run: lawful, and one answer in every case. How long all points take is measured and said
first; if that is more than the budget, an optimiser looks at some. With -o the best are written as amendments.

Examples:
  kredslob search --new "Under forty"
  kredslob search under-forty.yaml --budget 10m -o found
  kredslob search under-forty.yaml -o found --resume
  kredslob search kbh-2011-forty -o found
  kredslob compare kbh-2011-2014 found/A.yaml

Exit codes: 0 searched; 2 wrong input; 130 interrupted: go on with --resume."""
)


@guarded
def search(  # noqa: PLR0913 - a command has a parameter for each of its options
    terms: Annotated[
        str | None,
        typer.Argument(
            metavar="TERMS", help=told(Message("A file of terms, or the id of one that ships.")), autocompletion=searches
        ),
    ] = None,
    *,
    budget: Annotated[
        str | None,
        typer.Option("--budget", metavar="TIME|N", help=told(Message("How long, such as 10m, or how many replications in all."))),
    ] = None,
    folder: Annotated[
        str | None,
        typer.Option("-o", metavar="FOLDER", help=told(Message("Write the answer and the amendments into a folder."))),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help=told(Message("Go on with the search that was stopped in the folder of -o.")))
    ] = False,
    new: Annotated[
        str | None, typer.Option("--new", metavar="NAME", help=told(Message("Begin a file of terms, with everything explained.")))
    ] = None,
    scenario: Annotated[
        str | None, typer.Option("--scenario", metavar="ID|FILE", help=told(Message("The scenario of the new file.")))
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, max=1024, help=told(Message("How many threads; else one for each processor."))),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADDRESS", help=told(Message("Run on the Dask cluster with this scheduler."))),
    ] = None,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:  # fmt: skip
    """Search; what the command is for stands in HELP."""
    from kredslob.cli.scenario_progress import progress
    from kredslob.cli.scenario_run import crew_of, refuse_together
    from kredslob.cli.search_view import show_answer, show_plan
    from kredslob.scenarios.searching.asking import Telling, Wanted, searched

    spoken = language_of(lang.value if lang else None)
    refuse_together(("--jobs", jobs is not None), ("--cluster", cluster is not None))
    if new is not None:
        return _begin(new, scenario, folder, spoken)
    if terms is None:
        found = Message("it is not said what is searched.")
        raise WrongInput(Problem(Place("TERMS"), found, Message("a file of terms, or --new NAME to begin one")))
    try:
        with crew_of(jobs, cluster) as crew, progress(spoken) as step:
            telling = Telling(step, lambda *told: show_plan(spoken, *told))
            _, answer = searched(Wanted(terms, budget, folder, resume), crew, telling)
    except KeyboardInterrupt:
        complain(
            Message(
                "Interrupted: what is finished is kept. Give the same command again to go on; with -o, add --resume."
            ).text(spoken)
        )
        return Code.INTERRUPTED
    show_answer(answer, spoken, folder, as_json=json)
    return Code.DONE


def _begin(name: str, scenario: str | None, out: str | None, spoken: Lang) -> Code:
    from pathlib import Path

    from kredslob.cli.output import save
    from kredslob.scenarios.searching.drafting import draft

    path, text = draft(name, scenario, Path(out) if out else None, spoken)
    save(text, path, spoken)
    return Code.DONE
