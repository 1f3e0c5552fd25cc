"""The sides of a comparison: what a person names - agreements, scenarios, results - made into variants that can be run.

A side is a scenario of one variant. An agreement or amendment is framed: put in place of what is agreed in a variant of
a scenario, which gives register, months, behaviour, business cycle and seed, so that nothing but the agreement is another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from kredslob.engine.asked import ASKED
from kredslob.rules.checking.check import check_named
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library, add_file, load_library, names_file
from kredslob.rules.messages import Message, Place, Problem, WrongInput, mask_cpr, nearest
from kredslob.rules.model import Text
from kredslob.rules.shelving import AGREEMENTS
from kredslob.rules.yaml_source import parse_yaml, read_text
from kredslob.scenarios.comparing.framing import Frame, frame_of, framed
from kredslob.scenarios.comparing.ran import of_folder
from kredslob.scenarios.files.reading import find_scenario
from kredslob.scenarios.files.scenario import Scenario, Variant
from kredslob.scenarios.files.shelf import shipped_scenarios
from kredslob.scenarios.results.choosing import chosen, source_of

OF_VARIANT: Final = "#"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison.

    Args:
        name: what it is called in results: letters, digits and hyphens; each side another.
        given: how the person named it.
        title: what it is.
        scenario: with its variant alone.
        source: the path of the scenario's file, or the id of a shipped one.
        folder: results that it was named by, if it was.
        warnings: what may not be meant in its file.
    """

    name: str
    given: str
    title: Text
    scenario: Scenario
    source: str
    folder: Path | None = None
    warnings: tuple[Problem, ...] = ()

    @property
    def variant(self) -> Variant:
        """The variant that is run."""
        return self.scenario.variants[0]

    @property
    def agreement(self) -> Agreement:
        """What is agreed at its beginning."""
        return self.variant.agreed.agreements[0][1]


@dataclass(frozen=True, slots=True)
class _Named:
    """What a name was found to be: a scenario of one variant, or an agreement still to be framed."""

    given: str
    scenario: Scenario | None = None
    source: str = ""
    folder: Path | None = None
    library: Library | None = None
    agreement: Agreement | None = None
    warnings: tuple[Problem, ...] = ()


def sides_of(names: Sequence[str], frame: str | None = None, seed: str | None = None) -> tuple[Side, ...]:
    """Give the sides that are named, the base first.

    Args:
        names: each the id or file of an agreement, amendment or scenario (of this with `#` and a variant; else its first),
            or a folder of results.
        frame: the scenario that agreements are framed by, named in the same way; else the first scenario among the names,
            else the shipped one of the base's framework.
        seed: another seed for all.

    Raises:
        WrongInput: fewer than two are named, there is nothing of a name, what it names is wrong, or has no frame.
    """
    if len(names) < 2:
        found = Message("there is nothing to compare with.")
        accepted = Message("the base and at least one other: kredslob compare kbh-2011-2014 kbh-2012-adjustment")
        raise WrongInput(Problem(Place(mask_cpr(names[0]) if names else None), found, accepted))
    shelf, problems = load_library(), list[Problem]()
    opened = [_open(name, shelf, problems) for name in names]
    if problems:
        raise WrongInput(problems)
    there = [one for one in opened if one is not None]
    within = None
    if any(one.scenario is None for one in there):
        within = _frame(there, frame)
    elif frame is not None:
        found = Message("it gives agreements their city, and no agreement is named.")
        raise WrongInput(Problem(Place("--scenario"), found, Message("an agreement or amendment among those compared")))
    taken: list[str] = []
    return tuple(_side(one, within, seed, taken) for one in there)


def _open(name: str, shelf: Library, problems: list[Problem]) -> _Named | None:
    try:
        return _opened(name, shelf)
    except WrongInput as wrong:
        problems += wrong.problems
        return None


def _opened(name: str, shelf: Library) -> _Named:
    base, sign, variant = name.rpartition(OF_VARIANT)
    if sign and not _there(name):
        return _scenario(name, base, variant)
    if _there(name) and Path(name).is_dir():
        return _results(name, name, None)
    if name in shipped_scenarios():
        return _scenario(name, name, None)
    if names_file(name):
        if _is_scenario(Path(name)):
            return _scenario(name, name, None)
        findings = check_named(shelf, name, ASKED)
        wrong = [one.problem for one in findings if one.severity == "error"]
        if wrong:
            raise WrongInput(wrong)
        library, document = add_file(shelf, Path(name))
        warnings = tuple(one.problem for one in findings)
        return _Named(name, library=library, agreement=library.agreement(document.id), warnings=warnings)
    known = [key for key, one in shelf.documents.items() if one.kind in AGREEMENTS]
    if name not in known:
        found = Message("there is no agreement or scenario {name}.", name=mask_cpr(name[:80]))
        accepted = Message("{names}, a file, or a folder of results", names=", ".join((*known, *shipped_scenarios())))
        raise WrongInput(Problem(Place(), found, accepted, nearest(name, (*known, *shipped_scenarios()))))
    return _Named(name, library=shelf, agreement=shelf.agreement(name))


def _there(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):  # no name that a file can have
        return False


def _is_scenario(path: Path) -> bool:
    """Tell whether a file is one of a scenario: agreements say of what kind they are, scenarios what variants they have."""
    data: Any = parse_yaml(read_text(path), path.name).data
    return isinstance(data, dict) and "kind" not in data and ("variants" in data or "agreement" in data)


def _scenario(given: str, wanted: str, variant: str | None) -> _Named:
    if _there(wanted) and Path(wanted).is_dir():
        return _results(given, wanted, variant)
    scenario = find_scenario(wanted)
    if variant is not None:
        _check_variant(given, scenario, variant)
    return _Named(given, chosen(scenario, [variant or scenario.variants[0].name], None), source_of(wanted))


def _results(given: str, wanted: str, variant: str | None) -> _Named:
    scenario, source = of_folder(Path(wanted), variant)
    return _Named(given, scenario, source, Path(wanted))


def _check_variant(given: str, scenario: Scenario, variant: str) -> None:
    names = [one.name for one in scenario.variants]
    if variant not in names:
        found = Message("there is no variant {name}.", name=mask_cpr(variant[:80]))
        accepted = Message("{names}", names=", ".join(names))
        raise WrongInput(Problem(Place(mask_cpr(given[:200])), found, accepted, nearest(variant, names)))


def _frame(named: Sequence[_Named], asked: str | None) -> Frame:
    if asked is not None:
        wanted, sign, variant = asked.rpartition(OF_VARIANT)
        framing = _scenario(asked, wanted, variant) if sign and not _there(asked) else _scenario(asked, asked, None)
    else:
        framing = next((one for one in named if one.scenario is not None), _Named(""))
    if framing.scenario is not None:
        return Frame(framing.scenario, framing.source)
    first = next(one.agreement for one in named if one.agreement is not None)
    return frame_of(first)


def _side(one: _Named, frame: Frame | None, seed: str | None, taken: list[str]) -> Side:
    scenario, source = one.scenario, one.source
    if scenario is None:
        if frame is None or one.agreement is None or one.library is None:
            raise RuntimeError("an agreement is named only with a frame")
        scenario, source = framed(frame, one.given, one.library, one.agreement), frame.source
    folder = one.folder if seed in (None, scenario.seed) else None  # what has been run met other luck
    if seed is not None:
        scenario = chosen(scenario, [], seed)
    name = _called(one, scenario, taken)
    taken.append(name)
    return Side(name, mask_cpr(one.given), scenario.variants[0].title, scenario, source, folder, one.warnings)


def _called(one: _Named, scenario: Scenario, taken: Sequence[str]) -> str:
    """Give a name for a side that no other has: the variant's or agreement's, as what is kept may be called."""
    stem = scenario.variants[0].name
    if one.folder is not None:
        stem = one.folder.name if len(taken) else stem
    plain = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:40] or "side"
    return next(name for at in range(1, 1000) if (name := plain if at == 1 else f"{plain}-{at}") not in taken)
