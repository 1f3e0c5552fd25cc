"""`kredslob agreement test`: whether an agreement decides its worked cases as expected, and what no case would notice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.complete import agreements
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, Place, Problem, WrongInput, language_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kredslob.engine.cases.model import WrittenCase
    from kredslob.engine.mutants.running import Laboratory
    from kredslob.rules.library import Agreement, Library

TEST: Final = Message(
    """Decide the worked cases of an agreement and say which come out otherwise than expected, by which clause.

An agreement is held to its own cases and to those of the laws it draws on, an amendment to those of all that it builds
on too; and it is told which cases come out otherwise than without the amendment, also those of days before it acts. With
--mutants the rules are changed in every small way, one at a time, and what no case notices is listed.

Examples:
  kredslob agreement test
  kredslob agreement test proposal.yaml
  kredslob agreement test kbh-2011-2014 --cases my-cases.yaml
  kredslob agreement test kbh-2011-2014 --mutants

Exit codes:
  0 as expected              5 the two evaluators differ
  2 wrong input              7 a case came out otherwise"""
)
SEED: Final = 2011


@guarded
def run_cases(
    agreement: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID|FILE]",
            help=told(Message("An agreement or amendment; else each case is decided by the one in force on its day.")),
            autocompletion=agreements,
        ),
    ] = None,
    cases: Annotated[
        list[str] | None,
        typer.Option(
            "--cases", metavar="PATH", help=told(Message("A file or folder of cases, instead of those shipped."))
        ),
    ] = None,
    mutants: Annotated[
        bool,
        typer.Option("--mutants", help=told(Message("Change the rules one by one, and list what no case notices."))),
    ] = False,
    one_of: Annotated[
        int, typer.Option("--one-of", metavar="N", min=1, help=told(Message("Of the mutants, one of so many.")))
    ] = 1,
    why: Annotated[
        bool, typer.Option("--why", help=told(Message("Show every case, and every side that no case has seen.")))
    ] = False,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:
    """Test an agreement; what the command is for stands in TEST."""
    from kredslob.cli.agreement_cases_view import draw_mutants, draw_report
    from kredslob.cli.output import print_json, terminal
    from kredslob.cli.trial_view import draw_trial
    from kredslob.engine.cases.record import mutants_record, report_record
    from kredslob.engine.cases.report import amendment_named, documents_of, run_all
    from kredslob.engine.cases.running import Bench
    from kredslob.engine.phrasing import Words

    library, chosen, held = _held(agreement, cases)
    laboratory = _laboratory(library, chosen, held) if mutants else None
    words = Words(library, language_of(lang.value if lang else None))
    amendment = amendment_named(library, chosen, agreement or "")
    exercised = documents_of(library, chosen, held if cases else None)
    report = run_all(Bench(library, chosen), held, exercised, amendment)
    outcomes = list(laboratory.run(laboratory.sample(one_of, SEED))) if laboratory else []
    if json:
        data = report_record(report, chosen.id if chosen else None, words)
        print_json({**data, "mutants": mutants_record(outcomes, len(laboratory.mutants)) if laboratory else None})
    else:
        draw_report(terminal(), words, report, full=why)
        if report.trial is not None:
            draw_trial(terminal(), words, report.trial, full=why)
        if laboratory:
            draw_mutants(terminal(), words, outcomes, len(laboratory.mutants), full=why)
    if any(one.differ for one in report.verdicts):
        return Code.DIFFER
    return Code.OTHERWISE if report.failed else Code.DONE


def _held(
    agreement: str | None, paths: Sequence[str] | None
) -> tuple[Library, Agreement | None, Sequence[WrittenCase]]:
    """Give the rules, the agreement named, and the cases that it is held to."""
    from kredslob.cli.opening import named_agreement
    from kredslob.engine.cases.shelf import of_agreement, own_cases, shipped_cases
    from kredslob.rules.library import load_library

    library, chosen = load_library(), None
    if agreement is not None:
        library, chosen = named_agreement(library, agreement)
    if paths:
        own = own_cases(map(Path, paths), library)
        return library, chosen, [case for file in own for case in file.cases]
    files = shipped_cases(library)
    if chosen is None:
        return library, None, [case for file in files for case in file.cases]
    return library, chosen, of_agreement(files, chosen)


def _laboratory(library: Library, agreement: Agreement | None, cases: Sequence[WrittenCase]) -> Laboratory:
    from kredslob.engine.mutants.running import Laboratory
    from kredslob.rules.loading import plain_of

    if agreement is None:
        named = [key for key, one in library.documents.items() if one.kind in ("framework", "amendment")]
        found = Message("it is not said which agreement is to be changed.")
        raise WrongInput(Problem(Place("--mutants"), found, Message("{names}", names=", ".join(named))))
    documents = (*agreement.laws, agreement.base, *agreement.amendments)
    return Laboratory(library, agreement, {one.id: plain_of(one) for one in documents}, cases)
