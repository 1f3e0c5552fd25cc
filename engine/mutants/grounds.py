"""Why a mutant that no case notices decides everything alike, where that can be told without trying every situation.

Only these grounds are claimed, each of which holds for every situation that there is. Of any other mutant it is said that
no case notices it, and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal

from kredslob.engine.cases.coverage import rules_of
from kredslob.engine.judging import FALSE, truth
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.mutants.model import Mutant
from kredslob.engine.mutants.read_by_engine import HANDED_ON, READ_BY_LEDGER, read_by_engine
from kredslob.engine.office import Office
from kredslob.engine.outcome import EXEMPT
from kredslob.engine.register.model import Register
from kredslob.rules.binding import bind
from kredslob.rules.conditions import Always, Parameter, parameters_of
from kredslob.rules.dating import version_on
from kredslob.rules.library import Agreement, Library
from kredslob.rules.linking import closure
from kredslob.rules.messages import Message, WrongInput
from kredslob.rules.model import Document, Rule
from kredslob.rules.terms import gather
from kredslob.rules.units import Value

Ground = Literal[
    "unread",
    "ledger",
    "check",
    "unread_that_day",
    "never_that_day",
    "same_overrides",
    "solver",
    "measured_yearly",
    "nothing_lost",
    "no_values_yet",
    "handed_on",
]
GROUNDS: Final[Mapping[Ground, Message]] = {
    "unread": Message("no rule and no arithmetic reads it"),
    "ledger": Message("no decision reads it; the ledger counts by it afterwards"),
    "check": Message("no decision reads it; agreements are checked by it beforehand"),
    "unread_that_day": Message("on the day that it changes, no rule in force reads it"),
    "never_that_day": Message("on the day that it changes, the rule is false whatever is known"),
    "same_overrides": Message("by chain the same rules still override each other"),
    "measured_yearly": Message("an estate goes by one year's measurement, so nothing is averaged"),
    "nothing_lost": Message("no rule exempts an estate, so no turns are lost and none are placed"),
    "no_values_yet": Message("on the day that is added no value is in force, so no answer is given either way"),
    "handed_on": Message("no outcome hangs on it; a decision names it and hands its turns on at the assumed value"),
    "solver": Message("the solver finds no situation in the days of the agreement that is decided otherwise"),
}
COMPENSATION: Final = "compensation."


class _Nothing(dict[str, FactValue]):
    """Facts of which none is known."""

    def __missing__(self, name: str) -> FactValue:
        return Unknown(needs=(name,))


def ground_of(mutant: Mutant, library: Library, agreement: Agreement, mutated: Agreement) -> Ground | None:
    """Give why a mutant decides everything alike, or None if none of the grounds holds.

    Args:
        mutant: the mutant.
        library: the rules as they are.
        agreement: the agreement as it is.
        mutated: the agreement with the change made.
    """
    documents = _documents(agreement)
    if any(mutant.about in one.parameters for one in documents):
        return _of_parameter(mutant, documents, agreement)
    if mutant.kind == "measure" and mutant.path[-1] == "averaging_years":
        return "measured_yearly" if _of_estate(mutant.about, documents) else None
    if mutant.about == mutant.document and mutant.path[-1] == "from":
        return "no_values_yet" if _without_values(library, mutated) else None
    if mutant.kind == "override":
        same = all(_closure(agreement, day) == _closure(mutated, day) for day in _edges(documents))
        return "same_overrides" if same else None
    rules = {rule.id for rule in rules_of(documents)}
    if mutant.kind == "date" and mutant.days and mutant.about in rules:
        return (
            "never_that_day"
            if all(_never(mutant.about, library, agreement, mutated, day) for day in mutant.days)
            else None
        )
    return None


def read_by(rule: Rule) -> frozenset[str]:
    """Give the parameters that a rule names: in its condition, or as the term that it concludes to."""
    return frozenset((*parameters_of(rule.when), str(rule.value)))


def shown_by_solver(mutant: Mutant, a: tuple[Library, Agreement], b: tuple[Library, Agreement]) -> bool:
    """Tell whether `kredslob agreement diff` shows that an agreement and its mutant decide everything alike.

    It compares what is decided at given values, on days that both have; of how sure we are of a value, or of the days of
    an agreement, it says nothing.
    """
    if mutant.kind == "guess" or mutant.about == mutant.document:
        return False
    from kredslob.engine.difference.comparing import compare
    from kredslob.engine.difference.pairs import Compared
    from kredslob.engine.proof.logic import Undecided

    try:
        return compare(Compared(*a), Compared(*b)).decides_alike
    except (Undecided, WrongInput):  # the solver gave up, or the mutant has rules that clash
        return False


def _documents(agreement: Agreement) -> tuple[Document, ...]:
    return (*agreement.laws, agreement.base, *agreement.amendments)


def _of_parameter(mutant: Mutant, documents: Sequence[Document], agreement: Agreement) -> Ground | None:
    if mutant.kind == "guess" and mutant.about in HANDED_ON:
        return "handed_on"
    if mutant.about.startswith(COMPENSATION) and all(rule.decides != EXEMPT for rule in rules_of(documents)):
        return "nothing_lost"
    if read_by_engine(mutant.about):
        return None
    if not any(mutant.about in read_by(rule) for rule in rules_of(documents)):
        return _read_elsewhere(mutant.about, documents)
    if not mutant.days:
        return None
    reading = [
        rule for day in mutant.days for rule in _in_force(agreement, day).values() if mutant.about in read_by(rule)
    ]
    return None if reading else "unread_that_day"


def _of_estate(measure: str, documents: Iterable[Document]) -> bool:
    return all(one.measures[measure].unit == "estate" for one in documents if measure in one.measures)


def _without_values(library: Library, mutated: Agreement) -> bool:
    """Tell whether an agreement that begins earlier lacks the values to decide anything by on its first day."""
    try:
        Office(library, Register.of(()), mutated).terms_for(mutated.base.start.day, None, {})
    except WrongInput:
        return True
    return False


def _read_elsewhere(parameter: str, documents: Iterable[Document]) -> Ground:
    """Tell what besides decisions reads a parameter."""
    if parameter in READ_BY_LEDGER:
        return "ledger"
    limits = [limit for one in documents for limit in one.limits.values()]
    asked = {name for one in limits for name in one.names}
    asked |= {one.bound.id for one in limits if isinstance(one.bound, Parameter)}
    return "check" if parameter in asked else "unread"


def _in_force(agreement: Agreement, day: date) -> dict[str, Rule]:
    """Give the rules in force on a day, with the amendments that then act at the days they state."""
    return dict(_versions((*agreement.laws, agreement.amended(day)[0]), day))


def _versions(documents: Iterable[Document], day: date) -> Iterator[tuple[str, Rule]]:
    for document in documents:
        for name in dict.fromkeys(rule.id for rule in document.rules):
            found = version_on([rule for rule in document.rules if rule.id == name], day)
            if found is not None:
                yield name, found


def _closure(agreement: Agreement, day: date) -> Mapping[str, frozenset[str]]:
    return closure(_in_force(agreement, day).values())


def _edges(documents: Sequence[Document]) -> list[date]:
    """Give the days between which the rules in force are the same."""
    found = {one.start.day for one in documents}
    for one in documents:
        found.update(one.start.range or ())
    for rule in rules_of(documents):
        found.add(rule.from_)
        if rule.to is not None:
            found.add(rule.to + timedelta(days=1))
    return sorted(day for day in found if day > date.min)


def _never(about: str, library: Library, agreement: Agreement, mutated: Agreement, day: date) -> bool:
    """Tell whether a rule is false on a day whatever is known, as it is and as it is changed, and stands in no chain."""
    for one in (agreement, mutated):
        rules = _in_force(one, day)
        if about in rules:
            parameters = gather(library, one, day).terms(None, {}).parameters
            if truth(bind(rules[about].when, parameters), _Nothing(_settled(rules.values()))) != FALSE:
                return False
    others = set(_in_force(agreement, day)) - {about}
    return _among(others, _closure(agreement, day)) == _among(others, _closure(mutated, day))


def _settled(rules: Iterable[Rule]) -> dict[str, FactValue]:
    """Give the facts of which the rules conclude one thing only, always: what is known does not bear on them."""
    concluded: dict[str, set[Value]] = {}
    always: set[str] = set()
    for rule in rules:
        concluded.setdefault(rule.decides, set()).add(rule.value)
        if isinstance(rule.when, Always):
            always.add(rule.decides)
    return {fact: next(iter(values)) for fact, values in concluded.items() if len(values) == 1 and fact in always}


def _among(rules: set[str], overriders: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {rule: above & rules for rule, above in overriders.items() if rule in rules}
