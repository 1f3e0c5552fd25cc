"""Begin a file of terms: one that can be searched as it stands, with every field explained and every value in comments.

Lines that begin with ## explain. Lines that begin with # are ready to count once that sign and its space are gone.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from kredslob.engine.agreement_text import EDITOR
from kredslob.engine.drafting.amendment import about, code, commented, told
from kredslob.engine.drafting.naming import id_of, named_from, title_of
from kredslob.engine.drafting.restating import restated_value
from kredslob.engine.phrasing import Words
from kredslob.engine.writing import refuse_existing
from kredslob.rules.amending import series_of
from kredslob.rules.library import Agreement
from kredslob.rules.messages import Lang, Message
from kredslob.rules.model import DatedValue, ParameterSeries
from kredslob.rules.terms import value_on
from kredslob.rules.units import PPM, Value
from kredslob.scenarios.files.reading import find_scenario
from kredslob.scenarios.files.scenario import Scenario
from kredslob.scenarios.files.shelf import shipped_scenarios
from kredslob.scenarios.searching.shelf import shipped_searches

SCHEMA: Final = "search.json"
_AROUND: Final = PPM // 20  # a share is tried by so much to each side
_YEAR: Final = 12


def draft(name: str, scenario: str | None, out: Path | None, lang: Lang) -> tuple[Path, str]:
    """Give the path and the text of a new file of terms.

    Args:
        name: its title or id.
        scenario: the id or the file of the scenario; the first that ships unless it is said.
        out: the file, if it is named; else one called as the id.
        lang: the language of the explanations.

    Raises:
        WrongInput: there is no such scenario, the name makes no id of its own, or the file is there already.
    """
    ident = id_of(name, shipped_searches())
    path = out or Path(f"{ident}.yaml")
    refuse_existing(path)
    wanted = scenario or shipped_scenarios()[0]
    read = find_scenario(wanted)
    named = wanted if wanted in shipped_scenarios() else named_from(Path(wanted), path)
    words = Words(read.office.library, lang)
    lines = _lines(words, read, named, ident[:40].strip("-."), title_of(name), str(path))
    return path, "".join(f"{line}\n" for line in lines)


def _lines(words: Words, scenario: Scenario, named: str, ident: str, title: str, file: str) -> Iterator[str]:
    months = scenario.variants[0].months
    agreement = scenario.variants[0].agreed.agreements[0][1]
    last = months.day(_YEAR * ((months.count - 1) // _YEAR)).year
    yield f"{EDITOR}{SCHEMA}"
    yield from told(words, Message("Terms to search. It can be searched as it stands; lines with ## explain, and a line counts once its # is gone."))  # fmt: skip
    yield f"##   {shlex.join(('kredslob', 'search', file))}"
    yield from told(words, Message("So that your editor completes and checks what you type, put the schema beside:"))
    yield f"##   {shlex.join(('kredslob', 'scenario', 'schema', 'search', '-o', SCHEMA))}"
    yield from code({"schema": 1, "id": ident, "title": {"da": title, "en": title}})
    yield from told(words, Message("What is it to find out?"))
    yield from code({"about": {"da": "...", "en": "..."}})
    yield ""
    yield from told(words, Message("City, months, behaviour and luck: a scenario, by id or file, or with # and one of its variants."))  # fmt: skip
    yield from code({"scenario": named})
    yield from told(words, Message("What is amended, if it is not the scenario's own agreement; and from which day points act."))  # fmt: skip
    yield from commented(code({"agreement": "proposal.yaml"}))
    yield from commented(code({"from": months.first}))
    yield ""
    yield from _terms(words, agreement, months.first)
    yield from _goals(words)
    yield from _limits(words, last)
    yield from _effort(words)


def _terms(words: Words, agreement: Agreement, day: Any) -> Iterator[str]:
    """Give a term that is searched, and in comments every value that could be one."""
    values = list(_values(agreement, day))
    chosen = next((one for one in values if one[0].unit == "share"), values[0])
    yield from told(words, Message("What may be otherwise: values by range and step or by a list, or an amendment that is made or not. Each term has up to 1,000 choices; all choices of all terms make the points."))  # fmt: skip
    yield "terms:"
    yield from told(words, *about(*chosen))
    yield f"  {_term(*chosen)}"
    yield from told(words, Message("An amendment that is made or not; or only some of its changes:"))
    yield "#   proposal: {amendment: proposal.yaml}"
    yield "#   proposal: {amendment: proposal.yaml, changes: [exempt.listed]}"
    yield from told(words, Message("Every other value of the agreement:"))
    for series, held in values:
        if series is not chosen[0]:
            yield from told(words, *about(series, held))
            yield f"#   {_term(series, held)}"
    yield ""


def _values(agreement: Agreement, day: Any) -> Iterator[tuple[ParameterSeries, DatedValue]]:
    framework = agreement.amended(day)[0]
    for key, series in series_of([agreement.base, *agreement.amendments]).items():
        held = value_on(framework.parameters[key].values, day) if key in framework.parameters else None
        if held is not None and held.value is not None:
            yield series, held


def _term(series: ParameterSeries, held: DatedValue) -> str:
    """Give a term on one line: a share by a range around what it is, everything else by a list."""
    name = series.id.replace(".", "-")
    parts: dict[str, object] = {"set": series.id}
    value = held.value
    if series.unit == "share" and isinstance(value, int):
        low, high = max(0, value - _AROUND), min(PPM, value + _AROUND)
        ends = [restated_value(one, "share") for one in (low, high)]
        parts |= {
            "range": ends,
            "step": restated_value(_AROUND if value - low == high - value else high - low, "share"),
        }
    else:
        parts["values"] = [restated_value(one, series.unit) for one in _several(series, held)]
    return f"{name}: {{{', '.join(code({key: value})[0] for key, value in parts.items())}}}"


def _several(series: ParameterSeries, held: DatedValue) -> list[Value]:
    """Give what a value may be, as far as that is said: what it is first."""
    value: Value = held.value  # type: ignore[assignment]  # `_values` gives those that have one
    others: tuple[Value, ...] = (
        held.alternatives or tuple(series.choices) or ((True, False) if series.unit == "yes_no" else ())
    )
    return [value, *(one for one in others if one != value)]


def _goals(words: Words) -> Iterator[str]:
    yield from told(words, Message("What is wanted: the least or the most of an indicator, one to four. `kredslob scenario indicators` lists them."))  # fmt: skip
    yield from told(words, Message("when: end, average (of the whole years), or a year. A level with several places needs a place."))  # fmt: skip
    yield "goals:"
    yield "  wait: {indicator: wait_mean, level: wait, place: referral, when: average, want: least}"
    yield "  over: {indicator: over, when: end, want: least}"
    yield ""


def _limits(words: Words, last: int) -> Iterator[str]:
    yield from told(words, Message("What must be kept: at_most, at_least, under or over. Shares are 0-1."))
    yield "limits:"
    yield "  housed: {indicator: referrals_delivered, when: average, at_least: 1000}"
    yield from told(words, Message("With probability each place keeps it in that share of the replications; missing: so many may miss it; at_once: all in the same replication. where: all, exempt, receiving, listed, or within (those that keep it at first)."))  # fmt: skip
    yield f"#   each: {{indicator: outside_measured, where: within, when: {last}, at_most: 0.40, probability: 0.9, missing: 20}}"
    yield ""


def _effort(words: Words) -> Iterator[str]:
    yield from told(words, Message("How often each point is simulated to choose by, and those that are told again, with luck that nobody has chosen by."))  # fmt: skip
    yield from code({"replications": 20, "confirm": 40})
    yield from told(words, Message("What the optimiser draws by, and how much is run where --budget does not say: a time, or replications of all points together."))  # fmt: skip
    yield from code({"seed": "kredslob", "budget": "10m"})
