"""What an ordinary dwelling, estate and applicant are like, for all in a case that does not matter.

A case that is told to people differs from the ordinary in as little as it can. Nothing here decides anything: where a
fact does matter, its value comes from the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from kredslob.engine.proof.parameters import Parameters
from kredslob.engine.proof.symbols import Key, Symbol
from kredslob.rules.conditions import Bound, Compare, Condition, Fact, Parameter, atoms
from kredslob.rules.model import FactDeclaration, Rule
from kredslob.rules.units import PPM, Value

_NEUTRAL: Final = ("none", "not_listed", "external", "family", "home")
_PLAIN: Final[Mapping[str, Value]] = {
    "in_area": True, "area_residents": 2000, "years_parallel": 1, "outside_workforce": 300_000,
    "income_of_region": PPM, "non_western": 200_000, "age": 40, "rooms": 3, "square_metres": 80, "monthly_rent": 6000,
    "resident_in_city": True, "dwelling_kind": "family", "list": "external", "list_number": 1,
}  # fmt: skip
_NEAR: Final[Mapping[str, int]] = {"share": 1000, "ratio": 10_000, "hours": 60}  # a readable step beside a threshold


def plain_value(declaration: FactDeclaration) -> Value:
    """Give the ordinary value of a fact."""
    if declaration.name in _PLAIN:
        return _PLAIN[declaration.name]
    match declaration.type:
        case "yes_no":
            return False
        case "choice":
            return next((one for one in _NEUTRAL if one in declaration.choices), next(iter(declaration.choices)))
        case "date":
            return date(2005, 1, 1)
        case _:
            return declaration.range[0] if declaration.range else 0


def telling_values(key: Key, symbol: Symbol, rules: Iterable[Rule], parameters: Parameters) -> list[Value]:
    """Give values of a number that tell a case well: beside what it is compared with, in readable steps."""
    if symbol.is_flag or symbol.declaration.type == "choice":
        return []
    step = _NEAR.get(symbol.declaration.type, 1)
    low, high = symbol.ends
    limits = sorted({symbol.code(limit) for rule in rules for limit in _limits(key.fact, rule.when, parameters)})
    beside = [limit + away for away in (0, step, -step) for limit in limits]
    return [symbol.meaning(number) for number in dict.fromkeys(beside) if low <= number <= high]


def _limits(fact: str, condition: Condition, parameters: Parameters) -> Iterator[Value]:
    for atom in atoms(condition):
        if not isinstance(atom, Compare) or not isinstance(atom.left, Fact) or atom.left.name != fact:
            continue
        if isinstance(atom.right, Bound):
            yield atom.right.value
        elif isinstance(atom.right, Parameter):
            for choice in parameters.reading(atom.right.id).choices:
                yield choice.value
                yield from choice.guess.ends if choice.guess is not None else ()
