"""What a proof finds amiss: which rules, in which situation, on which days, and how grave it is."""

from __future__ import annotations

from typing import Final, Literal

from kredslob.engine.compensation import Terms
from kredslob.engine.proof.made.case import Made
from kredslob.engine.proof.regimes import Regime
from kredslob.engine.proof.situations import Example
from kredslob.engine.proof.small_city import City
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import Rule

Kind = Literal[
    "gap",  # no rule says anything
    "clash",  # two rules that say different things stand at once
    "dead",  # a rule that can never apply
    "shadowed",  # a rule that is overridden whenever its condition holds
    "bar_lifted",  # somebody is referred whom the law bars
    "bar_added",  # somebody is barred whom the law does not bar
    "refusal_lifted",  # somebody is offered a dwelling whom the law refuses it
    "exempt_referred",  # an estate that is exempt receives a referral
    "nobody_unsettled",  # nobody on the list qualifies, and not exactly one thing happens
    "not_conserved",  # by the arithmetic of compensation a part of a turn appears or vanishes
    "not_made_up",  # nobody can ever take over what exempt estates lose
]
Gravity = Literal["failure", "note"]

SILENT: Final = frozenset({"dead", "shadowed"})
"""Findings about what never happens."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something amiss.

    Args:
        kind: what it is.
        fact: the decided fact it is about.
        rules: those to look at, the one at fault first; rules of the law and of the agreement.
        regimes: on which days.
        example: the smallest situation in which it shows; None for what never happens in any.
        gravity: a note is nothing to mend in the agreement.
        made: the case made of it, which a decision has confirmed; None where nobody who decides asks for the fact.
        switch: parameters by whose present value a rule is switched off, which is then no fault; or by which it came so.
        city: the vacancies of exempt and other estates by which it shows, in what is about quotas.
        way: to compensate, there.
    """

    kind: Kind
    fact: str
    rules: tuple[Rule, ...]
    regimes: tuple[Regime, ...]
    example: Example | None = None
    gravity: Gravity = "failure"
    switch: tuple[str, ...] = ()
    made: Made | None = None
    city: City | None = None
    way: Terms | None = None

    @property
    def of(self) -> tuple[str, ...]:
        """What tells it from others: kind, fact and rules."""
        return (self.kind, self.fact, *(rule.id for rule in self.rules))
