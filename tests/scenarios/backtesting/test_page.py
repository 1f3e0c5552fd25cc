"""What ships is what the command made: the page tells the record, and every figure that is a test is in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kredslob.scenarios.backtesting.asking import RECORD, Wanted, run_backtest
from kredslob.scenarios.backtesting.beginning import beginning_of
from kredslob.scenarios.backtesting.ensemble import run_ensemble
from kredslob.scenarios.backtesting.order import Order
from kredslob.scenarios.backtesting.page import BEGIN, END, PAGE, section, with_section
from kredslob.scenarios.backtesting.record import SHIPPED, plain, shipped_results
from kredslob.scenarios.backtesting.result import Result, outcome_of
from kredslob.scenarios.backtesting.telling import OUTCOMES, told
from kredslob.scenarios.backtesting.world import run_world
from kredslob.scenarios.targets.reading import shipped_targets
from kredslob.scenarios.telling.screen import Rows, Said
from tests.scenarios.backtesting.town import town


def test_the_page_tells_the_shipped_record() -> None:
    """`make backtest` writes both."""
    page = PAGE.read_text("utf-8")
    assert with_section(page, shipped_results()) == page


def test_the_shipped_record_is_read_as_it_is_written() -> None:
    """Nothing of it is lost on the way."""
    assert plain(shipped_results()) == json.loads(SHIPPED.read_text("utf-8"))


def test_the_shipped_record_has_every_test_of_its_starts() -> None:
    """With what was observed as the targets have it, and verdicts that follow from the numbers."""
    raw = json.loads(SHIPPED.read_text("utf-8"))
    for told_of, one in zip(raw["results"], shipped_results(), strict=True):
        wanted = [each.id for each in shipped_targets().tests(one.start.id)]
        for cycle, scored in one.scored.items():
            assert [each.verdict.target.id for each in scored] == wanted
            for each, figure in zip(scored, told_of["figures"][cycle], strict=True):
                seen = each.verdict.target.observed
                assert figure["observed"] == {"value": seen.value, "low": seen.low, "high": seen.high}
                assert (each.outcome, each.reasons) == outcome_of(each.verdict)


@pytest.mark.long
@pytest.mark.parametrize("one", shipped_results(), ids=lambda one: one.start.id)
def test_the_program_still_comes_to_what_ships(one: Result) -> None:
    """The first world, run again; if it comes out otherwise, `make backtest` is due."""
    made = one.made_from
    assert run_world(beginning_of(one.start.id), made["seed"], 0, made["replications"]).figures == one.sample


@pytest.mark.long
def test_several_processes_come_to_the_same(tmp_path: Path) -> None:
    """The same bits, whatever the number of workers."""
    order = Order("from-2007", 2, 1, "seed")
    alone, several = (run_ensemble(order, tmp_path / str(jobs), jobs) for jobs in (1, 2))
    assert alone == several


def test_a_failure_is_told_as_plainly_as_a_success(tmp_path: Path) -> None:
    """Every figure has its row and its word; hindsight comes after, and says that it is that."""
    results = run_backtest(Wanted(("from-2011",), 2, 1, "seed", tmp_path), 1, find=town)
    parts = told(results)
    assert sum(isinstance(part, Rows) for part in parts) == 4
    said = [part.said.text() for part in parts if isinstance(part, Said)]
    for one in (each for scored in results[0].scored.values() for each in scored):
        figure, outcome = one.verdict.target.title.en, OUTCOMES[one.outcome].text()
        assert any(text.startswith(figure) and text.endswith(f"{outcome}.") for text in said)
    assert any("hindsight" in text for text in said)
    assert any(text.startswith("Missing to do better") for text in said)
    assert (tmp_path / RECORD).exists()


def test_the_section_takes_the_place_of_the_one_before() -> None:
    """What stands around it stays."""
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert with_section(page, ()) == f"before\n{section(())}\nafter\n"
    assert "old" not in with_section(page, ())


@pytest.mark.parametrize("page", ["", f"{BEGIN} only", f"{END} only"])
def test_a_page_without_marks_is_a_mistake(page: str) -> None:
    """Rather than a result in the wrong place."""
    with pytest.raises(ValueError, match=r"^"):
        with_section(page, ())
