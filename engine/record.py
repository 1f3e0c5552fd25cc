"""Give a decision as plain JSON that programs can rely on and that can be read years later.

Values stand as in the rules files: dates as ISO text, shares and hours as exact decimal text, choices by their names.
A value that is not known is an object that says what would settle it. Texts stand in both languages, so the record is
the same whichever was asked for. docs/json.md describes every key; a change that breaks a reader raises `schema`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kredslob.engine.case_file import sentence
from kredslob.engine.decision import (
    Alternative,
    Assumption,
    Decision,
    FactChange,
    Failed,
    Flip,
    Need,
    Offer,
    ReadFact,
    Reason,
    TurnState,
    Variant,
    WhyNot,
)
from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.engine.phrasing import Words
from kredslob.engine.vacancy import TurnReading, Vacancy
from kredslob.engine.wording import reason_text
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Library
from kredslob.rules.messages import LANGUAGES, Problem
from kredslob.rules.model import Text
from kredslob.rules.units import Value, plain_value

SCHEMA = 1
Json = dict[str, Any]


def record(decision: Decision, library: Library) -> Json:
    """Give a decision as plain data: objects, lists, text, whole numbers, booleans and nulls only."""
    return _Recorder({lang: Words(library, lang) for lang in LANGUAGES}).decision(decision)


def problem_record(problem: Problem) -> Json:
    """Give a problem with a person's input as plain data."""
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "field": problem.place.field,
        "nearest": problem.nearest,
        "clause": problem.clause,
        "text": {lang: problem.text(lang) for lang in LANGUAGES},
    }


def plain_fact(words: Words, name: str, value: FactValue | None) -> object:
    """Give a value of a fact or parameter as plain data; of `age@A1` the fact is `age`."""
    if isinstance(value, Unknown):
        return {"unknown": {"needs": list(value.needs), "guesses": list(value.guesses)}}
    if isinstance(value, Between):
        low, high = plain_fact(words, name, value.low), plain_fact(words, name, value.high)
        return {"between": [low, high], "needs": list(value.needs)}
    return plain_value(value, words.unit(name.partition("@")[0]))


def variant_record(words: Words, one: Variant) -> Json:
    """Give what a fact of a standing is at other values of guesses as plain data."""
    return {
        "fact": one.fact,
        "value": plain_fact(words, one.fact, one.value),
        "assumed": {name: plain_fact(words, name, value) for name, value in one.assumed.items()},
    }


def assumption_record(one: Assumption) -> Json:
    """Give an assumed value with what else it may be as plain data."""
    return {
        "parameter": one.parameter,
        "title": text_record(one.title),
        "value": plain_value(one.value, one.unit),
        "alternatives": [plain_value(other, one.unit) for other in one.alternatives],
        "range": None if one.range is None else [plain_value(end, one.unit) for end in one.range],
        "question": None if one.question is None else text_record(one.question),
        "clause": one.clause,
        "deciding": one.deciding,
        "taken": one.taken,
    }


@dataclass(frozen=True, slots=True)
class _Recorder:
    """Turns the parts of a decision into plain data, each value in its unit."""

    words: Mapping[str, Words]

    def decision(self, one: Decision) -> Json:
        return {
            "schema": SCHEMA,
            "vacancy": self.vacancy(one.vacancy),
            "estate": {"id": one.estate, "name": one.estate_name, "organisation": one.organisation},
            "on": one.on.isoformat(),
            "as_known": _day(one.as_known),
            "agreement": {
                "id": one.agreement,
                "amended_by": list(one.amended_by),
                "individual": one.individual,
                "fingerprint": one.fingerprint,
            },
            "status": one.status,
            "illustrative": one.illustrative,
            "standing": self.values(one.standing),
            "varies": [variant_record(self.words["en"], variant) for variant in one.varies],
            "quota": {turn.wheel: f"{turn.share[0]}/{turn.share[1]}" for turn in one.turns},
            "turn": [_turn(turn) for turn in one.turns],
            "channel": one.channel,
            "reasons": [self.reason(reason) for reason in one.reasons],
            "why_not": [self.why_not(why) for why in one.why_not],
            "would_change": [self.flip(flip) for flip in one.would_change],
            "offer": _offer(one.offer),
            "provisional": _offer(one.provisional),
            "passed_over": [
                {
                    "applicant": passed.applicant,
                    "rank": passed.rank,
                    "listed_since": _day(passed.listed_since),
                    "failed": [self.failed(failed) for failed in passed.failed],
                }
                for passed in one.passed_over
            ],
            "needs": [_need(need) for need in one.needs],
            "undetermined": [self.alternative(other) for other in one.undetermined],
            "derived": self.values(one.derived),
            "assumed": [assumption_record(assumed) for assumed in one.assumed],
            "synthetic": [{"kind": row.kind, "id": row.id, "note": row.note} for row in one.synthetic],
            "evaluators": {
                "used": list(one.evaluators.used),
                "compared": one.evaluators.compared,
                "applicants_checked": one.evaluators.applicants_checked,
                "note": one.evaluators.note,
            },
            "warnings": [text_record(warning) for warning in one.warnings],
            "sentence": {lang: sentence(words, one) for lang, words in self.words.items()},
        }

    def vacancy(self, one: Vacancy) -> Json:
        return {
            "id": one.id,
            "estate": one.estate,
            "on": _day(one.on),
            "dates": {name: day.isoformat() for name, day in one.dates.items()},
            "facts": self.values(one.facts),
            "turns": {wheel: reading_text(reading) for wheel, reading in one.turns.items()},
        }

    def values(self, facts: Mapping[str, FactValue] | Mapping[str, Value]) -> Json:
        return {name: self.value(name, value) for name, value in facts.items()}

    def value(self, name: str, value: FactValue | None) -> object:
        return plain_fact(self.words["en"], name, value)

    def reason(self, one: Reason) -> Json:
        return {
            "rule": one.rule,
            "decides": one.fact,
            "value": self.value(one.fact, one.value),
            "clause": one.clause,
            "source": one.source,
            "basis": one.basis,
            "facts": self.reads(one.facts),
            "text": {lang: reason_text(words, one) for lang, words in self.words.items()},
        }

    def reads(self, facts: Iterable[ReadFact]) -> list[Json]:
        return [
            {
                "fact": one.fact,
                "value": self.value(one.fact, one.value),
                "operator": one.operator,
                "compared": [self.value(one.fact, other) for other in one.compared],
                "parameter": one.parameter,
            }
            for one in facts
        ]

    def why_not(self, one: WhyNot) -> Json:
        return {
            "channel": one.channel,
            "rule": one.rule,
            "clause": one.clause,
            "state": one.state,
            "failed": self.reads(one.failed),
            "overridden_by": list(one.overridden_by),
        }

    def failed(self, one: Failed) -> Json:
        return {
            "fact": one.fact,
            "rule": one.rule,
            "clause": one.clause,
            "state": one.state,
            "comparisons": self.reads(one.comparisons),
        }

    def flip(self, one: Flip) -> Json:
        return {
            "changes": [self.change(change) for change in one.changes],
            "channel": one.channel,
            "offer": _offer(one.offer),
        }

    def change(self, one: FactChange) -> Json:
        before, after = self.value(one.fact, one.before), self.value(one.fact, one.after)
        return {"fact": one.fact, "about": one.about, "before": before, "after": after}

    def alternative(self, one: Alternative) -> Json:
        return {
            "assumed": self.values(one.assumed),
            "channel": one.channel,
            "offer": _offer(one.offer),
            "needs": [_need(need) for need in one.needs],
        }


def reading_text(reading: TurnReading) -> str:
    """Give where a wheel stands in the notation `[VERSION:]SLOT[+PENDING]`."""
    version = f"{reading.version}:" if reading.version is not None else ""
    return f"{version}{reading.slot}" + (f"+{reading.pending}" if reading.pending else "")


def _turn(one: TurnState) -> Json:
    return {
        "wheel": one.wheel,
        "version": one.version,
        "share": f"{one.share[0]}/{one.share[1]}",
        "slot": one.slot,
        "pending": one.pending,
        "due": one.due,
        "counts": one.counts,
        "taken": one.taken,
        "next": one.next,
    }


def _offer(one: Offer | None) -> Json | None:
    if one is None:
        return None
    return {
        "applicant": one.applicant,
        "how": one.how,
        "group": list(one.group),
        "rank": one.rank,
        "listed_since": _day(one.listed_since),
        "fallback": one.fallback,
    }


def _need(one: Need) -> Json:
    return {"fact": one.fact, "about": one.about, "question": text_record(one.question)}


def text_record(text: Text) -> Json:
    """Give a text of the rules as plain data, in both languages."""
    return {"da": text.da, "en": text.en}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
