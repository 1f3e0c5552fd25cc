"""What laws set to agreements is found where it is broken, with the provision, and as gravely as the law says."""

from __future__ import annotations

from pathlib import Path

import pytest

from kredslob.engine.asked import ASKED
from kredslob.rules.checking.check import check_shelf
from kredslob.rules.library import load_library
from tests.rules.checking.planted import HEAD, WHY, Found, in_file, of_changes, on_shelf, seen, shipped
from tests.rules.shelf import FRAMEWORK, INDIVIDUAL, LAW, document, edited, line_of, refused

RULE = "stage: {}, clause: ra11-work, basis: stated, when: {}, then: {}, overrides: [{}], text: {{da: a, en: b}}"

# What is changed, and what is found on line 9: how grave, which words, which provision.
BROKEN: list[tuple[str, str, str, str]] = [
    ('set: referral.base_share, value: "1/5"', "warning", "fewer dwellings than it can demand", "abl-59-1"),
    ('set: referral.base_share, value: "0/1"', "warning", "fewer dwellings than it can demand", "abl-59-1"),
    ('set: referral.base_share, value: "1/1"', "warning", "leaves too little to the ordinary list", "ra11-minimum"),
    ("repeal: channel.referral", "warning", "refers nobody", "abl-59-1"),
    ("wheel: referral, estate: staerevej, turns: 1, of: 5", "warning", "fewer dwellings", "abl-59-1"),
    ("wheel: referral, estate: staerevej, turns: 9, of: 9", "warning", "too little to the ordinary", "ra11-minimum"),
    ("wheel: external, estate: staerevej, slots: [flexible]", "warning", "too little to the ordinary", "ra11-minimum"),
    (f"add: {{id: x, {RULE.format('rank', '{fact: children, over: 3}', '{barred: true}', 'barred.no')}}}",
     "error", "Rule x decides barred", "abl-59-6"),
    (f"add: {{id: x, {RULE.format('classify', '{always: true}', '{bars: none}', 'bars.none')}}}",
     "error", "Rule x decides bars", "abl-59-6"),
    (f"add: {{id: x, {RULE.format('rank', '{always: true}', '{refused: false}', '')}}}",
     "error", "Rule x decides refused", "abl-51b-1"),
    (f"add: {{id: x, {RULE.format('classify', '{always: true}', '{listed_51b: true}', '')}}}",
     "error", "Rule x decides listed_51b", "abl-51b-3"),
    (f"add: {{id: x, {RULE.format('classify', '{always: true}', '{designation: udsat}', '')}}}",
     "error", "Rule x decides designation", "abl-61a-1"),
    (f"add: {{id: x, {RULE.format('classify', '{always: true}', '{mandatory_flexible: true}', '')}}}",
     "error", "Rule x decides mandatory_flexible", "abl-60-4"),
    (f"add: {{id: x, {RULE.format('rank', '{fact: citizenship, is: home}', '{group_work: true}', 'work.no')}}}",
     "error", "makes citizenship a criterion", "abl-60-criteria"),
    (f"add: {{id: x, {RULE.format('classify', '{fact: non_western, over: 0.5}', '{exempt: true}', 'exempt.none')}}}",
     "error", "makes non_western a criterion", "abl-60-criteria"),
    ("set: return_guarantee.months, value: 48", "error", "lasts longer than the order allows", "ub-6"),
    ("set: family.precedence_rooms, value: 2", "error", "2 is outside the range", "ub-4"),
    ('set: statutory.referral_share, value: "1/9"', "error", "is fixed by law", "abl-59-1"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "severity", "text", "clause"), BROKEN, ids=lambda value: str(value)[:50])
def test_what_breaks_a_limit_is_found_at_its_line_with_the_provision(
    change: str, severity: str, text: str, clause: str, tmp_path: Path
) -> None:
    """A fault planted in an amendment of the shipped agreement."""
    found = [one for one in of_changes(tmp_path, change) if text in one.text]
    assert [(one.severity, one.line, one.clause) for one in found] == [(severity, 9, clause)]


@pytest.mark.parametrize(
    "change",
    [
        'set: referral.base_share, value: "1/4"',  # as much as can be demanded
        'set: referral.base_share, value: "8/9"',
        "wheel: referral, estate: staerevej, turns: 1, of: 4",
        "wheel: referral, estate: staerevej, turns: 0, of: 4",  # an estate that is exempt
        "wheel: external, estate: staerevej, flexible: 8, of: 9",
        "set: return_guarantee.months, value: 36",
        "set: return_guarantee.months, value: 12",
        "set: family.precedence_rooms, value: 3",
        "set: forty_plus.threshold, value: 0.35",
    ],
)
def test_what_keeps_within_the_limits_is_let_pass(change: str, tmp_path: Path) -> None:
    """Up to and including the bound."""
    assert [one for one in of_changes(tmp_path, change) if "still states" not in one.text] == []


def test_what_is_broken_at_every_value_of_a_guess_is_an_error(tmp_path: Path) -> None:
    """And a warning where the guess decides: that at least 1/9 must be left is assumed, and may be nothing at all."""
    stated = 'set: ordinary.minimum_share, value: "1/9"'
    wheel = "wheel: external, estate: staerevej, slots: [flexible]"
    (guessed,), (known,) = of_changes(tmp_path, wheel), of_changes(tmp_path, wheel, stated)
    assert (guessed.severity, known.severity) == ("warning", "error")
    assert guessed.text.endswith("It hangs on what is assumed.")
    assert not known.text.endswith("It hangs on what is assumed.")


def test_a_bound_that_an_amendment_moves_is_held_against_what_was_agreed_before(tmp_path: Path) -> None:
    """A cap of one half is broken by wheels in individual agreements, each told where it stands."""
    found = of_changes(tmp_path, 'set: compensation.cap, value: "1/2"', individual="*.yaml")
    assert found
    assert {(one.severity, one.clause) for one in found} == {("error", "ra11-compensation")}
    assert all("wheel referral" in one.text for one in found)


def test_an_agreement_of_more_than_four_years_is_told(tmp_path: Path) -> None:
    """Flexible letting is revised every fourth year: at the line of its last day."""
    text = (Path(load_library().individual).parent / "agreements/kbh-2011-2014.yaml").read_text("utf-8")
    text = text.replace("id: kbh-2011-2014", "id: longer", 1)
    for end, expected in (("2014-12-31", []), ("2015-01-01", [("warning", line_of(text, "to: 2014"), "abl-60-1")])):
        found = in_file(tmp_path, text.replace("to: 2014-12-31", f"to: {end}", 1))
        assert [(one.severity, one.line, one.clause) for one in found if "runs longer" in one.text] == expected


def test_mandatory_criteria_must_cover_work_and_education(tmp_path: Path) -> None:
    """An amendment that puts its own in place of the law's is held to it from the day the duty acts."""
    text = (Path(load_library().individual).parent / "agreements/kbh-2011-2014.yaml").read_text("utf-8")
    text = text.replace("id: kbh-2011-2014", "id: later", 1).replace("from: 2011-01-01\nto: 2014-12-31", "from: 2011-01-01\nto: 2019-12-31", 1)  # fmt: skip
    text += """
  - id: criteria.own
    stage: rank
    clause: ra11-work
    basis: stated
    when: {fact: job, is: permanent}
    then: {meets_mandatory: true}
    overrides: [criteria.no]
    text: {da: a, en: b}
"""
    (found,) = [one for one in in_file(tmp_path, text) if one.severity == "error"]
    assert (found.line, found.clause) == (line_of(text, "- id: criteria.own"), "abl-60-4")
    assert "No rule that decides meets_mandatory reads in_education" in found.text
    both = text.replace("when: {fact: job, is: permanent}\n    then: {meets", "when: {any: [{fact: job, is: permanent}, {fact: in_education, is: true}]}\n    then: {meets")  # fmt: skip
    assert [one for one in in_file(tmp_path, both) if one.severity == "error"] == []


def test_a_law_that_an_agreement_does_not_draw_on_binds_it_all_the_same(tmp_path: Path) -> None:
    """Leaving it out of draws_on is no way around it."""
    text = HEAD.replace(
        "kind: amendment\nextends: kbh-2012-adjustment", "kind: framework\nto: 2013-12-31\ndraws_on: []"
    )
    text += f"""clauses:
  c: {{title: {{da: a, en: b}}, text: {{da: a, en: b}}, source: tmu-2012, basis: stated}}
parameters:
  referral.base_share: {{title: {{da: a, en: b}}, unit: turns, clause: c, values: [{{from: 2012-06-01, value: "1/9", basis: stated}}]}}
rules:
  - {{id: x, {RULE.format("rank", "{fact: citizenship, is: home}", "{group_work: true}", "").replace("ra11-work", "c")}}}
"""
    assert WHY not in text
    found = {(one.severity, one.clause) for one in in_file(tmp_path, text)}
    assert found == {("warning", "abl-59-1"), ("error", "abl-60-criteria")}


def test_the_shipped_rules_are_within_the_law() -> None:
    """No error, and every warning is true."""
    assert [one for one in seen(check_shelf(shipped(), ASKED)) if one.severity == "error"] == []


# --- how a limit is written ----------------------------------------------------------------------------------------

LIMIT = "limits:\n  x: {{clause: act-1, severity: error, text: {{da: a, en: b}}, {}}}\n"


def with_limit(limit: str) -> str:
    """Give the small law with a limit of its own before the one on criteria."""
    return edited(LAW, "limits:\n", LIMIT.format(limit))


@pytest.mark.parametrize(
    ("limit", "broken"),
    [
        ("parameter: outside.limit, at_most: 0.44", True),
        ("parameter: outside.limit, at_most: 0.45", False),
        ("parameter: outside.limit, over: 0.45", True),  # 0.40, and 0.45 by the amendment
        ("parameter: outside.limit, under: 0.45", True),
        ("parameter: outside.limit, leaves: 0.6", True),
        ("parameter: outside.limit, leaves: 0.55", False),
        ("parameter: work.jobs, is: [permanent]", False),
        ("parameter: work.jobs, is_not: [permanent]", True),
        ("parameter: rehousing.position, is: last", True),
        ("parameter: not.agreed, at_most: 3", False),
        ("wheel: external, at_most: 1/3", True),
        ("wheel: referral, at_least: 1/2", True),
        ("wheel: referral, at_least: 1/2, apart_from: 1/3", False),
        ("period: years, at_most: 3", True),
        ("period: years, at_most: 4", False),
        ("concludes: {channel: referral}", False),
        ("decides: [exempt]", True),
        ("decides: [exempt], from: 2020-01-01", False),
        ("decides: [exempt], to: 2010-12-31", False),
        ("decides: [barred]", False),
        ("criteria: {group_work: [hours, job]}", False),
        ("criteria: {group_work: [hours, rooms]}", True),
    ],
)  # fmt: skip
def test_a_limit_asks_one_thing(limit: str, broken: bool, shelf: Path) -> None:
    """Of a value, a wheel, a period or the rules; from and until the days that it names."""
    found = [one for one in on_shelf(shelf, law=with_limit(limit)) if one.severity == "error"]
    assert bool(found) is broken
    assert all(one.clause == "act-1" for one in found)


@pytest.mark.parametrize(
    ("limit", "text", "accepted"),
    [
        ("at_most: 3", "a limit asks one thing", "one of parameter, wheel"),
        ("parameter: outside.limit", "a limit asks one thing", "one comparison"),
        ("parameter: outside.limit, at_most: 0.3, at_least: 0.1", "a limit asks one thing", "one comparison"),
        ("parameter: outside.limit, wheel: referral, at_most: 0.3", "a limit asks one thing", "one of parameter"),
        ("decides: [exempt], at_most: 3", "at_most does not go with decides", "without it"),
        ("decides: [rooms]", "no rule can decide rooms", "of origin decided"),
        ("reads: [citizenshp]", "citizenshp is not a declared fact", "kredslob facts"),
        ("criteria: {group_work: [huors]}", "huors is not a declared fact", "kredslob facts"),
        ("concludes: {channel: refferal}", "refferal is not a choice", "referral, ordinary"),
        ("concludes: {rooms: 3}", "no rule can decide rooms", "of origin decided"),
        ("decides: [exempt], from: 2012-01-01, to: 2011-01-01", "ends before it begins", "2012-01-01 or later"),
        ("parameter: outside.limit, at_most: {paramter: x}", "this is no value", "parameter: NAME"),
    ],
)
def test_a_limit_that_asks_nothing_is_refused(limit: str, text: str, accepted: str) -> None:
    """Where it stands, with what would be accepted."""
    (problem,) = refused(lambda: document(with_limit(limit)))
    assert text in problem.found.text()
    assert problem.accepted is not None
    assert accepted in problem.accepted.text()


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        ("parameter: outside.limit, at_most: 3", "3 is not of unit share"),
        ("parameter: outside.limit, at_most: {parameter: work.hours}", "x and work.hours have different units"),
        (
            "parameter: outside.limit, at_most: {parameter: outside.limt}",
            "limit x reads outside.limt, which is no parameter",
        ),
        ("wheel: referral, at_least: 0.3", "0.3 is not of unit turns"),
        ("wheel: referral, at_least: 1/3, apart_from: 0", "0 is not of unit turns"),
        ("period: years, at_most: 1/3", "1/3 is not of unit years"),
        ("parameter: work.hours, leaves: 3", "work.hours cannot be compared by leaves"),
        ("parameter: work.jobs, at_most: [a]", "work.jobs cannot be compared by at_most"),
    ],
)
def test_a_limit_compares_what_is_of_one_unit(limit: str, text: str, shelf: Path) -> None:
    """Found by the check, at the line of the limit."""
    law = with_limit(limit)
    found = [one for one in on_shelf(shelf, law=law) if text in one.text]
    assert [(one.severity, one.line) for one in found] == [("error", line_of(law, "  x: {clause"))]


def test_only_laws_and_framework_agreements_set_limits() -> None:
    """An individual agreement keeps within them."""
    for text in (INDIVIDUAL, FRAMEWORK):
        changed = text + LIMIT.format("decides: [exempt]")
        if text is FRAMEWORK:
            assert document(changed.replace("act-1", "f-work")).limits
        else:
            problem, *_ = refused(lambda changed=changed: document(changed, document(FRAMEWORK).parameters))  # type: ignore[misc]
            assert problem.found.text() == "limits is not a field of a document of kind individual."


def test_a_finding_is_one_thing(tmp_path: Path) -> None:
    """Told once though it holds on every day of the agreement."""
    found: list[Found] = of_changes(tmp_path, 'set: referral.base_share, value: "1/5"')
    assert len(found) == 1
