"""What the page on verification shows, worked out by running the simulation: numbers beside those that they should be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import comb, exp, sqrt

import numpy as np

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.city.layout import F_OWED, F_VACATED, FLOWS, MOVED, NONE, OCCUPANT, QUEUE_MONTH, QUEUES
from kredslob.scenarios.indicators.interval import t_quantile
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import PLACE_MONTH
from tests.scenarios.plain_town.compared import compared
from tests.scenarios.plain_town.random_towns import drawn
from tests.scenarios.plain_town.reported import events_of
from tests.scenarios.test_closed_forms import FAMILY, STILL, everybody, passages
from tests.scenarios.test_queues_in_closed_form import settled_town, watched
from tests.scenarios.test_turns_in_closed_form import SHARES, three_estates
from tests.scenarios.towns import Block, town
from tests.verification.rates import ENSEMBLE, simulated
from tests.verification.worlds import BLOCKS, FIGURES, HOMES, MONTHS, _on_benefit, _outside, let_to, told


@dataclass(frozen=True)
class Point:
    """Something simulated beside what it should be; `error`: of the simulated, where luck has a part in it."""

    what: str
    at: float
    simulated: float
    exact: float
    error: float = 0.0

    @property
    def errors(self) -> float:
        """How many standard errors the two lie apart."""
        return 0.0 if self.error == 0 else (self.simulated - self.exact) / self.error


def stays(replications: int) -> list[Point]:
    """Give the share of the first households that are still in their homes after each month; exact: (1 - p) ** months."""
    setting = town(
        Block("ahorn", dwellings=FAMILY, adults=100, vacancies=40), months=36, **everybody(), **STILL, **passages()
    )
    gone = 1 - exp(-float(setting.world.city.mobility[0]))
    at_first = int((setting.begin.dwellings[OCCUPANT] != NONE).sum())
    bench, there = Bench(setting), np.zeros(36)
    for number in range(replications):
        for month, _ in bench.months(number):
            homes = bench.state.dwellings[OCCUPANT]
            there[month] += (bench.state.households[MOVED][homes[homes != NONE]] < 0).sum()
    of = at_first * replications
    still = [(1 - gone) ** (month + 1) for month in range(36)]
    return [
        Point("still there", month + 1, there[month] / of, share, sqrt(share * (1 - share) / of))
        for month, share in enumerate(still)
    ]


def composition(replications: int) -> list[Point]:
    """Give how often so many of 40 have a benefit where letting is random and three in ten have one; exact: binomial."""
    counts = Counter(told(let_to(0.3), range(replications), [_on_benefit])[0].astype(int).tolist())
    chance = {count: comb(HOMES, count) * 0.3**count * 0.7 ** (HOMES - count) for count in range(HOMES + 1)}
    return [
        Point("on benefit", count, counts[count] / replications, share, sqrt(share * (1 - share) / replications))
        for count, share in chance.items()
        if share > 1 / 10_000 or counts[count]
    ]


def little(replications: int) -> list[Point]:
    """Give the mean length of each queue of a settled town; exact: those who come in a month times what each waits."""
    setting, first = settled_town(), 84
    bench, lengths, products = Bench(setting), [], []
    for number in range(replications):
        outcome, watch = watched(bench, setting, number, first)
        months = outcome.queue_month[first:]
        lengths.append(months[:, :, QUEUE_MONTH.index("waiting")].mean(axis=0))
        products.append(watch.left / len(months))
    length, product = np.array(lengths), np.array(products)
    error = (length - product).std(axis=0, ddof=1) / sqrt(replications)
    return [
        Point(name.replace("_", " "), float(product[:, at].mean()), float(length[:, at].mean()),
              float(product[:, at].mean()), float(error[at]))
        for at, name in enumerate(QUEUES)
    ]  # fmt: skip


def quotas(replications: int) -> list[Point]:
    """Give turns owed after so many vacancies in three estates; exact: the whole turns accrued."""
    bench, found = Bench(three_estates()), []
    for number in range(replications):
        passed, owed, rows = np.zeros(3, int), np.zeros(3, int), bench.state.estates
        for _ in bench.months(number):
            passed, owed = passed + rows[:, FLOWS + F_VACATED], owed + rows[:, FLOWS + F_OWED]
            rows[:, FLOWS:] = 0
            for share, vacated, turns in zip(SHARES, passed.tolist(), owed.tolist(), strict=True):
                found.append(Point(f"{share.numerator}/{share.denominator}", vacated, turns, int(vacated * share)))
    return found


def ranks(worlds: int) -> list[Point]:
    """Give how often a world lies at each rank among 19 others, ties divided by lot; exact: one in twenty."""
    from kredslob.scenarios.scoring.coverage import placed

    values = simulated(worlds * 30)[0][:, : worlds * (ENSEMBLE + 1)]
    lots, of = np.random.default_rng(7).random(worlds), ENSEMBLE + 1
    found = []
    for name, each in zip(FIGURES, values, strict=True):
        world = each.reshape(worlds, of)
        at = np.minimum((placed(world[:, 1:], world[:, 0], lots) * of).astype(int), of - 1)
        error = sqrt(1 / of * (1 - 1 / of) / worlds)
        found += [
            Point(name, rank + 1, count / worlds, 1 / of, error)
            for rank, count in enumerate(np.bincount(at, minlength=of).tolist())
        ]
    return found


@dataclass(frozen=True)
class Seed:
    """What a seed comes to: the mean share outside the workforce after two years, and how far its 95 % interval reaches."""

    seed: str
    mean: float
    reach: float
    spread: float


def seeds(count: int, replications: int) -> list[Seed]:
    """Give what so many seeds come to: each draws its residents, and all luck, anew."""
    found = []
    for seed in range(count):
        setting = town(*BLOCKS, listed=["west"], months=MONTHS, seed=f"seed {seed}")
        values = told(setting, range(replications), [_outside])[0]
        spread = float(values.std(ddof=1))
        found.append(
            Seed(str(seed), float(values.mean()), t_quantile(replications) * spread / sqrt(replications), spread)
        )
    return found


@dataclass(frozen=True)
class Plain:
    """Counts of random towns by the loops and by the plain town; how many were compared, and in how many they differ."""

    towns: int
    differing: int
    events: int
    months: int
    points: list[Point]
    happened: Counter[str]


def plain(first: int, end: int) -> Plain:
    """Compare the towns of some numbers."""
    towns, differing, events, months = 0, 0, 0, 0
    points: list[Point] = []
    happened: Counter[str] = Counter()
    for number in range(first, end):
        try:
            one = drawn(number)
        except WrongInput:
            continue
        plain_town, differences = compared(one)
        outcome = Bench(one.setting).run(one.replication)
        towns, differing, months = towns + 1, differing + bool(differences), months + one.setting.months.count
        mine = events_of(plain_town)
        events += mine
        happened.update(each.what for each in plain_town.log)
        points.append(Point("events", mine, outcome.events, mine))
        for name in ("vacated", "refusals", "let_referral", "let_flexible", "let_ordinary"):
            here = sum(place.flows[name] for place in plain_town.places)
            points.append(
                Point(name.replace("_", " "), here, int(outcome.city_month[:, PLACE_MONTH.index(name)].sum()), here)
            )
    return Plain(towns, differing, events, months, points, happened)
