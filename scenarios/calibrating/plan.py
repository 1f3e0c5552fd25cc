"""The plan of a calibration: which figures behaviour is fitted to, how far off each may be, and in which city.

Only figures whose use is `fit` are accepted: what is kept for the backtest, or has drawn the population, is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field

from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Library, load_library
from kredslob.rules.messages import Message, Problem, WrongInput, nearest
from kredslob.rules.schema import Day, Name, Strict, Version
from kredslob.rules.shape import misfits
from kredslob.rules.yaml_source import YamlText, parse_yaml, read_text
from kredslob.scenarios.calibrating.figures import AGES, INDICATORS
from kredslob.scenarios.files.behaving import shipped_behaviours
from kredslob.scenarios.targets.reading import shipped_targets
from kredslob.scenarios.targets.target import Target

SHIPPED: Final = Path(__file__).parent
PLAN: Final = SHIPPED / "kbh.yaml"


class FigureFile(Strict):
    """A figure that is fitted to."""

    allowance: Annotated[Decimal | int, Field(gt=0)]


class PlanFile(Strict):
    """A plan of a calibration."""

    version: Version = Field(alias="schema")
    id: Name
    behaviour: Name
    agreement: Name
    first: Day
    years: Annotated[int, Field(ge=2, le=20)]
    every: Annotated[int, Field(ge=1, le=1000)]
    replications: Annotated[int, Field(ge=1, le=1000)]
    figures: Annotated[dict[Name, FigureFile], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A figure that is fitted to, and how far off it may be."""

    target: Target
    allowance: float

    @property
    def observed(self) -> float:
        """What was observed: the value, or the middle of its interval."""
        seen = self.target.observed
        if seen.value is not None:
            return seen.value
        return ((seen.low or 0.0) + (seen.high or 0.0)) / 2


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as read.

    Args:
        id: its name; behaviour, agreement: what is begun with, by id.
        first: the first day simulated; years: how many.
        every: every so manieth estate of the register, by id; replications: of each set.
        figures: what is fitted to.
        library: with the agreements.
    """

    id: str
    behaviour: str
    agreement: str
    first: date
    years: int
    every: int
    replications: int
    figures: tuple[Fitted, ...]
    library: Library


@cache
def read_plan(path: Path = PLAN) -> Plan:
    """Read a plan.

    Raises:
        WrongInput: with every problem found: a shape that is no plan's, a figure that there is not, is not for fitting, is
            of no year simulated or of an output that is not worked out here, a behaviour or an agreement that there is not.
    """
    text = parse_yaml(read_text(path), path.name)
    found = dict.fromkeys(problem for problem, _ in misfits(PlanFile, text))
    if found:
        raise WrongInput(found)
    raw: dict[str, Any] = text.data  # type: ignore[assignment]  # the shape was checked to be a mapping
    library = load_library()
    problems = [*_strange(raw, library, text), *_unfit(raw, text)]
    if problems:
        raise WrongInput(problems)
    targets = {one.id: one for one in shipped_targets().targets}
    figures = tuple(Fitted(targets[name], float(body["allowance"])) for name, body in raw["figures"].items())
    return Plan(
        raw["id"], raw["behaviour"], raw["agreement"], raw["first"], raw["years"], raw["every"], raw["replications"],
        figures, library,
    )  # fmt: skip


def _strange(raw: dict[str, Any], library: Library, text: YamlText) -> Iterator[Problem]:
    names = tuple(sorted(key for key, one in library.documents.items() if one.kind == "framework"))
    if raw["agreement"] not in names:
        found = Message("there is no framework agreement {name}.", name=raw["agreement"])
        yield Problem(text.place(("agreement",)), found, None, nearest(raw["agreement"], names))
    if raw["behaviour"] not in shipped_behaviours():
        found = Message("there is no set of behaviour {name}.", name=raw["behaviour"])
        accepted = Message("{names}", names=", ".join(shipped_behaviours()))
        yield Problem(text.place(("behaviour",)), found, accepted, nearest(raw["behaviour"], shipped_behaviours()))


def _unfit(raw: dict[str, Any], text: YamlText) -> Iterator[Problem]:
    """Refuse figures that must not, or cannot, be fitted to."""
    targets = {one.id: one for one in shipped_targets().targets}
    names = [one.id for one in shipped_targets().fits()]
    years = range(raw["first"].year, raw["first"].year + raw["years"])
    for name in raw["figures"]:
        place, one = text.place(("figures", name)), targets.get(name)
        if one is None:
            yield Problem(place, Message("there is no figure {name}.", name=name),
                          Message("{names}", names=", ".join(names)), nearest(name, names))  # fmt: skip
        elif one.use != "fit" or one.against is None:
            found = Message("{name} is not for fitting: its use is {use}.", name=name, use=one.use)
            yield Problem(place, found, Message("{names}", names=", ".join(names)))
        elif one.against.year not in years:
            found = Message("{name} is of {year}, which is not simulated.", name=name, year=one.against.year)
            yield Problem(place, found, Message("from {first} to {last}", first=years[0], last=years[-1]))
        elif one.against.indicator not in (*AGES, *INDICATORS):
            found = Message("{name} is of an output that calibration does not work out.", name=name)
            yield Problem(place, found, Message("{names}", names=", ".join((*AGES, *INDICATORS))))
