"""`kredslob agreement diff`: what two agreements state differently, and the smallest cases that they decide differently."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.complete import agreements
from kredslob.cli.exits import Code, complain, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

DIFF: Final = Message(
    """Compare two agreements: the changes clause by clause, and the smallest cases that they decide differently.

The cases are found by a solver over everything that the facts allow, and each is decided by both. An amendment alone is
compared with what it extends. With --then the same agreement is compared with itself on another day: what has changed
is then the law, and what follows from it nobody has agreed on.

Examples:
  kredslob agreement diff proposal.yaml
  kredslob agreement diff kbh-2011-2014 kbh-2012-adjustment --cases cases/
  kredslob agreement diff kbh-2011-2014 --on 2012-10-01 --then 2014-02-01

Exit codes: 0 everything is decided alike; 1 something is decided differently; 2 wrong input."""
)


@guarded
def diff(
    one: Annotated[
        str,
        typer.Argument(metavar="ID|FILE", help=told(Message("An agreement or amendment.")), autocompletion=agreements),
    ],
    other: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID|FILE]",
            help=told(Message("Another; else what the amendment extends comes first, or --then says which day.")),
            autocompletion=agreements,
        ),
    ] = None,
    on: options.On = None,
    then: Annotated[
        str | None,
        typer.Option("--then", metavar="DATE", help=told(Message("The day for the other, if it is another."))),
    ] = None,
    cases: Annotated[
        str | None, typer.Option("--cases", "-o", metavar="DIR", help=told(Message("A folder for the cases.")))
    ] = None,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:
    """Compare two agreements; what the command is for stands in DIFF."""
    from pathlib import Path, PurePosixPath

    from kredslob.cli.difference_view import draw_difference
    from kredslob.cli.opening import named_agreement
    from kredslob.cli.output import print_json, save_new, terminal
    from kredslob.engine.difference.asked import Named, compared, two_of
    from kredslob.engine.difference.comparing import compare
    from kredslob.engine.difference.files import cases_of
    from kredslob.engine.difference.record import difference_record
    from kredslob.engine.inputs import read_day
    from kredslob.engine.phrasing import Words
    from kredslob.rules.library import load_library

    first, second = (read_day(day, name) if day else None for day, name in ((on, "--on"), (then, "--then")))
    shelf = load_library()
    opened = [Named(name, *named_agreement(shelf, name)) for name in (one, other) if name is not None]
    both = two_of(opened, first, second)
    a, b = compared(both, first, second)
    difference = compare(a, b)
    library = difference.a.library.with_documents(b.library.documents.values())
    words = Words(library, language_of(lang.value if lang else None))
    if cases is not None:
        files = cases_of(words, difference, PurePosixPath(Path(cases).as_posix()), (both[0].name, both[1].name))
        save_new(Path(cases), {Path(name): text for name, text in files.items()})
        count = len([flip for flip in difference.flips if flip.made is not None])
        complain(Message("{count} cases written to {folder}.", count=count, folder=cases).text(words.lang))
    if json:
        print_json(difference_record(difference))
    else:
        draw_difference(terminal(), words, difference)
    return Code.DONE if difference.decides_alike else Code.DIFFERENT
