"""Show what has become of a vacancy in the ledger: for people, or as JSON for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kredslob.cli.decision_view import draw_decision
from kredslob.cli.exits import complain
from kredslob.cli.output import print_json, terminal
from kredslob.engine.ledger.life import STATES
from kredslob.engine.ledger.naming import renamed
from kredslob.engine.ledger.telling_record import decided_record, history_record, vacancy_record
from kredslob.engine.record import SCHEMA, record
from kredslob.engine.wording import channel_text
from kredslob.rules.messages import LANGUAGES, Lang, Message

if TYPE_CHECKING:
    from kredslob.engine.decide import EvaluatorsDiffer
    from kredslob.engine.ledger.deciding import Made, Undecided
    from kredslob.engine.ledger.telling import History, Told
    from kredslob.engine.ledger.vacancies import Kept
    from kredslob.engine.phrasing import Words
    from kredslob.engine.register.rows import Estate


_SHOWN: Final = 3  # of those passed over; --json tells of all, and why


def show_made(words: Words, made: Made, *, as_json: bool, full: bool) -> None:
    """Show a decision that has been written, applicants by the office's own words."""
    decision = renamed(made.decision, made.names)
    if as_json:
        print_json(decided_record(words.library, made, decision))
        return
    console = terminal()
    draw_decision(console, words, decision, full=full)
    console.print()
    if made.chosen.departs:
        said = Message("Decided otherwise by {by}: {channel}.", by=made.event.data["by"],
                       channel=channel_text(words, made.chosen.channel))  # fmt: skip
        console.print(words.say(said), style="bold")
    console.print(words.say(Message("Written by {by}.", by=made.event.data["by"])))
    console.print(words.say(Message("Head {head}", head=made.event.head.text)))


def show_undecided(words: Words, undecided: Undecided, *, as_json: bool, full: bool) -> None:
    """Show why there is no recommendation; nothing has been written."""
    decision = renamed(undecided.decision, undecided.names)
    if as_json:
        print_json(record(decision, words.library))
        return
    console = terminal()
    draw_decision(console, words, decision, full=full)
    console.print()
    console.print(words.say(Message("Nothing has been written.")), style="bold")


def show_differing(lang: Lang, number: str, differ: EvaluatorsDiffer, *, as_json: bool) -> None:
    """Show what the two evaluators differ on; nothing has been written."""
    complain(f"{number}: {differ.text(lang)}")
    if as_json:
        texts = {one: differ.text(one) for one in LANGUAGES}
        problem = {"vacancy": number, "kind": "evaluators_differ", "text": texts}
        print_json({"schema": SCHEMA, "problems": [problem]})


def show_vacancies(words: Words, vacancies: Sequence[Kept], estates: Mapping[str, Estate], *, as_json: bool) -> None:
    """Show vacancies, one a row; estates by their names in the register."""
    if as_json:
        print_json({"schema": SCHEMA, "vacancies": [vacancy_record(one) for one in vacancies]})
        return
    from kredslob.cli.tables import table_of

    table = table_of(
        words, Message("Vacancy"), Message("Estate"), Message("State"), Message("Channel"), Message("Dates")
    )
    for one in vacancies:
        channel = channel_text(words, one.channel) if one.channel else ""
        dates = ", ".join(value["date"] for value in one.given["dates"].values()) if one.given else ""
        table.add_row(one.id, _named(one.estate, estates), words.say(STATES[one.state]), channel, dates)
    console = terminal()
    console.print(table)
    console.print(words.say(Message("Vacancies: {count}", count=len(vacancies))))


def show_vacancy(words: Words, history: History, estates: Mapping[str, Estate], *, as_json: bool) -> None:
    """Show a vacancy with its events."""
    if as_json:
        print_json(history_record(history))
        return
    from kredslob.cli.tables import table_of

    kept = history.kept
    title = Message(
        "Vacancy {vacancy} in {estate}: {state}",
        vacancy=kept.id, estate=_named(kept.estate, estates), state=STATES[kept.state],
    )  # fmt: skip
    table = table_of(
        words, Message("No."), Message("Event"), Message("Day"), Message("By"), Message("What"), title=words.say(title)
    )
    for one in history.events:
        table.add_row(str(one.seq), words.say(STATES[one.kind]), one.on or one.at[:10], one.by, _what(words, one))
    terminal().print(table)


def _named(estate: str, estates: Mapping[str, Estate]) -> str:
    return estates[estate].name if estate in estates else estate


def _what(words: Words, one: Told) -> str:
    parts = [channel_text(words, one.channel)] if one.channel else []
    if one.person is not None or one.erased:
        parts.append(one.person or words.say(Message("erased")))
    if one.departs:
        recommended = channel_text(words, one.recommended) if one.recommended else words.say(Message("nothing"))
        parts.append(words.say(Message("recommended was {channel}", channel=recommended)))
    if one.passed_over:
        people = [each.person or words.say(Message("erased")) for each in one.passed_over]
        said = Message("passed over: {people}", people=", ".join(people))
        if len(people) > _SHOWN:
            said = Message("passed over: {people} and {count} more", people=", ".join(people[:_SHOWN]),
                           count=len(people) - _SHOWN)  # fmt: skip
        parts.append(words.say(said))
    parts += [one.reason] if one.reason else []
    parts += [words.say(Message("taken back"))] if one.undone else []
    return "; ".join(parts)
