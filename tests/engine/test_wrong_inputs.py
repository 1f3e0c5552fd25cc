"""Everything that people get wrong in files, options and answers ends in messages with place and cure."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kredslob.engine.guesses import read_guesses
from kredslob.engine.inputs import read_applicants, read_day, read_turn, read_vacancies, read_vacancy
from kredslob.engine.register.columns import Unreadable
from kredslob.rules.library import Library, load_library
from kredslob.rules.messages import LANGUAGES, Problem, WrongInput

CPR = "010180-1234"
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


def refused(action: Callable[[], object]) -> str:
    """Give what is said when input is refused, in English; whatever it is, it can be said in both languages."""
    with pytest.raises(WrongInput) as caught:
        action()
    assert all(caught.value.text(lang) for lang in LANGUAGES)
    return caught.value.text()


def problems_of(action: Callable[[], object]) -> tuple[Problem, ...]:
    """Give what is wrong with input, nothing if it was read; any other end is a fault."""
    try:
        action()
    except WrongInput as wrong:
        return wrong.problems
    return ()


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("A1;tre;01-02-1998", "children: found 'tre'"),
        ("A1;-1;01-02-1998", "children: found -1"),
        ("A1;21;01-02-1998", "a number from 0 to 20"),
        ("A1;2;30-02-1998", "30-02-1998 is no day of the calendar"),
        ("A1;2;1998", "found '1998'"),
        (";2;01-02-1998", "id: the cell is empty"),
    ],
)
def test_a_wrong_cell_is_told_with_its_place(library: Library, write: Write, cells: str, said: str) -> None:
    """File, line and field, what was found and what is accepted."""
    path = write("a.csv", f"id;children;listed_since\nA0;1;01-01-1990\n{cells}\n")
    message = refused(lambda: read_applicants(path, library.facts))
    assert said in message
    assert "a.csv, line 3" in message


def test_one_wrong_applicant_costs_the_list(library: Library, write: Write) -> None:
    """A ranking that leaves somebody out would be a wrong ranking."""
    path = write("a.csv", "id;children\nA1;1\nA2;mange\n")
    assert "line 3" in refused(lambda: read_applicants(path, library.facts))


def test_one_wrong_vacancy_costs_only_itself(library: Library, write: Write) -> None:
    """The good rows go on, and the bad one is told of."""
    batch = read_vacancies(write("v.csv", "id;estate;rooms\nV1;Bispeparken;3\nV2;Brumleby;-2\n"), library.facts)
    assert [one.vacancy.id for one in batch.asked] == ["V1"]
    assert [problem.place.line for problem in batch.problems] == [3]


def test_every_problem_of_a_row_is_told_at_once(library: Library, write: Write) -> None:
    """Nobody has to mend a file one message at a time."""
    path = write("v.yaml", "- estate: Bispeparken\n  rooms: mange\n  notice: 2011-02-30\n  referral_turn: sidste\n")
    fields = {problem.place.field for problem in read_vacancies(path, library.facts).problems}
    assert {"rooms", "notice"} <= fields


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("estate;romms\nBispeparken;3\n", "rooms"),
        ("afdelling;rum\nBispeparken;3\n", "Afdeling"),
    ],
)
def test_a_misspelt_header_is_told_with_the_nearest(library: Library, write: Write, text: str, near: str) -> None:
    """The cure stands in the message."""
    assert near in refused(lambda: read_vacancies(write("v.csv", text), library.facts))


def test_a_misspelt_key_is_told_with_its_line(library: Library, write: Write) -> None:
    """In YAML too, and only its vacancy is lost."""
    path = write("v.yaml", "- estate: Bispeparken\n- estate: Brumleby\n  monthly_rnet: 4000\n")
    batch = read_vacancies(path, library.facts)
    [problem] = batch.problems
    assert (len(batch.asked), problem.place.line, problem.nearest) == (1, 3, "monthly_rent")


@pytest.mark.parametrize("value", ["[3, 4]", "{a: 3}", "true", "3.5", "'3 4'"])
def test_a_value_of_another_kind_is_told(library: Library, write: Write, value: str) -> None:
    """A list, a group, a yes, a fraction: none of them is a number of rooms."""
    batch = read_vacancies(write("v.yaml", f"- estate: Bispeparken\n  rooms: {value}\n"), library.facts)
    assert [problem.place.field for problem in batch.problems] == ["rooms"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("v.yaml", "estate: Bispeparken\n", "no list of vacancies"),
        ("v.yaml", "- Bispeparken\n", "no group of names and values"),
        ("v.yaml", "- rooms: 3\n", "this is missing"),
        ("v.yaml", "- a: [\n", "bracket"),
        ("v.yaml", "", "no list of vacancies"),
        ("v.json", '{"vacancies": [', "not JSON"),
        ("v.json", '{"vacancies": {"estate": "x"}}', "no list of vacancies"),
        ("v.csv", "", "empty"),
        ("v.csv", "rooms\n3\n", "estate"),
    ],
)
def test_a_file_that_is_no_list_of_vacancies_is_told(
    library: Library, write: Write, name: str, text: str, said: str
) -> None:
    """One message, place and cure, whatever the file is."""
    path = write(name, text)
    try:
        told = "\n".join(problem.text() for problem in read_vacancies(path, library.facts).problems)
    except WrongInput as wrong:
        told = wrong.text()
    assert said in told


@pytest.mark.parametrize("name", ["v.yaml", "v.json", "v.csv", "v.xlsx"])
def test_a_file_that_is_not_there_is_told_with_the_nearest(library: Library, write: Write, name: str) -> None:
    """A slip in the name is mended by a look at the folder."""
    write("w" + name, "x")
    path = write("gone", "").with_name(name)
    message = refused(lambda: read_vacancies(path, library.facts))
    assert "there is no such file" in message
    assert "w" + name in message


def test_a_folder_is_no_file(library: Library, tmp_path: Path) -> None:
    """It is said, not tried."""
    (tmp_path / "v.yaml").mkdir()
    refused(lambda: read_vacancies(tmp_path / "v.yaml", library.facts))
    refused(lambda: read_applicants(tmp_path, library.facts))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", f"id;children\n{CPR};1\n"),
        ("a.csv", "id;children\n0101801234;1\n"),
        ("a.csv", f"id;{CPR}\nA1;1\n"),
        ("a.yaml", f"- id: '{CPR}'\n"),
        ("a.yaml", "- id: 0101801234\n"),
        ("a.json", '[{"id": "010180 1234"}]'),
        (f"{CPR}.csv", "id;children\nA1;1\n"),
        (f"{CPR}.yaml", "- id: A1\n"),
    ],
)
def test_a_civil_registration_number_is_refused_and_not_repeated(
    library: Library, write: Write, name: str, text: str
) -> None:
    """Wherever it stands: in a cell, a header, a value, the name of the file."""
    path = write(name, text)
    message = refused(lambda: read_applicants(path, library.facts))
    assert "1234" not in message
    assert "CPR" in message


@pytest.mark.parametrize("field", ["id", "estate", "rooms", "monthly_rent", "referral_turn", "on"])
def test_an_option_takes_no_civil_registration_number(library: Library, field: str) -> None:
    """An option is as public as a file."""
    message = refused(lambda: read_vacancy({"estate": "Bispeparken", field: CPR}, library.facts))
    assert "1234" not in message
    assert f"--{field.replace('_', '-')}" in message


def test_the_same_applicant_twice_is_told(library: Library, write: Write) -> None:
    """Both lines are named."""
    message = refused(lambda: read_applicants(write("a.csv", "id\nA1\nA2\nA1\n"), library.facts))
    assert "line 4" in message
    assert "line 2" in message


def test_the_same_vacancy_twice_costs_the_second(library: Library, write: Write) -> None:
    """The first is decided."""
    batch = read_vacancies(write("v.csv", "id;estate\nV1;Bispeparken\nV1;Brumleby\n"), library.facts)
    assert [one.vacancy.estate for one in batch.asked] == ["Bispeparken"]
    assert len(batch.problems) == 1


@pytest.mark.parametrize("text", ["", "0", "sidste", "3+", "+1", "3-1", ":3", "2011:", "3+1+1", "٣", "99999"])
def test_a_turn_that_cannot_be_read_is_told(text: str) -> None:
    """With an example of what can."""
    with pytest.raises(Unreadable) as caught:
        read_turn(text)
    assert "2011:3+1" in caught.value.accepted.text()


def test_hours_that_are_no_whole_minutes_are_told(library: Library, write: Write) -> None:
    """36.51 hours are 36 hours, 30 minutes and 36 seconds."""
    path = write("a.csv", "id;weekly_hours\nA1;36,51\n")
    assert "weekly_hours" in refused(lambda: read_applicants(path, library.facts))


def test_an_unprintable_pseudonym_is_told(library: Library, write: Write) -> None:
    """A name that moves the cursor could make a screen say anything."""
    refused(lambda: read_applicants(write("a.csv", "id;children\nA\x1b[2K1;1\n"), library.facts))


@pytest.mark.parametrize("text", ["", "i morgen", "2011-02-30", "30.02.2011", "1/1/2011"])
def test_a_day_that_is_none_is_told(text: str) -> None:
    """Impossible dates and dates of another country."""
    assert "--on" in refused(lambda: read_day(text, "--on"))


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("standing.takes_effect", "sets no value"),
        ("standing.takes_efect=on_publication", "standing.takes_effect"),
        ("standing.takes_effect=straks", "on_publication"),
        ("flexible.young_age=99", "from 25 to"),
        ("flexible.young_age=tyve", "from 25 to"),
        ("transfer.wheel=external,transfer", "nothing that is assumed"),
        ("kbh-2012-adjustment.from=2013-01-01", "2012-05-31"),
        (f"standing.takes_effect={CPR}", "sets no value"),
    ],
)
def test_a_guess_cannot_be_set_to_what_it_cannot_be(library: Library, setting: str, said: str) -> None:
    """Only what is assumed may be varied, and only within what it may be."""
    message = refused(lambda: read_guesses([setting], library))
    assert said in message
    assert "1234" not in message


def test_a_guess_set_twice_is_told(library: Library) -> None:
    """One value or the other, not both."""
    setting = "standing.takes_effect=on_publication"
    assert "twice" in refused(lambda: read_guesses([setting, setting], library))


def test_a_vacancy_needs_an_estate(library: Library) -> None:
    """Nothing can be decided about no estate."""
    assert "--estate" in refused(lambda: read_vacancy({"rooms": "3"}, library.facts))


FIELDS = ("id", "estate", "rooms", "monthly_rent", "dwelling_kind", "on", "notice", "referral_turn", "divorce_claim")


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=30)))
def test_options_are_read_or_refused(fields: dict[str, str]) -> None:
    """No text that anybody can type ends otherwise, and every message can be said."""
    told = problems_of(lambda: read_vacancy(fields, load_library().facts))
    assert all(problem.text(lang) for problem in told for lang in LANGUAGES)


ANY_BYTES = st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=ANY_BYTES, kind=st.sampled_from((".yaml", ".json", ".csv")))
def test_any_bytes_are_read_or_refused(library: Library, tmp_path: Path, data: bytes, kind: str) -> None:
    """A file of anything is a list, or one message."""
    path = tmp_path / f"any{kind}"
    path.write_bytes(data)
    told = (
        *problems_of(lambda: read_vacancies(path, library.facts)),
        *problems_of(lambda: read_applicants(path, library.facts)),
    )
    assert all(problem.text(lang) for problem in told for lang in LANGUAGES)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from((*FIELDS, "x")), inner, max_size=4),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=JSON_VALUES)
def test_any_json_is_read_or_refused(library: Library, tmp_path: Path, data: object) -> None:
    """Whatever shape a program gives its data."""
    path = tmp_path / "any.json"
    path.write_text(json.dumps([data, {"estate": "Bispeparken", "rooms": data}]), "utf-8")
    told = problems_of(lambda: read_vacancies(path, library.facts))
    assert all(problem.text(lang) for problem in told for lang in LANGUAGES)
