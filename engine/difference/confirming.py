"""Decide by both agreements what the solver found, as real vacancies are decided: nothing is shown on its word.

A case is first reread by the reference evaluator under each agreement; if it does not come to the same there is a fault
in the solver's account. Then it is made into a register, a vacancy and an applicant, and decided by each.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kredslob.engine.claims import CLAIMS
from kredslob.engine.decide import decide
from kredslob.engine.decision import Decision
from kredslob.engine.difference.flips import Answer, Flip
from kredslob.engine.difference.pairs import Compared
from kredslob.engine.difference.sides import Decided
from kredslob.engine.office import Office
from kredslob.engine.proof.confirming import SolverErred
from kredslob.engine.proof.made.case import Made, View, make
from kredslob.engine.proof.made.figures import NotToBeHad
from kredslob.engine.proof.rereading import come_to, first_parting, reread, rules_that_stand, terms_for
from kredslob.engine.proof.space import ONE
from kredslob.engine.reference import RuleConflict
from kredslob.engine.register.model import Register
from kredslob.engine.settling import settle
from kredslob.engine.situation import Situation
from kredslob.rules.messages import WrongInput
from kredslob.rules.model import Rule

REFUSED: Final = Answer(None, None)
CHANNEL: Final = "channel"


def office_of(side: Compared) -> Office:
    """Give an office, with nothing in its register yet, in which the cases of a side are decided."""
    return Office(side.library, Register.of(()), side.agreement)


def confirmed(flip: Flip, a: Compared, b: Compared, offices: tuple[Office, Office]) -> Flip:
    """Give a flip with the rules by which it comes so, and the case that shows it to whoever decides, if there is one.

    Args:
        flip: as the solver found it.
        a: the one side.
        b: the other.
        offices: of both (`office_of`).

    Raises:
        SolverErred: the reference evaluator finds otherwise.
    """
    pair, facts = flip.pairs[0], a.library.facts
    about = ONE if facts[flip.fact].about == "applicant" else None
    seen = [
        reread(terms_for(regime, example), example, facts)[about]
        for regime, example in ((pair.a, flip.case.a), (pair.b, flip.case.b))
    ]
    if [come_to(one, flip.fact) for one in seen] != [flip.before, flip.after]:
        raise SolverErred(flip.of)
    flip = replace(flip, rules=_parting(seen[0], seen[1], flip))
    try:
        made = _made(flip, a, b)
    except NotToBeHad:
        return flip
    answers = (
        _answer(flip.fact, flip.before, made[0], offices[0]),
        _answer(flip.fact, flip.after, made[1], offices[1]),
    )
    if answers[0] is None or answers[1] is None:
        return flip
    return replace(flip, made=made, answers=(answers[0], answers[1]))


def _parting(one: Situation, other: Situation, flip: Flip) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Give the rules of each by which the two first part on the way to the fact."""
    parted = first_parting(one, other, flip.fact)
    regimes = (flip.pairs[0].a, flip.pairs[0].b)
    found: list[tuple[Rule, ...]] = []
    for who, regime in zip((one, other), regimes, strict=True):
        named = rules_that_stand(who, parted) if come_to(who, parted) is not None else ()
        found.append(tuple(rule for rule in regime.agreed.rules if rule.id in named))
    return found[0], found[1]


def _made(flip: Flip, a: Compared, b: Compared) -> tuple[Made, Made]:
    """Give the case for each: one vacancy in one register where they are compared on the same days.

    Raises:
        NotToBeHad: no register gives such facts.
    """
    pair, facts = flip.pairs[0], a.library.facts
    people = facts[flip.fact].about == "applicant"
    leave = CLAIMS if flip.fact in CLAIMS.values() else ()
    mine, yours = View(flip.case.a, pair.a, a.start), View(flip.case.b, pair.b, b.start)
    if pair.same_days:
        one, other = make([mine, yours], facts, people=people, leave=leave)
        return one, other
    ((one,), (other,)) = (make([view], facts, people=people, leave=leave) for view in (mine, yours))
    return one, other


def _answer(fact: str, value: Decided, made: Made, held: Office) -> Answer | None:
    """Give what a decision of the case answers, if it makes of the fact what was found; else None."""
    office = made.within(held)
    try:
        found = decide(office, made.vacancy, made.applicants, assume=True, assumed=made.assumed)
        if _come_to(fact, found, office, made) != value:
            return None
    except RuleConflict:
        return REFUSED if value is None else None
    except WrongInput:
        return None
    return Answer(found.channel, found.offer)


def _come_to(fact: str, found: Decision, office: Office, made: Made) -> object:
    """Give what a decision made of a fact: as it answers, or as it stands in the case that it is the answer to."""
    if fact == CHANNEL:
        return found.channel
    if fact in found.standing:
        return found.standing[fact]
    case = settle(office, made.vacancy, made.applicants, assume=True, assumed=made.assumed).told.case
    if office.library.facts[fact].about != "applicant":
        return case.situation[fact]
    return case.people[0][fact] if case.applicants else None
