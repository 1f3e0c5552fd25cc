"""`kredslob calibrate` from the command line: a small dose, its files, and what is wrong with what is asked."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from kredslob.scenarios.calibrating import asking
from tests.cli.conftest import Kredslob
from tests.cli.test_json_document import DOCUMENT, keys
from tests.scenarios.calibrating.small_bed import found

SMALL = ("calibrate", "--budget", "20", "--jobs", "1")


@pytest.fixture
def in_town(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command fit in a small town."""
    monkeypatch.setattr(asking, "run_calibration", partial(asking.run_calibration, find=found))


@pytest.mark.usefixtures("in_town")
def test_it_tells_what_was_fitted_and_what_is_as_little_known_as_before(kredslob: Kredslob, tmp_path: Path) -> None:
    """In words; the folder holds the draws, the sets, and a file of behaviour. Asked again for JSON, nothing is run anew."""
    ran = kredslob(*SMALL, "-o", str(tmp_path / "out"))
    assert ran.exit_code == 0, ran.stderr
    text = " ".join(ran.stdout.split())
    assert "16 sets of parameters were drawn and tried" in text
    assert "as little known as before" in text
    assert {one.name for one in (tmp_path / "out").iterdir()} == {"draws.jsonl", "kbh-fitted.json", "kbh-fitted.yaml"}
    before = (tmp_path / "out" / "draws.jsonl").read_bytes()
    held = json.loads(kredslob(*SMALL, "-o", str(tmp_path / "out"), "--json").stdout)
    assert (tmp_path / "out" / "draws.jsonl").read_bytes() == before
    assert held == json.loads((tmp_path / "out" / "kbh-fitted.json").read_text("utf-8"))
    held["made_from"]["figures"] = held["made_from"]["versions"] = None
    assert {key for key in keys(held) if f"`{key}`" not in DOCUMENT} == set()


@pytest.mark.usefixtures("in_town")
def test_danish_is_spoken(kredslob: Kredslob, tmp_path: Path) -> None:
    """The titles of figures, and what is said of parameters."""
    ran = kredslob(*SMALL, "-o", str(tmp_path), "--lang", "da")
    text = " ".join(ran.stdout.split())
    assert "interne ventelister, 2022" in text
    assert "lige så lidt kendt som før" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--budget", "0"), "--budget"),
        (("--budget", "19"), "19 simulations are too few"),
        (("--budget", "many"), "--budget"),
        (("--seed", " "), "this is no seed"),
        (("--plan", "no-such.yaml"), "no-such.yaml"),
        (("--jobs", "0"), "--jobs"),
        (("--align",), "--align"),
        (("extra",), "extra"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_what_is_wrong_is_told(kredslob: Kredslob, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    """With exit code 2, before anything is run."""
    ran = kredslob("calibrate", "-o", str(tmp_path / "out"), *words)
    assert ran.exit_code == 2
    assert said in " ".join(ran.stderr.split())
    assert not (tmp_path / "out").exists()


def test_a_plan_that_fits_to_a_test_is_refused(kredslob: Kredslob, tmp_path: Path) -> None:
    """Figures kept for the backtest are nobody's to fit to."""
    plan = tmp_path / "plan.yaml"
    text = (Path(asking.__file__).with_name("kbh.yaml")).read_text("utf-8")
    plan.write_text(text + "  listed-51b-2011: {allowance: 1}\n", "utf-8")
    ran = kredslob("calibrate", "--plan", str(plan), "-o", str(tmp_path / "out"))
    assert ran.exit_code == 2
    assert "listed-51b-2011 is not for fitting: its use is test" in " ".join(ran.stderr.split())


def test_an_interrupted_calibration_says_how_to_go_on(
    kredslob: Kredslob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C: exit code 130, and the folder in which finished draws are."""

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(asking, "run_calibration", stopped)
    ran = kredslob(*SMALL, "-o", str(tmp_path))
    assert ran.exit_code == 130
    assert "Give the same command again" in " ".join(ran.stderr.split())
