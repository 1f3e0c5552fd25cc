"""The answer: which channel, who is offered it, by which clause; why not the others; what would change it.

A decision is one immutable value. `status` says how far it reaches, in the order of what must be done about it:
`decided`, `needs` (a missing fact decides: ask for it), `undetermined` (a guess of the agreement decides).

What is made by the thousand, for every rule and every applicant passed over, is a named tuple: it costs least to make.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from kredslob.engine.knowledge import FactValue
from kredslob.engine.vacancy import Vacancy
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import Text
from kredslob.rules.units import Value

Status = Literal["decided", "needs", "undetermined"]


class ReadFact(NamedTuple):
    """A comparison as it was made: the fact (or parameter) read, its value, the operator and what it was compared with."""

    fact: str
    value: FactValue
    operator: str
    compared: tuple[Value, ...]
    parameter: str | None = None


class Reason(NamedTuple):
    """A rule that applied: what it concludes, by which clause, from which values."""

    rule: str
    fact: str
    value: Value
    clause: str
    source: str
    basis: str
    facts: tuple[ReadFact, ...]
    text: Text


class WhyNot(NamedTuple):
    """A rule for another channel and why it did not decide: comparisons that failed or are unknown, or what overrode it.

    Of an undetermined answer it holds at every value of the guesses; `undetermined` is a rule that fares differently
    among them. What may override an `unknown` rule stands in `overridden_by` too.
    """

    channel: str
    rule: str
    clause: str
    state: Literal["false", "unknown", "overridden", "undetermined"]
    failed: tuple[ReadFact, ...]
    overridden_by: tuple[str, ...] = ()


class Failed(NamedTuple):
    """A condition that an applicant did not meet (or met, where that bars): by which rule and clause."""

    fact: str
    rule: str
    clause: str
    state: Literal["false", "unknown", "barred"]
    comparisons: tuple[ReadFact, ...]


class PassedOver(NamedTuple):
    """An applicant ahead of the one offered, and why the offer went past."""

    applicant: str
    listed_since: date | None
    rank: int
    failed: tuple[Failed, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """To whom the dwelling is offered.

    Args:
        applicant: the pseudonym; None when the municipality names the person, a lot is drawn, or nobody is on the list.
        how: `list` (an applicant), `municipality` (it nominates), `nobody` (hold, or let freely), `lot` (a draw decides).
        group: the tier that gave it: the priority groups met, or the channel's own list.
        rank: the applicant's place in the order of seniority on the lists in question, counted from 1.
        fallback: nobody met the first criteria, so a later tier was reached.
    """

    applicant: str | None
    how: Literal["list", "municipality", "nobody", "lot"]
    group: tuple[str, ...] = ()
    rank: int | None = None
    listed_since: date | None = None
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class TurnState:
    """A wheel at this vacancy: its version, the slot due (from 1) and pending turns before; what is due; what comes next.

    Args:
        counts: whether this vacancy is one of those the wheel shares out, if the recommendation is followed.
        taken: the right used up.
        next: where it stands afterwards, in the notation of `TurnReading`.
    """

    wheel: str
    version: str
    share: tuple[int, int]
    slot: int | None
    pending: int | None
    due: str | None
    counts: bool
    taken: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Need:
    """A missing fact that decides, about whom, and the question that asks for it."""

    fact: str
    about: str
    question: Text


@dataclass(frozen=True, slots=True)
class Assumption:
    """An assumed value that the decision rests on. `deciding` tells that another value would change it."""

    parameter: str
    title: Text
    value: Value
    unit: str
    alternatives: tuple[Value, ...]
    range: tuple[Value, Value] | None
    question: Text | None
    clause: str
    deciding: bool = False
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """What the decision would be under one set of values for the guesses that it hangs on."""

    assumed: Mapping[str, Value]
    channel: str | None
    offer: Offer | None
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact set to another value: about the vacancy, the estate, or an applicant by pseudonym."""

    fact: str
    about: str
    before: FactValue
    after: FactValue


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest change found that gives another channel or offer, and what it gives."""

    changes: tuple[FactChange, ...]
    channel: str | None
    offer: Offer | None


@dataclass(frozen=True, slots=True)
class Variant:
    """What a fact of the estate's standing is at other values of guesses; `assumed` has those that are not the assumed ones."""

    fact: str
    value: FactValue
    assumed: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class SyntheticRow:
    """A row of the register or an individual agreement that the decision rests on and that is not public fact."""

    kind: str
    id: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evaluators:
    """Which evaluators decided, how many answers were compared, and how many applicants the second one checked."""

    used: tuple[str, ...]
    compared: int
    applicants_checked: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A vacancy decided, with everything that was read to decide it.

    The estate's `standing` is what all readings of the guesses agree on, else what it is at the assumed values; `varies`
    has what it is else.
    """

    vacancy: Vacancy
    estate: str
    estate_name: str
    organisation: str
    on: date
    as_known: date | None
    agreement: str
    amended_by: tuple[str, ...]
    individual: str | None
    fingerprint: str
    status: Status
    illustrative: bool
    standing: Mapping[str, FactValue]
    turns: tuple[TurnState, ...]
    channel: str | None
    reasons: tuple[Reason, ...]
    why_not: tuple[WhyNot, ...]
    would_change: tuple[Flip, ...]
    offer: Offer | None
    provisional: Offer | None
    passed_over: Sequence[PassedOver]
    needs: tuple[Need, ...]
    undetermined: tuple[Alternative, ...]
    derived: Mapping[str, FactValue]
    assumed: tuple[Assumption, ...]
    synthetic: tuple[SyntheticRow, ...]
    evaluators: Evaluators
    warnings: tuple[Text, ...] = ()
    varies: tuple[Variant, ...] = ()
