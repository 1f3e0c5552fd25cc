"""An agreement may go by another share of an estate than that outside the workforce: it says what is counted of what."""

from __future__ import annotations

from pathlib import Path

import pytest

from kredslob.engine.asked import ASKED
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.office import Office
from kredslob.engine.register.reading import read_register
from kredslob.engine.standing import Standing, classify
from kredslob.rules.checking.check import check_named
from kredslob.rules.library import add_file, load_library
from tests.engine.test_other_cities import HARBOUR

CITIES = Path(__file__).parent / "cities"
JOBLESS = """facts:
  jobless: {about: estate, type: share, origin: derived, label: {da: Andel ledige, en: Share unemployed}, question: {da: "Hvor mange er ledige?", en: "How many are unemployed?"}}
"""
COUNTS = "  outside_workforce: {unit: estate, age: [18, 64], numerator: [outside_workforce], denominator: aged_18_64, averaging_years: 1"
REST = "effective: {da: Årligt, en: Yearly}, clause: vh-1, basis: stated}\n"
AT_ONCE = "values: [{from: 2012-01-01, value: on_publication, basis: stated}]"
OPEN = """values: [{from: 2012-01-01, value: next_adjustment, basis: assumed, alternatives: [next_adjustment, on_publication],
    source: designed, question: {da: Hvornår?, en: When?}}]"""
UNEMPLOYED = COUNTS.replace("outside_workforce: {", "jobless: {").replace("[outside_workforce]", "[unemployed]")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a city whose ladder goes by the share unemployed: over 10 per cent is green, over 20 yellow."""
    text = (CITIES / "vesterhavn.yaml").read_text("utf-8").replace("id: vesterhavn\n", "id: oerby\n", 1)
    text = text.replace("facts:\n", JOBLESS, 1).replace("fact: outside_workforce", "fact: jobless")
    assert COUNTS in text
    (tmp_path / "oerby.yaml").write_text(text.replace(COUNTS, UNEMPLOYED), "utf-8")
    (tmp_path / "register").mkdir()
    for table in (CITIES / "register").glob("*.csv"):
        (tmp_path / "register" / table.name).write_text(table.read_text("utf-8"), "utf-8")
    return tmp_path


def edited(path: Path, old: str, new: str) -> None:
    """Change a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def classified(folder: Path) -> tuple[Standing, ...]:
    """Classify the estates."""
    library, document = add_file(load_library(), folder / "oerby.yaml")
    office = Office(library, read_register(folder / "register"), library.agreement(document.id))
    return classify(office, HARBOUR)


def standings(folder: Path) -> dict[str, dict[str, FactValue]]:
    """Give the facts of each estate's standing."""
    return {one.estate: dict(one.facts) for one in classified(folder)}


def test_the_ladder_goes_by_the_share_that_is_counted(folder: Path) -> None:
    """30 of 300 are exactly 10 per cent and not over it; the share outside the workforce is no part of the standing."""
    found = standings(folder)
    assert {key: (one["jobless"], one["ladder"]) for key, one in found.items()} == {
        "blaa": (16_666, "blue"), "gul": (100_000, "blue"), "orange": (133_333, "green"), "roed": (166_666, "green"),
    }  # fmt: skip
    assert all("outside_workforce" not in one for one in found.values())


def test_counts_are_added_and_years_averaged(folder: Path) -> None:
    """Unemployed and students, the mean of the shares of two years."""
    edited(folder / "oerby.yaml", "numerator: [unemployed]", "numerator: [unemployed, students]")
    edited(folder / "oerby.yaml", "averaging_years: 1", "averaging_years: 2")
    with (folder / "register" / "measurements.csv").open("a", encoding="utf-8") as table:
        table.write("gul,2010,2010-12-15,400,300,,100,100,20,80,30\n")
    found = standings(folder)
    assert found["gul"]["jobless"] == round((35 / 300 + 120 / 300) / 2 * 1_000_000)
    assert isinstance(found["blaa"]["jobless"], Unknown)  # measured in one of the two years only


@pytest.mark.parametrize(("old", "new"), [(",30,5,45", ",,5,45"), ("gul,2011", "blaa,2010")])
def test_what_is_not_counted_or_measured_is_not_known(folder: Path, old: str, new: str) -> None:
    """And then the step is not known either."""
    edited(folder / "register" / "measurements.csv", old, new)
    found = standings(folder)["gul"]
    assert isinstance(found["jobless"], Unknown)
    assert found["jobless"].needs == ("jobless",)
    assert isinstance(found["ladder"], Unknown)


def test_a_share_that_no_rule_reads_is_told_at_the_assumed_value_of_a_guess_and_at_the_other(folder: Path) -> None:
    """Counted beside the share that the ladder goes by: new in May and acting from July, or at once; the step is the same."""
    edited(folder / "oerby.yaml", "fact: jobless", "fact: outside_workforce")
    edited(folder / "oerby.yaml", "measures:\n", f"measures:\n{COUNTS}, {REST}")
    edited(folder / "oerby.yaml", AT_ONCE, OPEN)
    with (folder / "register" / "measurements.csv").open("a", encoding="utf-8") as table:
        table.write("gul,2012,2012-05-01,400,300,,220,60,5,15,30\n")
    (found,) = (one for one in classified(folder) if one.estate == "gul")
    assert (found.facts["jobless"], found.facts["outside_workforce"], found.facts["ladder"]) == (
        100_000,
        250_000,
        "yellow",
    )
    assert found.readings == ()
    assert [(one.fact, one.value, one.assumed) for one in found.varies] == [
        ("jobless", 200_000, {"measurement.takes_effect": "on_publication"})
    ]


def test_it_is_checked(folder: Path) -> None:
    """Nothing is wrong with it."""
    assert check_named(load_library(), str(folder / "oerby.yaml"), ASKED) == ()


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("numerator: [unemployed]", "numerator: [unemploied]", "unemployed"), ("denominator: aged_18_64", "denominator: aged_1864", "aged_18_64"),
        ("numerator: [unemployed]", "numerator: [convicted]", None),
    ],
)  # fmt: skip
def test_what_the_register_does_not_hold_cannot_be_counted(folder: Path, old: str, new: str, name: str | None) -> None:
    """An area's figures are none of an estate's; a slip of the pen is answered with the nearest."""
    edited(folder / "oerby.yaml", old, new)
    found = check_named(load_library(), str(folder / "oerby.yaml"), ASKED)
    assert [one.severity for one in found] == ["error"]
    assert "which the register does not hold" in found[0].problem.text("en")
    assert name is None or found[0].problem.nearest == name
