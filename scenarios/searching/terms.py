"""Read the terms of a file: values of the agreement that an amendment may set, and amendments that are made or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

from kredslob.rules.amending import series_of
from kredslob.rules.building import shown, value_of
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library, names_file
from kredslob.rules.loading import load_plain, plain_of
from kredslob.rules.messages import FieldPath, Message, nearest
from kredslob.rules.model import Bounds, ParameterSeries, Text
from kredslob.rules.terms import value_on
from kredslob.rules.units import NUMBERS, Value, number_of
from kredslob.rules.yaml_source import YamlText
from kredslob.scenarios.files.page import Page
from kredslob.scenarios.searching.question import Part, Term
from kredslob.scenarios.searching.shape import MOST_CHOICES

SWITCH: Final = "switch"
_STEPPED: Final = NUMBERS | {"date"}
_TARGETS: Final = ("set", "replace", "repeal", "reword", "wheel")


@dataclass(frozen=True, slots=True)
class Held:
    """What is agreed now, as terms are read against it.

    Args:
        library: the rules; agreement: with its amendments; day: from which points act.
        series: every parameter that an amendment may set or a law fixes, by id; now: its value on the day.
    """

    library: Library
    agreement: Agreement
    day: date
    series: Mapping[str, ParameterSeries]
    now: Mapping[str, Value | None]


def held(library: Library, agreement: Agreement, day: date, assumed: Mapping[str, Value]) -> Held:
    """Give what is agreed on a day; `assumed` holds values that the scenario takes for guesses."""
    days = {key: value for key, value in assumed.items() if isinstance(value, date)}
    framework, _ = agreement.amended(day, days)
    series = {**series_of(agreement.laws), **series_of([agreement.base, *agreement.amendments])}
    now: dict[str, Value | None] = {}
    for document in (*agreement.laws, framework):
        for key, one in document.parameters.items():
            dated = value_on(one.values, day)
            if dated is not None:
                now[key] = assumed.get(key, dated.value) if dated.basis == "assumed" else dated.value
    return Held(library, agreement, day, series, now)


def terms_of(page: Page, within: Held) -> tuple[Term, ...]:
    """Give the terms of a file, those apart of which something is wrong, which is noted."""
    found = [_term(page, name, within) for name in page.names("terms")]
    taken: dict[str, str] = {}
    for term in found:
        if term is None:
            continue
        for target in _written(term):
            other = taken.setdefault(target, term.name)
            if other != term.name:
                wrong = Message("{target} is also settled by the term {other}.", target=target, other=other)
                page.wrong(("terms", term.name), wrong, Message("each in one term"))
    return tuple(term for term in found if term is not None)


def _written(term: Term) -> Iterator[str]:
    """Give all that a term may settle: its parameter, or the targets of the amendment."""
    if term.part is None:
        yield term.target
    else:
        yield from (target_of(change) for change in term.part.changes)


def target_of(change: Mapping[str, Any]) -> str:
    """Give what a plain change of an amendment is about."""
    if change.get("add") is not None:
        return str(change["add"]["id"])
    return next((str(change[key]) for key in _TARGETS if change.get(key) is not None), "")


def _term(page: Page, name: str, within: Held) -> Term | None:
    at = ("terms", name)
    kinds = [key for key in ("set", "amendment") if page.says(*at, key)]
    if len(kinds) != 1:
        wrong = Message("a term sets a value or makes an amendment, one of them.")
        page.wrong(at, wrong, Message("set with range and step, set with values, or amendment"))
        return None
    title = page.value(*at, "title")
    own = None if title is None else Text(**title)
    mine, others = ("amendment", "changes"), ("set", "range", "step", "values")
    for field in others if kinds == ["amendment"] else mine:
        if page.says(*at, field):
            wrong = Message("{field} does not go with {kind}.", field=field, kind=kinds[0])
            page.wrong((*at, field), wrong, Message("a term without it"))
    return _switch(page, name, own, within) if kinds == ["amendment"] else _set(page, name, own, within)


def _set(page: Page, name: str, title: Text | None, within: Held) -> Term | None:
    at = ("terms", name)
    target = page.value(*at, "set")
    if target is None:
        return None
    series = within.series.get(target)
    if series is None:
        wrong = Message("{name} is not a value of what is agreed.", name=target)
        accepted = Message("a parameter: kredslob agreement show {id} lists them", id=within.agreement.base.id)
        page.wrong((*at, "set"), wrong, accepted, nearest(target, within.series))
        return None
    if series.fixed:
        wrong = Message("{name} is fixed by law.", name=target)
        page.wrong(
            (*at, "set"), wrong, Message("a parameter of the agreement, or one that the law leaves to agreement")
        )
        return None
    choices = _choices(page, at, series)
    if not choices:
        return None
    now = within.now.get(target)
    present = choices.index(now) if now in choices else None
    return Term(name, title or series.title, target, series.unit, choices, present, now, series.choices)


def _choices(page: Page, at: tuple[str, ...], series: ParameterSeries) -> tuple[Value, ...] | None:
    by_range, by_list = page.says(*at, "range"), page.says(*at, "values")
    if by_range == by_list:
        wrong = Message("it is not said what {name} may be.", name=series.id)
        page.wrong(at, wrong, Message("either range with step, or values"))
        return None
    if by_list:
        if page.says(*at, "step"):
            page.wrong((*at, "step"), Message("{field} does not go with {kind}.", field="step", kind="values"), Message("a term without it"))  # fmt: skip
        return _listed(page, (*at, "values"), series)
    return _stepped(page, at, series)


def _listed(page: Page, at: FieldPath, series: ParameterSeries) -> tuple[Value, ...] | None:
    raw = page.value(*at, otherwise=())
    found = [_value(page, (*at, place), one, series.bounds) for place, one in enumerate(raw)]
    if None in found:
        return None
    choices = tuple(one for one in found if one is not None)
    for place, one in enumerate(choices):
        if one in choices[:place]:
            page.wrong((*at, place), Message("{value} stands here twice.", value=shown(raw[place])), Message("each once"))  # fmt: skip
    return tuple(dict.fromkeys(choices))


def _value(page: Page, at: FieldPath, raw: object, bounds: Bounds) -> Value | None:
    return page.attempt(at, lambda: value_of(raw, bounds))


def _stepped(page: Page, at: tuple[str, ...], series: ParameterSeries) -> tuple[Value, ...] | None:
    if series.unit not in _STEPPED:
        wrong = Message("{name} is a {unit}, of which there is no range.", name=series.id, unit=series.unit)
        page.wrong((*at, "range"), wrong, Message("values, a list"))
        return None
    ends = page.value(*at, "range")
    if not isinstance(ends, list):
        return None
    low, high = (_value(page, (*at, "range", place), one, series.bounds) for place, one in enumerate(ends))
    unit = "count" if series.unit == "date" else series.unit
    raw = page.value(*at, "step")
    if raw is None:
        page.wrong(at, Message("{field} is missing.", field="step"), Message("by how much it goes up, such as 0.05 of a share"))  # fmt: skip
        return None
    step = _value(page, (*at, "step"), raw, Bounds(unit))
    if low is None or high is None or step is None:
        return None
    first, last, by = number_of(low, series.unit), number_of(high, series.unit), number_of(step, unit)
    if last < first:
        page.wrong((*at, "range"), Message("the range runs backwards."), Message("[lowest, highest]"))
        return None
    if by == 0 or (last - first) % by:
        wrong = Message("steps of {step} do not lead from {low} to {high}.", step=shown(raw), low=shown(ends[0]), high=shown(ends[1]))  # fmt: skip
        page.wrong((*at, "step"), wrong, Message("a step that goes up in the range"))
        return None
    count = int((last - first) / by) + 1
    if count > MOST_CHOICES:
        wrong = Message("these are {count} values.", count=count)
        page.wrong((*at, "step"), wrong, Message("a longer step: at most {most}", most=MOST_CHOICES))
        return None
    return tuple(_after(low, by * place) for place in range(count))


def _after(low: Value, by: Fraction) -> Value:
    if isinstance(low, date):
        return low + timedelta(days=int(by))
    return int(low) + int(by)  # type: ignore[arg-type]  # a number of its unit, which is whole inside


def _switch(page: Page, name: str, title: Text | None, within: Held) -> Term | None:
    at = ("terms", name)
    wanted = page.value(*at, "amendment")
    if wanted is None:
        return None
    text = page.attempt((*at, "amendment"), lambda: _amendment(page, wanted, within))
    if text is None:
        return None
    data: Any = text.data
    problem = _misfit(data, within)
    if problem is not None:
        page.wrong((*at, "amendment"), *problem)
        return None
    changes = _chosen(page, at, data.get("changes") or [])
    day = data["from"] if isinstance(data["from"], date) else data["from"]["value"]
    part = Part(
        data["id"], day, tuple(changes), data.get("clauses") or {}, data.get("sources") or {},
        data.get("parameters") or {}, data.get("facts") or {},
    )  # fmt: skip
    told = title or Text(**data["title"])
    return Term(name, told, data["id"], SWITCH, (False, True), 0, now=False, part=part)


def _amendment(page: Page, wanted: str, within: Held) -> YamlText:
    """Give the plain data of an amendment by id or file, which must be one by itself.

    Raises:
        WrongInput: there is none, or something is wrong with it.
    """
    if names_file(wanted):
        text, _ = load_plain(page.beside(wanted), "DocumentFile", wanted)
        return text
    within.library.agreement(wanted)  # tells that there is none, with the nearest
    return plain_of(within.library.documents[wanted])


def _misfit(data: Mapping[str, Any], within: Held) -> tuple[Message, Message] | None:
    """Say why an amendment cannot be made to what is agreed; None if it can."""
    ours = [within.agreement.base.id, *(one.id for one in within.agreement.amendments)]
    if data.get("kind") != "amendment":
        return Message("{id} is no amendment.", id=data.get("id")), Message("an amendment of {id}", id=ours[0])
    if data["id"] in ours:
        return Message("{id} is made already.", id=data["id"]), Message("an amendment that is not made yet")
    if data.get("extends") not in ours:
        return (
            Message("{id} amends {base}, which does not hold here.", id=data["id"], base=data.get("extends")),
            Message("an amendment of {names}", names=", ".join(ours)),
        )
    return None


def _chosen(page: Page, at: FieldPath, changes: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Give those changes of an amendment that a term names, or all if it names none."""
    named = page.value(*at, "changes")
    if named is None:
        return [*changes]
    there = [target_of(one) for one in changes]
    for place, wanted in enumerate(named):
        if wanted not in there:
            wrong = Message("the amendment changes nothing that is called {name}.", name=str(wanted)[:80])
            page.wrong((*at, "changes", place), wrong, Message("{names}", names=", ".join(there)), nearest(str(wanted), there))  # fmt: skip
    return [one for one in changes if target_of(one) in named]
