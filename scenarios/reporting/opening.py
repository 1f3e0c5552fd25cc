"""Open a run to be reported: its folder of results, and its scenario as long as that is still what was run."""

from __future__ import annotations

from pathlib import Path

from kredslob.engine.phrasing import Words
from kredslob.rules.library import load_library
from kredslob.rules.messages import Lang, WrongInput
from kredslob.scenarios.files.reading import find_scenario
from kredslob.scenarios.files.scenario import Scenario
from kredslob.scenarios.reporting.run import Run
from kredslob.scenarios.results.folder import Results, open_results


def open_run(folder: Path, lang: Lang) -> Run:
    """Open a run.

    Args:
        folder: of results.
        lang: the language of the report.

    Raises:
        WrongInput: it is no folder of results, or the run is not finished.
    """
    results = open_results(folder)
    scenario = _scenario(results)
    library = load_library() if scenario is None else scenario.office.library
    return Run(Words(library, lang), results, results.record, scenario)


def _scenario(results: Results) -> Scenario | None:
    """Give the scenario of a run; None if it cannot be read any more, or its variants are others by now."""
    kept = results.record.variants
    sources = [*sorted((results.path / "scenario").glob("*.yaml")), results.record.scenario.get("source")]
    for source in sources:
        try:
            scenario = find_scenario(str(source))
        except WrongInput:
            continue
        now = {one.name: one.fingerprint for one in scenario.variants}
        if all(now.get(name) == told["fingerprint"] for name, told in kept.items()):
            return scenario
    return None
