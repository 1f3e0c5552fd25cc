"""What must hold of targets together, so that a test is one: dated, of a later day than its start, and not used before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from kredslob.rules.messages import FieldPath, Message, Problem, nearest
from kredslob.rules.yaml_source import YamlText
from kredslob.scenarios.behaviour.parameters import PARAMETERS
from kredslob.scenarios.targets.target import COUNTS, Observed, Start, Target

REGISTER: Final = "register"
"""What a figure is used by that the generator of the register aims at."""


def check_targets(starts: Sequence[Start], targets: Sequence[Target], text: YamlText) -> list[Problem]:
    """Give everything that is wrong with targets whose shape is right."""
    by_id = {one.id: one for one in starts}
    return [
        *(problem for one in starts for problem in _of_start(one, text)),
        *(problem for one in targets for problem in _of_value(one.observed, ("targets", one.id), text)),
        *(problem for one in targets for problem in _of_period(one, text)),
        *(problem for one in targets for problem in _of_use(one, text)),
        *(problem for one in targets for problem in _of_starts(one, by_id, text)),
        *_of_series(targets, text),
    ]  # fmt: skip


def _of_start(one: Start, text: YamlText) -> Iterator[Problem]:
    if one.known_until >= one.month:
        place = text.place(("starts", one.id, "known_until"))
        yield Problem(
            place,
            Message("{day} is not before the start.", day=one.known_until),
            Message("at the latest {day}", day=one.month - timedelta(days=1)),
        )


def _of_value(seen: Observed, path: FieldPath, text: YamlText) -> Iterator[Problem]:
    if seen.value is None and seen.low is None and seen.high is None:
        yield Problem(
            text.place(path), Message("nothing is told of what was seen."), Message("value, interval, or both")
        )
        return
    low, high = _span(seen)
    if not low <= high or (seen.value is not None and not low <= seen.value <= high):
        found = Message("the value lies outside its interval.")
        yield Problem(text.place((*path, "interval")), found, Message("[lowest, highest] around the value"))
    told = [number for number in (seen.value, seen.low, seen.high) if number is not None]
    least, most = _limits(seen)
    if any(not least <= number <= most for number in told):
        found = Message("{value} is not accepted.", value=f"{next(n for n in told if not least <= n <= most):g}")
        accepted = Message("a number from {low} to {high}", low=f"{least:g}", high=f"{most:g}")
        yield Problem(text.place((*path, "value")), found, accepted)
    elif seen.unit in COUNTS and seen.value is not None and seen.value != int(seen.value):
        found = Message("{value} is not accepted.", value=f"{seen.value:g}")
        yield Problem(text.place((*path, "value")), found, Message("a whole number"))


def _span(seen: Observed) -> tuple[float, float]:
    return (-float("inf") if seen.low is None else seen.low), (float("inf") if seen.high is None else seen.high)


def _limits(seen: Observed) -> tuple[float, float]:
    match seen.unit:
        case "share":
            return 0, 1
        case "month_of_year":
            return 1, 12
    return -1e9, 1e9  # a change of a count may be below nothing


def _of_period(one: Target, text: YamlText) -> Iterator[Problem]:
    path: FieldPath = ("targets", one.id)
    if (one.first, one.last) == (date.max, date.min):
        if one.use in ("test", "fit"):
            accepted = Message("on or period; what has no date is neither test nor fit")
            yield Problem(text.place(path), Message("the figure has no date."), accepted)
    elif one.first > one.last:
        yield Problem(text.place((*path, "period")), Message("the period runs backwards."), Message("[first, last]"))


def _of_use(one: Target, text: YamlText) -> Iterator[Problem]:
    """See that a figure is used once: what drew the population or fitted behaviour is no test."""
    path: FieldPath = ("targets", one.id)
    needed = {
        "against": (one.use in ("test", "fit"), one.against), "starts": (one.use == "test", one.starts),
        "used_by": (one.use == "population", one.used_by), "reason": (one.use == "not_testable", one.reason),
    }  # fmt: skip
    for field, (wanted, told) in needed.items():
        if wanted and not told:
            yield Problem(
                text.place(path),
                Message("{field} is missing in a figure whose use is {use}.", field=field, use=one.use),
                Message("this field, filled in"),
            )
    if one.use == "test" and one.used_by:
        found = Message("a figure that was used before is no test.")
        yield Problem(text.place((*path, "used_by")), found, Message("use: population, or nothing used"))
    if one.use != "test" and one.starts:
        found = Message("only a test has starts.")
        yield Problem(text.place((*path, "starts")), found, Message("use: test, or no starts"))
    for name in one.used_by:
        if name != REGISTER and name not in PARAMETERS:
            found = Message("there is no parameter of behaviour {name}.", name=name)
            accepted = Message("register, or a parameter of behaviour")
            yield Problem(text.place((*path, "used_by")), found, accepted, nearest(name, [REGISTER, *PARAMETERS]))
    if one.against is not None and (one.against.since is None) != (one.against.change is None):
        found = Message("a change has a year since which it is, and a direction.")
        yield Problem(text.place((*path, "against")), found, Message("both since and change, or neither"))


def _of_starts(one: Target, starts: Mapping[str, Start], text: YamlText) -> Iterator[Problem]:
    """See that a test is of a day after everything that its start may know."""
    for name in one.starts:
        place = text.place(("targets", one.id, "starts"))
        if name not in starts:
            accepted = Message("{names}", names=", ".join(starts))
            yield Problem(place, Message("there is no start {name}.", name=name), accepted, nearest(name, starts))
        elif one.last <= starts[name].known_until:
            found = Message("what was seen on {day} was known at the start {name}.", day=one.last, name=name)
            yield Problem(place, found, Message("a start that knows less"))


def _of_series(targets: Iterable[Target], text: YamlText) -> Iterator[Problem]:
    """See that figures of one series are of one unit, so that a line can be drawn through them."""
    units: dict[str, str] = {}
    for one in targets:
        if units.setdefault(one.series, one.observed.unit) != one.observed.unit:
            found = Message("series {name} has figures of several units.", name=one.series)
            yield Problem(text.place(("targets", one.id, "series")), found, Message("one unit"))
