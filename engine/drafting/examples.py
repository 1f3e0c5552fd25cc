"""Give an example of each kind of change, made of what the agreement says: each holds as it stands, and alters nothing.

The one exception is the rule that is repealed. What is to differ is written over by whoever takes the example up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from kredslob.engine.drafting.restating import (
    Plain,
    restated_clause,
    restated_rule,
    restated_value,
    restated_wheel,
)
from kredslob.engine.wheels import REFERRAL
from kredslob.rules.dating import version_on
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library
from kredslob.rules.messages import Message
from kredslob.rules.model import DatedValue, Document, EstateTerms, ParameterSeries, Rule
from kredslob.rules.terms import wheels_on

REASON: Final[Plain] = {"da": "...", "en": "..."}
ANY_ESTATE: Final = "estate-1"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is amended, as it stands on the day on which the amendment begins."""

    library: Library
    agreement: Agreement
    framework: Document
    day: date
    ident: str

    @property
    def rules(self) -> list[Rule]:
        """The framework's rules in force."""
        return [rule for rule in self.framework.rules if rule.in_force(self.day)]

    @property
    def settable(self) -> dict[str, ParameterSeries]:
        """The parameters that an amendment may set: the framework's, and those of its laws that are left to agreement."""
        laws = {key: one for law in self.agreement.laws for key, one in law.parameters.items() if not one.fixed}
        return {**self.framework.parameters, **laws}

    def value(self, series: ParameterSeries) -> DatedValue | None:
        """Give the value that a parameter has."""
        agreed = self.framework.parameters.get(series.id, series)
        return version_on(agreed.values, self.day) or version_on(series.values, self.day)

    def estate(self) -> EstateTerms | None:
        """Give the first estate under an individual agreement with a value of its own, else the first, if there is any."""
        first = None
        for one in self.library.individual_ids(self.agreement.id):
            for terms in self.library.individual_agreement(self.agreement.id, one).estates.values():
                first = first or terms
                if terms.parameters:
                    return terms
        return first


def own_clause(subject: Subject) -> Plain:
    """Give a clause of the amendment's own with the document that it cites."""
    paper, words = f"{subject.ident}-paper", {"da": "...", "en": "..."}
    return {
        "sources": {paper: {"title": "...", "date": str(subject.day.year), "where": "..."}},
        "clauses": {f"{subject.ident}-1": {"title": words, "text": words, "source": paper, "basis": "stated"}},
    }


def changes(subject: Subject) -> Iterator[tuple[Message, Plain]]:
    """Give an example of each kind of change with what it does, as far as the agreement has what it changes."""
    parameters = [(series, held) for series in subject.settable.values() if (held := subject.value(series))]
    estate = subject.estate()
    name = estate.estate if estate else ANY_ESTATE
    if parameters:
        yield from _settings(parameters, name, [*estate.parameters] if estate else [])
    rules = subject.rules
    exceptions = [one for one in rules if one.overrides]
    if exceptions:
        yield from _of_rules(subject, exceptions)
    twice = [rule for rule in reversed(exceptions) if sum(one.decides == rule.decides for one in rules) > 1]
    if twice:
        yield Message("Do away with a rule:"), {"repeal": twice[0].id, "reason": REASON}
    for key, clause in subject.framework.clauses.items():
        yield Message("Say a clause in other words:"), {
            "reword": key, "words": restated_clause(clause), "reason": REASON,
        }  # fmt: skip
        break
    wheel = wheels_on(estate.wheels if estate else (), subject.day).get(REFERRAL)
    shared: Plain = restated_wheel(wheel) if wheel else {"slots": [REFERRAL, "open"]}
    yield (
        Message("Give an estate another wheel: so many turns of so many, or its slots in order:"),
        {"wheel": REFERRAL, "estate": name, **shared, "reason": REASON},
    )


def _settings(
    parameters: Sequence[tuple[ParameterSeries, DatedValue]], estate: str, own: Sequence[str]
) -> Iterator[tuple[Message, Plain]]:
    series, held = next((one for one in parameters if one[0].id in own), parameters[0])
    value = restated_value(held.value, series.unit)
    yield (
        Message("Set a value for one estate; for all, see the list below:"),
        {"set": series.id, "estate": estate, "value": value, "reason": REASON},
    )
    for series, held in parameters:
        if held.basis == "assumed" and held.question and (held.alternatives or held.range):
            guessed: Plain = {"set": series.id, "value": restated_value(held.value, series.unit), "basis": "assumed"}
            if held.alternatives:
                guessed["alternatives"] = [restated_value(one, series.unit) for one in held.alternatives]
            else:
                guessed["range"] = [restated_value(one, series.unit) for one in held.range or ()]
            guessed["question"] = {"da": held.question.da, "en": held.question.en}
            yield (
                Message("Set a value that is not known for certain: what else it may be, and who could settle it:"),
                {**guessed, "reason": REASON},
            )
            break


def _of_rules(subject: Subject, exceptions: Sequence[Rule]) -> Iterator[tuple[Message, Plain]]:
    rule = exceptions[0]
    said = restated_rule(rule, subject.library.facts)
    yield (
        Message("Add a rule; an exception names the rules that it overrides:"),
        {"add": {"id": f"{subject.ident}.1", **said}, "reason": REASON},
    )
    yield (
        Message("Say a rule anew, here as it stands; its id stays:"),
        {"replace": rule.id, "with": said, "reason": REASON},
    )
