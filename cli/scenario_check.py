"""Say how many simulated lettings were decided again by the evaluator that decides real ones, and whether all came out alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kredslob.cli.exits import Code, complain
from kredslob.rules.messages import Lang, Message

if TYPE_CHECKING:
    from kredslob.scenarios.results.running import Order


def check_lettings(order: Order, lang: Lang, *, as_json: bool) -> Code:
    """Decide a sample of the lettings of each variant again and say how it came out; beside JSON, on the error stream."""
    from kredslob.cli.output import terminal
    from kredslob.scenarios.results.sampling import check

    say = complain if as_json else terminal().print
    code = Code.DONE
    for found in check(order):
        if found.differing is None:
            text = Message(
                "{variant}: {count} simulated lettings of replication {replication} decided again, all alike.",
                variant=found.variant, count=found.compared, replication=found.replication,
            )  # fmt: skip
        else:
            one, code = found.differing, Code.DIFFER
            text = Message(
                "{variant}: letting {count} of replication {replication} differs, in {estate} on {day}: simulated {simulated}, "
                "decided again {reference}.",
                variant=found.variant, count=found.compared, replication=found.replication, estate=one.estate,
                day=one.day, simulated=one.simulated, reference=one.reference,
            )  # fmt: skip
        say(text.text(lang))
    return code
