"""Check one agreement with everything that belongs to it, on every day on which something in it changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from kredslob.rules.agreement import Agreement, start_id
from kredslob.rules.checking.amended import look_at
from kredslob.rules.checking.days import Holes, OnDay, between_versions, change_days, on_day
from kredslob.rules.checking.findings import Finding, errors, telling, warning
from kredslob.rules.checking.lawful import breaches, check_limit
from kredslob.rules.conditions import facts_of, parameters_of
from kredslob.rules.dating import version_on
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Library
from kredslob.rules.linking import check_links
from kredslob.rules.messages import Message, Place, Problem
from kredslob.rules.model import Document, FactDeclaration, Limit, Rule
from kredslob.rules.terms import rules_on
from kredslob.rules.wheels import wheel_name


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever decides by an agreement asks of it besides what its rules say.

    Attributes:
        needed: gives, of the rules of a day, the ids of the parameters that must have a value on it.
        further: finds what else is wrong with it on a day, given the declared facts.
        reads: tells of a parameter's id whether it is read though no rule reads it.
    """

    needed: Callable[[Iterable[Rule]], Collection[str]] = lambda _: ()
    further: Callable[[OnDay, Mapping[str, FactDeclaration]], Iterable[Problem]] = lambda *_: ()
    reads: Callable[[str], bool] = lambda _: False


Missing = dict[tuple[str, str], tuple[Place, Message]]


def check_agreement(
    library: Library,
    agreement: Agreement,
    individual: Sequence[Document],
    asked: Asked,
) -> list[Finding]:
    """Find what is wrong with an agreement, or may not be meant.

    Args:
        library: facts, sources, and every law.
        agreement: the framework with its amendments and the laws that it draws on.
        individual: the individual agreements under it.
        asked: what is asked of it besides what its rules say.
    """
    laws = [one for one in library.documents.values() if one.kind == "law"]
    found = [*between_versions(agreement.base)]
    parameters = {key: one for law in (*laws, agreement.base) for key, one in law.parameters.items()}
    limits = []
    for limit in (*library.limits(), *agreement.base.limits.values()):
        wrong = check_limit(limit, parameters)
        found += errors(wrong)
        limits += [] if wrong else [limit]
    with telling(found):
        found += look_at(agreement, library.documents, asked.reads)
        beyond: list[Problem] = []  # an amendment may begin when the agreement has ended; whoever shows it sees it all
        agreement.amended(date.max, faults=beyond)
        found += errors(beyond)
    holes = Holes(agreement.end or date.max)
    for day, taken in _days(agreement, individual):
        with telling(found):
            faults: list[Problem] = []
            on = on_day(agreement, laws, day, individual, taken, faults)
            found += errors(faults)
            if not taken:
                holes.note(day, missing(on, library, asked.needed(on.rules)))
            found += errors(asked.further(on, library.facts))
            found += _look(library, on, individual, limits)
    found += holes.all()
    found += [one for document in individual for one in _of_individual(document, agreement)]
    return found


def _days(agreement: Agreement, individual: Iterable[Document]) -> Iterator[tuple[date, Mapping[str, date]]]:
    """Give the days to look at; and those on which an amendment may begin, if its day is assumed, taken to be its day."""
    yield from ((day, {}) for day in change_days(agreement, individual))
    for one in agreement.amendments:
        yield from ((day, {start_id(one.id): day}) for day in one.start.range or ())


def _look(library: Library, on: OnDay, individual: Iterable[Document], limits: Sequence[Limit]) -> Iterator[Finding]:
    """Find what does not hang together on a day, and what is beyond a limit."""
    told: list[Finding] = []
    for documents in (on.documents, *((*on.documents, one) for one in individual if one.rules or one.clauses)):
        with telling(told):
            rules = [rule for rule in rules_on(documents, on.day) if _can_be_read(rule, library)]
            check_links(documents, rules, library.facts, library.sources, limits)
    if on.day in {on.agreement.base.start.day, *on.agreement.starts({}).values()}:
        for one in individual:  # what they cite changes only when the framework does
            with telling(told):
                check_links((*on.documents, one), (), library.facts, library.sources)
    with telling(told):
        told += breaches(limits, on)
    yield from told


def _can_be_read(rule: Rule, library: Library) -> bool:
    """Tell whether a rule names only facts that are declared; of the others it has been told."""
    return all(name in library.facts for name in (rule.decides, *facts_of(rule.when)))


def missing(on: OnDay, library: Library, needed: Collection[str]) -> Missing:
    """Give the parameters without a value, and the facts that no rule decides, though something reads them on the day."""
    found: Missing = {}
    decided = {rule.decides for rule in on.rules}
    cure = Message("a value for those days, or null if there is none")
    for rule in on.rules:
        for name in parameters_of(rule.when):
            series = [one.parameters[name] for one in on.documents if name in one.parameters]
            if series and not any(version_on(one.values, on.day) for one in series):
                found[("value", name)] = series[0].at, cure
        for name in facts_of(rule.when):
            declared = library.facts.get(name)
            if declared is not None and declared.origin == "decided" and name not in decided:
                found[("rule", name)] = rule.at, Message("a rule that holds on those days, such as a general one")
    for name in needed:
        value, place = None, on.agreement.base.at("parameters")
        for document in on.documents:
            if name in document.parameters:
                own = document.parameters[name]
                dated = version_on(own.values, on.day)
                value, place = (dated.value, dated.at) if dated else (value, own.at)
        if value is None:
            found[("value", name)] = place, Message("a value for each day, assumed if it is not known")
    return found


def _of_individual(document: Document, agreement: Agreement) -> Iterator[Finding]:
    """Find days of an individual agreement that the framework does not have, and estates that have no wheel at first."""
    base = agreement.base
    first, last = base.start.day, agreement.end or date.max
    begins = max(document.start.day, first)
    if document.start.day > last or (document.to is not None and document.to < first):
        found = Message("{id} lies outside the period of {base}.", id=document.id, base=base.id)
        accepted = Message("days from {start} to {end}", start=first, end=last)
        yield warning(Problem(document.at("from"), found, accepted))
        return
    for estate, terms in document.estates.items():
        for name in dict.fromkeys(wheel.name for wheel in terms.wheels):
            wheels = [wheel for wheel in terms.wheels if wheel.name == name]
            earliest = min(wheels, key=lambda one: one.from_)
            if earliest.from_ > begins:
                found = Message(
                    "{estate} has no wheel {wheel} before {day}.",
                    estate=estate,
                    wheel=wheel_name(name),
                    day=earliest.from_,
                )
                yield warning(Problem(earliest.at, found, Message("a wheel from {day}", day=begins)))


def between_agreements(agreements: Iterable[Agreement]) -> Iterator[Finding]:
    """Find days between framework agreements, as amended, on which none is in force, or more than one."""
    ordered = sorted(((one.base, one.end) for one in agreements), key=lambda one: one[0].start.day)
    for (earlier, last), (later, _) in pairwise(ordered):
        end = last or date.max
        if end >= later.start.day:
            found = Message(
                "{id} and {other} are both in force on {day}.", id=earlier.id, other=later.id, day=later.start.day
            )
            yield from errors([Problem(later.at("from"), found, Message("a day after {day}", day=end))])
        elif (later.start.day - end).days > 1:
            found = Message("no agreement is in force between {end} and {day}.", end=end, day=later.start.day)
            yield warning(
                Problem(later.at("from"), found, Message("an agreement for the days between, if there was one"))
            )


def by_file(found: Iterable[Finding], name: str, before: Mapping[Finding, None]) -> list[Finding]:
    """Give what was found in a file, and what was found elsewhere but not before the file was there."""
    return [one for one in found if one.problem.place.file == name or one not in before]
