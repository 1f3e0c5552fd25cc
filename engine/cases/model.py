"""A worked case as a value: what is so, what must come of it, by which clause, and which public document says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from kredslob.engine.cases.estates import MadeEstate
from kredslob.engine.vacancy import Applicant, Vacancy, WheelName
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Place
from kredslob.rules.model import Text
from kredslob.rules.units import Value

REFUSED = "refused"
"""The status of a case to which no answer may be given: no agreement is in force, or its rules clash or leave a gap."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is expected at some values of the guesses."""

    taken: Mapping[str, Value]
    channel: str | None = None
    offer: str | None = None
    needs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case expects; None (or nothing) is left open.

    Args:
        status: decided, needs, undetermined or refused.
        channel: the channel.
        offer: a pseudonym, or municipality, nobody, lot.
        groups: the groups that the one offered meets, as facts.
        standing: facts of the estate.
        because: rules or clauses that must be among the reasons.
        because_not: rules or clauses that may not be.
        passed_over: for a pseudonym the rules or clauses that kept the offer away.
        needs: the missing facts, those about an applicant with `@` and the pseudonym.
        readings: the outcomes under the guesses, all of them.
        shares: what each wheel gives, in turns of turns.
        wheels_after: where wheels stand afterwards.
        extra_turns: by the name of an estate, the turns that the quota account gives it by compensation.
        account_rests_on: the guesses at another value of which the quota account would differ.
    """

    status: str | None = None
    channel: str | None = None
    offer: str | None = None
    groups: tuple[str, ...] = ()
    standing: Mapping[str, Value] = field(default_factory=dict)
    because: tuple[str, ...] = ()
    because_not: tuple[str, ...] = ()
    passed_over: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: tuple[str, ...] | None = None
    readings: tuple[Reading, ...] = ()
    shares: Mapping[WheelName, str] = field(default_factory=dict)
    wheels_after: Mapping[WheelName, str] = field(default_factory=dict)
    extra_turns: Mapping[str, int] = field(default_factory=dict)
    account_rests_on: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What is so: the vacancy, its applicants (None: no list), the estate if made up, and what is taken for guesses.

    Args:
        assume: every guess is taken at its assumed value.
        open: if told, the guesses that are left open, all others being taken at their assumed values.
        taken: values taken for guesses.
    """

    vacancy: Vacancy
    applicants: tuple[Applicant, ...] | None
    estate: MadeEstate | None
    assume: bool
    open: tuple[str, ...] | None
    taken: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """A case as its file states it.

    Args:
        clauses: the clauses that it is about.
        sources: keys of the public documents that it rests on.
        document: the law or agreement that it is a case of; None where the file names none.
        thought_in_force: the agreement to decide by, thought to be in force on any day.
    """

    id: str
    name: Text
    shows: Text | None
    clauses: tuple[str, ...]
    sources: tuple[str, ...]
    document: str | None
    thought_in_force: str | None
    situation: Situation
    expected: Expected
    place: Place = field(default=Place(), compare=False)
