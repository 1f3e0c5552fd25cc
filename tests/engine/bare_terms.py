"""Terms of which only a few parameters matter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kredslob.rules.binding import Term
from kredslob.rules.messages import Place
from kredslob.rules.model import DatedValue, ParameterSeries, Text
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value

DAY = date(2011, 5, 2)
NOTHING = Text("", "")


def parameter(key: str, value: Value, *alternatives: Value, ends: tuple[Value, Value] | None = None) -> Term:
    """Give a parameter; with alternatives or the ends of a range it is an open guess."""
    dated = DatedValue(DAY, value, "assumed", alternatives=alternatives, range=ends)
    series = ParameterSeries(key, NOTHING, "choice", "c", (dated,), "d", Place())
    return Term(series, dated, value, bool(alternatives or ends))


def bare_terms(parameters: Mapping[str, Term]) -> Terms:
    """Give terms without rules."""
    return Terms("d", (), DAY, (), parameters, {}, {}, {}, {}, {}, {})
