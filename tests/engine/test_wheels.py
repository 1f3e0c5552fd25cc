"""Turns are never lost or doubled, and where they fall in a round is fixed to the slot."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.wheels import (
    OnChange,
    Wheel,
    WheelState,
    advance,
    due,
    referral_wheel,
    replace,
    share_wheel,
    spread,
    start,
)
from tests.engine.oracles import wheels as oracle

THIRD = share_wheel("referral", "2011", (1, 3), ("open", "referral"), residual="open")
TRANSFER = share_wheel("transfer", "2011", (1, 2), ("external", "transfer"), residual="external")
WAYS: tuple[OnChange, ...] = ("restart", "keep_fraction")
SPLIT = Wheel("split", "2011", ("work", "work", "senior"))
NINTHS = share_wheel("external", "2011", (8, 9), ("ordinary", "flexible"))


@st.composite
def shares(draw: st.DrawFn, longest: int = 60) -> tuple[int, int]:
    """Draw a share as (turns, of)."""
    of = draw(st.integers(1, longest))
    return draw(st.integers(0, of)), of


@st.composite
def wheels(draw: st.DrawFn, version: str = "1") -> Wheel:
    """Draw a wheel of any order of slots, with or without a residual."""
    slots = draw(st.lists(st.sampled_from(("a", "b", "c", "open")), min_size=1, max_size=12))
    return Wheel("drawn", version, tuple(slots), draw(st.sampled_from((None, "open"))))


def passed(wheel: Wheel, state: WheelState, vacancies: int, taken: str | None = None) -> WheelState:
    """Let vacancies pass that all go to the same right, or to none."""
    for _ in range(vacancies):
        state = advance(wheel, state, taken)
    return state


# --- the even round -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turns", "of", "slots"),
    [
        (1, 3, (0, 0, 1)),
        (1, 2, (0, 1)),
        (1, 4, (0, 0, 0, 1)),
        (2, 3, (0, 1, 1)),
        (2, 5, (0, 0, 1, 0, 1)),
        (8, 9, (0, 1, 1, 1, 1, 1, 1, 1, 1)),
        (10, 30, (0, 0, 1)),
        (0, 7, (0,)),
        (7, 7, (1,)),
    ],
)
def test_a_turn_falls_as_late_as_its_share_allows(turns: int, of: int, slots: tuple[int, ...]) -> None:
    """Every third is the third vacancy; the round is the shortest that keeps the share."""
    assert spread(turns, of) == slots


@given(shares())
def test_the_round_is_the_exact_one(share: tuple[int, int]) -> None:
    """The slots are those of the exact fractions, and the share over a round is exact."""
    slots = spread(*share)
    assert list(slots) == oracle.turns_in_round(Fraction(*share))
    assert Fraction(sum(slots), len(slots)) == Fraction(*share)


@given(shares(), st.integers(0, 200), st.integers(1, 200))
def test_any_stretch_of_vacancies_is_within_one_turn_of_its_share(
    share: tuple[int, int], first: int, length: int
) -> None:
    """However long the stretch and wherever it begins, its turns differ from the share by less than one."""
    slots = spread(*share)
    turns = sum(slots[i % len(slots)] for i in range(first, first + length))
    assert abs(turns - Fraction(*share) * length) < 1


@pytest.mark.parametrize(("turns", "of"), [(-1, 3), (4, 3), (0, 0), (1, 0), (1, -3), (0, -1)])
def test_what_is_no_share_is_refused(turns: int, of: int) -> None:
    """A share has from 0 to all of at least one slot."""
    with pytest.raises(ValueError, match="not a share"):
        spread(turns, of)


def test_shares_are_read_off_the_wheel() -> None:
    """A label's share is its slots of the round's slots; a label that the wheel does not name has none."""
    assert NINTHS.share("flexible") == (8, 9)
    assert NINTHS.share("ordinary") == (1, 9)
    assert NINTHS.share("transfer") == (0, 9)


# --- what an estate owes ------------------------------------------------------------------------------------------


def test_an_ordinary_estate_owes_every_third_vacancy() -> None:
    """Without extra turns the wheel is the base share, whatever the number of vacancies."""
    assert referral_wheel("2011", (1, 3), 41).slots == ("open", "open", "referral")


def test_two_extra_turns_make_a_receiving_estate_owe_every_second_of_twelve() -> None:
    """Four of twelve vacancies and two more are six of twelve."""
    assert referral_wheel("2012", (1, 3), 12, 2) == Wheel("referral", "2012", ("open", "referral"), "open")


def test_an_exempt_estate_owes_nothing() -> None:
    """Its wheel has open slots only, so no turn ever becomes due."""
    wheel = referral_wheel("2012", (1, 3), 12, exempt=True)
    assert wheel.slots == ("open",)
    assert due(wheel, passed(wheel, start(wheel), 5)) == "open"


def test_an_estate_without_measured_vacancies_owes_its_base_share_of_those_that_come() -> None:
    """Nothing measured is not nothing owed: a new estate has the base wheel."""
    assert referral_wheel("2012", (1, 3), 0).slots == ("open", "open", "referral")


def test_an_estate_may_owe_all_its_vacancies() -> None:
    """When extra turns fill it up, no slot is open."""
    assert referral_wheel("2012", (1, 3), 3, 2).slots == ("referral",)


@given(st.data())
def test_the_wheel_of_a_receiving_estate_is_exact(data: st.DataObject) -> None:
    """Its share is base share plus extra turns over its vacancies, and so many vacancies bring just so many turns."""
    turns, of = data.draw(shares(12))
    vacancies = data.draw(st.integers(0, 200))
    extra = data.draw(st.integers(0, (of - turns) * vacancies // of))
    wheel = referral_wheel("1", (turns, of), vacancies, extra)
    assert Fraction(*wheel.share("referral")) == oracle.owed(Fraction(turns, of), vacancies, extra)
    if vacancies:
        state = passed(wheel, start(wheel), vacancies)
        assert dict(state.pending).get("referral", 0) == turns * vacancies // of + extra


@pytest.mark.parametrize(
    ("base", "vacancies", "extra", "exempt"),
    [
        ((1, 3), 12, 9, False),
        ((1, 3), 0, 1, False),
        ((1, 3), 12, 1, True),
        ((1, 3), 12, -1, False),
        ((1, 3), -12, 0, False),
        ((4, 3), 12, 0, False),
        ((-1, 3), 12, 0, False),
        ((0, 0), 12, 0, False),
    ],
)
def test_turns_that_an_estate_cannot_owe_are_refused(
    base: tuple[int, int], vacancies: int, extra: int, exempt: bool
) -> None:
    """More than all, from no vacancies, from an exempt estate, below 0, or of no share at all."""
    said = (
        "extra turns|39 of 36 is not a share"
        if extra
        else f"{base[0]} of {base[1]} is not a share of {vacancies} vacancies"
    )
    with pytest.raises(ValueError, match=said):
        referral_wheel("2012", base, vacancies, extra, exempt=exempt)


# --- vacancy by vacancy -------------------------------------------------------------------------------------------


def test_the_third_vacancy_is_the_municipalitys() -> None:
    """Two open vacancies, then the referral, then round again."""
    state = start(THIRD)
    seen = []
    for _ in range(6):
        seen.append(due(THIRD, state))
        state = advance(THIRD, state, due(THIRD, state))
    assert seen == ["open", "open", "referral"] * 2
    assert state == start(THIRD)


def test_a_slot_that_was_pre_empted_is_due_at_the_next_vacancy() -> None:
    """The third vacancy went to a higher channel: the fourth, an open slot, is the municipality's instead."""
    state = advance(THIRD, WheelState("2011", position=2), None)
    assert state == WheelState("2011", 0, (("referral", 1),))
    assert due(THIRD, state) == "referral"
    assert advance(THIRD, state, "referral") == WheelState("2011", 1)


def test_a_residual_slot_is_no_right_and_leaves_nothing_pending() -> None:
    """An open vacancy that goes to a return guarantee is not owed to the list afterwards."""
    assert advance(THIRD, start(THIRD), None) == WheelState("2011", 1)
    assert advance(TRANSFER, start(TRANSFER), "external") == WheelState("2011", 1)


def test_two_pre_empted_turns_are_both_served() -> None:
    """Six vacancies that all go elsewhere leave two turns pending; the next two vacancies are the municipality's."""
    state = passed(THIRD, start(THIRD), 6)
    assert state.pending == (("referral", 2),)
    state = passed(THIRD, state, 2, "referral")
    assert state == WheelState("2011", 2)


def test_a_pending_turn_goes_before_the_slot_and_the_slot_stays_pending() -> None:
    """With a turn pending and a turn's slot due, one is taken and one is pending."""
    state = WheelState("2011", 2, (("referral", 1),))
    assert advance(THIRD, state, "referral") == WheelState("2011", 0, (("referral", 1),))


def test_pending_rights_go_in_the_order_the_wheel_names_them() -> None:
    """Of a senior's and a worker's pending turn the worker's comes first, because the wheel names work first."""
    state = WheelState("2011", 0, (("senior", 1), ("work", 1)))
    assert due(SPLIT, state) == "work"
    assert due(Wheel("split", "2011", ("senior", "work")), state) == "senior"


def test_a_right_may_be_taken_out_of_order_when_it_is_pending_or_on_the_slot() -> None:
    """Nobody at work qualifies: the senior's slot is used though a worker's turn is due first, and that turn stays."""
    state = WheelState("2011", 2, (("work", 1),))
    assert advance(SPLIT, state, "senior") == WheelState("2011", 0, (("work", 1),))


def test_every_slot_of_a_wheel_without_residual_is_a_right() -> None:
    """An ordinary turn that was pre-empted is owed to the ordinary list just as a flexible one is."""
    state = advance(NINTHS, start(NINTHS), None)
    assert state.pending == (("ordinary", 1),)
    assert due(NINTHS, state) == "ordinary"


@given(wheels(), st.data())
def test_turns_are_never_lost_or_doubled(wheel: Wheel, data: st.DataObject) -> None:
    """Whatever goes where, the rights that the slots gave are those taken and those pending, no more and no fewer."""
    state, book = start(wheel), oracle.Account(wheel.slots, wheel.residual)
    for _ in range(data.draw(st.integers(0, 30))):
        assert due(wheel, state) == book.due()
        taken = data.draw(st.sampled_from((None, *sorted(book.usable()))))
        state = advance(wheel, state, taken)
        book.pass_one(taken)
        assert book.given() == book.taken + Counter(dict(state.pending))
        assert (state.position, dict(state.pending)) == (book.passed % len(wheel.slots), dict(book.pending()))


@given(wheels(), st.integers(1, 4))
def test_without_pre_emption_the_share_over_full_rounds_is_exact(wheel: Wheel, rounds: int) -> None:
    """Each label is taken as often as it stands in the round, in the round's own order."""
    state, seen = start(wheel), []
    for _ in range(rounds * len(wheel.slots)):
        seen.append(due(wheel, state))
        state = advance(wheel, state, seen[-1])
    assert tuple(seen) == wheel.slots * rounds
    assert state == start(wheel)


@given(wheels(), st.integers(0, 30), st.integers(1, 30))
def test_a_pending_right_is_served_at_the_next_vacancy(wheel: Wheel, pre_empted: int, vacancies: int) -> None:
    """While any is pending, the vacancy is for the one that the wheel names first, and the backlog never grows."""
    state = passed(wheel, start(wheel), pre_empted)
    for _ in range(vacancies):
        taken, backlog = due(wheel, state), dict(state.pending)
        if backlog:
            assert taken == min(backlog, key=wheel.slots.index)
        state = advance(wheel, state, taken)
        assert sum(dict(state.pending).values()) <= sum(backlog.values())


# --- replacing a wheel --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("position", "slots", "expected"),
    [(2, 9, 6), (1, 9, 3), (2, 2, 1), (1, 2, 0), (2, 1, 0), (0, 9, 0)],
)
def test_the_position_keeps_its_fraction_of_the_round_rounded_down(position: int, slots: int, expected: int) -> None:
    """Two thirds through a round of three is six ninths through a round of nine."""
    new = Wheel("referral", "2012", ("open",) * slots, "open")
    assert replace(THIRD, new, WheelState("2011", position), "keep_fraction").position == expected


@given(wheels("old"), wheels("new"), st.integers(0, 30), st.sampled_from(WAYS))
def test_pending_rights_survive_a_new_wheel(old: Wheel, new: Wheel, vacancies: int, on_change: OnChange) -> None:
    """The turns owed are the same after the change; the position is 0 or the exact fraction rounded down."""
    state = passed(old, start(old), vacancies)
    if new.residual in dict(state.pending):
        with pytest.raises(ValueError, match="is no right"):
            replace(old, new, state, on_change)
        return
    after = replace(old, new, state, on_change)
    kept = Fraction(state.position, len(old.slots)) * len(new.slots)
    assert after.pending == state.pending
    assert after.version == new.version
    assert after.position == (floor(kept) if on_change == "keep_fraction" else 0)
    assert after.position < len(new.slots)


def test_a_turn_owed_before_an_estate_became_exempt_is_still_owed_after() -> None:
    """The new wheel names no referral, yet the pending one is due; when it is taken, nothing more is."""
    exempt = referral_wheel("2012", (1, 3), 12, exempt=True)
    state = replace(THIRD, exempt, WheelState("2011", 1, (("referral", 1),)), "restart")
    assert due(exempt, state) == "referral"
    state = advance(exempt, state, "referral")
    assert state == WheelState("2012", 0)
    assert due(exempt, state) == "open"


def test_a_right_the_wheel_no_longer_names_comes_after_those_it_does() -> None:
    """A state may hold both after an amendment; the wheel's own order goes first."""
    state = WheelState("2011", 0, (("divorced", 1), ("senior", 1)))
    assert due(SPLIT, state) == "senior"


def test_an_unknown_way_to_set_the_position_is_refused() -> None:
    """Only restart and keep_fraction are agreed ways."""
    with pytest.raises(ValueError, match="restart or keep_fraction"):
        replace(THIRD, THIRD, start(THIRD), "carry_on")  # type: ignore[arg-type]  # that is the point


# --- wrong use ----------------------------------------------------------------------------------------------------


def test_a_turn_that_is_neither_pending_nor_due_cannot_be_taken() -> None:
    """The municipality cannot take the first vacancy of three with nothing owed to it."""
    with pytest.raises(ValueError, match="neither pending nor due"):
        advance(THIRD, start(THIRD), "referral")


def test_a_right_the_wheel_does_not_know_cannot_be_taken() -> None:
    """The referral wheel gives no turn to transfers."""
    with pytest.raises(ValueError, match="gives no turn to 'transfer'"):
        advance(THIRD, start(THIRD), "transfer")


@pytest.mark.parametrize(
    "state",
    [
        WheelState("2012"),
        WheelState("2011", 3),
        WheelState("2011", 0, (("open", 1),)),
    ],
)
def test_a_state_of_another_wheel_is_refused_everywhere(state: WheelState) -> None:
    """Another version, a position past the round, or the residual pending: the state is not of this wheel."""
    for use in (
        lambda: due(THIRD, state),
        lambda: advance(THIRD, state, None),
        lambda: replace(THIRD, TRANSFER, state, "restart"),
    ):
        with pytest.raises(ValueError, match=r"version|past the 3 slots|is no right"):
            use()


@pytest.mark.parametrize(
    ("position", "pending"),
    [(-1, ()), (0, (("referral", -1),)), (0, (("referral", 1), ("referral", 1)))],
)
def test_a_state_that_no_wheel_could_have_is_refused(position: int, pending: tuple[tuple[str, int], ...]) -> None:
    """Positions and pending turns count from 0 up, and a label is named once."""
    with pytest.raises(ValueError, match=r"before the first slot|name each label once"):
        WheelState("2011", position, pending)


@pytest.mark.parametrize(("slots", "residual"), [((), None), (("open", ""), "open"), (("open",), "")])
def test_a_wheel_needs_slots_with_words_on_them(slots: tuple[str, ...], residual: str | None) -> None:
    """A round without slots, or with a slot for nobody, cannot turn."""
    with pytest.raises(ValueError, match="at least one slot"):
        Wheel("referral", "2011", slots, residual)


def test_equal_states_are_equal_however_their_pending_turns_were_listed() -> None:
    """A state read back from a file compares equal: order does not count, and a count of 0 is no entry."""
    listed = WheelState("1", 0, (("b", 2), ("c", 0), ("a", 1)))
    assert listed == WheelState("1", 0, (("a", 1), ("b", 2)))


@pytest.mark.parametrize(
    ("base", "vacancies", "extra", "exempt"),
    [
        ((0, 0), 9, 0, False), ((4, 3), 9, 0, False), ((-1, 3), 9, 0, False), ((1, 3), -1, 0, False),
        ((1, 3), 9, -1, False), ((1, 3), 9, 1, True), ((1, 3), 0, 1, False), ((1, 3), 9, 7, False),
    ],
)  # fmt: skip
def test_an_estate_that_cannot_be_has_no_referral_wheel(
    base: tuple[int, int], vacancies: int, extra: int, exempt: bool
) -> None:
    """A base that is no share, less than no vacancies, extra turns of nobody's or more than there are vacancies."""
    with pytest.raises(ValueError, match=r"is not a share|extra turns|turns"):
        referral_wheel("2011", base, vacancies, extra, exempt=exempt)
