"""`kredslob decide`: which channel lets a vacant dwelling, who is offered it, and why."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.cli.vacancy_options import option_of, taking_a_vacancy
from kredslob.rules.messages import Message, Place, Problem, WrongInput, language_of

HELP: Final = Message(
    """Decide which channel lets a vacant dwelling and who is offered it, with the reasons clause by clause.

Say what is vacant by options, or give a FILE of many: YAML, JSON, CSV or Excel, with English or Danish headers.
Nothing is written but --out. Blank lists with every column: kredslob register template --out DIR.

Examples:
  kredslob decide --demo
  kredslob decide --estate Mjølnerparken --on 2011-03-15 --rooms 3 --ask
  kredslob decide vacancies.csv --applicants list.csv --out answers.json

Exit codes:
  0 decided                  4 undetermined: it hangs on a guess
  2 wrong input              5 the two evaluators differ
  3 a fact is missing        70 a fault in Kredsløb
Of many vacancies the gravest counts: 5, 2, 3, 4, 0."""
)


@guarded
@taking_a_vacancy
def decide(  # noqa: PLR0913 - a command has a parameter for each of its options
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help=told(Message("A file of vacancies, one a row.")))
    ] = None,
    *,
    given: Mapping[str, str],
    applicants: Annotated[
        str | None,
        typer.Option(metavar="FILE", help=told(Message("The applicants, one a row, under pseudonyms."))),
    ] = None,
    register: options.Register = None,
    agreement: options.Agreement = None,
    as_known: options.AsKnown = None,
    ask: Annotated[
        bool,
        typer.Option("--ask", help=told(Message("Ask for what is missing and decide again; an empty answer stops."))),
    ] = False,
    assume: Annotated[
        bool,
        typer.Option("--assume", help=told(Message("Take guesses for granted; the answer is marked illustrative."))),
    ] = False,
    settings: options.Settings = None,
    why: Annotated[
        bool, typer.Option("--why", help=told(Message("Show everything: rule, source and clause, every applicant.")))
    ] = False,
    demo: Annotated[
        bool, typer.Option("--demo", help=told(Message("Decide the vacancies that ship with Kredsløb.")))
    ] = False,
    out: options.Out = None,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:
    """Decide what is asked; what the command is for stands in HELP."""
    from kredslob.cli.answers import Paper, answer_many, answer_one
    from kredslob.cli.deciding import Desk
    from kredslob.cli.opening import open_office, words_of
    from kredslob.engine.guesses import read_guesses

    _one_thing_asked(file, given, ask=ask, demo=demo)
    office = open_office(register, agreement, as_known)
    desk = Desk(office, assume, read_guesses(settings or (), office.library))
    words = words_of(office, language_of(lang.value if lang else None))
    paper = Paper(Path(out) if out else None, as_json=json, full=why)
    if demo:
        from kredslob.cli.demo import APPLICANTS, SHOWN, VACANCIES

        code = answer_many(desk, words, VACANCIES, applicants or str(APPLICANTS), paper, SHOWN)
        return Code.DONE if code in (Code.NEEDS, Code.UNDETERMINED) else code  # it is meant to show both
    if file is not None:
        return answer_many(desk, words, Path(file), applicants, paper)
    return answer_one(desk, words, given, applicants, paper, ask=ask)


def _one_thing_asked(file: str | None, given: Mapping[str, str], *, ask: bool, demo: bool) -> None:
    asked = [option_of(name) for name in given] + ["--ask"] * ask
    if (file is not None or demo) and asked:
        found = Message("the file says what is vacant, so {options} cannot be used.", options=", ".join(asked))
        raise WrongInput(Problem(Place("--demo" if demo else file), found, Message("a file, or options alone")))
    if file is not None and demo:
        raise WrongInput(Problem(Place("--demo"), Message("a file is given too."), Message("one of the two")))
    if file is None and not given and not demo:
        accepted = Message("--estate and what is known of the dwelling, or a file; kredslob decide --help shows how")
        raise WrongInput(Problem(Place(), Message("nothing is asked."), accepted))
