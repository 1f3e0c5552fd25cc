"""A person decides: the recommendation is followed, or departed from with a reason, and both are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from kredslob.engine.case import NOT_COVERED, Reached, reach
from kredslob.engine.decision import Decision, Offer, TurnState
from kredslob.engine.ledger.texts import text_of
from kredslob.engine.office import Office
from kredslob.engine.outcome import turn_states
from kredslob.engine.quota_estates import at_assumed
from kredslob.engine.rank import Ranking
from kredslob.engine.register.columns import same_word
from kredslob.engine.route import BY_MUNICIPALITY
from kredslob.engine.turns import ORDINARY
from kredslob.engine.vacancy import Applicant, Vacancy
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import Text
from kredslob.rules.units import Value

GROUPS = ("group_work", "group_young", "group_senior", "group_divorced")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decides otherwise than recommended: a channel, an applicant (by the office's own word), and why."""

    reason: str
    channel: str | None = None
    applicant: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """How the dwelling goes.

    Args:
        channel: the channel.
        person: who it is to be offered to, by reference; None when the municipality or a lot names them, or nobody is.
        how: list, municipality, lot or nobody.
        group: the groups of flexible letting that they are in, or the list.
        states: what becomes of the wheels.
        departs: whether this is not what was recommended.
    """

    channel: str
    person: str | None
    how: str
    group: tuple[str, ...]
    states: Sequence[TurnState]
    departs: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """What was decided, and with what it was."""

    decision: Decision
    office: Office
    vacancy: Vacancy
    applicants: Sequence[Applicant] | None
    settled: Mapping[str, Value]


def followed(decision: Decision) -> Chosen | None:
    """Give the recommendation; None if there is none, because a fact is missing or a guess decides."""
    if decision.status != "decided" or decision.channel is None:
        return None
    offer = decision.offer
    if offer is None:
        how = "municipality" if decision.channel in BY_MUNICIPALITY else "nobody"
        return Chosen(decision.channel, None, how, (), decision.turns, departs=False)
    return Chosen(decision.channel, offer.applicant, offer.how, offer.group, decision.turns, departs=False)


def departed(choice: Choice, matter: Matter, refs: Mapping[str, str]) -> Chosen:
    """Give what a person has decided instead.

    Args:
        choice: the channel or the applicant, and the reason.
        matter: the recommendation.
        refs: the reference of each applicant by the office's own word.

    Raises:
        WrongInput: no such channel, no such applicant, no reason, or nothing that departs from the recommendation.
    """
    recommended = followed(matter.decision)
    channel = _channel(choice, matter)
    person = None if choice.applicant is None else _person(choice.applicant, refs)
    if recommended is not None and channel == recommended.channel and person in (None, recommended.person):
        found = Message("this is what is recommended.")
        raise WrongInput(Problem(Place("--reason"), found, Message("no --channel, --applicant or --reason")))
    if not choice.reason.strip():
        found = Message("a reason is missing.")
        raise WrongInput(Problem(Place("--reason"), found, Message("why the recommendation is not followed")))
    how = "list" if person else "municipality" if channel in BY_MUNICIPALITY else "nobody"
    offer, states = _gone_by(channel, person, how, matter)
    return Chosen(channel, person, how, offer.group, states, departs=True)


def _channel(choice: Choice, matter: Matter) -> str:
    """Give the channel chosen, by its id or by what it is called in either language."""
    called = {key: text for key, text in matter.office.library.facts["channel"].choices.items() if key != NOT_COVERED}
    choices = {same_word(word): key for key, text in called.items() for word in (key, text.da, text.en)}
    channel = choice.channel or matter.decision.channel
    if channel is not None and same_word(channel) in choices:
        return choices[same_word(channel)]
    names = Text(", ".join(text.da for text in called.values()), ", ".join(called))
    accepted = Message("one of {names}", names=names)
    if channel is None:
        raise WrongInput(
            Problem(Place("--channel"), Message("nothing is recommended, so say which channel."), accepted)
        )
    near = nearest(channel, choices)
    raise WrongInput(
        Problem(Place("--channel"), Message("no channel is called {word!r}.", word=channel), accepted, near)
    )


def _person(given: str, refs: Mapping[str, str]) -> str:
    if given not in refs:
        found = Message("this applicant is not on the list given, or has refused the dwelling.")
        raise WrongInput(Problem(Place("--applicant"), found, Message("an applicant on the list")))
    return refs[given]


def _gone_by(channel: str, person: str | None, how: str, matter: Matter) -> tuple[Offer, Sequence[TurnState]]:
    """Give the offer, and what becomes of the wheels, when the dwelling goes otherwise than was recommended."""
    reached = at_assumed(partial(reach, matter.office, matter.vacancy, matter.applicants), matter.settled)
    group: tuple[str, ...] = (ORDINARY,)
    if person is not None:
        one = reached.case.people.of(person)
        group = tuple(name for name in GROUPS if name in one.declarations and one[name] is True) or (ORDINARY,)
    offer = Offer(person, how, group)  # type: ignore[arg-type]  # one of the four
    return offer, turn_states(reached.case, Reached(reached.case, channel, Ranking(offer), ()))


def read_choice(reason: str | None, channel: str | None, applicant: str | None) -> Choice | None:
    """Give what a person has chosen by options; None if nothing. Raises WrongInput for a reason without a choice, or none."""
    if channel is None and applicant is None and reason is None:
        return None
    if reason is None:
        found = Message("a reason is missing.")
        raise WrongInput(Problem(Place("--reason"), found, Message("why the recommendation is not followed")))
    if channel is None and applicant is None:
        found = Message("a reason is given, but nothing is decided otherwise.")
        raise WrongInput(Problem(Place("--reason"), found, Message("--channel or --applicant with it")))
    return Choice(text_of(reason, "--reason"), channel, applicant)
