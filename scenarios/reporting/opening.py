"""Open a run to be reported: its folder of results, and what its variants were, as long as that can still be read as it was.

A scenario is found where it was, or by its copy in the folder; the sides of a comparison by the agreements that lie beside
them. What has another fingerprint by now is not what was run, and is left alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kredslob.engine.phrasing import Words
from kredslob.rules.library import Agreement, Library, add_file, load_library
from kredslob.rules.messages import Lang, WrongInput
from kredslob.rules.model import Text
from kredslob.scenarios.comparing.gathering import WORDS
from kredslob.scenarios.files.fingerprint import fingerprint_of_agreement
from kredslob.scenarios.files.reading import find_scenario
from kredslob.scenarios.files.scenario import Scenario, Variant
from kredslob.scenarios.reporting.run import Run
from kredslob.scenarios.results.folder import SCENARIO, Results, open_results
from kredslob.scenarios.results.record import record_of
from kredslob.scenarios.telling.kept_words import read_words
from kredslob.scenarios.telling.screen import Part

_SIDES = "sides"  # where a comparison keeps the files of its sides


def open_run(folder: Path, lang: Lang) -> Run:
    """Open a run.

    Args:
        folder: of results.
        lang: the language of the report.

    Raises:
        WrongInput: it is no folder of results, or the run is not finished.
    """
    results = open_results(folder)
    scenarios = list(_scenarios(results))
    library = _shelf(results, scenarios[0].office.library if scenarios else load_library())
    found: dict[str, Variant] = {}
    for name, told in results.record.variants.items():
        variant = _variant(library, scenarios, told)
        if variant is not None:
            found[name] = replace(variant, name=name, title=Text(**told["title"]))
    sides = _sides(results)
    named = tuple(one.name if isinstance(one, Path) else one for one in sides.values())
    copies = _copies(results, sides.values())
    return Run(Words(library, lang), results, results.record, found, named, _said(results), copies)


def _said(results: Results) -> tuple[Part, ...]:
    """Give the words of a comparison; none of any other run, or where they cannot be read."""
    if WORDS not in results.record.files:
        return ()
    try:
        return tuple(read_words(json.loads((results.path / WORDS).read_text("utf-8"))))
    except (OSError, ValueError):
        return ()


def _scenarios(results: Results) -> Iterator[Scenario]:
    """Give the scenario of a run where it was, or its copies."""
    copies = [str(path) for path in sorted((results.path / SCENARIO).glob("*.yaml"))]
    for source in (*copies, str(results.record.scenario.get("source"))):
        try:
            yield find_scenario(source)
        except WrongInput:
            continue


def _sides(results: Results) -> Mapping[str, Path | str]:
    """Give the sides of a comparison as they were named: by the file that lies there for one, else by id."""
    found: dict[str, Path | str] = {}
    if (results.path / _SIDES).is_dir():
        for name, told in results.record.variants.items():
            files = sorted((results.path / _SIDES / name).rglob("*.yaml"))
            first = told["agreements"][0]
            named = next((path for path in files if _is_called(path.stem, name)), None)
            ids = [first["id"], *first["amendments"]]
            found[name] = named or next((each for each in ids if _is_called(each, name)), ids[-1])
    return found


def _is_called(stem: str, name: str) -> bool:
    """Tell whether a variant bears the name of a file: its letters and digits, hyphens for all else."""
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") == name


def _copies(results: Results, sides: Iterable[Path | str]) -> Mapping[str, str]:
    """Give where the files lie that sides and their scenario were named by."""
    source = str(results.record.scenario.get("source")).replace("\\", "/").rsplit("/", 1)[-1]
    frame = next(iter(sorted((results.path / _SIDES).rglob(source))), None) if source.endswith(".yaml") else None
    files = [one for one in (*sides, frame) if isinstance(one, Path)]
    return {one.name: one.relative_to(results.path).as_posix() for one in files}


def _shelf(results: Results, library: Library) -> Library:
    """Give the library with the agreements and amendments that lie in the folder."""
    for part in (SCENARIO, _SIDES):
        for path in sorted((results.path / part).rglob("*.yaml")):
            try:
                library, _ = add_file(library, path)
            except WrongInput:  # a scenario or a business cycle, or what is on the shelf already
                continue
    return library


def _variant(library: Library, scenarios: list[Scenario], told: Mapping[str, Any]) -> Variant | None:
    """Give the variant that a record tells of: the very same, or another with the agreements that it tells of."""
    for scenario in scenarios:
        for one in scenario.variants:
            if one.fingerprint == told["fingerprint"]:
                return one
    agreed = _agreed(library, told)
    for scenario in scenarios:
        now = record_of(scenario, "", 1, only=None, block=1, estates_monthly=False, now="").variants
        for one in scenario.variants:
            if agreed and all(now[one.name][what] == told[what] for what in ("behaviour", "macro", "assumed")):
                return replace(one, agreed=replace(one.agreed, agreements=agreed))
    return None


def _agreed(library: Library, told: Mapping[str, Any]) -> tuple[tuple[date, Agreement], ...]:
    """Give the agreements that a record tells of; none if one of them cannot be found as it was."""
    found = []
    for one in told["agreements"]:
        named = [one["id"], *one["amendments"]]
        try:
            agreement = library.agreement(named[-1])
            mark = fingerprint_of_agreement(library, agreement)
        except WrongInput:
            return ()
        if mark != one["fingerprint"]:
            return ()
        found.append((date.fromisoformat(one["from"]), agreement))
    return tuple(found)
