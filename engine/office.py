"""What an office decides with: the rules, the register, which agreement, and as known on which day.

`Office` is the outside of a decision; `terms_for` draws up what holds for one estate on one day, and raises `Open` where
it is not known whether an amendment had begun to act.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date

from kredslob.engine.knowledge import Open
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import Estate
from kredslob.engine.structure import BINDS, EVERYBODY, asked_of
from kredslob.rules.dating import version_on
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library, start_id
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import Document
from kredslob.rules.terms import Agreed, Terms, gather, own_terms, wheels_on
from kredslob.rules.units import Value

_Gathered = tuple[Agreed, tuple[Document, ...], tuple[str, ...]]
"""What is agreed on a day, the documents that all estates have of it, and the parameters that the engine asks of it."""


@dataclass(frozen=True, slots=True)
class Office:
    """The rules and the register that an office decides with.

    Args:
        library: facts, laws, agreements.
        register: estates, lists, key figures; already as known on `as_known`.
        agreement: the one to decide by; None is the one in force on the day, with the amendments made to it.
        as_known: decide with what was known on this day; None is now.
    """

    library: Library
    register: Register
    agreement: Agreement | None = None
    as_known: date | None = None
    _named: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    _naming: dict[str, dict[str, str]] = field(default_factory=dict, repr=False, compare=False)
    _individual: dict[tuple[str, str], Document] = field(default_factory=dict, repr=False, compare=False)
    _in_force: dict[date, Agreement] = field(default_factory=dict, repr=False, compare=False)
    _gathered: dict[tuple[object, ...], _Gathered] = field(default_factory=dict, repr=False, compare=False)
    _drawn: dict[tuple[object, ...], Terms] = field(default_factory=dict, repr=False, compare=False)

    def agreement_on(self, day: date) -> Agreement:
        """Give the agreement to decide by on a day; raise WrongInput where none is in force."""
        if self.agreement is None:
            if day not in self._in_force:
                self._in_force[day] = self.library.in_force(day, self.as_known)
            return self._in_force[day]
        base, end = self.agreement.base, self.agreement.end
        if day < base.start.day or (end is not None and day > end):
            found = Message("{id} is not in force on {day}.", id=base.id, day=day)
            accepted = Message("a day from {start} to {end}", start=base.start.day, end=end)
            raise WrongInput(Problem(Place(None, None, "on"), found, accepted))
        return self.agreement

    def is_party(self, estate: Estate, day: date) -> bool:
        """Tell whether the framework in force on a day binds the estate's organisation.

        It binds the members of BL's 1. kreds unless it says that it binds all; one whose membership is not known is taken to be.
        """
        row = self.register.organisations.get(estate.organisation)
        if row is None or row.first_district is not False:
            return True
        binds = self.agreement_on(day).base.parameters.get(BINDS)
        held = version_on(binds.values, day) if binds is not None else None
        return held is not None and held.value == EVERYBODY

    def individual(self, agreement: Agreement, estate: Estate) -> Document | None:
        """Give the estate's individual agreement under the framework, or None if there is none.

        It is the one that the register names, or else, since the register names one for all time, one that names the estate.
        """
        ids = self._ids(agreement.id)
        if estate.agreement in ids:
            return self._made(agreement.id, str(estate.agreement))
        if agreement.id not in self._naming:
            self._naming[agreement.id] = {of: key for key in ids for of in self._made(agreement.id, key).estates}
        found = self._naming[agreement.id].get(estate.id)
        return None if found is None else self._made(agreement.id, found)

    def _ids(self, framework: str) -> tuple[str, ...]:
        if framework not in self._named:
            self._named[framework] = self.library.individual_ids(framework)
        return self._named[framework]

    def _made(self, framework: str, wanted: str) -> Document:
        key = (framework, wanted)
        if key not in self._individual:
            self._individual[key] = self.library.individual_agreement(framework, wanted)
        return self._individual[key]

    def terms_for(self, day: date, estate: Estate | None, assumed: Mapping[str, Value]) -> Terms:
        """Draw up the terms for an estate on a day.

        Raises:
            Open: it is not known whether an amendment acts on the day.
            WrongInput: no agreement is in force, or it is faulty.
        """
        (found,) = self.terms_of(day, (estate,), assumed)
        return found

    def terms_of(self, day: date, estates: Iterable[Estate | None], assumed: Mapping[str, Value]) -> tuple[Terms, ...]:
        """Draw up the terms for each of some estates on a day; raises what `terms_for` does."""
        agreement = self.agreement_on(day)
        for amendment in agreement.amendments:
            start, span = start_id(amendment.id), amendment.start.range
            if start not in assumed and span is not None and span[0] <= day < span[1]:
                raise Open(start, tuple(dict.fromkeys((amendment.start.day, *span))))
        taken = tuple(sorted(assumed.items()))
        days = tuple((name, value) for name, value in taken if isinstance(value, date))
        marks = (agreement.base.digest, tuple(one.digest for one in agreement.amendments), day, days)
        return tuple(self._terms(agreement, day, estate, assumed, (marks, taken)) for estate in estates)

    def _terms(
        self, agreement: Agreement, day: date, estate: Estate | None, assumed: Mapping[str, Value],
        marks: tuple[tuple[object, ...], tuple[object, ...]],
    ) -> Terms:  # fmt: skip
        """Draw up the terms for an estate; `marks`: what tells the agreement on the day, and all that is assumed, apart."""
        individual = self.individual(agreement, estate) if estate is not None else None
        # Estates whose agreements change no more than their wheels share the rest, and a register has hundreds of them.
        shared = individual is None or not (individual.parameters or individual.rules or individual.clauses)
        gathered = (marks[0], None if shared or individual is None else individual.digest)
        if gathered not in self._gathered:
            days = {name: value for name, value in assumed.items() if isinstance(value, date)}
            agreed = gather(self.library, agreement, day, individual, days, self.as_known)
            common = tuple(one for one in agreed.documents if one.kind != "individual")
            self._gathered[gathered] = agreed, common, asked_of(agreed.rules)
        agreed, common, asked = self._gathered[gathered]
        documents = (*common, individual) if individual else common
        own = own_terms(documents, estate.id if estate else None)
        key = (gathered, marks[1], tuple(sorted(own.parameters.items())) if own else ())
        if key not in self._drawn:
            self._drawn[key] = _complete(agreed.terms(own, assumed, self.library.bindings), agreement, asked)
        return self._drawn[key].for_estate(documents, wheels_on(own.wheels if own else (), day, self.as_known))


def _complete(terms: Terms, agreement: Agreement, asked: Iterable[str]) -> Terms:
    """Give the terms if they have all that the engine itself asks of such an agreement."""
    missing = [name for name in asked if name not in terms.parameters]
    if missing:
        found = Message(
            "{id} has no value on {day} for: {names}.", id=agreement.id, day=terms.day, names=", ".join(missing)
        )
        raise WrongInput(Problem(Place(agreement.base.name), found, Message("a value for each, assumed if not known")))
    return terms
