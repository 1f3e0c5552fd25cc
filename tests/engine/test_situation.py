"""Facts of one situation: given, derived or decided, each worked out once, an applicant's within the vacancy's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.reference import RuleConflict
from kredslob.engine.situation import Situation, need
from kredslob.rules.conditions import Always, Bound, Compare, Fact
from kredslob.rules.messages import WrongInput
from tests.engine.small_city import applicant, case_of, measured, office, vacancy
from tests.engine.strategies import CHOICES, DECIDED, DECLARATIONS, declared, rule, terms_of

YES = Compare(Fact("listed"), "is", Bound(True))
TERMS = terms_of(rule("a", Always(), "none"), rule("b", YES, "udsat", ("a",)))


def situation(
    given: Mapping[str, FactValue] | None = None,
    derivers: Mapping[str, Callable[[Situation], FactValue]] | None = None,
    about: str | None = None,
    around: Situation | None = None,
) -> Situation:
    """Give a situation under two rules."""
    return Situation(given or {}, TERMS, DECLARATIONS, derivers or {}, about, around)


def test_a_given_fact_is_what_was_given() -> None:
    """It is not derived or decided again, whatever could be worked out."""
    assert situation({"share": 1}, {"share": lambda _: 2})["share"] == 1
    assert situation({DECIDED: "ghetto", "listed": True})[DECIDED] == "ghetto"


def test_a_derived_fact_is_worked_out_once() -> None:
    """However often it is asked for."""
    counted: list[int] = []

    def derive(_: Situation) -> FactValue:
        counted.append(1)
        return 7

    here = situation(derivers={"rooms": derive})
    assert [here["rooms"], here["rooms"], len(counted)] == [7, 7, 1]


def test_a_derived_fact_may_read_other_facts() -> None:
    """It is given the situation that it is about."""
    here = situation({"rooms": 3}, {"share": lambda one: int(str(one["rooms"])) * 2})
    assert here["share"] == 6


def test_a_decided_fact_keeps_its_outcome() -> None:
    """The value and every rule's judgement."""
    here = situation({"listed": True})
    assert here[DECIDED] == "udsat"
    assert [one.rule.id for one in here.outcome(DECIDED).standing] == ["b"]


def test_what_nobody_has_said_is_unknown_and_never_false() -> None:
    """The need names the fact, and after @ whom it is about."""
    assert situation()["listed"] == Unknown(needs=("listed",))
    person = {**DECLARATIONS, "job": declared("job", "choice")}
    assert Situation({}, TERMS, person, {}, "A-1")["job"] == Unknown(needs=("job@A-1",))
    assert need("job", None) == "job"


def test_an_applicant_asks_the_vacancy_for_what_is_not_about_applicants() -> None:
    """The estate's standing is worked out once for all of them, and its reasons are the vacancy's."""
    case = case_of([applicant("A1", 2001), applicant("A2", 2002)], office(measured(401)))
    first, second = case.people
    assert first["exempt"] is True
    assert "exempt" not in second
    assert second.outcome("exempt") is case.situation.outcome("exempt")
    assert set(case.situation.outcomes) >= {"exempt", "forty_plus"}


def test_an_applicants_own_outcome_is_told_when_asked_for() -> None:
    """Decided without reasons among thousands, and with them for the few that are told of."""
    case = case_of([applicant("A1", 2001, job="permanent", weekly_hours=25 * 60)])
    (person,) = case.people
    assert person["group_work"] is True
    assert person.outcomes == {}
    assert [one.rule.id for one in person.outcome("group_work").standing] == ["work.yes"]


@pytest.mark.parametrize("given", [{"age": 40, "birth_date": date(1950, 1, 1)}, {"birth_date": date(1971, 1, 1)}])
def test_a_derived_fact_that_is_given_needs_no_deriving(given: Mapping[str, FactValue]) -> None:
    """An office that knows the age need not tell the date of birth."""
    person = applicant("A1", 2001, **given)  # type: ignore[arg-type]  # no fact here is unknown
    assert case_of([person]).people[0]["age"] == 40


# --- wrong use and wrong agreements -------------------------------------------------------------------------------


def test_rules_that_read_what_they_decide_are_refused() -> None:
    """Linking finds such circles in an agreement; if one came so far it is told, and nothing runs for ever."""
    circular = terms_of(rule("a", Compare(Fact(DECIDED), "is", Bound("none")), "none"))
    situation = Situation({}, circular, DECLARATIONS, {})
    for _ in range(2):  # whoever asks again is told again
        with pytest.raises(WrongInput, match="Accepted: rules that read earlier facts only"):
            situation[DECIDED]


def test_who_asks_again_after_a_clash_is_told_of_the_clash_again() -> None:
    """And not that the rules run in a circle."""
    clashing = terms_of(rule("a", Always(), "none"), rule("b", Always(), CHOICES[1]))
    situation = Situation({}, clashing, DECLARATIONS, {})
    for _ in range(2):
        with pytest.raises(RuleConflict):
            situation[DECIDED]


def test_two_facts_that_decide_each_other_are_refused() -> None:
    """However long the way round is."""
    other = replace(DECLARATIONS[DECIDED], name="other")
    one = rule("a", Compare(Fact("other"), "is", Bound("none")), "none")
    two = rule("b", Compare(Fact(DECIDED), "is", Bound("none")), "none")
    both = replace(TERMS, rules={DECIDED: (one,), "other": (two,)}, overriders={"a": frozenset(), "b": frozenset()})
    with pytest.raises(WrongInput, match="read what they decide"):
        Situation({}, both, {**DECLARATIONS, "other": other}, {})[DECIDED]


def test_a_fact_that_is_not_declared_is_a_fault() -> None:
    """Nobody can supply it, so nobody is asked for it."""
    with pytest.raises(KeyError):
        situation()["taste"]


def test_asking_for_an_outcome_that_no_rule_decides_is_refused() -> None:
    """A declared fact without rules in these terms is a gap."""
    silent = Situation({}, terms_of(), DECLARATIONS, {})
    with pytest.raises(WrongInput, match="a gap"):
        silent.outcome(DECIDED)


def test_unknown_given_facts_do_not_stand_in_the_vacancy() -> None:
    """A vacancy that leaves out the kind of dwelling leaves the channel unknown and names the fact."""
    channel = case_of([], what=vacancy(dwelling_kind=None)).situation["channel"]
    assert isinstance(channel, Unknown)
    assert channel.needs == ("dwelling_kind",)


def test_every_rule_is_judged_unless_it_is_asked_briefly() -> None:
    """Of an applicant it always is, one of perhaps thousands."""
    full, one = situation({"listed": True}), situation({"listed": True}, about="A1")
    assert full[DECIDED] == one[DECIDED] == "udsat"
    assert (set(full.outcomes), set(one.outcomes)) == ({DECIDED}, set())
