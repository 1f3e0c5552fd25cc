"""The front of a search in charts: every point by two goals at a time, the present agreement among them, with its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kredslob.engine.page.html import Html
from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message
from kredslob.scenarios.indicators.indicator import Unit
from kredslob.scenarios.reporting.charts.plan import Dot, Dots, Kind, rounded
from kredslob.scenarios.reporting.figure import figure
from kredslob.scenarios.reporting.numbers import amount
from kredslob.scenarios.reporting.over_time import step_of
from kredslob.scenarios.searching.answer import Answer, Found, GoalTold, Role
from kredslob.scenarios.searching.wording import goal_told, mean_told

_LOOKS: Final[dict[Role, tuple[str, str, bool]]] = {
    "front": ("#0b5f97", "circle", True), "present": ("#b34700", "diamond", True), "near": ("#99407a", "square", True),
    "beaten": ("#4c5865", "circle", False), "misses": ("#4c5865", "cross", False),
}  # fmt: skip
ROLES: Final[dict[Role, Message]] = {
    "front": Message("on the front: nothing found is better in every goal"),
    "present": Message("as agreed now"),
    "near": Message("comes nearest to keeping all limits"),
    "beaten": Message("keeps the limits, and another is better"),
    "misses": Message("misses a limit"),
}
_LAST: Final[tuple[Role, ...]] = ("misses", "beaten", "near", "front", "present")


def charts_of(words: Words, found: Answer) -> Iterator[Html]:
    """Give a chart for the first goal against each other; none where there is one goal only."""
    yield from (_chart(words, found, at) for at in range(1, len(found.goals)))


def _chart(words: Words, found: Answer, at: int) -> Html:
    goals = (found.goals[0], found.goals[at])
    points = [one for one in found.points if one.chosen[0].value is not None and one.chosen[at].value is not None]
    dots = sorted((_dot(words, one, at) for one in points), key=lambda each: _LAST.index(each[0]))
    front = sorted((one.chosen[0].value or 0.0, one.chosen[at].value or 0.0) for one in points if one.role == "front")
    spans = [_span([each.x for _, each in dots]), _span([each.y for _, each in dots])]
    chart = Dots(
        tuple(dot for _, dot in dots), tuple(front), spans[0], spans[1], (_kind(goals[0].unit), _kind(goals[1].unit)),
        (words.read(goals[0].title), words.read(goals[1].title)),
    )  # fmt: skip
    title = words.say(Message("{one} and {other}", one=goals[0].title, other=goals[1].title))
    heads = (Message("Point"), Message("What it is"), *(Message("{title}", title=one.title) for one in goals), Message("How it stands"))  # fmt: skip
    told = [_cells(words, found, one, at) for one in (*_named(found), *found.others)]
    return figure(
        words, f"front-{at}", (title, _under_told(words, found, goals), _about(words, found, at)), chart, heads, told
    )


def _named(found: Answer) -> Sequence[Found]:
    return (found.present, *found.front, *found.near)


def _dot(words: Words, one: Found, at: int) -> tuple[Role, Dot]:
    colour, shape, filled = _LOOKS[one.role]
    label = words.say(Message("now")) if one.role == "present" else one.name if filled else ""
    return one.role, Dot(one.chosen[0].value or 0.0, one.chosen[at].value or 0.0, colour, shape, label, filled)


def _under_told(words: Words, found: Answer, goals: tuple[GoalTold, GoalTold]) -> str:
    drawn = Message("Across: {one}; up: {other}. All points by the replications that they were chosen by.", one=goal_told(goals[0]), other=goal_told(goals[1]))  # fmt: skip
    return f"{words.say(_under(found))} {words.say(drawn)}"


def _under(found: Answer) -> Message:
    if found.front:
        return Message(
            "Letters and dots: the front. Diamond: as agreed now. Rings: beaten. Crosses: a limit is missed."
        )
    if found.near:
        return Message("No point keeps all limits. Squares: those that come nearest. Diamond: as agreed now. Crosses: a limit is missed.")  # fmt: skip
    return Message("Diamond: as agreed now. Rings: they keep the limits and are beaten. Crosses: a limit is missed.")


def _about(words: Words, found: Answer, at: int) -> str:
    """Say in words what is to be seen: where the present agreement stands, and the ends of the front."""
    units = (found.goals[0].unit, found.goals[at].unit)
    said = [_place(words, one, at, units) for one in (found.present, *(found.front or found.near))]
    return " ".join(said)


def _place(words: Words, one: Found, at: int, units: tuple[Unit, Unit]) -> str:
    values = (amount(words, unit, one.chosen[goal].value) for unit, goal in zip(units, (0, at), strict=True))
    name = words.say(Message("As agreed now")) if one.role == "present" else one.name
    return f"{name}: {'; '.join(values)}."


def _cells(words: Words, found: Answer, one: Found, at: int) -> list[str]:
    values = [words.say(mean_told(one.chosen[goal], found.goals[goal].unit)) for goal in (0, at)]
    name = words.say(Message("now")) if one.role == "present" else one.name
    return [name, words.read(one.title), *values, words.say(ROLES[one.role])]


def _span(values: Sequence[float]) -> tuple[float, float]:
    """Give from where to where an axis goes: all points, with room for their letters."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = 0.08 * (high - low) or 0.5 * abs(high) or 0.5
    low, high = low - room, high + room
    return rounded(low, high, step_of(low, high))


def _kind(unit: Unit) -> Kind:
    return "percent" if unit == "share" else "points" if unit == "difference" else "decimal"
