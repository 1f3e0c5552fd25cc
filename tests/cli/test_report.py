"""`kredslob report`, as a person uses it: what it writes, what it refuses, and how it does in a real browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kredslob.rules.messages import LANGUAGES
from kredslob.scenarios.files.reading import read_scenario
from kredslob.scenarios.reporting.opening import open_run
from kredslob.scenarios.reporting.page import report_page
from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.results.running import Order, run_scenario
from tests.browser import Browser, browser, chromium
from tests.cli.conftest import Kredslob
from tests.cli.scenario_files import small_scenario

IN_BROWSER = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the results of two variants of a small town."""
    path = small_scenario(tmp_path_factory.mktemp("town"), months=24, replications=4, estates=6)
    return run_scenario(Order(read_scenario(path), str(path), path.parent / "results"), Threads(1)).path


@pytest.fixture(scope="module")
def pages(results: Path) -> Mapping[str, Path]:
    """Give its report in both languages, made once."""
    found: dict[str, Path] = {}
    for lang in LANGUAGES:
        found[lang] = results.parent / f"{lang}.html"
        found[lang].write_text(report_page(open_run(results, lang)), "utf-8")
    return found


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    """Give a browser for all tests here."""
    with browser() as running:
        yield running


@pytest.mark.parametrize(("lang", "title"), [("da", "Prøve"), ("en", "Trial")])
def test_a_report_is_written_in_the_language_asked_for(
    kredslob: Kredslob, results: Path, tmp_path: Path, lang: str, title: str
) -> None:
    """Into the file that is named; where it is is said."""
    out = tmp_path / "report.html"
    result = kredslob("report", str(results), "-o", str(out), "--lang", lang)
    assert result.exit_code == 0
    assert "report.html" in result.output
    text = out.read_text("utf-8")
    assert text.startswith(f'<!DOCTYPE html>\n<html lang="{lang}">')
    assert f"<h1>{title}</h1>" in text


def test_without_a_file_the_page_is_printed(kredslob: Kredslob, results: Path) -> None:
    """For a program that reads it on."""
    result = kredslob("report", str(results))
    assert result.exit_code == 0
    assert result.stdout.startswith("<!DOCTYPE html>")


def test_the_evaluation_is_a_template(kredslob: Kredslob, results: Path) -> None:
    """It is asked for by name."""
    result = kredslob("report", str(results), "--template", "evaluation")
    assert result.exit_code == 0
    assert '<section id="obligations"' in result.stdout


@pytest.mark.parametrize(
    ("folder", "said"),
    [("nowhere", "there is no such folder"), (".", "this is no folder of results"), ("a-file", "this is no folder")],
)
def test_what_is_no_folder_of_results_is_refused(kredslob: Kredslob, tmp_path: Path, folder: str, said: str) -> None:
    """With what would be accepted; nothing is written."""
    (tmp_path / "a-file").write_text("x")
    result = kredslob("report", str(tmp_path / folder), "-o", str(tmp_path / "report.html"))
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert not (tmp_path / "report.html").exists()


def test_an_unfinished_run_is_refused_with_how_to_finish_it(kredslob: Kredslob, results: Path, tmp_path: Path) -> None:
    """A report of half a run would look like one of the whole."""
    folder = shutil.copytree(results, tmp_path / "half")
    plain = json.loads((folder / "record.json").read_text())
    (folder / "record.json").write_text(json.dumps({**plain, "ended": None, "files": {}}))
    result = kredslob("report", str(folder))
    assert result.exit_code == 2
    assert "the run is not finished" in result.output
    assert "--resume" in result.output


@pytest.mark.parametrize(
    ("out", "said"), [("", "this is a folder"), ("no/such/folder/report.html", "the file cannot be written")]
)
def test_a_file_that_cannot_be_written_is_told_before_the_report_is_made(
    kredslob: Kredslob, results: Path, tmp_path: Path, out: str, said: str
) -> None:
    """A folder, or a place that is not there."""
    result = kredslob("report", str(results), "-o", str(tmp_path / out))
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


@pytest.mark.parametrize("words", [(), ("one", "two"), ("one", "--format", "pdf"), ("one", "--template", "poster")])
def test_wrong_words_are_told(kredslob: Kredslob, words: tuple[str, ...]) -> None:
    """No folder, two of them, an option that there is not."""
    assert kredslob("report", *words).exit_code == 2


# --- in a browser ---------------------------------------------------------------------------------------------------


@IN_BROWSER
@pytest.mark.parametrize("lang", ["da", "en"])
def test_it_fits_a_phone_and_a_beamer_asks_for_nothing_and_complains_of_nothing(
    opened: Browser, pages: Mapping[str, Path], lang: str
) -> None:
    """It is the only file that is read, and nothing has to be scrolled sideways."""
    out = pages[lang]
    for width in (390, 768, 1280, 1920):
        seen = opened.open(out, width)
        assert (seen.asked, seen.complaints) == ([out.as_uri()], [])
        assert seen.needed <= width


@IN_BROWSER
def test_it_answers_to_hand_and_keys(opened: Browser, pages: Mapping[str, Path]) -> None:
    """A key on a chart tells a year; an estate that is picked is drawn and told; every chart has a size."""
    told = opened.tell(pages["en"], """
        const chart = document.querySelector('#city-over svg');
        chart.focus();
        chart.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft'}));
        const reading = document.querySelector('#city-over .reading').textContent;
        const pick = document.getElementById('estate'), path = () => document.querySelector('#picker .line_A path').getAttribute('d');
        const before = path(), first = document.getElementById('picked-told').textContent;
        pick.selectedIndex = 1;
        pick.dispatchEvent(new Event('change'));
        const flat = [...document.querySelectorAll('svg')].filter(one => one.getBoundingClientRect().height < 40).length;
        JSON.stringify({reading, moved: path() !== before, told: document.getElementById('picked-told').textContent !== first, flat,
                        hidden: document.getElementById('picker').hidden});
    """)  # fmt: skip
    assert told["reading"].startswith("2011: ")
    assert (told["moved"], told["told"], told["flat"], told["hidden"]) == (True, True, 0, False)


@IN_BROWSER
@pytest.mark.parametrize(
    "slipped", ['<img src="https://example.org/x.png" alt="">', "<script>document.title = 1</script>"]
)
def test_what_it_must_not_do_is_refused_by_its_own_policy(
    opened: Browser, pages: Mapping[str, Path], tmp_path: Path, slipped: str
) -> None:
    """Were a picture or a script to slip in, the browser would stop it and say so."""
    out = tmp_path / "report.html"
    out.write_text(pages["en"].read_text("utf-8").replace("</body>", f"{slipped}</body>", 1), "utf-8")
    assert opened.open(out, 1280).complaints
