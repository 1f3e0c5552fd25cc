"""Write the paragraph for the case file: what was decided, by which clauses, who was passed over, what it rests on."""

from __future__ import annotations

from kredslob.engine.decision import Decision
from kredslob.engine.phrasing import Words
from kredslob.engine.wording import answer, evaluators_text, hanging_text, synthetic_text, telling
from kredslob.rules.messages import Message

SHORT = 12  # as many signs of a fingerprint as tell two agreements apart


def sentence(words: Words, decision: Decision) -> str:
    """Give the paragraph, on one line."""
    head = Message(
        "Vacancy {vacancy} in {estate} ({organisation}), by the rules of {day}. {answer}",
        vacancy=decision.vacancy.id, estate=decision.estate_name, organisation=words.name(decision.organisation),
        day=words.day(decision.on), answer=answer(words, decision),
    )  # fmt: skip
    parts = [
        head,
        *_clauses(decision),
        *_passed_over(decision),
        Message("Agreement: {agreement}.", agreement=agreement_text(words, decision)),
        *_assumed(words, decision),
    ]
    said = [words.say(part) for part in parts]
    if decision.synthetic:
        said.append(synthetic_text(words, decision.synthetic))
    said.append(evaluators_text(words, decision.evaluators))
    said.append(words.say(Message("Fingerprint {fingerprint}.", fingerprint=decision.fingerprint[:SHORT])))
    return " ".join(said)


def _clauses(decision: Decision) -> list[Message]:
    clauses = ", ".join(dict.fromkeys(reason.clause for reason in telling(decision)))
    return [Message("Clauses: {clauses}.", clauses=clauses)] if clauses else []


def _passed_over(decision: Decision) -> list[Message]:
    if not decision.passed_over:
        return []
    first, more = decision.passed_over[0].applicant, len(decision.passed_over) - 1
    if not more:
        return [Message("Passed over for conditions not met: {applicant}.", applicant=first)]
    return [Message("Passed over for conditions not met: {applicant} and {count} more.", applicant=first, count=more)]


def _assumed(words: Words, decision: Decision) -> list[Message]:
    """Name the guesses that the answer hangs on, and the clauses of the others."""
    deciding = "; ".join(hanging_text(words, one) for one in decision.assumed if one.deciding or one.taken)
    others = [one.clause for one in decision.assumed if not (one.deciding or one.taken)]
    said = [Message("Hangs on what is not known: {guesses}.", guesses=deciding)] if deciding else []
    if others:
        clauses = ", ".join(dict.fromkeys(others))
        said.append(
            Message("Not known and assumed, {count} values under: {clauses}.", count=len(others), clauses=clauses)
        )
    return said


def agreement_text(words: Words, decision: Decision) -> str:
    """Give the agreement that decided, as amended, with the individual agreement."""
    said = words.document(decision.agreement)
    if decision.amended_by:
        names = "; ".join(words.document(key) for key in decision.amended_by)
        said = words.say(Message("{agreement}, as amended by {amendments}", agreement=said, amendments=names))
    if decision.individual is not None:
        said = words.say(Message("{agreement}; individual agreement {id}", agreement=said, id=decision.individual))
    return said
