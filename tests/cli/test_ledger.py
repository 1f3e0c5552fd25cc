"""An office keeps its ledger from the command line: begins it, takes vacancies through it, reports, audits, erases."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from kredslob.cli.main import build
from tests.cli.cases import NO_CLAIMS
from tests.cli.conftest import Kredslob
from tests.cli.test_json_document import DOCUMENT, keys

DEMO = Path(__file__).parents[2] / "scenarios" / "demo"
LIST = str(DEMO / "applicants.csv")
DWELLING = ("--dwelling-kind", "family", "--rooms", "3")
HEAD = re.compile(r"Head [0-9]+:[b-v]{32}\n")
CPR = "010203-1234"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of an office that has begun its ledger and opened a vacancy in Bispeparken, V-2."""
    folder = tmp_path_factory.mktemp("office")
    opening = ("vacancy", "open", "--estate", "Bispeparken", "--notice", "2011-05-01", *DWELLING)
    for words in (("ledger", "init"), opening):
        done = CliRunner().invoke(build(words), [*words, *_place(folder)], env={"KREDSLOB_BY": "ANNE", "LC_ALL": "C"})
        assert done.exit_code == 0
        assert HEAD.search(done.stdout)
    return folder


def _place(folder: Path) -> tuple[str, ...]:
    return ("--db", str(folder / "kredslob.db"), "--key", str(folder / "kredslob.key"))


@pytest.fixture
def office(kredslob: Kredslob, begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kredslob:
    """Give a command line in the folder of such an office."""
    for name in ("kredslob.db", "kredslob.key"):
        shutil.copy2(begun / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KREDSLOB_BY", "ANNE")
    return kredslob


@pytest.fixture
def opened(office: Kredslob) -> Callable[[], str]:
    """Give what opens another vacancy in Bispeparken."""

    def one() -> str:
        done = office("vacancy", "open", "--estate", "Bispeparken", "--notice", "2011-05-01", *DWELLING)
        assert done.exit_code == 0
        return str(re.findall(r"V-[0-9]+", done.stdout)[0])

    return one


def told(office: Kredslob, *words: str) -> Any:
    """Give what a command says as JSON."""
    return json.loads(office(*words, "--json").stdout)


def test_a_vacancy_goes_from_notice_to_letting(office: Kredslob) -> None:
    """Every step prints the head, and the history tells who did what on which day."""
    number = "V-2"
    steps = (
        ("decide", number, *NO_CLAIMS, "--on", "2011-05-09"),
        ("offer", number, "--applicant", "K-1", "--on", "2011-05-10"),
        ("refuse", number, "--on", "2011-05-11"),
        ("decide", number, *NO_CLAIMS, "--on", "2011-05-12", "--by", "OTTO"),
        ("offer", number, "--applicant", "K-2", "--on", "2011-05-13"),
        ("accept", number, "--on", "2011-05-14"),
        ("let", number, "--on", "2011-06-01"),
    )
    for words in steps:
        done = office("vacancy", *words)
        assert (done.exit_code, done.stderr) == (0, "")
        assert HEAD.search(done.stdout)
    shown = told(office, "vacancy", "show", number)
    assert [one["kind"] for one in shown["history"]] == [
        "opened", "decided", "offered", "refused", "decided", "offered", "accepted", "let",
    ]  # fmt: skip
    assert [one["on"] for one in shown["history"]][:2] == ["2011-05-01", "2011-05-09"]
    assert {one["by"] for one in shown["history"]} == {"ANNE", "OTTO"}
    assert shown["state"] == "let"
    assert told(office, "audit", "verify")["whole"] is True
    assert [one["outcome"] for one in told(office, "audit", "replay", "--all")["decisions"]] == ["same", "same"]


def test_nothing_is_written_while_a_fact_is_missing(office: Kredslob) -> None:
    """It is asked for, the exit code says so, and the vacancy is still open."""
    number = "V-2"
    done = office("vacancy", "decide", number)
    assert done.exit_code == 3
    assert "Nothing has been written." in done.stdout
    assert told(office, "vacancy", "show", number)["state"] == "open"


def test_a_person_departs_with_a_reason_and_both_are_kept(office: Kredslob) -> None:
    """Without a reason it is refused; what was recommended stands beside what was decided."""
    number = "V-2"
    words = ("vacancy", "decide", number, *NO_CLAIMS, "--channel", "rehousing")
    refused = office(*words)
    assert refused.exit_code == 2
    assert "--reason" in refused.stderr
    assert office(*words, "--reason", "fire in Mimersgade").exit_code == 0
    event = told(office, "vacancy", "show", number)["history"][-1]
    assert (event["channel"], event["departs"], event["reason"]) == ("rehousing", True, "fire in Mimersgade")
    assert event["recommended"] not in (None, "rehousing")


def test_who_was_passed_over_is_recorded_with_why(office: Kredslob) -> None:
    """In the decision as it is shown, and in the event that is sealed."""
    Path("wheels.csv").write_text("afdeling;oprykningstur;ekstern tur;fordelingstur\nMjølnerparken;1;3;1\n", "utf-8")
    assert office("ledger", "import", "wheels.csv", "--on", "2011-01-01").exit_code == 0
    estate = ("--estate", "Mjølnerparken", "--notice", "2011-02-14", *DWELLING)
    number = re.findall(r"V-[0-9]+", office("vacancy", "open", *estate).stdout)[0]
    made = told(office, "vacancy", "decide", number, "--applicants", LIST, "--assume")
    assert made["decision"]["passed_over"]
    with sqlite3.connect("kredslob.db") as connection:
        body = json.loads(connection.execute("SELECT body FROM event WHERE kind = 'decided'").fetchone()[0])
    connection.close()
    passed = body["outcome"]["passed_over"]
    assert len(passed["who"]) == len(made["decision"]["passed_over"])
    assert passed["why"]
    assert made["chosen"]["applicant"] not in json.dumps(body)
    alone = told(office, "vacancy", "show", number)["history"][1]["passed_over"]
    named = told(office, "vacancy", "show", number, "--applicants", LIST)["history"][1]["passed_over"]
    assert [one["applicant"] for one in named] == [one["applicant"] for one in made["decision"]["passed_over"]]
    assert all(one["applicant"].startswith("P-") and one["failed"] for one in alone)


def test_a_mistake_is_taken_back_and_stays_to_be_seen(office: Kredslob) -> None:
    """The decision and its correction both stand in the history, and the vacancy is open again."""
    number = "V-2"
    office("vacancy", "decide", number, *NO_CLAIMS)
    assert office("vacancy", "correct", number, "--reason", "the wrong dwelling").exit_code == 0
    shown = told(office, "vacancy", "show", number)
    assert shown["state"] == "open"
    assert [(one["kind"], one["taken_back"]) for one in shown["history"]] == [
        ("opened", False), ("decided", True), ("corrected", False),
    ]  # fmt: skip


def test_a_cut_tail_is_found_by_a_head_alone(office: Kredslob) -> None:
    """The exit code is 6, and without a head it is said that nothing shows it."""
    head = told(office, "audit", "verify")["head"]
    with sqlite3.connect("kredslob.db") as connection:
        connection.execute("DELETE FROM event WHERE seq = 2")
        connection.execute("DELETE FROM vacancy")
        connection.execute("DELETE FROM estate")
        connection.execute("DELETE FROM turn")
    connection.close()
    alone = office("audit", "verify")
    assert alone.exit_code == 0
    assert "Nothing shows" in alone.stdout
    held_against = office("audit", "verify", "--head", head)
    assert held_against.exit_code == 6
    assert "cut off" in held_against.stderr


def test_the_accounts_come_as_table_csv_excel_and_json(office: Kredslob, opened: Callable[[], str]) -> None:
    """The same numbers, city, organisation and estate; each says the head from which it was told."""
    for number in ("V-2", opened(), opened()):
        office("vacancy", "decide", number, *NO_CLAIMS)
    shown = office("ledger", "status", "--all")
    assert "Bispeparken" in shown.stdout
    assert HEAD.search(shown.stdout)
    as_json = told(office, "ledger", "status", "--all")
    for file in ("a.csv", "a.xlsx", "a.json"):
        assert office("ledger", "status", "--all", "--out", file).exit_code == 0
    rows = list(csv.reader(Path("a.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    sheet = openpyxl.load_workbook("a.xlsx").active
    assert sheet is not None
    assert len(rows) == sheet.max_row == 4
    assert json.loads(Path("a.json").read_text("utf-8")) == as_json
    assert as_json["city"]["vacancies"] == 3
    assert as_json["turns"]["issued"] == sum(
        as_json["turns"][name] for name in ("used", "pending", "returned", "forfeited")
    )
    assert office("ledger", "status", "--year", "2011").exit_code == 0
    assert "2009" in office("ledger", "status", "--year", "2009").stderr


def test_an_applicant_is_shown_and_erased(office: Kredslob) -> None:
    """Afterwards nothing is held, the chain is whole, and the decision says that it is erased."""
    estate = ("--estate", "Mjølnerparken", "--notice", "2011-02-14", *DWELLING)
    number = re.findall(r"V-[0-9]+", office("vacancy", "open", *estate).stdout)[0]
    office("vacancy", "decide", number, "--applicants", LIST, "--assume")
    assert told(office, "applicant", "show", "A-05")["facts"]
    assert office("applicant", "erase", "A-05").exit_code == 0
    assert office("applicant", "show", "A-05").exit_code == 2
    assert told(office, "audit", "verify")["whole"] is True
    assert [one["outcome"] for one in told(office, "audit", "replay", number)["decisions"]] == ["erased"]


def test_every_key_of_the_ledgers_json_is_described(office: Kredslob) -> None:
    """Whoever reads the JSON finds each key in the document."""
    number = "V-2"
    Path("steps.csv").write_text(f"step,id\nwithdraw,{number}\nlet,{number}\n", "utf-8")
    Path("wheels.csv").write_text("estate,referral_turn\nBispeparken,x\n", "utf-8")
    answers = [
        told(office, "vacancy", "decide", number, *NO_CLAIMS), told(office, "vacancy", "list"),
        told(office, "vacancy", "show", number), told(office, "vacancy", "enter", "steps.csv"),
        told(office, "ledger", "import", "wheels.csv"), told(office, "ledger", "status", "--all"),
        told(office, "audit", "verify"), told(office, "audit", "replay", "--all"),
    ]  # fmt: skip
    described = set(re.findall(r"`\"?([a-z_0-9]+)\"?`", DOCUMENT)) | set(re.findall(r'"([a-z_]+)":', DOCUMENT))
    assert set().union(*map(keys, answers)) - {"da", "en"} - described == set()


def events() -> int:
    """Give how many events the ledger in the working folder has."""
    connection = sqlite3.connect("kredslob.db")
    found = int(connection.execute("SELECT count(*) FROM event").fetchone()[0])
    connection.close()
    return found


# --- what is wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("vacancy", "open", "--estate", "Bispeparken", "--notice", "2011-05-01", "--by", CPR),
        ("vacancy", "open", "--estate", CPR, "--notice", "2011-05-01"),
        ("vacancy", "open", "--estate", "Bispeparken", "--id", CPR, "--notice", "2011-05-01"),
        ("vacancy", "correct", "V-2", "--reason", f"for {CPR}"),
        ("vacancy", "decide", "V-2", "--channel", "flexible", "--reason", f"for {CPR}"),
        ("vacancy", "offer", "V-2", "--applicant", CPR),
        ("applicant", "show", CPR),
        ("applicant", "erase", CPR),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_cpr_number_is_refused_and_not_repeated(office: Kredslob, words: tuple[str, ...]) -> None:
    """Wherever it is written; nothing of it reaches the ledger."""
    done = office(*words)
    assert done.exit_code == 2
    assert CPR not in done.output
    assert events() == 2


@pytest.mark.parametrize("command", ["enter", "import"])
def test_a_cpr_number_in_a_table_refuses_the_table(office: Kredslob, command: str) -> None:
    """It is said where, not what."""
    Path("table.csv").write_text(f"estate,id,referral_turn\nBispeparken,{CPR},1\n", "utf-8")
    done = office("vacancy" if command == "enter" else "ledger", command, "table.csv")
    assert done.exit_code == 2
    assert CPR not in done.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ledger", "init"), "a ledger here already"),
        (("ledger", "status", "--db", "none.db"), "no ledger here"),
        (("ledger", "status", "--db", "mysql://x/y"), "SQLite or PostgreSQL"),
        (("ledger", "status", "--key", "none.key"), "key of the ledger cannot be read"),
        (("ledger", "settle", "--set", "referral.counts=moon"), "referral.counts"),
        (("ledger", "import", "none.csv"), "none.csv"),
        (("ledger", "status", "--out", "accounts.pdf"), ".xlsx"),
        (("vacancy", "open", "--estate", "Bispeparkn", "--notice", "2011-05-01"), "Bispeparken"),
        (("vacancy", "open", "--estate", "Bispeparken"), "has no date"),
        (("vacancy", "decide", "V-9"), "no vacancy V-9"),
        (("vacancy", "let", "V-2"), "is open"),
        (("vacancy", "list", "--state", "lett"), "let"),
        (("vacancy", "show", "V-9"), "no vacancy V-9"),
        (("audit", "verify", "--head", "nonsense"), "no head"),
        (("audit", "replay"), "which decisions"),
        (("audit", "replay", "V-2"), "no decision V-2"),
        (("applicant", "expire"), "no period of retention"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)  # fmt: skip
def test_what_is_wrong_is_told_in_one_line(office: Kredslob, words: tuple[str, ...], said: str) -> None:
    """With exit code 2, what was found and what would be accepted; nothing is written."""
    done = office(*words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert events() == 2


def test_nobody_enters_anything_without_saying_who(office: Kredslob, monkeypatch: pytest.MonkeyPatch) -> None:
    """By --by or KREDSLOB_BY."""
    monkeypatch.delenv("KREDSLOB_BY")
    done = office("vacancy", "open", "--estate", "Bispeparken", "--notice", "2011-05-01")
    assert done.exit_code == 2
    assert "KREDSLOB_BY" in done.stderr


def test_a_key_that_others_may_read_is_refused(office: Kredslob) -> None:
    """And it is said how to mend it."""
    Path("kredslob.key").chmod(0o644)
    done = office("ledger", "status")
    assert done.exit_code == 2
    assert "chmod 600" in done.stderr


@pytest.mark.parametrize("year", [2012, 2016, 2020, 2025])
def test_a_vacancy_of_each_shipped_agreement_can_be_counted(office: Kredslob, year: int) -> None:
    """Each says, or assumes, which event counts, what a refusal does, and whether a home freed within counts."""
    done = office("vacancy", "open", "--estate", "Bispeparken", "--notice", f"{year}-05-02", *DWELLING)
    assert (done.exit_code, done.stderr) == (0, "")
    number = re.findall(r"V-[0-9]+", done.stdout)[0]
    assert office("vacancy", "decide", number, *NO_CLAIMS).exit_code in (0, 3, 4)
    assert office("vacancy", "withdraw", number, "--on", f"{year}-06-01").exit_code == 0
    assert told(office, "audit", "verify")["whole"] is True
