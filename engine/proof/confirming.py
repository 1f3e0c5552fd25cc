"""Decide what the solver found, by the evaluators that decide real vacancies: nothing is shown on the solver's word.

Every example is first reread by the reference evaluator; if that does not find the same there is a fault in the prover.
Then it is made into a register, a vacancy and an applicant, and decided as `kredslob decide` would.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kredslob.engine.claims import CLAIMS
from kredslob.engine.decide import decide
from kredslob.engine.decision import Decision
from kredslob.engine.judging import TRUE
from kredslob.engine.proof.conserving import confirms
from kredslob.engine.proof.finding import Finding
from kredslob.engine.proof.made.case import Made, View, make
from kredslob.engine.proof.made.figures import NotToBeHad
from kredslob.engine.proof.nobody import AT_A_FLEXIBLE_TURN, FLEXIBLE
from kredslob.engine.proof.rereading import law_alone, reread, rules_that_stand, terms_for, where_they_part
from kredslob.engine.proof.situations import Example
from kredslob.engine.proof.space import ONE
from kredslob.engine.reference import RuleConflict
from kredslob.engine.route import WHEN_NOBODY
from kredslob.engine.situation import Situation
from kredslob.rules.agreement import Agreement
from kredslob.rules.library import Library
from kredslob.rules.messages import WrongInput
from kredslob.rules.model import FactDeclaration, Rule

CONFLICTS: Final = ("gap", "clash")


class SolverErred(Exception):
    """The reference evaluator does not find what the solver found: a fault in the prover."""


def confirmed(finding: Finding, library: Library, agreement: Agreement) -> Finding:
    """Give a finding with the case that shows it to whoever decides; as it is where nobody is asked for the fact.

    Raises:
        SolverErred: the reference evaluator finds otherwise.
    """
    example = finding.example
    if example is None:
        return finding
    seen = _Reread(finding, example, library.facts)
    if not seen.confirms:
        raise SolverErred(finding.of)
    finding = replace(finding, rules=seen.rules)
    people = library.facts[finding.fact].about == "applicant"
    leave = CLAIMS if finding.fact in CLAIMS.values() else ()
    view = View(example, finding.regimes[0], agreement.base.start.day)
    try:
        (made,) = make([view], library.facts, people=people, leave=leave)
    except NotToBeHad:
        return finding
    return replace(finding, made=made) if _decided(finding, made, library, agreement) else finding


class _Reread:
    """A finding's example as the reference evaluator reads it: whether it finds the same, and by which rules."""

    def __init__(self, finding: Finding, example: Example, declarations: Mapping[str, FactDeclaration]) -> None:
        self.finding = finding
        self.terms = terms_for(finding.regimes[0], example)
        self.seen = reread(self.terms, example, declarations)
        self.by_law = reread(law_alone(self.terms), example, declarations)
        self.about = ONE if declarations[finding.fact].about == "applicant" and ONE in self.seen else None

    @property
    def confirms(self) -> bool:
        """Whether it finds the same."""
        finding, who = self.finding, self.seen[self.about]
        if finding.kind in CONFLICTS:
            return _conflicts(who, finding.fact)
        if finding.kind == "shadowed":
            own = [one for one in who.outcome(finding.fact).rules if one.rule.id == finding.rules[0].id]
            return all(one.judged.truth == TRUE and one.overridden_by for one in own)
        if finding.kind == "exempt_referred":
            return who["exempt"] is True and who["channel"] == "referral"
        if finding.kind == "nobody_unsettled":
            return who["channel"] == FLEXIBLE and self.terms.value(WHEN_NOBODY) not in AT_A_FLEXIBLE_TURN
        if finding.way is not None and finding.city is not None:
            return who["exempt"] is True and confirms(finding.kind, finding.way, finding.city)
        barred = who[finding.fact]
        return barred is (finding.kind == "bar_added") and self.by_law[self.about][finding.fact] is not barred

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules to look at, by which it came so."""
        finding, who = self.finding, self.seen[self.about]
        match finding.kind:
            case "exempt_referred":
                named = rules_that_stand(who, "channel", "exempt")
            case "nobody_unsettled":
                named = rules_that_stand(who, "channel")
            case "bar_lifted" | "bar_added" | "refusal_lifted":
                named = where_they_part(who, self.by_law[self.about], finding.fact)
            case _:
                return finding.rules
        every = {rule.id: rule for rule in finding.regimes[0].agreed.rules}
        return tuple(every[name] for name in named)


def _conflicts(who: Situation, fact: str) -> bool:
    try:
        who.outcome(fact)
    except RuleConflict:
        return True
    return False


def _decided(finding: Finding, made: Made, library: Library, agreement: Agreement) -> bool:
    """Tell whether a decision of the case shows the finding."""
    office = made.office(library, agreement)
    try:
        found = decide(office, made.vacancy, made.applicants, assume=True, assumed=made.assumed)
    except RuleConflict:
        return finding.kind in CONFLICTS
    except WrongInput as wrong:
        return finding.kind == "nobody_unsettled" and any(WHEN_NOBODY in one.text() for one in wrong.problems)
    return finding.kind not in (*CONFLICTS, "nobody_unsettled") and _shows(finding, found)


def _shows(finding: Finding, found: Decision) -> bool:
    offered = found.offer.applicant if found.offer else None
    match finding.kind:
        case "exempt_referred":
            return found.channel == "referral" and found.standing["exempt"] is True
        case "bar_lifted" | "refusal_lifted":
            return offered == ONE
        case "bar_added":
            return found.channel == "referral" and offered is None
        case "not_conserved" | "not_made_up":
            return found.standing["exempt"] is True
        case _:
            return True
