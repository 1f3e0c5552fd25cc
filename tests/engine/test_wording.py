"""What people read: the answer in one line, values as they are written here, and the paragraph for the case file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kredslob.engine.case_file import sentence
from kredslob.engine.decision import Decision, Need, Offer, ReadFact
from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.engine.phrasing import Words
from kredslob.engine.wording import (
    alternative_text,
    answer,
    assumption_text,
    evaluators_text,
    failed_text,
    flip_text,
    need_text,
    offer_details,
    offer_text,
    passed_heading,
    synthetic_text,
    turn_text,
    why_not_text,
)
from kredslob.rules.library import load_library
from kredslob.rules.messages import LANGUAGES
from kredslob.rules.model import Text
from kredslob.rules.units import Value
from tests.engine.decisions import ASKING, DECIDED, HANGING, TOO_FEW_HOURS


@pytest.fixture(scope="module")
def en() -> Words:
    """Speak English."""
    return Words(load_library(), "en", {"fsb": "fsb"})


@pytest.fixture(scope="module")
def da() -> Words:
    """Speak Danish."""
    return Words(load_library(), "da", {"fsb": "fsb"})


def test_the_answer_is_the_channel_and_the_offer(en: Words) -> None:
    """The first line is what the administrator came for."""
    assert answer(en, DECIDED) == "Flexible letting: offered to applicant A-2."


def test_the_answer_says_so_first_when_it_is_illustrative(en: Words) -> None:
    """Guesses taken for granted are never hidden in a footnote."""
    assert answer(en, replace(DECIDED, illustrative=True)).startswith("Illustrative answer")


def test_the_answer_is_the_question_when_a_fact_is_missing(en: Words) -> None:
    """What is missing stands where the answer would."""
    assert "When was the applicant born?" in answer(en, ASKING)


def test_the_answer_names_the_guess_that_it_hangs_on(en: Words) -> None:
    """An undetermined answer names no channel, but what would settle it."""
    said = answer(en, HANGING)
    assert "When a list acts" in said
    assert "letting" not in said


@pytest.mark.parametrize(
    ("fact", "value", "danish", "english"),
    [
        ("outside_workforce", 400_000, "40,0 %", "40.0 %"),
        ("outside_workforce", 400_001, "40,0001 %", "40.0001 %"),
        ("outside_workforce", 399_600, "39,96 %", "39.96 %"),
        ("outside_workforce", 456_768, "45,7 %", "45.7 %"),
        ("weekly_hours", 2_190, "36,5 timer", "36.5 hours"),
        ("monthly_rent", 4_250, "4.250", "4,250"),
        ("rooms", 3, "3", "3"),
        ("exempt", True, "ja", "yes"),
        ("job", "permanent", "fast arbejde", "permanent job"),
        ("tightened.estate_steps", (), "ingen af dem", "none of them"),
        ("age", Unknown(), "ukendt", "unknown"),
        ("outside_workforce", Between(395_000, 405_000), "mellem 39,5 % og 40,5 %", "between 39.5 % and 40.5 %"),
    ],
)
def test_a_value_is_written_as_people_write_it(
    da: Words, en: Words, fact: str, value: FactValue, danish: str, english: str
) -> None:
    """Units, decimal marks and thousands follow the language; a share is never rounded onto a whole per cent."""
    assert (da.value(fact, value), en.value(fact, value)) == (danish, english)


def test_dates_are_written_out(da: Words, en: Words) -> None:
    """1. april 2012 in Danish, 1 April 2012 in English."""
    day = DECIDED.on.replace(2012, 4, 1)
    assert (da.day(day), en.day(day)) == ("1. april 2012", "1 April 2012")


@pytest.mark.parametrize(
    ("value", "operator", "compared", "said"),
    [
        (1_200, "at_least", (1_500,), "Weekly working hours: 20 hours (not at least 25 hours)"),
        (1_500, "at_least", (1_500,), "Weekly working hours: 25 hours (at least 25 hours)"),
        (Unknown(), "at_least", (1_500,), "Weekly working hours: unknown"),
        (Between(1_200, 1_650), "over", (1_500,),
         "Weekly working hours: between 20 hours and 27.5 hours (is that over 25 hours?)"),
    ],
)  # fmt: skip
def test_a_comparison_tells_the_value_and_the_threshold(
    en: Words, value: FactValue, operator: str, compared: tuple[Value, ...], said: str
) -> None:
    """Whether it held, failed or is not known can be heard from the sentence."""
    assert en.comparison(ReadFact("weekly_hours", value, operator, compared)) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(1_500, "25 hours"), (2_190, "36.5 hours"), (1_515, "25.25 hours"), (1_499, "24 hours 59 minutes")],
)
def test_hours_are_told_as_people_count_them(en: Words, minutes: int, said: str) -> None:
    """A number of hours that no short decimal gives is told in hours and minutes."""
    assert en.value("weekly_hours", minutes) == said


def test_what_a_value_is_not_goes_without_saying(en: Words) -> None:
    """That a job is permanent tells that it is other than none."""
    assert en.comparison(ReadFact("job", "permanent", "is_not", ("none",))) == "Job: permanent job"


def test_a_yes_or_no_is_not_compared(en: Words) -> None:
    """`Exempt: no` says it all."""
    assert en.comparison(ReadFact("exempt", False, "is", (True,))) == "Exempt from social referral: no"


def test_a_choice_among_several_is_told_by_its_labels(en: Words) -> None:
    """Nobody has to know the names of the rules file."""
    said = en.comparison(ReadFact("job", "none", "in", ("permanent", "self_employed")))
    assert said == "Job: no job (not one of: permanent job, self-employed)"


def test_why_not_names_what_comes_first(en: Words) -> None:
    """A channel that is set aside is told by the channel that takes its place, not by a rule's id."""
    assert why_not_text(en, DECIDED.why_not[1]) == "comes after: flexible letting"


def test_somebody_passed_over_is_told_the_condition_and_its_value(en: Words) -> None:
    """The condition, the value, the threshold."""
    said = failed_text(en, DECIDED.passed_over[0].failed)
    assert said == "In work: not met (Weekly working hours: 20 hours (not at least 25 hours))"


def test_what_would_change_it_says_to_what(en: Words) -> None:
    """The changed fact and the answer that it gives."""
    said = flip_text(en, DECIDED.would_change[0])
    assert said == "Referral turn due: yes instead of no - then: social referral, the municipality names the tenant"


def test_a_question_about_an_applicant_says_who(en: Words) -> None:
    """One about the dwelling needs no name."""
    assert need_text(en, ASKING.needs[0]).startswith("Applicant A-2: ")
    assert need_text(en, Need("rooms", "", Text("Rum?", "Rooms?"))) == "Rooms?"


def test_a_guess_is_told_with_its_alternatives(en: Words) -> None:
    """What is taken and what it may be instead."""
    said = assumption_text(en, HANGING.assumed[0])
    assert said == "When a list acts: at the next spring adjustment (may be on publication)"


def test_each_alternative_leads_to_an_outcome(en: Words) -> None:
    """Both readings stand side by side."""
    said = [alternative_text(en, one) for one in HANGING.undetermined]
    assert said[0].endswith("then: social referral, the municipality names the tenant")
    assert said[1].endswith("then: flexible letting, offered to applicant A-2")


def test_a_turn_tells_what_is_used_and_what_comes_next(en: Words) -> None:
    """The office can write the new reading down."""
    said = turn_text(en, DECIDED.turns[0])
    assert "slot 3" in said
    assert "afterwards: 2011:4" in said


def test_nothing_is_said_of_turns_used_before_a_vacancy_is_routed(en: Words) -> None:
    """Whether it counts depends on the channel."""
    idle = replace(DECIDED.turns[0], counts=False, taken=None, next=None)
    assert "does not count here" in turn_text(en, idle)
    assert "does not count here" not in turn_text(en, idle, routed=False)


def test_what_is_synthetic_is_always_said(en: Words) -> None:
    """And so is that nothing is."""
    assert "bispeparken 2010" in synthetic_text(en, DECIDED.synthetic)
    assert synthetic_text(en, ()).startswith("Nothing synthetic")


def test_one_evaluator_alone_is_said(en: Words) -> None:
    """Where the second cannot run, nobody is led to think that it did."""
    alone = replace(DECIDED.evaluators, used=("reference",), compared=0, applicants_checked=0)
    assert "one evaluator" in evaluators_text(en, alone)


@pytest.mark.parametrize("how", ["municipality", "nobody", "lot"])
def test_an_offer_to_nobody_in_particular_is_told(en: Words, how: str) -> None:
    """No applicant is named where none is chosen."""
    assert "applicant A" not in offer_text(en, Offer(None, how))  # type: ignore[arg-type]


def test_a_channel_is_not_told_as_the_group_of_its_own_offer(en: Words) -> None:
    """The answer has named it; it is news only where it was fallen back on."""
    assert offer_details(en, Offer(None, "municipality", ("referral",))) == ""
    fallen = Offer("A-1", "list", ("ordinary",), fallback=True)
    assert offer_details(en, fallen) == "ordinary list, nobody met the criteria that come first"


def test_those_who_lack_something_are_told_from_those_who_are_barred(en: Words) -> None:
    """Only who lacks something does not meet a condition."""
    lacking = DECIDED.passed_over[0]
    barred = lacking._replace(failed=(lacking.failed[0]._replace(state="barred"),))
    assert passed_heading(en, [lacking], "In work") == "1 applicant does not meet: In work"
    assert passed_heading(en, [lacking, lacking], "In work") == "2 applicants do not meet: In work"
    assert passed_heading(en, [barred], "Barred") == "1 applicant: Barred"
    assert passed_heading(en, [lacking, barred], "Barred") == "2 applicants: Barred"


@pytest.mark.parametrize("decision", [DECIDED, ASKING, HANGING], ids=["decided", "needs", "undetermined"])
def test_the_sentence_is_one_paragraph_that_names_what_it_rests_on(en: Words, decision: Decision) -> None:
    """Vacancy, estate, day, answer, agreement, guesses, synthetic rows, evaluators and fingerprint, on one line."""
    said = sentence(en, decision)
    assert "\n" not in said
    for part in ("V-17", "Bispeparken", "12 October 2011", "Framework agreement", "fsb-3", "3f2a91c0d400"):
        assert part in said


@pytest.mark.parametrize("decision", [DECIDED, ASKING, HANGING], ids=["decided", "needs", "undetermined"])
def test_no_text_leaves_a_value_out(decision: Decision) -> None:
    """No brace of a template is left in what people read, in either language."""
    for lang in LANGUAGES:
        said = sentence(Words(load_library(), lang), decision)
        assert "{" not in said
        assert "None" not in said


def test_a_condition_that_bars_is_told_as_such(en: Words) -> None:
    """`Not met` would say the opposite of what § 59 does."""
    barred = DECIDED.passed_over[0].failed[0]._replace(fact="barred", state="barred", comparisons=(TOO_FEW_HOURS,))
    assert "that bars" in failed_text(en, [barred])
