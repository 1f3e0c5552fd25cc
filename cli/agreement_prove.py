"""`kredslob agreement prove`: that there is exactly one answer in every case, and that the law is left standing."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.complete import agreements
from kredslob.cli.exits import Code, complain, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

PROVE: Final = Message(
    """Prove that an agreement has exactly one answer in every case that the facts allow, and leaves the law standing.

Every rule is looked at together with all others, at every value of every fact and every guess, on every day of the
agreement (or on one day, with --on). What fails is shown as the smallest case, with the clauses to look at; -o writes
each as files that kredslob decide takes.

Examples:
  kredslob agreement prove
  kredslob agreement prove proposal.yaml --on 2013-01-01 -o cases/

Exit codes: 0 proved; 2 something fails, or wrong input."""
)


@guarded
def prove(
    agreement: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID|FILE]",
            help=told(Message("An agreement or amendment; else the one in force.")),
            autocompletion=agreements,
        ),
    ] = None,
    on: options.On = None,
    out: Annotated[
        str | None, typer.Option("--out", "-o", metavar="DIR", help=told(Message("A folder for the cases that fail.")))
    ] = None,
    why: Annotated[
        bool,
        typer.Option("--why", help=told(Message("Show also the bounds of the proof, and what it takes for granted."))),
    ] = False,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:
    """Prove an agreement; what the command is for stands in PROVE."""
    from pathlib import Path, PurePosixPath

    from kredslob.cli.opening import open_agreement
    from kredslob.cli.output import print_json, save_new, terminal
    from kredslob.cli.proof_view import draw_proof
    from kredslob.engine.inputs import read_day
    from kredslob.engine.phrasing import Words
    from kredslob.engine.proof.made.files import cases_of
    from kredslob.engine.proof.proving import prove as proved
    from kredslob.engine.proof.record import proof_record
    from kredslob.rules.library import load_library

    day = read_day(on, "--on") if on else None
    library, chosen = open_agreement(load_library(), agreement, day)
    words = Words(library, language_of(lang.value if lang else None))
    proof = proved(library, chosen, day)
    if out is not None:
        files = cases_of(words, proof, PurePosixPath(Path(out).as_posix()), agreement or chosen.id)
        save_new(Path(out), {Path(name): text for name, text in files.items()})
        count = len([one for one in proof.findings if one.made is not None])
        complain(Message("{count} cases written to {folder}.", count=count, folder=out).text(words.lang))
    if json:
        print_json(proof_record(proof, library))
    else:
        draw_proof(terminal(), words, proof, full=why)
    return Code.WRONG_INPUT if proof.failures else Code.DONE
