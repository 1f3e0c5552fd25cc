"""Decide a vacancy: channel, offer, reasons, and everything that the answer rests on.

The case is decided at every value of every guess that it hangs on. If it comes out the same, it is decided; if not it is
undetermined, and the alternatives are given with the question that would settle it. The answer is decided again by the
second evaluator; if the two differ there is no answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kredslob.engine.agreeing import EvaluatorsDiffer, checked
from kredslob.engine.basis import assumptions, parameters_read, synthetic_rows
from kredslob.engine.case import Case, Reached
from kredslob.engine.decision import Alternative, Decision
from kredslob.engine.explaining import passed_over, reasons, why_not
from kredslob.engine.exploring import Explored
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.lacking import too_old
from kredslob.engine.office import Office
from kredslob.engine.outcome import SHARE, missing, turn_states
from kredslob.engine.reference import Outcome
from kredslob.engine.settling import Settled, look_at_chosen, settle
from kredslob.engine.standing import Standing, standing_in
from kredslob.engine.vacancy import Applicant, Vacancy
from kredslob.engine.whatif import would_change
from kredslob.rules.fingerprint import fingerprint
from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.rules.units import Value

__all__ = ["EvaluatorsDiffer", "decide"]

_NO_VALUES: Mapping[str, Value] = {}


def decide(
    office: Office,
    vacancy: Vacancy,
    applicants: Sequence[Applicant] | None,
    *,
    assume: bool = False,
    assumed: Mapping[str, Value] = _NO_VALUES,
) -> Decision:
    """Decide a vacancy.

    Args:
        office: rules and register.
        vacancy: the dwelling, its dates, facts and turns.
        applicants: all who may have it, in any order; None decides the channel alone.
        assume: where a guess decides, give the answer at the assumed values, marked as illustrative.
        assumed: values taken for open guesses, by parameter id.

    Raises:
        WrongInput: something supplied is wrong, or the rules leave a gap or clash.
        EvaluatorsDiffer: the two evaluators do not agree.
    """
    settled = settle(office, vacancy, applicants, assume=assume, assumed=assumed)
    return _told(office, vacancy, settled, assumed)


def _told(office: Office, vacancy: Vacancy, settled: Settled, given: Mapping[str, Value]) -> Decision:
    explored, told, hanging, status = settled.explored, settled.told, settled.hanging, settled.status
    case, ranking = told.case, told.ranking
    outcomes = dict(case.situation.outcomes)
    look_at_chosen(told)
    evaluators = checked(case.situation, ranking, case.people.judged())
    agreement = office.agreement_on(case.day)
    read = parameters_read(case, [*outcomes.values(), *_of_people(told)], told.channel)
    standing = standing_in(case, given, explored.branches[0].taken)
    every = tuple(dict.fromkeys((*read, *(key for key in hanging if key in case.terms.parameters))))
    return Decision(
        vacancy=vacancy, estate=case.estate.id, estate_name=case.estate.name, organisation=case.estate.organisation,
        on=case.day, as_known=office.as_known, agreement=agreement.id, amended_by=case.terms.amended_by,
        individual=individual.id if (individual := office.individual(agreement, case.estate)) else None,
        fingerprint=fingerprint(case.terms), status=status, illustrative=settled.illustrative,
        standing=standing.facts, turns=turn_states(case, told),
        channel=told.channel,
        reasons=reasons(_in_order(outcomes, told), case.terms) if told.channel else (),
        why_not=why_not(told.channel, _routed(explored, told)),
        would_change=would_change(told, _others(settled)) if status == "decided" else (),
        offer=told.offer, provisional=ranking.provisional if ranking else None,
        passed_over=passed_over(ranking) if ranking and (ranking.offer or ranking.provisional) else (),
        needs=missing(settled.needs, office.library.facts),
        undetermined=_alternatives(office, settled),
        derived=_derived(case, told, standing), assumed=assumptions(case.terms, every, hanging, given, agreement.amendments),
        synthetic=tuple(dict.fromkeys((*synthetic_rows(case), *standing.synthetic))), evaluators=evaluators,
        warnings=_warnings(case, explored, given, standing), varies=standing.varies,
    )  # fmt: skip


def _routed(explored: Explored[Reached], told: Reached) -> list[Outcome]:
    """Give what the rules make of the channel: in the branch that is told, or in all where what they share is told."""
    first = explored.branches[0].result
    every = [first] if told is first else [branch.result for branch in explored.branches]
    return [outcomes["channel"] for one in every if "channel" in (outcomes := one.case.situation.outcomes)]


def _others(settled: Settled) -> list[Reached]:
    """Give the case at the other values of the guesses, where the answer must hold; an illustration holds at its own."""
    return [] if settled.illustrative else [branch.result for branch in settled.explored.branches[1:]]


def _of_people(told: Reached) -> list[Outcome]:
    """Give what was decided about the one offered, in the order of the rules, whichever was looked at first."""
    chosen = told.ranking.chosen if told.ranking else None
    return [] if chosen is None else [chosen.outcome(name) for name in chosen.terms.rules if name in chosen]


def _in_order(outcomes: Mapping[str, Outcome], told: Reached) -> list[Outcome]:
    """Give the outcomes that made the answer: standing, then the channel, then the one offered."""
    found = [outcome for name, outcome in outcomes.items() if name != "channel"]
    if "channel" in outcomes:
        found.append(outcomes["channel"])
    chosen = told.ranking.chosen if told.ranking else None
    if chosen is not None and told.ranking is not None:
        facts = dict.fromkeys(
            fact for tier in told.ranking.tiers for fact in (*tier.any_of, *(name for name, _ in tier.must))
        )
        found += [chosen.outcome(fact) for fact in facts]
    return found


def _alternatives(office: Office, settled: Settled) -> tuple[Alternative, ...]:
    """Give the different outcomes, each with the values of the guesses that lead to it first."""
    return tuple(
        Alternative({key: value for key, value in branch.taken.items() if key in settled.hanging}, branch.result.channel,
                    branch.result.offer, missing(branch.result.needs, office.library.facts))
        for branch in settled.outcomes
    )  # fmt: skip


def _derived(case: Case, told: Reached, standing: Standing) -> dict[str, FactValue]:
    """Give every derived fact that was read, those about the one offered with `@` and the pseudonym.

    Of what hangs on a guess that decides nothing here it is told what the standing tells.
    """
    facts = case.office.library.facts
    found = {
        name: standing.facts.get(name, value)
        for name, value in case.situation.items()
        if facts[name].origin == "derived"
    }
    chosen = told.ranking.chosen if told.ranking else None
    for name, value in (chosen or {}).items():
        if facts[name].origin == "derived" and facts[name].about == "applicant" and chosen is not None:
            found[f"{name}@{chosen.about}"] = value
    return found


def _warnings(
    case: Case, explored: Explored[Reached], given: Mapping[str, Value], standing: Standing
) -> tuple[Text, ...]:
    found: list[Message] = []
    known = [key for key in given if key in case.terms.parameters and not _is_guess(case, key)]
    if known:
        found.append(Message("Known on this day, so it is not taken otherwise: {names}.", names=", ".join(known)))
    if not explored.complete:
        found.append(Message("Not every combination of the guesses was tried: there are too many."))
    if case.situation.get("published_51b") == "none_published" and case.estate.area is not None:
        found.append(
            Message("No § 51 b list is known for this day: the area's place on it is computed from its figures.")
        )
    old = too_old(case.place) if isinstance(standing.facts.get(SHARE), Unknown) else None
    found += [old] if old is not None else []
    return tuple(Text(one.text("da"), one.text("en")) for one in found)


def _is_guess(case: Case, parameter: str) -> bool:
    return case.terms.parameters[parameter].dated.basis == "assumed"
