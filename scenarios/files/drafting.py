"""Begin a scenario: a file that runs as it stands, with every field explained and everything assumed in comments.

Lines that begin with ## explain. Lines that begin with # are ready to count once that sign and its space are gone.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from kredslob.engine.agreement_text import EDITOR
from kredslob.engine.drafting.amendment import about, code, commented, told
from kredslob.engine.drafting.naming import id_of, named_from, title_of
from kredslob.engine.drafting.restating import restated_value
from kredslob.engine.phrasing import Words
from kredslob.engine.writing import refuse_existing
from kredslob.rules.library import Agreement, Library, add_file, names_file
from kredslob.rules.messages import Lang, Message, Place, Problem, WrongInput
from kredslob.rules.model import DatedValue, ParameterSeries
from kredslob.rules.shelving import AGREEMENTS
from kredslob.rules.terms import value_on
from kredslob.scenarios.files.shelf import shipped_scenarios

SCHEMA: Final = "scenario.json"
_YEARS: Final = 4  # where the agreement has no end
_MONTHS_A_YEAR: Final = 12
_EMPTY: Final[Mapping[str, str]] = {"da": "...", "en": "..."}


def draft(library: Library, name: str, agreement: str | None, out: Path | None, lang: Lang) -> tuple[Path, str]:
    """Give the path and the text of a new scenario.

    Args:
        library: the rules.
        name: its title or id.
        agreement: the id or the file of the agreement or amendment that is simulated.
        out: the file, if it is named; else one called as the id.
        lang: the language of the explanations.

    Raises:
        WrongInput: there is no such agreement, the name makes no id of its own, or the file is there already.
    """
    ident = id_of(name, shipped_scenarios())
    path = out or Path(f"{ident}.yaml")
    refuse_existing(path)
    if agreement is None:
        names = ", ".join(key for key, one in library.documents.items() if one.kind in AGREEMENTS)
        found = Message("it is not said which agreement is simulated.")
        raise WrongInput(Problem(Place("--agreement"), found, Message("{names}, or a file", names=names)))
    wanted = named = agreement
    if names_file(agreement):
        library, document = add_file(library, Path(agreement))
        wanted, named = document.id, named_from(Path(agreement), path)
    lines = _lines(Words(library, lang), library.agreement(wanted), named, ident, title_of(name), str(path))
    return path, "".join(f"{line}\n" for line in lines)


def _lines(words: Words, held: Agreement, named: str, ident: str, title: str, file: str) -> Iterator[str]:
    start, end = held.base.start.day, held.end
    years = end.year - start.year + 1 if end is not None else _YEARS
    yield f"{EDITOR}{SCHEMA}"
    yield from _head(words, file)
    yield from code({"schema": 1, "id": ident, "title": {"da": title, "en": title}})
    yield from told(words, Message("What is it to find out?"))
    yield from code({"about": dict(_EMPTY)})
    yield ""
    yield from told(
        words,
        Message("The city: a register of your own, beside this file; else the Copenhagen that ships with Kredsløb."),
    )
    yield from commented(code({"register": "my-register"}))
    yield from told(
        words, Message("What is agreed, and amendments that hold in all variants: ids, or files beside this one.")
    )
    yield from code({"agreement": named})
    yield from commented(code({"amendments": ["proposal.yaml"]}))
    yield ""
    yield from told(
        words, Message("Over which months, how many times, and by which luck: the same seed gives the same results.")
    )
    yield from code({"from": f"{start:%Y-%m}"})
    yield from code({"years": years, "replications": 100, "seed": ident})
    yield from told(words, Message("In which months of the year key figures are measured and published:"))
    yield from code({"measured": 10, "published": 11})
    yield from told(
        words,
        Message("After the agreement's last day: stop, continue (it goes on), or next (the next one takes over)."),
    )
    yield from code({"after_end": {"value": "continue", "basis": "assumed"}})
    yield ""
    yield from _behaviour(words)
    yield from _assumed(words, held)
    yield from _variants(words)


def _head(words: Words, file: str) -> Iterator[str]:
    yield from told(
        words,
        Message("A scenario. It can be run as it stands; lines with ## explain, and a line counts once its # is gone."),
    )
    yield f"##   {shlex.join(('kredslob', 'scenario', 'describe', file))}"
    yield f"##   {shlex.join(('kredslob', 'scenario', 'run', file))}"
    yield from told(words, Message("So that your editor completes and checks what you type, put the schema beside:"))
    yield f"##   {shlex.join(('kredslob', 'scenario', 'schema', '-o', SCHEMA))}"


def _behaviour(words: Words) -> Iterator[str]:
    yield from told(
        words, Message("How people behave, and what of it is set otherwise; describe --assumed shows all values.")
    )
    given = {"offers.refusals": {"value": 2, "basis": "assumed", "note": dict(_EMPTY)}}
    yield from commented(code({"behaviour": {"from": "kbh", "values": given}}))
    yield from told(
        words, Message("The business cycle: none, slump, a file, or lines of your own; it may begin later.")
    )
    yield from code({"macro": "none"})
    yield from commented(code({"macro": {"path": "slump", "after_months": _MONTHS_A_YEAR}}))
    yield ""


def _assumed(words: Words, held: Agreement) -> Iterator[str]:
    """Give every guess of the agreement with its question, ready to be taken otherwise."""
    guesses = list(_guesses(held))
    if not guesses:
        return
    yield from told(
        words, Message("What the documents do not say, and another value for it; take the # of the first line too.")
    )
    yield "# assumed:"
    for series, value in guesses:
        yield from told(words, *about(series, value))
        yield from commented(f"  {line}" for line in code({series.id: restated_value(value.value, series.unit)}))
    yield ""


def _guesses(held: Agreement) -> Iterator[tuple[ParameterSeries, DatedValue]]:
    day = held.base.start.day
    seen: set[str] = set()
    for document in (held.amended(day)[0], *held.laws):
        for key, series in document.parameters.items():
            value = value_on(series.values, day)
            if key not in seen and value is not None and value.basis == "assumed" and value.value is not None:
                seen.add(key)
                yield series, value


def _variants(words: Words) -> Iterator[str]:
    yield from told(
        words, Message("The variants; each sets what it has for itself, and shares everything else, luck included.")
    )
    yield from code({"variants": {"as-agreed": {"title": {"da": "Som aftalt", "en": "As agreed"}}}})
    more = {
        "proposal": {"title": dict(_EMPTY), "amendments": ["proposal.yaml"]},
        "slump": {"title": {"da": "I en lavkonjunktur", "en": "In a slump"}, "macro": "slump"},
    }
    yield from commented(code({"variants": more})[1:])
    yield ""
    yield from told(
        words,
        Message(
            "What is held against what, and of which estates it is told: exempt, receiving, listed (at first), or all."
        ),
    )
    contrast = {"title": dict(_EMPTY), "variant": "proposal", "against": "as-agreed", "where": "all"}
    yield from commented(code({"contrasts": {"effect": contrast}}))
