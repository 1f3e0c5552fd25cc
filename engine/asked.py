"""What the engine asks of an agreement besides what its rules say, so that `kredslob agreement check` can ask it first.

A decision asks the same when it comes to it: of a parameter that has no value, of a group that there is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kredslob.engine.calendar import last_adjustment
from kredslob.engine.register.rows import AreaFigures, Measurement
from kredslob.engine.register.tables import TABLE_OF
from kredslob.engine.route import GROUP, HOLD, ORDER, ORDINARY_LIST, SPLIT_WHEEL, WHEN_NOBODY, joined
from kredslob.engine.structure import READ, asked_of
from kredslob.engine.turns import EXTERNAL, TRANSFER
from kredslob.rules.checking.agreements import Asked
from kredslob.rules.checking.days import OnDay
from kredslob.rules.dating import version_on
from kredslob.rules.messages import Message, Problem, WrongInput, nearest
from kredslob.rules.model import DatedValue, FactDeclaration
from kredslob.rules.units import Value

_DAY: Final = "adjustment.day"
_TRANSFERS: Final = "transfer.wheel"
_ITSELF_A_RATIO: Final = "ppm"  # the denominator of a figure that is one already
_OF_APPLICANTS: Final = Message("groups of applicants")
_OF_WHEEL: Final = Message("slots of the wheel")


def _strange(on: OnDay, facts: Mapping[str, FactDeclaration]) -> Iterator[Problem]:
    """Find names in the values of a day that mean nothing: groups, slots of the transfer wheel, days of the year."""
    decided = {rule.decides for rule in on.rules}
    groups = [name.removeprefix(GROUP) for name in facts if name.startswith(GROUP) and name in decided]
    orders = [name for one in on.documents for name in one.parameters if name.startswith(ORDER)]
    for name in orders:
        for dated, value in _values(on, name):
            tiers = value if isinstance(value, tuple) else ()
            yield from _unknown(dated, [one for tier in tiers for one in joined(str(tier))], groups, _OF_APPLICANTS)
    slots = [name.removeprefix(ORDER) for name in orders]
    for dated, value in _values(on, SPLIT_WHEEL):
        labels: Iterable[str] = dict.fromkeys(map(str, value)) if isinstance(value, tuple) else ()
        yield from _unknown(dated, labels, slots, Message("slots that groups are ordered for"))
    for dated, value in _values(on, _TRANSFERS):
        yield from _unknown(dated, value if isinstance(value, tuple) else (), [EXTERNAL, TRANSFER], _OF_WHEEL)
    for dated, value in _values(on, WHEN_NOBODY):
        yield from _unknown(dated, [str(value)], [ORDINARY_LIST, HOLD], Message("outcomes when nobody qualifies"))
    yield from _uncounted(on)
    for dated, value in _values(on, _DAY):
        try:
            last_adjustment(on.day, ", ".join(map(str, value)) if isinstance(value, tuple) else str(value))
        except WrongInput as wrong:
            for problem in wrong.problems:
                yield Problem(dated.at, problem.found, problem.accepted, problem.nearest)


def _uncounted(on: OnDay) -> Iterator[Problem]:
    """Find what measures count though the register has no such column."""
    for one in (measure for document in on.documents for measure in document.measures.values()):
        table = TABLE_OF[Measurement if one.unit == "estate" else AreaFigures]
        counts = [column.name for column in table.columns.columns if column.kind == "whole" and column.name != "year"]
        for name in (*one.numerator, one.denominator):
            if name not in (*counts, _ITSELF_A_RATIO):
                found = Message("{measure} counts {name}, which the register does not hold.", measure=one.id, name=name)
                yield Problem(one.at, found, Message("{names}", names=", ".join(counts)), nearest(name, counts))


def _unknown(dated: DatedValue, names: Iterable[str | int], known: list[str], what: Message) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            found = Message("{name} is not among the {what}.", name=name, what=what)
            yield Problem(dated.at, found, Message("{names}", names=", ".join(known)), nearest(str(name), known))


def _values(on: OnDay, name: str) -> Iterator[tuple[DatedValue, Value]]:
    """Give a parameter's value on a day and what else it may be."""
    rows = [one.parameters[name].values for one in on.documents if name in one.parameters]
    rows += [one.parameters[name] for one in on.estates if name in one.parameters]
    for values in rows:
        dated = version_on(values, on.day)
        if dated is not None and dated.value is not None:
            yield from ((dated, value) for value in dict.fromkeys((dated.value, *dated.alternatives)))


def _reads(name: str) -> bool:
    return name.startswith(ORDER) or name in READ


ASKED: Final = Asked(asked_of, _strange, _reads)
