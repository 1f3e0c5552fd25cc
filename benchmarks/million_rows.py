"""The thirteen rules over a million rows: our columns beside OpenFisca-core, both without trace.

The rows are drawn once and handed to each in its own form before anything is timed: integers in inner units for ours,
booleans, floats and enums for OpenFisca, whose formulas are the usual ones, a numpy `select` over the rules of a fact.
Timed is the deciding of all facts of all rows; OpenFisca's own answers of the round before are deleted first, since it
would give them again without deciding. Both must have decided every row alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray
from rounds import Claim, Measured, measured, timed
from thirteen_rules import DECIDED, Test, agreed, tests_of

from kredslob.engine.columnar import Column, compile_columns
from kredslob.rules.model import FactDeclaration
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value

ROWS: Final = 1_000_000
OVER_OPENFISCA: Final = Claim("13 rules over a million rows in columns, to OpenFisca-core", 10, at_least=True)
DAY: Final = "2012-01-01"

Array = NDArray[Any]
_PER: Final = {"share": 1_000_000, "hours": 60}  # inner units in one of what people write
_COMPARED: Final[Mapping[str, Callable[[Array, object], Array]]] = {
    "is": lambda values, other: values == other,
    "is_not": lambda values, other: values != other,
    "over": lambda values, other: values > other,
    "at_least": lambda values, other: values >= other,
    "under": lambda values, other: values < other,
    "at_most": lambda values, other: values <= other,
}


def measure(rounds: int) -> list[Measured]:
    """Time both on the same rows, having seen that they decide every row alike."""
    terms, declarations = agreed()
    rows = drawn(declarations)
    deciders = {"ours": ours(terms, declarations, rows), "openfisca": openfisca(terms, declarations, rows)}
    first, second = (decide() for decide in deciders.values())
    for fact in DECIDED:
        if not np.array_equal(first[fact], second[fact]):
            raise SystemExit(f"The engines differ on {fact}.")
    seconds = timed(deciders, rounds)
    return [measured(OVER_OPENFISCA, seconds["openfisca"], seconds["ours"])]


def drawn(declarations: Mapping[str, FactDeclaration], seed: int = 2012) -> dict[str, Array]:
    """Draw a value of every given fact for each row: bools, places among the choices, integers in inner units."""
    luck = np.random.default_rng(seed)
    given = [one for one in declarations.values() if one.origin == "given"]
    return {one.name: _values(one, luck) for one in given}


def _values(fact: FactDeclaration, luck: np.random.Generator) -> Array:
    if fact.type == "yes_no":
        return luck.random(ROWS) < 0.5
    if fact.type == "choice":
        return luck.integers(0, len(fact.choices), ROWS, dtype=np.int8)
    return luck.integers(0, {"share": 800_000, "hours": 50 * 60}[fact.type], ROWS, dtype=np.int32)


def ours(
    terms: Terms, declarations: Mapping[str, FactDeclaration], rows: Mapping[str, Array]
) -> Callable[[], dict[str, Array]]:
    """Decide the rows by the columnar evaluator, which is compiled before."""
    rules = compile_columns(terms, declarations)
    columns = {name: Column(values) for name, values in rows.items()}

    def decide() -> dict[str, Array]:
        decided = rules.decide(columns)
        return {fact: decided[fact].codes for fact in DECIDED}

    return decide


def openfisca(
    terms: Terms, declarations: Mapping[str, FactDeclaration], rows: Mapping[str, Array]
) -> Callable[[], dict[str, Array]]:
    """Decide the rows by OpenFisca-core: a variable for each fact, with a formula for each that is decided."""
    from openfisca_core import entities, periods, simulations, taxbenefitsystems

    row = entities.Entity("row", "rows", "A vacancy", "")
    system = taxbenefitsystems.TaxBenefitSystem([row])
    enums = {name: _enum(one) for name, one in declarations.items() if one.type == "choice"}
    for name, one in declarations.items():
        rules = [(rule.value, tests_of(rule.when)) for rule in reversed(terms.rules.get(name, ()))]
        system.add_variable(_variable(one, row, enums, rules, declarations))
    simulation = simulations.SimulationBuilder().build_default_simulation(system, count=ROWS)
    for name, values in rows.items():
        one = declarations[name]
        simulation.set_input(name, DAY, values / _PER[one.type] if one.type in _PER else values)
    period = periods.period(DAY)

    def decide() -> dict[str, Array]:
        for fact in DECIDED:
            simulation.delete_arrays(fact)
        return {fact: np.asarray(simulation.calculate(fact, period)) for fact in DECIDED}

    return decide


def _enum(fact: FactDeclaration) -> Any:
    from openfisca_core import indexed_enums

    return indexed_enums.Enum(fact.name, {choice: choice for choice in fact.choices})


def _variable(
    fact: FactDeclaration,
    row: Any,
    enums: Mapping[str, Any],
    rules: list[tuple[Value, list[Test]]],
    declarations: Mapping[str, FactDeclaration],
) -> type:
    from openfisca_core import indexed_enums, periods, variables

    made: dict[str, Any] = {"entity": row, "definition_period": periods.DateUnit.DAY}
    if fact.type == "choice":
        enum = enums[fact.name]
        made |= {"value_type": indexed_enums.Enum, "possible_values": enum, "default_value": next(iter(enum))}
    else:
        made["value_type"] = bool if fact.type == "yes_no" else float
    if rules:
        made["formula"] = lambda rows, period: _selected(rows, period, fact, enums, rules, declarations)
    return type(fact.name, (variables.Variable,), made)


def _selected(
    rows: Any,
    period: Any,
    fact: FactDeclaration,
    enums: Mapping[str, Any],
    rules: list[tuple[Value, list[Test]]],
    declarations: Mapping[str, FactDeclaration],
) -> Array:
    """Give the value of the first rule that applies, as a formula written by hand would."""
    *exceptions, (general, _) = rules

    def holds(test: Test) -> Array:
        name, word, value = test
        kind = declarations[name].type
        other = enums[name][value] if kind == "choice" else cast(int, value) / _PER.get(kind, 1)
        return _COMPARED[word](rows(name, period), other)

    def told(value: Value) -> Any:
        return enums[fact.name][value].index if fact.type == "choice" else value

    applies = [reduce(np.logical_and, map(holds, tests)) for _, tests in exceptions]
    return np.select(applies, [told(value) for value, _ in exceptions], told(general))
