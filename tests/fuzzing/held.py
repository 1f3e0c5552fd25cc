"""Hold a reader to what everybody who gives it a file may count on, whatever is in the file.

It gives a right result, or one WrongInput whose problems each say in both languages what is wrong and where, without the
number of a civil register in it; it comes to an end, and takes no more memory than a large file may.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from kredslob.rules.messages import LANGUAGES, Problem, WrongInput, has_cpr
from tests.fuzzing.damage import CPR

SECONDS = 30  # of the processor: a hundred times what the slowest reader takes for the largest shipped file


class Hangs(BaseException):
    """A reader has not come to an end. No `except Exception` may take it for wrong input."""


def outcome(read: Callable[[], object]) -> str:
    """Give `read`, or all that is said of what is wrong, in both languages; raise AssertionError if it is not well said."""
    try:
        with _watched():
            found = read()
    except WrongInput as wrong:
        return said(wrong.problems)
    problems = found if isinstance(found, tuple) else ()
    return said(problems) if problems and all(isinstance(one, Problem) for one in problems) else "read"


def said(problems: tuple[Problem, ...]) -> str:
    """Give the text of problems, and hold them to be well said."""
    assert problems, "wrong input without a problem"
    lines: list[str] = []
    for problem in problems:
        for lang in LANGUAGES:
            text = problem.text(lang)
            assert text.strip(), "a problem that says nothing"
            lines.append(text)
        assert problem.place.text("en").strip(), f"no place: {lines[-1]}"
    whole = "\n".join(lines)
    assert not has_cpr(whole), "a CPR number is repeated"
    repeated = [number for number in CPR if re.search(rf"(?<!\d){number}(?!\d)", whole)]
    assert not repeated, "a CPR number is repeated"
    return whole


@contextmanager
def _watched() -> Iterator[None]:
    def late(_signal: int, _frame: FrameType | None) -> None:
        raise Hangs

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
