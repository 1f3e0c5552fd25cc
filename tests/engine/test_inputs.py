"""Vacancies and applicants as people write them: files of every kind, options, typed answers, in two languages."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kredslob.engine.guesses import read_guesses
from kredslob.engine.input_columns import applicant_columns, supplied, vacancy_columns
from kredslob.engine.inputs import read_answer, read_applicants, read_turn, read_vacancies
from kredslob.engine.vacancy import TurnReading
from kredslob.rules.library import Library, load_library

Write = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def library() -> Library:
    """Load the shipped rules."""
    return load_library()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file and give its path."""

    def writer(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return writer


def test_every_supplied_fact_has_a_column(library: Library) -> None:
    """What may be said is what the facts declare; there is no second list."""
    named = {column.name for columns in (vacancy_columns(library.facts), applicant_columns(library.facts))
             for column in columns.columns}  # fmt: skip
    assert {name for name, fact in library.facts.items() if supplied(fact)} <= named


def test_every_header_that_kredslob_offers_is_read(library: Library, write: Write) -> None:
    """The longest label is a header like any other, and so is every other name that a column has."""
    columns = applicant_columns(library.facts).columns
    for at in range(max(len(column.spellings) for column in columns)):
        head = [column.spellings[min(at, len(column.spellings) - 1)] for column in columns]
        cells = ["A1" if column.name == "id" else "" for column in columns]
        text = "\n".join(";".join(f'"{cell}"' for cell in line) for line in (head, cells))
        assert [one.id for one in read_applicants(write("a.csv", text), library.facts)] == ["A1"]


def test_a_danish_table_and_an_english_one_say_the_same(library: Library, write: Write) -> None:
    """Headers, choices, dates, decimal commas and yes or no are understood in both languages."""
    danish = write("a.csv", "Pseudonym;Liste;Opnoteret;Arbejde;Timer;Børn;Boliggarantibevis\n"
                            "A1;almindelig venteliste;03-02-1998;fast arbejde;36,5;2;nej\n")  # fmt: skip
    english = write("b.csv", "id,list,listed_since,job,weekly_hours,children,return_guarantee\n"
                             "A1,external,1998-02-03,permanent,36.5,2,no\n")  # fmt: skip
    assert read_applicants(danish, library.facts) == read_applicants(english, library.facts)


def test_hours_are_minutes_inside(library: Library, write: Write) -> None:
    """36.5 hours are 2190 minutes, exactly."""
    [one] = read_applicants(write("a.csv", "id;weekly_hours\nA1;36,5\n"), library.facts)
    assert one.facts == {"weekly_hours": 2190}


def test_what_is_not_filled_in_is_not_known(library: Library, write: Write) -> None:
    """An empty cell, and `ukendt`, give no fact: neither false nor zero."""
    [one] = read_applicants(write("a.csv", "id;children;return_guarantee\nA1;;ukendt\n"), library.facts)
    assert one.facts == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("v.yaml", "vacancies:\n- {id: V1, estate: Bispeparken, rooms: 3, notice: 2011-03-01, referral_turn: '2011:3+1'}\n"),
        ("v.yml", "- id: V1\n  afdeling: Bispeparken\n  rum: 3\n  opsigelse: 01-03-2011\n  anvisningstur: '2011:3+1'\n"),
        ("v.json", '[{"id": "V1", "estate": "Bispeparken", "rooms": 3,\t"notice": "2011-03-01", "referral_turn": "2011:3+1"}]'),
        ("v.csv", "Nr;Afdeling;Antal rum;Opsigelse;Anvisningstur\nV1;Bispeparken;3;01-03-2011;2011:3+1\n"),
    ],
)  # fmt: skip
def test_a_vacancy_reads_the_same_from_every_kind_of_file(library: Library, write: Write, name: str, text: str) -> None:
    """YAML, JSON and CSV, keys in English or Danish."""
    [asked] = read_vacancies(write(name, text), library.facts).asked
    one = asked.vacancy
    assert (one.id, one.estate, one.facts) == ("V1", "Bispeparken", {"rooms": 3})
    assert one.dates == {"notice": date(2011, 3, 1)}
    assert one.turns == {"referral": TurnReading(3, 1, "2011")}


def test_a_workbook_is_read_like_a_table(library: Library, tmp_path: Path) -> None:
    """Dates and numbers of Excel need no writing out."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Pseudonym", "Opnoteret", "Timer", "Børn"])
    sheet.append(["A1", date(1998, 2, 3), 36.5, 2])
    book.save(tmp_path / "a.xlsx")
    [one] = read_applicants(tmp_path / "a.xlsx", library.facts)
    assert one.facts == {"listed_since": date(1998, 2, 3), "weekly_hours": 2190, "children": 2}


def test_a_row_may_name_its_own_list(library: Library, write: Write) -> None:
    """In bulk each vacancy has applicants of its own."""
    [asked] = read_vacancies(write("v.csv", "estate;applicants\nBispeparken;list.csv\n"), library.facts).asked
    assert asked.applicants == "list.csv"


def test_a_vacancy_without_a_number_gets_that_of_its_row(library: Library, write: Write) -> None:
    """So that every answer can be told apart."""
    batch = read_vacancies(write("v.csv", "estate\nBispeparken\nBrumleby\n"), library.facts)
    assert [one.vacancy.id for one in batch.asked] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "reading"),
    [("3", TurnReading(3)), (" 3+1 ", TurnReading(3, 1)), ("2011:3", TurnReading(3, 0, "2011"))],
)
def test_a_turn_says_slot_and_pending_and_version(text: str, reading: TurnReading) -> None:
    """`[VERSION:]SLOT[+PENDING]`."""
    assert read_turn(text) == reading


def test_typed_answers_are_read_like_cells(library: Library) -> None:
    """`ja`, a Danish choice, a decimal comma, and `ukendt` for what nobody knows."""
    facts = library.facts
    assert read_answer(facts["return_guarantee"], "ja") is True
    assert read_answer(facts["job"], "fast arbejde") == "permanent"
    assert read_answer(facts["weekly_hours"], "36,5") == 2190
    assert read_answer(facts["job"], "ukendt") is None


def test_a_guess_takes_a_value_that_it_may_have(library: Library) -> None:
    """Choices, whole ranges, and the day of an amendment."""
    settings_ = [
        "standing.takes_effect = on_publication",
        "flexible.young_age=28",
        "kbh-2012-adjustment.from=2012-03-15",
    ]
    assert read_guesses(settings_, library) == {
        "standing.takes_effect": "on_publication",
        "flexible.young_age": 28,
        "kbh-2012-adjustment.from": date(2012, 3, 15),
    }


def test_ten_thousand_applicants_are_read_in_a_moment(library: Library, write: Write) -> None:
    """A long list costs the person asking nothing; measured generously, for slow machines."""
    rows = "\n".join(f"A{i};ekstern;{i % 28 + 1:02}-01-{1990 + i % 20};fast;{25 + i % 13};nej" for i in range(10_000))
    path = write("a.csv", "Pseudonym;Liste;Opnoteret;Arbejde;Timer;Boliggarantibevis\n" + rows)
    before = time.perf_counter()
    assert len(read_applicants(path, library.facts)) == 10_000
    assert time.perf_counter() - before < 2
