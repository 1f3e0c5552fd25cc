"""`kredslob decide`: the answer first, a code for what must be done, and nothing written that was not asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import Result

from kredslob.cli.demo import SHOWN
from kredslob.cli.exits import Code, gravest
from kredslob.cli.vacancy_options import FIELDS
from kredslob.engine.decide import EvaluatorsDiffer
from kredslob.engine.input_columns import vacancy_columns
from kredslob.rules.library import load_library
from tests.cli.cases import ASKING, HANGING, REFERRED
from tests.cli.conftest import Kredslob

APPLICANTS = """\
Pseudonym;Liste;Opnoteret;Ventelistenr;Født;Arbejde;Timer;Uddannelse;has_partner;Lejer;Boliggarantibevis;Skilsmisse
A-1;ekstern;01-02-1998;1;01-02-1960;fast;20;nej;nej;nej;nej;nej
A-2;ekstern;01-02-1999;2;01-02-1961;fast;37;nej;nej;nej;nej;nej
"""


def first_line(result: Result) -> str:
    """Give the first line of what was said."""
    return result.stdout.splitlines()[0]


# --- one vacancy ---------------------------------------------------------------------------------------------------


def test_the_options_are_what_a_file_may_say() -> None:
    """One option for each column but the one that names a file of applicants; no second list drifts away."""
    columns = {column.name for column in vacancy_columns(load_library().facts).columns}
    assert set(FIELDS) == columns - {"applicants"}


def test_the_answer_is_the_first_line(kredslob: Kredslob) -> None:
    """Channel and offer, before anything else."""
    result = kredslob(*REFERRED)
    assert first_line(result) == "Social referral."
    assert result.exit_code == Code.DONE


def test_an_answer_in_danish_is_danish(kredslob: Kredslob) -> None:
    """`--lang` stands before or after the command."""
    before, after = kredslob("--lang", "da", *REFERRED), kredslob(*REFERRED, "--lang", "da")
    assert first_line(before) == "Boligsocial anvisning."
    assert before.stdout == after.stdout


@pytest.mark.parametrize(
    "part",
    ["Why", "ra11-referral", "Why not the others", "What would change it", "Assumed", "Synthetic", "evaluator",
     "Fingerprint", "For the case file", "the referral wheel 2011"],
)  # fmt: skip
def test_the_answer_tells_what_it_rests_on(kredslob: Kredslob, part: str) -> None:
    """Reasons with clauses, turns, alternatives, guesses, synthetic rows, evaluators, fingerprint, the sentence."""
    assert part in kredslob(*REFERRED).stdout


def test_why_leaves_nothing_out(kredslob: Kredslob) -> None:
    """Rule, source and the words of the clause."""
    short, full = kredslob(*REFERRED), kredslob(*REFERRED, "--why")
    assert len(full.stdout) > len(short.stdout)
    assert "channel.referral" in full.stdout
    assert "(--why shows all)" not in full.stdout


def test_a_missing_fact_is_asked_for(kredslob: Kredslob) -> None:
    """Code 3, and the question."""
    result = kredslob(*ASKING)
    assert result.exit_code == Code.NEEDS
    assert "referral wheel" in first_line(result)


def test_a_guess_that_decides_leaves_it_undetermined(kredslob: Kredslob) -> None:
    """Code 4, both readings, and the question that would settle it."""
    result = kredslob(*HANGING)
    assert result.exit_code == Code.UNDETERMINED
    assert first_line(result).startswith("Undetermined")
    assert "on publication - then: flexible letting" in result.stdout
    assert "at the next spring adjustment - then: social referral" in result.stdout


def test_assume_gives_an_illustrative_answer_and_says_so_first(kredslob: Kredslob) -> None:
    """Nobody can read the answer without reading what it is."""
    result = kredslob(*HANGING, "--assume")
    assert result.exit_code == Code.DONE
    assert first_line(result).startswith("Illustrative answer")


def test_set_takes_a_value_for_a_guess(kredslob: Kredslob) -> None:
    """The other reading decides otherwise."""
    result = kredslob(*HANGING, "--set", "standing.takes_effect=on_publication")
    assert first_line(result).startswith("Flexible letting")


def test_applicants_are_ranked_and_those_passed_over_named(kredslob: Kredslob, tmp_path: Path) -> None:
    """The first who qualifies, and why not the one ahead."""
    path = tmp_path / "a.csv"
    path.write_text(APPLICANTS, "utf-8")
    result = kredslob(
        "decide", "--estate", "Mjølnerparken", "--on", "2011-02-14", "--dwelling-kind", "familie", "--rooms", "3",
        "--transfer-turn", "1", "--external-turn", "3", "--split-turn", "1", "--applicants", str(path),
        "--set", "flexible.split_wheel=a,a,b",
    )  # fmt: skip
    assert first_line(result) == "Flexible letting: offered to applicant A-2."
    assert "A-1" in result.stdout
    assert "20 hours (not at least 25 hours)" in result.stdout


def test_json_is_stable_data_and_nothing_else(kredslob: Kredslob) -> None:
    """One object, whatever the language."""
    english, danish = kredslob(*REFERRED, "--json"), kredslob(*REFERRED, "--json", "--lang", "da")
    told = json.loads(english.stdout)
    assert (told["channel"], told["status"], told["schema"]) == ("referral", "decided", 1)
    assert english.stdout == danish.stdout


# --- writing -------------------------------------------------------------------------------------------------------


def test_nothing_is_written_unless_asked_for(
    kredslob: Kredslob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`decide` never writes anything but `--out`."""
    monkeypatch.chdir(tmp_path)
    kredslob(*REFERRED)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "opening"), [("a.txt", "Social referral"), ("a.json", "{")])
def test_out_writes_what_would_be_printed(kredslob: Kredslob, tmp_path: Path, name: str, opening: str) -> None:
    """As text, or as JSON if the name says so."""
    result = kredslob(*REFERRED, "--out", str(tmp_path / name))
    assert result.stdout == ""
    assert (tmp_path / name).read_text("utf-8").startswith(opening)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_out_leaves_the_old_file_when_the_input_is_wrong(kredslob: Kredslob, tmp_path: Path) -> None:
    """Whole or not at all."""
    path = tmp_path / "a.txt"
    path.write_text("before", "utf-8")
    result = kredslob(*REFERRED, "--rooms", "-3", "--out", str(path))
    assert (result.exit_code, path.read_text("utf-8")) == (Code.WRONG_INPUT, "before")


@pytest.mark.parametrize("name", [".", "no/such/folder/a.txt"])
def test_out_that_cannot_be_written_is_told(kredslob: Kredslob, tmp_path: Path, name: str) -> None:
    """A folder, or a path that leads nowhere."""
    result = kredslob(*REFERRED, "--out", str(tmp_path / name))
    assert result.exit_code == Code.WRONG_INPUT


# --- asking --------------------------------------------------------------------------------------------------------


def test_ask_decides_when_all_is_answered(kredslob: Kredslob) -> None:
    """Each answer leads to the next question, or to the decision."""
    result = kredslob(*ASKING, "--ask", typed="1\n1\n1\n1\n1\n")
    assert result.exit_code == Code.DONE
    assert first_line(result) == "Ordinary list."


def test_ask_checks_what_is_typed(kredslob: Kredslob) -> None:
    """A wrong answer is told, and the question put again."""
    result = kredslob(*ASKING, "--ask", typed="sidste\n1\n1\n1\n1\n")
    assert "3+1" in result.stderr
    assert result.exit_code == Code.DONE


@pytest.mark.parametrize("typed", ["", "\n"])
def test_an_empty_answer_stops(kredslob: Kredslob, typed: str) -> None:
    """And leaves the question standing."""
    assert kredslob(*ASKING, "--ask", typed=typed).exit_code == Code.NEEDS


def test_ask_asks_about_an_applicant_by_pseudonym(kredslob: Kredslob, tmp_path: Path) -> None:
    """And puts the answer where it belongs."""
    path = tmp_path / "a.csv"
    path.write_text(APPLICANTS.replace(";20;", ";;"), "utf-8")
    words = (
        "decide", "--estate", "Mjølnerparken", "--on", "2011-02-14", "--dwelling-kind", "family", "--rooms", "3",
        "--transfer-turn", "1", "--external-turn", "3", "--split-turn", "1", "--applicants", str(path),
        "--set", "flexible.split_wheel=a,a,b",
    )  # fmt: skip
    assert kredslob(*words).exit_code == Code.NEEDS
    result = kredslob(*words, "--ask", typed="37\n")
    assert "Applicant A-1" in result.stderr
    assert first_line(result) == "Flexible letting: offered to applicant A-1."


# --- many ----------------------------------------------------------------------------------------------------------

MANY = """\
id;estate;on;dwelling_kind;rooms;referral_turn;transfer_turn;external_turn;split_turn;rehousing_claim
V1;Bispeparken;2011-03-01;family;3;3;1;2;1;no
V2;Ingensteds;2011-03-01;family;3;3;1;2;1;no
V3;Bispeparken;2011-03-01;family;-3;3;1;2;1;no
V4;Bispeparken;2011-03-01;family;3;;1;2;1;no
"""


def test_one_bad_row_does_not_stop_the_others(kredslob: Kredslob, tmp_path: Path) -> None:
    """The good rows are decided, the bad ones told of with their lines, and the code says so."""
    path = tmp_path / "v.csv"
    path.write_text(MANY, "utf-8")
    result = kredslob("decide", str(path))
    assert result.exit_code == Code.WRONG_INPUT
    assert "V1" in result.stdout
    assert "Vacancies: 4; decided: 1; a fact is missing: 1; wrong input: 2." in result.stdout
    assert "line 3" in result.stderr
    assert "line 4" in result.stderr


def test_a_row_with_several_faults_is_one_vacancy(kredslob: Kredslob, tmp_path: Path) -> None:
    """All its faults are told of; the vacancies are those of the file."""
    path = tmp_path / "v.csv"
    path.write_text(MANY.replace("family;-3", "castle;three"), "utf-8")
    result = kredslob("decide", str(path))
    assert "Vacancies: 4; decided: 1; a fact is missing: 1; wrong input: 2." in result.stdout
    assert "castle" in result.stderr
    assert "three" in result.stderr


def test_many_as_json_hold_decisions_and_problems(kredslob: Kredslob, tmp_path: Path) -> None:
    """A program can tell which is which."""
    path = tmp_path / "v.csv"
    path.write_text(MANY, "utf-8")
    told = json.loads(kredslob("decide", str(path), "--json").stdout)
    assert [one["vacancy"]["id"] for one in told["decisions"]] == ["V1", "V4"]
    assert {one["vacancy"] for one in told["problems"]} == {"V2", None}
    assert all(one["kind"] == "wrong_input" and one["text"]["da"] for one in told["problems"])


def test_each_row_may_have_a_list_of_its_own(kredslob: Kredslob, tmp_path: Path) -> None:
    """Beside the file; a list that is wrong costs the rows that name it."""
    (tmp_path / "good.csv").write_text(APPLICANTS, "utf-8")
    (tmp_path / "bad.csv").write_text("id;children\nA;mange\n", "utf-8")
    (tmp_path / "v.yaml").write_text(
        "".join(
            f"- {{id: {name}, estate: Mjølnerparken, on: 2011-02-14, dwelling_kind: family, rooms: 3, transfer_turn: 1, "
            f"external_turn: 1, split_turn: 1, applicants: {file}}}\n"
            for name, file in (("V1", "good.csv"), ("V2", "bad.csv"), ("V3", "none.csv"))
        ),
        "utf-8",
    )
    told = json.loads(kredslob("decide", str(tmp_path / "v.yaml"), "--json").stdout)
    assert [one["vacancy"]["id"] for one in told["decisions"]] == ["V1"]
    assert {one["vacancy"] for one in told["problems"]} == {"V2", "V3"}


def test_the_gravest_code_counts() -> None:
    """5, 2, 3, 4, 0."""
    order = [Code.DIFFER, Code.WRONG_INPUT, Code.NEEDS, Code.UNDETERMINED, Code.DONE]
    assert [gravest(order[at:]) for at in range(len(order))] == order


def test_evaluators_that_differ_are_a_code_of_their_own(kredslob: Kredslob, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is answered, and the rule is named."""

    def differ(*_: object, **__: object) -> None:
        raise _differing()

    monkeypatch.setattr("kredslob.cli.deciding.decide", differ)
    result = kredslob(*REFERRED, "--json")
    assert result.exit_code == Code.DIFFER
    assert json.loads(result.stdout)["problems"][0]["kind"] == "evaluators_differ"


class _Said(EvaluatorsDiffer):
    """Two evaluators that differ, without two evaluators."""

    def __init__(self) -> None:
        Exception.__init__(self)

    def text(self, lang: str = "en") -> str:
        return f"channel.flexible: yes and no ({lang})"


def _differing() -> EvaluatorsDiffer:
    return _Said()


# --- the demonstration ---------------------------------------------------------------------------------------------


def test_the_demonstration_shows_every_channel_a_question_and_a_guess(kredslob: Kredslob) -> None:
    """A newcomer sees the whole product, and the reasons of one."""
    told = json.loads(kredslob("decide", "--demo", "--json").stdout)
    channels = {one["channel"] for one in told["decisions"]}
    expected = {value for value in load_library().facts["channel"].choices if value != "not_covered"}
    assert expected <= channels
    assert {one["status"] for one in told["decisions"]} == {"decided", "needs", "undetermined"}
    assert told["problems"] == []
    shown = kredslob("decide", "--demo")
    assert f"{SHOWN}, Gadelandet" in shown.stdout
    assert shown.exit_code == Code.DONE


def test_a_demonstration_is_no_question_of_ones_own(kredslob: Kredslob) -> None:
    """`--demo` goes with no other vacancy."""
    assert kredslob("decide", "--demo", "--rooms", "3").exit_code == Code.WRONG_INPUT


def test_a_field_is_told_of_by_the_header_that_stands_in_the_file(kredslob: Kredslob, tmp_path: Path) -> None:
    """People look for the column that they have written; programs get its canonical name."""
    path = tmp_path / "v.csv"
    path.write_text("Nr;Afdeling;Opsigelse;Rum\nV1;Ingensteds;2011-03-01;3\nV2;Bispeparken;2011-03-01;mange\n", "utf-8")
    told = kredslob("decide", str(path), "--json")
    assert "line 2, field Afdeling: " in told.stderr
    assert "line 3, field Rum: " in told.stderr
    assert {one["field"] for one in json.loads(told.stdout)["problems"]} == {"estate", "rooms"}


def test_what_is_wrong_with_rows_is_told_in_the_order_of_the_file(kredslob: Kredslob, tmp_path: Path) -> None:
    """Whether a row cannot be read or its estate is not there; for programs too."""
    path = tmp_path / "v.csv"
    path.write_text(
        "id;estate;on;dwelling kind\n"
        "1;Nopeparken;2011-05-01;family\n2;Bispeparken;2011-05-01;castle\n3;Nopenope;2011-05-01;family\n",
        "utf-8",
    )
    shown = kredslob("decide", str(path)).stderr.splitlines()
    assert [line.partition(", field")[0].rpartition(" ")[2] for line in shown] == ["2", "3", "4"]
    told = json.loads(kredslob("decide", str(path), "--json").stdout)["problems"]
    assert [one["place"]["line"] if "place" in one else one["line"] for one in told] == [2, 3, 4]
