"""The terms of an estate on a day: one set of parameters and rules, in which guesses are told from what is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.judging import FALSE, TRUE, UNKNOWN, truth
from kredslob.engine.knowledge import Unknown
from kredslob.rules.binding import Term, bind
from kredslob.rules.conditions import All as AllOf
from kredslob.rules.conditions import Always, Any, Bound, Compare, Condition, Fact, Member, Not, Parameter, Written
from kredslob.rules.library import load_library
from kredslob.rules.messages import Place
from kredslob.rules.model import DatedValue, ParameterSeries, Text
from kredslob.rules.terms import Terms, draw_terms
from kredslob.rules.units import Value
from tests.rules.shelf import AMENDMENT, FRAMEWORK, INDIVIDUAL, LAW, edited, lay_out

DAY = date(2012, 6, 1)


def terms(
    shelf: Path, day: date = DAY, estate: str | None = "north-1", known: date | None = None, **assumed: Value
) -> Terms:
    """Draw the terms of an estate; `a__b=x` takes x for parameter a.b."""
    library = load_library(shelf)
    own = library.individual_agreement("frame", "north") if estate else None
    taken = {key.replace("__", "."): value for key, value in assumed.items()}
    return draw_terms(library, library.in_force(day, known), day, own, estate, taken, known)


def test_the_terms_tell_which_agreement_and_amendments_they_are_of(shelf: Path) -> None:
    """And hold its documents: the laws, the framework as amended, the individual agreement."""
    drawn = terms(shelf)
    assert (drawn.agreement, drawn.amended_by, drawn.day) == ("frame", ("spring",), DAY)
    assert [document.id for document in drawn.documents] == ["act", "frame", "north"]
    assert set(drawn.clauses) == {"act-1", "f-exempt", "f-work", "s-new"}
    assert set(drawn.sources) == {"act", "plan"}
    assert set(drawn.measures) == {"outside"}


def test_parameters_have_the_value_of_the_day(shelf: Path) -> None:
    """Of laws and of amendments alike."""
    assert [terms(shelf, day).value("outside.limit") for day in (date(2012, 3, 31), date(2012, 4, 1))] == [
        400_000,
        450_000,
    ]
    assert [terms(shelf, day).value("act.residents") for day in (date(2013, 12, 31), date(2014, 1, 1))] == [1000, 500]
    assert terms(shelf).value("not.there") is None


def test_the_day_of_an_amendment_may_be_taken_to_be_another(shelf: Path) -> None:
    """By the name that asks for it."""
    drawn = terms(shelf, date(2012, 4, 15), spring__from=date(2012, 5, 1))
    assert (drawn.amended_by, drawn.value("outside.limit")) == ((), 400_000)


def test_an_estate_has_its_own_values_and_others_the_common_ones(shelf: Path) -> None:
    """From the day of its individual agreement."""
    assert [terms(shelf, day).value("work.hours") for day in (date(2011, 12, 31), date(2012, 1, 1))] == [1500, 2190]
    assert terms(shelf, estate=None).value("work.hours") == 1500
    assert terms(shelf, estate="elsewhere").value("work.hours") == 1500


def test_an_estate_may_do_without_a_parameter(shelf: Path) -> None:
    """Null is its own value, and not the common one."""
    own = edited(INDIVIDUAL, "value: 36.5, basis: assumed", "value: null, basis: stated")
    assert terms(lay_out(shelf, {"individual/frame/north.yaml": own})).value("work.hours") is None


def test_a_value_of_an_estates_own_that_has_not_begun_hides_none_of_its_others(shelf: Path) -> None:
    """In June 2012 the limit of 2013 is still to come, and the hours of January 2012 hold."""
    later = "parameters:\n      outside.limit: [{from: 2013-01-01, value: 0.5, basis: stated, source: plan}]\n"
    own = edited(INDIVIDUAL, "parameters:\n", later)
    drawn = terms(lay_out(shelf, {"individual/frame/north.yaml": own}))
    assert (drawn.value("outside.limit"), drawn.value("work.hours")) == (450_000, 2190)


def test_only_guesses_of_law_and_framework_are_open(shelf: Path) -> None:
    """What an individual agreement assumes is data: it is labelled, and decides."""
    common, own = (terms(shelf, estate=estate).parameters["work.hours"] for estate in (None, "north-1"))
    assert (common.open, common.guesses) == (True, (1500, 2190))
    assert (own.open, own.guesses, own.dated.basis) == (False, (), "assumed")
    assert not terms(shelf).parameters["outside.limit"].open


def test_what_an_individual_agreement_assumes_of_a_parameter_of_its_own_is_not_open(shelf: Path) -> None:
    """It is data as well."""
    text = edited(
        INDIVIDUAL, "estates:\n", "parameters:\n  own.years: {title: {da: a, en: b}, unit: years, clause: f-work, values: ["
        "{from: 2011-01-01, value: 3, basis: assumed, alternatives: [3, 4], question: {da: a, en: b}}]}\nestates:\n",
    )  # fmt: skip
    term = terms(lay_out(shelf, {"individual/frame/north.yaml": text})).parameters["own.years"]
    assert (term.value, term.open, term.dated.basis) == (3, False, "assumed")


def test_a_guess_that_a_value_is_taken_for_is_no_longer_open(shelf: Path) -> None:
    """It has that value, and what it was assumed to be can still be told."""
    term = terms(shelf, estate=None, work__hours=1800).parameters["work.hours"]
    assert (term.value, term.open, term.guesses, term.dated.value) == (1800, False, (), 1500)


def test_what_is_known_is_not_taken_to_be_otherwise(shelf: Path) -> None:
    """A value is taken for a guess alone; what the documents state holds, whatever somebody would take for it."""
    assert terms(shelf, outside__limit=300_000).value("outside.limit") == 450_000
    assert terms(shelf, act__residents=7).value("act.residents") == 1000


def test_a_guess_within_a_range_is_tried_at_its_ends(shelf: Path) -> None:
    """And at its own value: between them nothing can change that does not change at an end."""
    text = edited(FRAMEWORK, "alternatives: [25, 36.5]", "range: [20, 37]")
    drawn = terms(lay_out(shelf, {"agreements/frame.yaml": text}), estate=None)
    assert drawn.parameters["work.hours"].guesses == (1200, 1500, 2220)


def test_the_wheels_of_the_day_are_given(shelf: Path) -> None:
    """The latest version that has begun."""
    assert {name: wheel.version for name, wheel in terms(shelf).wheels.items()} == {
        "referral": "2011",
        "external": "2011",
    }
    assert terms(shelf, date(2013, 1, 1)).wheels["referral"].version == "2013"
    assert terms(shelf, estate=None).wheels == {}


def test_the_rules_of_the_day_are_given_by_what_they_decide(shelf: Path) -> None:
    """Each in the version in force, and who overrides it through every chain."""
    before, after = terms(shelf, date(2012, 3, 31)), terms(shelf)
    assert [rule.id for rule in before.rules["exempt"]] == ["exempt.none", "exempt.over"]
    assert [rule.id for rule in after.rules["exempt"]] == ["exempt.none", "exempt.over", "exempt.large"]
    assert (before.rule("exempt.over").clause, after.rule("exempt.over").clause) == ("f-exempt", "s-new")
    assert after.overriders["exempt.none"] == {"exempt.over", "exempt.large"}
    with pytest.raises(KeyError):
        before.rule("exempt.large")


def test_the_values_of_parameters_stand_in_the_conditions(shelf: Path) -> None:
    """With the parameter's name, for the reasons."""
    drawn = terms(shelf, estate=None)
    assert drawn.rule("exempt.over").when == Compare(Fact("outside"), "at_least", Bound(450_000, "outside.limit"))
    assert drawn.rule("work.yes").when == AllOf(
        (
            Compare(Fact("hours"), "at_least", Bound(1500, "work.hours", (1500, 2190))),
            Member(Fact("job"), (Bound("permanent", "work.jobs"),)),
        )
    )


def test_a_correction_counts_from_the_day_it_was_recorded(shelf: Path) -> None:
    """So that an old decision can be made again as it was."""
    corrected = edited(
        LAW, "      - {from: 2014-01-01", "      - {from: 2010-01-01, value: 900, basis: stated, recorded: 2013-05-01}\n"
        "      - {from: 2014-01-01",
    )  # fmt: skip
    corrected = edited(corrected, "{from: 2010-01-01, to: 2013-12-31,", "{from: 2010-01-01,")
    lay_out(shelf, {"law/act.yaml": corrected})
    assert terms(shelf).value("act.residents") == 900
    assert terms(shelf, known=date(2013, 4, 30)).value("act.residents") == 1000
    assert terms(shelf, known=date(2013, 5, 1)).value("act.residents") == 900


def test_a_corrected_rule_counts_from_the_day_it_was_recorded(shelf: Path) -> None:
    """A rule is corrected as a value is."""
    start, end = LAW.index("  - id: barred.citizenship"), len(LAW)
    again = LAW[start:end].replace("basis: stated", "basis: inferred\n    recorded: 2013-05-01")
    lay_out(shelf, {"law/act.yaml": LAW + again})
    assert terms(shelf).rule("barred.citizenship").basis == "inferred"
    assert terms(shelf, known=date(2013, 4, 30)).rule("barred.citizenship").basis == "stated"


def test_what_is_corrected_of_an_estate_counts_from_the_day_it_was_recorded(shelf: Path) -> None:
    """Its own wheel, and its own value of a parameter."""
    wheel = '        - {from: 2011-01-01, version: "2011", turns: 1, of: 3}\n'
    again = '        - {from: 2011-01-01, version: "2011b", turns: 1, of: 4, recorded: 2013-05-01}\n'
    corrected = edited(INDIVIDUAL, wheel, wheel + again)
    end = "question: {da: Timer?, en: Hours?}}]\n"
    corrected = edited(
        corrected, end,
        end.replace("]\n", ",\n        {from: 2012-01-01, value: 30, basis: stated, source: plan, recorded: 2013-05-01}]\n"),
    )  # fmt: skip
    lay_out(shelf, {"individual/frame/north.yaml": corrected})
    for known, of, hours in ((None, 4, 1800), (date(2013, 5, 1), 4, 1800), (date(2013, 4, 30), 3, 2190)):
        found = terms(shelf, known=known)
        assert (found.wheels["referral"].of, found.value("work.hours")) == (of, hours)


def test_what_was_not_adopted_was_not_known(shelf: Path) -> None:
    """An amendment acts from its day only as known from its adoption."""
    text = edited(AMENDMENT, "adopted: 2012-04-01", "adopted: 2012-09-01")
    lay_out(shelf, {"agreements/aaa-spring.yaml": text})
    assert terms(shelf).amended_by == ("spring",)
    assert terms(shelf, known=date(2012, 8, 31)).amended_by == ()


def term(value: Value, unit: str, *guesses: Value) -> Term:
    """Give a parameter that is known, or an open guess."""
    dated = DatedValue(DAY, value, "assumed" if guesses else "stated", alternatives=guesses)
    return Term(ParameterSeries("p", Text("a", "b"), unit, "c", (dated,), "d", Place()), dated, value, bool(guesses))


def test_a_guess_of_which_no_other_value_is_told_is_tried_at_none() -> None:
    """Whoever reads it takes the value that it has."""
    known = term(5, "count")
    assert Term(known.series, known.dated, 5, open=True).guesses == ()


@pytest.mark.parametrize(
    "condition",
    [
        Compare(Fact("x"), "is", Parameter("p")),
        Compare(Fact("x"), "is_not", Parameter("p")),
        Compare(Parameter("p"), "is", Written("a")),
        Member(Fact("x"), (Parameter("p"),)),
    ],
)
def test_a_comparison_with_a_parameter_that_has_no_value_is_false(condition: Condition) -> None:
    """Whatever the fact is."""
    assert truth(bind(condition, {}), {"x": "a"}) == FALSE


def test_nobody_is_among_the_names_of_a_parameter_that_has_none() -> None:
    """So that everybody is outside them."""
    assert truth(bind(Member(Fact("x"), (Parameter("p"),), negated=True), {}), {"x": "a"}) == TRUE


@pytest.mark.parametrize(("negated", "expected"), [(False, FALSE), (True, TRUE)])
def test_nothing_is_among_the_names_of_an_empty_list(negated: bool, expected: object) -> None:
    """Known or not: the fact need not be asked for."""
    bound = bind(Member(Fact("x"), (Parameter("p"),), negated), {"p": term((), "names")})
    assert truth(bound, {"x": Unknown(needs=("x",))}) == expected


@pytest.mark.parametrize(
    ("raw", "unit", "held"),
    [("0.40", "share", 400_000), (True, "yes_no", True), ("2011-01-01", "date", date(2011, 1, 1))],
)
def test_what_is_written_beside_a_parameter_has_its_unit(raw: object, unit: str, held: Value) -> None:
    """A share beside a share, a date beside a date."""
    bound = bind(Compare(Parameter("p"), "is", Written(raw)), {"p": term(held, unit)})
    assert bound == Compare(Bound(held, "p"), "is", Bound(held))


def test_one_name_is_a_list_of_one() -> None:
    """A parameter that is a choice stands for itself; what could not be read, which has been told, stands for nobody."""
    member = Member(Fact("x"), (Parameter("p"), Written("?"), Bound("d")))
    assert bind(member, {"p": term("abc", "choice")}) == Member(Fact("x"), (Bound("abc", "p"), Bound("d")))


LISTS = st.lists(st.sampled_from("abcd"), max_size=3, unique=True).map(tuple)


@given(st.lists(LISTS, min_size=1, max_size=3, unique=True), st.sampled_from("abcd"), st.booleans(), st.booleans())
def test_membership_in_a_list_that_is_guessed_is_unknown_where_the_guesses_differ(
    guesses: list[tuple[str, ...]], value: str, negated: bool, alone: bool
) -> None:
    """It is true or false where all guesses say so; the value may also be named beside the list."""
    named = () if alone else (Bound("d"),)
    guessed = term(guesses[0], "names", *guesses) if len(guesses) > 1 else term(guesses[0], "names")
    bound = bind(Member(Fact("x"), (Parameter("p"), *named), negated), {"p": guessed})
    answers = {(value in each or (not alone and value == "d")) is not negated for each in guesses}
    expected = UNKNOWN if len(answers) > 1 else TRUE if answers == {True} else FALSE
    assert truth(bound, {"x": value}) == expected


def test_a_guess_is_bound_wherever_it_stands() -> None:
    """Under not and any, and beside the fact or in its place."""
    parameters = {"p": term(1500, "hours", 1500, 2190)}
    inner = Compare(Fact("hours"), "over", Parameter("p"))
    bound = Compare(Fact("hours"), "over", Bound(1500, "p", (1500, 2190)))
    assert bind(Any((Not(inner), Always())), parameters) == Any((Not(bound), Always()))
