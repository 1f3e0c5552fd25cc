"""Which wheel the terms of an agreement give an estate: by a term that is known, guessed, missing or no share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.turns import EXTERNAL, Turn, own_share, read_turns, turn_derivers
from kredslob.engine.vacancy import TurnReading, Vacancy
from kredslob.engine.wheels import OPEN, REFERRAL, Wheel, WheelState, referral_share
from kredslob.rules.binding import Term
from kredslob.rules.messages import WrongInput
from kredslob.rules.model import DatedWheel
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value
from tests.engine.bare_terms import DAY, bare_terms, parameter

FACTS: dict[str, FactValue] = {"referral_share": "p", "flexible_share": "flexible.base_share"}
THIRD, QUARTER, HALF = (1, 3), (1, 4), (1, 2)


def share(key: str, value: Value, *alternatives: Value, basis: str = "stated") -> Term:
    """Give a share of turns: known, or with alternatives an open guess."""
    made = parameter(key, value, *alternatives)
    dated = replace(made.dated, basis="assumed" if alternatives else basis)  # type: ignore[arg-type]  # one of the words
    return replace(made, series=replace(made.series, unit="turns"), dated=dated)


def by(*terms: Term) -> Terms:
    """Give terms in which rules name the term by which an estate's turns of referral are shared."""
    found = bare_terms({one.series.id: one for one in terms})
    return replace(found, rules={"referral_share": ()}, parameters={**found.parameters})


def read(terms: Terms, reading: TurnReading | None = None) -> Turn | Unknown:
    """Give the wheel of referral, which stands as the office says."""
    told = {} if reading is None else {"referral": reading}
    return read_turns(terms, "e", Vacancy("V", "e", DAY, {}, {}, told), FACTS)[REFERRAL]  # type: ignore[arg-type]  # names


# --- the share itself ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (share("p", QUARTER), QUARTER),
        (share("p", QUARTER, QUARTER), QUARTER),
        (share("p", QUARTER, QUARTER, THIRD), Unknown(guesses=("p",))),
        (share("p", QUARTER, QUARTER, THIRD, HALF), Unknown(guesses=("p",))),
        (share("p", "none"), (0, 1)),
        (share("other", QUARTER), (0, 1)),
    ],
)
def test_an_estates_share_is_that_of_the_term_that_rules_name(term: Term, expected: object) -> None:
    """A guess with one value is none; where the term is no share or has no value, the estate owes nothing."""
    assert own_share(by(term), FACTS) == expected


def test_a_share_hangs_on_what_the_rules_hang_on() -> None:
    """What is missing to name the term is what is missing to know the share, and the wheel."""
    missing = Unknown(needs=("income",))
    facts: dict[str, FactValue] = {**FACTS, "referral_share": missing}
    assert own_share(by(share("p", QUARTER)), facts) == missing
    assert read_turns(by(share("p", QUARTER)), "e", Vacancy("V", "e", DAY), facts)[REFERRAL] == missing


def test_where_no_rule_names_a_term_the_base_share_of_all_is_left_to_say() -> None:
    """It is none of the estate's own."""
    assert own_share(bare_terms({"p": share("p", QUARTER)}), FACTS) is None


def test_an_exempt_estate_owes_no_turn_of_one() -> None:
    """Whatever it owed before."""
    assert referral_share(1, 3, 12, 0, 1) == (0, 1)
    assert referral_share(1, 3, 12, 2, 0) == (18, 36)


# --- the wheel ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("alternatives", "known"),
    [((), True), ((QUARTER,), True), ((QUARTER, THIRD), False), ((QUARTER, THIRD, HALF), False)],
)
def test_a_wheel_hangs_on_a_guess_that_has_several_values(alternatives: tuple[Value, ...], known: bool) -> None:
    """And not on one that has a single value."""
    found = read(by(share("p", QUARTER, *alternatives)))
    if known:
        assert isinstance(found, Turn)
        assert found.wheel is not None
        assert found.wheel.share(REFERRAL) == QUARTER
    else:
        assert found == Unknown(guesses=("p",))


def test_a_wheel_that_is_agreed_for_the_estate_hangs_on_no_term() -> None:
    """However open the terms of the others are."""
    agreed = DatedWheel("referral", DAY, "2011", 1, 3)
    terms = replace(by(share("p", QUARTER, QUARTER, THIRD)), wheels={"referral": agreed})
    found = read(terms)
    assert isinstance(found, Turn)
    assert found.wheel is not None
    assert (found.wheel.version, found.wheel.share(REFERRAL)) == ("2011", THIRD)


def slots_of(key: str, *slots: str) -> Term:
    """Give a term that says the slots themselves."""
    made = parameter(key, slots)
    return replace(made, series=replace(made.series, unit="wheel"))


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (by(share("p", QUARTER)), Wheel("referral", "p", (OPEN, OPEN, OPEN, REFERRAL), OPEN)),
        (by(slots_of("p", REFERRAL, OPEN)), Wheel("referral", "p", (REFERRAL, OPEN), OPEN)),
        (
            replace(by(), wheels={"referral": DatedWheel("referral", DAY, "2012", 1, 3)}),
            Wheel("referral", "2012", (OPEN, OPEN, REFERRAL), OPEN),
        ),
        (
            replace(by(), wheels={"referral": DatedWheel("referral", DAY, "2012", slots=(REFERRAL, OPEN))}),
            Wheel("referral", "2012", (REFERRAL, OPEN), OPEN),
        ),
    ],
    ids=["a share of a term", "slots of a term", "a share agreed", "slots agreed"],
)
def test_a_wheel_bears_the_name_of_its_right_and_an_open_slot_is_no_right(terms: Terms, expected: Wheel) -> None:
    """Whether terms or the estate's own agreement give it: what nobody takes of open slots is owed to nobody."""
    found = read(terms)
    assert isinstance(found, Turn)
    assert found.wheel == expected


def test_a_guessed_share_that_does_not_fit_where_the_wheel_stands_asks_whose_turn_it_is() -> None:
    """The office has a slot that the guess has not; a share that is known makes that wrong."""
    assert read(by(share("p", QUARTER, basis="assumed")), TurnReading(9)) == Unknown(needs=("referral_due",))
    with pytest.raises(WrongInput, match="no slot 9"):
        read(by(share("p", QUARTER)), TurnReading(9))


def test_a_wheel_may_stand_in_the_version_of_the_agreement() -> None:
    """The estate had the base share of all, and now has one that rules name."""
    terms = by(share("p", QUARTER), share("referral.base_share", THIRD), parameter("wheel.on_change", "restart"))
    found = read(terms, TurnReading(2, 0, terms.agreement))
    assert isinstance(found, Turn)
    assert found.wheel is not None
    assert (found.wheel.share(REFERRAL), found.state) == (QUARTER, WheelState(found.wheel.version))
    with pytest.raises(WrongInput, match="no version 1999"):
        read(terms, TurnReading(2, 0, "1999"))


def test_a_pending_turn_is_due_though_all_slots_are_alike() -> None:
    """An estate that has become exempt still owes the turn that was passed over."""
    every = Wheel(REFERRAL, "1", (OPEN,), OPEN)
    assert Turn(REFERRAL, every, WheelState("1", 0, ((REFERRAL, 1),))).due() == REFERRAL
    assert Turn(REFERRAL, every, WheelState("1")).due() == Turn(REFERRAL, every, None).due() == OPEN


@pytest.mark.parametrize(
    ("fact", "asked"),
    [("referral_due", "referral_turn"), ("transfer_due", "transfer_turn"), ("flexible_due", "external_turn")],
)
def test_where_a_wheel_stands_is_asked_by_its_name(fact: str, asked: str) -> None:
    """Of the three that can be due."""
    names = {"referral": REFERRAL, "transfer": "transfer", "external": EXTERNAL}
    turns = {name: Turn(name, Wheel(name, "1", ("a", "b")), None) for name in names.values()}
    assert turn_derivers(lambda: turns)[fact](None) == Unknown(needs=(asked,))  # type: ignore[arg-type]  # nothing is read
