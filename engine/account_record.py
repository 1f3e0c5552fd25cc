"""Give a quota account and an adjustment as plain JSON that programs can rely on.

Turns that may be parts of one are exact fractions in text ("55/3"); shares of a wheel are "turns/of". Values stand as in
the rules files, and what is not known is an object that says what would settle it. A change that breaks a reader raises
`schema`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import Any

from kredslob.engine.adjustment import Adjustment, StandingChange, WheelChange
from kredslob.engine.decision import Reason, SyntheticRow
from kredslob.engine.knowledge import FactValue
from kredslob.engine.outcome import EXEMPT
from kredslob.engine.phrasing import Words
from kredslob.engine.quota import EstateAccount, QuotaAccount, ScopeAccount
from kredslob.engine.quota_estates import SHARE, Hanging
from kredslob.engine.record import assumption_record, plain_fact, text_record
from kredslob.rules.messages import LANGUAGES
from kredslob.rules.units import Value

SCHEMA = 1
Json = dict[str, Any]


def account_record(words: Words, account: QuotaAccount, estates: Collection[str] | None = None) -> Json:
    """Give an account as plain data; `estates` names those to tell of by id, the totals are of all."""
    shown = [one for one in account.estates if estates is None or one.estate.id in estates]
    return {
        "schema": SCHEMA,
        "on": account.day.isoformat(),
        "as_known": None if account.as_known is None else account.as_known.isoformat(),
        "period": {"first": account.period[0].isoformat(), "last": account.period[1].isoformat()},
        "agreement": {"id": account.agreement, "amended_by": list(account.amended_by)},
        "terms": {
            "base_share": None if account.base is None else _share(account.base),
            "method": account.method,
            "scope": account.scoped_by,
            "cap": _share(account.cap),
        },
        "total": _scope(account.total),
        "scopes": [_scope(one) for one in account.scopes],
        "estates": [estate_row(words, one, account.of) for one in shown],
        "hanging": [_hanging(words, one) for one in account.hanging if estates is None or one.estate in estates],
        "unknown": list(account.unknown),
        "unmeasured": list(account.unmeasured),
        "unweighed": list(account.unweighed),
        "outside": list(account.outside),
        "assumed": [assumption_record(one) for one in account.assumed],
        "synthetic": _synthetic(account.synthetic),
        "warnings": [{lang: one.text(lang) for lang in LANGUAGES} for one in account.warnings],
    }


def estate_row(words: Words, one: EstateAccount, of: int) -> Json:
    """Give an estate's part in an account as plain data, flat enough for a row of a table."""
    return {
        "estate": one.estate.id,
        "name": one.estate.name,
        "organisation": one.estate.organisation,
        "agreement": one.estate.agreement,
        "scope": one.scope,
        "exempt": plain_fact(words, EXEMPT, one.read.exempt),
        "outside_workforce": plain_fact(words, SHARE, one.read.share),
        "measured": one.read.measured.year if one.read.measured else None,
        "base_vacancies": one.read.base_vacancies,
        "base_share": _share(one.share),
        "base_turns": _turns(one.base, of),
        "lost": _turns(one.lost, of),
        "extra": one.extra,
        "wheel": _share(one.wheel),
        "capped": one.capped,
    }


def adjustment_record(words: Words, one: Adjustment) -> Json:
    """Give an adjustment as plain data, the proposed files with their text."""
    return {
        "schema": SCHEMA,
        "on": one.day.isoformat(),
        "since": one.since.isoformat(),
        "agreement": {"id": one.account.agreement, "amended_by": list(one.account.amended_by)},
        "standing": [_standing(words, change) for change in one.standing],
        "wheels": [_wheel(change) for change in one.wheels],
        "proposals": [
            {
                "agreement": each.agreement,
                "organisation": each.organisation,
                "file": each.name,
                "estates": list(each.estates),
                "text": each.text,
            }
            for each in one.proposals
        ],
        "total": _scope(one.account.total),
        "assumed": [assumption_record(each) for each in one.account.assumed],
        "synthetic": _synthetic(one.account.synthetic),
    }


def _scope(one: ScopeAccount) -> Json:
    return {
        "scope": one.scope,
        "lost": _turns(one.lost, one.of),
        "carried_in": _turns(one.carried_in, one.of),
        "extra": one.extra,
        "unplaced": one.unplaced,
        "carried_out": _turns(one.carried_out, one.of),
    }


def _hanging(words: Words, one: Hanging) -> Json:
    return {
        "estate": one.estate,
        "guesses": list(one.guesses),
        "readings": [
            {"assumed": _values(words, taken), "exempt": plain_fact(words, EXEMPT, exempt)}
            for taken, exempt in one.readings
        ],
    }


def _standing(words: Words, one: StandingChange) -> Json:
    return {
        "estate": one.estate.id,
        "name": one.estate.name,
        "organisation": one.estate.organisation,
        "before": _values(words, one.before),
        "after": _values(words, one.after),
        "was": _reasons(one.was),
        "now": _reasons(one.now),
        "readings": [
            {"assumed": _values(words, taken), "standing": _values(words, facts)} for taken, facts in one.readings
        ],
    }


def _wheel(one: WheelChange) -> Json:
    return {
        "estate": one.estate.id,
        "name": one.estate.name,
        "organisation": one.estate.organisation,
        "before": _share(one.before),
        "after": _share(one.after),
        "agreement": one.agreement,
        "agreed": one.agreed,
    }


def _reasons(found: Iterable[Reason]) -> list[Json]:
    return [
        {
            "rule": one.rule,
            "clause": one.clause,
            "source": one.source,
            "basis": one.basis,
            "text": text_record(one.text),
        }
        for one in found
    ]


def _values(words: Words, values: Mapping[str, Value] | Mapping[str, FactValue]) -> Json:
    return {name: plain_fact(words, name, value) for name, value in values.items()}


def _synthetic(rows: Iterable[SyntheticRow]) -> Json:
    """Count the rows by kind: an account rests on nearly all of a register."""
    return dict(Counter(row.kind for row in rows))


def _share(share: tuple[int, int]) -> str:
    return f"{share[0]}/{share[1]}"


def _turns(units: int, of: int) -> str:
    return str(Fraction(units, of))
