"""Every command works for the agreement of another city, from its file and its register alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from kredslob.engine.mappings import plain_text
from tests.cli.conftest import Kredslob

ROOT = Path(__file__).parents[2]
TUTORIAL, CITIES = ROOT / "docs" / "tutorial", ROOT / "tests" / "engine" / "cities"
FRE, PROPOSAL = TUTORIAL / "fredensborg-2012-2016.yaml", TUTORIAL / "proposal.yaml"
LOL, VES = CITIES / "lolland-2016.yaml", CITIES / "vesterhavn.yaml"
EVERY = pytest.mark.parametrize("file", [FRE, PROPOSAL, LOL, VES], ids=lambda path: path.stem)
ON_A_DAY = [
    (FRE, TUTORIAL / "register", "2013-05-06"), (PROPOSAL, TUTORIAL / "register", "2014-09-17"),
    (LOL, CITIES / "register", "2016-09-01"), (VES, CITIES / "register", "2012-06-01"),
]  # fmt: skip


@EVERY
def test_it_is_checked_without_a_word_of_error(kredslob: Kredslob, file: Path) -> None:
    """And without a warning, save that Lolland's page says nothing of referral."""
    result = kredslob("agreement", "check", str(file))
    assert result.exit_code == 0
    if file == LOL:
        assert "refers nobody" in result.stdout
        assert "Errors: 0. Warnings: 1." in result.stdout
    else:
        assert result.stdout == "Nothing was found.\n"


@EVERY
def test_it_is_proved(kredslob: Kredslob, file: Path) -> None:
    """Exactly one answer in every case that its own facts allow."""
    result = kredslob("agreement", "prove", str(file))
    assert result.exit_code == 0
    assert "no gap, no clash" in result.stdout


@EVERY
def test_it_has_a_page_in_both_languages(kredslob: Kredslob, file: Path, tmp_path: Path) -> None:
    """Its own clauses and groups are in it."""
    for lang in ("da", "en"):
        out = tmp_path / f"{lang}.html"
        assert kredslob("agreement", "page", str(file), "-o", str(out), "--lang", lang).exit_code == 0
        assert out.read_text("utf-8").count('data-rule="') > 40


@pytest.mark.parametrize(
    ("file", "cases", "count"),
    [
        (FRE, TUTORIAL / "cases.yaml", 6), (PROPOSAL, TUTORIAL / "cases.yaml", 6), (VES, CITIES / "cases/vesterhavn.yaml", 4),
        (LOL, CITIES / "cases/lolland-2016.yaml", 5),
    ],
)  # fmt: skip
def test_it_is_held_to_its_own_cases(kredslob: Kredslob, file: Path, cases: Path, count: int) -> None:
    """In its own words: its groups, its steps, its facts; a proposal changes nothing before its day."""
    result = kredslob("agreement", "test", str(file), "--cases", str(cases))
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Cases: {count}; as expected: {count}; otherwise: 0.")


def test_what_its_cases_leave_out_is_told_of_its_own_rules(kredslob: Kredslob, tmp_path: Path) -> None:
    """Not of the law, unless some of the cases is of the law."""
    words = ("agreement", "test", str(FRE), "--json", "--cases")
    told = json.loads(kredslob(*words, str(TUTORIAL / "cases.yaml")).stdout)
    assert {one["document"] for one in told["rules"]} == {"fredensborg-2012-2016"}
    of_law = tmp_path / "law.yaml"
    of_law.write_text(
        (TUTORIAL / "cases.yaml").read_text("utf-8").replace("document: fredensborg-2012-2016", "document: abl-51b", 1),
        "utf-8",
    )
    told = json.loads(kredslob(*words, str(of_law)).stdout)
    assert {one["document"] for one in told["rules"]} == {"fredensborg-2012-2016", "abl-51b"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{ladder: yellow}", "{ladder: yelow}", "yelow"), ("group: late", "group: lat", "lat"), ("fisher: true", "fischer: true", "fischer"),
        ("{Trin: rød}", "{Trim: rød}", "Trim"),
    ],
)  # fmt: skip
def test_a_case_with_a_word_misspelt_is_refused(
    kredslob: Kredslob, tmp_path: Path, old: str, new: str, said: str
) -> None:
    """With the line, and what was probably meant."""
    path = tmp_path / "cases.yaml"
    path.write_text((CITIES / "cases/vesterhavn.yaml").read_text("utf-8").replace(old, new, 1), "utf-8")
    result = kredslob("agreement", "test", str(VES), "--cases", str(path))
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_case_that_comes_out_otherwise_is_told(kredslob: Kredslob, tmp_path: Path) -> None:
    """Exactly 45 per cent is red, not orange."""
    path = tmp_path / "cases.yaml"
    text = (CITIES / "cases/vesterhavn.yaml").read_text("utf-8")
    path.write_text(text.replace("{Trin: rød}", "{Trin: orange}", 1), "utf-8")
    result = kredslob("agreement", "test", str(VES), "--cases", str(path))
    assert result.exit_code == 7
    assert "step.red" in result.stdout


@pytest.mark.parametrize("register", [TUTORIAL / "register", CITIES / "register"], ids=["tutorial", "cities"])
def test_its_register_is_sound(kredslob: Kredslob, register: Path) -> None:
    """Only the tables that are needed."""
    assert kredslob("register", "check", str(register)).exit_code == 0


@pytest.mark.parametrize("command", ["classify", "quota", "adjust"])
@pytest.mark.parametrize(("file", "register", "day"), ON_A_DAY, ids=[file.stem for file, _, _ in ON_A_DAY])
def test_its_estates_are_classified_and_accounted_for(
    kredslob: Kredslob, file: Path, register: Path, day: str, command: str
) -> None:
    """Nobody is asked for what the agreement does not read: 40-plus, exemption, compensation."""
    result = kredslob(command, "--on", day, "--agreement", str(file), "--register", str(register))
    assert result.exit_code == 0
    assert "unknown" not in result.stdout
    if command == "classify":
        assert "40+" not in result.stdout
        assert "Exempt" not in result.stdout


def test_the_steps_of_a_ladder_are_a_column_and_their_shares_stand_beside(kredslob: Kredslob) -> None:
    """Called as the agreement calls them."""
    result = kredslob("classify", "--on", "2012-06-01", "--agreement", str(VES), "--register", str(CITIES / "register"))
    rows = [line.split() for line in result.stdout.splitlines() if "flexible" in line]
    assert "Step" in result.stdout
    assert [(row[0], row[4]) for row in rows if "%" in row[2]] == [
        ("Blåvang", "blue"), ("Gulvang", "yellow"), ("Orangevang", "orange"), ("Rødvang", "red"),
    ]  # fmt: skip
    assert "A third to referral; Half flexible" in result.stdout


def test_each_estate_owes_the_share_of_its_step(kredslob: Kredslob) -> None:
    """A half of 40 vacancies, a third of 30, nothing of the others; no one base share is told."""
    result = kredslob(
        "quota", "--on", "2012-06-01", "--agreement", str(VES), "--register", str(CITIES / "register"), "--json"
    )
    told = json.loads(result.stdout)
    assert told["terms"]["base_share"] is None
    assert {one["estate"]: (one["base_share"], one["base_turns"], one["wheel"]) for one in told["estates"]} == {
        "blaa": ("1/2", "20", "1/2"), "gul": ("1/3", "10", "1/3"), "orange": ("0/1", "0", "0/1"), "roed": ("0/1", "0", "0/1"),
    }  # fmt: skip
    assert told["unknown"] == []


def test_an_estate_whose_step_is_not_known_is_told_of(kredslob: Kredslob, tmp_path: Path) -> None:
    """It is not measured: it owes nothing here, and nobody can take that for no."""
    for one in (CITIES / "register").glob("*.csv"):
        text = one.read_text("utf-8")
        (tmp_path / one.name).write_text(
            "\n".join(line for line in text.splitlines() if "gul,2011" not in line), "utf-8"
        )
    words = ("quota", "--on", "2012-06-01", "--agreement", str(VES), "--register", str(tmp_path))
    told = json.loads(kredslob(*words, "--json").stdout)
    assert told["unknown"] == told["unmeasured"] == ["gul"]
    assert "Estates whose standing is not known: 1." in kredslob(*words).stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{referral_share: referral.low}", "{referral_share: referral.lo}", "referral.lo"),
        ("[sea, land, sea, old, sea, land]", "[sea, land, sea, odl, sea, land]", "odl"),
        ("[fishery, youth+late]", "[fishery, youths+late]", "youths"),
        ("{fact: ladder, is: yellow}", "{fact: ladder, is: yelow}", "yelow"),
        ("{fact: fisher, is: true}", "{fact: fischer, is: true}", "fischer"),
    ],
)
def test_a_word_of_ones_own_that_is_misspelt_is_told_with_the_nearest(
    kredslob: Kredslob, tmp_path: Path, old: str, new: str, said: str
) -> None:
    """Terms, slots, groups, choices and facts, in check as in a decision."""
    text = VES.read_text("utf-8")
    assert old in text
    path = tmp_path / "own.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    result = kredslob("agreement", "check", str(path))
    assert result.exit_code == 2
    assert said in result.stdout + result.stderr
    assert "Did you mean" in result.stdout + result.stderr


# --- its facts ------------------------------------------------------------------------------------------------------


def test_its_own_facts_are_listed_with_the_others(kredslob: Kredslob) -> None:
    """An amendment's too; without the file there are none."""
    told = json.loads(kredslob("facts", "--agreement", str(PROPOSAL), "--json").stdout)["facts"]
    names = [one["name"] for one in told]
    assert {"works_locally", "group_parent", "weekly_hours"} <= set(names)
    shipped = json.loads(kredslob("facts", "--json").stdout)["facts"]
    assert told[: len(shipped)] == shipped
    assert "works_locally" not in [one["name"] for one in shipped]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("works_localy", "--agreement", str(FRE)), "Did you mean 'works_locally'?"),
        (("works_locally",), "there is no fact works_locally"),
        (("--agreement", str(FRE.with_name("nowhere.yaml"))), "there is no such file"),
        (("--agreement", str(FRE.with_name("vacancies.yaml"))), "kind is missing"),
    ],
)
def test_a_fact_or_file_that_is_not_there_is_told(kredslob: Kredslob, words: tuple[str, ...], said: str) -> None:
    """With the nearest, where there is one."""
    result = kredslob("facts", *words)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize(
    ("file", "cases"), [(FRE, TUTORIAL / "cases.yaml"), (LOL, CITIES / "cases/lolland-2016.yaml")], ids=["fre", "lol"]
)
def test_the_schema_of_cases_knows_its_own_facts(kredslob: Kredslob, tmp_path: Path, file: Path, cases: Path) -> None:
    """So that an editor completes them; the published one does not, and would underline them."""
    out = tmp_path / "cases.json"
    assert kredslob("agreement", "schema", "cases", "--agreement", str(file), "-o", str(out)).exit_code == 0
    data = json.loads(json.dumps(plain_text(cases).data, default=str))
    published = (ROOT / "docs" / "schemas" / "cases.json").read_text("utf-8")
    assert list(Draft7Validator(json.loads(out.read_text("utf-8"))).iter_errors(data)) == []
    assert list(Draft7Validator(json.loads(published)).iter_errors(data)) != []


# --- compared -------------------------------------------------------------------------------------------------------

ISLANDERS = """schema: 1
id: islanders
kind: amendment
extends: fredensborg-2012-2016
title: {da: "Øboere", en: "Islanders"}
from: 2013-01-01
adopted: 2012-12-01
facts:
  from_island: {about: applicant, type: yes_no, origin: given, label: {da: "Fra øen", en: "From the island"}, question: {da: "Fra øen?", en: "From the island?"}}
changes:
  - replace: young.yes
    with:
      stage: rank
      clause: fre-young
      basis: stated
      when: {any: [{fact: from_island, is: true}, {all: [{fact: age, under: {parameter: young.under}}, {fact: local_ties, is: true}]}]}
      then: {group_young: true}
      overrides: [young.no]
      text: {da: "Ung eller fra øen.", en: "Young or from the island."}
    reason: {da: "a", en: "b"}
"""


def test_an_amendment_with_a_fact_of_its_own_is_compared_with_what_it_amends(
    kredslob: Kredslob, tmp_path: Path
) -> None:
    """The smallest case turns on that fact."""
    (tmp_path / FRE.name).write_text(FRE.read_text("utf-8"), "utf-8")
    (tmp_path / "islanders.yaml").write_text(ISLANDERS, "utf-8")
    assert kredslob("agreement", "check", str(tmp_path / "islanders.yaml")).stdout == "Nothing was found.\n"
    result = kredslob("agreement", "diff", str(tmp_path / "islanders.yaml"))
    assert result.exit_code == 1
    assert "From the island: yes" in result.stdout
    assert "Young or in education" in result.stdout


def test_two_cities_are_compared(kredslob: Kredslob) -> None:
    """Each with facts and groups that the other has not."""
    result = kredslob("agreement", "diff", str(FRE), str(VES))
    assert result.exit_code == 1
    assert "New rule ladder.red: Red." in result.stdout


def test_what_declares_a_fact_in_another_way_cannot_be_compared(kredslob: Kredslob, tmp_path: Path) -> None:
    """There is no case of both."""
    other = tmp_path / "other.yaml"
    text = VES.read_text("utf-8").replace("id: vesterhavn\n", "id: other\n").replace("en: red}", "en: crimson}", 1)
    other.write_text(text, "utf-8")
    result = kredslob("agreement", "diff", str(VES), str(other))
    assert result.exit_code == 2
    assert "declare ladder in different ways" in result.stderr
