"""What a proof says of itself: every line once, nothing claimed that was not looked for."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kredslob.engine.phrasing import Words
from kredslob.engine.proof.proving import Proof, prove
from kredslob.engine.proof.reach import bounds_lines, not_proved, proved_lines
from kredslob.rules.messages import LANGUAGES, Lang
from tests.engine.proof.planted import BOTH, proof_of, repealed, shelf

NOBODY = "When nobody on the list qualifies exactly one thing happens, whatever the channel."


@cache
def proof() -> Proof:
    """Give the proof of an agreement in which a list of either kind acts."""
    return prove(shelf(), shelf().agreement("kbh-2019-2023"), date(2022, 6, 1))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_is_said_twice(lang: Lang) -> None:
    """Neither of what was proved, nor of the bounds, nor of what is taken for granted: each names its own fact."""
    words = Words(shelf(), lang)
    granted = [words.say(one.text) for one in proof().granted]
    for lines in (proved_lines(words, proof()), bounds_lines(words, proof()), granted, not_proved(words)):
        assert lines
        assert len(set(lines)) == len(lines), sorted(one for one in lines if lines.count(one) > 1)


def test_one_outcome_when_nobody_qualifies_is_claimed_where_it_is_proved() -> None:
    """And not where an amendment leaves none."""
    words = Words(shelf(), "en")
    assert NOBODY in proved_lines(words, proof())
    nothing = {"set": "flexible.nobody_qualifies", "value": None, "basis": "stated", "reason": BOTH}
    assert NOBODY not in proved_lines(words, proof_of(nothing))


def test_conservation_is_claimed_with_its_bounds_where_somebody_can_be_exempt() -> None:
    """And not asked where nobody can."""
    words = Words(shelf(), "en")
    assert [one for one in proved_lines(words, proof()) if "in every city of up to 6 vacancies" in one]
    gone = [repealed(name) for name in ("exempt.forty-plus", "exempt.listed", "exempt.newly-listed")]
    assert not [one for one in proved_lines(words, proof_of(*gone)) if "in every city" in one]
