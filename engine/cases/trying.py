"""Put every case to an amendment, and say which come out otherwise than without it.

Most cases lie on days before a proposal would act. They are decided once more as though it had acted on their own day,
with what it builds on, so that nothing else of the situation moves. What comes out otherwise is what the amendment does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kredslob.engine.cases.comparing import Difference, Found
from kredslob.engine.cases.coverage import Coverage, RuleKey, judged_atoms, judged_in, key_of, leaves, rules_of
from kredslob.engine.cases.model import REFUSED, WrittenCase
from kredslob.engine.cases.running import Bench, day_of
from kredslob.engine.judging import FALSE, TRUE, Judged, Truth
from kredslob.engine.knowledge import FactValue
from kredslob.engine.outcome import turn_states
from kredslob.engine.settling import Settled
from kredslob.rules.agreement import start_id
from kredslob.rules.conditions import ORDERING, Bound, Compare, Condition, Parameter, parameters_of
from kredslob.rules.library import Agreement
from kredslob.rules.messages import FieldPath, WrongInput
from kredslob.rules.model import Document, Rule
from kredslob.rules.units import Value

Answer = Mapping[tuple[str, str], FactValue | tuple[str, ...] | None]


@dataclass(frozen=True)
class Otherwise:
    """A case that comes out otherwise under an amendment: of each difference, `expected` is how it is without.

    Args:
        case: the case.
        acts: whether the amendment acts on the case's own day.
        differences: what comes out otherwise.
    """

    case: WrittenCase
    acts: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Tried:
    """A comparison with a value that an amendment sets: which of its sides cases have seen, and whether one lay at it.

    Args:
        rule: the rule that compares.
        condition: the comparison, as its file states it.
        value: the value set.
        parameter: the parameter set.
        seen: the sides that cases have seen under the amendment.
        at: the cases that lie exactly at the value.
    """

    rule: Rule
    condition: Condition
    value: Value
    parameter: str
    seen: frozenset[Truth]
    at: tuple[str, ...]

    @property
    def missing(self) -> tuple[Truth, ...]:
        """The sides that no case has seen."""
        return tuple(truth for truth in (TRUE, FALSE) if truth not in self.seen)

    @property
    def bounded(self) -> bool:
        """Whether the value is a boundary, at which a case can lie."""
        return isinstance(self.condition, Compare) and self.condition.operator in ORDERING


@dataclass(frozen=True)
class Trial:
    """What an amendment makes of cases.

    Args:
        amendment: the amendment.
        start: the day from which it acts.
        within: how many of the cases lie in the time in which it acts.
        moved: how many others were decided as though it had acted on their day.
        aside: those that it could not be put to: it changes what there is not on their day.
        otherwise: those that come out otherwise.
        tried: the comparisons with what it sets.
    """

    amendment: Document
    start: date
    within: int
    moved: int
    aside: tuple[WrittenCase, ...]
    otherwise: tuple[Otherwise, ...]
    tried: tuple[Tried, ...]


def try_amendment(
    after: Bench, agreement: Agreement, amendment: Document, cases: Iterable[WrittenCase], coverage: Coverage
) -> Trial:
    """Put cases to an amendment, with it and without.

    Args:
        after: decides by the agreement with the amendment.
        agreement: that agreement.
        amendment: one of its amendments.
        cases: the cases.
        coverage: takes in what is judged of the amendment's own rules.
    """
    left = tuple(one for one in agreement.amendments if one.id != amendment.id)
    before = Bench(after.library, replace(agreement, amendments=left), after.register)
    starts, end = agreement.starts({}), agreement.end or date.max
    start = starts[amendment.id]
    lineage = _lineage(amendment, agreement)
    seen = _Seen(_comparisons(agreement, amendment))
    aside: list[WrittenCase] = []
    otherwise: list[Otherwise] = []
    counted = {True: 0, False: 0}
    fitting: dict[date, bool] = {}
    for case in cases:
        day = day_of(case)
        if day is None or case.thought_in_force not in (None, agreement.id):
            continue  # another agreement decides it
        acts = start <= day <= end
        moved = {start_id(one.id): day for one in lineage if starts[one.id] > day}
        if day not in fitting:
            fitting[day] = _fits(agreement, day, moved)
        if not fitting[day]:
            aside.append(case)
            continue
        counted[acts] += 1
        earlier = {key: one for key, one in moved.items() if key != start_id(amendment.id)}
        without, _ = _answer(before, case, earlier)
        answer, settled = _answer(after, case, moved)
        if settled is not None:
            seen.take(case.id, settled)
            coverage.take(case.id, settled, amendment.id)
        if without != answer:
            otherwise.append(Otherwise(case, acts, tuple(_differences(without, answer))))
    return Trial(amendment, start, counted[True], counted[False], tuple(aside), tuple(otherwise), seen.all())


def _lineage(amendment: Document, agreement: Agreement) -> tuple[Document, ...]:
    """Give an amendment and those that it extends: none acts before what it builds on."""
    known, found = {one.id: one for one in agreement.amendments}, [amendment]
    while (below := known.get(found[-1].extends or "")) is not None:
        found.append(below)
    return tuple(found)


def _fits(agreement: Agreement, day: date, moved: Mapping[str, date]) -> bool:
    """Tell whether everything that the amendments change is there on a day."""
    try:
        agreement.amended(day, moved)
    except WrongInput:
        return False
    return True


def _answer(bench: Bench, case: WrittenCase, moved: Mapping[str, date]) -> tuple[Answer, Settled | None]:
    """Give what comes of a case, name by name, and how it was settled; that there is no answer is one too."""
    try:
        settled = bench.settle(case, moved)
        found = Found(settled)
        told = found.told
        answer: dict[tuple[str, str], FactValue | tuple[str, ...] | None] = {
            ("status", ""): settled.status,
            ("channel", ""): told.channel,
            ("offer", ""): found.offer,
            ("group", ""): tuple(told.offer.group) if told.offer else (),
        }
        answer |= {("standing", name): value for name, value in found.standing.items()}
        answer |= {("shares", one.wheel): f"{one.share[0]}/{one.share[1]}" for one in turn_states(told.case, told)}
    except WrongInput:
        return {("status", ""): REFUSED}, None
    return answer, settled


def _differences(without: Answer, answer: Answer) -> Iterator[Difference]:
    """Give what two answers tell differently; where one is none, only that."""
    names = dict.fromkeys([*without, *answer])
    refused = REFUSED in (without[("status", "")], answer[("status", "")])
    for what, name in [("status", "")] if refused else names:
        if without.get((what, name)) != answer.get((what, name)):
            yield Difference(what, name, without.get((what, name)), answer.get((what, name)))


def _comparisons(agreement: Agreement, amendment: Document) -> Iterator[tuple[Rule, FieldPath, Condition, str, Value]]:
    """Give the comparisons of an agreement with values that an amendment sets for all estates."""
    own = {one.target: one.value.value for one in amendment.changes if one.value is not None and one.estate is None}
    for rule in rules_of((*agreement.laws, agreement.base, *agreement.amendments)):
        for path, condition in leaves(rule.when):
            for name in parameters_of(condition):
                value = own.get(name)
                if value is not None and isinstance(getattr(condition, "right", None), Parameter):
                    yield rule, path, condition, name, value


@dataclass(frozen=True)
class _Seen:
    """What cases have seen of comparisons so far."""

    comparisons: Iterable[tuple[Rule, FieldPath, Condition, str, Value]]
    rules: dict[RuleKey, Rule] = field(default_factory=dict)
    sides: dict[tuple[RuleKey, FieldPath], set[Truth]] = field(default_factory=dict)
    at: dict[tuple[RuleKey, FieldPath], dict[str, None]] = field(default_factory=dict)
    kept: list[tuple[Rule, FieldPath, Condition, str, Value]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.kept.extend(self.comparisons)
        self.rules.update({key_of(one[0]): one[0] for one in self.kept})

    def take(self, identity: str, settled: Settled) -> None:
        """Take in what a case has judged."""
        for branch in settled.explored.branches if self.rules else ():
            for outcome in judged_in(branch.result.case):
                for one in outcome.rules:
                    key = key_of(one.rule)
                    if key in self.rules:
                        for path, judged in judged_atoms(self.rules[key].when, one.judged):
                            self._judged(identity, (key, path), judged)

    def _judged(self, identity: str, key: tuple[RuleKey, FieldPath], judged: Judged) -> None:
        self.sides.setdefault(key, set()).add(judged.truth)
        condition = judged.condition
        right = condition.right if isinstance(condition, Compare) else None
        if isinstance(right, Bound) and judged.value == right.value:
            self.at.setdefault(key, {})[identity] = None

    def all(self) -> tuple[Tried, ...]:
        """Give each comparison with what was seen of it."""
        return tuple(
            Tried(rule, condition, value, name, frozenset(self.sides.get((key_of(rule), path), ())),
                  tuple(self.at.get((key_of(rule), path), ())))
            for rule, path, condition, name, value in self.kept
        )  # fmt: skip


def untried(tried: Sequence[Tried]) -> tuple[Tried, ...]:
    """Give the comparisons of which no case has seen a side, or lies at the boundary that there is."""
    return tuple(one for one in tried if one.missing or (one.bounded and not one.at))
