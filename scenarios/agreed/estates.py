"""What the register says of each estate on a day, as cells, and which facts the simulation works out itself.

The published lists, the council's decisions and the figures that are not simulated come from the register by the engine's
own derivation. Where the register ends, its last word is held still.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from kredslob.engine.columnar import Cells
from kredslob.engine.estates import EstateOn, estate_derivers
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.office import Office
from kredslob.engine.register.rows import Estate
from kredslob.engine.situation import Situation
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.terms import Terms
from kredslob.scenarios.city.standing import SHARES

YEARS_BACK: Final = 12  # how far back a last word is looked for
OF_AREA: Final = ("in_area",)  # told of the estate, and the same for all of an area


def known_facts(
    office: Office, estates: Sequence[Estate], terms: Sequence[Terms], day: date, facts: Sequence[str],
    cells: Mapping[str, Cells],
) -> dict[str, tuple[int, ...]]:  # fmt: skip
    """Give the cells of facts about estates and areas that the register settles on a day, by fact and estate.

    Args:
        office: rules and register.
        estates: in order; terms: of each.
        day: the day.
        facts: those that rules read, derived and not simulated.
        cells: of those facts.
    """
    start = office.agreement_on(day).base.start.day
    of_areas = [fact for fact in facts if fact in OF_AREA or office.library.facts[fact].about == "area"]
    of_estates = [fact for fact in facts if fact not in of_areas]
    asked: dict[tuple[object, ...], dict[str, int]] = {}
    found: list[dict[str, int]] = []
    for estate, own in zip(estates, terms, strict=True):
        alike = (estate.area, id(own.parameters), id(own.rules), id(own.measures))
        if alike not in asked:
            asked[alike] = _last_words(office, estate, own, day, start, of_areas, cells)
        more = _last_words(office, estate, own, day, start, of_estates, cells) if of_estates else {}
        found.append({**asked[alike], **more})
    return {fact: tuple(each[fact] for each in found) for fact in facts}


def _last_words(
    office: Office, estate: Estate, own: Terms, day: date, start: date, facts: Sequence[str], cells: Mapping[str, Cells]
) -> dict[str, int]:  # fmt: skip
    """Give the cells of facts of an estate as the register tells them on a day, else as it last did; else as not so."""
    told = _told(office, estate, own, day, start)
    found: dict[str, int] = {}
    for fact in facts:
        value = told[fact]
        for years in range(1, YEARS_BACK):
            if not isinstance(value, Unknown):
                break
            value = _told(office, estate, own, _earlier(day, years), start)[fact]
        found[fact] = _cell(cells[fact], None if isinstance(value, Unknown) else value)
    return found


def held_still(
    office: Office, estate: Estate, terms: Terms, day: date, facts: Sequence[str], cells: Mapping[str, Cells]
) -> dict[str, FactValue]:
    """Give the facts that the register does not tell on a day, as the simulation takes them: by its last word, or as not so."""
    start = office.agreement_on(day).base.start.day
    told = _told(office, estate, terms, day, start)
    known = known_facts(office, (estate,), (terms,), day, facts, cells)
    return {
        fact: cells[fact].values[known[fact][0]]  # type: ignore[misc]  # a cell stands for its values
        for fact in facts
        if isinstance(told[fact], Unknown)
    }


def _told(office: Office, estate: Estate, terms: Terms, day: date, start: date) -> Situation:
    """Give what the register tells of an estate on a day under terms that began to hold on another."""
    derivers = estate_derivers(EstateOn(office.register, estate, day, terms, start))
    return Situation({}, terms, office.library.facts, derivers, brief=True)


def _earlier(day: date, years: int) -> date:
    return date(day.year - years, day.month, 1)


def _cell(cells: Cells, value: FactValue | None) -> int:
    """Give the cell; of what is not told the first, which is no, none, or below every threshold."""
    return 0 if value is None else cells.of(value)  # type: ignore[arg-type]  # a rounded share is no fact of an area


def register_facts(reads: Sequence[str], office: Office) -> tuple[str, ...]:
    """Give those of the facts read that the register settles.

    Raises:
        WrongInput: a rule reads a fact that the simulation has no way to tell.
    """
    declared = office.library.facts
    found: list[str] = []
    problems: list[Problem] = []
    for name in reads:
        fact = declared[name]
        if fact.about not in ("estate", "area") or fact.origin == "decided" or name in SHARES:
            continue
        if fact.simulation.get("how") == "absent":
            message = Message("the rules read {fact}, which simulated estates do not have.", fact=name)
            problems.append(Problem(Place(), message, Message("rules that read what the simulation has")))
        found.append(name)
    if problems:
        raise WrongInput(problems)
    return tuple(found)
