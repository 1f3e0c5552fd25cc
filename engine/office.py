"""What an office decides with: the rules, the register, which agreement, and as known on which day.

`Office` is the outside of a decision; `terms_for` draws up what holds for one estate on one day, and raises `Open` where
it is not known whether an amendment had begun to act.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
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
    _gathered: dict[tuple[object, ...], Agreed] = field(default_factory=dict, repr=False, compare=False)
    _asked: dict[tuple[object, ...], tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
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
        agreement = self.agreement_on(day)
        for amendment in agreement.amendments:
            start, span = start_id(amendment.id), amendment.start.range
            if start not in assumed and span is not None and span[0] <= day < span[1]:
                raise Open(start, tuple(dict.fromkeys((amendment.start.day, *span))))
        individual = self.individual(agreement, estate) if estate is not None else None
        # Estates whose agreements change no more than their wheels share the rest, and a register has hundreds of them.
        shared = individual is None or not (individual.parameters or individual.rules or individual.clauses)
        gathered = (
            agreement.base.digest, tuple(one.digest for one in agreement.amendments), day,
            None if shared or individual is None else individual.digest,
            tuple(sorted((name, value) for name, value in assumed.items() if isinstance(value, date))),
        )  # fmt: skip
        if gathered not in self._gathered:
            days = dict(gathered[-1])
            self._gathered[gathered] = gather(self.library, agreement, day, individual, days, self.as_known)
        common = tuple(one for one in self._gathered[gathered].documents if one.kind != "individual")
        documents = (*common, individual) if individual else common
        own = own_terms(documents, estate.id if estate else None)
        key = (gathered, tuple(sorted(own.parameters.items())) if own else (), tuple(sorted(assumed.items())))
        if key not in self._drawn:
            agreed = self._gathered[gathered]
            if gathered not in self._asked:
                self._asked[gathered] = asked_of(agreed.rules)
            self._drawn[key] = _complete(agreed.terms(own, assumed), agreement, self._asked[gathered])
        wheels = wheels_on(own.wheels if own else (), day, self.as_known)
        return replace(self._drawn[key], wheels=wheels, documents=documents)


def _complete(terms: Terms, agreement: Agreement, asked: Iterable[str]) -> Terms:
    """Give the terms if they have all that the engine itself asks of such an agreement."""
    missing = [name for name in asked if name not in terms.parameters]
    if missing:
        found = Message(
            "{id} has no value on {day} for: {names}.", id=agreement.id, day=terms.day, names=", ".join(missing)
        )
        raise WrongInput(Problem(Place(agreement.base.name), found, Message("a value for each, assumed if not known")))
    return terms
