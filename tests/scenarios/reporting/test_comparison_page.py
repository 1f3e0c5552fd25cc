"""The report of a comparison: called by what is held against what, what its sides differ in at once, made again by its files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kredslob.rules.messages import LANGUAGES, Lang, WrongInput
from kredslob.scenarios.comparing.asking import Wanted, compared
from kredslob.scenarios.exporting.about import about_rows
from kredslob.scenarios.exporting.asking import Wanted as Export
from kredslob.scenarios.exporting.asking import asked_of
from kredslob.scenarios.reporting.again import command_of
from kredslob.scenarios.reporting.comparison import frame_of, question_of, title_of
from kredslob.scenarios.reporting.opening import open_run
from kredslob.scenarios.results.crew import Threads
from tests.cli.scenario_files import small_scenario
from tests.scenarios.reporting.conftest import thirty_five
from tests.scenarios.reporting.reading import page_of, text_of


@pytest.fixture(scope="session")
def held_against(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a comparison of the first agreement with a file whose name needs quotes, which rests on another amendment."""
    folder = tmp_path_factory.mktemp("held")
    (folder / "frame").mkdir()
    (folder / "papers").mkdir()
    file = folder / "papers" / "Thirty five.yaml"
    file.write_text(thirty_five("kbh-2012-adjustment", "2012-01-01"))
    scenario = small_scenario(folder / "frame", months=18)
    wanted = Wanted(("kbh-2011-2014", str(file)), str(scenario), replications=2, folder=str(folder / "comparison"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kredslob.scenarios.comparing.shelf.cache_folder", lambda: folder / "cache")
        compared(wanted, Threads(1))
    return folder / "comparison"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_called_by_what_is_held_against_what(held_against: Path, lang: Lang) -> None:
    """Title and question are its own; the scenario stands as what gives city, months and behaviour."""
    run = open_run(held_against, lang)
    base = run.base.title.read(lang)
    title = title_of(run).read(lang)
    assert title.startswith({"da": "Forslag: 35", "en": "Proposal: 35"}[lang])
    assert title.endswith(base)
    page = text_of(held_against, lang)
    assert page.count(f"<title>{title}</title>") == page.count(f"<h1>{title}</h1>") == 1
    question = question_of(run)
    assert question is not None
    assert base in question.read(lang)


def test_what_the_sides_differ_in_comes_before_what_came_of_it(held_against: Path, several: Path) -> None:
    """Right after what was asked; in the report of a scenario it stays among what it rests on."""
    order = [
        [given["id"] for tag, given in page_of(each).elements if tag == "section"] for each in (held_against, several)
    ]
    assert order[0][order[0].index("asked") + 1] == "changes"
    assert order[1].index("changes") > order[1].index("effects")


def test_an_amendment_that_only_one_side_rests_on_is_named(held_against: Path, several: Path) -> None:
    """What it changes is part of the difference, which nobody asked for by name."""
    said = [each.text("en") for each in frame_of(open_run(held_against, "en"))]
    assert "scenario Trial (trial)" in said[0]
    assert "(kbh-2012-adjustment), which Framework agreement" in said[1]
    assert list(frame_of(open_run(several, "en"))) == []


def test_it_is_made_again_by_the_files_that_were_named(held_against: Path) -> None:
    """The command names the file, in quotes where a shell needs them, and the page where its copy lies."""
    run = open_run(held_against, "en")
    assert command_of(run) == "kredslob compare kbh-2011-2014 'Thirty five.yaml' --scenario trial.yaml --replications 2"
    assert set(run.copies) == {"Thirty five.yaml", "trial.yaml"}
    assert all((held_against / path).is_file() for path in run.copies.values())
    assert run.copies["Thirty five.yaml"] in text_of(held_against, "en")


def test_a_folder_without_the_file_of_a_side_is_refused(held_against: Path, tmp_path: Path) -> None:
    """No command is told that would name what is not there."""
    folder = shutil.copytree(held_against, tmp_path / "results")
    shutil.rmtree(folder / "sides" / "thirty-five" / "elsewhere")
    with pytest.raises(WrongInput, match="Thirty five"):
        open_run(folder, "en")


def test_an_export_of_it_asks_the_same(held_against: Path, tmp_path: Path) -> None:
    """Its first lines are those of the comparison."""
    told = list(about_rows(asked_of(Export(held_against, tmp_path / "out", "csv"))))
    asked = [str(text) if isinstance(text, str) else text.text("en") for what, text in told if what.text("en") == "What was asked"]  # fmt: skip
    assert "held against" in asked[0]
    assert len(asked) == 3
