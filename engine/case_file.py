"""Write the paragraph for the case file: what was decided, by which clauses, who was passed over, what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from kredslob.engine.decision import Decision
from kredslob.engine.phrasing import Words
from kredslob.engine.wording import (
    alternative_text,
    answer,
    evaluators_text,
    hanging_text,
    synthetic_text,
    telling,
)
from kredslob.rules.messages import Message

SHORT = 12  # as many signs of a fingerprint as tell two agreements apart


def sentence(words: Words, decision: Decision) -> str:
    """Give the paragraph, on one line."""
    estate, organisation = decision.estate_name, words.name(decision.organisation)
    place = Message("a vacant dwelling in {estate} ({organisation})", estate=estate, organisation=organisation)
    if decision.vacancy.id:
        place = Message(
            "vacancy {vacancy} in {estate} ({organisation})",
            vacancy=decision.vacancy.id, estate=estate, organisation=organisation,
        )  # fmt: skip
    day, found = words.day(decision.on), answer(words, decision)
    head = Message("On {vacancy}, by the rules of {day}: {answer}", vacancy=place, day=day, answer=found)
    parts = [
        head,
        *_clauses(decision),
        *_passed_over(words, decision),
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


def _passed_over(words: Words, decision: Decision) -> list[Message]:
    """Name the first who did not meet the conditions, and of each bar the first whom it bars, with its clause."""
    unmet: list[str] = []
    barred: dict[tuple[str, str], list[str]] = {}
    for one in decision.passed_over:
        bar = next((failed for failed in one.failed if failed.state == "barred"), None)
        (unmet if bar is None else barred.setdefault((bar.fact, bar.clause), [])).append(one.applicant)
    said = [
        Message("{condition}, {clause}: {applicants}.", condition=words.label(fact), clause=clause,
                applicants=words.say(_first_of(names)))
        for (fact, clause), names in barred.items()
    ]  # fmt: skip
    if unmet:
        names = words.say(_first_of(unmet))
        said.append(Message("Passed over for conditions not met: {applicants}.", applicants=names))
    return said


def _first_of(names: Sequence[str]) -> Message:
    if len(names) == 1:
        return Message("{names}", names=names[0])
    return Message("{applicant} and {count} more", applicant=names[0], count=len(names) - 1)


def _assumed(words: Words, decision: Decision) -> list[Message]:
    """Name the outcomes that guesses lead to, the guesses taken for granted, and the clauses of the others."""
    said: list[Message] = []
    if decision.status == "undetermined":
        outcomes = "; ".join(alternative_text(words, one) for one in decision.undetermined)
        said.append(Message("The possible answers: {outcomes}.", outcomes=outcomes))
    else:
        given = [one for one in decision.assumed if one.taken or (one.deciding and decision.status == "decided")]
        taken = "; ".join(hanging_text(words, one) for one in given)
        said += [Message("Taken for granted, though it is not known: {guesses}.", guesses=taken)] if taken else []
        # While a fact is missing, nothing has been taken for the guesses that would decide once it is known.
        left = "; ".join(words.read(one.title) for one in decision.assumed if one.deciding and one not in given)
        said += [Message("The answer may also hang on what is not known of {guesses}.", guesses=left)] if left else []
    others = [one.clause for one in decision.assumed if not (one.deciding or one.taken)]
    if others:
        clauses = ", ".join(dict.fromkeys(others))
        said.append(
            Message("Not known and assumed, {count} values under: {clauses}.", count=len(others), clauses=clauses)
        )
    return said


def agreement_text(words: Words, decision: Decision) -> str:
    """Give the agreement that decided, as amended, with the individual agreement."""
    said = words.document(decision.agreement)
    filled = [key for key in decision.amended_by if words.fills_in(key)]
    amended = [key for key in decision.amended_by if key not in filled]
    if amended:
        names = "; ".join(words.document(key) for key in amended)
        said = words.say(Message("{agreement}, as amended by {amendments}", agreement=said, amendments=names))
    if filled:
        names = "; ".join(words.document(key) for key in filled)
        said = words.say(Message("{agreement}, as filled in by {amendments}", agreement=said, amendments=names))
    if decision.individual is not None:
        said = words.say(Message("{agreement}; individual agreement {id}", agreement=said, id=decision.individual))
    return said
