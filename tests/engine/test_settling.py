"""How far an answer reaches, and which guesses it hangs on, told from what comes out at each value of the guesses."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from kredslob.engine import settling
from kredslob.engine.case import Reached
from kredslob.engine.exploring import Branch, Explored, explore
from kredslob.engine.settling import deciding_guesses, settle, status_of
from kredslob.rules.messages import WrongInput
from kredslob.rules.units import Value
from tests.engine.small_city import IN_WORK, applicant, office, settled, vacancy

CASE: Any = None  # no case is needed to compare what came out


def at(channel: str | None, *needs: str, **taken: Value) -> Branch[Reached]:
    """Give what comes out at some values of the guesses."""
    return Branch(taken, Reached(CASE, channel, None, needs), assumed=False)


def tried(*branches: Branch[Reached], complete: bool = True) -> Explored[Reached]:
    """Give what was tried, the assumed values first."""
    return Explored(branches, complete)


# --- which guesses decide -----------------------------------------------------------------------------------------


def test_a_guess_decides_if_it_alone_makes_the_outcome_another() -> None:
    """Whatever the other is."""
    found = tried(at("a", p=1, q=1), at("a", p=1, q=2), at("b", p=2, q=1), at("b", p=2, q=2))
    assert deciding_guesses(found) == ("p",)


def test_where_nothing_comes_out_differently_none_decides() -> None:
    """Though they were tried."""
    assert deciding_guesses(tried(at("a", p=1), at("a", p=2), at("a", p=3))) == ()
    assert deciding_guesses(tried(at("a"))) == ()


def test_a_guess_that_is_read_only_at_some_values_of_another_is_held_against_those() -> None:
    """At p = 1 nobody asks for q."""
    assert deciding_guesses(tried(at("a", p=1), at("b", p=2, q=1), at("b", p=2, q=2))) == ("p",)
    assert deciding_guesses(tried(at("a", p=1), at("a", p=2, q=1), at("b", p=2, q=2))) == ("p", "q")


def test_each_that_decides_is_named_once_in_the_order_in_which_they_were_tried() -> None:
    """Both do, here, each by itself."""
    found = tried(at("a", q=1, p=1), at("b", q=2, p=1), at("c", q=1, p=2), at("d", q=2, p=2))
    assert deciding_guesses(found) == ("q", "p")


def test_where_no_single_guess_is_known_to_decide_all_that_were_tried_are_named() -> None:
    """Not every combination need have been tried."""
    assert deciding_guesses(tried(at("a", p=1, q=1), at("b", p=2, q=2), complete=False)) == ("p", "q")


def test_every_two_are_held_against_each_other() -> None:
    """Also where those tried first come out alike."""
    assert deciding_guesses(tried(at("a", p=1, q=1), at("b", p=2, q=2), at("a", p=2, q=1))) == ("q",)


def test_a_missing_fact_makes_another_outcome() -> None:
    """It is to be asked for at one value and not at the other."""
    assert deciding_guesses(tried(at("a", p=1), at("a", "rooms", p=2))) == ("p",)


# --- how far it reaches -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("explored", "status"),
    [
        (tried(at("a")), "decided"),
        (tried(at("a", p=1), at("a", p=2)), "decided"),
        (tried(at("a", p=1), at("b", p=2)), "undetermined"),
        (tried(at("a", p=1), at("a", p=2), complete=False), "undetermined"),
        (tried(at(None, "rooms", p=1), at("b", p=2)), "needs"),
        (tried(at(None, "rooms", p=1), at("b", p=2), at("c", p=3)), "needs"),
        (tried(at("a", p=1), at(None, "rooms", p=2)), "needs"),
        (tried(at("a", p=1), at("b", p=2), at(None, "rooms", p=3)), "undetermined"),
    ],
)
def test_how_far_an_answer_reaches(explored: Explored[Reached], status: str) -> None:
    """What is missing at the assumed values is asked for first; elsewhere only if it may settle the matter."""
    assert status_of(explored) == status


def test_what_is_told_of_an_answer_that_hangs_on_a_guess_is_told_at_the_assumed_values() -> None:
    """The estate's standing and the wheels stand beside it, and they may hang on guesses too."""
    people = (applicant("A1", 2001, **IN_WORK), applicant("A2", 2001, **IN_WORK))
    taken = {key: value for key, value in settled().items() if key != "rank.tie_break"}
    found = settle(office(), vacancy(), people, assume=False, assumed=taken)
    assert (found.status, found.hanging, found.told.channel) == ("undetermined", ("rank.tie_break",), "flexible")
    assert found.told.case.terms.value("rank.tie_break") == settled()["rank.tie_break"]
    assert [one.result.offer and one.result.offer.how for one in found.outcomes] == ["list", "lot"]


EQUALS = (applicant("A1", 2001, **IN_WORK), applicant("A2", 2001, **IN_WORK))
TIE_OPEN = {key: value for key, value in settled().items() if key != "rank.tie_break"}


@pytest.mark.parametrize("assume", [True, False])
def test_where_not_all_was_tried_an_illustration_is_given_all_the_same(
    monkeypatch: pytest.MonkeyPatch, assume: bool
) -> None:
    """Marked as one, though no guess is known to decide."""
    monkeypatch.setattr(settling, "explore", partial(explore, most=1))
    found = settle(office(), vacancy(), EQUALS, assume=assume, assumed=TIE_OPEN)
    assert (found.explored.complete, found.hanging) == (False, ())
    assert (found.status, found.illustrative) == (("decided", True) if assume else ("undetermined", False))


def test_an_illustration_asks_for_nothing() -> None:
    """What would be missing at another value of a guess is not missing at the assumed one."""
    people = (EQUALS[0], applicant("A2", 2001, job="permanent", weekly_hours=None))
    found = [settle(office(), vacancy(), people, assume=assume, assumed=TIE_OPEN) for assume in (True, False)]
    assert [(one.status, one.needs) for one in found] == [("decided", ()), ("needs", ("weekly_hours@A2",))]


@pytest.mark.parametrize(
    ("only", "hanging"), [(None, ("rank.tie_break",)), ((), ()), (("rank.tie_break",), ("rank.tie_break",))]
)
def test_a_guess_that_is_not_looked_into_is_taken_at_its_assumed_value(
    only: tuple[str, ...] | None, hanging: tuple[str, ...]
) -> None:
    """What hangs on it is then not told."""
    found = settle(office(), vacancy(), EQUALS, assume=False, assumed=TIE_OPEN, only=only)
    assert (found.status, found.hanging) == ("undetermined" if hanging else "decided", hanging)


def test_a_list_that_cannot_be_is_refused_before_anything_is_settled() -> None:
    """Nobody is listed after the dwelling is let."""
    with pytest.raises(WrongInput, match="2031-01-01"):
        settle(office(), vacancy(), [applicant("A1", 2031)], assume=False, assumed=settled())
