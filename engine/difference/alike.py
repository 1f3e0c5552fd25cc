"""Whether two agreements, however they are worded, decide everything alike.

What the rules make of each situation is asked of the solver, over all that the facts allow. What decides without being
said in a rule - quotas, wheels, the order of ranking, which day counts - must simply be the same. So the answer is yes
only if it has been shown; where it is no there may be a difference, and `compare` tells which.
"""

from __future__ import annotations

from collections.abc import Mapping

from kredslob.engine.difference.changes import changes_of
from kredslob.engine.difference.pairs import Compared, Pair, days_of, declared_together, pairs_of
from kredslob.engine.difference.sides import Sides
from kredslob.engine.proof.logic import some
from kredslob.rules.model import FactDeclaration


def decide_alike(a: Compared, b: Compared) -> bool:
    """Tell whether two agreements decide everything alike, in every case and on every day on which either is in force.

    Texts, sources and how sure we are may differ; so may the rules that are cited.

    Raises:
        WrongInput: documents do not hang together, or an agreement is not in force on its day.
        Undecided: the solver gave up on a question.
    """
    a, b = days_of(*declared_together(a, b))
    pairs = pairs_of(a, b)
    if any(one.beyond_rules for one in changes_of(a, b, pairs)):
        return False
    return bool(pairs) and all(decides_alike_in(one, a.library.facts) for one in pairs)


def decides_alike_in(pair: Pair, declarations: Mapping[str, FactDeclaration]) -> bool:
    """Tell whether two regimes decide the same facts, and each alike in every situation."""
    if pair.is_one:
        return True
    sides = Sides(pair, declarations)
    if sides.a.rules.keys() != sides.b.rules.keys():
        return False
    return sides.solver.find(some(sides.differ(fact) for fact in sides.decided)) is None
