"""`kredslob facts`: the declared facts, which rules may read and people may be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, Place, Problem, WrongInput, language_of, nearest
from kredslob.rules.unit_names import UNIT_NAMES

if TYPE_CHECKING:
    from rich.console import Console

    from kredslob.engine.phrasing import Words
    from kredslob.rules.model import FactDeclaration

HELP: Final = Message(
    """List the declared facts: what each is, its unit and range, and the question that asks for it.

A given fact is supplied by a person or the register, a derived one is computed, a decided one is what the rules say.
The name, and the label in either language, may head a column of your files.

Examples:
  kredslob facts --about applicant
  kredslob facts weekly_hours
  kredslob facts --agreement proposal.yaml"""
)

_ORIGINS: Final[Mapping[str, Message]] = {
    "given": Message("given"),
    "derived": Message("derived"),
    "decided": Message("decided"),
}
_STAGES: Final[Mapping[str, Message]] = {
    "classify": Message("stage classify"),
    "quota": Message("stage quota"),
    "route": Message("stage route"),
    "rank": Message("stage rank"),
}


class About(StrEnum):
    """What a fact may be about."""

    area = "area"
    estate = "estate"
    vacancy = "vacancy"
    applicant = "applicant"


@guarded
def facts(
    name: options.FactName = None,
    about: Annotated[About | None, typer.Option("--about", help=told(Message("Only the facts about this.")))] = None,
    agreement: Annotated[
        str | None,
        typer.Option(
            "--agreement", metavar="FILE", help=told(Message("A file of your own, with the facts that it declares."))
        ),
    ] = None,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:
    """List facts; what the command is for stands in HELP."""
    from kredslob.cli.output import print_json, terminal
    from kredslob.engine.phrasing import Words
    from kredslob.rules.library import load_library

    library = load_library()
    if agreement is not None:
        from kredslob.cli.opening import named_agreement

        library, _ = named_agreement(library, agreement)
    words = Words(library, language_of(lang.value if lang else None))
    declared = words.library.facts
    if name is not None and name not in declared:
        found = Message("there is no fact {name}.", name=name)
        raise WrongInput(Problem(Place(), found, Message("a name that kredslob facts lists"), nearest(name, declared)))
    chosen = [one for one in declared.values() if name in (None, one.name) and about in (None, one.about)]
    if json:
        print_json({"schema": 1, "facts": [_plain(one) for one in chosen]})
    elif name is not None:
        _draw_one(terminal(), words, chosen[0])
    else:
        _draw_all(terminal(), words, chosen)
    return Code.DONE


def _plain(one: FactDeclaration) -> dict[str, Any]:
    from kredslob.rules.units import plain_value

    return {
        "name": one.name,
        "about": one.about,
        "type": one.type,
        "origin": one.origin,
        "stage": one.stage,
        "label": {"da": one.label.da, "en": one.label.en},
        "question": {"da": one.question.da, "en": one.question.en},
        "range": None if one.range is None else [plain_value(end, one.type) for end in one.range],
        "choices": {key: {"da": text.da, "en": text.en} for key, text in one.choices.items()},
        "simulation": dict(one.simulation),
    }


def _draw_all(console: Console, words: Words, facts: list[FactDeclaration]) -> None:
    from kredslob.cli.tables import table_of

    for about in dict.fromkeys(one.about for one in facts):
        table = table_of(
            words, Message("Fact"), Message("Called"), Message("Type"), Message("Origin"), title=_about(words, about)
        )
        for one in facts:
            if one.about == about:
                table.add_row(
                    one.name, words.read(one.label), words.say(UNIT_NAMES[one.type]), words.say(_ORIGINS[one.origin])
                )
        console.print(table)


def _about(words: Words, about: str) -> str:
    match about:
        case "area":
            return words.say(Message("About the area"))
        case "estate":
            return words.say(Message("About the estate"))
        case "vacancy":
            return words.say(Message("About the vacancy"))
        case _:
            return words.say(Message("About the applicant"))


def _draw_one(console: Console, words: Words, one: FactDeclaration) -> None:
    from rich.text import Text

    console.print(Text(f"{one.name}: {words.read(one.label)}", "bold"))
    console.print(words.read(one.question))
    parts = [words.say(UNIT_NAMES[one.type]), words.say(_ORIGINS[one.origin])]
    parts += [words.say(_STAGES[one.stage])] if one.stage else []
    console.print(f"{_about(words, one.about)}; {', '.join(parts)}")
    if one.range is not None:
        low, high = (words.value(one.name, end) for end in one.range)
        console.print(words.say(Message("From {low} to {high}.", low=low, high=high)))
    for key, text in one.choices.items():
        console.print(f"  {key}: {words.read(text)}")
    rules = [
        f"{rule.id} ({rule.clause})"
        for document in words.library.documents.values()
        for rule in document.rules
        if rule.decides == one.name
    ]
    if rules:
        console.print(words.say(Message("Decided by: {rules}", rules=", ".join(rules))))
