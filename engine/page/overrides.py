"""Lay out which exception overrides which: a row for each rule, exceptions above what they override, arrows in lanes.

All arrows to one rule run in one lane beside the rows; lanes that would cross on the way are kept apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from kredslob.rules.frozen import dataclass
from kredslob.rules.model import Rule


@dataclass(frozen=True, slots=True)
class Arrow:
    """The arrows to one rule: rows from which they come, the row to which they lead, the lane, 0 nearest the rows."""

    sources: tuple[int, ...]
    target: int
    lane: int


@dataclass(frozen=True, slots=True)
class Overrides:
    """The rules about one fact, exceptions first, and the arrows between their rows."""

    fact: str
    rules: tuple[Rule, ...]
    arrows: tuple[Arrow, ...]

    @property
    def lanes(self) -> int:
        """How many lanes the arrows need."""
        return max((arrow.lane + 1 for arrow in self.arrows), default=0)


def overrides_of(rules: Iterable[Rule]) -> list[Overrides]:
    """Lay out the rules fact by fact, in the order in which facts are first decided."""
    about: dict[str, list[Rule]] = {}
    for rule in rules:
        about.setdefault(rule.decides, []).append(rule)
    return [_laid_out(fact, several) for fact, several in about.items()]


def _laid_out(fact: str, rules: Sequence[Rule]) -> Overrides:
    ordered = exceptions_first(rules)
    rows = {rule.id: row for row, rule in enumerate(ordered)}
    into: dict[int, list[int]] = {}
    for rule in ordered:
        for below in rule.overrides:
            if below in rows:
                into.setdefault(rows[below], []).append(rows[rule.id])
    arrows: list[Arrow] = []
    for target, sources in sorted(into.items(), key=lambda one: (max(one[0], *one[1]) - min(one[0], *one[1]), one[0])):
        arrow = Arrow(tuple(sorted(sources)), target, 0)
        taken = {other.lane for other in arrows if _overlap(arrow, other)}
        lane = next(lane for lane in range(len(arrows) + 1) if lane not in taken)
        arrows.append(Arrow(arrow.sources, target, lane))
    return Overrides(fact, tuple(ordered), tuple(sorted(arrows, key=attrgetter("target"))))


def exceptions_first(rules: Sequence[Rule]) -> list[Rule]:
    """Order rules so that each stands above those it overrides, otherwise as they stand; a circle is left as it stands."""
    waiting, ordered = [*rules], list[Rule]()
    while waiting:
        ids = {rule.id for rule in waiting}
        overridden = {below for rule in waiting for below in rule.overrides if below in ids}
        free = next((rule for rule in waiting if rule.id not in overridden), waiting[0])
        waiting.remove(free)
        ordered.append(free)
    return ordered


def _overlap(one: Arrow, other: Arrow) -> bool:
    """Tell whether two arrows would run beside the same row; one may end where the other begins."""
    first, last = min(*one.sources, one.target), max(*one.sources, one.target)
    return first < max(*other.sources, other.target) and last > min(*other.sources, other.target)
