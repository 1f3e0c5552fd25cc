"""What is agreed, decided by the reference evaluator on a register that tells the plain town as it is; no table is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from kredslob.engine.estates import EstateOn, estate_derivers
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.office import Office
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import AreaFigures, Measurement, NationalFigures, Recorded
from kredslob.engine.situation import Derivers, Situation
from kredslob.engine.wheels import Wheel, share_wheel
from kredslob.rules.model import FactDeclaration
from kredslob.rules.terms import Terms
from kredslob.scenarios.running.course import Course
from tests.scenarios.plain_town.people import Place
from tests.scenarios.plain_town.town import Town

SIMULATED = ("outside_workforce", "area_residents", "outside_labour_market", "without_link_4y", "without_link_2y")
YEARS_BACK = 11


@dataclass
class Agreed:
    """The office's view of a town in one month.

    Args:
        town: as it is now; month: which it is.
        office: rules, and the register that tells of the town.
        held: what the register no longer tells of an estate, by its last word, or as not so.
    """

    town: Town
    month: int
    office: Office
    held: dict[str, dict[str, FactValue]] = field(default_factory=dict)

    @classmethod
    def of(cls, town: Town, month: int) -> Agreed:
        """Look at a town in a month."""
        course = town.setting.course
        office = replace(course.office, register=register_of(town, month))
        return cls(town, month, office)

    @property
    def course(self) -> Course:
        """What the variant goes by."""
        return self.town.setting.course

    @property
    def day(self) -> date:
        """The day that decides."""
        return self.town.setting.months.day(self.month)

    def terms(self, place: Place | None) -> Terms:
        """Give what is agreed for an estate on the day, or for all; the list number is the lot that is drawn among equals."""
        estate = None if place is None else self.course.homes[place.number].estate
        taken = {**self.course.taken(self.day), "rank.tie_break": "list_number"}
        return self.office.terms_for(self.day, estate, taken)

    def standing(self, place: Place) -> dict[str, object]:
        """Decide every fact of an estate and its area that rules decide."""
        facts = self.situation(place)
        decided = [name for name in facts.terms.rules if self.declared[name].about in {"estate", "area"}]
        return {name: facts[name] for name in decided}

    @property
    def declared(self) -> dict[str, FactDeclaration]:
        """Every fact that there is."""
        return dict(self.office.library.facts)

    def situation(self, place: Place) -> Situation:
        """Give the facts of an estate on the day."""
        terms = self.terms(place)
        return Situation({}, terms, self.declared, self._derivers(place, terms), brief=True)

    def given(self, place: Place) -> dict[str, FactValue]:
        """Give what the register does not tell of an estate on the day, as it is taken to be."""
        if place.id not in self.held:
            terms = self.terms(place)
            own = Situation({}, terms, self.declared, estate_derivers(self._on(self.office, place, terms)), brief=True)
            told, read = self.situation(place), self.town.setting.facts.numbers
            names = [name for name in own.derivers if name in read and self.declared[name].origin != "decided"]
            self.held[place.id] = {name: told[name] for name in names if isinstance(own[name], Unknown)}
        return self.held[place.id]

    def external_wheel(self, place: Place) -> Wheel:
        """Give the wheel of ordinary and flexible lettings: as agreed for the estate, by its step, or as is supposed."""
        terms, labels = self.terms(place), ("ordinary", "flexible")
        agreed = terms.wheels.get("external")
        if agreed is not None and agreed.slots:
            return Wheel("external", "", agreed.slots)
        share: Any = self.town.ways["offers.flexible_without_agreement"]
        if agreed is not None:
            share = (agreed.turns, agreed.of)
        elif "flexible.base_share" in terms.parameters and "flexible_share" not in terms.rules:
            share = terms.value("flexible.base_share")
        elif "flexible_share" in terms.rules:
            share = terms.value(str(place.standing["flexible_share"]))
        return share_wheel("external", "", (int(share[0]), int(share[1])), labels)

    def _on(self, office: Office, place: Place, terms: Terms, day: date | None = None) -> EstateOn:
        start = self.office.agreement_on(self.day).base.start.day
        return EstateOn(office.register, self.course.homes[place.number].estate, day or self.day, terms, start)

    def _derivers(self, place: Place, terms: Terms) -> Derivers:
        own = estate_derivers(self._on(self.office, place, terms))

        def lasting(name: str, facts: Situation) -> FactValue:
            value = own[name](facts)
            if isinstance(value, Unknown) and name not in SIMULATED:
                value = self._last_word(name, place, terms)
            return self._not_so(name) if isinstance(value, Unknown) else value

        return {name: lambda facts, name=name: lasting(name, facts) for name in own}  # type: ignore[misc]  # a default

    def _last_word(self, name: str, place: Place, terms: Terms) -> FactValue:
        value: FactValue = Unknown()
        for years in range(1, YEARS_BACK + 1):
            if isinstance(value, Unknown):
                earlier = date(self.day.year - years, self.day.month, 1)
                derivers = estate_derivers(self._on(self.course.office, place, terms, earlier))
                value = Situation({}, terms, self.declared, derivers, brief=True)[name]
        return value

    def _not_so(self, name: str) -> FactValue:
        fact = self.declared[name]
        if fact.choices:
            return next(iter(fact.choices))
        return False if fact.type == "yes_no" else 0


def counts_as_outside(terms: Terms) -> set[str]:
    """Give the states that the agreement counts as outside the workforce."""
    found = {"benefit", "early_pension"}
    found |= {"student"} if terms.value("measurement.counts_students") is not False else set()
    return found | ({"unemployed"} if terms.value("measurement.counts_unemployed") is True else set())


def register_of(town: Town, month: int) -> Register:
    """Give the register with the figures that act in the town, and those of its areas; other figures stay as they were."""
    known, day = town.setting.course.office.register, town.setting.months.day(month)
    replaced: dict[type[Recorded], list[Recorded]] = {
        Measurement: list(_measurements(town, _since(town, month))),
        AreaFigures: list(_area_figures(town, day.year)),
        NationalFigures: list(_national(known, day.year)),
    }

    def load(kind: type[Recorded]) -> Iterable[Recorded]:
        return replaced[kind] if kind in replaced else known.rows(kind)

    return Register("the plain town", load)


def _since(town: Town, month: int) -> date:
    """Give a day from which figures act on the day: the day itself, or the last adjustment under the agreement."""
    course, day = town.setting.course, town.setting.months.day(month)
    terms = course.office.terms_for(day, None, course.taken(day))
    start = course.office.agreement_on(day).base.start.day
    one = EstateOn(course.office.register, course.estates[0], day, terms, start)
    return one.effective(terms.value("measurement.takes_effect") or "", terms.value("adjustment.day") or "")


def _measurements(town: Town, published: date) -> Iterable[Measurement]:
    for home, place in zip(town.setting.homes, town.places, strict=True):
        figures = place.acting
        yield replace(
            home.measured, year=published.year, published=published, recorded_on=published, residents=figures.aged,
            aged_18_64=figures.aged, outside_workforce=figures.outside, outside_rounded=None, employed=None,
            unemployed=None, students=None, other_outside=None, base_vacancies=figures.vacated,
        )  # fmt: skip


def _area_figures(town: Town, year: int) -> Iterable[AreaFigures]:
    for name, area in town.areas.items():
        known = {row.year: row for row in town.setting.course.office.register.area_figures(name)}
        for back in range(4) if known else ():
            own = year - 1 - back
            told = known.get(own) or known[max((each for each in known if each <= own), default=min(known))]
            yield replace(
                told, year=own, residents=area.residents[back], aged_18_64=area.aged[back],
                outside_labour_market=area.outside[back], without_link=area.without_link[back],
            )  # fmt: skip


def _national(known: Register, year: int) -> Iterable[NationalFigures]:
    rows = known.national_figures
    for own in range(year - 4, year) if rows else ():
        yield replace(rows[max((each for each in rows if each <= own), default=min(rows))], year=own)
