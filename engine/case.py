"""One vacancy under one set of values for the guesses: its day, its terms, its situation, channel and ranking.

This is the decision without its reasons. It is made once, and again for each value of every guess that it hangs on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kredslob.engine.claims import claim_derivers
from kredslob.engine.decision import Offer
from kredslob.engine.estates import EstateOn, estate_derivers
from kredslob.engine.knowledge import Open, Unknown, opened
from kredslob.engine.office import Office
from kredslob.engine.people import People
from kredslob.engine.rank import Ranking, Tier, rank
from kredslob.engine.register.rows import Estate
from kredslob.engine.route import BY_MUNICIPALITY, fallback_tiers, tiers_of
from kredslob.engine.situation import Situation
from kredslob.engine.turns import SPLIT, Turn, read_turns, turn_derivers
from kredslob.engine.vacancy import DATE_NAMES, Applicant, Vacancy
from kredslob.engine.waiting import WaitingList
from kredslob.rules.dating import version_on
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value

NOT_COVERED = "not_covered"


@dataclass(frozen=True)
class Case:
    """A vacancy under the terms in force, and everything worked out from them on demand; `brief` leaves reasons out."""

    office: Office
    vacancy: Vacancy
    estate: Estate
    day: date
    terms: Terms
    applicants: Sequence[Applicant] | None
    brief: bool = False

    def again(self, applicants: Sequence[Applicant] | None) -> Case:
        """Give the same case to be worked out anew with other applicants; the wheels stand where they stand."""
        case = replace(self, applicants=applicants, brief=True)
        vars(case)["turns"] = self.turns
        return case

    @cached_property
    def turns(self) -> dict[str, Turn | Unknown]:
        """The estate's four wheels and where they stand."""
        return read_turns(self.terms, self.estate.id, self.vacancy, self.situation)

    @cached_property
    def place(self) -> EstateOn:
        """The estate on the day."""
        start = self.office.agreement_on(self.day).base.start.day
        return EstateOn(self.office.register, self.estate, self.day, self.terms, start)

    @cached_property
    def situation(self) -> Situation:
        """The facts of the vacancy and its estate."""
        derivers = {
            **estate_derivers(self.place),
            **turn_derivers(lambda: self.turns),
            **claim_derivers((lambda: self.people) if self.applicants is not None else None),
        }
        return Situation(self.vacancy.facts, self.terms, self.office.library.facts, derivers, brief=self.brief)

    @cached_property
    def people(self) -> People:
        """Each applicant's situation, in the order of seniority."""
        waiting = self.applicants if isinstance(self.applicants, WaitingList) else WaitingList(self.applicants or ())
        return People(waiting, self.terms, self.office.library.facts, self.situation, self.day)


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a case comes: channel, ranking, and the keys of the facts that are missing."""

    case: Case
    channel: str | None
    ranking: Ranking | None
    needs: tuple[str, ...]

    @property
    def offer(self) -> Offer | None:
        """The offer, if it comes to one."""
        return self.ranking.offer if self.ranking else None

    @property
    def outcome(self) -> tuple[object, ...]:
        """What an administrator would act on: two cases with the same outcome are decided alike."""
        offer = self.offer
        return self.channel, (offer.applicant, offer.how) if offer else None, self.needs

    @property
    def answer(self) -> tuple[object, ...]:
        """The outcome, but that all cases that lack facts are one: whichever they lack, they are to be asked for first."""
        return (None, None, True) if self.needs else self.outcome


def reach(
    office: Office, vacancy: Vacancy, applicants: Sequence[Applicant] | None, assumed: Mapping[str, Value]
) -> Reached:
    """Decide a vacancy under given values for the guesses.

    Raises:
        Open: a guess that has been given no value decides.
        WrongInput: something supplied is wrong, or the rules leave a gap or clash.
    """
    estate = _estate(office, vacancy)
    day = deciding_day(office, vacancy, assumed)
    if not office.is_party(estate, day):
        raise WrongInput(not_party(estate, vacancy.place))
    case = Case(office, vacancy, estate, day, office.terms_for(day, estate, assumed), applicants)
    channel = case.situation["channel"]
    if isinstance(channel, Unknown):
        _open(case.terms, channel)
        return Reached(case, None, None, channel.needs)
    ranking = ranked(case, str(channel))
    return Reached(case, str(channel), ranking, ranking.needs if ranking else ())


def _estate(office: Office, vacancy: Vacancy) -> Estate:
    try:
        return office.register.estate(vacancy.estate)
    except WrongInput as wrong:
        raise WrongInput([replace(one, place=vacancy.place.of(one.place.field)) for one in wrong.problems]) from None


def not_party(estate: Estate, place: Place) -> Problem:
    """Say that the framework does not bind the estate's organisation, so nothing is decided by it."""
    found = Message("{estate} belongs to {organisation}, which is not party to the agreement.", estate=estate.name,
                    organisation=estate.organisation)  # fmt: skip
    return Problem(place.of("estate"), found, Message("an estate of an organisation that is"))


def deciding_day(office: Office, vacancy: Vacancy, assumed: Mapping[str, Value]) -> date:
    """Give the day that selects agreement, lists and standing: the one asked for, or by `applies_by` one of its dates.

    Raises:
        Open: which date counts is an open guess and the dates differ.
        WrongInput: the date that counts is missing.
    """
    if vacancy.on is not None:
        return vacancy.on
    if not vacancy.dates:
        accepted = Message("a day in `on`, or one of {names}", names=", ".join(DATE_NAMES))
        raise WrongInput(Problem(vacancy.place.of("on"), Message("the vacancy has no date."), accepted))
    first = min(vacancy.dates.values())
    agreed, _ = office.agreement_on(first).amended(first)
    series = agreed.parameters.get("applies_by")
    dated = version_on(series.values, first) if series else None
    chosen = assumed.get("applies_by", dated.value if dated else None)
    options = (chosen, *dated.alternatives) if dated and dated.basis == "assumed" else (chosen,)
    named: dict[object, date] = {
        name: vacancy.dates[name] for name in DATE_NAMES if name in vacancy.dates and name in options
    }
    if chosen not in named:
        place = vacancy.place.of(str(chosen))
        found = Message("the date that counts is missing: {name}.", name=chosen)
        raise WrongInput(Problem(place, found, Message("that date, or the day to decide by in `on`")))
    if "applies_by" not in assumed and len(set(named.values())) > 1:
        raise Open("applies_by", tuple(sorted(map(str, named), key=lambda name: name != chosen)))
    return named[chosen]


def _open(terms: Terms, unknown: Unknown) -> None:
    if unknown.guesses:
        raise opened(terms, unknown.guesses[0])


def ranked(case: Case, channel: str) -> Ranking | None:
    """Rank the applicants for a channel; None where no list of them was given or the channel is not covered."""
    if case.applicants is None or channel == NOT_COVERED:
        return None
    split = case.turns[SPLIT]
    tiers, missing = tiers_of(channel, case.situation, split)
    if missing is not None:
        _open(case.terms, missing)
        return Ranking(None, needs=missing.needs)
    ranking = rank(tiers, case.people, case.terms)
    if ranking.offer is None and not ranking.needs:
        further = fallback_tiers(channel, case.situation)
        if further:
            ranking = rank((*tiers, *further), case.people, case.terms)
    if ranking.offer is not None or ranking.needs:
        return _with_next(case, channel, tiers, ranking)
    how = "municipality" if channel in BY_MUNICIPALITY else "nobody"
    return replace(ranking, offer=Offer(None, how, (channel,)))  # type: ignore[arg-type]  # one of the two


def _with_next(case: Case, channel: str, tiers: Sequence[Tier], ranking: Ranking) -> Ranking:
    """Name who is next if the missing facts help nobody: where no tier has anybody certain, the first to fall back on."""
    if ranking.offer is not None or ranking.provisional is not None:
        return ranking
    try:
        further = fallback_tiers(channel, case.situation)
        found = rank((*tiers, *further), case.people, case.terms) if further else ranking
    except Open:
        return ranking  # it hangs on a guess who that is; the facts are asked for first
    return replace(found, offer=None, provisional=found.offer or found.provisional, needs=ranking.needs)
