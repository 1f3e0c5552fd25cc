"""A person follows the recommendation or departs from it: what is kept of the choice, and which choices are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kredslob.engine.decision import Decision, TurnState
from kredslob.engine.ledger.choosing import Choice, Chosen, Matter, departed, followed, read_choice
from kredslob.engine.vacancy import Applicant
from kredslob.rules.messages import Problem, WrongInput
from tests.engine.ledger.books import PEOPLE, small_office
from tests.engine.small_city import decided, settled, vacancy

REFS = {one.id: f"ref-{one.id}" for one in PEOPLE}
LISTED = [Applicant(REFS[one.id], one.facts) for one in PEOPLE]


@pytest.fixture(scope="module")
def recommended() -> Decision:
    """Give a decision: the third of five applicants, since they alone are in work."""
    return decided(LISTED, small_office(), vacancy())


@pytest.fixture
def matter(recommended: Decision) -> Matter:
    """Give what is decided, and with what."""
    return Matter(recommended, small_office(), vacancy(), LISTED, settled())


def moved(states: object) -> list[tuple[str, bool, str | None]]:
    """Give which wheels count a vacancy, and the right used up."""
    assert isinstance(states, tuple)
    return [(one.wheel, one.counts, one.taken) for one in states if isinstance(one, TurnState)]


def problem_of(choice: Choice, matter: Matter) -> Problem:
    """Give why a choice is refused."""
    with pytest.raises(WrongInput) as refused:
        departed(choice, matter, REFS)
    (problem,) = refused.value.problems
    return problem


def test_the_recommendation_is_followed_as_it_is(recommended: Decision) -> None:
    """Channel, applicant, group and wheels; it does not depart from itself."""
    assert followed(recommended) == Chosen(
        "flexible", "ref-A-3", "list", ("group_work",), recommended.turns, departs=False
    )


@pytest.mark.parametrize(
    ("channel", "how"),
    [("referral", "municipality"), ("rehousing", "municipality"), ("flexible", "nobody"), ("ordinary", "nobody")],
)
def test_without_a_list_the_municipality_names_somebody_or_nobody_does(
    recommended: Decision, channel: str, how: str
) -> None:
    """By the channel."""
    found = followed(replace(recommended, channel=channel, offer=None))
    assert found == Chosen(channel, None, how, (), recommended.turns, departs=False)


def test_there_is_nothing_to_follow_where_nothing_is_recommended(recommended: Decision) -> None:
    """A fact is missing, a guess decides, or no channel is found."""
    assert followed(replace(recommended, status="needs")) is None
    assert followed(replace(recommended, status="undetermined")) is None
    assert followed(replace(recommended, channel=None)) is None


LEFT = [("referral", True, None), ("transfer", True, None), ("split", False, None)]
NOT_SHARED = [("referral", True, None), ("transfer", False, None), ("split", False, None)]
IN_TURN = [("referral", True, None), ("transfer", True, None), ("split", True, "a")]


@pytest.mark.parametrize(
    ("channel", "word", "person", "how", "group", "wheels"),
    [
        (None, "A-1", "ref-A-1", "list", "ordinary", LEFT), ("flexible", "A-1", "ref-A-1", "list", "ordinary", LEFT),
        ("ordinary", "A-3", "ref-A-3", "list", "group_work", LEFT), ("ordinary", None, None, "nobody", "ordinary", LEFT),
        ("rehousing", None, None, "municipality", "ordinary", NOT_SHARED),
        ("referral", None, None, "municipality", "ordinary", NOT_SHARED),
        ("referral", "A-3", "ref-A-3", "list", "group_work", NOT_SHARED),
    ],
)  # fmt: skip
def test_a_person_chooses_another_channel_or_another_applicant(
    matter: Matter, channel: str | None, word: str | None, person: str | None, how: str, group: str,
    wheels: list[tuple[str, bool, str | None]],
) -> None:  # fmt: skip
    """What is kept: where it goes, to whom, in which group they are, and what that does to the wheels."""
    found = departed(Choice("a reason", channel, word), matter, REFS)
    assert (found.channel, found.person, found.how, found.group) == (channel or "flexible", person, how, (group,))
    assert moved(found.states) == wheels
    assert found.departs


def test_where_nothing_is_recommended_a_person_may_choose_what_would_have_been(matter: Matter) -> None:
    """It departs all the same: there was nothing to follow. The wheels go on as if it had been recommended."""
    open_ = replace(matter, decision=replace(matter.decision, status="needs"))
    found = departed(Choice("a reason", "flexible", "A-3"), open_, REFS)
    assert (found.channel, found.person, found.group, found.departs) == ("flexible", "ref-A-3", ("group_work",), True)
    assert moved(found.states) == IN_TURN
    assert departed(Choice("a reason", "flexible"), open_, REFS).how == "nobody"


@pytest.mark.parametrize("word", ["rehousing", "Rehousing", "genhusning", "GENHUSNING", " rehousing "])
def test_a_channel_is_chosen_by_its_name_in_either_language(matter: Matter, word: str) -> None:
    """However it is written."""
    assert departed(Choice("a reason", word), matter, REFS).channel == "rehousing"


# --- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("channel", "word"), [("flexible", None), (None, "A-3"), ("flexible", "A-3"), (None, None)])
def test_what_is_recommended_is_no_departure(matter: Matter, channel: str | None, word: str | None) -> None:
    """Nobody is to stand in the books as having departed who has not."""
    problem = problem_of(Choice("a reason", channel, word), matter)
    assert problem.place.file == "--reason"
    assert "this is what is recommended" in str(problem.found)


@pytest.mark.parametrize("reason", ["", "  ", "\t"])
def test_no_departure_is_without_a_reason(matter: Matter, reason: str) -> None:
    """One of spaces is none."""
    problem = problem_of(Choice(reason, "rehousing"), matter)
    assert problem.place.file == "--reason"
    assert "a reason is missing" in str(problem.found)


def test_nobody_is_chosen_who_is_not_on_the_list(matter: Matter) -> None:
    """Or who has refused the dwelling, and so has no reference on it any more."""
    problem = problem_of(Choice("a reason", "ordinary", "A-17"), matter)
    assert problem.place.file == "--applicant"


def test_a_channel_that_there_is_not_is_answered_with_those_that_there_are(matter: Matter) -> None:
    """By name in either language, and with the nearest."""
    problem = problem_of(Choice("a reason", "rehousin"), matter)
    assert problem.place.file == "--channel"
    assert "'rehousin'" in str(problem.found)
    assert problem.nearest == "rehousing"
    assert problem.accepted is not None
    for lang, some in (("en", "referral, rehousing, "), ("da", "boligsocial anvisning, genhusning, ")):
        assert some in problem.accepted.text(lang)  # type: ignore[arg-type]  # the two languages
    assert "not_covered" not in problem.accepted.text("en")


def test_a_dwelling_that_no_agreement_covers_is_no_channel_to_choose(matter: Matter) -> None:
    """Though a decision may say so of one."""
    assert problem_of(Choice("a reason", "not_covered"), matter).place.file == "--channel"


def test_where_nothing_is_recommended_a_channel_must_be_chosen(matter: Matter) -> None:
    """An applicant alone does not say how the dwelling goes."""
    none = replace(matter, decision=replace(matter.decision, status="needs", channel=None))
    problem = problem_of(Choice("a reason", None, "A-1"), none)
    assert problem.place.file == "--channel"
    assert "nothing is recommended" in str(problem.found)


# --- as it is typed ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("channel", "word"), [("rehousing", None), (None, "A-1"), ("flexible", "A-1")])
def test_a_choice_is_a_channel_or_an_applicant_and_a_reason(channel: str | None, word: str | None) -> None:
    """The reason without the spaces around it."""
    assert read_choice(" fire ", channel, word) == Choice("fire", channel, word)


def test_nothing_typed_is_no_choice() -> None:
    """Then the recommendation is followed."""
    assert read_choice(None, None, None) is None


@pytest.mark.parametrize(
    ("reason", "channel", "word", "said"),
    [
        (None, "rehousing", None, "a reason is missing"), (None, None, "A-1", "a reason is missing"),
        ("fire", None, None, "nothing is decided otherwise"), ("", "rehousing", None, "missing"),
        ("for 010203-1234", "rehousing", None, "CPR"), ("x" * 2001, "rehousing", None, "too long"),
    ],
)  # fmt: skip
def test_half_a_choice_is_refused(reason: str | None, channel: str | None, word: str | None, said: str) -> None:
    """By the option that holds the reason."""
    with pytest.raises(WrongInput, match=said) as refused:
        read_choice(reason, channel, word)
    assert [one.place.file for one in refused.value.problems] == ["--reason"]


def test_a_reason_may_be_long() -> None:
    """Two thousand letters."""
    assert read_choice("x" * 2000, "rehousing", None) == Choice("x" * 2000, "rehousing", None)
