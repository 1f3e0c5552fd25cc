"""What an amendment may not have meant is a warning; what does not fit is an error; each at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kredslob.rules.checking.agreements import Asked
from kredslob.rules.checking.check import check, check_named
from kredslob.rules.library import SHIPPED
from kredslob.rules.messages import WrongInput
from tests.rules.checking.planted import HEAD, WHY, in_file, of_changes, on_shelf, seen, shipped
from tests.rules.shelf import AMENDMENT, FRAMEWORK, INDIVIDUAL, LAW, edited, line_of

REPLACED = (
    "replace: work.yes, with: {{stage: rank, clause: ra11-work, basis: stated, when: {{fact: job, is: permanent}}, "
    "then: {{group_work: true}}, {}text: {{da: a, en: b}}}}"
)


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        (("repeal: channel.rehousing-before",), ["channel.not-covered no longer comes before channel.referral."]),
        (("repeal: exempt.newly-listed",), []),
        ((REPLACED.format("overrides: [work.no], "),), []),
        ((REPLACED.format(""),), ["work.yes no longer comes before work.no."]),
        (("repeal: work.yes",), []),  # what it overrode stands alone
        (("repeal: work.no", "repeal: work.yes"), []),
    ],
)
def test_an_exception_that_no_longer_comes_first_is_told(
    changes: tuple[str, ...], texts: list[str], tmp_path: Path
) -> None:
    """Because the rule between is repealed, or its replacement forgets what it overrode."""
    found = [one for one in of_changes(tmp_path, *changes) if "no longer comes before" in one.text]
    assert [one.text for one in found] == texts
    assert {(one.severity, one.line) for one in found} <= {("warning", 9)}


@pytest.mark.parametrize(
    ("old", "new", "text", "line"),
    [
        ("from: 2012-06-01", "from: 2015-02-01", "planted begins on 2015-02-01, when kbh-2011-2014 has ended.", 6),
        ("from: 2012-06-01", "from: 2010-02-01", "planted begins on 2010-02-01, before kbh-2011-2014 does.", 6),
        ("adopted: 2012-05-01", "adopted: 2012-07-01", "planted acts before it was adopted on 2012-07-01.", 6),
        ("extends: kbh-2012-adjustment", "extends: kbh-2011-2014",
         "kbh-2012-adjustment also amends kbh-2011-2014, and is left out here.", 4),
    ],
)  # fmt: skip
def test_an_odd_day_or_base_is_told(old: str, new: str, text: str, line: int, tmp_path: Path) -> None:
    """It may be meant, so it is a warning."""
    found = of_changes(tmp_path, "set: return_guarantee.months, value: 12", head=edited(HEAD, old, new))
    assert [(one.severity, one.line, one.text) for one in found] == [("warning", line, text)]


def test_what_does_not_fit_is_told_of_an_amendment_that_begins_too_late(tmp_path: Path) -> None:
    """Nothing is decided by it, but whoever shows the agreement meets the fault."""
    late = edited(HEAD, "from: 2012-06-01", "from: 2015-02-01")
    found = of_changes(tmp_path, "repeal: exempt.listed", "repeal: exempt.listed", head=late)
    assert [(one.severity, one.line, one.text) for one in found if one.severity == "error"] == [
        ("error", 10, "exempt.listed is settled twice from 2015-02-01."),
    ]


def test_a_parameter_that_nothing_reads_is_told(tmp_path: Path) -> None:
    """A name misspelt is a parameter of its own."""
    text = (
        HEAD
        + f"""parameters:
  forty-plus.threshold: {{title: {{da: a, en: b}}, unit: share, clause: ra11-work, values: [{{from: 2012-06-01, value: 0.3, basis: stated}}]}}
changes:
  - {{set: flexible.work_hours, value: 30, {WHY}}}
"""
    )
    (found,) = in_file(tmp_path, text)
    assert (found.severity, found.line, found.text) == ("warning", 9, "no rule reads forty-plus.threshold.")


ERRORS: list[tuple[str, str]] = [
    ("set: forty_plus.treshold, value: 0.35", "forty_plus.treshold is not a parameter of what is amended"),
    ("set: forty_plus.threshold, value: 35", "35 is not of unit share"),
    ("set: flexible.work_hours, value: 60", "60 is outside the range"),
    ("set: compensation.scope, value: county", "county is not a choice"),
    ("set: forty_plus.threshold, value: 0.35, basis: assumed", "does not say what else it may be"),
    ("set: forty_plus.threshold, value: 0.35, source: nowhere", "cites nowhere, which is not listed"),
    ("repeal: exempt.lsted", "there is no rule exempt.lsted to repeal"),
    ("wheel: referral, estate: starevej, turns: 1, of: 4", "there is no estate starevej"),
    ("set: forty_plus.threshold", "a change is one of"),
    (REPLACED.format("overrides: [work.on], "), "overrides work.on, which is not there"),
    (REPLACED.format("").replace("ra11-work", "ra11-wrok"), "there is no clause ra11-wrok"),
    (REPLACED.format("").replace("fact: job, is: permanent", "fact: jbo, is: permanent"), "jbo is not a declared fact"),
    (REPLACED.format("").replace("is: permanent", "is: permanet"), "permanet is not a choice"),
    (REPLACED.format("").replace("group_work: true", "group_wrok: true"), "group_wrok is not decided by stage rank"),
    (REPLACED.format("").replace("is: permanent", "is: {parameter: work.jobs}"), "work.jobs, which is no parameter"),
    (REPLACED.format("overrides: [work.no, work.yes], "), "overrides run in a circle"),
]


@pytest.mark.parametrize(("change", "text"), [
    one for one in ERRORS if "gardeners" not in one[1]
], ids=lambda value: str(value)[:40])  # fmt: skip
def test_an_error_is_found_at_its_line(change: str, text: str, tmp_path: Path) -> None:
    """Each planted alone."""
    found = [one for one in of_changes(tmp_path, change) if one.severity == "error"]
    assert [one.line for one in found] == [9] * len(found)
    assert [one for one in found if text in one.text], found


def test_all_errors_and_warnings_are_told_at_once(tmp_path: Path) -> None:
    """Units, references, overrides and the law in one answer, in the order of their lines."""
    changes = [change for change, _ in ERRORS]
    changes = [change for change in changes if not change.startswith("replace")] + [
        (
            "add: {id: x, stage: rank, clause: nothing, basis: stated, when: {fact: citizenship, is: home}, "
            "then: {barred: true}, overrides: [barred.non], text: {da: a, en: b}}"
        ),
        'set: referral.base_share, value: "1/5"',
    ]
    found = of_changes(tmp_path, *changes)
    faults = [one for one in found if one.severity == "error"]
    assert found[: len(faults)] == faults  # errors first
    assert [one.line for one in faults] == sorted(one.line or 0 for one in faults)
    assert {one.line for one in found} == {*range(9, 9 + len(changes))}
    for text in (
        "there is no clause nothing",
        "overrides barred.non",
        "makes citizenship a criterion",
        "decides barred",
    ):
        assert any(text in one.text for one in faults), text


def test_only_what_the_amendment_brings_is_told(shelf: Path) -> None:
    """What is wrong without it is not its fault: that is found by checking what it amends."""
    frame = edited(FRAMEWORK, "overrides: [work.no]", "overrides: [work.on]")
    found = on_shelf(shelf, frame=frame)
    assert [one.text for one in found] == ["rule work.yes overrides work.on, which is not there."]
    (shelf / "mine.yaml").write_text(AMENDMENT.replace("id: spring", "id: mine").replace("s-new", "m-new"), "utf-8")
    library, mine = check([str(shelf / "mine.yaml")], Asked(), shelf)
    assert library is not None
    assert [one.severity for one in mine] == ["warning"]  # that it leaves out the other amendment


@pytest.mark.parametrize("name", ["act", "frame", "spring", "north"])
def test_a_document_of_the_shelf_is_checked_by_its_id(name: str, shelf: Path) -> None:
    """Law, framework, amendment and individual agreement; each tells its own fault, and the others do not."""
    texts = {"act": ("law/act.yaml", edited(LAW, "source: act}\n      - {from: 2014", "source: nobody}\n      - {from: 2014")),
             "frame": ("agreements/frame.yaml", edited(FRAMEWORK, "basis: stated, source: plan}", "basis: stated, source: nobody}")),
             "spring": ("agreements/aaa-spring.yaml", edited(AMENDMENT, "    source: plan\n    reason", "    source: nobody\n    reason")),
             "north": ("individual/frame/north.yaml", edited(INDIVIDUAL, "source: plan", "source: nobody"))}  # fmt: skip
    path, text = texts[name]
    (shelf / path).write_text(text, "utf-8")
    _, found = check([name], Asked(), shelf)
    assert [one.problem.place.file for one in found] == [path]
    assert "cites nobody" in found[0].problem.found.text()


@pytest.mark.parametrize("kind", ["law", "individual", "framework"])
def test_a_file_of_any_kind_is_checked(kind: str, tmp_path: Path) -> None:
    """A copy of what ships under an id of its own, with a fault planted."""
    path = {"law": "law/ub.yaml", "individual": "individual/kbh-2011-2014/fsb-3.yaml",
            "framework": "agreements/kbh-2011-2014.yaml"}[kind]  # fmt: skip
    text = (SHIPPED / path).read_text("utf-8")
    head, _, rest = text.partition("\nid: ")
    text = f"{head}\nid: own\n" + rest.partition("\n")[2]
    faults = {"law": ("source: lejehuset\n    basis", "source: nobody\n    basis"),
              "individual": ("organisation: fsb", "organisation: fsb\nrules: [{id: a}]"),
              "framework": ("overrides: [senior.no]", "overrides: [senior.on]")}  # fmt: skip
    assert [one for one in in_file(tmp_path, text) if kind == "individual"] == []
    broken = edited(text, *faults[kind])
    errors = [one for one in in_file(tmp_path, broken) if one.severity == "error" and "also the id of" not in one.text]
    assert errors
    assert all(one.line is not None for one in errors)


@pytest.mark.parametrize("text", ["", "a: [", "[1]", "schema: 1\nid: x\nkind: individual\n", "schema: 2\n", "\x00"])
def test_what_is_no_rules_file_is_an_error(text: str, tmp_path: Path) -> None:
    """Told as a finding, and never a traceback."""
    found = in_file(tmp_path, text)
    assert found
    assert {one.severity for one in found} == {"error"}


def test_an_individual_agreement_without_its_framework_is_an_error(tmp_path: Path) -> None:
    """At the line that names it, with the nearest."""
    text = (SHIPPED / "individual/kbh-2011-2014/fsb-3.yaml").read_text("utf-8")
    text = text.replace("framework: kbh-2011-2014", "framework: kbh-2011-2104")
    (found,) = in_file(tmp_path, text)
    assert (found.severity, found.line) == ("error", line_of(text, "framework:"))
    assert "which is not there" in found.text


@pytest.mark.parametrize(
    ("name", "meant"), [("kbh-2011-2041", "kbh-2011-2014"), ("fsb-33", "fsb-3"), ("x" * 300, None)]
)
def test_a_name_that_names_nothing_is_refused(name: str, meant: str | None) -> None:
    """With the nearest id, individual agreements' among them."""
    with pytest.raises(WrongInput) as caught:
        check_named(shipped(), name, Asked())
    assert caught.value.problems[0].nearest == meant


def test_a_shelf_that_cannot_be_read_is_told_as_findings(shelf: Path) -> None:
    """Every problem is an error, and there is no shelf."""
    (shelf / "law/act.yaml").write_text("a: [", "utf-8")
    library, found = check((), Asked(), shelf)
    assert library is None
    assert [one.severity for one in found] == ["error"]


def test_several_are_checked_together(tmp_path: Path) -> None:
    """Each finding once, in the order of the files."""
    for name in ("b", "a"):
        text = (
            HEAD.replace("id: planted", f"id: {name}")
            + f'changes:\n  - {{set: referral.base_share, value: "1/5", {WHY}}}\n'
        )
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    names = [str(tmp_path / f"{name}.yaml") for name in ("b", "a", "b")]
    _, found = check(names, Asked())
    assert [one.problem.place.file for one in found] == [names[1], names[0]]
    assert len(seen(found)) == 2
