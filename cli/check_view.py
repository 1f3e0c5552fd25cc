"""Show what a check found: errors, then warnings, each with place, cure and the provision that it breaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from kredslob.rules.checking.findings import Finding
from kredslob.rules.library import Library
from kredslob.rules.messages import LANGUAGES, Lang, Message
from kredslob.rules.model import Clause, Severity


def draw_findings(console: Console, lang: Lang, library: Library | None, found: Sequence[Finding]) -> None:
    """Draw findings, the errors apart from the warnings, and how many of each there are."""
    parts: tuple[tuple[Severity, Message], ...] = (("error", Message("Errors")), ("warning", Message("Warnings")))
    for severity, title in parts:
        several = [one for one in found if one.severity == severity]
        if several:
            console.print(Text(title.text(lang), "bold red" if severity == "error" else "bold yellow"))
            for one in several:
                console.print(_drawn(one, lang, library))
            console.print()
    console.print(Text(_count(found).text(lang), "bold"))


def _count(found: Sequence[Finding]) -> Message:
    errors = sum(one.severity == "error" for one in found)
    warnings = len(found) - errors
    if not found:
        return Message("Nothing was found.")
    return Message("Errors: {errors}. Warnings: {warnings}.", errors=errors, warnings=warnings)


def _drawn(one: Finding, lang: Lang, library: Library | None) -> Group:
    problem = one.problem
    told = [Text(problem.found.text(lang))]
    if problem.accepted is not None:
        told.append(Text(Message("Accepted: {accepted}.", accepted=problem.accepted).text(lang)))
    if problem.nearest is not None:
        told.append(Text(Message("Did you mean {nearest}?", nearest=repr(problem.nearest)).text(lang)))
    clause = provision(library, problem.clause)
    if clause is not None:
        place = f", {clause.place}" if clause.place else ""
        told.append(Text(f"{clause.id}{place}: {clause.title.read(lang)}", "dim"))
    place_of = [Text(problem.place.text(lang), "cyan")] if problem.place.file else []
    return Group(*(Padding(line, (0, 0, 0, 2)) for line in place_of), *(Padding(line, (0, 0, 0, 4)) for line in told))


def provision(library: Library | None, key: str | None) -> Clause | None:
    """Give the clause that a finding names."""
    if library is None or key is None:
        return None
    return next((one.clauses[key] for one in library.documents.values() if key in one.clauses), None)


def check_data(library: Library | None, named: Sequence[str], found: Sequence[Finding]) -> dict[str, Any]:
    """Give findings as plain data."""
    return {
        "schema": 1,
        "checked": list(named),
        "errors": sum(one.severity == "error" for one in found),
        "warnings": sum(one.severity == "warning" for one in found),
        "findings": [_plain(one, library) for one in found],
    }


def _plain(one: Finding, library: Library | None) -> dict[str, Any]:
    problem, clause = one.problem, provision(library, one.problem.clause)
    accepted = problem.accepted
    return {
        "severity": one.severity,
        "file": problem.place.file,
        "line": problem.place.line,
        "field": problem.place.field,
        "found": {lang: problem.found.text(lang) for lang in LANGUAGES},
        "accepted": None if accepted is None else {lang: accepted.text(lang) for lang in LANGUAGES},
        "nearest": problem.nearest,
        "provision": None if clause is None else {
            "clause": clause.id, "place": clause.place, "source": clause.source,
            "title": {"da": clause.title.da, "en": clause.title.en},
        },
    }  # fmt: skip
