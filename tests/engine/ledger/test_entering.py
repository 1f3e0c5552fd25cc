"""Tables of steps: each row is judged by itself, and all are written together or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from kredslob.engine.ledger.choosing import Choice
from kredslob.engine.ledger.entering import Entered, _Taking, enter_steps, step_columns
from kredslob.engine.ledger.opening import begin_ledger
from kredslob.engine.ledger.verifying import verify
from kredslob.engine.register.tabular import read_table
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from tests.engine.ledger.books import BY, PEOPLE, Books, Clock, small_office
from tests.engine.ledger.dumped import dumped
from tests.engine.small_city import DAY, ESTATE

CLAIMS = "rehousing_claim;return_guarantee_claim;own_estate_claim;divorce_claim;organisation_claim"
NONE = "no;no;no;no;no"
HEAD = f"step;id;estate;notice;dwelling_kind;rooms;day;applicant;channel;reason;another;flexible_due;{CLAIMS}\n"


def rows(*lines: str) -> str:
    """Give a table of steps."""
    return HEAD + "".join(f"{line}\n" for line in lines)


def opened(number: str, estate: str = ESTATE) -> str:
    """Give the row of a notice."""
    return f"open;{number};{estate};2011-05-02;family;3;;;;;;yes;;;;;"


def decided(number: str, more: str = ";;") -> str:
    """Give the row of a decision; `more` is another applicant, channel and reason."""
    return f"decide;{number};;;;;2011-05-09;{more};;;{NONE}"


def step(kind: str, number: str, applicant: str = "") -> str:
    """Give the row of another step."""
    return f"{kind};{number};;;;;2011-05-10;{applicant};;;;;;;;;"


def entered(desk: Books, text: str, *, rejected_too: bool = False) -> tuple[list[Entered], bool]:
    """Enter a table, and give what came of its rows, and whether anything was written."""
    file = Path(desk.where[1]).parent / "steps.csv"
    file.write_text(text, "utf-8")
    found, head = enter_steps(desk.ledger, desk.office, file, by=BY, on=DAY, rejected_too=rejected_too)
    return found, head is not None


LIFE = (
    opened("B-1"), opened("B-2"), opened("B-3"), decided("B-3"), step("offer", "B-3", "M-1"), step("accept", "B-3"),
    step("let", "B-3"), step("withdraw", "B-2"),
)  # fmt: skip


def test_steps_are_taken_in_the_order_of_the_table(desk: Books) -> None:
    """From notice to letting, the wheel as if each had been entered by itself."""
    found, written = entered(desk, rows(*LIFE))
    assert [one.outcome for one in found] == ["accepted"] * len(LIFE)
    assert [one.event for one in found] == list(range(2, 2 + len(LIFE)))
    assert written
    assert (desk.kept("B-3").state, desk.kept("B-3").channel, desk.kept("B-2").state) == (
        "let",
        "referral",
        "withdrawn",
    )
    assert verify(desk.ledger).faults == ()


def test_a_row_that_is_wrong_keeps_all_from_being_written(desk: Books) -> None:
    """The ledger is as it was, down to the last row, and the row is told of by its line."""
    before = dumped(desk.ledger.engine)
    found, written = entered(desk, rows(*LIFE, opened("B-4", "Prøvegaarden-nord"), step("accept", "B-1")))
    assert [one.outcome for one in found] == ["accepted"] * len(LIFE) + ["rejected", "rejected"]
    assert [(one.line, one.problems[0].place.field) for one in found[-2:]] == [(10, "estate"), (11, "id")]
    assert not written
    assert dumped(desk.ledger.engine) == before


def test_the_accepted_rows_alone_are_written_if_that_is_asked(desk: Books) -> None:
    """What a rejected row had begun is taken back, and those after it are judged without it."""
    found, written = entered(
        desk, rows(opened("B-1"), opened("B-1"), step("offer", "B-1"), opened("B-2")), rejected_too=True
    )
    assert [one.outcome for one in found] == ["accepted", "rejected", "rejected", "accepted"]
    assert written
    assert [one["kind"] for one in desk.events()] == ["begun", "opened", "opened"]
    assert verify(desk.ledger).faults == ()


def test_nothing_is_written_if_every_row_is_wrong(desk: Books) -> None:
    """Not even when the accepted rows alone were asked for."""
    before = dumped(desk.ledger.engine)
    found, written = entered(desk, rows(step("let", "B-1")), rejected_too=True)
    assert (found[0].outcome, written) == ("rejected", False)
    assert dumped(desk.ledger.engine) == before


def test_a_missing_fact_rejects_the_row_and_is_named(desk: Books) -> None:
    """Nobody is asked: the row says what is missing, and the cure."""
    found, _ = entered(desk, rows(opened("B-1"), step("decide", "B-1")))
    assert found[1].outcome == "rejected"
    assert "rehousing_claim" in found[1].problems[0].text("en")


def test_a_departure_is_accepted_with_a_warning(desk: Books) -> None:
    """A person decides; it is said that it departs, and without a reason it is rejected."""
    found, _ = entered(desk, rows(opened("B-1"), decided("B-1", ";referral;agreed by telephone")))
    assert [one.outcome for one in found] == ["accepted", "warnings"]
    found, _ = entered(desk, rows(opened("B-2"), decided("B-2", ";referral;")))
    assert [one.outcome for one in found] == ["accepted", "rejected"]


def test_a_step_before_the_notice_is_worth_a_look(desk: Books) -> None:
    """Both days are told."""
    row = step("withdraw", "B-1").replace("2011-05-10", "2010-05-10")
    found, _ = entered(desk, rows(opened("B-1"), row))
    assert [one.text("en") for one in found[1].warnings] == [
        "this is dated 2010-05-10, before the vacancy was known on 2011-05-02."
    ]


@pytest.mark.parametrize("wrong", ["", "steps\n", "id\n010203-1234\n", "step;id;estates\n"])
def test_a_table_that_cannot_be_read_is_refused_whole(desk: Books, wrong: str) -> None:
    """Empty, without a header that is known, or with a CPR number in it."""
    with pytest.raises(WrongInput):
        entered(desk, wrong)
    assert len(desk.events()) == 1


@pytest.mark.parametrize("kind", ["lets", "correct", "begun"])
def test_a_step_that_is_none_rejects_its_row(desk: Books, kind: str) -> None:
    """The steps there are, are named; taking back is done one by one, with its reason."""
    found, written = entered(desk, rows(opened("B-1"), step(kind, "B-1")))
    assert (found[1].outcome, found[1].line, written) == ("rejected", 3, False)


# --- row by row, on SQLite alone -----------------------------------------------------------------------------------------


def table(*lines: Mapping[str, str], head: Sequence[str] = ()) -> str:
    """Give a table by its cells; columns that no line names are left out, empty lines written as such."""
    columns = list(dict.fromkeys([*head, *(name for line in lines for name in line)]))
    cells = [[line.get(name, "") for name in columns] for line in lines]
    return "".join(f"{';'.join(line)}\n" for line in (columns, *cells))


def notice(number: str = "", **more: str) -> dict[str, str]:
    """Give the cells of a notice."""
    given = {"estate": ESTATE, "notice": "2011-05-02", "dwelling_kind": "family", "rooms": "3", "flexible_due": "yes"}
    return {"step": "open", "id": number, **given, **more}


def claims(number: str, **more: str) -> dict[str, str]:
    """Give the cells of a decision in which nobody has a claim."""
    return {"step": "decide", "id": number, **dict.fromkeys(CLAIMS.split(";"), "no"), **more}


def told(one: Entered) -> tuple[str, str, str, str | None, str]:
    """Give what came of a row: vacancy, step, outcome, and the column and the words of what is wrong or doubtful."""
    wrong = one.problems[0] if one.problems else None
    words = wrong.found if wrong else one.warnings[0] if one.warnings else None
    return one.vacancy, one.step, one.outcome, wrong.place.field if wrong else None, words.text("en") if words else ""


def taken(own: Books, *lines: Mapping[str, str], **how: Any) -> list[tuple[str, str, str, str | None, str]]:
    """Enter a table by its cells, and give what came of each row."""
    return [told(one) for one in entered(own, table(*lines), **how)[0]]


def done(vacancy: str, step: str) -> tuple[str, str, str, str | None, str]:
    """Give what comes of a row that is accepted."""
    return vacancy, step, "accepted", None, ""


def last(own: Books) -> dict[str, Any]:
    """Give what the last event says."""
    return own.events()[-1]


def test_a_row_without_a_step_is_a_notice(own: Books) -> None:
    """And without a number it gets one."""
    assert taken(own, notice(step=""), notice("B-7")) == [done("V-2", "open"), done("B-7", "open")]
    assert last(own)["by"] == BY


def test_a_step_is_of_the_day_in_its_row_else_of_the_day_of_the_table(own: Books) -> None:
    """Each step by itself."""
    taken(own, notice("B-1"), notice("B-2"), {"step": "withdraw", "id": "B-1", "day": "2011-06-07"},
          {"step": "withdraw", "id": "B-2"})  # fmt: skip
    assert [one["on"] for one in own.events()[-2:]] == ["2011-06-07", "2011-05-02"]


def test_a_refusal_may_say_that_another_is_named(own: Books) -> None:
    """Yes, no, or nothing, which is no."""
    numbers = [own.open() for _ in range(3)]
    own.decide(numbers[2])
    for number, (cell, declined) in enumerate((("yes", False), ("no", True))):
        lines = {"step": "offer", "id": numbers[2], "applicant": f"M-{number}"}, {"step": "refuse", "id": numbers[2]}
        assert taken(own, lines[0], {**lines[1], "another": cell}) == [
            done(numbers[2], "offer"),
            done(numbers[2], "refuse"),
        ]
        assert (last(own)["another"], last(own)["declined"]) == (not declined, declined)
    own.decide(numbers[0])
    taken(own, {"step": "offer", "id": numbers[0], "applicant": "M-9"}, {"step": "refuse", "id": numbers[0]})
    assert last(own)["another"] is False


def test_a_notice_may_say_by_whose_move_the_dwelling_was_freed(own: Books) -> None:
    """And is refused in that column if nobody has moved so."""
    before = own.open()
    own.decide(before, PEOPLE, Choice("a swap", "organisation_transfer", "A-1"))
    own.offer(before)
    own.let(before)
    assert taken(own, notice("B-1", freed_by=before)) == [done("B-1", "open")]
    assert last(own)["freed_by"] == before
    assert taken(own, notice("B-2", freed_by="B-1")) == [
        ("B-2", "open", "rejected", "freed_by", "B-1 has not been let by an internal move.")
    ]


LISTED = "pseudonym,list,listed_since,list_number,birth_date,job,weekly_hours\n"
WAITING = ("A-1,external,1991-01-01,1,1971-01-01,none,0\n", "A-3,external,1993-01-01,3,1971-01-01,permanent,37\n")


def test_a_list_of_applicants_is_named_by_its_path_from_the_table(own: Books) -> None:
    """And a person may choose somebody on it, for a reason; without a list the channel alone is decided."""
    (Path(own.where[1]).parent / "list.csv").write_text(LISTED + "".join(WAITING), "utf-8")
    chosen = {"applicants": "list.csv", "applicant": "A-1", "channel": "ordinary", "reason": "a wheelchair"}
    found = taken(own, notice("B-1"), claims("B-1", **chosen))
    assert found == [done("B-1", "open"), ("B-1", "decide", "warnings", None, "this departs from what is recommended.")]
    assert (last(own)["chosen"]["channel"], last(own)["chosen"]["departs"]) == ("ordinary", True)
    assert last(own)["inputs"]["list"] is not None
    found = taken(own, notice("B-2"), claims("B-2", channel="rehousing", reason="fire"))
    assert (found[1][2], last(own)["chosen"]["channel"], last(own)["inputs"]["list"]) == ("warnings", "rehousing", None)


def test_a_list_that_is_not_there_rejects_the_row_by_its_own_name(own: Books) -> None:
    """Not by the table's, which is there; a line of a list that cannot be read is told as a line of the list."""
    folder = Path(own.where[1]).parent
    (folder / "list.csv").write_text(LISTED + WAITING[0].replace("1991-01-01", "long ago"), "utf-8")
    for name, line in (("none.csv", None), ("list.csv", 2)):
        found, _ = entered(own, table(notice("B-1"), claims("B-1", applicants=name)))
        place = found[1].problems[0].place
        assert (found[1].line, place.file, place.line) == (3, str(folder / name), line)


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        (notice("B-1", estate=""), "estate", "this is missing."), (notice("B-1", notice=""), "notice", "the vacancy has no date."),
        ({"step": "let", "id": ""}, "id", "this is missing."), ({"step": "let", "id": "B-9"}, "id", "there is no vacancy B-9"),
        ({"step": "let", "id": "B-0"}, "id", "B-0 is open, so this cannot be entered: let."),
        (notice("B-0"), "id", "there is a vacancy B-0 already."),
        (claims("B-0", rehousing_claim=""), "rehousing_claim", "this cannot be decided"),
        (notice("B-1", freed_by="B-0"), "freed_by", "B-0 has not been let by an internal move."),
        (claims("B-0", channel="sideways", reason="x"), "channel", "no channel is called 'sideways'."),
        (claims("B-0", channel="referral"), "reason", "a reason is missing."),
        (claims("B-0", applicant="A-9", reason="x"), "applicant", "this applicant is not on the list given"),
        ({"step": "decide", "id": "B-0", "return_guarantee_claim": "no"}, "rehousing_claim", "this cannot be decided"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_the_column_that_it_is_about(
    own: Books, line: Mapping[str, str], column: str, said: str
) -> None:
    """With the line, the vacancy and the step."""
    columns = [*notice(), *claims(""), "freed_by", "channel", "reason", "applicant"]
    found, written = entered(own, table(notice("B-0"), line, head=list(dict.fromkeys(columns))))
    vacancy, step, outcome, field, words = told(found[1])
    assert (vacancy, step, outcome, field, written) == (line["id"], line["step"], "rejected", column, False)
    assert said in words
    assert (found[1].line, found[1].problems[0].place.line) == (3, 3)


def test_a_column_that_the_table_has_not_is_not_named(own: Books) -> None:
    """What a fact is called in Danish may be typed at the head of one."""
    found, _ = entered(
        own, f"trin;nr;afdeling;opsigelse;boligtype\nopret;B-0;{ESTATE};2011-05-02;familie\nafgør;B-0;;;\n"
    )
    (problem,) = found[1].problems
    assert "Nogen skal genhuses; " in problem.text("da")
    assert "rehousing_claim, return_guarantee_claim" in problem.text("en")
    file = Path(own.where[1]).parent / "steps.csv"
    read = read_table(file, step_columns(own.office.library.facts))
    taking = _Taking(own.ledger, own.office, own.shelf, read, file.parent, BY, DAY)
    place = taking._placed(Problem(Place("the referral wheel"), Message("x"), Message("y")), read.rows[1]).place
    assert (place.file, place.line, place.field) == (str(file), 3, None)


def test_a_decision_that_hangs_on_a_guess_is_rejected_without_a_column(tmp_path: Path) -> None:
    """It is said how to settle it."""
    ledger, _ = begin_ledger(str(tmp_path / "a.db"), str(tmp_path / "a.key"), by=BY, now=Clock())
    own = Books(ledger, small_office(), (str(tmp_path / "a.db"), str(tmp_path / "a.key")))
    young = "A-6,external,1985-01-01,6,1983-06-01,none,0,yes,yes\n"
    head = LISTED.replace("\n", ",resident_in_city,leaving_parental_home\n")
    (tmp_path / "list.csv").write_text(head + young + "".join(f"{one.strip()},,\n" for one in WAITING), "utf-8")
    found = taken(own, notice("B-1"), claims("B-1", applicants="list.csv"))
    assert found[1][2:4] == ("rejected", None)
    assert "hangs on a guess" in found[1][4] or "a fact is missing" in found[1][4]


@pytest.mark.parametrize(("day", "doubt"), [("2011-05-01", True), ("2011-05-02", False), ("2011-05-03", False)])
def test_a_step_of_the_day_of_the_notice_is_not_before_it(own: Books, day: str, doubt: bool) -> None:
    """Of several days of the vacancy the first counts."""
    found = taken(own, notice("B-1", available="2011-07-01"), {"step": "withdraw", "id": "B-1", "day": day})
    assert found[1][2] == ("warnings" if doubt else "accepted")


def test_a_notice_where_no_referral_wheel_is_agreed_is_worth_a_look(own: Books) -> None:
    """As under the agreement of 2019, which leaves it to others; the day that counts may be said alone."""
    later = notice("B-1", notice="2020-02-03"), notice("B-2", notice="", on="2020-02-03"), notice("B-3")
    found = taken(own, *later)
    doubt = f"no referral wheel is agreed for {ESTATE}, so no turn is counted."
    assert [(one[2], one[4]) for one in found] == [("warnings", doubt), ("warnings", doubt), ("accepted", "")]


def test_rows_that_cannot_be_read_are_rejected_in_their_place(own: Books) -> None:
    """Among the others, by their lines; nothing is known of them."""
    lines = notice("B-1"), notice("B-2", notice="the other day"), notice("B-3", rooms="many"), notice("B-4")
    found, written = entered(own, table(*lines))
    assert [(one.line, one.vacancy, one.step, one.outcome) for one in found] == [
        (2, "B-1", "open", "accepted"), (3, "", "", "rejected"), (4, "", "", "rejected"), (5, "B-4", "open", "accepted"),
    ]  # fmt: skip
    assert not written


def test_the_others_are_kept_only_if_that_is_asked(own: Books) -> None:
    """One that is wrong keeps all from being written; an empty table writes nothing."""
    file = Path(own.where[1]).parent / "steps.csv"
    file.write_text(table(notice("B-1"), {"step": "let", "id": "B-1"}), "utf-8")
    assert enter_steps(own.ledger, own.office, file, by=BY, on=DAY)[1] is None
    assert len(own.events()) == 1
    file.write_text(table(head=list(notice())), "utf-8")
    assert enter_steps(own.ledger, own.office, file, by=BY, on=DAY)[0] == []


def test_the_columns_are_those_of_a_step_and_of_a_vacancy_but_for_turns() -> None:
    """Where wheels stand the ledger knows; no column need be there."""
    columns = step_columns(small_office().library.facts).columns
    names = [one.name for one in columns]
    assert {"step", "day", "applicant", "freed_by", "another", "id", "estate", "notice", "rooms", "applicants"} <= set(
        names
    )
    assert not [name for name in names if name.endswith("_turn")]
    assert not [one.name for one in columns if one.required]
