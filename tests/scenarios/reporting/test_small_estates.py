"""Estates whose figures are small cells are told of nowhere in a report, alone or together."""

from __future__ import annotations

import json
from pathlib import Path

from kredslob.scenarios.reporting.answer import published
from kredslob.scenarios.reporting.opening import open_run
from kredslob.scenarios.telling.answering import answer_of
from kredslob.scenarios.telling.asked import asked_in
from tests.scenarios.reporting.conftest import run_small
from tests.scenarios.reporting.reading import text_of
from tests.scenarios.results.anew import record_anew


def test_an_estate_with_small_cells_is_told_of_nowhere(tmp_path: Path) -> None:
    """Neither in a table nor in a chart nor among those that can be picked; how many are left out is said."""
    results = run_small(tmp_path / "run", estates=4)
    small = shrink(results)
    run = open_run(results, "en")
    assert small in run.hidden
    text = text_of(results, "en")
    assert f'"{small}"' not in text
    assert f"path-{small}" not in text
    assert f"{len(run.hidden)} estates are left out here" in text


def test_a_set_of_estates_that_gives_a_small_cell_away_is_not_told_of_together(tmp_path: Path) -> None:
    """The one listed estate has small cells: of the listed ones nothing is told, of all of them and of the city it is."""
    title = {"da": "Prøve", "en": "Trial"}
    variants = {
        "as-agreed": {"title": title},
        "assumed": {"title": title, "assumed": {"compensation.method": "none"}},
    }
    contrasts = {
        where: {"title": title, "variant": "as-agreed", "against": "assumed", "where": where}
        for where in ("listed", "all")
    }
    results = run_small(tmp_path / "run", estates=4, variants=variants, contrasts=contrasts)
    shrink(results)
    run = open_run(results, "en")
    assert run.withheld.contrasts == {"listed"}
    told = {one.name: one.there for one in published(run, answer_of(run.tables, asked_in(run.record))).effects}
    assert (told["listed"], bool(told["all"])) == ((), True)
    text = text_of(results, "en")
    listed, everywhere = (
        text.partition(f'id="contrast-{name}"')[2].partition("</article>")[0] for name in ("listed", "all")
    )
    assert "What these estates come to together is left out" in listed
    assert "What these estates come to together is left out" not in everywhere
    assert ("<svg" in listed, "<svg" in everywhere) == (False, True)
    flexible = run.called("let_flexible")
    assert (flexible in listed, flexible in everywhere) == (False, True)


def shrink(results: Path) -> str:
    """Leave three people outside the workforce in an estate; give its id."""
    plain = json.loads((results / "ground.json").read_text())
    small: str = min(min(told["starts"]) for told in plain.values())
    for told in plain.values():
        told["starts"][small]["outside"] = 3
    (results / "ground.json").write_text(json.dumps(plain))
    record_anew(results, "ground.json")
    return small
