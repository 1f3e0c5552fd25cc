"""`kredslob scenario run`: simulate a scenario, keep what comes out in a folder, and say what it shows."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.complete import scenarios
from kredslob.cli.exits import Code, complain, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Lang, Message, Place, Problem, WrongInput, language_of

if TYPE_CHECKING:
    from kredslob.scenarios.results.crew import Crew
    from kredslob.scenarios.results.running import Order

RUN: Final = Message(
    """Simulate a scenario and keep what comes out as tables in a folder, with a record of what they were made from.

It may be interrupted at any time (Ctrl-C): replications that are finished are kept, and --resume goes on. The same tables
come out whatever the number of --jobs or machines, and replication 17 is the same alone as among others.

Examples:
  kredslob scenario run kbh-2011
  kredslob scenario run kbh-2011 --replications 20 --variant as-agreed --variant without-exemption -o trial
  kredslob scenario run kbh-2011 --resume
  kredslob scenario run proposal.yaml --check
  kredslob scenario run kbh-2011 --cluster tcp://10.0.0.5:8786

Exit codes:
  0 run                      5 --check: the evaluators differ
  2 wrong input            130 interrupted; what is finished is kept"""
)
_MOST: Final = 1_000_000


@guarded
def run(  # noqa: PLR0913 - a command has a parameter for each of its options
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="ID|FILE",
            help=told(Message("A scenario that ships with Kredsløb, or a file.")),
            autocompletion=scenarios,
        ),
    ],
    *,
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="FOLDER", help=told(Message("Where the results go; else ID-results."))),
    ] = None,
    replications: Annotated[
        int | None,
        typer.Option(
            "--replications", metavar="N", min=1, max=_MOST,
            help=told(Message("How many of each variant; else as the scenario says.")),
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", metavar="N", min=1, max=1024, help=told(Message("How many threads; else one for each processor."))
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help=told(Message("Go on with the folder: run only what lacks.")))
    ] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help=told(Message("Decide a sample of simulated lettings again, as real ones are."))),
    ] = False,
    only: Annotated[
        int | None,
        typer.Option(
            "--only", metavar="NUMBER", min=0, max=_MOST - 1, help=told(Message("Run this replication alone; 0 is the first."))
        ),
    ] = None,
    variant: Annotated[
        list[str] | None,
        typer.Option("--variant", metavar="NAME", help=told(Message("Only this variant; may be given several times."))),
    ] = None,
    estates_monthly: Annotated[
        bool, typer.Option("--estates-monthly", help=told(Message("Keep estates by month too, not only by year.")))
    ] = False,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADDRESS", help=told(Message("Run on the Dask cluster with this scheduler."))),
    ] = None,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="TEXT", help=told(Message("Another seed: other luck everywhere.")))
    ] = None,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:  # fmt: skip
    """Run a scenario; what the command is for stands in RUN."""
    from kredslob.cli.scenario_check import check_lettings
    from kredslob.cli.scenario_progress import progress
    from kredslob.cli.scenario_show import show_answer
    from kredslob.scenarios.results.choosing import order_of
    from kredslob.scenarios.results.running import Interrupted, run_scenario

    spoken = language_of(lang.value if lang else None)
    refuse_together(("--resume", resume), ("--only", only is not None))
    refuse_together(("--jobs", jobs is not None), ("--cluster", cluster is not None))
    refuse_together(("--replications", replications is not None), ("--only", only is not None))
    order = order_of(
        scenario, Path(out) if out else None, variant or (), seed, replications=replications, only=only, resume=resume,
        estates_monthly=estates_monthly,
    )  # fmt: skip
    for warning in order.scenario.warnings:
        complain(warning.text(spoken))
    try:
        with crew_of(jobs, cluster) as crew, progress(spoken) as tell:
            results = run_scenario(order, crew, tell)
    except Interrupted as stopped:
        _say_interrupted(order, stopped.finished, stopped.wanted, spoken)
        return Code.INTERRUPTED
    show_answer(results, spoken, as_json=json)
    return check_lettings(order, spoken, as_json=json) if check else Code.DONE


def refuse_together(one: tuple[str, bool], other: tuple[str, bool]) -> None:
    """Raise WrongInput if two options are given of which only one can be; each is told with whether it is."""
    if one[1] and other[1]:
        found = Message("{one} and {other} do not go together.", one=one[0], other=other[0])
        raise WrongInput(Problem(Place(one[0]), found, Message("one of the two")))


@contextmanager
def crew_of(jobs: int | None, cluster: str | None) -> Iterator[Crew]:
    """Give who runs the blocks: threads of this machine, or the cluster that was named."""
    from kredslob.scenarios.results.crew import Threads, processors

    if cluster is None:
        yield Threads(jobs or processors())
        return
    from kredslob.scenarios.results.cluster import connected

    with connected(cluster) as crew:
        yield crew


def _say_interrupted(order: Order, finished: int, wanted: int, lang: Lang) -> None:
    complain(
        Message(
            "Interrupted: {finished} of {wanted} replications are kept in {folder}. Go on with: {command}",
            finished=finished, wanted=wanted, folder=str(order.folder),
            command=shlex.join(["kredslob", "scenario", "run", order.source, "--resume", "-o", str(order.folder)]),
        ).text(lang)
    )  # fmt: skip
