"""The second evaluator: the same rules decided by forward chaining in durable-rules, independently of the first.

Two steps, each a fact posted to rules of plain tests. What is known of the facts, as integers, fires for each rule that
its condition certainly or possibly holds; the truths that come of it, as a fact again, fire which rules stand or may
stand. This is the one module that knows durable-rules, and it trusts it with nothing: no threads of its own, one
decision at a time, one fact in one state that is deleted at once, no text from outside, a last rule that always fires,
all that fired accounted for. Whatever is not as it should be is a `ChainingFault`, never an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cache
from threading import RLock
from types import TracebackType
from typing import Any, Final, TypeVar

from kredslob.engine.fields import FAR, ChainingFault, Field, Span
from kredslob.engine.firing import Chained, Fired, Stage, plan
from kredslob.engine.knowledge import FactValue
from kredslob.rules.messages import Message
from kredslob.rules.model import FactDeclaration
from kredslob.rules.terms import Terms

__all__ = ["Chain", "Chained", "ChainingFault", "Chains", "Fired", "available", "why_unavailable"]

T = TypeVar("T")

# All of the library's states and handles lie in tables of the process, so there is one lock for the process.
_LOCK: Final = RLock()

_RULES: Final = "rules"
_STATE: Final = "state"
_STAGE: Final = {"stage": 1}
_LAST: Final = 1_000  # the priority of the rule that always fires, after all others
_CLEAN: Final = {"sid", "id", "$s"}  # what a state holds when nothing has gone wrong
_FAULTS_BORNE: Final = 3  # each leaves memory behind, so a chain that goes on failing is not made anew for ever


def why_unavailable() -> Message | None:
    """Say why durable-rules cannot be used here, or None where it can."""
    try:
        _host()
    except ImportError as error:
        return Message("durable-rules cannot be used here ({reason}).", reason=str(error))
    return None


def available() -> bool:
    """Tell whether durable-rules can be used here."""
    return why_unavailable() is None


class Chain(AbstractContextManager["Chain"]):
    """The rules about one fact in one set of terms, ready to be decided many times; close it when done with.

    Raises:
        WrongInput: a rule's condition comes to more ways than can be checked.
        ChainingFault: durable-rules is not available or refuses the rules, or they are not consistent with the
            declarations.
    """

    def __init__(self, terms: Terms, fact: str, declarations: Mapping[str, FactDeclaration]) -> None:
        reason = why_unavailable()
        if reason is not None:
            raise ChainingFault(reason)
        self._plan = plan(terms.rules.get(fact, ()), declarations)
        self._built: tuple[list[_Ruleset], list[_Ruleset]] | None = None
        self._closed = False
        self._faults = 0
        with _LOCK:
            self._guarded(self._rulesets)

    @property
    def read(self) -> Collection[str]:
        """The facts that the rules read."""
        return self._plan.facts.keys()

    def integers(self, facts: Mapping[str, FactValue]) -> tuple[int, ...]:
        """Give all that is asked when it is decided from these facts: the same integers get the same answer.

        Raises:
            ChainingFault: a fact is missing or not of its type.
        """
        return tuple(self._plan.integers(facts).values())

    def decide(self, facts: Mapping[str, FactValue]) -> Chained:
        """Decide from what is known; facts that no rule reads may be there too.

        Raises:
            ChainingFault: a fact is missing or not of its type, or anything went wrong on the way.
        """
        known = self._plan.integers(facts)
        with _LOCK:
            if self._closed or self._faults == _FAULTS_BORNE:
                raise ChainingFault(Message("the second evaluator has been closed, or has failed too often."))
            return self._plan.concluded(self._guarded(lambda: self._fired(known)))

    def close(self) -> None:
        """Give back the memory that durable-rules holds."""
        with _LOCK:
            self._closed = True
            for rulesets in self._built or ():
                for ruleset in rulesets:
                    ruleset.delete()
            self._built = None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _rulesets(self) -> tuple[list[_Ruleset], list[_Ruleset]]:
        if self._built is None:
            self._built = (
                [_Ruleset(stage) for stage in self._plan.conditions],
                [_Ruleset(stage) for stage in self._plan.overrides],
            )
        return self._built

    def _fired(self, known: Mapping[Field, int]) -> list[Fired]:
        conditions, overrides = self._rulesets()
        first = [fired for ruleset in conditions for fired in ruleset.fire(known)]
        truths = self._plan.truths(first)
        return first + [fired for ruleset in overrides for fired in ruleset.fire(truths)]

    def _guarded(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except BaseException as error:
            # What is left is not deleted, which can crash after a fault, but forgotten, and made anew next time.
            self._built = None
            self._faults += 1
            if isinstance(error, ChainingFault) or not isinstance(error, Exception):
                raise
            raise ChainingFault(Message("durable-rules failed: {error}.", error=repr(error))) from error


class Chains(AbstractContextManager["Chains"]):
    """A chain for each fact that the rules of one set of terms decide, made when first asked for."""

    def __init__(self, terms: Terms, declarations: Mapping[str, FactDeclaration]) -> None:
        self._terms = terms
        self._declarations = declarations
        self._chains: dict[str, Chain] = {}
        self._answers: dict[tuple[str, tuple[int, ...]], Chained] = {}

    def decide(self, fact: str, facts: Mapping[str, FactValue]) -> Chained:
        """Decide a fact from what is known.

        Raises:
            WrongInput, ChainingFault: as `Chain`.
        """
        chain = self._chain(fact)
        asked = fact, chain.integers(facts)
        if asked not in self._answers:  # of hundreds of applicants much the same is asked
            self._answers[asked] = chain.decide(facts)
        return self._answers[asked]

    def read_for(self, fact: str) -> Collection[str]:
        """Give the facts that are read to decide a fact.

        Raises:
            WrongInput, ChainingFault: as `Chain`.
        """
        return self._chain(fact).read

    def _chain(self, fact: str) -> Chain:
        with _LOCK:
            if fact not in self._chains:
                self._chains[fact] = Chain(self._terms, fact, self._declarations)
            return self._chains[fact]

    def close(self) -> None:
        """Close all chains."""
        with _LOCK:
            self._answers.clear()
            for chain in self._chains.values():
                chain.close()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class _Ruleset:
    """One stage in durable-rules: a fact is posted, and what fired comes back."""

    def __init__(self, stage: Stage) -> None:
        fields = dict.fromkeys(field for firing in stage for field, _ in firing.way)
        # Names of our own making: outside text can be taken for a word of the library, or for another by its hash.
        self._names = {field: f"f{index}" for index, field in enumerate(fields)}
        self._fired = [firing.fired for firing in stage]
        self._indices: list[int] = []
        definition: dict[str, Any] = {
            f"r{index}": self._rule([*self._tests(firing.way)], index) for index, firing in enumerate(stage)
        }
        definition["last"] = {**self._rule([], len(stage)), "pri": _LAST}
        self._host = _host()({_RULES: definition})

    def fire(self, known: Mapping[Field, int]) -> list[Fired]:
        """Post what is known, each field of it that the rules read, and give what fired, in order."""
        self._indices.clear()
        posted = {"sid": _STATE, **_STAGE, **{name: known[field] for field, name in self._names.items()}}
        state = self._host.assert_fact(_RULES, posted)
        if not isinstance(state, dict) or state.keys() != _CLEAN:
            raise ChainingFault(Message("durable-rules failed: {error}.", error=_raised(state)))
        self._host.delete_state(_RULES, _STATE)
        if self._indices[-1:] != [len(self._fired)] or len(set(self._indices)) != len(self._indices):
            raise ChainingFault(Message("durable-rules did not finish, or fired a rule twice."))
        return [self._fired[index] for index in self._indices[:-1]]

    def delete(self) -> None:
        """Delete the rules; their state has been deleted after each decision."""
        self._host.delete_rulesets()

    def _rule(self, tests: list[dict[str, Any]], index: int) -> dict[str, Any]:
        return {"all": [{"m": {"$and": [_STAGE, *tests]}}], "pri": index + 1, "run": _append(self._indices, index)}

    def _tests(self, way: Iterable[tuple[Field, Span]]) -> Iterator[dict[str, Any]]:
        for field, (low, high, gaps) in way:
            name = self._names[field]
            if low == high:
                yield {name: low}
                continue
            if low > -FAR:
                yield {"$gte": {name: low}}
            if high < FAR:
                yield {"$lte": {name: high}}
            yield from ({"$neq": {name: gap}} for gap in sorted(gaps))


def _append(indices: list[int], index: int) -> Callable[[object], None]:
    """Make what a rule does when it fires: the library takes only a function of exactly one parameter."""

    def append(_context: object) -> None:
        indices.append(index)

    return append


def _raised(state: object) -> str:
    told = state.get("exception") if isinstance(state, dict) else None
    return str(told or state).partition(", traceback")[0]


@cache
def _host() -> Any:
    """Give the library's host without the threads that it starts, which lose answers and crash."""
    from durable import engine

    class Host(engine.Host):  # type: ignore[misc]  # the library has no types
        """Rules that are only run when a fact is posted."""

        def _run(self) -> None:
            """Start nothing."""

        def delete_rulesets(self) -> None:
            """Delete what the library itself never does."""
            for ruleset in self._ruleset_list:
                engine.durable_rules_engine.delete_ruleset(ruleset._handle)  # noqa: SLF001  # there is no public way

    return Host
