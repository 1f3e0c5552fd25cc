"""`kredslob scenario show` and `indicators`: the screen again, any indicator in full, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from kredslob.scenarios.results.choosing import order_of
from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.results.running import run_scenario
from tests.cli.conftest import Kredslob
from tests.cli.scenario_files import small_scenario


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the folder of a small run."""
    base = tmp_path_factory.mktemp("show")
    order = order_of(
        str(small_scenario(base)),
        base / "out",
        (),
        None,
        replications=None,
        only=None,
        resume=False,
        estates_monthly=False,
    )
    return str(run_scenario(order, Threads(1)).path)


def test_a_run_is_shown_again_as_it_was_shown(kredslob: Kredslob, folder: str) -> None:
    """What stood on the screen after the run stands there again, and fits one at a hundred columns."""
    result = kredslob("scenario", "show", folder)
    assert result.exit_code == 0
    assert "Which estates cross 40 %" in result.stdout
    assert len(result.stdout.splitlines()) <= 45
    assert all(len(line.rstrip()) <= 100 for line in result.stdout.splitlines())


def test_programs_read_record_and_answer(kredslob: Kredslob, folder: str) -> None:
    """With --json it is one object, with the answer in it."""
    told = json.loads(kredslob("scenario", "show", folder, "--json").stdout)
    assert told["answer"]["replications"] == 3
    assert told["finished"] == {"as-agreed": 3, "no-compensation": 3}


def test_the_document_tells_every_key_of_an_answer(kredslob: Kredslob, folder: str) -> None:
    """The table in docs/json.md lists the keys of an answer, all of them and no others."""
    document = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")
    table = document.split("### An answer")[1].split("## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    listed = {name for row in rows for name in re.findall("`([a-z_]+)`", row)}
    assert listed == set(json.loads(kredslob("scenario", "show", folder, "--json").stdout)["answer"])


def test_an_indicator_in_full(kredslob: Kredslob, folder: str) -> None:
    """Its definition, what it is not, and a row for each place of each variant."""
    result = kredslob("scenario", "show", folder, "--table", "outside_measured", "--level", "estate")
    assert result.exit_code == 0
    for word in ("Measured share outside the workforce (per cent)", "estate-001", "no-compensation", "9 of 10 in 2011"):
        assert word in result.stdout


def test_a_spreadsheet_reads_it_in_either_language(kredslob: Kredslob, folder: str) -> None:
    """ISO in English; semicolons, decimal commas and Danish heads in Danish; the same numbers."""
    words = ("scenario", "show", folder, "--table", "outside_measured", "--level", "estate", "--csv")
    english = list(csv.DictReader(io.StringIO(kredslob(*words).stdout)))
    danish = list(csv.DictReader(io.StringIO(kredslob(*words, "--lang", "da").stdout), delimiter=";"))
    assert [row["place"] for row in english] == [row["Id"] for row in danish]
    assert len(english) == 6
    for one, other in zip(english, danish, strict=True):
        assert float(one["mean"]) == pytest.approx(float(other["Gennemsnit"].replace(",", ".")), abs=1e-6)


def test_channels_are_named(kredslob: Kredslob, folder: str) -> None:
    """A wait is told by channel, in the language of the reader; those passed over have a row of their own."""
    told = kredslob("scenario", "show", folder, "--table", "wait_mean", "--variant", "as-agreed", "--lang", "da").stdout
    assert "springer over" in " ".join(told.split())
    found = json.loads(kredslob("scenario", "show", folder, "--table", "wait_mean", "--json").stdout)
    assert found["indicator"]["unit"] == "months"
    assert {row["variant"] for row in found["rows"]} == {"as-agreed", "no-compensation"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--table", "outside_mesured"), "Did you mean 'outside_measured'"),
        (("--table", "gini", "--level", "estate"), "does not exist at the level"),
        (("--table", "gini", "--period", "month"), "does not exist by"),
        (("--table", "over", "--variant", "as-agred"), "Did you mean 'as-agreed'"),
        (("--table", "vacated", "--level", "estate", "--period", "month"), "not kept by month"),
        (("--level", "estate"), "it goes with --table"),
        (("--csv",), "it goes with --table"),
    ],
    ids=["indicator", "level", "period", "variant", "estates by month", "a level of nothing", "CSV of nothing"],
)
def test_what_is_not_there_is_refused(kredslob: Kredslob, folder: str, words: tuple[str, ...], said: str) -> None:
    """One message, what is accepted, exit code 2."""
    result = kredslob("scenario", "show", folder, *words)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


def test_a_folder_that_holds_no_results_is_refused(kredslob: Kredslob, tmp_path: Path) -> None:
    """As is one that is not there."""
    for name in (str(tmp_path), str(tmp_path / "none")):
        assert kredslob("scenario", "show", name).exit_code == 2


def test_a_name_that_a_spreadsheet_would_work_out_is_text(folder: str) -> None:
    """A cell that begins as a formula does is marked as text."""
    import polars as pl

    from kredslob.scenarios.results.folder import open_results
    from kredslob.scenarios.telling.sheet import sheet_of

    results = open_results(Path(folder))
    results.__dict__["places"] = results.places.with_columns(name=pl.lit("=1+1"))
    assert "'=1+1" in sheet_of(results, "over", "estate", None).csv("en")


def test_the_indicators_are_listed(kredslob: Kredslob) -> None:
    """With unit and levels, and with what the model cannot say."""
    told = kredslob("scenario", "indicators").stdout
    assert "outside_workforce" in told
    assert "What the model cannot say" in told
    assert json.loads(kredslob("scenario", "indicators", "--json").stdout)["indicators"]


def test_what_an_estate_is_or_not_is_told_in_per_cent_of_replications(kredslob: Kredslob, folder: str) -> None:
    """Its mean is how often it is so, with the interval of that; of several estates it is how many."""
    told = kredslob("scenario", "show", folder, "--table", "over", "--level", "estate").stdout
    assert "(per cent of replications)" in told
    assert "95 % interval 2011" in told
    assert "how many)" in " ".join(kredslob("scenario", "show", folder, "--table", "over").stdout.split())


def test_a_contrast_is_told_place_by_place(kredslob: Kredslob, folder: str) -> None:
    """Both means, the difference with its interval, and whether that is more than noise."""
    words = ("scenario", "show", folder, "--table", "referrals_owed", "--contrast", "effect")
    told = kredslob(*words, "--level", "estate").stdout
    for word in ("estate-001", "95 % interval", "difference", "Chance alone"):
        assert word in told
    assert "all estates" in kredslob(*words).stdout
    rows = json.loads(kredslob(*words, "--level", "estate", "--json").stdout)["rows"]
    for row in rows:
        assert row["mean_variant"] - row["mean_against"] == pytest.approx(row["difference"])
    assert kredslob(*words, "--csv", "--lang", "da").stdout.startswith("Id;Navn;Periode")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--table", "over", "--contrast", "efect"), "Did you mean 'effect'"),
        (("--contrast", "effect"), "it goes with --table"),
        (("--table", "over", "--contrast", "effect", "--variant", "as-agreed"), "do not go together"),
        (("--table", "gini", "--contrast", "effect", "--level", "estate"), "does not exist at the level"),
        (("--table", "gin", "--contrast", "effect"), "Did you mean 'gini'"),
    ],
    ids=["contrast", "no table", "a variant too", "level", "indicator"],
)
def test_a_contrast_that_is_not_there_is_refused(
    kredslob: Kredslob, folder: str, words: tuple[str, ...], said: str
) -> None:
    """One message, what is accepted, exit code 2."""
    result = kredslob("scenario", "show", folder, *words)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
