"""What each variant counts by its own threshold: no difference is told where these are not the same, and that is said there."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from kredslob.rules.messages import LANGUAGES, Lang
from kredslob.scenarios.exporting.asking import Wanted, asked_of
from kredslob.scenarios.exporting.tables import tables_of
from kredslob.scenarios.indicators.contrast import contrast_of
from kredslob.scenarios.reporting.crossings import is_over
from kredslob.scenarios.reporting.opening import open_run
from kredslob.scenarios.reporting.over_time import threshold_in
from kredslob.scenarios.reporting.run import Run
from kredslob.scenarios.telling.answering import answer_of
from kredslob.scenarios.telling.asked import asked_in
from kredslob.scenarios.telling.contrast_sheet import contrast_screen, contrast_sheet
from kredslob.scenarios.telling.screen import OWN_THRESHOLD, Rows, Said, screen_of
from kredslob.scenarios.telling.sheet import sheet_of
from kredslob.scenarios.telling.sheet_screen import sheet_screen
from tests.engine.page.reading import read
from tests.scenarios.reporting.conftest import run_small, thirty_five
from tests.scenarios.reporting.reading import text_of


@pytest.fixture(scope="session")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the results of two variants whose thresholds differ from the first month, and of one like the first."""
    title = {"da": "Prøve", "en": "Trial"}
    folder = tmp_path_factory.mktemp("apart")
    (folder / "lower.yaml").write_text(thirty_five())
    variants = {
        "as-agreed": {"title": {"da": "Som aftalt", "en": "As agreed"}},
        "lower": {"title": {"da": "Lavere", "en": "Lower"}, "amendments": ["lower.yaml"]},
        "uncompensated": {"title": title, "assumed": {"compensation.method": "none"}},
    }
    contrasts = {
        "effect": {"title": title, "variant": "lower", "against": "as-agreed", "where": "all"},
        "alike": {"title": title, "variant": "uncompensated", "against": "as-agreed", "where": "all"},
    }
    return run_small(folder, months=12, replications=2, estates=8, variants=variants, contrasts=contrasts)


def verdicts(run: Run, name: str, indicator: str) -> set[str]:
    """Give the verdicts of a contrast in the whole city."""
    one = next(each for each in run.contrasts if each.name == name)
    return set(contrast_of(run.tables, one, (indicator,), ("city",))["verdict"])


@pytest.mark.parametrize("indicator", ["over", "at_risk", "crossed_up", "crossed_down"])
def test_what_each_counts_by_a_threshold_of_its_own_has_no_verdict(apart: Path, indicator: str) -> None:
    """With the same residents more estates are over a lower threshold: neither higher nor lower is told."""
    assert verdicts(open_run(apart, "en"), "effect", indicator) == {"own_threshold"}


def test_what_is_counted_alike_keeps_its_verdict(apart: Path) -> None:
    """Shares are measured alike whatever the threshold, and so is what is over it where both have the same."""
    run = open_run(apart, "en")
    assert "own_threshold" not in verdicts(run, "effect", "outside_measured") | verdicts(run, "effect", "exempt")
    assert "own_threshold" not in verdicts(run, "alike", "over")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_tells_both_counts_and_no_difference(apart: Path, lang: Lang) -> None:
    """Each stands with its threshold, and a sentence beneath says why."""
    text = text_of(apart, lang)
    effects = text[text.index('id="contrast-effect"') : text.index('id="contrast-alike"')]
    row = next(each for each in effects.split("<tr") if threshold_in(open_run(apart, lang), "lower", "2011") in each)
    assert threshold_in(open_run(apart, lang), "as-agreed", "2011") in row
    assert 'class="verdict more"' not in row
    if lang == "en":
        seen = read(effects[: effects.index("</table>", effects.index('class="differences"')) + 8]).text
        assert "Measured over the threshold, by its own threshold (the whole city)" in seen
        assert "not to be compared: each by its own" in seen
        assert "by its own threshold" not in text[text.index('id="contrast-alike"') : text.index('id="flows"')]


def test_who_is_over_at_the_beginning_is_counted_as_who_has_crossed_since(apart: Path) -> None:
    """By the threshold of the first month: then and the crossings since come to those at the end."""
    run = open_run(apart, "en")
    ends = {name: run.last(name, "city") for name in ("over", "crossed_up", "crossed_down")}
    for one in run.shown:
        over, up, down = (ends[name][one.name, "city"]["mean"] for name in ends)
        ground = run.tables.ground(one.name)
        assert over - up + down == sum(bool(is_over(start, ground, 0)) for start in ground.starts.values())


def test_the_table_of_all_variants_says_by_which_threshold_each_is_counted(apart: Path) -> None:
    """In words above the numbers; of a share, which no threshold counts, nothing is said."""
    tables = open_run(apart, "en").tables
    said = [part.said.text("en") for part in sheet_screen(sheet_of(tables, "over", None, None), "en") if isinstance(part, Said)]  # fmt: skip
    assert any("as-agreed 40.0 %; lower 35.0 %" in each for each in said)
    assert sheet_of(tables, "outside_measured", None, None).own == ()
    assert sheet_of(tables, "over", None, None, ("as-agreed", "uncompensated")).own == ()


def test_the_screens_of_a_run_and_of_a_contrast_leave_the_difference_out(apart: Path) -> None:
    """A dash stands for it, and beneath is said why."""
    run = open_run(apart, "en")
    asked = asked_in(run.record)
    shown = list(contrast_screen(contrast_sheet(run.tables, asked, "effect", "over", "city"), asked, "en"))
    assert OWN_THRESHOLD in [part.said for part in shown if isinstance(part, Said)]
    cells = [word.text("en") for part in shown if isinstance(part, Rows) for word in part.rows[0][3:]]  # type: ignore[union-attr]  # messages
    assert cells == ["-", "-", "each by its own threshold"]
    told = [part.said.text("en") for part in screen_of(answer_of(run.tables, asked)) if isinstance(part, Said)]
    assert any(each.startswith("Estates over: -") for each in told)


def test_an_export_says_so_too(apart: Path, tmp_path: Path) -> None:
    """In what it says of itself, and in the verdict of each row."""
    wanted = Wanted(apart, tmp_path / "out", "csv", ("about", "differences"), ("over",), ("city",))
    about, differences = (table.rows for table in tables_of(asked_of(wanted)))
    assert about.filter(pl.col("what") == "Thresholds").height == 1
    assert set(differences.filter(contrast="effect")["verdict"]) == {"own_threshold"}
    assert "own_threshold" not in set(differences.filter(contrast="alike")["verdict"])
