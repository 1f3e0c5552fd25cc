"""A scenario: what is to be simulated, over which months, in which variants, and which of them are held against each other.

Variants differ in what their file says and in nothing else: they share register, months, seed and therefore luck. So what
comes out differently between two of them is the doing of what they differ in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Literal

from kredslob.engine.office import Office
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement
from kredslob.rules.messages import Place, Problem
from kredslob.rules.model import Basis, Text
from kredslob.rules.units import Value
from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.people.residents import Draw, draw_residents
from kredslob.scenarios.running.calendar import Months, Yearly
from kredslob.scenarios.running.setting import Setting, set_up

AfterEnd = Literal["stop", "continue", "next"]
Where = Literal["exempt", "receiving", "listed", "all"]


@dataclass(frozen=True, slots=True)
class Succession:
    """The agreements that follow one another: the first in force at the beginning, each other from its day.

    Args:
        agreements: each from its day; the last goes on as long as the months do.
        after_end: what happens in months after the first one's last day.
        basis, question: how sure that is, and what would settle it.
    """

    agreements: tuple[tuple[date, Agreement], ...]
    after_end: AfterEnd
    basis: Basis = "assumed"
    question: Text | None = None


@dataclass(frozen=True, slots=True)
class Cycle:
    """A business cycle: what hazards are multiplied by, by line and month.

    Args:
        id, title: what it is called; `none` is no cycle.
        lines: losing_work, finding_work, by month of the simulation; a missing line or month is 1.
        basis, source, note: how sure that is, where it comes from, and what is to be said of it.
    """

    id: str
    title: Text
    lines: Mapping[str, Sequence[float]]
    basis: Basis = "assumed"
    source: str | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant of a scenario.

    Args:
        name: as it is called in files and results: letters, digits and hyphens.
        title: what it is, in a few words.
        agreed: which agreements hold when, amendments included.
        months: those simulated; fewer than the scenario's where the agreement ends and nothing follows.
        behaviour: how people behave.
        macro: the business cycle.
        assumed: values taken for guesses of the agreements, over the guesses' own.
        fingerprint: SHA-256 of all that settles its results but the number of replications.
        set_here: the parameters of behaviour that the scenario or the variant itself sets.
        at: where it stands in the file.
    """

    name: str
    title: Text
    agreed: Succession
    months: Months
    behaviour: Behaviour
    macro: Cycle
    assumed: Mapping[str, Value]
    fingerprint: str
    set_here: tuple[str, ...] = ()
    at: Place = field(default=Place(), compare=False)

    @property
    def cycle(self) -> Mapping[str, Sequence[float]]:
        """What hazards are multiplied by, by line (losing_work, finding_work) and month; missing months are 1."""
        return self.macro.lines


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two variants held against each other: what the one does beside the other, told of some estates.

    Args:
        name, title: what the difference is the effect of: exemption, compensation.
        variant, against: names of variants; the effect is the first less the second.
        where: the estates it is told of: those exempt, receiving or listed in the first month of either variant, or all.
    """

    name: str
    title: Text
    variant: str
    against: str
    where: Where


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a scenario file asks for.

    Args:
        id, title, about: its name, what it is called, and what it is to find out.
        file: the name of its file, for what is told.
        sources: the files that it consists of: its own first, then amendments, behaviour and business cycles that it names.
        office: rules and register.
        months: those simulated at most; yearly: in which months of the year figures are measured and published.
        replications: how many; seed: what all luck is keyed by.
        variants: in the order of the file; the first is the one that others are held against where nothing else is said.
        contrasts: in the order of the file.
        fingerprint: SHA-256 of all that settles the results (register, agreements, behaviour, months, seed, variants),
            but the number of replications.
        warnings: what is strange but can be run, such as two variants that are alike.
        register: what the register is called in the file; `shipped` is the Copenhagen that comes with Kredsløb.
    """

    id: str
    title: Text
    about: Text
    file: str
    sources: tuple[Path, ...]
    office: Office
    months: Months
    yearly: Yearly
    replications: int
    seed: str
    variants: tuple[Variant, ...]
    contrasts: tuple[Contrast, ...]
    fingerprint: str
    warnings: tuple[Problem, ...] = ()
    register: str = "shipped"

    def setting(self, name: str, draw: Draw = draw_residents) -> Setting:
        """Give what the replications of a variant run by; `draw` as for `set_up`.

        Raises:
            StopIteration: no variant is called so.
            WrongInput: the register cannot be housed, or the rules read what the simulation does not have.
        """
        variant = next(one for one in self.variants if one.name == name)
        return set_up(
            self.office, variant.agreed.agreements, variant.months, variant.behaviour, variant.cycle, variant.assumed,
            self.seed, self.yearly, draw,
        )  # fmt: skip
