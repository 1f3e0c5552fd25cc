"""The smallest cases that two agreements decide differently, one for each way in which a fact comes out otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from kredslob.engine.decision import Offer
from kredslob.engine.difference.pairs import Pair
from kredslob.engine.difference.sides import Decided, Sides, Twofold, every_flip
from kredslob.engine.proof.asking import asked_by
from kredslob.engine.proof.logic import Formula, every
from kredslob.engine.proof.made.case import Made
from kredslob.engine.proof.smallest import Smallest
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import FactDeclaration, Rule


@dataclass(frozen=True, slots=True)
class Answer:
    """What a decision answers: the channel and the offer; both None where it refuses, for a gap or a clash."""

    channel: str | None
    offer: Offer | None


@dataclass(frozen=True, slots=True)
class Flip:
    """A fact that comes out otherwise.

    Args:
        fact: the decided fact.
        before: what the one makes of it.
        after: what the other does.
        case: the smallest in which it is so.
        pairs: in which regimes.
        rules: those of each side by which the two part.
        made: the case as each decides it, confirmed by deciding it; None where nobody who decides asks for the fact.
        answers: what each decision answers.
    """

    fact: str
    before: Decided
    after: Decided
    case: Twofold
    pairs: tuple[Pair, ...]
    rules: tuple[tuple[Rule, ...], tuple[Rule, ...]] = ((), ())
    made: tuple[Made, Made] | None = None
    answers: tuple[Answer, Answer] | None = None

    @property
    def of(self) -> tuple[object, ...]:
        """What tells it from others."""
        return self.fact, self.before, self.after


def flips_of(sides: Sides, declarations: Mapping[str, FactDeclaration]) -> Iterator[Flip]:
    """Find every way in which a decided fact comes out otherwise, each with its smallest case."""
    pair = sides.pair
    smallest = Smallest(partial(Sides, pair, declarations, partly=True))
    for fact in sides.decided:
        for before, after in every_flip(sides, fact):
            small = smallest.find(*_goals(fact, before, after))
            if small is not None:  # else it is no more than what follows from a conflict over a fact that is read
                yield Flip(fact, before, after, smallest.space.twofold(small), (pair,))


def _goals(fact: str, before: Decided, after: Decided) -> tuple[partial[Formula], ...]:
    """Give what is looked for: a case in which a decision by either side asks for the fact; else any."""
    return partial(_flips_asked, fact, before, after), partial(_flips, fact, before, after)


def _flips(fact: str, before: Decided, after: Decided, among: Sides) -> Formula:
    return among.flips(fact, before, after)


def _flips_asked(fact: str, before: Decided, after: Decided, among: Sides) -> Formula:
    asked = [asked_by(one, among.symbols, fact) for one in among.formulas]
    return every((among.flips(fact, before, after), *asked))


def told_once(found: Iterable[Flip]) -> tuple[Flip, ...]:
    """Give each flip once with all its days, in the order in which facts are decided."""
    alike: dict[tuple[object, ...], list[Flip]] = {}
    for one in found:
        alike.setdefault(one.of, []).append(one)
    return tuple(replace(each[0], pairs=tuple(pair for one in each for pair in one.pairs)) for each in alike.values())
