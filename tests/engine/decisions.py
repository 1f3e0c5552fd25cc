"""Decisions written out by hand: one that decides, one that asks, one that hangs on a guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kredslob.engine.decision import (
    Alternative,
    Assumption,
    Decision,
    Evaluators,
    FactChange,
    Failed,
    Flip,
    Need,
    Offer,
    PassedOver,
    ReadFact,
    Reason,
    SyntheticRow,
    TurnState,
    WhyNot,
)
from kredslob.engine.knowledge import Between, Unknown
from kredslob.engine.vacancy import TurnReading, Vacancy
from kredslob.rules.model import Text

HOURS_25, HOURS_20 = 25 * 60, 20 * 60
TOO_FEW_HOURS = ReadFact("weekly_hours", HOURS_20, "at_least", (HOURS_25,), "flexible.work_hours")
TAKES_EFFECT = Assumption(
    "standing.takes_effect", Text("En listes virkning", "When a list acts"), "next_adjustment", "choice",
    ("next_adjustment", "on_publication"), None,
    Text("Straks eller ved næste justering?", "At once, or at the next adjustment?"), "ra11-standing", deciding=True,
)  # fmt: skip

DECIDED = Decision(
    vacancy=Vacancy(
        "V-17", "bispeparken", date(2011, 10, 12), {"notice": date(2011, 10, 1)},
        {"dwelling_kind": "family", "rooms": 3, "monthly_rent": 4500}, {"external": TurnReading(3, 1, "2011")},
    ),
    estate="bispeparken", estate_name="Bispeparken", organisation="fsb", on=date(2011, 10, 12), as_known=None,
    agreement="kbh-2011-2014", amended_by=(), individual="fsb-3", fingerprint="3f2a91c0d4" + "0" * 54,
    status="decided", illustrative=False,
    standing={"forty_plus": False, "exempt": False, "outside_workforce": 281_908, "designation": "ghetto"},
    turns=(TurnState("external", "2011", (4, 9), 3, 1, "flexible", counts=True, taken="flexible", next="2011:4"),),
    channel="flexible",
    reasons=(
        Reason("channel.flexible", "channel", "flexible", "ra11-flexible", "tmu-2012", "stated",
               (ReadFact("flexible_due", True, "is", (True,)),),
               Text("Fleksibel udlejning, når turen er der.", "Flexible letting, when its turn is due.")),
    ),
    why_not=(
        WhyNot("referral", "channel.referral", "ra11-referral", "false", (ReadFact("referral_due", False, "is", (True,)),)),
        WhyNot("ordinary", "channel.ordinary", "abl-51-1", "overridden", (), ("channel.flexible",)),
    ),
    would_change=(Flip((FactChange("referral_due", "", False, True),), "referral", Offer(None, "municipality")),),
    offer=Offer("A-2", "list", ("group_work",), 2, date(2004, 5, 1)), provisional=None,
    passed_over=(
        PassedOver("A-1", date(2001, 2, 3), 1, (Failed("group_work", "group.work", "ra11-work", "false", (TOO_FEW_HOURS,)),)),
    ),
    needs=(), undetermined=(), derived={"referral_due": False, "age@A-2": 41},
    assumed=(replace(TAKES_EFFECT, deciding=False),),
    synthetic=(SyntheticRow("measurement", "bispeparken 2010", "synthetic"),),
    evaluators=Evaluators(("reference", "durable-rules"), 7, 2),
)  # fmt: skip

ASKING = replace(
    DECIDED, status="needs", offer=None, provisional=Offer("A-3", "list", ("group_work",), 3), would_change=(),
    derived={"age@A-2": Unknown(("birth_date@A-2",)), "outside_workforce": Between(395_000, 405_000)},
    needs=(Need("birth_date", "A-2", Text("Hvornår er ansøgeren født?", "When was the applicant born?")),),
)  # fmt: skip

HANGING = replace(
    DECIDED, status="undetermined", channel=None, offer=None, reasons=(), why_not=(), would_change=(), passed_over=(),
    undetermined=(
        Alternative({"standing.takes_effect": "next_adjustment"}, "referral", Offer(None, "municipality")),
        Alternative({"standing.takes_effect": "on_publication"}, "flexible", Offer("A-2", "list")),
    ),
    assumed=(TAKES_EFFECT,),
)  # fmt: skip
