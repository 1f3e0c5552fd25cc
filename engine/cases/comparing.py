"""Hold what came of a case against what it expects, and say of each difference by which rules it came out so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from kredslob.engine.case import Reached
from kredslob.engine.cases.model import Expected, Reading
from kredslob.engine.decision import Offer, PassedOver
from kredslob.engine.explaining import passed_over
from kredslob.engine.exploring import Branch
from kredslob.engine.knowledge import FactValue
from kredslob.engine.outcome import standing_of, turn_states
from kredslob.engine.quota import QuotaAccount
from kredslob.engine.reference import Outcome
from kredslob.engine.settling import Settled, look_at_chosen
from kredslob.rules.conditions import facts_of
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import Rule

Told = FactValue | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise.

    Args:
        what: the name of the expectation: status, channel, offer, group, standing, because, because_not, passed_over,
            needs, readings, shares, wheels_after, extra_turns, account_rests_on.
        name: which fact, applicant or wheel, or which values of the guesses; empty where there is one only.
        expected: what was expected.
        found: what came of it.
        rules: the rules that made it so, in order.
    """

    what: str
    name: str
    expected: Told
    found: Told
    rules: tuple[Rule, ...] = ()


def compare(expected: Expected, settled: Settled, account: QuotaAccount | None = None) -> tuple[Difference, ...]:
    """Give everything that came out otherwise than expected; `account`: of the quota, if anything is expected of it."""
    found = Found(settled)
    return (
        *_answer(expected, found), *_estate(expected, found), *_why(expected, found), *_rest(expected, found),
        *(_of_account(expected, account) if account is not None else ()),
    )  # fmt: skip


class Found:
    """What came of a case, read off it as far as somebody asks."""

    def __init__(self, settled: Settled) -> None:
        self.settled = settled
        self.told: Reached = settled.told
        self.standing: Mapping[str, FactValue] = standing_of(self.told.case)
        look_at_chosen(self.told)

    @property
    def offer(self) -> str | None:
        """To whom it is offered: a pseudonym, or how it goes."""
        return offered(self.told.offer)

    @cached_property
    def passed_over(self) -> Mapping[str, PassedOver]:
        """Those passed over, by pseudonym."""
        ranking = self.told.ranking
        if ranking is None or not (ranking.offer or ranking.provisional):
            return {}
        return {one.applicant: one for one in passed_over(ranking)}

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What the rules made of each fact about the estate and the vacancy, and of those about the one offered."""
        chosen = self.told.ranking.chosen if self.told.ranking else None
        own = [chosen.outcome(name) for name in chosen.terms.rules if name in chosen] if chosen is not None else []
        return (*self.told.case.situation.outcomes.values(), *own)

    def rules(self, *facts: str) -> tuple[Rule, ...]:
        """Give the rules that apply, of these facts or of all."""
        named = [one for one in self.outcomes if not facts or one.fact in facts]
        return tuple(rule.rule for one in named for rule in one.standing)


def offered(offer: Offer | None) -> str | None:
    """Give to whom a dwelling is offered: a pseudonym, or how it goes if to nobody by name."""
    return None if offer is None else offer.applicant or offer.how


def _answer(expected: Expected, found: Found) -> Iterator[Difference]:
    told = found.told
    if expected.status not in (None, found.settled.status):
        rules = found.rules("channel")
        yield Difference("status", "", expected.status, found.settled.status, rules)
    if expected.channel not in (None, told.channel):
        yield Difference("channel", "", expected.channel, told.channel, _routed(found, str(expected.channel)))
    if expected.offer not in (None, found.offer):
        yield Difference("offer", "", expected.offer, found.offer, _ranked(found, str(expected.offer)))
    answered = (expected.channel is None or told.channel) and (expected.offer is None or found.offer)
    if expected.needs is None and not answered and found.settled.needs:  # else nobody would know why there is no answer
        yield Difference("needs", "", (), found.settled.needs)
    groups = told.offer.group if told.offer else ()
    if expected.groups and set(expected.groups) != set(groups):
        yield Difference("group", "", expected.groups, groups, found.rules(*groups, *expected.groups))


def _routed(found: Found, wanted: str) -> tuple[Rule, ...]:
    """Give the rules that led to the channel, and those that decided what kept the wanted one from being it."""
    outcome = next((one for one in found.outcomes if one.fact == "channel"), None)
    if outcome is None:
        return ()
    unmet = [fact for one in outcome.rules if one.rule.value == wanted for fact in facts_of(one.rule.when)]
    return tuple(dict.fromkeys((*found.rules("channel"), *found.rules(*unmet)))) if unmet else found.rules("channel")


def _ranked(found: Found, wanted: str) -> tuple[Rule, ...]:
    """Give the rules that kept the wanted one out; if there are none, those by which another was offered it."""
    ranking = found.told.ranking
    if ranking is None:
        return ()
    kept = [one.rule for one in found.passed_over[wanted].failed] if wanted in found.passed_over else []
    terms = found.told.case.terms
    if kept:
        return tuple(terms.rule(rule) for rule in dict.fromkeys(kept))
    facts = [fact for tier in ranking.tiers for fact in (*(name for name, _ in tier.must), *tier.any_of)]
    return found.rules(*facts) if facts else found.rules("channel")


def _estate(expected: Expected, found: Found) -> Iterator[Difference]:
    for fact, value in expected.standing.items():
        if found.standing.get(fact) != value or isinstance(found.standing.get(fact), bool) is not isinstance(
            value, bool
        ):
            yield Difference("standing", fact, value, found.standing.get(fact), found.rules(fact))


def _why(expected: Expected, found: Found) -> Iterator[Difference]:
    applied = found.rules()
    named = {rule.id for rule in applied} | {rule.clause for rule in applied}
    for each in expected.because:
        if each not in named:
            yield Difference("because", "", each, None, applied)
    for each in expected.because_not:
        if each in named:
            yield Difference(
                "because_not", "", None, each, tuple(one for one in applied if each in (one.id, one.clause))
            )
    for applicant, reasons in expected.passed_over.items():
        failed = found.passed_over[applicant].failed if applicant in found.passed_over else ()
        told = {one.rule for one in failed} | {one.clause for one in failed}
        for each in reasons:
            if each not in told:
                why = tuple(dict.fromkeys(one.rule for one in failed))
                yield Difference("passed_over", applicant, each, why or None)


def _rest(expected: Expected, found: Found) -> Iterator[Difference]:
    needs = found.settled.needs
    if expected.needs is not None and set(expected.needs) != set(needs):
        yield Difference("needs", "", expected.needs, needs)
    if expected.readings:
        yield from _readings(expected.readings, found.settled)
    turns = turn_states(found.told.case, found.told)
    shares = {one.wheel: f"{one.share[0]}/{one.share[1]}" for one in turns}
    for wheel, share in expected.shares.items():
        if shares.get(wheel) != share:
            yield Difference("shares", wheel, share, shares.get(wheel))
    after = {one.wheel: one.next for one in turns}
    for wheel, place in expected.wheels_after.items():
        told = after.get(wheel)
        if told != place and (told is None or told.partition(":")[2] != place):
            yield Difference("wheels_after", wheel, place, told)


def _of_account(expected: Expected, account: QuotaAccount) -> Iterator[Difference]:
    extra = {one.estate.name: one.extra for one in account.estates}
    for name, turns in expected.extra_turns.items():
        if extra.get(name) != turns:
            yield Difference("extra_turns", name, str(turns), str(extra.get(name, 0)))
    deciding = tuple(one.parameter for one in account.assumed if one.deciding)
    if expected.account_rests_on is not None and set(expected.account_rests_on) != set(deciding):
        yield Difference("account_rests_on", "", expected.account_rests_on, deciding)


def _readings(readings: tuple[Reading, ...], settled: Settled) -> Iterator[Difference]:
    """Hold each reading against the branches that take its values; as many outcomes as readings there must be."""
    for reading in readings:
        name = ", ".join(f"{key}={value}" for key, value in reading.taken.items())
        matching = [one for one in settled.explored.branches if _takes(one, reading)]
        if not matching:
            yield Difference("readings", name, _told(reading.channel, reading.offer, reading.needs), None)
        for one in matching[:1] if _alike(matching) else matching:
            result = one.result
            wanted = (reading.channel, reading.offer, reading.needs)
            came = (result.channel, offered(result.offer), result.needs)
            if any(want is not None and want != got for want, got in zip(wanted, came, strict=True)):
                yield Difference("readings", name, _told(*wanted), _told(*came))
    outcomes = settled.outcomes
    if len(outcomes) != len(readings):
        found = tuple(
            " ".join(_told(one.result.channel, offered(one.result.offer), one.result.needs)) for one in outcomes
        )
        yield Difference("readings", "", str(len(readings)), found or "0")


def _takes(branch: Branch[Reached], reading: Reading) -> bool:
    return all(branch.taken.get(key) == value for key, value in reading.taken.items())


def _alike(branches: Iterable[Branch[Reached]]) -> bool:
    return len({one.result.outcome for one in branches}) == 1


def _told(channel: str | None, offer: str | None, needs: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(one for one in (channel, offer, *(needs or ())) if one)
