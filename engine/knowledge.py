"""What is known of a fact: its value, bounds that a rounded source leaves, or nothing, and then what would settle it.

Unknown is not false. An unknown carries its causes, so that whoever meets it at the end can ask the right question: the
facts that nobody has given (`needs`) and the open guesses of the agreement that it hangs on (`guesses`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from kredslob.rules.frozen import dataclass
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not known: the facts that would settle it, and the guesses (parameter ids) that it hangs on."""

    needs: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Between:
    """A number known only to lie between two ends, both included, as when a source gives a rounded share."""

    low: int
    high: int
    needs: tuple[str, ...] = ()


FactValue = Value | Between | Unknown


def both(unknowns: Iterable[Unknown]) -> Unknown:
    """Join the causes of several unknowns, each named once, in order."""
    found = tuple(unknowns)
    return Unknown(
        tuple(dict.fromkeys(need for one in found for need in one.needs)),
        tuple(dict.fromkeys(guess for one in found for guess in one.guesses)),
    )


def settle(terms: Terms, parameter: str, reading: Callable[[Value], T]) -> T | Unknown:
    """Give what a reading of a parameter comes to, or an unknown if an open guess would make it come out differently.

    Args:
        terms: the terms in force.
        parameter: a parameter that they have.
        reading: what is made of a value, compared with `==`.

    Raises:
        KeyError: the terms have no such parameter.
    """
    term = terms.parameters[parameter]
    results = [reading(value) for value in dict.fromkeys((term.value, *term.guesses))]
    if all(result == results[0] for result in results):
        return results[0]
    return Unknown(guesses=(parameter,))


class Open(Exception):
    """A decision hangs on a guess: it must be made once for each of `values`, the assumed one first."""

    def __init__(self, parameter: str, values: tuple[Value, ...]) -> None:
        super().__init__(parameter)
        self.parameter = parameter
        self.values = values


def opened(terms: Terms, parameter: str, breakpoints: Iterable[int] = ()) -> Open:
    """Give the guess to be tried: its own value, its alternatives, and the breakpoints that lie within its range."""
    term = terms.parameters[parameter]
    span = term.dated.range
    inside = [point for point in breakpoints if span and span[0] <= point <= span[1]]  # type: ignore[operator]  # numbers
    return Open(parameter, tuple(dict.fromkeys((term.value, *term.guesses, *inside))))
