"""Forward chaining never answers when something is wrong, stays small, and lives beside others of its kind."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import active_count
from typing import Any

import pytest

from kredslob.engine import chaining
from kredslob.engine.chaining import Chain, ChainingFault, Chains, available, why_unavailable
from kredslob.engine.knowledge import Between, FactValue
from kredslob.rules.conditions import Bound, Compare, Fact, Not
from kredslob.rules.messages import Message
from tests.engine.strategies import DECIDED, DECLARATIONS, FORTY, rule, situations, terms_of

needs_durable = pytest.mark.skipif(not available(), reason="" if (why := why_unavailable()) is None else why.text())

ROOT = Path(__file__).parents[2]
CASE: dict[str, FactValue] = {"listed": True, "share": 400_001}


@pytest.fixture
def chain() -> Iterator[Chain]:
    """Give a chain for the three rules about forty plus."""
    with Chain(FORTY, DECIDED, DECLARATIONS) as made:
        yield made


def test_a_chain_that_cannot_be_had_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is built."""
    monkeypatch.setattr(chaining, "why_unavailable", lambda: Message("it is not installed."))
    with pytest.raises(ChainingFault, match="it is not installed"):
        Chain(FORTY, DECIDED, DECLARATIONS)


# --- faults -------------------------------------------------------------------------------------------------------


@needs_durable
@pytest.mark.parametrize(
    "facts",
    [
        {"listed": True},
        {"listed": True, "share": None},
        {"listed": True, "share": "400001"},
        {"listed": True, "share": 0.4},
        {"listed": 1, "share": 400_001},
        {"listed": "ja", "share": 400_001},
        {"listed": Between(0, 1), "share": 400_001},
        {"listed": True, "share": Between(5, 4)},
        {},
    ],
)
def test_missing_facts_and_wrong_types_are_faults(chain: Chain, facts: dict[str, Any]) -> None:
    """Nothing is answered, nothing posted, and the next decision is untouched."""
    for _ in range(5):
        with pytest.raises(ChainingFault):
            chain.decide(facts)
    assert chain.decide(CASE).value == "ghetto"


def break_first(chain: Chain, breaking: Callable[[Any], None]) -> None:
    """Break the first ruleset that a chain has built."""
    assert chain._built is not None
    breaking(chain._built[0][0])


def _raise(*_: object) -> None:
    raise KeyboardInterrupt("stopped")


def _consequent_that_raises(ruleset: Any) -> None:
    actions = ruleset._host.get_ruleset("rules")._actions
    actions["r0"]._func = _raise


def _last_rule_that_raises(ruleset: Any) -> None:
    ruleset._host.get_ruleset("rules")._actions["last"]._func = _raise


def _last_rule_missing(ruleset: Any) -> None:
    ruleset._host.get_ruleset("rules")._actions["last"]._func = lambda _: None


def _rule_firing_twice(ruleset: Any) -> None:
    ruleset._host.get_ruleset("rules")._actions["r1"]._func = lambda _: ruleset._indices.append(0)


def _another_stage(ruleset: Any) -> None:
    post = ruleset._host.assert_fact
    ruleset._host.assert_fact = lambda name, fact: post(name, {**fact, "stage": 2})


def _no_answer(ruleset: Any) -> None:
    ruleset._host.assert_fact = lambda _name, _fact: None


def _state_left_behind(ruleset: Any) -> None:
    ruleset._host.delete_state = lambda _name, _sid: None


def _library_error(ruleset: Any) -> None:
    ruleset._host.delete_state = lambda name, _sid: ruleset._host.get_ruleset(name).delete_state("another")


def _too_many_match(ruleset: Any) -> None:
    rules = {
        f"x{n}": {"all": [{"m": {"$and": [{"stage": 1}, {"$gte": {"f0": n - 99}}]}}], "run": lambda _: None}
        for n in range(66)
    }
    ruleset._host = type(ruleset._host)({"rules": rules})


@needs_durable
@pytest.mark.parametrize(
    ("breaking", "told"), [(_consequent_that_raises, "exception caught stopped."), (_no_answer, "None.")]
)
def test_a_fault_says_what_the_library_said_and_not_where(
    chain: Chain, breaking: Callable[[Any], None], told: str
) -> None:
    """Whoever reads it is no programmer of the library, which may also say nothing."""
    break_first(chain, breaking)
    with pytest.raises(ChainingFault) as caught:
        chain.decide(CASE)
    assert str(caught.value) == f"durable-rules failed: {told}"


BREAKINGS = [
    _consequent_that_raises, _last_rule_that_raises, _last_rule_missing, _rule_firing_twice, _another_stage, _no_answer,
    _library_error, _too_many_match,
]  # fmt: skip


@needs_durable
@pytest.mark.parametrize("breaking", BREAKINGS)
def test_whatever_goes_wrong_in_the_library_is_a_fault(chain: Chain, breaking: Callable[[Any], None]) -> None:
    """A broken chain raises once and is then made anew: it never answers from what is left."""
    assert chain.decide(CASE).value == "ghetto"
    for _ in range(2):
        break_first(chain, breaking)
        with pytest.raises(ChainingFault):
            chain.decide(CASE)
        assert chain.decide(CASE).value == "ghetto"


@needs_durable
def test_a_fact_that_is_still_there_from_before_is_a_fault(chain: Chain) -> None:
    """If a state were not deleted, the same fact posted again would not be decided again."""
    break_first(chain, _state_left_behind)
    assert chain.decide(CASE).value == "ghetto"
    with pytest.raises(ChainingFault):
        chain.decide(CASE)
    assert chain.decide(CASE).value == "ghetto"


@needs_durable
def test_a_chain_that_goes_on_failing_is_not_made_anew_for_ever(chain: Chain) -> None:
    """Each fault leaves memory behind, so after three the chain only says that it has failed."""
    for _ in range(3):
        chain.decide(CASE)
        break_first(chain, _no_answer)
        with pytest.raises(ChainingFault):
            chain.decide(CASE)
    with pytest.raises(ChainingFault, match="failed too often"):
        chain.decide(CASE)
    assert chain._built is None


@needs_durable
def test_a_closed_chain_does_not_answer(chain: Chain) -> None:
    """Closing twice does no harm, deciding after it is a fault."""
    chain.close()
    chain.close()
    with pytest.raises(ChainingFault, match="closed"):
        chain.decide(CASE)


def test_where_durable_rules_cannot_be_imported_the_reason_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Availability is asked without an error, and a chain cannot be made."""
    monkeypatch.setitem(sys.modules, "durable", None)
    chaining._host.cache_clear()
    reason = why_unavailable()
    assert reason is not None
    assert not available()
    assert "durable" in reason.text()
    with pytest.raises(ChainingFault, match="durable"):
        Chain(FORTY, DECIDED, DECLARATIONS)
    chaining._host.cache_clear()


def test_this_module_alone_knows_durable_rules() -> None:
    """The library is imported in one place, and only when it is asked for."""
    sources = Path(chaining.__file__).parent.rglob("*.py")
    assert [
        path.name for path in sources if "import durable" in (text := path.read_text()) or "from durable" in text
    ] == ["chaining.py"]


# --- living together ----------------------------------------------------------------------------------------------


def resident_kb() -> int:
    """Give the memory that the process has in use."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4


def kept_kb() -> int:
    """Give how much more memory twenty thousand decisions and three hundred chains hold than the first of them."""
    found = list(situations(1, 2_000))

    def work(chain: Chain, times: int, made: int) -> int:
        for _ in range(times):
            for facts in found:
                chain.decide(facts)
        for _ in range(made):
            with Chain(FORTY, DECIDED, DECLARATIONS) as another:
                another.decide(found[0])
        gc.collect()
        return resident_kb()

    with Chain(FORTY, DECIDED, DECLARATIONS) as chain:
        before = work(chain, 1, 50)
        return work(chain, 10, 300) - before


@needs_durable
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory in use is read from /proc")
def test_memory_stays_flat_over_twenty_thousand_decisions() -> None:
    """Twenty thousand decisions, and hundreds of chains made and closed, hold no more memory than the first ones."""
    # A process of its own: in one that has run other tests, what they left behind comes and goes meanwhile.
    asked = "from tests.engine.test_chaining_faults import kept_kb; print(kept_kb())"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=True, capture_output=True, text=True)
    assert int(done.stdout) < 2_000


@needs_durable
def test_chains_that_live_at_once_do_not_disturb_each_other() -> None:
    """Two chains with opposite rules, asked in turn, each say their own."""
    in_work = Compare(Fact("in_work"), "is", Bound(True))
    one, other = terms_of(rule("a", in_work, "none")), terms_of(rule("a", Not(in_work), "udsat"))
    with Chain(one, DECIDED, DECLARATIONS) as first, Chain(other, DECIDED, DECLARATIONS) as second:
        for index in range(200):
            facts: dict[str, FactValue] = {"in_work": index % 3 == 0}
            assert first.decide(facts).status == ("value" if index % 3 == 0 else "gap")
            assert second.decide(facts).status == ("gap" if index % 3 == 0 else "value")
        first.close()
        assert second.decide({"in_work": False}).value == "udsat"


@needs_durable
def test_threads_may_share_chains(chain: Chain) -> None:
    """Two threads that decide at once, by one chain and by one each, get what one thread gets."""
    found = list(situations(2, 500))
    expected = [chain.decide(facts) for facts in found]

    def work(_: int) -> bool:
        with Chain(FORTY, DECIDED, DECLARATIONS) as own:
            return all(
                chain.decide(facts) == own.decide(facts) == right for facts, right in zip(found, expected, strict=True)
            )

    with ThreadPoolExecutor(2) as pool:
        assert all(pool.map(work, range(4)))


@needs_durable
def test_no_thread_is_started(chain: Chain) -> None:
    """The library's own timers and dispatchers, which lose answers, are not there."""
    before = active_count()
    chain.decide(CASE)
    assert active_count() == before


@needs_durable
def test_chains_keep_one_chain_for_each_decided_fact() -> None:
    """A fact's chain is made when first asked for, used again, and closed with the others."""
    chains = Chains(FORTY, DECLARATIONS)
    with chains:
        assert chains.decide(DECIDED, CASE).value == "ghetto"
        kept = chains._chains[DECIDED]
        assert chains.decide(DECIDED, {"listed": False, "share": 0}).value == "none"
        assert chains.decide("another", {}).status == "gap"
        assert chains._chains[DECIDED] is kept
    with pytest.raises(ChainingFault):
        chains.decide(DECIDED, {"listed": False, "share": 0})
