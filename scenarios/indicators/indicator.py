"""What an indicator is: a name, a definition, a unit, where and when it exists, and what it is worked out from.

An indicator is data. The few kinds of formulas are told apart by their class; what each comes to is worked out by
`values` alone, so that whoever compares, searches or reports asks by the same names and gets the same numbers.
"""

from __future__ import annotations

from typing import Final, Literal

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message
from kredslob.rules.model import Text

Level = Literal["estate", "area", "organisation", "city", "queue", "channel", "wait", "scope"]
Period = Literal["year", "month"]
Unit = Literal[
    "share", "difference", "people", "households", "dwellings", "estates", "areas", "referrals", "turns", "lettings",
    "refusals", "months", "index", "yes_no", "ratio",
]  # fmt: skip
Basis = Literal["agreed", "published", "designed"]

LEVELS: Final[dict[Level, Message]] = {
    "estate": Message("estate"),
    "area": Message("area"),
    "organisation": Message("organisation"),
    "city": Message("city"),
    "queue": Message("queue"),
    "channel": Message("channel"),
    "wait": Message("channel, and those passed over"),
    "scope": Message("scope of compensation"),
}
PERIODS: Final[dict[Period, Message]] = {"year": Message("year"), "month": Message("month")}
UNITS: Final[dict[Unit, Message]] = {
    "share": Message("share, 0-1"),
    "difference": Message("difference of shares, -1 to 1"),
    "people": Message("people"),
    "households": Message("households"),
    "dwellings": Message("dwellings"),
    "estates": Message("estates"),
    "areas": Message("areas"),
    "referrals": Message("referrals"),
    "turns": Message("referral turns"),
    "lettings": Message("lettings"),
    "refusals": Message("refusals"),
    "months": Message("months"),
    "index": Message("index, 0-1"),
    "yes_no": Message("0 or 1; of several estates how many"),
    "ratio": Message("ratio"),
}


@dataclass(frozen=True, slots=True)
class Count:
    """Columns added up, over the places of a level: of `estate_year`, or by month of `PLACE_MONTH`.

    `outside`, `outside_labour_market` and `aged_18_64` stand for the residents whom the variant's ground says.
    """

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that is so of an estate at the end of a year or not, added up over the estates of a level.

    over: the last measurement is over the highest threshold in force; at_risk: it is not, but within `people.AT_RISK` of it;
    receiving: not exempt, and given at least one extra turn; crossed_up, crossed_down: over now and not at the beginning,
    or the other way; begun, ended: exempt now and not a year ago, or the other way; a standing: the estate has it.
    """

    what: Literal[
        "over", "at_risk", "receiving", "crossed_up", "crossed_down", "begun", "ended", "exempt", "forty_plus",
        "listed_for_exemption",
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ratio:
    """A count over another; nothing where there is nothing to divide by."""

    part: Count
    whole: Count


@dataclass(frozen=True, slots=True)
class Distance:
    """The highest threshold in force less a share: below zero where the share is beyond it."""

    share: Ratio


@dataclass(frozen=True, slots=True)
class Uneven:
    """A segregation index of those outside the workforce and all others aged 18-64, over all estates of the city."""

    index: str


@dataclass(frozen=True, slots=True)
class Queue:
    """A column of `queue_month`; of `waiting` the last month of a year counts, of the others their sum."""

    column: str


@dataclass(frozen=True, slots=True)
class Wait:
    """A statistic of how long those had waited who were housed in a year: mean, a share of them (median 0.5), or how many."""

    statistic: Literal["mean", "median", "p90", "housed"]


@dataclass(frozen=True, slots=True)
class Let:
    """Lettings of a year by channel: all, or the share whose first adult did something named."""

    group: str | None = None


@dataclass(frozen=True, slots=True)
class Turns:
    """A line of the quota account last drawn up in a year, in turns."""

    line: str


@dataclass(frozen=True, slots=True)
class Designated:
    """Areas of a kind at the end of a year, by the counts of their residents: 0 or 1, of the city how many.

    51b: they meet the criteria of § 51 b; screened_2011, screened_2025: a declared screening picks them out.
    """

    by: Literal["51b", "screened_2011", "screened_2025"]


@dataclass(frozen=True, slots=True)
class AgainstFirst:
    """What another indicator of the city comes to, over what it came to in the first year."""

    of: str


Formula = Count | Mark | Ratio | Distance | Uneven | Queue | Wait | Let | Turns | Designated | AgainstFirst


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator.

    Args:
        id: its name in files and commands.
        name: what it is called; definition: what it is, in a sentence; is_not: what it may be mistaken for.
        unit: of its values.
        levels: where it exists, with the periods by which it does.
        formula: what it is worked out from.
        basis: agreed (a measure of the agreement or the law), published (a known index or count) or designed (ours).
    """

    id: str
    name: Text
    definition: Text
    is_not: Text
    unit: Unit
    levels: tuple[tuple[Level, tuple[Period, ...]], ...]
    formula: Formula
    basis: Basis = "published"

    def periods(self, level: str) -> tuple[Period, ...]:
        """Give the periods by which it exists at a level; none where it does not exist there."""
        return dict(self.levels).get(level, ())  # type: ignore[call-overload,no-any-return]  # any text may be asked for


@dataclass(frozen=True, slots=True)
class NotComputed:
    """What one might look for and the model cannot say: its name, and why."""

    name: Text
    reason: Text
