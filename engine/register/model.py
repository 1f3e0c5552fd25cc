"""The register: which estates, areas, lists, key figures and council decisions there are, and what was known when.

Tables are loaded when they are first asked for, so that a decision reads only what it needs; `as_known` gives the
register as it stood on a day. The rows themselves stand in `rows.py` and are found here too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

from kredslob.engine.register.rows import (
    OFF_LIST,
    Area,
    AreaFigures,
    CouncilDecision,
    DecisionKind,
    DwellingKind,
    DwellingType,
    Estate,
    Listing,
    Measurement,
    NationalFigures,
    Organisation,
    Origin,
    Publication,
    Recorded,
)
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest

__all__ = [
    "KINDS",
    "OFF_LIST",
    "Area",
    "AreaFigures",
    "CouncilDecision",
    "DecisionKind",
    "DwellingKind",
    "DwellingType",
    "Estate",
    "Listing",
    "Measurement",
    "NationalFigures",
    "Organisation",
    "Origin",
    "Publication",
    "Recorded",
    "Register",
]

R = TypeVar("R", bound=Recorded)
FEW = 8  # estates of which one by one the measurements are picked out of the table; for more it is read whole
MEASURED = ("estate", "published", "year")  # what measurements are grouped by, and in which order each group stands
KINDS: tuple[type[Recorded], ...] = (
    Organisation, Area, Estate, DwellingType, Publication, Listing, Measurement, AreaFigures, NationalFigures,
    CouncilDecision,
)  # fmt: skip


class Register:
    """A register of estates, read table by table through `load`, which gives all rows of one kind, corrections too.

    `table` says where the table of each kind of row stands, for messages. `pick` gives the rows of a kind in which a column has a
    value: of the thousands of measurements a decision needs those of one estate.
    """

    def __init__(
        self,
        name: str,
        load: Callable[[type[Recorded]], Iterable[Recorded]],
        table: Callable[[type[Recorded]], Place] = lambda _: Place(),
        pick: Callable[[type[Recorded], str, str], Iterable[Recorded]] | None = None,
    ) -> None:
        self.name = name
        self._load = load
        self._table = table
        self._pick = pick
        self._picked: dict[str, tuple[Measurement, ...]] = {}
        self._rows: dict[type[Recorded], tuple[Recorded, ...]] = {}

    @classmethod
    def of(cls, rows: Iterable[Recorded], name: str = "register") -> Register:
        """Make a register of rows held in memory."""
        held = tuple(rows)
        return cls(name, lambda kind: (row for row in held if type(row) is kind))

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        """Give every row of a kind as recorded, corrected ones included; raise WrongInput if its table is wrong."""
        if kind not in self._rows:
            self._rows[kind] = tuple(self._load(kind))
        return self._rows[kind]  # type: ignore[return-value]

    def as_known(self, day: date) -> Register:
        """Give the register as it was known on a day: the rows recorded on or before it."""
        pick = self._pick
        return Register(
            self.name,
            lambda kind: (row for row in self.rows(kind) if row.recorded_on <= day),
            self._table,
            pick and (lambda kind, column, value: (row for row in pick(kind, column, value) if row.recorded_on <= day)),
        )

    def place(self, row: Recorded, field: str | None = None) -> Place:
        """Tell where a row stands, for a message about it."""
        return replace(self._table(type(row)), line=row.line, field=field)

    def current(self, kind: type[R]) -> dict[Any, R]:
        """Give the rows of a kind by key (a tuple when the key has several parts); of rows with one key the last recorded."""
        return _latest(kind, self.rows(kind))

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """Organisations by id."""
        return self.current(Organisation)

    @cached_property
    def areas(self) -> dict[str, Area]:
        """Areas by id."""
        return self.current(Area)

    @cached_property
    def estates(self) -> dict[str, Estate]:
        """Estates by id."""
        return self.current(Estate)

    @cached_property
    def _estates_by_word(self) -> dict[str, set[str]]:
        words: dict[str, set[str]] = {}
        for row in self.estates.values():
            for word in (row.name, *row.aliases):
                words.setdefault(word.casefold(), set()).add(row.id)
        return words

    def estate(self, name_or_id: str) -> Estate:
        """Find an estate by id, name or alias, in any case; raise WrongInput with the nearest spelling if there is none."""
        word = " ".join(name_or_id.split())
        found = {word} if word in self.estates else self._estates_by_word.get(word.casefold(), set())
        found = found or {key for key in self.estates if key.casefold() == word.casefold()}
        if len(found) == 1:
            return self.estates[next(iter(found))]
        place = Place(field="estate")
        if found:
            several = Message("several estates are called {word!r}.", word=word)
            raise WrongInput(Problem(place, several, Message("one of {ids}", ids=", ".join(sorted(found)))))
        names = [row.name for row in self.estates.values()] + [a for row in self.estates.values() for a in row.aliases]
        near = nearest(word[:80], [*self.estates, *names])  # of two that are spelt alike a name, not an id
        raise WrongInput(
            Problem(place, Message("no estate is called {word!r}.", word=word[:80]),
                    Message("the name, alias or id of an estate in the register"), near)
        )  # fmt: skip

    @cached_property
    def _publications(self) -> dict[str, tuple[Publication, ...]]:
        return _grouped(self.current(Publication).values(), "list", "published")

    @cached_property
    def _listings(self) -> dict[str, tuple[Listing, ...]]:
        return _grouped(self.current(Listing).values(), "area", "published")

    @cached_property
    def _measurements(self) -> dict[str, tuple[Measurement, ...]]:
        return _grouped(self.current(Measurement).values(), *MEASURED)

    @cached_property
    def _dwellings(self) -> dict[str, tuple[DwellingType, ...]]:
        return _grouped(self.current(DwellingType).values(), "estate", "kind", "rooms", "square_metres")

    @cached_property
    def _area_figures(self) -> dict[str, tuple[AreaFigures, ...]]:
        return _grouped(self.current(AreaFigures).values(), "area", "year")

    def publications(self, list_: str) -> tuple[Publication, ...]:
        """Give all publications of a list, oldest first."""
        return self._publications.get(list_, ())

    def publication(self, list_: str, day: date) -> Publication | None:
        """Give the publication of a list in force on a day, or None if none is known to be."""
        past = [row for row in self.publications(list_) if row.published <= day]
        return past[-1] if past and (past[-1].valid_to is None or day < past[-1].valid_to) else None

    def listing_history(self, list_: str, area: str) -> tuple[Listing, ...]:
        """Give an area's rows on all publications of a list, oldest first, `off` rows included."""
        return tuple(row for row in self._listings.get(area, ()) if row.list == list_)

    def listings(self, list_: str, day: date, area: str) -> tuple[Listing, ...]:
        """Give the area's rows on the publication in force on a day; `off` rows are no listings."""
        published = self.publication(list_, day)
        rows = self.listing_history(list_, area) if published else ()
        return tuple(
            row for row in rows if published and row.published == published.published and row.category != OFF_LIST
        )

    def listed(self, list_: str, day: date, area: str) -> bool | None:
        """Tell whether the area is on the list in force on a day; None if no known row or complete list says."""
        published = self.publication(list_, day)
        if published is None:
            return None
        for row in self.listing_history(list_, area):
            if row.published == published.published:
                return row.category != OFF_LIST
        return False if published.complete else None

    def measurements(self, estate: str) -> tuple[Measurement, ...]:
        """Give an estate's measurements in the order of publication."""
        if self._pick is None or Measurement in self._rows or len(self._picked) > FEW:
            return self._measurements.get(estate, ())
        if estate not in self._picked:
            rows = tuple(row for row in self._pick(Measurement, "estate", estate) if isinstance(row, Measurement))
            self._picked[estate] = _grouped(_latest(Measurement, rows).values(), *MEASURED).get(estate, ())
        return self._picked[estate]

    def measurement(self, estate: str, day: date) -> Measurement | None:
        """Give the estate's last measurement published on or before a day, or None."""
        return next((row for row in reversed(self.measurements(estate)) if row.published <= day), None)

    def dwellings(self, estate: str) -> tuple[DwellingType, ...]:
        """Give an estate's dwelling types, by kind, rooms and size."""
        return self._dwellings.get(estate, ())

    def area_figures(self, area: str) -> tuple[AreaFigures, ...]:
        """Give an area's figures, by year."""
        return self._area_figures.get(area, ())

    @cached_property
    def national_figures(self) -> dict[int, NationalFigures]:
        """The country's figures by year."""
        return self.current(NationalFigures)

    def decisions(self, kind: DecisionKind, area: str, day: date) -> tuple[CouncilDecision, ...]:
        """Give the council's decisions of a kind that hold for an area on a day."""
        return tuple(
            row
            for row in self.current(CouncilDecision).values()
            if row.kind == kind and row.area in (None, area) and row.from_ <= day and (row.to is None or day < row.to)
        )


def _latest(kind: type[R], rows: tuple[R, ...]) -> dict[Any, R]:
    key = attrgetter(*kind.KEY)
    found = {key(row): row for row in rows}
    if len(found) < len(rows):
        found = {key(row): row for row in sorted(rows, key=lambda row: row.recorded_on)}
    return found


def _grouped(rows: Iterable[R], by: str, *order: str) -> dict[str, tuple[R, ...]]:
    groups: dict[str, list[R]] = {}
    for row in rows:
        groups.setdefault(getattr(row, by), []).append(row)
    return {key: tuple(sorted(group, key=attrgetter(*order))) for key, group in groups.items()}
