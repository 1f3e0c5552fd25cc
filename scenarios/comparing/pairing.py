"""See that sides can be paired: they share register, months, yearly calendar and seed, and so the luck of every person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.comparing.sides import Side
from kredslob.scenarios.files.fingerprint import fingerprint_of_register


def check_pairs(sides: Sequence[Side]) -> None:
    """Raise WrongInput if a side cannot be held against the first, naming everything that keeps them apart."""
    base, *others = sides
    registers = {id(one.scenario.office.register): one.scenario.office.register for one in sides}
    marks = {key: fingerprint_of_register(register) for key, register in registers.items()}
    problems = [problem for other in others for problem in _apart(base, other, marks)]
    if problems:
        raise WrongInput(problems)


def _apart(base: Side, other: Side, marks: dict[int, str]) -> Iterator[Problem]:
    mine, yours = base.scenario, other.scenario
    if marks[id(mine.office.register)] != marks[id(yours.office.register)]:
        yield _problem(other, Message("the register is another than that of {base}", base=base.given))
    if base.variant.months != other.variant.months:
        yield _problem(
            other,
            Message(
                "{months} months from {first} are simulated, and {others} from {start} of {base}",
                months=other.variant.months.count, first=other.variant.months.first, others=base.variant.months.count,
                start=base.variant.months.first, base=base.given,
            ),
        )  # fmt: skip
    if mine.yearly != yours.yearly:
        yield _problem(other, Message("key figures are measured in other months than in {base}", base=base.given))
    if mine.seed != yours.seed:
        yield _problem(
            other, Message("the seed is {one}, that of {base} is {two}", one=yours.seed, two=mine.seed, base=base.given)
        )


def _problem(side: Side, what: Message) -> Problem:
    found = Message("this cannot be paired with the base: {what}.", what=what)
    accepted = Message("scenarios that share register, months and seed, or agreements, which a scenario frames alike")
    return Problem(Place(side.given[:200]), found, accepted)
