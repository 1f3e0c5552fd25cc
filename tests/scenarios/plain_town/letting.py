"""Letting in the plain town: every vacancy is put to the reference evaluator, which says the channel and who is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kredslob.engine.calendar import add_months
from kredslob.engine.case import Case, ranked
from kredslob.engine.claims import CLAIMS
from kredslob.engine.knowledge import FactValue
from kredslob.engine.route import tiers_of
from kredslob.engine.turns import SPLIT, TRANSFER
from kredslob.engine.vacancy import Applicant, TurnReading, Vacancy
from kredslob.engine.wheels import REFERRAL, Wheel, advance, due
from kredslob.rules.terms import Terms
from kredslob.rules.units import MINUTES, Value
from tests.scenarios.plain_town import luck
from tests.scenarios.plain_town.agreed import Agreed, counts_as_outside
from tests.scenarios.plain_town.people import Dwelling, Household, Person, Place
from tests.scenarios.plain_town.town import ACCEPTS, Town

JOBS = ("permanent", "temporary", "self_employed", "flexjob")
HOURS = (37, 30, 20, 10)
BENEFITS = {"benefit": "cash", "early_pension": "early_pension", "unemployed": "unemployment_insurance"}
PARTINGS = ("none", "divorce", "break_up")
CLAIM_OF_CHANNEL = {
    "return_guarantee": "return_guarantee_claim", "own_estate_transfer": "own_estate_claim",
    "divorce_precedence": "divorce_claim", "organisation_transfer": "organisation_claim",
}  # fmt: skip
LISTS = ("external", "municipal", "organisation", "estate", "guarantee")


@dataclass
class Offering:
    """A vacancy while it is offered: who has been asked, what was turned back, what the evaluator read last."""

    agreed: Agreed
    home: Dwelling
    new: bool
    asked: set[int] = field(default_factory=set)
    turned_back: bool = False
    passed: set[str] = field(default_factory=set)
    claims: dict[str, bool] = field(default_factory=dict)

    @property
    def town(self) -> Town:
        """The town it is in."""
        return self.agreed.town

    @property
    def place(self) -> Place:
        """The estate it is in."""
        return self.town.places[self.home.estate]

    def case(self, kinds: Sequence[str] = LISTS) -> Case:
        """Put the vacancy to the evaluator as it stands, with those who wait on some kinds of list."""
        place, agreed = self.place, self.agreed
        lists = {kind: place.list_of(kind) for kind in kinds}
        applicants = [
            applicant_of(self.town, one, place, agreed.month)
            for one in self.town.waiting_on(list(lists.values()))
            if one.key not in self.asked
            and self.town.ways.suits(self.home.rooms, self.home.rent, one.size, one.low_rent)
        ]
        estate = agreed.course.homes[place.number].estate
        return Case(agreed.office, self._vacancy(), estate, agreed.day, agreed.terms(place), applicants, brief=True)

    def _vacancy(self) -> Vacancy:
        place, agreed, home = self.place, self.agreed, self.home
        terms = agreed.terms(place)
        external = agreed.external_wheel(place)
        split = slots_of(terms, "flexible.split_wheel")
        facts: dict[str, FactValue] = {
            "dwelling_kind": home.kind, "rooms": home.rooms, "square_metres": home.square_metres,
            "monthly_rent": home.rent, "rehousing_claim": False, "full_referral": False,
            "referral_due": self._owed() and not self.turned_back, "transfer_due": self._transfer_due(terms),
            "flexible_due": external.slots[place.external_at % len(external.slots)] == "flexible",
            **agreed.given(place), **{CLAIM_OF_CHANNEL[channel]: False for channel in self.passed},
        }  # fmt: skip
        if not self.new:
            facts["channel"] = home.routed  # what is held is let by the channel that it was held for
        known = {name: value for name, value in facts.items() if name in agreed.declared}
        turns = {"split": TurnReading(place.split_at % len(split) + 1)}
        return Vacancy(str(home.number), place.id, on=agreed.day, facts=known, turns=turns)  # type: ignore[arg-type]

    def counts(self) -> bool:
        """Tell whether the referral wheel counts the vacancy, as the agreement counts one freed by a move within."""
        return not self.home.freed or self.agreed.terms(None).value("referral.freed_counts") is not False

    def _owed(self) -> bool:
        return self.counts() and due(self.place.referral, self.place.referral_state) == REFERRAL

    def _transfer_due(self, terms: Terms) -> bool:
        return due(transfer_wheel(terms), self.place.transfer_state) == TRANSFER


def slots_of(terms: Terms, parameter: str) -> tuple[str, ...]:
    """Give the slots of a wheel that is agreed for all."""
    value = terms.value(parameter)
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def transfer_wheel(terms: Terms) -> Wheel:
    """Give the wheel of the transfer list."""
    return Wheel("transfer", "", slots_of(terms, "transfer.wheel"), "external")


def let(agreed: Agreed, home: Dwelling) -> None:
    """Let a vacancy, or hold it for the next month."""
    town, month = agreed.town, agreed.month
    new = home.vacant_since is None
    since = month if home.vacant_since is None else home.vacant_since
    home.vacant_since = since
    offering = Offering(agreed, home, new)
    taker, fallback = _offer(offering)
    place, channel = offering.place, home.routed
    if new and channel != "not_covered":
        _advance(offering, channel)
    from_list = taker is not None
    if channel == "not_covered" or (taker is None and month - since >= town.ways["offers.hold_months"]):
        stream = "off_list"
        if channel == "not_covered" and home.kind != "family":
            stream = home.kind
        taker, fallback = town.arrive(home.estate, stream, month), True
    if taker is None:
        place.flows["held_vacant"] += 1
        town.vacant.append(home)
        town.note(month, "held", home.number, channel)
        return
    if channel == "flexible" and not fallback:
        place.split_at = (place.split_at + 1) % len(slots_of(agreed.terms(place), "flexible.split_wheel"))
    if channel == "referral" and from_list:
        place.flows["referrals_delivered"] += 1
    _settle(agreed, taker, home, channel)


def _offer(offering: Offering) -> tuple[Household | None, bool]:
    """Offer a vacancy until somebody takes it; give who does, and whether there was nobody of the channel's own."""
    town, home, month = offering.town, offering.home, offering.agreed.month
    taker, fallback, refused = None, False, list[Household]()
    while taker is None:
        case = offering.case()
        if offering.new:
            home.routed = str(case.situation["channel"])
            offering.claims = {name: case.situation[name] is True for name in CLAIMS}
        if home.routed == "not_covered":
            break
        asked, fallback = _first(offering, case)
        if asked is None:
            if not (offering.new and _again(offering)):
                break
        elif _accepts(town, asked):
            taker = asked
        else:
            refused.append(asked)
            offering.place.flows["refusals"] += 1
            town.note(month, "refuses", asked.key, home.number)
    if taker is not None:
        _note_wait(town, taker, home.routed, month)
        town.leave_list(taker, "housed")
    for one in refused:
        if one.refusals >= town.ways["offers.refusals"]:
            town.note(month, "loses_place", one.key)
            town.lose_place(one)
    return taker, fallback


def _first(offering: Offering, case: Case) -> tuple[Household | None, bool]:
    """Give whom the evaluator names for the vacancy's channel, who is then not asked again, and whether by falling back."""
    channel = offering.home.routed
    if channel != "return_guarantee":  # nobody stands on another list by a guarantee
        case = offering.case(LISTS[:-1])
    ranking = ranked(case, channel)
    assert ranking is not None
    assert not ranking.needs, ranking.needs
    if ranking.offer is None or ranking.offer.applicant is None:
        return None, False
    offering.asked.add(int(ranking.offer.applicant))
    return offering.town.households[int(ranking.offer.applicant)], _fell_back(case, channel, len(ranking.tiers))


def _accepts(town: Town, one: Household) -> bool:
    """Tell whether somebody takes a dwelling offered; count the offer, and the refusal."""
    one.offers += 1
    takes = luck.uniform(one.key, one.offers, ACCEPTS) >= town.ways["newcomers.kinds"][one.kind]["refuses"]
    one.refusals += not takes
    return bool(takes)


def _fell_back(case: Case, channel: str, tried: int) -> bool:
    """Tell whether nobody met the channel's own criteria, so that more tiers were tried than it has."""
    own, _ = tiers_of(channel, case.situation, case.turns[SPLIT])
    return tried > len(own)


def _again(offering: Offering) -> bool:
    """Turn a vacancy that nobody takes by its channel to be decided again without that channel; tell whether it may be."""
    channel, place = offering.home.routed, offering.place
    if channel == "referral":
        place.flows["referrals_undelivered"] += 1
        if offering.turned_back or offering.town.ways["offers.undelivered"] != "next_channel":
            return False
        offering.turned_back = True
        return True
    if channel in CLAIM_OF_CHANNEL and channel not in offering.passed:
        offering.passed.add(channel)
        return True
    return False


def _note_wait(town: Town, one: Household, channel: str, month: int) -> None:
    waited = min(max(month - one.listed, 0), 120)
    town.waits[channel, waited] = town.waits.get((channel, waited), 0) + 1


def _advance(offering: Offering, channel: str) -> None:
    """Let a vacancy pass the wheels that count it."""
    place, agreed = offering.place, offering.agreed
    terms = agreed.terms(place)
    if offering.counts():
        wheel, state = place.referral, place.referral_state
        spent = place.standing.get("exempt") is True or agreed.terms(None).value("referral.refused") == "spent"
        taken = REFERRAL if due(wheel, state) == REFERRAL and (channel == "referral" or spent) else None
        if wheel.slots[state.position] == REFERRAL:
            place.flows["referrals_owed"] += 1
        place.referral_state = advance(wheel, state, taken)
    if channel not in {"referral", "rehousing", "return_guarantee"}:
        serves = {"organisation_transfer": "organisation_claim"}
        if terms.value("transfer.covers") == "both":
            serves["own_estate_transfer"] = "own_estate_claim"
        unclaimed = not any(offering.claims.get(claim, False) for claim in serves.values())
        wheel = transfer_wheel(terms)
        used = due(wheel, place.transfer_state) == TRANSFER and (channel in serves or unclaimed)
        place.transfer_state = advance(wheel, place.transfer_state, TRANSFER if used else None)
    if channel in {"flexible", "ordinary"}:
        place.external_at = (place.external_at + 1) % len(agreed.external_wheel(place).slots)


def _settle(agreed: Agreed, one: Household, home: Dwelling, channel: str) -> None:
    """Let a household move into a dwelling, out of any home it has."""
    town, month, place = agreed.town, agreed.month, agreed.town.places[home.estate]
    town.note(month, "let", home.number, channel, one.key)
    if one.home is not None:
        town.vacate(one, within=True)
    else:
        counted = counts_as_outside(agreed.terms(None))
        for person in one.people:
            if person.doing != "retired":
                place.flows["adults_moved_in"] += 1
                place.flows["outside_moved_in"] += person.doing in counted
    place.flows[f"let_{channel}"] += 1
    home.vacant_since, one.gives_up, one.guaranteed = None, None, None
    key = (channel, one.first.doing)
    town.lettings[key] = town.lettings.get(key, 0) + 1
    town.move_in(one, home, month)
    if one.turn is None:
        town.plan_turn(one, month)


def applicant_of(town: Town, one: Household, place: Place, month: int) -> Applicant:
    """Tell of a household that waits what an office would know of it."""
    first, partner = one.first, one.adults[1]
    worker = partner if first.doing != "employed" and partner is not None else first
    others = [person for person in one.people[1:] if person.doing not in {"retired", "student"}]
    studies = first.doing == "student"
    at_home = one.home is not None and one.home.estate == place.number
    kind = "external" if one.waits_on is None or one.waits_on[0] == "guarantee" else one.waits_on[0]
    tenant_of = "estate" if at_home else "organisation" if kind == "organisation" else "none"
    third = one.adults[2]

    def on(since: int) -> object:
        return add_months(town.setting.months.first, since)

    told: dict[str, object] = {
        "list": kind, "listed_since": on(one.listed), "list_number": one.key & ((1 << 40) - 1),
        "birth_date": on(first.born), "job": _job(worker), "weekly_hours": _hours(worker) * MINUTES,
        "has_partner": partner is not None,
        "partner_in_work": partner is not None and _in_work(first) and _in_work(partner),
        "partnered_two_years": partner is not None and month - one.together >= 24, "in_education": studies,
        "student_at_recognised_institution": studies,
        "studies_locally": studies and bool({"studies_locally", "studies_nearby"} & one.traits),
        "studies_nearby": studies and "studies_nearby" in one.traits, "resident_in_city": "resident" in one.traits,
        "leaving_parental_home": "leaving_home" in one.traits, "seeks_age_suited_home": "seeks_suited" in one.traits,
        "child_stays": "child_stays" in one.traits, "citizenship": "other" if "not_citizen" in one.traits else "home",
        "children": len(one.minors), "parting": PARTINGS[one.parting], "parted_on": on(one.parted),
        "shared_address_months": one.shared, "tenant_of": tenant_of, "tenant_since": on(one.moved),
        "return_guarantee": one.guaranteed is not None,
        "guarantee_issued": on(-1200 if one.guaranteed is None else one.guaranteed),
        "benefit": BENEFITS.get(first.doing, "none"), "benefit_months": month - first.since,
        "partner_benefit": "none" if partner is None else BENEFITS.get(partner.doing, "none"),
        "partner_benefit_months": 0 if partner is None else month - partner.since,
        "needs_action_plan": "released" in one.traits, "released_on": on(one.listed), "secure_placement": False,
        "secure_released_on": on(one.listed), "tenancy_terminated": "terminated" in one.traits,
        "tenancy_terminated_on": on(one.listed), "listed_before_scheme": False,
        "recently_convicted": "convicted" in one.traits, "releases_larger_dwelling": "releases_larger" in one.traits,
        "schooled_beyond_compulsory": "schooled" in one.traits,
        "others_in_work_or_education": all(map(_in_work, others)),
        "other_adult_on_benefit": third is not None and third.doing in {"benefit", "unemployed"},
        "household_income": _income(town, one),
    }  # fmt: skip
    declared = town.setting.course.office.library.facts
    facts: dict[str, Value] = {name: value for name, value in told.items() if name in declared}  # type: ignore[misc]
    return Applicant(str(one.key), facts)


def _job(one: Person) -> str:
    return JOBS[one.job] if one.doing == "employed" else "none"


def _hours(one: Person) -> int:
    return HOURS[one.hours] if one.doing == "employed" else 0


def _in_work(one: Person) -> bool:
    return _job(one) == "permanent" and _hours(one) >= 30


def _income(town: Town, one: Household) -> int:
    incomes, total = town.ways["work.incomes"], 0
    for person in one.people:
        if person.doing not in {"retired", "student"}:
            hours = _hours(person) if person.doing == "employed" else HOURS[0]
            total += incomes[person.doing] * hours // HOURS[0]
    return total
