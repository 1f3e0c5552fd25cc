"""What a decision rests on: assumed values it read, and rows of the register that are not public facts.

Nobody may mistake a guess for the agreement, or a made-up row for a measured one: both are listed with every answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from kredslob.engine.case import Case
from kredslob.engine.decision import Assumption, SyntheticRow
from kredslob.engine.estates import LIST_51B, LIST_61A, LIST_61B, EstateOn, measurement_in_force
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.reference import Outcome
from kredslob.engine.register.rows import Listing, Recorded
from kredslob.engine.route import ORDER, SPLIT_WHEEL, order_of
from kredslob.engine.turns import SHARED
from kredslob.rules.conditions import parameters_of
from kredslob.rules.library import start_id
from kredslob.rules.model import Document, Text
from kredslob.rules.terms import Term, Terms

NONE_PUBLISHED = "none_published"
# The facts that rest on each list of the state.
_OF_LIST: Mapping[str, tuple[str, ...]] = {
    LIST_51B: ("published_51b", "acting_51b"),
    LIST_61A: ("published_61a", "acting_61a"),
    LIST_61B: ("published_61b",),
}
# Parameters that are read in working out a derived fact, beside those that stand in conditions.
READ_FOR: Mapping[str, tuple[str, ...]] = {
    "acting_51b": ("standing.takes_effect", "adjustment.day"),
    "acting_61a": ("standing.takes_effect", "adjustment.day"),
    "newly_listed": ("standing.takes_effect", "adjustment.day", "standing.new_since"),
    "outside_workforce": ("measurement.takes_effect", "adjustment.day"),
}
READ_FOR_CHANNEL: Mapping[str, tuple[str, ...]] = {
    "flexible": (SPLIT_WHEEL, ORDER, "flexible.nobody_qualifies", "rank.tie_break"),
    "ordinary": ("rank.tie_break",),
    "own_estate_transfer": ("flexible.applies_to_transfers", "rank.tie_break"),
    "organisation_transfer": ("flexible.applies_to_transfers", "rank.tie_break"),
}  # fmt: skip


def parameters_read(case: Case, outcomes: Iterable[Outcome], channel: str | None) -> tuple[str, ...]:
    """Give the parameters that a case read: in conditions, in derived facts, and in ordering the applicants."""
    found: dict[str, None] = {}
    for outcome in outcomes:
        for one in outcome.rules:
            found.update(dict.fromkeys(parameters_of(one.rule.when)))
    for fact in case.situation:
        found.update(dict.fromkeys(READ_FOR.get(fact, ())))
    found.update(dict.fromkeys(_shares_read(case)))
    if case.vacancy.on is None:
        found["applies_by"] = None
    if case.applicants is not None:
        for key in READ_FOR_CHANNEL.get(channel or "", ()):
            found.update(dict.fromkeys(_orders_read(case) if key == ORDER else (key,)))
    return tuple(key for key in found if key in case.terms.parameters)


def _shares_read(case: Case) -> Iterator[str]:
    """Give the terms by which it was read whose turn it is, where no individual agreement fixes the wheel."""
    for wheel, sharing in SHARED.items():
        if sharing.due in case.situation and wheel not in case.terms.wheels:
            named = case.situation[sharing.fact] if sharing.fact in case.terms.rules else sharing.base
            if isinstance(named, str):
                yield named


def _orders_read(case: Case) -> Iterator[str]:
    slots = case.terms.value(SPLIT_WHEEL)
    yield from (order_of(str(label)) for label in (slots if isinstance(slots, tuple) else ()))


def assumptions(
    terms: Terms, read: Iterable[str], deciding: Collection[str], taken: Collection[str], amendments: Iterable[Document]
) -> tuple[Assumption, ...]:
    """Give the assumed values among what was read, those that decide first.

    Args:
        terms: the terms in force.
        read: ids of the parameters read.
        deciding: ids of those at another value of which the outcome would differ.
        taken: ids of those that the person asking gave a value for.
        amendments: those of the agreement, whose day may itself be assumed.
    """
    found = [
        _assumption(terms.parameters[key], key in deciding, key in taken)
        for key in read
        if terms.parameters[key].dated.basis == "assumed"
    ]
    for one in amendments:
        key = start_id(one.id)
        if one.start.basis == "assumed" and (one.id in terms.amended_by or key in deciding or key in taken):
            found.append(_start(one, key in deciding, key in taken))
    return tuple(sorted(found, key=lambda one: not one.deciding))


def _assumption(term: Term, deciding: bool, taken: bool) -> Assumption:
    series, dated = term.series, term.dated
    return Assumption(
        parameter=series.id, title=series.title, value=term.value, unit=series.unit, alternatives=dated.alternatives,
        range=dated.range, question=dated.question, clause=series.clause, deciding=deciding, taken=taken,
    )  # fmt: skip


def _start(amendment: Document, deciding: bool, taken: bool) -> Assumption:
    title, start = amendment.title, amendment.start
    return Assumption(
        parameter=start_id(amendment.id),
        title=Text(f"Den dag tillægget virker fra: {title.da}", f"The day the amendment acts from: {title.en}"),
        value=start.day, unit="date", alternatives=(), range=start.range, question=start.question,
        clause=amendment.id, deciding=deciding, taken=taken,
    )  # fmt: skip


def synthetic_rows(case: Case) -> tuple[SyntheticRow, ...]:
    """Give the rows that a case rests on and that are inferred or made up."""
    place = case.place
    found = [*estate_rows(place, case.situation)]
    individual = case.office.individual(case.office.agreement_on(case.day), case.estate)
    if individual is not None:
        own = individual.estates.get(case.estate.id)
        origin = own.origin if own else individual.origin
        if origin not in (None, "public"):
            found.append(SyntheticRow("individual_agreement", individual.id, str(origin)))
    return tuple(dict.fromkeys(found))


def estate_rows(place: EstateOn, facts: Mapping[str, FactValue]) -> list[SyntheticRow]:
    """Give the rows about an estate that the facts read rest on and that are not public."""
    found: list[SyntheticRow] = _row("estate", place.estate.id, place.estate)
    if "outside_workforce" in facts:
        row = measurement_in_force(place)
        if row is not None and not isinstance(row, Unknown):
            found += _row("measurement", f"{place.estate.id} {row.year}", row)
    area = place.estate.area
    if area is not None:
        for list_, of_list in _OF_LIST.items():
            if any(fact in facts for fact in of_list):
                found += _listings(place, area, list_)
        if NONE_PUBLISHED in (facts.get("published_51b"), facts.get("published_61a")):
            found += [
                SyntheticRow("area_figures", f"{area} {row.year}", row.origin)
                for row in place.register.area_figures(area)
                if row.origin != "public" and row.year == place.day.year - 1
            ]
    return found


def _listings(place: EstateOn, area: str, list_: str) -> list[SyntheticRow]:
    """Say so when being on a list, or not being on it, rests on rows that are not public."""
    published = place.register.publication(list_, place.day)
    if published is None:
        return []
    name = f"§ {list_[:-1]} {list_[-1]}"
    own = [row for row in place.register.listing_history(list_, area) if row.published == published.published]
    if own:
        return [
            SyntheticRow("listing", f"{name} {row.published} {area}", row.origin)
            for row in own
            if row.origin != "public"
        ]
    others = [row for row in place.register.current(Listing).values() if row.list == list_]
    made = any(row.published == published.published and row.origin == "synthetic" for row in others)
    return [SyntheticRow("publication", f"{name} {published.published}", "synthetic")] if made else []


def _row(kind: str, key: str, row: Recorded) -> list[SyntheticRow]:
    return [] if row.origin == "public" else [SyntheticRow(kind, key, row.origin)]
