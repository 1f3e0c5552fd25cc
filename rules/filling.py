"""An amendment that only fills in: it states what the agreement has said all along and its encoding did not know.

It changes nothing that was agreed. So it may set what is assumed, and say a clause in the words that it has; whatever else
an amendment can do it may not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kredslob.rules.dating import version_on
from kredslob.rules.messages import Message, Problem
from kredslob.rules.model import Change, DatedValue, Document, ParameterSeries
from kredslob.rules.units import NUMBERS, plain_value


def not_filled_in(amendment: Document, chain: Iterable[Document]) -> Iterator[Problem]:
    """Find the changes of an amendment that fills in by which it does more.

    Args:
        amendment: it.
        chain: what it extends, one after the other down to the framework agreement.
    """
    known = {key: one for document in chain for key, one in document.parameters.items() if one.document == document.id}
    for change in amendment.changes:
        if change.value is None and change.words is None:
            found = Message("an amendment that fills in sets values and words clauses, and does nothing else.")
            yield Problem(change.at, found, Message("set or reword, or no fills_in: an amendment that changes"))
            continue
        series = known.get(change.target) or change.law
        held = version_on(series.values, amendment.start.day) if series and change.value is not None else None
        if held is not None and held.basis != "assumed":
            found = Message("{name} is not assumed: it is {basis}.", name=change.target, basis=held.basis)
            yield Problem(change.at, found, Message("what is assumed, or no fills_in: an amendment that changes"))


def unthought_of(change: Change, guess: DatedValue, series: ParameterSeries) -> Problem | None:
    """Find that a value filled in is none that was thought possible, which may be a slip of the pen."""
    value = change.value.value if change.value else None
    if value is None or value in (guess.value, *guess.alternatives):
        return None
    if guess.range is not None and series.unit in NUMBERS and isinstance(value, int):
        low, high = guess.range
        if isinstance(low, int) and isinstance(high, int) and low <= value <= high:
            return None
    found = Message("{name} was not thought possible to be {value}.", name=change.target,
                    value=plain_value(value, series.unit))  # fmt: skip
    return Problem(change.at, found, Message("the value as the text has it, if that is what it has"))
