"""The surface for notebooks: small, imported lazily, documented by what it does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import kredslob.scenarios
from kredslob.rules.messages import WrongInput
from kredslob.scenarios import (
    catalogue,
    compare,
    contrasts,
    export,
    find_scenario,
    open_results,
    report,
    run,
    summary,
    tell,
    values,
)
from kredslob.scenarios.results.folder import Results
from tests.cli.scenario_files import small_scenario
from tests.scenarios.surface.percent import EXAMPLES, PAGE, SCRIPTS, cells, executed, head_of, page_of

HEAVY = ("numpy", "numba", "polars", "pydantic", "yaml", "openpyxl", "kredslob.engine", "kredslob.rules")


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a scenario of two variants of a small town."""
    return small_scenario(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def results(scenario: Path) -> Results:
    """Give its results."""
    return run(scenario, scenario.parent / "results", replications=3)


def test_importing_it_imports_nothing_else() -> None:
    """Whoever needs one module of the package does not wait for all."""
    code = f"import sys, kredslob.scenarios; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_all_that_is_promised_is_there() -> None:
    """By name, and in `dir`; what is not promised is no attribute."""
    for name in kredslob.scenarios.__all__:
        assert callable(getattr(kredslob.scenarios, name))
        assert getattr(kredslob.scenarios, name).__doc__
    assert set(kredslob.scenarios.__all__) <= set(dir(kredslob.scenarios))
    with pytest.raises(AttributeError, match="no attribute 'simulate'"):
        kredslob.scenarios.simulate  # noqa: B018 - to ask is what is tried


def test_the_page_lists_every_function_and_no_other() -> None:
    """The table of the page is the surface."""
    listed = set(re.findall(r"^\| `(\w+)\(", head_of(PAGE.read_text("utf-8")), re.MULTILINE))
    assert listed == set(kredslob.scenarios.__all__)


def test_the_page_shows_the_code_of_the_examples() -> None:
    """Cell by cell, text and code; what is printed is for the long test."""
    page = PAGE.read_text("utf-8")
    for script in SCRIPTS:
        for cell in cells((EXAMPLES / script).read_text("utf-8")):
            assert cell.text in page


@pytest.mark.parametrize("script", SCRIPTS)
def test_an_example_runs(script: str) -> None:
    """Every cell, with a few replications; those that print something print something."""
    for cell, printed in executed(script, replications=2):
        assert ("print(" in cell.text and cell.code) == bool(printed.strip())


@pytest.mark.long
def test_the_page_is_what_the_examples_print() -> None:
    """But for the numbers: these change with every change of how people behave. `percent.py` makes the page anew."""
    page = PAGE.read_text("utf-8")
    assert _without_numbers(page_of(head_of(page))) == _without_numbers(page)


def _without_numbers(text: str) -> list[str]:
    """Give the lines that are there whatever the numbers are: heads, code, and the shapes of tables."""
    told = re.sub(r"[-+~]?\d[\d.,]*", "#", text)
    return [line for line in told.splitlines() if line.startswith(("#", "```", "from", "print", "shape"))]


def test_a_run_is_gone_on_with_and_not_run_again(scenario: Path, tmp_path: Path) -> None:
    """The same call, as a notebook that is executed again makes it; more replications are added."""
    first = run(scenario, tmp_path / "results", replications=1)
    again = run(find_scenario(scenario), tmp_path / "results", replications=1)
    assert again.record.ended == first.record.ended
    more = run(scenario, tmp_path / "results", replications=2)
    assert len(more.finished("as-agreed")) == 2
    assert open_results(tmp_path / "results").record == more.record


def test_tables_are_those_of_the_indicators(results: Results) -> None:
    """A summary is that of the values; a contrast the mean of their differences."""
    each = values(results, "outside_workforce", "city")
    told = summary(results, "outside_workforce", "city", variants=["as-agreed"])
    mean = each.filter(pl.col("variant") == "as-agreed")["value"].mean()
    assert told["mean"].to_list() == [pytest.approx(mean)]
    apart = contrasts(results, ["outside_workforce"], ["city"])
    wide = each.pivot("variant", index=["replication", "period"], values="value")
    assert apart["difference"].to_list() == [pytest.approx((wide["as-agreed"] - wide["no-compensation"]).mean())]
    assert set(catalogue("da")["indicator"]) >= set(told["indicator"])


def test_words_files_and_reports_come_of_it(results: Results, tmp_path: Path) -> None:
    """In both languages, as the command line gives them."""
    assert "What the municipality gets" in tell(results)
    assert tell(results, "da") != tell(results)
    assert report(results, tmp_path / "page.html", lang="da").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in export(results.path, tmp_path / "places.csv", tables=["places"])] == ["places.csv"]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "name"),
    [("did you mean 'exempt'", "exemt"), ("no indicator called ''", ""), ("no indicator called 'Exempt'", "Exempt")],
)
def test_an_unknown_indicator_is_told_with_the_nearest(results: Results, tmp_path: Path, said: str, name: str) -> None:
    """By every function that takes one."""
    asks = (
        lambda: values(results, name), lambda: summary(results, name), lambda: contrasts(results, [name]),
        lambda: export(results, tmp_path / "x.xlsx", indicators=[name]),
    )  # fmt: skip
    for ask in asks:
        with pytest.raises(WrongInput) as wrong:
            ask()
        assert said.casefold() in wrong.value.text("en").casefold()


def test_what_is_no_scenario_no_folder_and_no_target_is_refused(
    scenario: Path, results: Results, tmp_path: Path
) -> None:
    """With a message, before anything is run."""
    with pytest.raises(WrongInput):
        run("kbh-2o11", tmp_path / "results")
    with pytest.raises(WrongInput, match="no such folder"):
        open_results(tmp_path / "nowhere")
    with pytest.raises(WrongInput):
        compare("kbh-2011-2014", "no-such-agreement")
    with pytest.raises(WrongInput, match="cannot be written"):
        report(results, tmp_path / "no" / "page.html")
    with pytest.raises(WrongInput, match="seed"):
        run(scenario, results.path, replications=3, seed="another")
