"""docs/format.md tells every field of the format, and its examples are files that hold."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel
from tree import ROOT

from kredslob.engine import structure
from kredslob.rules import schema
from kredslob.rules.changes import MAY, NEEDED
from kredslob.rules.checking.agreements import Asked
from kredslob.rules.checking.check import check_named
from kredslob.rules.conditions import MEMBERSHIP, OPERATORS
from kredslob.rules.documents import ALLOWED
from kredslob.rules.documents import NEEDED as NEEDED_OF_KIND
from kredslob.rules.library import add_file, load_library
from kredslob.rules.limits import COMPARISONS, KINDS
from kredslob.rules.units import UNITS

PAGE = (ROOT / "docs/format.md").read_text("utf-8")
EXAMPLES: dict[str, str] = {}
for _name, _text in re.findall(r"```yaml (\S+)\n(.*?)```", PAGE, re.DOTALL):
    EXAMPLES[_name] = EXAMPLES.get(_name, "") + _text
# What stands in the text as a word of the format: between backticks, outside the examples.
WORDS = " ".join(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)))
MODELS = [schema.SourceFile, schema.ClauseFile, schema.ValueFile, schema.ParameterFile, schema.MeasureFile,
          schema.LimitFile, schema.RuleFile, schema.StartFile, schema.ChangeFile, schema.WheelFile, schema.EstateFile,
          schema.FactFile, schema.SimulationFile, schema.DocumentFile]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay out the examples side by side, as they are called."""
    for name, text in EXAMPLES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_holds(name: str, folder: Path) -> None:
    """The check finds no error in it, and nothing to warn of."""
    found = check_named(load_library(), str(folder / name), Asked())
    assert [(one.severity, one.problem.text()) for one in found] == []


def test_there_is_an_example_of_each_kind() -> None:
    """Of document, of change, of unit as the table tells it."""
    assert len(EXAMPLES) >= 5
    kinds = {kind for text in EXAMPLES.values() for kind in re.findall(r"^kind: (\w+)$", text, re.MULTILINE)}
    assert kinds == set(ALLOWED)
    changed = {kind for text in EXAMPLES.values() for kind in re.findall(r"^  - (\w+):", text, re.MULTILINE)}
    assert set(NEEDED) <= changed


def test_the_amendments_do_what_the_page_says(folder: Path) -> None:
    """They chain, and nothing changes before their days."""
    library, last = add_file(load_library(), folder / "lindholm-2028.yaml")
    agreement = library.agreement(last.id)
    assert [one.id for one in agreement.amendments] == ["lindholm-2027", "lindholm-2028"]
    changes = {date(2026, 12, 31): set(), date(2027, 1, 1): {"li27.channel.large"}, date(2028, 4, 1): set()}
    for day, added in changes.items():
        amended, acting = agreement.amended(day)
        assert {one.id for one in amended.rules if one.in_force(day)} - {
            one.id for one in agreement.base.rules
        } == added
        assert (amended == agreement.base) is (acting == ())


def test_the_page_shows_what_a_check_says(tmp_path: Path) -> None:
    """Of a threshold written as a percentage, and a share below the law's."""
    wrong = EXAMPLES["lindholm-2028.yaml"].partition("from:")[0].replace("lindholm-2028", "wrong")
    wrong = wrong.replace("lindholm-2027", "kbh-2012-adjustment") + "from: 2013-01-01\nadopted: 2013-01-01\nchanges:\n"
    for name, value in (("forty_plus.threshold", "35"), ("referral.base_share", '"1/5"')):
        wrong += f"  - {{set: {name}, value: {value}, reason: {{da: a, en: b}}}}\n"
    (tmp_path / "wrong.yaml").write_text(wrong, "utf-8")
    command, shown = re.findall(r"```console\n\$ kredslob ([^\n]+)\n(.*?)```", PAGE, re.DOTALL)[0]
    environment = {**os.environ, "COLUMNS": "80", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    words = [sys.executable, "-m", "kredslob.cli", *shlex.split(command)]
    ran = subprocess.run(words, capture_output=True, encoding="utf-8", env=environment, cwd=tmp_path, check=False)
    assert (ran.returncode, ran.stderr) == (2, "")
    assert [line.rstrip() for line in ran.stdout.splitlines()] == shown.splitlines()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_told(model: type[BaseModel]) -> None:
    """By its name, as a file writes it."""
    told = set(re.findall(r"[a-z_]+", WORDS))
    assert {field.alias or name for name, field in model.model_fields.items()} - told == set()


@pytest.mark.parametrize("kind", ALLOWED)
def test_the_sections_of_each_kind_are_told(kind: str) -> None:
    """What it must say, and what it may."""
    (row,) = re.findall(rf"^\| `{kind}` \|.*\| (.*) \| (.*) \|$", PAGE, re.MULTILINE)
    must, may = (set(re.findall(r"`(\w+)`", cell)) for cell in row)
    assert must == set(NEEDED_OF_KIND[kind])  # type: ignore[index]  # the kinds are the keys
    assert must | may | {"schema", "id", "kind", "title"} == ALLOWED[kind]  # type: ignore[index]


def test_what_the_program_asks_is_told() -> None:
    """Each parameter by its name, beside the fact or the channel on account of which it is asked for."""
    rows = re.findall(r"^\| (.*) \| (.*) \|$", PAGE, re.MULTILINE)
    told = {(why, name) for left, right in rows for why in re.findall(r"`(\w+)`", left) or [""]
            for name in re.findall(r"`([a-z_.0-9]+)`", right)}  # fmt: skip
    wanted = {("", name) for name in structure.ALWAYS} | {("referral_due", structure.BASE_SHARE)}
    by_reason = {**structure.FOR_FACT, **structure.FOR_CHANNEL}
    wanted |= {(why, name) for why, names in by_reason.items() for name in names}
    inherited = {("newly_listed", name) for name in structure.FOR_FACT["acting_51b"]}  # "these and" one more
    assert wanted - told == inherited


@pytest.mark.parametrize("words", [UNITS, OPERATORS, MEMBERSHIP, KINDS, COMPARISONS, NEEDED, *MAY.values()])
def test_every_word_is_told(words: tuple[str, ...]) -> None:
    """Units, operators, limits, changes and what goes with them."""
    assert [word for word in words if not re.search(rf"\b{word}\b", WORDS)] == []
