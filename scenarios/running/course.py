"""The course of a variant: which estates are simulated, over which months, and what is agreed for each of them when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kredslob.engine.account import CITY, ORGANISATION
from kredslob.engine.office import Office
from kredslob.engine.register.rows import Estate
from kredslob.rules.library import Agreement, start_id
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value
from kredslob.scenarios.agreed.variants import Variants, find_variants
from kredslob.scenarios.people.estates import Home, homes_of
from kredslob.scenarios.running.calendar import Months, Yearly, adjustments_of, changes


@dataclass(frozen=True)
class Course:
    """What a variant goes by.

    Args:
        office: rules and register, with the agreement simulated.
        homes: the estates that it binds, by id.
        variants: what is agreed for them.
        months: those simulated; yearly: when key figures are measured and published.
        epochs: the months from which something else may hold; adjustments: the days of the spring adjustments.
        assumed: every guess, with the value taken.
    """

    office: Office
    homes: tuple[Home, ...]
    variants: Variants
    months: Months
    yearly: Yearly
    epochs: tuple[int, ...]
    adjustments: tuple[date, ...]
    assumed: Mapping[str, Value]

    @property
    def estates(self) -> list[Estate]:
        """The estates, by id."""
        return [home.estate for home in self.homes]

    @property
    def first(self) -> Terms:
        """What is agreed at the beginning, apart from what estates have of their own."""
        return self.variants.terms[self.months.first][0]

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes of compensation, as they are numbered."""
        return tuple(dict.fromkeys(self._scope(estate) for estate in self.estates))

    @property
    def scope_of(self) -> list[int]:
        """The number of each estate's scope of compensation."""
        number = {name: at for at, name in enumerate(self.scopes)}
        return [number[self._scope(estate)] for estate in self.estates]

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas that the estates lie in, as they are numbered."""
        return tuple(sorted({home.estate.area for home in self.homes if home.estate.area}))

    def _scope(self, estate: Estate) -> str:
        scoped_by = str(self.first.value("compensation.scope") or CITY)
        if scoped_by == CITY:
            return CITY
        return estate.organisation if scoped_by == ORGANISATION else estate.agreement or estate.organisation


def course_of(
    office: Office, agreement: Agreement, months: Months, yearly: Yearly, assumed: Mapping[str, Value]
) -> Course:
    """Give the course of a variant.

    Args:
        office: rules and register.
        agreement: the one simulated; past its end it goes on unless the months end with it.
        months: those simulated; yearly: when key figures are measured and published.
        assumed: values taken for guesses; the others have their own.

    Raises:
        WrongInput: no estate is bound by the agreement, or the register cannot be housed.
    """
    lasting = replace(agreement, base=replace(agreement.base, to=None))
    office = Office(office.library, office.register, lasting, office.as_known)
    taken = {**guesses_of(lasting), **assumed}
    estates = [office.register.estates[key] for key in sorted(office.register.estates)]
    estates = [estate for estate in estates if office.is_party(estate, months.first)]
    adjustments = adjustments_of(office.terms_for(months.first, None, taken), months)
    epochs = changes(lasting, office, months, adjustments)
    variants = find_variants(office, estates, [months.day(month) for month in epochs], taken)
    terms = _by_id(estates, variants.own[months.first])
    homes = homes_of(office, months.first, terms)
    return Course(office, homes, variants, months, yearly, epochs, adjustments, taken)


def _by_id(estates: Sequence[Estate], terms: Sequence[Terms]) -> dict[str, Terms]:
    return {estate.id: own for estate, own in zip(estates, terms, strict=True)}


def guesses_of(agreement: Agreement) -> dict[str, Value]:
    """Give every guess of an agreement and its laws at its own value."""
    found: dict[str, Value] = {start_id(one.id): one.start.day for one in agreement.amendments}
    for document in (agreement.base, *agreement.laws):
        for key, series in document.parameters.items():
            for value in series.values:
                if value.basis == "assumed" and value.value is not None:
                    found.setdefault(key, value.value)
    return found
