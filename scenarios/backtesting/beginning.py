"""What a backtest begins from: agreements, months, behaviour, business cycles, how registers are drawn, and the figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from kredslob.engine.register.model import Register
from kredslob.engine.register.reading import read_register
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Library, add_file, load_library
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import Document, Text
from kredslob.scenarios.backtesting.guesses import Succession
from kredslob.scenarios.behaviour.reading import Behaviour, shipped_behaviour
from kredslob.scenarios.files.cycles import SHIPPED as CYCLES
from kredslob.scenarios.files.cycles import read_cycle
from kredslob.scenarios.running.calendar import Months, Yearly
from kredslob.scenarios.targets.drawn import drawn_register
from kredslob.scenarios.targets.reading import AGREEMENTS, shipped_targets
from kredslob.scenarios.targets.sketches import shipped_sketches
from kredslob.scenarios.targets.target import Start, Target, Targets

YEARLY: Final = Yearly(10, 11)
STEADY: Final = "none"
HINDSIGHT: Final = "slump"
SLUMP_FROM: Final = date(2009, 1, 1)  # the first of the years that the shipped slump is named for

Lines = Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Beginning:
    """A start made ready.

    Args:
        start: the start; targets: all that has been observed.
        library: with the agreements on the shelf; agreements: each from its day.
        months: from its first to the last that a figure needs.
        behaviour: whose knobs are turned.
        cycles: business cycles by name; the first is the result, others are told as hindsight.
        register: gives the register of a draw by its number; sketch: what it is drawn by.
    """

    start: Start
    targets: Targets
    library: Library
    agreements: Succession
    months: Months
    behaviour: Behaviour
    cycles: Mapping[str, Lines]
    register: Callable[[int], Register]
    sketch: str

    @property
    def tests(self) -> tuple[Target, ...]:
        """The figures that are tests of the start."""
        return self.targets.tests(self.start.id)


def starts() -> tuple[str, ...]:
    """Give the starts that there are."""
    return tuple(one.id for one in shipped_targets().starts)


def check_start(name: str) -> None:
    """See that a start is there; raise WrongInput if not."""
    if name not in starts():
        found = Message("there is no start {name}.", name=name[:80])
        accepted = Message("{names}", names=", ".join(starts()))
        raise WrongInput(Problem(Place("--start"), found, accepted, nearest(name, starts())))


@cache
def beginning_of(name: str) -> Beginning:
    """Make a shipped start ready.

    Raises:
        WrongInput: there is no such start.
    """
    check_start(name)
    targets = shipped_targets()
    start = next(one for one in targets.starts if one.id == name)
    library = load_library()
    own = AGREEMENTS / f"{start.agreement}.yaml"
    library = add_file(library, own)[0] if own.exists() else library
    last = max(one.against.year for one in targets.tests(name) if one.against is not None)
    months = Months(start.month, (last - start.month.year + 1) * 12)
    sketch = next(one for one in shipped_sketches().values() if one.known_until == start.known_until)
    shipped = read_register()
    return Beginning(
        start, targets, library, succession(library, start.agreement, months), months, shipped_behaviour(),
        {STEADY: {}, HINDSIGHT: slump(months)}, lambda number: drawn_register(shipped, sketch, number), sketch.id,
    )  # fmt: skip


def slump(months: Months) -> Lines:
    """Give the shipped slump in the years that it is named for, as far as those are simulated."""
    begins = (SLUMP_FROM.year - months.first.year) * 12
    return read_cycle(CYCLES / f"{HINDSIGHT}.yaml", months, begins).lines


def succession(library: Library, first: str, months: Months) -> Succession:
    """Give an agreement and those after it, each until the next begins, even where its own last day comes before."""
    found = [library.agreement(first)]
    last = months.day(months.count - 1)
    while (end := found[-1].end) is not None:
        later = [one for one in library.documents.values() if one.kind == "framework" and end < one.start.day <= last]
        if not later:
            break
        following = min(later, key=_begins)
        until = following.start.day - timedelta(days=1)
        found[-1] = replace(found[-1], base=replace(found[-1].base, to=until))
        found.append(library.agreement(following.id))
    days = (months.first, *(one.base.start.day for one in found[1:]))
    return tuple(zip(days, found, strict=True))


def _begins(document: Document) -> date:
    return document.start.day


TITLES: Final[Mapping[str, Text]] = {
    STEADY: Text("uden konjunktur", "no business cycle"),
    HINDSIGHT: Text("med lavkonjunkturen 2009-2011", "with the slump of 2009-2011"),
}
