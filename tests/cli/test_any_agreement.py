"""No text of an agreement or an amendment ends in anything but findings or wrong input; what is sound can be worked with."""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console

from kredslob.cli.agreement_data import agreement_data
from kredslob.cli.agreement_view import draw_agreement, draw_assumed, draw_clause
from kredslob.cli.check_view import check_data, draw_findings
from kredslob.cli.opening import named_agreement
from kredslob.engine.drafting.drafting import draft
from kredslob.engine.phrasing import Words
from kredslob.rules.checking.agreements import Asked
from kredslob.rules.checking.check import check_named
from kredslob.rules.checking.findings import Finding
from kredslob.rules.library import SHIPPED, Library, load_library
from kredslob.rules.messages import LANGUAGES, WrongInput, has_cpr
from kredslob.rules.yaml_source import parse_yaml
from tests.cli.conftest import Kredslob
from tests.rules.shelf import AMENDMENT, FILES, FRAMEWORK, INDIVIDUAL, LAW, lay_out, told
from tests.rules.spoiling import spoilt

ASKED = Asked(lambda _: ("outside.limit", "work.jobs"))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Give the small shelf; what is parsed of generated files is not kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KREDSLOB_CACHE", "")
        yield load_library(lay_out(tmp_path_factory.mktemp("shelf") / "rules", FILES))


def console() -> Console:
    """Give a console that nobody reads."""
    return Console(file=io.StringIO(), width=80)


def checked(shelf: Library, path: Path) -> list[Finding]:
    """Give the errors that a check finds in a file, everything that it finds shown to people and to programs."""
    found = check_named(shelf, str(path), ASKED)
    for lang in LANGUAGES:
        draw_findings(console(), lang, shelf, found)
    assert not has_cpr(json.dumps(check_data(shelf, [], found)))
    return [one for one in found if one.severity == "error"]


def show(shelf: Library, path: Path) -> None:
    """Show an agreement in every way that there is."""
    library, agreement = named_agreement(shelf, str(path))
    for lang in LANGUAGES:
        words = Words(library, lang)
        draw_agreement(console(), words, agreement, None)
        draw_assumed(console(), words, agreement, None)
        for key in agreement.amended(agreement.base.start.day)[0].clauses:
            draw_clause(console(), words, agreement, key, None)
    json.dumps(agreement_data(agreement, None, None, assumed_only=False))


def amend(shelf: Library, path: Path) -> None:
    """Begin an amendment of an agreement, which holds as it stands."""
    new, text = draft(shelf, "begun", str(path), None, path.with_name("begun.yaml"), "da")
    new.write_text(text, "utf-8")
    assert checked(shelf, new) == []


def refusals(shelf: Library, path: Path) -> list[str]:
    """Show and amend what a file states, and give what is said where that is refused."""
    said = []
    for step in (show, amend):
        try:
            step(shelf, path)
        except WrongInput as wrong:
            told(wrong)
            said.append(wrong.text())
    return said


def work(shelf: Library, text: str) -> None:
    """Check, show and amend what a text states; only what is unsound may be refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{_id(text)}.yaml"
        path.write_text(text, "utf-8")
        errors, said = checked(shelf, path), refusals(shelf, path)
        assert errors or said == []


def _id(text: str) -> str:
    """Give the id of a text, by which its file is called, if it has one."""
    try:
        data = parse_yaml(text, "own.yaml").data
    except WrongInput:
        return "own"
    named = str(data.get("id")) if isinstance(data, dict) else ""
    return named if re.fullmatch(r"[a-z0-9][a-z0-9_.\-]{0,79}", named) else "own"


# --- generated ------------------------------------------------------------------------------------------------------

ids = st.sampled_from(["exempt.none", "exempt.over", "channel.referral", "work.yes", "exempt.ovr", "new", "act.1", ""])
names = st.sampled_from(["outside.limit", "work.hours", "work.jobs", "rehousing.position", "act.residents", "other"])
facts = st.sampled_from(["outside", "exempt", "rooms", "hours", "job", "citizenship", "listed_since", "nothing"])
clauses = st.sampled_from(["f-exempt", "f-work", "act-1", "own-1", "none"])
estates = st.sampled_from(["north-1", "north-2", "elsewhere", "\u00e6"])
plain = st.sampled_from(
    ["null", "true", "0", "-1", "0.4", "25", "36.5", "'24:59'", "1e9", "first", "[permanent]", "[]", "2012-01-01",
     "'1/3'", "'5/3'", "{}", "{parameter: work.hours}", "[1, 2]", "40 %", "''"]
)  # fmt: skip
operators = st.sampled_from(["is", "is_not", "over", "at_least", "under", "at_most", "in", "not_in", "isnt"])
stages = st.sampled_from(["classify", "route", "rank", "quota", "last"])
atoms = st.builds(
    "{{{}: {}, {}: {}}}".format, st.sampled_from(["fact", "parameter"]), facts | names, operators,
    plain | st.builds("{{parameter: {}}}".format, names),
)  # fmt: skip
conditions = st.recursive(
    atoms | st.just("{always: true}"),
    lambda inner: (
        st.builds("{{not: {}}}".format, inner)
        | st.builds("{{all: [{}, {}]}}".format, inner, inner)
        | st.builds("{{any: [{}]}}".format, inner)
        | st.builds("{{count_of: {{at_least: {}, of: [{}, {}]}}}}".format, st.integers(0, 3), inner, inner)
    ),
    max_leaves=4,
)
rules = st.builds(
    "stage: {}, clause: {}, basis: {}, when: {}, then: {{{}: {}}}, overrides: [{}], text: {{da: a, en: b}}".format,
    stages, clauses, st.sampled_from(["stated", "assumed", "sure"]), conditions, facts, plain, ids,
)  # fmt: skip
guesses = st.sampled_from(
    ["", ", basis: assumed", ", basis: assumed, alternatives: [0.3, 0.4], question: {da: a, en: b}",
     ", basis: assumed, range: [1, 40], question: {da: a, en: b}", ", range: [40, 1]", ", alternatives: []", ", source: plan"]
)  # fmt: skip
changes = st.one_of(
    st.builds("set: {}, value: {}{}".format, names, plain, guesses),
    st.builds("set: {}, estate: {}, value: {}".format, names, estates, plain),
    st.builds("add: {{id: {}, {}}}".format, ids, rules),
    st.builds("replace: {}, with: {{{}}}".format, ids, rules),
    st.builds("repeal: {}".format, ids),
    st.builds("reword: {}, words: {{title: {{da: a, en: b}}, text: {{da: a, en: b}}, source: {}, basis: stated}}".format,
              clauses, st.sampled_from(["plan", "act", "none"])),
    st.builds("wheel: {}, estate: {}, {}".format, st.sampled_from(["referral", "external", "third"]), estates,
              st.sampled_from(["turns: 1, of: 4", "flexible: 4, of: 9", "slots: [referral, open]", "slots: []", "turns: 9, of: 1",
                               "turns: 1, of: 3, version: '2011'"])),
)  # fmt: skip
days = st.sampled_from(
    ["2012-06-01", "2013-01-01", "2011-01-01", "2010-01-01", "2016-01-01", "9999-12-31", "1900-01-01", "soon",
     "{value: 2012-06-01, basis: assumed, range: [2012-05-01, 2012-07-01], question: {da: a, en: b}}",
     "{value: 2012-06-01, basis: assumed}", "{value: 9999-12-31, basis: inferred, range: [1900-01-01, 9999-12-31]}"]
)  # fmt: skip
OWN_CLAUSE = "clauses:\n  own-1: {title: {da: a, en: b}, text: {da: a, en: b}, source: plan, basis: stated}\n"


RULE = "stage: classify, clause: f-exempt, basis: stated, when: {}, then: {{exempt: {}}}, overrides: [{}], text: {{da: a, en: b}}"
WORDS = "words: {title: {da: a, en: b}, text: {da: a, en: b}, source: plan, basis: stated}"
FITTING = [
    "set: outside.limit, value: 0.45",
    "set: work.hours, value: 37, basis: assumed, alternatives: [36.5, 37], question: {da: a, en: b}",
    "set: work.hours, estate: north-1, value: 30",
    "set: work.jobs, value: [permanent, flexjob], note: {da: a, en: b}",
    "set: rehousing.position, value: last, source: act",
    f"add: {{id: new, {RULE.format('{fact: residents, over: 10}', 'false', 'exempt.over')}}}",
    f"replace: exempt.over, with: {{{RULE.format('{fact: outside, at_least: 0.5}', 'true', 'exempt.none')}}}",
    "repeal: work.yes",
    f"reword: f-work, {WORDS}",
    "wheel: referral, estate: north-1, turns: 1, of: 4",
    "wheel: external, estate: north-1, slots: [flexible, ordinary]",
]
fitting = st.lists(st.sampled_from(FITTING), max_size=5, unique=True)
rarely = st.integers(0, 9).map(lambda drawn: drawn == 0)


@st.composite
def amendments(draw: st.DrawFn) -> str:
    """Draw an amendment of which more or less fits: it changes what there is, and now and then what there is not."""
    extends = draw(st.sampled_from(["act", "own", "nobody"] if draw(rarely) else ["frame", "spring"]))
    chosen = draw(fitting) + (draw(st.lists(changes, max_size=3)) if draw(st.booleans()) else [])
    lines = [f"  - {{{one}, reason: {{da: a, en: b}}}}\n" for one in draw(st.permutations(chosen))]
    return (
        f"schema: 1\nid: own\nkind: amendment\nextends: {extends}\ntitle: {{da: a, en: b}}\nfrom: {draw(days)}\n"
        f"adopted: 2012-01-01\n{draw(st.sampled_from(['', OWN_CLAUSE]))}changes:\n{''.join(lines)}"
    )


@given(amendments())
@example(AMENDMENT.replace("id: spring", "id: own").replace("s-new", "o-new").replace("exempt.large", "exempt.small"))
def test_any_amendment_is_checked_shown_and_amended_or_refused(shelf: Library, text: str) -> None:
    """Where the check finds no error, nothing else does."""
    work(shelf, text)


@given(spoilt([one.replace("\nid: ", "\nid: own-", 1) for one in (FRAMEWORK, AMENDMENT, INDIVIDUAL, LAW)]))
def test_any_spoilt_agreement_is_told(shelf: Library, text: str) -> None:
    """Of whatever kind, cut, doubled, moved and overwritten; `show` and `new` refuse what is no agreement to decide by."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.yaml"
        path.write_text(text, "utf-8")
        checked(shelf, path)
        refusals(shelf, path)


@given(
    spoilt([(SHIPPED / "agreements/kbh-2012-adjustment.yaml").read_text("utf-8").replace("\nid: kbh", "\nid: own", 1)])
)
def test_any_spoilt_amendment_of_the_shipped_agreement_is_told(text: str) -> None:
    """With all that the engine asks of it, on the shelf that ships; the individual agreements left out, for speed."""
    work(replace(shipped(), individual=Path("none")), text)


def shipped() -> Library:
    """Give the shipped shelf, read once."""
    if "library" not in _SHIPPED:
        _SHIPPED["library"] = load_library()
    return _SHIPPED["library"]


_SHIPPED: dict[str, Library] = {}


@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"\xff\xfe", b"PK\x03\x04", b"[" * 9999, b"a: " * 999, b"id: x\n" * 9]
)
@pytest.mark.parametrize("words", [("check",), ("show",), ("new", "mine", "--from")], ids=lambda words: words[0])
def test_any_bytes_are_told_by_each_command(
    kredslob: Kredslob, words: tuple[str, ...], content: bytes, tmp_path: Path
) -> None:
    """With the name of the file and exit code 2, which a fault of the program has not."""
    path = tmp_path / "own.yaml"
    path.write_bytes(content)
    ran = kredslob("agreement", *words, str(path))
    assert ran.exit_code == 2
    assert "own.yaml" in "".join((ran.stdout + ran.stderr).split())
