"""The business cycle of a scenario: a path that is shipped, a file, or lines of the scenario's own; begun in some month."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any, Final

from kredslob.rules.building import shown
from kredslob.rules.messages import FieldPath, Message, nearest
from kredslob.rules.model import Basis, Text
from kredslob.scenarios.files.dates import month_at
from kredslob.scenarios.files.page import Page, names_file, open_page
from kredslob.scenarios.files.scenario import Cycle
from kredslob.scenarios.files.shape import CycleFile
from kredslob.scenarios.running.calendar import Months

SHIPPED: Final = Path(__file__).parent.parent / "cycles"
NONE: Final = "none"
STEADY: Final = Cycle(NONE, Text("ingen konjunktur", "no business cycle"), {})
LINES: Final = ("losing_work", "finding_work")
FASTEST: Final = 10  # times a hazard: more is a slip of the pen


def shipped_cycles() -> tuple[str, ...]:
    """Give the names of the business cycles that are shipped."""
    return (NONE, *sorted(path.stem for path in SHIPPED.glob("*.yaml")))


def cycle_of(page: Page, at: FieldPath, months: Months, used: list[Path]) -> Cycle:
    """Give the business cycle that a scenario names at a path; note what is wrong, and which file it is read from."""
    raw = page.value(*at, otherwise=NONE)
    if isinstance(raw, str):
        return _named(page, at, raw, None, months, used)
    begins = _begins(page, at, months)
    if ("path" in raw) is ("lines" in raw):
        page.wrong(at, Message("a business cycle is either named or given by its lines."), Message("path, or lines"))
        return STEADY
    if "path" in raw:
        return _named(page, (*at, "path"), str(raw["path"]), begins, months, used)
    lines = _lines(page, (*at, "lines"), begins or 0)
    return _cycle("own", Text("egen konjunktur", "a business cycle of its own"), lines, page, (*at, "lines"))


def _named(page: Page, at: FieldPath, name: str, begins: int | None, months: Months, used: list[Path]) -> Cycle:
    if name == NONE:
        return STEADY
    if names_file(name):
        path = page.beside(name)
        used.append(path)
    elif name in shipped_cycles():
        path = SHIPPED / f"{name}.yaml"
    else:
        known = shipped_cycles()
        found = Message("there is no business cycle {name}.", name=name[:80])
        page.wrong(at, found, Message("{names}, or a file", names=", ".join(known)), nearest(name, known))
        return STEADY
    return page.attempt(at, lambda: read_cycle(path, months, begins)) or STEADY


def read_cycle(path: Path, months: Months, begins: int | None = None) -> Cycle:
    """Read a file of a business cycle.

    Args:
        path: the file.
        months: those simulated.
        begins: the month in which it begins; None is as the file says, else the first.

    Raises:
        WrongInput: with every problem found in the file.
    """
    page = open_page(path, CycleFile, f"cycles/{path.name}" if path.parent == SHIPPED else None)
    own = _begins(page, (), months)
    lines = _lines(page, ("lines",), (own or 0) if begins is None else begins)
    page.done()
    note = page.value("note")
    cycle = _cycle(page.value("id"), Text(**page.value("title")), lines, page, ("lines",))
    return cycle if note is None else Cycle(
        cycle.id, cycle.title, cycle.lines, cycle.basis, cycle.source, Text(**note)
    )  # fmt: skip


def _cycle(name: str, title: Text, lines: dict[str, Sequence[float]], page: Page, at: FieldPath) -> Cycle:
    given: list[dict[str, Any]] = [page.value(*at, line) or {} for line in lines]
    said: list[Basis] = [one.get("basis", "assumed") for one in given]
    basis: Basis = "assumed" if "assumed" in said or not said else said[0]
    source = next((one["source"] for one in given if one.get("source")), None)
    return Cycle(name, title, lines, basis, source)


def _begins(page: Page, at: FieldPath, months: Months) -> int | None:
    """Give the month of the simulation in which a cycle begins, which may lie before the first; None if it is not said."""
    start, after = page.value(*at, "from"), page.value(*at, "after_months")
    if start is not None and after is not None:
        page.wrong((*at, "after_months"), Message("the month is given twice."), Message("from, or after_months"))
    if start is not None:
        day = month_at(page, (*at, "from"), start)
        return None if day is None else (day.year - months.first.year) * 12 + day.month - months.first.month
    return None if after is None else int(after)


def _lines(page: Page, at: FieldPath, begins: int) -> dict[str, Sequence[float]]:
    found: dict[str, Sequence[float]] = {}
    for line in LINES:
        paces = [_pace(page, (*at, line, "value", place), one)
                 for place, one in enumerate(page.value(*at, line, "value", otherwise=()))]  # fmt: skip
        if paces[max(0, -begins) :]:
            found[line] = (*[1.0] * begins, *paces[max(0, -begins) :])
    return found


def _pace(page: Page, at: FieldPath, raw: object) -> float:
    fits = isinstance(raw, int | Decimal) and not isinstance(raw, bool) and isfinite(raw) and 0 <= raw <= FASTEST
    if not fits:
        accepted = Message("a number from {low} to {high}", low=0, high=FASTEST)
        page.wrong(at, Message("{value} is not accepted.", value=shown(raw)), accepted)
        return 1.0
    return float(raw)  # type: ignore[arg-type]  # fits
