"""What the rules compare with: a known value, an open guess, or another value for estates whose agreement sets its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kredslob.engine.proof.logic import TRUE, Formula, Number, every, no, some
from kredslob.engine.proof.symbols import Guess, Symbols
from kredslob.rules.binding import Term
from kredslob.rules.conditions import Bound
from kredslob.rules.frozen import dataclass
from kredslob.rules.units import Value

Holds = Callable[[Value | Number], Formula]
"""When a comparison with a value holds; a guess within a range is a number that is not known."""


@dataclass(frozen=True, slots=True)
class Rails:
    """When something certainly holds, and when it possibly does."""

    certain: Formula
    possible: Formula


@dataclass(frozen=True, slots=True)
class Choice:
    """What a parameter is for some estates: a value, or an open guess."""

    when: Formula
    value: Value
    guess: Guess | None = None

    def test(self, holds: Holds) -> Rails:
        """Give when a comparison with it certainly and possibly holds."""
        guess = self.guess
        if guess is None:
            found = holds(self.value)
            return Rails(found, found)
        if guess.range is None:
            each = [holds(value) for value in guess.alternatives]
            exact = some(every((guess.is_(place), one)) for place, one in enumerate(each))
        else:  # only its order can be asked (`linking`), so what holds at both ends holds between them
            each = [holds(end) for end in guess.range]
            exact = holds(guess.number)
        if guess.told is TRUE:
            return Rails(exact, exact)
        untold = no(guess.told)
        exact = every((guess.told, exact))
        return Rails(some((exact, every((untold, *each)))), some((exact, every((untold, some(each))))))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a parameter may be, estate by estate."""

    choices: tuple[Choice, ...]

    @property
    def exists(self) -> Formula:
        """When it has a value."""
        return some(one.when for one in self.choices)

    def test(self, holds: Holds) -> Rails:
        """Give when a comparison with it certainly and possibly holds; not where it has no value."""
        tests = [(one.when, one.test(holds)) for one in self.choices]
        certain = some(every((when, rails.certain)) for when, rails in tests)
        if all(rails.certain is rails.possible for _, rails in tests):
            return Rails(certain, certain)
        return Rails(certain, some(every((when, rails.possible)) for when, rails in tests))


class Parameters:
    """The parameters of a set of rules.

    Args:
        symbols: where open guesses are kept.
        variants: for which estates (always, or when a formula holds) which terms count.
    """

    def __init__(self, symbols: Symbols, variants: Sequence[tuple[Formula, Mapping[str, Term]]]) -> None:
        self.symbols = symbols
        self.variants = variants
        self._readings: dict[str, Reading] = {}

    def unit(self, parameter: str) -> str:
        """Give the unit of a parameter; nothing for one that nobody has."""
        return next((terms[parameter].series.unit for _, terms in self.variants if parameter in terms), "")

    def reading(self, parameter: str) -> Reading:
        """Give what a parameter may be."""
        if parameter not in self._readings:
            self._readings[parameter] = self._read(parameter)
        return self._readings[parameter]

    def has(self, guess: Guess) -> bool:
        """Tell whether a guess is one of these parameters, open to the same values."""
        found = [terms[guess.parameter] for _, terms in self.variants if guess.parameter in terms]
        return any(one.open and _options(one) == (guess.alternatives, guess.range) for one in found)

    def bound(self, bound: Bound) -> Reading:
        """Give what a value that stands in a rule may be."""
        values = tuple(dict.fromkeys(bound.guesses))
        guess = self.symbols.guess(bound.parameter or "", values, None) if len(values) > 1 else None
        return Reading((Choice(TRUE, bound.value, guess),))

    def _read(self, parameter: str) -> Reading:
        grouped: list[tuple[Term, list[Formula]]] = []
        for when, terms in self.variants:
            term = terms.get(parameter)
            if term is None:
                continue
            alike = next((found for one, found in grouped if _alike(one, term)), None)
            if alike is None:
                grouped.append((term, [when]))
            else:
                alike.append(when)
        everywhere = len(grouped) == 1 and len(grouped[0][1]) == len(self.variants)
        return Reading(
            tuple(
                Choice(TRUE if everywhere else some(whens), term.value, self.guess(parameter, term))
                for term, whens in grouped
            )
        )

    def guess(self, parameter: str, term: Term) -> Guess | None:
        """Give the open guess that a term is; None where its value is settled."""
        if not term.open:
            return None
        values, span = _options(term)
        return self.symbols.guess(parameter, values, span) if span is not None or len(values) > 1 else None


def _options(term: Term) -> tuple[tuple[Value, ...], tuple[Value, Value] | None]:
    """Give what an open guess may be, whichever is assumed: its alternatives in one order, or the ends of its range."""
    if term.dated.range is not None:
        return (), term.dated.range
    return tuple(sorted({term.value, *term.guesses}, key=str)), None


def may_be(term: Term | None) -> object:
    """Give what a parameter may be: two that are alike in this are one thing, known or not known."""
    if term is None:
        return None
    return _options(term) if term.open else term.value


def _alike(one: Term, other: Term) -> bool:
    return one.open == other.open and may_be(one) == may_be(other)
