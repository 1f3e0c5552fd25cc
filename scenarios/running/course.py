"""The course of a variant: which estates are simulated, over which months, and what is agreed for each of them when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kredslob.engine.account import CITY, ORGANISATION, SCOPE
from kredslob.engine.office import Office
from kredslob.engine.register.rows import Estate
from kredslob.rules.library import Agreement, start_id
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.terms import Terms, value_on
from kredslob.rules.units import Value
from kredslob.scenarios.agreed.variants import Variants, find_variants
from kredslob.scenarios.people.estates import Home, homes_of
from kredslob.scenarios.running.calendar import Months, Yearly, adjustments_of, changes

Agreed = Agreement | Sequence[tuple[date, Agreement]]  # the last goes on past its end unless the months end with it


@dataclass(frozen=True)
class Course:
    """What a variant goes by.

    Args:
        office: rules and register, with the agreement simulated.
        homes: the estates that it binds, by id.
        variants: what is agreed for them.
        months: those simulated; yearly: when key figures are measured and published.
        epochs: the months from which something else may hold; adjustments: the days of the spring adjustments.
        begins: the months from which another agreement holds than at first.
        taken_from: every guess with the value taken, by the day of each epoch.
    """

    office: Office
    homes: tuple[Home, ...]
    variants: Variants
    months: Months
    yearly: Yearly
    epochs: tuple[int, ...]
    adjustments: tuple[date, ...]
    begins: tuple[int, ...]
    taken_from: Mapping[date, Mapping[str, Value]]

    @property
    def assumed(self) -> Mapping[str, Value]:
        """Every guess, with the value that was first taken for it."""
        every = reversed(list(self.taken_from.values()))
        return {key: value for taken in every for key, value in taken.items()}

    def taken(self, day: date) -> Mapping[str, Value]:
        """Give every guess that is open on a day, with the value taken."""
        return self.taken_from[max((one for one in self.taken_from if one <= day), default=self.months.first)]

    def terms(self, month: int) -> Terms:
        """Give what is agreed in a month, apart from what estates have of their own."""
        epoch = max(one for one in self.epochs if one <= month)
        return self.variants.terms[self.months.day(epoch)][0]

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
        scoped_by = str(self.first.value(SCOPE) or CITY)
        if scoped_by == CITY:
            return CITY
        return estate.organisation if scoped_by == ORGANISATION else estate.agreement or estate.organisation


def course_of(office: Office, agreed: Agreed, months: Months, yearly: Yearly, assumed: Mapping[str, Value]) -> Course:
    """Give the course of a variant.

    Args:
        office: rules and register.
        agreed: the agreement simulated, or those that follow one another, each from its day.
        months: those simulated; yearly: when key figures are measured and published.
        assumed: values taken for guesses; the others have their own.

    Raises:
        WrongInput: no estate is bound by the agreement, the register cannot be housed, or turns are placed within one
            scope by one agreement and within another by the next.
    """
    succession = ((months.first, agreed),) if isinstance(agreed, Agreement) else tuple(agreed)
    office = _lasting(office, succession)
    at_first = {**guesses_on(office.agreement_on(months.first), months.first, assumed), **assumed}
    estates = [office.register.estates[key] for key in sorted(office.register.estates)]
    estates = [estate for estate in estates if office.is_party(estate, months.first)]
    adjustments = tuple(_adjustments(office, succession, months, assumed))
    epochs = changes(succession, office, months, adjustments, at_first)
    days = [months.day(month) for month in epochs]
    taken = {day: {**guesses_on(office.agreement_on(day), day, assumed), **assumed} for day in days}
    variants = find_variants(office, estates, taken)
    _check_scopes([terms for day in days for terms in variants.terms[day][:1]])
    homes = homes_of(office, months.first, _by_id(estates, variants.own[months.first]))
    begins = tuple(months.month(day) for day, _ in succession[1:])
    return Course(office, homes, variants, months, yearly, epochs, adjustments, begins, taken)


def _lasting(office: Office, succession: Sequence[tuple[date, Agreement]]) -> Office:
    """Give the office in which these agreements follow one another, and the last goes on."""
    library, last = office.library, succession[-1][1]
    base = replace(last.base, to=None)
    if len(succession) == 1:
        return Office(library, office.register, replace(last, base=base), office.as_known)
    held = {one.id: one for _, each in succession for one in (each.base, *each.amendments)} | {base.id: base}
    laws = {key: one for key, one in library.documents.items() if one.kind == "law"}
    return Office(replace(library, documents={**laws, **held}), office.register, None, office.as_known)


def _adjustments(
    office: Office, succession: Sequence[tuple[date, Agreement]], months: Months, assumed: Mapping[str, Value]
) -> Iterator[date]:
    """Give the days of the spring adjustments of each agreement while it holds."""
    ends = [*(day for day, _ in succession[1:]), date.max]
    for (day, _), end in zip(succession, ends, strict=True):
        taken = {**guesses_on(office.agreement_on(day), day, assumed), **assumed}
        for one in adjustments_of(office.terms_for(day, None, taken), months):
            if day <= one < end:
                yield one


def _by_id(estates: Sequence[Estate], terms: Sequence[Terms]) -> dict[str, Terms]:
    return {estate.id: own for estate, own in zip(estates, terms, strict=True)}


def _check_scopes(terms: Sequence[Terms]) -> None:
    """Refuse turns that are placed within another scope later on: what is carried over could not be."""
    scopes = list(
        dict.fromkeys(str(one.value(SCOPE) or CITY) for one in terms if one.value("compensation.method") != "none")
    )
    if len(scopes) > 1:
        found = Message("lost turns are placed within {one} at first and within {other} later.", one=scopes[0],
                        other=scopes[1])  # fmt: skip
        raise WrongInput(Problem(Place(None, None, SCOPE), found, Message("one of them in all agreements")))


def guesses_on(agreement: Agreement, day: date, assumed: Mapping[str, Value]) -> dict[str, Value]:
    """Give every guess of an agreement and its laws that is open on a day, at its own value; days of amendments too."""
    found: dict[str, Value] = {start_id(one.id): one.start.day for one in agreement.amendments}
    days = {key: value for key, value in {**found, **assumed}.items() if isinstance(value, date)}
    for document in (agreement.amended(day, days)[0], *agreement.laws):
        for key, series in document.parameters.items():
            value = value_on(series.values, day)
            if value is not None and value.basis == "assumed" and value.value is not None:
                found.setdefault(key, value.value)
    return found
