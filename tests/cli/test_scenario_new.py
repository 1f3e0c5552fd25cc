"""`kredslob scenario new`: the start of a scenario, which is read as it stands and as its comments would have it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from kredslob.rules.library import load_library
from kredslob.scenarios.files.reading import read_scenario
from kredslob.scenarios.running.course import guesses_on
from tests.cli.conftest import Kredslob
from tests.engine.schemas.checking import complaints

AGREEMENTS = ["kbh-2011-2014", "kbh-2012-adjustment", "kbh-2015-2018", "kbh-2019-2023", "kbh-2024-2027"]


def begun(kredslob: Kredslob, folder: Path, agreement: str, *more: str) -> Path:
    """Begin a scenario of an agreement, and give its file."""
    path = folder / "ten-years.yaml"
    result = kredslob("scenario", "new", "Ten years", "--agreement", agreement, "-o", str(path), *more)
    assert (result.exit_code, result.stdout) == (0, "")
    return path


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_a_new_scenario_is_read_as_it_stands(kredslob: Kredslob, tmp_path: Path, agreement: str) -> None:
    """Over the months of its agreement; its editor has nothing against it."""
    path = begun(kredslob, tmp_path, agreement)
    found = read_scenario(path)
    [variant] = found.variants
    _, held = variant.agreed.agreements[0]
    assert (found.id, variant.months.first) == ("ten-years", held.base.start.day.replace(day=1))
    assert complaints("scenario", path) == []


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_everything_assumed_stands_ready_to_be_taken_otherwise(
    kredslob: Kredslob, tmp_path: Path, agreement: str
) -> None:
    """Each guess at its own value: with the signs taken away the same is simulated."""
    path = begun(kredslob, tmp_path, agreement)
    text = path.read_text("utf-8")
    lines = text.partition("# assumed:\n")[2].partition("\n\n")[0].splitlines()
    counted = "assumed:\n" + "\n".join(line[2:] for line in lines if not line.startswith("##")) + "\n"
    before = read_scenario(path)
    path.write_text(text + counted, "utf-8")
    after = read_scenario(path)
    day, held = before.variants[0].agreed.agreements[0]
    open_ = {name for name in guesses_on(held, day, {}) if not name.endswith(".from")}
    assert set(after.variants[0].assumed) == open_
    assert yaml.safe_load(counted)["assumed"].keys() == after.variants[0].assumed.keys()


def test_its_examples_can_be_used(kredslob: Kredslob, tmp_path: Path) -> None:
    """With the signs of all examples taken away, a file of their names beside it, it is read."""
    text = begun(kredslob, tmp_path, "kbh-2011-2014").read_text("utf-8")
    (tmp_path / "proposal.yaml").write_text(
        "schema: 1\nid: proposal\nkind: amendment\nextends: kbh-2011-2014\ntitle: {da: A, en: A}\nfrom: 2012-04-01\n"
        "adopted: 2012-04-01\nchanges: []\n",
        "utf-8",
    )
    counted = re.sub(r"^# (?!yaml-language|register|macro: none)", "", text, flags=re.MULTILINE)
    counted = counted.replace("macro: none\n", "")
    path = tmp_path / "ten-years.yaml"
    path.write_text(counted, "utf-8")
    found = read_scenario(path)
    assert [one.name for one in found.variants] == ["as-agreed", "proposal", "slump"]
    assert [one.name for one in found.contrasts] == ["effect"]


def test_it_is_explained_in_the_language_asked_for(kredslob: Kredslob, tmp_path: Path) -> None:
    """A question of the agreement in Danish, or in English."""
    assert "Fordeles den bortfaldne anvisning" in begun(kredslob, tmp_path, "kbh-2011-2014", "--lang", "da").read_text(
        "utf-8"
    )


def test_an_agreement_of_ones_own_is_named_from_where_the_scenario_stands(kredslob: Kredslob, tmp_path: Path) -> None:
    """By its path, so that the scenario finds it."""
    (tmp_path / "own").mkdir()
    own = tmp_path / "own" / "proposal.yaml"
    assert kredslob("agreement", "new", "proposal", "--from", "kbh-2011-2014", "-o", str(own)).exit_code == 0
    own.write_text(own.read_text("utf-8").replace("changes:", "changes: []", 1), "utf-8")
    path = begun(kredslob, tmp_path, str(own))
    assert yaml.safe_load(path.read_text("utf-8"))["agreement"] == "own/proposal.yaml"
    [(_, held)] = read_scenario(path).variants[0].agreed.agreements
    assert [one.id for one in held.amendments] == ["proposal"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Ten years",), "it is not said which agreement is simulated. Accepted: kbh-2011-2014"),
        (("Ten years", "--agreement", "kbh-2011-2015"), "Did you mean 'kbh-2011-2014'?"),
        (("kbh-2011", "--agreement", "kbh-2011-2014"), "kbh-2011 is taken."),
        (("///", "--agreement", "kbh-2011-2014"), "this is a path."),
        (("Ten years", "--agreement", "none.yaml"), "none.yaml: there is no such file."),
        (("Ten years", "--agreement", "abl-59"), "there is no agreement abl-59."),
    ],
)
def test_what_cannot_be_begun_is_told(kredslob: Kredslob, words: tuple[str, ...], said: str) -> None:
    """Without an agreement, by a name that is taken or makes none."""
    result = kredslob("scenario", "new", *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_nothing_is_overwritten(kredslob: Kredslob, tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    path = begun(kredslob, tmp_path, "kbh-2011-2014")
    before = path.read_bytes()
    result = kredslob("scenario", "new", "Other", "--agreement", "kbh-2024-2027", "-o", str(path))
    assert result.exit_code == 2
    assert "the file exists already." in result.stderr
    assert path.read_bytes() == before


def test_every_shipped_agreement_can_be_begun_with() -> None:
    """None is forgotten here."""
    shelf = load_library().documents.values()
    known = {one.id for one in shelf if one.kind in ("framework", "amendment")}
    assert known - {"kbh-2019-between"} == set(AGREEMENTS)
