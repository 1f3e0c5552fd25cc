"""What one of two sides has and the other has not: from when an amendment acts, and what it changes.

So that it can be said why one makes no difference - it acts after the last month, or nothing simulated reads what it changes -
or why figures of whole years show less of it than it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kredslob.rules.agreement import Agreement
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import start_id
from kredslob.rules.model import Document, Text
from kredslob.scenarios.comparing.sides import Side


@dataclass(frozen=True, slots=True)
class Apart:
    """An amendment that only one of two sides has.

    Args:
        id, title: which; day: from when it acts.
        late: whether that is after the last month simulated.
        targets: the parameters, rules, wheels and clauses that it changes, each once.
        words: how many of them are words alone, which decide nothing.
    """

    id: str
    title: Text
    day: date
    late: bool
    targets: tuple[str, ...]
    words: int


def apart_of(base: Side, other: Side) -> tuple[Apart, ...]:
    """Give the amendments that one of two sides has and the other has not."""
    mine, yours = ({one.id: one for one in side.agreement.amendments} for side in (base, other))
    apart = [(side, one) for side, these, those in ((other, yours, mine), (base, mine, yours))
             for key, one in these.items() if those.get(key) != one]  # fmt: skip
    return tuple(dict.fromkeys(_apart(side, one) for side, one in apart))


def _apart(side: Side, document: Document) -> Apart:
    months = side.variant.months
    day = _starts(side.agreement, side).get(document.id, document.start.day)
    targets = tuple(dict.fromkeys(_targets(document)))
    words = sum(one.words is not None for one in document.changes)
    return Apart(document.id, document.title, day, months.month(day) >= months.count, targets, words)


def _starts(agreement: Agreement, side: Side) -> dict[str, date]:
    taken = {key: value for key, value in side.variant.assumed.items() if isinstance(value, date)}
    own = {start_id(one.id): one.start.day for one in agreement.amendments}
    return agreement.starts({**own, **taken})


def _targets(document: Document) -> Iterator[str]:
    for one in document.changes:
        yield one.target if one.estate is None else f"{one.target} ({one.estate})"
