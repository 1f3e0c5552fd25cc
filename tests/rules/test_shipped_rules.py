"""The shipped law and agreements load, hang together on every day, leave no fact undecided and cite every clause."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from kredslob.rules.channels import load_channels
from kredslob.rules.conditions import Always, facts_of
from kredslob.rules.fingerprint import fingerprint
from kredslob.rules.library import Library, load_library, start_id
from kredslob.rules.model import DatedValue, Rule
from kredslob.rules.terms import Terms, draw_terms

LIBRARY = load_library()
FRAMEWORK = LIBRARY.documents["kbh-2011-2014"]
FRAMEWORKS = [one for one in LIBRARY.documents.values() if one.kind == "framework"]
SPRING = LIBRARY.documents["kbh-2012-adjustment"]

# Clauses that tell what the law and the agreement say and decide nothing here.
DESCRIPTIVE = {
    "abl-57",  # youth dwellings are let by need
    "abl-51b-registered",
    "abl-59-escape",  # for the municipality to judge
    "abl-60-criteria",
    "abl-60-4-transfers",
    "abl-60b",
    "ub-1-4",
    "ub-2",
    "ra11-period",
    "ra11-purpose",
    "ra11-individual",
    "ra11-order",  # each rule of the order stands on the clause of its own channel
    "ra11-evaluation",
    "ra11-renegotiation",
    "ra15-period",
    "ra15-scope",
    "ra15-shared",
    "ra15-other",
    "ra15-order",
    "ra19-period",
    "ra19-order",
    "ra24-period",
    "ra24-purpose",
    "ra24-adjusting",
    "ra24-obligatory",
    "ra24-order",
}


def rules() -> Iterator[Rule]:
    """Give every rule of every law, agreement and amendment."""
    for document in LIBRARY.documents.values():
        yield from document.rules
        for change in document.changes:
            yield from filter(None, (change.added, change.replacement))


def values() -> Iterator[DatedValue]:
    """Give every dated value of every parameter."""
    for document in LIBRARY.documents.values():
        for series in document.parameters.values():
            yield from series.values
        yield from (change.value for change in document.changes if change.value)


def days_of_change() -> list[date]:
    """Give the days within the agreements on which anything begins or has just ended."""
    days = {*(SPRING.start.range or ()), *(document.start.day for document in LIBRARY.documents.values())}
    ends = [(document.start.day, document.to) for document in LIBRARY.documents.values()]
    ends += [(rule.from_, rule.to) for rule in rules()] + [(value.from_, value.to) for value in values()]
    for first, end in ends:
        days |= {first, end or first, (end or first) + timedelta(1)}
    last = max(framework.to or date.max for framework in FRAMEWORKS)
    return sorted(day for day in days if FRAMEWORK.start.day <= day <= last)


def terms(day: date, known: date | None = None, library: Library = LIBRARY) -> Terms:
    """Draw the terms common to all estates."""
    return draw_terms(library, library.in_force(day, known), day, known=known)


@pytest.mark.parametrize("day", days_of_change(), ids=str)
def test_the_documents_hang_together_and_decide_every_fact(day: date) -> None:
    """On every day on which anything changes, each fact that is decided has a general rule that always applies: no gap."""
    drawn = terms(day)
    general = {rule.decides for each in drawn.rules.values() for rule in each if isinstance(rule.when, Always)}
    assert set(drawn.rules) == general


def test_every_fact_that_rules_may_decide_some_agreement_decides() -> None:
    """And every agreement decides what the law needs, each fact of an applicant's right and the channel."""
    decided = {name for name, fact in LIBRARY.facts.items() if fact.origin == "decided"}
    of_each = [set(terms(framework.start.day).rules) for framework in FRAMEWORKS]
    assert set().union(*of_each) == decided
    always = {name for name in decided if name.startswith(("claims_", "computed_", "designation", "bar", "channel"))}
    assert len(always) > 5
    assert all(always <= one for one in of_each)


def test_the_agreements_follow_each_other_without_a_hole() -> None:
    """Half a year in 2019 lies between two, and an amendment to the first covers it."""
    for day in (one.to for one in FRAMEWORKS):
        assert day is not None
        assert day == FRAMEWORKS[-1].to or LIBRARY.in_force(day + timedelta(1)).id
    assert LIBRARY.in_force(date(2018, 12, 31)).end == date(2019, 6, 30)
    assert LIBRARY.in_force(date(2019, 7, 1)).id == "kbh-2019-2023"


@pytest.mark.parametrize("day", days_of_change(), ids=str)
def test_what_held_on_a_day_was_known_on_it(day: date) -> None:
    """Nothing shipped reaches back: the terms of a day are the same as known on the day."""
    assert fingerprint(terms(day, day)) == fingerprint(terms(day)) or day < SPRING.adopted
    assert set(terms(day, day).parameters) == set(terms(day).parameters)


@pytest.mark.parametrize("wanted", LIBRARY.individual_ids(FRAMEWORK.id))
def test_an_individual_agreement_hangs_together_with_the_framework(wanted: str) -> None:
    """For one of its estates before and after the adjustment of 2012; references of all its estates are checked with it."""
    own = LIBRARY.individual_agreement(FRAMEWORK.id, wanted)
    estate = next(iter(own.estates))
    for day in (date(2011, 6, 1), date(2012, 6, 1)):
        drawn = draw_terms(LIBRARY, LIBRARY.in_force(day), day, own, estate)
        assert set(drawn.wheels) == set(own.estates[estate].wheels and {"referral", "external"})


def test_the_adjustment_acts_from_spring_2012_and_its_day_is_assumed() -> None:
    """Its range and its question are told, and another day may be taken."""
    assert SPRING.start.basis == "assumed"
    assert SPRING.start.range is not None
    assert SPRING.start.range[0] <= SPRING.start.day <= SPRING.start.range[1]
    agreement = LIBRARY.in_force(date(2012, 6, 1))
    taken = {start_id(SPRING.id): date(2012, 6, 2)}
    assert draw_terms(LIBRARY, agreement, date(2012, 6, 1)).amended_by == (SPRING.id,)
    assert draw_terms(LIBRARY, agreement, date(2012, 6, 1), assumed=taken).amended_by == ()


def test_every_clause_is_cited_or_only_tells() -> None:
    """By a rule, a parameter, a measure or a channel; what is named above as descriptive is cited by none."""
    cited = {rule.clause for rule in rules()} | {channel.clause for channel in load_channels(LIBRARY).values()}
    for document in LIBRARY.documents.values():
        cited |= {part.clause for part in document.parameters.values()} | {
            one.clause for one in document.measures.values()
        }
    every = {key for document in LIBRARY.documents.values() for key in document.clauses}
    assert every - cited == DESCRIPTIVE


def test_every_assumed_value_says_what_else_it_may_be_and_who_could_tell() -> None:
    """With its question in both languages, and its own value among its alternatives."""
    assumed = [value for value in values() if value.basis == "assumed"]
    assert len(assumed) > 30
    for value in assumed:
        assert value.question is not None
        assert value.question.da != value.question.en
        assert value.range or (len(value.alternatives) > 1 and value.value in value.alternatives)


def test_only_the_law_reads_citizenship_and_origin() -> None:
    """Some law does, so that the check below means something; no agreement does."""
    reading = {rule.document for rule in rules() if {"citizenship", "non_western"} & {*facts_of(rule.when)}}
    assert reading
    assert {LIBRARY.documents[name].kind for name in reading} == {"law"}


def test_nothing_is_stated_without_its_source() -> None:
    """Each clause cites a public document that is listed, and so does each value that cites one."""
    for document in LIBRARY.documents.values():
        assert {clause.source for clause in document.clauses.values()} <= set(LIBRARY.sources)
    assert {value.source for value in values()} - {None} <= set(LIBRARY.sources)


def test_the_thirteen_estates_of_aab_are_at_risk_by_their_own_agreement() -> None:
    """What is public of 2019-2023 for single estates: in these the tightened criteria hold."""
    (own,) = (LIBRARY.individual_agreement("kbh-2019-2023", one) for one in LIBRARY.individual_ids("kbh-2019-2023"))
    assert len(own.estates) == 13
    values = [value for terms in own.estates.values() for value in terms.parameters["tightened.at_risk"]]
    assert {(value.value, value.basis) for value in values} == {(True, "stated")}


def test_what_is_public_of_single_estates_in_2015_stands_in_their_agreements() -> None:
    """36.5 hours in Gadelandet, as AAB writes; 1 of 9 in Brumleby, on a page without a date."""
    hours, share = (LIBRARY.individual_agreement("kbh-2015-2018", one) for one in ("aab-gadelandet", "akb-brumleby"))
    (value,) = hours.estates["gadelandet"].parameters["flexible.work_hours"]
    assert (value.value, value.basis) == (36 * 60 + 30, "stated")
    (wheel,) = share.estates["brumleby"].wheels
    assert (wheel.name, wheel.turns, wheel.of, wheel.basis) == ("external", 1, 9, "assumed")
