"""Decide again with the second evaluator, and compare: a real decision stands only if both come to the same.

The second evaluator decides every fact that the first decided about the vacancy, each from its own earlier results, and
the facts about the applicant offered and those passed over: all up to `ALL_UP_TO`, then evenly chosen as many more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kredslob.engine.chaining import Chained, Chains, why_unavailable
from kredslob.engine.decision import Evaluators
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.rank import Ranking
from kredslob.engine.reference import Outcome
from kredslob.engine.situation import Situation
from kredslob.rules.messages import Lang, Message

ALL_UP_TO: Final = 200
REFERENCE: Final = "reference"
CHAINING: Final = "durable-rules"


class EvaluatorsDiffer(Exception):
    """The two evaluators come to different answers, so none is given. Names the fact and the rules."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text())
        self.message = message

    def text(self, lang: Lang = "en") -> str:
        """Give what differs."""
        return self.message.text(lang)


def checked(situation: Situation, ranking: Ranking | None, judged: Sequence[Situation] = ()) -> Evaluators:
    """Decide a case again and compare.

    Args:
        situation: of the vacancy.
        ranking: who is offered it, and who was passed over.
        judged: applicants by whom it was decided what the list claims; as many of them as of those passed over.

    Raises:
        EvaluatorsDiffer: naming the fact and the rules, when the answers are not the same.
    """
    reason = why_unavailable()
    if reason is not None:
        return Evaluators((REFERENCE,), 0, 0, reason.text())
    people = chosen_people(ranking)
    with Chains(situation.terms, situation.declarations) as chains:
        own = _Again(chains, situation, {})
        for fact in list(situation.outcomes):
            own.compare(fact)
        compared = own.compared
        for person in {id(one): one for one in (*people, *_some_of(judged))}.values():
            again = _Again(chains, person, own.values)
            for fact in decided_about(person):
                again.compare(fact)
            compared += again.compared
    return Evaluators((REFERENCE, CHAINING), compared, len(people))


def chosen_people(ranking: Ranking | None) -> tuple[Situation, ...]:
    """Choose whose facts are decided again: the one offered, and of those passed over the first and then every so many."""
    if ranking is None:
        return ()
    ahead = _some_of(ranking.ahead)
    for person in ahead:
        for tier in ranking.tiers:  # somebody alike has perhaps been judged for them
            tier.met(person)
    return (*((ranking.chosen,) if ranking.chosen is not None else ()), *ahead)


def _some_of(people: Sequence[Situation]) -> list[Situation]:
    rest = len(people) - ALL_UP_TO
    if rest <= ALL_UP_TO:
        return list(people)
    return [*people[:ALL_UP_TO], *(people[ALL_UP_TO + index * rest // ALL_UP_TO] for index in range(ALL_UP_TO))]


def decided_about(person: Situation) -> list[str]:
    """Give the decided facts about an applicant that were read."""
    return [name for name in person if name in person.terms.rules]


class _Again:
    """The second evaluator's own view of a situation: its own results for decided facts, the shared derived ones."""

    def __init__(self, chains: Chains, situation: Situation, around: Mapping[str, FactValue]) -> None:
        self.chains = chains
        self.situation = situation
        self.values: dict[str, FactValue] = {}
        self.around = around
        self.compared = 0

    def value(self, fact: str) -> FactValue:
        """Give a fact: decided again if rules decide it, else as derived."""
        if fact in self.around:
            return self.around[fact]
        if fact in self.situation.terms.rules:
            if fact not in self.values:
                self.compare(fact)
            return self.values[fact]
        return self.situation[fact]

    def compare(self, fact: str) -> None:
        """Decide a fact again and hold it against the reference."""
        if fact in self.values or fact in self.around:
            return
        outcome = self.situation.outcome(fact)
        chained = self.chains.decide(fact, {name: self.value(name) for name in self.chains.read_for(fact)})
        if not same(outcome, chained):
            raise EvaluatorsDiffer(_difference(fact, outcome, chained))
        self.values[fact] = outcome.value  # which is what the second came to
        self.compared += 1


def same(outcome: Outcome, chained: Chained) -> bool:
    """Tell whether both evaluators gave one value and cite the same rules, or neither knows."""
    if isinstance(outcome.value, Unknown):
        return chained.status == "unknown"
    alike = chained.status == "value" and outcome.value == chained.value
    return alike and {one.rule.id for one in outcome.standing} == set(chained.standing)


def _difference(fact: str, outcome: Outcome, chained: Chained) -> Message:
    mine = {one.rule.id for one in outcome.standing}
    return Message(
        "the two evaluators differ over {fact}: the reference says {first}, the second says {second}; rules: {rules}.",
        fact=fact, first="unknown" if isinstance(outcome.value, Unknown) else outcome.value, second=chained.value or chained.status,
        rules=", ".join(sorted(mine ^ set(chained.standing)) or sorted(mine)),
    )  # fmt: skip
