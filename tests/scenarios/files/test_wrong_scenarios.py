"""What is wrong with a scenario file is told: where it stands, what was found, what is accepted, all of it at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kredslob.scenarios.behaviour.reading import SHIPPED as BEHAVIOUR
from tests.scenarios.files.pages import plain, problems, told, written

TITLE = {"da": "En", "en": "One"}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("months", 0, "0 is not accepted. Accepted: 1 or more."),
        ("months", -12, "-12 is not accepted."),
        ("months", 100_000, "100000 is not accepted. Accepted: 600 or less."),
        ("months", 1.5, "1.5 is not accepted. Accepted: a whole number."),
        ("months", "many", "many is not accepted. Accepted: a whole number."),
        ("replications", 0, "0 is not accepted. Accepted: 1 or more."),
        ("replications", -1, "-1 is not accepted."),
        ("replications", 10**9, "1000000000 is not accepted. Accepted: 1000000 or less."),
        ("replications", True, "true is not accepted. Accepted: a whole number."),
        ("seed", -1, "-1 is not accepted. Accepted: a text of at most 200 letters, or a whole number."),
        ("seed", "", "is not accepted. Accepted: a text of at most 200 letters, or a whole number."),
        ("seed", 1.5, "1.5 is not accepted."),
        ("seed", [1], "[1] is not accepted."),
        ("seed", "x" * 201, "is not accepted. Accepted: a text of at most 200 letters"),
        ("measured", 13, "13 is not accepted. Accepted: 12 or less."),
        ("published", 0, "0 is not accepted. Accepted: 1 or more."),
        ("from_", "2011-13", "2011-13 is not accepted. Accepted: a month such as 2011-01."),
        ("from_", 2011, "2011 is not accepted. Accepted: a month such as 2011-01. Did you mean '2011-01'?"),
        ("from_", "2011-1", "Did you mean '2011-01'?"),
        ("from_", "0011-01", "0011-01 is not accepted."),
        ("from_", "2015-01", "kbh-2011-2014 is not in force on 2015-01-01. Accepted: a day from 2011-01-01 to 2014-12-31."),
        ("agreement", "kbh-2011-2015", "there is no agreement kbh-2011-2015. Accepted: kbh-2011-2014, "),
        ("agreement", "own.yaml", "own.yaml: there is no such file."),
        ("amendments", ["kbh-2012-adjustmnt"], "Did you mean 'kbh-2012-adjustment'?"),
        ("amendments", ["kbh-2019-between"], "this amends kbh-2015-2018, which does not hold in this variant."),
        ("amendments", "kbh-2012-adjustment", "kbh-2012-adjustment is not accepted. Accepted: a list."),
        ("macro", "slum", "there is no business cycle slum. Accepted: none, slump, or a file. Did you mean 'slump'?"),
        ("macro", {}, "a business cycle is either named or given by its lines. Accepted: path, or lines."),
        ("macro", {"path": "slump", "from": "2011"}, "2011 is not accepted. Accepted: a month such as 2011-01."),
        ("macro", {"path": "slump", "from": "2011-01", "after_months": 1}, "the month is given twice."),
        ("macro", {"path": "slump", "after_months": -1}, "-1 is not accepted. Accepted: 0 or more."),
        ("behaviour", {"from": "kbn"}, "there is no set of behaviour kbn. Accepted: kbh, kbh-fitted, or a file. Did you mean 'kbh'?"),
        ("behaviour", {"values": {"moving.seson": {"value": 1, "basis": "assumed"}}}, "Did you mean 'moving.season'?"),
        ("assumed", {"compensation.methd": "none"}, "Did you mean 'compensation.method'?"),
        ("assumed", {"compensation.method": "headrom"}, "Did you mean 'headroom'?"),
        ("assumed", {"referral.base_share": "1/2"}, "referral.base_share is nothing that is assumed"),
        ("assumed", {"flexible.senior_age": 300}, "found '300'."),
        ("after_end", {"value": "stay", "basis": "assumed"}, "stay is not accepted. Accepted: stop, continue, next."),
        ("after_end", "stop", "stop is not accepted. Accepted: keys and values."),
        ("register", "nowhere", "there is no register here."),
        ("variants", {}, "is not accepted. Accepted: 1 or more of them."),
        ("variants", {"Some Name": {"title": TITLE}}, "Accepted: a name of a-z, 0-9, dot, - and _."),
        ("variants", {"base": {"titel": TITLE}}, "titel is not a field here."),
        ("contrasts", {"x": {"title": TITLE, "variant": "bas", "against": "other", "where": "all"}}, "there is no variant bas."),
        ("contrasts", {"x": {"title": TITLE, "variant": "base", "against": "base", "where": "all"}}, "against itself"),
        ("contrasts", {"x": {"title": TITLE, "variant": "base", "against": "other", "where": "al"}}, "Did you mean 'all'?"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(tmp_path: Path, field: str, value: object, said: str) -> None:
    """Absurd numbers, names that there are not, misspelt fields: each is told with what is accepted."""
    assert said in told(tmp_path, **{field: value})


@pytest.mark.parametrize(
    "field", ["schema", "id", "title", "about", "agreement", "from_", "replications", "seed", "variants"]
)
def test_what_is_missing_is_told(tmp_path: Path, field: str) -> None:
    """Each field that must be given."""
    found = problems(tmp_path, plain(**{field: None}))
    assert [one.found.text() for one in found] == [f"{field.removesuffix('_')} is missing."]


@pytest.mark.parametrize(("months", "years"), [(None, None), (12, 1)])
def test_how_long_is_given_once(tmp_path: Path, months: int | None, years: int | None) -> None:
    """In months or in years."""
    assert "Accepted: months, or years." in told(tmp_path, months=months, years=years) if months else True
    found = problems(tmp_path, plain(months=months, years=years))
    assert [one.accepted.text() if one.accepted else "" for one in found] == ["months, or years"]


def test_variants_that_are_held_against_each_other_are_of_the_same_months(tmp_path: Path) -> None:
    """One that stops at the agreement's end cannot be held against one that goes on."""
    stops = {"title": TITLE, "after_end": {"value": "stop", "basis": "assumed"}}
    contrasts = {"x": {"title": TITLE, "variant": "base", "against": "other", "where": "all"}}
    said = told(tmp_path, months=60, variants={"base": stops, "other": {"title": TITLE}}, contrasts=contrasts)
    assert "base is simulated for 48 months and other for 60. Accepted: variants of the same months." in said


@pytest.mark.parametrize("number", [".nan", ".inf", "-.inf", "1e400", "0x10", "1_000"])
@pytest.mark.parametrize("field", ["months", "replications", "measured"])
def test_no_number_is_not_a_number(tmp_path: Path, number: str, field: str) -> None:
    """NaN and infinity are told like any other word."""
    data = plain() | {"measured": 10}
    text = "\n".join(f"{name}: {number if name == field else _flow(value)}" for name, value in data.items())
    [found] = problems(tmp_path, text)
    assert found.found.text() == f"{number} is not accepted."


@pytest.mark.parametrize("number", [".nan", ".inf", "-0.5", "11", "true", "fast"])
def test_a_pace_of_a_cycle_is_a_number(tmp_path: Path, number: str) -> None:
    """Between 0 and 10 times the usual."""
    data = {name: value for name, value in plain().items() if name != "variants"}
    text = "\n".join(f"{name}: {_flow(value)}" for name, value in data.items())
    text += f"\nmacro: {{lines: {{losing_work: {{value: [1.5, {number}], basis: assumed}}}}}}"
    text += "\nvariants: {base: {title: {da: En, en: One}}}"
    [found] = problems(tmp_path, text)
    assert "Accepted: a number from 0 to 10." in found.text()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("moving.season", [0.1] * 12, "these shares sum to 1.2."),
        ("work.deaths", [0, 0, 0, 0, 0, 1.5], "1.5 is not accepted. Accepted: a number from 0 to 1."),
        ("residents.single_share", 1.2, "1.2 is not accepted. Accepted: a number from 0 to 1."),
        ("offers.refusals", 0, "0 is not accepted. Accepted: a whole number from 1 to 1000."),
    ],
)
def test_behaviour_that_cannot_be_is_told(tmp_path: Path, name: str, value: object, said: str) -> None:
    """Shares that do not sum and hazards above 1, set by the scenario or by one of its variants."""
    values = {"values": {name: {"value": value, "basis": "assumed"}}}
    assert said in told(tmp_path, behaviour=values)
    assert said in told(tmp_path, variants={"base": {"title": TITLE, "behaviour": values}})


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    """A file with faults of all kinds is told all of them, each at its own line."""
    wrong = plain(
        replications=0, from_="2011-13", agreement="kbh-2011", macro="slum", seed=-1,
        assumed={"x": 1}, behaviour={"values": {"work.deaths": {"value": [2] * 6, "basis": "assumed"}}},
        variants={"base": {"title": TITLE, "amendments": ["kbh-2012"]}},
        contrasts={"x": {"title": TITLE, "variant": "base", "against": "bas", "where": "all"}},
    )  # fmt: skip
    lines = {one.place.line for one in problems(tmp_path, wrong)}
    assert len(lines) >= 8


def test_an_agreement_that_is_wrong_is_told_with_its_own_line(tmp_path: Path) -> None:
    """What is wrong in an amendment is told of the amendment's file."""
    (tmp_path / "own.yaml").write_text(
        "schema: 1\nid: own\nkind: amendment\nextends: kbh-2011-2014\nchanges: []\n", "utf-8"
    )
    found = problems(tmp_path, plain(variants={"base": {"title": TITLE, "amendments": ["own.yaml"]}}))
    assert {Path(str(one.place.file)).name for one in found} == {"own.yaml"}


def test_a_set_of_behaviour_that_is_wrong_is_told_with_its_own_line(tmp_path: Path) -> None:
    """A parameter that there is not, beside what is wrong in the scenario."""
    text = (BEHAVIOUR / "kbh.yaml").read_text("utf-8").replace("moving.within_share:\n", "moving.within_shares:\n")
    (tmp_path / "own.yaml").write_text(text, "utf-8")
    found = problems(tmp_path, plain(replications=0, behaviour={"from": "own.yaml"}))
    assert {Path(str(one.place.file)).name for one in found} == {"own.yaml", "trial.yaml"}
    assert any("Did you mean 'moving.within_share'?" in one.text() for one in found)


def test_a_cycle_that_is_wrong_is_told_with_its_own_line(tmp_path: Path) -> None:
    """What is wrong in a file of a business cycle is told of that file."""
    (tmp_path / "own.yaml").write_text("schema: 1\nid: own\ntitle: {da: A, en: A}\nlines: {losing: {}}\n", "utf-8")
    [found] = problems(tmp_path, plain(variants={"base": {"title": TITLE, "macro": "own.yaml"}}))
    assert (Path(str(found.place.file)).name, found.place.line) == ("own.yaml", 4)


@pytest.mark.parametrize("number", ["010180-1234", "0101801234"])
def test_a_cpr_number_is_refused_and_not_repeated(tmp_path: Path, number: str) -> None:
    """In a title, a comment or a seed."""
    for data in (plain(seed=number), plain(title={"da": number, "en": "x"}), f"# {number}\n{_flow(plain())}"):
        found = problems(tmp_path, data)
        assert number not in "\n".join(one.text() for one in found)
        assert "civil registration" in found[0].found.text()


@pytest.mark.parametrize("data", ["", "[]", "just words", "1", "a: [", "schema: 1\n\tid: x"])
def test_what_is_no_scenario_is_refused(tmp_path: Path, data: str) -> None:
    """An empty file, a list, a text."""
    assert problems(tmp_path, data)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder is no scenario."""
    from kredslob.rules.messages import WrongInput
    from kredslob.scenarios.files.reading import find_scenario

    path = written(tmp_path, plain())
    for wanted in (str(path.with_name("none.yaml")), "kbh-211", "x" * 5000, "\0.yaml", str(tmp_path)):
        with pytest.raises(WrongInput):
            find_scenario(wanted)


def _flow(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)
