"""Files of cases are read in English and Danish, and everything wrong in one is told at once, with its lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kredslob.engine.cases.model import WrittenCase
from kredslob.engine.register.rows import Area, Estate, Listing, Measurement, Organisation, Publication
from kredslob.rules.messages import Place
from tests.engine.cases.written import HEAD, PEOPLE, case_text, file_of, read, wrong

ENGLISH = """schema: 1
document: kbh-2011-2014
title: {da: Prøve, en: Test}
source: tmu-2012
common:
  on: 2011-05-02
  dwelling_kind: family
  assume: true
  applicant: {job: none}
cases:
  - id: one
    name: {da: Sag, en: Case}
    shows: A share on the boundary
    clause: ra11-forty-plus
    situation:
      referral_turn: 3
      set: {flexible.household: one_member}
      estate:
        name: Gården
        measurements: [{year: 2010, aged_18_64: 1000, outside_workforce: 400}]
        lists: [{list: 51b, published: 2010-10-01, category: 51b}]
        wheels: {referral: {turns: 1, of: 3}}
      applicants: [{id: A1, listed_since: 2008-01-01, weekly_hours: 36.5}]
    expected:
      status: decided
      channel: referral
      offer: municipality
      standing: {exempt: false}
      because: [channel.referral]
      group: work
"""
DANISH = """schema: 1
dokument: kbh-2011-2014
titel: {da: Prøve, en: Test}
kilde: tmu-2012
fælles:
  dato: 2011-05-02
  boligtype: familiebolig
  antag: ja
  ansøger: {ansættelse: intet arbejde}
prøvesager:
  - nr: one
    navn: {da: Sag, en: Case}
    viser: A share on the boundary
    bestemmelse: ra11-forty-plus
    situation:
      anvisningstur: 3
      sæt: {flexible.household: one_member}
      afdeling:
        navn: Gården
        målinger: [{år: 2010, Beboere 18-64 år: 1000, uden for arbejdsstyrken: 400}]
        lister: [{liste: 51b, offentliggjort: 2010-10-01, kategori: 51b}]
        hjul: {anvisning: {ture: 1, af: 3}}
      ansøgere: [{id: A1, opnoteret: 2008-01-01, ugentlig arbejdstid i timer: 36.5}]
    forventet:
      svar: afgjort
      udlejningstype: boligsocial anvisning
      tilbud: kommunen
      afdelingens status: {friholdt for boligsocial anvisning: nej}
      fordi: [channel.referral]
      gruppe: i arbejde
"""


def without_lines(case: WrittenCase) -> tuple[object, ...]:
    """Give all that a case says, without where it stands."""
    estate = case.situation.estate
    assert estate is not None
    assert estate.individual
    rows = [
        row
        for kind in (Organisation, Area, Estate, Measurement, Publication, Listing)
        for row in estate.register.rows(kind)
    ]
    wheels = [
        (one.name, one.turns, one.of)
        for made in estate.individual
        for each in made.estates.values()
        for one in each.wheels
    ]
    vacancy = replace(case.situation.vacancy, place=Place())
    return (replace(case, situation=replace(case.situation, vacancy=vacancy, estate=None)), rows, wheels, estate.facts)


def test_danish_and_english_say_the_same() -> None:
    """Every name and value has both; a file may mix them."""
    assert list(map(without_lines, read(DANISH))) == list(map(without_lines, read(ENGLISH)))


def test_what_holds_for_all_is_said_once() -> None:
    """And a case says what is otherwise, of its estate and its applicants too, name by name."""
    plain, own = read(file_of(case_text("{offer: A1}"), case_text("{offer: A1}", "rooms: 4\n      " + PEOPLE)))
    assert (plain.situation.vacancy.facts["rooms"], own.situation.vacancy.facts["rooms"]) == (3, 4)
    assert plain.situation.vacancy.on == own.situation.vacancy.on
    people = plain.situation.applicants
    assert people is not None
    assert [(one.facts["job"], one.facts["weekly_hours"]) for one in people] == [("none", 0), ("permanent", 25 * 60)]


def test_a_case_may_say_what_holds_for_all_its_applicants() -> None:
    """Beside what the file says, and in its place."""
    text = case_text("{offer: A1}", "applicant: {job: flexjob, children: 2}\n      " + PEOPLE)
    people = read(file_of(text))[0].situation.applicants
    assert people is not None
    told = [(one.facts["job"], one.facts["children"], one.facts["list"]) for one in people]
    assert told == [("flexjob", 2, "external"), ("permanent", 2, "external")]


def test_applicants_are_numbered_as_they_stand() -> None:
    """Unless a case gives list numbers."""
    text = case_text("{offer: A1}", "applicants: [{id: A1}, {id: A2, list_number: 7}, {id: A3}]")
    people = read(file_of(text))[0].situation.applicants
    assert people is not None
    assert [one.facts["list_number"] for one in people] == [1, 7, 3]


def test_a_case_may_use_an_estate_of_the_register() -> None:
    """By its id or name."""
    text = file_of(case_text("{channel: flexible}", "estate: Akacieparken"))
    (case,) = read(text)
    assert (case.situation.estate, case.situation.vacancy.estate) == (None, "Akacieparken")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("schema: 1", "schema: 2", "schema"), ("schema: 1\n", "", "schema"), ("document: kbh-2011-2014", "document: kbh-2011", "kbh-2011"),
        ("tmu-2012", "tmu-2013", "tmu-2013"), ("source: tmu-2012\n", "", "source"), ("cases:", "casse:", "casse"),
        ("    name: {da: Sag, en: Case}\n", "", "name"), ("{da: Sag, en: Case}", "{da: Sag}", "name"),
        ("name: {da: Sag, en: Case}", "name: {da: Sag, en: Case}\n    nmae: x", "nmae"), ("ra11-forty-plus", "ra11-forty", "ra11-forty"),
        ("referral_turn: 3", "referral_turn: 0", "referral_turn"), ("referral_turn: 3", "referal_turn: 3", "referal_turn"),
        ("{flexible.household: one_member}", "{flexible.household: nobody}", "flexible.household"),
        ("{flexible.household: one_member}", "{flexible.houshold: one_member}", "flexible.houshold"),
        ("set: {flexible.household: one_member}", "open: [flexible.houshold]", "flexible.houshold"),
        ("year: 2010, ", "", "year"), ("outside_workforce: 400", "outside_workforce: 40 %", "outside_workforce"),
        ("published: 2010-10-01", "published: 2010-13-01", "published"), ("category: 51b", "category: 52b", "category"),
        ("{turns: 1, of: 3}", "{turns: 4, of: 3}", "referral"), ("referral: {turns", "transfer: {turns", "transfer"),
        ("id: A1, ", "", "id"), ("id: A1", "id: kommunen", "kommunen"), ("weekly_hours: 36.5", "weekly_hours: many", "weekly_hours"),
        ("status: decided", "status: perhaps", "status"), ("channel: referral", "channel: refferal", "channel"),
        ("offer: municipality", "offer: A9", "A9"), ("exempt: false", "exempted: false", "exempted"),
        ("[channel.referral]", "[channel.referal]", "channel.referal"), ("[channel.referral]", "[]", "because"),
        ("group: work", "group: workers", "workers"), ("group: work", "needs: [nothing]", "nothing"),
        ("group: work", "passed_over: {A9: work.yes}", "A9"), ("group: work", "wheels_after: {referral: x}", "referral"),
        ("group: work", "readings: [{set: {x: 1}}]", "x"),
        ("group: work", "shares: {referral: a third}", "referral"), ("group: work", "extra_turns: {Gaarden: 1}", "Gaarden"), ("group: work", "extra_turns: {Gården: many}", "turns"),
        ("group: work", "account_rests_on: [nothing]", "nothing"),
        ("        name: Gården\n", "        name: Gården\n        others: [{agreement: x}]\n", "name"), ("expected:", "expectd:", "expected"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(old: str, new: str, found: str) -> None:
    """With its line, and the word that is not understood or the name that lacks."""
    assert old in ENGLISH
    problems = wrong(ENGLISH.replace(old, new, 1))
    assert any(found in problem.text("en") for problem in problems)
    assert all(problem.place.file == "own.yaml" and problem.place.line for problem in problems)


def test_everything_is_told_at_once() -> None:
    """And each problem once."""
    problems = wrong(
        ENGLISH.replace("referral_turn: 3", "referral_turn: 0").replace("offer: municipality", "offer: A9")
    )
    assert len(problems) == len(set(problems)) == 2


@pytest.mark.parametrize("expected", ["{}", "nothing", "[channel]"])
def test_a_case_that_expects_nothing_tests_nothing(expected: str) -> None:
    """So it is refused."""
    assert wrong(file_of(case_text(expected)))


def test_a_case_needs_an_estate() -> None:
    """Its own, or the one of all cases of the file."""
    text = file_of(
        case_text("{offer: A1}"), head="\n".join(one for one in HEAD.splitlines() if "estate:" not in one) + "\n"
    )
    assert any(problem.place.field == "estate" for problem in wrong(text))


def test_an_id_is_used_once() -> None:
    """The second is told with the line of the first."""
    text = file_of(case_text("{offer: A1}"), case_text("{offer: A1}")).replace("id: c2", "id: c1")
    (problem,) = wrong(text)
    assert "c1" in problem.text("en")


def test_a_civil_registration_number_is_refused_and_not_repeated() -> None:
    """Applicants are pseudonyms."""
    problems = wrong(file_of(case_text("{offer: A1}", "applicants: [{id: 010190-1234}]")))
    assert problems
    assert not any("010190" in problem.text("en") for problem in problems)


def test_cases_may_be_called_sager() -> None:
    """As a Danish reader would call them."""
    assert [one.id for one in read(ENGLISH.replace("cases:", "sager:"))] == ["one"]
