"""When nobody on the list qualifies exactly one thing happens; where an amendment leaves none, that is found."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kredslob.engine.asked import ASKED
from kredslob.engine.proof.finding import Finding
from kredslob.engine.proof.logic import every
from kredslob.engine.proof.nobody import happens
from kredslob.engine.proof.proving import Proof, prove
from kredslob.engine.proof.regimes import regimes_of
from kredslob.engine.proof.situations import Situations
from kredslob.rules.checking.check import check_named
from kredslob.rules.library import add_file
from tests.engine.proof.planted import BOTH, Plain, added, proof_of, rule, shelf

CITIES = Path(__file__).parents[1] / "cities"
WHEN_NOBODY = "flexible.nobody_qualifies"


def repealing(**also: object) -> Plain:
    """Give the change after which nothing is agreed of it."""
    return {"set": WHEN_NOBODY, "value": None, "basis": "stated", "reason": BOTH, **also}


def only(proof: Proof) -> Finding:
    """Give the one failure, of which a decision has confirmed that it stops."""
    (found,) = proof.failures
    assert (found.kind, found.fact) == ("nobody_unsettled", "channel")
    assert found.made is not None
    return found


def test_without_a_value_nothing_happens_at_a_flexible_turn() -> None:
    """From the day on which it is repealed; the case is a flexible turn, the rule to look at the one that gives it."""
    found = only(proof_of(repealing(), on=None))
    assert found.rules[0].id == "channel.flexible"
    assert found.example is not None
    assert found.example.variant.own is None
    assert min(one.first for regime in found.regimes for one in regime.stretches) == date(2013, 1, 1)


def test_one_estate_without_a_value_is_found() -> None:
    """Everywhere else it is agreed; the case names the estate."""
    found = only(proof_of(repealing(estate="bispeparken")))
    assert found.example is not None
    assert found.example.variant.own is not None
    assert found.example.variant.own.estate == "bispeparken"


def test_where_no_turn_is_flexible_nothing_need_be_agreed() -> None:
    """The ordinary list is used whenever a flexible turn would be: the shadowed rule is the fault, not what follows."""
    never = rule("channel", "ordinary", {"always": True}, "channel.flexible", "channel.ordinary", stage="route")
    kinds = {one.kind for one in proof_of(repealing(), added("channel.plain", never)).failures}
    assert "nobody_unsettled" not in kinds
    assert "shadowed" in kinds


def test_an_outcome_of_ones_own_means_nothing(tmp_path: Path) -> None:
    """A city that lets by lot then: declared as a choice, and yet nothing knows what to do; decision and check say so."""
    text = (CITIES / "vesterhavn.yaml").read_text("utf-8")
    before = "hold: {da: holdes, en: hold}}, values: [{from: 2012-01-01, value: hold"
    after = "hold: {da: holdes, en: hold}, lot: {da: lod, en: lot}}, values: [{from: 2012-01-01, value: lot"
    assert before in text
    path = tmp_path / "vesterhavn.yaml"
    path.write_text(text.replace(before, after), "utf-8")
    library, document = add_file(shelf(), path)
    agreement = library.agreement(document.id)
    assert "nobody_unsettled" in {one.kind for one in prove(library, agreement, date(2013, 6, 1)).failures}
    errors = [one.problem for one in check_named(shelf(), str(path), ASKED) if one.severity == "error"]
    assert [(one.found.text("en"), one.accepted.text("en")) for one in errors if one.accepted] == [
        ("lot is not among the outcomes when nobody qualifies.", "ordinary_list, hold")
    ]


@pytest.mark.parametrize("name", ["kbh-2011-2014", "kbh-2024-2027"])
def test_each_of_the_outcomes_comes_about(name: str) -> None:
    """None of the formulas is empty where the agreement has such a channel; and no two hold at once."""
    among, each = outcomes(name)
    wanted = {"municipality", "ordinary_list", "hold", "nobody", "not_covered"}
    wanted |= {"mandatory"} if name == "kbh-2024-2027" else set()
    assert {one for one, formula in each.items() if among.solver.find(formula) is not None} == wanted
    assert among.solver.find(every((each["municipality"], each["nobody"]))) is None


@cache
def outcomes(name: str) -> tuple[Situations, dict[str, object]]:
    """Give the situations under an agreement's last rules, and what may happen in them."""
    among = Situations(regimes_of(shelf(), shelf().agreement(name))[-1], shelf().facts)
    return among, dict(happens(among))
