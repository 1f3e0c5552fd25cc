"""Find what breaks the limits that laws, and the agreement itself, set to what may be agreed.

A value that is assumed may keep within a limit at one of its alternatives and not at another: then what would be an
error is a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from kredslob.rules.building import value_of
from kredslob.rules.checking.days import OnDay
from kredslob.rules.checking.findings import Finding
from kredslob.rules.conditions import Parameter, Written, facts_of
from kredslob.rules.dating import version_on
from kredslob.rules.frozen import dataclass
from kredslob.rules.limits import LEAVES, SHARED
from kredslob.rules.linking import closure
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import Bounds, DatedValue, DatedWheel, Document, Limit, ParameterSeries
from kredslob.rules.units import PPM, RANGED, Value, number_of, plain_value
from kredslob.rules.wheels import wheel_name

_TURN: Final = {"referral": "referral", "external": "flexible"}


def breaches(limits: Iterable[Limit], on: OnDay) -> Iterator[Finding]:
    """Find what is beyond the limits on a day: those of all laws, and of the framework.

    Raises:
        WrongInput: what a limit compares with is no value of the unit.
    """
    for limit in limits:
        if limit.from_ <= on.day and (limit.to is None or on.day <= limit.to):
            match limit.kind:
                case "parameter" | "wheel" | "period":
                    yield from _compared(limit, on)
                case "concludes":
                    yield from _concluded(limit, on)
                case "decides":
                    yield from _decided(limit, on)
                case "criteria":
                    yield from _covered(limit, on)
                case "reads":
                    continue  # `linking` refuses it, wherever the agreement is used


# --- values ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Subject:
    """Something that a limit compares: what it is called, where it stands; its value, then what else it may be."""

    title: object
    at: Place
    unit: str
    possible: tuple[Value, ...]


def _subjects(limit: Limit, on: OnDay) -> Iterator[_Subject]:
    if limit.kind == "period":
        yield from _lasting(on.agreement.base)
    elif limit.kind == "wheel":
        yield from (_turned(turning[limit.names[0]], key) for key, turning in on.wheels if limit.names[0] in turning)
    else:
        (name,) = limit.names
        series = next((one.parameters[name] for one in on.documents if name in one.parameters), None)
        if series is not None:
            rows = [own.parameters[name] for own in on.estates if name in own.parameters]
            if name in on.framework.parameters:
                rows.insert(0, on.framework.parameters[name].values)
            held = [dated for values in rows if (dated := version_on(values, on.day)) is not None]
            yield from (_valued(series, dated) for dated in held if dated.value is not None)


def _valued(series: ParameterSeries, dated: DatedValue) -> _Subject:
    possible = _possible(dated)
    return _Subject(series.title, dated.at, series.unit, possible)


def _lasting(base: Document) -> Iterator[_Subject]:
    """Give how long an agreement lasts, in whole years begun."""
    start, end = base.start.day, base.to
    if end is not None:
        years = end.year - start.year + ((end.month, end.day) >= (start.month, start.day))
        shown = Message("{start} - {end}", start=start, end=end)
        yield _Subject(shown, base.at("to"), "years", (years,))


def _possible(dated: DatedValue) -> tuple[Value, ...]:
    value = () if dated.value is None else (dated.value,)
    return (*value, *dated.alternatives, *(dated.range or ())) if dated.basis == "assumed" else value


def _turned(wheel: DatedWheel, estate: str) -> _Subject:
    of = (wheel.slots.count(_TURN[wheel.name]), len(wheel.slots)) if wheel.slots else (wheel.turns, wheel.of)
    return _Subject(
        Message("{estate}, wheel {wheel}", estate=estate, wheel=wheel_name(wheel.name)), wheel.at, "turns", (of,)
    )


def _compared(limit: Limit, on: OnDay) -> Iterator[Finding]:
    for unit, subjects in groupby(_subjects(limit, on), key=lambda one: one.unit):
        bound = _bound(limit, unit, on)
        spared = {number_of(value_of(limit.apart_from.value, Bounds(unit), limit.at), unit)} if limit.apart_from else ()
        for subject in subjects if bound else ():
            value = subject.possible[0]
            if _breaks(limit.operator, value, bound[0], unit) and not (spared and number_of(value, unit) in spared):
                sure = all(_breaks(limit.operator, one, other, unit) for one in subject.possible for other in bound)
                yield _told(limit, subject, bound[0], sure=sure)


def _told(limit: Limit, subject: _Subject, bound: Value, *, sure: bool) -> Finding:
    shown = plain_value(subject.possible[0], subject.unit)
    found = Message("{text} {title}: {value}.", text=limit.text, title=subject.title, value=shown)
    if not sure:
        found = Message("{found} It hangs on what is assumed.", found=found)
    cure = _asked(limit.operator, plain_value(bound, subject.unit))
    return Finding(limit.severity if sure else "warning", Problem(subject.at, found, cure, None, limit.clause))


def _bound(limit: Limit, unit: str, on: OnDay) -> tuple[Value, ...]:
    """Give what a limit compares with: the value that holds, then what else it may be; nothing where there is none."""
    if isinstance(limit.bound, Written):
        return (value_of(limit.bound.value, Bounds(unit), limit.at),)
    name = limit.bound.id if limit.bound else ""
    # a law's own value comes before what an agreement makes of it
    series = next((one.parameters[name] for one in (*on.laws, on.framework) if name in one.parameters), None)
    dated = version_on(series.values, on.day) if series else None
    return _possible(dated) if dated else ()


def _breaks(operator: str | None, value: Value, bound: Value, unit: str) -> bool:
    if operator == "is":
        return value != bound
    if operator == "is_not":
        return value == bound
    left, right = number_of(value, unit), number_of(bound, unit)
    match operator:
        case "at_least":
            return left < right
        case "over":
            return left <= right
        case "at_most":
            return left > right
        case "under":
            return left >= right
        case _:
            return (PPM if unit == "share" else 1) - left < right  # leaves


def _asked(operator: str | None, bound: object) -> Message:
    match operator:
        case "at_least":
            return Message("at least {value}", value=bound)
        case "over":
            return Message("over {value}", value=bound)
        case "at_most":
            return Message("at most {value}", value=bound)
        case "under":
            return Message("under {value}", value=bound)
        case "is_not":
            return Message("other than {value}", value=bound)
        case "leaves":
            return Message("a share that leaves at least {value}", value=bound)
        case _:
            return Message("{value}", value=bound)


# --- rules ----------------------------------------------------------------------------------------------------------


def _concluded(limit: Limit, on: OnDay) -> Iterator[Finding]:
    """Find that no rule in force comes to a conclusion; told where an amendment does away with the rule that did."""
    (fact,) = limit.names
    if any((rule.decides, rule.value) == (fact, limit.value) for rule in on.rules):
        return
    base = {rule.id for rule in on.agreement.base.rules if (rule.decides, rule.value) == (fact, limit.value)}
    changes = [change for one in on.agreement.amendments for change in one.changes if change.target in base]
    place = changes[-1].at if changes else on.agreement.base.at("rules")
    cure = Message("a rule that concludes {fact}: {value}", fact=fact, value=plain_value(limit.value, ""))
    yield Finding(limit.severity, Problem(place, Message("{text}", text=limit.text), cure, None, limit.clause))


def _decided(limit: Limit, on: OnDay) -> Iterator[Finding]:
    laws = {law.id for law in on.laws}
    for rule in on.rules:
        if rule.decides in limit.names and rule.document not in laws:
            found = Message("{text} Rule {rule} decides {fact}.", text=limit.text, rule=rule.id, fact=rule.decides)
            cure = Message("rules that leave {fact} to the law", fact=rule.decides)
            yield Finding(limit.severity, Problem(rule.at, found, cure, None, limit.clause))


def _covered(limit: Limit, on: OnDay) -> Iterator[Finding]:
    """Find that the rules that decide a fact, without those that an agreement overrides, do not read what they must."""
    fact, *wanted = limit.names
    laws = {law.id for law in on.laws}
    own = [rule for rule in on.rules if rule.decides == fact and rule.document not in laws]
    if not own:
        return
    above = closure(on.rules)
    left = [
        rule for rule in on.rules if rule.decides == fact and not above[rule.id].intersection(one.id for one in own)
    ]
    read = {name for rule in left for name in facts_of(rule.when)}
    missing = [name for name in wanted if name not in read]
    if missing:
        found = Message(
            "{text} No rule that decides {fact} reads {names}.", text=limit.text, fact=fact, names=", ".join(missing)
        )
        cure = Message("rules that read {names}", names=", ".join(missing))
        yield Finding(limit.severity, Problem(own[0].at, found, cure, None, limit.clause))


def check_limit(limit: Limit, parameters: Mapping[str, ParameterSeries]) -> list[Problem]:
    """Give what is wrong with a limit itself: it compares what is not there, or of another unit."""
    unit = {"wheel": "turns", "period": "years"}.get(limit.kind)
    if limit.kind == "parameter":
        series = parameters.get(limit.names[0])
        unit = series.unit if series else None
    return [] if unit is None or limit.operator is None else list(_check_bound(limit, unit, parameters))


def _check_bound(limit: Limit, unit: str, parameters: Mapping[str, ParameterSeries]) -> Iterator[Problem]:
    units = SHARED if limit.operator == LEAVES else RANGED
    if limit.operator not in ("is", "is_not") and unit not in units:
        found = Message("{name} cannot be compared by {operator}.", name=limit.names[0], operator=limit.operator)
        yield Problem(limit.at, found, Message("is, is_not"))
        return
    for written in (limit.bound, limit.apart_from):
        if isinstance(written, Written):
            try:
                value_of(written.value, Bounds(unit), limit.at)
            except WrongInput as wrong:
                yield from wrong.problems
    if isinstance(limit.bound, Written):
        return
    name = limit.bound.id if isinstance(limit.bound, Parameter) else ""
    if name not in parameters:
        found = Message("limit {limit} reads {name}, which is no parameter.", limit=limit.id, name=name)
        yield Problem(limit.at, found, Message("a parameter of these documents"), nearest(name, parameters))
    elif parameters[name].unit != unit:
        found = Message("{fact} and {name} have different units.", fact=limit.id, name=name)
        yield Problem(limit.at, found, Message("{unit}", unit=unit))
