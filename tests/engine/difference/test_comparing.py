"""What two agreements state differently and what they decide differently, each case of which both have decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from kredslob.engine.difference.alike import decide_alike
from kredslob.engine.difference.changes import Altered
from kredslob.engine.difference.comparing import Difference, compare
from kredslob.engine.difference.flips import Flip
from kredslob.engine.difference.pairs import Compared
from kredslob.engine.proof.symbols import Key
from kredslob.rules.binding import Term
from kredslob.rules.messages import WrongInput
from kredslob.rules.units import Value
from tests.engine.proof.planted import BOTH, Plain, added, amended, repealed, replaced, rule, shelf

BEFORE = "kbh-2012-adjustment"
ON = date(2013, 6, 1)
FORTY = {"fact": "outside_workforce", "over": {"parameter": "forty_plus.threshold"}}


def setting(parameter: str, value: object, **also: object) -> Plain:
    """Give the change that gives a parameter another value."""
    return {"set": parameter, "value": value, "basis": "stated", "reason": BOTH, **also}


def sides(*changes: Plain, on: date | None = ON) -> tuple[Compared, Compared]:
    """Give the shipped agreement and the same as amended, on a day."""
    library, agreement = amended(*changes)
    return Compared(shelf(), shelf().agreement(BEFORE), on), Compared(library, agreement, on)


def difference(*changes: Plain, on: date | None = ON) -> Difference:
    """Compare the shipped agreement with the same as amended."""
    return compare(*sides(*changes, on=on))


@cache
def lower() -> Difference:
    """Give what differs where 40 becomes 35."""
    return difference(setting("forty_plus.threshold", 0.35))


def matters(flip: Flip) -> dict[str, Value]:
    """Give the facts and guesses that matter in a case."""
    case = flip.case.a
    return {key.fact: case.facts[key] for key in case.told if isinstance(key, Key)} | {
        name: case.guesses[name] for name in case.told if isinstance(name, str)
    }


def flipped(found: Difference, fact: str) -> list[Flip]:
    """Give the ways in which a fact flips."""
    return [one for one in found.flips if one.fact == fact]


def stated(found: Difference) -> list[tuple[str, str, str]]:
    """Give the changes in short."""
    return [(one.kind, one.id, one.clause) for one in found.changes]


# --- what is decided differently ----------------------------------------------------------------------------------


def test_a_moved_threshold_flips_what_lies_between() -> None:
    """40 becomes 35: 35.1 per cent is 40-plus now, so the estate is exempt; nothing flips the other way."""
    found = lower()
    assert stated(found) == [("value", "forty_plus.threshold", "ra11-forty-plus")]
    (standing,) = flipped(found, "forty_plus")
    assert (standing.before, standing.after) == (False, True)
    assert 350_000 < matters(standing).pop("outside_workforce") <= 400_000  # type: ignore[operator]  # a share
    assert [(one.before, one.after) for one in flipped(found, "exempt")] == [(False, True)]
    assert {one.before for one in flipped(found, "channel")} == {"referral"}
    assert {"bars", "barred", "group_work", "listed_51b"} <= set(found.alike)


def test_every_case_has_been_decided_by_both() -> None:
    """And where the fact is the channel, that is what the decisions answer."""
    found = lower()
    assert all(one.made is not None and one.answers is not None for one in found.flips)
    for one in flipped(found, "channel"):
        assert one.answers is not None
        assert [answer.channel for answer in one.answers] == [one.before, one.after]


def test_one_vacancy_in_one_register_serves_both() -> None:
    """On the same day both decide the very same case."""
    for one in lower().flips:
        assert one.made is not None
        mine, yours = one.made
        assert (mine.rows, mine.vacancy, mine.applicants) == (yours.rows, yours.vacancy, yours.applicants)


def test_the_rules_that_part_are_named() -> None:
    """Those of each side on the first fact on which the two part."""
    channel = flipped(lower(), "channel")[0]
    assert [[rule.id for rule in each] for each in channel.rules] == [["forty-plus.no"], ["forty-plus.yes"]]


def test_a_gap_that_an_amendment_opens_is_a_way_to_come_out() -> None:
    """What was exempt is nothing now; the decision by the amended agreement refuses."""
    found = difference(replaced("exempt.forty-plus", rule("exempt", True, FORTY)), repealed("exempt.none"))
    gap = next(one for one in flipped(found, "exempt") if one.after is None)
    assert gap.before is False
    assert gap.answers is not None
    assert (gap.answers[0].channel, gap.answers[1].channel) == ("ordinary", None)


def test_a_flip_of_an_applicant_is_decided_with_one() -> None:
    """A senior from 60, not from 55: somebody of 55 to 59 loses a priority; and the offer goes with it."""
    (senior,) = flipped(difference(setting("flexible.senior_age", 60)), "group_senior")
    assert (senior.before, senior.after) == (True, False)
    assert senior.made is not None
    assert senior.made[0].applicants is not None


def test_both_ways_of_a_guess_are_looked_at() -> None:
    """An amendment that settles a guess differs from what it amends only where the guess is otherwise."""
    found = difference(setting("rehousing.position", "after_referral"))
    assert found.flips
    assert {matters(one)["rehousing.position"] for one in found.flips} == {"before_referral"}


@pytest.mark.parametrize(
    ("parameter", "value"),
    [("adjustment.day", ["04-02"]), pytest.param("standing.takes_effect", "next_adjustment", marks=pytest.mark.long)],
)
def test_what_is_read_off_one_register_differently_is_decided_by_both(parameter: str, value: object) -> None:
    """When a list acts is settled, or a day later: one register is made of which each side reads what is said of it."""
    found = difference(setting(parameter, value))
    listed = flipped(found, "listed_for_exemption")
    assert {(one.before, one.after) for one in listed} == {(True, False), (False, True)}
    assert all(one.made is not None for one in listed)
    for one in listed:
        assert one.case.a.facts[Key("acting_51b")] != one.case.b.facts[Key("acting_51b")]


# --- what is decided alike ----------------------------------------------------------------------------------------


def test_two_wordings_of_one_rule_decide_alike() -> None:
    """Not under and not just on, said the other way round: the change is listed, and nothing flips."""
    turned = {"not": {"fact": "outside_workforce", "at_most": {"parameter": "forty_plus.threshold"}}}
    found = difference(replaced("forty-plus.yes", {**rule("forty_plus", True, turned, "forty-plus.no")}))
    assert [(one.kind, one.id) for one in found.changes] == [("rule", "forty-plus.yes")]
    assert found.decides_alike
    assert (found.flips, found.beyond_rules) == ((), ())


@pytest.mark.parametrize(
    ("change", "alike"),
    [
        (replaced("exempt.forty-plus", rule("exempt", True, {"fact": "forty_plus", "is_not": False}, "exempt.none")), True),
        (added("exempt.again", rule("exempt", False, {"fact": "forty_plus", "is": False})), False),
        (setting("forty_plus.threshold", 0.40), True),
        (setting("forty_plus.threshold", 0.41), False),
        (setting("compensation.method", "headroom"), False),
        (setting("referral.base_share", "1/4"), False),
        (setting("rank.tie_break", "lot"), False),
    ],
)  # fmt: skip
def test_alike_is_said_only_where_it_has_been_shown(change: Plain, alike: bool) -> None:
    """What no rule reads - quotas, wheels, ranking - must be the same; `compare` says what `decide_alike` does."""
    both = sides(change)
    assert decide_alike(*both) is alike
    assert compare(*both).decides_alike is alike


def test_what_both_do_not_know_is_no_difference_but_what_is_assumed_of_it_is() -> None:
    """Another of the same alternatives is assumed: no case flips, but what is illustrated and accounted for goes by it."""
    guess = setting("standing.takes_effect", "on_publication", basis="assumed", source="designed",
                    alternatives=["on_publication", "next_adjustment"], question=BOTH)  # fmt: skip
    both = sides(guess)
    found = compare(*both)
    assert (found.flips, [one.id for one in found.beyond_rules]) == ((), ["standing.takes_effect"])
    assert not decide_alike(*both)


def test_an_agreement_is_like_itself_on_all_its_days() -> None:
    """With all its amendments, whenever they act."""
    one = Compared(shelf(), shelf().agreement(BEFORE))
    found = compare(one, one)
    assert (found.changes, found.flips, found.decides_alike) == ((), (), True)
    assert decide_alike(one, one)


def test_a_shorter_agreement_is_another() -> None:
    """Even where it decides alike on the days that both have."""
    one = Compared(shelf(), shelf().agreement(BEFORE))
    base = replace(one.agreement.base, to=date(2014, 12, 30))
    other = replace(one, agreement=replace(one.agreement, base=base))
    (change,) = compare(one, other).changes
    assert (change.kind, change.before, change.after) == (
        "period", (date(2011, 1, 1), date(2014, 12, 31)), (date(2011, 1, 1), date(2014, 12, 30)),
    )  # fmt: skip
    assert not decide_alike(one, other)


# --- what is stated differently -----------------------------------------------------------------------------------


def test_what_is_added_and_falls_away_is_listed_under_its_clause() -> None:
    """A rule added, one repealed, a clause reworded, a value, an estate's wheel and its own value."""
    words = {"title": BOTH, "text": BOTH, "source": "tmu-2012", "basis": "stated"}
    found = difference(
        {"reword": "ra11-exemption", "words": words, "reason": BOTH},
        setting("forty_plus.threshold", 0.35), repealed("exempt.newly-listed"),
        added("exempt.big", rule("exempt", True, {"fact": "in_area", "is": False}, "exempt.none")),
        {"wheel": "referral", "estate": "bispeparken", "version": "2013", "turns": 1, "of": 5, "reason": BOTH},
        setting("flexible.senior_age", 65, estate="bispeparken"),
    )  # fmt: skip
    assert set(stated(found)) == {
        ("clause", "ra11-exemption", "ra11-exemption"), ("rule", "exempt.big", "ra11-exemption"),
        ("rule", "exempt.newly-listed", "ra12-newly-listed"), ("value", "forty_plus.threshold", "ra11-forty-plus"),
        ("wheel", "referral", ""), ("own_value", "flexible.senior_age", ""),
    }  # fmt: skip
    by_id = {one.id: one for one in found.changes}
    assert by_id["exempt.big"].before is None
    assert by_id["exempt.newly-listed"].after is None
    assert values(by_id["forty_plus.threshold"]) == (400_000, 350_000)
    assert (by_id["flexible.senior_age"].estate, by_id["flexible.senior_age"].after) == ("bispeparken", 65)
    assert {one.id for one in found.beyond_rules} == {"referral", "forty_plus.threshold"}


def test_a_value_for_one_estate_flips_there_alone() -> None:
    """The case is that estate's, and names it."""
    (senior,) = difference(setting("flexible.senior_age", 65, estate="bispeparken")).flips
    assert senior.case.b.variant.own is not None
    assert senior.case.b.variant.own.estate == "bispeparken"
    assert senior.made is not None
    assert senior.made[0].vacancy.estate == "bispeparken"


def values(change: Altered) -> tuple[Value, Value]:
    """Give a parameter's values before and after."""
    assert isinstance(change.before, Term)
    assert isinstance(change.after, Term)
    return change.before.value, change.after.value


def test_a_change_holds_from_its_day() -> None:
    """What acts from 1 January 2013 is listed for the days since, and every flip with it."""
    found = difference(setting("flexible.senior_age", 60), on=None)
    assert found.flips
    for pairs in ([one.pairs for one in found.changes], [one.pairs for one in found.flips]):
        for each in pairs:
            assert {stretch.first for pair in each for stretch in pair.a.stretches} == {
                date(2013, 1, 1),
                date(2014, 1, 1),
            }


# --- another state regime -----------------------------------------------------------------------------------------


def test_a_changed_law_shows_what_follows_for_the_agreement() -> None:
    """With the criteria of 2014 an area may be designated that was not: what changed is law, who may be referred follows."""
    agreement = shelf().agreement("kbh-2011-2014")
    found = compare(Compared(shelf(), agreement, date(2012, 10, 1)), Compared(shelf(), agreement, date(2014, 2, 1)))
    assert found.by_law_alone
    assert {one.fact for one in found.flips if not found.by_law(one.fact)} == {"barred"}
    assert {one.fact for one in found.flips if found.by_law(one.fact)} == {
        "computed_designation",
        "designation",
        "bars",
    }
    for one in found.flips:
        assert one.made is not None
        assert [made.vacancy.on for made in one.made] == [date(2012, 10, 1), date(2014, 2, 1)]


def test_what_the_parties_change_is_not_the_laws_doing() -> None:
    """An amendment is theirs."""
    assert not lower().by_law_alone


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kbh-2011-2014", "kbh-2015-2018"),
        pytest.param("kbh-2019-2023", "kbh-2024-2027", marks=pytest.mark.long),
        pytest.param("kbh-2015-2018", "kbh-2019-2023", marks=pytest.mark.long),
    ],
)
def test_agreements_that_follow_each_other_are_compared_on_the_days_between(one: str, other: str) -> None:
    """The last day of the one and the first of the other; every case has been decided by both, each on its own day."""
    before, after = (Compared(shelf(), shelf().agreement(name)) for name in (one, other))
    found = compare(before, after)
    assert (found.a.on, found.b.on) == (before.agreement.end, after.start)
    assert found.flips
    assert all(flip.made is not None for flip in found.flips)
    assert not found.by_law_alone
    assert {change.kind for change in found.changes} >= {"period", "clause", "rule", "value"}


# --- wrong input --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", [date(2010, 12, 31), date(2015, 1, 1)])
def test_a_day_on_which_it_is_not_in_force_is_refused(on: date) -> None:
    """With the days that may be asked for."""
    one = Compared(shelf(), shelf().agreement(BEFORE), on)
    with pytest.raises(WrongInput, match="not in force"):
        compare(one, one)
