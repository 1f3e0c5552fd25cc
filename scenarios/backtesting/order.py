"""What a backtest is asked for, and what settles its results: the same fingerprint, the same numbers."""

from __future__ import annotations

from typing import Any, Final

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.backtesting.beginning import Beginning
from kredslob.scenarios.backtesting.guesses import guesses_of
from kredslob.scenarios.files.fingerprint import digest, fingerprint_of_agreement, fingerprint_of_register
from kredslob.scenarios.results.fingerprints import program_fingerprint, versions

Plain = dict[str, Any]

SCHEMA: Final = 1
SEED: Final = "kredslob"
WORLDS: Final = 200
REPLICATIONS: Final = 5
_LONGEST_SEED: Final = 100


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: of a start so many worlds, so many replications of each, and what all is keyed by."""

    start: str
    worlds: int = WORLDS
    replications: int = REPLICATIONS
    seed: str = SEED


def check_seed(seed: str) -> None:
    """See that a text will do as a seed; raise WrongInput if not."""
    if not seed.strip() or len(seed) > _LONGEST_SEED:
        accepted = Message("a text of at most {most} letters, or a whole number", most=_LONGEST_SEED)
        raise WrongInput(Problem(Place("--seed"), Message("this is no seed."), accepted))


def made_from(begin: Beginning, order: Order) -> Plain:
    """Give what settles the results of a start but the number of worlds, as JSON can hold it."""
    return {
        "schema": SCHEMA,
        "start": order.start,
        "first": begin.months.first.isoformat(),
        "months": begin.months.count,
        "seed": order.seed,
        "replications": order.replications,
        "agreements": [
            {"from": day.isoformat(), "id": one.id, "fingerprint": fingerprint_of_agreement(begin.library, one)}
            for day, one in begin.agreements
        ],
        "guesses": list(guesses_of(begin.agreements)),
        "behaviour": {
            "id": begin.behaviour.id,
            "knobs": len(begin.behaviour.knobs),
            "fingerprint": digest({name: repr(given) for name, given in sorted(begin.behaviour.values.items())}),
        },
        "register": {"id": begin.sketch, "fingerprint": fingerprint_of_register(begin.register(0))},
        "cycles": {name: digest({line: list(paces) for line, paces in lines.items()}) for name, lines in begin.cycles.items()},
        "tests": [one.id for one in begin.tests],
        "program": program_fingerprint(),
        "versions": versions(),
    }  # fmt: skip
