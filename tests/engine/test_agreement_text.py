"""A rules file that is written reads back as what it was written from, laid out as the shipped files are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.agreement_text import WIDTH, head_of, rules_text
from kredslob.rules.messages import has_cpr, unseen
from kredslob.rules.yaml_source import parse_yaml

TEXT = st.text(max_size=30).filter(lambda text: not has_cpr(text) and not unseen(text) and text.isprintable())
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=0, max_value=10**6)
SCALARS = (
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | NUMBERS | st.dates(date(1900, 1, 1)) | TEXT
    | st.sampled_from(("true", "null", "~", "2012-04-01", "1/3", "0.40", "no", "- a", "a: b", "#", "{", '"', "'", ""))
)  # fmt: skip
KEYS = st.from_regex(r"[a-z][a-z0-9_.\-]{0,12}", fullmatch=True) | st.sampled_from(("from", "on", "no", "true", "1"))


@given(
    st.dictionaries(
        KEYS,
        st.recursive(
            SCALARS,
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
            max_leaves=12,
        ),
        max_size=5,
    )
)
def test_what_is_written_reads_back_as_it_was(plain: dict[str, Any]) -> None:
    """Whatever a person wrote, words that look like numbers, dates or signs of YAML included."""
    assert parse_yaml(rules_text(plain), "a.yaml").data == (plain or None)


def test_a_wheel_stands_on_one_line_and_texts_too_long_for_it_below_each_other() -> None:
    """So that one wheel more is one line more."""
    plain = {
        "title": {"da": "Æ", "en": "A: b"},
        "wheels": [{"from": date(2011, 1, 1), "version": "2011", "turns": 1, "of": 3}],
        "hours": Decimal("36.5"),
        "long": {"da": "ord " * 20, "en": "word " * 20},
        "slots": ["open", "referral"],
    }
    assert rules_text(plain, "# head\n") == (
        '# head\ntitle: {da: "Æ", en: "A: b"}\nwheels:\n'
        '  - {from: 2011-01-01, version: "2011", turns: 1, of: 3}\nhours: 36.5\nlong:\n'
        f'  da: "{"ord " * 20}"\n  en: "{"word " * 20}"\nslots: [open, referral]\n'
    )


@given(st.dictionaries(KEYS, st.dictionaries(KEYS, st.sampled_from(("a", "b")), max_size=20), max_size=3))
def test_no_line_of_short_words_is_too_long(plain: dict[str, Any]) -> None:
    """What would not fit is laid out on lines of its own."""
    assert max(map(len, rules_text(plain).splitlines()), default=0) <= WIDTH


@pytest.mark.parametrize(
    ("text", "head"),
    [("# a\n# b\nid: x\n# c\n", "# a\n# b\n"), ("id: x\n", ""), ("", ""), ("# only", "# only"), ("\n# a\n", ""),
     ("# yaml-language-server: $schema=../x.json\n# a\n", "# a\n")],
)  # fmt: skip
def test_the_head_is_the_comments_before_anything_else(text: str, head: str) -> None:
    """Comments further down belong to what they stand by, and are not kept."""
    assert head_of(text) == head
