"""The same city as agents of Mesa: every person and every household is asked each month what happens to them.

It begins with the same people in the same dwellings, read off the simulation's own arrays, and lives by the same tables of
hazards: work and education, retirement and death, partners found and left, children born and grown, moves out and wishes to
move within, newcomers by kind, patience and refusals. It lets by less than the agreement: every third vacancy goes to the
municipality's queue unless the estate is over the threshold, every second of the others to the estate's own, the rest to the
list by seniority; no rule is read. Kept is what everybody does, by month for the city and by year for its estates. Households
take turns in random order, people in any, since nothing hangs on theirs; tables are plain lists, which Python reads faster
than arrays.
"""

from __future__ import annotations

from collections import deque
from math import exp

import mesa

from kredslob.scenarios.city.layout import NOBODY, RETIRED, STUDENT
from mesa_city.tables import CHILD_MONTHS, OF_FORTY, OUTSIDE, PENSION_MONTHS, Kind, Tables, drawn

ASKED = 24  # of a queue, before a vacancy is held for another month


class Person(mesa.Agent):  # type: ignore[misc]  # mesa is not seen where types are checked
    """An adult: what they do, since when, and how firmly they are attached to work."""

    def __init__(self, model: CityModel, labour: int, born: int, since: int, attachment: int) -> None:
        super().__init__(model)
        self.labour, self.born, self.since, self.attachment = labour, born, since, attachment
        self.household: Household | None = None

    def step(self) -> None:
        """Let a month pass: perhaps what they do ends, and something else begins."""
        model = self.model
        age = model.month - self.born
        if age == PENSION_MONTHS:
            self.become(RETIRED)
            return
        row = model.tables.row(self.attachment, self.labour, age, model.month - self.since)
        if model.luck() < model.tables.leaving[row]:
            self.become(drawn(model.tables.next[row], model.luck()))

    def become(self, labour: int) -> None:
        """Pass to another state, counted where they live; to none at all by dying."""
        house = self.household
        if house is not None and house.home is not None:
            counts = house.home.estate.counts
            counts[self.labour] -= 1
            counts[labour] += 1
        self.labour, self.since = labour, self.model.month
        if labour == NOBODY and house is not None:
            house.lose(self)


class Household(mesa.Agent):  # type: ignore[misc]  # as above
    """People who live or wait together."""

    def __init__(self, model: CityModel, kind: Kind, members: list[Person], children: list[int]) -> None:
        super().__init__(model)
        self.kind, self.members, self.children = kind, members, children
        self.home: Dwelling | None = None
        self.waits, self.gives_up, self.moved = False, 0, 0
        self.purse = 0 if model.luck() < kind.low_rent else 1
        for one in members:
            one.household = self

    def step(self) -> None:
        """Let a month pass: children grow up, patience ends, the family changes, or they move out."""
        model = self.model
        month = model.month
        if self.children and month - self.children[0] >= CHILD_MONTHS:
            self.grow_up()
        if self.waits and month >= self.gives_up:
            self.waits = False
            if self.home is None:
                self.leave()
                return
        if self.home is None:
            return
        eldest = model.tables.band[month - min(one.born for one in self.members)]
        new = 0 if month - self.moved < model.tables.new_months else 1
        if model.luck() < 1.0 - exp(-self.home.estate.pace * model.tables.stays[eldest][new] * model.season):
            self.move_out()
            return
        couple = 1 if len(self.members) > 1 else 0
        chances = model.tables.happenings[couple][model.tables.band[month - self.members[0].born]]
        lot = model.luck()
        if lot < chances[2]:
            self.turn(couple, lot, chances)

    def turn(self, couple: int, lot: float, chances: list[float]) -> None:
        """Find a partner or part, have a child, or wish for another home."""
        model = self.model
        if lot < chances[0]:
            if couple:
                leaver = self.members.pop()
                leaver.become(NOBODY)
                leaver.remove()
            else:
                self.take_in(model.person(model.tables.kinds["tenant"], model.month - self.members[0].born))
        elif lot < chances[1]:
            self.children.append(model.month)
        elif not self.waits and self.home is not None:
            self.queue(self.home.estate.transfers, model.tables.patience)

    def take_in(self, one: Person) -> None:
        """Let somebody live with them."""
        one.household = self
        self.members.append(one)
        if self.home is not None:
            self.home.estate.counts[one.labour] += 1

    def grow_up(self) -> None:
        """Let the eldest child come of age, and stay where there is a place."""
        born = self.children.pop(0)
        if len(self.members) < 3:
            attachment = drawn(self.model.tables.firm[STUDENT], self.model.luck())
            self.take_in(Person(self.model, STUDENT, born, self.model.month, attachment))

    def lose(self, one: Person) -> None:
        """Let somebody who has died go, and the household with the last of them."""
        if one in self.members:
            self.members.remove(one)
        one.household = None
        one.remove()
        if not self.members:
            self.leave()

    def queue(self, queue: deque[Household], patience: float) -> None:
        """Join a queue, for as long as patience lasts."""
        self.waits = True
        self.gives_up = self.model.month + 1 + int(self.model.random.expovariate(1.0 / patience))
        queue.append(self)

    def move_in(self, dwelling: Dwelling) -> None:
        """Move into an empty dwelling, out of any home."""
        if self.home is not None:
            self.vacate()
        self.home, self.moved, self.waits = dwelling, self.model.month, False
        for one in self.members:
            dwelling.estate.counts[one.labour] += 1

    def move_out(self) -> None:
        """Leave the home and the sector."""
        self.vacate()
        self.leave()

    def vacate(self) -> None:
        """Leave the home, which is to be let."""
        home = self.home
        if home is not None:
            for one in self.members:
                home.estate.counts[one.labour] -= 1
            self.model.vacancies.append(home)
        self.home = None

    def leave(self) -> None:
        """Be gone."""
        if self.home is not None:
            self.vacate()
        self.waits = False
        for one in self.members:
            one.household = None
            one.remove()
        self.members = []
        self.remove()


class Dwelling:
    """A home to be let: its estate, and whom it suits."""

    __slots__ = ("estate", "suits")

    def __init__(self, estate: Estate, suits: list[bool]) -> None:
        self.estate, self.suits = estate, suits


class Estate:
    """An estate: who lives there, by what they do, and who waits to move within it."""

    def __init__(self, pace: float, rates: list[float]) -> None:
        self.pace, self.rates = pace, rates
        self.counts = [0] * 7
        self.transfers: deque[Household] = deque()
        self.turn = 0
        self.exempt = False


class CityModel(mesa.Model):  # type: ignore[misc]  # as above
    """The city: its estates and dwellings, the queues, and the months."""

    def __init__(self, tables: Tables, estates: list[Estate], seed: int) -> None:
        super().__init__(seed=seed)
        self.tables, self.estates = tables, estates
        self.luck = self.random.random
        self.external: deque[Household] = deque()
        self.municipal: deque[Household] = deque()
        self.vacancies: list[Dwelling] = []
        self.month, self.season = 0, 1.0
        self.kept = mesa.DataCollector(model_reporters={"residents": residents}, tables={"estates": ["counts"]})

    def step(self) -> None:
        """Let a month pass."""
        self.season = self.tables.season[self.month]
        self.agents_by_type[Person].do("step")
        self.agents_by_type[Household].shuffle_do("step")  # who joins a queue in a month stands there by lot
        for estate in self.estates:
            for rate, stream in zip(estate.rates, ("external", "municipal"), strict=True):
                for _ in range(self.poisson(rate)):
                    self.arrive(stream)
        waiting, self.vacancies = self.vacancies, []
        self.random.shuffle(waiting)
        for dwelling in waiting:
            self.let(dwelling)
        if self.month % 12 == 9:
            for estate in self.estates:
                aged = sum(estate.counts[1:RETIRED])
                self.kept.add_table_row("estates", {"counts": list(estate.counts)})
                estate.exempt = OF_FORTY * sum(estate.counts[labour] for labour in OUTSIDE) > aged
        self.kept.collect(self)
        self.month += 1

    def poisson(self, rate: float) -> int:
        """Draw how many come in a month."""
        count, left = 0, self.random.expovariate(1.0) if rate > 0 else rate + 1.0
        while left < rate:
            count, left = count + 1, left + self.random.expovariate(1.0)
        return count

    def person(self, kind: Kind, age: int) -> Person:
        """Draw an adult of a kind."""
        labour = RETIRED if age >= PENSION_MONTHS else drawn(kind.states, self.luck())
        return Person(self, labour, self.month - age, self.month, drawn(self.tables.firm[labour], self.luck()))

    def arrive(self, stream: str) -> None:
        """Let a household come that joins a queue."""
        kind = self.tables.kinds[self.tables.names[drawn(self.tables.mix[stream], self.luck())]]
        age = int(12 * (kind.youngest + (kind.oldest - kind.youngest) * self.luck()))
        members = [self.person(kind, age)]
        if self.luck() < kind.couple:
            members.append(self.person(kind, age))
        count = 1 + int(self.luck() * kind.most_children) if self.luck() < kind.children else 0
        children = sorted(self.month - int(self.luck() * CHILD_MONTHS) for _ in range(count))
        queue = self.external if stream == "external" else self.municipal
        Household(self, kind, members, children).queue(queue, kind.patience)

    def let(self, dwelling: Dwelling) -> None:
        """Let a vacancy by its turn, or hold it."""
        estate = dwelling.estate
        estate.turn += 1
        queues = [self.external]
        if estate.turn % 2 == 0:
            queues.insert(0, estate.transfers)
        if estate.turn % 3 == 0 and not estate.exempt:
            queues.insert(0, self.municipal)
        for queue in queues:
            taker = self.first(queue, dwelling)
            if taker is not None:
                taker.move_in(dwelling)
                return
        self.vacancies.append(dwelling)

    def first(self, queue: deque[Household], dwelling: Dwelling) -> Household | None:
        """Give the first in a queue whom a dwelling suits and who takes it."""
        passed: list[Household] = []
        taker: Household | None = None
        while queue and taker is None and len(passed) < ASKED:
            one = queue.popleft()
            if not one.waits:
                continue
            size = min(3, len(one.members) + len(one.children))
            if dwelling.suits[2 * size - 2 + one.purse] and self.luck() >= one.kind.refuses:
                taker = one
            else:
                passed.append(one)
        queue.extendleft(reversed(passed))
        return taker


def residents(model: CityModel) -> list[int]:
    """Give what everybody does who lives in the city."""
    return [sum(counts) for counts in zip(*(estate.counts for estate in model.estates), strict=True)]
