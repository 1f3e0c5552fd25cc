"""What an event tells of a decision: names of rules and values, and nothing of a person but a reference."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from kredslob.engine.decision import (
    Alternative,
    Assumption,
    Decision,
    Failed,
    Need,
    Offer,
    PassedOver,
    ReadFact,
    Reason,
    SyntheticRow,
    TurnState,
    WhyNot,
)
from kredslob.engine.ledger.outcome import outcome_of
from kredslob.engine.record import record
from kredslob.rules.model import Text
from tests.engine.small_city import DAY, IN_WORK, applicant, decided, library

TEXT = Text("tekst", "text")
READ = ReadFact("children", 2, "at_least", (3,))


def passed(name: str, rank: int, *facts: str) -> PassedOver:
    """Give somebody passed over because of facts."""
    failed = tuple(Failed(fact, f"rule of {fact}", "clause", "false", (READ,)) for fact in facts)
    return PassedOver(name, date(1971, 1, 1), rank, failed)


def full() -> Decision:
    """Give a decision in which there is something of everything."""
    return replace(
        decided([applicant("A-1", 1991, **IN_WORK)]),
        offer=Offer("ref1", "list", ("group_work",), 2, date(1991, 1, 1)),
        provisional=Offer("ref2", "list", (), 3, date(1992, 1, 1), fallback=True),
        reasons=(Reason("r.one", "channel", "flexible", "§ 1", "source", "quoted", (READ,), TEXT),
                 Reason("r.two", "referral_due", False, "§ 2", "source", "quoted", (), TEXT)),
        why_not=(WhyNot("referral", "r.three", "§ 3", "overridden", (READ,), ("r.one", "r.two")),
                 WhyNot("ordinary", "r.four", "§ 4", "false", (), ())),
        needs=(Need("children", "ref1", TEXT), Need("rooms", "", TEXT)),
        undetermined=(Alternative({"flexible.young_age": 30}, "flexible", Offer("ref2", "list", (), 1, DAY)),
                      Alternative({"flexible.young_age": 25}, None, None)),
        assumed=(Assumption("flexible.young_age", TEXT, 30, "number", (25,), None, None, "§ 5", deciding=True, taken=False),),
        synthetic=(SyntheticRow("Estate", "gaarden", "made up"),),
        turns=(TurnState("referral", "2011", (1, 3), 2, 1, "open", True, None, "2011:3+1"),),
        passed_over=(passed("ref3", 1, "children", "age"), passed("ref4", 4), passed("ref5", 5, "children", "age"),
                     passed("ref6", 6, "age")),
    )  # fmt: skip


def test_an_event_tells_the_answer_and_its_reasons_by_their_names() -> None:
    """No text, no clause, no comparison: those follow from the rules that are stored."""
    told = outcome_of(full(), library()).told
    assert told["rules"] == [["r.one", "channel", "flexible"], ["r.two", "referral_due", False]]
    assert told["why_not"] == [
        ["referral", "r.three", "overridden", ["r.one", "r.two"]], ["ordinary", "r.four", "false", []],
    ]  # fmt: skip
    assert told["needs"] == [["children", "ref1"], ["rooms", ""]]
    assert told["assumed"] == [["flexible.young_age", 30, True, False]]
    assert told["synthetic"] == [["Estate", "gaarden"]]
    assert (told["channel"], told["status"], told["quota"]) == ("flexible", "decided", {"referral": "1/3"})
    assert told["turn"][0]["next"] == "2011:3+1"


def test_an_offer_is_told_without_the_day_on_which_somebody_was_listed() -> None:
    """It would tell who it is; the rank tells nothing."""
    told = outcome_of(full(), library()).told
    first = {"applicant": "ref1", "how": "list", "group": ["group_work"], "rank": 2, "fallback": False}
    assert told["offer"] == first
    second = {"applicant": "ref2", "how": "list", "group": [], "rank": 3, "fallback": True}
    assert told["provisional"] == second
    assert told["undetermined"] == [
        [{"flexible.young_age": 30}, "flexible", {**second, "rank": 1, "fallback": False}],
        [{"flexible.young_age": 25}, None, None],
    ]  # fmt: skip
    assert "19" not in json.dumps([told["offer"], told["provisional"], told["undetermined"], told["passed_over"]])
    nobody = outcome_of(replace(full(), offer=None, provisional=None), library()).told
    assert (nobody["offer"], nobody["provisional"]) == (None, None)


def test_those_passed_over_for_the_same_reasons_share_them() -> None:
    """By rank, and the number of the reasons; a list of thousands has few."""
    told = outcome_of(full(), library()).told["passed_over"]
    assert [json.loads(one) for one in told["why"]] == [
        [["children", "rule of children", "false"], ["age", "rule of age", "false"]], [],
        [["age", "rule of age", "false"]],
    ]  # fmt: skip
    assert told["who"] == [["ref3", 1, 0], ["ref4", 4, 1], ["ref5", 5, 0], ["ref6", 6, 2]]
    assert set(told) == {"why", "who"}


def test_an_event_tells_these_things_of_a_decision_and_no_others() -> None:
    """Whoever reads a ledger later can rely on their names."""
    assert sorted(outcome_of(full(), library()).told) == [
        "agreement", "as_known", "assumed", "channel", "evaluators", "illustrative", "needs", "offer", "on",
        "passed_over", "provisional", "quota", "rules", "standing", "status", "synthetic", "turn", "undetermined",
        "why_not",
    ]  # fmt: skip


def test_the_whole_record_is_what_is_hashed() -> None:
    """In the one way in which plain data are written."""
    assert json.loads(outcome_of(full(), library()).body) == json.loads(json.dumps(record(full(), library())))
