"""Say a decision in words, in Danish or English: the answer, why, why not, what would change it, what it rests on.

Every text is one line, so that whoever prints it may set it as a table, a tree or a letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kredslob.engine.decision import (
    Alternative,
    Assumption,
    Decision,
    Evaluators,
    Failed,
    Flip,
    Need,
    Offer,
    PassedOver,
    Reason,
    SyntheticRow,
    TurnState,
    WhyNot,
)
from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message

CHANNEL = "channel"
_ALWAYS_TOLD = frozenset({"exempt", "forty_plus"})  # what an estate is or is not decides so much that both are told


def answer(words: Words, decision: Decision) -> str:
    """Give the answer in one line: the channel and who is offered the dwelling, or why that cannot be said."""
    said = _answer(words, decision)
    if decision.illustrative:
        return words.say(Message("Illustrative answer, with guesses taken for granted: {answer}", answer=said))
    return said


def _answer(words: Words, decision: Decision) -> str:
    channel = _capital(channel_text(words, decision.channel))
    if decision.status == "undetermined":
        guesses = "; ".join(words.label(name) for name in hanging_on(decision))
        return words.say(Message("Undetermined: the answer hangs on what is not known of {guesses}.", guesses=guesses))
    if decision.status == "needs":
        missing = words.read(decision.needs[0].question) if decision.needs else ""
        if decision.channel is None:
            return words.say(Message("Not decided yet. First it must be known: {question}", question=missing))
        return words.say(
            Message("{channel}, but first it must be known: {question}", channel=channel, question=missing)
        )
    if decision.offer is None:
        return words.say(Message("{channel}.", channel=channel))
    return words.say(Message("{channel}: {offer}.", channel=channel, offer=offer_text(words, decision.offer)))


def channel_text(words: Words, channel: str | None) -> str:
    """Give what a channel is called."""
    return words.value(CHANNEL, channel) if channel else words.say(Message("channel not decided"))


def offer_text(words: Words, offer: Offer) -> str:
    """Give to whom the dwelling is offered."""
    if offer.how == "municipality":
        return words.say(Message("the municipality names the tenant"))
    if offer.how == "lot":
        return words.say(Message("applicants stand alike, so a lot is drawn"))
    if offer.how == "nobody" or offer.applicant is None:
        return words.say(Message("nobody on the list can be offered it"))
    return words.say(Message("offered to applicant {applicant}", applicant=offer.applicant))


def offer_details(words: Words, offer: Offer) -> str:
    """Give the place of the one offered on the list, and the group that gave it; empty when there is none."""
    parts = []
    if offer.rank is not None:
        parts.append(words.say(Message("no. {rank} by seniority", rank=offer.rank)))
    if offer.listed_since is not None:
        parts.append(words.say(Message("on the list since {day}", day=words.day(offer.listed_since))))
    channels = words.library.facts[CHANNEL].choices
    for group in offer.group:
        if group not in channels:
            parts.append(words.label(group))
        elif offer.fallback:  # else the answer names the channel already
            parts.append(channel_text(words, group))
    if offer.fallback:
        parts.append(words.say(Message("nobody met the criteria that come first")))
    return ", ".join(parts)


def outcome_text(words: Words, channel: str | None, offer: Offer | None) -> str:
    """Give a channel and an offer in short."""
    said = channel_text(words, channel)
    return said if offer is None else f"{said}, {offer_text(words, offer)}"


def reason_text(words: Words, reason: Reason) -> str:
    """Give what a rule concluded and the values that it read."""
    read = words.comparisons(reason.facts)
    return f"{words.read(reason.text)} [{read}]" if read else words.read(reason.text)


def telling(decision: Decision) -> tuple[Reason, ...]:
    """Give the reasons that say something, leaving out those that say only what an estate or applicant is not."""
    return tuple(one for one in decision.reasons if one.value not in (False, "none") or one.fact in _ALWAYS_TOLD)


def why_not_text(words: Words, one: WhyNot) -> str:
    """Give why a rule for another channel did not decide."""
    if one.state == "undetermined":
        return words.say(Message("it hangs on a guess"))
    if one.failed or not one.overridden_by:
        return words.comparisons(one.failed)
    above = ", ".join(dict.fromkeys(words.concluded.get(rule, rule) for rule in one.overridden_by))
    if one.state == "overridden":
        return words.say(Message("comes after: {channels}", channels=above))
    return words.say(Message("may come after: {channels}", channels=above))


def failed_text(words: Words, failed: Sequence[Failed]) -> str:
    """Give a condition that an applicant did not meet, with the values of all the ways in which it may be met."""
    read = words.comparisons(read for one in failed for read in one.comparisons)
    label, states = words.label(failed[0].fact), {one.state for one in failed}
    if "barred" in states:
        return words.say(Message("{condition}: yes, and that bars ({facts})", condition=label, facts=read))
    if "unknown" in states:
        return words.say(Message("{condition}: not known ({facts})", condition=label, facts=read))
    return words.say(Message("{condition}: not met ({facts})", condition=label, facts=read))


def passed_heading(words: Words, passed: Sequence[PassedOver], conditions: str) -> str:
    """Give how many were passed over, for conditions that they do not meet, or that bar them or are not known."""
    count = len(passed)
    if all(failed.state == "false" for one in passed for failed in one.failed):
        if count == 1:
            return words.say(Message("1 applicant does not meet: {conditions}", conditions=conditions))
        return words.say(Message("{count} applicants do not meet: {conditions}", count=count, conditions=conditions))
    if count == 1:
        return words.say(Message("1 applicant: {conditions}", conditions=conditions))
    return words.say(Message("{count} applicants: {conditions}", count=count, conditions=conditions))


def passed_text(words: Words, one: PassedOver) -> str:
    """Give who was passed over, with the place on the list."""
    if one.listed_since is None:
        return words.say(Message("no. {rank}, {applicant}", rank=one.rank, applicant=one.applicant))
    since = words.day(one.listed_since)
    return words.say(
        Message("no. {rank}, {applicant}, on the list since {day}", rank=one.rank, applicant=one.applicant, day=since)
    )


def flip_text(words: Words, flip: Flip) -> str:
    """Give the smallest change of facts that gives another answer, and that answer."""
    changes = "; ".join(
        words.say(
            Message(
                "{fact}{whose}: {after} instead of {before}",
                fact=words.label(change.fact), whose=_whose(words, change.fact, change.about),
                after=words.value(change.fact, change.after), before=words.value(change.fact, change.before),
            )
        )
        for change in flip.changes
    )  # fmt: skip
    outcome = outcome_text(words, flip.channel, flip.offer)
    return words.say(Message("{changes} - then: {outcome}", changes=changes, outcome=outcome))


def _whose(words: Words, fact: str, about: str) -> str:
    if words.about(fact) != "applicant":
        return ""
    return words.say(Message(" (applicant {applicant})", applicant=about))


def need_text(words: Words, need: Need) -> str:
    """Give the question that must be answered, and about whom."""
    question = words.read(need.question)
    if not need.about:
        return question
    return words.say(Message("Applicant {applicant}: {question}", applicant=need.about, question=question))


def assumption_text(words: Words, one: Assumption) -> str:
    """Give an assumed value: what is taken, and what it may be instead."""
    value = words.value(one.parameter, one.value)
    title = words.read(one.title)
    if one.range is not None:
        low, high = (words.value(one.parameter, end) for end in one.range)
        return words.say(
            Message("{title}: {value} (may be {low} to {high})", title=title, value=value, low=low, high=high)
        )
    others = "; ".join(words.value(one.parameter, other) for other in one.alternatives if other != one.value)
    if not others:
        return words.say(Message("{fact}: {value}", fact=title, value=value))
    return words.say(Message("{title}: {value} (may be {others})", title=title, value=value, others=others))


def hanging_text(words: Words, one: Assumption) -> str:
    """Give an assumed value that decides: the value that was taken."""
    return words.say(
        Message("{fact}: {value}", fact=words.read(one.title), value=words.value(one.parameter, one.value))
    )


def hanging_on(decision: Decision) -> tuple[str, ...]:
    """Give the guesses that an undetermined decision hangs on."""
    return tuple(dict.fromkeys(name for one in decision.undetermined for name in one.assumed))


def alternative_text(words: Words, one: Alternative) -> str:
    """Give what the decision would be under one set of values for the guesses."""
    taken = "; ".join(
        words.say(Message("{fact}: {value}", fact=words.label(name), value=words.value(name, value)))
        for name, value in one.assumed.items()
    )
    if one.needs:
        question = need_text(words, one.needs[0])
        return words.say(Message("{taken} - then it must be known: {question}", taken=taken, question=question))
    outcome = outcome_text(words, one.channel, one.offer)
    return words.say(Message("{taken} - then: {outcome}", taken=taken, outcome=outcome))


def turn_text(words: Words, turn: TurnState, *, routed: bool = True) -> str:
    """Give where a wheel stands, what is due, and if the vacancy is routed what was used and what comes next."""
    parts = [words.say(Message("{turns} of {of}", turns=turn.share[0], of=turn.share[1]))]
    if turn.slot is not None:
        parts.append(words.say(Message("slot {slot}", slot=turn.slot)))
    if turn.pending:
        parts.append(words.say(Message("{count} pending", count=turn.pending)))
    if turn.due is not None:
        parts.append(words.say(Message("due: {due}", due=words.slot(turn.due))))
    if turn.taken is not None:
        parts.append(words.say(Message("used: {taken}", taken=words.slot(turn.taken))))
    if routed and not turn.counts:
        parts.append(words.say(Message("this vacancy does not count here")))
    elif turn.next is not None:
        parts.append(words.say(Message("afterwards: {next}", next=turn.next)))
    return words.say(
        Message(
            "{wheel} {version}: {parts}", wheel=words.wheel(turn.wheel), version=turn.version, parts=", ".join(parts)
        )
    )


def synthetic_text(words: Words, rows: Iterable[SyntheticRow]) -> str:
    """Give in one line what the answer rests on that is made up and not public fact."""
    named = ", ".join(dict.fromkeys(f"{_kind(words, row.kind)} {row.id}" for row in rows))
    if not named:
        return words.say(Message("Nothing synthetic: all that was read is public or your own."))
    return words.say(Message("Synthetic, not public fact: {rows}.", rows=named))


def _kind(words: Words, kind: str) -> str:
    known = {
        "individual_agreement": Message("individual agreement"), "individual": Message("individual agreement"),
        "estate": Message("estate"), "area": Message("area"), "measurement": Message("key figures of"),
        "listing": Message("listing of"), "organisation": Message("organisation"),
        "council_decision": Message("council decision"), "publication": Message("the list"), "area_figures": Message("figures of area"),
    }  # fmt: skip
    return words.say(known[kind]) if kind in known else kind


def evaluators_text(words: Words, evaluators: Evaluators) -> str:
    """Give which evaluators decided, and how much they were held against each other."""
    names = ", ".join(evaluators.used)
    if len(evaluators.used) == 1:
        said = words.say(Message("Checked by one evaluator ({names}).", names=names))
    else:
        count, applicants = evaluators.compared, evaluators.applicants_checked
        said = words.say(
            Message(
                "Two evaluators agree ({names}): {count} answers compared, {applicants} applicants checked.",
                names=names, count=count, applicants=applicants,
            )
        )  # fmt: skip
    return f"{said} {evaluators.note}".strip()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
