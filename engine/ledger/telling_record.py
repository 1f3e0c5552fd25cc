"""What the ledger tells as plain JSON that programs can rely on; docs/json.md describes every key."""

from __future__ import annotations

from typing import Any

from kredslob.engine.decision import Decision
from kredslob.engine.ledger.deciding import Made
from kredslob.engine.ledger.telling import History, Told
from kredslob.engine.ledger.vacancies import Kept
from kredslob.engine.record import SCHEMA, record
from kredslob.rules.library import Library

Json = dict[str, Any]


def decided_record(library: Library, made: Made, decision: Decision) -> Json:
    """Give a decision that has been written; `decision` names applicants as they are to be named."""
    chosen = made.chosen
    return {
        "schema": SCHEMA,
        "event": made.event.seq,
        "head": made.event.head.text,
        "by": made.event.data["by"],
        "chosen": {
            "channel": chosen.channel,
            "applicant": made.names.get(chosen.person or "", chosen.person),
            "how": chosen.how,
            "departs": chosen.departs,
        },
        "decision": record(decision, library),
    }


def vacancy_record(kept: Kept) -> Json:
    """Give a vacancy as it stands."""
    return {
        "vacancy": kept.id,
        "estate": kept.estate,
        "state": kept.state,
        "channel": kept.channel,
        "dates": {name: value["date"] for name, value in kept.given.get("dates", {}).items()},
        "freed_by": kept.freed_by,
        "declined": kept.declined,
        "events": list(kept.events),
    }


def history_record(history: History) -> Json:
    """Give a vacancy with its events."""
    return {
        "schema": SCHEMA,
        **vacancy_record(history.kept),
        "applicant": history.person,
        "history": [_event(one) for one in history.events],
    }


def _event(one: Told) -> Json:
    return {
        "event": one.seq,
        "kind": one.kind,
        "recorded": one.at,
        "by": one.by,
        "on": one.on,
        "taken_back": one.undone,
        "channel": one.channel,
        "recommended": one.recommended,
        "departs": one.departs,
        "applicant": one.person,
        "erased": one.erased,
        "reason": one.reason,
        "passed_over": [
            {
                "applicant": each.person,
                "rank": each.rank,
                "failed": [dict(zip(("fact", "rule", "state"), why, strict=True)) for why in each.why],
            }
            for each in one.passed_over
        ],
        "turns": [
            dict(zip(("wheel", "version", "serial", "label", "before", "after"), each, strict=True))
            for each in one.turns
        ],
    }
