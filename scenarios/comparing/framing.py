"""Frame an agreement: put it in place of what is agreed in a variant of a scenario, and leave all else as it is."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from kredslob.engine.office import Office
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library, names_file
from kredslob.rules.messages import Message, Place, Problem, WrongInput, mask_cpr
from kredslob.rules.yaml_source import parse_yaml, read_text
from kredslob.scenarios.files.fingerprint import (
    fingerprint_of_register,
    fingerprint_of_scenario,
    fingerprint_of_variant,
)
from kredslob.scenarios.files.reading import find_scenario
from kredslob.scenarios.files.scenario import Scenario, Variant
from kredslob.scenarios.files.shelf import path_of, shipped_scenarios


@dataclass(frozen=True, slots=True)
class Frame:
    """What agreements are framed by.

    Args:
        scenario: of one variant.
        source: the path of its file, or the id of a shipped one.
    """

    scenario: Scenario
    source: str


def frame_of(agreement: Agreement) -> Frame:
    """Give the shipped scenario of an agreement's framework, with its first variant.

    Raises:
        WrongInput: no scenario is shipped for it.
    """
    frames = {_framework_of(name): name for name in reversed(shipped_scenarios())}
    if agreement.id not in frames:
        found = Message("no scenario ships for {agreement}.", agreement=agreement.id)
        accepted = Message(
            "--scenario with the id or file of a scenario: its register, months, behaviour and seed are taken"
        )
        raise WrongInput(Problem(Place(), found, accepted))
    scenario = find_scenario(frames[agreement.id])
    return Frame(replace(scenario, variants=scenario.variants[:1], contrasts=()), frames[agreement.id])


def _framework_of(scenario: str) -> str:
    data: Any = parse_yaml(read_text(path_of(scenario)), scenario).data
    return str(data.get("agreement"))


def framed(frame: Frame, given: str, library: Library, agreement: Agreement) -> Scenario:
    """Give the scenario of a frame with another agreement in its only variant.

    Args:
        frame: what gives all else.
        given: how the agreement was named.
        library: the shelf that it stands on; agreement: with the amendments that belong to it.

    Raises:
        WrongInput: the agreement is not in force at the beginning of the months simulated.
    """
    scenario, variant = frame.scenario, frame.scenario.variants[0]
    months = variant.months
    if months.first < agreement.base.start.day or (agreement.end is not None and months.first > agreement.end):
        found = Message("{id} is not in force on {day}.", id=agreement.id, day=months.first)
        accepted = Message("a scenario that begins while it is in force, with --scenario")
        raise WrongInput(Problem(Place(mask_cpr(given[:200])), found, accepted))
    known = scenario.office.library
    shelf = library.with_documents(one for key, one in known.documents.items() if key not in library.documents)
    later = [pair for pair in variant.agreed.agreements[1:] if variant.agreed.agreements[0][1].id == agreement.id]
    agreed = replace(variant.agreed, agreements=((months.first, agreement), *later))
    last = _last(agreement)
    named = Path(given).stem if names_file(given) else last.id
    own = Variant(
        re.sub(r"[^a-z0-9]+", "-", named.lower()).strip("-") or "agreement", last.title, agreed, months,
        variant.behaviour, variant.macro, variant.assumed, "",
    )  # fmt: skip
    mark = fingerprint_of_register(scenario.office.register)
    own = replace(own, fingerprint=fingerprint_of_variant(shelf, mark, own, scenario.yearly, scenario.seed))
    sources = (*scenario.sources, *([Path(given)] if names_file(given) else []))
    return replace(
        scenario, office=Office(shelf, scenario.office.register), variants=(own,), contrasts=(), sources=sources,
        warnings=(), fingerprint=fingerprint_of_scenario({own.name: own.fingerprint}),
    )  # fmt: skip


def _last(agreement: Agreement) -> Any:
    """Give the document that an agreement is called by: the amendment that no other extends, else the framework."""
    extended = {one.extends for one in agreement.amendments}
    return next((one for one in reversed(agreement.amendments) if one.id not in extended), agreement.base)
