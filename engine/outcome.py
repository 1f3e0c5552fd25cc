"""The parts of an answer that are read off a case: standing, missing facts, and the wheels before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kredslob.engine.case import Case, Reached
from kredslob.engine.decision import Need, TurnState
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.route import BEFORE_TRANSFER, MANDATORY, REACHES_EXTERNAL, TRANSFERS
from kredslob.engine.situation import Situation
from kredslob.engine.turns import EXTERNAL, FLEXIBLE, ORDINARY, SPLIT, TRANSFER, Turn, right
from kredslob.engine.wheels import REFERRAL, Wheel, WheelState, advance
from kredslob.rules.model import FactDeclaration, Text
from kredslob.rules.terms import Terms

# The facts of a standing that are told first, in this order; what else an agreement's rules decide of an estate follows.
STANDING = (
    "outside_workforce", "forty_plus", "published_51b", "acting_51b", "listed_51b", "listed_for_exemption", "newly_listed",
    "designation", "exempt", "bars",
    "mandatory_flexible", "combined_letting",
)  # fmt: skip
EXEMPT = "exempt"
SHARE = "outside_workforce"
# The terms without which a derived fact means nothing under an agreement: it is then no part of a standing.
_BY_TERM = {
    "outside_workforce": "measurement.takes_effect", "acting_51b": "standing.takes_effect",
    "newly_listed": "standing.new_since",
}  # fmt: skip
RECEIVING = "receiving"
CLAIMS_OF_CHANNEL = {"own_estate_transfer": "own_estate_claim", "organisation_transfer": "organisation_claim"}


def standing_names(situation: Situation) -> tuple[str, ...]:
    """Name the facts of a standing under the terms in force: those above, and what else the agreement decides of an estate."""
    terms, facts = situation.terms, situation.declarations
    laws = {document.id for document in terms.documents if document.kind == "law"}
    measured = [key for key, one in terms.measures.items() if one.unit == "estate"]
    told = [name for name in STANDING if name in facts and _is_told(name, terms, facts[name])]
    if measured and SHARE not in measured and SHARE in told:  # the agreement goes by another share
        told.remove(SHARE)
    own = [
        *(name for name in measured if name not in told),
        *(
            name
            for name, rules in terms.rules.items()
            if facts[name].about == "estate" and any(rule.document not in laws for rule in rules)
        ),
    ]
    return (*told, *(name for name in own if name not in told))


def _is_told(name: str, terms: Terms, fact: FactDeclaration) -> bool:
    if fact.origin == "decided":
        return name in terms.rules
    return name not in _BY_TERM or _BY_TERM[name] in terms.parameters


def standing_facts(situation: Situation) -> dict[str, FactValue]:
    """Give the facts of an estate's standing."""
    return {name: situation[name] for name in standing_names(situation)}


def is_exempt(situation: Situation) -> FactValue:
    """Tell whether the estate is exempt from referral; under an agreement that exempts none it is not."""
    return situation[EXEMPT] if EXEMPT in situation.terms.rules else False


def standing_of(case: Case) -> dict[str, FactValue]:
    """Give the estate's standing; `receiving`: not exempt, and its wheel gives more referral than the base share."""
    found = standing_facts(case.situation)
    turn, base = case.turns[REFERRAL], case.terms.value("referral.base_share")
    if isinstance(turn, Turn) and turn.wheel is not None and isinstance(base, tuple):
        exempt, (turns, of) = is_exempt(case.situation), turn.wheel.share(REFERRAL)
        more = turns * int(base[1]) > int(base[0]) * of
        found[RECEIVING] = exempt if isinstance(exempt, Unknown) else more and exempt is False
    return found


def missing(needs: Iterable[str], facts: Mapping[str, FactDeclaration]) -> tuple[Need, ...]:
    """Give the missing facts with the question that asks for each.

    Args:
        needs: fact names, with `@` and the pseudonym where they are about an applicant.
        facts: the declared facts.
    """
    found: list[Need] = []
    for key in dict.fromkeys(needs):
        name, _, about = key.partition("@")
        question = facts[name].question if name in facts else _TURNS.get(name, Text(name, name))
        found.append(Need(name, about, question))
    return tuple(found)


_TURNS: Mapping[str, Text] = {
    f"{wheel}_turn": Text(
        f"Hvor står {da} i afdelingen: hvilket nummer er den næste tur, og hvor mange ture er til gode (fx 3 eller 3+1)?",
        f"Where does {en} of the estate stand: which slot is due next, and how many turns are pending (e.g. 3 or 3+1)?",
    )
    for wheel, da, en in (
        (REFERRAL, "turen for boligsocial anvisning", "the referral wheel"),
        (TRANSFER, "turen for oprykningsventelisten", "the transfer wheel"),
        (EXTERNAL, "turen for fleksibel udlejning", "the external wheel"),
        (SPLIT, "fordelingen mellem grupperne", "the split"),
    )
}


def turn_states(case: Case, reached: Reached) -> tuple[TurnState, ...]:
    """Give each wheel at this vacancy, and where it stands afterwards if the recommendation is followed."""
    return tuple(
        _turn_state(case, reached, turn, turn.wheel)
        for turn in case.turns.values()
        if isinstance(turn, Turn) and turn.wheel is not None
    )


def _turn_state(case: Case, reached: Reached, turn: Turn, wheel: Wheel) -> TurnState:
    state = turn.state
    due = turn.due()
    counts = reached.channel is not None and _counts(turn.name, reached)
    taken = _taken(case, reached, turn, due) if counts else None
    # Whether a flexible letting has been one of those that are split is not known before somebody has been offered it.
    pending = turn.name == SPLIT and reached.channel == FLEXIBLE and reached.offer is None
    after = None
    if state is not None and reached.channel is not None and not pending:
        after = _written(advance(wheel, state, taken) if counts else state, wheel)
    return TurnState(
        wheel=turn.name, version=wheel.version, share=wheel.share(right(wheel)),
        slot=state.position + 1 if state else None, pending=sum(count for _, count in state.pending) if state else None,
        due=due, counts=counts, taken=taken, next=after,
    )  # fmt: skip


def _counts(name: str, reached: Reached) -> bool:
    """Tell whether this vacancy is one of those that the wheel shares out."""
    channel = reached.channel
    if channel == "not_covered":
        return False
    if name == REFERRAL:
        return True
    if name == TRANSFER:
        return channel not in BEFORE_TRANSFER
    if name == EXTERNAL:
        return channel in REACHES_EXTERNAL
    offer = reached.offer
    to_a_group = offer is not None and offer.how in ("list", "lot") and {ORDINARY, MANDATORY}.isdisjoint(offer.group)
    return channel == FLEXIBLE and to_a_group


def _taken(case: Case, reached: Reached, turn: Turn, due: str | None) -> str | None:
    """Give the right used up. One that was due and that nobody could use lapses; one pre-empted stays pending."""
    if due is None or turn.wheel is None or due == turn.wheel.residual:
        return None
    channel, situation = reached.channel, case.situation
    if turn.name == REFERRAL:
        instead = channel == "rehousing" and case.terms.value("rehousing.counts_as_referral") is True
        suspended = is_exempt(situation) is True
        return REFERRAL if channel == REFERRAL or instead or suspended else None
    if turn.name == TRANSFER:
        served = TRANSFERS if case.terms.value("transfer.covers") == "both" else ("organisation_transfer",)
        unclaimed = all(situation[CLAIMS_OF_CHANNEL[one]] is False for one in served)
        return TRANSFER if channel in served or unclaimed else None
    return due


def _written(state: WheelState, wheel: Wheel) -> str:
    """Write where a wheel stands as `[VERSION:]SLOT[+PENDING]`.

    The pending turns are those of the wheel's right. A slot of what is left over, whose vacancy went to a right that
    was owed, is owed to nobody.
    """
    pending = dict(state.pending).get(right(wheel), 0)
    return f"{wheel.version}:{state.position + 1}" + (f"+{pending}" if pending else "")
