"""What cases exercise: which rules were true, false and unknown in some case, and which side of each comparison.

A rule is seen as its document states it, version by version. What no case has seen, no case would miss.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kredslob.engine.case import Case
from kredslob.engine.judging import FALSE, TRUE, UNKNOWN, Judged, Truth
from kredslob.engine.outcome import standing_of
from kredslob.engine.reference import Outcome
from kredslob.engine.settling import Settled
from kredslob.rules.conditions import All, Always, Any, Condition, CountOf, Not
from kredslob.rules.messages import FieldPath
from kredslob.rules.model import Document, Rule

RuleKey = tuple[str, str, int | None]
"""A version of a rule: its document, its id and the line where it stands."""


@dataclass(frozen=True)
class Comparison:
    """A comparison of a rule: where it stands in the condition, and which of its sides cases have seen."""

    path: FieldPath
    condition: Condition
    seen: frozenset[Truth]

    @property
    def missing(self) -> tuple[Truth, ...]:
        """The sides that no case has seen."""
        return tuple(truth for truth in (TRUE, FALSE) if truth not in self.seen)


@dataclass(frozen=True)
class RuleSeen:
    """A rule, how its condition came out in cases, each comparison in it, and the cases that judged it."""

    rule: Rule
    seen: frozenset[Truth]
    comparisons: tuple[Comparison, ...]
    cases: tuple[str, ...]

    @property
    def missing(self) -> tuple[Truth, ...]:
        """The ways in which its condition can come out and in no case did."""
        possible = (TRUE,) if isinstance(self.rule.when, Always) else (TRUE, FALSE)
        return tuple(truth for truth in possible if truth not in self.seen)

    @property
    def whole(self) -> bool:
        """Whether cases have seen it both ways, and both sides of every comparison."""
        return not self.missing and not any(one.missing for one in self.comparisons)

    @property
    def unknown(self) -> bool:
        """Whether some case left it unknown."""
        return UNKNOWN in self.seen


@dataclass(frozen=True)
class Coverage:
    """What has been seen so far, rule by rule; `take` adds a case."""

    truths: dict[RuleKey, set[Truth]] = field(default_factory=dict)
    sides: dict[tuple[RuleKey, FieldPath], set[Truth]] = field(default_factory=dict)
    cases: dict[RuleKey, dict[str, None]] = field(default_factory=dict)

    def take(self, identity: str, settled: Settled, of: str | None = None) -> None:
        """Take in what a case has judged, at every value of the guesses that it was decided at.

        `of`: only the rules of this document; None is all.
        """
        for branch in settled.explored.branches:
            case = branch.result.case
            stated = {key_of(rule): rule for document in case.terms.documents for rule in document.rules}
            for outcome in judged_in(case):
                for one in outcome.rules:
                    if of is not None and one.rule.document != of:
                        continue
                    key = key_of(one.rule)
                    self.cases.setdefault(key, {})[identity] = None
                    self.truths.setdefault(key, set()).add(one.judged.truth)
                    for path, truth in sides(stated[key].when, one.judged):
                        self.sides.setdefault((key, path), set()).add(truth)

    def of(self, documents: Iterable[Document]) -> tuple[RuleSeen, ...]:
        """Give what has been seen of each rule of the documents, in the order of the files."""
        return tuple(self._of_rule(rule) for rule in rules_of(documents))

    def _of_rule(self, rule: Rule) -> RuleSeen:
        key = key_of(rule)
        comparisons = tuple(
            Comparison(path, atom, frozenset(self.sides.get((key, path), ()))) for path, atom in leaves(rule.when)
        )
        return RuleSeen(rule, frozenset(self.truths.get(key, ())), comparisons, tuple(self.cases.get(key, ())))


def key_of(rule: Rule) -> RuleKey:
    """Give what tells a version of a rule from others; putting values into its condition changes nothing of it."""
    return rule.document, rule.id, rule.at.line


def rules_of(documents: Iterable[Document]) -> Iterator[Rule]:
    """Give the rules that documents state, those of amendments included."""
    for document in documents:
        yield from document.rules
        for change in document.changes:
            yield from (one for one in (change.added, change.replacement) if one is not None)


def judged_in(case: Case) -> Iterator[Outcome]:
    """Give what the rules made of every fact that was decided in a case, about the estate, the vacancy and applicants."""
    standing_of(case)
    yield from list(case.situation.outcomes.values())
    for person in case.people.judged() if case.applicants is not None else ():
        for fact in [name for name in case.terms.rules if name in person]:
            if case.office.library.facts[fact].about == "applicant":
                yield person.outcome(fact)


def leaves(condition: Condition, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Condition]]:
    """Give the comparisons of a condition with their places in it, as the file writes them."""
    match condition:
        case Always():
            return
        case All(parts) | Any(parts) | CountOf(_, parts):
            for index, part in enumerate(parts):
                yield from leaves(part, (*path, *_step(condition), index))
        case Not(part):
            yield from leaves(part, (*path, "not"))
        case _:
            yield path, condition


def sides(condition: Condition, judged: Judged, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Truth]]:
    """Give how each comparison of a condition came out, from the judgement of the condition with values put in.

    A comparison may have become several, for each value of a guess, and is judged as one.
    """
    yield from ((at, atom.truth) for at, atom in judged_atoms(condition, judged, path))


def judged_atoms(condition: Condition, judged: Judged, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Judged]]:
    """Give each comparison of a condition with its judgement; see `sides`."""
    match condition:
        case Always():
            return
        case All(parts) | Any(parts) | CountOf(_, parts):
            for index, (part, of) in enumerate(zip(parts, judged.parts, strict=True)):
                yield from judged_atoms(part, of, (*path, *_step(condition), index))
        case Not(part):
            yield from judged_atoms(part, judged.parts[0], (*path, "not"))
        case _:
            yield path, judged


def _step(condition: Condition) -> FieldPath:
    return {All: ("all",), Any: ("any",)}.get(type(condition), ("count_of", "of"))


def missed(seen: Iterable[RuleSeen]) -> tuple[RuleSeen, ...]:
    """Give the rules that cases have not seen in full."""
    return tuple(one for one in seen if not one.whole)


def share(seen: Iterable[RuleSeen]) -> Mapping[str, tuple[int, int]]:
    """Count how many rules were judged at all, how many both ways, and how many sides of comparisons were seen."""
    rules = tuple(seen)
    compared = [one for rule in rules for one in rule.comparisons]
    return {
        "judged": (sum(bool(one.seen) for one in rules), len(rules)),
        "both_ways": (sum(not one.missing for one in rules), len(rules)),
        "sides": (sum(2 - len(one.missing) for one in compared), 2 * len(compared)),
        "unknown": (sum(one.unknown for one in rules), len(rules)),
    }
