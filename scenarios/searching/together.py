"""Prove many points at once: what is true whatever a guess may be is true of each of its values.

Points that differ in values alone are one amendment that leaves these values open: each a guess of all that it may be at
any point, what it is now included. Where the prover finds nothing amiss with it, nothing is amiss with any of the points.
Where it does, each is proved by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kredslob.engine.drafting.restating import restated_value
from kredslob.rules.amending import series_of
from kredslob.rules.messages import WrongInput
from kredslob.rules.model import DatedValue
from kredslob.rules.terms import value_on
from kredslob.rules.units import RANGED, Value, number_of
from kredslob.scenarios.searching.proposing import Proposal, proposal_from
from kredslob.scenarios.searching.question import Point, Search, Term

_FEW: Final = 12  # more values are taken as a range, if they have an order
_QUESTION: Final = {"da": "?", "en": "?"}  # nobody reads it: it is never written to a file


def open_proposal(search: Search, point: Point) -> Proposal | None:
    """Give a point with all its values left open; None where that cannot be said.

    Args:
        search: it; point: its switches are taken as they are.
    """
    if any(term.part is None and term.now is None for term in search.terms):
        return None
    changes = [change for term in search.terms if term.part is None for change in _open(search, term)]
    if not changes:
        return None
    switches = tuple(
        place if term.part is not None else term.present or 0 for term, place in zip(search.terms, point, strict=True)
    )
    try:
        return proposal_from(search, switches, changes)
    except WrongInput:
        return None


def _open(search: Search, term: Term) -> Iterator[dict[str, Any]]:
    values = _all(search, term)
    if len(values) < 2:
        return
    plain: dict[str, Any] = {"set": term.target, "basis": "assumed", "question": _QUESTION, "reason": _QUESTION}
    plain["value"] = restated_value(values[0], term.unit)
    if len(values) > _FEW and term.unit in RANGED:
        ends = (key(values, key=lambda one: number_of(one, term.unit)) for key in (min, max))
        plain["range"] = [restated_value(one, term.unit) for one in ends]
    else:
        plain["alternatives"] = [restated_value(one, term.unit) for one in values]
    yield plain


def _all(search: Search, term: Term) -> list[Value]:
    """Give all that a term may be at any point: its choices, what it is now, and what that may be where it is a guess."""
    held = _held(search, term)
    guessed = () if held is None or held.basis != "assumed" else (*held.alternatives, *(held.range or ()))
    return list(dict.fromkeys((*term.choices, *([] if term.now is None else [term.now]), *guessed)))


def _held(search: Search, term: Term) -> DatedValue | None:
    framework = search.agreement.amended(search.day)[0]
    series = framework.parameters.get(term.target) or series_of(search.agreement.laws).get(term.target)
    return None if series is None else value_on(series.values, search.day)
