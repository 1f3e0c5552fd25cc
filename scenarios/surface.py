"""The surface for notebooks: what one does with scenarios and their results, each in a call. docs/python.md shows it at work.

Tables are polars data frames; `.to_pandas()` makes of them what others use. Shares are 0-1. What is wrong with what is asked is
raised as `WrongInput`, with all that is wrong and what would be accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import polars as pl

from kredslob.rules.messages import Lang
from kredslob.scenarios.comparing.asking import Answer as Compared
from kredslob.scenarios.comparing.asking import Wanted, compared, words_of
from kredslob.scenarios.exporting.asking import Wanted as WantedExport
from kredslob.scenarios.exporting.exporting import export as export_results
from kredslob.scenarios.files import reading
from kredslob.scenarios.files.scenario import Scenario
from kredslob.scenarios.indicators import values as values_module
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE, find_indicator, find_level
from kredslob.scenarios.indicators.contrast import EVERY_LEVEL, contrast_of
from kredslob.scenarios.indicators.grids import numbers_of
from kredslob.scenarios.indicators.summary import summary_of
from kredslob.scenarios.indicators.values import chosen as chosen_variants
from kredslob.scenarios.reporting.writing import report_of
from kredslob.scenarios.results.choosing import chosen
from kredslob.scenarios.results.crew import Threads, processors
from kredslob.scenarios.results.folder import Results
from kredslob.scenarios.results.folder import open_results as open_folder
from kredslob.scenarios.results.running import Order, run_scenario
from kredslob.scenarios.telling.answering import answer_of
from kredslob.scenarios.telling.asked import asked_in
from kredslob.scenarios.telling.screen import screen_of
from kredslob.scenarios.telling.text import text_of

PathLike = str | Path


def find_scenario(name: PathLike) -> Scenario:
    """Give a scenario: one that ships, by its id, or a file; raise WrongInput with all that is wrong with it."""
    return reading.find_scenario(str(name))


def run(
    scenario: Scenario | PathLike, folder: PathLike, *, replications: int | None = None, variants: Sequence[str] = (),
    seed: str | None = None, jobs: int | None = None,
) -> Results:  # fmt: skip
    """Run a scenario and keep what it leaves in a folder; what of it is there already is not run again.

    Args:
        scenario: one that was found, the id of a shipped one, or a file.
        folder: where results are kept; one of the same run is gone on with.
        replications: of each variant; else as the scenario says.
        variants: the names of those wanted; else all.
        seed: another seed; jobs: how many threads, else one for each processor.

    Raises:
        WrongInput: the scenario cannot be read or run, or the folder is of another run.
        Interrupted: by the user; what is finished is kept, and the same call goes on.
    """
    found = scenario if isinstance(scenario, Scenario) else find_scenario(scenario)
    source = found.file if isinstance(scenario, Scenario) else str(scenario)
    where = Path(folder)
    order = Order(chosen(found, variants, seed), source, where, replications, resume=(where / "record.json").exists())
    return run_scenario(order, Threads(jobs or processors()))


def open_results(folder: PathLike) -> Results:
    """Open a folder that `run`, `compare` or the command line has left; raise WrongInput if it is none, or unfinished."""
    return open_folder(Path(folder))


def catalogue(lang: Lang = "en") -> pl.DataFrame:
    """Give the indicators: id, name, unit, levels (with the periods at each), definition, and what each is not."""
    rows = [
        (one.id, one.name.read(lang), str(one.unit), ", ".join(f"{level} ({'/'.join(periods)})" for level, periods in one.levels),
         one.definition.read(lang), one.is_not.read(lang))
        for one in CATALOGUE.values()
    ]  # fmt: skip
    heads = ("indicator", "name", "unit", "levels", "definition", "is_not")
    return pl.DataFrame(rows, schema=dict.fromkeys(heads, pl.String()), orient="row")


def values(
    results: Results, indicator: str, level: str | None = None, period: str | None = None, variants: Sequence[str] = ()
) -> pl.DataFrame:
    """Give an indicator replication by replication: variant, replication, place, period, value.

    Args:
        results: of a run; indicator: its id.
        level: estate, area, organisation, city, queue, channel, wait or scope; else its widest.
        period: year or month; else by year. variants: those wanted; else all.

    Raises:
        WrongInput: there is no such indicator, level, period or variant; the nearest is named.
    """
    return values_module.values(results, indicator, level, period, variants)


def summary(
    results: Results, indicator: str, level: str | None = None, period: str | None = None, variants: Sequence[str] = ()
) -> pl.DataFrame:
    """Give an indicator over replications: mean, its standard error, quantiles of single replications; chance alone.

    Args and errors are those of `values`.
    """
    found = find_indicator(indicator)
    where, by = find_level(found, level, period)
    names = chosen_variants(results, variants)
    return pl.concat([summary_of(results, name, found, where, by, numbers_of(results, name)) for name in names])


def contrasts(results: Results, indicators: Sequence[str] = (), levels: Sequence[str] = ()) -> pl.DataFrame:
    """Give what variants differ by, replication by replication: the contrasts of the scenario, or each side less the base.

    Args:
        results: of a run or a comparison.
        indicators: ids; else all. levels: as of `values`, and `set`: the estates of a contrast together; else all.

    Returns:
        columns of `indicators.contrast.SCHEMA`: the mean difference with its 95 % interval, and a verdict.

    Raises:
        WrongInput: there is no such indicator, or a contrast of variants that were not run.
    """
    names = [find_indicator(name).id for name in indicators] or list(CATALOGUE)
    found = [contrast_of(results, one, names, levels or EVERY_LEVEL) for one in asked_in(results.record).contrasts]
    return pl.concat(found)


def compare(  # noqa: PLR0913 - each may be asked for by name
    base: str, *others: str, scenario: str | None = None, replications: int | None = None,
    precision: float | None = None, budget: str | None = None, unknown: int | None = None,
    what_matters: int | None = None, seed: str | None = None, folder: PathLike | None = None, jobs: int | None = None,
) -> Compared:  # fmt: skip
    """Hold agreements, amendments, scenarios or folders of results against a base, on the same luck.

    Args:
        base, others: as of `kredslob compare`: ids or files, SCENARIO#VARIANT.
        scenario: what agreements are framed by; else the one that ships for the base.
        replications: of each side; precision: as many as it takes, in percentage points; budget: no more, as "500" or "10m".
        unknown: sets drawn of what is assumed; what_matters: walks through it.
        seed: another seed; folder: where runs and differences are kept; jobs: how many threads.

    Returns:
        `.table`, all differences; `tell` gives the words.

    Raises:
        WrongInput: with all that is wrong with what is asked, before anything is run.
        Interrupted: by the user; the same call goes on.
    """
    kept = None if folder is None else str(folder)
    wanted = Wanted((base, *others), scenario, seed, replications, precision, budget, None, kept, None, unknown, what_matters)  # fmt: skip
    return compared(wanted, Threads(jobs or processors()))


def tell(what: Results | Compared, lang: Lang = "en") -> str:
    """Give what a run or a comparison came to in words: the text that the command line shows."""
    if isinstance(what, Results):
        return text_of(screen_of(answer_of(what, asked_in(what.record))), lang)
    return text_of(words_of(what), lang)


def report(
    results: Results | PathLike, out: PathLike, *, template: Literal["committee", "evaluation"] = "committee",
    lang: Lang = "en",
) -> Path:  # fmt: skip
    """Write the report of a run, a comparison or a search as one HTML file; give its path. An existing file is replaced.

    Raises:
        WrongInput: there are no finished results, or the file cannot be written.
    """
    from kredslob.engine.writing import write_whole

    text = report_of(_folder(results), lang, template)
    write_whole(Path(out), text.encode())
    return Path(out)


def export(  # noqa: PLR0913 - each may be asked for by name
    results: Results | PathLike, out: PathLike, *, form: str | None = None, tables: Sequence[str] = (),
    indicators: Sequence[str] = (), levels: Sequence[str] = (), variants: Sequence[str] = (), lang: Lang = "en",
    internal: bool = False,
) -> tuple[Path, ...]:  # fmt: skip
    """Write results as CSV, a workbook or Parquet, small cells left out unless `internal`; give the paths of the files.

    Arguments are those of `kredslob export`: docs/exports.md. Raises WrongInput with all that is wrong; nothing is written then.
    """
    wanted = WantedExport(
        _folder(results), Path(out), form, tuple(tables), tuple(indicators), tuple(levels), tuple(variants), lang, internal
    )  # fmt: skip
    return export_results(wanted)


def _folder(results: Results | PathLike) -> Path:
    return results.path if isinstance(results, Results) else Path(results)
