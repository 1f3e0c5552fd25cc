"""The facts of one situation, each worked out when it is first asked for: given, derived, or decided by rules.

A situation answers `situation["exempt"]` with a value or an unknown that says what would settle it. An applicant's
situation asks that of the vacancy for everything that is not about applicants. Every fact is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.reference import Outcome, decide_fact, decide_value
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import FactDeclaration
from kredslob.rules.terms import Terms

Derivers = Mapping[str, Callable[["Situation"], FactValue]]


class Situation(dict[str, FactValue]):
    """Facts by name, worked out on demand.

    Args:
        given: what was supplied.
        terms: the terms in force, whose rules decide.
        declarations: the declared facts.
        derivers: how each derived fact is worked out.
        about: an applicant's pseudonym, to say whom a missing fact is about.
        around: the vacancy's situation, for an applicant's.
        brief: decide without judging every rule; who asks for an outcome gets it all the same. Always so for an applicant,
            one of perhaps thousands.
    """

    __slots__ = ("_deciding", "about", "around", "brief", "declarations", "derivers", "outcomes", "terms")

    def __init__(
        self,
        given: Mapping[str, FactValue],
        terms: Terms,
        declarations: Mapping[str, FactDeclaration],
        derivers: Derivers,
        about: str | None = None,
        around: Situation | None = None,
        brief: bool = False,
    ) -> None:
        super().__init__(given)
        self.terms = terms
        self.declarations = declarations
        self.derivers = derivers
        self.about = about
        self.around = around
        self.brief = brief or about is not None
        self.outcomes: dict[str, Outcome] = {}
        self._deciding: set[str] = set()

    def __missing__(self, name: str) -> FactValue:
        value = self._work_out(name)
        self[name] = value
        return value

    def _work_out(self, name: str) -> FactValue:
        declaration = self.declarations[name]
        if self.around is not None and declaration.about != "applicant":
            return self.around[name]
        if declaration.origin == "decided":
            return self._decide(name)
        if name in self.derivers:
            return self.derivers[name](self)
        return Unknown(needs=(need(name, self.about),))

    def _decide(self, name: str) -> FactValue:
        if name in self._deciding:
            found = Message("the rules on {fact} read what they decide.", fact=name)
            raise WrongInput(Problem(Place(), found, Message("rules that read earlier facts only")))
        self._deciding.add(name)
        try:
            if self.brief:
                return decide_value(name, self.terms, self)
            self.outcomes[name] = decide_fact(name, self.terms, self)
            return self.outcomes[name].value
        finally:
            self._deciding.discard(name)  # whoever asks again after a conflict is told of the conflict again

    def outcome(self, name: str) -> Outcome:
        """Give what the rules make of a decided fact, with every rule's judgement."""
        if self.around is not None and self.declarations[name].about != "applicant":
            return self.around.outcome(name)
        self[name]
        if name not in self.outcomes:
            self.outcomes[name] = decide_fact(name, self.terms, self)
        return self.outcomes[name]


def need(fact: str, about: str | None) -> str:
    """Give the key of a missing fact: its name, and after `@` the applicant it is about."""
    return fact if about is None else f"{fact}@{about}"
