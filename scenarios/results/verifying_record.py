"""Give what was found when results were verified as plain JSON that programs can rely on."""

from __future__ import annotations

from typing import Any

from kredslob.engine.record import SCHEMA, problem_record
from kredslob.rules.messages import LANGUAGES, Message
from kredslob.scenarios.results.verifying import Verified


def plain_verified(found: Verified) -> dict[str, Any]:
    """Give what was found as plain data."""
    return {
        "schema": SCHEMA,
        "holds": found.holds,
        "files": found.files,
        "problems": [problem_record(one) for one in found.problems],
        "scenario_now": [_texts(one) for one in found.scenario],
        "program_now": [_texts(one) for one in found.program],
        "again": [
            {"variant": one.variant, "replication": one.replication, "otherwise": list(one.otherwise)}
            for one in found.again
        ],
        "unchecked": [_texts(one) for one in found.unchecked],
    }


def _texts(message: Message) -> dict[str, str]:
    return {lang: message.text(lang) for lang in LANGUAGES}
