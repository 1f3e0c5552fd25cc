"""Settle what a vacancy comes to: at every value of every guess that it hangs on, and how far the answer reaches.

This is the whole answer without its reasons. `decide` tells it with them and has it checked; worked cases, which are run
by the hundred, need no more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from kredslob.engine.case import Reached, reach
from kredslob.engine.claims import read_claims
from kredslob.engine.decision import Status
from kredslob.engine.exploring import Branch, Explored, explore
from kredslob.engine.impossible import refuse_impossible
from kredslob.engine.office import Office
from kredslob.engine.vacancy import Applicant, Vacancy
from kredslob.engine.waiting import WaitingList
from kredslob.rules.frozen import dataclass
from kredslob.rules.units import Value


@dataclass(frozen=True, slots=True)
class Settled:
    """What a vacancy comes to.

    Args:
        explored: the case at each combination of values of the guesses, the assumed ones first.
        told: the case whose answer is told: the first, or what all have in common.
        hanging: the guesses at another value of which the outcome would differ.
        status: how far the answer reaches.
        illustrative: guesses were taken for granted that decide.
    """

    explored: Explored[Reached]
    told: Reached
    hanging: tuple[str, ...]
    status: Status
    illustrative: bool

    @property
    def needs(self) -> tuple[str, ...]:
        """The keys of the facts that are missing, in any branch; none where it is decided."""
        if self.status == "decided":
            return ()
        return tuple(dict.fromkeys(key for branch in self.explored.branches for key in branch.result.needs))

    @property
    def outcomes(self) -> tuple[Branch[Reached], ...]:
        """The first branch of each answer, and the first that lacks a fact; none where no guess decides."""
        found: dict[tuple[object, ...], Branch[Reached]] = {}
        for branch in self.explored.branches if self.hanging or not self.explored.complete else ():
            found.setdefault(branch.result.answer, branch)
        return tuple(found.values())


def settle(
    office: Office,
    vacancy: Vacancy,
    applicants: Sequence[Applicant] | None,
    *,
    assume: bool,
    assumed: Mapping[str, Value],
    only: Collection[str] | None = None,
) -> Settled:
    """Settle what a vacancy comes to; arguments and errors as `decide`, but that one evaluator decides.

    `only`: the guesses that are looked into, the others being taken at their assumed values; None is all.
    """
    if applicants is not None and not isinstance(applicants, WaitingList):
        refuse_impossible(applicants, vacancy, office.library.facts)
    waiting = WaitingList(applicants) if not isinstance(applicants, WaitingList | None) else applicants
    explored = explore(partial(reach, office, vacancy, waiting), assumed, only=only)
    hanging = deciding_guesses(explored)
    first, status = explored.branches[0].result, status_of(explored)
    illustrative = assume and not first.needs and status != "decided"
    if illustrative:
        status = "decided"
    # What hangs on a guess is told only as far as all its values agree.
    told = first if status == "decided" or first.needs else _common(explored)
    return Settled(explored, told, hanging, status, illustrative)


def look_at_chosen(told: Reached) -> None:
    """See to it that of the one offered is read what the case was decided by, though it was read of somebody alike."""
    ranking = told.ranking
    if ranking is None or ranking.chosen is None:
        return
    read_claims(ranking.chosen, told.case.situation)
    for tier in ranking.tiers:
        tier.met(ranking.chosen)


def status_of(explored: Explored[Reached]) -> Status:
    """Tell how far a decision reaches.

    A missing fact is asked for before a guess is told of, if it may settle the matter: the office can supply the one,
    only the parties to the agreement the other.
    """
    if explored.branches[0].result.needs:
        return "needs"
    answered = {branch.result.outcome for branch in explored.branches if not branch.result.needs}
    if len(answered) > 1 or not explored.complete:
        return "undetermined"
    return "needs" if any(branch.result.needs for branch in explored.branches) else "decided"


def deciding_guesses(explored: Explored[Reached]) -> tuple[str, ...]:
    """Give the guesses at another value of which the outcome would differ, the ones tried first coming first."""
    found: dict[str, None] = {}
    branches = explored.branches
    for one in branches:
        for other in branches:
            if one.result.outcome == other.result.outcome:
                continue
            differing = [key for key in one.taken if key in other.taken and one.taken[key] != other.taken[key]]
            if len(differing) == 1:
                found[differing[0]] = None
    if not found and len({branch.result.outcome for branch in branches}) > 1:
        found.update(dict.fromkeys(key for branch in branches for key in branch.taken))
    return tuple(found)


def _common(explored: Explored[Reached]) -> Reached:
    """Give what all branches share: the channel, if there is one, and no offer."""
    first = explored.branches[0].result
    channels = {branch.result.channel for branch in explored.branches}
    alike = len(channels) == 1 and explored.complete
    return Reached(first.case, first.channel if alike else None, None, ())
