"""Answers of searches made up by hand, so that whatever may come out can be told."""

from __future__ import annotations

from kredslob.rules.model import Text
from kredslob.scenarios.searching.answer import PRESENT, Answer, Effort, Found, GoalTold, LimitTold, Role, TermTold
from kredslob.scenarios.searching.short import in_short
from kredslob.scenarios.searching.weighing import Held, Mean
from kredslob.scenarios.telling.screen import Said

GOAL = GoalTold("wait", Text("Ventetid", "Wait"), "wait_mean", "months", "referral", "average", "least")
LIMIT = LimitTold("housed", Text("Anvist", "Housed"), "referrals_delivered", "referrals", "city", "average", "at_least", 15, False, None, 0, False)  # fmt: skip
TERM = TermTold("t", Text("Måde", "Method"), "compensation.method", "choice", ("a", "b"), (Text("a", "a"), Text("b", "b")), 0, Text("a", "a"))  # fmt: skip


def point(
    name: str, role: Role, wait: float = 8.0, *, kept: bool = True, chosen_kept: bool = True,
    beaten_by: tuple[str, ...] = (),
) -> Found:  # fmt: skip
    """Give a point: what it waits, and whether it keeps the limit when it is told and kept it when it was chosen."""
    mean = Mean(wait, wait - 0.1, wait + 0.1, 12)
    held = Held("housed", "surely_kept" if kept else "surely_missed", 0.0, 0, 1, "city", Mean(18.0, 17.0, 19.0, 12))
    apart = () if name == PRESENT else (Mean(wait - 9, wait - 9.1, wait - 8.9, 12),)
    return Found(
        name, role, None if name == PRESENT else f"point-{name}", Text(f"punkt {name}", f"point {name}"), (0,), (mean,),
        (mean,), apart, (held,), chosen_kept, kept and not beaten_by, beaten_by, (), "0",
    )  # fmt: skip


def now(*, kept: bool = True, chosen_kept: bool = True, beaten_by: tuple[str, ...] = ()) -> Found:
    """Give the agreement as it is now."""
    return point(PRESENT, "present", 9.0, kept=kept, chosen_kept=chosen_kept, beaten_by=beaten_by)


def answer(
    present: Found, front: tuple[Found, ...] = (), near: tuple[Found, ...] = (), others: tuple[Found, ...] = ()
) -> Answer:
    """Give an answer of these points."""
    return Answer(
        "trial", Text("Prøve", "Trial"), Text("Hvad nu?", "What if?"), ("town", Text("By", "Town")), "kbh-2011-2014",
        "2011-01-01", "2011-01-01", "2013-12-01", 6, 6, 32, (54, 47), {"city": "city"}, (TERM,), (GOAL,), (LIMIT,), front,
        near, present, others, (), Effort("grid", 5, 5, 12, 12, "10m", None, 0.1, 0.3, 2.0, 9.0, 60), {"seed": "town"},
    )  # fmt: skip


def said(found: Answer) -> str:
    """Give what is said in short, in English."""
    return "\n".join(part.said.text("en") for part in in_short(found) if isinstance(part, Said))
