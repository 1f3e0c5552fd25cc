"""An agreement's fingerprint: the same for the same terms however they are laid out, another for any other terms."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from kredslob.rules.fingerprint import canonical, fingerprint
from kredslob.rules.library import load_library
from kredslob.rules.messages import WrongInput
from kredslob.rules.terms import draw_terms
from kredslob.rules.yaml_source import parse_yaml
from tests.rules.shelf import AMENDMENT, FRAMEWORK, INDIVIDUAL, LAW, document, edited, framework_parameters

TEXTS = {"law": LAW, "framework": FRAMEWORK, "amendment": AMENDMENT, "individual": INDIVIDUAL}
# What only people read, what names the format, and what an agreement is held to, by which nothing is decided.
READ_BY_PEOPLE = {
    "limits",
    "by_agreement",
    "title",
    "text",
    "question",
    "note",
    "reason",
    "effective",
    "sources",
    "place",
    "quote",
    "schema",
    "da",
    "en",
}


def mark(text: str) -> str:
    """Give the fingerprint of one document."""
    return fingerprint([document(text, framework_parameters())])


def test_it_is_sixty_four_hexadecimal_digits() -> None:
    """As SHA-256 gives them."""
    assert len(mark(LAW)) == 64
    assert set(mark(LAW)) <= set("0123456789abcdef")


def test_it_is_taken_of_json_with_the_version_of_its_form() -> None:
    """Keys sorted, no spaces, Danish letters as they are."""
    text = canonical([document(LAW)])
    plain = json.loads(text)
    assert plain["schema"] == 1
    assert text == json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert plain["documents"][0]["parameters"]["act.residents"]["values"][0]["value"] == 1000
    assert plain["documents"][0]["rules"][0]["when"] == {"fact": "citizenship", "is": "other"}


@pytest.mark.parametrize("when", [
    {"always": True}, {"not": {"fact": "rooms", "is": 3}}, {"any": [{"fact": "job", "not_in": ["none"]}]},
    {"count_of": {"at_least": 1, "of": [{"fact": "hours", "under": "36.5"}]}}, {"fact": "listed_since", "is": "2011-01-01"},
    {"parameter": "rehousing.position", "is": "first"}, {"fact": "job", "in": [{"parameter": "work.jobs"}]},
])  # fmt: skip
def test_a_condition_is_told_as_a_file_writes_it(when: dict[str, Any]) -> None:
    """Values in their inner form: hours are minutes."""
    text = (
        FRAMEWORK[: FRAMEWORK.rindex("    when:")]
        + f"    when: {written(when)}\n"
        + FRAMEWORK[FRAMEWORK.rindex("    then:") :]
    )
    (rule,) = [
        one for one in json.loads(canonical([document(text)]))["documents"][0]["rules"] if one["id"] == "work.yes"
    ]
    inner = json.dumps(when, sort_keys=True).replace('"36.5"', '"2190"').replace(": 3}", ': "3"}')
    assert json.dumps(rule["when"], sort_keys=True) == inner


def test_the_form_does_not_change_by_accident() -> None:
    """A decision recorded years ago names it; another form is another `schema`."""
    documents = [document(text, framework_parameters()) for text in TEXTS.values()]
    assert fingerprint(documents) == "12c84b532b43a1a49b7aaf1c32da0cc7d627a523c8232a63e34121f65b4554e2"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_texts_for_people_are_left_out(text: str) -> None:
    """Another wording in either language, another comment or file name is the same agreement."""
    other = text
    for old, new in (("Friholdt", "Fritaget"), ("Hvor mange", "Hvor få"), ("da: Grund", "da: Årsag"), ("en: North", "en: N"),
                     ("en: First", "en: 1st"), ("en: The year", "en: A year"), ("da: Hvilken dag?", "da: Dag?")):  # fmt: skip
        other = other.replace(old, new)
    assert other != text
    assert mark(f"# another comment\n\n{other}") == mark(text)


def test_clauses_keep_where_they_stand_to_themselves() -> None:
    """The page and the quotation are for people to look up."""
    other = edited(LAW, "source: act, basis: stated}", "source: act, basis: stated, place: S. 3, quote: Hvem}")
    assert mark(other) == mark(LAW)


def word(value: object) -> str:
    """Write one value as YAML."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def written(value: object) -> str:
    """Write plain data as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{word(key)}: {written(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(map(written, value)) + "]" if isinstance(value, list) else word(value)


@st.composite
def layouts(draw: st.DrawFn, value: object, indent: int = 0) -> str:
    """Write plain data as YAML: keys in any order, on one line or many, in other quotes, with comments between."""
    if isinstance(value, str):
        return draw(st.sampled_from([json.dumps(value), word(value), "'" + value.replace("'", "''") + "'"]))
    if isinstance(value, Decimal):
        return draw(st.sampled_from([str(value), f"{value}0", f"{value}000"]))
    if not isinstance(value, dict | list) or not value or indent > draw(st.sampled_from([4, 8, 12])):
        return written(value)
    keys = draw(st.permutations(sorted(value))) if isinstance(value, dict) else range(len(value))
    lines = draw(st.sampled_from(["\n", "\n# a comment: [\n", "\n\n   # æøå\n"]))
    for key in keys:
        inner = draw(layouts(value[key], indent + 2))
        begins = word(key) + ":" if isinstance(value, dict) else "-"
        lines += " " * indent + begins + ("" if inner.startswith("\n") else " ") + inner + "\n"
    return lines


@given(st.data(), st.sampled_from(sorted(TEXTS)))
def test_layout_order_of_keys_and_comments_are_left_out(data: st.DataObject, which: str) -> None:
    """However a file is laid out, it is the same agreement."""
    plain = parse_yaml(TEXTS[which], "file.yaml").data
    laid_out = data.draw(layouts(plain))
    assert laid_out.count("\n") > 5
    assert mark(laid_out) == mark(TEXTS[which])


@given(st.data())
def test_the_order_of_rules_and_of_overrides_is_left_out(data: st.DataObject) -> None:
    """An exception names what it overrides, and never overrides by its place."""
    plain: Any = parse_yaml(FRAMEWORK, "file.yaml").data
    plain["rules"][1]["overrides"] = data.draw(st.permutations(["exempt.none", "work.no", "channel.ordinary"]))
    first = mark(written(plain))
    plain["rules"] = data.draw(st.permutations(plain["rules"]))
    plain["rules"][1]["overrides"] = plain["rules"][1].get("overrides", [])[::-1]
    assert mark(written(plain)) == first


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Give each place in plain data that says something the fingerprint is taken of: what holds it, and its key there."""
    for key, inner in [*(value.items() if isinstance(value, dict) else enumerate(value))]:
        if key not in READ_BY_PEOPLE:
            yield value, key
            if isinstance(inner, dict | list):
                yield from places(inner)


WORDS = ["stated", "inferred", "assumed", "plan", "first", "permanent", "flexjob", "home", "f-work", "act-1", "exempt.none",
         "work.no", "outside.limit", "synthetic", "public", "open", "referral", "x", "rank", "residents", "hours"]  # fmt: skip
OPERATORS = ["is", "is_not", "over", "at_least", "under", "at_most", "in", "not_in", "all", "any"]


@st.composite
def others(draw: st.DrawFn, old: object) -> object:
    """Give another value in place of one: the next number or day, another word, a longer or shorter list."""
    match old:
        case bool():
            return not old
        case int():
            return old + draw(st.sampled_from([-1, 1, 7]))
        case Decimal():
            return old + draw(st.sampled_from([Decimal("0.01"), Decimal("-0.000001"), Decimal("0.5")]))
        case date():
            return old + timedelta(draw(st.sampled_from([-1, 1, 365])))
        case str():
            return draw(st.sampled_from(WORDS))
        case list():
            return draw(st.sampled_from([old[:-1], old[::-1], [*old, "x"], [*old, *old[:1]], ["work.no"]]))
        case _:
            return old


@given(st.data(), st.sampled_from(sorted(TEXTS)))
@settings(suppress_health_check=[HealthCheck.filter_too_much], max_examples=settings().max_examples * 2)
def test_every_change_of_terms_changes_it(data: st.DataObject, which: str) -> None:
    """Any value, operator, date, override, clause, source or basis: if the document is still right, it is another one."""
    first = parse_yaml(TEXTS[which], "file.yaml").data
    plain: Any = deepcopy(first)
    container, key = data.draw(st.sampled_from([*places(plain)]))
    if key in OPERATORS and data.draw(st.booleans()):
        container[data.draw(st.sampled_from(OPERATORS))] = container.pop(key)
    else:
        container[key] = data.draw(others(container[key]))
    try:
        changed = mark(written(plain))
    except WrongInput:
        reject()
    assert (changed == mark(TEXTS[which])) is (said(plain) == said(first))


def said(value: Any) -> Any:
    """Give plain data without what only people read and what says nothing; rules and overrides in any order."""
    if isinstance(value, dict):
        kept = {
            key: said(inner) for key, inner in value.items() if key not in READ_BY_PEOPLE and inner not in (None, [])
        }
        return {key: sorted(inner, key=repr) if key in ("rules", "overrides") else inner for key, inner in kept.items()}
    return [said(item) for item in value] if isinstance(value, list) else value


def test_it_is_of_the_agreement_as_amended(shelf: Path) -> None:
    """Before and after an amendment, on the day it is taken to begin, and with another individual agreement."""
    library = load_library(shelf)
    agreement, own = library.in_force(date(2012, 6, 1)), library.individual_agreement("frame", "north")
    days = {
        day: fingerprint(draw_terms(library, agreement, day))
        for day in (date(2012, 3, 31), date(2012, 4, 1), date(2013, 1, 1))
    }
    before, after, later = days.values()
    assert before != after == later
    moved = draw_terms(library, agreement, date(2012, 6, 1), assumed={"spring.from": date(2012, 5, 1)})
    with_own = draw_terms(library, agreement, date(2012, 6, 1), own, "north-1")
    assert len({before, after, fingerprint(moved), fingerprint(with_own)}) == 4
    assert fingerprint(with_own) == fingerprint(draw_terms(library, agreement, date(2012, 6, 1), own, "elsewhere"))


def test_documents_and_terms_give_the_same() -> None:
    """The order of the documents says nothing."""
    documents = [document(LAW), document(FRAMEWORK)]
    assert fingerprint(documents) == fingerprint(reversed(documents))


def test_it_does_not_depend_on_how_python_hashes() -> None:
    """Two interpreters with other seeds give the same."""
    code = (
        "from datetime import date; from kredslob.rules.fingerprint import fingerprint;"
        "from kredslob.rules.library import load_library; from kredslob.rules.terms import draw_terms;"
        "library = load_library(); day = date(2012, 6, 1);"
        "print(fingerprint(draw_terms(library, library.in_force(day), day)))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(found) == 1


def test_it_is_taken_in_no_time() -> None:
    """Of the shipped agreement with its laws, in less than fifteen milliseconds: every decision carries one."""
    library, day = load_library(), date(2012, 6, 1)
    terms = draw_terms(library, library.in_force(day), day)
    took = []
    for _ in range(20):
        began = time.perf_counter()
        fingerprint(terms)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.015
