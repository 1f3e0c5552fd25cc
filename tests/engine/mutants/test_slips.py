"""Every slip of a condition and every value next to a value is made, once, and each makes another file."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kredslob.engine.mutants.conditions import is_dropped, slips
from kredslob.engine.mutants.documents import Mutating
from kredslob.engine.mutants.model import edited
from kredslob.engine.mutants.steps import next_to
from kredslob.rules.amending import series_of
from kredslob.rules.loading import plain_of
from tests.engine.small_city import library

AGREEMENT = library().agreement("kbh-2012-adjustment")
FILES: dict[str, Any] = {one.id: plain_of(one).data for one in (*AGREEMENT.laws, AGREEMENT.base, *AGREEMENT.amendments)}
MUTATING = Mutating(FILES, library().facts, series_of(library().documents.values()))
MUTANTS = {key: tuple(MUTATING.of(key)) for key in FILES}


@pytest.mark.parametrize(
    ("raw", "unit", "choices", "found"),
    [
        (True, "yes_no", (), [False]), (0, "count", (), [1]), (25, "hours", (), [Decimal("24.5"), Decimal("25.5")]),
        (Decimal("0.40"), "share", (), [Decimal("0.399"), Decimal("0.401")]), (12, "months", (), [11, 13]),
        (date(2011, 1, 1), "date", (), [date(2010, 12, 31), date(2011, 1, 2)]), ("a", "choice", ("a", "b", "c"), ["b", "c"]),
        ("1/3", "turns", (), ["2/3", "1/4"]), ("1/1", "turns", (), ["1/2"]), ("0/1", "turns", (), ["1/1"]), (["a"], "names", (), []),
        (["a", "b"], "choice", ("a", "b", "c"), [["b"], ["a"], ["a", "b", "c"]]),
        (["a", "b"], "names", (), [["b"], ["a"]]), (["a", "a", "b"], "wheel", (), [["a", "b"], ["a", "a"], ["a", "b", "a"]]),
        (["03-01"], "names", (), [["02-28"], ["03-02"]]), (None, "count", (), []),
    ],
)  # fmt: skip
def test_what_stands_next_to_a_value(raw: object, unit: str, choices: tuple[str, ...], found: list[object]) -> None:
    """One step up and one down, each other choice, a list without each of its members or with one more."""
    assert list(next_to(raw, unit, choices)) == found


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        ({"always": True}, {}),
        ({"fact": "age", "under": 30}, {"operator": 1, "threshold": 2}),
        ({"fact": "age", "under": {"parameter": "flexible.young_age"}}, {"operator": 1}),
        ({"not": {"fact": "exempt", "is": True}}, {"part": 1, "operator": 1, "value": 1}),
        ({"all": [{"fact": "exempt", "is": True}]}, {"operator": 1, "value": 1}),
        ({"any": [{"fact": "exempt", "is": True}, {"fact": "forty_plus", "is": True}]}, {"join": 1, "part": 2, "operator": 2, "value": 2}),
        ({"count_of": {"at_least": 1, "of": [{"fact": "exempt", "is": True}, {"fact": "forty_plus", "is": True}]}},
         {"threshold": 1, "part": 2, "operator": 2, "value": 2}),
    ],
)  # fmt: skip
def test_every_slip_of_a_condition(raw: object, kinds: dict[str, int]) -> None:
    """All for any, a part left out, another operator, another value, one more or fewer of so many."""
    assert Counter(one.kind for one in slips(raw, library().facts, ())) == kinds


def test_a_condition_of_one_part_keeps_it() -> None:
    """What would be left says nothing that a file may say."""
    assert not any(
        is_dropped(one.instead) for one in slips({"all": [{"fact": "exempt", "is": True}]}, library().facts, ())
    )


@pytest.mark.parametrize("document", FILES)
def test_every_mutant_is_another_file(document: str) -> None:
    """And no two of a kind make the same change."""
    for mutant in MUTANTS[document]:
        assert any(edited(FILES[name], edits) != FILES[name] for name, edits in mutant.edits), mutant.key
    told = Counter(repr((one.kind, one.edits)) for one in MUTANTS[document])
    assert [key for key, times in told.items() if times > 1] == []


@pytest.mark.parametrize("document", FILES)
def test_the_files_themselves_are_left_as_they_are(document: str) -> None:
    """A mutant shares what it does not change, so it may change nothing in place."""
    before = repr(FILES)
    for mutant in MUTANTS[document][::7]:
        for name, edits in mutant.edits:
            edited(FILES[name], edits)
    assert repr(FILES) == before


def test_every_override_and_rule_is_dropped_once() -> None:
    """As many mutants as there are overrides and rules in the files, changes of amendments included."""
    for name, raw in FILES.items():
        rules = [*(raw.get("rules") or ()), *(one["add"] for one in raw.get("changes") or () if "add" in one),
                 *(one["with"] for one in raw.get("changes") or () if "with" in one)]  # fmt: skip
        kinds = Counter(one.kind for one in MUTANTS[name])
        assert kinds["override"] == sum(len(one.get("overrides") or ()) for one in rules)
        assert kinds["rule"] == len(raw.get("rules") or ())
        assert kinds["change"] == len(raw.get("changes") or ())


def test_a_dropped_rule_hands_over_what_it_overrode() -> None:
    """So nothing but its own word is lost: what overrode it overrides what it overrode."""
    gone = next(one for one in MUTANTS["kbh-2011-2014"] if one.kind == "rule" and one.about == "channel.referral")
    edits = dict(gone.edits)
    after = {
        one["id"]: one.get("overrides") or [] for one in edited(FILES["kbh-2011-2014"], edits["kbh-2011-2014"])["rules"]
    }
    assert "channel.referral" not in after
    assert "channel.rehousing-after" in after["channel.rehousing-before"]
