"""Choose what of a scenario is run: some of its variants, another seed, and where the results go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.scenarios.files.fingerprint import (
    fingerprint_of_register,
    fingerprint_of_scenario,
    fingerprint_of_variant,
)
from kredslob.scenarios.files.reading import find_scenario
from kredslob.scenarios.files.scenario import Scenario
from kredslob.scenarios.files.shelf import shipped_scenarios
from kredslob.scenarios.results.folder import kept_record
from kredslob.scenarios.results.record import Record
from kredslob.scenarios.results.running import Order

_LONGEST_SEED = 100


def chosen(scenario: Scenario, variants: Sequence[str], seed: str | None) -> Scenario:
    """Give a scenario with some of its variants only, in its own order, and with another seed.

    Args:
        scenario: as its file says.
        variants: the names of those wanted; none is all. Contrasts stay between those that are there.
        seed: None is its own.

    Raises:
        WrongInput: there is no such variant, or the seed is none.
    """
    names = [one.name for one in scenario.variants]
    problems = [
        Problem(Place("--variant"), Message("there is no variant {name}.", name=name[:80]),
                Message("{names}", names=", ".join(names)), nearest(name, names))
        for name in variants if name not in names
    ]  # fmt: skip
    if seed is not None and (not seed.strip() or len(seed) > _LONGEST_SEED):
        accepted = Message("a text of at most {most} letters, or a whole number", most=_LONGEST_SEED)
        problems.append(Problem(Place("--seed"), Message("this is no seed."), accepted))
    if problems:
        raise WrongInput(problems)
    kept = tuple(one for one in scenario.variants if not variants or one.name in variants)
    if seed is not None and seed != scenario.seed:
        library, register = scenario.office.library, fingerprint_of_register(scenario.office.register)
        kept = tuple(
            replace(one, fingerprint=fingerprint_of_variant(library, register, one, scenario.yearly, seed))
            for one in kept
        )
    there = {one.name for one in kept}
    return replace(
        scenario, variants=kept, seed=scenario.seed if seed is None else seed,
        contrasts=tuple(one for one in scenario.contrasts if {one.variant, one.against} <= there),
        fingerprint=fingerprint_of_scenario({one.name: one.fingerprint for one in kept}),
    )  # fmt: skip


def source_of(wanted: str) -> str:
    """Give how a scenario is found again from anywhere: the id of a shipped one, or the whole path of a file."""
    return wanted if wanted in shipped_scenarios() else str(Path(wanted).absolute())


def as_recorded(wanted: str, kept: Record) -> Scenario:
    """Give a scenario with the variants and the seed of a record, as far as it has such variants.

    Raises:
        WrongInput: there is no such scenario, or it is faulty.
    """
    scenario = find_scenario(wanted)
    names = {one.name for one in scenario.variants}
    return chosen(scenario, [name for name in kept.variants if name in names], kept.seed)


def default_folder(scenario: Scenario) -> Path:
    """Give where results go if nothing is said: a folder named after the scenario, in the one that is stood in."""
    return Path(f"{scenario.id}-results")


def order_of(
    wanted: str, folder: Path | None, variants: Sequence[str], seed: str | None, *, replications: int | None = None,
    only: int | None = None, resume: bool = False, estates_monthly: bool = False,
) -> Order:  # fmt: skip
    """Give what is asked of a run; a folder that is gone on with says what is not said.

    Args:
        wanted: the id of a shipped scenario, or the path of a file.
        folder: where the results go; None is the default.
        variants, seed: as in `chosen`.
        replications, only, resume, estates_monthly: as in `Order`.

    Raises:
        WrongInput: there is no such scenario, or it is faulty; no such variant; the seed is none; there is nothing to go on with.
    """
    scenario = find_scenario(wanted)
    folder = folder or default_folder(scenario)
    if resume:
        kept = kept_record(folder)
        names = {one.name for one in scenario.variants}
        variants = variants or [name for name in kept.variants if name in names]
        seed = kept.seed if seed is None else seed
        estates_monthly = estates_monthly or kept.estates_monthly
    return Order(
        chosen(scenario, variants, seed), source_of(wanted), folder, replications, only, resume, estates_monthly
    )
