"""The report of a run of cases, and of mutants, as plain data for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kredslob.engine.cases.comparing import Difference
from kredslob.engine.cases.coverage import RuleSeen, share
from kredslob.engine.cases.report import Report
from kredslob.engine.cases.running import Verdict
from kredslob.engine.cases.trying import Trial
from kredslob.engine.judging import FALSE, TRUE, UNKNOWN, Truth
from kredslob.engine.mutants.running import Outcome
from kredslob.engine.phrasing import Words
from kredslob.engine.record import SCHEMA, plain_fact, problem_record, text_record
from kredslob.rules.messages import LANGUAGES

Json = dict[str, Any]
TRUTHS: Final[Mapping[Truth, str]] = {TRUE: "true", FALSE: "false", UNKNOWN: "unknown"}


def report_record(report: Report, agreement: str | None, words: Words) -> Json:
    """Give a report as plain data."""
    return {
        "schema": SCHEMA,
        "agreement": agreement,
        "passed": sum(one.passed for one in report.verdicts),
        "failed": len(report.failed),
        "cases": [_verdict(one, words) for one in report.verdicts],
        "coverage": {name: list(counts) for name, counts in share(report.rules).items()},
        "rules": [_rule(one) for one in report.rules],
        "amendment": None if report.trial is None else _trial(report.trial, words),
    }


def mutants_record(outcomes: Sequence[Outcome], made: int) -> Json:
    """Give what became of mutants as plain data: how many there are, were run, were caught, and those that were not."""
    fates = Counter(one.fate for one in outcomes)
    return {
        "made": made,
        "run": len(outcomes),
        **{fate: fates[fate] for fate in ("caught", "survived", "equivalent", "refused")},
        "not_caught": [_mutant(one) for one in outcomes if one.fate in ("survived", "equivalent")],
    }


def _verdict(one: Verdict, words: Words) -> Json:
    case = one.case
    return {
        "id": case.id,
        "name": text_record(case.name),
        "file": case.place.file,
        "line": case.place.line,
        "clauses": list(case.clauses),
        "sources": list(case.sources),
        "passed": one.passed,
        "differences": [_difference(each, words) for each in one.differences],
        "problems": [problem_record(each) for each in one.problems],
        "evaluators_differ": None if one.differ is None else {lang: one.differ.text(lang) for lang in LANGUAGES},
    }


def _difference(one: Difference, words: Words) -> Json:
    return {
        "what": one.what,
        "name": one.name or None,
        "expected": _plain(one, one.expected, words),
        "found": _plain(one, one.found, words),
        "rules": [{"rule": rule.id, "clause": rule.clause} for rule in one.rules],
    }


def _trial(trial: Trial, words: Words) -> Json:
    return {
        "id": trial.amendment.id,
        "from": trial.start.isoformat(),
        "within": trial.within,
        "moved": trial.moved,
        "aside": [one.id for one in trial.aside],
        "otherwise": [
            {"id": one.case.id, "name": text_record(one.case.name), "file": one.case.place.file, "line": one.case.place.line,
             "acts": one.acts, "differences": [_otherwise(each, words) for each in one.differences]}
            for one in trial.otherwise
        ],
        "comparisons": [
            {"rule": one.rule.id, "clause": one.rule.clause, "parameter": one.parameter,
             "seen": sorted(TRUTHS[truth] for truth in one.seen), "at_value": list(one.at) if one.bounded else None}
            for one in trial.tried
        ],
    }  # fmt: skip


def _otherwise(one: Difference, words: Words) -> Json:
    told = _difference(one, words)
    return {"what": told["what"], "name": told["name"], "before": told["expected"], "now": told["found"]}


def _plain(one: Difference, value: Any, words: Words) -> object:
    if isinstance(value, tuple):
        return list(value)
    return plain_fact(words, one.name if one.what == "standing" else one.what, value)


def _rule(one: RuleSeen) -> Json:
    return {
        "document": one.rule.document,
        "rule": one.rule.id,
        "clause": one.rule.clause,
        "file": one.rule.at.file,
        "line": one.rule.at.line,
        "seen": sorted(TRUTHS[truth] for truth in one.seen),
        "cases": list(one.cases),
        "comparisons": [
            {"at": ".".join(map(str, each.path)), "seen": sorted(TRUTHS[truth] for truth in each.seen)}
            for each in one.comparisons
        ],
    }


def _mutant(one: Outcome) -> Json:
    mutant = one.mutant
    return {
        "fate": one.fate, "ground": one.ground, "file": one.at.file, "line": one.at.line, "field": one.at.field, "kind": mutant.kind,
        "about": mutant.about, "before": mutant.before, "after": mutant.after or None,
    }  # fmt: skip
