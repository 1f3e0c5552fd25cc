"""A rule is silent on days: what an amendment brings to silence is told from its day, what has ended is not told at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kredslob.engine.proof.finding import Finding
from kredslob.engine.proof.proving import Proof, prove
from kredslob.engine.proof.regimes import Regime, Stretch, regimes_of
from kredslob.engine.proof.silence import on_silent_days
from kredslob.rules.library import add_file
from tests.engine.proof.planted import added, amendment_text, proof_of, replaced, rule, shelf

ALWAYS = {"always": True}
SINCE, END = date(2013, 1, 1), date(2014, 12, 31)
EXCEPTIONS = ("exempt.none", "exempt.forty-plus", "exempt.listed", "exempt.newly-listed")


def days(found: Finding) -> list[tuple[date, date | None]]:
    """Give the days on which a finding holds."""
    return [(one.first, one.last) for regime in found.regimes for one in regime.stretches]


# --- what an amendment brings to silence ----------------------------------------------------------------------------


@cache
def shadowing() -> Proof:
    """Give the proof of a rule that from 2013 overrides all on exemption, whatever the case; over the whole period."""
    return proof_of(added("exempt.nobody", rule("exempt", False, ALWAYS, *EXCEPTIONS)), on=None)


def test_rules_that_an_amendment_shadows_are_told_though_they_spoke_before_it() -> None:
    """Each of the four, with the rule that overrides it, and a case that a decision has confirmed."""
    found = {one.rules[0].id: one for one in shadowing().failures}
    assert {name: one.kind for name, one in found.items()} == dict.fromkeys(EXCEPTIONS, "shadowed")
    assert {tuple(rule.id for rule in one.rules[1:]) for one in found.values()} == {("exempt.nobody",)}
    assert all(one.made is not None for one in found.values())


def test_they_are_told_from_the_amendments_day() -> None:
    """To the end of the agreement, and not for the two years before."""
    for one in shadowing().failures:
        assert min(first for first, _ in days(one)) == SINCE
        assert max(last for _, last in days(one) if last is not None) == END


def test_a_rule_that_an_amendment_kills_is_told_from_its_day() -> None:
    """An estate that lies in no area is on no list: no estate is 40-plus, nor exempt for being so, from 2013."""
    never = {"all": [{"fact": "in_area", "is": False}, {"fact": "published_51b", "is": "listed"}]}
    proof = proof_of(replaced("forty-plus.yes", rule("forty_plus", True, never, "forty-plus.no")), on=None)
    dead = [one for one in proof.failures if one.kind == "dead"]
    assert "forty-plus.yes" in {one.rules[0].id for one in dead}
    assert {min(first for first, _ in days(one)) for one in dead} == {SINCE}


def test_a_rule_that_is_replaced_is_no_finding() -> None:
    """The new wording speaks; that the old no longer does was meant."""
    again = rule("exempt", True, {"fact": "outside_workforce", "over": 0.40}, "exempt.none")
    assert proof_of(replaced("exempt.forty-plus", again), on=None).findings == ()


def test_a_rule_that_a_later_law_leaves_without_a_case_is_a_note() -> None:
    """From 1 December 2018 no area is designated by the old criteria: the parties agreed on nothing new that day."""
    ghetto = rule("exempt", True, {"fact": "computed_designation", "is": "ghetto"}, "exempt.none")
    text = amendment_text(added("exempt.ghetto", {**ghetto, "clause": "abl-61a-4"}), extends="kbh-2015-2018")
    found = [one for one in proof_of_text(text.replace("2013-", "2015-").replace("2012-", "2014-")).findings
             if one.rules[0].id == "exempt.ghetto"]  # fmt: skip
    assert [(one.kind, one.gravity, days(one)) for one in found] == [
        ("dead", "note", [(date(2018, 12, 1), date(2018, 12, 31))]),
    ]  # fmt: skip


def proof_of_text(text: str) -> Proof:
    """Prove an amendment over its whole period."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "proposal.yaml"
        path.write_text(text, encoding="utf-8")
        library, document = add_file(shelf(), path)
        return prove(library, library.agreement(document.id))


# --- which days are left ----------------------------------------------------------------------------------------------


@cache
def regime() -> Regime:
    """Give one that is taken for any."""
    return regimes_of(shelf(), shelf().agreement("kbh-2011-2014"))[0]


def on(*stretches: Stretch) -> Regime:
    """Give a regime of these days."""
    return replace(regime(), stretches=stretches)


def stretch(first: int, last: int, **starts: date) -> Stretch:
    """Give days of January 2013."""
    return Stretch(date(2013, 1, first), date(2013, 1, last), starts)


def silent_in(where: Regime) -> Finding:
    """Give that a rule is dead in a regime."""
    return Finding("dead", "exempt", (where.agreed.rules[0],), (where,))


@pytest.mark.parametrize(
    ("speaks", "left"),
    [
        (stretch(1, 31), []),
        (stretch(10, 20), [stretch(1, 9), stretch(21, 31)]),
        (stretch(1, 9), [stretch(10, 31)]),
        (stretch(31, 31), [stretch(1, 30)]),
        (stretch(10, 20, other=date(2013, 1, 5)), [stretch(1, 31)]),
    ],
)
def test_a_rule_that_speaks_for_other_estates_on_the_same_days_is_not_silent_then(
    speaks: Stretch, left: list[Stretch]
) -> None:
    """Beside the rules of an individual agreement it may speak; not by another reading of when an amendment acts."""
    silent, speaking = on(stretch(1, 31)), on(speaks)
    found = list(on_silent_days([silent_in(silent)], [silent, speaking]))
    assert [one for each in found for where in each.regimes for one in where.stretches] == left


def test_what_is_silent_in_both_is_told_of_both() -> None:
    """It speaks nowhere."""
    both = [on(stretch(1, 10)), on(stretch(5, 31))]
    assert len(list(on_silent_days([silent_in(one) for one in both], both))) == 2


def test_other_findings_are_left_as_they_are() -> None:
    """A gap is one on its days, whatever holds on others."""
    gap = Finding("gap", "exempt", (), (on(stretch(1, 10)),))
    assert list(on_silent_days([gap], [on(stretch(1, 10)), on(stretch(1, 31))])) == [gap]
