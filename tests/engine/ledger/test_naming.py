"""A decision with applicants by other names: everywhere where somebody is named, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

from kredslob.engine.decision import (
    Alternative,
    Decision,
    FactChange,
    Failed,
    Flip,
    Need,
    Offer,
    PassedOver,
    ReadFact,
    Variant,
)
from kredslob.engine.knowledge import Between, Unknown
from kredslob.engine.ledger.naming import renamed
from kredslob.rules.model import Text
from tests.engine.small_city import DAY, IN_WORK, applicant, decided

NAMES = {"ref1": "Anna", "ref2": "Bo"}
TEXT = Text("", "")


def told(somebody: str, another: str) -> Decision:
    """Give a decision in which two are named in every way."""
    unknown = Unknown((f"age@{somebody}", "rooms"), ("guess",))
    need = Need("job", somebody, TEXT)
    failed = Failed(
        "f", "r", "c", "unknown", (ReadFact("age", unknown, "under", (30,)), ReadFact("job", "none", "is", ("x",)))
    )
    return replace(
        decided([applicant("A-1", 1991, **IN_WORK)]),
        offer=Offer(somebody, "list", ("group_work",), 2, DAY), provisional=Offer(another, "list"),
        passed_over=(PassedOver(another, DAY, 1, (failed,)), PassedOver("unnamed", None, 3, ())),
        needs=(need, Need("rooms", "vacancy", TEXT)),
        would_change=(Flip((FactChange("age", somebody, 1, 2), FactChange("rooms", "vacancy", 1, 2)), "flexible",
                           Offer(another, "list")), Flip((), None, None)),
        undetermined=(Alternative({"p": 1}, "flexible", Offer(somebody, "list"), (need,)),
                      Alternative({}, "referral", Offer(None, "municipality"))),
        standing={"a": unknown, "b": 7, "c": Between(1, 2, (f"x@{another}",))},
        varies=(Variant("v", unknown, {"p": 1}),),
        derived={f"age@{somebody}": 40, "rooms": 3, f"job@{another}": unknown, "x@nobody": 1},
    )  # fmt: skip


def test_applicants_go_by_other_names_wherever_they_are_named() -> None:
    """In offers, needs, changes, alternatives, those passed over, and in what is unknown of whom."""
    assert renamed(told("ref1", "ref2"), NAMES) == told("Anna", "Bo")


def test_who_has_no_other_name_keeps_their_own() -> None:
    """And a decision that names nobody stays as it is."""
    assert renamed(told("ref1", "ref2"), {}) == told("ref1", "ref2")
    nobody = replace(decided(None), offer=None, provisional=Offer(None, "municipality"))
    assert renamed(nobody, NAMES) == nobody


def test_a_name_with_the_sign_between_fact_and_person_is_one_name() -> None:
    """The first sign parts them."""
    one = replace(told("ref1", "ref2"), derived={"age@a@b": 1})
    assert renamed(one, {"a@b": "c", "b": "d"}).derived == {"age@c": 1}
