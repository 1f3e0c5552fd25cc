"""Put the values of parameters into a rule once for the same values, whatever estate, day or agreement asks for it.

Terms are drawn up by the thousand - of every estate on every day that something changes, of every agreement that is tried -
and nearly all of their rules come out the same. What is the same is then the same object, which whoever compiles rules
can tell at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from kredslob.rules.binding import Term, bind
from kredslob.rules.conditions import parameters_of
from kredslob.rules.model import Rule

MOST: Final = 20_000
"""Rules kept with values in them: a framework has hundreds, a long search goes through thousands of terms."""
ByFact = dict[str, tuple[Rule, ...]]


@dataclass(slots=True)
class _Bound:
    """A rule, the parameters that it reads, and what has become of it by their values."""

    rule: Rule
    reads: tuple[str, ...]
    found: dict[tuple[object, ...], Rule] = field(default_factory=dict)


class Bindings:
    """Rules with values in them that have been made so far; they can be thrown away at any time, and are when there are too many.

    Args:
        most: how many are kept.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most, self._made = most, 0
        self._rules: dict[int, _Bound] = {}
        self._together: dict[tuple[int, ...], tuple[Rule, ...]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Bindings, (self._most,)  # objects are told apart by where they lie, and elsewhere they lie elsewhere

    def rules(self, rules: Iterable[Rule], parameters: Mapping[str, Term]) -> ByFact:
        """Give rules with values in them, by the fact that they decide, in their order."""
        if self._made > self._most:
            self._made = 0
            self._rules.clear()
            self._together.clear()
        found: dict[str, list[Rule]] = {}
        for rule in rules:
            found.setdefault(rule.decides, []).append(self._of(rule, parameters))
        return {fact: self._tuple(several) for fact, several in found.items()}

    def _of(self, rule: Rule, parameters: Mapping[str, Term]) -> Rule:
        bound = self._rules.get(id(rule))
        if bound is None:
            bound = self._rules[id(rule)] = _Bound(rule, parameters_of(rule.when))  # it keeps the rule where it lies
        key = tuple(_told(parameters.get(name)) for name in bound.reads)
        if key not in bound.found:
            self._made += 1
            bound.found[key] = replace(rule, when=bind(rule.when, parameters))
        return bound.found[key]

    def _tuple(self, several: list[Rule]) -> tuple[Rule, ...]:
        return self._together.setdefault(tuple(map(id, several)), tuple(several))


def _told(term: Term | None) -> tuple[object, ...] | None:
    """Give all of a term that a rule has in it."""
    return None if term is None else (term.series.unit, term.value, term.guesses)
