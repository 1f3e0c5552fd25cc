"""Every parameter of behaviour that there is, and what its value may look like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kredslob.scenarios.behaviour.shapes import Choice, Number, Rising, Several, Shape, Some, Table, Turns
from kredslob.scenarios.city.layout import ADULT, BANDS, HOURS, JOBS, PENSION_AGE, STATE_NAMES

SHARE: Final = Number(0, 1)
HAZARD: Final = Number(0, 1)  # of one month: more than everything cannot end
PACE: Final = Number(0, 100)
MONTHS: Final = Number(0, 1200)
OF_AGE: Final = Several(2, Number(ADULT, 110), rising=True)
WORKING_AGE: Final = Several(2, Number(ADULT, PENSION_AGE - 1), rising=True)  # whoever is older is retired
PENSIONED: Final = Several(2, Number(PENSION_AGE, 110), rising=True)
WORKING: Final = STATE_NAMES[1:6]
IN_QUEUE: Final = ("external", "municipal")
STREAMS: Final = ("external", "youth", "elderly", "municipal")
ATTACHMENT: Final = ("strong", "middling", "weak")
TURNED: Final = ("to_student", "to_early_pension", "to_work", "out_of_work")

KIND: Final[Mapping[str, Shape]] = {
    "ages": OF_AGE, "states": Table(SHARE, WORKING, whole=False, sums=True),
    "couple": SHARE, "children": SHARE, "most_children": Number(0, 4, whole=True), "patience": Number(1, 100_000),
    "parted": SHARE, "break_up": SHARE, "low_rent": SHARE, "refuses": SHARE, "resident": SHARE, "leaving_home": SHARE,
    "seeks_suited": SHARE, "studies_locally": SHARE, "not_citizen": SHARE, "released": SHARE, "terminated": SHARE,
    "child_stays": SHARE, "studies_nearby": SHARE, "convicted": SHARE, "releases_larger": SHARE, "schooled": SHARE,
}  # fmt: skip

PARAMETERS: Final[Mapping[str, Shape]] = {
    "residents.elderly_share": SHARE,
    "residents.single_share": SHARE,
    "residents.single_parent_share": SHARE,
    "residents.early_pension_share": SHARE,
    "residents.ages": Table({**dict.fromkeys(WORKING, WORKING_AGE), "retired": PENSIONED}),
    "residents.tenancy_years": Number(0.1, 100),
    "residents.sorting": SHARE,
    "moving.pace_by_age": Several(len(BANDS), PACE),
    "moving.pace_by_attachment": Table(Number(0.01, 100), ATTACHMENT),
    "moving.newly_moved_in_pace": Number(0.01, 100),
    "moving.newly_moved_in_months": MONTHS,
    "moving.season": Several(12, SHARE, sums=True),
    "moving.alignment": Choice(("register", "none")),
    "moving.within_share": SHARE,
    "moving.fewest_vacancies": Number(0, 1000),
    "moving.without_family_dwellings": HAZARD,
    "moving.return_guarantee": SHARE,
    "moving.return_guarantee_months": MONTHS,
    "moving.return_after": Number(0.1, 1200),
    "families.finding_partner": Several(len(BANDS), HAZARD),
    "families.parting": Several(len(BANDS), HAZARD),
    "families.births_single": Several(len(BANDS), HAZARD),
    "families.births_couple": Several(len(BANDS), HAZARD),
    "families.wishes": Several(len(BANDS), HAZARD),
    "families.wish_own_estate": SHARE,
    "families.parted_apply": SHARE,
    "families.break_up": SHARE,
    "families.child_stays": SHARE,
    "families.low_rent": SHARE,
    "families.patience": Number(1, 1200),
    "work.shares": Table(SHARE, WORKING, sums=True),
    "work.passages": Table(Table(Table(HAZARD, STATE_NAMES[1:6], whole=False), WORKING, whole=False), ATTACHMENT),
    "work.pace_by_age": Table(Several(3, PACE), TURNED),
    "work.first_months": MONTHS,
    "work.first_pace": Table(Several(2, PACE), WORKING),
    "work.deaths": Several(len(BANDS), HAZARD),
    "work.jobs": Table(SHARE, JOBS, sums=True),
    "work.incomes": Table(Number(0, 10_000_000, whole=True), STATE_NAMES[1:]),
    "work.hours": Several(len(HOURS), SHARE, sums=True),
    "newcomers.sorting": SHARE,
    "newcomers.tiers": Rising(SHARE),
    "newcomers.passing_setback": SHARE,
    "newcomers.pressure": Table(Number(0, 100), IN_QUEUE),
    "newcomers.waiting_at_start": Table(MONTHS, IN_QUEUE),
    "newcomers.mix": Table(Table(SHARE, sums=True), STREAMS),
    "newcomers.kinds": Table(Table(KIND)),
    "offers.refusals": Number(1, 1000, whole=True),
    "offers.hold_months": Number(0, 120, whole=True),
    "offers.undelivered": Choice(("next_channel", "hold")),
    "offers.rooms": Table(Several(2, Number(0, 12, whole=True), rising=True), ("one", "two", "more")),
    "offers.low_rent": Several(3, Number(0, 50_000)),
    "offers.flexible_without_agreement": Turns(),
    "counts.outside_labour_market": Some(Choice(WORKING)),
    "counts.without_link": Some(Choice(WORKING)),
}
