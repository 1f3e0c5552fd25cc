"""Who is asked, who is named meanwhile, and where a guess is tried, when dates, numbers and lists are missing."""

from __future__ import annotations

from datetime import date

import pytest

from kredslob.engine.judging import TRUE
from kredslob.engine.knowledge import FactValue, Open
from kredslob.engine.rank import Tier, rank
from kredslob.engine.situation import Situation
from kredslob.engine.waiting import seniority
from kredslob.rules.conditions import Any, Bound, Compare, Fact
from kredslob.rules.messages import Place
from kredslob.rules.model import FactDeclaration, Rule
from kredslob.rules.terms import Terms, closure
from tests.engine.bare_terms import DAY, NOTHING, parameter
from tests.engine.test_rank import DECLARED, EARLY, MIDDLE, WORK, YES, person, terms, winner

CLAIM = Tier(("claim",), (), ("work",))


def test_a_tier_of_no_list_asks_for_none() -> None:
    """Whoever has a claim has it on whatever list."""
    somebody = person("A", EARLY, list=None)
    assert (CLAIM.facts, WORK.facts) == (("work",), ("barred", "list", "work"))
    assert CLAIM.met(somebody) == TRUE
    assert CLAIM.unknowns(person("A", EARLY, list=None, work=None)) == [person("A", EARLY, work=None)["work"]]
    assert winner(rank([CLAIM], [somebody], terms())) == ("A", "list")


def test_where_nothing_is_asked_nobody_is_named_as_next() -> None:
    """The offer itself is told."""
    found = rank([WORK], [person("A", EARLY)], terms())
    assert (winner(found), found.needs, found.provisional) == (("A", "list"), (), None)


@pytest.mark.parametrize(
    ("since", "asked"), [(EARLY, ("list_number@A", "list_number@B")), (None, ("listed_since@A", "listed_since@B"))]
)
def test_no_lot_is_drawn_while_a_date_or_number_is_missing(since: date | None, asked: tuple[str, ...]) -> None:
    """Two who may turn out to be equal are not yet equals."""
    found = rank([WORK], [person(name, since, list_number=None) for name in ("A", "B")], terms())
    assert (found.offer, found.provisional, found.needs) == (None, None, asked)


def test_the_only_one_who_certainly_qualifies_is_next_though_the_number_is_missing() -> None:
    """Somebody of the same date may qualify, and then the numbers decide."""
    people = [person("A", EARLY, list_number=None), person("B", EARLY, list_number=5, work=None)]
    found = rank([WORK], people, terms())
    assert (found.offer, found.needs) == (None, ("work@B", "list_number@A"))
    assert found.provisional is not None
    assert found.provisional.applicant == "A"


def test_one_without_a_number_may_have_the_lowest() -> None:
    """So it is asked whether that one qualifies."""
    people = [person("A", EARLY, list_number=3), person("B", EARLY, list_number=None, work=None)]
    assert rank([WORK], people, terms()).needs == ("work@B", "list_number@B")


def test_a_guess_of_the_tie_break_with_one_value_is_no_guess() -> None:
    """There is nothing to try."""
    people = [person("A", EARLY, list_number=2), person("B", EARLY, list_number=1)]
    assert winner(rank([WORK], people, terms("list_number", "list_number"))) == ("B", "list")


def test_whose_number_is_not_known_comes_before_the_first_number() -> None:
    """As whose date is not known comes before every date."""
    assert seniority(EARLY, None) < seniority(EARLY, 1) < seniority(EARLY, 2) < seniority(MIDDLE, None)
    assert seniority(None, 1) < seniority(EARLY, None)


def test_a_guess_is_tried_where_any_comparison_of_anybody_in_question_turns() -> None:
    """Two applicants, and two ages of each that are compared with it; what is compared with something else counts for nothing."""
    of_type = {
        **DECLARED,
        "partner_age": FactDeclaration("partner_age", "applicant", "years", "given", NOTHING, NOTHING),
    }
    declared = {**of_type, "young": FactDeclaration("young", "applicant", "yes_no", "decided", NOTHING, NOTHING)}
    guess = Bound(30, "young_age", (25, 30, 36))
    young = Any((Compare(Fact("age"), "under", guess), Compare(Fact("partner_age"), "under", guess)))
    other = Compare(Fact("list_number"), "at_least", Bound(27, "another"))
    rules = tuple(
        Rule(key, "rank", "c", "stated", when, "young", value, below, NOTHING, "d", DAY, Place())
        for key, when, value, below in (("yes", young, True, ("no",)), ("no", other, False, ()))
    )
    open_ = parameter("young_age", 30, ends=(25, 36))
    drawn = Terms("d", (), DAY, (), {"young_age": open_}, {"young": rules}, closure(rules), {}, {}, {}, {})
    people = [
        Situation(
            {**YES, "listed_since": EARLY, "list_number": 28, "age": age, "partner_age": 34}, drawn, declared, {}, name
        )
        for name, age in (("A", 32), ("B", 26))
    ]
    with pytest.raises(Open) as found:
        rank([Tier(("young",), ("external",), ("young",))], people, drawn)
    assert set(found.value.values) == {25, 30, 36, 32, 33, 26, 27, 34, 35}


def test_two_facts_of_one_tier_are_each_looked_into() -> None:
    """The first does not hide where the second turns."""
    names = ("young", "old")
    declared = {
        **DECLARED,
        **{n: FactDeclaration(n, "applicant", "yes_no", "decided", NOTHING, NOTHING) for n in names},
    }
    guess = Bound(30, "young_age", (25, 30, 36))
    rules: dict[str, tuple[Rule, ...]] = {}
    for name, fact in (("young", "age"), ("old", "list_number")):
        when = Compare(Fact(fact), "under", guess)
        rules[name] = (
            Rule(f"{name}.yes", "rank", "c", "stated", when, name, True, (f"{name}.no",), NOTHING, "d", DAY, Place()),
            Rule(f"{name}.no", "rank", "c", "stated", Any((when, Compare(Fact("work"), "is", Bound(True)))), name, False,
                 (), NOTHING, "d", DAY, Place()),
        )  # fmt: skip
    above = closure([one for each in rules.values() for one in each])
    open_ = parameter("young_age", 30, ends=(25, 36))
    drawn = Terms("d", (), DAY, (), {"young_age": open_}, rules, above, {}, {}, {}, {})
    known: dict[str, FactValue] = {**YES, "listed_since": EARLY, "list_number": 28, "age": 33}
    with pytest.raises(Open) as found:
        rank([Tier(("g",), ("external",), names)], [Situation(known, drawn, declared, {}, "A")], drawn)
    assert set(found.value.values) == {25, 30, 36, 33, 34, 28, 29}
