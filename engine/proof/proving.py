"""Prove an agreement: in every situation that the facts allow, on every day, at every value of every guess.

What is looked for stands in `completeness`, `lawfulness`, `nobody` and `conserving`; on which days a rule is silent, in
`silence`. What is found in several regimes is told once, with all its days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from kredslob.engine.compensation import Terms
from kredslob.engine.proof.completeness import gaps_and_clashes, silent_rules
from kredslob.engine.proof.confirming import confirmed
from kredslob.engine.proof.conserving import conservation, unbalanced, ways_to_compensate
from kredslob.engine.proof.finding import Finding
from kredslob.engine.proof.integrity import Guarantee, guarantees
from kredslob.engine.proof.lawfulness import unlawful
from kredslob.engine.proof.nobody import unsettled
from kredslob.engine.proof.regimes import Regime, regimes_of
from kredslob.engine.proof.silence import on_silent_days
from kredslob.engine.proof.situations import Situations
from kredslob.engine.proof.small_city import Bounds, City
from kredslob.engine.proof.smallest import Smallest
from kredslob.engine.proof.symbols import Guess
from kredslob.rules.agreement import Agreement
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Library

BOUNDS: Final = Bounds()


@dataclass(frozen=True, slots=True)
class Extent:
    """Of how much something has been proved, in one regime.

    Args:
        rules: how many.
        decided: how many facts they decide.
        facts: the others that they read, each taken at every value within its bounds.
        guesses: each taken at every value that it may have.
        estates: how many kinds of estates there are by values of their own.
        questions: how many the solver was asked.
    """

    rules: int
    decided: int
    facts: tuple[str, ...]
    guesses: tuple[Guess, ...]
    estates: int
    questions: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What has been proved of an agreement, and what has been found instead.

    `ways` to compensate for what exempt estates lose were looked at in all cities within `bounds`; none where none is exempt.
    """

    agreement: Agreement
    regimes: tuple[Regime, ...]
    findings: tuple[Finding, ...]
    extents: tuple[Extent, ...]
    granted: tuple[Guarantee, ...]
    ways: tuple[Terms, ...] = ()
    bounds: Bounds = BOUNDS

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that was taken at every value within its bounds, by name."""
        return tuple(sorted({fact for one in self.extents for fact in one.facts}))

    @property
    def guesses(self) -> tuple[Guess, ...]:
        """Every open guess that was taken at every value that it may have, by name."""
        found = {(one.parameter, one.ends): one for extent in self.extents for one in extent.guesses}
        return tuple(found[key] for key in sorted(found, key=str))

    @property
    def failures(self) -> tuple[Finding, ...]:
        """What must be mended."""
        return tuple(one for one in self.findings if one.gravity == "failure")


def prove(library: Library, agreement: Agreement, on: date | None = None) -> Proof:
    """Prove an agreement over its whole period, or on one day.

    Raises:
        WrongInput: documents do not hang together.
        Undecided: the solver gave up on a question.
    """
    regimes = regimes_of(library, agreement, on)
    found: list[Finding] = []
    extents: list[Extent] = []
    cities: dict[Terms, City | None] = {}
    for regime in regimes:
        situations, smallest = (
            Situations(regime, library.facts),
            Smallest(partial(Situations, regime, library.facts, partly=True)),
        )
        found += _findings(situations, smallest)
        own = ways_to_compensate(situations)
        cities.update({way: unbalanced(way, BOUNDS) for way in own if way not in cities})
        found += conservation(situations, smallest, own, cities)
        extents.append(_extent(situations))
    measures = {one.id: one for regime in regimes for one in regime.agreed.measures.values()}
    told = tuple(confirmed(one, library, agreement) for one in _told_once(on_silent_days(found, regimes)))
    return Proof(agreement, regimes, told, tuple(extents), guarantees(library.facts, measures.values()), tuple(cities))


def _findings(situations: Situations, smallest: Smallest[Situations]) -> Iterator[Finding]:
    yield from gaps_and_clashes(situations, smallest)
    yield from silent_rules(situations, smallest)
    yield from unlawful(situations, smallest)
    yield from unsettled(situations, smallest)


def _told_once(found: Iterable[Finding]) -> Iterator[Finding]:
    """Give each finding once with all its days."""
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for one in found:
        alike.setdefault((one.gravity, *one.of), []).append(one)
    for first, *others in alike.values():
        days = [regime for one in others for regime in one.regimes]
        yield replace(first, regimes=(*first.regimes, *(regime for regime in days if regime not in first.regimes)))


def _extent(situations: Situations) -> Extent:
    symbols = situations.symbols
    return Extent(
        len(situations.regime.agreed.rules), len(situations.in_order), tuple(key.fact for key, _ in symbols.facts),
        tuple(symbols.guesses.values()), len(situations.regime.variants), situations.solver.asked,
    )  # fmt: skip
