"""What the ledger tells as JSON: each value under the key that docs/json.md describes."""

from __future__ import annotations

from typing import Any

import pytest

from kredslob.engine.ledger.chain import Event
from kredslob.engine.ledger.choosing import Chosen
from kredslob.engine.ledger.deciding import Made
from kredslob.engine.ledger.telling import History, Passed, Told
from kredslob.engine.ledger.telling_record import decided_record, history_record, vacancy_record
from kredslob.engine.ledger.vacancies import Kept
from kredslob.engine.record import SCHEMA, record
from tests.engine.small_city import decided, library

KEPT = Kept(
    "V-2", "ask", "offered", (2, 3, 7), {"dates": {"notice": {"date": "2011-05-02"}}}, "V-1", "flexible", "reference",
    declined=True,
)  # fmt: skip
VACANCY: dict[str, Any] = {
    "vacancy": "V-2", "estate": "ask", "state": "offered", "channel": "flexible", "dates": {"notice": "2011-05-02"},
    "freed_by": "V-1", "declined": True, "events": [2, 3, 7],
}  # fmt: skip
TOLD = Told(
    7, "decided", "2011-05-02T08:00:01+00:00", "ANNE", "2011-05-09", undone=True, channel="flexible", person="A-1",
    erased=False, departs=True, recommended="referral", reason="fire",
    turns=[("referral", "2011", 4, "open", "held", "passed")],
    passed_over=(Passed("P-2", 1, (("job", "work", "unknown"), ("children", "young", "not met"))), Passed(None, 3, ())),
)  # fmt: skip
EVENT: dict[str, Any] = {
    "event": 7, "kind": "decided", "recorded": "2011-05-02T08:00:01+00:00", "by": "ANNE", "on": "2011-05-09",
    "taken_back": True, "channel": "flexible", "recommended": "referral", "departs": True, "applicant": "A-1",
    "erased": False, "reason": "fire",
    "passed_over": [
        {"applicant": "P-2", "rank": 1, "failed": [
            {"fact": "job", "rule": "work", "state": "unknown"}, {"fact": "children", "rule": "young", "state": "not met"},
        ]},
        {"applicant": None, "rank": 3, "failed": []},
    ],
    "turns": [
        {"wheel": "referral", "version": "2011", "serial": 4, "label": "open", "before": "held", "after": "passed"},
    ],
}  # fmt: skip


def test_a_vacancy_is_told_as_it_stands() -> None:
    """Its dates as they are written; none where it was opened without any."""
    assert vacancy_record(KEPT) == VACANCY
    assert vacancy_record(Kept("V-1", "ask"))["dates"] == {}


def test_a_history_tells_every_event_with_who_was_passed_over_and_which_turns_moved() -> None:
    """Beside the vacancy as it stands, and who has it."""
    assert history_record(History(KEPT, "A-1", (TOLD,))) == {
        "schema": SCHEMA, **VACANCY, "applicant": "A-1", "history": [EVENT],
    }  # fmt: skip


@pytest.mark.parametrize(("person", "applicant"), [("ref", "A-1"), ("unknown", "unknown"), (None, None)])
def test_a_decision_is_told_with_its_event_and_the_whole_of_its_reasons(
    person: str | None, applicant: str | None
) -> None:
    """The one chosen by the office's word for them, where it has one; nobody where nobody is."""
    event = Event(9, '{"by":"OTTO"}', "0123" * 16)
    decision = decided()
    chosen = Chosen("flexible", person, "list", (), (), departs=True)
    assert decided_record(library(), Made(event, decision, chosen, {"ref": "A-1"}), decision) == {
        "schema": SCHEMA, "event": 9, "head": event.head.text, "by": "OTTO",
        "chosen": {"channel": "flexible", "applicant": applicant, "how": "list", "departs": True},
        "decision": record(decision, library()),
    }  # fmt: skip
