"""Write the page on verification and its plots: `python -m tests.verification.page [share of the dose]`.

With the whole dose that takes a quarter of an hour; with a hundredth, half a minute, for looking at.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.verification import charts, evidence
from tests.verification.evidence import Plain, Point, Seed
from tests.verification.rates import Rate, of_contrasts, of_effects, of_means, of_nothing, of_shares, of_worlds

PAGE = Path("docs/verification.md")
PLOTS = PAGE.with_suffix("")
WORLDS, STAYS, BINOMIAL, LITTLE, QUOTAS, SEEDS, EACH_SEED, TOWNS = 2_500, 2_000, 10_000, 400, 3, 12, 500, 1_200


@dataclass(frozen=True)
class Found:
    """All that the page shows."""

    stays: list[Point]
    composition: list[Point]
    little: list[Point]
    quotas: list[Point]
    ranks: list[Point]
    rates: list[Rate]
    shares: tuple[Rate, float]
    seeds: list[Seed]
    plain: Plain


def found(dose: float, tell: Callable[[str], object] = lambda _: None) -> Found:
    """Work everything out, with a share of the dose (0-1)."""

    def of(most: int, least: int) -> int:
        return max(least, round(dose * most))

    worlds = of(WORLDS, 25)
    parts: dict[str, object] = {}
    for name, work in (
        ("stays", lambda: evidence.stays(of(STAYS, 20))), ("composition", lambda: evidence.composition(of(BINOMIAL, 100))),
        ("little", lambda: evidence.little(of(LITTLE, 10))), ("quotas", lambda: evidence.quotas(QUOTAS)),
        ("ranks", lambda: evidence.ranks(worlds)),
        ("rates", lambda: [*of_worlds(worlds), *of_means(worlds), *of_contrasts(worlds), *of_nothing(worlds), *of_effects(worlds)]),
        ("shares", lambda: of_shares(worlds)), ("seeds", lambda: evidence.seeds(of(SEEDS, 3), of(EACH_SEED, 20))),
        ("plain", lambda: evidence.plain(0, of(TOWNS, 6))),
    ):  # fmt: skip
        tell(name)
        parts[name] = work()
    return Found(**parts)  # type: ignore[arg-type]  # by their names


def plots_of(one: Found) -> dict[str, str]:
    """Draw every plot: SVG by name."""
    drawn = {
        "stays": charts.curve(one.stays, "months", "share still in their home"),
        "composition": charts.bars(one.composition, "residents of 40 with a benefit", "share of replications"),
        "little": charts.diagonal(one.little, "come in a month, times months waited", "wait on average", named=True),
        "quotas": charts.stairs(one.quotas), "ranks": charts.ranked(one.ranks), "coverage": charts.rates(one.rates),
        "seeds": charts.by_seed(one.seeds), "plain": charts.same(one.plain),
    }  # fmt: skip
    return {name: charts.svg_of(spec) for name, spec in drawn.items()}


def page_of(one: Found) -> str:
    """Write the page."""
    off = [each for each in one.rates if not each.holds]
    wrong = sum(each.simulated != each.exact for each in one.quotas)
    rate, exactly = one.shares
    between, within = spread_of(one.seeds)
    happened = sum(one.plain.happened.values())
    return f"""# Verification: is the simulation what the model says?

Plots that are plainly right or wrong. Each is drawn anew from the code by `make verification`, and each is also a test that fails if it
is not so (`make verify`). They say that the program does what [the model](model.md) says; whether the model is Copenhagen is another
question ([limits](limits.md), [backtest](backtest.md)). Red-brown is what should be, blue what was simulated.

**Contents**: [1 Plain town](#plain) · [2 Stays](#stays) · [3 Composition](#composition) · [4 Little's law](#little) · [5 Quotas](#quotas)
· [6 Ranks](#ranks) · [7 Coverage](#coverage) · [8 Seed](#seed) · [9 What none of it shows](#not)

<a id="plain"></a>
## 1 The loops and a town in plain Python

The compiled loops against a second simulation in plain Python, of objects, dictionaries and lists, that knows no table: whether somebody
may have a dwelling is decided by the evaluator that decides real vacancies, on raw facts about everybody who waits
(`tests/scenarios/plain_town/`). Both meet [the same luck](luck.md). Registers, agreements and guesses, council decisions, lists, behaviour
and business cycle are drawn at random. **{one.plain.towns:,} towns** over {one.plain.months:,} months and {one.plain.events:,} events were
compared, month by month: everybody's state, homes, queues and plans, wheels, figures, standing, and what is reported.
**{one.plain.differing} {"differs" if one.plain.differing == 1 else "differ"}.**

![Counts of each town by the loops against those of the plain town, on a diagonal](verification/plain.svg)

*Right if every point lies on the line, not near it.* {_happened(one.plain, happened)}

<a id="stays"></a>
## 2 How long people stay

At one pace for all, the share of those who lived there at first that is still there after *n* months is (1 - *p*)<sup>*n*</sup>.

![Share still in their home by month, points on a falling curve](verification/stays.svg)

*Right if the points lie on the curve, within their bars of two standard errors.* {_worst(one.stays)}

<a id="composition"></a>
## 3 Who comes to live there

Where dwellings are let at random, and three in ten of those who come have a benefit, an estate of 40 comes to have binomially many.

![How often each number of residents has a benefit: bars that end at the binomial ticks](verification/composition.svg)

*Right if each bar ends at its tick.* {_worst(one.composition)}

<a id="little"></a>
## 4 Queues: Little's law

In a settled town the mean length of each queue is how many come in a month times how many months each waits, housed or not.

![Mean length of six queues against rate times wait, on the diagonal](verification/little.svg)

*Right if all six lie on the line.* {_worst(one.little)}

<a id="quotas"></a>
## 5 Quotas: exact turns

An exempt estate owes none; two others take its turns over and owe 13 of 30 and 27 of 60. After each vacancy the turns owed are the whole ones
accrued, whatever luck does: no point may leave its stairs. Drawn are the first 60 vacancies.

![Turns owed against vacancies passed, points on three staircases](verification/quotas.svg)

*Right if every point lies on a step.* Of {len(one.quotas)} points {wrong} {"does" if wrong == 1 else "do"} not.

<a id="ranks"></a>
## 6 Where a world lies among others

If worlds are drawn from one distribution, one of them is as likely the lowest of twenty as the highest. Ties (counts of few) are divided by
lot.

![How often each rank came for six figures: flat bars between dashed lines](verification/ranks.svg)

*Right if the bars are flat: 99.7 of 100 end between the dashed lines. A U would mean intervals too narrow, a hill too wide.*
{_worst(one.ranks)}

<a id="coverage"></a>
## 7 How often intervals cover

For each figure, {one.rates[0].of:,} times: does the central 90 % interval of 19 worlds cover one more; does the 95 % interval of a summary's mean,
of a contrast, of a comparison cover what all replications come to; does it cover 0 where nothing differs but luck; and does it cover an
effect that was planted, whose size is known on paper? Intervals of means and differences are of 30 replications.

![Share covered for each interval, points in bands around 90 and 95 per cent](verification/coverage.svg)

*Right if every point lies in its band of three standard errors.* {_off(off, len(one.rates))} The interval of a probability (Wilson's) covered
it {rate.share:.1%} of the time; of a binomial count of 30 it does {exactly:.1%}.

These are intervals of luck alone: see [limits](limits.md#intervals). A mean of something that happens in few replications of a hundred is
no normal number, and its interval from 30 replications covers less often than it says.

<a id="seed"></a>
## 8 Does the seed matter?

Another seed draws other residents to the same counts, and all luck anew. Grey: how far single replications lie apart; blue: the mean of
{EACH_SEED if len(one.seeds) == SEEDS else "some"} replications with its 95 % interval.

![Mean share outside the workforce by seed with intervals](verification/seeds.svg)

*Right if seeds differ far less than single replications do. They need not overlap: who lives there at the beginning is part of a seed, and
is not averaged away.* The means of seeds have a standard deviation of {between:.2%}, single replications of one seed {within:.2%}. So **a
result of one seed is a result about one draw of residents**; what is told of many replications should be looked at under another seed.

<a id="not"></a>
## 9 What none of it shows

Both simulations were written by people who knew the other one, from one description, and start from the same residents: a fault of the
description, or of how residents are drawn at the beginning, is in both. The evaluator of rules has proofs of its own. Towns are small, so
that what only happens in large ones (a queue of thousands, an estate of hundreds of vacancies a year) is looked at by other tests. In the
plain town queues of the external list are told as one: who of them is passed over by flexible letting is a count that it does not repeat.
"""


def _happened(plain: Plain, happened: int) -> str:
    least = min(plain.happened.items(), key=lambda each: each[1])
    return (
        f"Of {len(plain.happened)} kinds of things that happened, {happened:,} times in all, the rarest came {least[1]} times "
        f"({least[0].replace('_', ' ')})."
    )


def _worst(points: Sequence[Point]) -> str:
    far = [abs(one.errors) for one in points if one.error > 0]
    beyond = sum(each > 3 for each in far)
    return f"Of {len(points)} points {beyond} lie more than three standard errors off; the farthest {max(far, default=0):.1f}."


def _off(off: Sequence[Rate], of: int) -> str:
    if not off:
        return f"All {of} do."
    return f"Of {of} these do not: " + "; ".join(f"{one.what} ({one.share:.1%})" for one in off) + "."


def spread_of(seeds: Sequence[Seed]) -> tuple[float, float]:
    """Give the standard deviation of the means of seeds, and that of single replications within a seed."""
    mean = sum(one.mean for one in seeds) / len(seeds)
    between = (sum((one.mean - mean) ** 2 for one in seeds) / (len(seeds) - 1)) ** 0.5
    return between, sum(one.spread for one in seeds) / len(seeds)


def write(one: Found, page: Path) -> None:
    """Write the page and its plots beside it."""
    plots = page.with_suffix("")
    plots.mkdir(parents=True, exist_ok=True)
    for name, svg in plots_of(one).items():
        (plots / f"{name}.svg").write_text(svg, encoding="utf-8")
    page.write_text(page_of(one), encoding="utf-8")


if __name__ == "__main__":
    write(found(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0, lambda name: sys.stderr.write(f"{name}\n")), PAGE)
