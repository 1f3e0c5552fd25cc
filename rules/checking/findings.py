"""What a check finds: an error, which must be mended, or a warning, which somebody should have thought of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Problem, WrongInput
from kredslob.rules.model import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: how grave it is; where, what, the cure and the provision stand in the problem."""

    severity: Severity
    problem: Problem


def errors(problems: Iterable[Problem]) -> Iterator[Finding]:
    """Give problems as errors."""
    for problem in problems:
        yield Finding("error", problem)


def warning(problem: Problem) -> Finding:
    """Give a problem as a warning."""
    return Finding("warning", problem)


@contextmanager
def telling(found: list[Finding]) -> Iterator[None]:
    """Note as errors what is wrong in what is tried, and go on after it."""
    try:
        yield
    except WrongInput as wrong:
        found.extend(errors(wrong.problems))


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give findings, each once: errors, then warnings, each by file and line."""
    return tuple(sorted(dict.fromkeys(found), key=_order))


def _order(one: Finding) -> tuple[bool, str, int, str]:
    place = one.problem.place
    return one.severity != "error", place.file or "", place.line or 0, one.problem.found.text()
