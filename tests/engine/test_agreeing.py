"""The two evaluators agree where they come to one value by the same rules, or neither knows; nothing else is agreement."""

from __future__ import annotations

from typing import Any

import pytest

from kredslob.engine import agreeing
from kredslob.engine.agreeing import ALL_UP_TO, EvaluatorsDiffer, checked, chosen_people, same
from kredslob.engine.chaining import Chained, Chains, available, why_unavailable
from kredslob.engine.decision import Evaluators
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.reference import decide_fact
from kredslob.engine.settling import settle
from kredslob.rules.messages import Message
from tests.engine.small_city import IN_WORK, applicant, case_of, office, settled, vacancy
from tests.engine.strategies import DECIDED, FORTY

needs_durable = pytest.mark.skipif(not available(), reason="" if (why := why_unavailable()) is None else why.text())
OVER: dict[str, FactValue] = {"listed": True, "share": 400_001}
NOT_KNOWN: dict[str, FactValue] = {"listed": Unknown(("listed",)), "share": 400_001}


@pytest.mark.parametrize(
    ("facts", "chained", "agree"),
    [
        (OVER, Chained("value", "ghetto", ("over",), ()), True),
        (OVER, Chained("value", "udsat", ("over",), ()), False),
        (OVER, Chained("value", "ghetto", ("listed",), ()), False),
        (OVER, Chained("value", "ghetto", ("over", "listed"), ()), False),
        (OVER, Chained("value", "ghetto", (), ()), False),
        (OVER, Chained("unknown", None, ("over",), ()), False),
        (OVER, Chained("clash", None, ("over",), ()), False),
        (NOT_KNOWN, Chained("unknown", None, (), ()), True),
        (NOT_KNOWN, Chained("value", "ghetto", (), ()), False),
        (NOT_KNOWN, Chained("gap", None, (), ()), False),
    ],
)
def test_what_is_agreement(facts: dict[str, FactValue], chained: Chained, agree: bool) -> None:
    """By the reference it is the rule over forty per cent, or not known while it is not known whether the area is listed."""
    assert same(decide_fact(DECIDED, FORTY, facts), chained) is agree


@needs_durable
def test_where_they_differ_there_is_no_answer_but_the_fact_and_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Said in both languages."""
    situation = case_of().situation
    assert situation["exempt"] is False
    decide = Chains.decide

    def contrary(self: Chains, fact: str, facts: dict[str, FactValue]) -> Chained:
        found = decide(self, fact, facts)
        return Chained("value", True, ("x.y",), ()) if fact == "exempt" else found

    monkeypatch.setattr(Chains, "decide", contrary)
    with pytest.raises(EvaluatorsDiffer) as caught:
        checked(situation, None)
    assert caught.value.text() == (
        "the two evaluators differ over exempt: the reference says False, the second says True; rules: exempt.none, x.y."
    )
    assert str(caught.value) == caught.value.text()
    assert "exempt.none, x.y" in caught.value.text("da")
    assert caught.value.text("da") != caught.value.text()


@pytest.mark.parametrize(
    ("people", "chosen"),
    [
        (0, 0),
        (ALL_UP_TO, ALL_UP_TO),
        (2 * ALL_UP_TO, 2 * ALL_UP_TO),
        (2 * ALL_UP_TO + 1, 2 * ALL_UP_TO),
        (1000, 2 * ALL_UP_TO),
    ],
)
def test_of_a_long_list_the_first_are_decided_again_and_then_evenly_chosen_others(people: int, chosen: int) -> None:
    """Nobody twice, and in order."""
    list_of: Any = list(range(people))  # whatever they are, they are chosen by their places
    found: list[Any] = [*agreeing._some_of(list_of)]
    assert found == sorted(set(found))
    assert len(found) == chosen
    assert found[:ALL_UP_TO] == list(range(min(people, ALL_UP_TO)))
    if people == 1000:
        assert found[ALL_UP_TO:][:3] == [200, 204, 208]


@needs_durable
def test_a_fact_that_others_read_is_compared_once_in_whatever_order() -> None:
    """Also where the facts that read it are compared before it."""
    situation = case_of().situation
    _ = situation["channel"]
    situation.outcomes = dict(reversed(situation.outcomes.items()))
    assert len(situation.outcomes) > 1
    assert checked(situation, None).compared == len(situation.outcomes)


def test_without_the_second_evaluator_nothing_is_compared_and_it_is_said_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer is then the reference's alone."""
    monkeypatch.setattr(agreeing, "why_unavailable", lambda: Message("it is not installed."))
    situation = case_of().situation
    _ = situation["exempt"]
    assert checked(situation, None) == Evaluators(("reference",), 0, 0, "it is not installed.")


def test_the_one_offered_is_decided_again_before_those_passed_over() -> None:
    """Both are; and nobody where nobody was ranked."""
    people = (applicant("A1", 2001), applicant("A2", 2002, **IN_WORK))
    ranking = settle(office(), vacancy(), people, assume=False, assumed=settled()).told.ranking
    assert ranking is not None
    assert [one.about for one in chosen_people(ranking)] == ["A2", "A1"]
    if available():
        situation = case_of().situation
        apart = [checked(situation, None, (one,)).compared for one in chosen_people(ranking)]
        both = checked(situation, ranking)
        assert (both.compared, both.applicants_checked) == (sum(apart), 2)
    assert chosen_people(None) == ()
