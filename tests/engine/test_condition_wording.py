"""A condition in words: the shape of the sentence, the values in it, and what each line reads."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kredslob.engine.condition_wording import Line, condition_line
from kredslob.engine.group_order import order_text
from kredslob.engine.phrasing import Words
from kredslob.rules.conditions import Condition, read_condition
from kredslob.rules.library import load_library
from kredslob.rules.messages import LANGUAGES, Lang

LIBRARY = load_library()
AGREEMENT = LIBRARY.documents["kbh-2011-2014"]
VALUES = {key: one.values[0] for key, one in AGREEMENT.parameters.items()}
EVERY = [rule for document in LIBRARY.documents.values() for rule in document.rules]


def line(raw: object, lang: Lang = "en") -> Line:
    """Give a condition in words, as the file writes it."""
    said: list[object] = []
    found: Condition = read_condition(raw, lambda *told: said.append(told))
    assert said == []
    return condition_line(Words(LIBRARY, lang), found, VALUES)


def test_the_value_of_a_parameter_stands_in_the_sentence() -> None:
    """With the parameter's name beside it."""
    told = line({"fact": "weekly_hours", "at_least": {"parameter": "flexible.work_hours"}})
    assert told == Line("test", "Weekly working hours: at least 25 hours", (), "weekly_hours", ("flexible.work_hours",))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ({"fact": "exempt", "is": False}, "Exempt from social referral: no"),
        ({"fact": "outside_workforce", "over": Decimal("0.4")}, "Share outside the workforce: over 40.0 %"),
        ({"fact": "job", "is_not": "none"}, "Job: other than no job"),
        ({"fact": "parting", "in": ["divorce", "separation"]}, "Divorce or break-up: one of: divorce, separation"),
        ({"fact": "parting", "not_in": ["none"]}, "Divorce or break-up: none of: none"),
        ({"fact": "job", "in": {"parameter": "flexible.work_jobs"}}, "Job: one of: permanent job"),
        ({"parameter": "rehousing.position", "is": "before_referral"}, "Place of rehousing in the order: before social referral"),
        ({"fact": "age", "under": {"parameter": "nobody.knows"}}, "Age: under no value, so never met"),
        ({"always": True}, "in every case"),
    ],
)  # fmt: skip
def test_a_comparison_reads_as_a_sentence(raw: object, text: str) -> None:
    """The fact by its label, the value in its unit."""
    assert line(raw).text == text


def test_joined_lines_stand_below_the_word_that_joins_them() -> None:
    """All, any, at least so many, not: in the order of the file."""
    raw = {"all": [{"fact": "exempt", "is": True}, {"any": [{"always": True}]},
                   {"not": {"count_of": {"at_least": 2, "of": [{"always": True}, {"always": True}]}}}]}  # fmt: skip
    told = line(raw)
    assert (told.join, told.text, len(told.parts)) == ("all", "all of these:", 3)
    assert [part.text for part in told.parts[1:]] == ["at least one of these:", "not:"]
    assert told.parts[2].parts[0].text == "at least 2 of these:"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_shipped_rule_can_be_said(lang: Lang) -> None:
    """In both languages; no line is empty, and no parameter is passed over."""
    values = {key: one.values[0] for document in LIBRARY.documents.values() for key, one in document.parameters.items()}
    words = Words(LIBRARY, lang)

    def lines(told: Line) -> list[Line]:
        return [told, *(below for part in told.parts for below in lines(part))]

    said = [one for rule in EVERY for one in lines(condition_line(words, rule.when, values))]
    assert said
    assert [one for one in said if not one.text.strip()] == []


def test_groups_of_one_tier_are_told_together_and_then_the_next() -> None:
    """As many tiers as there are."""
    words = Words(load_library(), "en")
    work, education, senior = (words.label(f"group_{name}") for name in ("work", "education", "senior"))
    assert (
        order_text(words, ("work+education", "senior", "work")) == f"{work} + {education}, then {senior}, then {work}"
    )
    assert order_text(words, ("senior",)) == senior
