"""Somebody's own agreement: decided by like the shipped one, and refused with place and cure where it does not hold up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kredslob.engine.decide import decide
from kredslob.engine.decision import Decision
from kredslob.engine.office import Office
from kredslob.engine.structure import asked_of
from kredslob.rules.library import SHIPPED, add_file
from kredslob.rules.messages import LANGUAGES, WrongInput
from tests.engine.small_city import DAY, IN_WORK, applicant, city, library, measured, office, settled, vacancy

Deciding = Callable[[str], Decision]
SHIPPED_TEXT = (SHIPPED / "agreements" / "kbh-2011-2014.yaml").read_text(encoding="utf-8")


@pytest.fixture
def by(tmp_path: Path) -> Deciding:
    """Decide one vacancy with an applicant in work by the agreement of a text."""

    def deciding(text: str) -> Decision:
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        known, document = add_file(library(), path)
        agreement = known.agreement(document.id)
        own = Office(known, city(measured()), agreement)
        # What is settled stands in for a guess, so a day that the test writes itself is not.
        taken = {key: value for key, value in settled().items() if key != "adjustment.day" or '["04-01"]' in text}
        return decide(own, vacancy(DAY), [applicant("A1", 2001, **IN_WORK)], assumed=taken)

    return deciding


def own(*changes: tuple[str, str]) -> str:
    """Give the shipped agreement under an id of its own, with some texts in it changed."""
    text = SHIPPED_TEXT.replace("id: kbh-2011-2014", "id: own-agreement", 1)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def refused(by: Deciding, text: str) -> str:
    """Give what is said when a decision by the agreement is refused; it can be said in both languages."""
    with pytest.raises(WrongInput) as caught:
        by(text)
    assert all(caught.value.text(lang) for lang in LANGUAGES)
    assert all(problem.accepted is not None or problem.nearest is not None for problem in caught.value.problems)
    return caught.value.text()


def without(parameter: str) -> str:
    """Give the agreement without a value for a parameter: it is repealed before it begins."""
    head, at, tail = own().partition(f"\n  {parameter}:\n")
    assert at
    body, end, rest = tail.partition("    values:\n")
    return head + at + body + end + "      - {from: 2013-01-01, value: null, basis: stated}\n" + _after_values(rest)


def _after_values(rest: str) -> str:
    lines = rest.splitlines(keepends=True)
    place = next(index for index, line in enumerate(lines) if line.strip() and not line.startswith("      "))
    return "".join(lines[place:])


# --- right --------------------------------------------------------------------------------------------------------


def test_an_agreement_of_ones_own_is_decided_by(by: Deciding) -> None:
    """Under its own id, with a fingerprint of its own."""
    found = by(own())
    assert (found.agreement, found.status, found.offer and found.offer.applicant) == ("own-agreement", "decided", "A1")


def test_another_number_gives_another_decision(by: Deciding) -> None:
    """Forty hours a week are more than 37; the fingerprint differs."""
    same, other = (
        by(own()),
        by(own(("value: 25, basis: stated, source: 3b-2011", "value: 40, basis: stated, source: 3b-2011"))),
    )
    assert other.offer is not None
    assert (other.offer.applicant, other.offer.fallback) == ("A1", True)
    assert same.fingerprint != other.fingerprint


def test_a_rule_that_nothing_needs_may_be_left_out(by: Deciding) -> None:
    """Without the precedence of rehousing before referral the other rules stand."""
    assert (
        by(own(("    overrides: [channel.rehousing-before]\n", "    overrides: [channel.referral]\n"))).channel
        == "flexible"
    )


# --- wrong --------------------------------------------------------------------------------------------------------

ASKED = asked_of(rule for rules in office().terms_for(DAY, None, settled()).rules.values() for rule in rules)
FRAMEWORKS_OWN = [name for name in ASKED if f"\n  {name}:\n" in SHIPPED_TEXT]


@pytest.mark.parametrize("parameter", FRAMEWORKS_OWN)
def test_a_parameter_that_the_engine_asks_for_must_have_a_value(by: Deciding, parameter: str) -> None:
    """Each is named, with the agreement and the day."""
    assert f"own-agreement has no value on 2011-05-02 for: {parameter}" in refused(by, without(parameter))


def test_a_gap_is_told(by: Deciding) -> None:
    """Without a general rule on 40-plus nothing is said of an estate of thirty per cent."""
    text = own(("basis: stated\n    when: {always: true}\n    then: {forty_plus: false}",
                "basis: stated\n    when: {fact: outside_workforce, over: 0.5}\n    then: {forty_plus: false}"))  # fmt: skip
    assert "no rule says anything about forty_plus" in refused(by, text)


def test_a_clash_is_told_with_both_rules_and_their_lines(by: Deciding) -> None:
    """An exception that forgets what it overrides clashes with it."""
    text = own(("    overrides: [channel.ordinary]\n", ""))
    said = refused(by, text)
    assert "the rules clash over channel" in said
    assert "channel.ordinary" in said
    assert "channel.flexible (ra11-flexible, " in said


def test_overrides_that_run_in_a_circle_are_told(by: Deciding) -> None:
    """General rule and exception override each other."""
    text = own(("    then: {forty_plus: false}\n", "    then: {forty_plus: false}\n    overrides: [forty-plus.yes]\n"))
    assert "overrides run in a circle: forty-plus.no, forty-plus.yes" in refused(by, text)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("overrides: [forty-plus.no]", "overrides: [forty-plus.noo]", "Did you mean 'forty-plus.no'"),
        ("{parameter: forty_plus.threshold}", "{parameter: forty_plus.treshold}", "Did you mean 'forty_plus.threshold'"),
        ("{fact: outside_workforce, over:", "{fact: outside_workforse, over:", "Did you mean 'outside_workforce'"),
        ("{from: 2011-01-01, value: 0.40,", "{from: 2011-01-01, value: 40,", "a share from 0 to 1"),
        ("{from: 2011-01-01, value: 0.40,", '{from: 2011-01-01, value: "40 %",', "a share from 0 to 1"),
        ("value: [work+young, senior+divorced], basis", "value: [work+gardeners, senior], basis", "gardeners"),
        ("value: [work+young, senior+divorced], basis", "value: [work+young, senior+divorse], basis", "Did you mean 'divorced'"),
        ('value: ["04-01"]\n        basis: assumed\n        alternatives: [["03-01"], ["04-01"], ["05-31"]]',
         'value: ["31-05"]\n        basis: assumed\n        alternatives: [["03-01"], ["31-05"]]', "a month and day such as 04-01"),
        ('value: ["04-01"]\n        basis: assumed\n        alternatives: [["03-01"], ["04-01"], ["05-31"]]',
         'value: []\n        basis: assumed\n        alternatives: [["03-01"], []]', "a month and day such as 04-01"),
        ("then: {channel: referral}", "then: {channel: refferal}", "Did you mean 'referral'"),
        ("draws_on: [abl-51, ", "draws_on: [abl-52, abl-51, ", "abl-52"),
        ("from: 2011-01-01\nto: 2014-12-31", "from: 2011-01-01\nto: 2011-03-31", "is not in force on 2011-05-02"),
    ],
)  # fmt: skip
def test_what_does_not_hold_up_is_told_before_anything_is_decided(by: Deciding, old: str, new: str, said: str) -> None:
    """A word misspelt, a percentage for a share, a group that there is not, a day that is none."""
    assert said in refused(by, own((old, new)))


def test_an_id_that_is_taken_is_refused(by: Deciding) -> None:
    """A changed copy of the shipped agreement needs an id of its own."""
    text = SHIPPED_TEXT.replace("to: 2014-12-31", "to: 2015-12-31", 1)
    assert "kbh-2011-2014 is also the id of" in refused(by, text)


@pytest.mark.parametrize("text", ["", "schema: 1", "kind: law\nschema: 1\nid: x\n", "[1, 2]", "\x00", "a: {b: [c"])
def test_what_is_no_agreement_is_refused(by: Deciding, text: str) -> None:
    """Whatever the file holds."""
    refused(by, text)
