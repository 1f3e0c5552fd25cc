"""Compare two agreements: what they state differently, and the smallest cases that they decide differently.

Every regime of the one is held against every regime of the other on the days that both have, over everything that the
facts allow. The solver tells in which ways a fact comes out otherwise and finds the smallest case of each; every case
is then decided by both.
"""

from __future__ import annotations

from collections.abc import Iterable

from kredslob.engine.difference.changes import Altered, changes_of
from kredslob.engine.difference.confirming import confirmed, office_of
from kredslob.engine.difference.flips import Flip, flips_of, told_once
from kredslob.engine.difference.pairs import Compared, Pair, days_of, declared_together, pairs_of
from kredslob.engine.difference.sides import Sides
from kredslob.engine.proof.regimes import Regime
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import Document


@dataclass(frozen=True, slots=True)
class Difference:
    """How two agreements differ.

    Args:
        a: the one, with the day that is looked at if it is one.
        b: the other.
        pairs: the regimes that were held against each other.
        changes: what they state differently.
        flips: what they decide differently, each with its smallest case.
        alike: the facts that both decide alike in every situation.
        only_a: facts that the one alone decides.
        only_b: facts that the other alone decides.
        questions: that the solver was asked to find which facts flip.
    """

    a: Compared
    b: Compared
    pairs: tuple[Pair, ...]
    changes: tuple[Altered, ...]
    flips: tuple[Flip, ...]
    alike: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    questions: int

    @property
    def decides_alike(self) -> bool:
        """Whether it has been shown that everything is decided alike."""
        return not (self.flips or self.only_a or self.only_b or self.beyond_rules)

    @property
    def beyond_rules(self) -> tuple[Altered, ...]:
        """What differs and decides without being said in a rule."""
        return tuple(one for one in self.changes if one.beyond_rules)

    @property
    def by_law_alone(self) -> bool:
        """Whether all that differs stands in laws, so that what follows is nothing that the parties have agreed."""
        return bool(self.changes) and all(one.of_law for one in self.changes)

    def by_law(self, fact: str) -> bool:
        """Tell whether it is for laws alone what a fact is, and the fact no more than a standing of estate or area."""
        documents = {one.id for pair in self.pairs for side in (pair.a, pair.b) for one in _laws(side)}
        rules = [rule for pair in self.pairs for side in (pair.a, pair.b) for rule in side.agreed.rules]
        return all(rule.stage == "classify" and rule.document in documents for rule in rules if rule.decides == fact)


def compare(a: Compared, b: Compared) -> Difference:
    """Compare two agreements on all days that they share, or on the days that are given.

    Raises:
        WrongInput: documents do not hang together, an agreement is not in force on its day, or the two share no day.
        Undecided: the solver gave up on a question.
    """
    a, b = days_of(*declared_together(a, b))
    pairs = pairs_of(a, b)
    if not pairs:
        found = Message("{one} and {other} are in force on no common day.", one=a.agreement.id, other=b.agreement.id)
        raise WrongInput(Problem(Place(None, None, "on"), found, Message("a day for each, with --on and --then")))
    found_flips: list[Flip] = []
    decided: dict[str, None] = {}
    only: tuple[dict[str, None], dict[str, None]] = ({}, {})
    asked = 0
    for pair in pairs:
        sides = Sides(pair, a.library.facts)
        decided.update(dict.fromkeys(sides.decided))
        for names, own, other in ((only[0], sides.a, sides.b), (only[1], sides.b, sides.a)):
            names.update(dict.fromkeys(fact for fact in own.rules if fact not in other.rules))
        if not pair.is_one:
            found_flips += flips_of(sides, a.library.facts)
            asked += sides.solver.asked
    offices = (office_of(a), office_of(b))
    flips = tuple(confirmed(one, a, b, offices) for one in told_once(found_flips))
    return Difference(
        a, b, pairs, changes_of(a, b, pairs), flips, _unflipped(decided, flips), tuple(only[0]), tuple(only[1]), asked
    )


def _laws(regime: Regime) -> list[Document]:
    return [one for one in regime.agreed.documents if one.kind == "law"]


def _unflipped(facts: Iterable[str], flips: Iterable[Flip]) -> tuple[str, ...]:
    flipped = {one.fact for one in flips}
    return tuple(fact for fact in facts if fact not in flipped)
