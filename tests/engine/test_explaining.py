"""Why not: which channels were set aside, whom the law bars, and what a guess leaves open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kredslob.engine.case_file import sentence
from kredslob.engine.decide import decide
from kredslob.engine.decision import Decision, PassedOver, WhyNot
from kredslob.engine.phrasing import Words
from kredslob.engine.record import record
from kredslob.engine.vacancy import Applicant
from kredslob.engine.wording import why_not_text
from kredslob.rules.messages import Lang
from kredslob.rules.units import Value
from tests.engine.small_city import (
    NOBODY_CLAIMS,
    applicant,
    decided,
    library,
    listing,
    measured,
    offered,
    office,
    publication,
    settled,
    vacancy,
)

OCT_2010, OCT_2011 = date(2010, 10, 1), date(2011, 10, 1)
BEFORE, AFTER = date(2011, 11, 15), date(2012, 6, 15)
NEWLY_LISTED = (
    publication("51b", OCT_2010), publication("51b", OCT_2011), listing("51b", OCT_2011), measured(), measured(year=2011),
)  # fmt: skip
MEASURED = (measured(), measured(year=2011))


def sent(name: str, since: int, **facts: Value | None) -> Applicant:
    """Give somebody whom the municipality would refer."""
    return applicant(name, since, list="municipal", **facts)


BARRED = sent("M-1", 2001, citizenship="other")
RELEASED = sent("M-2", 2002, needs_action_plan=True, released_on=date(2012, 3, 1))
FREE = sent("M-3", 2003)


def referred(*people: Applicant, listed: bool = True) -> Decision:
    """Decide a vacancy that it is the municipality's turn to refer to, in an area new on the list or in none."""
    turn = vacancy(AFTER, referral_due=True, flexible_due=False, **NOBODY_CLAIMS)
    return decided(people, office(*NEWLY_LISTED, in_area=listed), turn)


def told(decision: Decision) -> dict[str, list[tuple[str, str, str]]]:
    """Give of each who was passed over the fact, the clause and the state of what was in the way."""
    return {
        one.applicant: [(each.fact, each.clause, each.state) for each in one.failed] for one in decision.passed_over
    }


# --- whom the law bars --------------------------------------------------------------------------------------------


def test_a_barred_applicant_is_passed_over_by_the_clause_that_bars() -> None:
    """§ 59 is named for the one whom it bars, and the next is referred."""
    found = referred(BARRED, FREE)
    assert (found.channel, offered(found)) == ("referral", "M-3")
    assert told(found) == {"M-1": [("barred", "abl-59-6", "barred")]}


def test_where_all_are_barred_each_is_told_of() -> None:
    """The municipality names somebody else, and nobody is left out without a word."""
    found = referred(BARRED, RELEASED)
    assert (found.channel, offered(found)) == ("referral", "municipality")
    assert told(found) == {one.id: [("barred", "abl-59-6", "barred")] for one in (BARRED, RELEASED)}
    assert [one.rank for one in found.passed_over] == [1, 2]


def test_each_bar_is_told_by_its_own_rule() -> None:
    """Two grounds of one clause are two rules."""
    rules = [each.rule for one in referred(BARRED, RELEASED).passed_over for each in one.failed]
    assert rules == ["barred.citizenship", "barred.released"]


def test_nobody_is_barred_outside_the_listed_areas() -> None:
    """The same people are referred to an estate that lies in no area."""
    found = referred(BARRED, RELEASED, listed=False)
    assert (offered(found), told(found)) == ("M-1", {})


def test_of_other_lists_nobody_is_passed_over_for_a_referral() -> None:
    """Who waits on the external list was never to be referred."""
    assert told(referred(applicant("A-1", 1999), BARRED)) == {"M-1": [("barred", "abl-59-6", "barred")]}


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "May not be referred here (§ 59), abl-59-6: M-1 and 1 more."),
        ("da", "Må ikke anvises hertil (§ 59), abl-59-6: M-1 og 1 til."),
    ],
)
def test_the_case_file_names_the_bar_and_its_clause(lang: Lang, said: str) -> None:
    """`Conditions not met` would be untrue of them."""
    text = sentence(Words(library(), lang), referred(BARRED, RELEASED))
    assert said in text
    assert "conditions not met" not in text


def test_the_case_file_tells_the_barred_from_those_who_lack_something() -> None:
    """Both are named, each for what was in the way."""
    bar = referred(BARRED, FREE)
    lacking = PassedOver("A-9", None, 2, (bar.passed_over[0].failed[0]._replace(fact="group_work", state="false"),))
    text = sentence(Words(library(), "en"), replace(bar, passed_over=(*bar.passed_over, lacking)))
    assert "abl-59-6: M-1." in text
    assert "Passed over for conditions not met: A-9." in text


# --- other channels -----------------------------------------------------------------------------------------------


def states(decision: Decision) -> dict[str, WhyNot]:
    """Give why each rule did not decide, by rule."""
    return {one.rule: one for one in decision.why_not}


def hanging(*, assume: bool = False) -> Decision:
    """Decide when it is not known whether the list of October acts yet: exempt, or not."""
    turn = vacancy(BEFORE, referral_due=True, **NOBODY_CLAIMS)
    known = {key: value for key, value in settled().items() if key != "standing.takes_effect"}
    return decide(office(*NEWLY_LISTED, in_area=True), turn, None, assume=assume, assumed=known)


def test_what_comes_before_sets_a_channel_aside() -> None:
    """The ordinary list comes after what was decided, by name."""
    one = states(referred(FREE))["channel.ordinary"]
    assert (one.state, one.overridden_by) == ("overridden", ("channel.referral",))


def test_what_is_not_known_of_a_later_channel_does_not_matter() -> None:
    """A return guarantee comes after referral, whether or not somebody holds one."""
    turn = vacancy(AFTER, referral_due=True, **{**NOBODY_CLAIMS, "return_guarantee_claim": None})
    one = states(decided(None, office(*MEASURED), turn))["channel.return-guarantee"]
    assert (one.state, one.overridden_by) == ("overridden", ("channel.referral",))


def test_a_channel_that_may_come_after_says_after_what() -> None:
    """While it is not known whose turn it is, the ordinary list is neither set aside nor chosen."""
    asked = replace(vacancy(AFTER, flexible_due=False, **NOBODY_CLAIMS), turns={})
    found = decided(None, office(*MEASURED), asked)
    one = states(found)["channel.ordinary"]
    assert found.status == "needs"
    assert (one.state, one.failed, one.overridden_by) == ("unknown", (), ("channel.referral",))


# --- what hangs on a guess ----------------------------------------------------------------------------------------


def test_of_the_answers_that_are_possible_none_is_set_aside() -> None:
    """Where referral and flexible letting are both possible, each is undetermined and not overridden by nothing."""
    found = hanging()
    assert (found.status, found.channel) == ("undetermined", None)
    possible = {one.channel for one in found.undetermined}
    assert possible == {"referral", "flexible"}
    assert {one.channel for one in found.why_not if one.state == "undetermined"} == possible


def test_what_is_set_aside_at_every_value_is_told_with_all_that_set_it_aside() -> None:
    """The ordinary list comes after the one or the other."""
    one = states(hanging())["channel.ordinary"]
    assert (one.state, set(one.overridden_by)) == ("overridden", {"channel.referral", "channel.flexible"})


def test_what_is_ruled_out_whatever_the_guess_is_told_as_ruled_out() -> None:
    """Nobody is to be rehoused, at any value."""
    one = states(hanging())["channel.rehousing-after"]
    assert (one.state, [read.fact for read in one.failed]) == ("false", ["rehousing_claim"])


def test_the_json_never_says_overridden_by_nothing() -> None:
    """A program that reads `overridden` finds by what."""
    for found in (hanging(), referred(FREE), referred(BARRED)):
        told = record(found, library())["why_not"]
        assert [one["rule"] for one in told if one["state"] == "overridden" and not one["overridden_by"]] == []


def test_an_illustration_is_told_at_its_own_values() -> None:
    """Whoever takes the guesses for granted gets the reasons of that one reading."""
    found = hanging(assume=True)
    assert (found.illustrative, found.channel) == (True, "referral")
    assert [one.rule for one in found.why_not if one.state == "undetermined"] == []


def test_an_open_channel_is_said_to_hang_on_a_guess() -> None:
    """A person who asks for everything reads why there is no answer yet."""
    said = {one.rule: why_not_text(Words(library(), "en"), one) for one in hanging().why_not}
    assert said["channel.referral"] == "it hangs on a guess"
    assert said["channel.ordinary"] == "comes after: social referral, flexible letting"


def test_a_guess_that_is_left_open_is_not_said_to_be_taken_for_granted() -> None:
    """While a fact is missing, the case file says that the answer may hang on the guess as well."""
    known = {key: value for key, value in settled().items() if key != "standing.takes_effect"}
    asked = replace(vacancy(BEFORE, **NOBODY_CLAIMS), turns={}, facts={"dwelling_kind": "family"})
    found = decide(office(*NEWLY_LISTED, in_area=True), asked, None, assumed=known)
    text = sentence(Words(library(), "en"), found)
    assert found.status == "needs"
    assert "The answer may also hang on what is not known of When a list acts." in text
    assert "When a list acts: " not in text.partition("Taken for granted")[2]
