"""`kredslob scenario verify`: whether results are whole, what has changed since, and whether the same comes out again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kredslob.scenarios.results.verifying import Again, Verified

VERIFY: Final = Message(
    """Verify results: every file by its fingerprint, what they were made from by what there is now, and, for some of the
replications, that the same comes out to the bit.

Examples:
  kredslob scenario verify kbh-2011-results
  kredslob scenario verify kbh-2011-results --replications 20

Exit codes:
  0 they hold
  2 wrong input
  6 files are changed, something else is there now, or something else comes out"""
)
_SOME: Final = 2
_TOLD: Final = 20


@guarded
def verify(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help=told(Message("What kredslob scenario run, or compare -o, has left.")))],
    *,
    replications: Annotated[
        int,
        typer.Option(
            "--replications", metavar="N", min=0, max=1_000_000,
            help=told(Message("So many of each variant are run again; 0 looks at the files only.")),
        ),
    ] = _SOME,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:  # fmt: skip
    """Verify results; what the command is for stands in VERIFY."""
    from kredslob.cli.output import print_json, terminal
    from kredslob.cli.scenario_progress import progress
    from kredslob.scenarios.comparing.verifying import verify_kept
    from kredslob.scenarios.results.verifying_record import plain_verified

    spoken = language_of(lang.value if lang else None)
    with progress(spoken) as tell:
        found = verify_kept(Path(folder), replications, tell)
    if json:
        print_json(plain_verified(found))
        return Code.DONE if found.holds else Code.AUDIT
    console = terminal()
    for sentence in _said(found):
        console.print(sentence.text(spoken), soft_wrap=True)
    return Code.DONE if found.holds else Code.AUDIT


def _said(found: Verified) -> Iterator[Message]:
    """Give what was found in sentences."""
    if not found.problems:
        yield Message("All {count} files are as the run left them.", count=found.files)
    for problem in found.problems[:_TOLD]:
        yield Message("{place}: {found}", place=problem.place.text(), found=problem.found)
    if len(found.problems) > _TOLD:
        yield Message("And {count} more.", count=len(found.problems) - _TOLD)
    for one in (*found.scenario, *found.program):
        yield Message("Other than when it was run: {what}.", what=one)
    if found.scenario:
        yield Message("So nothing was run again.")
    else:
        yield Message("Scenario, register, agreements and behaviour are those that it was run with.")
    yield from _of_again(found.again)
    yield from found.unchecked


def _of_again(again: Sequence[Again]) -> Iterator[Message]:
    for one in (one for one in again if one.otherwise):
        yield Message(
            "{variant}, replication {replication}: otherwise in {tables}.", variant=one.variant,
            replication=one.replication, tables=", ".join(one.otherwise),
        )  # fmt: skip
    if again and not any(one.otherwise for one in again):
        numbers = ", ".join(str(number) for number in sorted({one.replication for one in again}))
        yield Message("Run again: replications {numbers} of every variant, the same to the bit.", numbers=numbers)
