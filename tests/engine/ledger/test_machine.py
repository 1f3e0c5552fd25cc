"""Whatever an office does in whatever order, the ledger holds what the plainest model holds, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kredslob.engine.ledger.choosing import Choice
from kredslob.engine.ledger.erasing import erase
from kredslob.engine.ledger.importing import import_wheels
from kredslob.engine.ledger.opening import settle
from kredslob.engine.ledger.replaying import replay
from kredslob.engine.ledger.verifying import verify
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import BY, Books, books
from tests.engine.ledger.plain_model import Model, Refused
from tests.engine.small_city import DAY, ESTATE, IN_WORK, applicant

NUMBERS = st.integers(0, 200)
SMALL = settings(max_examples=settings().max_examples // 3, stateful_step_count=30)


class Office(RuleBasedStateMachine):
    """An office that takes vacancies through a ledger and through the model, and compares."""

    fresh: Callable[[], str]

    def __init__(self) -> None:
        super().__init__()
        self.held = ExitStack()
        self.folder = Path(self.held.enter_context(TemporaryDirectory()))
        self.erased: set[str] = set()

    @initialize(
        event=st.sampled_from(["notice", "vacancy", "offer", "letting"]),
        refused=st.sampled_from(["returned", "spent"]),
        freed=st.booleans(),
    )
    def begin(self, event: str, refused: str, *, freed: bool) -> None:
        """Begin a ledger with one of the sixteen ways of counting."""
        self.model = Model(event, refused, freed_counts=freed)
        counted: Any = {"referral__counts": event, "referral__refused": refused, "referral__freed_counts": freed}
        self.desk: Books = self.held.enter_context(books(type(self).fresh(), self.folder, **counted))

    def teardown(self) -> None:
        """See at the end that the ledger is whole, and that every decision can be made again or says why not."""
        if hasattr(self, "desk"):
            self.whole()
        self.held.close()

    # --- what an office does

    def number(self, place: int) -> str:
        """Give one of the vacancies there are."""
        return f"V-{place % len(self.model.stories)}"

    def under_way(self) -> int:
        """Give how many vacancies are under way, so that few are, and they come far."""
        return sum(one.state not in ("let", "withdrawn", "void") for one in self.model.stories.values())

    def both(self, mine: Callable[[], object], theirs: Callable[[], object]) -> bool:
        """Take a step in both; give False if both refuse it."""
        try:
            mine()
        except Refused:
            with pytest.raises(WrongInput):
                theirs()
            return False
        theirs()
        return True

    @precondition(lambda self: self.under_way() < 4)
    @rule(available=st.booleans())
    def opened(self, *, available: bool) -> None:
        """A notice comes in; of some it is known when the dwelling is vacant."""
        number = f"V-{len(self.model.stories)}"
        self.model.open(number, freed=False, available=available)
        if available:
            self.desk.open(number, notice=DAY, available=DAY)
        else:
            self.desk.open(number)

    @precondition(lambda self: self.model.stories)
    @rule(place=NUMBERS)
    def opened_after_a_move(self, place: int) -> None:
        """A dwelling is freed by an internal move."""
        by, number = self.number(place), f"V-{len(self.model.stories)}"
        moved = self.model.stories[by]
        if (moved.state, moved.channel) != ("let", "divorce_precedence"):
            with pytest.raises(WrongInput):
                self.desk.open(number, freed_by=by)
            return
        self.model.open(number, freed=True, available=False)
        self.desk.open(number, freed_by=by)

    def people(self, number: str) -> list[Any]:
        """Give a list with as many in work as have refused, and one more."""
        first = int(number.removeprefix("V-")) * 100
        working = range(first, first + self.model.stories[number].refusals + 1)
        return [applicant("A-0", 1960), *(applicant(f"W-{one}", 1970, **IN_WORK) for one in working)]

    @precondition(lambda self: self.model.stories)
    @rule(place=NUMBERS)
    def decided(self, place: int) -> None:
        """It is decided as recommended."""
        number, channels = self.number(place), list[str]()
        people = self.people(number)
        if self.both(
            lambda: channels.append(self.model.decide(number)),
            lambda: channels.append(self.desk.decide(number, people).chosen.channel),
        ):
            assert channels[0] == channels[1]

    @precondition(lambda self: self.model.stories)
    @rule(place=NUMBERS, channel=st.sampled_from(["referral", "divorce_precedence"]))
    def decided_otherwise(self, place: int, channel: str) -> None:
        """It is decided by another channel than is recommended; if that is what is recommended it is no departure."""
        number = self.number(place)
        choice = Choice("a reason", channel)
        people = self.people(number)
        if self.model.would_be(number) == channel:
            with pytest.raises(WrongInput):
                self.desk.decide(number, people, choice)
            return
        self.both(lambda: self.model.decide(number, channel), lambda: self.desk.decide(number, people, choice))

    @precondition(lambda self: self.model.stories)
    @rule(place=NUMBERS)
    def offered(self, place: int) -> None:
        """It is offered to whom was decided on, or to whom is named."""
        number = self.number(place)
        to = None if self.model.stories[number].channel == "flexible" else f"M-{number}"
        self.both(lambda: self.model.move(number, ("decided",), "offered"), lambda: self.desk.offer(number, to))

    @precondition(lambda self: self.model.stories)
    @rule(place=NUMBERS)
    def accepted(self, place: int) -> None:
        """The offer is accepted."""
        number = self.number(place)
        self.both(lambda: self.model.move(number, ("offered",), "accepted"), lambda: self.desk.accept(number))

    @precondition(lambda self: self.model.stories)
    @rule(place=NUMBERS)
    def let(self, place: int) -> None:
        """The dwelling is let."""
        number = self.number(place)
        self.both(lambda: self.model.move(number, ("offered", "accepted"), "let"), lambda: self.desk.let(number))

    @precondition(lambda self: self.model.stories)
    @rule(place=NUMBERS)
    def let_at_once(self, place: int) -> None:
        """It is decided as recommended, offered and let, as most are."""
        if self.model.stories[self.number(place)].state in ("open", "refused"):
            self.decided(place)
            self.offered(place)
            self.let(place)

    @precondition(lambda self: self.model.stories)
    @rule(place=NUMBERS)
    def refused(self, place: int) -> None:
        """The offer is refused."""
        number = self.number(place)
        self.both(lambda: self.model.refuse(number), lambda: self.desk.refuse(number))

    @precondition(lambda self: self.model.stories)
    @rule(place=NUMBERS)
    def refused_and_another_named(self, place: int) -> None:
        """The municipality names somebody else."""
        number = self.number(place)
        self.both(lambda: self.model.another(number), lambda: self.desk.refuse(number, another=True))

    @precondition(lambda self: self.model.stories)
    @rule(place=NUMBERS)
    def withdrawn(self, place: int) -> None:
        """The notice is taken back."""
        number = self.number(place)
        self.both(lambda: self.model.withdraw(number), lambda: self.desk.withdraw(number))

    @precondition(lambda self: self.model.stories)
    @rule(place=NUMBERS)
    def corrected(self, place: int) -> None:
        """The last step is taken back."""
        number = self.number(place)
        self.both(lambda: self.model.correct(number), lambda: self.desk.correct(number))

    @rule(slot=st.integers(1, 3), owed=st.integers(0, 2))
    def imported(self, slot: int, owed: int) -> None:
        """Where the referral wheel stands is taken from a table."""
        table = self.folder / "wheels.csv"
        table.write_text(f"estate,referral_turn\n{ESTATE},{slot}+{owed}\n", "utf-8")
        found, head = import_wheels(self.desk.ledger, self.desk.office, table, by=BY, on=DAY)
        try:
            self.model.imported(slot, owed)
        except Refused:
            assert (found[0].outcome, head) == ("rejected", None)
        else:
            assert found[0].outcome != "rejected"

    @precondition(lambda self: self.model.stories)
    @rule(place=NUMBERS)
    def erased_person(self, place: int) -> None:
        """Somebody's facts are erased; the turns stay as they are."""
        name = f"W-{int(self.number(place).removeprefix('V-')) * 100}"
        try:
            _, held = erase(self.desk.ledger, name, by=BY)
        except WrongInput:
            return
        self.erased.update(vacancy for _, vacancy in held.decisions)

    @rule(years=st.integers(1, 9))
    def settled(self, years: int) -> None:
        """The period of retention is changed."""
        settle(self.desk.ledger, by=BY, settled={}, retention_years=years)

    @rule()
    def opened_anew(self) -> None:
        """The office goes home and comes back."""
        ledger = self.desk.ledger
        self.desk = self.desk.again()
        self.held.callback(self.desk.ledger.engine.dispose)
        ledger.engine.dispose()

    # --- what must be so

    @invariant()
    def stands_as_in_the_model(self) -> None:
        """Each vacancy and each slot stands as in the model."""
        with self.desk.ledger.reading() as reading:
            states = {one.id: (one.state, one.channel or "") for one in reading.vacancies()}
        expected = {number: (one.state, one.channel) for number, one in self.model.stories.items()}
        assert states == expected
        slots = {(wheel, serial): (status, who or "") for wheel, serial, _, status, who in self.desk.turns()}
        known = {slot: what for slot, what in self.model.slots.items() if slot in slots or what[0] != "free"}
        assert {slot: what for slot, what in slots.items() if slot in known or what[0] != "free"} == known

    def whole(self) -> None:
        """The chain is whole, and decisions come out the same unless somebody on their list has been erased."""
        assert verify(self.desk.ledger, self.desk.last or None).faults == ()
        outcomes = {(one.vacancy in self.erased, one.outcome) for one in replay(self.desk.ledger)}
        assert outcomes <= {(False, "same"), (True, "same"), (True, "erased")}


def test_the_ledger_holds_what_the_model_holds(fresh: Callable[[], str]) -> None:
    """Sixteen ways of counting, sixteen things an office does, in any order, possible or not."""
    machine = type("Machine", (Office,), {"fresh": staticmethod(fresh)})
    run_state_machine_as_test(machine, settings=SMALL)
