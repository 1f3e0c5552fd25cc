"""Ask at the prompt what a decision lacks, check each answer, and decide again until nothing is lacking."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from kredslob.cli.deciding import Desk, Result
from kredslob.cli.exits import complain
from kredslob.engine.decision import Need
from kredslob.engine.input_columns import turn_field
from kredslob.engine.inputs import read_answer, read_turn
from kredslob.engine.lacking import remedy
from kredslob.engine.phrasing import Words
from kredslob.engine.register.columns import Unreadable
from kredslob.engine.vacancy import WHEEL_NAMES, Applicant, Vacancy
from kredslob.engine.wording import need_text
from kredslob.rules.messages import Message, WrongInput
from kredslob.rules.units import Value

Asked = tuple[Vacancy, Sequence[Applicant] | None]


def ask_until_decided(desk: Desk, words: Words, vacancy: Vacancy, applicants: Sequence[Applicant] | None) -> Result:
    """Decide, asking for each missing fact; an empty answer stops, and leaves the question standing."""
    asked: Asked = (vacancy, None if applicants is None else tuple(applicants))
    result = desk.decide(*asked)
    while result.decision is not None and result.decision.status == "needs":
        answered = None
        for need in result.decision.needs:
            answered = _answered(words, need, asked)
            if answered is not None:
                break
        if answered is None:
            return result
        asked = answered
        result = desk.decide(*asked)
    return result


def _answered(words: Words, need: Need, asked: Asked) -> Asked | None:
    """Give what was asked with the answer to one question put in; None if it was left open."""
    wheel = next((name for name in WHEEL_NAMES if turn_field(name) == need.fact), None)
    fact = words.library.facts.get(need.fact)
    while True:
        if wheel is None and (fact is None or fact.about not in ("vacancy", "applicant")):
            complain(need_text(words, need))
            complain(words.say(remedy(fact) if fact is not None else Message("It cannot be answered here.")))
            return None
        text = _prompt(words, need)
        if not text:
            return None
        try:
            if wheel is not None:
                turns = {**asked[0].turns, wheel: read_turn(text)}
                return replace(asked[0], turns=turns), asked[1]
            return _with_fact(asked, need, read_answer(words.library.facts[need.fact], text))
        except WrongInput as wrong:
            complain(wrong.text(words.lang))
        except Unreadable as wrong:
            accepted = Message("Accepted: {accepted}.", accepted=wrong.accepted)
            complain(f"{words.say(wrong.found)} {words.say(accepted)}")


def _with_fact(asked: Asked, need: Need, value: Value | None) -> Asked | None:
    """Put a fact in, about the vacancy or about the applicant whom it was asked of."""
    vacancy, applicants = asked
    if value is None:
        return None
    if not need.about:
        return replace(vacancy, facts={**vacancy.facts, need.fact: value}), applicants
    told = (
        replace(one, facts={**one.facts, need.fact: value}) if one.id == need.about else one for one in applicants or ()
    )
    return vacancy, tuple(told)


def _prompt(words: Words, need: Need) -> str:
    """Put a question on the error stream, with the answers there are, and read one line."""
    fact = words.library.facts.get(need.fact)
    answers = ""
    if fact is not None and fact.choices:
        answers = " / ".join(words.read(label) for label in fact.choices.values())
    elif fact is not None and fact.type == "yes_no":
        answers = words.say(Message("yes / no"))
    sys.stderr.write(f"{need_text(words, need)}{f' [{answers}]' if answers else ''} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()
