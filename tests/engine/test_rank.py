"""Who is offered the dwelling: what comes out whatever the missing facts turn out to be, and a question otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kredslob.engine.knowledge import FactValue, Open, Unknown
from kredslob.engine.rank import Ranking, Tier, by_seniority, rank
from kredslob.engine.situation import Situation
from kredslob.rules.conditions import Bound, Compare, Fact
from kredslob.rules.messages import Place
from kredslob.rules.model import FactDeclaration, Rule
from kredslob.rules.terms import Terms, closure
from kredslob.rules.units import Value
from tests.engine.bare_terms import DAY, NOTHING, bare_terms, parameter

EARLY, MIDDLE, LATE = date(2001, 1, 1), date(2002, 1, 1), date(2003, 1, 1)
TYPES = {"list": "choice", "listed_since": "date", "list_number": "count", "age": "years"} | dict.fromkeys(
    ("work", "senior", "barred"), "yes_no"
)
DECLARED = {
    name: FactDeclaration(name, "applicant", of_type, "given", NOTHING, NOTHING) for name, of_type in TYPES.items()
}
YES: Mapping[str, Value] = {"list": "external", "work": True, "senior": False, "barred": False, "list_number": 1}

WORK = Tier(("work",), ("external",), ("work",), (("barred", False),))
SENIOR = Tier(("senior",), ("external",), ("senior",), (("barred", False),))
EVERYBODY = Tier(("ordinary",), ("external",), (), (("barred", False),))


def terms(tie_break: str = "list_number", *alternatives: str) -> Terms:
    """Give terms of which only the tie-break matters."""
    return bare_terms({"rank.tie_break": parameter("rank.tie_break", tie_break, *alternatives)})


def person(name: str, since: date | None, where: Terms | None = None, **facts: Value | None) -> Situation:
    """Give somebody of whom everything is known but what is given as None."""
    every: Mapping[str, Value | None] = {**YES, "listed_since": since, **facts}
    known: dict[str, FactValue] = {key: value for key, value in every.items() if value is not None}
    return Situation(known, where or terms(), DECLARED, {}, name)


def winner(ranking: Ranking) -> tuple[str | None, str] | None:
    """Say whom a ranking offers the dwelling to."""
    return (ranking.offer.applicant, ranking.offer.how) if ranking.offer else None


# --- seniority ----------------------------------------------------------------------------------------------------


def test_the_longest_on_the_list_comes_first() -> None:
    """Of three in the tier the one listed first is offered the dwelling, whatever the order of the list."""
    people = [person("B", MIDDLE), person("C", LATE), person("A", EARLY)]
    assert winner(rank([WORK], people, terms())) == ("A", "list")
    assert [one.about for one in by_seniority(people)] == ["A", "B", "C"]


def test_those_in_order_are_told_by_their_pseudonyms() -> None:
    """By their places in the queue."""
    queue = by_seniority([person("B", MIDDLE), person("A", EARLY)])
    assert [queue.pseudonym(place) for place in range(2)] == ["A", "B"]


def test_of_two_listed_on_one_day_the_lower_number_comes_first() -> None:
    """Whatever the order of the list."""
    people = [person("B", EARLY, list_number=2), person("A", EARLY, list_number=1)]
    assert [one.about for one in by_seniority(people)] == ["A", "B"]


def test_the_offer_tells_the_group_the_place_and_the_date() -> None:
    """The place is counted among those on the lists in question, and the ones ahead are given in order."""
    people = [person("A", EARLY, work=False), person("M", EARLY, list="municipal"), person("B", MIDDLE)]
    found = rank([WORK], people, terms())
    assert found.offer is not None
    assert (found.offer.group, found.offer.rank, found.offer.listed_since) == (("work",), 2, MIDDLE)
    assert [one.about for one in found.ahead] == ["A"]


def test_a_later_tier_is_tried_when_nobody_is_in_an_earlier_one() -> None:
    """Seniors come when nobody is in work, and the offer says that it fell back."""
    people = [person("A", EARLY, work=False), person("B", MIDDLE, work=False, senior=True)]
    found = rank([WORK, SENIOR], people, terms())
    assert winner(found) == ("B", "list")
    assert found.offer is not None
    assert found.offer.fallback
    assert found.tiers == (WORK, SENIOR)


def test_a_lot_among_those_of_a_later_tier_is_told_to_be_a_fallback_too() -> None:
    """Nobody is named, but that nobody was in the tier before is."""
    people = [person(name, EARLY, work=False, senior=True, list_number=4) for name in "AB"]
    found = rank([WORK, SENIOR], people, terms())
    assert winner(found) == (None, "lot")
    assert found.offer is not None
    assert found.offer.fallback


def test_a_tier_that_gives_an_offer_ends_the_search() -> None:
    """Tiers that were not reached are not told of."""
    found = rank([WORK, SENIOR], [person("A", EARLY)], terms())
    assert found.tiers == (WORK,)
    assert found.offer is not None
    assert not found.offer.fallback


def test_nobody_in_any_tier() -> None:
    """There is no offer and nothing to ask; everybody was passed over."""
    people = [person("A", EARLY, work=False), person("B", MIDDLE, barred=True)]
    found = rank([WORK], people, terms())
    assert (found.offer, found.provisional, found.needs) == (None, None, ())
    assert [one.about for one in found.ahead] == ["A", "B"]


def test_without_applicants_or_tiers_there_is_no_offer() -> None:
    """An empty list and an empty order of tiers come to nothing."""
    assert rank([WORK], [], terms()).offer is None
    assert rank([], [person("A", EARLY)], terms()).offer is None


# --- equal seniority ----------------------------------------------------------------------------------------------


def test_of_one_date_the_lowest_list_number_comes_first() -> None:
    """Also when two others share a number."""
    people = [person(name, EARLY, list_number=number) for name, number in (("A", 9), ("B", 9), ("C", 2))]
    assert winner(rank([WORK], people, terms())) == ("C", "list")


@pytest.mark.parametrize(("tie_break", "numbers"), [("list_number", (4, 4)), ("lot", (4, 5))])
def test_a_lot_chooses_among_equals(tie_break: str, numbers: tuple[int, int]) -> None:
    """Two with one date and one number, or where the tie-break is a lot: nobody is named."""
    people = [person("A", EARLY, list_number=numbers[0]), person("B", EARLY, list_number=numbers[1])]
    assert winner(rank([WORK], people, terms(tie_break))) == (None, "lot")


def test_before_a_lot_those_are_passed_over_who_have_more_seniority_than_those_drawn_among() -> None:
    """Not those behind them."""
    people = [person("A", EARLY, work=False), person("B", MIDDLE), person("C", MIDDLE), person("D", LATE, work=False)]
    found = rank([WORK], people, terms("lot"))
    assert [one.about for one in found.ahead] == ["A"]


def test_a_number_that_nobody_else_needs_is_not_asked_for_beside_a_question() -> None:
    """Whoever may come before by an earlier date is asked about; alone on a date a number breaks no tie."""
    people = [
        person("A", EARLY, work=None),
        person("B", MIDDLE, list_number=None),
        person("C", MIDDLE, list="municipal"),
    ]
    assert rank([WORK], people, terms()).needs == ("work@A",)


def test_a_missing_number_is_asked_for_only_in_a_tie() -> None:
    """Alone on a date nobody asks for the number; beside another it decides."""
    alone = [person("A", EARLY, list_number=None), person("B", MIDDLE)]
    assert winner(rank([WORK], alone, terms())) == ("A", "list")
    tied = [person("A", EARLY, list_number=None), person("B", EARLY, list_number=7)]
    assert rank([WORK], tied, terms()).needs == ("list_number@A",)


def test_an_unknown_with_a_higher_number_does_not_stop_the_ranking() -> None:
    """On the same date, but behind the first certain one by number: whatever is missing changes nothing."""
    people = [person("A", EARLY, list_number=2), person("B", EARLY, list_number=5, work=None)]
    assert winner(rank([WORK], people, terms())) == ("A", "list")
    assert rank([WORK], people, terms("lot")).needs == ("work@B",)


def test_an_unknown_beside_two_equals_changes_nothing_in_a_lot() -> None:
    """A lot is drawn between two or between three."""
    people = [person("A", EARLY), person("B", EARLY), person("C", EARLY, work=None)]
    assert winner(rank([WORK], people, terms("lot"))) == (None, "lot")


def test_who_may_share_the_lowest_number_of_two_changes_nothing_either() -> None:
    """It is drawn between those of the number; one of a lower number would come first, so of them it is asked."""
    people = [person("A", EARLY, list_number=4), person("B", EARLY, list_number=4)]
    assert winner(rank([WORK], [*people, person("C", EARLY, work=None, list_number=4)], terms())) == (None, "lot")
    assert winner(rank([WORK], [*people, person("C", EARLY, work=None, list_number=5)], terms())) == (None, "lot")
    assert rank([WORK], [*people, person("C", EARLY, work=None, list_number=3)], terms()).needs == ("work@C",)


def test_an_open_tie_break_is_opened_only_in_a_tie() -> None:
    """The guess is raised, its assumed value first, when two share the date, and not otherwise."""
    guess = terms("list_number", "list_number", "lot")
    assert winner(rank([WORK], [person("A", EARLY), person("B", MIDDLE)], guess)) == ("A", "list")
    with pytest.raises(Open) as found:
        rank([WORK], [person("A", EARLY), person("B", EARLY, list_number=2)], guess)
    assert (found.value.parameter, found.value.values) == ("rank.tie_break", ("list_number", "lot"))


# --- what is not known --------------------------------------------------------------------------------------------


def test_an_unknown_ahead_of_the_first_certain_stops_the_ranking() -> None:
    """The fact is asked for, and the certain one is next."""
    found = rank([WORK], [person("A", EARLY, work=None), person("B", MIDDLE)], terms())
    assert (found.offer, found.needs) == (None, ("work@A",))
    assert found.provisional is not None
    assert found.provisional.applicant == "B"


def test_an_unknown_behind_the_first_certain_does_not() -> None:
    """Nobody asks about who has less seniority."""
    assert winner(rank([WORK], [person("B", LATE, work=None), person("A", EARLY)], terms())) == ("A", "list")


def test_an_unknown_that_cannot_help_is_not_asked_about() -> None:
    """Who is barred anyway stops nothing, and who meets one group is not asked about another."""
    either = Tier(("either",), ("external",), ("work", "senior"), (("barred", False),))
    assert winner(rank([either], [person("A", EARLY, senior=None)], terms())) == ("A", "list")
    people = [person("A", EARLY, work=None, barred=True), person("B", MIDDLE, senior=None, barred=None)]
    assert rank([either], people, terms()).needs == ("barred@B",)


def test_an_unknown_list_is_asked_for() -> None:
    """Who may be on the list in question stops the ranking like any other unknown."""
    people = [person("A", EARLY, list=None), person("B", MIDDLE)]
    assert rank([WORK], people, terms()).needs == ("list@A",)


def test_an_unknown_date_may_be_the_earliest() -> None:
    """It is asked for beside somebody else, and not if there is nobody else."""
    assert rank([WORK], [person("A", None), person("B", EARLY)], terms()).needs == ("listed_since@A",)
    alone = rank([WORK], [person("A", None), person("B", EARLY, work=False)], terms())
    assert winner(alone) == ("A", "list")
    assert alone.offer is not None
    assert (alone.offer.rank, alone.offer.listed_since) == (None, None)


def test_one_of_unknown_date_keeps_later_tiers_away() -> None:
    """Somebody in work is there, whenever listed: no senior can come first, so none is named as next."""
    people = [person("A", EARLY, work=None), person("B", None), person("C", EARLY, work=False, senior=True)]
    found = rank([WORK, SENIOR], people, terms())
    assert found.needs == ("work@A",)
    assert found.provisional is not None
    assert found.provisional.applicant == "B"


def test_what_would_only_change_the_group_is_not_asked_for() -> None:
    """Who is offered the dwelling as a senior anyway is not asked whether work would do too."""
    people = [person("A", EARLY, work=None, senior=True), person("B", MIDDLE, work=False, senior=True)]
    assert winner(rank([WORK, SENIOR], people, terms())) == ("A", "list")


def test_a_guess_that_decides_is_opened_at_every_value_where_it_turns() -> None:
    """Between the ends of a range the ages of those in question are tried, for one who is in between may win."""
    older = parameter("young_age", 30, ends=(25, 36))
    decl = {**DECLARED, "young": FactDeclaration("young", "applicant", "yes_no", "decided", NOTHING, NOTHING)}
    young = Compare(Fact("age"), "under", Bound(30, "young_age", (25, 30, 36)))
    rules = (
        Rule("yes", "rank", "c", "stated", young, "young", True, ("no",), NOTHING, "d", DAY, Place()),
        Rule("no", "rank", "c", "stated", Compare(Fact("age"), "at_least", Bound(0)), "young", False, (), NOTHING, "d", DAY, Place()),
    )  # fmt: skip
    drawn = Terms("d", (), DAY, (), {"young_age": older}, {"young": rules}, closure(rules), {}, {}, {}, {})
    known: dict[str, FactValue] = {**YES, "listed_since": EARLY, "age": 33}
    with pytest.raises(Open) as found:
        rank([Tier(("young",), ("external",), ("young",))], [Situation(known, drawn, decl, {}, "A")], drawn)
    assert found.value.parameter == "young_age"
    assert found.value.values[0] == 30
    assert set(found.value.values) == {30, 25, 36, 33, 34}  # at 33 the one in question is not yet young, at 34 is


# --- the oracle ---------------------------------------------------------------------------------------------------

TIERS = (
    (WORK,), (WORK, SENIOR), (Tier(("a",), ("external",), ("work", "senior"), (("barred", False),)),),
    (WORK, SENIOR, EVERYBODY), (Tier(("f",), ("external",), (), (("senior", True), ("barred", False))), EVERYBODY),
    (Tier(("claim",), (), ("work",)),),
)  # fmt: skip
DATES = (EARLY, MIDDLE, LATE)
COMPLETIONS: Mapping[str, tuple[Value, ...]] = {
    "work": (True, False), "senior": (True, False), "barred": (True, False), "list": ("external", "municipal"),
    "listed_since": (date(2000, 1, 1), *DATES, date(2004, 1, 1)), "list_number": (0, 1, 2, 3, 4),
}  # fmt: skip


def plainly(
    tiers: Sequence[Tier], people: Sequence[Mapping[str, FactValue]], names: Sequence[str], lot: bool
) -> object:
    """Say in the plainest way whom fully known applicants leave the dwelling to."""
    for tier in tiers:
        members = [
            (one, name)
            for one, name in zip(people, names, strict=True)
            if (not tier.lists or one["list"] in tier.lists)
            and all(one[fact] is wanted for fact, wanted in tier.must)
            and (not tier.any_of or any(one[fact] for fact in tier.any_of))
        ]
        if not members:
            continue
        day = min(one["listed_since"] for one, _ in members)  # type: ignore[type-var]  # dates
        tied = [(one, name) for one, name in members if one["listed_since"] == day]
        if len(tied) > 1 and not lot:
            lowest = min(one["list_number"] for one, _ in tied)  # type: ignore[type-var]  # numbers
            tied = [(one, name) for one, name in tied if one["list_number"] == lowest]
        return (tied[0][1], "list") if len(tied) == 1 else (None, "lot")
    return None


def completions(people: Sequence[Mapping[str, FactValue]]) -> Iterator[list[dict[str, FactValue]]]:
    """Give every way in which the missing facts may turn out."""
    gaps = [(index, name) for index, one in enumerate(people) for name in COMPLETIONS if name not in one]
    for values in product(*(COMPLETIONS[name] for _, name in gaps)):
        filled = [dict(one) for one in people]
        for (index, name), value in zip(gaps, values, strict=True):
            filled[index][name] = value
        yield filled


@st.composite
def lists(draw: st.DrawFn) -> list[dict[str, FactValue]]:
    """Draw a short list of applicants, now and then with something missing."""
    people: list[dict[str, FactValue]] = []
    missing = 0
    for _ in range(draw(st.integers(0, 4))):
        one: dict[str, FactValue] = {
            "list": draw(st.sampled_from(("external", "external", "municipal"))),
            "listed_since": draw(st.sampled_from(DATES)), "list_number": draw(st.integers(1, 3)),
            **{fact: draw(st.booleans()) for fact in ("work", "senior", "barred")},
        }  # fmt: skip
        for fact in draw(st.lists(st.sampled_from([*COMPLETIONS, "work", "senior"]), max_size=2, unique=True)):
            if missing < 4:
                del one[fact]
                missing += 1
        people.append(one)
    return people


def ranked(
    tiers: Sequence[Tier], people: Sequence[Mapping[str, FactValue]], names: Sequence[str], where: Terms
) -> Ranking:
    """Rank as the engine does."""
    return rank(
        tiers,
        [Situation(one, where, DECLARED, {}, name) for one, name in zip(people, names, strict=True)],
        where,
    )


@settings(max_examples=settings().max_examples * 6)
@given(lists(), st.sampled_from(TIERS), st.booleans(), st.randoms(use_true_random=False))
def test_the_offer_is_what_every_completion_of_the_missing_facts_comes_to(
    people: list[dict[str, FactValue]], tiers: tuple[Tier, ...], lot: bool, luck: object
) -> None:
    """If all come to one person it is offered to that one; if they differ, facts are asked for and nobody is offered it."""
    names = [chr(ord("A") + index) for index in range(len(people))]
    where = terms("lot" if lot else "list_number")
    found = ranked(tiers, people, names, where)
    outcomes = {plainly(tiers, filled, names, lot) for filled in completions(people)}
    if len(outcomes) == 1:
        assert (winner(found), found.needs) == (outcomes.pop(), ())
    else:
        assert found.offer is None
        assert found.needs
        missing = {
            f"{fact}@{name}" for one, name in zip(people, names, strict=True) for fact in COMPLETIONS if fact not in one
        }
        assert set(found.needs) <= missing
        next_one = found.provisional and (found.provisional.applicant, found.provisional.how)
        assert next_one is None or next_one in outcomes
    order = list(range(len(people)))
    luck.shuffle(order)  # type: ignore[attr-defined]
    again = ranked(tiers, [people[index] for index in order], [names[index] for index in order], where)
    assert (winner(again), set(again.needs)) == (winner(found), set(found.needs))


@given(lists(), st.sampled_from(TIERS))
def test_every_question_answered_ends_in_an_offer(people: list[dict[str, FactValue]], tiers: tuple[Tier, ...]) -> None:
    """Who answers what is asked, again and again, comes to the end of the questions and to the right person."""
    names = [chr(ord("A") + index) for index in range(len(people))]
    filled = next(completions(people))
    asked = [dict(one) for one in people]
    found = ranked(tiers, asked, names, terms())
    while found.needs:
        for key in found.needs:
            fact, _, name = key.partition("@")
            assert fact not in asked[names.index(name)]
            asked[names.index(name)][fact] = filled[names.index(name)][fact]
        found = ranked(tiers, asked, names, terms())
    assert winner(found) == plainly(tiers, filled, names, lot=False)


def test_a_missing_fact_is_unknown_and_never_false() -> None:
    """What nobody has said of an applicant comes out as a need with the applicant's name."""
    value = person("A", EARLY, work=None)["work"]
    assert value == Unknown(needs=("work@A",))
