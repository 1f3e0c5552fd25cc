"""What the engine asks of an agreement besides what its rules say, so that `kredslob agreement check` can ask it first.

A decision asks the same when it comes to it: of a parameter that has no value, of a group that there is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kredslob.engine.calendar import last_adjustment
from kredslob.engine.office import STRUCTURAL
from kredslob.engine.route import GROUP
from kredslob.engine.turns import EXTERNAL, TRANSFER
from kredslob.rules.checking.agreements import Asked
from kredslob.rules.checking.days import OnDay
from kredslob.rules.dating import version_on
from kredslob.rules.messages import Message, Problem, WrongInput, nearest
from kredslob.rules.model import DatedValue, FactDeclaration
from kredslob.rules.units import Value

_GROUPS: Final = ("flexible.first_groups", "flexible.second_groups")
_DAY: Final = "adjustment.day"
_TRANSFERS: Final = "transfer.wheel"


def _strange(on: OnDay, facts: Mapping[str, FactDeclaration]) -> Iterator[Problem]:
    """Find names in the values of a day that mean nothing: groups, slots of the transfer wheel, days of the year."""
    groups = [name.removeprefix(GROUP) for name in facts if name.startswith(GROUP)]
    for name in _GROUPS:
        for dated, value in _values(on, name):
            yield from _unknown(dated, value, groups, Message("groups of applicants"))
    for dated, value in _values(on, _TRANSFERS):
        yield from _unknown(dated, value, [EXTERNAL, TRANSFER], Message("slots of the wheel"))
    for dated, value in _values(on, _DAY):
        try:
            last_adjustment(on.day, ", ".join(map(str, value)) if isinstance(value, tuple) else str(value))
        except WrongInput as wrong:
            for problem in wrong.problems:
                yield Problem(dated.at, problem.found, problem.accepted, problem.nearest)


def _unknown(dated: DatedValue, value: Value, known: list[str], what: Message) -> Iterator[Problem]:
    for name in value if isinstance(value, tuple) else ():
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


ASKED: Final = Asked(STRUCTURAL, _strange)
