"""A name makes an id: of a title in Danish as of an id, and never one that the format refuses."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kredslob.engine.drafting.naming import LONGEST, id_of, title_of
from kredslob.rules.messages import WrongInput
from tests.rules.shelf import told

ID = re.compile(r"[a-z0-9][a-z0-9_.\-]*")


@pytest.mark.parametrize(
    ("name", "ident", "title"),
    [
        ("proposal", "proposal", "proposal"),
        ("proposal.yaml", "proposal", "proposal"),
        ("kbh-2013_a.1", "kbh-2013_a.1", "kbh-2013_a.1"),
        ("Færre anvisninger på Nørrebro", "faerre-anvisninger-paa-noerrebro", "Færre anvisninger på Nørrebro"),
        (" 35 i stedet for 40 % ", "35-i-stedet-for-40", "35 i stedet for 40 %"),
        ("Ændring: Lundtoftegade/é".replace("/", " "), "aendring-lundtoftegade-e", "Ændring: Lundtoftegade é"),
        ("A\u030angstrøm", "aangstroem", "Ångstrøm"),  # a ring written apart from its letter
        ("x" * LONGEST, "x" * LONGEST, "x" * LONGEST),
    ],
)
def test_a_name_makes_an_id_and_a_title(name: str, ident: str, title: str) -> None:
    """Danish letters are written out, and what no id may hold becomes a hyphen."""
    assert (id_of(name), title_of(name)) == (ident, title)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "no id can be made"),
        ("   ", "no id can be made"),
        ("%&/".replace("/", ""), "no id can be made"),
        ("提案", "no id can be made"),
        ("x" * (LONGEST + 1), "no id can be made"),
        ("pro\u202eposal", "no id can be made"),
        ("pro\x00posal", "no id can be made"),
        ("drafts/proposal", "this is a path"),
        ("..\\proposal", "this is a path"),
        ("forslag 010170-1234", "civil registration"),
        ("taken", "taken is taken"),
        ("TAKEN.yaml", "taken is taken"),
    ],
)
def test_a_name_that_makes_no_id_is_refused(name: str, said: str) -> None:
    """With what would be accepted, and no CPR number is repeated."""
    with pytest.raises(WrongInput, match=said) as caught:
        id_of(name, {"taken"})
    assert all(one.accepted for one in told(caught.value))


@given(st.text(max_size=90))
@example(".yaml")
@example("-")
def test_any_text_makes_an_id_of_the_format_or_is_refused(name: str) -> None:
    """And the id of an id is itself."""
    try:
        made = id_of(name)
    except WrongInput as wrong:
        told(wrong)
        return
    assert ID.fullmatch(made)
    assert len(made) <= LONGEST
    assert id_of(made) == made
