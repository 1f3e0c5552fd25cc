"""On which days a rule says nothing: what is silent is judged for each set of rules by date, and told with its days.

A rule that an amendment overrides whenever it could apply spoke before the amendment, and that is no excuse for it. But
on one and the same day it is silent only if it is so in every reading of that day: beside the rules of an individual
agreement it may speak for some estates and not for others. A rule that has ended or been replaced is not there to speak.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kredslob.engine.proof.finding import SILENT, Finding
from kredslob.engine.proof.regimes import Regime, Stretch, same_agreed
from kredslob.rules.model import Rule

_DAY = timedelta(days=1)


def on_silent_days(found: Sequence[Finding], regimes: Sequence[Regime]) -> Iterator[Finding]:
    """Give findings, those of silent rules for the days alone on which the rule speaks for no estate.

    What the law alone has brought to silence is a note: the parties have not touched what they agreed on.

    Args:
        found: of each regime by itself.
        regimes: all that were looked at.
    """
    silent = {(one.rules[0].id, id(one.regimes[0])) for one in found if one.kind in SILENT}
    for one in found:
        if one.kind not in SILENT:
            yield one
            continue
        rule, (regime,) = one.rules[0], one.regimes
        speaking = [each for each in regimes if _stands(rule, each) and (rule.id, id(each)) not in silent]
        left = _without(regime.stretches, (stretch for each in speaking for stretch in each.stretches))
        if left:
            by_law = any(same_agreed(each, regime) for each in speaking)
            own = replace(regime, stretches=left) if left != regime.stretches else regime
            yield replace(one, regimes=(own,), gravity="note" if by_law else one.gravity)


def _stands(rule: Rule, regime: Regime) -> bool:
    return any(one.id == rule.id for one in regime.agreed.rules)


def _without(stretches: Iterable[Stretch], others: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Give what is left of stretches without the days of others that read the amendments alike."""
    left = list(stretches)
    for other in others:
        left = [part for one in left for part in _cut(one, other)]
    return tuple(left)


def _cut(one: Stretch, other: Stretch) -> Iterator[Stretch]:
    first, last = max(one.first, other.first), min(_end(one), _end(other))
    if one.starts != other.starts or first > last:
        yield one
        return
    if one.first < first:
        yield replace(one, last=first - _DAY)
    if last < _end(one):
        yield replace(one, first=last + _DAY)


def _end(one: Stretch) -> date:
    return one.last if one.last is not None else date.max
