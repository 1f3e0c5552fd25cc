"""`kredslob backtest` from the command line: what shipped, a small dose, and what is wrong with what is asked."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from kredslob.scenarios.backtesting import asking
from tests.cli.conftest import Kredslob
from tests.cli.test_json_document import DOCUMENT, keys
from tests.scenarios.backtesting.town import town

SMALL = ("backtest", "--start", "from-2011", "--worlds", "2", "--replications", "1", "--jobs", "1")


@pytest.fixture
def in_town(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command run a small town."""
    monkeypatch.setattr(asking, "run_backtest", partial(asking.run_backtest, find=town))


@pytest.mark.usefixtures("in_town")
def test_it_says_whether_the_forecast_held(kredslob: Kredslob, tmp_path: Path) -> None:
    """Of each figure, with what is missing to do better; whatever came out the command has done its work."""
    ran = kredslob(*SMALL, "-o", str(tmp_path / "out"))
    assert ran.exit_code == 0, ran.stderr
    text = " ".join(ran.stdout.split())
    assert "of 2 figures held" in text
    assert "hindsight" in text
    assert "Missing to do better" in text
    assert {one.name for one in (tmp_path / "out").iterdir()} == {"backtest.json", "from-2011.jsonl"}


@pytest.mark.usefixtures("in_town")
def test_danish_is_spoken(kredslob: Kredslob, tmp_path: Path) -> None:
    """The titles of figures at least, whatever the catalogue has."""
    ran = kredslob(*SMALL, "-o", str(tmp_path), "--lang", "da")
    assert "Ni afdelinger flere" in " ".join(ran.stdout.split())


@pytest.mark.usefixtures("in_town")
def test_programs_read_every_score(kredslob: Kredslob, tmp_path: Path) -> None:
    """The same as the record in the folder, each key described."""
    ran = kredslob(*SMALL, "-o", str(tmp_path), "--json")
    found = json.loads(ran.stdout)
    assert found == json.loads((tmp_path / "backtest.json").read_text("utf-8"))
    for one in found["results"]:
        one["figures"], made = list(one["figures"].values()), one["made_from"]
        made["cycles"] = made["versions"] = one["sample"] = None
    undescribed = {key for key in keys(found) if f"`{key}`" not in DOCUMENT}
    assert undescribed == set()


def test_what_ships_is_told_without_running_anything(kredslob: Kredslob) -> None:
    """In words and for programs."""
    assert kredslob("backtest", "--shipped").exit_code == 0
    told = json.loads(kredslob("backtest", "--shipped", "--json").stdout)
    assert told["kind"] == "kredslob backtest"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--start", "from-2012"), "there is no start from-2012"),
        (("--seed", " "), "this is no seed"),
        (("--shipped", "--worlds", "3"), "do not go together"),
        (("--shipped", "--out", "x"), "do not go together"),
        (("--shipped", "--start", "x"), "there is no start x"),
        (("--worlds", "0"), "--worlds"),
        (("--replications", "-1"), "--replications"),
        (("--jobs", "many"), "a number from 1 to 1024"),
        (("--start", "from-2011", "extra"), "extra"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_what_is_wrong_is_told(kredslob: Kredslob, words: tuple[str, ...], said: str) -> None:
    """With exit code 2, before anything is run."""
    ran = kredslob("backtest", *words)
    assert ran.exit_code == 2
    assert said in " ".join(ran.stderr.split())


@pytest.mark.usefixtures("in_town")
def test_a_folder_of_something_else_is_told(kredslob: Kredslob, tmp_path: Path) -> None:
    """And left as it is."""
    (tmp_path / "from-2011.jsonl").write_text("mine\n", "utf-8")
    ran = kredslob(*SMALL, "-o", str(tmp_path))
    assert ran.exit_code == 2
    assert "does not hold the worlds of a backtest" in " ".join(ran.stderr.split())
    assert (tmp_path / "from-2011.jsonl").read_text("utf-8") == "mine\n"


def test_an_interrupted_backtest_says_how_to_go_on(
    kredslob: Kredslob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C: exit code 130, and the folder in which finished worlds are."""

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(asking, "run_backtest", stopped)
    ran = kredslob(*SMALL, "-o", str(tmp_path))
    assert ran.exit_code == 130
    assert "Give the same command again" in " ".join(ran.stderr.split())
