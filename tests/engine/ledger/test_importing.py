"""Where wheels stand when an office begins its ledger: what each row of the table does, and why one is rejected."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kredslob.engine.ledger.importing import Imported, import_wheels
from kredslob.engine.ledger.life import open_vacancy
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.turning import Begin, Changes, Effect, Turn
from kredslob.engine.ledger.verifying import verify
from kredslob.engine.office import Office
from kredslob.engine.register.rows import Estate, Measurement, Organisation
from kredslob.engine.vacancy import Vacancy
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import BY, Books
from tests.engine.own_agreement import with_agreement
from tests.engine.small_city import DAY, DWELLING, ESTATE, KNOWN, ORGANISATION, city, library, measured

WHEEL = "kbh-2011-2014"
REFERRAL = Begin("referral", WHEEL, ("open", "referral"), "001", 0)
TRANSFER = Begin("transfer", "2011", ("external", "transfer"), "01", 0)
SPLIT = Begin("split", "2011", ("a", "b"), "001", 0)
SILENT = {
    name: f"wheel {name}: nothing is said, so it begins at its first slot."
    for name in ("referral", "transfer", "split")
}


def estate(name: str, organisation: str = ORGANISATION) -> Estate:
    """Give another estate."""
    return Estate(name, name.title(), organisation, None, None, origin="public", recorded_on=KNOWN)


@pytest.fixture(scope="module")
def office() -> Office:
    """Give an office of the small city's estate, a neighbour, one that is exempt, and one outside the framework."""
    exempt = Measurement("fritaget", 2010, KNOWN, 2000, 1000, 500, 30, origin="public", recorded_on=KNOWN)
    outside = Organisation("fremmed", "Fremmed", first_district=False, origin="public", recorded_on=KNOWN)
    rows = measured(), estate("naboen"), estate("fritaget"), exempt, outside, estate("udenfor", "fremmed")
    return Office(library(), city(*rows))


def brought(ledger: Ledger, office: Office, *rows: str, head: str = "", **how: Any) -> tuple[list[Imported], bool]:
    """Import a table, its columns as usual unless said; give what came of its rows, and whether anything was written."""
    file = Path(str(ledger.url.database)).with_name("wheels.csv")
    file.write_text(
        "\n".join((head or "estate,on,referral_turn,transfer_turn,split_turn,external_turn", *rows)), "utf-8"
    )
    found, written = import_wheels(ledger, office, file, by="OTTO", on=DAY, **how)
    assert written is None or written == ledger.read(lambda reading: reading.head())
    return found, written is not None


def said(ledger: Ledger) -> list[dict[str, Any]]:
    """Give what the events after the first say, but for their place in the chain and the time."""
    with ledger.reading() as reading:
        every = [one.data for one in reading.events(after_seq=1)]
    return [{name: value for name, value in one.items() if name not in ("at", "prev", "seq")} for one in every]


def told(one: Imported) -> tuple[str, list[str], list[str]]:
    """Give what came of a row in words: the outcome, what is wrong by its column, what is worth a look."""
    wrong = [f"{problem.place.field}: {problem.found.text('en')}" for problem in one.problems]
    return one.outcome, wrong, [warning.text("en") for warning in one.warnings]


def test_a_row_makes_each_wheel_stand_where_it_says(begun: Ledger, office: Office) -> None:
    """The slot it begins at, and the turns that are owed, numbered from below; by the estate's id or name."""
    found, written = brought(begun, office, "Prøvegården,,3+2,2,2011:1,")
    owed = tuple(Effect(Turn("referral", WHEEL, -number), "referral", "free", "owed") for number in (1, 2))
    changes = Changes((REFERRAL._replace(start=2), TRANSFER._replace(start=1), SPLIT), owed)
    warnings = found[0].warnings
    assert found == [Imported(2, ESTATE, "warnings", (), warnings, changes, DAY)]
    assert [one.text("en") for one in warnings] == [
        "wheel referral: more turns are owed than a whole round gives (2, 1)."
    ]
    assert written
    assert said(begun) == [{
        "kind": "imported", "estate": ESTATE, "by": "OTTO", "on": "2011-05-02",
        "begun": [["referral", WHEEL, ["open", "referral"], "001", 2], ["transfer", "2011", ["external", "transfer"], "01", 1],
                  ["split", "2011", ["a", "b"], "001", 0]],
        "turns": [["referral", WHEEL, -1, "referral", "free", "owed"], ["referral", WHEEL, -2, "referral", "free", "owed"]],
    }]  # fmt: skip


def test_a_row_may_be_as_of_a_day_of_its_own(begun: Ledger, office: Office) -> None:
    """Else it is as of the day that is said for all."""
    found, _ = brought(begun, office, f"{ESTATE},2011-06-01,1,1,1,", "naboen,,1,1,1,")
    assert [(one.on, one.outcome) for one in found] == [(date(2011, 6, 1), "accepted"), (DAY, "accepted")]
    assert [one["on"] for one in said(begun)] == ["2011-06-01", "2011-05-02"]


@pytest.mark.parametrize(
    ("cells", "silent"),
    [("1,1,1", []), ("1,,", ["transfer", "split"]), ("1,2,", ["split"]), (",,2", ["referral", "transfer"])],
)
def test_a_wheel_of_which_nothing_is_said_begins_at_its_first_slot(
    begun: Ledger, office: Office, cells: str, silent: list[str]
) -> None:
    """That is worth a look, and only the others are begun; a wheel that is not agreed need not be told of."""
    (one,), _ = brought(begun, office, f"{ESTATE},,{cells},")
    assert told(one) == ("warnings" if silent else "accepted", [], [SILENT[name] for name in silent])
    assert {wheel.wheel for wheel in one.changes.begun} == set(SILENT) - set(silent)


def test_a_wheel_whose_slots_are_all_alike_need_not_be_told_of(begun: Ledger) -> None:
    """Wherever it stands, the same is due."""
    wheels = {"referral": [{"version": "own", "slots": ["referral"]}]}
    with with_agreement(wheels) as office:
        (one,), _ = brought(begun, office, f"{ESTATE},,,1,1,")
    assert told(one) == ("accepted", [], [])


@pytest.mark.parametrize(
    ("row", "doubts"),
    [
        ("naboen,,1+1,1,1,", []), ("naboen,,1,1+1,1,", []),
        ("naboen,,1+2,1,1,", ["wheel referral: more turns are owed than a whole round gives (2, 1)."]),
        ("naboen,,1,1+3,1,", ["wheel transfer: more turns are owed than a whole round gives (3, 1)."]),
        ("fritaget,,1+1,1,1,", ["the estate is exempt, so the turns owed will lapse (1)."]),
        ("fritaget,,1,1+1,1,", []), ("fritaget,,1,1,1,", []),
        ("fritaget,,1+2,1+2,1,", ["wheel referral: more turns are owed than a whole round gives (2, 1).",
                                  "the estate is exempt, so the turns owed will lapse (2).",
                                  "wheel transfer: more turns are owed than a whole round gives (2, 1)."]),
    ],
)  # fmt: skip
def test_turns_owed_beyond_a_round_or_by_an_exempt_estate_are_worth_a_look(
    begun: Ledger, office: Office, row: str, doubts: list[str]
) -> None:
    """They are written all the same."""
    (one,), written = brought(begun, office, row)
    assert (told(one), written) == (("warnings" if doubts else "accepted", [], doubts), True)


def test_what_was_imported_is_put_right_by_another_table(begun: Ledger, office: Office) -> None:
    """The turns that it said were owed are taken back, and those of other wheels stay."""
    brought(begun, office, f"{ESTATE},,1+1,1+1,1,")
    (one,), written = brought(begun, office, f"{ESTATE},,2,,,")
    assert one.changes == Changes(
        (REFERRAL._replace(start=1),), (Effect(Turn("referral", WHEEL, -1), "referral", "owed", "free"),)
    )
    assert written
    counters = begun.read(lambda reading: reading.standing(None, ESTATE).counters)
    assert (counters["referral"].owed, len(counters["transfer"].owed)) == ((), 1)


# --- what is rejected --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (f"{ESTATE},,4,1,1,", ["referral_turn: wheel referral has no slot 4."]),
        (f"{ESTATE},,3,3,1,", ["transfer_turn: wheel transfer has no slot 3."]),
        (f"{ESTATE},,2010:3,1,1,", ["referral_turn: wheel referral has no version 2010 on this day."]),
        (f"{ESTATE},,1,1,1,1", ["external_turn: no wheel external is agreed for this estate."]),
        (f"{ESTATE},,4,3,1,", ["referral_turn: wheel referral has no slot 4.", "transfer_turn: wheel transfer has no slot 3."]),
        (f"{ESTATE},,,,,", ["referral_turn: nothing is said of any wheel."]),
        ("nowhere,,1,1,1,", ["estate: no estate is called 'nowhere'."]),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_rejected_with_all_that_is_wrong(
    begun: Ledger, office: Office, row: str, wrong: list[str]
) -> None:
    """By the column of each; nothing is written."""
    (one,), written = brought(begun, office, row)
    assert (one.outcome, told(one)[1], one.line, written) == ("rejected", wrong, 2, False)
    assert one.estate == row.partition(",")[0]
    assert said(begun) == []


@pytest.mark.parametrize("written", ["x", "0", "3+", "-1", "3+x"])
def test_what_is_no_place_on_a_wheel_is_rejected(begun: Ledger, office: Office, written: str) -> None:
    """By its column."""
    (one,), _ = brought(begun, office, f"{ESTATE},,1,1,{written},")
    assert (one.outcome, [problem.place.field for problem in one.problems]) == ("rejected", ["split_turn"])


def test_the_last_slot_of_a_wheel_is_one_of_its_slots(begun: Ledger, office: Office) -> None:
    """And its own version may be named."""
    (one,), _ = brought(begun, office, f"{ESTATE},,{WHEEL}:3,2,2011:3,")
    assert [wheel.start for wheel in one.changes.begun] == [2, 1, 2]


def test_an_estate_that_the_framework_does_not_bind_is_rejected(begun: Ledger, office: Office) -> None:
    """By its column; so is a day on which no agreement is in force, by its own."""
    outside, before = brought(begun, office, "udenfor,,1,1,1,", f"{ESTATE},1990-01-01,1,1,1,")[0]
    assert [(one.outcome, one.line, one.estate) for one in (outside, before)] == [
        ("rejected", 2, "udenfor"), ("rejected", 3, ESTATE),
    ]  # fmt: skip
    assert [one.problems[0].place.field for one in (outside, before)] == ["estate", "on"]


def test_an_estate_stands_in_the_table_once(begun: Ledger, office: Office) -> None:
    """The second row is rejected and says where the first is; those after it are judged as before."""
    rows = f"{ESTATE},,1,1,1,", "nowhere,,1,1,1,", "Prøvegården,,2,1,1,", "naboen,,1,1,1,"
    found, written = brought(begun, office, *rows)
    assert [one.outcome for one in found] == ["accepted", "rejected", "rejected", "accepted"]
    assert told(found[2])[1] == [f"estate: {ESTATE} stands on line 2 too."]
    assert not written
    found, written = brought(begun, office, *rows, rejected_too=True)
    assert written
    assert [one["estate"] for one in said(begun)] == [ESTATE, "naboen"]


def test_nothing_is_written_where_every_row_is_rejected(begun: Ledger, office: Office) -> None:
    """There is no head then."""
    assert brought(begun, office, "nowhere,,1,1,1,", rejected_too=True)[1] is False


def test_a_row_that_cannot_be_read_is_rejected_in_its_place(begun: Ledger, office: Office) -> None:
    """Among the others, by their lines."""
    found, _ = brought(begun, office, f"{ESTATE},,1,1,1,", "naboen,the other day,1,1,1,", "fritaget,,1,1,1,")
    assert [(one.line, one.estate, one.outcome) for one in found] == [
        (2, ESTATE, "accepted"), (3, "", "rejected"), (4, "fritaget", "accepted"),
    ]  # fmt: skip
    assert found[1].problems[0].place.line == 3


def test_a_wheel_that_a_vacancy_has_drawn_from_is_no_longer_imported(begun: Ledger, office: Office) -> None:
    """By its column; the ledger counts it."""
    asked = Vacancy("", ESTATE, None, {"notice": DAY}, dict(DWELLING))
    open_vacancy(begun, office, asked, by=BY)
    (one,), written = brought(begun, office, f"{ESTATE},,1,1,1,")
    assert (told(one)[1], written) == (
        ["referral_turn: the ledger already counts wheel referral of this estate."],
        False,
    )


def test_a_table_without_a_column_for_the_estate_is_refused(begun: Ledger, office: Office) -> None:
    """Whole: no row of it can be read."""
    with pytest.raises(WrongInput):
        brought(begun, office, "1", head="referral_turn")


# --- in an office of one estate ------------------------------------------------------------------------------------------


def imported(desk: Books, text: str, *, rejected_too: bool = False) -> tuple[list[Imported], bool]:
    """Import a table of wheels."""
    file = Path(desk.where[1]).parent / "wheels.csv"
    file.write_text(text, "utf-8")
    found, head = import_wheels(desk.ledger, desk.office, file, by=BY, on=DAY, rejected_too=rejected_too)
    return found, head is not None


def test_an_office_begins_in_the_middle_of_a_round(desk: Books) -> None:
    """The next vacancy is the municipality's, and so is the one after it, since a turn was owed."""
    found, written = imported(desk, f"estate,referral_turn,transfer_turn,split_turn\n{ESTATE},3+1,1,1\n")
    assert (found[0].outcome, written) == ("accepted", True)
    numbers = [desk.open() for _ in range(3)]
    assert [desk.decide(one).chosen.channel for one in numbers] == ["referral", "referral", "flexible"]
    assert verify(desk.ledger).faults == ()


def test_what_was_imported_may_be_put_right_until_a_vacancy_has_drawn(desk: Books) -> None:
    """Afterwards it is refused, and the way is said."""
    imported(desk, f"estate,referral_turn\n{ESTATE},1+2\n")
    found, written = imported(desk, f"afdeling;anvisningstur\n{ESTATE};3\n")
    assert (found[0].outcome, written) == ("warnings", True)
    assert desk.decide(desk.open()).chosen.channel == "referral"
    found, written = imported(desk, f"estate,referral_turn\n{ESTATE},1\n")
    assert (found[0].outcome, written) == ("rejected", False)
    assert verify(desk.ledger).faults == ()


@pytest.mark.parametrize("wrong", ["0", "4", "3+x", "2010:3", "-1"])
def test_a_slot_that_is_not_on_the_wheel_rejects_the_row(desk: Books, wrong: str) -> None:
    """And nothing is written."""
    found, written = imported(desk, f"estate,referral_turn\n{ESTATE},{wrong}\n")
    assert (found[0].outcome, found[0].problems[0].place.field, written) == ("rejected", "referral_turn", False)
    assert len(desk.events()) == 1


def test_more_turns_owed_than_a_round_gives_are_worth_a_look(desk: Books) -> None:
    """It is written, and told."""
    found, written = imported(desk, f"estate,referral_turn,transfer_turn,split_turn\n{ESTATE},1+2,1,1\n")
    assert (found[0].outcome, written) == ("warnings", True)
