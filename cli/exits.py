"""Say by the exit code what must be done, and end every command in one line that a person can act on.

| code | means |
|---|---|
| 0 | decided, or done |
| 1 | two agreements decide something differently |
| 2 | wrong input: the message says where, and what is accepted |
| 3 | a fact is missing: the answer names the question |
| 4 | undetermined: the answer hangs on a guess of the agreement |
| 5 | the two evaluators differ: nothing is answered |
| 6 | the ledger is not whole, or a decision comes out otherwise than it was recorded |
| 7 | a worked case came out otherwise than expected |
| 70 | a fault in Kredsløb itself |
| 130 | interrupted |
| 141 | whoever read the output has stopped reading |

Of many vacancies the gravest counts: 5, 2, 3, 4, 0.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from enum import IntEnum
from functools import wraps
from typing import Final, ParamSpec

import typer

from kredslob.rules.messages import Lang, Message, WrongInput, language_of

P = ParamSpec("P")


class Code(IntEnum):
    """The exit codes."""

    DONE = 0
    DIFFERENT = 1
    WRONG_INPUT = 2
    NEEDS = 3
    UNDETERMINED = 4
    DIFFER = 5
    AUDIT = 6
    OTHERWISE = 7
    FAULT = 70
    INTERRUPTED = 130
    UNHEARD = 141  # whoever read the output has stopped reading, as `head` does


OF_STATUS: Final = {"decided": Code.DONE, "needs": Code.NEEDS, "undetermined": Code.UNDETERMINED}
GRAVEST_FIRST: Final = (Code.DIFFER, Code.WRONG_INPUT, Code.NEEDS, Code.UNDETERMINED, Code.DONE)


def gravest(codes: Iterable[Code]) -> Code:
    """Give the gravest of several codes."""
    found = set(codes)
    return next((code for code in GRAVEST_FIRST if code in found), Code.DONE)


def guarded(command: Callable[P, Code | None]) -> Callable[P, None]:
    """Let a command end in an exit code, and every failure in one message, in the language that was asked for."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asked = kwargs.get("lang")
        lang = language_of(str(getattr(asked, "value", asked)) if asked else None)
        try:
            code = command(*args, **kwargs) or Code.DONE
            sys.stdout.flush()
        except WrongInput as wrong:
            complain(wrong.text(lang))
            code = _refused(wrong, as_json=bool(kwargs.get("json")))
        except KeyboardInterrupt:
            code = Code.INTERRUPTED
        except BrokenPipeError:
            code = unheard()
        except (typer.Exit, typer.Abort):
            raise
        except Exception as fault:  # noqa: BLE001 - whatever it is, a person gets one line
            code = explain(fault, lang)
        raise typer.Exit(int(code))

    return run


def _refused(wrong: WrongInput, *, as_json: bool) -> Code:
    """Tell a program that reads JSON what is wrong, in its own terms."""
    if as_json:
        from kredslob.cli.output import print_json
        from kredslob.engine.record import SCHEMA, problem_record

        print_json({"schema": SCHEMA, "problems": [problem_record(problem) for problem in wrong.problems]})
    return Code.WRONG_INPUT


def complain(text: str) -> None:
    """Write to the error stream."""
    print(text, file=sys.stderr)  # noqa: T201 - this is where errors are printed


def unheard() -> Code:
    """Be quiet when nobody reads the output any more; the interpreter, too, when it closes its streams."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Code.UNHEARD


def explain(fault: Exception, lang: Lang) -> Code:
    """Give the one line that a report of a fault needs; KREDSLOB_TRACE=1 gives the whole trace."""
    if os.environ.get("KREDSLOB_TRACE"):
        raise fault
    trace, where = fault.__traceback__, "?"
    while trace is not None:
        where = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    kind = type(fault).__name__
    complain(
        Message(
            "This is a fault in Kredsløb, not in what you wrote: {kind} in {where}. "
            "Please report it with the command that you gave; KREDSLOB_TRACE=1 shows more.",
            kind=kind, where=where,
        ).text(lang)
    )  # fmt: skip
    return Code.FAULT
