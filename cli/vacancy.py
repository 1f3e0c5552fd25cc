"""`kredslob vacancy`: the life of a vacancy in the ledger, from notice to letting."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

from kredslob.cli import options, vacancies
from kredslob.cli.entry import STEP, WITH_RULES, Entry, entry
from kredslob.cli.exits import OF_STATUS, Code, guarded
from kredslob.cli.language import told
from kredslob.cli.vacancy_options import FIELDS, taking_a_vacancy
from kredslob.rules.messages import Message

HELP: Final = Message(
    "Take vacancies through the ledger: open, decide, offer, let; refuse, withdraw, correct; list, show."
)
OPEN: Final = Message(
    """Open a vacancy: its notice, and what is known of the dwelling. The ledger knows where the wheels stand.

Example:
  kredslob vacancy open --estate Bispeparken --notice 2011-05-01 --dwelling-kind family --rooms 3 --by ANNE"""
)
DECIDE: Final = Message(
    """Decide a vacancy, and write down what was decided, why, and whose turn it was. A person decides: say who with --by.

Give --channel or --applicant, and a --reason, to decide otherwise than recommended; both are kept.

Examples:
  kredslob vacancy decide V-2 --applicants list.csv --by ANNE
  kredslob vacancy decide V-2 --applicants list.csv --applicant A-7 --reason "wheelchair" --by ANNE

Exit codes: as kredslob decide has them; nothing is written unless it is 0."""
)
OFFER: Final = Message(
    """Record that a vacancy has been offered to whom was decided on, or to whom the municipality has named.

Examples:
  kredslob vacancy offer V-2 --by ANNE
  kredslob vacancy offer V-3 --applicant M-4 --by ANNE"""
)
ACCEPT: Final = Message(
    """Record that an offer has been accepted.

Example:
  kredslob vacancy accept V-2 --by ANNE"""
)
LET: Final = Message(
    """Record that a vacancy has been let.

Example:
  kredslob vacancy let V-2 --on 2011-08-01 --by ANNE"""
)
REFUSE: Final = Message(
    """Record that an offer has been refused. The vacancy is to be decided again, and who refused is left out.

What a refusal does to the municipality's turn, the agreement says (referral.refused).

Examples:
  kredslob vacancy refuse V-2 --by ANNE
  kredslob vacancy refuse V-3 --another --by ANNE"""
)
WITHDRAW: Final = Message(
    """Record that a vacancy will not be let after all. Slots that have counted stay counted.

Example:
  kredslob vacancy withdraw V-2 --by ANNE"""
)
CORRECT: Final = Message(
    """Take back the last event of a vacancy that was a mistake. The mistake stays in the ledger, and so does its correction.

Example:
  kredslob vacancy correct V-2 --reason "the wrong list" --by ANNE"""
)
app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
_TURNS: Final = ("referral_turn", "transfer_turn", "external_turn", "split_turn")
OPENED_WITH: Final = tuple(name for name in FIELDS if name not in _TURNS and not name.endswith(("_due", "_claim")))
DECIDED_WITH: Final = tuple(
    name for name in FIELDS if name not in (*_TURNS, "referral_due", "id", "estate", "on", "notice")
)
Named = Annotated[
    str | None,
    typer.Option("--applicant", metavar="ID", help=told(Message("This applicant, by the office's own word."))),
]


@app.command("open", help=told(OPEN))
@guarded
@entry("by", "register", "agreement")
@partial(taking_a_vacancy, fields=OPENED_WITH)
def open_(
    *,
    given: Mapping[str, str],
    freed_by: Annotated[
        str | None,
        typer.Option(
            "--freed-by",
            metavar="VACANCY",
            help=told(Message("The vacancy whose tenant has left this dwelling by an internal move.")),
        ),
    ] = None,
    at: Entry,
) -> Code:
    """Open a vacancy; what the command is for stands in OPEN."""
    from kredslob.cli.choosing import named_estates
    from kredslob.engine.inputs import read_vacancy
    from kredslob.engine.ledger.life import open_vacancy

    asked = read_vacancy(given, at.office.library.facts)
    named_estates(at.office.register, [asked.estate])
    event, number = open_vacancy(at.ledger, at.office, asked, by=at.who, freed_by=freed_by)
    at.say(Message("Vacancy {vacancy} is open.", vacancy=number))
    return at.written(event)


@app.command("decide", help=told(DECIDE))
@guarded
@entry(*WITH_RULES, "json")
@partial(taking_a_vacancy, fields=DECIDED_WITH)
def decide(  # noqa: PLR0913 - a command has a parameter for each of its options
    number: options.Number,
    *,
    given: Mapping[str, str],
    applicants: options.Applicants = None,
    channel: Annotated[
        str | None, typer.Option(metavar="NAME", help=told(Message("Another channel than recommended.")))
    ] = None,
    applicant: Named = None,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help=told(Message("Why it is decided otherwise than recommended.")))
    ] = None,
    assume: Annotated[
        bool,
        typer.Option("--assume", help=told(Message("Take guesses for granted; the answer is marked illustrative."))),
    ] = False,
    why: Annotated[
        bool, typer.Option("--why", help=told(Message("Show everything: rule, source and clause, every applicant.")))
    ] = False,
    at: Entry,
) -> Code:
    """Decide a vacancy; what the command is for stands in DECIDE."""
    from kredslob.cli.vacancy_view import show_differing, show_made, show_undecided
    from kredslob.engine.decide import EvaluatorsDiffer
    from kredslob.engine.inputs import read_applicants, read_vacancy
    from kredslob.engine.ledger.choosing import read_choice
    from kredslob.engine.ledger.contents import Shelf
    from kredslob.engine.ledger.deciding import Asked, Undecided, decide_vacancy

    facts = at.office.library.facts
    listed = read_applicants(Path(applicants), facts) if applicants is not None else None
    more, choice = read_vacancy({"estate": "-", **given}, facts), read_choice(reason, channel, applicant)
    try:
        asked = Asked(number, at.who, at.day, more, listed, choice, assume)
        made = decide_vacancy(at.ledger, Shelf(at.office), asked)
    except Undecided as undecided:
        show_undecided(at.words, undecided, as_json=at.json, full=why)
        return OF_STATUS[undecided.decision.status]
    except EvaluatorsDiffer as differ:
        show_differing(at.lang, number, differ, as_json=at.json)
        return Code.DIFFER
    show_made(at.words, made, as_json=at.json, full=why)
    return Code.DONE


@app.command("offer", help=told(OFFER))
@guarded
@entry(*STEP)
def offer(number: options.Number, *, applicant: Named = None, at: Entry) -> Code:
    """Record an offer; what the command is for stands in OFFER."""
    from kredslob.engine.ledger.life import offer

    return at.written(offer(at.ledger, number, by=at.who, on=at.day, applicant=applicant))


@app.command("accept", help=told(ACCEPT))
@guarded
@entry(*STEP)
def accept(number: options.Number, *, at: Entry) -> Code:
    """Record an acceptance; what the command is for stands in ACCEPT."""
    from kredslob.engine.ledger.life import accept

    return at.written(accept(at.ledger, number, by=at.who, on=at.day))


@app.command("let", help=told(LET))
@guarded
@entry(*STEP)
def let(number: options.Number, *, at: Entry) -> Code:
    """Record a letting; what the command is for stands in LET."""
    from kredslob.engine.ledger.life import let

    return at.written(let(at.ledger, number, by=at.who, on=at.day))


@app.command("refuse", help=told(REFUSE))
@guarded
@entry(*WITH_RULES)
def refuse(
    number: options.Number,
    *,
    another: Annotated[
        bool,
        typer.Option("--another", help=told(Message("The municipality names somebody else for the same dwelling."))),
    ] = False,
    at: Entry,
) -> Code:
    """Record a refusal; what the command is for stands in REFUSE."""
    from kredslob.engine.ledger.life import refuse

    return at.written(refuse(at.ledger, at.office, number, by=at.who, on=at.day, another=another))


@app.command("withdraw", help=told(WITHDRAW))
@guarded
@entry(*WITH_RULES)
def withdraw(number: options.Number, *, at: Entry) -> Code:
    """Record a withdrawal; what the command is for stands in WITHDRAW."""
    from kredslob.engine.ledger.life import withdraw

    return at.written(withdraw(at.ledger, at.office, number, by=at.who, on=at.day))


@app.command("correct", help=told(CORRECT))
@guarded
@entry(*STEP)
def correct(
    number: options.Number,
    *,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=told(Message("What the mistake was.")))],
    at: Entry,
) -> Code:
    """Take back an event; what the command is for stands in CORRECT."""
    from kredslob.engine.ledger.correcting import correct
    from kredslob.engine.ledger.texts import text_of

    return at.written(correct(at.ledger, number, by=at.who, on=at.day, reason=text_of(reason, "--reason")))


app.command("enter", help=told(vacancies.ENTER))(vacancies.enter)
app.command("list", help=told(vacancies.LIST))(vacancies.list_)
app.command("show", help=told(vacancies.SHOW))(vacancies.show)
