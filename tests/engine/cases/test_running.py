"""Whether a case comes out as expected: each thing that it may expect is asked for, and told with the rules behind it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kredslob.engine.cases.reading import read_cases
from kredslob.engine.cases.running import Bench
from kredslob.engine.cases.shelf import CASES, of_agreement, shipped_cases
from tests.engine.cases.written import PEOPLE, differences, file_of, read, verdict
from tests.engine.small_city import library

EXEMPT = "estate: {measurements: [{year: 2010, aged_18_64: 1000, outside_workforce: 401}]}"
OPEN = "assume: false\n      set: {flexible.nobody_qualifies: ordinary_list}\n      " + PEOPLE.replace(
    "weekly_hours: 25", "weekly_hours: 25, has_partner: true, partner_in_work: false"
)
RIGHT = (
    "{channel: flexible, offer: A2, group: work, status: decided}",
    "{standing: {exempt: false, forty_plus: false}, because: [work.yes, ra11-work], because_not: [young.student]}",
    "{passed_over: {A1: [work.yes, ra11-young]}, shares: {referral: 1/3, split: 2/3}, wheels_after: {split: '2', referral: '2'}}",
    "{needs: [], offer: A2}",
)  # fmt: skip


@pytest.mark.parametrize("path", sorted(CASES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_case_comes_out_as_expected(path: Path) -> None:
    """By both evaluators."""
    bench = Bench(library())
    file = read_cases(path, library())
    told = {case.id: bench.run(case, check=True) for case in file.cases}
    assert [(name, one.differences, one.differ) for name, one in told.items() if not one.passed] == []


@pytest.mark.parametrize("expected", RIGHT)
def test_what_is_so_passes(expected: str) -> None:
    """Everything that a case may expect is understood."""
    assert verdict(expected).passed


@pytest.mark.parametrize(
    ("expected", "what"),
    [
        ("{channel: ordinary}", "channel"), ("{offer: A1}", "offer"), ("{offer: nobody}", "offer"),
        ("{group: student}", "group"), ("{status: needs}", "status"), ("{standing: {forty_plus: true}}", "standing"),
        ("{standing: {receiving: true}}", "standing"), ("{because: young.student}", "because"),
        ("{because_not: ra11-work}", "because_not"), ("{passed_over: {A2: work.yes}}", "passed_over"),
        ("{passed_over: {A1: refused.basic}}", "passed_over"), ("{needs: [rooms]}", "needs"),
        ("{wheels_after: {split: '1'}}", "wheels_after"), ("{shares: {referral: 1/4}}", "shares"),
        ("{readings: [{set: {flexible.household: one_member}, offer: A2}]}", "readings"),
    ],
)  # fmt: skip
def test_what_is_not_so_is_told(expected: str, what: str) -> None:
    """One difference, of the thing that differs."""
    assert {one.what for one in differences(expected.replace("student", "young") if what == "group" else expected)} == {
        what
    }


def test_a_difference_names_the_rules_behind_it() -> None:
    """The standing by the rule that decided it; an offer by the rules that the expected one failed."""
    (standing,) = differences("{standing: {exempt: false}}", EXEMPT)
    assert [rule.id for rule in standing.rules] == ["exempt.forty-plus"]
    (offer,) = differences("{offer: A1}")
    assert (offer.expected, offer.found) == ("A1", "A2")
    assert "work.yes" in [rule.id for rule in offer.rules]


def test_a_channel_that_did_not_come_is_told_with_what_kept_it_away() -> None:
    """Referral is expected where the estate is exempt: the exemption is named, not the channel's rule alone."""
    (one,) = differences("{channel: referral}", f"referral_turn: 3\n      {EXEMPT}\n      {PEOPLE}")
    assert {"exempt.forty-plus", "channel.flexible"} <= {rule.id for rule in one.rules}


def test_every_outcome_under_the_guesses_is_asked_for() -> None:
    """Where the household's measure is a guess that decides, one outcome is not the whole answer."""
    one, two = (
        "{set: {flexible.household: one_member}, offer: A2}",
        "{set: {flexible.household: both_partners}, offer: A1}",
    )
    assert verdict(f"{{status: undetermined, readings: [{one}, {two}]}}", OPEN).passed
    (told,) = differences(f"{{readings: [{one}]}}", OPEN)
    assert (told.what, told.expected) == ("readings", "1")
    (told,) = differences(f"{{readings: [{one}, {two.replace('A1', 'nobody')}]}}", OPEN)
    assert told.expected == ("nobody",)


def test_a_guess_may_be_left_open_and_all_others_taken() -> None:
    """What the one decides is told, and nothing of the rest."""
    one, two = (
        "{set: {flexible.household: one_member}, offer: A2}",
        "{set: {flexible.household: both_partners}, offer: A1}",
    )
    situation = OPEN.replace(
        "assume: false\n      set: {flexible.nobody_qualifies: ordinary_list}", "open: flexible.household"
    )
    assert verdict(f"{{status: undetermined, readings: [{one}, {two}]}}", situation).passed
    other = situation.replace("open: flexible.household", "open: [flexible.senior_age]")
    assert verdict("{status: decided, offer: A2}", other).passed


def test_an_answer_that_may_not_be_given_can_be_expected() -> None:
    """Before the first agreement there is none to decide by."""
    assert verdict("{status: refused}", "on: 2010-12-31").passed
    told = verdict("{channel: flexible}", "on: 2010-12-31")
    assert [one.what for one in told.differences] == ["status"]
    assert told.problems


def test_an_agreement_may_be_thought_in_force() -> None:
    """So a law of later years is tried by an agreement that is known, on any day."""
    text = file_of("    situation: {on: 2010-05-02}\n    expected: {channel: flexible}")
    (case,), (thought,) = read(text), read(text.replace("source:", "thought_in_force: kbh-2011-2014\nsource:"))
    own = Bench(library(), library().agreement("kbh-2011-2014"))
    assert not own.run(case).passed
    assert own.run(thought).differences == Bench(library()).run(thought).differences


CITY = """referral_turn: 1
      estate:
        name: Own
        measurements: [{year: 2010, aged_18_64: 1000, outside_workforce: 401, base_vacancies: 30}]
        others: [{name: Other, measurements: [{year: 2010, aged_18_64: 1000, outside_workforce: 300, base_vacancies: 60}]}]"""


def test_a_case_of_several_estates_may_expect_what_their_quota_account_says() -> None:
    """Ten turns lost by the one, ten extra for the other; and on which guesses that rests."""
    assert differences("{extra_turns: {Own: 0, Other: 10}}", CITY) == ()
    (one,) = differences("{extra_turns: {Other: 9}}", CITY)
    assert (one.name, one.expected, one.found) == ("Other", "9", "10")
    (rests,) = differences("{account_rests_on: []}", CITY)
    assert isinstance(rests.found, tuple)
    assert "compensation.method" in rests.found


def test_a_case_of_an_agreement_is_decided_by_it_unless_another_is_chosen() -> None:
    """Whatever is in force on its day; a case of a law is decided by what is."""
    (case,) = read(file_of("    situation: {on: 2015-01-01}\n    expected: {status: refused}"))
    assert Bench(library()).run(case).passed
    assert not Bench(library()).run(replace(case, document="abl-60")).passed


def test_an_amendment_is_held_to_the_cases_of_what_it_builds_on() -> None:
    """And a framework to its own and those of its laws, not to those of its amendments."""
    files = shipped_cases(library())
    base = {case.document for case in of_agreement(files, library().agreement("kbh-2011-2014"))}
    amended = {case.document for case in of_agreement(files, library().agreement("kbh-2012-adjustment"))}
    assert {"abl-51b", "abl-59"} <= base <= amended
    assert "kbh-2012-adjustment" not in base
