"""What a search has found, as plain values: what is told on the screen, written into the folder, and drawn in a report.

`searching.folder.open_search(path)` gives the same again from a folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from kredslob.rules.frozen import dataclass
from kredslob.rules.model import Text
from kredslob.scenarios.indicators.indicator import Unit
from kredslob.scenarios.searching.weighing import Held, Mean

PRESENT: Final = "present"  # what the agreement as it is now is called among the points
Role = Literal["front", "present", "near", "beaten", "misses"]
Method = Literal["grid", "optimise"]


@dataclass(frozen=True, slots=True)
class TermTold:
    """A term as it was searched.

    Args:
        name, title: what it is called; target: the parameter or amendment; unit: of the parameter, or `switch`.
        choices: what it may be, as a file writes it; told: the same as people read it.
        present: the place of what is agreed now among them, None where it is none of them; now: as people read it.
    """

    name: str
    title: Text
    target: str
    unit: str
    choices: tuple[Any, ...]
    told: tuple[Text, ...]
    present: int | None
    now: Text


@dataclass(frozen=True, slots=True)
class GoalTold:
    """A goal: its name, what it is called, its indicator and unit, where and when, and whether less or more is better."""

    name: str
    title: Text
    indicator: str
    unit: Unit
    places: str
    when: str
    want: str


@dataclass(frozen=True, slots=True)
class LimitTold:
    """A limit: its name, what it is called, its indicator and unit, which places, when, and what is asked of them."""

    name: str
    title: Text
    indicator: str
    unit: Unit
    places: str
    when: str
    way: str
    bound: float
    strict: bool
    probability: float | None
    missing: int
    at_once: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A point.

    Args:
        name: `present` for the agreement as it is now; on the front A, B, ...; of others a number.
        role: on the front; the present agreement; near, of those that come nearest where nothing keeps the limits; beaten:
            it keeps them and another is better; misses: it misses one.
        id: of its amendment, and the name of its file without ending where one is written; None of the present agreement.
        title: what is otherwise than now.
        choices: for each term the place of what it is among the term's choices; None of a present that is none of them.
        goals: what each comes to; chosen: the same in the replications that the point was chosen by.
        apart: each goal less that of the present agreement, paired; empty of the present itself.
        limits: how each is held.
        chosen_kept: whether all limits were kept in the replications that the point was chosen by.
        on_front: whether it keeps all limits and is beaten by none; of others as `role`.
        beaten_by: names of those among the front and the present agreement that keep all limits, are no worse in any goal and
            better in one, more than by chance.
        alike: names of the points on the front that chance does not let be told apart from it in any goal.
        fingerprint: of the variant that was run.
    """

    name: str
    role: Role
    id: str | None
    title: Text
    choices: tuple[int | None, ...]
    goals: tuple[Mean, ...]
    chosen: tuple[Mean, ...]
    apart: tuple[Mean, ...]
    limits: tuple[Held, ...]
    chosen_kept: bool
    on_front: bool
    beaten_by: tuple[str, ...]
    alike: tuple[str, ...]
    fingerprint: str

    @property
    def kept(self) -> bool:
        """Whether it keeps all limits."""
        return all(one.kept for one in self.limits)


@dataclass(frozen=True, slots=True)
class Refused:
    """A point that may not be shown: it is not lawful, leaves a gap, or cannot be run; with the reasons."""

    choices: tuple[int, ...]
    title: Text
    why: Literal["unlawful", "unproved", "not_run"]
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Effort:
    """How much was run.

    Args:
        method: every point, or as many as the optimiser asked for.
        size: how many points there are; looked_at: how many were proved and, if they stand, run.
        replications: of each point, to choose by; confirm: of those told, others than these.
        budget: as it was asked for; estimate: seconds that all points would take, by the first runs; None if not measured.
        each: seconds that a replication took, set_up: that making a point ready took, judged: that proving one took.
        seconds: in all; ran: how many replications were run rather than found.
    """

    method: Method
    size: int
    looked_at: int
    replications: int
    confirm: int
    budget: str
    estimate: float | None
    each: float
    set_up: float
    judged: float
    seconds: float
    ran: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search has found.

    Args:
        id, title, about: of the file of terms.
        scenario: id and title of the scenario; agreement: the id of what is amended; day: from which points act, ISO.
        first, last: the months simulated, ISO; estates: how many are simulated, synthetic: how many of them by figures made up.
        guesses: how many terms of the agreement and its laws are assumed; behaviour: how many values of behaviour there are,
            and how many of them are assumed.
        names: of the places that are named, by id.
        terms, goals, limits: what was asked.
        front: the points that nothing found beats, by the first goal; empty where no point keeps the limits.
        near: those that come nearest where there is no front.
        present: the agreement as it is now.
        others: all other points that were run, in the order in which they were looked at.
        refused: points that may not be shown.
        effort: how much was run.
        record: fingerprints, seed, versions, the program: what it takes to have the same again.
    """

    id: str
    title: Text
    about: Text
    scenario: tuple[str, Text]
    agreement: str
    day: str
    first: str
    last: str
    estates: int
    synthetic: int
    guesses: int
    behaviour: tuple[int, int]
    names: Mapping[str, str]
    terms: tuple[TermTold, ...]
    goals: tuple[GoalTold, ...]
    limits: tuple[LimitTold, ...]
    front: tuple[Found, ...]
    near: tuple[Found, ...]
    present: Found
    others: tuple[Found, ...]
    refused: tuple[Refused, ...]
    effort: Effort
    record: Mapping[str, Any]

    @property
    def stands(self) -> tuple[Found, ...]:
        """The points of the front that keep all limits by what they are told by, and are beaten by none."""
        return tuple(one for one in self.front if one.on_front)

    @property
    def points(self) -> tuple[Found, ...]:
        """Every point that was run, the present agreement first."""
        return (self.present, *self.front, *self.near, *self.others)
