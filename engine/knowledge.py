"""What is known of a fact: its value, bounds that a rounded source leaves, or nothing, and then what would settle it.

Unknown is not false. An unknown carries its causes, so that whoever meets it at the end can ask the right question: the
facts that nobody has given (`needs`) and the open guesses of the agreement that it hangs on (`guesses`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

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
    """A decision hangs on a guess: it must be made once for each value that the guess may have.

    `breakpoints` are values within the guess's range at which comparisons with it change.
    """

    def __init__(self, parameter: str, breakpoints: tuple[int, ...] = ()) -> None:
        super().__init__(parameter)
        self.parameter = parameter
        self.breakpoints = breakpoints
