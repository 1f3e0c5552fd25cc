"""A scenario file is read into what the replications of each variant run by."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from kredslob.scenarios.behaviour.reading import SHIPPED as BEHAVIOUR
from kredslob.scenarios.files.reading import find_scenario
from kredslob.scenarios.files.shelf import SHIPPED, path_of, shipped_scenarios, shipped_titles
from kredslob.scenarios.running.calendar import Months
from tests.scenarios.files.pages import plain, read, written

TITLE = {"da": "En", "en": "One"}


@pytest.mark.parametrize("name", shipped_scenarios())
def test_a_shipped_scenario_is_called_as_its_file(name: str) -> None:
    """Each is read without a fault or a warning, and its contrasts hold variants of its own against each other."""
    found = find_scenario(name)
    assert found.id == name
    assert found.warnings == ()
    assert {name: (found.title, found.about)} == {name: shipped_titles()[name]}
    assert len({one.fingerprint for one in found.variants}) == len(found.variants)


def test_what_variants_share(tmp_path: Path) -> None:
    """Variants share the months and the behaviour, and differ in what they say for themselves."""
    base, other = read(tmp_path).variants
    assert (base.months, base.behaviour, base.agreed, base.assumed) == (
        other.months, other.behaviour, other.agreed, other.assumed,
    )  # fmt: skip
    assert base.cycle == {}
    assert other.cycle["losing_work"][0] > 1
    assert base.fingerprint != other.fingerprint


def test_years_are_twelve_months(tmp_path: Path) -> None:
    """A scenario says how long in months or in years."""
    assert read(tmp_path, months=None, years=3).months == Months(date(2011, 1, 1), 36)


def test_a_variant_amends_otherwise(tmp_path: Path) -> None:
    """The amendments of a variant stand in the place of the scenario's."""
    variants = {"base": {"title": TITLE}, "as-agreed": {"title": TITLE, "amendments": []}}
    found = read(tmp_path, amendments=["kbh-2012-adjustment"], variants=variants)
    amended, plain_ = (one.agreed.agreements[0][1] for one in found.variants)
    assert [one.id for one in amended.amendments] == ["kbh-2012-adjustment"]
    assert plain_.amendments == ()


def test_an_amendment_lies_beside_the_file(tmp_path: Path) -> None:
    """Its path is looked for beside the scenario, not where one stands; and it is told which files were read."""
    (tmp_path / "own").mkdir()
    shutil.copy(SHIPPED / "amendments" / "kbh-2011-without-exemption.yaml", tmp_path / "own" / "changed.yaml")
    found = read(tmp_path, variants={"base": {"title": TITLE, "amendments": ["own/changed.yaml"]}})
    [(_, agreement)] = found.variants[0].agreed.agreements
    assert [one.id for one in agreement.amendments] == ["kbh-2011-without-exemption"]
    assert found.sources == (tmp_path / "trial.yaml", tmp_path / "own" / "changed.yaml")


def test_what_a_variant_assumes_stands_beside_what_the_scenario_does(tmp_path: Path) -> None:
    """Guesses of the agreement are taken otherwise by the scenario, and by a variant over it."""
    variants = {
        "base": {"title": TITLE},
        "other": {"title": TITLE, "assumed": {"compensation.method": "none", "flexible.senior_age": 55}},
    }
    found = read(
        tmp_path, assumed={"compensation.method": "headroom", "referral.freed_counts": False}, variants=variants
    )
    base, other = (dict(one.assumed) for one in found.variants)
    assert base == {"compensation.method": "headroom", "referral.freed_counts": False}
    assert other == {"compensation.method": "none", "referral.freed_counts": False, "flexible.senior_age": 55}


def test_behaviour_of_a_variant_stands_beside_the_scenarios(tmp_path: Path) -> None:
    """Values set by the scenario hold in a variant that sets others."""
    mine = {
        "values": {
            "offers.refusals": {"value": 3, "basis": "assumed"},
            "offers.hold_months": {"value": 2, "basis": "assumed"},
        }
    }
    own = {"values": {"offers.refusals": {"value": 5, "basis": "assumed"}}}
    found = read(
        tmp_path, behaviour=mine, variants={"base": {"title": TITLE}, "other": {"title": TITLE, "behaviour": own}}
    )
    base, other = (one.behaviour for one in found.variants)
    assert (base["offers.refusals"], base["offers.hold_months"]) == (3, 2)
    assert (other["offers.refusals"], other["offers.hold_months"]) == (5, 2)


def test_a_set_of_behaviour_of_ones_own(tmp_path: Path) -> None:
    """A file beside the scenario's, written as the shipped one is."""
    text = (
        (BEHAVIOUR / "kbh.yaml")
        .read_text("utf-8")
        .replace("offers.refusals: {value: 2,", "offers.refusals: {value: 4,")
    )
    (tmp_path / "own.yaml").write_text(text, "utf-8")
    found = read(tmp_path, behaviour={"from": "own.yaml"}, variants={"base": {"title": TITLE}})
    assert found.variants[0].behaviour["offers.refusals"] == 4
    assert found.sources == (tmp_path / "trial.yaml", tmp_path / "own.yaml")


@pytest.mark.parametrize(
    ("macro", "first"),
    [
        ({"path": "slump"}, [1.3, 1.6]),
        ({"path": "slump", "after_months": 2}, [1.0, 1.0, 1.3, 1.6]),
        ({"path": "slump", "from": "2011-03"}, [1.0, 1.0, 1.3, 1.6]),
        ({"path": "slump", "from": "2010-12"}, [1.6, 1.8]),
        ({"lines": {"losing_work": {"value": [2, 1.5], "basis": "assumed"}}}, [2.0, 1.5]),
        ({"after_months": 1, "lines": {"losing_work": {"value": [2, 1.5], "basis": "assumed"}}}, [1.0, 2.0, 1.5]),
    ],
)
def test_a_cycle_begins_when_it_is_said_to(tmp_path: Path, macro: object, first: list[float]) -> None:
    """In the first month, so many months later, or in a month of the calendar, also one before the first."""
    found = read(tmp_path, macro=macro, variants={"base": {"title": TITLE}})
    assert list(found.variants[0].cycle["losing_work"][: len(first)]) == first


def test_a_cycle_of_a_file_of_ones_own(tmp_path: Path) -> None:
    """A path to a file that is written as the shipped ones are."""
    (tmp_path / "own.yaml").write_text(
        "schema: 1\nid: own\ntitle: {da: A, en: A}\nafter_months: 1\nlines: {finding_work: {value: [0.5], basis: assumed}}\n", "utf-8"
    )  # fmt: skip
    found = read(tmp_path, macro="own.yaml", variants={"base": {"title": TITLE}})
    assert found.variants[0].cycle == {"finding_work": (1.0, 0.5)}
    assert found.variants[0].macro.id == "own"


def test_two_variants_that_are_alike_are_warned_of(tmp_path: Path) -> None:
    """It is no error, but they will show the same."""
    variants = {"base": {"title": TITLE}, "twin": {"title": {"da": "To", "en": "Two"}, "macro": "none"}}
    [warning] = read(tmp_path, variants=variants).warnings
    assert warning.found.text() == "twin is the same as base: they will show the same."
    assert warning.place.line


def test_stopping_at_the_end_leaves_months_out(tmp_path: Path) -> None:
    """`stop` simulates no month after the agreement's last day; `continue` simulates all that are asked for."""
    end = {"basis": "assumed"}
    assert read(tmp_path, years=6, months=None, after_end={"value": "stop", **end}).variants[0].months.count == 48
    assert read(tmp_path, years=6, months=None, after_end={"value": "continue", **end}).variants[0].months.count == 72
    assert read(tmp_path, years=2, months=None, after_end={"value": "stop", **end}).variants[0].months.count == 24


def test_the_next_agreement_takes_over_on_its_day(tmp_path: Path) -> None:
    """Each that follows in the library, the time between two of them as the amendment of 2019 settles it; the last goes on."""
    found = read(tmp_path, years=20, months=None, after_end={"value": "next", "basis": "assumed"})
    agreed = found.variants[0].agreed
    assert [(day.isoformat(), one.id) for day, one in agreed.agreements] == [
        ("2011-01-01", "kbh-2011-2014"), ("2015-01-01", "kbh-2015-2018"), ("2019-07-01", "kbh-2019-2023"),
        ("2024-01-01", "kbh-2024-2027"),
    ]  # fmt: skip
    assert found.variants[0].months.count == 240


def test_a_fingerprint_is_of_what_settles_results(tmp_path: Path) -> None:
    """Titles, replications and what is held against what change nothing; months, seed and values do."""
    first = read(tmp_path).fingerprint
    contrasts = {"x": {"title": TITLE, "variant": "base", "against": "other", "where": "all"}}
    assert read(tmp_path, about=TITLE, replications=1000, contrasts=contrasts, macro="none").fingerprint == first
    assert read(tmp_path, behaviour={"from": "kbh"}, register="shipped").fingerprint == first
    others = [
        read(tmp_path, months=13), read(tmp_path, seed="2"), read(tmp_path, measured=9), read(tmp_path, macro="slump"),
        read(tmp_path, assumed={"compensation.method": "headroom"}), read(tmp_path, amendments=["kbh-2012-adjustment"]),
        read(tmp_path, behaviour={"values": {"offers.refusals": {"value": 9, "basis": "assumed"}}}),
        read(tmp_path, from_="2011-02"),
    ]  # fmt: skip
    marks = {one.fingerprint for one in others}
    assert len(marks) == len(others)
    assert first not in marks


def test_a_register_of_ones_own(tmp_path: Path) -> None:
    """A folder beside the file; an estate left out gives another fingerprint."""
    from kredslob.engine.register.reading import SHIPPED as COPENHAGEN

    shutil.copytree(COPENHAGEN, tmp_path / "register")
    same = read(tmp_path, register="register")
    assert same.fingerprint == read(tmp_path).fingerprint
    rows = (tmp_path / "register" / "dwelling_types.csv").read_text("utf-8").splitlines()
    (tmp_path / "register" / "dwelling_types.csv").write_text("\n".join(rows[:-1]) + "\n", "utf-8")
    assert read(tmp_path, register="register").fingerprint != same.fingerprint


def test_a_shipped_scenario_may_be_copied(tmp_path: Path) -> None:
    """With its amendments beside it, a copy is the same scenario."""
    shutil.copytree(SHIPPED, tmp_path / "copy")
    assert find_scenario(str(tmp_path / "copy" / "kbh-2011.yaml")).fingerprint == find_scenario("kbh-2011").fingerprint
    assert path_of("kbh-2011").is_file()
    assert written(tmp_path, plain()).is_file()
