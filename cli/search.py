"""`kredslob search`: which terms of an agreement keep within limits and reach their goals best."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, complain, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

HELP: Final = Message(
    """Say which terms keep within limits and reach their goals best, and where the present agreement stands among them.

TERMS is a file that says which values of the agreement may be otherwise, what is wanted and what must be kept; or one that
ships. Each point is judged before it is run: lawful, and one answer in every case. The best are written as amendments.

Examples:
  kredslob search kbh-2011-threshold
  kredslob search terms.yaml --budget 10m -o found

Exit codes: 0 searched; 2 wrong input; 130 interrupted."""
)


@guarded
def search(
    terms: Annotated[str, typer.Argument(metavar="TERMS", help=told(Message("A file of terms, or the id of one that ships.")))],
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
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, max=1024, help=told(Message("How many threads; else one for each processor."))),
    ] = None,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:  # fmt: skip
    """Search; what the command is for stands in HELP."""
    from kredslob.cli.scenario_progress import progress
    from kredslob.cli.search_view import show_answer, show_plan
    from kredslob.scenarios.results.crew import Threads, processors
    from kredslob.scenarios.searching.asking import Telling, Wanted, searched

    spoken = language_of(lang.value if lang else None)
    try:
        with progress(spoken) as step:
            telling = Telling(step, lambda *told: show_plan(spoken, *told))
            asked, answer = searched(Wanted(terms, budget, folder, resume), Threads(jobs or processors()), telling)
    except KeyboardInterrupt:
        again = Message(
            "Interrupted: what is finished is kept. Give the same command again to go on, with --resume if it has -o."
        )
        complain(again.text(spoken))
        return Code.INTERRUPTED
    show_answer(asked, answer, spoken, folder, as_json=json)
    return Code.DONE
