"""What an office decides with: the rules, the register, which agreement, and as known on which day.

`Office` is the outside of a decision; `terms_for` draws up what holds for one estate on one day, and raises `Open` where
it is not known whether an amendment had begun to act.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date

from kredslob.engine.knowledge import Open
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import Estate
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library, start_id
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import Document
from kredslob.rules.terms import Agreed, Terms, gather, own_terms, wheels_on
from kredslob.rules.units import Value

# What the engine itself asks an agreement, beside what its rules read.
STRUCTURAL = (
    "applies_by", "standing.takes_effect", "measurement.takes_effect", "standing.new_since", "adjustment.day",
    "referral.base_share", "wheel.on_change", "transfer.wheel", "flexible.split_wheel", "flexible.first_groups",
    "flexible.second_groups", "flexible.third_slot", "flexible.nobody_qualifies", "flexible.applies_to_transfers",
    "rank.tie_break", "rehousing.counts_as_referral", "forty_plus.threshold", "forty_plus.counts_unemployed",
    "forty_plus.counts_students",
)  # fmt: skip


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
    _individual: dict[tuple[str, str | None], Document | None] = field(default_factory=dict, repr=False, compare=False)
    _in_force: dict[date, Agreement] = field(default_factory=dict, repr=False, compare=False)
    _gathered: dict[tuple[object, ...], Agreed] = field(default_factory=dict, repr=False, compare=False)
    _drawn: dict[tuple[object, ...], Terms] = field(default_factory=dict, repr=False, compare=False)

    def agreement_on(self, day: date) -> Agreement:
        """Give the agreement to decide by on a day; raise WrongInput where none is in force."""
        if self.agreement is None:
            if day not in self._in_force:
                self._in_force[day] = self.library.in_force(day, self.as_known)
            return self._in_force[day]
        base = self.agreement.base
        if day < base.start.day or (base.to is not None and day > base.to):
            found = Message("{id} is not in force on {day}.", id=base.id, day=day)
            accepted = Message("a day from {start} to {end}", start=base.start.day, end=base.to)
            raise WrongInput(Problem(Place(None, None, "on"), found, accepted))
        return self.agreement

    def is_party(self, estate: Estate) -> bool:
        """Tell whether the framework binds the estate's organisation; one whose membership is not known is taken to be."""
        row = self.register.organisations.get(estate.organisation)
        return row is None or row.first_district is not False

    def individual(self, agreement: Agreement, estate: Estate) -> Document | None:
        """Give the estate's individual agreement under the framework, or None if the register names none."""
        key = (agreement.id, estate.agreement)
        if key not in self._individual:
            there = estate.agreement is not None and estate.agreement in self.library.individual_ids(agreement.id)
            self._individual[key] = (
                self.library.individual_agreement(agreement.id, str(estate.agreement)) if there else None
            )
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
            self._drawn[key] = _complete(self._gathered[gathered].terms(own, assumed), agreement)
        wheels = wheels_on(own.wheels if own else (), day, self.as_known)
        return replace(self._drawn[key], wheels=wheels, documents=documents)


def _complete(terms: Terms, agreement: Agreement) -> Terms:
    """Give the terms if they have all that the engine itself asks an agreement."""
    missing = [name for name in STRUCTURAL if name not in terms.parameters]
    if missing:
        found = Message(
            "{id} has no value on {day} for: {names}.", id=agreement.id, day=terms.day, names=", ".join(missing)
        )
        raise WrongInput(Problem(Place(agreement.base.name), found, Message("a value for each, assumed if not known")))
    return terms
