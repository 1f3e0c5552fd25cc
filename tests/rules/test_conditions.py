"""The closed language of conditions: what it says, and that it says nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.rules.conditions import (
    All,
    Always,
    Any,
    Bound,
    Compare,
    Condition,
    CountOf,
    Fact,
    Member,
    Not,
    Parameter,
    Written,
    atoms,
    facts_of,
    parameters_of,
    read_condition,
)
from kredslob.rules.messages import FieldPath, Message
from tests.rules.shelf import FRAMEWORK, document, edited, line_of, refused

WHEN = "when: {fact: outside, over: {parameter: outside.limit}}"


def condition(when: str) -> Condition:
    """Give the condition of a rule about an estate's exemption."""
    return document(edited(FRAMEWORK, WHEN, f"when: {when}")).rules[1].when


@pytest.mark.parametrize(
    ("when", "read"),
    [
        ("{always: true}", Always()),
        ("{fact: exempt, is: true}", Compare(Fact("exempt"), "is", Bound(True))),
        ("{fact: outside, over: 0.40}", Compare(Fact("outside"), "over", Bound(400_000))),
        ("{fact: hours, at_most: 36.5}", Compare(Fact("hours"), "at_most", Bound(2190))),
        ("{fact: outside, at_least: {parameter: outside.limit}}",
         Compare(Fact("outside"), "at_least", Parameter("outside.limit"))),
        ("{parameter: rehousing.position, is: first}", Compare(Parameter("rehousing.position"), "is", Written("first"))),
        ("{fact: job, in: [none, flexjob]}", Member(Fact("job"), (Bound("none"), Bound("flexjob")))),
        ("{fact: job, not_in: {parameter: work.jobs}}", Member(Fact("job"), (Parameter("work.jobs"),), negated=True)),
        ("{all: [{always: true}]}", All((Always(),))),
        ("{any: [{always: true}, {not: {always: true}}]}", Any((Always(), Not(Always())))),
        ("{count_of: {at_least: 2, of: [{always: true}, {always: true}, {always: true}]}}",
         CountOf(2, (Always(), Always(), Always()))),
    ],
)  # fmt: skip
def test_a_condition_is_read_in_the_units_of_its_facts(when: str, read: Condition) -> None:
    """What is written beside a fact has the fact's unit; a parameter's value is put in later."""
    assert condition(when) == read


def test_a_condition_names_the_facts_and_parameters_that_it_reads() -> None:
    """Each once, from left to right."""
    found = condition(
        "{all: [{fact: hours, at_least: {parameter: work.hours}}, {parameter: rehousing.position, is: first},"
        " {not: {any: [{fact: job, in: {parameter: work.jobs}}, {fact: hours, under: 10}]}},"
        " {count_of: {at_least: 1, of: [{fact: outside, over: 0.4}]}}]}"
    )
    assert facts_of(found) == ("hours", "job", "outside")
    assert parameters_of(found) == ("work.hours", "rehousing.position", "work.jobs")
    assert len([*atoms(found)]) == 5


def test_a_value_that_was_put_in_still_names_its_parameter() -> None:
    """So that a reason can tell where a threshold comes from."""
    assert parameters_of(Compare(Fact("hours"), "over", Bound(1500, "work.hours"))) == ("work.hours",)


# what is written; what is found, at which field after `when`, what was probably meant
WRONG: list[tuple[str, str, str, str | None]] = [
    ("{}", "a condition is missing", "", None),
    ("{all: []}", "empty or missing list", ".all", None),
    ("{all: {fact: exempt, is: true}}", "empty or missing list", ".all", None),
    ("{any: [{}]}", "a condition is missing", ".any.0", None),
    ("{not: true}", "a condition is missing", ".not", None),
    ("{always: false}", "always takes only true", ".always", None),
    ("{always: 1}", "always takes only true", ".always", None),
    ("{all: [{always: true}], any: [{always: true}]}", "stands beside other keys", "", None),
    ("{count_of: {at_least: 2}}", "not complete", ".count_of", None),
    ("{count_of: {at_least: true, of: [{always: true}]}}", "not complete", ".count_of", None),
    ("{count_of: {at_least: 2, of: [{always: true}]}}", "does not fit the list", ".count_of", None),
    ("{count_of: {at_least: 0, of: [{always: true}]}}", "does not fit the list", ".count_of", None),
    ("{count_of: {at_least: 1, of: [{alwys: true}]}}", "alwys is not a word", ".count_of.of.0.alwys", "always"),
    ("{al: [{always: true}]}", "al is not a word", ".al", "all"),
    ("{fact: outside, above: 0.4}", "above is not a word", ".above", "over"),
    ("{fact: outside, ovr: 0.4}", "ovr is not a word", ".ovr", "over"),
    ("{fact: outside}", "one fact and one operator", "", None),
    ("{over: 0.4}", "one fact and one operator", "", None),
    ("{fact: outside, over: 0.2, under: 0.4}", "one fact and one operator", "", None),
    ("{fact: outside, parameter: outside.limit, is: 0.4}", "one fact and one operator", "", None),
    ("{fact: [outside], is: 0.4}", "one fact and one operator", "", None),
    ("{fact: outsid, over: 0.4}", "outsid is not a declared fact", ".fact", "outside"),
    ("{all: [{always: true}, {fact: postcode, is: 1}]}", "postcode is not a declared fact", ".all.1.fact", None),
    ("{fact: outside, over: 40}", "40 is not of unit share", ".over", "0.4"),
    ("{fact: outside, over: __import__('os')}", "is not of unit share", ".over", None),
    ("{fact: outside, over: '{{ 1 + 1 }}'}", "is not of unit share", ".over", None),
    ("{fact: rooms, is: -1}", "-1 is not of unit count", ".is", None),
    ("{fact: rooms, is: 13}", "13 is outside the range", ".is", None),
    ("{fact: job, is: permanet}", "permanet is not a choice", ".is", "permanent"),
    ("{fact: job, in: [none, flexjbo]}", "flexjbo is not a choice", ".in", "flexjob"),
    ("{fact: exempt, is: yes}", "yes is not of unit yes_no", ".is", "true"),
    ("{fact: exempt, is: null}", "null is not of unit yes_no", ".is", None),
    ("{fact: exempt, over: true}", "exempt has no order", ".over", None),
    ("{fact: job, at_least: permanent}", "job has no order", ".at_least", None),
    ("{fact: listed_since, under: 2011-13-01}", "is not of unit date", ".under", None),
    ("{fact: job, in: none}", "a list of values", ".in", None),
    ("{fact: job, in: []}", "a list of values", ".in", None),
    ("{parameter: work.jobs, in: [a]}", "needs a fact", ".in", None),
    ("{fact: outside, over: {paramter: outside.limit}}", "this is no value", ".over", None),
    ("{fact: job, in: {parameter: 3}}", "this is no value", ".in", None),
    ("{parameter: outside.limit, is: {parameter: work.hours}}", "compared with a parameter", "", None),
    ("{fact: outside, over: {eval: '1'}}", "this is no value", ".over", None),
]


@pytest.mark.parametrize(("when", "found", "field", "meant"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_condition_is_refused_where_it_stands(when: str, found: str, field: str, meant: str | None) -> None:
    """With its line and field, what is accepted, and the likely spelling."""
    problems = refused(lambda: condition(when))
    (problem,) = [one for one in problems if found in one.found.text()]
    assert problem.place.field == f"rules.1.when{field}"
    assert problem.place.line == line_of(FRAMEWORK, WHEN)
    assert problem.accepted is not None
    assert problem.nearest == meant


def test_every_wrong_part_of_a_condition_is_told_at_once() -> None:
    """Whatever part is wrong, the others are read on."""
    problems = refused(
        lambda: condition("{all: [{fact: jbo, is: none}, {not: {}}, {fact: rooms, is: 99}, {fact: job, iss: 1}]}")
    )
    assert len(problems) == 4


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.dates()),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.sampled_from(
                    ["all", "any", "not", "count_of", "at_least", "of", "fact", "parameter", "is", "in", "over", "x"]
                ),
                inner,
                max_size=3,
            ),
        ),
    )
)
def test_any_plain_data_is_a_condition_or_is_reported(raw: object) -> None:
    """Reading always ends, and either reports something or gives a condition that says what was written."""
    reported: list[FieldPath] = []

    def report(path: FieldPath, found: Message, accepted: Message | None, near: str | None) -> None:
        assert found.text("da")
        assert accepted is not None
        assert near is None or near
        reported.append(path)

    read = read_condition(raw, report)
    assert reported or [*_words(read)] == [*_words_written(raw)]


def _words(read: Condition) -> Iterator[str]:
    for atom in atoms(read):
        yield atom.left.name if isinstance(atom.left, Fact) else str(getattr(atom.left, "id", ""))


def _words_written(raw: object) -> Iterator[str]:
    if isinstance(raw, dict) and ("fact" in raw or "parameter" in raw):
        yield raw.get("fact") or raw["parameter"]
    elif isinstance(raw, dict):
        for part in raw.values():
            yield from _words_written(part)
    elif isinstance(raw, list):
        for part in raw:
            yield from _words_written(part)
