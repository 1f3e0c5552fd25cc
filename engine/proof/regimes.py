"""The stretches of days on which the same rules and values hold, and the estates that have values of their own.

Between two days on which something begins or ends, every day is decided alike, so that one of them stands for all. Where
it is not known whether an amendment had begun to act, both readings are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from kredslob.rules.agreement import Agreement, start_id
from kredslob.rules.binding import Term
from kredslob.rules.dating import version_on
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Library
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import DatedValue, Document, EstateTerms, Rule
from kredslob.rules.terms import Agreed, gather, own_terms
from kredslob.rules.units import Value

Span = tuple[date, date | None]
"""The first and the last day; None is further notice."""


Own = tuple[tuple[str, Value | None], ...]
"""An estate's own values of parameters, by name."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from first to last (None: further notice), and what is taken for the days of amendments that are not known."""

    first: date
    last: date | None
    starts: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Variant:
    """Estates that have the same values of their own: one of them, and the parameters as they stand for it.

    The first variant of a regime is that of estates without values of their own.
    """

    parameters: Mapping[str, Term]
    own: EstateTerms | None = None
    individual: Document | None = None


@dataclass(frozen=True, slots=True)
class Regime:
    """Rules and values that hold together on one or several stretches of days.

    Args:
        stretches: the days.
        agreed: the rules, and what they stand on.
        variants: kinds of estates by values of their own.
        individual: the individual agreements whose estates these are.
    """

    stretches: tuple[Stretch, ...]
    agreed: Agreed
    variants: tuple[Variant, ...]
    individual: tuple[Document, ...] = ()

    @property
    def stretch(self) -> Stretch:
        """One that stands for all: the first on which the days of all amendments are known, if there is one."""
        return next((one for one in self.stretches if not one.starts), self.stretches[0])


def regimes_of(library: Library, agreement: Agreement, on: date | None = None) -> tuple[Regime, ...]:
    """Give the regimes of an agreement over its whole period, or those that may hold on one day.

    Raises:
        WrongInput: documents do not hang together, or the agreement is not in force on the day.
    """
    individual = [
        library.individual_agreement(agreement.id, one)
        for one in library.individual_ids(agreement.id)
    ]  # fmt: skip
    with_rules = [one for one in individual if one.rules or one.clauses]
    found: list[Regime] = []
    for first, last in _spans(agreement, individual, on):
        for starts in _readings(agreement, first):
            for own in (None, *with_rules):
                agreed = gather(library, agreement, first, own, starts)
                bound = (own,) if own else tuple(one for one in individual if one not in with_rules)
                stretch = Stretch(first, last, starts)
                _add(found, Regime((stretch,), agreed, _variants(agreed, bound, first), bound))
    return tuple(found)


def _spans(agreement: Agreement, individual: Iterable[Document], on: date | None) -> list[Span]:
    """Give the stretches of days between those on which something begins or ends."""
    start, end = agreement.base.start.day, agreement.end
    if on is not None:
        if on < start or (end is not None and on > end):
            found = Message("{id} is not in force on {day}.", id=agreement.id, day=on)
            accepted = Message("a day from {start} to {end}", start=start, end=end)
            raise WrongInput(Problem(Place(None, None, "on"), found, accepted))
        return [(on, on)]
    changes = {day for one in (*agreement.laws, agreement.base, *individual) for day in _changes(one)}
    for one in agreement.amendments:
        changes |= {one.start.day, *(one.start.range or ())}
    inside = sorted(day for day in changes | {start} if start <= day and (end is None or day <= end))
    return [
        (first, after - timedelta(days=1) if after is not None else end)
        for first, after in zip(inside, [*inside[1:], None], strict=True)
    ]


def _changes(document: Document) -> Iterator[date]:
    """Give the days on which a rule or value of a document begins, or another takes its place."""
    series = [one.values for one in document.parameters.values()]
    series += [values for estate in document.estates.values() for values in estate.parameters.values()]
    rows: list[Rule | DatedValue] = [*document.rules, *(value for values in series for value in values)]
    for row in rows:
        yield row.from_
        if row.to is not None and row.to < date.max:
            yield row.to + timedelta(days=1)


def _readings(agreement: Agreement, day: date) -> Iterator[dict[str, date]]:
    """Give the days to take for amendments of which it is not known whether they act on the day."""
    options = [
        [(start_id(one.id), end) for end in one.start.range]
        for one in agreement.amendments
        if one.start.range is not None and one.start.range[0] <= day < one.start.range[1]
    ]
    for chosen in product(*options):
        yield dict(chosen)


def _variants(agreed: Agreed, individual: Iterable[Document], day: date) -> tuple[Variant, ...]:
    """Give the estates by the values of their own that count on the day, one for all that have the same."""
    found = [Variant(agreed.terms(None, {}).parameters)]
    seen: set[Own] = {()}
    for own, document in estates_of(agreed, individual).values():
        values = own_values(own, agreed, day)
        if values not in seen:
            seen.add(values)
            found.append(Variant(agreed.terms(own, {}).parameters, own, document))
    return tuple(found)


def estates_of(agreed: Agreed, individual: Iterable[Document]) -> dict[str, tuple[EstateTerms, Document | None]]:
    """Give what is fixed for each estate, by its individual agreement or an amendment, and that agreement if it has one."""
    of = {estate: document for document in individual for estate in document.estates}
    found: dict[str, tuple[EstateTerms, Document | None]] = {}
    for estate in dict.fromkeys((*of, *(estate for one in agreed.documents for estate in one.estates))):
        document = of.get(estate)
        own = own_terms((*agreed.documents, *((document,) if document else ())), estate)
        if own is not None:
            found[estate] = (own, document)
    return found


def own_values(own: EstateTerms, agreed: Agreed, day: date) -> Own:
    """Give the values of its own that an estate has on a day, by parameter."""
    dated = {key: version_on(values, day, agreed.known) for key, values in own.parameters.items()}
    return tuple(sorted((key, one.value) for key, one in dated.items() if one is not None))


def _add(found: list[Regime], regime: Regime) -> None:
    """Add a regime, or the days on which it holds to those of one that is the same."""
    for place, one in enumerate(found):
        if same_regime(one, regime):
            found[place] = replace(one, stretches=_joined((*one.stretches, *regime.stretches)))
            return
    found.append(regime)


def same_regime(one: Regime, other: Regime) -> bool:
    """Tell whether the same rules and values hold in both, kind of estate by kind of estate."""
    return _rules(one) == _rules(other) and _values(one) == _values(other)


def same_agreed(one: Regime, other: Regime) -> bool:
    """Tell whether in both the same rules and values hold but for those of laws: what the parties agreed has not changed."""
    return _agreed(one) == _agreed(other)


def _agreed(regime: Regime) -> tuple[list[Rule], list[dict[str, tuple[object, ...]]]]:
    laws = [one for one in regime.agreed.documents if one.kind == "law"]
    names = {one.id for one in laws}
    own = {key for one in regime.agreed.documents if one.kind != "law" for key in one.parameters}
    values = [{key: value for key, value in each.items() if key in own} for each in _values(regime)]
    return [rule for rule in _rules(regime) if rule.document not in names], values


def _rules(regime: Regime) -> list[Rule]:
    return [replace(rule, from_=date.min, to=None, recorded=None) for rule in regime.agreed.rules]


def _values(regime: Regime) -> list[dict[str, tuple[object, ...]]]:
    return [
        {key: (term.value, term.open, term.guesses) for key, term in one.parameters.items()} for one in regime.variants
    ]


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Join stretches that follow on each other and read alike."""
    joined: list[Stretch] = []
    for one in sorted(stretches, key=lambda one: (bool(one.starts), one.first)):
        before = joined[-1] if joined else None
        follows = before is not None and before.last is not None and before.last + timedelta(days=1) == one.first
        if before is not None and follows and before.starts == one.starts:
            joined[-1] = replace(before, last=one.last)
        else:
            joined.append(one)
    return tuple(joined)
