"""Who and what is in the plain town: people, households, dwellings, estates, as objects that change."""

from __future__ import annotations

from dataclasses import dataclass, field

from kredslob.engine.wheels import Wheel, WheelState

STATES = ("employed", "student", "unemployed", "benefit", "early_pension", "retired")
BANDS = (18, 30, 50, 65, 75, 85)
CHANNELS = (
    "referral", "rehousing", "return_guarantee", "own_estate_transfer", "divorce_precedence", "organisation_transfer",
    "flexible", "ordinary", "not_covered",
)  # fmt: skip
COUNTED = (*STATES, "minors", "households")
FLOWS = (
    "vacated", "referrals_owed", "referrals_delivered", "referrals_undelivered", "refusals", "outside_moved_in",
    "adults_moved_in", "held_vacant", *(f"let_{channel}" for channel in CHANNELS),
)  # fmt: skip
List = tuple[str, ...]


@dataclass(slots=True)
class Person:
    """Somebody of 18 or over; months are counted from the first simulated."""

    key: int
    doing: str
    born: int
    since: int
    attachment: int
    job: int
    hours: int
    ends: int | None = None

    def years(self, month: int) -> int:
        """Give the age in whole years."""
        return (month - self.born) // 12


def band_of(born: int, month: int) -> int:
    """Give the age band: how many of its ages after the first have been reached."""
    return sum(born + 12 * age <= month for age in BANDS[1:])


@dataclass(slots=True)
class Dwelling:
    """A dwelling; `freed`: by a move within; `routed`: the channel that it was last let or held by."""

    number: int
    estate: int
    kind: str
    rooms: int
    square_metres: int
    rent: int
    key: int
    occupant: Household | None = None
    vacant_since: int | None = None
    freed: bool = False
    routed: str = CHANNELS[0]


@dataclass(slots=True)
class Household:
    """Up to three adults in places, up to four children by month of birth, and all that is remembered of them."""

    key: int
    kind: str
    adults: list[Person | None] = field(default_factory=lambda: [None, None, None])
    children: list[int | None] = field(default_factory=lambda: [None, None, None, None])
    home: Dwelling | None = None
    moved: int = 0
    homes: int = 0
    waits_on: List | None = None
    listed: int = 0
    offers: int = 0
    refusals: int = 0
    gives_up: int | None = None
    stay: int | None = None
    turn: int | None = None
    turns: int = 0
    grown: int | None = None
    parted: int = 0
    parting: int = 0
    together: int = 0
    shared: int = 0
    traits: frozenset[str] = frozenset()
    guaranteed: int | None = None
    origin: int | None = None
    size: int = 1
    low_rent: bool = True

    @property
    def first(self) -> Person:
        """The adult who stands for the household."""
        found = self.adults[0]
        assert found is not None, "a household has a first adult"
        return found

    @property
    def people(self) -> list[Person]:
        """Every adult, by place."""
        return [one for one in self.adults if one is not None]

    @property
    def minors(self) -> list[int]:
        """The months of birth of the children."""
        return [one for one in self.children if one is not None]

    def measure(self) -> None:
        """Note how many people a home has to suit: one, two, three or more."""
        self.size = min(max(len(self.people) + len(self.minors), 1), 3)


@dataclass(slots=True)
class Figures:
    """Key figures: outside the workforce, aged 18-64, family dwellings vacated."""

    outside: int
    aged: int
    vacated: int


@dataclass(slots=True)
class Place:
    """An estate as it goes through the months."""

    number: int
    id: str
    organisation: str
    area: str | None
    group: int
    tier: int
    measured: Figures
    published: Figures
    acting: Figures
    referral: Wheel
    referral_state: WheelState
    transfer_state: WheelState
    vacated_since: int = 0
    external_at: int = 0
    split_at: int = 0
    extra_turns: int = 0
    exempt_since: int | None = None
    standing: dict[str, object] = field(default_factory=dict)
    flows: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FLOWS, 0))

    def list_of(self, kind: str) -> List:
        """Give the list of a kind that the estate lets from."""
        return {
            "external": ("external", self.organisation, str(self.group), str(self.tier)), "municipal": ("municipal",),
            "organisation": ("organisation", self.organisation), "estate": ("estate", self.id),
            "guarantee": ("guarantee", self.id),
        }[kind]  # fmt: skip


@dataclass(slots=True)
class AreaYears:
    """Figures of an area of the last four autumns, the newest first, and those of the last measurement."""

    residents: list[int]
    aged: list[int]
    outside: list[int]
    without_link: list[int]
    new: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: in which month, what, to which household, person or dwelling, and how."""

    month: int
    what: str
    who: int
    how: tuple[object, ...] = ()
