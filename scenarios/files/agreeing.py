"""What is agreed in a variant: the agreement that holds first, with its amendments, and those that follow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from kredslob.engine.guesses import guess_names, read_guesses
from kredslob.rules.building import shown
from kredslob.rules.library import Agreement, Library, add_file, start_id
from kredslob.rules.messages import FieldPath, Message, WrongInput, nearest
from kredslob.rules.model import Text
from kredslob.rules.units import Value
from kredslob.scenarios.files.dates import UNKNOWN
from kredslob.scenarios.files.page import Page, names_file
from kredslob.scenarios.files.scenario import AfterEnd, Succession
from kredslob.scenarios.running.calendar import Months

_DAY: Final = timedelta(days=1)
_CONTINUE: Final[Mapping[str, Any]] = {"value": "continue", "basis": "assumed"}


@dataclass
class Shelf:
    """The rules of a scenario, while it is read: those shipped, and the files that it names.

    Args:
        library: the rules so far.
        used: the files that were named.
    """

    library: Library
    used: list[Path] = field(default_factory=list)
    _own: dict[Path, str | None] = field(default_factory=dict)

    def named(self, page: Page, at: FieldPath, name: str) -> str | None:
        """Give the id of an agreement or amendment named by id or file; None where it cannot be read, which is noted."""
        if not names_file(name):
            return name
        path = page.beside(name)
        if path not in self._own:
            self.used.append(path)
            self._own[path] = None
            added = page.attempt(at, lambda: add_file(self.library, path))
            if added is not None:
                self.library, self._own[path] = added[0], added[1].id
        return self._own[path]

    def agreement(self, page: Page, at: FieldPath, name: str) -> Agreement | None:
        """Give an agreement named by id or file, or None where there is none, which is noted."""
        known = self.named(page, at, name)
        return None if known is None else page.attempt(at, lambda: self.library.agreement(known))


def succession_of(page: Page, variant: str, months: Months, shelf: Shelf) -> Succession | None:
    """Give the agreements of a variant, or None where something is wrong, which is noted."""
    at = _place(page, variant, "agreement")
    name = page.value(*at)
    first = None if name is None else shelf.agreement(page, at, name)
    changes = _amendments(page, variant, shelf)
    if first is None or changes is None:
        return None
    _check_in_force(page, at, first, months)
    told = page.value(*_place(page, variant, "after_end"), otherwise=_CONTINUE)
    after: AfterEnd = told["value"]
    made = [one for _, one in changes]
    agreements = page.attempt(at, lambda: _agreements(shelf.library, first, made, months, after))
    if agreements is None:
        return None
    _check_roots(page, changes, [one for _, one in agreements])
    question = told.get("question")
    return Succession(tuple(agreements), after, told["basis"], Text(**question) if question else None)


def months_within(agreed: Succession, months: Months) -> Months:
    """Give the months of a variant: no more than its agreement has, where the scenario stops at its end."""
    end = agreed.agreements[0][1].end
    if agreed.after_end != "stop" or end is None:
        return months
    return Months(months.first, min(months.count, months.month(end + _DAY)))


def taken_in(page: Page, variant: str, agreed: Succession, shelf: Shelf) -> dict[str, Value]:
    """Give the values that a variant takes for guesses of its agreements, those of the scenario first; note what is wrong."""
    open_, own = guesses_in(agreed), _only(shelf.library, agreed)
    found: dict[str, Value] = {}
    for at in (("assumed",), ("variants", variant, "assumed")):
        for name in page.names(*at):
            raw = page.value(*at, name)
            if raw is None:
                continue
            if name not in open_:
                _no_guess(page, (*at, name), name, open_, guess_names(shelf.library))
                continue
            setting = f"{name}={_written(raw)}"
            found |= page.attempt((*at, name), partial(read_guesses, [setting], own)) or {}
    return found


def guesses_in(agreed: Succession) -> tuple[str, ...]:
    """Give the names of everything that is assumed in the agreements of a variant, each once."""
    found: dict[str, None] = {}
    for _, agreement in agreed.agreements:
        found |= {start_id(one.id): None for one in agreement.amendments if one.start.range is not None}
        for document in (agreement.base, *agreement.laws):
            for key, series in document.parameters.items():
                if any(one.basis == "assumed" and one.value is not None for one in series.values):
                    found[key] = None
        for document in agreement.amendments:
            found |= {one.target: None for one in document.changes if one.value and one.value.basis == "assumed"}
    return tuple(found)


def _place(page: Page, variant: str, field_: str) -> tuple[str, ...]:
    """Give where a field of a variant is said: by itself, or for the scenario."""
    own = ("variants", variant, field_)
    return own if page.says(*own) else (field_,)


def _amendments(page: Page, variant: str, shelf: Shelf) -> list[tuple[FieldPath, Agreement]] | None:
    """Give what the amendments of a variant amount to, each with all that it extends; None if one cannot be read."""
    at = _place(page, variant, "amendments")
    named: list[tuple[FieldPath, str]] = [
        ((*at, number), name) for number, name in enumerate(page.value(*at, otherwise=()))
    ]
    found = [(place, shelf.agreement(page, place, name)) for place, name in named]
    return None if any(one is None for _, one in found) else [(place, one) for place, one in found if one is not None]


def _check_in_force(page: Page, at: FieldPath, agreement: Agreement, months: Months) -> None:
    start, end = agreement.base.start.day, agreement.end
    if months != UNKNOWN and not start <= months.first <= (end or date.max):
        accepted = Message("a day from {start} to {end}", start=start, end=end)
        page.wrong(at, Message("{id} is not in force on {day}.", id=agreement.id, day=months.first), accepted)


def _agreements(
    library: Library, first: Agreement, changes: Sequence[Agreement], months: Months, after: AfterEnd
) -> list[tuple[date, Agreement]]:
    """Give the first agreement as amended and those that follow, each from its day, as long as there are any."""
    last = first.with_amendments(*(one.amendments for one in changes if one.id == first.id))
    found = [(months.first, last)]
    while after == "next" and last.end is not None and last.end + _DAY in months:
        day = last.end + _DAY
        try:
            following = library.in_force(day)
        except WrongInput:  # what follows is not agreed yet, or there is a gap: the last goes on
            break
        own = [one.amendments for one in changes if one.id == following.id]
        last = following.with_amendments(*own)
        found.append((day, last))
    return found


def _check_roots(page: Page, changes: list[tuple[FieldPath, Agreement]], agreements: list[Agreement]) -> None:
    held = [one.id for one in agreements]
    for at, one in changes:
        if one.id not in held:
            found = Message("this amends {id}, which does not hold in this variant.", id=one.id)
            page.wrong(at, found, Message("an amendment of {names}", names=", ".join(dict.fromkeys(held))))


def _only(library: Library, agreed: Succession) -> Library:
    """Give the library with no other documents than those that hold in a variant."""
    held = [one for _, each in agreed.agreements for one in (each.base, *each.amendments, *each.laws)]
    return replace(library, documents={one.id: one for one in held})


def _no_guess(page: Page, at: FieldPath, name: str, open_: tuple[str, ...], known: tuple[str, ...]) -> None:
    found = Message("{name} is nothing that is assumed.", name=name[:80])
    if name in known:
        found = Message("{name} is nothing that is assumed in the agreements of this variant.", name=name)
    page.wrong(at, found, Message("one of {names}", names=", ".join(open_)), nearest(name, open_))


def _written(raw: object) -> str:
    """Give a value as a person would set it on the command line."""
    if isinstance(raw, list):
        return ",".join(map(str, raw))
    return shown(raw) if isinstance(raw, bool) else str(raw)
