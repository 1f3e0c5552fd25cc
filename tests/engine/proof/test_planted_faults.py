"""A fault that is planted in an agreement is found, with the smallest case of it, which a decision confirms."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kredslob.engine.compensation import Terms
from kredslob.engine.proof.finding import Finding, Kind
from kredslob.engine.proof.proving import Proof, prove
from kredslob.engine.proof.symbols import Key
from kredslob.rules.units import Value
from tests.engine.proof.planted import BOTH, Plain, added, amended, proof_of, repealed, replaced, rule, shelf

ALWAYS = {"always": True}
OVER_HALF = {"fact": "outside_workforce", "over": 0.50}


def only(proof: Proof, kind: Kind) -> Finding:
    """Give the one failure that is found, which must be of a kind, with a case that a decision has confirmed."""
    assert [one.kind for one in proof.failures] == [kind]
    found = proof.failures[0]
    assert (found.example is None) is (kind == "dead")
    assert kind == "dead" or found.made is not None
    return found


def matters(found: Finding) -> dict[str, Value]:
    """Give the facts and guesses that matter in a finding's case."""
    assert found.example is not None
    facts = {key.fact: found.example.facts[key] for key in found.example.told if isinstance(key, Key)}
    return facts | {name: found.example.guesses[name] for name in found.example.told if isinstance(name, str)}


def ids(found: Finding) -> list[str]:
    """Give the rules that a finding points at."""
    return [one.id for one in found.rules]


# --- gaps ---------------------------------------------------------------------------------------------------------


def test_a_gap_between_two_thresholds() -> None:
    """Who is neither under 40 nor over 45 per cent, on no list, is neither exempt nor not."""
    found = only(
        proof_of(
            replaced("exempt.none", rule("exempt", False, {"fact": "forty_plus", "is": False})),
            replaced("exempt.forty-plus", rule("exempt", True, {"fact": "outside_workforce", "over": 0.45})),
        ),
        "gap",
    )
    assert found.fact == "exempt"
    assert matters(found) == {"outside_workforce": 450_000, "acting_51b": "not_listed"}


def test_a_gap_in_a_group_of_applicants() -> None:
    """A senior who seeks no home suited to age falls under neither rule; the case is one in which the group is asked."""
    found = only(
        proof_of(replaced("senior.no", rule("group_senior", False, {"fact": "age", "under": 55}, stage="rank"))), "gap"
    )
    assert found.fact == "group_senior"
    assert matters(found)["age"] in (55, 56)
    assert found.made is not None
    assert found.made.applicants is not None


def test_a_gap_that_only_some_estates_have() -> None:
    """Estates whose agreement gives families precedence from four rooms: their number of rooms is not covered."""
    changed = rule("exempt", False, {"not": {"fact": "rooms", "at_least": {"parameter": "family.precedence_rooms"}}})
    proof = proof_of(replaced("channel.flexible", {**changed, "stage": "route", "then": {"channel": "flexible"}}))
    assert proof.failures  # the rule does not hang on whose turn it is


# --- clashes ------------------------------------------------------------------------------------------------------


@cache
def clash() -> Proof:
    """Give the proof of an exception beside two others."""
    return proof_of(added("exempt.new", rule("exempt", False, {"fact": "newly_listed", "is": True}, "exempt.none")))


def test_a_clash_of_two_exceptions() -> None:
    """A newly listed 40-plus estate is exempt by one exception and not by another, and neither overrides the other."""
    proof = clash()
    assert {tuple(ids(one)) for one in proof.failures} == {
        ("exempt.forty-plus", "exempt.new"), ("exempt.listed", "exempt.new"),
    }  # fmt: skip
    first = next(one for one in proof.failures if ids(one)[0] == "exempt.forty-plus")
    assert matters(first) == {"outside_workforce": 401_000, "newly_listed": True}
    assert all(one.made is not None for one in proof.failures)


def test_a_clash_shows_both_clauses_with_their_places() -> None:
    """Each rule knows its file and line."""
    proof = clash()
    places = {one.at.file for one in proof.failures[0].rules}
    assert len(places) == 2
    assert all(one.at.line for one in proof.failures[0].rules)


# --- rules that say nothing -----------------------------------------------------------------------------------------


def test_a_rule_that_another_always_overrides() -> None:
    """Over 50 per cent is always over 40, so the exception never speaks."""
    found = only(
        proof_of(
            added("exempt.half", rule("exempt", False, OVER_HALF, "exempt.none")),
            replaced("exempt.forty-plus",
                     rule("exempt", True, {"fact": "forty_plus", "is": True}, "exempt.none", "exempt.half")),
        ),
        "shadowed",
    )  # fmt: skip
    assert ids(found) == ["exempt.half", "exempt.forty-plus"]
    assert matters(found) == {"outside_workforce": 501_000}


def test_a_rule_whose_condition_can_never_hold() -> None:
    """No estate is over 50 per cent and not 40-plus."""
    never = {"all": [OVER_HALF, {"fact": "forty_plus", "is": False}]}
    found = only(proof_of(added("exempt.never", rule("exempt", False, never, "exempt.none"))), "dead")
    assert ids(found) == ["exempt.never"]


def test_a_rule_that_no_estate_can_meet_is_dead_by_what_the_engine_guarantees() -> None:
    """An estate that lies in no area is on no list."""
    nowhere = {"all": [{"fact": "in_area", "is": False}, {"fact": "published_51b", "is": "listed"}]}
    found = only(proof_of(added("exempt.nowhere", rule("exempt", False, nowhere, "exempt.none"))), "dead")
    assert ids(found) == ["exempt.nowhere"]


def test_no_area_is_new_on_a_list_that_it_is_not_on() -> None:
    """Whether a list is published or, where none is, the figures decide: who is off the list is never new on it."""
    new = {"all": [{"fact": "newly_listed", "is": True}, {"fact": "listed_for_exemption", "is": False}]}
    found = only(proof_of(added("exempt.odd", rule("exempt", True, new, "exempt.none"))), "dead")
    assert ids(found) == ["exempt.odd"]


def test_an_area_may_be_new_by_its_figures_where_no_list_is_known() -> None:
    """Such a case is found, and the register that is made for it shows it to whoever decides."""
    new = {"all": [{"fact": "newly_listed", "is": True}, {"fact": "acting_51b", "is": "none_published"}]}
    proof = proof_of(added("exempt.computed", rule("exempt", False, new, "exempt.none")))
    clashes = [one for one in proof.failures if "exempt.computed" in ids(one)]
    assert clashes
    assert all(one.made is not None for one in clashes)


def test_a_rule_that_a_parameter_switches_off_is_no_fault() -> None:
    """Settled that rehousing comes after referral, the rule for the other order rests: a note, since the day of it."""
    settled = settled_as("rehousing.position", "after_referral")
    (note,) = proof_of(settled).findings
    assert (note.kind, note.gravity, ids(note)) == ("dead", "note", ["channel.rehousing-before"])
    assert note.switch == ("rehousing.position",)
    (since,) = proof_of(settled, on=None).findings  # before 2013 it was a guess, and there the rule speaks
    assert (ids(since), since.gravity) == (ids(note), "note")
    assert min(one.first for regime in since.regimes for one in regime.stretches) == date(2013, 1, 1)


# --- the law ------------------------------------------------------------------------------------------------------


def test_a_bar_of_the_law_that_the_agreement_lifts() -> None:
    """Students are referred although recently released; a decision offers the dwelling to one whom § 59 bars."""
    lifting = rule("barred", False, {"fact": "in_education", "is": True}, "barred.no", "barred.released",
                   "barred.young-released", "barred.tenancy", "barred.citizenship", stage="rank")  # fmt: skip
    found = only(proof_of(added("barred.student", lifting)), "bar_lifted")
    assert {"barred.student"} <= set(ids(found))
    assert matters(found)["in_education"] is True
    assert found.made is not None
    assert found.made.applicants is not None


def test_a_bar_of_the_estate_that_the_agreement_lifts() -> None:
    """Who sets the bars aside for an estate lifts them for everybody."""
    lifting = rule("bars", "none", {"fact": "forty_plus", "is": False}, "bars.ghetto-area", "bars.area-51b")
    found = only(proof_of(added("bars.lifted", lifting)), "bar_lifted")
    assert found.fact == "barred"
    assert {"bars.lifted"} <= set(ids(found))


def test_a_bar_that_the_law_does_not_know() -> None:
    """Households with many children are barred, which § 59 does not say."""
    barring = rule("barred", True, {"fact": "children", "over": 3}, "barred.no", stage="rank")
    found = only(proof_of(added("barred.children", barring)), "bar_added")
    assert matters(found)["children"] == 4


def test_a_refusal_of_the_law_that_the_agreement_lifts() -> None:
    """Where combined letting holds, a student on benefits is offered the dwelling all the same."""
    lifting = rule(
        "refused", False, {"fact": "in_education", "is": True}, "refused.basic", "refused.extended", stage="rank"
    )
    assert only(proof_of(added("refused.not-students", lifting)), "refusal_lifted").fact == "refused"


def test_an_exempt_estate_that_receives_a_referral() -> None:
    """Large dwellings go to the municipality whatever the estate's standing."""
    large = {"all": [{"fact": "rooms", "over": 5}, {"fact": "referral_due", "is": True}]}
    below = ("channel.rehousing-after", "channel.not-covered", "channel.rehousing-before")
    found = only(
        proof_of(added("channel.large", rule("channel", "referral", large, *below, stage="route"))), "exempt_referred"
    )
    assert matters(found) == {"rooms": 6, "outside_workforce": 401_000, "referral_due": True}
    assert {"channel.large", "exempt.forty-plus"} <= set(ids(found))


# --- what is no fault ---------------------------------------------------------------------------------------------


def test_a_repealed_exception_leaves_no_gap() -> None:
    """Without the exception for listed areas the general rule answers."""
    assert proof_of(repealed("exempt.listed"), repealed("exempt.newly-listed")).failures == ()


def test_two_rules_that_say_the_same_do_not_clash() -> None:
    """Both are cited."""
    again = rule("exempt", True, OVER_HALF, "exempt.none")
    assert proof_of(added("exempt.half", again)).failures == ()


# --- conservation of referrals ------------------------------------------------------------------------------------


def settled_as(parameter: str, value: object) -> Plain:
    """Give the change that settles a parameter."""
    return {"set": parameter, "value": value, "basis": "stated", "reason": BOTH}


def test_a_cap_below_the_base_share_lets_nobody_take_over() -> None:
    """Who may have at most a fourth and owes a third already takes over nothing; a decision confirms who is exempt."""
    found = only(proof_of(settled_as("compensation.cap", "1/4")), "not_made_up")
    assert found.switch == ("compensation.method", "compensation.cap")
    assert found.way is not None
    assert found.way.cap == (1, 4)
    assert found.city is not None
    assert (found.city.exempt, found.city.receiving) == (3, (3,))
    assert "exempt.forty-plus" in ids(found)


def test_agreed_turns_that_nobody_has_agreed_are_taken_over_by_nobody() -> None:
    """Compensation by agreed numbers, where no individual agreement names one."""
    proof = proof_of(settled_as("compensation.method", "fixed"))
    assert [one.kind for one in proof.failures] in ([], ["not_made_up"])
    declared = any("compensation.extra_turns" in one.parameters for one in proof.regimes[-1].variants)
    assert bool(proof.failures) is not declared


def test_that_nothing_is_made_up_for_is_worth_knowing_where_it_is_agreed() -> None:
    """No compensation is no fault of the agreement."""
    proof = proof_of(settled_as("compensation.method", "none"))
    assert proof.failures == ()
    assert [one.kind for one in proof.findings if one.fact == "exempt"] == ["not_made_up"]


def test_where_nobody_is_exempt_nothing_is_to_be_made_up_for() -> None:
    """Without the three exceptions no estate is exempt, and conservation is not asked."""
    gone = (repealed("exempt.forty-plus"), repealed("exempt.listed"), repealed("exempt.newly-listed"))
    assert ways_on(date(2013, 6, 1), *gone) == ()
    assert {way.method for way in ways_on(date(2013, 6, 1))} == {"proportional", "headroom", "fixed", "none"}


def ways_on(day: date, *changes: Plain) -> tuple[Terms, ...]:
    """Give the ways to compensate that a proof has looked at, of the agreement as amended, on a day."""
    library, agreement = amended(*changes) if changes else (shelf(), shelf().agreement("kbh-2012-adjustment"))
    return prove(library, agreement, day).ways


# --- what is shipped ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [key for key, one in shelf().documents.items() if one.kind in ("framework", "amendment")]
)
def test_every_shipped_agreement_is_proved(name: str) -> None:
    """On all its days: no gap, no clash, nothing dead or shadowed of its own, the law left standing, nothing lost."""
    assert prove(shelf(), shelf().agreement(name)).failures == ()
